"""Passages: the words of a source once, with every value that rests on them under them, by their ends, or by name.

    passages:
      - quote: The forum … ministry reported.
        name: opening
        according_to: ministry
        date: 2031-06-11
        place: {is: Port Example, part: in Port Example}
    series: {is: coastal-climate-forum, from: opening}
    agenda: {is: walls, from: {gazette-2031-06#walls: "Flood protection … the agenda"}}

A value under a passage stands for the same field of the record. Any quote may be written by its first and last words
and is read off what is kept of its source (`excerpt`); values may share keys (`short_forms`). `from` names a passage
of the record, or else of the source in its `src`, or of any source (`its-id#name`), alone or with the part that the
value needs. A part is verbatim, or its first and its last words with ` … ` between them. All of it is taken apart
here, before anything is validated, into `src` and `according_to` as the rest of the program knows them, so that a
passage makes no other facts than a quote beside each value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from briefgen.diagnostics import Diagnostic, Location, did_you_mean, did_you_mean_or, quoted
from briefgen.facts.passages.excerpt import TO, KeptOf, ReadOff, name_of, nothing_kept, part_of, read_off
from briefgen.facts.passages.short_forms import (
    FROM,
    PART,
    PASSAGES,
    AsWritten,
    Elsewhere,
    Named,
    Passage,
    as_written,
    cited_words,
    names_in,
    references,
    shares_keys,
    spread,
)
from briefgen.facts.yaml_tree import Place, YamlList, YamlMap, copied, items_of, list_of, listed, put, wrapped
from briefgen.model.ids import RULE, is_slug
from briefgen.model.scalars import is_by_language
from briefgen.model.schema import RECORD, FieldSpec
from briefgen.regexes import pattern

_TO = TO.encode()
_LIST = pattern(rb"quote: *(?:\[|\n)")


def _keys_of(spec: FieldSpec | None) -> Mapping[str, FieldSpec]:
    """The fields of a record that is written inside another, the keys of a group of values."""
    return {} if spec is None else spec.qualifiers if spec.form == RECORD else spec.keys


def has_passages(raw: bytes, data: YamlMap, forms: Mapping[str, FieldSpec]) -> bool:
    """Whether a file may have a short form in it; most of a large base is never walked for them."""
    return (
        b"passages:" in raw or b"from:" in raw or _TO in raw or bool(_LIST.search(raw)) or shares_keys(raw, data, forms)
    )


def expand(
    data: YamlMap,
    forms: Mapping[str, FieldSpec],
    file: str,
    id_: str,
    elsewhere: Elsewhere,
    excerpts: KeptOf = nothing_kept,
    sources: Collection[str] = (),
) -> tuple[YamlMap, list[Diagnostic], list[tuple[str, str]]]:
    """The data with `src` and `according_to` in the place of passages; every value keeps its line and column.

    Then what is wrong with the passages, and which of them, in order, it uses of sources (id, name).

    `id_` is the record's own id, which a source's passages are of; "" for any other kind. `sources` are the ids that
    somebody may have meant who misspelt one.
    """
    work = _Expander(file, id_, elsewhere, excerpts, sources)
    whole = work.record(spread(data, forms), forms)
    work.short_quotes(whole)
    return whole, work.problems, sorted((of, name) for of, name in work.used if of)


def named_passages(data: YamlMap, id_: str, excerpts: KeptOf = nothing_kept) -> dict[str, Passage]:
    """The passages of a source by name; faults in them are told where its own file is read."""
    work = _Expander("", id_, lambda _: None, excerpts)
    return work.passages(data)


_SEVERAL = "{is: …, quote: [first … last, first … last]}"
"""How a value says that it rests on several passages."""


class _Expander:
    def __init__(
        self, file: str, id_: str, elsewhere: Elsewhere, excerpts: KeptOf, sources: Collection[str] = ()
    ) -> None:
        self.file, self.id, self.elsewhere, self.excerpts, self.sources = file, id_, elsewhere, excerpts, sources
        self.problems: list[Diagnostic] = []
        self.used: set[tuple[str, str]] = set()
        self.told: set[tuple[Place, str]] = set()  # quotes that cannot be read
        self.own: dict[str, Passage] = {}
        self.named: set[str] = set()
        self.asked: set[str] = set()
        self.default = ""
        self.has_passages = False

    def say(self, at: Place, message: str, code: str, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(Location(self.file, *at), message, code, hint))

    # --- passages as they are written ----------------------------------------------------------------

    def record(self, data: YamlMap, forms: Mapping[str, FieldSpec]) -> YamlMap:
        self.own = self.passages(data)
        self.has_passages = any(as_written(data))
        self.default = data["src"].partition("#")[0] if isinstance(data.get("src"), str) else ""
        new = self.mapping(data, forms, (), skip=PASSAGES)
        for written in as_written(data):
            self.fields(new, written, data, forms)
        for written in as_written(data):
            self.title(written, forms)
            if written.name or written.fields() or (bare := self.passage(written, data, again=True)) is None:
                continue
            hint = "write below it what it bears, or take it out"
            self.say(bare.at, f"nothing rests on the passage {quoted(bare.words)}", "unused-passage", hint)
        for name, passage in self.own.items():
            if name in self.named:
                self.used.add((self.id, name))
            elif not self.id:  # a source's passages are for any record
                hint = "name it in from:, or take it out"
                self.say(passage.at, f"nothing rests on the passage {quoted(name)}", "unused-passage", hint)
        return new

    def title(self, written: AsWritten, forms: Mapping[str, FieldSpec]) -> None:
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
        for written in as_written(data):
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

    def passage(self, written: AsWritten, data: YamlMap, *, again: bool = False) -> Passage | None:
        """One passage; what is wrong with it is told once."""
        words = written.data if isinstance(written.data, str) else ""
        source = data.get("src")
        speakers: tuple[str, ...] = ()
        if isinstance(written.data, YamlMap):
            words = written.data.get("quote", "")
            source, speakers = written.data.get("src", source), names_in(written.data.get("according_to"))
        if isinstance(words, YamlList):
            if not again:
                hint = f"write a passage for each; a value that rests on several stands outside of passages: {_SEVERAL}"
                self.say(written.words_at, "a passage is one stretch of words, no list", "wrong-type", hint)
            return None
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
        if TO in words:  # what cannot be read is told of where the words are cited
            words = self.read(source.partition("#")[0], words)
        return Passage(source, words, written.words_at, speakers, marking if isinstance(marking, str) else "")

    def read(self, source: str, words: str) -> str:
        reading = self.excerpts(source).read(words)
        self.used.update((source, name_of(n)) for n in reading.passages or [-1])
        return reading.words

    def short_quotes(self, data: YamlMap) -> None:
        """Quotes by their first and last words, read off what is kept of their sources."""
        for short in read_off(data, self.excerpts):
            self.used.update((short.source, name_of(n)) for n in short.reading.passages or [-1])
            if short.reading.refused is None or (short.at, short.quote) in self.told:
                continue
            if short.source != self.id and self.elsewhere(short.source) is None:
                continue  # that there is no such source is told where references are resolved
            self.cannot_read(short.at, short.source, short.quote, short.reading)

    def cannot_read(self, at: Place, source: str, words: str, reading: ReadOff) -> None:
        if (at, words) in self.told:
            return
        self.told.add((at, words))
        if reading.refused == "ambiguous-quote":
            hint = "write more of its first words, or of its last ones"
            self.say(at, f"{quoted(words)} leads to several places", "ambiguous-quote", hint)
        else:
            hint = f"briefgen facts tidy reads it off the archived text of {source}, if it stands there"
            self.say(at, f"{quoted(reading.missing)} does not stand in what is kept of {source}", "unread-quote", hint)

    # --- what rests on them --------------------------------------------------------------------------

    def fields(self, new: YamlMap, written: AsWritten, data: YamlMap, forms: Mapping[str, FieldSpec]) -> None:
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
                    put(new, key, written.data[key], written.data.value_at[key], at)
                continue
            items = listed(new, key, at)
            for value, value_at in items_of(written.data, key):
                items.append(self.under(value, value_at, form, passage, written.data))
                items.item_at.append(value_at)

    def under(self, value: Any, at: Place, form: FieldSpec | None, passage: Passage, written: YamlMap) -> Any:
        """One value under a passage, with the passage, or the part of it that the value needs, as its source."""
        words, words_at = passage.words, passage.at
        if isinstance(value, YamlMap) and not is_by_language(value) and (value.keys() & {PART, "quote"}):
            value = copied(value)
            key = PART if PART in value else "quote"
            words_at = value.value_at[key]
            words = self.part(passage, value.pop(key), words_at, passage.at)
        item = self.value(value, at, form, passage.speakers)
        mapping = item if isinstance(item, YamlMap) and not is_by_language(item) else wrapped(item, at)
        if "src" not in mapping:
            put(mapping, "src", cited_words([(passage, words, words_at)]), words_at)
        for key in ("marking", "proposed_by"):
            if key in written and key not in mapping:
                put(mapping, key, written[key], written.value_at[key])
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
        elif "src" in data or "quote" in data or (form == "group" and "according_to" in data):
            speakers = ()
        for key, value in data.items():
            if key == FROM:
                put(new, "src", _joined(cited, data), data.value_at[FROM], data.key_at[FROM])
            elif key == "src" and cited is not None:
                continue
            elif key != skip:
                inner = self.value(value, data.value_at[key], forms.get(key), speakers)
                put(new, key, inner, data.value_at[key], data.key_at[key])
        if marking and "marking" not in new:
            put(new, "marking", marking, data.value_at[FROM])
        if form == "value" and speakers and "according_to" not in new and "register" not in new:
            put(new, "according_to", list_of(((one, data.at) for one in speakers), data.at), data.at)
        return new

    def value(self, value: Any, at: Place, form: FieldSpec | None, speakers: tuple[str, ...]) -> Any:
        if isinstance(value, YamlList):
            pairs = zip(value, value.item_at, strict=True)
            return list_of(((self.value(item, item_at, form, speakers), item_at) for item, item_at in pairs), value.at)
        if isinstance(value, YamlMap) and not is_by_language(value):
            kind = form.form if form else ""
            return self.mapping(value, _keys_of(form), speakers, form=kind)
        if form is not None and form.form == "value" and speakers and value != "":
            new_value = wrapped(value, at)
            put(new_value, "according_to", list_of(((one, at) for one in speakers), at), at)
            return new_value
        return value

    def cited(self, value: Any, at: Place, is_marked: bool) -> tuple[YamlList, tuple[str, ...], str]:
        """What `from` names, as `src` has it, and whom every passage of it names for its words."""
        found: list[tuple[Passage, str, Place]] = []
        for name, part, name_at, part_at in references(value, at):
            passage = self.find(name, name_at)
            if passage is not None:
                whole_at = passage.at if passage in self.own.values() else name_at
                words = passage.words if part is None else self.part(passage, part, part_at, whole_at)
                if (whole_at, words) in self.told and part is not None:
                    self.told.add((name_at, words))  # the passage says so where it stands
                found.append((passage, words, name_at))
        if not found and (not isinstance(value, str) or value == ""):
            self.say(at, "no passage is named here", "empty-value", "from: takes names of passages")
        shared = [s for s in (found[0][0].speakers if found else ()) if all(s in p.speakers for p, _, _ in found)]
        marks = list(dict.fromkeys(p.marking for p, _, _ in found if p.marking))
        if len(marks) > 1 and not is_marked:
            self.say(
                at, f"these passages are marked {' and '.join(marks)}", "wrong-value", "write marking: beside from:"
            )
        return cited_words(found), tuple(shared), marks[0] if marks else ""

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
            hint = did_you_mean(source, self.sources)
            self.say(at, f"there is no source {quoted(source)}", "unknown-reference", hint)
            return None
        if passage not in known:
            where = f"{source} has no passage" if source else "there is no passage"
            known = known if source else {**(self.elsewhere(self.default) or {}), **known}
            hint = did_you_mean_or(passage, known, "passages are") if known else self.nameless(passage, source)
            self.say(at, f"{where} {quoted(passage)}", "unknown-passage", hint)
        return known.get(passage)

    def nameless(self, name: str, source: str) -> str:
        """What to do where no passage has a name yet, and `from` asks for one."""
        if not is_slug(name):
            return "from: names a passage; words themselves are quoted, quote: first words … last words"
        if self.has_passages and source in ("", self.id):
            return f"no passage has a name yet; write name: {name} beside the words that are meant"
        return "write it under passages:, or quote the words: quote: first … last"

    def part(self, passage: Passage, part: Any, at: Place, whole_at: Place) -> str:
        """The words of a part in full; as they are written where the passage lacks them, or cannot be read yet."""
        source = passage.source.partition("#")[0]
        reading = self.excerpts(source).read(passage.words) if TO in passage.words else None
        if reading and reading.refused and isinstance(part, str) and part.strip():
            self.cannot_read(whole_at, source, passage.words, reading)
            self.told.add((at, passage.words))
            return passage.words if TO in part else part
        found = part_of(passage.words, part) if isinstance(part, str) and part.strip() else None
        if isinstance(part, YamlList):
            hint = f"write the value outside of passages: {_SEVERAL}"
            self.say(at, "a value below a passage rests on one part of it, no list", "wrong-type", hint)
        elif found is None:
            hint = f"it says {quoted(passage.words)}; its first and last words will do, with ' … ' between"
            self.say(at, f"{quoted(part)} is no part of the passage", "part-not-in-passage", hint)
            return part if isinstance(part, str) and part.strip() else passage.words
        return found or passage.words


def _joined(cited: YamlList | None, data: YamlMap) -> YamlList:
    """What `from` cites, and behind it what else `src` beside it names."""
    items = cited if cited is not None else YamlList(data.at)
    known = {source for one in items for source in one}
    for value, at in items_of(data, "src") if "src" in data else ():
        if isinstance(value, str) and value in known:
            continue
        items.append(value)
        items.item_at.append(at)
    return items
