"""One person writes, another approves or objects; nobody approves their own."""

from __future__ import annotations

import pytest

from briefgen.errors import Problems, UsageProblem
from briefgen.review.deciding import (
    approve,
    find_statement,
    lines_of_passages,
    note_writer,
    object_to,
    reviewer,
    writers_of,
)
from briefgen.review.standing import Reviews
from tests.review.conftest import OTHER, WRITER, git, opened
from tests.workspaces import MEETING, Scratch

DATE = "meeting/lisbon-2024/date"


def reviews(workspace: Scratch) -> Reviews:
    return Reviews(opened(workspace))


def test_nobody_approves_their_own(kept: Scratch) -> None:
    found = reviews(kept)
    with pytest.raises(UsageProblem, match="nobody approves their own: Bo Chen wrote meeting/lisbon-2024/date/"):
        approve(found, [find_statement(found, DATE)], WRITER, "2026-11-29")
    assert not (kept.root / "facts/_reviews").exists()


def test_who_changed_one_line_wrote_that_statement_alone(kept: Scratch) -> None:
    git(kept, "config", "user.name", OTHER)
    kept.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-10/2024-03-11,")
    found = reviews(kept)
    assert writers_of(found, find_statement(found, DATE)) == (OTHER,)  # not committed yet
    assert writers_of(found, find_statement(found, "meeting/lisbon-2024/place")) == (WRITER,)


PASSAGES = """\
src: {source}
passages:
  - quote: "The forum met in Lisbon on 11 March 2024."
    name: opening
    place: Lisbon
date: {{is: 2024-03-11, from: opening}}
"""


def test_who_wrote_the_words_may_not_approve_what_rests_on_them(kept: Scratch) -> None:
    source = next(iter((kept.root / "facts/sources").glob("*.yaml"))).stem
    kept.write("facts/meetings/porto-2024.yaml", PASSAGES.format(source=source))
    git(kept, "add", "-A")
    git(kept, "commit", "-q", "-m", "another meeting")
    git(kept, "config", "user.name", OTHER)
    kept.edit("facts/meetings/porto-2024.yaml", "The forum met in Lisbon", "The 2nd forum met in Lisbon")
    found = reviews(kept)
    date = find_statement(found, "meeting/porto-2024/date")
    assert writers_of(found, date) == (OTHER, WRITER)
    with pytest.raises(UsageProblem, match="nobody approves their own: Ana Lopes wrote meeting/porto-2024/date"):
        approve(found, [date], OTHER, "2026-11-29")


def test_who_wrote_the_words_with_a_source_may_not_either(kept: Scratch) -> None:
    source = next(iter((kept.root / "facts/sources").glob("*.yaml")))
    record = PASSAGES.format(source=source.stem).partition("passages:")[0] + "date: {is: 2024-03-11, from: opening}\n"
    kept.write("facts/meetings/porto-2024.yaml", record)
    git(kept, "add", "-A")
    git(kept, "commit", "-q", "-m", "another meeting")
    git(kept, "config", "user.name", OTHER)
    passage = 'passages:\n  - {name: opening, quote: "The forum met in Lisbon on 11 March 2024."}\n'
    source.write_text(source.read_text() + passage)
    found = reviews(kept)
    assert writers_of(found, find_statement(found, "meeting/porto-2024/date")) == (OTHER, WRITER)


def test_without_git_nothing_is_approved_before_its_writer_is_known(workspace: Scratch) -> None:
    found = reviews(workspace)
    date = find_statement(found, DATE)
    with pytest.raises(UsageProblem, match=r"nobody knows who wrote .*briefgen review wrote meeting/lisbon-2024"):
        approve(found, [date], OTHER, "2026-11-29")
    note_writer(found, found.base.records["meeting/lisbon-2024"], WRITER)
    with pytest.raises(UsageProblem, match="nobody approves their own"):
        approve(found, [date], WRITER, "2026-11-29")
    assert [path.name for path in approve(found, [date], OTHER, "2026-11-29")] == ["lisbon-2024.yaml"]


def test_an_objection_needs_a_word(kept: Scratch) -> None:
    found = reviews(kept)
    with pytest.raises(UsageProblem, match="needs a word"):
        object_to(found, [find_statement(found, DATE)], OTHER, "2026-11-29", "  ")


def test_who_reviews_is_who_git_says_or_one_of_the_people_of_the_settings(kept: Scratch) -> None:
    assert reviewer(reviews(kept)) == WRITER
    assert reviewer(reviews(kept), " Ana   Lopes ") == OTHER
    kept.edit("briefgen.toml", "[review]\n", '[review]\npeople = ["Ana Lopes", "Cy Dee"]\n')
    with pytest.raises(UsageProblem, match=r"Ana Lope is none of the people.*did you mean 'Ana Lopes'"):
        reviewer(reviews(kept), "Ana Lope")


def test_a_statement_is_named_by_its_beginning(kept: Scratch) -> None:
    found = reviews(kept)
    assert find_statement(found, DATE).property == "date"
    with pytest.raises(UsageProblem, match=r"\d+ statements begin so"):
        find_statement(found, "meeting/lisbon-2024")
    with pytest.raises(UsageProblem, match="needs no review"):
        find_statement(found, next(s.id for s in found.base.records["theme/stocks"].statements))


def test_a_file_of_reviews_with_faults_is_not_written_over(kept: Scratch) -> None:
    kept.write("facts/_reviews/meetings/lisbon-2024.yaml", "date: [\n")
    found = reviews(kept)
    with pytest.raises(Problems):
        approve(found, [find_statement(found, DATE)], OTHER, "2026-11-29")
    assert kept.read("facts/_reviews/meetings/lisbon-2024.yaml") == "date: [\n"


# --- Whose lines a passage is: its own words, and not the values below it ---


FILE = """\
src: paper
passages:
  - quote: >
      The forum met on 11 June
      in Port Example.
    name: opening
    date: 2031-06-11
    outcomes:
      - is: They met.
  - {quote: "Nobody signed.", outcomes: Nobody signed.}
place: {is: Port Example, from: opening}
quote: "All of it"
""".splitlines()


@pytest.mark.parametrize(
    ("quotes", "numbers"),
    [
        (["met on 11 June in Port Example"], [2, 3, 4, 5]),
        (["The forum […] Port Example"], [2, 3, 4, 5]),
        (["Nobody signed."], [9]),
        (["All of it"], [11]),
        (["words with \u00e9scapes"], [2, 3, 4, 5, 9, 11]),
    ],
)
def test_the_lines_of_the_passage_that_holds_the_words(quotes: list[str], numbers: list[int]) -> None:
    assert lines_of_passages(FILE, quotes) == numbers


def test_a_file_without_passages_has_none() -> None:
    assert lines_of_passages(["src: paper", "date: 2031"], ["2031"]) == []


def test_a_passage_by_its_first_and_last_words_is_found_by_them() -> None:
    lines = """\
src: paper
passages:
  - quote: The forum … Example, it said.
    date: 2031-06-11
  - {quote: "Nobody … treaty.", outcomes: Nobody signed.}
""".splitlines()
    assert lines_of_passages(lines, ["The forum met in Port Example, it said."]) == [2]
    assert lines_of_passages(lines, ["Nobody signed the treaty."]) == [4]
