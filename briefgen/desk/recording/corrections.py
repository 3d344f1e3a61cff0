"""A value that is recorded: opened as it is written, then changed, moved to other words, or taken out.

Where it stands in its file is known from its statement; only what somebody changed is written anew
(`facts.yaml_edit`), so that a remark, a passage or a key that the form does not ask for stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from briefgen.desk.recording.entries import BESIDE, IN_THE_FILE, KEEP, Entry, FormField, fields_of, listed
from briefgen.errors import UsageProblem
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.excerpt import part_of
from briefgen.facts.passages.short_forms import EACH, FROM, PART, PASSAGES
from briefgen.facts.yaml_edit import NotEdited, insert_value, remove_value, set_value
from briefgen.facts.yaml_text import Exact
from briefgen.facts.yaml_tree import Path, Place, YamlList, YamlMap, value_at
from briefgen.model.scalars import is_by_language
from briefgen.model.schema import GROUP, PLAIN, RECORD, VALUE, Schema
from briefgen.model.shared import SRC, VALUE_ITSELF
from briefgen.model.statement import Citation, Statement

_OF_WORDS = (FROM, SRC, "quote", PART)


@dataclass(frozen=True, slots=True)
class RecordedValue:
    """A value as its form shows it. `path` leads to it in its file, `passage` to the passage under which it stands.

    `value` is a text, a list, or texts by language; `parts` and `said` hold what the form can ask for and no more.
    `was` stands for all of it as it was read, so that nothing that somebody changed meanwhile is written over.
    `marking` is what it is marked with in force, which may be that of a passage that it names.
    """

    path: Path
    asked: FormField
    citations: tuple[Citation, ...]
    was: str
    value: Any = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    passage: Path = ()
    marking: str = ""

    def as_json(self) -> dict[str, Any]:
        """The value as plain data, for the page."""
        cites = [{"source": c.source, "locator": c.locator, "quote": c.quote} for c in self.citations]
        return {
            "field": self.asked.name,
            "value": self.value,
            "parts": dict(self.parts),
            "said": dict(self.said),
            "cites": cites,
            "was": self.was,
        }


def recorded_value(text: str, schema: Schema, kind: str, statement: Statement) -> RecordedValue:
    """What a statement says, as it stands in the file of a record of this kind.

    Raises `UsageProblem` where the file does not have it, or has it in a way that no form can show.
    """
    data = parse_yaml(text.encode(), "").data
    path = next(_paths_at(data, (statement.line, statement.column), ()), None) if data is not None else None
    if path is None:
        raise UsageProblem("the file has been changed since it was read; look again")
    inside = path[:2] if path[:1] == (PASSAGES,) else ()
    name = path[len(inside)] if len(path) > len(inside) else ""
    asked = fields_of(schema, kind).get(str(name))
    if asked is None:
        raise UsageProblem(f"{name or 'what it says'} is no field of its own; {IN_THE_FILE}")
    here = (*inside, str(name))
    if asked.form != PLAIN:
        here = _one_of_several(data, here, path, asked)
    raw = value_at(data, here)
    was = _digest([raw, value_at(data, inside) if inside else ""])
    return RecordedValue(here, asked, statement.citations, was, *_read(asked, raw), inside, statement.marking)


def with_correction(text: str, recorded: RecordedValue, entry: Entry) -> str:
    """The text with the value as the entry has it; what the entry says as it is recorded is left alone.

    `entry.words` says what becomes of the words that bear it; they are `entry.quote` of `entry.source`.
    """
    if entry.was != recorded.was:
        raise UsageProblem("this value was changed by somebody else meanwhile; open it again")
    try:
        return _Correcting(text, recorded).corrected(entry)
    except NotEdited as bad:
        raise UsageProblem(f"{bad}; {IN_THE_FILE}") from bad


def without_value(text: str, recorded: RecordedValue, was: str) -> str:
    """The text without the value; what would be left empty by that goes, too."""
    if was != recorded.was:
        raise UsageProblem("this value was changed by somebody else meanwhile; open it again")
    data, path = parse_yaml(text.encode(), "").data, recorded.path
    while len(path) > 1 and len(value_at(data, path[:-1])) == 1:
        path = path[:-1]
    try:
        return remove_value(text, path)
    except NotEdited as bad:
        raise UsageProblem(f"{bad}; take it out in the file itself") from bad


def key_at(data: Any, place: Place, asked: FormField) -> str:
    """Which part of a field's form a place in a file is about; "" where it is about none of them.

    "is" stands for the value itself, as in a file, "quote" for the words that bear it.
    """
    path = next(_paths_at(data, place, ()), ())
    steps = [step for step in path if isinstance(step, str)]
    if steps[:1] == [PASSAGES] and "quote" in steps and asked.name in value_at(data, path[:2]):
        return "quote"
    if asked.name not in steps:
        return ""
    if not {*_OF_WORDS}.isdisjoint(steps[steps.index(asked.name) :]):
        return "quote"
    last = steps[-1]
    return VALUE_ITSELF if last in (VALUE_ITSELF, asked.name, asked.of) else last


# --- where it stands, and what is read there ---


def _paths_at(data: Any, place: Place, path: Path) -> Iterator[Path]:
    """The paths to what stands at a place, the innermost first."""
    if isinstance(data, YamlMap):
        for key, value in data.items():
            yield from _paths_at(value, place, (*path, key))
            if place in (data.value_at[key], data.key_at[key]):
                yield (*path, key)
    elif isinstance(data, YamlList):
        for n, value in enumerate(data):
            yield from _paths_at(value, place, (*path, n))
            if data.item_at[n] == place:
                yield (*path, n)


def _one_of_several(data: Any, here: Path, path: Path, asked: FormField) -> Path:
    """The way to one value of a field: in a list, among those that share keys, or by its id."""
    while len(path) > len(here):
        step, there = path[len(here)], value_at(data, here)
        is_id = asked.form == RECORD and isinstance(step, str) and "id" not in there and isinstance(there[step], dict)
        if not (isinstance(step, int) or step == EACH or (is_id and step not in asked.parts)):
            break
        here = (*here, step)
    return here


def _read(asked: FormField, raw: Any) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    is_mapping = isinstance(raw, dict) and not is_by_language(raw)
    if asked.form == PLAIN or not is_mapping:
        return _shown(raw, asked), {}, {}
    parts = {name: _shown(_itself(raw[name]), part) for name, part in asked.parts.items() if name in raw}
    said = {name: _shown(raw[name], part) for name, part in asked.said.items() if name in raw}
    if asked.form == RECORD:
        return "", parts, said
    if asked.form == GROUP:
        members = raw.get(asked.of, [])
        return [_itself(one) for one in (members if isinstance(members, list) else [members])], parts, {}
    return _shown(raw.get(VALUE_ITSELF, ""), asked), parts, said


def _itself(raw: Any) -> Any:
    return raw.get(VALUE_ITSELF, "") if isinstance(raw, dict) and not is_by_language(raw) else raw


def _shown(raw: Any, asked: FormField) -> Any:
    if isinstance(raw, str):
        return raw
    if is_by_language(raw) and all(isinstance(one, str) for one in raw.values()):
        return dict(raw)
    if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
        return list(raw)
    raise UsageProblem(f"{asked.name} is written with keys that no form asks for; {IN_THE_FILE}")


def _digest(data: Any) -> str:
    return blake2b(json.dumps(data, ensure_ascii=False).encode(), digest_size=9).hexdigest()


# --- what is written ---


class _Correcting:
    """One value of one text, changed key by key."""

    def __init__(self, text: str, recorded: RecordedValue) -> None:
        self.text, self.recorded = text, recorded
        self.asked, self.path = recorded.asked, recorded.path

    @property
    def data(self) -> Any:
        return parse_yaml(self.text.encode(), "").data

    @property
    def raw(self) -> Any:
        return value_at(self.data, self.path)

    def corrected(self, entry: Entry) -> str:
        known = self.recorded
        if self.asked.form == GROUP:
            self.members(entry.value if isinstance(entry.value, list) else listed(str(entry.value)))
        elif self.asked.form != RECORD and not _same(entry.value, known.value):
            self.itself(entry.value)
        for name, part in self.asked.parts.items():
            self.key(name, part, entry.parts.get(name, ""), known.parts.get(name, ""))
        if self.asked.form in (VALUE, RECORD):
            for name, part in self.asked.said.items():
                self.key(name, part, entry.said.get(name, ""), known.said.get(name, ""))
        if entry.words != KEEP and self.asked.form != PLAIN:
            self.words(entry)
        return self.text

    def itself(self, value: Any) -> None:
        if value in ("", [], {}):
            raise UsageProblem("a value is changed or taken out, not emptied")
        written = listed(value) if self.asked.form == PLAIN and self.asked.many and isinstance(value, str) else value
        self.put((*self.path, VALUE_ITSELF) if self.is_mapping else self.path, written)

    @property
    def is_mapping(self) -> bool:
        raw = self.raw
        return self.asked.form != PLAIN and isinstance(raw, dict) and not is_by_language(raw)

    def key(self, name: str, part: FormField, value: Any, known: Any) -> None:
        """One key beside the value: set, put in or taken out, where it is another than it was."""
        if _same(value, known):
            return
        raw = self.raw
        is_there = isinstance(raw, dict) and name in raw and not is_by_language(raw)
        if value in ("", [], {}):
            self.text = remove_value(self.text, (*self.path, name))
        elif is_there and isinstance(raw[name], dict) and not is_by_language(raw[name]):
            self.put((*self.path, name, VALUE_ITSELF), value)
        else:
            written = listed(value) if part.many and isinstance(value, str) and part.type != "text" else value
            self.as_mapping()
            self.put((*self.path, name), written)

    def as_mapping(self) -> None:
        """A bare value gets keys: `x` becomes `{is: x}`."""
        if not self.is_mapping:
            self.put(self.path, {VALUE_ITSELF: self.raw})

    def members(self, wanted: Sequence[str]) -> None:
        """The values of a group: those that are gone are taken out, new ones stand at the end."""
        path = (*self.path, self.asked.of)
        raw = value_at(self.data, path)
        if not wanted:
            raise UsageProblem("a list is changed or taken out, not emptied")
        if not isinstance(raw, list):
            self.put(path, list(wanted))
            return
        there = [_itself(one) for one in raw]
        for one in wanted:
            if one not in there:
                self.text = insert_value(self.text, (*path, len(value_at(self.data, path))), one)
        for n in reversed(range(len(there))):
            if there[n] not in wanted:
                self.text = remove_value(self.text, (*path, n))

    def words(self, entry: Entry) -> None:
        """Other words in the place of those that bear the value, or beside them."""
        if not entry.source or not entry.quote:
            raise UsageProblem("select the words first")
        fresh, known = Citation(entry.source, "", entry.quote), self.recorded.citations
        if entry.words == BESIDE:
            raw = self.raw
            if isinstance(raw, dict) and FROM in raw and SRC not in raw and not is_by_language(raw):
                self.text = insert_value(self.text, (*self.path, SRC), _cited([fresh]))
                return
            cites = [*known, fresh]
        else:
            n = self.instead(entry)
            cites = [*known[:n], fresh, *known[n + 1 :]]
        self.as_mapping()
        key, value = self._written(cites)
        self.put((*self.path, key), value)
        marking = self.recorded.marking  # which the passage may have given it
        if FROM in self.raw and "marking" not in self.raw and marking != self.data.get("marking", ""):
            self.put((*self.path, "marking"), marking)
        for name in _OF_WORDS:
            if name != key and name in self.raw:
                self.text = remove_value(self.text, (*self.path, name))

    def instead(self, entry: Entry) -> int:
        """Which of the passages that bear the value other words take the place of: the one named, or the only one."""
        known = self.recorded.citations
        if entry.instead is not None and 0 <= entry.instead < len(known):
            return entry.instead
        of_it = [n for n, c in enumerate(known) if c.source == entry.source]
        if len(known) > 1 and len(of_it) != 1:
            raise UsageProblem("it rests on several passages: choose the one in whose place the words stand")
        return of_it[0] if of_it else 0

    def _written(self, cites: Sequence[Citation]) -> tuple[str, Any]:
        """The key and the value that say what bears it, in the shortest form that is true."""
        data = self.data
        if len(cites) > 1 and not self.recorded.passage and all(self._is_quote_of_head(c) for c in cites):
            return "quote", [Exact(c.quote) for c in cites]
        if len(cites) == 1:
            only = cites[0]
            if self.recorded.passage:
                passage = value_at(data, self.recorded.passage)
                words = passage.get("quote", "") if isinstance(passage, dict) else passage
                if isinstance(words, str) and part_of(words, only.quote) is not None:
                    return PART, Exact(only.quote)
            elif only.source == data.get(SRC):
                return "quote", Exact(only.quote)
        return SRC, _cited(cites)

    def _is_quote_of_head(self, cited: Citation) -> bool:
        """Whether words are of the source at the head of the record, so that it need not be named."""
        return bool(cited.quote) and not cited.locator and cited.source == self.data.get(SRC)

    def put(self, path: Path, value: Any) -> None:
        is_words = path[-1] == "words" and isinstance(value, str)
        self.text = set_value(self.text, path, Exact(value) if is_words else value)


def _cited(cites: Sequence[Citation]) -> Any:
    """Sources with their words, as `src` has them."""
    found = [(f"{c.source}#{c.locator}" if c.locator else c.source, c.quote) for c in cites]
    if all(quote for _, quote in found) and len({name for name, _ in found}) == len(found):
        return {name: Exact(quote) for name, quote in found}
    return [{name: Exact(quote)} if quote else name for name, quote in found]


def _same(a: Any, b: Any) -> bool:
    """Whether two values are one to whoever fills in a form: a list is its words."""
    return a.strip() == b.strip() if isinstance(a, str) and isinstance(b, str) else _plain(a) == _plain(b)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: str(one).strip() for key, one in value.items() if str(one).strip()}
    words = list(value) if isinstance(value, list | tuple) else listed(str(value))
    return [str(word).strip() for word in words]
