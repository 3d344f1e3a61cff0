"""A scheme of markings: who may see what, and what a marking is called in the name of a file."""

from __future__ import annotations

import pytest

from briefgen.model.markings import Markings, in_file_name

SCHEME = Markings(("PUBLIC", "HOUSE", "BOARD"), "HOUSE")


def test_readers_see_their_own_marking_and_all_below() -> None:
    assert SCHEME.up_to("BOARD") == {"PUBLIC", "HOUSE", "BOARD", ""}
    assert SCHEME.up_to("PUBLIC") == {"PUBLIC"}


def test_what_the_scheme_does_not_know_is_above_every_ceiling() -> None:
    assert SCHEME.is_above("BORD", "BOARD")
    assert SCHEME.is_above("BOARD", "HOUSE")
    assert not SCHEME.is_above("HOUSE", "HOUSE")


@pytest.mark.parametrize(
    ("marking", "name"),
    [("TLP:AMBER+STRICT", "tlp-amber-strict"), ("PUBLIC", "public"), ("For the board", "for-the-board"), ("", "")],
)
def test_a_plain_marking_can_be_read_in_the_name_of_a_file(marking: str, name: str) -> None:
    assert in_file_name(marking) == name


def test_other_letters_leave_a_hash_so_that_no_two_are_the_same() -> None:
    names = {in_file_name(marking) for marking in ("ДСП", "СЕКРЕТНО", "Grün", "Gr-n", "A+", "A")}
    assert len(names) == 6
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in names)
