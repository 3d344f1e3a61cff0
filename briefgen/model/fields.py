"""The building stones of records: a value with its sources, in the shortest form that is still true.

Each type here turns what an editor writes into one canonical form, so that the rest of the program knows
only that one: a bare scalar becomes `{is: scalar}`, one value becomes a list of one, `src: id` becomes a list
of citations. YAML scalars reach this module as the characters typed (`briefgen.facts.yaml`); a field that
wants a number or a date reads it from them, so that a text never turns into something else on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from briefgen.model import schema
from briefgen.model.dates import BadDate, parse_date
from briefgen.model.ids import RULE, is_slug

T = TypeVar("T")


class Strict(BaseModel):
    """A mapping that knows all its keys and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Holds:
    """Marks what a type holds, for `kinds.describe`."""

    type: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cardinality:
    """Marks a property: its values are alternatives (one) or stand side by side (many)."""

    many: bool


def problem(code: str, message: str) -> PydanticCustomError:
    """A validation error whose code and words reach the editor unchanged."""
    return PydanticCustomError("briefgen:" + code, "{message}", {"message": message})


# --- scalars -----------------------------------------------------------------------------------


def _words(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return str(value)
    if value is None or isinstance(value, str):
        raise problem("empty-value", "this key has no value; write one or remove the key")
    raise problem("wrong-type", f"expected text, found {_name(value)}")


def _name(value: object) -> str:
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else type(value).__name__


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _is_by_language(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(_LANGUAGE.fullmatch(str(k)) and k != "is" for k in value)


def _text(value: object) -> dict[str, str]:
    if isinstance(value, dict):
        if not _is_by_language(value):
            raise problem("wrong-type", "expected text, or texts by language such as {en: …, ru: …}")
        return {str(k): _words(v) for k, v in value.items()}
    return {"": _words(value)}


def _date(value: object) -> str:
    text = _words(value)
    try:
        return parse_date(text).text
    except BadDate as bad:
        raise problem("bad-date", str(bad)) from None


def _number(value: object) -> int:
    text = _words(value)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise problem("wrong-type", f"expected a whole number, found '{text}'")
    if text != str(int(text)):
        raise problem("wrong-type", f"expected a whole number without leading zeros, found '{text}'")
    return int(text)


def _slug(value: object) -> str:
    text = _words(value)
    if not is_slug(text):
        raise problem("bad-id", f"'{text}' is no id: {RULE}")
    return text


def _url(value: object) -> str:
    text = _words(value)
    if not re.fullmatch(r"https?://[^\s/@\"'<>\\]+(/[^\s\"<>\\]*)?", text):
        raise problem("bad-url", f"'{text}' is no http or https address")
    return text


def _sha256(value: object) -> str:
    text = _words(value)
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise problem("bad-sha256", "a sha256 is 64 lower-case hexadecimal digits")
    return text


def _file_name(value: object) -> str:
    text = _words(value)
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,119}", text):
        raise problem("bad-file-name", f"'{text}' is no plain file name")
    return text


Words = Annotated[str, BeforeValidator(_words), Holds(schema.WORDS)]
Text = Annotated[
    dict[str, str],
    BeforeValidator(_text),
    Holds(schema.TEXT),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "number", "boolean"]},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]
Date = Annotated[str, BeforeValidator(_date), Holds(schema.DATE), WithJsonSchema({"type": ["string", "integer"]})]
Number = Annotated[int, BeforeValidator(_number), Holds(schema.NUMBER)]
Slug = Annotated[
    str,
    BeforeValidator(_slug),
    Holds(schema.TOKEN),
    WithJsonSchema({"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$"}),
]
Url = Annotated[str, BeforeValidator(_url), Holds(schema.URL)]
Sha256 = Annotated[str, BeforeValidator(_sha256), Holds(schema.WORDS)]
FileName = Annotated[str, BeforeValidator(_file_name), Holds(schema.WORDS)]


# --- references --------------------------------------------------------------------------------


def _reference(kinds: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _words(value)
        kind, slash, id_ = text.partition("/")
        if slash and is_slug(id_):
            if kinds and kind not in kinds:
                raise problem("wrong-kind", f"'{text}' is a {kind}; here stands a {' or a '.join(kinds)}")
            return text
        if not is_slug(text):
            raise problem("bad-id", f"'{text}' is no id: {RULE}")
        return f"{kinds[0]}/{text}" if len(kinds) == 1 else text

    return read


def _refers_to(*kinds: str) -> tuple[BeforeValidator, Holds]:
    return BeforeValidator(_reference(kinds)), Holds(schema.REFERENCE, kinds)


_THEME, _PERSON, _COUNTRY = _refers_to("theme"), _refers_to("person"), _refers_to("country")
_ORGANISATION, _MEETING, _SERIES = _refers_to("organisation"), _refers_to("meeting"), _refers_to("series")
_DOCUMENT, _SOURCE, _CLAIM = _refers_to("document"), _refers_to("source"), _refers_to("claim")
_PARTY, _ACTOR = (
    _refers_to("country", "organisation"),
    _refers_to("person", "organisation", "country", "source", "document"),
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


def _listed(value: object) -> object:
    if value is None:
        raise problem("empty-value", "this key has no value; write one or remove the key")
    return value if isinstance(value, list | tuple) else [value]


def _values(value: object) -> list[object]:
    listed = _listed(value)
    assert isinstance(listed, list | tuple)
    return [_value(item) for item in listed]


def _value(item: object) -> object:
    if isinstance(item, BaseModel):
        return item
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
    found: list[object] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Cited):
            found.append(item)
        elif isinstance(item, dict):
            if not item:
                raise problem("empty-value", "an empty mapping names no source")
            found.extend(_citation(str(key), words) for key, words in item.items())
        else:
            found.append(_citation(_words(item), ""))
    return found


def _citation(key: str, quote: object) -> dict[str, object]:
    source, _, locator = key.partition("#")
    if not is_slug(source):
        raise problem("bad-id", f"'{source}' is no id of a source: {RULE}")
    if locator and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.,:-]*", locator):
        raise problem("bad-locator", f"'{locator}' is no locator such as p3 or min12")
    if quote != "":
        quote = _words(quote)
    return {"source": source, "locator": locator, "quote": quote}


Sources = Annotated[
    tuple[Cited, ...],
    BeforeValidator(_citations),
    WithJsonSchema(
        {
            "description": "a source id, id#locator, {id: exact words}, or a list of these",
            "anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
                {
                    "type": "array",
                    "items": {
                        "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]
                    },
                },
            ],
        }
    ),
]
Flag = Annotated[Literal[True], BeforeValidator(lambda v: True if v == "true" else v)]


def _inferred(value: object) -> str:
    return _slug(value)


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
    inferred: Annotated[str, BeforeValidator(_inferred)] | None = Field(
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


class Item(Stated[Text]):
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
            "support",
            "report",
            "principle",
        ]
        | None
    ) = Field(default=None, description="what the sentence does in the meeting or document")
    key: Number | None = Field(default=None, description="its place among the key points of a brief: 1 comes first")
    document: DocumentRef | None = Field(default=None, description="the document it concerns")


class BaseRecord(Sourced):
    """One file under `facts/`. Its `src` and `quote` hold for every field that names none."""

    deprecated: Text | None = Field(
        default=None, description="why this record is no longer used; it is kept and not printed"
    )
