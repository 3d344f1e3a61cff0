"""YAML as editors write it: strict, with the line and column of every key and value kept.

libyaml does the parsing (through PyYAML's events); what the events mean is decided here. Scalars stay the
characters typed - `no`, `010`, `3.10` and `12:30` never become something else - and each field reads a number
or a date from them where it wants one. A bare `~` or `null` is an empty text, which no field takes. Refused,
each with its place: duplicate keys, tags, anchors and aliases, more than one document, keys that are no plain
words, nesting deeper than `DEEPEST`, more than `MOST_NODES` values, and files over `LARGEST` bytes.

Rust readers are ten times as fast but differ among themselves on YAML's corners and keep no positions
(measured in benchmarks/); unchanged files come from the cache and are not parsed at all.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, has_errors, not_utf8, quoted
from briefgen.facts.files import LARGEST, too_large
from briefgen.facts.yaml_tree import Place, YamlList, YamlMap
from briefgen.frozen import dataclass
from briefgen.regexes import pattern, patterns_late

with patterns_late():
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

DEEPEST = 40
MOST_NODES = 100_000
MOST_FAULTS = 100
_CUT = pattern(r"[ \t]+#[^\s#!][^\n]*")
"""A comment right behind a value, without a blank behind its sign: #1373."""
_COMMENT = pattern(r"[ \t]+#(?!!)[^\n]*\S")
"""Any comment: behind words that end as no sentence does it may be their end."""
_JOINED = pattern(r"\n[ \t]*([-*•‣][ \t][^\n]*|[a-z][a-z_-]*:(?!//)[^\s\d][^\n]*)")
"""A line inside a text that looks like an item of a list, or like a key without a blank behind its colon."""
_HASHED = pattern(r"\n[ \t]*(#[^\n]*)")
_BLANKS = " \t"
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
_EMPTY = ("the file holds no record", "empty-file", "write the record's fields, or delete the file")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's content (None where it has a fault) and what is wrong with it as YAML.

    `remains` is what could be read in spite of faults, so that the rest can be looked at in the same run.
    """

    data: YamlMap | None
    diagnostics: tuple[Diagnostic, ...]
    remains: YamlMap | None = None


def parse_yaml(raw: bytes, file: str) -> Parsed:
    """The one mapping in a YAML file, with positions; `file` is the name that diagnostics show."""
    if len(raw) > LARGEST:
        return Parsed(None, (too_large(len(raw), file),))
    text, problems = decode(raw, file)
    if text is None:
        return Parsed(None, tuple(problems))
    data = _YamlReader(file, problems).read(text)
    whole = None if has_errors(problems) else data
    return Parsed(whole, tuple(problems), data)


class _YamlReader:
    """Turns the events of one file into data; everything wrong is collected, not raised."""

    def __init__(self, file: str, problems: list[Diagnostic]) -> None:
        self.file, self.problems = file, problems
        self.nodes = 0
        self.text = ""

    def say(self, at: Place, message: str, code: str, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(Location(self.file, *at), message, code, hint=hint))
        if len(self.problems) > MOST_FAULTS:
            raise _TooMuch(at, f"more than {MOST_FAULTS} faults; the rest of the file was not read", "too-many", None)

    def read(self, text: str) -> YamlMap | None:
        self.text, self.has_few_nodes = text, len(text) < MOST_NODES  # a value has at least one character
        parser = CParser(text)
        try:
            return self._document(parser)
        except yaml.MarkedYAMLError as bad:
            from briefgen.facts.yaml_faults import explain

            at, message, hint = explain(bad, text)
            self._last(at, message, "yaml", hint)
        except yaml.YAMLError as bad:
            self._last((0, 0), f"not readable as YAML: {quoted(str(bad).partition(chr(10))[0])}", "yaml", None)
        except _TooMuch as much:
            self._last(much.at, str(much), much.code, much.hint)
        finally:
            parser.dispose()
        return None

    def _last(self, at: Place, message: str, code: str, hint: str | None) -> None:
        self.problems.append(Diagnostic(Location(self.file, *at), message, code, hint=hint))

    def _document(self, parser: Any) -> YamlMap | None:
        parser.get_event()  # stream start
        if not parser.check_event(DocumentStartEvent):
            self.say((0, 0), *_EMPTY)
            return None
        parser.get_event()
        event = parser.get_event()
        data = self._node(parser, event, 0)
        parser.get_event()  # document end
        if parser.check_event(DocumentStartEvent):
            at = _at(parser.get_event())
            message = "a second document begins here; a file holds one record"
            self.say(at, message, "two-documents", "move it to a file of its own")
        if data == "":
            self.say((0, 0), *_EMPTY)
        elif not isinstance(data, YamlMap):
            hint = "begin with a line such as 'name: …', with a blank behind the colon"
            self.say(_at(event), "a record is a mapping of field names to values", "wrong-type", hint)
        else:
            return data
        return None

    def _node(self, parser: Any, event: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > DEEPEST:
            raise _TooMuch(_at(event), f"nested deeper than {DEEPEST} levels", "too-large", "write it flatter")
        if self.nodes > MOST_NODES:
            hint = "split the file into several records"
            raise _TooMuch(_at(event), f"more than {MOST_NODES:,} values in one file", "too-large", hint)
        kind = event.__class__
        if kind is ScalarEvent and event.tag is None and event.anchor is None:
            return self._scalar(event)
        if kind is AliasEvent:
            hint = "write the value out; quote a text that begins with '*'"
            self.say(_at(event), f"an alias ({quoted('*' + event.anchor)}) stands here", "alias", hint)
            return ""
        self._refuse(event)
        if kind is ScalarEvent:
            return self._scalar(event)
        if kind is SequenceStartEvent:
            return self._sequence(parser, event, depth)
        return self._mapping(parser, event, depth)

    def _refuse(self, event: Any) -> None:
        if event.anchor:
            hint = "write the value out; quote a text that begins with '&'"
            self.say(_at(event), f"an anchor ({quoted('&' + event.anchor)}) stands here", "anchor", hint)
        if event.tag is not None:
            hint = "remove it; quote a text that begins with '!'"
            self.say(_at(event), f"a tag ({quoted(event.tag)}) stands here", "tag", hint)

    def _scalar(self, event: Any) -> str:
        value: str = event.value
        style, begin, end = event.style, event.start_mark, event.end_mark
        if not style:
            if begin.line != end.line or self.text[end.index : end.index + 1] in _BLANKS:  # as hardly any
                self._cut_or_joined(event, begin, end)
            return "" if value in _NOTHING else value
        if style == '"':
            if "\\" in self.text[begin.index : end.index]:
                self._escapes(event, value)
                self._typed_tab(event, value)
        elif style in ("|", ">"):
            self._no_comment(event)
        return value

    def _cut_or_joined(self, event: Any, begin_mark: Any, end_mark: Any) -> None:
        """A value without quotation marks ends before ' #', and takes in lines that look like items of a list."""
        if not event.value:
            return
        start, end = begin_mark.index, end_mark.index
        cut = _CUT.match(self.text, end)
        if cut is None and _is_open(event.value):
            cut = _COMMENT.match(self.text, end)
        if cut is not None:
            message = f"the text ends before {quoted(cut[0].strip(), 30)}, which YAML reads as a comment"
            hint = "put the whole text into quotation marks, or a comment into a line of its own"
            self.say(_at(event), message, "cut-text", hint)
        if end_mark.line > begin_mark.line and (joined := _JOINED.search(self.text, start, end)):
            line = begin_mark.line + 1 + self.text.count("\n", start, joined.start(1))
            item = joined[1][1:2].isspace()
            what = "no item of a list" if item else "no field"
            message = f"the line {quoted(joined[1], 40)} is {what} here; it is joined to the text above"
            hint = "move the '-' to where those above it stand" if item else "put a blank behind the ':'"
            hint += ", or put the text into quotation marks"
            self.say((line, joined.start(1) - joined.start()), message, "joined-line", hint)

    def _no_comment(self, event: Any) -> None:
        """Behind '|' and '>' a line that begins with '#' is text like any other."""
        start, end = event.start_mark.index, event.end_mark.index
        if hashed := _HASHED.search(self.text, start, end):
            line = event.start_mark.line + 1 + self.text.count("\n", start, hashed.start(1))
            message = f"the line {quoted(hashed[1], 40)} is no comment here; it is printed with the text"
            self.say((line, hashed.start(1) - hashed.start()), message, "joined-line", "move it above the field")

    def _typed_tab(self, event: Any, value: str) -> None:
        """In double quotes C:\\table has a tab, and says something else than it seems."""
        if "\t" in value and "\\t" in (typed := self.text[event.start_mark.index : event.end_mark.index]):
            message = f"in double quotation marks '\\t' is a tab: {quoted(typed, 40)}"
            self.say(
                _at(event), message, "forbidden-character", "put the text into single quotation marks: 'C:\\table'"
            )

    def _escapes(self, event: Any, value: str) -> None:
        """Only an escape in double quotes can bring in what was not in the file's own characters."""
        bad = FORBIDDEN.search(value)
        if bad:
            at = _at(event)
            escaped = forbidden(bad[0], self.file, at)
            self.say(at, f"by an escape, {escaped.message}", escaped.code, "delete the escape")
        elif "\r" in value:
            self.say(_at(event), "a carriage return stands in the text", "forbidden-character", "write \\n instead")
        elif sign := DIRECTION.search(value):
            typed = self.text[event.start_mark.index : event.end_mark.index]
            if not DIRECTION.search(typed):  # else its own place is reported already
                self.problems.append(changes_direction(sign[0], self.file, _at(event)))

    def _sequence(self, parser: Any, event: Any, depth: int) -> YamlList:
        items = YamlList(_at(event))
        get, at, node = parser.get_event, items.item_at, self._node
        while (event := get()).__class__ is not SequenceEndEvent:
            mark = event.start_mark
            at.append((mark.line + 1, mark.column + 1))
            items.append(node(parser, event, depth + 1))
        return items

    def _mapping(self, parser: Any, event: Any, depth: int) -> YamlMap:
        """Keys and values that are plain words, as most are, are read at once: a call for each takes as long again."""
        found = YamlMap(_at(event))
        key_places, value_places = found.key_at, found.value_at
        get, text, is_usual = parser.get_event, self.text, depth < DEEPEST and self.has_few_nodes
        scalar: Any = ScalarEvent
        while (event := get()).__class__ is not MappingEndEvent:
            mark = event.start_mark
            at = mark.line + 1, mark.column + 1
            key = value = None
            if is_usual and event.__class__ is scalar and not (event.style or event.tag or event.anchor):
                end = event.end_mark
                if mark.line == end.line and text[end.index : end.index + 1] == ":":
                    key = event.value
            key = key or self._key(parser, event, at, depth)
            event = get()
            mark = event.start_mark
            value_at = mark.line + 1, mark.column + 1
            if is_usual and event.__class__ is scalar and not (event.style or event.tag or event.anchor):
                end = event.end_mark
                if mark.line == end.line and text[end.index : end.index + 1] not in _BLANKS:
                    value = "" if event.value in _NOTHING else event.value
            if value is None:
                value = self._node(parser, event, depth + 1)
            if key is None:
                continue
            if key in found:
                message = f"the key {quoted(key)} stands twice in this mapping, first in line {found.key_at[key][0]}"
                self.say(at, message, "duplicate-key", "keep one of them")
                continue
            found[key], key_places[key], value_places[key] = value, at, value_at
        return found

    def _key(self, parser: Any, event: Any, at: Place, depth: int) -> str | None:
        """What a mapping's key is; what is wrong with it as a value is told, too."""
        self._node(parser, event, depth + 1)
        if event.__class__ is not ScalarEvent:
            self.say(at, "a key must be a plain word", "key", "quote a text that begins with '{' or '['")
            return None
        if event.value == "":
            from briefgen.facts.yaml_faults import NO_KEY

            self.say(at, NO_KEY[0], "key", NO_KEY[1])
            return None
        return str(event.value)


class _TooMuch(Exception):
    def __init__(self, at: Place, message: str, code: str, hint: str | None) -> None:
        super().__init__(message)
        self.at, self.code, self.hint = at, code, hint


def _is_open(text: str) -> bool:
    """Whether a text of several words ends in none of the signs that end one."""
    return len(text.split(maxsplit=3)) > 2 and (text[-1].isalnum() or text[-1] in ",;(“„«‹")


def _at(event: Any) -> Place:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


# --- The bytes of a file as text, and the characters that no fact may carry ---


MOST_SHOWN = 50
_NO_CHARACTERS = "".join(chr((plane << 16) + end) for plane in range(1, 15) for end in (0xFFFE, 0xFFFF))
FORBIDDEN = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    f"\U000f0000-\U0010ffff{_NO_CHARACTERS}]"
)
_PLAIN = bytes([9, 10, 13, *range(32, 127)])
DIRECTION = pattern("[\u202a-\u202e\u2066-\u2069]")


def decode(raw: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file, or None where it is no text; and what is wrong with its characters.

    A forbidden character is replaced by U+FFFD, so that the rest of the file can still be looked at.
    """
    if raw.isascii() and not raw.translate(None, _PLAIN):
        return raw.decode("ascii"), []
    if _is_utf16(raw):
        return None, [Diagnostic(Location(file), "the file is UTF-16, not UTF-8", "encoding", hint="save it as UTF-8")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        before = raw[: bad.start].decode("utf-8-sig", "replace")
        at = place_of(before, len(before))
        return None, [not_utf8(Location(file, *at), raw)]
    if text.replace("\n", "").isprintable():  # as nearly every file, and told at once
        return text, []
    problems = [forbidden(m[0], file, place_of(text, m.start())) for m in islice(FORBIDDEN.finditer(text), MOST_SHOWN)]
    if len(problems) == MOST_SHOWN:
        return None, problems
    if problems:
        text = FORBIDDEN.sub("\ufffd", text)
    signs = islice(DIRECTION.finditer(text), MOST_SHOWN)
    return text, problems + [changes_direction(m[0], file, place_of(text, m.start())) for m in signs]


def _is_utf16(raw: bytes) -> bool:
    every_second_is_nul = b"\0\0" in (raw[0:4:2], raw[1:4:2]) and raw[:4].strip(b"\0") != b""
    return raw.startswith((b"\xff\xfe", b"\xfe\xff")) or every_second_is_nul


def forbidden(character: str, file: str, at: Place) -> Diagnostic:
    return Diagnostic(
        Location(file, *at),
        f"the character U+{ord(character):04X} may not stand in a fact",
        "forbidden-character",
        hint="delete it; it is invisible or has a meaning of its own inside documents",
    )


def changes_direction(character: str, file: str, at: Place) -> Diagnostic:
    return Diagnostic(
        Location(file, *at),
        f"the invisible character U+{ord(character):04X} changes the direction of text",
        "direction-override",
        "right-to-left text needs none; delete it unless it is meant",
    )


def place_of(text: str, index: int) -> Place:
    """Line and column of a character, both from 1; lines end as YAML's do."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    lines = text.count("\n", 0, index) + text.count("\r", 0, index) - text.count("\r\n", 0, index)
    return lines + 1, index - start + 1
