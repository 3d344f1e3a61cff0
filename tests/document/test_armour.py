"""Armour: what a fact says can never be Markdown, wherever a template prints it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from briefgen.document.armour import armour, disarm
from briefgen.document.nodes import (
    Block,
    BulletList,
    Heading,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Strong,
    Table,
    Text,
)
from briefgen.readers.markdown.reader import read_markdown
from tests.document.strategies import MARKUP, armourable_texts


def shown(text: str) -> tuple[Inline, ...]:
    """What the reader promises for an armoured text: line ends are breaks, tabs are blanks, the rest stays."""
    pieces = [[Text(line.replace("\t", " "))] if line else [] for line in re.split("\r\n|\r|\n", text)]
    inlines: list[Inline] = [*pieces[0]]
    for piece in pieces[1:]:
        inlines += [LineBreak(), *piece]
    return tuple(inlines)


def read(markdown: str) -> Block:
    document, diagnostics = read_markdown(markdown)
    assert diagnostics == []
    (block,) = document.blocks
    return block


@given(armourable_texts())
def test_disarm_undoes_armour(text: str) -> None:
    assert disarm(armour(text)) == text


@pytest.mark.parametrize("text", MARKUP)
def test_no_ascii_punctuation_is_left(text: str) -> None:
    assert not re.search(r"[!-/:-@\[-`{-~]", armour(text))


@settings(deadline=None)
@given(armourable_texts().filter(bool))
def test_an_armoured_text_reads_back_wherever_it_stands(text: str) -> None:
    value, content = armour(text), shown(text)
    assert read(value) == Paragraph(content)
    assert read(f"## {value}") == Heading(2, content)
    assert read(f"- {value}") == BulletList(((Paragraph(content),),))
    assert read(f"| a |\n| --- |\n| {value} |") == Table(((Text("a"),),), ((content,),), ("",))
    assert read(f"**{value}**b") == Paragraph((Strong(content), Text("b")))


@settings(deadline=None)
@given(armourable_texts())
def test_an_armoured_text_is_one_with_the_words_around_it(text: str) -> None:
    block = read(f"see {armour(text)} there")
    assert isinstance(block, Paragraph)
    assert block.content == shown(f"see {text} there")


def test_an_armoured_address_is_a_link() -> None:
    url = "https://example.org/a_(b)?x=1&y=[2]*3"
    assert read(f"[site]({armour(url)})") == Paragraph((Link(url, (Text("site"),)),))
