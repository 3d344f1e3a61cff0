"""Kinds of record from their descriptions: what is misspelt, shadowed or leads nowhere in them is a fault of its own.

A description is a kind (it has a `folder`), a type of field (it has a `value`), or adds fields to one of these
(`extends`). The shipped ones come first; those of a workspace follow and may use, and add to, all there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.diagnostics import did_you_mean, did_you_mean_or, quoted
from briefgen.frozen import replace
from briefgen.model.field_forms import ANY, COMPOUND, Described, Description, Fault, FieldForms, FieldsOf
from briefgen.model.kind_forms import FieldForm, KindForm, NamesForm
from briefgen.model.scalars import TYPES
from briefgen.model.schema import (
    ASSERTION,
    COUNTED,
    OF_EVERY_BRIEF,
    PART_HOLDS,
    RECORD,
    ROLES,
    FieldSpec,
    KindSpec,
    Schema,
    acting_as,
)
from briefgen.model.shared import OF_A_RECORD, OF_A_VALUE

LAST = 1_000_000


def schema_of(descriptions: Iterable[Description], unread: Iterable[str] = ()) -> tuple[Schema, list[Fault]]:
    """The kinds that are described, in their order, and what is wrong with the descriptions.

    Descriptions that could not be read are `unread` by name: that others name them is no fault.
    """
    descriptions = list(descriptions)
    reading = _Describing(frozenset(unread), frozenset(d.name for d in descriptions if d.form.extends is not None))
    for description in descriptions:
        reading.place(description)
    return reading.schema(), reading.forms.faults


class _Describing:
    def __init__(self, unread: frozenset[str], extending: frozenset[str]) -> None:
        self.extending, self.forms = extending, FieldForms(unread)
        self.say, self.kinds, self.values = self.forms.say, self.forms.kinds, self.forms.values

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
            keys = self.forms.free(found, form.keys, "keys", OF_A_VALUE)
            self.values[found.name] = Described(found, [FieldsOf(found, keys, "keys")])

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
        fields = self.forms.free(found, form.fields, "fields", OF_A_RECORD)
        self.kinds[found.name] = Described(found, [FieldsOf(found, fields, "fields")])

    def _extend(self, found: Description, name: str) -> None:
        whole = self.kinds.get(name) or self.values.get(name)
        if whole is None and name in self.forms.unread:
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
        added = self.forms.free(found, added, way, reserved)
        for key in added:
            if whole.form(key) is not None:
                message = f"{quoted(name)} has a field '{key}' already"
                hint = "give the new field another name; what a field holds cannot be changed"
                self.say(found, (way, key), message, "shadowed", hint, at_key=True)
        fresh = {key: form for key, form in added.items() if whole.form(key) is None}
        whole.origins.append(FieldsOf(found, fresh, way))

    def _check_words(self, found: Description, whole: Described, name: str) -> None:
        """Tells a language in which a kind is called something already."""
        for language in found.form.words:
            if any(language in origin.description.form.words for origin in whole.origins):
                message = f"it is said already what a {quoted(name)} is called in {language}"
                hint = "give the words of another language; a template may call it what it likes"
                self.say(found, ("words", language), message, "shadowed", hint, at_key=True)

    # --- the kinds with their fields ---

    def schema(self) -> Schema:
        order = sorted(self.kinds, key=lambda name: (self.kinds[name].description.form.order or LAST, name))
        bare = {
            name: KindSpec(name, "", "", "", {}, acts_as=self.kinds[name].description.form.acts_as) for name in order
        }
        self.forms.acting = {word: acting_as(bare, word) for spec in bare.values() for word in spec.acts_as}
        flat = {name: self._kind(name, self.kinds[name]) for name in order}
        return {name: _with_nested(spec, flat) for name, spec in flat.items()}

    def _kind(self, name: str, whole: Described) -> KindSpec:
        form, of = whole.description.form, whole.description
        fields = {s.name: s for origin in whole.origins for s in self.forms.fields(origin)}
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

    def _check_roles(self, of: Description, fields: Mapping[str, FieldSpec], whole: Described) -> None:
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
