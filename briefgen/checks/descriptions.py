"""Descriptions of a workspace's kinds beside its facts: words, fields and keys that are described for nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or, quoted
from briefgen.facts.factbase import FactBase
from briefgen.facts.files import FactFile
from briefgen.facts.kinds import KindFiles
from briefgen.facts.parse import parse_yaml
from briefgen.facts.yaml_tree import YamlMap, locate, locate_key
from briefgen.model.scalars import is_language
from briefgen.model.schema import RECORD, KindSpec


def described_amiss(
    folder: Path,
    shown_as: str,
    base: FactBase,
    plural_forms: Callable[[str], Collection[str]],
    is_printed: Callable[[str, str], bool | None] = lambda kind, field: True,
    is_answered: Callable[[str, str], bool] = lambda kind, field: False,
    is_key_printed: Callable[[str], bool] = lambda key: True,
) -> Iterator[Diagnostic]:
    """What only the facts, or the rules of a language, tell of the descriptions of a workspace.

    Fields that no record of their kind uses, where there are such records; words of a language that counts in more
    forms than they are given in; words of `acts_as` that nothing asks for; fields that no brief of their kind prints,
    or that no template can see. `plural_forms` are those that whole numbers ask for in a language; `is_printed` answers
    for a kind and a field, None where no brief is about the kind; `is_answered` says whether templates mean another
    thing by a name, `is_key_printed` whether any asks for a key that the workspace adds to sentences.
    """
    read = [(f, parse_yaml(f.raw or b"", f.name).data) for f in KindFiles.below(folder, shown_as, []).files]
    asked = {word for _, data in read if data is not None for word in _asked_for(data)}
    asked.update(word for spec in base.schema.values() if not spec.file for word in spec.acts_as)
    for file, data in read:
        if data is not None:
            yield from _idle_words(file, data, asked)
            yield from _unused_fields(file, data, base)
            yield from _unprinted_fields(file, data, base, is_printed)
            yield from _unprinted_keys(file, data, base, is_key_printed)
            yield from _shadowed_fields(file, data, base, is_answered)
            yield from _missing_plurals(file, data, plural_forms)


def _asked_for(data: object) -> Iterator[str]:
    """The words behind every `to:` of a description."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from map(str, value if isinstance(value, list) else [value]) if key == "to" else _asked_for(value)


def _idle_words(file: FactFile, data: YamlMap, asked: Collection[str]) -> Iterator[Diagnostic]:
    """Words that a kind acts as and that nothing asks for, such as one that is misspelt."""
    words = data.get("acts_as", [])
    for n, word in enumerate(words if isinstance(words, list) else [words]):
        if word not in asked:
            place = Location(file.name, *locate(data, ("acts_as", n) if isinstance(words, list) else ("acts_as",)))
            hint = did_you_mean_or(str(word), asked, "the program and the shipped kinds ask for")
            message = f"nothing asks for what acts as {quoted(word)}"
            yield Diagnostic(place, message, "unused-word", hint=hint)


def _fields(file: FactFile, data: YamlMap, base: FactBase) -> Iterator[tuple[KindSpec, str, Location]]:
    """The fields that a description gives its kind, each with the kind and its place; no records inside records."""
    spec, described = base.schema.get(str(data.get("extends", file.stem))), data.get("fields")
    for name in described if spec is not None and isinstance(described, dict) else ():
        if spec is not None and name in spec.fields and spec.fields[name].form != RECORD:
            yield spec, name, Location(file.name, *locate_key(data, ("fields", name)))


def _unused_fields(file: FactFile, data: YamlMap, base: FactBase) -> Iterator[Diagnostic]:
    for spec, name, place in _fields(file, data, base):
        records = base.of_kind(spec.kind)
        if records and not any(record.values(name) for record in records):
            message = f"no {spec.called()} uses the field '{name}'"
            yield Diagnostic(place, message, "unused-field", hint="use it, or take it out of the description")


def _unprinted_fields(
    file: FactFile, data: YamlMap, base: FactBase, is_printed: Callable[[str, str], bool | None]
) -> Iterator[Diagnostic]:
    """Fields that stand in records and in no template; where no brief is about the kind, that is said once."""
    for spec, name, place in _fields(file, data, base):
        if name == spec.label or not base.of_kind(spec.kind):
            continue
        printed = is_printed(spec.kind, name)
        if printed is None:
            message = f"no brief is about {spec.a}, so its fields print only where others lead to them"
            hint = f"briefgen template new {spec.kind}"
            yield Diagnostic(Location(file.name, 1, 1), message, "unprinted-field", hint=hint)
            return
        if not printed:
            message = f"no brief about {spec.a} prints the field '{name}'"
            hint = f'write {{{{ {spec.kind}.{name} }}}} in its template, or include "_parts/added.md.j2" there'
            yield Diagnostic(place, message, "unprinted-field", hint=hint)


def _unprinted_keys(
    file: FactFile, data: YamlMap, base: FactBase, is_key_printed: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """Keys that a description adds to every sentence, that records use, and that no template asks for."""
    keys = data.get("keys")
    if data.get("extends") in base.schema or not isinstance(keys, dict):
        return
    used = {name for statement in base.statements for name in statement.qualifiers}
    for name in keys:
        if name in used and not is_key_printed(name):
            place = Location(file.name, *locate_key(data, ("keys", name)))
            hint = f"write {{{{ sentence.{name} }}}} where a template goes through the sentences"
            yield Diagnostic(place, f"no brief prints the key '{name}' of sentences", "unprinted-field", hint=hint)


def _shadowed_fields(
    file: FactFile, data: YamlMap, base: FactBase, is_answered: Callable[[str, str], bool]
) -> Iterator[Diagnostic]:
    for spec, name, place in _fields(file, data, base):
        if is_answered(spec.kind, name):
            acting = ", ".join(spec.acts_as)
            message = f"templates answer '{name}' of what acts as {acting} from other records; the field is not seen"
            yield Diagnostic(place, message, "shadowed", hint="give the field another name")


def _missing_plurals(
    file: FactFile, data: YamlMap, plural_forms: Callable[[str], Collection[str]]
) -> Iterator[Diagnostic]:
    words = data.get("words")
    for language, names in words.items() if isinstance(words, dict) else ():
        given = names.get("counted") if isinstance(names, dict) else None
        needed = plural_forms(language) if is_language(language) else ()
        enough = given if isinstance(given, dict) else ("one", "other")
        lacking = [form for form in needed if form not in enough]
        if lacking:
            place = Location(file.name, *locate_key(data, ("words", language)))
            message = f"'{language}' counts in {len(needed)} forms; there is no word for {', '.join(lacking)}"
            hint = f"counted: {{{', '.join(f'{form}: …' for form in needed)}}}, as it stands behind a number"
            yield Diagnostic(place, message, "missing-plural", hint=hint)
