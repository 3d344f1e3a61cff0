"""A shipped brief, edited in Word by hand: what comes back, and what a merge with the brief of today makes of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.diagnostics import Severity
from briefgen.document.nodes import Block, BulletList, Document, Inline, Paragraph, Text, document_from_json
from briefgen.document.walk import block_text, containers, plain_text, rewrite
from briefgen.readers.docx.reader import read_docx
from briefgen.readers.markdown.reader import read_markdown
from briefgen.revisions.merge import merge
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from briefgen.writers.markdown import MarkdownWriter
from briefgen.writers.markdown_versions import write_with_conflicts
from tests.readers.docx import hands
from tests.workspaces import MARKINGS
from tests.writers.docx.packages import changed

DATA = Path(__file__).parent / "data"
SIGNED = "A memorandum was signed at the conclusion of the event."


@pytest.fixture(scope="module")
def base() -> Document:
    """A brief as it was once made: what an aide does to it is no concern of the templates of today."""
    return document_from_json(json.loads((DATA / "samarkand-2025.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def file(base: Document, house: House) -> bytes:
    return DocxWriter(house, "endnotes").write(base)


def read(data: bytes, base: Document) -> Document:
    """What the file says; nothing may be complained of."""
    document, problems = read_docx(data, "out/a.docx", base=base)
    assert problems == []
    return document


def markdown(document: Document) -> str:
    return MarkdownWriter().write(document).decode()


def changes(base: Document, edited: Document) -> tuple[list[str], list[str]]:
    """The lines of Markdown that are gone and those that are new."""
    old, new = markdown(base).split("\n"), markdown(edited).split("\n")
    return [line for line in old if line not in new], [line for line in new if line not in old]


def today(document: Document, old: str, new: str) -> Document:
    """The brief as it is generated from other facts: with other words."""

    def change(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(replace(n, value=n.value.replace(old, new)) if isinstance(n, Text) else n for n in content)

    made = rewrite(document, change)
    assert made != document
    return made


# --- what comes back ---------------------------------------------------------------------------


def test_a_new_paragraph(base: Document, file: bytes) -> None:
    edited = read(hands.type_behind(file, "Its points, which are", "The desk has not seen the original."), base)
    assert changes(base, edited) == ([], ["The desk has not seen the original."])


def test_a_corrected_word_in_a_bullet(base: Document, file: bytes) -> None:
    edited = read(hands.reword(file, "was signed at the conclusion", "was signed at the end"), base)
    assert changes(base, edited)[1] == ["- A memorandum was signed at the end of the event.[^3]"]


def test_a_deleted_bullet(base: Document, file: bytes) -> None:
    edited = read(hands.delete(file, "The memorandum also reaffirmed"), base)
    gone, new = changes(base, edited)
    assert len(gone) == 1
    assert new == []


def test_a_new_bullet_and_a_bullet_on_the_next_level(base: Document, file: bytes) -> None:
    with_bullet = hands.type_behind(file, "The memorandum also reaffirmed", "Nothing was said of money.")
    assert changes(base, read(with_bullet, base)) == ([], ["- Nothing was said of money."])
    deeper = changed(
        with_bullet,
        "word/document.xml",
        lambda xml: _last_level(xml, "Nothing was said of money."),
    )
    assert changes(base, read(deeper, base)) == ([], ["  - Nothing was said of money."])


def _last_level(xml: str, words: str) -> str:
    at = xml.rindex('<w:ilvl w:val="0"/>', 0, xml.index(words))
    return xml[:at] + '<w:ilvl w:val="1"/>' + xml[at + len('<w:ilvl w:val="0"/>') :]


def test_two_bullets_in_another_order(base: Document, file: bytes) -> None:
    edited = read(hands.swap_with_next(file, "The memorandum reaffirmed the need to improve the existing"), base)
    assert changes(base, edited) == ([], [])
    assert edited != base
    assert sorted(markdown(edited)) == sorted(markdown(base))


def test_a_changed_cell_and_a_new_row(base: Document, file: bytes) -> None:
    edited = read(
        hands.add_row(hands.reword(file, "venue, host, chair", "venue, host"), "Belarus", "Moldova", "–"), base
    )
    assert changes(base, edited)[1] == ["| Not stated in any source held | venue, host |", "| Moldova | – |"]


def test_words_made_bold(base: Document, file: bytes) -> None:
    edited = read(hands.embolden(file, "at the conclusion"), base)
    assert changes(base, edited)[1] == ["- A memorandum was signed **at the conclusion** of the event.[^3]"]


def test_a_new_note_moves_the_numbers_behind_it(base: Document, file: bytes) -> None:
    edited = read(hands.add_note(file, "Nine states are listed", "Counted by the desk."), base)
    assert [plain_text(n.content) for n in edited.notes][1] == "Counted by the desk."
    assert len(edited.notes) == len(base.notes) + 1
    assert "Nine states are listed[^2] as taking part" in markdown(edited)


def test_a_corrected_note(base: Document, file: bytes) -> None:
    words = plain_text(base.notes[1].content)[:20]
    data = changed(file, "word/endnotes.xml", lambda xml: xml.replace(words, f"Checked: {words}", 1))
    edited = read(data, base)
    assert [n.number for n, old in zip(edited.notes, base.notes, strict=True) if n != old] == [2]


def test_a_renamed_heading(base: Document, file: bytes) -> None:
    edited = read(hands.reword(file, "What was discussed", "The discussion"), base)
    assert changes(base, edited) == (["## What was discussed"], ["## The discussion"])


def test_a_first_use_of_a_note_taken_away_leaves_its_other_uses(base: Document, file: bytes) -> None:
    edited = read(hands.delete(file, "took place in Samarkand on 17 October 2025, according to"), base)
    assert plain_text(base.notes[0].content) in [plain_text(n.content) for n in edited.notes]
    gone, _ = changes(base, edited)
    assert "| Date | 17 October 2025[^1] |" in markdown(base)
    assert len(edited.notes) == len(base.notes)
    assert gone


def test_a_comment_is_told_and_kept_out(base: Document, file: bytes) -> None:
    commented = hands.edit(
        file, lambda d: d.add_comment(hands.find(d, SIGNED).runs, text="Who signed?", author="An aide")
    )
    document, problems = read_docx(commented, "out/a.docx", base=base)
    assert document == base
    assert [str(p) for p in problems] == [
        "out/a.docx: note: the comment “Who signed?” by An aide is no part of the brief [edit-comment]"
    ]


def test_a_comment_without_an_hour_is_told_too(base: Document, file: bytes) -> None:
    """As programs write it that keep the hours of people to themselves; the program's own have no hour either."""
    commented = hands.edit(
        file, lambda d: d.add_comment(hands.find(d, SIGNED).runs, text="Who signed?", author="An aide")
    )
    date = re.compile('w:date="[^"]*"')
    hourless = changed(commented, "word/comments.xml", lambda xml: date.sub('w:date="2026-02-01T00:00:00Z"', xml))
    assert [p.code for p in read_docx(hourless, "out/a.docx", base=base)[1]] == ["edit-comment"]


def test_tracked_changes_count_as_accepted(base: Document, file: bytes) -> None:
    run = f"<w:t>{SIGNED}</w:t></w:r>"
    change = (
        "<w:t xml:space='preserve'>A memorandum was </w:t></w:r><w:del w:id='1' w:author='A'><w:r><w:delText>signed"
        "</w:delText></w:r></w:del><w:ins w:id='2' w:author='A'><w:r><w:t>initialled</w:t></w:r></w:ins><w:r>"
        "<w:t xml:space='preserve'> at the conclusion of the event.</w:t></w:r>"
    )
    data = changed(file, "word/document.xml", lambda xml: xml.replace(run, change, 1))
    document, problems = read_docx(data, "out/a.docx", base=base)
    assert [p.code for p in problems] == ["edit-tracked"]
    assert changes(base, document)[1] == ["- A memorandum was initialled at the conclusion of the event.[^3]"]


def test_a_text_box_is_told_with_its_words(base: Document, file: bytes) -> None:
    box = (
        "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r><w:t>Call "
        "the embassy</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    mark = f"<w:t>{SIGNED}</w:t></w:r>"
    data = changed(file, "word/document.xml", lambda xml: xml.replace(mark, mark + box, 1))
    document, problems = read_docx(data, "out/a.docx", base=base)
    assert document == base
    assert [(p.code, p.severity) for p in problems] == [("edit-left-out", Severity.WARNING)]
    assert "Call the embassy" in problems[0].message


# --- and what a merge makes of it --------------------------------------------------------------


def test_edits_and_new_facts_that_do_not_touch_are_both_in_the_brief(base: Document, file: bytes) -> None:
    data = hands.reword(file, "was signed at the conclusion", "was signed at the end")
    data = hands.type_behind(data, "Its points, which are", "The desk has not seen the original.")
    data = hands.add_note(data, "Nine states are listed", "Counted by the desk.")
    data = hands.add_row(hands.delete(data, "The memorandum also reaffirmed"), "Belarus", "Moldova", "–")
    ours = today(base, "venue, host, chair", "host, chair")
    merged = merge(base, read(data, base), ours)
    assert merged.conflicts == ()
    text = markdown(merged.document)
    for line in (
        "- A memorandum was signed at the end of the event.[^4]",
        "The desk has not seen the original.",
        "| Moldova | – |",
        "| Not stated in any source held | host, chair |",
    ):
        assert line in text.split("\n")
    assert "The memorandum also reaffirmed" not in text
    assert "[^2]: Counted by the desk." in text


def test_an_edit_and_a_new_fact_in_one_sentence_are_both_kept(base: Document, file: bytes) -> None:
    data = hands.reword(file, "Nine states are listed as taking part", "Nine states are named as taking part")
    ours = today(base, "Tajikistan, Turkmenistan and Uzbekistan.", "Tajikistan and Uzbekistan.")
    merged = merge(base, read(data, base), ours)
    assert merged.conflicts == ()
    assert "Nine states are named as taking part: " in markdown(merged.document)
    assert "Russia, Tajikistan and Uzbekistan." in markdown(merged.document)


def test_both_versions_stand_where_both_changed_the_same_words(base: Document, file: bytes) -> None:
    theirs = read(hands.reword(file, "Nine states are listed", "Eight states are listed"), base)
    ours = today(base, "Nine states are listed", "Ten states are listed")
    merged = merge(base, theirs, ours)
    (conflict,) = merged.conflicts
    assert block_text(conflict.theirs[0]).startswith("Eight states are listed as taking part: Azerbaijan")
    assert block_text(conflict.ours[0]).startswith("Ten states are listed as taking part: Azerbaijan")
    assert at(merged.document, conflict.place) == conflict.ours[0]
    lines = write_with_conflicts(merged).decode().split("\n")
    start = lines.index("<<<<<<< edited by hand")
    assert lines[start + 1].startswith("- Eight states")
    assert lines[start + 2] == "======="
    assert lines[start + 3].startswith("- Ten states")
    assert lines[start + 4] == ">>>>>>> briefgen"
    assert lines.count("=======") == 1


def at(document: Document, place: tuple[int, ...]) -> Block:
    found = document.blocks[place[0]]
    assert isinstance(found, BulletList)
    return found.items[place[1]][place[2]]


def test_a_bullet_that_a_person_deleted_and_a_new_fact_changed_is_a_conflict(base: Document, file: bytes) -> None:
    theirs = read(hands.delete(file, "The memorandum also reaffirmed"), base)
    ours = today(base, "The memorandum also reaffirmed", "The memorandum also confirmed")
    (conflict,) = merge(base, theirs, ours).conflicts
    assert conflict.theirs == ()
    assert block_text(conflict.ours[0]).startswith("The memorandum also confirmed")


def test_a_note_corrected_by_hand_is_corrected_wherever_it_is_called(base: Document, file: bytes) -> None:
    words = plain_text(base.notes[2].content)[:20]
    data = changed(file, "word/endnotes.xml", lambda xml: xml.replace(words, f"Checked: {words}", 1))
    new = Paragraph((Text("A new finding."), *called(base, 3)))
    ours = replace(base, blocks=(*base.blocks[:3], new, *base.blocks[3:]))
    merged = merge(base, read(data, base), ours)
    assert merged.conflicts == ()
    said = [plain_text(n.content) for n in merged.document.notes]
    assert len(said) == len(base.notes)
    assert sum(text.startswith("Checked: ") for text in said) == 1


def called(document: Document, number: int) -> tuple[Inline, ...]:
    return tuple(node for content in containers(document) for node in content if getattr(node, "number", 0) == number)[
        :1
    ]


def test_a_merged_brief_is_a_brief_like_any_other(base: Document, file: bytes, house: House) -> None:
    theirs = read(hands.add_note(hands.embolden(file, "at the conclusion"), "Nine states", "A note."), base)
    merged = merge(base, theirs, today(base, "venue, host, chair", "host, chair")).document
    assert read(DocxWriter(house, "endnotes").write(merged), merged) == merged
    again = read_markdown(markdown(merged), markings=MARKINGS, meta=merged.meta, pictures=merged.pictures)
    assert again == (merged, [])
