"""YAML as editors write it: strict, with the line and column of every key and value kept.

libyaml does the parsing (through PyYAML's events); what the events mean is decided here. Scalars stay the
characters typed - `no`, `010`, `3.10` and `12:30` never become something else - and each field reads a number
or a date from them where it wants one. Refused, each with its place: duplicate keys, tags, anchors and
aliases, more than one document, keys that are no plain words, nesting deeper than `DEEPEST`, files over
`LARGEST` bytes, and characters that no document may carry.

Rust readers are ten times as fast but differ among themselves on YAML's corners and keep no positions
(measured in benchmarks/); unchanged files come from the cache and are not parsed at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from briefgen.diagnostics import Diagnostic, Location, Severity

LARGEST = 10 * 1024 * 1024
DEEPEST = 40
MOST_NODES = 1_000_000

Place = tuple[int, int]
# C0 and C1 controls except tab, newline, return and NEL's handling by YAML; line separators; non-characters;
# lone surrogates; private use, which the program needs for its own marks.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


class YamlMap(dict[str, Any]):
    """A mapping that knows where it, its keys and its values stand."""

    __slots__ = ("at", "key_at", "value_at")

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at
        self.key_at: dict[str, Place] = {}
        self.value_at: dict[str, Place] = {}


class YamlList(list[Any]):
    """A sequence that knows where it and its items stand."""

    __slots__ = ("at", "item_at")

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at
        self.item_at: list[Place] = []


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's content (None where it cannot be read) and what is wrong with it as YAML."""

    data: YamlMap | None
    diagnostics: tuple[Diagnostic, ...]


def parse_yaml(raw: bytes, file: str) -> Parsed:
    """The one mapping in a YAML file, with positions; `file` is the name that diagnostics show."""
    text, problems = _decode(raw, file)
    if text is None:
        return Parsed(None, tuple(problems))
    reader = _Reader(file, problems)
    data = reader.read(text)
    if any(d.severity is Severity.ERROR for d in problems):
        data = None
    return Parsed(data, tuple(problems))


def locate(data: Any, path: tuple[str | int, ...]) -> Place:
    """The place that `path` leads to; steps that the short form left out are passed over."""
    place: Place = data.at if isinstance(data, YamlMap | YamlList) else (1, 1)
    for step in path:
        if isinstance(data, YamlMap) and step in data:
            place, data = data.value_at[str(step)], data[str(step)]
        elif isinstance(data, YamlList) and isinstance(step, int) and step < len(data):
            place, data = data.item_at[step], data[step]
    return place


def locate_key(data: Any, path: tuple[str | int, ...]) -> Place:
    """The place of the key (not the value) that `path` leads to."""
    parent = data
    for step in path[:-1]:
        if isinstance(parent, YamlMap) and step in parent:
            parent = parent[str(step)]
        elif isinstance(parent, YamlList) and isinstance(step, int) and step < len(parent):
            parent = parent[step]
    if isinstance(parent, YamlMap) and path and path[-1] in parent.key_at:
        return parent.key_at[str(path[-1])]
    return locate(data, path)


def locate_source(data: Any, source: str) -> Place | None:
    """Where a source is first named under a `src` key."""
    if isinstance(data, YamlList):
        return next((at for item in data if (at := locate_source(item, source))), None)
    if not isinstance(data, YamlMap):
        return None
    for key, value in data.items():
        at = _source_in(value, source, data.value_at[key]) if key == "src" else locate_source(value, source)
        if at:
            return at
    return None


def _source_in(value: Any, source: str, at: Place) -> Place | None:
    if isinstance(value, YamlList):
        return next((p for n, item in enumerate(value) if (p := _source_in(item, source, value.item_at[n]))), None)
    if isinstance(value, YamlMap):
        return next((value.key_at[key] for key in value if key.partition("#")[0] == source), None)
    return at if isinstance(value, str) and value.partition("#")[0] == source else None


def _decode(raw: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    def fault(message: str, code: str, hint: str | None = None, at: Place = (0, 0)) -> tuple[None, list[Diagnostic]]:
        return None, [Diagnostic(Location(file, *at), message, code, hint=hint)]

    if len(raw) > LARGEST:
        return fault(
            f"the file has {len(raw):,} bytes; at most {LARGEST:,} are read",
            "too-large",
            "split it into several records",
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return fault("the file is UTF-16, not UTF-8", "encoding", "save it as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        before = raw[: bad.start].decode("utf-8", "replace")
        at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        return fault("the file is not UTF-8", "encoding", "save it as UTF-8", at)
    problems = [
        Diagnostic(
            Location(file, *_place_of(text, m.start())),
            f"the character U+{ord(m[0]):04X} may not stand in a fact",
            "forbidden-character",
            hint="delete it; it is invisible or has a meaning of its own inside documents",
        )
        for m in _FORBIDDEN.finditer(text)
        if m[0] != "\x85"
    ]
    if problems:
        return None, problems[:50]
    warnings = [
        Diagnostic(
            Location(file, *_place_of(text, m.start())),
            f"the invisible character U+{ord(m[0]):04X} changes the direction of text",
            "direction-override",
            Severity.WARNING,
            "right-to-left text needs none; delete it unless it is meant",
        )
        for m in _DIRECTION.finditer(text)
    ]
    return text, warnings


def _place_of(text: str, index: int) -> Place:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


class _Reader:
    """Turns the events of one file into data; everything wrong is collected, not raised."""

    def __init__(self, file: str, problems: list[Diagnostic]) -> None:
        self.file, self.problems = file, problems
        self.nodes = 0

    def say(self, at: Place, message: str, code: str, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(Location(self.file, *at), message, code, hint=hint))

    def read(self, text: str) -> YamlMap | None:
        parser = CParser(text)
        try:
            return self._document(parser)
        except yaml.MarkedYAMLError as bad:
            mark = bad.problem_mark or bad.context_mark
            at = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            message, hint = _in_plain_words(bad, text, at)
            self.say(at, message, "yaml", hint)
        except (yaml.YAMLError, RecursionError) as bad:
            self.say(
                (0, 0), f"not readable as YAML: {str(bad).splitlines()[0] if str(bad) else 'nested too deeply'}", "yaml"
            )
        except _TooMuch as much:
            self.say(much.at, str(much), "too-large", "split the file into several records")
        finally:
            parser.dispose()
        return None

    def _document(self, parser: Any) -> YamlMap | None:
        parser.get_event()  # stream start
        if not parser.check_event(DocumentStartEvent):
            self.say((0, 0), "the file holds no record", "empty-file", "write the record's fields, or delete the file")
            return None
        parser.get_event()
        event = parser.get_event()
        data = self._node(parser, event, 0)
        parser.get_event()  # document end
        if parser.check_event(DocumentStartEvent):
            mark = parser.get_event().start_mark
            self.say(
                (mark.line + 1, mark.column + 1),
                "a second document begins here; a file holds one record",
                "two-documents",
                "move it to a file of its own",
            )
            return None
        if data is None or data == "":
            self.say((0, 0), "the file holds no record", "empty-file", "write the record's fields, or delete the file")
            return None
        if not isinstance(data, YamlMap):
            self.say(
                _at(event),
                "a record is a mapping of field names to values",
                "wrong-type",
                "begin with a line such as 'name: …'",
            )
            return None
        return data

    def _node(self, parser: Any, event: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > DEEPEST:
            raise _TooMuch(_at(event), f"nested deeper than {DEEPEST} levels")
        if self.nodes > MOST_NODES:
            raise _TooMuch(_at(event), f"more than {MOST_NODES:,} values in one file")
        if isinstance(event, AliasEvent):
            self.say(
                _at(event),
                f"an alias (*{event.anchor}) stands here",
                "alias",
                "write the value out; quote a text that begins with '*'",
            )
            return ""
        if event.anchor:
            self.say(
                _at(event),
                f"an anchor (&{event.anchor}) stands here",
                "anchor",
                "write the value out; quote a text that begins with '&'",
            )
        if event.tag is not None:
            self.say(
                _at(event), f"a tag ({event.tag}) stands here", "tag", "remove it; quote a text that begins with '!'"
            )
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(parser, event, depth)
        return self._mapping(parser, event, depth)

    def _scalar(self, event: ScalarEvent) -> str | None:
        value: str = event.value
        if event.style is None:
            return None if value in ("", "~", "null", "Null", "NULL") else value
        # Only an escape in double quotes can bring in what was not in the file's own characters.
        if event.style == '"' and (bad := _FORBIDDEN.search(value)):
            self.say(
                _at(event),
                f"the escaped character U+{ord(bad[0]):04X} may not stand in a fact",
                "forbidden-character",
                "delete the escape",
            )
        return value

    def _sequence(self, parser: Any, event: Any, depth: int) -> YamlList:
        items = YamlList(_at(event))
        while not isinstance(event := parser.get_event(), SequenceEndEvent):
            items.item_at.append(_at(event))
            items.append(self._node(parser, event, depth + 1))
        return items

    def _mapping(self, parser: Any, event: Any, depth: int) -> YamlMap:
        found = YamlMap(_at(event))
        while not isinstance(event := parser.get_event(), MappingEndEvent):
            at = _at(event)
            if not isinstance(event, ScalarEvent):
                self.say(at, "a key must be a plain word", "key", "quote a text that begins with '{' or '['")
            key = self._node(parser, event, depth + 1)
            event = parser.get_event()
            value_at = _at(event)
            value = self._node(parser, event, depth + 1)
            if not isinstance(key, str):
                continue
            if key in found:
                line = found.key_at[key][0]
                self.say(
                    at,
                    f"the key '{key}' stands twice in this mapping, first in line {line}",
                    "duplicate-key",
                    "keep one of them",
                )
                continue
            found[key], found.key_at[key], found.value_at[key] = value, at, value_at
        return found


class _TooMuch(Exception):
    def __init__(self, at: Place, message: str) -> None:
        super().__init__(message)
        self.at = at


def _at(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _in_plain_words(bad: yaml.MarkedYAMLError, text: str, at: Place) -> tuple[str, str | None]:
    said = (bad.problem or bad.context or "cannot be read").removeprefix("while ")
    lines = text.splitlines()
    line = lines[at[0] - 1] if 0 < at[0] <= len(lines) else ""
    if "\t" in line[: max(at[1], 1)] or "'\\t'" in said:
        return "a tab stands where blanks must", "indent with blanks"
    if "mapping values are not allowed" in said:
        return "a second ': ' in one line of plain text", "put the text in quotation marks"
    if "unexpected end of stream" in said or "found unexpected document indicator" in said:
        return (
            "a quotation mark is opened and never closed",
            'close it; inside double quotes write \\" for a quotation mark',
        )
    if "could not find expected ':'" in said:
        return (
            "a line that is neither 'key: value' nor part of the text above",
            "indent it below its key, or give it a key",
        )
    if "did not find expected" in said:
        return (
            f"not readable as YAML: {said}",
            "check the indentation and the brackets and quotation marks before this place",
        )
    return f"not readable as YAML: {said}", None
