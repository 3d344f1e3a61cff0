"""What a short line that a page shows says of it: its day, "13 June 2031", and its author, "By Ana Sample, 7 March".

Never more than the line shows: without a year a day is XXXX-06-13. Figures with strokes or dashes (06/07/2031) name no
day, for nobody can tell which of them is the month, unless one of them cannot be it (17-12-2031).
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from briefgen.errors import UsageProblem

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?=\b|T)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_DASHED = re.compile(r"(?<![\d/-])(1[3-9]|2\d|3[01])[-/](\d{1,2})[-/](\d{4})(?![\d/-])")
_SEVERAL = re.compile(
    r"(?<![\d-])\d{1,2}\.?(?: ?[-–] ?| (?:and|et|und|и|y|e|to|au|bis|al|по) )\d{1,2}(?:,? \d{4}\b|\.? [^\W\d_]{3,})"
    r"|[^\W\d_]{3,}\.? \d{1,2} ?[-–] ?(?:\d{1,2},?)?$"
    r"|\d:\d\d(?: ?[AaPp]\.?[Mm]\.?)? ?[-–] ?\d{1,2}:\d\d"
)
_ALWAYS = ("en", "ru")
_LITTLE = re.compile(r"(?<![^\W_])(?-i:[a-zà-ÿа-яё])[^\W\d_]{2,}")
_FEW = 3  # words without a capital of a line with a day: published, updated, on


def is_iso(text: str) -> bool:
    """True for a day of the calendar such as 2031-06-13."""
    match = _ISO.fullmatch(text)
    return bool(match) and day_of(*(match.groups() if match else ("", "", ""))) == text


def first_date(text: str, language: str = "") -> str:
    """The first day, as EDTF, that a line names in figures or in words of the language, English or Russian; else ""."""
    found: list[tuple[int, str]] = []
    for pattern, order in ((_ISO, (1, 2, 3)), (_DOTTED, (3, 2, 1)), (_DASHED, (3, 2, 1))):
        if match := pattern.search(text):
            year, month, day = (match[n] for n in order)
            found.append((match.start(), day_of(year, month, day)))
    for own in dict.fromkeys((language.partition("-")[0].lower(), *_ALWAYS)):
        names, in_words = _months(own) if own else ({}, None)
        if in_words is not None and (match := in_words.search(text)):
            month = names[(match["a"] or match["b"]).casefold().rstrip(".")]
            year = match["year_a"] or match["year_b"] or "XXXX"
            found.append((match.start(), day_of(year, str(month), match["day_a"] or match["day_b"])))
    return min(((at, day) for at, day in found if day), default=(0, ""))[1]


def day_shown(line: str, language: str = "") -> str:
    """The day on which a line may say that something was published; "" for one with several, on which it took place."""
    return "" if _SEVERAL.search(line) else first_date(line, language)


def is_dateline(line: str) -> bool:
    """Whether a short line with a day can be that of whoever published it: few words besides names, no sentence."""
    few = len(_LITTLE.findall(line)) <= _FEW
    return few and line[-1:] not in ".!?"


@cache
def _months(language: str) -> tuple[dict[str, int], re.Pattern[str] | None]:
    from briefgen.language.cldr import every_month

    try:
        months = every_month(language)
    except UsageProblem:
        return {}, None
    spelt = {name.rstrip("."): n for n, all_ in months.items() for name in all_ if not name.isdigit()}
    names = {name.casefold(): n for name, n in spelt.items()}
    # Where months have a capital they are told from other words by it: "he may 3 times" names no day.
    forms = {form for name in spelt for form in (name, name.upper(), *(() if name[:1].isupper() else (name.title(),)))}
    any_of = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))
    day, year = r"(?<!\d)(?P<day_{0}>\d{{1,2}})(?:st|nd|rd|th|\.|-го)?", r"(?P<year_{0}>\d{{4}})(?!\d)"
    before = rf"{day.format('a')}(?:\s+(?:of|de|di))?\s+(?P<a>{any_of})\b\.?(?:,?\s+(?:de\s+)?{year.format('a')})?"
    after = rf"\b(?P<b>{any_of})\b\.?\s+{day.format('b')}(?!\d)(?:,?\s+{year.format('b')})?"
    return names, re.compile(f"{before}|{after}")


def day_of(year: str, month: str, day: str) -> str:
    """A day of the calendar as EDTF, its year XXXX where none is known; "" for one that there is not."""
    try:
        # 2000 has a 29 February, as some year of an unknown one has.
        known = date(2000 if year == "XXXX" else int(year), int(month), int(day))
    except ValueError:
        return ""
    return f"{year}-{known.month:02}-{known.day:02}"


# --- The author; never a day or what describes somebody ---


_BYLINE = re.compile(
    r"(?:by|from|written by|author|автор|автор текста|von|par|por|di)\s*:?\s+(?P<name>\S.{2,60})", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:and|und|et|y|и)\s+")
_BEHIND = re.compile(r"\s*[|•·,–—]\s*|\s-\s|\s{2,}|\s(?=\d)")


def begins_byline(line: str) -> bool:
    """Whether a line begins like one that names an author."""
    return _BYLINE.match(line) is not None


def authors_in(line: str, language: str = "") -> list[str]:
    """The names in a line that begins with by, автор, von and their like, without a day behind them."""
    match = _BYLINE.match(line)
    listed = several(match["name"].strip(" .")) if match and _AND.search(match["name"]) else []
    if len(listed) > 2:  # By Ana Sample, Ben Beispiel and Cleo Exemple
        return listed
    name = _BEHIND.split(match["name"])[0] if match else ""
    words = name.split()
    if words and words[-1].casefold().rstrip(".") in _months(language.partition("-")[0].lower() or "en")[0]:
        words.pop()  # By Ana Sample June · 13, 2031
    names = [part.strip(" .,") for part in _AND.split(" ".join(words))]
    names = names if all(" " in one for one in names) else [" ".join(words).strip(" .,")]
    return names if all(map(is_name, names)) else []


def several(names: str) -> list[str]:
    """Full names with commas or "and" between them, each by itself; other words as they are."""
    parts = [part.strip() for some in names.split(",") for part in _AND.split(some)]
    return parts if all(" " in part and is_name(part) for part in parts) else [names]


def is_host(name: str) -> bool:
    """Whether a name is that of a machine: www.gazette.example."""
    return re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", name, re.IGNORECASE) is not None


def is_name(text: str) -> bool:
    """Whether a line can be the name of somebody: no day, and no words that describe one."""
    words = re.findall(r"[^\W\d_]+", text)
    little = sum(1 for word in words if word[0].islower())
    return bool(words) and not any(c.isdigit() for c in text) and little <= len(words) // 3
