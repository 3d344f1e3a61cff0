"""Passages: the words of a source written once, with every value that rests on them under them or by name.

    passages:
      - quote: "The forum met on 11 June 2031 in Port Example, the ministry reported."
        name: opening
        according_to: ministry
        date: 2031-06-11
        place: {is: Port Example, part: in Port Example}
    series: {is: coastal-climate-forum, from: opening}
    agenda: {is: walls, from: {gazette-2031-06#walls: "Flood protection … the agenda"}}

A value under a passage stands for the same field of the record. `from` names a passage of the record, or else of the
source in its `src`, or of any source (`its-id#name`), alone or with the part that the value needs. A part is verbatim,
or its first and its last words with ` … ` between them. All of it is taken apart here, before anything is validated,
into `src` and `according_to` as the rest of the program knows them, so that a passage makes no other facts than a quote
beside each value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.archive.matching import cuts_word
from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or, quoted
from briefgen.facts.yaml_tree import Place, YamlList, YamlMap
from briefgen.model.ids import RULE, is_slug
from briefgen.model.languages import is_language
from briefgen.model.schema import RECORD, FieldSpec
from briefgen.model.shared import OF_A_PASSAGE

PASSAGES, FROM, PART = "passages", "from", "part"
TO = " … "
"""Between the first and the last words of a part."""
ELISION = " […] "


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source (`source` with a locator, as `src` has it), and whom the source names for them."""

    source: str
    words: str
    at: Place
    speakers: tuple[str, ...] = ()
    marking: str = ""


def _keys_of(spec: FieldSpec | None) -> Mapping[str, FieldSpec]:
    """The fields of a record that is written inside another, the keys of a group of values."""
    return {} if spec is None else spec.qualifiers if spec.form == RECORD else spec.keys


Named = Mapping[str, Passage]
Elsewhere = Callable[[str], Named | None]
"""The passages that stand with a source, by name; None where there is no such source."""


@dataclass(frozen=True, slots=True)
class Expanded:
    """A record's data without passages, what is wrong with them, and which of other sources it uses (id, name)."""

    data: YamlMap
    problems: list[Diagnostic]
    used: frozenset[tuple[str, str]] = frozenset()


def has_passages(raw: bytes) -> bool:
    """Whether a file may name a passage; most of a large base is never walked for them."""
    return b"passages:" in raw or b"from:" in raw


def expand(data: YamlMap, forms: Mapping[str, FieldSpec], file: str, id_: str, elsewhere: Elsewhere) -> Expanded:
    """The data with `src` and `according_to` in the place of passages; every value keeps its line and column.

    `id_` is the record's own id, which a source's passages are of; "" for any other kind.
    """
    work = _Expander(file, id_, elsewhere)
    return Expanded(work.record(data, forms), work.problems, frozenset((of, name) for of, name in work.used if of))


def named_passages(data: YamlMap, id_: str) -> dict[str, Passage]:
    """The passages of a source by name; faults in them are told where its own file is read."""
    work = _Expander("", id_, lambda _: None)
    return work.passages(data)


class _Expander:
    def __init__(self, file: str, id_: str, elsewhere: Elsewhere) -> None:
        self.file, self.id, self.elsewhere = file, id_, elsewhere
        self.problems: list[Diagnostic] = []
        self.used: set[tuple[str, str]] = set()
        self.own: dict[str, Passage] = {}
        self.named: set[str] = set()
        self.asked: set[str] = set()
        self.default = ""

    def say(self, at: Place, message: str, code: str, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(Location(self.file, *at), message, code, hint))

    # --- passages as they are written ----------------------------------------------------------------

    def record(self, data: YamlMap, forms: Mapping[str, FieldSpec]) -> YamlMap:
        self.own = self.passages(data)
        self.default = data["src"].partition("#")[0] if isinstance(data.get("src"), str) else ""
        new = self.mapping(data, forms, (), skip=PASSAGES)
        for written in _written(data):
            self.fields(new, written, data, forms)
        for written in _written(data):
            self.title(written, forms)
        for name, passage in self.own.items():
            if name in self.named:
                self.used.add((self.id, name))
            elif not self.id:  # a source's passages are for any record
                hint = "name it in from:, or take it out"
                self.say(passage.at, f"nothing rests on the passage {quoted(name)}", "unused-passage", hint)
        return new

    def title(self, written: _AsWritten, forms: Mapping[str, FieldSpec]) -> None:
        """Tells of a `name` below a passage that is meant for the record: no id, or one that no `from` asks for."""
        if not isinstance(written.data, YamlMap) or "name" not in written.data:
            return
        at, is_id = written.data.value_at["name"], is_slug(written.name)
        if "name" in forms and not (is_id and written.name in self.asked):
            hint = "write the name of the record at its head, with its own source; what a passage bears goes below it"
            self.say(at, f"{quoted(written.name)} names the passage, not the record", "passage-name", hint)
        elif not is_id:
            self.say(at, f"a passage cannot be called {quoted(written.name)}", "passage-name", RULE)

    def passages(self, data: YamlMap) -> dict[str, Passage]:
        found: dict[str, Passage] = {}
        for written in _written(data):
            passage = self.passage(written, data)
            if passage is None or not written.name:
                continue
            if written.name in found:
                hint = "give one of them another name"
                self.say(written.at, f"the passage {quoted(written.name)} stands twice", "duplicate-key", hint)
            found.setdefault(written.name, passage)
            if written.fields():
                self.named.add(written.name)
        if PASSAGES in data and not isinstance(data[PASSAGES], YamlMap | YamlList):
            hint = 'write a list of them, each with its quote: and what it bears, or names: {opening: "exact words"}'
            self.say(data.value_at[PASSAGES], "expected passages", "wrong-type", hint)
        return found

    def passage(self, written: _AsWritten, data: YamlMap, *, again: bool = False) -> Passage | None:
        """One passage; what is wrong with it is told once."""
        words = written.data if isinstance(written.data, str) else ""
        source = data.get("src")
        speakers: tuple[str, ...] = ()
        if isinstance(written.data, YamlMap):
            words = written.data.get("quote", "")
            source, speakers = written.data.get("src", source), _names(written.data.get("according_to"))
        if not isinstance(words, str) or not words.strip():
            if not again:
                self.say(written.at, "a passage has no words", "empty-value", 'write quote: "exact words"')
            return None
        source = source or self.id
        if not isinstance(source, str) or not source:
            hint = "name the source: src: its-id, here or at the head of the record"
            if not again:
                self.say(written.at, "it is not clear which source this passage is from", "quote-source", hint)
            return None
        marking = written.data.get("marking", "") if isinstance(written.data, YamlMap) else ""
        return Passage(source, words, written.words_at, speakers, marking if isinstance(marking, str) else "")

    # --- what rests on them --------------------------------------------------------------------------

    def fields(self, new: YamlMap, written: _AsWritten, data: YamlMap, forms: Mapping[str, FieldSpec]) -> None:
        """The fields under a passage, put behind those that the record has itself."""
        passage = self.passage(written, data, again=True) if written.fields() else None
        if passage is None:
            return
        for key in written.fields():
            form, at = forms.get(key), written.data.key_at[key]
            if form is not None and form.form == "plain":
                hint = f"write {key} at the head of the record; a passage bears values with sources"
                self.say(at, f"'{key}' does not rest on a passage", "passage-field", hint)
                if key not in new:
                    _put(new, key, written.data[key], written.data.value_at[key], at)
                continue
            items = _listed(new, key, at)
            for value, value_at in _items(written.data, key):
                items.append(self.under(value, value_at, form, passage, written.data))
                items.item_at.append(value_at)

    def under(self, value: Any, at: Place, form: FieldSpec | None, passage: Passage, written: YamlMap) -> Any:
        """One value under a passage, with the passage, or the part of it that the value needs, as its source."""
        words, words_at = passage.words, passage.at
        if isinstance(value, YamlMap) and not _is_by_language(value) and (value.keys() & {PART, "quote"}):
            value = _copied(value)
            key = PART if PART in value else "quote"
            words_at = value.value_at[key]
            words = self.part(passage, value.pop(key), words_at)
        item = self.value(value, at, form, passage.speakers)
        mapping = item if isinstance(item, YamlMap) and not _is_by_language(item) else _wrapped(item, at)
        if "src" not in mapping:
            _put(mapping, "src", _cited([(passage, words, words_at)]), words_at)
        if "marking" in written and "marking" not in mapping:
            _put(mapping, "marking", written["marking"], written.value_at["marking"])
        return mapping

    def mapping(
        self,
        data: YamlMap,
        forms: Mapping[str, FieldSpec],
        speakers: tuple[str, ...],
        skip: str = "",
        form: str = "record",
    ) -> YamlMap:
        """A mapping without `from`; what has no source in it is said by whom the passage above it names."""
        new = YamlMap(data.at)
        cited: YamlList | None = None
        marking = ""
        if FROM in data:
            cited, speakers, marking = self.cited(data[FROM], data.value_at[FROM], "marking" in data)
        elif "src" in data or "quote" in data:
            speakers = ()
        for key, value in data.items():
            if key == FROM:
                _put(new, "src", _joined(cited, data), data.value_at[FROM], data.key_at[FROM])
            elif key == "src" and cited is not None:
                continue
            elif key != skip:
                inner = forms.get(key)
                _put(
                    new,
                    key,
                    self.value(value, data.value_at[key], inner, speakers),
                    data.value_at[key],
                    data.key_at[key],
                )
        if marking and "marking" not in new:
            _put(new, "marking", marking, data.value_at[FROM])
        if form == "value" and speakers and "according_to" not in new and "register" not in new:
            _put(new, "according_to", _list(speakers, data.at), data.at)
        return new

    def value(self, value: Any, at: Place, form: FieldSpec | None, speakers: tuple[str, ...]) -> Any:
        if isinstance(value, YamlList):
            new = YamlList(value.at)
            for item, item_at in zip(value, value.item_at, strict=True):
                new.append(self.value(item, item_at, form, speakers))
                new.item_at.append(item_at)
            return new
        if isinstance(value, YamlMap) and not _is_by_language(value):
            kind = form.form if form else ""
            return self.mapping(value, _keys_of(form), speakers, form=kind)
        if form is not None and form.form == "value" and speakers and value != "":
            new_value = _wrapped(value, at)
            _put(new_value, "according_to", _list(speakers, at), at)
            return new_value
        return value

    def cited(self, value: Any, at: Place, is_marked: bool) -> tuple[YamlList, tuple[str, ...], str]:
        """What `from` names, as `src` has it, and whom every passage of it names for its words."""
        found: list[tuple[Passage, str, Place]] = []
        for name, part, name_at, part_at in _references(value, at):
            passage = self.find(name, name_at)
            if passage is not None:
                words = passage.words if part is None else self.part(passage, part, part_at)
                found.append((passage, words, name_at))
        if not found and (not isinstance(value, str) or value == ""):
            self.say(at, "no passage is named here", "empty-value", "from: takes names of passages")
        shared = [s for s in (found[0][0].speakers if found else ()) if all(s in p.speakers for p, _, _ in found)]
        marks = list(dict.fromkeys(p.marking for p, _, _ in found if p.marking))
        if len(marks) > 1 and not is_marked:
            self.say(
                at, f"these passages are marked {' and '.join(marks)}", "wrong-value", "write marking: beside from:"
            )
        return _cited(found), tuple(shared), marks[0] if marks else ""

    def find(self, name: Any, at: Place) -> Passage | None:
        source, has_source, passage = str(name).partition("#")
        if not has_source:
            known: Named | None = self.own
            passage, source = source, ""
            self.named.add(passage)
            self.asked.add(passage)
        else:
            known = self.own if source == self.id else self.elsewhere(source)
        if (
            not has_source
            and passage not in self.own
            and self.default
            and passage in (self.elsewhere(self.default) or {})
        ):
            source, known = self.default, self.elsewhere(self.default)
        if source:
            self.used.add((source, passage))
        if known is None:
            self.say(at, f"there is no source {quoted(source)}", "unknown-reference")
            return None
        if passage not in known:
            where = f"{source} has no passage" if source else "there is no passage"
            known = known if source else {**(self.elsewhere(self.default) or {}), **known}
            hint = did_you_mean_or(passage, known, "passages are") if known else "write it under passages:"
            self.say(at, f"{where} {quoted(passage)}", "unknown-passage", hint)
        return known.get(passage)

    def part(self, passage: Passage, part: Any, at: Place) -> str:
        """The words of a part in full; the words as they are written where the passage lacks them."""
        found = part_of(passage.words, part) if isinstance(part, str) and part.strip() else None
        if found is None:
            hint = f"it says {quoted(passage.words)}; its first and last words will do, with ' … ' between"
            self.say(at, f"{quoted(part)} is no part of the passage", "part-not-in-passage", hint)
            return part if isinstance(part, str) and part.strip() else passage.words
        return found


def part_of(words: str, part: str) -> str | None:
    """The part in full, or None where the words do not have it: `first … last`, pieces with […] between them."""
    found: list[str] = []
    at = 0
    for piece in part.split(ELISION):
        span = span_of(words, piece, at)
        if span is None:
            return None
        found.append(words[span[0] : span[1]])
        at = span[1]
    return ELISION.join(found)


def span_of(words: str, piece: str, start: int = 0) -> tuple[int, int] | None:
    """Where a piece without elisions stands, in whole words."""
    at = _find(words, piece, start)
    if at >= 0:
        return at, at + len(piece)
    first, is_short, last = piece.partition(TO)
    if not is_short:
        return None
    at = _find(words, first, start)
    end = _find(words, last, at + len(first)) if at >= 0 else -1
    return (at, end + len(last)) if end >= 0 else None


def _find(words: str, piece: str, start: int) -> int:
    """The first place of a piece that cuts no word in two; where every place does, none."""
    at = words.find(piece, start) if piece else -1
    while at >= 0 and (cuts_word(words, at) or cuts_word(words, at + len(piece))):
        at = words.find(piece, at + 1)
    return at


# --- the forms of a passage, and of naming one ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _AsWritten:
    name: str
    data: Any
    at: Place

    @property
    def words_at(self) -> Place:
        is_map = isinstance(self.data, YamlMap) and "quote" in self.data
        return self.data.value_at["quote"] if is_map else self.at

    def fields(self) -> list[str]:
        return [key for key in self.data if key not in OF_A_PASSAGE] if isinstance(self.data, YamlMap) else []


def _written(data: YamlMap) -> Iterator[_AsWritten]:
    passages = data.get(PASSAGES)
    if isinstance(passages, YamlMap):
        for name, value in passages.items():
            yield _AsWritten(name, value, passages.value_at[name])
    elif isinstance(passages, YamlList):
        for value, at in zip(passages, passages.item_at, strict=True):
            name = value.get("name", "") if isinstance(value, YamlMap) else ""
            yield _AsWritten(str(name), value, at)


def _references(value: Any, at: Place) -> Iterator[tuple[Any, Any, Place, Place]]:
    """Each passage named: its name, the part of it or None, and where these stand."""
    if isinstance(value, YamlList):
        for item, item_at in zip(value, value.item_at, strict=True):
            yield from _references(item, item_at)
    elif isinstance(value, YamlMap):
        for name, part in value.items():
            yield name, part, value.key_at[name], value.value_at[name]
    elif value != "":
        yield value, None, at, at


def _cited(found: list[tuple[Passage, str, Place]]) -> YamlList:
    """Citations as `src` has them, at the places where the passages are named."""
    items = YamlList(found[0][2] if found else (1, 1))
    for passage, words, at in found:
        one = YamlMap(at)
        _put(one, passage.source, words, at)
        items.append(one)
        items.item_at.append(at)
    return items


def _joined(cited: YamlList | None, data: YamlMap) -> YamlList:
    """What `from` cites, and behind it what else `src` beside it names."""
    items = cited if cited is not None else YamlList(data.at)
    known = {source for one in items for source in one}
    for value, at in _items(data, "src") if "src" in data else ():
        if isinstance(value, str) and value in known:
            continue
        items.append(value)
        items.item_at.append(at)
    return items


# --- trees -------------------------------------------------------------------------------------------------


def _put(data: YamlMap, key: str, value: Any, at: Place, key_at: Place | None = None) -> None:
    data[key], data.value_at[key], data.key_at[key] = value, at, key_at or at


def _list(values: tuple[str, ...], at: Place) -> YamlList:
    items = YamlList(at)
    items.extend(values)
    items.item_at.extend(at for _ in values)
    return items


def _wrapped(value: Any, at: Place) -> YamlMap:
    new = YamlMap(at)
    _put(new, "is", value, at)
    return new


def _copied(data: YamlMap) -> YamlMap:
    new = YamlMap(data.at)
    for key, value in data.items():
        _put(new, key, value, data.value_at[key], data.key_at[key])
    return new


def _items(data: YamlMap, key: str) -> list[tuple[Any, Place]]:
    value = data[key]
    if isinstance(value, YamlList):
        return list(zip(value, value.item_at, strict=True))
    return [(value, data.value_at[key])]


def _listed(data: YamlMap, key: str, at: Place) -> YamlList:
    """The list of a field's values; a single value becomes one, a field that is not there an empty one."""
    if key in data and isinstance(data[key], YamlList):
        items: YamlList = data[key]
        return items
    items = YamlList(data.value_at.get(key, at))
    if key in data:
        items.append(data[key])
        items.item_at.append(data.value_at[key])
    _put(data, key, items, items.at, data.key_at.get(key, at))
    return items


def _names(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, YamlList) else (value,) if isinstance(value, str) and value else ()


def _is_by_language(value: YamlMap) -> bool:
    return bool(value) and all(is_language(str(key)) for key in value)
