"""From the form in which a description has a field to the field; what hinders that is a fault at its own place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.diagnostics import did_you_mean_or, quoted
from briefgen.model.kind_forms import FieldForm, KindForm
from briefgen.model.scalars import TYPES, Path
from briefgen.model.schema import (
    GROUP,
    NAMELESS,
    NESTED,
    NUMBER,
    OF_EVERY_RECORD,
    OF_EVERY_VALUE,
    PLAIN,
    RECORD,
    REFERENCE,
    TOKEN,
    VALUE,
    FieldSpec,
    no_kind_of_record,
)
from briefgen.model.shared import OF_A_RECORD, OF_A_VALUE

ANY = "any"
CHOICE, COMPOUND = "choice", (REFERENCE, "choice", GROUP, RECORD)
OF_PASSAGES = ("passages", "from", "part", "each")
"""The keys by which values rest on passages, which stand in every record."""
ANOTHER_NAME = "give the field another name"


@dataclass(frozen=True, slots=True)
class Description:
    """What one file describes: `name` is its stem, `file` how diagnostics name it ("" for what is shipped).

    `left_out` are the names of fields and keys that could not be read: that others name them is no second fault.
    """

    name: str
    form: KindForm
    file: str = ""
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a description, at the end of a path in its file; `at_key` tells that its key is meant."""

    file: str
    path: Path
    message: str
    code: str
    hint: str
    at_key: bool = False


@dataclass(slots=True)
class FieldsOf:
    """Where fields come from, so that a fault is told at its own place."""

    description: Description
    fields: Mapping[str, FieldForm]
    way: str


@dataclass(slots=True)
class Described:
    """A kind or a type of field with all that is added to it."""

    description: Description
    origins: list[FieldsOf] = field(default_factory=list)

    def form(self, name: str) -> FieldForm | None:
        return next((o.fields[name] for o in self.origins if name in o.fields), None)


class FieldForms:
    """Reads forms of fields among all that is described: kinds and types of field by name, and what kinds act as.

    What could not be read is `unread` by name: that others name it is no fault.
    """

    def __init__(self, unread: frozenset[str]) -> None:
        self.unread = unread
        self.kinds: dict[str, Described] = {}
        self.values: dict[str, Described] = {}
        self.faults: list[Fault] = []
        self.acting: dict[str, tuple[str, ...]] = {}

    def say(self, of: Description, path: Path, message: str, code: str, hint: str, *, at_key: bool = False) -> None:
        self.faults.append(Fault(of.file, path, message, code, hint, at_key))

    def free(
        self, found: Description, forms: Mapping[str, FieldForm], way: str, taken: Iterable[str]
    ) -> Mapping[str, FieldForm]:
        """The fields without those whose names are taken, which no record could hold."""
        for key in forms:
            self._reserved_name(found, (way, key), key, taken, "record" if way == "fields" else "value")
        return {key: form for key, form in forms.items() if key not in (*taken, *OF_PASSAGES)}

    def _reserved_name(self, found: Description, path: Path, key: str, taken: Iterable[str], of: str) -> None:
        """Tells a name that whatever record or value has already, in its file or in templates."""
        asked = () if not found.file else OF_EVERY_RECORD if of == "record" else OF_EVERY_VALUE
        if key in (*taken, *OF_PASSAGES):
            self.say(found, path, f"every {of} has a key '{key}' of its own", "shadowed", ANOTHER_NAME, at_key=True)
        elif key in asked:
            message = f"templates ask every {of} for '{key}', which is something else"
            self.say(found, path, message, "shadowed", ANOTHER_NAME, at_key=True)

    def fields(self, origin: FieldsOf) -> Iterator[FieldSpec]:
        """The fields that one description gives a kind or a type, but for those that cannot be read."""
        for name, form in origin.fields.items():
            spec = self._field(origin.description, (origin.way, name), name, form, inside=origin.way == "keys")
            if spec is not None:
                yield spec

    def _field(self, of: Description, path: Path, name: str, form: FieldForm, *, inside: bool) -> FieldSpec | None:
        """What a form amounts to; None where it cannot be told. `inside` is for keys of a value, which are bare."""
        if not self._is_whole(of, path, form, inside):
            return None
        if form.type == GROUP:
            return self._group(of, path, name, form)
        common: dict[str, Any] = {"help": form.meaning, "written": form.type, "default": form.default or ""}
        common |= {"required": form.required or form.default is not None}
        if form.type == RECORD:
            return FieldSpec(name, NESTED, True, tuple(form.to), form=RECORD, **common)
        qualifiers = {} if inside else self._keys(of, path, form)
        base = form.type
        if form.type in self.values:
            whole = self.values[form.type]
            base = whole.description.form.value or ""
            qualifiers |= {s.name: s for origin in whole.origins for s in self.fields(origin)}
            common["apart"] = self._apart(whole.description, whole.description.form.apart, qualifiers)
        if form.apart:
            common["apart"] = self._apart(of, form.apart, qualifiers, path)
        common |= {"form": PLAIN if form.plain or inside else VALUE, "origin": form.plain or ""}
        common |= {"qualifiers": qualifiers, "scalar": base, "example": form.example or ""}
        if form.type == CHOICE:
            return FieldSpec(name, TOKEN, form.many, (), tuple(form.choices), **common)
        if form.type == REFERENCE:
            return FieldSpec(name, REFERENCE, form.many, self._kinds(form.to), **common)
        return FieldSpec(name, TYPES[base].holds, form.many, **common)

    def _apart(
        self, of: Description, names: Sequence[str], keys: Mapping[str, FieldSpec], path: Path = ()
    ) -> tuple[str, ...]:
        """The keys that tell values apart; one that there is not is told."""
        for n, name in enumerate(names):
            if name not in keys:
                hint = did_you_mean_or(name, keys, "keys are") if keys else "it has no keys"
                self.say(of, (*path, "apart", n), f"there is no key {quoted(name)}", "unknown-field", hint)
        return tuple(name for name in names if name in keys)

    def _keys(self, of: Description, path: Path, form: FieldForm) -> dict[str, FieldSpec]:
        self._reserved_at(of, path, form, OF_A_VALUE)
        found = (self._field(of, (*path, "keys", key), key, part, inside=True) for key, part in form.keys.items())
        return {spec.name: spec for spec in found if spec is not None}

    def _group(self, of: Description, path: Path, name: str, form: FieldForm) -> FieldSpec | None:
        self._reserved_at(of, path, form, OF_A_RECORD)
        keys = {}
        for key, part in form.keys.items():
            spec = self._field(of, (*path, "keys", key), key, part, inside=key != form.of)
            if spec is not None:
                keys[key] = spec
        values = keys.get(form.of or "")
        if values is None:
            if form.of not in form.keys:
                hint = f"of: one of {', '.join(form.keys) or 'its keys'}"
                self.say(of, path, "it is not said which key of the group holds its values", "bad-description", hint)
            return None
        rest = {key: spec for key, spec in keys.items() if key != form.of}
        place = FieldSpec("list", NUMBER, help="which of the record's lists it stands in, from 0")
        qualifiers = {**rest, **values.qualifiers, "list": place}
        return FieldSpec(
            name,
            values.type,
            True,
            values.kinds,
            values.choices,
            form.meaning,
            form.required,
            qualifiers,
            GROUP,
            form=GROUP,
            of=form.of or "",
            keys=keys,
        )

    def _reserved_at(self, of: Description, path: Path, form: FieldForm, taken: Iterable[str]) -> None:
        for key in form.keys:
            if key != form.of:
                self._reserved_name(of, (*path, "keys", key), key, taken, "value")

    def _is_whole(self, of: Description, path: Path, form: FieldForm, inside: bool) -> bool:
        """Whether a form can be read; what hinders it is told."""
        known = [*TYPES, *COMPOUND, *self.values]
        if form.type in self.unread:
            return False
        if form.type not in known:
            hint = did_you_mean_or(form.type, known, "types are")
            self.say(of, (*path, "type"), f"there is no type {quoted(form.type)}", "unknown-type", hint)
            return False
        before = len(self.faults)
        if form.type in (GROUP, RECORD) and inside:
            self.say(
                of, (*path, "type"), f"a {form.type} cannot stand inside a value", "bad-description", "make it a field"
            )
        if form.type == CHOICE and not form.choices:
            self.say(of, path, "the key 'choices' is missing", "missing-key", "choices: [first, second]")
        if form.type in (REFERENCE, RECORD) and not form.to:
            self.say(of, path, "the key 'to' is missing", "missing-key", "to: a kind of record, or any")
        if form.default is not None and form.default not in form.choices:
            hint = f"one of: {', '.join(form.choices)}" if form.choices else "only a choice has a default"
            self.say(of, (*path, "default"), f"{quoted(form.default)} is none of the choices", "bad-choice", hint)
        takes = {"to": (REFERENCE, RECORD), "choices": (CHOICE,), "of": (GROUP,)}
        for key, types in takes.items():
            if getattr(form, key) and form.type not in types:
                message = f"a field of type {form.type} has no '{key}'"
                self.say(
                    of, (*path, key), message, "bad-description", f"'{key}' is for {' and '.join(types)}", at_key=True
                )
        for n, kind in enumerate(form.to):
            one = self.kinds if form.type == RECORD else {*self.kinds, *self.acting, ANY}
            if kind not in one and kind not in self.unread:
                message, hint = no_kind_of_record(kind, sorted(one))
                self.say(of, (*path, "to", n), message, "unknown-kind", hint)
        if inside and form.plain:
            message = "what stands inside a value is bare anyway"
            self.say(of, (*path, "plain"), message, "bad-description", "remove the key", at_key=True)
        if form.plain and (form.keys or form.type in self.values):
            message = "a plain field has no keys for its values"
            self.say(of, (*path, "plain"), message, "bad-description", "remove plain, or the keys", at_key=True)
        return len(self.faults) == before

    def _kinds(self, to: Sequence[str]) -> tuple[str, ...]:
        """The kinds that are meant by names of kinds, by what kinds act as, or by any; () is any."""
        if ANY in to:
            return ()
        known = [word for word in to if word not in self.unread]
        found = (kind for word in known for kind in ([word] if word in self.kinds else self._named(word)))
        return tuple(dict.fromkeys(found))

    def _named(self, word: str) -> list[str]:
        """The kinds that act as a word and have records of their own; the nameless are meant by words instead."""
        nameless = self.acting.get(NAMELESS, ())
        return [kind for kind in self.acting[word] if word == NAMELESS or kind not in nameless]
