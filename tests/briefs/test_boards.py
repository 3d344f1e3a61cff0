"""Briefs on a board: persons are its members, its meetings have no town and no host, and nothing speaks of states."""

from __future__ import annotations

import pytest

from tests.briefs.test_other_fields import body
from tests.workspaces import Scratch

BOARD = """
=== sources/minutes.yaml
type: official-record
label: Minutes
descriptor: minutes of the board
language: en
retrieved: 2032-01-01
=== themes/fees.yaml
label: fees
=== organisations/harbour.yaml
src: minutes
name: Example Harbour
article: the
=== series/board.yaml
src: minutes
name: Harbour Board
type: committee
parent: harbour
members: [ana, ben, cleo]
=== persons/ana.yaml
src: minutes
name: Ana Sample
=== persons/ben.yaml
src: minutes
name: Ben Beispiel
=== persons/cleo.yaml
src: minutes
name: Cleo Exemple
=== persons/guest.yaml
src: minutes
name: Gil Guest
=== meetings/spring.yaml
src: minutes
series: board
date: 2031-03-04
attendance:
  - {parties: [ana, guest]}
  - {status: absent, parties: ben}
outcomes: {is: The board raised the fee for small boats., themes: fees, function: decision}
=== meetings/someday.yaml
src: minutes
series: board
outcomes: {is: The board spoke of its flag., themes: fees}
=== meetings/council.yaml
src: minutes
series: council
date: 2031-05-06
outcomes: {is: The council closed the old quay., function: decision}
=== series/council.yaml
src: minutes
name: Quay Council
=== _kinds/motion.yaml
folder: motions
meaning: What a body put to the vote.
roles: {name: title, within: meeting, topics: themes}
words:
  en: {one: motion, many: motions, article: a}
fields:
  title: {type: text, required: true, meaning: what was put to the vote}
  meeting: {type: reference, to: meeting, meaning: the meeting that voted}
  result: {type: choice, choices: [carried, rejected], meaning: what became of it}
  themes: {type: reference, to: theme, many: true, plain: desk, meaning: what it is about}
  votes:
    type: group
    of: voters
    meaning: who voted how
    keys:
      side: {type: choice, choices: [for, against], required: true, meaning: which way}
      voters: {type: reference, to: person, many: true, required: true, meaning: who}
=== motions/small-boats.yaml
src: minutes
title: the fee for small boats
meeting: spring
themes: fees
result: carried
votes:
  - {side: for, voters: ana}
  - {side: against, voters: guest}
=== meetings/autumn.yaml
src: minutes
series: board
date: 2031-09-02
attendance: {parties: [ana, ben, cleo]}
outcomes: {is: The board lowered the fee for ferries., themes: fees, function: decision}
"""


@pytest.fixture
def board(workspace: Scratch) -> Scratch:
    for page in BOARD.split("=== ")[1:]:
        name, text = page.split("\n", 1)
        workspace.write(f"facts/{name}", text)
    return workspace


def test_persons_stand_on_lists_as_listed_absent_and_not_listed(board: Scratch) -> None:
    brief = body(board, "meeting", "spring")
    assert "The meeting took place on 4 March 2031; two persons are listed as taking part.**" in brief
    assert "Ana Sample and Gil Guest are listed. Said to have been absent: Ben Beispiel." in brief
    assert "Not listed, which does not mean absent: Cleo Exemple." in brief


def test_whoever_is_no_member_is_missing_from_no_list(board: Scratch) -> None:
    assert "Gil Guest" not in body(board, "meeting", "autumn")


def test_meetings_of_no_known_town_are_told_apart_by_their_days(board: Scratch) -> None:
    memo = body(board, "theme", "fees")
    assert "Harbour Board, 4 March 2031: The board raised" in memo
    assert "Harbour Board, 2 September 2031: The board lowered" in memo
    assert "Other meetings of it on record: 2 September 2031; Harbour Board." in body(board, "meeting", "spring")


def test_what_nobody_numbers_chairs_or_hosts_has_no_column_and_is_not_missed(board: Scratch) -> None:
    brief = body(board, "series", "board")
    assert "| Meeting | Date |\n| --- | --- |\n| Harbour Board | 4 March 2031 |\n" in brief
    assert "the last that was held: Harbour Board, 2 September 2031." in brief
    assert "Not on record: place, venue, chair." in body(board, "meeting", "spring")


def test_a_series_that_the_title_names_has_no_section_of_its_own(board: Scratch) -> None:
    brief = body(board, "meeting", "council")
    assert "# 6 May 2031: Quay Council" in brief
    assert "Where it stands" not in brief


def test_a_record_of_ones_own_stands_with_its_meeting_its_theme_and_who_did_what(board: Scratch) -> None:
    assert "- **The fee for small boats**.\n" in body(board, "meeting", "spring")
    assert "- **The fee for small boats**, 4 March 2031.\n" in body(board, "theme", "fees")
    assert "- **The fee for small boats**, 4 March 2031. Votes: against.\n" in body(board, "person", "guest")


def test_a_new_template_calls_a_meeting_by_its_place_and_day_and_not_by_its_id(board: Scratch) -> None:
    assert board.run("template", "new", "motion", "-w", str(board.root)).code == 0
    assert "| Meeting | Harbour Board, 4 March 2031 |\n" in body(board, "motion", "small-boats")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Tariff Policy Meeting", "12th Tariff Policy Meeting"),
        ("General Assembly of Harbours", "12th General Assembly of Harbours"),
        ("Committee on Tariffs", "12th meeting of the Committee on Tariffs"),
    ],
)
def test_a_name_that_says_meeting_is_of_no_meeting_itself(board: Scratch, name: str, title: str) -> None:
    board.write("facts/series/council.yaml", f"src: minutes\nname: {name}\n")
    board.write("facts/meetings/council.yaml", "src: minutes\nseries: council\nordinal: 12\ndate: 2031\n")
    assert f"# 2031: {title}\n" in body(board, "meeting", "council")


def test_a_body_has_the_meetings_of_its_boards(board: Scratch) -> None:
    brief = body(board, "organisation", "harbour")
    assert "**Of its bodies three meetings are on record. No position of its own is on record.**" in brief
    assert "- Harbour Board: three meetings are on record\n" in brief
