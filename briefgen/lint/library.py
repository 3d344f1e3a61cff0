"""The templates of a run: each read and parsed once, found by name as `include` finds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes

from briefgen.diagnostics import Diagnostic, Location
from briefgen.lint.names import Declared, Frame
from briefgen.lint.recovery import recover
from briefgen.lint.template_source import TemplateText, parse
from briefgen.rendering.environment import Environment
from briefgen.rendering.generator import unprintable
from briefgen.rendering.render import TOO_DEEP
from briefgen.rendering.shapes import Shape, Shapes

Find = Callable[[str], TemplateText | None]
Named = Callable[[frozenset[str]], Collection[str] | None]


class LintFindings:
    """The findings of a run, each once, with its place; what is said of a template twice stands here once."""

    def __init__(self) -> None:
        self._found: dict[tuple[Location, str, str], Diagnostic] = {}
        self._muted = 0
        self._skipped: frozenset[str] = frozenset()

    def say(self, source: TemplateText, place: int, code: str, message: str, hint: str | None = None) -> None:
        """A finding at a place of a template."""
        self.say_at(source.location(place), code, message, hint)

    def say_at(self, location: Location, code: str, message: str, hint: str | None = None) -> None:
        if self._muted or code in self._skipped:
            return
        found = Diagnostic(location, message, code, hint or None)
        self._found.setdefault((location, code, message), found)

    def all(self) -> list[Diagnostic]:
        return list(self._found.values())

    @contextmanager
    def without(self, *codes: str) -> Iterator[None]:
        """Where what names stand for is guessed, some things cannot be told."""
        self._skipped = frozenset(codes)
        try:
            yield
        finally:
            self._skipped = frozenset()

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Where a template asks whether a name is there, it is no fault that it is not."""
        self._muted += 1
        try:
            yield
        finally:
            self._muted -= 1


@dataclass(eq=False)
class MacroDefinition:
    """A macro: its node, the template it stands in, and the names it sees there."""

    node: nodes.Macro
    source: TemplateText
    frame: Frame
    declared: Declared
    called: bool = False


@dataclass(eq=False)
class Library:
    """What all templates of a run share.

    `find` gives a template's source by name, None where there is none; `names` are those that there are;
    `busy` is told the file of each before it is parsed or walked; `named` gives the ids and names of all records of
    some kinds, None where they are not known.
    `tree` reports what cannot be parsed, once. The tables remember what shapes of macros and imported parts
    stand for, what was declared, and what is being walked at the moment.
    """

    environment: Environment
    shapes: Shapes
    find: Find
    names: tuple[str, ...]
    busy: Callable[[str], None] = lambda _: None
    named: Named = lambda _: None
    findings: LintFindings = field(default_factory=LintFindings)
    macros: dict[Shape, MacroDefinition] = field(default_factory=dict)
    parts: dict[Shape, Frame] = field(default_factory=dict)
    definitions: dict[nodes.Macro, MacroDefinition] = field(default_factory=dict)
    declarations: dict[tuple[str, int, int, str], Declared] = field(default_factory=dict)
    walked: set[str] = field(default_factory=set)
    done: set[object] = field(default_factory=set)
    active: list[tuple[object, int]] = field(default_factory=list)
    including: list[tuple[TemplateText, int]] = field(default_factory=list)
    conditions: int = 0
    at_work: Location = field(default_factory=lambda: Location(""))
    _sources: dict[str, TemplateText | None] = field(default_factory=dict)
    _trees: dict[str, nodes.Template] = field(default_factory=dict)
    _blocks: dict[nodes.Template, tuple[nodes.Block, ...]] = field(default_factory=dict)

    def source(self, name: str) -> TemplateText | None:
        if name not in self._sources:
            self._sources[name] = self.find(name)
        return self._sources[name]

    def tree(self, source: TemplateText) -> nodes.Template:
        if source.name not in self._trees:
            self.begin(source)
            self._trees[source.name] = self._parse(source)
        return self._trees[source.name]

    def blocks(self, tree: nodes.Template) -> tuple[nodes.Block, ...]:
        """The blocks of a template that was parsed, however deep they stand."""
        if tree not in self._blocks:
            self._blocks[tree] = tuple(tree.find_all(nodes.Block))
        return self._blocks[tree]

    def _parse(self, source: TemplateText) -> nodes.Template:
        for at, message in () if source.made else unprintable(source.text):
            self.findings.say(source, source.place(at), "template-syntax", message)
        try:
            return parse(self.environment, source)
        except TemplateSyntaxError as bad:
            tree, faults = recover(self.environment, source, bad)
        except RecursionError:
            self.findings.say(source, 1, "template-depth", *TOO_DEEP)
            return nodes.Template([], lineno=1)
        for fault in faults:
            self.findings.say(source, source.place(fault.offset), "template-syntax", fault.message, fault.hint)
        return tree

    def all_blocks(self, source: TemplateText) -> set[str]:
        """The names of the blocks of a template and of those that it extends."""
        found, seen = set[str](), set[str]()
        current: TemplateText | None = source
        while current is not None and current.name not in seen:
            seen.add(current.name)
            tree = self.tree(current)
            found.update(block.name for block in self.blocks(tree))
            extends = next((n for n in tree.body if isinstance(n, nodes.Extends)), None)
            named = extends.template if extends is not None else None
            current = self.source(str(named.value)) if isinstance(named, nodes.Const) else None
        return found

    def begin(self, source: TemplateText) -> None:
        """Notes which template is at work from here on."""
        self.at_work = source.location(1)
        self.busy(self.at_work.file)

    def declare(self, source: TemplateText, place: int, name: str, what: str) -> Declared:
        """The one entry for a name that is given at a place, however often the place is walked."""
        key = (source.name, int(place), getattr(place, "column", 1), name)
        if key not in self.declarations:
            self.declarations[key] = Declared(source, place, name, what)  # type: ignore[arg-type]
        return self.declarations[key]

    def walking(self, thing: object) -> int | None:
        """How many conditions lay around a thing that is being walked already; None where it is not."""
        return next((conditions for other, conditions in self.active if other is thing or other == thing), None)

    def unused(self) -> Iterable[Declared]:
        return (d for d in self.declarations.values() if not d.used and not d.name.startswith("_"))


# --- The text between tags: what looks like a tag and is none ---


_LOOKS = re.compile(
    r"(?<!\{)\{\s*(?P<one>[a-z_]\w*(?:\.\w+)+)\s*\}\}?(?!\})"
    r"|\[\[\s*(?P<two>[a-z_]\w*(?:\.\w+)+)\s*\]\]"
    r"|\$\{\s*(?P<three>[a-z_]\w*(?:\.\w+)*)\s*\}"
    r"|«\s*(?P<four>[a-z_]\w*(?:\.\w+)+)\s*»|<<\s*(?P<five>[a-z_]\w*(?:\.\w+)+)\s*>>"
    r"|(?<!\{)\{\s+%\s*(?P<six>\w+)"
)


def check_text(library: Library, source: TemplateText, node: nodes.TemplateData, frame: Frame) -> None:
    """A warning for each thing in the text that somebody may have meant as a tag."""
    if not any(sign in node.data for sign in ("{", "[[", "«", "<<")):
        return
    start = source.offset(node.lineno)
    for found in _LOOKS.finditer(node.data):
        name = next(group for group in found.groups() if group)
        if found["six"] or frame.find(name.partition(".")[0]) is not None:
            hint = "a tag begins with {% and ends with %}" if found["six"] else f"write {{{{ {name} }}}}"
            message = f"'{found[0].strip()}' is printed as it stands; it is no tag"
            library.findings.say(source, source.place(start + found.start()), "not-a-tag", message, hint)
