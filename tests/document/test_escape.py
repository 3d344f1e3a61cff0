"""What a fact says can never be Markdown, wherever a template prints it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from briefgen.document.escape import escape, unescape
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
from tests.document.strategies import MARKUP, escapable_texts


def shown(text: str) -> tuple[Inline, ...]:
    """What the reader promises for an escaped text: line ends are breaks, tabs are blanks, the rest stays."""
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


@given(escapable_texts())
def test_unescape_undoes_escape(text: str) -> None:
    assert unescape(escape(text)) == text


@pytest.mark.parametrize("text", MARKUP)
def test_no_ascii_punctuation_is_left(text: str) -> None:
    assert not re.search(r"[!-/:-@\[-`{-~]", escape(text))


@given(escapable_texts().filter(bool))
def test_an_escaped_text_reads_back_wherever_it_stands(text: str) -> None:
    value, content = escape(text), shown(text)
    assert read(value) == Paragraph(content)
    assert read(f"## {value}") == Heading(2, content)
    assert read(f"- {value}") == BulletList(((Paragraph(content),),))
    assert read(f"| a |\n| --- |\n| {value} |") == Table(((Text("a"),),), ((content,),), ("",))
    assert read(f"**{value}**b") == Paragraph((Strong(content), Text("b")))


@given(escapable_texts())
def test_an_escaped_text_is_one_with_the_words_around_it(text: str) -> None:
    block = read(f"see {escape(text)} there")
    assert isinstance(block, Paragraph)
    assert block.content == shown(f"see {text} there")


def test_an_escaped_address_is_a_link() -> None:
    url = "https://example.org/a_(b)?x=1&y=[2]*3"
    assert read(f"[site]({escape(url)})") == Paragraph((Link(url, (Text("site"),)),))
