"""Sources from lists of references: CSL-JSON, BibTeX and RIS, as Zotero and EndNote write them.

A reference becomes a record as an archived page does: what the list says, each with its place, to be confirmed. Its
text is not here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from briefgen.disk import replace_file
from briefgen.facts.factbase import FactBase
from briefgen.intake.drawing.bylines import first_date
from briefgen.intake.drawing.drawn import Drawn, Imprint, Undrawable, clean
from briefgen.intake.drawing.plain_text import decoded
from briefgen.intake.proposing import propose, propose_id, slug
from briefgen.intake.tables.worksheet import Imported
from briefgen.model.ids import LONGEST, is_slug
from briefgen.workspace.workspace import Workspace

_MOST = 20_000


@dataclass(frozen=True, slots=True)
class BibReference:
    """One reference: the key by which its list names it, the form of the list, and what it says."""

    key: str
    form: str
    said: tuple[Imprint, ...]

    def first(self, what: str) -> str:
        return next((one.value for one in self.said if one.what == what), "")


def is_bibliography(data: bytes, name: str) -> bool:
    """Whether a file is a list of references, by its ending or its first words."""
    ending = name.lower().rpartition(".")[2]
    begin = data[:400].lstrip(b"\xef\xbb\xbf \r\n")
    return ending in ("bib", "ris", "json") or begin.startswith((b"TY  -", b"@article", b"@book", b"@misc", b"@online"))


def read_references(data: bytes, name: str = "") -> list[BibReference]:
    """The references of a list, in its order; raises `Undrawable`."""
    text = decoded(data)[0].lstrip("\ufeff")
    begin = text.lstrip()
    found = list(_csl(text) if begin[:1] in "[{" else _bibtex(text) if begin[:1] in "@%" else _ris(text))
    if not found:
        raise Undrawable("holds no references in CSL-JSON, BibTeX or RIS")
    if len(found) > _MOST:
        raise Undrawable(f"has more than {_MOST:,} references")
    return found


def import_sources(workspace: Workspace, references: list[BibReference], today: str) -> Imported:
    """Write a record for each reference that is no source yet: by its id, or by its address."""
    base, folder = workspace.facts.base, workspace.home.folder("facts") / "sources"
    known = {str(v.value): r.id for r in base.of_kind("source") for v in r.values("url")}
    taken = {r.id for r in base.of_kind("source")} | {path.stem for path in folder.glob("*.yaml")}
    found, own = Imported(), set[str]()
    for reference in references:
        id_ = _id(reference, own)
        if id_ in taken or reference.first("address") in known:
            found.unchanged += 1
            continue
        own.add(id_)
        drawn = Drawn(reference.form, reference.first("title"), (), reference.said)
        proposal = propose(id_, drawn, base, sha256="", today=today, questions=_alike(base, reference))
        path = folder / f"{id_}.yaml"
        replace_file(path, proposal.text.encode())
        found.written.append(path)
    return found


def _id(reference: BibReference, taken: Collection[str]) -> str:
    own = slug(reference.key.rpartition("/")[2])[:LONGEST].strip("-")
    if is_slug(own) and not own.isdigit() and own not in taken:
        return own
    return propose_id(Drawn(reference.form, "", (), reference.said), reference.key or "reference", taken)


def _alike(base: FactBase, reference: BibReference) -> list[str]:
    from rapidfuzz import fuzz

    title = reference.first("title").casefold()
    near = [
        record.id
        for record in base.of_kind("source")
        for value in record.values("title")
        if len(title) > 15 and fuzz.ratio(title, str(value.value).casefold()) > 90
    ]
    return [f"it has nearly the title of {id_}; is it the same source?" for id_ in near[:2]]


# --- CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV ---

_CSL_TYPES = {
    "article-newspaper": "news-report", "article-magazine": "essay", "article-journal": "essay",
    "interview": "interview",
    "speech": "speech", "report": "report", "book": "book", "chapter": "book", "webpage": "web-page",
    "post-weblog": "web-page",
    "dataset": "dataset", "legislation": "official-record", "bill": "official-record", "hearing": "official-record",
}  # fmt: skip


def _csl(text: str) -> Iterator[BibReference]:
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as bad:
        raise Undrawable(f"is no JSON: {bad}") from bad
    items = items.get("items", [items]) if isinstance(items, dict) else items
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict) and ("title" in item or "type" in item):
            yield BibReference(_words(item.get("citation-key") or item.get("id")), "csl", tuple(_of_csl(item)))


def _of_csl(item: dict[str, Any]) -> Iterator[Imprint]:
    if item.get("type") in _CSL_TYPES:
        yield Imprint("type", _CSL_TYPES[item["type"]], "CSL-JSON type")
    yield from _plain(item, "title", "title")
    for author in item.get("author") or [] if isinstance(item.get("author"), list) else []:
        if isinstance(author, dict):
            parts = [author.get("given"), author.get("non-dropping-particle"), author.get("family")]
            yield Imprint(
                "author", _words(author.get("literal") or " ".join(map(_words, filter(None, parts)))), "CSL-JSON author"
            )
    for key in ("container-title", "publisher"):
        yield from _plain(item, key, "outlet")
    yield from _plain(item, "URL", "address")
    yield from _plain(item, "language", "language")
    for key, what in (("issued", "published"), ("accessed", "retrieved")):
        if day := _csl_date(item.get(key)):
            yield Imprint(what, day, f"CSL-JSON {key}")


def _plain(item: dict[str, Any], key: str, what: str) -> Iterator[Imprint]:
    if words := _words(item.get(key)):
        yield Imprint(what, words, f"CSL-JSON {key}")


def _csl_date(date: Any) -> str:
    if not isinstance(date, dict):
        return ""
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        numbers = [_words(part) for part in parts[0][:3]]
        if all(n.isdigit() for n in numbers):
            return "-".join([numbers[0].zfill(4), *(n.zfill(2) for n in numbers[1:])])
    return _day(_words(date.get("raw") or date.get("literal")))


# --- BibTeX ---

_BIB_TYPES = {"online": "web-page", "misc": "other", "article": "essay", "book": "book", "incollection": "book",
              "techreport": "report", "report": "report", "dataset": "dataset", "inproceedings": "essay"}  # fmt: skip
_BIB_OUTLETS = ("journaltitle", "journal", "booktitle", "publisher", "organization", "institution", "school",
                "howpublished")  # fmt: skip
_ENTRY = re.compile(r"@([A-Za-z]+)\s*[{(]\s*([^,\s{}]+)\s*,")
_STRING = re.compile(r"@string\s*[{(]\s*([\w-]+)\s*=\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\{(?:[^{}]|\{[^{}]*})*}")
_NOT_HANDED_ON = ("title", "url", "urldate")  # of a volume, to what stands in it
_ACCENTS = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
            "v": "\u030c", "u": "\u0306", "c": "\u0327", "k": "\u0328", "H": "\u030b", "r": "\u030a"}  # fmt: skip
_ACCENT = re.compile(r"""\\(['`"^~=.]|[vuckHr](?![A-Za-z]))\s*\{?\s*\\?([A-Za-z])\s*\}?""")
_SIGNS = {r"\ss": "ß",
          r"\o": "ø", r"\O": "Ø", r"\l": "ł", r"\L": "Ł", r"\ae": "æ", r"\AE": "Æ", r"\aa": "å",
          r"\AA": "Å",
          r"\&": "&", r"\%": "%", r"\_": "_", r"\#": "#", r"\$": "$", "---": "—", "--": "–", "``": "“", "''": "”",
          "~": " ", r"\textasciitilde": "~"}  # fmt: skip
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def _bibtex(text: str) -> Iterator[BibReference]:
    strings: dict[str, str] = {}
    for match in _STRING.finditer(text):
        strings[match[1].lower()] = _bib_value(text, match.end(), strings)[0]
    entries = [(m[1].lower(), m[2], dict(_bib_fields(text, m.end(), strings))) for m in _ENTRY.finditer(text)]
    volumes = {key.lower(): fields for _, key, fields in entries}
    for sort, key, fields in entries:
        if sort not in ("comment", "string", "preamble"):
            volume = volumes.get(fields.get("crossref", "").lower(), {})
            handed_on = {name: value for name, value in volume.items() if name not in _NOT_HANDED_ON}
            whole = {**handed_on, **({"booktitle": volume["title"]} if "title" in volume else {}), **fields}
            yield BibReference(key, "bibtex", tuple(_of_bibtex(sort, whole)))


def _bib_fields(text: str, at: int, strings: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The fields of an entry from where they begin, until its bracket is closed."""
    field = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*")
    while match := field.match(text, at):
        value, at = _bib_value(text, match.end(), strings)
        name = match[1].lower()
        yield name, value if name == "author" else _unlatex(value)  # brackets keep a name together
        gap = re.compile(r"\s*,").match(text, at)
        if gap is None:
            return
        at = gap.end()


def _bib_value(text: str, at: int, strings: dict[str, str]) -> tuple[str, int]:
    """A value and where it ends: its parts, with # between them, in brackets, in quotation marks or by a name."""
    value, at = _bib_part(text, at, strings)
    while more := re.compile(r"\s*#\s*").match(text, at):
        part, at = _bib_part(text, more.end(), strings)
        value += part
    return value, at


def _bib_part(text: str, at: int, strings: dict[str, str]) -> tuple[str, int]:
    if at < len(text) and text[at] in '{"':
        opening, depth, start = text[at], 0, at
        while at < len(text):
            sign = text[at]
            if sign == "\\":
                at += 1
            elif sign == "{":
                depth += 1
            elif sign == "}":
                depth -= 1
            if at > start and ((opening == "{" and depth == 0) or (opening == '"' and sign == '"' and depth == 0)):
                return text[start + 1 : at], at + 1
            at += 1
        return "", at
    match = re.compile(r"[\w-]*").match(text, at)
    assert match is not None
    return strings.get(match[0].lower(), match[0]), match.end()


def _unlatex(text: str) -> str:
    text = _ACCENT.sub(lambda m: unicodedata.normalize("NFC", m[2] + _ACCENTS[m[1]]), text)
    for written, sign in _SIGNS.items():
        if text.startswith("http") and written[0] != "\\":  # an address has its hyphens and its ~
            continue
        text = re.sub(re.escape(written) + (r"(?![A-Za-z])\s?" if written[-1].isalpha() else ""), sign, text)
    return " ".join(re.sub(r"[{}]", "", re.sub(r"\\[A-Za-z]+\s*", "", text)).split())


def _of_bibtex(sort: str, fields: dict[str, str]) -> Iterator[Imprint]:
    yield Imprint("type", _BIB_TYPES.get(sort, "other"), f"BibTeX @{sort}")
    for name, what in (("title", "title"), ("url", "address"), ("langid", "language"), ("language", "language")):
        if name in fields:
            yield Imprint(what, _tag(fields[name]) if what == "language" else fields[name], f"BibTeX {name}")
    authors = _BRACKETED.sub(lambda m: re.sub(r"\s", "~", m[0]), fields.get("author", ""))
    for author in re.split(r"(?i:\s+and\s+(?:others$)?)", authors):
        name = _unlatex(author)
        yield Imprint("author", name if _BRACKETED.fullmatch(author) else _family_last(name), "BibTeX author")
    for name in _BIB_OUTLETS:
        if name in fields and not fields[name].startswith("http"):
            yield Imprint("outlet", fields[name], f"BibTeX {name}")
    if day := _day(fields.get("date", "")) or _bib_day(fields):
        yield Imprint("published", day, "BibTeX date" if "date" in fields else "BibTeX year")
    if day := _day(fields.get("urldate", "")):
        yield Imprint("retrieved", day, "BibTeX urldate")


def _bib_day(fields: dict[str, str]) -> str:
    year, month, day = fields.get("year", ""), fields.get("month", "").lower(), fields.get("day", "")
    if not re.fullmatch(r"\d{4}", year):
        return ""
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0
    if not 1 <= number <= 12:
        return year
    return f"{year}-{number:02}-{int(day):02}" if day.isdigit() else f"{year}-{number:02}"


_LANGUAGES = {"english": "en",
              "american": "en-US", "british": "en-GB", "russian": "ru", "german": "de", "ngerman": "de",
              "french": "fr", "spanish": "es", "italian": "it", "turkish": "tr",
              "arabic": "ar", "ukrainian": "uk"}  # fmt: skip


def _tag(language: str) -> str:
    return _LANGUAGES.get(language.lower(), language)


# --- RIS ---

_RIS_TYPES = {"NEWS": "news-report", "MGZN": "essay", "JOUR": "essay", "BOOK": "book", "CHAP": "book", "RPRT": "report",
              "ELEC": "web-page", "WEB": "web-page", "BLOG": "web-page", "DATA": "dataset", "CONF": "essay",
              "CPAPER": "essay", "GOVDOC": "official-record"}  # fmt: skip
_RIS = {"TI": "title", "T1": "title", "AU": "author", "A1": "author", "T2": "outlet", "BT": "outlet", "JO": "outlet",
        "JF": "outlet",
        "PB": "outlet", "UR": "address", "L1": "address", "LA": "language", "DA": "published", "PY": "published",
        "Y1": "published", "Y2": "retrieved"}  # fmt: skip


def _ris(text: str) -> Iterator[BibReference]:
    said: list[Imprint] = []
    key = ""
    for line in (*text.splitlines(), "ER  - "):
        match = re.match(r"([A-Z][A-Z0-9])  ?- ?(.*)", line.rstrip())
        if match is None:
            continue
        tag, value = match[1], match[2].strip()
        if tag in ("TY", "ER"):  # some write no ER
            if len(said) > 1:  # the year alone goes behind the day
                yield BibReference(key, "ris", tuple(sorted(said, key=lambda one: one.where == "RIS PY")))
            said, key = [], ""
        if tag == "TY":
            said.append(Imprint("type", _RIS_TYPES.get(value, "other"), "RIS TY"))
        elif tag == "ID":
            key = value
        elif tag in _RIS and value:
            said.append(_of_ris(tag, value))


def _of_ris(tag: str, value: str) -> Imprint:
    what = _RIS[tag]
    if what == "author":
        value = _family_last(value)
    elif what == "language":
        value = _tag(value)
    elif what in ("published", "retrieved"):
        value = _day(value.rstrip("/").replace("/", "-")) or value
    return Imprint(what, value, f"RIS {tag}")


def _family_last(author: str) -> str:
    """A name as it is spoken; of three parts BibTeX has "Jr." in the middle, and RIS at the end."""
    family, *others = (part.strip() for part in author.split(","))
    others.sort(key=lambda part: bool(re.fullmatch(r"[JS]r\.?|I{2,3}|IV", part)))
    return " ".join([*others[:1], family, *others[1:]])


def _day(text: str) -> str:
    """A date of such a list as EDTF: 2031-06-13, 2031-06, 2031, or one in words; "" for anything else."""
    text = text.strip()
    if match := re.match(r"(\d{4}(?:-\d{2}){0,2})(?:$|T|[-/ ])", text):
        return match[1]
    return first_date(text)


def _words(value: Any) -> str:
    return clean(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
