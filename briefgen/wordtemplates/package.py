"""The parts of a Word template as trees, after the same gate that a house document passes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from lxml.etree import LxmlError  # type: ignore[import-untyped]

from briefgen.errors import Problems
from briefgen.ooxml.archive import unpack, unreadable
from briefgen.ooxml.relations import Relationship, relations_part, relationships
from briefgen.ooxml.tree import Element, W, parse


class TemplateFile:
    """A Word file taken apart; raises `Problems` for what is unsafe or no Word file. `file` is its name there."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self.parts = _unpacked(data, file)
        self._trees: dict[str, Element] = {}
        try:
            main = next((link.target for link in self.links("").values() if link.kind == "officeDocument"), "")
            self.main = main
            if self.body is None:
                raise ValueError("it has no text, or is saved as Strict Open XML")
        except Exception as bad:  # lxml raises a dozen kinds at a damaged part
            raise unreadable(file, str(bad) or type(bad).__name__) from bad

    @property
    def body(self) -> Element:
        return self.tree(self.main).find(W + "body")

    def tree(self, name: str) -> Element:
        """The root of a part, parsed once; KeyError where there is no such part."""
        if name not in self._trees:
            self._trees[name] = parse(self.parts[name])
        return self._trees[name]

    def related(self, kind: str) -> str | None:
        """The name of the part of a kind that the main document uses."""
        found = (link.target for link in self.links(self.main).values() if link.kind == kind and not link.external)
        return next((name for name in found if name in self.parts), None)

    def links(self, name: str) -> dict[str, Relationship]:
        """The relationships of a part by id; those of the package for ""."""
        part = relations_part(name)
        return relationships(name, self.tree(part)) if part in self.parts else {}


@contextmanager
def no_traceback(file: str) -> Iterator[None]:
    """Whatever a damaged part raises while a template is read is told of the file: a dozen kinds, by lxml and by us."""
    try:
        yield
    except (Problems, MemoryError):
        raise
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, LxmlError) as bad:
        raise _of_template(unreadable(file, f"{type(bad).__name__}: {bad}")) from bad


def _of_template(bad: Problems) -> Problems:
    """What is said of a house document that is refused, said of a template."""
    hint = "save it anew from Word, as a Word document (.docx)"
    return Problems(
        replace(d, message=d.message.replace("the house document", "this template"), hint=hint) for d in bad.diagnostics
    )


def _unpacked(data: bytes, file: str) -> dict[str, bytes]:
    try:
        return unpack(data, file)
    except Problems as bad:
        raise _of_template(bad) from bad
