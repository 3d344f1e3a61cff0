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
