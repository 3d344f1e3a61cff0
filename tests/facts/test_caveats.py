"""What a value may not be printed without, by the record it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.caveats import Caveat, Caveats, Owed, is_key
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase
from tests.facts.pages import SOURCE, load_page, said

PAGE = f"""
=== sources/paper.yaml
{SOURCE}=== sources/wire.yaml
{SOURCE}=== sources/rumour.yaml
{SOURCE}reliability: E
=== sources/doubted.yaml
{SOURCE}contested: nobody knows who wrote it
=== countries/brazil.yaml
code: BR
=== persons/ana.yaml
name: Ana Sample
src: paper
=== meetings/disputed.yaml
names: Disputed talks
src: [paper, wire]
contested: one side says it never was
=== meetings/m.yaml
src: paper
names: [Talks, More talks]
date: {{is: 2024-03-11, inferred: year, why: the report is of 2024}}
series: {{is: talks, inferred: all, why: the name}}
country: {{is: brazil, register: places}}
place: [Lisbon, {{is: Porto, src: wire}}]
venue: [{{is: Hall, rank: preferred, why: the report}}, {{is: Mill, src: wire}}]
ordinal: [7, {{is: 8, rank: deprecated, why: a slip}}]
status: {{is: held, contested: others say it was called off}}
attendance:
  - parties: [brazil]
  - {{status: absent, parties: [brazil]}}
discussion:
  - They talked of grain.
  - {{is: Grain is short., according_to: ana}}
  - {{is: Nobody came., src: rumour}}
  - {{is: Everybody came., src: doubted}}
  - {{is: Nobody knows., src: [rumour, wire]}}
  - {{is: It was small., src: disputed-source}}
=== sources/disputed-source.yaml
{SOURCE}reliability: B
=== series/talks.yaml
name: Talks
src: paper
=== claims/steady.yaml
said_by: ana
capacity: envoy
says: prices are steady
mode: reported
src: rumour
=== assessments/likely.yaml
text: It will meet again.
about: meeting/m
rests_on: [meeting/disputed]
reviewed: 2024-04-01
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    loaded = load_page(tmp_path, PAGE)
    assert [d for d in loaded.diagnostics if d.severity == "error"] == [], said(loaded)
    return loaded.base


def owed(base: FactBase, key: str, property_: str, place: int = 0) -> list[Caveat]:
    conflicts = find_conflicts(base)
    caveats = Caveats(base, lambda _, keys: [c for c in conflicts if set(c.subjects) & set(keys)])
    return list(caveats.of(base.records[key].values(property_)[place].id))


def names(base: FactBase, key: str, property_: str, place: int = 0) -> list[str]:
    return [caveat.owed.value for caveat in owed(base, key, property_, place)]


@pytest.mark.parametrize(
    ("property_", "expected"),
    [
        (("names", 0), []),  # many values are no disagreement
        (("names", 1), []),
        (("date", 0), ["inferred"]),
        (("series", 0), ["inferred"]),
        (("country", 0), ["looked-up"]),
        (("place", 0), ["others"]),
        (("place", 1), ["others"]),
        (("venue", 0), ["contested"]),
        (("ordinal", 0), []),  # what is deprecated contradicts nothing
        (("status", 0), ["contested"]),
        (("attendance", 0), ["contested"]),  # one list has the party present, one absent
        (("discussion", 0), []),
        (("discussion", 1), ["speaker"]),
        (("discussion", 2), ["alone"]),
        (("discussion", 3), ["alone"]),
        (("discussion", 4), []),  # two sources, one of them good
        (("discussion", 5), []),
    ],
)
def test_what_a_value_owes(base: FactBase, property_: tuple[str, int], expected: list[str]) -> None:
    assert names(base, "meeting/m", *property_) == expected


def test_other_values_and_the_speaker_are_named(base: FactBase) -> None:
    lisbon, porto = base.records["meeting/m"].values("place")
    assert owed(base, "meeting/m", "place") == [Caveat(Owed.OTHERS, (porto.id,))]
    assert owed(base, "meeting/m", "place", 1) == [Caveat(Owed.OTHERS, (lisbon.id,))]
    (speaker,) = owed(base, "meeting/m", "discussion", 1)
    assert speaker.speakers == ("person/ana",)
    (alone,) = owed(base, "meeting/m", "discussion", 2)
    assert alone.sources == ("rumour",)


def test_a_claim_owes_who_said_it_in_which_capacity_and_that_its_source_is_alone(base: FactBase) -> None:
    claim = base.records["claim/steady"]
    said_by, capacity = claim.values("said_by")[0].id, claim.values("capacity")[0].id
    assert owed(base, "claim/steady", "says") == [
        Caveat(Owed.CLAIM, (said_by,), capacity, ("person/ana",)),
        Caveat(Owed.ALONE, sources=("rumour",)),
    ]


def test_a_judgement_of_the_desk_is_one_and_according_to_nobody_else(base: FactBase) -> None:
    assert names(base, "assessment/likely", "text") == ["judged"]
    (rests_on,) = (c for c in owed(base, "assessment/likely", "rests_on") if c.owed is Owed.RECORD)
    assert (rests_on.record, rests_on.sources) == ("meeting/disputed", ())


def test_whatever_is_said_of_a_record_in_doubt_owes_that_and_so_does_its_mention(base: FactBase) -> None:
    doubt = Caveat(Owed.RECORD, record="meeting/disputed", sources=("paper", "wire"))
    assert owed(base, "meeting/disputed", "names") == [doubt]
    assert Caveats(base, lambda *_: ()).of("meeting/disputed") == (doubt,)
    assert Caveats(base, lambda *_: ()).of("meeting/m") == ()
    assert (is_key("meeting/m"), is_key("meeting/m/place/1")) == (True, False)


def test_of_two_preferred_values_neither_leads(tmp_path: Path) -> None:
    both = "{is: Hall, rank: preferred, why: the report}, {is: Mill, rank: preferred, src: wire, why: the wire}"
    base = load_page(
        tmp_path, PAGE.replace("{is: Hall, rank: preferred, why: the report}, {is: Mill, src: wire}", both)
    ).base
    assert names(base, "meeting/m", "venue") == ["others"]


def test_a_figure_is_its_speakers_as_a_sentence_is(tmp_path: Path) -> None:
    page = f"""
        === _kinds/fire.yaml
        folder: fires
        meaning: A fire.
        roles: {{name: name}}
        fields:
          name: {{type: text, meaning: its name}}
          killed: {{type: quantity, meaning: how many died}}
          cost: {{type: money, meaning: what it cost}}
        === sources/paper.yaml
        {SOURCE.replace(chr(10), chr(10) + "        ")}
        === fires/f.yaml
        src: paper
        name: {{is: Fire, according_to: a porter}}
        killed: {{is: 9, according_to: a hospital clerk}}
        cost: 2 EUR
    """
    base = load_page(tmp_path, page).base
    caveats = Caveats(base, lambda *_: ())
    owed = {s.property: [c.owed for c in caveats.of(s.id)] for s in base.statements if s.kind == "fire"}
    assert owed == {"name": [], "killed": [Owed.SPEAKER], "cost": []}


def test_the_name_of_a_former_state_is_no_finding_and_a_country_looked_up_is_one(tmp_path: Path) -> None:
    page = f"""
        === sources/paper.yaml
        {SOURCE.replace(chr(10), chr(10) + "        ")}
        === persons/ana.yaml
        name: Ana Sample
        src: paper
        country: {{is: soviet-union, register: a list}}
    """
    base = load_page(tmp_path, page).base
    caveats = Caveats(base, lambda *_: ())
    owed = {(s.kind, s.property): [c.owed for c in caveats.of(s.id)] for s in base.statements if s.register}
    assert owed[("country", "name")] == []
    assert owed[("person", "country")] == [Owed.LOOKED_UP]
