"""What is typed into a template and stands outside of its tags: facts that are repeated, and headings as they come out.

The same of templates made in Word: the walk finds faults in the text that was read out of the file, and
`WordTemplate.in_words` says them of the document. What a paragraph says is looked at here, as it stands in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import regex
from jinja2 import nodes

from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.document.nodes import Block, Heading
from briefgen.document.walk import plain_text
from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass, replace
from briefgen.language.cldr import Locale
from briefgen.language.in_words import date_in_words
from briefgen.lint.library import LintFindings
from briefgen.lint.template_source import TagPlace, TemplateText
from briefgen.model.dates import parse_date
from briefgen.model.schema import BODY, DATE, EVENT, SEQUENCE, SOMEBODY, STATE, TEXT, WORK
from briefgen.model.statement import Statement
from briefgen.rendering.catalogue import PLACE
from briefgen.wordtemplates.tags import OBJECT, find_tags
from briefgen.wordtemplates.template import TapeLine, WordTemplate, told

# Fields that hold proper names. Vocabulary, such as labels of themes, is no fact.
NAMES = frozenset({"name", "names", "short", "aliases", "place", "venue", "title"})
NAMED = (EVENT, SEQUENCE, STATE, SOMEBODY, BODY, WORK)
SHORTEST = 4
CODE = "repeats-a-fact"


class Facts:
    """The proper names and days that a fact base holds, each with a statement that has it."""

    def __init__(self, base: FactBase, locale: Locale) -> None:
        self.found: dict[str, Statement | str] = {}
        for record in base.records.values():
            if base.acts(record.kind, *NAMED):
                for statement in record.statements:
                    for words in _words(base, statement, locale):
                        self.found.setdefault(words, statement)
            if base.acts(record.kind, STATE):
                for code in record.values("code"):
                    self.found.setdefault(locale.territory(code.value), code)
        longest_first = sorted(self.found, key=len, reverse=True)
        self.pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None
        )

    def typed_in(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Each name or day that stands in a text: its offset, what is wrong with that, and what to do."""
        for found in self.pattern.finditer(text) if self.pattern is not None else ():
            statement = self.found[found[0]]
            assert isinstance(statement, Statement)
            message = f"'{found[0]}' is typed in; it is the {statement.property} of {statement.subject}"
            hint = f"let the fact print itself, with its note: {{{{ {statement.kind}.{_field(statement)} }}}}"
            yield found.start(), message, hint


def _words(base: FactBase, statement: Statement, locale: Locale) -> Iterator[str]:
    spec = base.schema[statement.kind].fields.get(statement.property)
    if spec is None:
        return
    if spec.type == DATE:
        date = parse_date(statement.value)
        if date.is_exact_day:
            yield from (str(statement.value), date_in_words(locale, date))
    elif spec.type == TEXT and spec.name in NAMES:
        yield from (words for words in statement.value.values() if _is_proper(words))


def _is_proper(words: str) -> bool:
    """True for what is long enough and written as a name: Samarkand, but neither CIS nor a sentence."""
    return len(words) >= SHORTEST and words[:1].isupper() and not words.endswith(".") and words != words.lower()


def repeated(facts: Facts, source: TemplateText, tree: nodes.Template, findings: LintFindings) -> None:
    """Reports each name or day of the facts that stands in the text of a template."""
    for text, start in _texts(source, tree):
        for found, message, hint in facts.typed_in(text):
            findings.say(source, source.place(start + found), CODE, message, hint)


def _field(statement: Statement) -> str:
    return "label" if statement.property in ("name", "names", "code") else statement.property


def _texts(source: TemplateText, tree: nodes.Template) -> Iterable[tuple[str, int]]:
    """The template's own words, each with its offset; of a text that was made those in quotation marks alone."""
    for data in () if source.made else tree.find_all(nodes.TemplateData):
        yield data.data, source.offset(data.lineno)
    printed = [node for output in tree.find_all(nodes.Output) for node in output.nodes]
    for part in (*printed, *(filter_.node for filter_ in tree.find_all(nodes.Filter))):
        if isinstance(part, nodes.Const) and isinstance(part.value, str):
            yield part.value, source.offset(part.lineno) + 1


# --- Headings of a brief as it comes out: levels that skip, and sections with nothing in them ---


# Not by re, which in early releases of Python 3.11 (seen in 3.11.2) finds nothing behind such nested groups.
_LINE = regex.compile(r"^[ \t]*+(?:\{%(?:(?!%\})[^\n])*+%\}[ \t]*+)*+(?P<signs>#{1,6})[ \t]+(?P<text>\S.*)$", regex.M)
_SAID = re.compile(r"\"((?:[^\"\\]|\\.)+)\"|'((?:[^'\\]|\\.)+)'")


@dataclass(frozen=True, slots=True)
class HeadingFault:
    """What is wrong with a heading; `wanted` is the level that it should have, 0 where that is not the fault."""

    code: str
    message: str
    hint: str
    heading: Heading
    wanted: int = 0


def faults(document: Iterable[Block]) -> Iterator[HeadingFault]:
    """What is wrong with the headings of a brief, in order."""
    found, before = list(document), 0
    for number, block in enumerate(found):
        if not isinstance(block, Heading):
            continue
        text = plain_text(block.content)
        if block.level > before + 1:
            wanted = "#" * (before + 1)
            message = f"the heading '{text}' is of level {block.level}, and the one before it of level {before}"
            if not before:
                message = f"the first heading, '{text}', is of level {block.level}"
            yield HeadingFault("skipped-heading", message, f"write {wanted}", block, before + 1)
        before = block.level
        following = found[number + 1] if number + 1 < len(found) else None
        if following is None or (isinstance(following, Heading) and following.level <= block.level):
            hint = "put {% if … %} around heading and section"
            yield HeadingFault("empty-section", f"nothing stands under '{text}'", hint, block)


def place_of(heading: Heading, sources: Iterable[TemplateText]) -> tuple[TemplateText, TagPlace] | None:
    """Where a heading stands in the templates: the line of its level that can say its words."""
    text, vague = plain_text(heading.content), None
    for source in sources:
        for line in _LINE.finditer(source.text):
            if len(line["signs"]) != heading.level:
                continue
            here = source, source.place(line.start("signs"))
            said = [one or two for one, two in _SAID.findall(line["text"])]
            if line["text"].strip() == text or any(_may_say(words, text) for words in said):
                return here
            vague = vague or (here if "{{" in line["text"] and not said else None)
    return vague


def _may_say(words: str, text: str) -> bool:
    parts = [part.casefold() for form in words.split("|") for part in PLACE.split(form)[::2]]
    return fits(parts, text.casefold(), least=0 if "|" in words else 1)


def fits(parts: Sequence[str], text: str, least: int = 0) -> bool:
    """Whether a text is these parts in their order, with something of `least` characters or more between two."""
    first, last, at = parts[0], parts[-1], len(parts[0])
    if len(parts) == 1:
        return text == first
    if not text.startswith(first):
        return False
    for part in parts[1:-1]:
        found = text.find(part, at + least)
        if found < 0:
            return False
        at = found + len(part)
    return text.endswith(last) and len(text) - len(last) >= at + least


# --- The same, and the text itself, of templates made in Word ---


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
