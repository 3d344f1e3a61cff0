"""What derived fields lead to is read off the descriptions, so that a kind of a workspace's own is among them."""

from __future__ import annotations

from pathlib import Path

from briefgen.briefs.derived.derived_fields import fields as derived_fields
from briefgen.briefs.derived.derived_shapes import DerivedShapes, pictured
from briefgen.diagnostics import Diagnostic
from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import KindFiles, shipped_kinds
from briefgen.model.schema import SEQUENCE, SESSION, STATE, TOPIC
from briefgen.query.about import Disputes
from briefgen.rendering import shapes as s

EXERCISE = """\
folder: exercises
meaning: An exercise.
acts_as: [event, session]
roles: {name: name, date: date, parties: participants, people: staff}
fields:
  name: {type: text, required: true, meaning: its name}
  date: {type: date, meaning: when it took place}
  participants:
    type: reference
    to: party
    many: true
    meaning: who took part
    keys:
      troops: {type: number, meaning: how many of them came}
  staff: {type: reference, to: person, many: true, meaning: who led it}
  lessons: {type: sentence, many: true, meaning: what was learnt}
"""
SENTENCE = """\
extends: sentence
keys:
  weight: {type: number, meaning: how much it weighs}
"""


def test_every_derived_field_has_a_shape() -> None:
    tables = DerivedShapes(shipped_kinds().schema).tables()
    for part, entries in derived_fields(Disputes(FactBase({}, ()), ())).items():
        assert set(tables[part]) == set(entries)
        assert not [name for name, shape in tables[part].items() if shape.type == s.ANY]


def test_pictures_are_known_by_name() -> None:
    assert pictured(shipped_kinds().schema) == {"timeline", "matrix"}


def test_a_kind_of_a_workspace_stands_where_a_shipped_one_does(tmp_path: Path) -> None:
    folder = tmp_path / "facts" / "_kinds"
    folder.mkdir(parents=True)
    (folder / "exercise.yaml").write_text(EXERCISE, "utf-8")
    (folder / "own-sentence.yaml").write_text(SENTENCE, "utf-8")
    problems: list[Diagnostic] = []
    kinds = KindFiles.below(tmp_path / "facts", "facts", problems).read(problems)
    assert problems == []
    tables = DerivedShapes(kinds.schema).tables()

    def item(part: str, name: str) -> s.Shape:
        found = tables[part][name].of
        assert found is not None
        return found

    assert item(SEQUENCE, "meetings").kinds == ("meeting", "exercise")
    assert item(STATE, "meetings").fields["meeting"].kinds == ("meeting", "exercise")
    listed = item(SESSION, "lists").fields["parties"].of
    assert listed is not None
    assert {"head", "status", "troops"} <= listed.fields.keys()
    told = item(TOPIC, "called_for").fields
    assert "exercise" in told["of"].kinds
    assert told["weight"].help == "how much it weighs"
