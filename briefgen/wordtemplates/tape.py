"""The tape in the making: its lines, and the marks that go before the next of them."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.diagnostics import Severity
from briefgen.document.escape import escape
from briefgen.frozen import replace
from briefgen.ooxml.tree import Element, W
from briefgen.wordtemplates.findings import ParagraphPlace, TemplateFindings
from briefgen.wordtemplates.paragraphs import Stretch, Told
from briefgen.wordtemplates.tags import Container, Nesting, WordTag, find_tags, without_tags
from briefgen.wordtemplates.template import TapeLine

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
