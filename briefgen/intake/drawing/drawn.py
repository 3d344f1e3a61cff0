"""What is drawn from a source, whatever its format: its text, where each stretch stands, what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefgen.archive.archived import TextStretch


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a paragraph that stands on one page, or was said at one time (`TextStretch`)."""

    text: str
    page: int = 0
    seconds: int = -1
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class DrawnParagraph:
    """The strips of one paragraph, in reading order; a heading stands over what follows it."""

    strips: tuple[Strip, ...]
    is_heading: bool = False

    @classmethod
    def of(cls, text: str, *, is_heading: bool = False) -> DrawnParagraph:
        return cls((Strip(text),), is_heading)

    @property
    def text(self) -> str:
        return "\n".join(strip.text for strip in self.strips)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a source says of itself: title, outlet, author, published, changed, language or address.

    `where` names the place at which it was read: metadata og:title, JSON-LD, the visible line.
    """

    what: str
    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text with its stretches; `furniture` are lines that look like no content; `remarks` are for the editor."""

    form: str
    text: str
    stretches: tuple[TextStretch, ...]
    said: tuple[Imprint, ...] = ()
    furniture: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Undrawable(ValueError):
    """Nothing can be drawn from the file; the message says why and what to do, to stand behind its name."""


_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")
_SYMBOLS = re.compile("[\uf020-\uf0ff]")  # letters of Symbol and Wingdings: nearly always the dot of a list
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # what only one font knows
_BLANKS = re.compile(r"[ \t\u00a0\u2007\u202f]+")


def drawn(
    form: str,
    paragraphs: Iterable[DrawnParagraph],
    said: Iterable[Imprint] = (),
    furniture: Iterable[str] = (),
    remarks: Iterable[str] = (),
) -> Drawn:
    """The text that paragraphs make: a blank line between two of them, a line for each strip."""
    text: list[str] = []
    stretches: list[TextStretch] = []
    length, number, heading = 0, 0, ""
    for paragraph in paragraphs:
        strips = [(strip, clean(strip.text)) for strip in paragraph.strips]
        strips = [(strip, words) for strip, words in strips if words]
        if not strips:
            continue
        number += 1
        if paragraph.is_heading:
            heading = " ".join(words for _, words in strips)[:200]
        for n, (strip, words) in enumerate(strips):
            if length:
                text.append("\n" if n else "\n\n")
                length += len(text[-1])
            here = TextStretch(length, number, strip.page, strip.seconds, heading, strip.ocr)
            if not stretches or _place(stretches[-1]) != _place(here):
                stretches.append(here)
            text.append(words)
            length += len(words)
    found = tuple(dict.fromkeys((*furniture, *(clean(line) for line in _furniture_of("".join(text))))))
    end = "\n" if text else ""
    return Drawn(
        form, "".join(text) + end, tuple(stretches), tuple(_once(said)), found, tuple(map(in_one_line, remarks))
    )


def clean(text: str) -> str:
    """Words without what cannot be seen and does harm in a file, and without blanks at the ends of lines."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _PRIVATE.search(text):
        text = _PRIVATE.sub("\ufffd", _SYMBOLS.sub("•", text))
    return "\n".join(line for row in text.split("\n") if (line := _BLANKS.sub(" ", row).strip()))


def in_one_line(text: str) -> str:
    """Words of a source as they may stand in a line of ours, such as a remark: no end of a line is left in them."""
    return " ".join(clean(text).split())


def _place(stretch: TextStretch) -> tuple[object, ...]:
    return stretch.paragraph, stretch.page, stretch.seconds, stretch.heading, stretch.ocr


_PROGRAMS = re.compile(
    r"(?:python-docx|openpyxl|apache poi|aspose\S*|libreoffice|openoffice\S*|microsoft (?:office|word)\b.*|pandoc|"
    r"windows[ -]user|office user|user|admin(?:istrator)?|unknown|anonymous|author|by|"
    r"editor|root|staff|system|webmaster|(?:[\w-]+\.)+[a-z]{2,})",
    re.IGNORECASE,
)
"""Whom a file or page names as its author where nobody said who that is: a program, its user, a machine."""


def _once(said: Iterable[Imprint]) -> Iterator[Imprint]:
    """Each value once, as it was read first."""
    seen: set[tuple[str, str]] = set()
    for one in said:
        value = in_one_line(one.value)
        if value and (one.what, value) not in seen and not (one.what == "author" and _PROGRAMS.fullmatch(value)):
            seen.add((one.what, value))
            yield Imprint(one.what, value, in_one_line(one.where))


# --- the language of a text that does not say it ---

# Words that stand in nearly every text of a language and seldom in one of its neighbours.
_LITTLE = {
    "en": "the of and to in that with for was is by on as",
    "ru": "и в на что с по это как из его за для был не",
    "uk": "і в на що з та це як із його за для був не є у",
    "be": "і ў на што з гэта як яго за для быў не у",
    "bg": "и в на че с по това как от за е да се са",
    "de": "der die und das in den von mit ist zu im auf für",
    "fr": "le la les de des et du est une dans en par pour que sur au",
    "es": "el la los de y del que en las una por con para se",
    "it": "il la di e che per una del della con sono gli nel",
    "pt": "o a os de e que do da em um uma para com não no",
    "pl": "i w na się z że do nie jest o od przez dla",
    "tr": "ve bir bu için ile da de olarak olan olduğu",
    "az": "və bir bu üçün ilə da də olan edib olub",
    "uz": "va bu bilan uchun bir ham edi boʻlgan",
    "kk": "және бұл мен үшін бір да де болды туралы",
    "ky": "жана бул менен үчүн бир да деп болду",
    "ar": "في من على أن إلى عن هذا التي الذي مع",
    "fa": "در و به از که این را با است برای",
    "hy": "և է որ այս են համար մեջ հետ",
}

# Letters that a language does not have, by which it is told from one of the same little words.
_FOREIGN = {"bg": re.compile("[ыэ]"), "uk": re.compile("[ыэъ]")}


def guessed_language(text: str) -> str:
    """The code of the language whose little words a text uses most; "" where none of them stands out."""
    text = text[:20000].casefold()
    words = Counter(re.findall(r"[^\W\d_]+", text))
    own = {code for code in _LITTLE if code not in _FOREIGN or len(_FOREIGN[code].findall(text)) < 3}
    most, second = sorted(((sum(words[w] for w in _LITTLE[c].split()), c) for c in own), reverse=True)[:2]
    return most[1] if most[0] >= 3 and most[0] > 1.1 * second[0] else ""


# --- lines that pages carry around their text ---

_FURNITURE = Path(__file__).with_name("furniture.txt")


@cache
def patterns_of(path: Path) -> re.Pattern[str]:
    """The patterns of a file, one a line, as one that takes any signs behind it; `#` begins a remark."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return re.compile(rf"(?:{'|'.join(lines)})\W*", re.IGNORECASE)


_LONGEST = 70


def is_furniture(line: str) -> bool:
    """Whether a short line is one that pages carry around their text: a menu's heading, a button, "read also"."""
    return len(line) <= _LONGEST and patterns_of(_FURNITURE).fullmatch(line.strip()) is not None


def _furniture_of(text: str) -> Iterator[str]:
    yield from (line for line in text.splitlines() if is_furniture(line))
