"""Parameters of a kind of brief: what an editor lets the user choose, as options of its command.

    [parameters.since]
    type = "year"
    help = "Only meetings from this year on"

gives `briefgen theme border-security --since 2024`, and in the template `parameters.since`. A value is kept
plain (a text, a whole number, true or false, a tuple of texts), so that it can be part of a key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or, with_article
from briefgen.frozen import dataclass, replace
from briefgen.regexes import pattern
from briefgen.settings.toml import Setting

Plain = str | int | bool | tuple[str, ...]
RECORD = "record:"
TYPES: Mapping[str, str] = {
    "text": "any words",
    "number": "a whole number, 0 or more",
    "yes-no": "yes or no",
    "date": "a date such as 2025-10-17, 2025-10 or 2024/2025",
    "year": "a year such as 2024",
    "choice": "one of the choices",
    "list": "any number of texts",
    "record": "the id of a record of any kind, with its kind where two share the id: meeting/lisbon-2024",
    "period": "a period such as 2025-10, 2025-Q4, 2025-W42, 7 days, 2 weeks, 1 quarter or last-issue",
    RECORD + "KIND": "the id of a record of that kind, such as record:series",
}
_SLUG = pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 40


class BadValue(ValueError):
    """A value does not fit its parameter; the message says what would."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `default` is None where nothing holds unless it is given."""

    name: str
    type: str
    help: str = ""
    default: Plain | None = None
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Its name in templates, where a hyphen would be a minus: max_points."""
        return self.name.replace("-", "_")

    @property
    def record_kind(self) -> str:
        """The kind of record whose id it takes; "" for other types."""
        return self.type.removeprefix(RECORD) if self.type.startswith(RECORD) else ""

    def read(self, given: object) -> Plain:
        """The value that is given, in a settings file or as words of the command line; raises `BadValue`."""
        if self.type == "yes-no":
            if isinstance(given, bool):
                return given
            raise BadValue("expected true or false")
        if self.type == "list":
            if isinstance(given, tuple | list):
                return tuple(_read_text(self, str(item)) for item in given)
            raise BadValue("expected a list of texts")
        if isinstance(given, bool | tuple | list):
            raise BadValue(f"expected {self.meaning}")
        return _READERS.get(RECORD if self.record_kind else self.type, _read_text)(self, str(given))

    @property
    def meaning(self) -> str:
        """What may be given, in words."""
        return TYPES.get(self.type) or f"the id of {with_article(self.record_kind)}"


def _read_text(parameter: Parameter, word: str) -> str:
    if not word.strip():
        raise BadValue("expected some words; this is empty")
    if bad := next((c for c in word if not c.isprintable()), None):
        raise BadValue(f"it holds a character that cannot be printed (U+{ord(bad):04X})")
    if parameter.choices and word not in parameter.choices:
        hint = did_you_mean_or(word, parameter.choices, "choices are")
        raise BadValue(f"'{word}' is none of the choices; {hint}")
    return word


def _read_number(_: Parameter, word: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", word):
        raise BadValue(f"'{word}' is no whole number of 0 or more")
    return int(word)


def _read_year(_: Parameter, word: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", word) or word == "0000":
        raise BadValue(f"'{word}' is no year; write four digits, such as 2024")
    return int(word)


def _read_date(_: Parameter, word: str) -> str:
    from briefgen.model.dates import BadDate, parse_date

    try:
        return parse_date(word).text
    except BadDate as bad:
        raise BadValue(str(bad)) from None


def _read_record(parameter: Parameter, word: str) -> str:
    kind, _, id_ = word.rpartition("/")
    if kind not in ("", parameter.record_kind) or not _SLUG.fullmatch(id_):
        raise BadValue(f"'{word}' is no id of {with_article(parameter.record_kind)}")
    return f"{parameter.record_kind}/{id_}"


def _read_any_record(_: Parameter, word: str) -> str:
    kind, slash, id_ = word.rpartition("/")
    if not _SLUG.fullmatch(id_) or (slash and not _SLUG.fullmatch(kind)):
        raise BadValue(f"'{word}' is no id of a record")
    return word


def _read_period(_: Parameter, word: str) -> str:
    from briefgen.model.periods import is_period

    if not is_period(word):
        raise BadValue(f"'{word}' is no period; write 2025-10, 2025-Q4, 2025-W42, 7 days, 2 weeks or last-issue")
    return word


_READERS: Mapping[str, Callable[[Parameter, str], Plain]] = {
    RECORD: _read_record,
    "record": _read_any_record,
    "period": _read_period,
    "number": _read_number,
    "year": _read_year,
    "date": _read_date,
}


def chosen(parameters: Mapping[str, Parameter], given: Mapping[str, Plain]) -> dict[str, Plain]:
    """What is given and differs from the default, in the order of the settings file."""
    return {name: given[name] for name, p in parameters.items() if name in given and given[name] != p.default}


def values_of(parameters: Mapping[str, Parameter], given: Mapping[str, Plain]) -> dict[str, Plain | None]:
    """The value of every parameter: what is given, else its default."""
    return {name: given.get(name, p.default) for name, p in parameters.items()}


def as_key(given: Mapping[str, Plain]) -> str:
    """Values as one word of a key; two sets of values never share it."""
    return json.dumps(given, ensure_ascii=True, sort_keys=True) if given else ""


def in_file_name(parameter: Parameter, value: Plain) -> str:
    """A value as part of a file's name: as it is where it is plain, else what can be read of it and a hash."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if parameter.record_kind or parameter.type == "record":
        return str(value).rpartition("/")[2]
    word = " ".join(value) if isinstance(value, tuple) else str(value)
    if not isinstance(value, tuple) and _SLUG.fullmatch(word) and len(word) <= _LONGEST_SLUG:
        return word
    readable = re.sub(r"[^a-z0-9]+", "-", word.lower())[:_LONGEST_SLUG].strip("-")
    digest = blake2b(json.dumps(value).encode(), digest_size=4).hexdigest()
    return f"{readable}-{digest}".strip("-")


# --- The tables `[parameters.…]` of a template's settings: from what an editor wrote to parameters, faults named ---


PARAMETER_SETTINGS: Mapping[str, Setting] = {
    "type": Setting(str, "text", f"what may be given: {', '.join(TYPES)}"),
    "default": Setting(object, None, "what holds where nothing is given; left out: nothing"),
    "help": Setting(str, "", "one line for --help, and for the head of a brief that was made with another value"),
    "choices": Setting(list, (), "what may be chosen, for the types choice and list"),
}
# The options that every kind of brief has, now or soon, and the words that patterns of names and titles know.
RESERVED = frozenset(
    {"allow-stale", "as-of", "audience", "compare", "draft", "explain", "force", "format", "help", "json", "keep-edits"}
    | {
        "language",
        "open",
        "out",
        "pdf",
        "quiet",
        "redline",
        "release",
        "strict",
        "style",
        "verbose",
        "version",
        "workspace",
    }
    | {"id", "kind", "label", "name"}
)
LONGEST_NAME = 30
NAME = pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Flaw:
    """What is wrong with a parameter: at which of its keys ("" for the whole table), and what to do."""

    key: str
    message: str
    code: str
    hint: str


def read_parameters(
    tables: Mapping[str, Mapping[str, Any]], place: Callable[..., Location]
) -> tuple[dict[str, Parameter], list[Diagnostic]]:
    """The parameters by name, and what is wrong with them: one that is wrong is left out.

    `tables` are the settings of each (`PARAMETER_SETTINGS`), `place` says where one of its keys stands.
    """
    found: dict[str, Parameter] = {}
    problems: list[Diagnostic] = []
    for name, table in tables.items():
        own = list(_faults(name, table))
        problems.extend(
            Diagnostic(place("parameters", name, *filter(None, [f.key])), f.message, f.code, hint=f.hint) for f in own
        )
        if not own:
            found[name] = _parameter(name, table)
    return found, problems


def _parameter(name: str, table: Mapping[str, Any]) -> Parameter:
    """The parameter that a table describes; raises `BadValue` where its default does not fit."""
    bare = Parameter(name, table["type"], table["help"], choices=tuple(table["choices"]))
    if table["default"] is not None:
        return replace(bare, default=bare.read(table["default"]))
    empty: Mapping[str, Plain] = {"yes-no": False, "list": ()}
    return replace(bare, default=empty.get(bare.type))


def _faults(name: str, table: Mapping[str, Any]) -> Iterator[_Flaw]:
    yield from _name_faults(name)
    type_, choices = table["type"], table["choices"]
    if (fault := _type_fault(type_)) is not None:
        yield _Flaw("type", no_type(type_), "bad-parameter", fault)
        return
    if type_ == "choice" and not choices:
        yield _Flaw("type", "a choice needs choices", "bad-parameter", 'add choices = ["short", "long"]')
        return
    if choices and type_ not in ("choice", "list"):
        yield _Flaw("choices", f"the type {type_} has no choices", "bad-parameter", 'write type = "choice"')
        return
    try:
        _parameter(name, table)
    except BadValue as bad:
        message, _, hint = str(bad).partition("; ")
        yield _Flaw("default", message, "bad-default", hint or f"the type is {type_}: {Parameter(name, type_).meaning}")


def _name_faults(name: str) -> Iterator[_Flaw]:
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_NAME].strip("-")
        hint = f"write '{better}'" if NAME.fullmatch(better) else "write small letters, digits and hyphens"
        yield _Flaw("", f"'{name}' is no name for a parameter", "bad-parameter", hint)
    elif name in RESERVED:
        hint = f"choose another name, such as own-{name}"
        yield _Flaw("", f"'{name}' is taken by the program itself", "bad-parameter", hint)
    elif name.startswith("no-"):
        message = f"'{name}' would read as the opposite of an option '{name.removeprefix('no-')}'"
        yield _Flaw("", message, "bad-parameter", 'name the thing itself and write type = "yes-no"')


def no_type(type_: str) -> str:
    """What to say of a type that there is not, or of a record of a kind that there is not."""
    return f"'{type_}' is no type of a parameter"


def _type_fault(type_: str) -> str | None:
    """The hint for a type that there is not; None for one that there is."""
    if type_.startswith(RECORD):
        return None  # which kinds there are, a workspace knows
    known = [t for t in TYPES if not t.startswith(RECORD)]
    return None if type_ in known else did_you_mean_or(type_, TYPES, "types are")
