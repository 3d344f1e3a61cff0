"""Looking up records: by key, by kind, by what refers to them, by the name a sentence gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase, in_language, works_of
from tests.facts.pages import SOURCE, load_page, said

PAGE = f"""
=== sources/one.yaml
{SOURCE}
=== persons/p.yaml
name: {{en: Ana Sample, ru: Ана Сампле}}
src: one
=== themes/drugs.yaml
label: drugs
=== themes/arms.yaml
label: arms
deprecated: Nothing is about it.
=== meetings/a.yaml
src: one
outcomes: {{is: They agreed., themes: drugs, according_to: p}}
people: {{is: p, role: chair}}
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    loaded = load_page(tmp_path, PAGE)
    assert not loaded.diagnostics, said(loaded)
    return loaded.base


def test_records_come_by_kind_and_id_without_the_deprecated(base: FactBase) -> None:
    assert list(base.records) == ["meeting/a", "person/p", "source/one", "theme/arms", "theme/drugs"]
    assert [r.id for r in base.of_kind("theme")] == ["drugs"]
    assert base.of_kind("nonsense") == ()
    assert [r.id for r in base.in_force(["theme/drugs", "theme/none", "theme/arms", "meeting/a"])] == ["drugs", "a"]
    assert base.record("theme/nonsense") is None


def test_who_refers_to_a_record(base: FactBase) -> None:
    assert [s.property for s in base.referring("person/p")] == ["people", "outcomes"]
    assert [s.property for s in base.referring("theme/drugs")] == ["outcomes"]
    assert base.referring("theme/arms") == ()


def test_a_record_is_named_in_the_language_asked_for(base: FactBase) -> None:
    assert base.label("person/p", "ru") == "Ана Сампле"
    assert base.label("person/p", "en-GB") == "Ana Sample"
    assert base.label("person/p", "fr") == "Ana Sample"
    assert base.label("person/nobody") == "nobody"
    assert in_language({}, "en") == ""


def test_a_statement_is_found_by_its_id(base: FactBase) -> None:
    for statement in base.statements:
        assert base.statement(statement.id) is statement
    with pytest.raises(KeyError):
        base.statement("nonsense")


def test_it_cannot_be_changed(base: FactBase) -> None:
    with pytest.raises(TypeError):
        base.records["theme/new"] = base.records["theme/drugs"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        base.records["theme/drugs"].id = "new"  # type: ignore[misc]


def test_some_statements_come_in_the_order_of_all(base: FactBase) -> None:
    every = [s.id for s in base.statements]
    wanted = frozenset(every[::2])
    assert [s.id for s in base.in_order(wanted)] == every[::2]
    assert list(base.in_order({"meeting/a/nothing"})) == []


def test_the_documents_of_a_meeting_are_those_on_either_side(tmp_path: Path) -> None:
    document = "type: report\nsrc: one\nmeeting: a\n"
    page = f"""{PAGE}documents: listed
=== documents/listed.yaml
title: Listed
{document}=== documents/own.yaml
title: Own
{document}=== documents/gone.yaml
title: Gone
deprecated: There is none.
{document}"""
    base = load_page(tmp_path, page).base
    meeting = base.record("meeting/a")
    assert meeting is not None
    listed, own = works_of(base, meeting)
    assert (listed.value, own.value) == ("document/listed", "document/own")
    (said_there,) = base.records["document/own"].values("meeting")
    assert (own.id, own.citations, own.property) == (said_there.id, said_there.citations, "documents")
