"""Kinds of record from their descriptions: what is misspelt, shadowed or leads nowhere in them is a fault of its own.

A description is a kind (it has a `folder`), a type of field (it has a `value`), or adds fields to one of these
(`extends`). The shipped ones come first; those of a workspace follow and may use, and add to, all there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefgen.diagnostics import did_you_mean, did_you_mean_or, quoted
from briefgen.model.forms import FieldForm, KindForm, NamesForm
from briefgen.model.scalars import TYPES, Path
from briefgen.model.schema import (
    ASSERTION,
    COUNTED,
    GROUP,
    NAMELESS,
    NESTED,
    NUMBER,
    OF_EVERY_BRIEF,
    OF_EVERY_RECORD,
    OF_EVERY_VALUE,
    PART_HOLDS,
    PLAIN,
    RECORD,
    REFERENCE,
    ROLES,
    TOKEN,
    VALUE,
    FieldSpec,
    KindSpec,
    Schema,
    acting_as,
    no_kind_of_record,
)
from briefgen.model.shared import OF_A_RECORD, OF_A_VALUE

ANY = "any"
CHOICE, COMPOUND = "choice", (REFERENCE, "choice", GROUP, RECORD)
LAST = 1_000_000
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


def schema_of(descriptions: Iterable[Description], unread: Iterable[str] = ()) -> tuple[Schema, list[Fault]]:
    """The kinds that are described, in their order, and what is wrong with the descriptions.

    Descriptions that could not be read are `unread` by name: that others name them is no fault.
    """
    descriptions = list(descriptions)
    reading = _Describing(frozenset(unread), frozenset(d.name for d in descriptions if d.form.extends is not None))
    for description in descriptions:
        reading.place(description)
    return reading.schema(), reading.faults


@dataclass(slots=True)
class _FieldsOf:
    """Where fields come from, so that a fault is told at its own place."""

    description: Description
    fields: Mapping[str, FieldForm]
    way: str


@dataclass(slots=True)
class _Described:
    """A kind or a type of field with all that is added to it."""

    description: Description
    origins: list[_FieldsOf] = field(default_factory=list)

    def form(self, name: str) -> FieldForm | None:
        return next((o.fields[name] for o in self.origins if name in o.fields), None)


class _Describing:
    def __init__(self, unread: frozenset[str], extending: frozenset[str]) -> None:
        self.unread, self.extending = unread, extending
        self.kinds: dict[str, _Described] = {}
        self.values: dict[str, _Described] = {}
        self.faults: list[Fault] = []
        self.acting: dict[str, tuple[str, ...]] = {}

    def say(self, of: Description, path: Path, message: str, code: str, hint: str, *, at_key: bool = False) -> None:
        self.faults.append(Fault(of.file, path, message, code, hint, at_key))

    # --- which description is what ---

    def place(self, found: Description) -> None:
        form = found.form
        ways = [way for way in ("extends", "folder", "value") if getattr(form, way) is not None]
        if len(ways) != 1:
            message = f"{' and '.join(ways)} stand together" if ways else "it is not said what this describes"
            hint = "write one of: folder (a kind of record), value (a type of field), extends (adds fields to one)"
            self.say(found, (ways[1],) if ways else (), message, "bad-description", hint, at_key=bool(ways))
        elif form.extends is not None:
            self._extend(found, form.extends)
        elif found.name in self.kinds or found.name in self.values or found.name in (*TYPES, *COMPOUND, ANY):
            hint = f"write extends: {found.name} to add fields to it, or give the file another name"
            self.say(found, (ways[0],), f"there is a {quoted(found.name)} already", "shadowed", hint, at_key=True)
        elif found.name in OF_EVERY_BRIEF:
            message = f"templates have a name {quoted(found.name)} of their own"
            self.say(found, (ways[0],), message, "shadowed", "give the file another name", at_key=True)
        elif form.folder is not None:
            self._add_kind(found, form)
        else:
            keys = self._reserved(found, form.keys, "keys", OF_A_VALUE)
            self.values[found.name] = _Described(found, [_FieldsOf(found, keys, "keys")])

    def _add_kind(self, found: Description, form: KindForm) -> None:
        folders = {whole.description.form.folder: name for name, whole in self.kinds.items()}
        if form.folder in folders:
            other = folders[form.folder]
            where = f" ({self.kinds[other].description.file})" if self.kinds[other].description.file else ""
            message = f"the folder {quoted(form.folder)} is that of the kind '{other}'{where}"
            self.say(found, ("folder",), message, "shadowed", "give each kind a folder of its own")
        for key in ("meaning", "fields", "roles"):
            if not getattr(form, key) and not did_you_mean(key, found.left_out):
                self.say(found, (), f"the key '{key}' is missing", "missing-key", _help(key))
        fields = self._reserved(found, form.fields, "fields", OF_A_RECORD)
        self.kinds[found.name] = _Described(found, [_FieldsOf(found, fields, "fields")])

    def _extend(self, found: Description, name: str) -> None:
        whole = self.kinds.get(name) or self.values.get(name)
        if whole is None and name in self.unread:
            return
        if whole is None and name in self.extending:
            message = f"{quoted(name)} is no kind: its file adds to one, as this does"
            hint = "name the kind, or the type of field, that gets the fields; several files may add to it"
            self.say(found, ("extends",), message, "unknown-kind", hint)
            return
        if whole is None:
            hint = did_you_mean_or(name, (*self.kinds, *self.values), "there are")
            self.say(found, ("extends",), f"there is nothing called {quoted(name)} to add to", "unknown-kind", hint)
            return
        way, reserved = ("fields", OF_A_RECORD) if name in self.kinds else ("keys", OF_A_VALUE)
        added: Mapping[str, FieldForm] = getattr(found.form, way)
        self._check_words(found, whole, name)
        if not added and not found.form.words:
            self.say(found, (), f"the key '{way}' is missing", "missing-key", _help(way))
        added = self._reserved(found, added, way, reserved)
        for key in added:
            if whole.form(key) is not None:
                message = f"{quoted(name)} has a field '{key}' already"
                hint = "give the new field another name; what a field holds cannot be changed"
                self.say(found, (way, key), message, "shadowed", hint, at_key=True)
        fresh = {key: form for key, form in added.items() if whole.form(key) is None}
        whole.origins.append(_FieldsOf(found, fresh, way))

    def _check_words(self, found: Description, whole: _Described, name: str) -> None:
        """Tells a language in which a kind is called something already."""
        for language in found.form.words:
            if any(language in origin.description.form.words for origin in whole.origins):
                message = f"it is said already what a {quoted(name)} is called in {language}"
                hint = "give the words of another language; a template may call it what it likes"
                self.say(found, ("words", language), message, "shadowed", hint, at_key=True)

    def _reserved(
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

    # --- from forms to fields ---

    def schema(self) -> Schema:
        order = sorted(self.kinds, key=lambda name: (self.kinds[name].description.form.order or LAST, name))
        bare = {
            name: KindSpec(name, "", "", "", {}, acts_as=self.kinds[name].description.form.acts_as) for name in order
        }
        self.acting = {word: acting_as(bare, word) for spec in bare.values() for word in spec.acts_as}
        flat = {name: self._kind(name, self.kinds[name]) for name in order}
        return {name: _with_nested(spec, flat) for name, spec in flat.items()}

    def _kind(self, name: str, whole: _Described) -> KindSpec:
        form, of = whole.description.form, whole.description
        fields = {s.name: s for origin in whole.origins for s in self._fields(origin)}
        for origin in whole.origins:
            self._check_roles(origin.description, fields, whole)
        if ASSERTION in form.acts_as and "speaker" not in form.roles:
            message = "it is not said which field names who says it"
            self.say(of, ("roles",), message, "missing-key", "speaker: a-field; an assertion is nobody's without one")
        if form.roles and "name" not in form.roles and "name" not in of.left_out:
            self.say(of, ("roles",), "it is not said which field names a record", "missing-key", "name: a-field")
        roles = {role: names for origin in whole.origins for role, names in origin.description.form.roles.items()}
        label = next(iter(roles.get("name", ())), "")
        words = {language: _names(n) for o in whole.origins for language, n in o.description.form.words.items()}
        example = (form.example.id, form.example.record) if form.example else ("", "")
        return KindSpec(
            name,
            form.folder or "",
            label,
            form.meaning or "",
            fields,
            roles,
            tuple(form.acts_as),
            form.desk,
            words,
            example,
            of.file,
            tuple(n for origin in whole.origins if origin.description.file for n in origin.fields if n in fields),
        )

    def _check_roles(self, of: Description, fields: Mapping[str, FieldSpec], whole: _Described) -> None:
        for role, names in of.form.roles.items():
            for n, name in enumerate(names):
                if name in of.left_out:
                    continue
                if name in fields and fields[name].type not in PART_HOLDS.get(role, (fields[name].type,)):
                    wanted = " or ".join(PART_HOLDS[role])
                    message = f"the field {quoted(name)} holds {fields[name].type}; what plays the part {quoted(role)} "
                    fitting = [other for other, spec in fields.items() if spec.type in PART_HOLDS[role]]
                    hint = f"fields that do: {', '.join(fitting)}" if fitting else f"{ROLES[role]}; leave the part out"
                    self.say(of, ("roles", role, n), f"{message}holds {wanted}", "wrong-type", hint)
                if name not in fields and whole.form(name) is None:  # what is wrong with its form is told
                    hint = did_you_mean(name, {*fields, *of.form.fields, *of.left_out}) or _listed(fields)
                    message = f"there is no field {quoted(name)}"
                    self.say(of, ("roles", role, n), message, "unknown-field", hint)

    def _fields(self, origin: _FieldsOf) -> Iterator[FieldSpec]:
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
            qualifiers |= {s.name: s for origin in whole.origins for s in self._fields(origin)}
            common["apart"] = self._apart(whole.description, whole.description.form.apart, qualifiers)
        if form.apart:
            common["apart"] = self._apart(of, form.apart, qualifiers, path)
        type_ = TYPES.get(base)
        common |= {"form": PLAIN if form.plain or inside else VALUE, "origin": form.plain or ""}
        common |= {
            "qualifiers": qualifiers,
            "scalar": base,
            "example": form.example or (type_.example if type_ else ""),
        }
        if form.type == CHOICE:
            return FieldSpec(name, TOKEN, form.many, (), tuple(form.choices), **common)
        if form.type == REFERENCE:
            return FieldSpec(name, REFERENCE, form.many, self._kinds(form.to), **common)
        assert type_ is not None
        return FieldSpec(name, type_.holds, form.many, pattern=type_.pattern, **common)

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


def _with_nested(spec: KindSpec, schema: Schema) -> KindSpec:
    """The kind with the fields of records that are written inside its own."""

    def whole(field: FieldSpec) -> FieldSpec:
        return replace(field, qualifiers=schema[field.kinds[0]].fields) if field.form == RECORD else field

    return replace(spec, fields={name: whole(f) for name, f in spec.fields.items()})


def _listed(fields: Iterable[str]) -> str:
    return f"fields are: {', '.join(fields)}" if fields else "none of its fields can be read yet"


def _names(names: NamesForm) -> dict[str, str]:
    found = {key: getattr(names, key) for key in ("one", "many", "article")}
    found |= {f"{COUNTED}{form}": word for form, word in names.counted.items()}
    return {key: word for key, word in found.items() if word}


def _help(key: str) -> str:
    return f"{key}: {KindForm.model_fields[key].description}"
