"""Shapes describe the real views: every field that a view answers has one, and the answer is of that shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from briefgen.briefs.assemble import HouseRules
from briefgen.briefs.derived.derived_fields import find
from briefgen.briefs.kind import BriefKind, find_kinds, read_kind
from briefgen.briefs.rounds import AboutItself
from briefgen.briefs.shapes import context_of, shapes_of
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.loader import load_facts
from briefgen.language.cldr import extract, from_data
from briefgen.lint.rendered import Undrawn
from briefgen.model.schema import NUMBER, REFERENCE
from briefgen.query.about import Disputes
from briefgen.rendering import shapes as s
from briefgen.rendering.environment import Environment
from briefgen.rendering.scope import OF_STATEMENTS, RecordView, Scope, StatementValue
from briefgen.rendering.shapes import Shape, Shapes
from briefgen.rendering.views import Image, ImageReference, Missing, NoSuchField, Value, View
from tests.workspaces import MARKINGS, REPOSITORY

DEEP = 3


@pytest.fixture(scope="module")
def scope() -> Scope:
    base = load_facts(REPOSITORY / "facts").base
    return Scope(base, from_data(extract("en-GB")), find(Disputes(base, find_conflicts(base))))


@pytest.fixture(scope="module")
def shapes(scope: Scope) -> Shapes:
    return shapes_of(scope.base.schema)


@pytest.mark.slow
def test_every_record_is_as_its_shape_says(scope: Scope, shapes: Shapes) -> None:
    walk, found = Walk(shapes), list[str]()
    for key, record in scope.base.records.items():
        found.extend(walk.faults(scope.view(key), s.record(record.kind), key, DEEP))
    assert found[:20] == []
    assert walk.seen > 5000


def test_a_shape_that_is_wrong_is_found(scope: Scope) -> None:
    wrong = shapes_of(scope.base.schema)
    table = dict(wrong.of_kind("meeting"))
    table["date"], table["venue"] = s.record("meeting"), table["venue"].said("…")
    del table["place"]
    wrong._of_kind["meeting"] = table
    found = Walk(wrong).faults(scope.view("meeting/samarkand-2025"), s.record("meeting"), "m", 1)
    assert set(found) == {"m.place: the view has it, the shape has not", "m.date: StatementValue is no record"}


def test_every_field_has_a_meaning(shapes: Shapes) -> None:
    silent = [
        f"{kind}.{name}{inner}"
        for kind in shapes.schema
        for name, shape in shapes.of_kind(kind).items()
        for inner, said in _meanings(shapes, shape)
        if not said
    ]
    assert silent == []


def _meanings(shapes: Shapes, shape: Shape) -> Iterator[tuple[str, str]]:
    yield "", shape.help
    inner = shape.of if shape.of is not None else shape
    if inner.type == s.ROW:
        for name, part in inner.fields.items():
            yield f".{name}", part.help


class Walk:
    """Goes through views along their shapes; a record is gone through once for each depth that is left."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes, self.seen = shapes, 0
        self._done: set[tuple[str, Shape, int]] = set()

    def faults(self, seen: object, shape: Shape, path: str, deep: int) -> Iterator[str]:
        self.seen += 1
        if isinstance(seen, RecordView):
            if (seen.record.key, shape, deep) in self._done:
                return
            self._done.add((seen.record.key, shape, deep))
        if isinstance(seen, Missing) or seen == ():
            if not shape.optional and shape.type != s.LIST:
                yield f"{path}: missing, but the shape says it never is"
            return
        if shape.type == s.CHOICE:
            yield from min((list(self.faults(seen, option, path, deep)) for option in shape.options), key=len)
            return
        if not _is(seen, shape, self.shapes):
            yield f"{path}: {type(seen).__name__} is no {shape.type}"
            return
        if shape.choices and getattr(seen, "raw", seen) not in shape.choices:
            yield f"{path}: {seen} is none of {shape.choices}"
        if isinstance(seen, list | tuple):
            assert shape.of is not None
            for number, item in enumerate(seen[:3]):
                yield from self.faults(item, shape.of, f"{path}[{number}]", deep)
        elif deep:
            yield from self._fields(seen, shape, path, deep)

    def _fields(self, seen: object, shape: Shape, path: str, deep: int) -> Iterator[str]:
        fields = self.shapes.fields(shape)
        for name in dict.fromkeys((*_names(seen, self.shapes), *fields)):
            try:
                answer = seen[name] if isinstance(seen, Mapping) else seen.field(name)  # type: ignore[attr-defined]
            except (KeyError, NoSuchField):
                if not shape.open and len(shape.kinds) == 1:
                    yield f"{path}.{name}: the shape has it, the view has not"
                continue
            if name in fields:
                yield from self.faults(answer, fields[name], f"{path}.{name}", deep - 1)
            elif not shape.open:
                yield f"{path}.{name}: the view has it, the shape has not"


def _names(seen: object, shapes: Shapes) -> list[str]:
    if isinstance(seen, Mapping):
        return list(seen)
    if isinstance(seen, RecordView):
        return list(shapes.schema[seen.record.kind].fields)
    if isinstance(seen, StatementValue):
        spec = shapes.schema[seen.statement.kind].fields[seen.statement.property]
        return [*spec.qualifiers, *OF_STATEMENTS]
    return list(seen.fields) if isinstance(seen, Value) else []


def _is(seen: object, shape: Shape, shapes: Shapes) -> bool:
    if isinstance(seen, RecordView):
        return shape.type == s.RECORD and seen.record.kind in (shape.kinds or (seen.record.kind,))
    if isinstance(seen, StatementValue):
        spec = shapes.schema[seen.statement.kind].fields[seen.statement.property]
        return shape.type in (s.type_of(spec), s.VALUE)
    if isinstance(seen, Image | ImageReference):
        return shape.type == (s.PICTURE if isinstance(seen, Image) else s.MENTION)
    if isinstance(seen, Value) and shape.type == s.CODE:
        return isinstance(seen.raw, str)  # the id of a contested record, which says so wherever it is printed
    if isinstance(seen, Value):
        return shape.type in (s.VALUES - {REFERENCE, s.PICTURE}) and (shape.type != NUMBER or isinstance(seen.raw, int))
    plain = {bool: s.FLAG, int: s.COUNT, str: s.CODE, tuple: s.LIST, list: s.LIST, dict: s.ROW}
    return shape.type == plain.get(type(seen)) and not isinstance(seen, View)


def test_what_a_brief_says_of_itself_is_as_its_shape_says(scope: Scope, shapes: Shapes) -> None:
    said: list[object] = []

    class Overheard(Undrawn):
        def _about_itself(self, kind: BriefKind, *rest: Any) -> Any:
            told = super()._about_itself(kind, *rest)
            about = AboutItself(told)
            said.append({name: about.field(name) for name in told})
            return told

    folders = [("templates", REPOSITORY / "templates")]
    disputes = Disputes(scope.base, find_conflicts(scope.base))
    house = HouseRules(MARKINGS, "TLP:CLEAR", "", "en-GB")
    kind = read_kind("theme", *find_kinds(folders)["theme"])[0].with_values({"max-points": 2})
    Overheard(scope.base, disputes, Environment(folders), scope.locale, house).assemble(kind, "theme/arms")
    walk = Walk(shapes)
    assert [
        fault for one in said for fault in walk.faults(one, context_of(shapes.schema, "theme")["brief"], "brief", DEEP)
    ] == []


def test_the_names_of_a_brief_are_those_it_is_given(scope: Scope) -> None:
    assert list(context_of(scope.base.schema, "meeting")) == ["meeting", "subject", "brief", "parameters"]
