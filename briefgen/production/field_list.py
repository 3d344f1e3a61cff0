"""The names that a template of a kind can use, each with type, meaning and an example from the facts."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from briefgen.briefs.assemble import Assembler
from briefgen.briefs.shapes import context_of, shapes_of
from briefgen.frozen import dataclass
from briefgen.model.schema import REFERENCE
from briefgen.production.assembling import environment_of, house_rules
from briefgen.rendering import shapes as s
from briefgen.rendering.environment import Environment
from briefgen.rendering.scope import RecordView, Scope, StatementValue
from briefgen.rendering.shapes import Shape, Shapes
from briefgen.rendering.views import Missing, Value, View
from briefgen.rendering.wording import with_remark
from briefgen.workspace.workspace import Workspace

LONGEST = 60
OF_STATEMENTS = frozenset(s.of_statements()) | {"others", "of"}


@dataclass(frozen=True, slots=True)
class Field:
    """One name as a template writes it; `example` is "" where no record has one.

    `section` is "" for a name that a template starts with, the kind of record whose field it is, or "value" and
    "name" for what every value, and every name of a record, has.
    """

    section: str
    name: str
    type: str
    meaning: str
    example: str
    may_be_missing: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter, and what it does."""

    name: str
    meaning: str


def fields_of(workspace: Workspace, kind_name: str, pattern: str = "") -> list[Field]:
    """Every name for a kind of brief; with a pattern, those in which it occurs (`*` and `?` stand for anything).

    First the names that a template starts with, then the fields of the records that they lead to, then what every
    value has. Raises `UsageProblem` for a kind that there is not.
    """
    kind, _ = workspace.kind(kind_name)
    shapes = shapes_of(workspace.facts.base.schema)
    workspace.check_subject(kind)
    examples = Examples(workspace, kind.about)
    found: list[Field] = []
    for name, shape in context_of(shapes.schema, kind.about, kind.parameters.values()).items():
        seen = examples.roots(name)
        found.append(_field("", name, shape, seen))
        if name != "subject":
            found.extend(_inner(shapes, "", name, shape, seen))
    for other in shapes.schema:
        if other != kind.about:
            found.extend(_inner(shapes, other, other, s.record(other), examples.of_kind(other)))
    common = next(iter(shapes.schema)) if kind.is_selection else kind.about
    found.extend(_of_values(shapes, common, examples))
    return [f for f in found if not pattern or _fits(f.name, pattern)]


def _fits(name: str, pattern: str) -> bool:
    if "*" in pattern or "?" in pattern:
        return fnmatchcase(name, pattern)
    return pattern.lower() in name.lower()


def _inner(shapes: Shapes, section: str, path: str, shape: Shape, seen: list[object]) -> Iterator[Field]:
    """The fields of a thing; of lists, those of their items. A record inside has a section of its own."""
    item = shape.of if shape.type == s.LIST and shape.of is not None else shape
    if item is not shape:
        path, seen = f"{path}[]", [one for many in seen if isinstance(many, list | tuple) for one in many]
    for name, field in _own_fields(shapes, item, "." in path).items():
        inner = [answer for one in seen[:40] if (answer := _ask(one, name)) is not None]
        yield _field(section, f"{path}.{name}", field, inner)
        yield from _inner(shapes, section, f"{path}.{name}", field, inner)


def _own_fields(shapes: Shapes, shape: Shape, inside: bool) -> dict[str, Shape]:
    """What is worth a line here, and has none elsewhere."""
    if shape.type in (s.RECORD, s.CHOICE):
        return {} if inside else dict(shapes.fields(shape))
    if shape.type == s.ROW:
        return dict(shape.fields)
    if shape.type == s.MENTION and shape.kinds:
        return {}
    return {name: field for name, field in shape.fields.items() if name not in OF_STATEMENTS}


def _of_values(shapes: Shapes, about: str, examples: Examples) -> Iterator[Field]:
    """What every value of a record has, and what every name of a record has."""
    seen = [one for key in examples.roots(about) for name in shapes.of_kind(about) if (one := _ask(key, name))]
    values = [v for one in seen for v in (one if isinstance(one, tuple) else (one,)) if isinstance(v, StatementValue)]
    common = {**s.of_statements(), "others": s.list_of(s.ANYTHING).said("the other values that sources give for it")}
    common["of"] = s.ANYTHING.said("the record that says it")
    for name, field in common.items():
        yield _field("value", f"value.{name}", field, [a for v in values if (a := _ask(v, name))])
    for name, field in s.mentioned(*shapes.schema).fields.items():
        yield _field("name", f"name.{name}", field, [])


def _ask(thing: object, name: str) -> object:
    try:
        return thing[name] if isinstance(thing, dict) else thing.field(name) if isinstance(thing, View) else None
    except Exception:  # a record of another kind has no such field; it is no example then
        return None


def _field(section: str, name: str, shape: Shape, seen: list[object]) -> Field:
    example = next((text for one in seen if (text := _printed(one))), "")
    return Field(section, name, type_in_words(shape), shape.help, example, shape.optional)


def _printed(thing: object) -> str:
    """An example as the brief would say it, on one short line."""
    if isinstance(thing, Missing) or thing is None or thing == ():
        return ""
    if isinstance(thing, RecordView):
        text = thing._scope.name(thing.record.key).text
    elif isinstance(thing, Value):
        text = thing.text
    elif isinstance(thing, list | tuple):
        text = "; ".join(t for t in map(_printed, thing[:3]) if t)
    elif isinstance(thing, dict):
        return ""
    else:
        text = {True: "yes", False: "no"}.get(thing, str(thing)) if isinstance(thing, bool) else str(thing)
    text = " ".join(text.split())
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    owed = thing._scope.remarks.all_of(thing.statement.id) if isinstance(thing, StatementValue) else ""
    return with_remark(text, owed, sentence=True) if owed else text


def type_in_words(shape: Shape) -> str:
    """The type of a shape as editors read it: list of meeting, yes or no, one of held, announced."""
    if shape.type == s.LIST:
        return f"list of {type_in_words(shape.of) if shape.of else 'anything'}"
    if shape.type == s.RECORD:
        return _kinds(shape)
    if shape.type in (REFERENCE, s.MENTION) and shape.kinds:
        return f"name of {_kinds(shape)}"
    if shape.type == s.CHOICE:
        return " or ".join(dict.fromkeys(type_in_words(option) for option in shape.options))
    if shape.choices and len(shape.choices) <= 9 and shape.type in (s.WORD, s.CODE):
        return f"word: {', '.join(shape.choices)}"
    words = {s.FLAG: "yes or no", s.ROW: "parts", s.CODE: "word to compare", s.COUNT: "number", s.MENTION: "mention"}
    return words.get(shape.type, shape.type)


def _kinds(shape: Shape) -> str:
    return " or ".join(shape.kinds) if 1 <= len(shape.kinds) <= 3 else "any record"


def filters(environment: Environment) -> list[Filter]:
    """Every filter of templates with the first sentence of what it says of itself."""
    own = {
        "first": "The first of a list.",
        "last": "The last of a list.",
        "length": "How many there are, without their notes; for conditions.",
        "list": "A list of what can be gone through.",
        "reverse": "In the opposite order.",
        "batch": "The items in rows of so many.",
        "slice": "The items in so many columns.",
    }
    return [
        Filter(name, own.get(name) or " ".join((f.__doc__ or "").split("\n\n")[0].split()))
        for name, f in sorted(environment.filters.items())
    ]


class Examples:
    """Views of the real records, from which examples are taken."""

    def __init__(self, workspace: Workspace, about: str) -> None:
        base, house = workspace.facts.base, house_rules(workspace)
        self.about = about
        locale = workspace.locale(house.language)
        assembler = Assembler(base, workspace.disputes, environment_of(workspace), locale, house)
        self.scope = Scope(base, assembler.locale, assembler.derived, caveats=assembler.caveats)
        self.brief: dict[str, Any] = {"marking": Value(house.marking), "language": assembler.locale.tag}
        self.brief["cut_off"] = Value(assembler.cut_off())

    def roots(self, name: str) -> list[object]:
        """What a name of the context stands for in each brief."""
        if name == "brief":
            return [self.brief]
        return self.of_kind(self.about) if name in (self.about, "subject") else []

    def of_kind(self, kind: str) -> list[object]:
        """The records of a kind as a template sees them."""
        return [self.scope.view(record.key) for record in self.scope.base.of_kind(kind)]
