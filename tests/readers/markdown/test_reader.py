"""Markdown read into a Document, and what is said about Markdown that a Document cannot hold."""

from __future__ import annotations

from textwrap import dedent

import pytest

from briefgen.document.figures import number_references
from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Cite,
    Document,
    Emphasis,
    Figure,
    FigureRef,
    Heading,
    LineBreak,
    Link,
    Marking,
    Meta,
    Note,
    NoteRef,
    OrderedList,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
)
from briefgen.document.walk import block_text, plain_text
from briefgen.readers.markdown.reader import read_markdown
from tests.examples import THOROUGH
from tests.growth import TIMES, assert_linear


def read(markdown: str, *markings: str) -> Document:
    document, diagnostics = read_markdown(markdown, markings=markings)
    assert diagnostics == []
    return document


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def problems(markdown: str) -> list[str]:
    """Diagnostics as `line:column code`."""
    _, diagnostics = read_markdown(dedent(markdown), file="brief.md")
    return [f"{d.location.line}:{d.location.column} {d.code}" for d in diagnostics]


# --- what is read ------------------------------------------------------------------------------

CASES: dict[str, list[Block]] = {
    "# A *b* c\n": [Heading(1, (Text("A "), Emphasis((Text("b"),)), Text(" c")))],
    "A\n=\n\nB\n-\n": [Heading(1, (Text("A"),)), Heading(2, (Text("B"),))],
    "a\nb": [paragraph("a b")],
    "a\\\nb  \nc": [Paragraph((Text("a"), LineBreak(), Text("b"), LineBreak(), Text("c")))],
    "a\tb &#10; c": [Paragraph((Text("a b "), LineBreak(), Text(" c")))],
    "a\r\nb\r\n\r\nc\r\n": [paragraph("a b"), paragraph("c")],
    "&amp;\\*&copy;": [paragraph("&*©")],
    "**a *b***": [Paragraph((Strong((Text("a "), Emphasis((Text("b"),)))),))],
    "**a __b__ c**": [Paragraph((Strong((Text("a b c"),)),))],
    "**a**__b__ c": [Paragraph((Strong((Text("ab"),)), Text(" c")))],
    "- a\n- b\n": [BulletList(((paragraph("a"),), (paragraph("b"),)))],
    "- a\n\n- b\n": [BulletList(((paragraph("a"),), (paragraph("b"),)))],
    "- a\n  - b\n  > c\n": [
        BulletList(((paragraph("a"), BulletList(((paragraph("b"),),)), BlockQuote((paragraph("c"),))),))
    ],
    "3. a\n4. b\n": [OrderedList(((paragraph("a"),), (paragraph("b"),)), 3)],
    "> a\n>\n> > b\n": [BlockQuote((paragraph("a"), BlockQuote((paragraph("b"),))))],
    "| a | b |\n|---|--:|\n| c\\|d | |\n| e |\n": [
        Table(((Text("a"),), (Text("b"),)), (((Text("c|d"),), ()), ((Text("e"),), ())), ("", "right"))
    ],
    "[a](http://b.example) <http://b.example> <c@d.example>": [
        Paragraph(
            (
                Link("http://b.example", (Text("a"),)),
                Text(" "),
                Link("http://b.example", (Text("http://b.example"),)),
                Text(" "),
                Link("mailto:c@d.example", (Text("c@d.example"),)),
            )
        )
    ],
    "[a][b]\n\n[b]: http://b.example": [Paragraph((Link("http://b.example", (Text("a"),)),))],
    "\\[^1] \\[a\\](b) \\~~c~\\~": [paragraph("[^1] [a](b) ~~c~~")],
}


@pytest.mark.parametrize("markdown", CASES)
def test_a_construct_becomes_its_node(markdown: str) -> None:
    assert list(read(markdown).blocks) == CASES[markdown]


def test_an_empty_text_is_an_empty_document() -> None:
    assert read("\n\n") == Document(())


def test_meta_goes_into_the_document() -> None:
    meta = Meta(title="T")
    assert read_markdown("a", meta=meta)[0].meta is meta


def test_a_marking_is_a_paragraph_of_nothing_else() -> None:
    document = read("**TLP:RED**\n\n**TLP:RED** a\n\n**Other**\n\n- **TLP:RED**\n", "TLP:RED")
    strong = Strong((Text("TLP:RED"),))
    assert document.blocks == (
        Marking("TLP:RED"),
        Paragraph((strong, Text(" a"))),
        Paragraph((Strong((Text("Other"),)),)),
        BulletList(((Marking("TLP:RED"),),)),
    )


def test_notes_are_read_with_their_references() -> None:
    document = read("a[^1] b[^2][^1]\n\n[^2]: two\\\n    *more*\n[^1]: one\n")
    assert document.blocks == (Paragraph((Text("a"), NoteRef(1), Text(" b"), NoteRef(2), NoteRef(1))),)
    assert document.notes == (Note(1, (Text("one"),)), Note(2, (Text("two"), LineBreak(), Emphasis((Text("more"),)))))


def test_a_reference_right_before_a_link_is_a_reference() -> None:
    document = read("a[^1][b](http://b.example)\n\n[^1]: one\n")
    assert document.blocks == (Paragraph((Text("a"), NoteRef(1), Link("http://b.example", (Text("b"),)))),)


def test_runs_of_citation_characters_become_citations() -> None:
    markdown = "a\U000f0001\U000f0000, **b\U000f0001**."
    document, diagnostics = read_markdown(markdown, marks=["s0", "s1"])
    assert diagnostics == []
    assert document.blocks == (
        Paragraph((Text("a"), Cite(("s1", "s0")), Text(", "), Strong((Text("b"), Cite(("s1",)))), Text("."))),
    )


def test_a_citation_in_an_address_stands_behind_the_link() -> None:
    document, diagnostics = read_markdown("[a](http://b.example\U000f0000)", marks=["s"])
    assert diagnostics == []
    assert document.blocks == (Paragraph((Link("http://b.example", (Text("a"),)), Cite(("s",)))),)


A, B = Picture("a.png", b"", 10, 10), Picture("b-2.png", b"", 10, 10)

FIGURES: dict[str, list[Block]] = {
    "![what *it* shows](a.png)": [Figure("a.png", "what it shows")],
    "![a](a.png) b **c**": [Figure("a.png", "a", (Text("b "), Strong((Text("c"),))))],
    "![a](a.png)\nb\nc": [Figure("a.png", "a", (Text("b c"),))],
    "![a](a.png) \t \n  b": [Figure("a.png", "a", (Text("b"),))],
    "![a](a.png)  \nb\\\nc": [Figure("a.png", "a", (Text("b"), LineBreak(), Text("c")))],
    "![a](a.png)\n&#32;b": [Figure("a.png", "a", (Text(" b"),))],
    "![a](a.png)\n&#10;b": [Figure("a.png", "a", (LineBreak(), Text("b")))],
    "![a\\\nb&#10;c\nd](a.png)": [Figure("a.png", "a b c d")],
    "![a](a\ue02epng) \ue02ab": [Figure("a.png", "a", (Text("*b"),))],
    "- ![a](a.png)\n  b\n  - c\n\n> ![d](a.png)": [
        BulletList(((Figure("a.png", "a", (Text("b"),)), BulletList(((paragraph("c"),),))),)),
        BlockQuote((Figure("a.png", "d"),)),
    ],
}


@pytest.mark.parametrize("markdown", FIGURES)
def test_a_paragraph_that_begins_with_an_image_is_a_figure(markdown: str) -> None:
    assert read_markdown(markdown, pictures=[A, B]) == (Document(tuple(FIGURES[markdown]), pictures=(A,)), [])


def test_the_pictures_that_figures_name_go_into_the_document_in_order_of_first_use() -> None:
    unused = Picture("c.png", b"", 1, 1)
    document, _ = read_markdown("![x](b-2.png)\n\n- ![y](a.png)\n\n![x](b-2.png)", pictures=[A, unused, B])
    assert document.pictures == (B, A)


def test_what_an_alternative_or_a_name_cites_is_cited_behind_the_caption() -> None:
    markdown = "![a\U000f0000b](a.png\U000f0001)\nc\U000f0001."
    document, diagnostics = read_markdown(markdown, marks=["s0", "s1"], pictures=[A])
    assert diagnostics == []
    caption = (Text("c"), Cite(("s1",)), Text("."), Cite(("s0", "s1")))
    assert document.blocks == (Figure("a.png", "ab", caption),)


def test_a_link_to_a_picture_is_a_reference_to_its_figure_and_keeps_what_it_cites() -> None:
    document, diagnostics = read_markdown(
        "![x](a.png)\n\nSee [*the*\n figure\U000f0000](a.png).", marks=["s0"], pictures=[A]
    )
    assert diagnostics == []
    assert document.blocks[1] == Paragraph((Text("See "), FigureRef("a.png", "the figure"), Cite(("s0",)), Text(".")))


def test_references_take_the_number_that_the_caption_of_the_figure_has() -> None:
    text = "![y](b-2.png)\n\n![x](a.png)\n\nSee [?](a.png) and **[?](b-2.png)**."
    document = number_references(read_markdown(text, meta=Meta(figure_label="Figure"), pictures=[A, B])[0])
    assert plain_text(document.blocks[2].content) == "See Figure 2 and Figure 1."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("![b](a.png)\n\nSee [c](c.png), [c](c.png).", ["3:5 figure-missing"]),
        ("a\n\n![b](c.png)", ["3:1 picture-missing"]),
        ("![b](c.png)\n\n![b](c.png)", ["1:1 picture-missing"]),
        ("![](a.png)", ["1:1 picture-alternative"]),
        ("- ![\ue020](a.png)", ["1:3 picture-alternative"]),
        ('![b](a.png "c")', ["1:1 link-title"]),
        ("![b\U000f0009](a.png)", ["1:1 unknown-mark"]),
        ("a\n![b](a.png)", ["2:1 image"]),
        ("![b](a.png) ![c](a.png)", ["1:13 image"]),
        ("![b ![c](a.png)](a.png)", ["1:5 image"]),
        ("**![b](a.png)**", ["1:3 image"]),
        ("[![b](a.png)](http://c.example)", ["1:2 image"]),
        ("# ![b](a.png)", ["1:3 image"]),
        ("| ![b](a.png) |\n|---|\n", ["1:3 image"]),
        ("a[^1]\n\n[^1]: ![b](a.png)", ["3:7 image"]),
        ("![b][c]\n\n[c]: a.png", ["1:1 image", "3:1 link-unused"]),
        *(
            (f"![b]({name})", ["1:1 image"])
            for name in ("A.png", "../a.png", "x/a.png", "a.svg", "-a.png", "a.b.png", "http://c.example/a.png")
        ),
    ],
)
def test_what_is_no_sound_figure_is_said(markdown: str, expected: list[str]) -> None:
    _, diagnostics = read_markdown(markdown, pictures=[A])
    assert [f"{d.location.line}:{d.location.column} {d.code}" for d in diagnostics] == expected


# --- what is complained about ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("é <b>x</b>", ["1:3 raw-html", "1:7 raw-html"]),
        ("a\n\n<div>\nx\n</div>\n", ["3:1 raw-html"]),
        ("<!-- x -->\n\na <!-- y -->", ["1:1 html-comment", "3:3 html-comment"]),
        ("<!-- x --> y <!-- z -->", ["1:1 raw-html"]),
        ("a\n\n    b [c](d\n", ["3:5 code-block"]),
        ("```\na\n```\n", ["1:1 code-block"]),
        ("日本 `a`", ["1:4 inline-code"]),
        ("a ![b](c.png)", ["1:3 image"]),
        ("a\n\n---\n", ["3:1 thematic-break"]),
        ("- [ ] a\n- [x] b\n- \\[ ] c\n", ["1:3 task-list", "2:3 task-list"]),
        ("a ~~b~~", ["1:3 strikethrough", "1:6 strikethrough"]),
        ("a [b](javascript:c)", ["1:3 link"]),
        ("[b](../c.md) [](http://d.example)", ["1:1 link", "1:14 link"]),
        ('[b](http://c.example "d")', ["1:1 link-title"]),
        ("a [b](http://c d)", ["1:5 link-leftover"]),
        ("a [b][c]", ["1:5 link-leftover"]),
        ("a\n\n[b]: http://c.example\n", ["3:1 link-unused"]),
        ("#\n\n>\n\n-\n", ["1:1 empty", "3:1 empty", "5:1 empty"]),
        ("| a |\n|---|\n| b | c |\n", ["3:1 row-too-long"]),
        ("| a " * 63 + "|\n" + "|---" * 63 + "|\n", []),
        ("| a " * 64 + "|\n" + "|---" * 64 + "|\n" + "| b " * 64 + "|\n", ["1:1 table-too-wide"]),
        ("> | a |\n> |---|\n> | b | c |\n>\n> d", ["3:3 row-too-long"]),
        ("| a |\n|---|\n| b |\n\n| c |\n", ["5:1 row-outside-table"]),
        ("a\n\n| b | c |\n|---|\n| d | e |\n", ["3:1 row-outside-table"]),
        ("a[^x]\n\n[^x]: b\n", ["1:2 note-label", "3:1 note-label"]),
        ("a[^01]\n\n[^01]: b\n", ["1:2 note-label", "3:1 note-label"]),
        ("a *b* c[^1]", ["1:8 note-undefined"]),
        ("a\n\n[^1]: b\n", ["3:1 note-unused"]),
        ("a[^1]\n\n[^1]: b\n[^1]: c\n", ["4:1 note-twice"]),
        ("a[^1]\n\n[^1]: b\n\n    c\n", ["3:1 note-blocks"]),
        ("a[^1]\n\n[^1]: - b\n", ["3:1 note-blocks"]),
        ("a[^1]\n\n[^1]: b[^1]\n", ["3:8 note-in-note"]),
        ("a[^2] b[^1]\n\n[^1]: c\n[^2]: d\n", ["1:2 note-order"]),
        ("a\n\nb\U000f0007\n", ["3:1 unknown-mark"]),
    ],
)
def test_what_a_document_cannot_hold_is_said_at_its_place(markdown: str, expected: list[str]) -> None:
    assert problems(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a `b` c", "a b c"),
        ("a <b>c</b>", "a <b>c</b>"),
        ("a ![b *c*](d.png)", "a b c"),
        ("[b](javascript:c)", "b"),
        ("a[^x]\n\n[^x]: b", "a[^x]"),
        ("    a  b\n", "a  b"),
        ("\\| a |", "| a |"),
    ],
)
def test_its_characters_are_kept(markdown: str, text: str) -> None:
    document, _ = read_markdown(markdown)
    assert [block_text(block) for block in document.blocks] == [text]


def test_a_diagnostic_names_the_file_and_helps() -> None:
    _, (diagnostic,) = read_markdown("a `b`", file="brief.md")
    assert str(diagnostic) == (
        "brief.md:1:3: warning: a brief has no inline code; this is kept as plain text [inline-code]\n"
        "  hint: take away the backticks"
    )


# --- limits ------------------------------------------------------------------------------------


def test_what_is_nested_too_deep_ends_up_on_the_ninth_level() -> None:
    document, diagnostics = read_markdown("> " * 12 + "- a\n")
    assert [(d.code, d.location.column) for d in diagnostics] == [("too-deep", 19)]
    block: Block = document.blocks[0]
    for _ in range(8):
        assert isinstance(block, BlockQuote)
        (block,) = block.blocks
    assert block == BlockQuote((paragraph("a"),))


def test_many_problems_are_cut_short_with_a_word() -> None:
    _, diagnostics = read_markdown("`a` " * 1000)
    assert len(diagnostics) == 201
    assert diagnostics[-1].message == "800 further problems are not shown"


def hostile_texts(size: int) -> dict[str, str]:
    """Texts of about so many characters that a careless reader would go through again and again."""
    return {
        **{character: character * size for character in "[]*_<>|`~-#&\\!( a"},
        "a!": "a" * size + "!",
        "nested links": "[a](" * (size // 4),
        "openers": "**a *" * (size // 5),
        "both": "*_" * (size // 2),
        "quotes": "> " * (size // 2) + "a",
        "lists": "- " * (size // 2) + "a",
        "tags": "<b>" * (size // 3),
        "comments": "<!--" * (size // 4),
        "references": "[^1]" * (size // 4) + "\n\n[^1]: a\n",
        "definitions": "[^1]: " * (size // 6),
        "addresses": "".join(f"[{i}]: b\n" for i in range(size // 10)),
        "wide": "|a" * (size // 20) + "\n" + "|-" * (size // 20) + "\n",
        "blanks": ("a" + " " * 999) * (size // 1000),
        "marks": "\U000f0000a" * (size // 2),
        "guards": "\ue0ff\ue00a" * (size // 2),
        "figures": "![a](b.png)\n\n" * (size // 13),
        "images": "![a](b.png) " * (size // 12),
    }


MEGABYTE = 1_000_000 if THOROUGH else 200_000
"""A million characters in `make test-all`, a fifth of it in `make test`: enough for what is quadratic to show."""

LARGE, SMALL = hostile_texts(MEGABYTE), hostile_texts(MEGABYTE // TIMES)


@pytest.mark.few(4)
@pytest.mark.parametrize("name", LARGE)
def test_a_hostile_text_costs_no_more_than_its_length(name: str) -> None:
    def read(text: str) -> None:
        document, _ = read_markdown(text, marks=["s"])
        hash(document)  # goes through every node: a RecursionError here would be nesting without limit

    assert_linear(read, SMALL[name], LARGE[name])
