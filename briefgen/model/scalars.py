"""What a single value may be: the types of field, each under the name by which descriptions ask for it.

YAML scalars reach this module as the characters typed (`briefgen.facts.parse`); a type that wants a number or a date
reads it from them, so that a text never turns into something else on the way. A new type is a row of `TYPES`. Nothing
here is pydantic's: sound records are read without it (`sound.py`), and `models.py` gives it these types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from briefgen.diagnostics import did_you_mean, quoted
from briefgen.frozen import dataclass
from briefgen.model import schema
from briefgen.model.amounts import BadAmount, BadCoordinates, parse_amount, parse_coordinates, parse_money
from briefgen.model.dates import BadDate, BadTimeOfDay, parse_date, parse_time
from briefgen.model.ids import SLUG, hint_of_slug, is_slug, why_no_slug
from briefgen.regexes import pattern

Path = tuple[str | int, ...]


class Misfit(Exception):
    """A value that is none of its type: with a code, words and a hint that reach the editor unchanged.

    `at` leads on from the field to the value at fault, after `up` steps back; `at_key` tells that its key is meant.
    """

    def __init__(self, code: str, parts: Mapping[str, Any]) -> None:
        super().__init__(code, parts)
        self.code, self.parts = code, parts


def problem(code: str, message: str, *, hint: str = "", up: int = 0, at: Path = (), at_key: bool = False) -> Misfit:
    """What is wrong with a value, in words."""
    return Misfit(code, {"message": message, "hint": hint, "up": up, "at": at, "at_key": at_key})


NUMBER = r"0|[1-9][0-9]{0,8}"
URL = r"""https?://[^\s/@"'<>\\]+(/[^\s"<>\\]*)?"""
SHA256 = r"[0-9a-f]{64}"
FILE_NAME = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,119}"
LOCATOR = r"[A-Za-z0-9][A-Za-z0-9.,:-]*"
ISO_3166 = r"[A-Z]{2}"


CUT_BY_A_COMMA = "if it goes on what stands before it, put that into quotation marks, or a list into […]"


def words(value: object, at: Path = (), up: int = 0) -> str:
    """The characters typed; raises `problem` for a list, a mapping, or nothing."""
    if isinstance(value, str) and value.strip():
        return str(value)
    if isinstance(value, str):
        raise no_value(at, up)
    hint = "one stands here: write it alone, without brackets or dashes" if isinstance(value, list) else ""
    raise problem("wrong-type", f"expected text, found {_name(value)}", hint=hint, up=up, at=at)


def no_value(at: Path = (), up: int = 0) -> Misfit:
    """Silence is not a fact: an empty value, list or mapping is refused wherever it stands."""
    hint = "write one or remove the key; put ~ or null in quotation marks where the very word is meant"
    return problem("empty-value", "no value stands here", hint=hint, up=up, at=at)


def _name(value: object) -> str:
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else type(value).__name__


# ISO 639-1, the two-letter codes.
_TWO_LETTERS = (
    "aa|ab|ae|af|ak|am|an|ar|as|av|ay|az|ba|be|bg|bi|bm|bn|bo|br|bs|ca|ce|ch|co|cr|cs|cu|cv|cy|da|de|dv|dz|ee|el|en|"
    "eo|es|et|eu|fa|ff|fi|fj|fo|fr|fy|ga|gd|gl|gn|gu|gv|ha|he|hi|ho|hr|ht|hu|hy|hz|ia|id|ie|ig|ii|ik|io|is|it|iu|ja|"
    "jv|ka|kg|ki|kj|kk|kl|km|kn|ko|kr|ks|ku|kv|kw|ky|la|lb|lg|li|ln|lo|lt|lu|lv|mg|mh|mi|mk|ml|mn|mr|ms|mt|my|na|nb|"
    "nd|ne|ng|nl|nn|no|nr|nv|ny|oc|oj|om|or|os|pa|pi|pl|ps|pt|qu|rm|rn|ro|ru|rw|sa|sc|sd|se|sg|sh|si|sk|sl|sm|sn|so|"
    "sq|sr|ss|st|su|sv|sw|ta|te|tg|th|ti|tk|tl|tn|to|tr|ts|tt|tw|ty|ug|uk|ur|uz|ve|vi|vo|wa|wo|xh|yi|yo|za|zh|zu"
)
# Keys of a value that look like languages. So Icelandic is written is-IS, and a misspelt src is no language.
LIKE_LANGUAGES = ("is", "src", "why", "key", "on")
LANGUAGE = rf"(?!is$)(?:{_TWO_LETTERS}|[a-z]{{3}})(?:-[A-Za-z0-9]{{2,8}})*"
_TAG = pattern("([a-z]{2,3})(?:-[A-Za-z0-9]{2,8})*")
_KNOWN_LANGUAGES = frozenset(_TWO_LETTERS.split("|"))


@cache
def is_language(key: str) -> bool:
    """True for a tag such as en, zh-Hans or prs; three letters that resemble a key of a value are none."""
    found = _TAG.fullmatch(key)
    if found is None or key in LIKE_LANGUAGES:
        return False
    return found[1] in _KNOWN_LANGUAGES if len(found[1]) == 2 else did_you_mean(found[1], LIKE_LANGUAGES) is None


def is_by_language(value: object) -> bool:
    """Whether it is a mapping of languages to words."""
    return isinstance(value, dict) and bool(value) and all(is_language(str(key)) for key in value)


def texts(value: object) -> dict[str, str]:
    if isinstance(value, dict) and value:
        if not is_by_language(value):
            hint = "write the text alone: contested, src and the like stand beside its key" if "is" in value else ""
            raise problem("wrong-type", "expected text, or texts by language such as {en: …, ru: …}", hint=hint)
        return {str(key): words(said, (str(key),)) for key, said in value.items()}
    return {"": words(value or "")}


def _parsed(parse: Callable[[str], Any], bad: type[Exception], code: str) -> Callable[[object], str]:
    """Reads words that a parser takes, as it writes them; raises a `problem` with its reason where it does not."""

    def read(value: object) -> str:
        text = words(value)
        try:
            return str(parse(text).text)
        except bad as why:
            raise problem(code, str(why)) from None

    return read


date = _parsed(parse_date, BadDate, "bad-date")


def number(value: object) -> int:
    text = words(value)
    if not re.fullmatch(NUMBER, text):
        hint = "digits alone, without leading zeros or separators"
        if re.match(r"(?:about|around|at least|at most|over|under|some|up to|~)\s*\d|\d+\s*[~+-]", text):
            hint += "; 'about 80' may stand in a field of the type quantity"
        raise problem("wrong-type", f"expected a whole number, found {quoted(text)}", hint=hint)
    return int(text)


def slug(value: object) -> str:
    text = words(value)
    if not is_slug(text):
        raise problem("bad-id", why_no_slug(text), hint=hint_of_slug(text))
    return text


def _fitting(pattern: str, code: str, said: str) -> Callable[[object], str]:
    """Reads words that are of a pattern in whole; `said` tells what is wrong with others, as `{}`."""

    def read(value: object) -> str:
        text = words(value)
        if not re.fullmatch(pattern, text):
            raise problem(code, said.format(quoted(text)))
        return text

    return read


_amount = _parsed(parse_amount, BadAmount, "bad-amount")
_money = _parsed(parse_money, BadAmount, "bad-amount")
_time = _parsed(parse_time, BadTimeOfDay, "bad-time")
_coordinates = _parsed(parse_coordinates, BadCoordinates, "bad-coordinates")
_url = _fitting(URL, "bad-url", "{} is no http or https address")
_sha256 = _fitting(SHA256, "bad-sha256", "a sha256 is 64 lower-case hexadecimal digits")
_file_name = _fitting(FILE_NAME, "bad-file-name", "{} is no plain file name")
_code = _fitting(ISO_3166, "bad-code", "{} is no ISO 3166-1 alpha-2 code such as UZ")


def reference_to(kinds: tuple[str, ...], *, or_words: bool = False) -> Callable[[object], str]:
    """Reads an id, or kind/id, of a record of one of the kinds; of any kind where none is named.

    `or_words`: two words and more are taken as they are, for somebody whom no source names.
    """

    def read(value: object) -> str:
        text = words(value)
        kind, slash, id_ = text.partition("/")
        if slash and is_slug(kind) and is_slug(id_):
            if kinds and kind not in kinds:
                raise problem("wrong-kind", f"{quoted(text)} does not fit here; expected a {' or '.join(kinds)}")
            return text
        if or_words and " " in text.strip():
            return " ".join(text.split())
        if not is_slug(text):
            raise problem("bad-id", why_no_slug(text), hint=hint_of_slug(text))
        return f"{kinds[0]}/{text}" if len(kinds) == 1 else text

    return read


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type of field: what a value of it amounts to (`schema.TEXT`, …), and how it is read and told of.

    `read` turns what YAML gave into the value, or raises `problem`; `base` is the type it gives. `said` is what the
    field reference calls it, `example` what stands for a value until somebody writes one.
    """

    name: str
    holds: str
    base: Any
    read: Callable[[object], object]
    said: str
    example: str
    pattern: str = ""


TYPES: Mapping[str, FieldType] = {
    type_.name: type_
    for type_ in (
        FieldType("text", schema.TEXT, dict[str, str], texts, "text", "text"),
        FieldType("words", schema.WORDS, str, words, "words", "words"),
        FieldType("date", schema.DATE, str, date, "date", "2025-10-17"),
        FieldType("number", schema.NUMBER, int, number, "number", "1"),
        FieldType("amount", schema.AMOUNT, str, _amount, "amount", "at least 20"),
        FieldType("money", schema.AMOUNT, str, _money, "sum of money", "2.5 million EUR (2024)"),
        FieldType("time", schema.TIME, str, _time, "time of day", "14:30 Europe/Vienna"),
        FieldType("coordinates", schema.POINT, str, _coordinates, "coordinates", "41.31, 69.28"),
        FieldType("word", schema.TOKEN, str, slug, "a word such as `a-word`", "a-word", SLUG.pattern),
        FieldType("address", schema.URL, str, _url, "address", "https://example.org/page", URL),
        FieldType(
            "sha256",
            schema.WORDS,
            str,
            _sha256,
            "a word such as `64 hexadecimal digits`",
            "64 hexadecimal digits",
            SHA256,
        ),
        FieldType("file-name", schema.WORDS, str, _file_name, "a word such as `file.txt`", "file.txt", FILE_NAME),
        FieldType("iso-3166", schema.TOKEN, str, _code, "a word such as `UZ`", "UZ", ISO_3166),
    )
}
