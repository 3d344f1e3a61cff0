"""What is said several times is written once where that is shorter, and nothing says anything else for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.short_forms import spread
from briefgen.facts.passages.written_once import grouped, under_one
from briefgen.facts.yaml_text import record
from briefgen.model.schema import KindSpec
from tests.workspaces import REPOSITORY

KINDS = {spec.folder: spec for spec in shipped_kinds().schema.values()}
MEETING = KINDS["meetings"]
BASES = (REPOSITORY / "facts", REPOSITORY / "briefgen/starter/example/facts")
AGENDA = """\
src: one
agenda:
  - {is: walls, themes: regional-security-architecture, according_to: the-port-authority}
  - {is: floods, themes: regional-security-architecture, according_to: the-port-authority, quote: and floods}
  - {is: storms, themes: regional-security-architecture, according_to: the-port-authority, key: 1}
  - {is: dykes, themes: drugs, according_to: the-port-authority}
venue: Hall # of the port
"""


def says(text: str, kind: KindSpec) -> object:
    """Every value of a record with all that it says, wherever this is written."""

    def plain(data: object) -> object:
        if isinstance(data, dict):
            new = {key: plain(value) for key, value in data.items()}
            return new["is"] if new.keys() == {"is"} else new
        return [plain(one) for one in data] if isinstance(data, list) else data

    data = parse_yaml(text.encode(), "").data
    assert data is not None
    return plain(spread(data, kind.fields))


def test_values_share_what_all_or_most_of_them_say() -> None:
    assert (
        grouped(AGENDA, MEETING)
        == """\
src: one
agenda:
  themes: regional-security-architecture
  according_to: the-port-authority
  each:
    - walls
    - {is: floods, quote: and floods}
    - {is: storms, key: 1}
    - {is: dykes, themes: drugs}
venue: Hall # of the port
"""
    )


def test_what_half_of_them_say_otherwise_is_no_riddle_for_readers() -> None:
    said = "  - {{is: {} came to the port in spring, themes: [{}], according_to: the-port-authority}}\n"
    themes = ("walls, floods, drugs", "arms, corruption, borders")
    text = "agenda:\n" + "".join(said.format(word, themes[n % 2]) for n, word in enumerate(("a", "b", "c", "d")))
    new = grouped(text, MEETING)
    assert new.startswith("agenda:\n  according_to: the-port-authority\n  each:\n    - {is: a came")
    assert new.count("themes: ") == 4
    assert says(new, MEETING) == says(text, MEETING)


def test_only_neighbours_share_and_others_stay_as_they_are() -> None:
    text = AGENDA.replace("  - {is: walls, ", "  - {is: walls, note: first, ").replace(
        "  - {is: dykes, themes: drugs, according_to: the-port-authority}\n", "  - 'dykes'\n  -   # at last\n    ebb\n"
    )
    new = grouped(text, MEETING)
    assert new.endswith("  - 'dykes'\n  -   # at last\n    ebb\nvenue: Hall # of the port\n")
    assert "  - themes: regional-security-architecture\n    according_to: the-port-authority\n    each:\n" in new
    assert says(new, MEETING) == says(text, MEETING)


def test_records_stand_by_their_ids_and_what_all_of_them_say_at_the_head() -> None:
    gap = "  - id: {}\n    question: When will the {} be due in all of the ports?\n    looked_in: gazette-2031-06\n"
    text = "gaps:\n" + gap.format("levy", "levy") + gap.format("rate", "rate")
    by_id = """\
gaps:
  looked_in: gazette-2031-06
  levy: {question: When will the levy be due in all of the ports?}
  rate: {question: When will the rate be due in all of the ports?}
"""
    assert grouped(text, MEETING) == by_id
    more = by_id.replace("?}", "?, closes: the text of the agreement}")
    assert grouped(more, MEETING) == (by_id.replace("06\n", "06\n  closes: the text of the agreement\n"))
    taken = text.replace("id: rate", "id: key")  # an id that would be read as a key
    assert grouped(taken, MEETING) == taken


def test_numbers_that_follow_each_other_are_counted_and_others_stand_where_they_are() -> None:
    gap = "  - id: {}\n    question: When will the {} be due in all of the ports?\n    key: {}\n"
    text = "gaps:\n" + "".join(
        gap.format(id_, id_, n) for id_, n in (("levy", 2), ("rate", 3), ("wall", 5), ("toll", 6))
    )
    assert grouped(text, MEETING) == text  # too many say their own
    text += "".join(gap.format(id_, id_, n) for id_, n in (("pier", 7), ("quay", 8)))
    counted = """\
gaps:
  key: from 2
  levy: {question: When will the levy be due in all of the ports?}
  rate: {question: When will the rate be due in all of the ports?}
  wall: {question: When will the wall be due in all of the ports?, key: 5}
  toll: {question: When will the toll be due in all of the ports?}
  pier: {question: When will the pier be due in all of the ports?}
  quay: {question: When will the quay be due in all of the ports?}
"""
    assert grouped(text, MEETING) == counted
    assert grouped(counted, MEETING) == counted
    by_id = counted.replace("  key: from 2\n", "").replace(", key: 5", "")
    by_id = by_id.replace("?}", "?, key: 4}")  # the same for all
    assert "  key: 4\n" in grouped(by_id, MEETING)
    for n, id_ in enumerate(("levy", "rate", "wall", "toll", "pier", "quay")):
        by_id = by_id.replace(
            f"the {id_} be due in all of the ports?, key: 4", f"the {id_} be due in all of the ports?, key: {n + 1}"
        )
    assert grouped(by_id, MEETING).startswith("gaps:\n  key: from 1\n  levy: {question: When")


@pytest.mark.parametrize(
    "text",
    [
        AGENDA.replace("  - {is: storms", "  # not sure\n  - {is: storms"),
        'agenda:\n  - {is: a, themes: sea-level, src: {one: "words that are long"}}\n  - {is: b, themes: sea-level}\n',
        "agenda:\n  - {is: a, quote: first … of the words}\n  - {is: b, src: two, quote: first … of the words}\n",
        "agenda: [walls, floods]\n",
        "gaps:\n  levy: {question: When?, key: 1}\n  rate: {question: When?, key: 2}\n  question: What?\n",
    ],
)
def test_what_would_lose_a_remark_or_gain_nothing_is_left_alone(text: str) -> None:
    assert says(grouped(text, MEETING), MEETING) == says(text, MEETING)
    assert grouped(text, MEETING).count("#") == text.count("#")
    assert len(grouped(text, MEETING)) <= len(text)
    if "#" not in text:
        assert grouped(text, MEETING) == text


@pytest.mark.parametrize(
    "base", [pytest.param(BASES[0], id="shipped", marks=pytest.mark.slow), pytest.param(BASES[1], id="starter")]
)
def test_every_record_says_the_same_with_its_values_apart_and_together(base: Path) -> None:
    seen = 0
    for path in sorted(base.glob("[!._]*/*.yaml")):
        kind, text = KINDS[path.parent.name], path.read_text("utf-8")
        apart = record(says(text, kind))  # type: ignore[arg-type]
        for one in (text, apart):
            new = grouped(one, kind)
            assert says(new, kind) == says(text, kind), path
            assert grouped(new, kind) == new, path
            assert len(new) <= len(one)
        seen += 1
    assert seen


BY = "proposed_by: rules 2"
LONG = "The forum agreed to … in June."


def under(text: str, words: str = "") -> str:
    new = under_one(text, MEETING, words)
    assert under_one(new, MEETING, words) == new
    return new


def test_the_words_and_who_proposed_stand_once() -> None:
    text = f"""\
src: gazette
recorded: 2031-06-20
ordinal: {{is: 3, quote: {LONG}, {BY}}}
date: {{is: 2031-06-11, quote: {LONG}, {BY}}}
outcomes:
  - is: They agreed.
    quote: They … agreed.
  - is: They left.
    quote: {LONG}
    {BY}
"""
    assert (
        under(text)
        == f"""\
src: gazette
recorded: 2031-06-20
passages:
  - quote: {LONG}
    {BY}
    ordinal: 3
    date: 2031-06-11
    outcomes: They left.
outcomes:
  - is: They agreed.
    quote: They … agreed.
"""
    )


def test_one_more_value_joins_a_passage_that_is_there() -> None:
    text = f"src: gazette\npassages:\n  - quote: {LONG}\n    ordinal: 3\nplace: {{is: Lima, quote: {LONG}}}\n"
    new = under(text, LONG)
    assert new == f"src: gazette\npassages:\n  - quote: {LONG}\n    ordinal: 3\n    place: Lima\n"
    text = (
        f"src: gazette\npassages:\n  - quote: {LONG}\n    agenda: [walls, tides]\nagenda: {{is: fog, quote: {LONG}}}\n"
    )
    assert "    agenda: [walls, tides, fog]\n" in under(text, LONG)
    others = text.replace("    agenda: [", "    according_to: ministry\n    agenda: [")
    assert under(others, LONG) == others  # which this value does not say


@pytest.mark.parametrize(
    "text",
    [
        f"# why 3\nordinal: {{is: 3, quote: {LONG}}}\ndate: {{is: 2031, quote: {LONG}}}\n",
        f"ordinal:\n  is: 3  # counted\n  quote: {LONG}\ndate: {{is: 2031, quote: {LONG}}}\n",
        f"ordinal: {{is: 3, src: other, quote: {LONG}}}\ndate: {{is: 2031, quote: {LONG}}}\n",
        f"outcomes:\n  - {{is: One., quote: {LONG}}}\n  - Two.\ndate: {{is: 2031, quote: {LONG}}}\n",
        f"ordinal: {{is: 3, quote: {LONG}}}\ndate: {{is: 2031, quote: others}}\n",
    ],
)
def test_what_has_a_remark_another_source_or_another_place_in_its_list_stays(text: str) -> None:
    assert under(f"src: gazette\n{text}", LONG) == f"src: gazette\n{text}"


def test_unasked_little_is_not_moved() -> None:
    text = "src: gazette\nordinal: {is: 3, quote: 'In … June'}\ndate: {is: 2031, quote: 'In … June'}\n"
    assert under(text) == text
    assert "passages:" in under(text, "In … June")


def test_a_passage_whose_quote_is_no_text_is_left_as_it_is() -> None:
    text = f"src: gazette\npassages:\n  - quote: [Words]\n    ordinal: 3\ndate: {{is: 2031-06-11, quote: {LONG}}}\n"
    assert under(text) == text
