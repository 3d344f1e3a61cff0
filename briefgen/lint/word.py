"""Templates made in Word as the lint takes them: their text, their own words and their headings.

The walk finds faults in the text that was read out of the file; `WordTemplate.in_words` says them of the document.
What a paragraph says outside of its tags is looked at here, as it stands in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.document.walk import plain_text
from briefgen.frozen import replace
from briefgen.lint.repeats import CODE, Facts, HeadingFault, fits
from briefgen.lint.template_source import TemplateText
from briefgen.wordtemplates.tags import OBJECT, find_tags
from briefgen.wordtemplates.template import TapeLine, WordTemplate, told


def source_of(name: str, word: WordTemplate) -> TemplateText:
    """The text of a Word template; its places are lines and columns of that text."""
    return TemplateText(name, word.source, lambda line, column: Location(word.file, line, column), made=True)


def paragraphs(word: WordTemplate) -> list[str]:
    """What the paragraph says that each line of the text stands for, a character for a character."""
    return [re.sub(rf"[\n\t{OBJECT}]", " ", line.place.text) for line in word.lines]


def repeated_in_word(facts: Facts, word: WordTemplate) -> Iterator[Diagnostic]:
    """Each name or day of the facts that an editor typed into the document."""
    seen = set[tuple[str, int]]()
    for number, line in enumerate(word.lines, 1):
        place = line.place
        if (place.file, place.number) in seen:
            continue
        seen.add((place.file, place.number))
        for start, text in _own_words(place.text):
            for offset, message, hint in facts.typed_in(text):
                at = start + offset
                yield _warning(word, number, (at, at + 1), message, CODE, hint)


def heading_fault(word: WordTemplate, fault: HeadingFault) -> Diagnostic | None:
    """A fault of a heading at the paragraph in Word that it came from; None where no paragraph can have said it."""
    number = _heading_line(word, fault.heading.level, plain_text(fault.heading.content))
    if not number:
        return None
    hint = f"give it the style {_style_of(word, fault.wanted)}" if fault.wanted else fault.hint
    end = len(word.lines[number - 1].place.text)
    return _warning(word, number, (0, end), fault.message, fault.code, hint)


def _warning(
    word: WordTemplate, number: int, span: tuple[int, int], message: str, code: str, hint: str | None
) -> Diagnostic:
    place = word.lines[number - 1].place
    found = told(word.file, number, place, *span, message, code, hint)
    return replace(found, severity=Severity.WARNING)


def _own_words(text: str) -> Iterator[tuple[int, str]]:
    """What a paragraph says outside of its tags, each piece with its offset."""
    position = 0
    for tag in find_tags(text)[0]:
        yield position, text[position : tag.start]
        position = tag.end
    yield position, text[position:]


def _heading_line(word: WordTemplate, level: int, text: str) -> int:
    """The line of the heading that says a text, one without tags first; 0 where there is none."""
    headings = [(n, line) for n, line in enumerate(word.lines, 1) if line.kind == "heading" and line.level == level]
    found = [(len(find_tags(line.place.text)[0]), n) for n, line in headings if _says(line, text)]
    return min(found)[1] if found else 0


def _says(line: TapeLine, text: str) -> bool:
    parts = [words.replace(OBJECT, "") for _, words in _own_words(line.place.text)]
    parts[0], parts[-1] = parts[0].lstrip(), parts[-1].rstrip()
    return fits(parts, text.strip())


def _style_of(word: WordTemplate, level: int) -> str:
    """The style of headings of a level: where there is a title, headings of level 1 stand below it."""
    has_title = any(asked == "heading 1" and own == "Title" for _, asked, own in word.own_styles)
    return "Title" if has_title and level == 1 else f"Heading {level - has_title}"
