"""Three-way merge by example: what an aide does to a brief, and what a new fact does to it."""

from __future__ import annotations

import pytest

from briefgen.document.nodes import Document, Meta
from briefgen.document.walk import block_text
from briefgen.readers.markdown.reader import read_markdown
from briefgen.revisions.merge import merge
from briefgen.revisions.merged import Merged
from briefgen.writers.markdown import MarkdownWriter


def doc(text: str) -> Document:
    document, problems = read_markdown(text, meta=Meta(title="T"))
    assert problems == []
    return document


def merged(base: str, theirs: str, ours: str) -> Merged:
    return merge(doc(base), doc(theirs), doc(ours))


def text(document: Document) -> str:
    return MarkdownWriter().write(document).decode().rstrip("\n")


def clean(base: str, theirs: str, ours: str) -> str:
    """The merge as Markdown; nothing may conflict."""
    made = merged(base, theirs, ours)
    assert made.conflicts == ()
    assert made.document == made.by_hand
    return text(made.document)


def sides(base: str, theirs: str, ours: str) -> list[tuple[tuple[int, ...], str, str]]:
    """The conflicts: place, and the words of both sides."""
    return [
        (c.place, "\n".join(map(block_text, c.theirs)), "\n".join(map(block_text, c.ours)))
        for c in merged(base, theirs, ours).conflicts
    ]


BASE = "# A\n\nOne two three four.\n\n## B\n\n- red apple\n- green pear\n- blue plum\n\nThe end of it.\n"


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        # paragraphs
        ("One two.\n\nNew words.\n\nThree.", "One two!\n\nThree.", "One two!\n\nNew words.\n\nThree."),
        ("New words.\n\nOne two.\n\nThree.", "One two.\n\nThree more.", "New words.\n\nOne two.\n\nThree more."),
        (
            "One two.\n\nThree.\n\nAt the end.",
            "Zero.\n\nOne two.\n\nThree.",
            "Zero.\n\nOne two.\n\nThree.\n\nAt the end.",
        ),
        ("Three.", "One two.\n\nThree more.", "Three more."),
        ("Three.\n\nOne two.", "One two.\n\nThree more.", "Three more.\n\nOne two."),
        ("One two.\n\nA.\n\nThree.", "One two.\n\nB.\n\nThree.", "One two.\n\nA.\n\nB.\n\nThree."),
        ("One two.\n\nA.\n\nThree.", "One two.\n\nA.\n\nThree!", "One two.\n\nA.\n\nThree!"),
    ],
)
def test_blocks_added_left_out_and_moved(theirs: str, ours: str, expected: str) -> None:
    assert clean("One two.\n\nThree.", theirs, ours) == expected


SENTENCE = "The meeting took place in Samarkand on Friday, with nine states."


def test_words_of_one_sentence_changed_apart() -> None:
    theirs, ours = SENTENCE.replace("meeting", "session"), SENTENCE.replace("Friday", "17 October")
    assert clean(SENTENCE, theirs, ours) == ("The session took place in Samarkand on 17 October, with nine states.")


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (SENTENCE.replace("nine", "eight"), SENTENCE.replace("nine", "ten")),
        (SENTENCE.replace("nine", "eight"), SENTENCE.replace("states", "countries")),  # no "eight countries"
        (SENTENCE.replace("on Friday", ""), SENTENCE.replace("Friday", "Saturday")),
        (SENTENCE.replace("nine", "**nine**"), SENTENCE.replace("nine", "ten")),
        ("", SENTENCE.replace("nine", "ten")),
        (SENTENCE.replace("nine", "ten"), ""),
    ],
)
def test_the_same_words_changed_twice_conflict(theirs: str, ours: str) -> None:
    before, after = "# T\n\n", "\n\nEnd."
    base = before + SENTENCE + after
    ((place, by_hand, new),) = sides(base, before + theirs + after, before + ours + after)
    assert place == (1,)
    assert by_hand == theirs.replace("**", "")
    assert new == ours


@pytest.mark.parametrize("word", ["**Samarkand**", "*Samarkand*", "[Samarkand](https://x.example)"])
def test_the_look_of_a_word_and_new_words_elsewhere_in_the_sentence(word: str) -> None:
    styled, new = (SENTENCE.replace("in Samarkand", f"in {word}"), SENTENCE.replace("nine", "ten"))
    both = f"The meeting took place in {word} on Friday, with ten states."
    assert (clean(SENTENCE, styled, new), clean(SENTENCE, new, styled)) == (both, both)
    assert clean(styled, SENTENCE, styled.replace("nine", "ten")) == new


def test_two_edits_in_the_words_of_one_link() -> None:
    """What whole links as tokens would make a conflict."""
    base, theirs, ours = (
        f"See [{words}](https://example.org/a)."
        for words in (
            "the long report of the office",
            "the short report of the office",
            "the long report of the bureau",
        )
    )
    assert clean(base, theirs, ours) == "See [the short report of the bureau](https://example.org/a)."


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ("- b\n- a\n- c", "- a\n- b\n- c new", "- b\n- a\n- c new"),
        ("- a\n- b\n- c\n- d", "- z\n- a\n- b\n- c", "- z\n- a\n- b\n- c\n- d"),
        ("- a\n- c", "- a\n- b\n- c\n- d", "- a\n- c\n- d"),
        ("- a\n- b\n  - deeper\n- c", "- a\n- b\n- c\n- d", "- a\n- b\n  - deeper\n- c\n- d"),
        ("- a\n- b\n- c\n\nA word.", "- a\n- b\n- c\n- d", "- a\n- b\n- c\n- d\n\nA word."),
    ],
)
def test_lists_by_item(theirs: str, ours: str, expected: str) -> None:
    assert clean("- a\n- b\n- c", theirs, ours) == expected


def test_a_conflict_in_a_list_is_at_its_item() -> None:
    base = "- red apple tree\n- green pear tree"
    theirs, ours = base.replace("green", "yellow"), base.replace("green", "ripe")
    assert sides(base, theirs, ours) == [((0, 1, 0), "yellow pear tree", "ripe pear tree")]
    gone = "- red apple tree"
    assert sides(base, gone, ours) == [((0, 1), "", "ripe pear tree")]
    assert sides(base, theirs, gone) == [((0, 1), "yellow pear tree", "")]


TABLE = "| State | Status |\n| --- | --- |\n| A | listed |\n| B | listed |"


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        (
            TABLE.replace("A | listed", "A | seen"),
            TABLE.replace("B | listed", "B | absent"),
            ["| A | seen |", "| B | absent |"],
        ),
        (TABLE + "\n| C | new |", TABLE.replace("B | listed", "B | absent"), ["| B | absent |", "| C | new |"]),
        (TABLE.replace("| A | listed |\n", ""), TABLE + "\n| C | new |", ["| B | listed |", "| C | new |"]),
        (
            "| State | Status | Remark |\n| --- | --- | --- |\n| A | listed | x |\n| B | listed | y |",
            TABLE.replace("B | listed", "B | absent") + "\n| C | new |",
            ["| State | Status | Remark |", "| A | listed | x |", "| B | absent | y |", "| C | new | |"],
        ),
        (
            "| State |\n| --- |\n| A |\n| B |",
            TABLE + "\n| C | listed |",
            ["| State |", "| A |", "| B |"],
        ),
    ],
)
def test_tables_by_row_and_cell(theirs: str, ours: str, expected: list[str]) -> None:
    made = merged(TABLE, theirs, ours)
    lines = text(made.by_hand).split("\n")
    assert [line for line in expected if line not in lines] == []


def test_a_column_that_a_person_deleted_and_facts_changed_is_a_conflict() -> None:
    made = merged(TABLE, "| State |\n| --- |\n| A |\n| B |", TABLE.replace("A | listed", "A | absent"))
    assert len(made.conflicts) == 1
    assert "| A | absent |" in text(made.document).split("\n")
    assert "| A |" in text(made.by_hand).split("\n")


NOTED = "One.[^1] Two.[^2]\n\nThree.[^1]\n\n[^1]: First source.\n[^2]: Second source."


def test_notes_are_known_by_what_they_say() -> None:
    theirs = (
        "One.[^1] Two,[^2] by hand.[^3]\n\nThree.[^1]\n\n[^1]: First source.\n[^2]: By the desk.\n[^3]: Second source."
    )
    ours = "Zero.[^1]\n\nOne.[^2] Two.[^3]\n\nThree.[^2]\n\n[^1]: A new one.\n[^2]: First source.\n[^3]: Second source."
    assert clean(NOTED, theirs, ours) == (
        "Zero.[^1]\n\nOne.[^2] Two,[^3] by hand.[^4]\n\nThree.[^2]\n\n"
        "[^1]: A new one.\n[^2]: First source.\n[^3]: By the desk.\n[^4]: Second source."
    )


def test_a_note_that_both_sides_changed_apart_has_both_changes() -> None:
    base = "One.[^1]\n\nTwo.\n\n[^1]: The news agency of 17 October 2025, page four, retrieved on Monday."
    made = clean(base, base.replace("page four", "page 4"), base.replace("Monday", "Friday").replace("Two", "Three"))
    assert made.endswith("[^1]: The news agency of 17 October 2025, page 4, retrieved on Friday.")
    assert "Three." in made


def test_a_note_that_both_sides_changed_in_one_place_is_a_conflict_of_its_sentence() -> None:
    base = "One.[^1]\n\n[^1]: The news agency of 17 October 2025, page four, retrieved on some Monday."
    made = merged(base, base.replace("four", "5"), base.replace("four", "6"))
    assert [c.place for c in made.conflicts] == [(0,)]
    assert ("page 6" in text(made.document), "page 5" in text(made.by_hand)) == (True, True)


def test_a_note_edited_where_the_facts_drop_its_sentence_is_not_lost() -> None:
    base = "One.[^1]\n\nTwo.\n\n[^1]: A source."
    made = merged(base, base.replace("A source", "A better source"), "Two.")
    assert [c.ours for c in made.conflicts] == [()]
    assert "A better source." in text(made.by_hand)


def test_a_merge_of_a_merge_keeps_the_edits() -> None:
    theirs = BASE.replace("two", "2").replace("- green pear\n", "") + "\nBy hand.\n"
    first = merge(doc(BASE), doc(theirs), doc(BASE.replace("blue", "ripe"))).document
    second = merge(doc(BASE.replace("blue", "ripe")), first, doc(BASE.replace("blue", "sweet"))).document
    assert text(second) == theirs.replace("blue", "sweet").rstrip("\n")


# --- what a small fault would break ------------------------------------------------------------


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ("### Parts and words", "## Parts and new words", "### Parts and new words"),  # a person's level, new words
        ("## Parts and old words", "### Parts and words", "### Parts and old words"),  # a level of today, a person's
        ("#### Parts and words", "### Parts and words", "### Parts and words"),  # both changed it: that of today
    ],
)
def test_the_level_of_a_heading_is_merged_like_its_words(theirs: str, ours: str, expected: str) -> None:
    made = merged("# T\n\n## Parts and words", f"# T\n\n{theirs}", f"# T\n\n{ours}")
    assert text(made.document).split("\n")[-1] in (expected, "#### Parts and words")
    if "####" not in theirs:
        assert clean("# T\n\n## Parts and words", f"# T\n\n{theirs}", f"# T\n\n{ours}") == f"# T\n\n{expected}"


STATES = "| State | Seat | Since |\n| --- | --- | --- |\n| Peru | Lima | 1995 |\n| Chile | Santiago | 1996 |"


@pytest.mark.parametrize("changed", ["Lima (the capital)", "Lima and Cusco"])
def test_a_column_that_facts_drop_goes_and_edits_of_the_others_stay(changed: str) -> None:
    theirs = STATES.replace("Lima", changed)
    ours = "| State | Seat |\n| --- | --- |\n| Peru | Lima |\n| Chile | Santiago |"
    assert clean(STATES, theirs, ours) == ours.replace("Lima", changed)


@pytest.mark.parametrize("changed", ["1994", "1995 or earlier"])
def test_a_column_that_a_person_dropped_goes_and_news_of_the_others_stay(changed: str) -> None:
    theirs = "| State | Since |\n| --- | --- |\n| Peru | 1995 |\n| Chile | 1996 |"
    assert clean(STATES, theirs, STATES.replace("1995", changed)) == theirs.replace("1995", changed)


TEN = "Alpha beta gamma delta epsilon zeta eta theta iota kappa"


@pytest.mark.parametrize(
    ("kept", "is_same"),
    [(10, True), (9, True), (8, False), (5, False)],  # of ten words: more than 0.85 is the same note made anew
)
def test_a_note_that_is_made_anew_is_the_same_while_most_of_its_words_are(kept: int, is_same: bool) -> None:
    """A person's correction goes with a note only where facts remade that very note; another one gets its own."""
    again = " ".join([*TEN.split()[:kept], *[f"new{n}" for n in range(10 - kept)]])
    base = f"Words.[^1]\n\n[^1]: {TEN}."
    theirs = base.replace("Alpha beta", "Alpha BETA twice")
    made = merged(base, theirs, base.replace(TEN, again))
    settled = "BETA twice" in text(made.document) and not made.conflicts
    assert settled is is_same


@pytest.mark.parametrize(("kept", "is_same"), [(6, True), (4, False)])
def test_a_note_that_a_person_corrected_is_the_same_while_half_of_it_is(kept: int, is_same: bool) -> None:
    """A reference elsewhere goes along with a corrected note; what a person wrote in its place is another note."""
    mine = " ".join([*TEN.split()[:kept], *[f"mine{n}" for n in range(10 - kept)]])
    base = f"Words one.[^1]\n\n[^1]: {TEN}."
    theirs = base.replace(TEN, mine)
    ours = base.replace("Words one.[^1]", "Words one.[^1]\n\nMore of it.[^1]")
    made = text(merged(base, theirs, ours).document)
    assert (TEN not in made) is is_same
