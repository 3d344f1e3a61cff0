"""The blocks of templates that extend each other: which of them is printed, as `block`, `super()` or `self.name()`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from jinja2 import nodes

from briefgen.lint import abilities as can
from briefgen.lint.library import Library
from briefgen.lint.names import Binding
from briefgen.lint.template_source import TemplateText
from briefgen.rendering.shapes import Shape

Chain = Sequence[tuple[nodes.Block, TemplateText]]
"""A block as the template furthest out has it, then as each that this one extends has it."""


class BlockSections:
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


def blocks_of(library: Library, source: TemplateText) -> set[str]:
    """The names of the blocks of a template and of those that it extends."""
    found, seen = set[str](), set[str]()
    current: TemplateText | None = source
    while current is not None and current.name not in seen:
        seen.add(current.name)
        tree = library.tree(current)
        found.update(block.name for block in library.blocks(tree))
        extends = next((n for n in tree.body if isinstance(n, nodes.Extends)), None)
        named = extends.template if extends is not None else None
        current = library.source(str(named.value)) if isinstance(named, nodes.Const) else None
    return found
