"""Where sources do not agree, found in groups and named so that an editor can explain it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from briefgen.facts.conflicts.conflict import Conflict, ConflictType
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase
from briefgen.model.ids import is_slug
from tests.facts.pages import SOURCE, load_page
from tests.facts.test_factbase import calls

PAPER = "{type: essay, language: %s, retrieved: 2026-01-01, label: P, descriptor: d}"


def base_of(folder: Path, page: str) -> FactBase:
    loaded = load_page(folder, page)
    assert loaded.diagnostics == []
    return loaded.base


def conflicts(folder: Path, page: str) -> tuple[Conflict, ...]:
    return find_conflicts(base_of(folder, page))


def told(folder: Path, page: str) -> dict[str, list[tuple[str, list[object]]]]:
    """The conflicts of a page by id: for each side the record and the values that stand on it."""
    base = base_of(folder, page)
    return {
        c.id: [(side.about, [base.statement(s).value for s in side.statements]) for side in c.sides]
        for c in find_conflicts(base)
    }


# --- values --------------------------------------------------------------------------------------------------


def test_a_number_of_something_else_stands_on_no_side(tmp_path: Path) -> None:
    page = "=== meetings/m.yaml\nheadcount: [200 delegates, 40 countries, 300 delegates]\n"
    assert told(tmp_path, page) == {
        "value-m-headcount-delegates": [("meeting/m", ["200 delegates"]), ("meeting/m", ["300 delegates"])]
    }


def test_two_things_counted_are_two_conflicts_whose_ids_do_not_hang_on_each_other(tmp_path: Path) -> None:
    numbers = ["200 delegates", "45 countries", "300 delegates", "40 countries"]
    delegates = [("meeting/m", ["200 delegates"]), ("meeting/m", ["300 delegates"])]
    countries = [("meeting/m", ["45 countries"]), ("meeting/m", ["40 countries"])]
    found = told(tmp_path, f"=== meetings/m.yaml\nheadcount: [{', '.join(numbers)}]\n")
    assert found == {"value-m-headcount-delegates": delegates, "value-m-headcount-countries": countries}


def test_a_number_that_is_of_nothing_stands_against_each_that_is_of_something(tmp_path: Path) -> None:
    found = told(tmp_path, '=== meetings/m.yaml\nheadcount: ["250", {is: 20, of: ships}, {is: 30, of: crews}]\n')
    assert found == {
        "value-m-headcount-ships": [("meeting/m", ["250"]), ("meeting/m", ["20"])],
        "value-m-headcount-crews": [("meeting/m", ["250"]), ("meeting/m", ["30"])],
    }


def test_values_that_do_not_agree_are_a_conflict_with_the_preferred_side_first(tmp_path: Path) -> None:
    page = """
        === meetings/samarkand-2025.yaml
        date:
          - 2024-10-16/2024-10-17
          - 2025-10
          - {is: 2025-10-17, rank: preferred, why: the official report}
        """
    assert told(tmp_path, page) == {
        "value-samarkand-2025-date": [
            ("meeting/samarkand-2025", ["2025-10", "2025-10-17"]),
            ("meeting/samarkand-2025", ["2024-10-16/2024-10-17"]),
        ]
    }


@pytest.mark.parametrize(
    "values",
    [
        "date: [2025-10, 2025-10-17, 2025]",
        "date: [XXXX-10-20, 2025-10-20]",
        "date: [2025-10-17, {is: 2024-10-17, rank: deprecated, why: a mistake}]",
        "place: [{en: Bishkek}, {ru: Бишкек}]",
        "venue: [Ala-Archa State Residence, ala archa state residence]",
        'place: [Washington DC, "Washington, D.C.", Washington D. C.]',
        "date: [2025-10-16/2025-10-17, 2025-10-17]",
        "date: [2025-10-16/2025-10-17, 2025-10]",
        "date: [2025-10-16/2025-10-17, XXXX-10-16/XXXX-10-17]",
        "status: [announced, held]",
        "names: [One name, Another name]",
    ],
)
def test_refinement_and_other_languages_are_no_conflict(tmp_path: Path, values: str) -> None:
    page = f"=== meetings/m.yaml\n{values}\n"
    assert conflicts(tmp_path, page) == ()


@pytest.mark.parametrize(
    "values",
    [
        "date: [2025, 2024]",
        "date: [2025-10-16/2025-10-17, 2025-10-17/2025-10-18]",
        "date: [2025-10-16/2025-10-17, XXXX-10-17/XXXX-10-18]",
        "date: [2025-10-16/2025-10-17, XXXX-10-18]",
        "date: [2025-10-16/2025-10-17, 2025-10-16/2025-10-18]",
        "date: [XXXX-10-20, 2025-10-17]",
        "ordinal: [21, 22]",
        "place: [{en: Bishkek, ru: Бишкек}, {en: Osh}]",
        "place: [{en: Bishkek}, Osh]",
        "status: [held, cancelled]",
        "date: [2025-10-17, {is: 2024-10-17, inferred: year, why: a guess}]",
    ],
)
def test_values_that_exclude_each_other_are_a_conflict(tmp_path: Path, values: str) -> None:
    (conflict,) = conflicts(tmp_path, f"=== meetings/m.yaml\n{values}\n")
    assert (conflict.type, len(conflict.sides)) == (ConflictType.VALUE, 2)


def test_a_text_without_language_is_in_the_language_of_the_desk(tmp_path: Path) -> None:
    base = base_of(tmp_path, "=== meetings/m.yaml\nplace: [{en: Bishkek}, Ош]\n")
    assert find_conflicts(base, language="ru") == ()
    assert [c.id for c in find_conflicts(base, language="en-GB")] == ["value-m-place"]


def test_a_deprecated_record_takes_no_part(tmp_path: Path) -> None:
    assert conflicts(tmp_path, "=== meetings/m.yaml\nordinal: [21, 22]\ndeprecated: a mistake\n") == ()


def test_a_note_of_the_editor_explains_a_conflict(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: [Ali, Vali]
        === conflicts/value-person-p-name.yaml
        status: explained
        explanation: {en: Two spellings., ru: Два написания.}
        key: 3
        """
    (conflict,) = conflicts(tmp_path, page)
    assert (conflict.status, conflict.key) == ("explained", 3)
    assert conflict.explanation == {"en": "Two spellings.", "ru": "Два написания."}


def test_ids_are_slugs_of_at_most_80_characters_and_all_different(tmp_path: Path) -> None:
    long = "a-very-long-name-of-a-meeting-that-nobody-would-ever-want-to-type-in-full-2025"
    page = f"""
        === meetings/{long}.yaml
        ordinal: [21, 22]
        date: [2024, 2025]
        status: [held, cancelled]
        """
    ids = [c.id for c in conflicts(tmp_path, page)]
    assert len(set(ids)) == 3
    assert all(is_slug(id_) for id_ in ids)


def test_records_that_share_an_id_have_conflicts_of_their_own(tmp_path: Path) -> None:
    page = """
        === countries/x.yaml
        code: AA
        === organisations/x.yaml
        name: X
        === meetings/m.yaml
        attendance:
          - parties: [country/x, organisation/x]
          - {status: declined, parties: [country/x, organisation/x]}
        """
    ids = [c.id for c in conflicts(tmp_path, page)]
    assert len(set(ids)) == 2
    assert all(id_.startswith("attendance-m-x-") for id_ in ids)


# --- sessions ------------------------------------------------------------------------------------------------


def test_one_number_for_two_meetings_of_a_series_is_a_collision(tmp_path: Path) -> None:
    page = """
        === series/intelligence-conference.yaml
        name: Conference
        === meetings/samarkand-2025.yaml
        series: intelligence-conference
        ordinal: 21
        date: 2025-10-17
        place: Samarkand
        === meetings/yerevan-2024.yaml
        series: {is: intelligence-conference, inferred: all, why: the name is near}
        ordinal: 21
        date: 2024-10-16/2024-10-17
        place: Yerevan
        """
    series = "series/intelligence-conference"
    assert told(tmp_path, page) == {
        "ordinal-collision-intelligence-conference-21": [
            ("meeting/samarkand-2025", [21, "2025-10-17", {"": "Samarkand"}, series]),
            ("meeting/yerevan-2024", [21, "2024-10-16/2024-10-17", {"": "Yerevan"}, series]),
        ]
    }


def test_two_records_that_may_be_one_meeting_do_not_collide(tmp_path: Path) -> None:
    page = """
        === series/s.yaml
        name: Series
        === meetings/a.yaml
        {series: s, ordinal: 21, date: 2025-10-17, place: Samarkand}
        === meetings/b.yaml
        {series: s, ordinal: 21, date: 2025-10}
        """
    assert conflicts(tmp_path, page) == ()


def test_one_number_in_two_series_counts_only_where_an_editor_calls_them_near(tmp_path: Path) -> None:
    page = """
        === series/council.yaml
        name: Council
        %s
        === series/conference.yaml
        name: Conference
        === meetings/a.yaml
        {series: council, ordinal: 21}
        === meetings/b.yaml
        {series: conference, ordinal: 21}
        """
    assert told(tmp_path / "far", page % "") == {}
    assert told(tmp_path / "near", page % "not_to_confuse_with: conference") == {
        "same-ordinal-conference-council-21": [("meeting/b", [21]), ("meeting/a", [21])]
    }


def test_numbers_and_dates_of_a_series_run_the_same_way(tmp_path: Path) -> None:
    page = """
        === series/s.yaml
        name: Series
        === meetings/first.yaml
        {series: s, ordinal: 1, date: 2023-05-01}
        === meetings/second.yaml
        {series: s, ordinal: 2, date: 2025-05-01}
        === meetings/third.yaml
        {series: s, ordinal: 3, date: XXXX-05-01}
        === meetings/fourth.yaml
        {series: s, ordinal: 4, date: 2024-05-01}
        """
    assert told(tmp_path, page) == {
        "series-order-second-fourth": [
            ("meeting/second", [2, "2025-05-01"]),
            ("meeting/fourth", [4, "2024-05-01"]),
        ]
    }


# --- attendance, reports, claims -------------------------------------------------------------------------------


def test_a_party_both_present_and_absent_is_a_conflict(tmp_path: Path) -> None:
    page = """
        === countries/belarus.yaml
        code: BY
        === countries/armenia.yaml
        code: AM
        === meetings/m.yaml
        attendance:
          - parties: [belarus]
          - {status: absent, parties: [belarus, armenia]}
          - {status: announced, parties: [armenia]}
        """
    (conflict,) = conflicts(tmp_path, page)
    assert (conflict.id, conflict.subjects) == ("attendance-m-belarus", ("meeting/m", "country/belarus"))


@pytest.mark.parametrize(
    ("published", "facts", "found"),
    [
        ("2025-10-16", "status: held", True),
        ("2025-10-16", "outcomes: They signed.", True),
        ("2025-10-17", "status: held", False),
        ("2025-10", "status: held", False),
        ("2024", "status: held", True),
        ("XXXX-10-16", "status: held", False),
        ("2024?-10-16", "status: held", False),
        ("2025-10-16", "status: announced\nattendance: {status: announced, parties: [x]}", False),
        ("2025-10-16", "background: It will be big.", False),
    ],
)
def test_a_report_of_what_has_not_yet_been_is_a_conflict(
    tmp_path: Path, published: str, facts: str, found: bool
) -> None:
    page = (
        f"=== countries/x.yaml\ncode: AA\n=== sources/paper.yaml\npublished: {published}\n{SOURCE}"
        f"=== meetings/m.yaml\nsrc: paper\ndate: 2025-10-17\n{facts}\n"
    )
    assert [c.id for c in conflicts(tmp_path, page)] == ["published-before-event-m-paper"] * found


def test_claims_that_contradict_each_other_are_a_dispute_once(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: P
        === claims/yes.yaml
        {said_by: p, says: it was so, mode: reported, disputed_by: not-so}
        === claims/not-so.yaml
        {said_by: p, says: it was not so, mode: reported, disputed_by: "yes"}
        """
    assert told(tmp_path, page) == {
        "claim-dispute-not-so-yes": [
            ("claim/not-so", [{"": "it was not so"}]),
            ("claim/yes", [{"": "it was so"}]),
        ]
    }


ACCOUNTS = """
        === meetings/m.yaml
        place: Example City
        === conflicts/two-openings.yaml
        status: open
        explanation: The report opens the meeting twice.
        about: m
        accounts:
          - The report has it opened at noon.
        """


def test_accounts_that_only_a_reader_finds_differ_are_a_conflict_of_their_own(tmp_path: Path) -> None:
    assert told(tmp_path, ACCOUNTS) == {}
    found = conflicts(tmp_path, ACCOUNTS + "  - Its headline has it opened at dawn.\n")
    assert [(c.id, c.type, c.subjects, c.status) for c in found] == [
        ("two-openings", ConflictType.ACCOUNTS, ("meeting/m",), "open")
    ]
    assert [len(side.statements) for side in found[0].sides] == [1, 1]


def test_a_base_without_disagreement_has_no_conflicts(tmp_path: Path) -> None:
    assert conflicts(tmp_path, f"=== sources/paper.yaml\n{SOURCE}") == ()


# --- lists that call themselves complete -------------------------------------------------------------------

PARTIES = """
    === countries/a.yaml
    code: XA
    === countries/b.yaml
    code: XB
    === countries/c.yaml
    code: XC
    """


@pytest.mark.parametrize(
    ("lists", "sides"),
    [
        ("- {scope: exhaustive, parties: [a, b]}\n- {scope: exhaustive, parties: [a, c]}", ["ab", "ac"]),
        ("- {scope: exhaustive, parties: [a, b]}\n- {scope: exhaustive, parties: [b, a]}", None),
        ("- {scope: exhaustive, parties: [a, b]}\n- {scope: partial, parties: [a]}", None),
        ("- {scope: exhaustive, parties: [a, b]}\n- {status: present, parties: [a, c]}", ["ab", "c"]),
        ("- {scope: exhaustive, parties: [a]}\n- {status: announced, scope: exhaustive, parties: [a, b]}", None),
        ("- {parties: [a]}\n- {parties: [b]}", None),
    ],
)
def test_lists_that_cannot_both_be_complete(tmp_path: Path, lists: str, sides: list[str] | None) -> None:
    inside = lists.replace("\n", "\n        ")
    page = f"{dedent(PARTIES)}=== meetings/m.yaml\nattendance:\n        {inside}\n"
    base = base_of(tmp_path, page)
    found = {
        c.id: ["".join(base.statement(s).value[-1] for s in side.statements) for side in c.sides]
        for c in find_conflicts(base)
    }
    assert found == ({} if sides is None else {"attendance-lists-m": sides})


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ("persons/p.yaml\nname: P\ncountry: [a, b]", "value-person-p-country"),
        ("organisations/o.yaml\nname: O\nparent: [x, y]", "value-organisation-o-parent"),
        ("documents/d.yaml\ntitle: D\ntype: treaty\ndate: [2025, 2026]", "value-document-d-date"),
    ],
)
def test_documents_persons_and_organisations_have_conflicts_too(tmp_path: Path, record: str, name: str) -> None:
    others = "=== organisations/x.yaml\nname: X\n=== organisations/y.yaml\nname: Y\n"
    assert [c.id for c in conflicts(tmp_path, f"{dedent(PARTIES)}{others}=== {record}\n")] == [name]


def test_two_accounts_in_one_article_are_two_sides(tmp_path: Path) -> None:
    page = f"=== sources/s.yaml\n{PAPER % 'en'}\n=== meetings/m.yaml\nsrc: s\nplace: [Lisbon, Porto]\n"
    (conflict,) = conflicts(tmp_path, page)
    assert len(conflict.sides) == 2


def test_two_meetings_of_one_day_are_in_no_wrong_order(tmp_path: Path) -> None:
    page = """
        === series/s.yaml
        name: S
        === meetings/first.yaml
        {series: s, ordinal: 1, date: 2025-10-17}
        === meetings/second.yaml
        {series: s, ordinal: 2, date: 2025-10-17}
        """
    assert conflicts(tmp_path, page) == ()


@pytest.mark.parametrize(("day", "count"), [("2025-10-16", 1), ("2025-10-17", 0), ("2025-10-18", 0)])
def test_a_report_of_the_day_itself_is_not_older_than_its_event(tmp_path: Path, day: str, count: int) -> None:
    page = f"""
        === sources/s.yaml
        {{type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d, published: {day}}}
        === meetings/m.yaml
        src: s
        date: 2025-10-17
        status: held
        """
    assert len(conflicts(tmp_path, page)) == count


def test_a_deprecated_note_explains_nothing(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: [Ali, Vali]
        === conflicts/value-person-p-name.yaml
        status: explained
        explanation: Two spellings.
        deprecated: They are two persons.
        """
    (conflict,) = conflicts(tmp_path, page)
    assert (conflict.status, conflict.explanation) == ("open", {})


@pytest.mark.parametrize("day", ["2025-10-17", "2025-10-17/2025-10-18"])
def test_a_report_of_the_day_itself_keeps_its_day_where_another_source_gives_a_later_one(
    tmp_path: Path, day: str
) -> None:
    page = f"""
        === sources/early.yaml
        {{type: essay, language: en, retrieved: 2026-01-01, label: E, descriptor: d, published: 2025-10-17}}
        === sources/late.yaml
        {PAPER % "en"}
        === meetings/m.yaml
        src: early
        date: [{day}, {{is: 2025-10-20, src: late}}]
        status: held
        """
    assert [c.id for c in conflicts(tmp_path, page)] == ["value-m-date"]


# --- what takes no part ----------------------------------------------------------------------------------------


def test_of_two_meetings_of_one_day_the_first_stands_for_their_number(tmp_path: Path) -> None:
    page = """
        === series/s.yaml
        name: Series
        === meetings/first.yaml
        {series: s, ordinal: 5, date: 2025-05-01}
        === meetings/second.yaml
        {series: s, ordinal: 5, date: 2025-05-01}
        === meetings/third.yaml
        {series: s, ordinal: 6, date: 2024-05-01}
        """
    assert [c.id for c in conflicts(tmp_path, page)] == ["series-order-first-third"]


def test_a_deprecated_date_may_have_been_given_a_wrong_day_of_the_week(tmp_path: Path) -> None:
    source = f"=== sources/paper.yaml\n{SOURCE}"
    wrong = f'{source}=== meetings/m.yaml\nsrc: paper\ndate: {{is: 2025-10-17, quote: "on Monday, 17 October"%s}}\n'
    assert [c.id for c in conflicts(tmp_path / "in-force", wrong % "")] == ["weekday-m-date"]
    assert conflicts(tmp_path / "deprecated", wrong % ", rank: deprecated, why: a slip") == ()


def test_no_claim_disputes_itself(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: P
        === claims/c.yaml
        {said_by: p, says: it was so, mode: reported, disputed_by: c}
        """
    assert find_conflicts(load_page(tmp_path, page).base) == ()


def early(published: str) -> str:
    return f"{SOURCE.strip()}\npublished: {published}\n"


@pytest.mark.parametrize(("status", "count"), [("announced", 0), ("listed", 1)])
def test_a_list_that_was_announced_may_be_older_than_the_event(tmp_path: Path, status: str, count: int) -> None:
    page = (
        f"=== countries/x.yaml\ncode: AA\n=== sources/paper.yaml\n{early('2025-10-01')}=== meetings/m.yaml\n"
        f"src: paper\ndate: 2025-10-17\nattendance: {{status: {status}, parties: [x]}}\n"
    )
    assert len(conflicts(tmp_path, page)) == count


@pytest.mark.parametrize(("status", "count"), [("announced", 0), ("postponed", 0), ("held", 1)])
def test_who_will_stay_away_from_what_is_to_be_held_may_be_told_beforehand(
    tmp_path: Path, status: str, count: int
) -> None:
    page = (
        f"=== countries/x.yaml\ncode: AA\n=== sources/paper.yaml\n{early('2025-10-01')}"
        f"=== sources/wire.yaml\n{early('2025-11-01')}=== meetings/m.yaml\nsrc: wire\ndate: 2025-10-17\n"
        f"status: {status}\nattendance: {{status: absent, parties: x, src: paper}}\n"
    )
    assert len(conflicts(tmp_path, page)) == count


def test_a_report_of_which_one_day_has_a_doubtful_year_may_be_younger_than_its_event(tmp_path: Path) -> None:
    page = (
        f"=== sources/paper.yaml\n{early('[2025-10-01, 2024?-10-16]')}=== meetings/m.yaml\n"
        "src: paper\ndate: 2025-10-17\nstatus: held\n"
    )
    assert [c.id for c in conflicts(tmp_path, page)] == ["value-source-paper-published"]


def test_a_report_is_held_against_the_day_that_it_gives_itself(tmp_path: Path) -> None:
    page = (
        f"=== sources/paper.yaml\n{early('2025-10-05')}=== sources/wire.yaml\n{early('2025-11-01')}"
        "=== meetings/m.yaml\nsrc: paper\ndate: [2025-10-17, {is: 2025-10-01, src: wire}]\nstatus: held\n"
    )
    base = base_of(tmp_path, page)
    (conflict,) = (c for c in find_conflicts(base) if c.type is ConflictType.PUBLISHED_BEFORE_EVENT)
    assert [base.statement(id_).value for id_ in conflict.sides[0].statements] == ["2025-10-17"]


def test_no_letter_is_looked_at_again_for_each_other_value(tmp_path: Path) -> None:
    halls = "".join(f"  - {{is: The {'old ' * 9} hall {n}, src: s}}\n" for n in range(60))
    base = base_of(tmp_path, f"=== sources/s.yaml\n{SOURCE}=== meetings/m.yaml\nvenue:\n{halls}")
    (found,) = find_conflicts(base)
    assert len(found.sides) == 60
    assert calls(lambda: find_conflicts(base)) < 60 * 59 / 2 * 12  # pairs
