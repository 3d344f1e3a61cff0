"""The building stones of records: a value with its sources, in the shortest form that is still true.

Each type here turns what an editor writes into one canonical form, so that the rest of the program knows
only that one: a bare scalar becomes `{is: scalar}`, one value becomes a list of one, `src: id` becomes a list
of citations. YAML scalars reach this module as the characters typed (`briefgen.facts.parse`); a field that
wants a number or a date reads it from them, so that a text never turns into something else on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from briefgen.diagnostics import quoted
from briefgen.frozen import dataclass
from briefgen.model import schema
from briefgen.model.dates import BadDate, parse_date
from briefgen.model.ids import SLUG, is_slug, why_no_slug
from briefgen.model.languages import is_language

T = TypeVar("T")
Path = tuple[str | int, ...]


class Strict(BaseModel):
    """A mapping that knows all its keys and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Holds:
    """Marks what a type holds and how it is written, for `kinds.describe`, editors' schemas and the reference."""

    type: str
    kinds: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Cardinality:
    """Marks a property: its values are alternatives (one) or stand side by side (many)."""

    many: bool


def problem(
    code: str, message: str, *, hint: str = "", up: int = 0, at: Path = (), at_key: bool = False
) -> PydanticCustomError:
    """A validation error whose code, words and hint reach the editor unchanged.

    `at` leads on from the field to the value at fault, after `up` steps back; `at_key` tells that its key is meant.
    """
    parts = {"message": message, "hint": hint, "up": up, "at": at, "at_key": at_key}
    return PydanticCustomError("briefgen:" + code, "{message}", parts)


# --- scalars -----------------------------------------------------------------------------------


NUMBER = r"0|[1-9][0-9]{0,8}"
URL = r"""https?://[^\s/@"'<>\\]+(/[^\s"<>\\]*)?"""
SHA256 = r"[0-9a-f]{64}"
FILE_NAME = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,119}"
LOCATOR = r"[A-Za-z0-9][A-Za-z0-9.,:-]*"


def _words(value: object, at: Path = (), up: int = 0) -> str:
    if isinstance(value, str) and value.strip():
        return str(value)
    if isinstance(value, str):
        raise no_value(at, up)
    raise problem("wrong-type", f"expected text, found {_name(value)}", up=up, at=at)


def no_value(at: Path = (), up: int = 0) -> PydanticCustomError:
    """Silence is not a fact: an empty value, list or mapping is refused wherever it stands."""
    hint = "write one or remove the key; put ~ or null in quotation marks where the very word is meant"
    return problem("empty-value", "no value stands here", hint=hint, up=up, at=at)


def _name(value: object) -> str:
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else type(value).__name__


def _is_by_language(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(is_language(str(key)) for key in value)


def _text(value: object) -> dict[str, str]:
    if isinstance(value, dict) and value:
        if not _is_by_language(value):
            raise problem("wrong-type", "expected text, or texts by language such as {en: …, ru: …}")
        return {str(key): _words(words, (str(key),)) for key, words in value.items()}
    return {"": _words(value or "")}


def _date(value: object) -> str:
    text = _words(value)
    try:
        return parse_date(text).text
    except BadDate as bad:
        raise problem("bad-date", str(bad)) from None


def _number(value: object) -> int:
    text = _words(value)
    if not re.fullmatch(NUMBER, text):
        hint = "digits alone, without leading zeros or separators"
        raise problem("wrong-type", f"expected a whole number, found {quoted(text)}", hint=hint)
    return int(text)


def _slug(value: object) -> str:
    text = _words(value)
    if not is_slug(text):
        raise problem("bad-id", why_no_slug(text))
    return text


def _matching(pattern: str, code: str, said: str) -> Callable[[object], str]:
    """What takes words that are of a pattern in whole; `said` tells what is wrong with others, as `{}`."""

    def check(value: object) -> str:
        text = _words(value)
        if not re.fullmatch(pattern, text):
            raise problem(code, said.format(quoted(text)))
        return text

    return check


_url = _matching(URL, "bad-url", "{} is no http or https address")
_sha256 = _matching(SHA256, "bad-sha256", "a sha256 is 64 lower-case hexadecimal digits")
_file_name = _matching(FILE_NAME, "bad-file-name", "{} is no plain file name")

Words = Annotated[str, BeforeValidator(_words), Holds(schema.WORDS, example="words")]
Text = Annotated[dict[str, str], BeforeValidator(_text), Holds(schema.TEXT, example="text")]
Date = Annotated[str, BeforeValidator(_date), Holds(schema.DATE, example="2025-10-17")]
Number = Annotated[int, BeforeValidator(_number), Holds(schema.NUMBER, example="1")]
Slug = Annotated[str, BeforeValidator(_slug), Holds(schema.TOKEN, pattern=SLUG.pattern, example="a-word")]
Url = Annotated[str, BeforeValidator(_url), Holds(schema.URL, pattern=URL, example="https://example.org/page")]
Sha256 = Annotated[str, BeforeValidator(_sha256), Holds(schema.WORDS, pattern=SHA256, example="64 hexadecimal digits")]
FileName = Annotated[str, BeforeValidator(_file_name), Holds(schema.WORDS, pattern=FILE_NAME, example="file.txt")]


# --- references --------------------------------------------------------------------------------


def _reference(kinds: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _words(value)
        kind, slash, id_ = text.partition("/")
        if slash and is_slug(kind) and is_slug(id_):
            if kinds and kind not in kinds:
                raise problem("wrong-kind", f"{quoted(text)} does not fit here; expected a {' or '.join(kinds)}")
            return text
        if not is_slug(text):
            raise problem("bad-id", why_no_slug(text))
        return f"{kinds[0]}/{text}" if len(kinds) == 1 else text

    return read


def _refers_to(*kinds: str) -> tuple[BeforeValidator, Holds]:
    return BeforeValidator(_reference(kinds)), Holds(schema.REFERENCE, kinds)


_THEME, _PERSON, _COUNTRY = _refers_to("theme"), _refers_to("person"), _refers_to("country")
_ORGANISATION, _MEETING, _SERIES = _refers_to("organisation"), _refers_to("meeting"), _refers_to("series")
_DOCUMENT, _SOURCE, _CLAIM = _refers_to("document"), _refers_to("source"), _refers_to("claim")
_PARTY, _ACTOR = (
    _refers_to("country", "organisation"),
    _refers_to(*schema.ACTORS),
)
_ORIGIN, _ANY = _refers_to("source", "organisation", "person"), _refers_to()

ThemeRef = Annotated[str, *_THEME]
PersonRef = Annotated[str, *_PERSON]
CountryRef = Annotated[str, *_COUNTRY]
OrganisationRef = Annotated[str, *_ORGANISATION]
MeetingRef = Annotated[str, *_MEETING]
SeriesRef = Annotated[str, *_SERIES]
DocumentRef = Annotated[str, *_DOCUMENT]
SourceRef = Annotated[str, *_SOURCE]
ClaimRef = Annotated[str, *_CLAIM]
PartyRef = Annotated[str, *_PARTY]
ActorRef = Annotated[str, *_ACTOR]
OriginRef = Annotated[str, *_ORIGIN]
AnyRef = Annotated[str, *_ANY]


# --- lists -------------------------------------------------------------------------------------


def _listed(value: object) -> list[object]:
    if value in ("", []):
        raise no_value()
    return value if isinstance(value, list) else [value]


def _values(value: object) -> list[object]:
    return [_value(item) for item in _listed(value)]


def _value(item: object) -> object:
    if not isinstance(item, dict) or _is_by_language(item):
        return {"is": item}
    return item


Listed = Annotated[tuple[T, ...], BeforeValidator(_listed)]
One = Annotated[tuple[T, ...], BeforeValidator(_values), Cardinality(many=False)]
Many = Annotated[tuple[T, ...], BeforeValidator(_values), Cardinality(many=True)]
Blocks = Annotated[tuple[T, ...], BeforeValidator(_listed), Cardinality(many=True)]


# --- sources of a value ------------------------------------------------------------------------


class Cited(Strict):
    """One citation in canonical form."""

    source: SourceRef
    locator: str = ""
    quote: str = ""


def _citations(value: object) -> list[object]:
    """Every citation apart, with the way to it, so that each can be refused at its own place."""
    if value in ("", [], {}):
        raise no_value()
    if not isinstance(value, list):
        return list(_apart(value, ()))
    return [citation for n, item in enumerate(value) for citation in _apart(item, (n,))]


def _apart(item: object, at: Path) -> Iterator[tuple[object, object, Path]]:
    if isinstance(item, dict) and item:
        yield from ((key, words, (*at, str(key))) for key, words in item.items())
    else:
        yield item or "", "", at


def _citation(apart: tuple[object, object, Path]) -> dict[str, object]:
    key, quote, at = apart
    is_key = quote != "" or (isinstance(key, str) and at[-1:] == (key,))
    text = str(key) if is_key else _words(key, at, up=1)
    source, has_locator, locator = text.partition("#")
    if not is_slug(source):
        raise problem("bad-id", f"in src, {why_no_slug(source)}", up=1, at=at, at_key=is_key)
    if has_locator and not re.fullmatch(LOCATOR, locator):
        message = f"{quoted(locator)} is no locator such as p3 or min12"
        raise problem("bad-locator", message, up=1, at=at, at_key=is_key)
    return {"source": source, "locator": locator, "quote": _words(quote, at, up=1) if is_key else ""}


Sources = Annotated[tuple[Annotated[Cited, BeforeValidator(_citation)], ...], BeforeValidator(_citations)]


class Sourced(Strict):
    """What every value and every record may say about where it comes from."""

    src: Sources = Field(default=(), description="the sources: id, id#locator, {id: exact words}, or a list of these")
    quote: Words | None = Field(
        default=None, description="the exact words of the one source that `src` names here or above"
    )
    marking: Words | None = Field(
        default=None, description="who may read it, where that differs from the default, e.g. TLP:GREEN"
    )
    recorded: Date | None = Field(default=None, description="the day this was written into the fact base")
    note: Words | None = Field(default=None, description="a remark among editors; never printed")


class Stated(Sourced, Generic[T]):
    """A value with its sources."""

    is_: T = Field(alias="is", description="the value itself")
    rank: Literal["preferred", "normal", "deprecated"] = Field(
        default="normal", description="which of several values a brief follows; preferred and deprecated need a why"
    )
    inferred: Slug | None = Field(
        default=None,
        description="the part that no source states and the editor concluded (year, day, all, …); needs a why",
    )
    register_: Words | None = Field(
        default=None, alias="register", description="the register it was looked up in, where no source states it"
    )
    why: Text | None = Field(default=None, description="the basis of what is inferred, preferred or deprecated")
    contested: Text | None = Field(default=None, description="why this value is disputed; prints as contested")
    according_to: Listed[ActorRef] = Field(
        default=(), description="whom the source names for it; left out where the source says it in its own voice"
    )


def key_point() -> Any:
    """The field by which an editor puts something among the key points."""
    return Field(default=None, description="its place among the key points of a brief: 1 comes first")


class Sentence(Stated[Text]):
    """A sentence about a meeting or in a document, with what it is about."""

    themes: Listed[ThemeRef] = Field(default=(), description="themes the source ties it to")
    about: Listed[AnyRef] = Field(default=(), description="other records it is about")
    function: (
        Literal[
            "finding",
            "threat",
            "concern",
            "call",
            "agreement",
            "decision",
            "commitment",
            "intention",
            "acknowledgement",
            "consensus",
            "disagreement",
            "failure",
            "support",
            "report",
            "principle",
        ]
        | None
    ) = Field(
        default=None,
        description="what the sentence does in the meeting or document: agreement and decision only where the source "
        "says that something was agreed or decided; commitment: somebody undertook it; intention: somebody means to; "
        "acknowledgement: it was recognised; consensus: the source speaks of one; disagreement: they differed; "
        "failure: it was not reached",
    )
    key: Number | None = key_point()
    document: DocumentRef | None = Field(default=None, description="the document it concerns")


class BaseRecord(Sourced):
    """One file under `facts/`. Its `src` and `quote` hold for every field that names none."""

    deprecated: Text | None = Field(
        default=None, description="why this record is no longer used; it is kept and not printed"
    )
    contested: Text | None = Field(
        default=None,
        description="why what this record tells is disputed as a whole, such as whether a meeting took place; "
        "wherever it is mentioned it is marked contested",
    )
