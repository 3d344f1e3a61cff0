"""The same person or body recorded twice under two spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from briefgen.checks.base import Rule
from briefgen.checks.context import Context, texts_of
from briefgen.diagnostics import Diagnostic, Severity
from briefgen.model.statement import Rank, Record

NEAR = Rule(
    "near-duplicate",
    Severity.WARNING,
    "two records may be one and the same",
    """
The names of two persons differ only in spelling, in the order of their parts or in transliteration, or two
organisations or series have the same name. A brief would count them as two.

    facts/persons/nagiyev.yaml     name: Ali Nagiyev
    facts/persons/naghiyev.yaml    name: Naghiyev Ali

Join them: keep one record, and put the other spelling under `aliases`. For two series that are really two, name
each other under `not_to_confuse_with`; two persons who share a name need a name in full.
""",
)
RULES = (NEAR,)

_CLOSE = 0.84
_NEIGHBOURS = 4  # names compared on either side within a group, so that a group of many costs no square


def check(context: Context) -> Iterator[Diagnostic]:
    for kind in ("person", "organisation", "series"):
        groups: dict[str, list[tuple[str, Record]]] = {}
        for record in context.base.of_kind(kind):
            for name in _names(record):
                for key in _keys(name) if kind == "person" else [name]:
                    groups.setdefault(key, []).append((name, record))
        said: set[tuple[str, str]] = set()
        for _, group in sorted(groups.items()):
            for first, second, names in _pairs(group):
                pair = (first.id, second.id)
                if pair in said or _are_told_apart(first, second):
                    continue
                said.add(pair)
                message = f"'{names[1]}' may be the {kind} '{first.id}' ('{names[0]}', {first.file})"
                yield NEAR.at(context.place_of(second), message, "keep one record and put the other name under aliases")


def _pairs(group: list[tuple[str, Record]]) -> Iterator[tuple[Record, Record, tuple[str, str]]]:
    ordered = sorted({(name, r.key) for name, r in group})
    records = {r.key: r for _, r in group}
    for n, (name, key) in enumerate(ordered):
        for other, other_key in ordered[n + 1 : n + 1 + _NEIGHBOURS]:
            if key != other_key and _is_close(name, other):
                (a, first), (b, second) = sorted(((name, key), (other, other_key)), key=lambda x: x[1])
                yield records[first], records[second], (a, b)


def _is_close(a: str, b: str) -> bool:
    if a == b:
        return True
    shorter, longer = sorted((a.split(), b.split()), key=len)
    if len(shorter) > 1 and set(shorter) < set(longer):
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _CLOSE


def _are_told_apart(a: Record, b: Record) -> bool:
    named = {s.value for r in (a, b) for s in r.values("not_to_confuse_with")}
    if a.key in named or b.key in named:
        return True
    countries = [{s.value for s in r.values("country")} for r in (a, b)]
    return all(countries) and not countries[0] & countries[1]


# --- names -------------------------------------------------------------------------------------------------


def _names(record: Record) -> set[str]:
    stated = (s for s in record.statements if s.property in ("name", "aliases") and s.rank is not Rank.DEPRECATED)
    return {name for s in stated for text in texts_of(s) if (name := plain(text))}


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
