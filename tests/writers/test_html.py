"""The HTML writer, case by case: the exact source, so that it stays readable and nothing in it can act."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

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
from briefgen.document.walk import plain_text
from briefgen.writers.html import HtmlWriter, Remark, sentence_runs

PICTURE = Picture("who.png", b"png", 127.0, 25.4)


def words(*content: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(node) if isinstance(node, str) else node for node in content)


def paragraph(*content: Inline | str) -> Paragraph:
    return Paragraph(words(*content))


def write(*blocks: Block, notes: tuple[Note, ...] = (), pictures: tuple[Picture, ...] = ()) -> str:
    written = (
        HtmlWriter(pictures=lambda picture: f"picture/{picture.name}")
        .write(Document(blocks, notes, pictures=pictures))
        .decode()
    )
    assert written.startswith('<article lang="en-GB">\n')
    assert written.endswith("\n</article>\n")
    return written.removeprefix('<article lang="en-GB">\n').removesuffix("</article>\n")


CASES: dict[str, tuple[tuple[Block, ...], str]] = {
    "headings": (
        (Heading(1, words("One & only")), Heading(6, words("Six")), Heading(7, words("Seven"))),
        '<h1>One &amp; only</h1>\n<h6>Six</h6>\n<div role="heading" aria-level="7">Seven</div>\n',
    ),
    "inlines": (
        (paragraph("Plain ", Strong(words("strong ", Emphasis(words("and more")))), LineBreak(), "a < b"),),
        "<p>Plain <strong>strong <em>and more</em></strong><br>a &lt; b</p>\n",
    ),
    "links": (
        (paragraph(Link("https://example.org/?a=1&b='2'", words("there")), "."),),
        '<p><a href="https://example.org/?a=1&amp;b=&#x27;2&#x27;" rel="noopener noreferrer">there</a>.</p>\n',
    ),
    "lists": (
        (
            BulletList(((paragraph("a"),), (paragraph("b"), OrderedList(((paragraph("c"),),), 4)))),
            OrderedList(((paragraph("d"),),)),
        ),
        '<ul>\n<li>a</li>\n<li>\n<p>b</p>\n<ol start="4">\n<li>c</li>\n</ol>\n</li>\n</ul>\n<ol>\n<li>d</li>\n</ol>\n',
    ),
    "table": (
        (
            Table(
                (words("State"), words("Status"), ()),
                ((words("A"), words("listed"), words("9")), ((), words("not"), words("1"))),
                ("", "center", "right"),
            ),
        ),
        '<div class="table"><table>\n<thead>\n'
        '<tr><th scope="col">State</th><th scope="col" class="center">Status</th><td class="right"></td></tr>\n'
        '</thead>\n<tbody>\n<tr><th scope="row">A</th><td class="center">listed</td><td class="right">9</td></tr>\n'
        '<tr><td></td><td class="center">not</td><td class="right">1</td></tr>\n</tbody>\n</table></div>\n',
    ),
    "a table without head": (
        (Table(((), ()), ((words("Date"), words("2024")),)),),
        '<div class="table"><table>\n<tbody>\n<tr><th scope="row">Date</th><td>2024</td></tr>\n</tbody>\n'
        "</table></div>\n",
    ),
    "marking": (
        (Marking('TLP:"A"'),),
        '<p class="marking" data-marking="TLP:&quot;A&quot;"><strong>TLP:&quot;A&quot;</strong></p>\n',
    ),
    "quote": (
        (BlockQuote((paragraph("Quoted."), paragraph("Twice."))),),
        "<blockquote>\n<p>Quoted.</p>\n<p>Twice.</p>\n</blockquote>\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_block_is_written(case: str) -> None:
    blocks, expected = CASES[case]
    assert write(*blocks) == expected


def test_a_figure_has_its_alternative_its_size_and_its_number() -> None:
    figure = Figure("who.png", 'A "matrix"', words("Who was there."))
    assert write(paragraph("See ", FigureRef("who.png", "Figure 1"), "."), figure, pictures=(PICTURE,)) == (
        '<p>See <a href="#figure-1">Figure 1</a>.</p>\n<figure id="figure-1">\n'
        '<img src="picture/who.png" alt="A &quot;matrix&quot;" width="480" height="96">\n'
        "<figcaption>Figure 1: Who was there.</figcaption>\n</figure>\n"
    )


def test_notes_are_a_list_with_the_ways_back() -> None:
    notes = (Note(1, words("nCa: ", Emphasis(words("words")), ".")), Note(2, words("Gazette.")))
    text = write(paragraph("One.", NoteRef(1), NoteRef(2), " Two.", NoteRef(1)), notes=notes)
    assert text == (
        '<p>One.<sup><a id="use-1-1" href="#note-1" role="doc-noteref">1</a>, '
        '<a id="use-2-1" href="#note-2" role="doc-noteref">2</a></sup> Two.'
        '<sup><a id="use-1-2" href="#note-1" role="doc-noteref">1</a></sup></p>\n'
        '<section class="notes" role="doc-endnotes" aria-labelledby="notes">\n<h2 id="notes">Notes</h2>\n<ol>\n'
        '<li id="note-1">nCa: <em>words</em>. <a href="#use-1-1" role="doc-backlink">↩ 1</a> '
        '<a href="#use-1-2" role="doc-backlink">↩ 2</a></li>\n'
        '<li id="note-2">Gazette. <a href="#use-2-1" role="doc-backlink">↩ 1</a></li>\n</ol>\n</section>\n'
    )


def test_a_sentence_is_marked_with_words_and_a_class() -> None:
    def without_note(run: tuple[Inline, ...]) -> tuple[Remark, ...]:
        return () if any(isinstance(node, NoteRef) for node in run) else (Remark("uncited", "No note"),)

    document = Document(
        (Heading(2, words("Bare.")), paragraph("Said.", NoteRef(1), " Not said.")), (Note(1, words("N")),)
    )
    written = HtmlWriter(remarks=without_note).write(document).decode()
    assert '</sup> <span class="remark uncited"><span class="aloud">No note: </span>Not said.</span></p>' in written
    assert "<h2>Bare.</h2>" in written
    assert written.count("remark") == 1


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></title></textarea></article><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "' style='x",
    "&#x3c;script&#x3e;",
    "javascript:alert(1)",
]


TAGS = {
    *("article", "section", "h1", "h2", "p", "div", "ul", "ol", "li", "strong", "sup", "a"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "img", "figcaption"),
}
ATTRIBUTES = {
    *("lang", "class", "data-marking", "id", "href", "role", "scope", "src", "alt", "width", "height"),
    "aria-labelledby",
}


class Tags(HTMLParser):
    """What a browser would make elements and attributes of, and the text it would show."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.shown = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.shown += data


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_words_stay_words_wherever_they_stand(evil: str) -> None:
    blocks = (
        Marking(evil),
        Heading(1, words(evil)),
        paragraph(evil, Strong(words(evil)), NoteRef(1)),
        BulletList(((paragraph(evil),),)),
        Table((words(evil), words(evil)), ((words(evil), words(evil)),)),
        Figure("who.png", evil, words(evil)),
    )
    meta = Meta(language=evil, notes_title=evil, figure_label=evil)
    document = Document(blocks, (Note(1, words(evil)),), meta, (PICTURE,))
    found = Tags()
    found.feed(HtmlWriter(pictures=lambda picture: f"picture/{picture.name}").write(document).decode())
    assert found.tags == TAGS
    assert found.attributes == ATTRIBUTES
    assert found.shown.count(evil) == 13


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd"])
def test_a_refused_link_is_never_written(url: str) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        write(paragraph(Link(url, words("there"))))


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (paragraph(Cite(("a/b/c",))), "was not made a note"),
        (Table((words("a"),), ((words("b"), words("c")),)), "a table row has 2 cells, its header 1: 'bc'"),
        (Figure("../x.png", "x"), "cannot have the name"),
        (Figure("other.png", "x"), "has no picture"),
        (Figure("who.png", " "), "no alternative"),
    ],
)
def test_what_no_reader_makes_is_refused(block: Block, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        write(block, pictures=(PICTURE,))


def test_the_same_document_gives_the_same_bytes_and_shows_its_text() -> None:
    document = Document((paragraph("Ünïcode “quoted”."), Marking("M")), meta=Meta(language="de"))
    written = [HtmlWriter().write(replace(document)) for _ in range(2)]
    assert written[0] == written[1]
    found = Tags()
    found.feed(written[0].decode())
    assert plain_text(words("Ünïcode “quoted”.")) in found.shown


SENTENCES: dict[str, tuple[tuple[Inline, ...], list[str]]] = {
    "nothing": ((), []),
    "one sentence": ((Text("Nine states met."), NoteRef(1)), ["Nine states met.[1]"]),
    "notes stay behind their sentence": (
        (Text("One."), NoteRef(1), NoteRef(2), Text(" Two."), NoteRef(3)),
        ["One.[1][2]", " Two.[3]"],
    ),
    "a sentence without a note is its own": (
        (Text("No note here. Another one."), NoteRef(1)),
        ["No note here.", " Another one.[1]"],
    ),
    "a sentence may begin in emphasis": (
        (Strong((Text("Sources conflict:"),)), Text(" two meetings."), NoteRef(1), Text(" More.")),
        ["Sources conflict: two meetings.[1]", " More."],
    ),
    "a sentence that ends inside emphasis ends with it": (
        (Emphasis((Text("It ended. It began"),)), Text(" again."), NoteRef(1)),
        ["It ended. It began", " again.[1]"],
    ),
    "a link is not taken apart": (
        (Text("See "), Link("https://example.org/a", (Text("one. Two"),)), Text(" there."), NoteRef(1)),
        ["See one. Two", " there.[1]"],
    ),
    "a cell without a stop": ((Text("listed"), NoteRef(2)), ["listed[2]"]),
}


def shown_run(run: tuple[Inline, ...]) -> str:
    return "".join(f"[{node.number}]" if isinstance(node, NoteRef) else plain_text((node,)) for node in run)


@pytest.mark.parametrize("case", SENTENCES)
def test_sentences_keep_their_notes(case: str) -> None:
    content, expected = SENTENCES[case]
    assert [shown_run(run) for run in sentence_runs(content)] == expected


@pytest.mark.parametrize("case", SENTENCES)
def test_nothing_is_lost(case: str) -> None:
    content, _ = SENTENCES[case]
    assert plain_text([node for run in sentence_runs(content) for node in run]) == plain_text(content)
