"""The law of the Markdown writer: what it writes reads back to the same Document, here and elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from briefgen.document.figures import numbered_captions
from briefgen.document.nodes import (
    Document,
    Figure,
    Heading,
    Marking,
    Paragraph,
    Table,
    Text,
)
from briefgen.document.walk import blocks, plain_text
from briefgen.readers.markdown.reader import read_markdown
from briefgen.writers.markdown import MarkdownWriter
from tests.document.strategies import MARKINGS, MARKUP, PICTURES, documents, in_characters_alone
from tests.examples import examples


def write(document: Document) -> str:
    return MarkdownWriter().write(document).decode()


def everywhere(text: str) -> Document:
    """The text in every kind of place."""
    content = (Text(text),)
    figure = Figure("a.png", text if text.strip() else "a", content)
    blocks = (Heading(1, content), Paragraph(content), Table((content,), ((content,),), ("",)), figure)
    return Document(blocks, pictures=PICTURES[2:])


@examples(20)
@given(documents())
def test_what_is_written_reads_back_to_the_same_document(document: Document) -> None:
    assert read_markdown(write(document), markings=MARKINGS, pictures=PICTURES) == (in_characters_alone(document), [])


@examples(60)
@given(st.lists(st.sampled_from([*MARKUP, " ", "a", "\\"]), min_size=1, max_size=4).map("".join))
def test_any_mixture_of_markup_reads_back_as_text(text: str) -> None:
    document = everywhere(text)
    assert read_markdown(write(document), pictures=PICTURES) == (document, [])


@examples(10)
@given(documents())
def test_an_independent_reader_sees_the_same_text(document: Document) -> None:
    reader = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False)
    assert list(texts_of_tokens(reader.parse(write(document)))) == list(texts_of_document(numbered_captions(document)))


@examples(10)
@given(documents())
def test_nothing_written_is_html_or_ends_in_a_blank(document: Document) -> None:
    written = write(document)
    tokens = MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse(written)
    inner = [child for token in tokens for child in token.children or ()]
    assert not [token for token in [*tokens, *inner] if token.type.startswith("html")]
    assert not [line for line in written.split("\n") if line.endswith(" ")]


def texts_of_document(document: Document) -> Iterator[str]:
    for block in blocks(document.blocks):
        if isinstance(block, Heading | Paragraph):
            yield plain_text(block.content)
        elif isinstance(block, Marking):
            yield block.label
        elif isinstance(block, Figure):
            yield block.alternative + (f"\n{plain_text(block.caption)}" if block.caption else "")
        elif isinstance(block, Table):
            yield from (plain_text(cell) for row in (block.head, *block.rows) for cell in row)
    yield from (plain_text(note.content) for note in document.notes)


def texts_of_tokens(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(text_of_token(child) for child in token.children or ())


def text_of_token(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "image":
        return "".join(text_of_token(child) for child in token.children or ())
    return token.content if token.type in ("text", "code_inline", "html_inline") else ""
