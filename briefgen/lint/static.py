"""All templates of a workspace, walked without facts: everything that can be told of them from their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from jinja2 import TemplateSyntaxError

from briefgen.diagnostics import Diagnostic, in_order
from briefgen.errors import Overrun, regained
from briefgen.frozen import dataclass
from briefgen.lint.library import Find, Library, Named
from briefgen.lint.names import Binding, Frame
from briefgen.lint.statements import Walk, walk_macro
from briefgen.lint.template_source import TemplateText
from briefgen.rendering.environment import Environment
from briefgen.rendering.render import TOO_DEEP
from briefgen.rendering.shapes import Shape, Shapes

_WORDS = {
    "variable": ("'{}' is set and never used", "leave it out, or use it"),
    "macro": ("the macro '{}' is never called", "leave it out, or call it"),
    "import": ("'{}' is imported and never used", "leave the import out"),
}


@dataclass(frozen=True, slots=True)
class Root:
    """A template that briefs are made from: its source, and the names it starts with."""

    source: TemplateText
    context: Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class Linted:
    """What a run found, and which templates each root led to."""

    diagnostics: tuple[Diagnostic, ...]
    reached: Mapping[str, frozenset[str]] = field(default_factory=dict)


def lint(
    environment: Environment,
    shapes: Shapes,
    roots: Iterable[Root],
    find: Find,
    names: Iterable[str],
    *,
    own: Iterable[str] = (),
    busy: Callable[[str], None] = lambda _: None,
    named: Named = lambda _: None,
) -> Linted:
    """Walks every root, then every other template by name, then macros that nothing calls.

    `names` are the templates there are, `find` gives the source of one; `own` are those that somebody can mend:
    their unused parts are told, and what only Jinja's compiler sees in them. `named` gives the ids and names of
    records of some kinds.
    """
    roots, names = list(roots), tuple(names)
    library = Library(environment, shapes, find, names, busy, named)
    reached: dict[str, frozenset[str]] = {}
    try:
        _everything(library, roots, reached, frozenset(own))
    except Exception as bad:  # what was found until a limit was passed is told all the same
        over = Overrun.big() if isinstance(bad, MemoryError) else regained(bad)
        if not isinstance(over, Overrun):
            raise
        bad.__traceback__ = over.__traceback__ = None
        return Linted((*in_order(library.findings.all()), over.diagnostic(library.at_work)), reached)
    return Linted(tuple(in_order(library.findings.all())), reached)


def _everything(library: Library, roots: list[Root], reached: dict[str, frozenset[str]], own: frozenset[str]) -> None:
    for name in library.names:
        if (source := library.source(name)) is not None:
            library.tree(source)
    for root in roots:
        library.walked.clear()
        frame = Frame({name: Binding(shape) for name, shape in root.context.items()})
        _walk(library, root.source, frame)
        reached[root.source.name] = frozenset(library.walked)
    with library.findings.without("may-be-missing"):
        _the_rest(library, set().union(*reached.values()) if reached else set(), library.names)
        _uncalled(library)
    _unused(library, own)
    _compiled(library, {r.source.name: r.source for r in roots}, own)


def _walk(library: Library, source: TemplateText, frame: Frame) -> None:
    try:
        library.tree(source)
        library.begin(source)
        Walk(library, source).template(frame)
    except RecursionError:
        library.active.clear()
        library.findings.say(source, 1, "template-depth", *TOO_DEEP)


def _the_rest(library: Library, walked: set[str], names: tuple[str, ...]) -> None:
    """Parts that no brief includes: what their names stand for is not known, their fields and filters are."""
    for name in names:
        if name not in walked and (source := library.source(name)) is not None:
            library.walked.clear()
            _walk(library, source, Frame(lenient=True))
            walked |= library.walked


def _uncalled(library: Library) -> None:
    """Macros that nothing calls, with what their parameters are probably given."""
    for macro in list(library.definitions.values()):
        if not macro.called:
            given = {a.name: (library.shapes.guessed(a.name), ()) for a in macro.node.args}
            walk_macro(library, macro, given)


def _unused(library: Library, own: frozenset[str]) -> None:
    for declared in library.unused():
        if declared.source.name in own:
            message, hint = _WORDS[declared.what]
            library.findings.say(declared.source, declared.place, "unused", message.format(declared.name), hint)


def _compiled(library: Library, roots: Mapping[str, TemplateText], own: frozenset[str]) -> None:
    """What only Jinja's compiler sees, such as two blocks of one name; the shipped templates are known to compile."""
    for name in (n for n in dict.fromkeys((*roots, *library.names)) if n in own):
        source = roots.get(name) or library.source(name)
        if source is None:
            continue
        library.begin(source)
        broken = {d.location.file for d in library.findings.all() if d.code in ("template-syntax", "template-depth")}
        if source.location(1).file in broken or library.environment.has_compiled(name, source.text):
            continue
        try:
            library.environment.compile(library.tree(source), name, raw=True)
        except RecursionError:
            library.findings.say(source, 1, "template-depth", *TOO_DEEP)
        except TemplateSyntaxError as bad:
            library.findings.say(source, bad.lineno, "template-syntax", _lower(bad.message or "cannot be compiled"))


def _lower(message: str) -> str:
    return f"{message[:1].lower()}{message[1:]}".rstrip(".")
