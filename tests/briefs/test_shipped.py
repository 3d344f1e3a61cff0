"""Every shipped kind of brief, made of every record of its kind in the repository's own facts."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from briefgen.briefs.assemble import Brief
from briefgen.document.nodes import Inline, Marking, NoteRef, Table
from briefgen.document.walk import block_text, blocks, containers, inlines, plain_text
from briefgen.facts.origins import independent_origins
from briefgen.language.phrases import number_in_words
from briefgen.production.make import assemble
from briefgen.query.participation import participation
from briefgen.readers.markdown.reader import read_markdown
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.looks import read_house
from briefgen.workspace.workspace import Workspace
from briefgen.writers.docx.writer import DocxWriter
from briefgen.writers.markdown import MarkdownWriter
from tests.workspaces import MARKINGS, REPOSITORY
from tests.writers.docx.validity import faults


@cache
def opened() -> Workspace:
    return Workspace(find_workspace(REPOSITORY)[0], Store(None))


def briefs() -> list[tuple[str, str]]:
    """Each kind of brief with the key of each record that it can be about."""
    kinds = {name: opened().kind(name)[0].about for name in opened().kinds}
    return [(name, record.key) for name, about in kinds.items() for record in opened().facts.base.of_kind(about)]


@cache
def made(kind: str, key: str) -> Brief:
    return assemble(opened(), opened().kind(kind)[0], key)


every_brief = pytest.mark.parametrize(("kind", "key"), briefs(), ids=str)


def text_of(brief: Brief) -> str:
    return "\n".join(block_text(block) for block in brief.document.blocks)


def test_the_repository_has_facts_and_briefs_of_every_kind() -> None:
    assert opened().facts.diagnostics == []
    assert {kind for kind, _ in briefs()} == set(opened().kinds)
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
def test_what_a_brief_says_of_itself_is_true(kind: str, key: str) -> None:
    brief = made(kind, key)
    text, english = text_of(brief), opened().locale("en-GB")
    notes = [plain_text(note.content) for note in brief.document.notes]
    base = opened().facts.base
    cited = set(brief.resolved.sources)
    named = {s for s in cited if any(note.startswith(base.label(f"source/{s}", "en-GB")) for note in notes)}
    assert named == cited
    origins = len(independent_origins(base, cited))
    assert re.search(rf"Sources\t{len(cited)} used, from {origins} independent origins?\b", text)
    words = f"rests on {number_in_words(english, len(cited))} sources? from {number_in_words(english, origins)} indep"
    assert re.search(words, text)
    open_ = sum(1 for c in brief.conflicts if c.status == "open")
    assert f"Open conflicts between sources\t{open_}" in text
    assert ("Conflicts between sources\n" in text) == bool(brief.conflicts)


@every_brief
def test_the_share_of_the_source_that_carries_most_is_true(kind: str, key: str) -> None:
    brief = made(kind, key)
    counts = dict(brief.resolved.notes_by_source)
    told = re.findall(r"carries (\d+) of the (\d+) notes that cite a source", text_of(brief))
    whole = sum(counts.values())
    most = [n for n in counts.values() if n * 2 > whole and len(counts) > 1]
    assert told == [(str(n), str(whole)) for n in most]


@every_brief
def test_the_table_of_sources_counts_the_notes_of_each(kind: str, key: str) -> None:
    brief = made(kind, key)
    base = opened().facts.base
    tables = [b for b in blocks(brief.document.blocks) if isinstance(b, Table)]
    rows = next(t.rows for t in tables if plain_text(t.head[0]) == "Source")
    counted = {plain_text(row[0]).partition(",")[0]: int(plain_text(row[3])) for row in rows}
    noted = [plain_text(note.content) for note in brief.document.notes]
    assert counted == {
        label: sum(note.startswith(label) for note in noted)
        for label in (base.label(f"source/{s}", "en-GB") for s in brief.resolved.sources)
    }


@every_brief
def test_the_marking_stands_on_top_and_in_the_properties(kind: str, key: str) -> None:
    document = made(kind, key).document
    assert document.blocks[0] == Marking("TLP:CLEAR")
    assert document.meta.marking == "TLP:CLEAR"


@every_brief
def test_the_issue_in_the_properties_is_that_of_the_head(kind: str, key: str) -> None:
    document = made(kind, key).document
    head = next(b for b in blocks(document.blocks) if isinstance(b, Table)).head
    assert dict(document.meta.properties)["Issue"] == plain_text(head[1])


@pytest.mark.parametrize("key", [key for kind, key in briefs() if kind == "meeting"])
def test_a_party_prints_with_the_very_status_that_the_sources_give_it(key: str) -> None:
    base = opened().facts.base
    given = {
        plain_text_of(entry.party): entry.status.replace("-", " ") for entry in participation(base, base.records[key])
    }
    tables = [b for b in blocks(made("meeting", key).document.blocks) if isinstance(b, Table)]
    rows = [row for t in tables if len(t.head) > 1 and plain_text(t.head[1]) == "Status" for row in t.rows]
    assert {plain_text(row[0]): plain_text(row[1]) for row in rows} == given


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
    return list(containers(replace(brief.document, notes=())))
