"""The record of a source as it is proposed: what the source says of itself, and where, to be confirmed.

What is not known is left out, with its key; it is never guessed. Nothing that a person has to know is filled in: how
far the source can be relied on, and whom it relays.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from briefgen.archive.matching import fold
from briefgen.facts.factbase import FactBase
from briefgen.facts.yaml_text import Exact, entry
from briefgen.intake.drawing.drawn import Drawn, Imprint, guessed_language, in_one_line
from briefgen.model.dates import BadDate, parse_date
from briefgen.model.ids import LONGEST, free_id, is_slug
from briefgen.model.jsonschema import modeline
from briefgen.model.scalars import is_language
from briefgen.model.schema import BODY, SOMEBODY, SOURCE
from briefgen.query.whose import names_of

_NEWS = re.compile(r"JSON-LD|metadata (?:article:|og:|(?:pub)?date$|datepublished$)", re.IGNORECASE)
_MINUTES = "official-record"
_SHOWN = re.compile(r"the visible line|the dateline|line \d")  # where a text shows a day, and does not say of what
_WORDS = 5  # of a title, in an id
_MOST_TITLE = 60
_MOST_LABEL = 80
_MOST_NAMES = 40
_HEAD = 8  # lines at the head of a text in which it may say what it is
_DESCRIBED = {
    "news-report": "news report", "web-page": "page", "press-release": "press release", "speech": "transcript",
    "essay": "article", _MINUTES: "minutes",
}  # fmt: skip
_FORMS = {"mail": "mail", **dict.fromkeys(("pdf", "docx", "odt", "doc", "rtf"), "document")}
_TYPES = {"vtt": "speech", "srt": "speech", "mail": "other"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """The text of a record, and the key of each line that a person has to look at."""

    text: str
    open: tuple[str, ...]


def propose_id(drawn: Drawn, name: str, taken: Collection[str]) -> str:
    """An id that a person can say: outlet and day, or the first words of the title, or the name of the file."""
    outlet, day = best(drawn.said, "outlet"), best_date(drawn.said)
    title = best(drawn.said, "title") or re.sub(r"\.[A-Za-z0-9]{1,6}$", "", name.rstrip("/").rpartition("/")[2])
    host = urlsplit(name).hostname if "://" in name else None
    first = slug(outlet.value) if outlet else slug((host or "").removeprefix("www.").partition(".")[0])
    day = "" if day.startswith("X") else day
    if first and day:
        base = f"{first[:40].strip('-')}-{day}"
    else:
        words = slug(title.value if isinstance(title, Imprint) else title).split("-")
        words = words[:_WORDS]
        while len(words) > 2 and len(words[-1]) < 3 and words[-1].isalpha():  # by-a, on-u-s
            words.pop()
        base = "-".join(word for word in ([first] if first and outlet else []) + [*words, day] if word)
    base = base[: LONGEST - 4].strip("-")
    return free_id(base if is_slug(base) else f"source-{base}".strip("-"), taken)


def slug(text: str) -> str:
    """Words as an id has them: Latin letters and digits with single hyphens."""
    from anyascii import anyascii

    plain = anyascii(unicodedata.normalize("NFC", text)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def best(said: Sequence[Imprint], what: str) -> Imprint | None:
    """The first that a source says of one thing."""
    return next((one for one in said if one.what == what), None)


def best_date(said: Sequence[Imprint]) -> str:
    """The day of publication, as EDTF; "" where the source shows none that can be read.

    A day with its year goes before one without, wherever each was read.
    """
    days = [one.value for one in said if one.what == "published" and _is_date(one.value)]
    return next((day for day in days if not day.startswith("X")), days[0] if days else "")


def propose(
    source: str, drawn: Drawn, base: FactBase, *, sha256: str, today: str, questions: Sequence[str]
) -> Proposal:
    """The text of `facts/sources/<source>.yaml`; `questions` stand in it as remarks, for the editor to answer."""
    lines = [
        modeline(SOURCE),
        "# Proposed by briefgen: a remark says where the line below it was read. Confirm it, remove the remark.",
    ]
    lines += [_remark(f"Question: {question}") for question in questions]
    asked: list[str] = []

    def put(key: str, value: object, where: str) -> None:
        lines.append(_remark(where))
        lines.extend(entry(key, value, 0).splitlines())
        asked.append(key)

    language = _language(drawn)
    type_ = _type(drawn)
    put("type", *type_)
    title = best(drawn.said, "title")
    if title:
        put("title", Exact(title.value), _read_in(drawn.said, "title"))
    for key, bare, what, part in (("publisher", "outlet", "outlet", BODY), ("author", "byline", "author", SOMEBODY)):
        lines.extend(_actors(key, bare, [s for s in drawn.said if s.what == what], base, part))
    addresses = [s for s in drawn.said if s.what == "address" and s.value.startswith("http")]
    address = min(addresses, key=lambda s: not s.value.startswith("https:"), default=None)
    if address:
        put("url", address.value, f"read in {address.where}")
    put("language", *language)
    is_record = type_[0] == _MINUTES
    at_head = [s for s in drawn.said if is_record and s.what == "published" and _SHOWN.match(s.where)]
    if day := best_date([one for one in drawn.said if one not in at_head]):
        put("published", day, _read_in(drawn.said, "published"))
    elif day := best_date(at_head):  # minutes are dated by the meeting
        lines.append(_remark(f"published: not said; {day}, read in {at_head[0].where}, may be the day of the meeting"))
    elif best(drawn.said, "published"):
        lines.append(_remark(f"published: not read as a day: {_read_in(drawn.said, 'published')}"))
    for what in ("changed", "made"):
        lines += [_remark(f"{what} on {one.value}, says {one.where}") for one in drawn.said if one.what == what][:1]
    retrieved = next((s.value for s in drawn.said if s.what == "retrieved" and _is_date(s.value)), today)
    lines += [f"retrieved: {retrieved}", f"recorded: {today}", f"src: {source}"]
    lines += [f"sha256: {sha256}"] if sha256 else []
    outlet = best(drawn.said, "outlet")
    put("label", outlet.value if outlet else _label(drawn, title, source), "how notes name it in short")
    put(
        "descriptor",
        _DESCRIBED.get(type_[0], type_[0]) if type_[0] != "other" else _FORMS.get(drawn.form, "text"),
        "what it is, for its first note, such as: report on the third forum",
    )
    if drawn.furniture:
        put("boilerplate", [Exact(line) for line in drawn.furniture], "lines that look like page furniture, no content")
    lines += [_remark(remark) for remark in drawn.remarks]
    return Proposal("\n".join(lines) + "\n", tuple(asked))


def _remark(text: str) -> str:
    """A line of YAML that says nothing, whatever stands in the words: those of a source must not end it."""
    return f"# {in_one_line(text)}"


def _type(drawn: Drawn) -> tuple[str, str]:
    if said := best(drawn.said, "type"):
        return said.value, f"read in {said.where}"
    if told := _told_by_words(drawn):
        return told
    if drawn.form in _TYPES:
        return _TYPES[drawn.form], f"by its format, {drawn.form}"
    if drawn.form == "html":
        is_news = any(_NEWS.match(one.where) and one.what == "published" for one in drawn.said)
        return ("news-report", "it says when it was published, as articles do") if is_news else ("web-page", "a page")
    return "other", f"by its format, {drawn.form}"


def _told_by_words(drawn: Drawn) -> tuple[str, str] | None:
    """What a text calls itself at its head, in its title or in its address, as a type and by which words."""
    data = tomllib.loads(Path(__file__).with_name("type_words.toml").read_text(encoding="utf-8"))
    title, address = best(drawn.said, "title"), best(drawn.said, "address")
    head = [line for line in drawn.text.split("\n") if line.strip()][:_HEAD]
    lines = [title.value if title else "", *(line for line in head if len(line) <= _MOST_TITLE)]
    steps = urlsplit(address.value).path.casefold().split("/") if address else []
    for type_, told in data.items():
        parts = told.pop("address", "").split("|")
        for words in (word.strip() for row in told.values() for word in row.split("|")):
            here = re.compile(rf"\W*{re.escape(words)}\b.*|.*\b{re.escape(words)}\W*")
            if any(here.fullmatch(line.casefold()) for line in lines):
                return type_, f"by the words “{words}”"
        if found := next((part.strip() for part in parts if part.strip() in steps), ""):
            return type_, f"by the words “{found}”"
        if drawn.form == "html":  # reports of a meeting call on its minutes in their headlines
            break
    return None


def _language(drawn: Drawn) -> tuple[str, str]:
    """Its language and where that was read; where nothing says it, what its letters look like, and that it is so.

    Programs put their own language into the properties of a document: there its words go before.
    """
    guessed = guessed_language(drawn.text)
    for one in drawn.said:
        tag = one.value.split(",")[0].strip()
        if one.what == "language" and is_language(tag):
            if guessed and one.where.startswith("document properties") and tag.partition("-")[0] != guessed:
                return guessed, f'by the look of its words; "{tag}" in {one.where}'
            return tag, _read_in(drawn.said, "language")
    return (
        (guessed, "nothing says it; by the look of its words") if guessed else ("und", "nothing says it; give its tag")
    )


def _read_in(said: Sequence[Imprint], what: str) -> str:
    """Where the first was read, and what else was read elsewhere."""
    first, *others = [one for one in said if one.what == what]
    differing = [f'"{_cut(one.value)}" in {one.where}' for one in others if one.value != first.value][:3]
    return f"read in {first.where}" + (f"; also {', '.join(differing)}" if differing else "")


def _actors(key: str, bare: str, said: Sequence[Imprint], base: FactBase, part: str) -> Iterator[str]:
    """The ids of those that act as `part` whose name it is; names that no record has stand under `bare` as they are."""
    names = list(dict.fromkeys(one.value for one in said if one.value))[:_MOST_NAMES]
    known = {fold(name).casefold(): r.id for r in base.acting(part) for name in names_of(base, r)}
    kind = next(iter(base.kinds_acting(part)))
    found = [known[fold(name).casefold()] for name in names if fold(name).casefold() in known]
    if found:
        yield _remark(f"read in {said[0].where}")
        yield entry(key, found[0] if len(found) == 1 or key == "publisher" else found, 0)
    others = [name for name in names if fold(name).casefold() not in known]
    for name in others:
        where = next(one.where for one in said if one.value == name)
        yield _remark(f'{key}: "{name}" ({where}) has no record: briefgen new {kind} {slug(name) or kind}')
    if others and key != "publisher":
        yield from entry(bare, others[0] if len(others) == 1 else others, 0).splitlines()
    elif others and not found:
        yield entry(bare, others[0], 0)


def _label(drawn: Drawn, title: Imprint | None, source: str) -> str:
    address = best(drawn.said, "address")
    host = urlsplit(address.value).hostname if address else ""
    return (host or "").removeprefix("www.") or (_short(title.value) if title else source)


def _short(title: str) -> str:
    """What a title is called for short: its first part, where that tells it from others, and no half phrase."""
    if len(title) <= _MOST_LABEL:
        return title
    first = re.split(r"\s(?:--?|[–—|])\s|\s?:\s", title)[0]
    title = first if len(first.split()) > 2 else title
    return re.sub(r"(?: [a-z]{1,4})+ …$", " …", _cut(title, _MOST_LABEL))


def _cut(text: str, most: int = _MOST_TITLE) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except BadDate:
        return False
    return True
