"""Words of a template that repeat a fact instead of using it: a place or a date that was typed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jinja2 import nodes

from briefgen.facts.factbase import FactBase
from briefgen.language.cldr import Locale
from briefgen.language.dates import date_in_words
from briefgen.lint.findings import LintFindings
from briefgen.lint.source import TemplateText
from briefgen.model.dates import parse_date
from briefgen.model.schema import DATE, TEXT
from briefgen.model.statement import Statement

# Fields that hold proper names. Vocabulary, such as labels of themes, is no fact.
NAMES = frozenset({"name", "names", "short", "aliases", "place", "venue", "title"})
KINDS = frozenset({"meeting", "series", "country", "person", "organisation", "document"})
SHORTEST = 4
CODE = "repeats-a-fact"


class Facts:
    """The proper names and days that a fact base holds, each with a statement that has it."""

    def __init__(self, base: FactBase, locale: Locale) -> None:
        self.found: dict[str, Statement | str] = {}
        for record in base.records.values():
            if record.kind in KINDS:
                for statement in record.statements:
                    for words in _words(base, statement, locale):
                        self.found.setdefault(words, statement)
            if record.kind == "country":
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
