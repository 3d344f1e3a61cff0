"""The sections of a template as `self` gives them: a block may say where each of the others stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from jinja2 import nodes

from briefgen.lint import abilities as can
from briefgen.lint.names import Binding
from briefgen.lint.source import Source
from briefgen.rendering.shapes import Shape

Chain = Sequence[tuple[nodes.Block, Source]]
"""A block as the template furthest out has it, then as each that this one extends has it."""


class Sections:
    """The blocks of a template and of those that extend it, and which of them are printed."""

    def __init__(self, chains: Mapping[str, Chain] = MappingProxyType({})) -> None:
        shapes = {name: Shape(can.MACRO) for name in chains}
        self.chain = chains.get
        self.binding = Binding(Shape(can.SECTIONS, fields=shapes))
        self.printed = set[str]()
        self._names = {shape: name for name, shape in shapes.items()}

    def called(self, shape: Shape) -> tuple[str, Chain] | None:
        """The name and the block that `self.name()` prints; None for any other call."""
        name = self._names.get(shape)
        chain = None if name is None else self.chain(name)
        return None if name is None or chain is None else (name, chain)
