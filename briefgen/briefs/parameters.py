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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from briefgen.diagnostics import did_you_mean

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
    RECORD + "KIND": "the id of a record of that kind, such as record:series",
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
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
        return _READERS.get("record" if self.record_kind else self.type, _read_text)(self, str(given))

    @property
    def meaning(self) -> str:
        """What may be given, in words."""
        return TYPES.get(self.type) or f"the id of a {self.record_kind}"


def _read_text(parameter: Parameter, word: str) -> str:
    if not word.strip():
        raise BadValue("expected some words; this is empty")
    if bad := next((c for c in word if not c.isprintable()), None):
        raise BadValue(f"it holds a character that cannot be printed (U+{ord(bad):04X})")
    if parameter.choices and word not in parameter.choices:
        hint = did_you_mean(word, parameter.choices) or f"choices are: {', '.join(parameter.choices)}"
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
        raise BadValue(f"'{word}' is no id of a {parameter.record_kind}")
    return f"{parameter.record_kind}/{id_}"


_READERS: Mapping[str, Callable[[Parameter, str], Plain]] = {
    "record": _read_record,
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
    if parameter.record_kind:
        return str(value).rpartition("/")[2]
    word = " ".join(value) if isinstance(value, tuple) else str(value)
    if not isinstance(value, tuple) and _SLUG.fullmatch(word) and len(word) <= _LONGEST_SLUG:
        return word
    readable = re.sub(r"[^a-z0-9]+", "-", word.lower())[:_LONGEST_SLUG].strip("-")
    digest = blake2b(json.dumps(value).encode(), digest_size=4).hexdigest()
    return f"{readable}-{digest}".strip("-")
