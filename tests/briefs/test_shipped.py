"""Every shipped kind of brief, made of every record of its kind in the repository's own facts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from briefgen.briefs.assemble import Brief
from briefgen.briefs.kind import subjects
from briefgen.briefs.selection import shortened
from briefgen.document.nodes import BulletList, Emphasis, Heading, Inline, Marking, NoteRef, Paragraph, Strong
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import block_text, containers, inlines, parted, plain_text
from briefgen.facts.origins import count_origins
from briefgen.language.phrases import number_in_words
from briefgen.production.assembling import assemble
from briefgen.query.sessions import participation
from briefgen.readers.markdown.reader import read_markdown
from briefgen.workspace.looks import read_house
from briefgen.workspace.workspace import Workspace
from briefgen.writers.docx.writer import DocxWriter
from briefgen.writers.markdown import MarkdownWriter
from tests.examples import first_of_each
from tests.workspaces import MARKINGS, REPOSITORY, open_workspace
from tests.writers.docx.validity import faults

LIMITS = {"meeting": 600, "country": 500, "theme": 900, "digest": 600, "chronology": 600}
LIMITS |= {"person": 400, "organisation": 450, "document": 400, "series": 400}
"""How many words a brief may have, its notes aside: two pages, two pages, three."""


@cache
def opened() -> Workspace:
    return open_workspace(REPOSITORY)


def briefs() -> list[tuple[str, str]]:
    """Each kind of brief with the key of each record that it can be about."""
    base = opened().facts.base
    return [(name, key) for name in opened().kinds for key in subjects(opened().kind(name)[0], base)]


@cache
def made(kind: str, key: str) -> Brief:
    return assemble(opened(), opened().kind(kind)[0], key)


every_brief = pytest.mark.parametrize(("kind", "key"), first_of_each(briefs()), ids=str)


def test_the_head_of_a_page_has_what_stands_before_the_colon_of_a_long_title() -> None:
    title = made("meeting", "meeting/astana-2024").document.meta.short_title
    assert title == "Astana, 4 October 2024 (year inferred)"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (
            "Yerevan (contested; only source: Times Tengri), 16–17 October 2024: 21st meeting of Heads of Security",
            "Yerevan (contested; only source: Times Tengri), 16–17 October 2024",
        ),
        (f"Yerevan (contested: {'so ' * 30}", f"Yerevan (contested: {'so ' * 20}so …"),
    ],
)
def test_a_colon_in_brackets_does_not_cut_the_head_of_a_page(title: str, shown: str) -> None:
    assert shortened(title) == shown


@every_brief
def test_the_conflicts_that_are_told_are_those_that_a_reader_finds_on_the_page(kind: str, key: str) -> None:
    """In its own words or those of its sides; a conflict that the page is silent on is not counted."""
    brief = made(kind, key)
    words = " ".join(block_text(block) for block in brief.document.blocks)
    told = {c.id for c in brief.conflicts}
    base = opened().facts.base
    for conflict in opened().conflicts:
        explained = conflict.explanation and next(iter(conflict.explanation.values()))[:40] in words
        sides = [[base.statement(id_).value for id_ in side.statements] for side in conflict.sides]
        found = [any(said in words for value in side for said in _said(value)) for side in sides]
        if conflict.id in told:
            assert explained or all(found), conflict.id
        else:
            assert not explained, conflict.id


def _said(value: object) -> list[str]:
    """The beginning of what a text says in each language, without its capital and its quotation marks."""
    return [text[1:24] for text in value.values()] if isinstance(value, dict) else []


@every_brief
def test_notes_have_less_than_a_third_of_the_words_of_the_text(kind: str, key: str) -> None:
    """On the pages before the annex, where notes say where something stands and no more."""
    document = made(kind, key).document
    body = sum(len(block_text(block).split()) for block in document.blocks)
    assert sum(len(plain_text(parted(note)[0]).split()) for note in document.notes) * 3 < body


def text_of(brief: Brief) -> str:
    return "\n".join(block_text(block) for block in brief.document.blocks)


def test_the_repository_has_facts_and_briefs_of_every_kind() -> None:
    assert opened().facts.diagnostics == []
    with_words = {kind for kind in opened().kinds if opened().kind(kind)[0].arguments}
    assert {kind for kind, _ in briefs()} == set(opened().kinds) - with_words
    assert len(briefs()) >= 5


@every_brief
def test_a_brief_is_made_without_anything_to_complain_of(kind: str, key: str) -> None:
    brief = made(kind, key)
    assert brief.diagnostics == ()
    assert brief.document.meta.title
    assert brief.document.notes


@every_brief
def test_the_markdown_reads_back_to_the_same_document(kind: str, key: str) -> None:
    document = made(kind, key).document
    written = MarkdownWriter().write(document).decode()
    read, problems = read_markdown(written, markings=MARKINGS, meta=document.meta, pictures=document.pictures)
    assert problems == []
    assert read == document
    assert "&#32;" not in written, "two blanks in a row, which a template left"


@every_brief
def test_the_word_file_is_sound(kind: str, key: str) -> None:
    notes = opened().kind(kind)[0].settings["notes"]
    written = DocxWriter(read_house(opened()), notes).write(made(kind, key).document)
    assert faults(written) == []


@every_brief
def test_notes_run_from_one_in_reading_order(kind: str, key: str) -> None:
    document = made(kind, key).document
    body = list(containers(document))[: -len(document.notes)]
    used = [node.number for run in body for node in inlines(run) if isinstance(node, NoteRef)]
    assert list(dict.fromkeys(used)) == list(range(1, len(document.notes) + 1))


@every_brief
def test_what_a_brief_says_it_rests_on_is_what_it_cites(kind: str, key: str) -> None:
    brief = made(kind, key)
    base, told = opened().facts.base, plain_text(front(brief)[0].content)
    cited = {base.label(f"source/{s}", "en-GB") for s in brief.resolved.sources}
    notes = [plain_text(note.content) for note in brief.document.notes]
    assert {label for label in cited if any(note.startswith(label) for note in notes)} == cited
    assert all(f"{label} (grade\xa0" in told for label in cited)
    assert told.count(" (grade\xa0") == len(cited)


@every_brief
def test_the_source_that_a_brief_rests_on_above_all_carries_most_of_its_passages(kind: str, key: str) -> None:
    brief = made(kind, key)
    counts = dict(brief.resolved.passages_by_source)
    most = max(counts.values()) * 2 > sum(counts.values()) and len(counts) > 1
    assert ("Rests above all on" in plain_text(front(brief)[0].content)) == most


@every_brief
def test_the_answer_stands_in_bold_within_ten_lines(kind: str, key: str) -> None:
    line, answer = front(made(kind, key))[:2]
    assert isinstance(line.content[0], Emphasis)
    assert isinstance(answer.content[0], Strong)
    assert 1 <= len(sentence_ends(plain_text(answer.content))) <= 3


@every_brief
def test_no_heading_stands_above_nothing(kind: str, key: str) -> None:
    found = pairwise((*made(kind, key).document.blocks, Heading(1, ())))
    headings = [(a, b) for a, b in found if isinstance(a, Heading) and isinstance(b, Heading)]
    assert [plain_text(a.content) for a, b in headings if b.level <= a.level] == []


@every_brief
def test_a_brief_keeps_within_its_words_and_says_nothing_twice(kind: str, key: str) -> None:
    text = text_of(made(kind, key))
    assert len(re.findall(r"\w[\w’'-]*", text)) <= LIMITS[kind]
    said = Counter(s.strip() for s in re.split(r"(?<=[.!?])\s+|\t|\n", text) if len(s.split()) > 6)
    assert [s for s, n in said.items() if n > 1] == []


def front(brief: Brief) -> list[Paragraph]:
    """The paragraphs before the first heading of a section: the line below the title, and the answer."""
    sections = [n for n, b in enumerate(brief.document.blocks) if isinstance(b, Heading) and b.level == 2]
    return [b for b in brief.document.blocks[: sections[0] if sections else None] if isinstance(b, Paragraph)]


@every_brief
def test_the_marking_stands_on_top_and_in_the_properties(kind: str, key: str) -> None:
    document = made(kind, key).document
    assert document.blocks[0] == Marking("TLP:CLEAR")
    assert document.meta.marking == "TLP:CLEAR"


@every_brief
def test_the_issue_in_the_properties_is_that_of_the_head(kind: str, key: str) -> None:
    brief = made(kind, key)
    assert dict(brief.document.meta.properties)["Issue"] == "Draft, not issued"
    assert ", draft. " in plain_text(front(brief)[0].content)


@pytest.mark.parametrize("key", [key for kind, key in briefs() if kind == "meeting"])
def test_every_party_of_a_list_is_named_and_every_other_one_is_said_to_be_missing(key: str) -> None:
    base = opened().facts.base
    items = [b for b in made("meeting", key).document.blocks if isinstance(b, BulletList)]
    took_part = block_text(items[0]).partition("\n")[0]
    for entry in participation(base, base.records[key]):
        listed, _, missing = took_part.partition("Not listed, which does not mean absent:")
        assert plain_text_of(entry.party) in (missing if entry.status == "not-listed" else listed)


def plain_text_of(key: str) -> str:
    record = opened().facts.base.records[key]
    codes = record.values("code")
    return opened().locale("en-GB").territory(str(codes[0].value)) if codes else opened().facts.base.label(key, "en-GB")


@every_brief
def test_every_sentence_from_the_facts_has_its_note(kind: str, key: str) -> None:
    """The words of a statement stand somewhere with one of the statement's notes."""
    brief, base = made(kind, key), opened().facts.base
    runs = [(plain_text(run), {n.number for n in inlines(run) if isinstance(n, NoteRef)}) for run in bodies(brief)]
    for id_ in brief.resolved.statements:
        statement = base.statement(id_)
        words = statement.value.get("", "") if isinstance(statement.value, dict) else ""
        bare = words.removesuffix(".")
        here = [numbers for text, numbers in runs if len(bare) > 30 and bare in text]
        assert not here or any(numbers & set(brief.resolved.notes_of[id_]) for numbers in here), words


def bodies(brief: Brief) -> list[tuple[Inline, ...]]:
    """The runs of the text but for headings, which do not repeat the notes of what stands below them."""
    headings = {id(b.content) for b in brief.document.blocks if isinstance(b, Heading)}
    return [run for run in containers(replace(brief.document, notes=())) if id(run) not in headings]


@every_brief
def test_a_list_of_sources_says_how_many_origins_are_on_record(kind: str, key: str) -> None:
    brief = made(kind, key)
    text = "\n".join(block_text(block) for block in brief.document.blocks)
    if "What it can bear" not in text or len(brief.resolved.sources) < 2:
        return
    counted = count_origins(opened().facts.base, brief.resolved.sources)
    known, unknown = (number_in_words(opened().locale("en-GB"), n) for n in (counted.known, counted.unknown))
    assert ("may not be independent" in text or "is it known" in text) == bool(counted.unknown)
    if counted.unknown and counted.known:
        assert f"\nOrigins known: {known}; {unknown} of " in text
    elif counted.known:
        assert re.search(rf"\nThese sources have {known} (independent origins|origin in common)\.", text)
