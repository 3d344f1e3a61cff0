"""A paragraph of a Word file to its runs: text and its look, notes, links, fields, tracked changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from briefgen.document.links import link_problem
from briefgen.document.nodes import Figure, FigureRef, LineBreak, NoteRef, Subscript, Superscript, Text
from briefgen.document.runs import Run
from briefgen.document.walk import plain_text
from briefgen.frozen import dataclass, replace
from briefgen.ooxml.elements import UNSEEN_FIELDS, Fate, tags
from briefgen.ooxml.fields import linked, note_bookmark, target
from briefgen.ooxml.simplify import words_of
from briefgen.ooxml.tree import Element, R, Relationship, W, on, switch, value, whole
from briefgen.readers.docx.findings import ReaderFindings, shown
from briefgen.readers.docx.package import NOTE_REFERENCES, Addresses, Bookmarked, Drawings, note_key, written_number
from briefgen.readers.docx.styles import TOLD, CharacterStyle, EditedStyles

_PLAIN_RUNS = frozenset({*tags(Fate.OPENED), *tags(Fate.PLAIN), W + "ins", W + "moveTo"})
_DELETED = frozenset({W + "del", W + "moveFrom"})
_CHARACTERS = {W + "tab": " ", W + "ptab": " ", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
_BETWEEN_NOTES = re.compile(r"[,\s]*")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_WHITE = "FFFFFF"
_LOWEST = 1  # half points: what is moved by less looks as if it stood on the line


@dataclass(slots=True)
class ReadParagraph:
    """A paragraph on its way: its runs, its pictures, and what its fields tell of it."""

    runs: list[Run] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    is_contents: bool = False
    label_ends: int | None = None  # behind the number of a caption, counted in runs


@dataclass(slots=True)
class _OpenField:
    start: int
    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class _ReaderState:
    """Where the reader stands: fields may reach over the end of a paragraph."""

    line: ReadParagraph = field(default_factory=ReadParagraph)
    told: frozenset[str] = frozenset()  # looks of the paragraph's style that no brief carries
    fields: list[_OpenField] = field(default_factory=list)
    link: str = ""
    behind_mark: bool = False  # right behind the number at the start of a note
    breaks: bool = False  # a page or column has ended since the last words
    own_mark: bool = False  # the words of this run stand in place of a note's number


@dataclass(frozen=True, slots=True)
class _RunLook:
    """How a run looks: as a run without content, raised or lowered, and whether in the style of note numbers."""

    plain: Run
    place: type[Text] | type[Superscript] | type[Subscript] = Text
    of_notes: bool = False


class ParagraphReader:
    """Reads the paragraphs of one part, one after the other."""

    def __init__(
        self,
        relations: Mapping[str, Relationship],
        styles: EditedStyles,
        places: Bookmarked,
        drawings: Drawings,
        addresses: Addresses,
        findings: ReaderFindings,
        note: Callable[[str], int | None],
    ) -> None:
        """`relations` are the part's own; `note` gives the number of a note by its key, or None where there is none."""
        self._relations, self._styles, self._places = relations, styles, places
        self._drawings, self._addresses, self._findings, self._note = drawings, addresses, findings, note
        self._state = _ReaderState()

    def line(self, paragraph: Element) -> ReadParagraph:
        """What stands in the paragraph."""
        state = self._state
        state.line, state.link, state.behind_mark, state.breaks = ReadParagraph(), "", False, False
        state.told = self._styles.paragraph(value(paragraph, "pPr/pStyle")).told
        for opened in state.fields:  # of a paragraph before; one that never ends must swallow nothing
            opened.start, opened.in_result = 0, True
        self._children(paragraph)
        return state.line

    def _children(self, parent: Element) -> None:
        for child in parent:
            self._child(child)

    def _child(self, child: Element) -> None:
        if child.tag == W + "r":
            self._run(child)
        elif child.tag == W + "hyperlink":
            self._hyperlink(child)
        elif child.tag in _DELETED:
            self._findings.say("edit-tracked")
        elif child.tag in _PLAIN_RUNS:
            if child.tag in (W + "ins", W + "moveTo"):
                self._findings.say("edit-tracked")
            self._children(child)
        elif child.tag == W + "fldSimple":
            self._begin(child.get(W + "instr") or "", in_result=True)
            self._children(child)
            self._end()

    # --- runs --------------------------------------------------------------------------------

    def _run(self, run: Element) -> None:
        look = self._look(run)
        self._state.own_mark = False
        for child in run:
            self._in_run(child, look)

    def _look(self, run: Element) -> _RunLook:
        properties = run.find(W + "rPr")
        style = self._styles.character(None if properties is None else value(properties, "rStyle"))
        self._tell_looks(run, properties, style)
        if properties is None:
            return _RunLook(Run(LineBreak(), link=self._state.link))
        strong, emphasis = switch(properties, "b"), switch(properties, "i")
        plain = Run(
            LineBreak(),
            style.strong if strong is None else strong,
            style.emphasis if emphasis is None else emphasis,
            self._state.link,
        )
        return _RunLook(plain, _place(properties, style), style.of_notes)

    def _tell_looks(self, run: Element, properties: Element | None, style: CharacterStyle) -> None:
        for name, what in TOLD.items():
            own = None if properties is None else switch(properties, name)
            if own or (own is None and name in style.told | self._state.told):
                if not (name == "u" and self._state.link) and (words := words_of(run)):
                    self._findings.say("edit-look", what, shown(words))
                return
        if properties is not None and value(properties, "color") == _WHITE and (words := words_of(run)):
            self._findings.say("edit-look", "the white of letters, which nobody sees on paper,", shown(words))

    def _in_run(self, child: Element, look: _RunLook) -> None:
        tag = child.tag
        if tag == W + "fldChar":
            self._field_character(child.get(W + "fldCharType"))
        elif tag == W + "instrText":
            if self._state.fields:
                self._state.fields[-1].instruction += child.text or ""
        elif any(not opened.in_result for opened in self._state.fields):
            return  # between the code of a field and its result stands nothing that shows
        elif tag == W + "t":
            self._text(_shown_text(child), look)
        elif tag in _CHARACTERS:
            self._text(_CHARACTERS[tag], look)
        elif tag == W + "cr" or (tag == W + "br" and child.get(W + "type") in (None, "textWrapping")):
            self._add(replace(look.plain, node=LineBreak()))
        elif tag == W + "br":  # what stands behind the end of a page or column stands in a line of its own
            self._state.breaks = bool(self._state.line.runs)
        elif tag in NOTE_REFERENCES:
            self._reference(self._note(note_key(child)))
            self._state.own_mark = on(child.get(W + "customMarkFollows"))
        elif tag in (W + "endnoteRef", W + "footnoteRef"):
            self._state.behind_mark = True
        elif tag == W + "drawing" and (figure := self._drawings.figure(child, self._relations)):
            self._state.line.figures.append(figure)

    def _text(self, text: str, look: _RunLook) -> None:
        before = self._state.line.runs
        if look.place is Superscript and _BETWEEN_NOTES.fullmatch(text) and (not before or _is_note(before[-1])):
            return  # the comma between two notes side by side
        if self._state.own_mark:
            self._findings.say("edit-look", "the sign of a note, which is numbered", shown(text))
            return
        if self._state.behind_mark:
            self._state.behind_mark = False
            text = text[1:] if text[:1] in (" ", "\u00a0") else text
        plain = _CONTROLS.sub("", text)
        if _PRIVATE.search(plain):
            plain = _PRIVATE.sub("\ufffd", plain)
            self._findings.say("edit-characters", shown(plain))
        if look.place is Superscript and (number := self._unlinked(plain, look)):
            self._reference(number)
        elif plain:
            self._add(replace(look.plain, node=look.place(plain)))

    def _unlinked(self, text: str, look: _RunLook) -> int | None:
        """The note whose number stands here as a mere raised number, as Word leaves it of a field that was unlinked."""
        if not (text.isascii() and text.isdigit()):
            return None
        number = int(text)
        if not look.of_notes and not self._places.was_note(number, _words(self._state.line.runs)):
            return None
        return self._note(self._places.notes.get(note_bookmark(number)) or f"written {number}")

    def _reference(self, number: int | None) -> None:
        if number is not None:
            self._add(Run(NoteRef(number)))

    def _add(self, run: Run) -> None:
        if self._state.breaks:
            self._state.line.runs.append(Run(LineBreak()))
            self._state.breaks = False
        self._state.line.runs.append(run)

    # --- links and fields --------------------------------------------------------------------

    def _hyperlink(self, element: Element) -> None:
        relation = self._relations.get(element.get(R + "id") or "")
        start = len(self._state.line.runs)
        self._state.link = "-"  # so that an underlined link is no finding
        self._children(element)
        self._state.link = ""
        url = relation.target if relation and relation.external else ""
        anchor = element.get(W + "anchor")
        self._set_link(start, f"{url}#{anchor}" if url and anchor else url)

    def _set_link(self, start: int, url: str) -> None:
        """Give the runs from `start` on the address, or none where no brief may link to it."""
        runs, url = self._state.line.runs, self._addresses.settled(url)
        words = _words(runs[start:])
        problem = link_problem(url, words) if url and words.strip() else ""
        if problem:
            self._findings.say("edit-link", url, problem)
        sound = "" if problem or not words.strip() or not url else target(url, words)
        runs[start:] = [replace(p, link=sound, opens=not n) for n, p in enumerate(runs[start:])]

    def _field_character(self, kind: str | None) -> None:
        fields = self._state.fields
        if kind == "begin":
            self._begin("", in_result=False)
        elif kind == "separate" and fields:
            fields[-1].in_result = True
        elif kind == "end":
            self._end()

    def _begin(self, code: str, *, in_result: bool) -> None:
        self._state.fields.append(_OpenField(len(self._state.line.runs), code, in_result))

    def _end(self) -> None:
        if not self._state.fields:
            return
        done = self._state.fields.pop()
        words = done.instruction.split()
        name, argument = (words[0].upper() if words else ""), (words[1] if len(words) > 1 else "")
        runs = self._state.line.runs
        if any(not opened.in_result for opened in self._state.fields):
            del runs[done.start :]  # what a field inside the code of another one shows is seen by that one alone
            return
        result = runs[done.start :]
        match name:
            case "NOTEREF":
                del runs[done.start :]
                self._cross_reference(argument)
            case "REF":
                self._figure_reference(argument, result, done.start)
            case "SEQ":
                self._state.line.label_ends = len(runs)
            case "PAGEREF":
                self._state.line.is_contents |= argument.startswith("_Toc")
            case "HYPERLINK":
                self._set_link(done.start, linked(done.instruction))
            case "TOC" | "":
                pass
            case _ if name in UNSEEN_FIELDS:
                self._findings.unseen(UNSEEN_FIELDS[name], argument.strip('"'))
            case _ if not _words(result).strip():
                self._findings.left_out(f"the field {name}, which Word draws itself,", done.instruction)
            case _:
                self._findings.say("edit-field", done.instruction.strip(), shown(_words(result)))

    def _cross_reference(self, bookmark: str) -> None:
        """A second use of a note. Where a person deleted the first, the note is known by its bookmark's name."""
        key = self._places.notes.get(bookmark)
        written = written_number(bookmark)
        number = self._note(key) if key else self._note(f"written {written}") if written else None
        if number is None:
            self._findings.say("edit-note", str(written or bookmark))
        self._reference(number)

    def _figure_reference(self, bookmark: str, result: list[Run], start: int) -> None:
        drawing = self._places.drawings.get(bookmark)
        shown = None if drawing is None else self._drawings.shown(drawing, self._relations)
        text = _words(result)
        if shown is None or isinstance(shown, str) or not text[-1:].isdigit():
            return  # the words stay, as a person may have put them there
        self._state.line.runs[start:] = [replace(result[0], node=FigureRef(shown[0].name, text))]


def _words(runs: list[Run]) -> str:
    return plain_text(run.node for run in runs if isinstance(run.node, Text | Superscript | Subscript))


def _is_note(run: Run) -> bool:
    return isinstance(run.node, NoteRef)


def _place(properties: Element, style: CharacterStyle) -> type[Text] | type[Superscript] | type[Subscript]:
    """Where the words stand: raised, lowered (17.3.2.42), or moved by so many half points (17.3.2.24)."""
    said = value(properties, "vertAlign")
    moved = whole(value(properties, "position"))
    if said == "superscript" or moved > _LOWEST or (said is None and not moved and style.raised):
        return Superscript
    return Subscript if said == "subscript" or moved < -_LOWEST or (said is None and style.lowered) else Text


def _shown_text(element: Element) -> str:
    """The characters of a w:t; those blanks at its edges that XML would drop are not there (17.3.3.31)."""
    text = element.text or ""
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" \t\r\n")
    return re.sub(r"[\t\r\n]", " ", text)
