"""What other programs and plugins may ask of facts, and what they are told where there is no such thing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.errors import UsageProblem
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.language.cldr import extract, from_data
from briefgen.query.about import Disputes
from briefgen.workspace.open_facts import OpenFacts, name_of, words_of
from briefgen.workspace.workspace import Workspace
from tests.facts.pages import SOURCE, load_page

PAGE = f"""
=== sources/paper.yaml
{SOURCE}=== sources/wire.yaml
{SOURCE}=== countries/brazil.yaml
code: BR
=== countries/land.yaml
code: AX
name: The Isles
src: paper
=== persons/ana.yaml
name: Ana Sample
src: paper
=== meetings/lisbon.yaml
src: paper
names: Lisbon talks
country: brazil
place: [Lisbon, {{is: Porto, src: wire}}]
status: {{is: held, contested: others say it was called off}}
discussion:
  - {{is: {{en: Grain is short., ru: Зерна мало.}}, according_to: ana}}
=== meetings/evora.yaml
src: wire
names: Evora talks
place: Evora
=== meetings/gone.yaml
src: wire
names: Gone
deprecated: a slip
"""


@pytest.fixture
def opened(tmp_path: Path) -> Workspace:
    loaded = load_page(tmp_path, PAGE)
    assert not [d for d in loaded.diagnostics if d.severity == "error"]
    conflicts = find_conflicts(loaded.base)
    found = SimpleNamespace(
        facts=loaded,
        conflicts=conflicts,
        disputes=Disputes(loaded.base, conflicts),
        home=SimpleNamespace(settings={"language": "en-GB"}),
        locale=lambda tag: from_data(extract(tag)),
    )
    return cast(Workspace, found)


@pytest.fixture
def facts(opened: Workspace) -> OpenFacts:
    return OpenFacts(opened)


def values(found: Any) -> list[object]:
    return [s.value.get("", s.value) if isinstance(s.value, dict) else s.value for s in found]


def test_statements_meet_all_conditions(facts: OpenFacts) -> None:
    assert values(facts.statements(property="place")) == ["Evora", "Lisbon", "Porto"]
    assert values(facts.statements(property="place", source="wire")) == ["Evora", "Porto"]
    assert values(facts.statements(property="place", source="wire", meeting="lisbon")) == ["Porto"]
    assert values(facts.statements(country="land")) == ["AX", "The Isles"]
    assert facts.statements(meeting="lisbon", country="brazil") == []
    assert list(dict.fromkeys(s.subject for s in facts.statements(source="wire"))) == [
        "meeting/evora",
        "meeting/gone",
        "meeting/lisbon",
    ]


def test_what_a_brief_must_call_contested_is_told_apart(facts: OpenFacts) -> None:
    assert values(facts.statements(meeting="lisbon", contested=True)) == ["Lisbon", "Porto", "held"]
    assert values(facts.statements(meeting="evora", contested=True)) == []
    rest = facts.statements(meeting="lisbon", contested=False)
    assert {s.property for s in rest} == {"names", "country", "discussion"}


def test_records_of_a_kind_are_those_in_force_and_conflicts_all_there_are(facts: OpenFacts) -> None:
    assert [r.id for r in facts.records("meeting")] == ["evora", "lisbon"]
    assert facts.record("meeting", "gone").deprecated
    assert [c.id for c in facts.conflicts] == ["value-lisbon-place"]


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda f: f.record("meting", "x"), "there is no kind of record 'meting'; did you mean 'meeting'?"),
        (lambda f: f.records("xyz"), "there is no kind of record 'xyz'; kinds are: "),
        (lambda f: f.record("meeting", "lisbn"), "there is no meeting 'lisbn'; did you mean 'lisbon'?"),
        (lambda f: f.record("meeting", "zzz"), "there is no meeting 'zzz'; there are: evora, lisbon"),
        (lambda f: f.record("gap", "zzz"), "there is no gap 'zzz'; there are: none"),
        (lambda f: f.statements(source="papr"), "there is no source 'papr'; did you mean 'paper'?"),
        (lambda f: f.statements(meeting="zzz"), "there is no meeting 'zzz'"),
        (lambda f: f.statements(property="plase"), "no record has a field 'plase'; did you mean 'place', "),
        (
            lambda f: f.statements(property="zzz", country="land"),
            "no record has a field 'zzz'; there are: background, code, ",
        ),
    ],
)
def test_what_there_is_not_is_said_with_what_there_is(facts: OpenFacts, ask: Any, told: str) -> None:
    with pytest.raises(UsageProblem) as bad:
        ask(facts)
    assert str(bad.value).startswith(told)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("country/brazil", "Brazil"),  # of the register
        ("country/land", "The Isles"),  # of the desk
        ("person/ana", "Ana Sample"),
        ("meeting/none", "none"),
    ],
)
def test_a_record_goes_by_its_name(opened: Workspace, key: str, name: str) -> None:
    assert name_of(opened, key) == name


@pytest.mark.parametrize(
    ("property_", "words"),
    [
        ("place", "Lisbon"),
        ("country", "Brazil (country/brazil)"),
        ("status", "held"),
        ("discussion", "Grain is short."),
    ],
)
def test_a_value_in_words(opened: Workspace, property_: str, words: str) -> None:
    statement = opened.facts.base.records["meeting/lisbon"].values(property_)[0]
    assert words_of(opened, statement) == words


def test_of_many_records_and_fields_the_first_twelve_are_named(tmp_path: Path) -> None:
    page = "".join(f"=== themes/t{number:02}.yaml\nlabel: theme {number}\n" for number in range(13))
    loaded = load_page(tmp_path, page)
    facts = OpenFacts(cast(Any, SimpleNamespace(facts=loaded)))
    with pytest.raises(UsageProblem, match=r"there are: t00, t01, .*, t10, t11$"):
        facts.record("theme", "zzz")
