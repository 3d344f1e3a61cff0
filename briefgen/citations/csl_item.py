"""A source as an item of CSL-JSON, for citation styles.

https://docs.citationstyles.org/en/stable/specification.html, appendix III (types) and IV (variables)

A style must not say more than the record does. A date that is inferred or doubtful, or whose year is not shown,
goes as words ("literal"), since hardly a style prints CSL's own sign for uncertainty (`circa`). Names are literal
too: which part of a name is the family's, a source seldom says. What has neither title nor author goes by its outlet,
or by the name that the desk gave it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any

from briefgen.document.walk import Content
from briefgen.facts.factbase import FactBase
from briefgen.frozen import dataclass
from briefgen.language.cldr import Locale
from briefgen.language.in_words import date_in_words
from briefgen.language.phrases import inferred_part
from briefgen.model.dates import Edtf, PartialDate, parse_date
from briefgen.model.schema import source_key
from briefgen.model.statement import Origin, Record, Statement, preferred

Item = dict[str, Any]

_TYPES = {
    "news-report": "article-newspaper",
    "essay": "article-magazine",
    "interview": "interview",
    "speech": "speech",
    "report": "report",
    "book": "book",
    "web-page": "webpage",
    "dataset": "dataset",
}
OTHER = "document"
"""CSL's word for a text of no type of its own; a kind of record of that name has nothing to do with it."""
_IN_A_PERIODICAL = ("article-newspaper", "article-magazine", "webpage", "interview")


def csl_item(base: FactBase, source: str, locale: Locale) -> Item:
    """The source with this id, its names and dates in the language of the brief; what is not recorded is left out."""
    record = base.record(source_key(source))
    if record is None:
        return {"id": source, "type": OTHER, "title": source}
    item: Item = {"id": source, "type": _type(base, record)}
    item |= {"title": record.first("title"), "language": record.first("language"), "URL": record.first("url")}
    item["author"] = [{"literal": name} for name in names_of_authors(base, record, locale.tag)]
    outlet = _outlet(base, record, item["type"], locale)
    if item["title"] or item["author"]:
        item |= outlet
    else:  # else many a style would cite it as (2024)
        name = outlet.get("container-title") or outlet.get("publisher") or base.label(record.key, locale.tag)
        item["author"] = [{"literal": name}]
    if published := record.values("published"):
        item["issued"] = _issued(preferred(published), locale)
    if item["URL"]:
        item["accessed"] = csl_date(parse_date(record.first("retrieved")), locale)
    return {name: value for name, value in item.items() if value}


def names_of_authors(base: FactBase, record: Record, language: str) -> list[str]:
    """Who wrote a source: by their records, then those whom it names and who have none."""
    known = [base.label(s.value, language) for s in record.values("author")]
    return [*known, *(str(s.value) for s in record.values("byline"))]


def named_in(base: FactBase, record: Record) -> list[str]:
    """The keys of the records whose names stand in the item of a source, besides its own."""
    whole = _whole(base, record)
    parts = [s.value for name in ("author", "publisher", "part_of") for s in record.values(name)]
    return [*parts, *(s.value for s in (whole.values("publisher") if whole is not None else ()))]


def csl_date(date: Edtf, locale: Locale) -> Item:
    """A date or an interval of two; as words where CSL cannot say how far it is known."""
    parts = [_parts(part) for part in (date.start, date.end) if part is not None]
    if any(part is None for part in parts):
        return {"literal": date_in_words(locale, date)}
    return {"date-parts": parts}


def _parts(date: PartialDate | str) -> list[int] | None:
    """Year, month and day as far as they go; None where one is unknown, doubtful or open."""
    if isinstance(date, str) or date.doubtful or "X" in date.year + date.month + date.day:
        return None
    return [int(part) for part in (date.year, date.month, date.day) if part]


def _issued(published: Statement, locale: Locale) -> Item:
    date = parse_date(str(published.value))
    if published.origin is not Origin.INFERRED:
        return csl_date(date, locale)
    return {"literal": f"{date_in_words(locale, date)} ({inferred_part(locale, published.inferred)})"}


def _type(base: FactBase, record: Record) -> str:
    """The type, in which an essay or report in a book is a chapter of it."""
    whole = _whole(base, record)
    if whole is not None and whole.first("type") == "book":
        return "chapter"
    return _TYPES.get(record.first("type"), OTHER)


def _outlet(base: FactBase, record: Record, type_: str, locale: Locale) -> Item:
    """Where it appeared: the work that it is part of, or the outlet that published it."""
    whole = _whole(base, record)
    publishers = record.values("publisher") or (whole.values("publisher") if whole else ())
    named = record.values("outlet")
    publisher = base.label(publishers[0].value, locale.tag) if publishers else str(named[0].value) if named else ""
    if whole is not None:
        return {"container-title": whole.first("title") or base.label(whole.key, locale.tag), "publisher": publisher}
    return {"container-title" if type_ in _IN_A_PERIODICAL else "publisher": publisher}


def _whole(base: FactBase, record: Record) -> Record | None:
    part_of = record.values("part_of")
    return base.record(part_of[0].value) if part_of else None


# --- References to sources as a citation style words them, beside which a note keeps its own evidence ---


@dataclass(frozen=True, slots=True)
class StyledReferences:
    """What a style makes of the sources of one brief.

    `cited` has the source of each note in order, "" for a note without one; `in_notes` the words for each, in
    full or short (ibid.) as its place asks. `entries` are those of the list of sources, by source and in the
    order of the style; a style without a list has none.
    """

    cited: tuple[str, ...] = ()
    in_notes: tuple[Content, ...] = ()
    entries: Mapping[str, Content] = field(default_factory=dict)

    def in_note(self, number: int, cited: Sequence[str]) -> Content:
        """The words for the note with this number; () where these references are of another run of notes."""
        return self.in_notes[number - 1] if self.cited == tuple(cited) else ()


Cite = Callable[[FactBase, tuple[str, ...]], StyledReferences]
"""From the facts and the sources of the notes, in order, to their references in one style."""
