"""A recorded value is opened as it is written and corrected, and nothing else in its file moves."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent
from typing import Any

import pytest

from briefgen.desk.recording.corrections import RecordedValue, key_at, recorded_value, with_correction, without_value
from briefgen.desk.recording.entries import BESIDE, MOVE, Entry, fields_of
from briefgen.desk.saving import diff_lines
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.files import FactFile
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import read_beside
from briefgen.facts.parse import parse_yaml
from briefgen.model.statement import Statement

KINDS = shipped_kinds()
RECORD = dedent(
    """\
    # A meeting.  Comments stay.
    src: gazette

    passages:
      - quote: "The forum met in Lisbon on 11 March"
        name: opening
        place: {is: Lisbon, part: in Lisbon}
        date: 2024-03-11
    series: {is: forum, quote: "the Forum"}   # and here
    ordinal: 7
    names:
      - is: {en: Forum, ru: Форум}
        from: opening
    outcomes:
      - is: They agreed, and went.
        quote: "agreed"
        themes: [stocks, crops]
        key: 1
      - {is: They met., src: {gazette: "met", herald: "had met"}}
    attendance:
      - status: listed
        quote: "Brazil and Peru came"
        parties: [brazil, {is: peru, why: so it says}]
    claims:
      - id: unsteady
        said_by: secretariat
        says: it was so   # a remark
        mode: reported
        quote: "said it was so"
    """
)

SERIES = 'series: {is: forum, quote: "the Forum"}   # and here'
PERU = "{is: peru, why: so it says}"


def statements(text: str) -> dict[str, Statement]:
    name = "facts/meetings/lisbon.yaml"
    file = FactFile(name, name, "meetings", text.encode(), "x")
    records, _ = read_beside(file, FactBase(KINDS.schema, []), KINDS)
    return {f"{s.property} {n}": s for r in records for n, s in enumerate(r.statements)} | {
        f"{r.kind}.{s.property}": s for r in records for s in r.statements
    }


def opened(name: str, text: str = RECORD, n: int = 0) -> RecordedValue:
    """The n-th value of a property as its form shows it."""
    kind, _, property_ = name.rpartition(".")
    found = [s for key, s in statements(text).items() if key.startswith(f"{property_} ") and "." not in key]
    one = statements(text)[name] if kind else found[n]
    return recorded_value(text, KINDS.schema, "meeting", one)


def entry_of(known: RecordedValue, **changes: Any) -> Entry:
    """What the form sends of a value that is opened and left as it is, but for the changes."""
    entry = Entry(known.asked.name, known.value, dict(known.parts), dict(known.said), words="keep", was=known.was)
    return replace(entry, **changes)


def changed(known: RecordedValue, **changes: Any) -> list[str]:
    after = with_correction(RECORD, known, entry_of(known, **changes))
    return [line for line in diff_lines("", RECORD.encode(), after.encode()) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("name", "n", "value"),
    [
        ("place", 0, "Lisbon"),
        ("date", 0, "2024-03-11"),
        ("ordinal", 0, "7"),
        ("names", 0, {"en": "Forum", "ru": "Форум"}),
        ("outcomes", 1, "They met."),
        ("attendance", 1, ["brazil", "peru"]),
        ("meeting.series", 0, "forum"),
    ],
)
def test_a_value_is_opened_as_it_is_written(name: str, n: int, value: object) -> None:
    known = opened(name, n=n)
    assert known.value == value
    assert changed(known) == []


def test_a_record_inside_the_record_is_opened_whole() -> None:
    known = opened("claim.says")
    assert known.asked.name == "claims"
    assert known.parts == {
        "id": "unsteady",
        "said_by": "secretariat",
        "says": "it was so",
        "mode": "reported",
    }
    assert changed(known) == []


@pytest.mark.parametrize(
    ("name", "n", "changes", "lines"),
    [
        ("ordinal", 0, {"value": "8"}, ["-ordinal: 7", "+ordinal: 8"]),
        ("date", 0, {"value": "2024-03-12"}, ["-    date: 2024-03-11", "+    date: 2024-03-12"]),
        (
            "meeting.series",
            0,
            {"value": "other"},
            [
                f"-{SERIES}",
                '+series: {is: other, quote: "the Forum"}   # and here',
            ],
        ),
        (
            "names",
            0,
            {"value": {"en": "The Forum", "ru": "Форум"}},
            ["-  - is: {en: Forum, ru: Форум}", "+  - is: {en: The Forum, ru: Форум}"],
        ),
        ("outcomes", 0, {"parts": {"themes": ["stocks", "crops"]}}, ["-    key: 1"]),
        (
            "outcomes",
            0,
            {"parts": {"themes": "stocks", "key": "1"}},
            ["-    themes: [stocks, crops]", "+    themes: [stocks]"],
        ),
        (
            "ordinal",
            0,
            {"said": {"inferred": "all", "why": "it follows the sixth"}},
            ["-ordinal: 7", "+ordinal: {is: 7, why: it follows the sixth, inferred: all}"],
        ),
        (
            "attendance",
            0,
            {"value": ["peru", "chile"]},
            [
                "-    parties: [brazil, {is: peru, why: so it says}]",
                "+    parties: [{is: peru, why: so it says}, chile]",
            ],
        ),
        (
            "claim.says",
            0,
            {"parts": {"id": "unsteady", "said_by": "secretariat", "says": "it was not so", "mode": "reported"}},
            ["-    says: it was so   # a remark", "+    says: it was not so   # a remark"],
        ),
    ],
)
def test_what_is_changed_is_written_and_nothing_else(
    name: str, n: int, changes: dict[str, Any], lines: list[str]
) -> None:
    assert changed(opened(name, n=n), **changes) == lines


WORDS = {"source": "gazette", "quote": "on 11 March"}


@pytest.mark.parametrize(
    ("name", "n", "changes", "lines"),
    [
        ("ordinal", 0, {"words": MOVE, **WORDS}, ["-ordinal: 7", '+ordinal: {is: 7, quote: "on 11 March"}']),
        ("ordinal", 0, {**WORDS}, []),
        (
            "meeting.series",
            0,
            {"words": MOVE, "source": "herald", "quote": "a forum"},
            [
                f"-{SERIES}",
                '+series: {is: forum, src: {herald: "a forum"}}   # and here',
            ],
        ),
        (
            "meeting.series",
            0,
            {"words": BESIDE, "source": "herald", "quote": "a forum"},
            [
                f"-{SERIES}",
                '+series: {is: forum, src: {gazette: "the Forum", herald: "a forum"}}   # and here',
            ],
        ),
        (
            "place",
            0,
            {"words": MOVE, **WORDS, "quote": "met in Lisbon on 11 March"},
            [
                "-    place: {is: Lisbon, part: in Lisbon}",
                '+    place: {is: Lisbon, part: "met in Lisbon on 11 March"}',
            ],
        ),
        (
            "date",
            0,
            {"words": MOVE, "source": "gazette", "quote": "elsewhere"},
            ["-    date: 2024-03-11", '+    date: {is: 2024-03-11, src: {gazette: "elsewhere"}}'],
        ),
        ("names", 0, {"words": BESIDE, "source": "herald", "quote": "x y"}, ['+    src: {herald: "x y"}']),
        ("names", 0, {"words": MOVE, **WORDS}, ["-    from: opening", '+    quote: "on 11 March"']),
        (
            "outcomes",
            1,
            {"words": MOVE, "source": "herald", "quote": "met again", "instead": 0},
            [
                '-  - {is: They met., src: {gazette: "met", herald: "had met"}}',
                '+  - {is: They met., src: [{herald: "met again"}, {herald: "had met"}]}',
            ],
        ),
        (
            "outcomes",
            0,
            {"words": BESIDE, "source": "gazette", "quote": "went"},
            ['-    quote: "agreed"', '+    quote: ["agreed", "went"]'],
        ),
        (
            "outcomes",
            1,
            {"words": MOVE, "source": "herald", "quote": "met again"},
            [
                '-  - {is: They met., src: {gazette: "met", herald: "had met"}}',
                '+  - {is: They met., src: {gazette: "met", herald: "met again"}}',
            ],
        ),
    ],
)
def test_a_value_is_moved_to_other_words_or_given_more(
    name: str, n: int, changes: dict[str, Any], lines: list[str]
) -> None:
    assert changed(opened(name, n=n), **changes) == lines


@pytest.mark.parametrize(
    ("name", "n", "gone"),
    [
        ("ordinal", 0, ["-ordinal: 7"]),
        ("date", 0, ["-    date: 2024-03-11"]),
        ("outcomes", 1, ['-  - {is: They met., src: {gazette: "met", herald: "had met"}}']),
        ("names", 0, ["-names:", "-  - is: {en: Forum, ru: Форум}", "-    from: opening"]),
    ],
)
def test_a_value_is_taken_out_and_leaves_nothing_empty(name: str, n: int, gone: list[str]) -> None:
    known = opened(name, n=n)
    after = without_value(RECORD, known, known.was)
    assert [line for line in diff_lines("", RECORD.encode(), after.encode()) if line[0] in "+-"] == gone


def test_a_claim_is_taken_out_whole() -> None:
    known = opened("claim.says")
    assert "claims" not in without_value(RECORD, known, known.was)


def test_what_somebody_changed_meanwhile_is_not_written_over() -> None:
    known, other = opened("ordinal"), RECORD.replace("ordinal: 7", "ordinal: 9")
    with pytest.raises(UsageProblem, match="changed by somebody else meanwhile"):
        with_correction(other, opened("ordinal", other), entry_of(known, value="8"))
    with pytest.raises(UsageProblem, match="changed by somebody else meanwhile"):
        without_value(other, opened("ordinal", other), known.was)


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("ordinal", {"value": ""}, "changed or taken out, not emptied"),
        ("ordinal", {"words": MOVE, "source": "gazette", "quote": ""}, "select the words first"),
        ("outcomes", {"words": MOVE, "source": "third", "quote": "x"}, "it rests on several passages"),
        ("attendance", {"value": []}, "changed or taken out, not emptied"),
    ],
)
def test_what_cannot_be_done_is_told(name: str, changes: dict[str, Any], said: str) -> None:
    known = opened(name, n=1 if name == "outcomes" else 0)
    with pytest.raises(UsageProblem, match=said):
        with_correction(RECORD, known, entry_of(known, **changes))


def test_of_several_passages_of_one_source_the_chosen_one_is_replaced() -> None:
    text = dedent(
        """\
        src: gazette
        outcomes:
          is: They agreed.
          quote: [agreed, a levy, went]
        """
    )
    known = opened("outcomes", text)
    assert [c.quote for c in known.citations] == ["agreed", "a levy", "went"]
    new = with_correction(text, known, entry_of(known, words=MOVE, source="gazette", quote="a toll", instead=1))
    assert new == text.replace("[agreed, a levy, went]", '["agreed", "a toll", "went"]')
    with pytest.raises(UsageProblem, match="choose the one in whose place the words stand"):
        with_correction(text, known, entry_of(known, words=MOVE, source="gazette", quote="a toll"))


def test_a_value_that_no_form_can_show_is_left_to_the_file() -> None:
    text, agreed = RECORD.replace("themes: [stocks, crops]", "themes: [{is: stocks}]"), opened("outcomes")
    assert agreed.value == "They agreed, and went."
    statement = next(s for s in statements(RECORD).values() if s.property == "outcomes")
    with pytest.raises(UsageProblem, match="change it in the file itself"):
        recorded_value(text, KINDS.schema, "meeting", statement)


def test_values_that_share_keys_and_records_by_their_ids_are_corrected_where_they_stand() -> None:
    text = dedent(
        """\
        src: gazette
        outcomes:
          - themes: stocks
            each: [They met., {is: They agreed., quote: agreed}]
        claims:
          said_by: secretariat
          unsteady: {says: it was so, mode: reported, quote: said it was so}
        """
    )
    met, agreed = opened("outcomes", text), opened("outcomes", text, 1)
    assert (met.value, agreed.value) == ("They met.", "They agreed.")
    claim = opened("claim.says", text)
    assert claim.parts == {"says": "it was so", "mode": "reported"}
    new = with_correction(text, met, entry_of(met, value="They left."))
    new = with_correction(new, claim, entry_of(claim, parts={**claim.parts, "says": "it was not so"}))
    assert new == text.replace("They met.", "They left.").replace("says: it was so", "says: it was not so")


def test_a_value_that_leaves_its_passage_keeps_the_marking_that_the_passage_gave_it() -> None:
    passage = "passages: [{quote: The forum met, name: opening, marking: TLP:AMBER}]"
    text = f"src: gazette\n{passage}\noutcomes:\n  - is: They met.\n    from: opening\n"
    known = opened("outcomes", text)
    away = {"words": MOVE, "source": "gazette", "quote": "they met"}
    new = with_correction(text, known, entry_of(known, **away))
    assert new.endswith('  - is: They met.\n    quote: "they met"\n    marking: TLP:AMBER\n')
    lower = with_correction(text, known, entry_of(known, **away, said={"marking": "TLP:GREEN"}))
    assert next(s.marking for s in statements(lower).values()) == "TLP:GREEN"
    inside = text.replace(passage, f"marking: TLP:AMBER\n{passage}")
    known = opened("outcomes", inside)
    assert "    marking:" not in with_correction(inside, known, entry_of(known, **away))


def test_what_is_wrong_with_words_is_shown_at_the_words() -> None:
    passages = "passages:\n  - quote: The forum met\n    place: Lisbon\n"
    text = f"src: one\n{passages}venue: {{is: Hall, quote: in a hall}}\nhost: Bo\n"
    data = parse_yaml(text.encode(), "").data
    fields = fields_of(shipped_kinds().schema, "meeting")
    assert key_at(data, (3, 12), fields["place"]) == "quote"
    assert key_at(data, (3, 12), fields["host"]) == ""
    assert key_at(data, (5, 26), fields["venue"]) == "quote"
    assert key_at(data, (5, 13), fields["venue"]) == "is"
