"""A brief's body and the facts that it cites, on one page; and how the brief reads with its notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefgen.citations.evidence import Evidences
from briefgen.citations.resolve import Resolved, resolve
from briefgen.document.nodes import Block, Cite, Document, Heading, Inline, Paragraph, Strong
from briefgen.facts.factbase import FactBase
from briefgen.language.cldr import extract, from_data
from briefgen.writers.markdown import MarkdownWriter
from tests.citations.test_uses import content
from tests.facts.pages import base_of

NEWS = """
=== sources/news.yaml
type: news-report
label: News
descriptor: a report
title: Forum meets
language: en
published: 2024-03-12
retrieved: 2024-03-15
url: https://news.example/1
=== sources/essay.yaml
type: essay
label: Essay
descriptor: an essay
language: en
retrieved: 2024-03-16
=== countries/brazil.yaml
code: BR
=== organisations/forum.yaml
name: Forum
"""


def load(folder: Path, page: str) -> FactBase:
    return base_of(folder, NEWS + page)


def notes_for(base: FactBase, body: str, **statements: tuple[str, str]) -> Resolved:
    """The brief of this body: a paragraph a line, `# ` before a heading, `^a` a use of statement a.

    A statement is named by its record and property, with a number behind it for the second, third value.
    """
    ids = {}
    for letter, (key, name) in statements.items():
        property_, _, number = name.partition(":")
        record = base.record(key)
        assert record is not None, key
        ids[letter] = record.values(property_)[int(number or 0)].id
    blocks: list[Block] = []
    for line in body.strip().splitlines():
        text = line.strip()
        heading = text.startswith("# ")
        inlines = _named(content(text.removeprefix("# ")), ids)
        blocks.append(Heading(1, inlines) if heading else Paragraph(inlines))
    return resolve(Document(tuple(blocks)), Evidences(base, from_data(extract("en-GB"))))


def _named(inlines: tuple[Inline, ...], ids: dict[str, str]) -> tuple[Inline, ...]:
    return tuple(
        Cite(tuple(ids[s] for s in n.statements))
        if isinstance(n, Cite)
        else replace(n, content=_named(n.content, ids))
        if isinstance(n, Strong)
        else n
        for n in inlines
    )


def read(resolved: Resolved) -> str:
    """The brief as Markdown."""
    return MarkdownWriter().write(resolved.document).decode()
