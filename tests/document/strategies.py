"""Hypothesis strategies for Documents within the model's invariants, for the tests of readers and writers.

The invariants: no empty text, node, item or heading; texts merged; neither `Strong` nor `Emphasis` twice in a
row, nor inside its own kind; no link and no note reference inside a link; tables of even width with an
alignment per column; lists and quotes nested nine deep at most; notes numbered from 1 in order of first use;
figures with an alternative, their pictures in order of first use, and references to them by label and number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from types import UnionType

from hypothesis import strategies as st

from briefgen.document.figures import figure_numbers, number_references
from briefgen.document.joining import plainest
from briefgen.document.links import link_problem
from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Document,
    Emphasis,
    Figure,
    FigureRef,
    Heading,
    Inline,
    LineBreak,
    Link,
    Marking,
    Note,
    NoteRef,
    OrderedList,
    Paragraph,
    Picture,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from briefgen.document.walk import blocks as all_blocks
from briefgen.document.walk import plain_text, rewrite
from tests.document.png import png

MARKINGS = ("TLP:CLEAR", "TLP:AMBER+STRICT", "*NATO* #1")

PICTURES = (
    Picture("matrix.png", png(4, 2), 160, 80),
    Picture("2-time-line.png", png(3, 3), 300, 300),
    Picture("a.png", png(1, 1), 10.5, 7),
)

URLS = (
    "https://example.org",
    "http://example.org/a_(b)?x=1&y=2#f",
    "https://example.org/a)b(c",
    "https://example.org/((a))",
    "https://example.org/a|b*c*_d_`e`[f][^1]",
    "https://example.org/?a&amp;b&#35;",
    "https://пример.example/שלום/日本?q=%20",
    "https://[2001:db8::1]:8080/",
    "mailto:desk@example.org",
)

MARKUP = (
    *(
        "# x",
        "1986. A year",
        "2) b",
        "a. b",
        "* a",
        "- a",
        "+",
        "[^1]",
        "[^1]: x",
        "a|b",
        "| - |",
        "<b>",
        "\\",
        "    x",
    ),
    *("---", "===", "***", "___", "**a**", "_a_", "*a", "`a`", "```", "~~~", "~~a~~", "![a](b)", "[a](b)", "[a]: b"),
    *("&amp;", "&#35;", "&", "<http://a.b>", "https://a.b", "www.a.b", "> a", ":--", "|", "!", "]", "](", "(", ":"),
    *(
        "x #",
        "##",
        "_x0041_",
        "snake_case",
        "a  b",
        " a ",
        "\u00a0a\u00a0",
        "{#id}",
        "{{ x }}",
        "{% x %}",
        "$a$",
        "^a^",
    ),
    *(
        "שלום",
        "日本語",
        "«a»",
        "“a”",
        "e\u0301",
        "👩\u200d👩\u200d👧",
        "co\u00adop",
        "\u3000a\u3000",
        "'a'",
        "% a",
        "@a",
        "[ ] a",
    ),
    *("[x] a", "<!-- a -->", "a\\", "\\*", "\\|", "|\\", "a.", "(1)", "i. a", "\ufeffa"),
)

_NOT_IN_FACTS = "\u0085\u2028\u2029\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
characters = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters=_NOT_IN_FACTS)
words = st.text(st.one_of(st.sampled_from("abz09 .,;*_[]()|\\`<>&#!~:-=^$'\"{}"), characters), min_size=1, max_size=12)

markup = st.integers(0, len(MARKUP) - 1).map(MARKUP.__getitem__)  # prints shorter than sampled_from


@cache
def texts() -> st.SearchStrategy[str]:
    """Text that a fact may hold, much of it looking like Markdown."""
    parts = st.lists(st.one_of(markup, words), min_size=1, max_size=3)
    return st.builds(str.join, st.sampled_from(["", " ", ""]), parts)


@cache
def contents(*, refs: bool = True) -> st.SearchStrategy[tuple[Inline, ...]]:
    """Runs of inlines that are not empty; references are settled when a document is put together.

    Without `refs` there are neither references to notes nor to figures.
    """
    leaves: list[st.SearchStrategy[Inline]] = [st.builds(Text, texts()), st.just(LineBreak())]
    if refs:
        leaves += [st.just(NoteRef(1)), st.just(NoteRef(1)), st.just(FigureRef("a.png", "Figure 1"))]
    leaves += [st.sampled_from([Superscript("6"), Subscript("2"), Superscript("ième"), Subscript("Ж *x*")])]
    leaf = st.one_of(leaves[0], *leaves)
    inner = st.lists(leaf, min_size=1, max_size=2).map(tuple)
    emphatic = st.builds(Emphasis, inner)
    strong = st.builds(Strong, st.lists(st.one_of(leaf, emphatic), min_size=1, max_size=3).map(tuple))
    spans = st.one_of(
        emphatic, strong, st.builds(Emphasis, st.lists(st.one_of(leaf, strong), min_size=1, max_size=2).map(tuple))
    )
    links = st.builds(_link, st.sampled_from(URLS), st.lists(st.one_of(leaf, spans), min_size=1, max_size=2))
    linked = st.one_of(links, st.builds(Strong, st.tuples(links)), st.sampled_from(URLS).map(_bare_link))
    run = st.lists(st.one_of(leaf, leaf, spans, linked), min_size=1, max_size=4)
    return run.map(plainest).filter(bool)


def _link(url: str, content: list[Inline]) -> Inline:
    """A link with this content, or other text where the content would make it a refused link."""
    kept = plainest(_without(content, NoteRef | FigureRef))
    return Link(url, kept if not link_problem(url, plain_text(kept)) else (Text("see"),))


def _bare_link(url: str) -> Inline:
    return Link(url, (Text(url.removeprefix("mailto:")),))


def _without(content: Iterable[Inline], kind: type | UnionType) -> Iterator[Inline]:
    for node in content:
        if isinstance(node, Strong | Emphasis):
            if inner := tuple(_without(node.content, kind)):
                yield type(node)(inner)
        elif not isinstance(node, kind):
            yield node


@cache
def paragraphs() -> st.SearchStrategy[Block]:
    return contents().map(_paragraph)


def _paragraph(content: tuple[Inline, ...]) -> Block:
    match content:
        case (Strong((Text(label),)),) if label in MARKINGS:
            return Marking(label)
    return Paragraph(content)


@cache
def figures() -> st.SearchStrategy[Block]:
    names = st.sampled_from([picture.name for picture in PICTURES])
    alternatives = texts().filter(lambda text: bool(text.strip()))
    return st.builds(Figure, names, alternatives, st.one_of(contents(), st.just(())))


@st.composite
def tables(draw: st.DrawFn) -> Block:
    width = draw(st.integers(1, 3))
    cell = st.one_of(contents(), st.just(()))
    row = st.tuples(*[cell] * width)
    align = st.tuples(*[st.sampled_from(["", "left", "center", "right"])] * width)
    return Table(draw(row), tuple(draw(st.lists(row, max_size=2))), draw(align))


@cache
def blocks() -> st.SearchStrategy[Block]:
    """Any block, with lists and quotes nested a few deep."""
    headings = st.builds(Heading, st.integers(1, 6), contents())
    flat = st.one_of(paragraphs(), headings, tables(), figures(), st.sampled_from(MARKINGS).map(Marking))
    return st.recursive(st.one_of(paragraphs(), flat), _nested, max_leaves=4)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    item = st.lists(inner, min_size=1, max_size=2).map(tuple)
    items = st.lists(item, min_size=1, max_size=3).map(tuple)
    starts = st.sampled_from([0, 1, 1, 1, 2, 9, 99, 1986, 999_999_900])
    return st.one_of(st.builds(BulletList, items), st.builds(OrderedList, items, starts), st.builds(BlockQuote, item))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Whole Documents, each note and each picture of which is used at least once, each figure referred to there."""
    body = Document(tuple(draw(st.lists(blocks(), max_size=3))))
    count = 0

    def number(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        numbered: list[Inline] = []
        nonlocal count
        for node in content:
            if isinstance(node, NoteRef):
                again = count and draw(st.booleans())
                count += not again
                numbered.append(NoteRef(draw(st.integers(1, count)) if again else count))
            elif isinstance(node, Strong | Emphasis):
                numbered.append(replace(node, content=number(node.content)))
            else:
                numbered.append(node)
        return tuple(numbered)

    shown = list(figure_numbers(body))

    def refer(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return plainest(_referring(content, draw(st.sampled_from(shown)) if shown else ""))

    body = number_references(rewrite(rewrite(body, number), refer))
    notes = [Note(i + 1, draw(contents(refs=False))) for i in range(count)]
    return replace(body, notes=tuple(notes), pictures=pictures_of(body))


def _referring(content: Iterable[Inline], name: str) -> Iterator[Inline]:
    """The content with its references to the figure of that name, or as plain text where there is none."""
    for node in content:
        if isinstance(node, FigureRef):
            yield FigureRef(name, node.text) if name else Text(node.text)
        elif isinstance(node, Strong | Emphasis):
            yield replace(node, content=tuple(_referring(node.content, name)))
        else:
            yield node


def pictures_of(document: Document) -> tuple[Picture, ...]:
    """Those of the known pictures that the document's figures name, in order of first use."""
    named = dict.fromkeys(b.name for b in all_blocks(document.blocks) if isinstance(b, Figure))
    return tuple(picture for name in named for picture in PICTURES if picture.name == name)


@cache
def escapable_texts() -> st.SearchStrategy[str]:
    """Any text without private-use characters, controls and line ends included."""
    anything = st.characters(exclude_categories=["Cs", "Co"], exclude_characters="\x00")
    return st.one_of(texts(), st.text(anything, max_size=30), st.text("\n\t\r *_|[]()<>&#-a1.", max_size=12))


def in_characters_alone(document: Document) -> Document:
    """The Document as Markdown has it: raised and lowered text is characters that look so."""
    return rewrite(document, lambda content: plainest(_plain(content)))


def _plain(content: Iterable[Inline]) -> Iterator[Inline]:
    for node in content:
        if isinstance(node, Superscript | Subscript):
            yield Text(plain_text((node,)))
        elif isinstance(node, Strong | Emphasis | Link):
            yield replace(node, content=tuple(_plain(node.content)))
        else:
            yield node
