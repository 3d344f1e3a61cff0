"""The same thing recorded twice: a person or body under two spellings, a country with one code, a meeting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from briefgen.checks.context import Context, texts_of
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import BODY, EVENT, SEQUENCE, SOMEBODY, STATE
from briefgen.model.statement import Rank, Record

_CLOSE = 0.84
_SAME_EVENT = ("series", "ordinal", "date", "place")
_LONGEST = 200  # characters of a name that is compared letter by letter
_NEIGHBOURS = 4  # names compared on either side within a group, so that a group of many costs no square


@dataclass(frozen=True, slots=True, order=True)
class _Name:
    """A name in plain letters, the record it belongs to, and the name as written."""

    plain: str
    key: str
    written: str


def check(context: Context) -> Iterator[Diagnostic]:
    base = context.base
    for kind in base.kinds_acting(STATE):
        yield from _same_values(context, kind, ("code",), "code")
    for kind in base.kinds_acting(EVENT):
        fields = [base.schema[kind].role(part) for part in _SAME_EVENT]
        if all(fields):
            yield from _same_values(context, kind, tuple(fields), "series, number, day and place")
    for kind in base.kinds_acting(SOMEBODY, BODY, SEQUENCE):
        groups: dict[str, set[_Name]] = {}
        for record in context.base.of_kind(kind):
            for name in _names(record):
                for key in _keys(name.plain) if base.acts(kind, SOMEBODY) else [name.plain]:
                    groups.setdefault(key, set()).add(name)
        said: set[tuple[str, str]] = set()
        for _, group in sorted(groups.items()):
            for first, second in _pairs(sorted(group)):
                a, b = context.base.records[first.key], context.base.records[second.key]
                if (a.key, b.key) not in said and not _are_told_apart(a, b):
                    said.add((a.key, b.key))
                    message = f"'{second.written}' may be the {kind} '{a.id}' ('{first.written}', {a.file})"
                    hint = "keep one record and put the other name under aliases"
                    yield Diagnostic(context.place_of(b), message, "near-duplicate", hint)


def _same_values(context: Context, kind: str, properties: tuple[str, ...], shown: str) -> Iterator[Diagnostic]:
    """Records of a kind that agree in all of these properties, each of which both state."""
    first: dict[tuple[str, ...], Record] = {}
    for record in context.base.of_kind(kind):
        stated = [record.values(name) for name in properties]
        if all(stated):
            key = tuple(str(values[0].value).casefold() for values in stated)
            if (known := first.setdefault(key, record)) is not record and not _are_told_apart(known, record):
                message = f"the {kind} '{record.id}' has the {shown} of '{known.id}' ({known.file})"
                hint = "keep one record, with the sources of both"
                yield Diagnostic(context.place_of(record), message, "near-duplicate", hint)


def _pairs(group: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Names of different records that come close, among neighbours in the alphabet; the first record first."""
    for n, name in enumerate(group):
        for other in group[n + 1 : n + 1 + _NEIGHBOURS]:
            if name.key != other.key and _is_close(name.plain, other.plain):
                yield (name, other) if name.key < other.key else (other, name)


def _is_close(a: str, b: str) -> bool:
    """True for one name in two spellings, or for a name whose parts are all in the other (without a patronymic)."""
    shorter, longer = sorted(({_consonants(word) for word in name.split()} for name in (a, b)), key=len)
    if a == b or (len(shorter) > 1 and shorter <= longer):
        return True
    if max(len(a), len(b)) > _LONGEST:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _CLOSE


def _are_told_apart(a: Record, b: Record) -> bool:
    named = {s.value for r in (a, b) for s in r.values(r.role("apart"))}
    if a.key in named or b.key in named:
        return True
    countries = [{s.value for s in r.values(r.role("acts_for"))} for r in (a, b)]
    return all(countries) and not countries[0] & countries[1]


# --- names -------------------------------------------------------------------------------------------------


def _names(record: Record) -> set[_Name]:
    names = {record.role("name"), *record.roles.get("other_names", ())}
    stated = (s for s in record.statements if s.property in names and s.rank is not Rank.DEPRECATED)
    found = (_Name(plain(text), record.key, text) for s in stated for text in texts_of(s))
    return {name for name in found if name.plain}


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """A name in plain Latin letters, its parts in alphabetical order: Алиев Ильхам and Ilham Aliyev come out alike."""
    latin = "".join(_CYRILLIC.get(c, c) for c in name.casefold())
    bare = "".join(c for c in unicodedata.normalize("NFD", latin) if not unicodedata.combining(c))
    words = re.findall(r"[^\W\d_]+|\d+", bare)
    return " ".join(sorted(_respelt(word) for word in words))


def _respelt(word: str) -> str:
    for written, plain_form in _SPELLINGS:
        word = word.replace(written, plain_form)
    return re.sub(r"(.)\1+", r"\1", word)


def _keys(name: str) -> Iterator[str]:
    """Under which keys a person's name is looked for: the consonants of all its parts, and of each longer pair."""
    parts = [_consonants(word) for word in name.split()]
    if len(parts) < 2:
        return
    yield " ".join(sorted(parts))
    longest = sorted(parts, key=lambda p: (-len(p), p))
    for part in longest[:3]:
        initials = sorted(p[0] for p in parts if p is not part)
        yield from {f"{part}/{initial}" for initial in initials}


def _consonants(word: str) -> str:
    return word[0] + re.sub("[aeiouy]", "", word[1:])


_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфы", "abvgdeziyklmnoprstufy", strict=True)),
    **dict(zip("эіїґғқңөұүһўҳҷӣӯәё", "eiiggknouuhuhjiuae", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "є": "e",
}
# Ways to write the same sound, brought to one; the order matters.
_SPELLINGS = (
    *(("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f")),
    *(("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("yev", "ev"), ("yov", "ov"), ("ye", "e"), ("yo", "o")),
    *(("iy", "y"), ("ii", "y"), ("yi", "y"), ("ij", "y"), ("iu", "yu"), ("ju", "yu"), ("ia", "ya"), ("ja", "ya")),
)
