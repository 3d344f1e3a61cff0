"""Tags in headers and footers: each becomes a text that the house keeps a place open for.

A header repeats on every page and has no place for notes, so what is printed there must need none. Fields such as
PAGE stay what they are; a tag, or all from `{% if … %}` to its `{% endif %}`, is one text.
"""

from __future__ import annotations

from briefgen.frozen import dataclass
from briefgen.ooxml.packing import running_mark
from briefgen.ooxml.tree import SPACE, Element, R, W, serialised
from briefgen.wordtemplates.package import TemplatePackage
from briefgen.wordtemplates.tags import OBJECT, WordTag
from briefgen.wordtemplates.tape import Stretch, Tape, number_of, number_paragraphs, without_numbers, words
from briefgen.wordtemplates.template import RUNNING, ParagraphPlace, TapeLine, close_mark, open_mark

_FIELD = "a page number or other field stands between {% … %} and its end"


@dataclass(slots=True)
class _Region:
    """A text from the first to the last of some tags."""

    start: int
    end: int
    tags: list[WordTag]


class RunningTexts:
    """Reads the headers and footers of the last section, and puts marks where their texts go."""

    def __init__(self, package: TemplatePackage, tape: Tape) -> None:
        self._package, self._tape = package, tape
        self.lines: list[int] = []

    def read(self) -> None:
        section = self._package.body.find(W + "sectPr")
        links = self._package.relations(self._package.main)
        for place in ("header", "footer"):
            references = [] if section is None else section.iterchildren(f"{W}{place}Reference")
            for number, rid in enumerate(dict.fromkeys(e.get(R + "id") for e in references), 1):
                if rid in links and links[rid].target in self._package.parts:
                    self._part(links[rid].target, f"{place} {number}")

    def _part(self, name: str, called: str) -> None:
        root = self._package.root(name)
        number_paragraphs(root)
        paragraphs = list(root.iter(W + "p"))
        before = len(self.lines)
        for paragraph in paragraphs:
            self._paragraph(paragraph, ParagraphPlace(part=called, file=name, number=number_of(paragraph)))
        if len(self.lines) > before:
            without_numbers(root)
            self._package.parts[name] = serialised(root)

    def _paragraph(self, paragraph: Element, place: ParagraphPlace) -> None:
        texts = _texts(paragraph)
        place = ParagraphPlace(place.part, file=place.file, number=place.number, text="".join(t for t, _ in texts))
        tags = self._tape.tags(place)
        for region in reversed(self._regions(tags, place)):
            if OBJECT in place.text[region.start : region.end]:
                first = region.tags[0]
                hint = "put the field before or behind it"
                self._tape.findings.error(self._tape.next_line, place, first.start, first.end, _FIELD, hint)
            self._write(region, place)
            _replace(texts, region.start, region.end, running_mark(len(self.lines) - 1))

    def _regions(self, tags: list[WordTag], place: ParagraphPlace) -> list[_Region]:
        found: list[_Region] = []
        depth = 0
        for tag in tags:
            self._tape.follow([tag], place)
            if not depth:
                found.append(_Region(tag.start, tag.end, []))
            found[-1].tags.append(tag)
            found[-1].end = tag.end
            depth = max(0, depth + tag.opens - tag.word.startswith("end"))
        return found

    def _write(self, region: _Region, place: ParagraphPlace) -> None:
        stretch, position = Stretch(), region.start
        for tag in region.tags:
            stretch.add(words(place.text[position : tag.start]), position, tag.start)
            stretch.add(tag.source, tag.start, tag.end)
            position = tag.end
        self.lines.append(self._tape.next_line)
        self._tape.write(TapeLine(place), stretch, before=open_mark(RUNNING, len(self.lines)))
        self._tape.source[-1] += close_mark(RUNNING)


def _texts(paragraph: Element) -> list[tuple[str, Element]]:
    """The paragraph's texts with their elements; what is no text, and what a field shows, is one character."""
    found: list[tuple[str, Element]] = []
    depth = 0
    for element in paragraph.iter():
        if next(element.iterancestors(W + "p"), None) is not paragraph:
            continue
        if element.tag == W + "fldChar":
            kind = element.get(W + "fldCharType")
            depth += (kind == "begin") - (kind == "end")
            found.append((OBJECT, element))
        elif element.tag in (W + "drawing", W + "pict", W + "tab", W + "ptab"):
            found.append((OBJECT, element))
        elif element.tag == W + "t" and not depth and next(element.iterancestors(W + "fldSimple"), None) is None:
            found.append((element.text or "", element))
    return found


def _replace(texts: list[tuple[str, Element]], start: int, end: int, mark: str) -> None:
    """Put a mark in place of a stretch of text, in the first of the elements that it goes over."""
    position = 0
    for n, (text, element) in enumerate(texts):
        first, last = max(start - position, 0), min(end - position, len(text))
        position += len(text)
        if first < last and element.tag == W + "t":
            element.text = text[:first] + mark + text[last:]
            element.set(SPACE, "preserve")
            texts[n] = (element.text, element)
            mark = ""
