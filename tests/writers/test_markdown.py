"""The Markdown writer, case by case: the exact source, so that it stays readable."""

from __future__ import annotations

import pytest

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
    Table,
    Text,
)
from briefgen.readers.markdown.reader import read_markdown
from briefgen.writers.markdown import MarkdownWriter


def write(*blocks: Block, notes: tuple[Note, ...] = ()) -> str:
    return MarkdownWriter().write(Document(blocks, notes)).decode()


def paragraph(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(node) if isinstance(node, str) else node for node in content))


def strong(*content: Inline | str) -> Strong:
    return Strong(paragraph(*content).content)


def emphasis(*content: Inline | str) -> Emphasis:
    return Emphasis(paragraph(*content).content)


def link(url: str, *content: Inline | str) -> Link:
    return Link(url, paragraph(*content).content)


def cell(*content: Inline | str) -> tuple[Inline, ...]:
    return paragraph(*content).content


BRIEF = Document(
    (
        Marking("TLP:CLEAR"),
        Heading(1, (Text("Samarkand, 17 October 2025"),)),
        Table(
            (cell("State"), cell("Status"), ()),
            ((cell("Azerbaijan"), cell("listed", NoteRef(1)), cell("not named")),),
            ("", "center", "right"),
        ),
        Heading(2, (Text("Key points"),)),
        BulletList(
            (
                (paragraph("Nine states sent delegations.", NoteRef(1)),),
                (
                    paragraph(strong("Sources conflict:"), " see ", emphasis("Conflicts"), ".", NoteRef(2)),
                    OrderedList(((paragraph("first"),), (paragraph("second"),))),
                ),
            )
        ),
        BlockQuote((paragraph("Quoted."), paragraph("Twice."))),
        OrderedList(((paragraph("one"), paragraph("more")), (paragraph("two"),)), 9),
    ),
    (
        Note(1, cell("nCa, 17 October 2025: ", link("https://example.org/a", "report"), ".")),
        Note(2, cell("Line", LineBreak(), "and line.")),
    ),
)

BRIEF_WRITTEN = """\
**TLP:CLEAR**

# Samarkand, 17 October 2025

| State | Status | |
| --- | :-: | --: |
| Azerbaijan | listed[^1] | not named |

## Key points

- Nine states sent delegations.[^1]
- **Sources conflict:** see *Conflicts*.[^2]
  1. first
  2. second

> Quoted.
>
> Twice.

9. one

   more

10. two

[^1]: nCa, 17 October 2025: [report](https://example.org/a).
[^2]: Line\\
    and line.
"""


def test_a_brief_reads_well_as_source() -> None:
    assert MarkdownWriter().write(BRIEF).decode() == BRIEF_WRITTEN


def test_it_reads_back() -> None:
    assert read_markdown(BRIEF_WRITTEN, markings=["TLP:CLEAR"]) == (BRIEF, [])


PLAIN = [
    "A date: 17 October 2025, 16–17 October; 50% of $5 million and $6 million!",
    "snake_case, R&D, a < b > c, C# and (maybe) \"quoted\" 'text' + more = less",
    "Ünïcode, שלום, 日本語, e\u0301, 👩\u200d👧, no\u00a0break, soft\u00adhyphen, x_0041_x",
    "It ends in a bar | and has a colon: and a dash - and a + and 1. and #1",
    "-5 degrees",
    "3.5 million",
    "A. Smith",
]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_text_is_written_as_it_is(text: str) -> None:
    assert write(paragraph(text)) == f"{text}\n"


ESCAPED = {
    "# x": r"\# x",
    "1986. A year": r"1986\. A year",
    "2) b": r"2\) b",
    "(a) b": r"(a\) b",
    "- a": r"\- a",
    "+": r"\+",
    "> a": r"\> a",
    "===": r"\===",
    "---": r"\---",
    "| a | b |": r"\| a | b |",
    ": a": r"\: a",
    "* a *b*": r"\* a \*b\*",
    "_a_ b_c": r"\_a\_ b_c",
    "_x0041_": r"\_x0041\_",
    "`a`": r"\`a\`",
    "[^1] [a](b) [a][b]": r"\[\^1] \[a\](b) \[a\]\[b]",
    "[not shown]": r"\[not shown]",
    "<b> &amp; &x": r"\<b> \&amp; &x",
    "~~a~~": r"\~\~a\~\~",
    "C:\\dir": r"C:\\dir",
    "{{ x }}": r"\{\{ x }}",
    "$a$": r"$a\$",
    "https://a.b www.a.b": r"https\://a.b www\.a.b",
    "    a  b ": "&#32; &#32;&#32;a &#32;b&#32;",
    "\u00a0a\u00a0b\u00a0": "&#160;a\u00a0b&#160;",
}


@pytest.mark.parametrize("text", ESCAPED)
def test_what_could_be_markup_is_escaped_at_its_place(text: str) -> None:
    assert write(paragraph(text)) == f"{ESCAPED[text]}\n"


INLINES = [
    (paragraph("a", LineBreak(), "- b"), "a\\\n\\- b\n"),
    (paragraph("a", LineBreak(), LineBreak()), "a&#10;&#10;\n"),
    (Heading(2, cell("- a", LineBreak(), "#")), "## - a&#10;\\#\n"),
    (paragraph(strong("a"), " ", emphasis("b")), "**a** *b*\n"),
    (paragraph(strong(emphasis("a"))), "**_a_**\n"),
    (paragraph(emphasis(strong("a"), " b"), strong("c")), "*__a__ b*__c__\n"),
    (paragraph("x", strong("ab"), "y"), "x**ab**y\n"),
    (paragraph("x", strong("(a)"), "y"), "&#120;**(a)**&#121;\n"),
    (paragraph("a", emphasis(" b "), "c"), "&#97;*&#32;b&#32;*&#99;\n"),
    (paragraph(strong("a"), strong("b")), "**ab**\n"),
    (paragraph(link("https://a.example/b?c=d&e", "https://a.example/b?c=d&e")), "<https://a.example/b?c=d&e>\n"),
    (paragraph(link("mailto:a@b.example", "a@b.example")), "<a@b.example>\n"),
    (paragraph(link("https://a.example/b_(c)", "[d]")), "[\\[d\\]](https://a.example/b_(c))\n"),
    (paragraph(link("https://a.example/b)c&lt;", "d")), "[d](https://a.example/b\\)c\\&lt;)\n"),
    (paragraph("Look!", link("https://a.example", "b")), "Look\\![b](https://a.example)\n"),
    (paragraph(link("https://a.example", "b", NoteRef(1))), "[b](https://a.example)[^1]\n"),
    (paragraph(NoteRef(1), "(a)"), "[^1]&#40;a)\n"),
    (paragraph(NoteRef(1), ": a"), "[^1]&#58; a\n"),
    (paragraph("a", NoteRef(1), ": b"), "a[^1]: b\n"),
    (Table((cell("a|b"), ()), ((cell("c", LineBreak(), "d"), cell("\\|")),)), None),
]


@pytest.mark.parametrize(("block", "markdown"), INLINES)
def test_inlines_are_kept_apart_from_what_is_around_them(block: Block, markdown: str | None) -> None:
    expected = "| a\\|b | |\n| --- | --- |\n| c&#10;d | \\\\\\| |\n" if markdown is None else markdown
    assert write(block) == expected


FIGURES = [
    (Figure("a.png", "[a] *b* ![c](d)"), "![\\[a\\] \\*b\\* !\\[c\\](d)](a.png)\n**Figure 1**\n"),
    (
        Figure("a.png", "a", cell("- b", NoteRef(1), ".", LineBreak(), "c")),
        "![a](a.png)\n**Figure 1:** - b[^1].\\\nc\n",
    ),
    (Figure("a.png", " a", cell(" b")), "![ a](a.png)\n**Figure 1:** &#32;b\n"),
    (
        BulletList(((Figure("a.png", "a", cell("b")),),) * 2),
        "- ![a](a.png)\n  **Figure 1:** b\n- ![a](a.png)\n  **Figure 2:** b\n",
    ),
    (
        BlockQuote((Figure("a.png", "a", cell("b")), paragraph("c"))),
        "> ![a](a.png)\n> **Figure 1:** b\n>\n> c\n",
    ),
]


@pytest.mark.parametrize(("block", "markdown"), FIGURES)
def test_a_figure_is_an_image_with_its_number_and_caption_on_the_next_line(block: Block, markdown: str) -> None:
    assert write(block) == markdown


def bullets(*texts: str) -> BulletList:
    return BulletList(tuple((paragraph(text),) for text in texts))


def test_a_reference_to_a_figure_reads_back() -> None:
    shown = Figure("a.png", "x", cell("y"))
    sentence = paragraph("(", FigureRef("a.png", "Figure [1]*"), NoteRef(1), strong(FigureRef("a.png", "b")), ")")
    written = write(shown, sentence, notes=(Note(1, cell("n")),))
    assert "([Figure \\[1\\]\\*](a.png)[^1]**[b](a.png)**)" in written
    document, diagnostics = read_markdown(written, pictures=[Picture("a.png", b"", 1, 1)])
    assert (document.blocks, diagnostics) == ((shown, sentence), [])


def test_lists_in_a_row_take_turns_with_their_markers() -> None:
    numbers = OrderedList(((paragraph("a"),),))
    assert write(bullets("a"), bullets("b"), bullets("c")) == "- a\n\n* b\n\n- c\n"
    assert write(numbers, numbers) == "1. a\n\n1) a\n"
    assert write(bullets("a"), numbers, bullets("b")) == "- a\n\n1. a\n\n- b\n"


def test_a_list_of_more_than_paragraphs_is_loose() -> None:
    nested = BulletList(((paragraph("a"), OrderedList(((paragraph("b"),),), 2)), (Heading(3, cell("c")),)))
    assert write(nested) == "- a\n\n  2. b\n\n- ### c\n"
    assert write(BulletList(((paragraph("a"), bullets("b"), bullets("c")),))) == "- a\n  - b\n  * c\n"


def test_an_empty_document_is_an_empty_file() -> None:
    assert write() == ""


@pytest.mark.parametrize(
    "block",
    [
        paragraph(Cite(("s",))),
        paragraph(link("javascript:a", "b")),
        paragraph("a\U000f0000"),
        Heading(7, cell("a")),
        OrderedList(((paragraph("a"),),), 1_000_000_000),
        OrderedList(((paragraph("a"),),), -1),
        Table((cell("a"),), (((), ()),)),
        Figure("../a.png", "a"),
        Figure("a.png", ""),
        Figure("a.png", "a\nb"),
        Figure("a.png", "a", (Cite(("s",)),)),
    ],
)
def test_what_no_reader_can_have_made_is_refused(block: Block) -> None:
    with pytest.raises(ValueError, match=r"."):
        write(block)


def test_the_writer_says_what_it_writes() -> None:
    assert (MarkdownWriter().name, MarkdownWriter().suffix) == ("md", ".md")
