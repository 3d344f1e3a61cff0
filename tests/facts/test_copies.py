"""Copies of records that sync tools and people make: named as copies, never counted, never advised."""

from __future__ import annotations

import pytest

from briefgen.copies import are_versions, differences, originals
from tests.growth import assert_linear
from tests.workspaces import MEETING, Scratch

COPIES = (
    "lisbon-2024-DESKTOP-7AB12",
    "LISBON-2024",
    "lisbon-2024 (1)",
    "lisbon-2024 2",
    "lisbon-2024 - Copy (2)",
    "lisbon-2024 - Kopie",
    "Copy of lisbon-2024",
    "lisbon-2024 (Ann's conflicted copy 2024-03-15)",
    "lisbon-2024.sync-conflict-20240101-101010-ABCDEFG",
    "lisbon-2024_conflict-20240101-101010",
    "lisbon-2024 (Case Conflict)",
    "lisbon-2024~1",
)


@pytest.mark.parametrize("name", COPIES)
def test_the_name_of_a_copy_tells_what_it_is_a_copy_of(name: str) -> None:
    assert (name, "lisbon-2024", True) in originals(["lisbon-2024", "porto-2024", name])


@pytest.mark.parametrize("name", ["lisbon-2024-side-event", "lisbon-2024-annlaptop", "lisbon-2024-2"])
def test_a_name_that_may_be_somebodys_own_leaves_it_to_the_content(name: str) -> None:
    assert list(originals(["lisbon-2024", name])) == [(name, "lisbon-2024", False)]


def test_two_names_of_their_own_are_no_copies() -> None:
    assert list(originals(["lisbon-2024", "lisbon-20245"])) == []
    assert "lisbon" not in [name for name, _, _ in originals(["lisbon-2024", "lisbon"])]


def test_what_differs_is_said_in_a_few_words() -> None:
    old, new = b"a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n", b"a: 1\nb: 2\nc: \x1b[0m9\nd: 4\ne: 5\n"
    assert are_versions(old, new)
    assert differences(new, old) == "it differs in line 3: 'c:  [0m9'"
    assert differences(old, old) == "it says the same"
    assert not are_versions(old, b"f: 6\n")


@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["lisbon-2024-annlaptop", *COPIES])
def test_a_copy_of_a_record_is_an_error_and_counts_in_no_brief(workspace: Scratch, name: str) -> None:
    text = workspace.read(MEETING).replace("Lisbon,", "Porto,", 1)
    workspace.write(f"facts/meetings/{name}.yaml", text.encode())
    here = ("-w", str(workspace.root))
    ran = workspace.run("check", *here)
    assert ran.code == 1
    assert "looks like a copy of lisbon-2024.yaml; it differs in line 11: 'place: {is: Porto," in ran.out
    assert "rename it to lisbon-2024.yaml" not in ran.out
    assert workspace.run("country", "brazil", *here).code == 1


@pytest.mark.slow
def test_a_copy_is_not_to_be_renamed_into_another_copy(workspace: Scratch) -> None:
    for name in ("lisbon-2024-annlaptop", "lisbon-2024-ANNLAPTOP"):
        workspace.write(f"facts/meetings/{name}.yaml", workspace.read(MEETING).encode())
    assert "rename it to lisbon-2024-annlaptop.yaml" not in workspace.run("check", "-w", str(workspace.root)).out


@pytest.mark.slow
def test_two_countries_with_one_code_and_two_meetings_that_agree_are_near_duplicates(workspace: Scratch) -> None:
    workspace.write("facts/countries/brasil.yaml", workspace.read("facts/countries/brazil.yaml"))
    meeting = workspace.read(MEETING).split("# What no source states")[0]
    workspace.write("facts/meetings/seventh-forum.yaml", meeting)
    said = workspace.run("check", "-w", str(workspace.root)).out
    assert "the country 'brazil' has the code of 'brasil'" in said
    assert "the meeting 'seventh-forum' has the series, number, day and place of 'lisbon-2024'" in said


def test_a_full_folder_is_looked_through_once() -> None:
    few, many = ([f"meeting-of-{n}" for n in range(size)] for size in (1_000, 8_000))
    assert_linear(lambda names: list(originals(names)), few, many)
