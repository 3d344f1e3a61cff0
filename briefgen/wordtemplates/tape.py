"""The paragraphs of a Word file as lines of the tape: their text in pieces, whatever runs Word has made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import accumulate
from typing import Literal
from urllib.parse import unquote

from briefgen.diagnostics import Severity
from briefgen.document.escape import escape
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.fields import linked
from briefgen.ooxml.tree import Element, R, Relationship, W
from briefgen.wordtemplates.package import KEPT
from briefgen.wordtemplates.styles import STYLE_HINT, TemplateStyles
from briefgen.wordtemplates.tags import OBJECT, Container, Nesting, WordTag, find_tags, without_tags
from briefgen.wordtemplates.template import (
    BOLD,
    ITALIC,
    LOWERED,
    RAISED,
    ParagraphPlace,
    TapeLine,
    TemplateFindings,
    look_mark,
)

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffc]")
_NAME = re.compile(r"\s*(\w+)")
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_TAB = "a tab becomes a blank"
_QUIET_FIELDS = ("TOC", "HYPERLINK", "PAGEREF", "XE", "TC", "SET")

Told = tuple[str, str | None, Severity]
"""Something that is left out, what to do about it, and how much it weighs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look; or else an object of one character: a note by the name of its part and id, a link's ends."""

    text: str
    look: int = 0
    kind: Literal["text", "footnote", "endnote", "link", "link end", "picture"] = "text"
    data: str = ""


@dataclass(slots=True)
class _FieldOnTape:
    instruction: str = ""
    in_result: bool = False
    is_link: bool = False


@dataclass(slots=True)
class PieceReader:
    """Reads the paragraphs of one part in their order; a field may go over several of them."""

    styles: TemplateStyles
    links: dict[str, Relationship]
    has_contents: bool = False
    _fields: list[_FieldOnTape] = field(default_factory=list)
    _told: list[Told] = field(default_factory=list)
    _style: str = ""

    def read(self, paragraph: Element) -> tuple[list[Piece], list[Told]]:
        """The paragraph's pieces, and what is left out of it."""
        self._told, self._style = [], self.styles.of(paragraph)
        return _joined(self._children(paragraph)), self._told

    def _tell(self, what: str, hint: str | None, severity: Severity = Severity.WARNING) -> None:
        self._told.append((what, hint, severity))

    def _children(self, parent: Element) -> Iterator[Piece]:
        for child in parent:
            if child.tag == W + "r":
                yield from self._run(child)
            elif child.tag == W + "hyperlink":
                yield from self._hyperlink(child)
            elif child.tag == W + "fldSimple":
                yield from self._simple_field(child)

    def _run(self, run: Element) -> Iterator[Piece]:
        look = self.styles.run_is(run, "b") * BOLD | self.styles.run_is(run, "i") * ITALIC
        look |= {"superscript": RAISED, "subscript": LOWERED}.get(self.styles.place_of(run), 0)
        said = False
        for child in run:
            name = str(child.tag).rpartition("}")[2]
            if name == "fldChar":
                yield from self._field_step(str(child.get(W + "fldCharType")))
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif any(not f.in_result or self._is_contents(f) for f in self._fields):
                continue
            elif picture := child.get(KEPT):
                yield Piece(OBJECT, 0, "picture", picture)
            elif name in ("t", "delText") or name in _CHARACTERS:
                yield Piece(self._text(child.text or "" if name == "t" else _CHARACTERS.get(name, "")), look)
                said = said or bool((child.text or "").strip())
            elif name in ("footnoteReference", "endnoteReference"):
                kind: Literal["footnote", "endnote"] = "footnote" if name == "footnoteReference" else "endnote"
                yield Piece(OBJECT, look, kind, str(child.get(W + "id")))
            else:
                yield from self._rest(child, name, look)
        for words in self.styles.looks_of_run(run, self._style) if said else ():
            self._tell(f"{words} is not taken over", STYLE_HINT)

    def _rest(self, child: Element, name: str, look: int) -> Iterator[Piece]:
        if name == "br" and child.get(W + "type") in ("page", "column"):
            hint = "make a style with Page break before, and use it"
            self._tell("a page break is not taken over", hint)
        elif name == "br":
            yield Piece("\n", look)

    def _text(self, text: str) -> str:
        if "\t" in text:
            self._tell(_TAB, "use a table for columns", Severity.NOTE)
        if _PRIVATE.search(text):
            self._tell("a character that only one font can show is left out", "type it anew")
        return _PRIVATE.sub("", text)

    def _hyperlink(self, element: Element) -> Iterator[Piece]:
        link = self.links.get(element.get(R + "id", ""))
        inside = list(self._children(element))
        if link is None or not link.external:
            yield from inside
            return
        anchor = element.get(W + "anchor")
        yield from _link(inside, link.target + (f"#{anchor}" if anchor else ""))

    def _simple_field(self, element: Element) -> Iterator[Piece]:
        now = _FieldOnTape(str(element.get(W + "instr", "")), in_result=True)
        inside = [] if self._is_contents(now) else list(self._children(element))
        self._say_field(now.instruction)
        yield from _link(inside, linked(now.instruction))

    def _field_step(self, step: str) -> Iterator[Piece]:
        if step == "begin":
            self._fields.append(_FieldOnTape())
        elif step == "separate" and self._fields:
            now = self._fields[-1]
            now.in_result = True
            address = linked(now.instruction)
            if address:
                now.is_link = True
                yield Piece(OBJECT, 0, "link", address)
            self._say_field(now.instruction)
        elif step == "end" and self._fields:
            now = self._fields.pop()
            if now.is_link:
                yield Piece(OBJECT, 0, "link end", linked(now.instruction))

    def _is_contents(self, now: _FieldOnTape) -> bool:
        found = _word(now.instruction) == "TOC"
        self.has_contents = self.has_contents or found
        return found

    def _say_field(self, instruction: str) -> None:
        word = _word(instruction)
        if word and word not in _QUIET_FIELDS:
            self._tell(f"the field {word} stays as the text that it shows now", None)


def _word(instruction: str) -> str:
    found = _NAME.match(instruction)
    return found[1].upper() if found else ""


def _link(inside: list[Piece], address: str) -> Iterator[Piece]:
    if address and inside:
        inside = [Piece(OBJECT, 0, "link", address), *inside, Piece(OBJECT, 0, "link end", address)]
    return iter(inside)


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """The pieces with neighbours of one look made one."""
    out: list[Piece] = []
    for piece in pieces:
        if out and piece.kind == out[-1].kind == "text" and piece.look == out[-1].look:
            out[-1] = Piece(out[-1].text + piece.text, piece.look)
        elif piece.text:
            out.append(piece)
    return out


# --- A paragraph's pieces as a line of the tape: its words escaped, its tags as plain Jinja ---


_BLANKS = re.compile("( +)")


@dataclass(slots=True)
class Stretch:
    """A piece of the tape between notes: its text, its columns as a `TapeLine` has them, and the note behind it."""

    text: str = ""
    columns: list[tuple[int, int, int]] = field(default_factory=list)
    note: Piece | None = None

    def add(self, text: str, start: int, end: int) -> None:
        self.columns.append((len(self.text), start, end))
        self.text += text


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def compose(pieces: list[Piece], tags: list[WordTag]) -> list[Stretch]:
    """The paragraph as stretches; each but the last ends in a note."""
    stretches = [Stretch()]
    position = 0
    for tag in tags:
        _literal(pieces, position, tag.start, stretches)
        look = next(piece.look for start, piece in _placed(pieces) if start <= tag.start < start + len(piece.text))
        stretches[-1].add(_looking(tag.source, look if tag.is_print else 0), tag.start, tag.end)
        position = tag.end
    _literal(pieces, position, len(text_of(pieces)), stretches)
    return stretches


def words(text: str) -> str:
    """Text that is printed just as it stands."""
    return "".join(piece if piece.startswith(" ") else escape(piece) for piece in _BLANKS.split(text))


def _placed(pieces: list[Piece]) -> Iterator[tuple[int, Piece]]:
    return zip(accumulate((len(piece.text) for piece in pieces), initial=0), pieces, strict=False)


def _literal(pieces: list[Piece], first: int, last: int, stretches: list[Stretch]) -> None:
    for start, piece in _placed(pieces):
        begin, end = max(first, start), min(last, start + len(piece.text))
        if begin >= end:
            continue
        if piece.kind == "text":
            text = piece.text[begin - start : end - start]
            stretches[-1].add(_looking(words(text), piece.look if text.strip() else 0), begin, end)
        elif piece.kind == "link":
            stretches[-1].add("[", begin, end)
        elif piece.kind == "picture":
            stretches[-1].add(piece.data, begin, end)
        elif piece.kind == "link end":
            stretches[-1].add(f"]({_address(piece.data)})", begin, end)
        else:
            stretches[-1].note = piece
            stretches.append(Stretch())


def _looking(text: str, look: int) -> str:
    """Marked before and behind, since a loop may come back to any place of its paragraph."""
    return f"{look_mark(look)}{text}{look_mark(0)}" if look else text


def _address(address: str) -> str:
    """An address, in which tags are tags."""
    plain = unquote(address)
    tags, faults = find_tags(plain)
    if faults or not tags:
        return escape(address)
    out, position = "", 0
    for tag in tags:
        out += escape(plain[position : tag.start]) + tag.source
        position = tag.end
    return out + escape(plain[position:])


# --- The tape in the making: its lines, and the marks that go before the next of them ---


_NUMBER = "briefgen-number"


class Tape:
    """Collects lines. `pending` are marks that open or close before the next line."""

    line_break = escape("\n")

    def __init__(self, file: str) -> None:
        self.findings = TemplateFindings(file)
        self.nesting = Nesting(self.findings)
        self.lines: list[TapeLine] = []
        self.source: list[str] = []
        self.pending = ""
        self.later: list[tuple[ParagraphPlace, str, str | None, Severity]] = []

    @property
    def next_line(self) -> int:
        """The number of the line that is written next, from 1."""
        return len(self.lines) + 1

    def tags(self, place: ParagraphPlace) -> list[WordTag]:
        """The tags of a paragraph; says what is wrong with them."""
        tags, faults = find_tags(place.text)
        for fault in faults:
            self.findings.error(self.next_line, place, fault.start, fault.end, fault.message, fault.hint)
        return tags

    def follow(self, tags: list[WordTag], place: ParagraphPlace, scope: Container = ()) -> None:
        """Say what blocks open and close here, within `scope`, or else within the paragraph."""
        for tag in tags:
            self.nesting.take(tag, scope or ("paragraph", place.file, place.number), self.next_line, place)

    def leave_out(self, told: Iterable[Told], place: ParagraphPlace) -> None:
        """Say what the next line leaves out."""
        for what, hint, severity in told:
            self.findings.left_out(self.next_line, place, what, hint, severity)

    def write(self, shape: TapeLine, stretch: Stretch, *, before: str = "") -> None:
        """Put a line on the tape, behind the marks that are due."""
        ahead = self.pending + before
        columns = tuple((len(ahead) + column, start, end) for column, start, end in stretch.columns)
        self.lines.append(replace(shape, columns=columns))
        self.source.append(ahead + stretch.text)
        self.pending = ""

    def govern(self, tags: list[WordTag], place: ParagraphPlace, scope: Container) -> bool:
        """Write a paragraph that is nothing but tags which print nothing; False for any other."""
        if not tags or any(tag.is_print for tag in tags) or without_tags(place.text, tags):
            return False
        stretch = Stretch()
        self.follow(tags, place, scope)
        for tag in tags:
            stretch.add(tag.source, tag.start, tag.end)
        self.write(TapeLine(place), stretch)
        return True

    def finish(self) -> None:
        """Write the last marks, and tell of what was taken out before lines were counted."""
        self.write(TapeLine(ParagraphPlace()), Stretch())
        numbers = {(line.place.file, line.place.number): n for n, line in reversed(list(enumerate(self.lines, 1)))}
        for place, what, hint, severity in self.later:
            line = numbers.get((place.file, place.number), 1)
            self.findings.left_out(line, self.lines[line - 1].place, what, hint, severity)


def number_paragraphs(root: Element) -> None:
    """Give each paragraph of a part its number, before any of them is taken out."""
    for number, paragraph in enumerate(root.iter(W + "p")):
        paragraph.set(_NUMBER, str(number))


def without_numbers(root: Element) -> None:
    """Take the numbers away again."""
    for paragraph in root.iter(W + "p"):
        paragraph.attrib.pop(_NUMBER, None)


def number_of(paragraph: Element | None) -> int:
    return 0 if paragraph is None else int(paragraph.get(_NUMBER, "0"))
