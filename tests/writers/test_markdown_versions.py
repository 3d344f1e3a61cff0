"""Redlines in Markdown: what they look like, and that any tool takes both versions out again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document.nodes import Document, Paragraph, Text
from briefgen.readers.markdown.reader import read_markdown
from briefgen.revisions.merge import merge
from briefgen.revisions.revision import renumbered
from briefgen.revisions.wordwise import Change
from briefgen.writers.markdown import MarkdownWriter
from briefgen.writers.markdown_versions import kept_apart, write_critic, write_with_conflicts
from tests.document.strategies import MARKINGS, documents
from tests.examples import examples
from tests.revisions.edits import edited
from tests.revisions.test_merge import doc


def accept(text: str) -> str:
    """As tools do it, by search and replace."""
    return _resolved(text, r"\2", r"\1", "")


def reject(text: str) -> str:
    return _resolved(text, r"\1", "", r"\1")


def _resolved(text: str, replaced: str, came: str, went: str) -> str:
    for pattern, kept in (
        (r"\{>>.*?<<\}", ""),
        (r"\{~~(.*?)~>(.*?)~~\}", replaced),
        (r"\{\+\+(.*?)\+\+\}", came),
        (r"\{--(.*?)--\}", went),
    ):
        text = re.sub(pattern, kept, text, flags=re.DOTALL)
    return text


def read(text: str) -> Document:
    return read_markdown(text, markings=MARKINGS)[0]


def redline(old: str, new: str) -> str:
    made = write_critic(read(old), read(new)).decode()
    assert accept(made) == kept_apart(MarkdownWriter().write(read(new)).decode())
    return made


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It met in Astana.\n", "It met in Almaty.\n", "It met in {~~Astana~>Almaty~~}.\n"),
        ("It met.\n", "It met often.\n", "It met{++ often++}.\n"),
        ("A one.\n\nC three.\n", "A one.\n\nB two.\n\nC three.\n", "A one.{++\n\nB two.++}\n\nC three.\n"),
        ("A one.\n\nB two.\n", "A one.\n", "A one.{--\n\nB two.--}\n"),
        ("- a b\n- c d\n", "- a b\n- new point\n- c d\n", "- a b{++\n- new point++}\n- c d\n"),
        ("# Old title\n\nX y.\n", "# New title\n\nX y.\n", "# {~~Old~>New~~} title\n\nX y.\n"),
        (
            "| x | y |\n| --- | --- |\n| A | listed |\n| B | absent |\n",
            "| x | y |\n| --- | --- |\n| A | stated |\n",
            "| x | y |\n| --- | --- |\n| A | {~~listed~>stated~~} |{--\n| B | absent |--}\n",
        ),
        (
            "One.[^1] Two.[^2]\n\n[^1]: first source\n[^2]: second source\n",
            "Two.[^1]\n\n[^1]: second source\n",
            "{--One.[^2] --}Two.[^1]\n\n[^1]: second source{--\n[^2]: first source--}\n",
        ),
        ("See [a page](https://example.org/a).\n", "See [a page](https://example.org/b).\n", None),
        ("It is **very old** now.\n", "It is **very new** now.\n", "It is {~~**very old**~>**very new**~~} now.\n"),
    ],
)
def test_what_changed_is_marked_and_lines_begin_as_they_did(old: str, new: str, expected: str | None) -> None:
    made = redline(old, new)
    if expected is None:
        expected = "See {~~[a page](https://example.org/a)~>[a page](https://example.org/b)~~}.\n"
    assert made == expected


def test_a_reason_stands_behind_the_change() -> None:
    old, new = read("It met in Astana. It ended.\n"), read("It met in Almaty. It ended.\n")
    made = write_critic(old, new, lambda change: f"{change.old} {{now}}\n{change.new}").decode()
    assert made == ("It met in {~~Astana~>Almaty~~}{>>It met in Astana. (now) It met in Almaty.<<}. It ended.\n")


def test_without_a_change_it_is_the_plain_markdown() -> None:
    text = "# T\n\nText.[^1]\n\n[^1]: n\n"
    assert write_critic(read(text), read(text)) == MarkdownWriter().write(read(text))


@pytest.mark.parametrize("literal", ["{++a++}", "{--", "--}", "a ~> b", "{>>x<<}", "{~~a~>b~~}", "{==h==}", "\\{++"])
def test_words_that_look_like_marks_stay_words(literal: str) -> None:
    old = Document((Paragraph((Text(f"Before {literal} it."),)),))
    new = Document((Paragraph((Text(f"Before {literal} them {literal}."),)),))
    made = write_critic(old, new).decode()
    assert read(accept(made)) == new
    assert read(reject(made)) == old


@examples(20)
@given(st.data())
def test_any_tool_takes_both_versions_out_again(data: st.DataObject) -> None:
    old = data.draw(documents())
    new = data.draw(st.one_of(documents(), edited(old)))
    made = write_critic(old, new).decode()
    assert accept(made) == _plain(new, made)
    assert _named_again(renumbered(read(reject(made)))) == _named_again(read(_plain(old, made)))


def _plain(document: Document, made: str) -> str:
    text = MarkdownWriter().write(document).decode()
    return kept_apart(text) if made != text else text


def _named_again(document: Document) -> Document:
    """Without the names of pictures, which differ where a picture was replaced, and their bytes, read elsewhere."""
    text = MarkdownWriter().write(document).decode().replace("(old-", "(")
    return read(text)


def test_whoever_explains_a_change_is_asked_with_its_words_alone() -> None:
    asked: list[tuple[str, str]] = []

    def why(change: Change) -> str:
        asked.append((change.old, change.new))
        return "a fact"

    line = "- **Ports:** They met on {} May.[^1]\n\n[^1]: A \\*note\\*.\n"
    old, new = (read_markdown(line.format(day))[0] for day in (1, 2))
    assert "{>>a fact<<}" in write_critic(old, new, why).decode()
    assert asked == [("Ports: They met on 1 May.", "Ports: They met on 2 May.")]


BASE = doc("# A\n\n- one apple[^1]\n- two pears\n\nThe end.\n\n[^1]: A source.")


def test_both_versions_stand_between_marks_and_notes_once_at_the_end() -> None:
    written = MarkdownWriter().write(BASE).decode()
    theirs, ours = doc(written.replace("one", "nine")), doc(written.replace("one", "ten"))
    assert write_with_conflicts(merge(BASE, theirs, ours)).decode() == (
        "# A\n\n<<<<<<< edited by hand\n- nine apple[^1]\n=======\n- ten apple[^1]\n>>>>>>> briefgen\n- two pears\n\n"
        "The end.\n\n[^1]: A source.\n"
    )


def test_notes_of_both_versions_have_one_numbering() -> None:
    base = doc("One.[^1]\n\nTwo.[^2]\n\n[^1]: A source.\n[^2]: Another.")
    theirs, ours = (
        doc("One.[^1]\n\nTwo.[^2]\n\n[^1]: Mine is this.\n[^2]: Another."),
        doc("One.[^1]\n\nTwo.[^2]\n\n[^1]: New and other.\n[^2]: Another."),
    )
    assert write_with_conflicts(merge(base, theirs, ours)).decode() == (
        "<<<<<<< edited by hand\nOne.[^1]\n=======\nOne.[^3]\n>>>>>>> briefgen\n\nTwo.[^2]\n\n"
        "[^1]: Mine is this.\n[^2]: Another.\n[^3]: New and other.\n"
    )


def test_without_a_conflict_it_is_what_any_document_is_written_as() -> None:
    assert write_with_conflicts(merge(BASE, BASE, BASE)) == MarkdownWriter().write(BASE)
