"""Inlines to runs, and uses of notes among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, TypeVar

from briefgen.document import nodes
from briefgen.document.direction import begins_rtl
from briefgen.document.walk import SPANS, plain_text
from briefgen.frozen import dataclass
from briefgen.ooxml.fields import Bookmarks, Links, field, figure_bookmark, note_bookmark
from briefgen.ooxml.style_names import LINK
from briefgen.ooxml.text import Script, by_script, escape
from briefgen.writers.base import without_note
from briefgen.writers.docx.house import House

_T = TypeVar("_T")


class Look(NamedTuple):
    """How a run is shown: a character style as w:rStyle, and what the text adds to it."""

    style: str = ""
    strong: bool = False
    emphasis: bool = False
    place: Literal["", "superscript", "subscript"] = ""

    def properties(self, script: Script = "") -> str:
        """The w:rPr, its children in the order of the schema; "" where there is nothing to say.

        Word takes bold and italic of right-to-left runs from bCs and iCs (17.3.2.2), and the font of
        characters that several scripts share from the hint (17.3.2.26).
        """
        inside = self.style
        if script == "cjk":
            inside += '<w:rFonts w:hint="eastAsia"/>'
        if self.strong:
            inside += "<w:b/><w:bCs/>"
        if self.emphasis:
            inside += "<w:i/><w:iCs/>"
        if self.place:
            inside += f'<w:vertAlign w:val="{self.place}"/>'
        if script == "rtl":
            inside += "<w:rtl/>"
        return f"<w:rPr>{inside}</w:rPr>" if inside else ""


_PLAIN = Look()


class RunWriter:
    """Writes the runs of one part, and remembers the links and notes that they use."""

    def __init__(
        self, house: House, references: NoteReferences, links: Links, figures: Mapping[str, int] | None = None
    ) -> None:
        self._references = references
        self._figures = figures or {}
        self._links = links
        link = house.style(LINK, "character")
        self._link_style = f'<w:rStyle w:val="{link}"/>' if link else '<w:u w:val="single"/>'
        self._out: list[str] = []
        self._after_reference = self._rtl = False

    def runs(self, content: tuple[nodes.Inline, ...]) -> str:
        """The XML of the inlines, ready to stand in a w:p."""
        if len(content) == 1 and isinstance(content[0], nodes.Text):  # as in most cells
            return text_runs(content[0].value, _PLAIN, begins_rtl(content[0].value))
        self._out = []
        self._after_reference = False
        self._rtl = begins_rtl(plain(content))
        self._add_all(content, _PLAIN)
        return "".join(self._out)

    # What a writer of tracked changes does in another way.

    def members(self, members: Sequence[_T]) -> Iterator[_T]:
        """The nodes one after the other; what is written for each is written before the next is asked for."""
        return iter(members)

    def revision(self) -> str:
        """What became of the paragraph or table row that is being written, as XML; nothing here."""
        return ""

    def as_revised(self, runs: str) -> str:
        """Runs that were made elsewhere, ready to stand in a w:p."""
        return runs

    def separator(self, caption: tuple[nodes.Inline, ...]) -> str:
        """What stands between the number of a figure and its caption; "" for none."""
        return text_runs(": ", Look()) if caption else ""

    def _add_all(self, content: tuple[nodes.Inline, ...], look: Look) -> None:
        for inline in content:
            self._add(inline, look)

    def _add(self, inline: nodes.Inline, look: Look) -> None:
        match inline:
            case nodes.Text(value):
                self._after_reference = False
                self._out.append(text_runs(value, look, self._rtl))
            case nodes.Superscript(value):
                self._after_reference = False
                self._out.append(text_runs(value, look._replace(place="superscript"), self._rtl))
            case nodes.Subscript(value):
                self._after_reference = False
                self._out.append(text_runs(value, look._replace(place="subscript"), self._rtl))
            case nodes.Strong(content):
                self._add_all(content, look._replace(strong=True))
            case nodes.Emphasis(content):
                self._add_all(content, look._replace(emphasis=True))
            case nodes.NoteRef(number):
                self._add_reference(number)
            case nodes.LineBreak():
                self._after_reference = False
                self._out.append("<w:r><w:br/></w:r>")
            case nodes.Link(url, content):
                self._add_link(url, content, look)
            case nodes.FigureRef(name, text):
                self._after_reference = False
                self._out.append(self._figure(name, text, look))
            case nodes.Cite() | nodes.TemplateNote() as use:
                raise without_note(use)

    def _figure(self, name: str, text: str, look: Look) -> str:
        """A field that shows the label and number of a figure; plain text where the document has none of the name."""
        number = self._figures.get(name)
        return (
            text_runs(text, look)
            if number is None
            else field(rf"REF {figure_bookmark(number)} \h", escape(text), look.properties())
        )

    def _add_reference(self, number: int) -> None:
        if self._after_reference:  # or 1 and 2 side by side would read as 12
            self._out.append(f"<w:r><w:rPr>{self._references.style}</w:rPr><w:t>,</w:t></w:r>")
        self._out.append(self._references.use(number))
        self._after_reference = True

    def _add_link(self, url: str, content: tuple[nodes.Inline, ...], look: Look) -> None:
        self._out.append(f'<w:hyperlink r:id="{self._links.id(url, plain_text(content))}" w:history="1">')
        self._add_all(content, look._replace(style=self._link_style))
        self._out.append("</w:hyperlink>")


@lru_cache(2048)
def text_runs(value: str, look: Look, rtl: bool = False) -> str:
    """One run for each script in the value, which stands in a paragraph that runs from right to left or does not."""
    if value.isascii() and not rtl:
        return _run(value, look.properties())
    return "".join(_run(piece, look.properties(script)) for piece, script in by_script(value, rtl))


def _run(value: str, properties: str) -> str:
    inside = "<w:tab/>".join(map(_characters, value.split("\t"))) if "\t" in value else _characters(value)
    return f"<w:r>{properties}{inside}</w:r>"


def _characters(value: str) -> str:
    """A w:t; a blank at its edge is lost unless xml:space keeps it."""
    if not value:
        return ""
    space = ' xml:space="preserve"' if value[0] == " " or value[-1] == " " else ""
    return f"<w:t{space}>{escape(value)}</w:t>"


# --- One paragraph: its properties in the order the schema wants, and its runs ---


Alignment = str  # "", "left", "center", "right" or "both"


def shading(colour: str) -> str:
    """The w:shd (17.3.5) of a colour behind text or a cell, RRGGBB."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


@dataclass(frozen=True, slots=True)
class ParagraphShape:
    """What a paragraph says about itself beside its style; distances in twips, 0 for what the style says."""

    style: str = ""
    keep_next: bool = False
    page_break: bool = False  # it begins a page
    number: tuple[int, int] | None = None  # w:numId and the level, counted from 0
    leader: int = 0  # where a line of dots ends that a tab draws
    rtl: bool = False
    before: int = 0
    left: int = 0
    align: Alignment = ""
    shade: str = ""  # the colour behind it, RRGGBB
    outline: int | None = None  # the level of a heading whose style the house does not have
    revision: str = ""  # w:ins or w:del: what became of the end of the paragraph (17.13.5)

    def properties(self) -> str:
        """The w:pPr (17.3.1.26), or "" where there is nothing to say."""
        inside = f'<w:pStyle w:val="{self.style}"/>' if self.style else ""
        if self.keep_next:
            inside += "<w:keepNext/>"
        if self.page_break:
            inside += "<w:pageBreakBefore/>"
        if self.number:
            inside += f'<w:numPr><w:ilvl w:val="{self.number[1]}"/><w:numId w:val="{self.number[0]}"/></w:numPr>'
        if self.shade:
            inside += shading(self.shade)
        if self.leader:
            inside += f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{self.leader}"/></w:tabs>'
        if self.rtl:
            inside += "<w:bidi/>"
        if self.before:
            inside += f'<w:spacing w:before="{self.before}"/>'
        if self.left:
            inside += f'<w:ind w:left="{self.left}"/>'
        if self.align:
            inside += f'<w:jc w:val="{self._side()}"/>'
        if self.outline is not None:
            inside += f'<w:outlineLvl w:val="{self.outline}"/>'
        if self.revision:
            inside += f"<w:rPr>{self.revision}</w:rPr>"
        return f"<w:pPr>{inside}</w:pPr>" if inside else ""

    def _side(self) -> str:
        """In a right-to-left paragraph Word reads "left" as the side where lines begin (17.18.44)."""
        if not self.rtl:
            return self.align
        return {"left": "right", "right": "left"}.get(self.align, self.align)


def paragraph(shape: ParagraphShape, runs: str) -> str:
    return f"<w:p>{shape.properties()}{runs}</w:p>"


_WORDS = (nodes.Text, nodes.Superscript, nodes.Subscript)


def plain(content: tuple[nodes.Inline, ...]) -> str:
    """The words of the inlines; a note counts as two characters, its raised number and a comma."""
    if len(content) == 1 and isinstance(only := content[0], nodes.Text):
        return only.value
    parts: list[str] = []
    for inline in content:
        if isinstance(inline, _WORDS):
            parts.append(inline.value)
        elif isinstance(inline, SPANS):
            parts.append(plain(inline.content))
        elif isinstance(inline, nodes.FigureRef):
            parts.append(inline.text)
        elif isinstance(inline, nodes.NoteRef):
            parts.append("\u2009\u2009")
        else:
            parts.append("\n")
    return "".join(parts)


# --- Notes as Word keeps them: references in the text, and a part that holds the notes ---
#
# Word numbers notes by the order of their references, and each note may be referenced once. A second use is therefore a
# NOTEREF field that points at a bookmark around the first (ECMA-376 part 1, 17.16.5.42).


@dataclass(frozen=True, slots=True)
class NoteForm:
    """How Word names one of its two forms of notes."""

    word: str  # as in w:endnote, w:endnoteReference, "endnote text"
    tag: str  # as in w:endnotePr

    @property
    def part(self) -> str:
        return f"word/{self.word}s.xml"

    @property
    def settings(self) -> str:
        """What the settings part must say: the number format, and which notes are the separators.

        Word calls a file corrupt whose separators are missing (17.11.23, 17.11.3).
        """
        separators = "".join(f'<w:{self.word} w:id="{i}"/>' for i in (-1, 0))
        return f'<w:{self.tag}><w:numFmt w:val="decimal"/>{separators}</w:{self.tag}>'

    @property
    def section(self) -> str:
        """What the section must say: endnotes would be numbered i, ii, iii without it."""
        return f'<w:{self.tag}><w:numFmt w:val="decimal"/></w:{self.tag}>'

    @property
    def separators(self) -> str:
        """The two special notes that draw the line above notes and above their continuation."""
        flat = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        return "".join(
            f'<w:{self.word} w:type="{kind}" w:id="{i}"><w:p>{flat}<w:r><w:{kind}/></w:r></w:p></w:{self.word}>'
            for i, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )


ENDNOTES = NoteForm("endnote", "endnotePr")
FOOTNOTES = NoteForm("footnote", "footnotePr")


class NoteReferences:
    """The uses of notes in one document, in reading order."""

    def __init__(self, form: NoteForm, notes: tuple[nodes.Note, ...], house: House, bookmarks: Bookmarks) -> None:
        if [note.number for note in notes] != list(range(1, len(notes) + 1)):
            raise ValueError(f"notes are not numbered 1 to {len(notes)}: {[note.number for note in notes]}")
        self._form = form
        self._bookmarks = bookmarks
        self._count = len(notes)
        self._used = 0
        style = house.style(f"{form.word} reference", "character")
        # What raises a note's number; direct where the house has no style for it.
        self.style = f'<w:rStyle w:val="{style}"/>' if style else '<w:vertAlign w:val="superscript"/>'

    def use(self, number: int) -> str:
        """The runs of one use of a note.

        ValueError if there is no such note, or if it is first used before a note of lower number: Word
        would count it differently from the document.
        """
        if not 1 <= number <= self._count:
            raise ValueError(f"note {number} is used but there is no such note")
        if number <= self._used:
            return field(rf"NOTEREF {note_bookmark(number)} \f \h", str(number), f"<w:rPr>{self.style}</w:rPr>")
        if number != self._used + 1:
            raise ValueError(f"note {number} is used before note {self._used + 1}")
        self._used = number
        run = f'<w:r><w:rPr>{self.style}</w:rPr><w:{self._form.word}Reference w:id="{number}"/></w:r>'
        return self._bookmarks.around(note_bookmark(number), run)

    def close(self) -> None:
        """ValueError if a note was never used: it would lie in the file where no reader sees it."""
        if self._used != self._count:
            raise ValueError(f"note {self._used + 1} is never used")
