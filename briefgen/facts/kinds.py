"""The kinds of record of a workspace: those that come with the program, and those that `facts/_kinds/` adds.

A description is checked like a record, each fault at its own line. A kind whose description has one is not read, nor
are its records, so that one fault does not become many.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import model
from briefgen.diagnostics import Diagnostic, Location, did_you_mean_or, has_errors, quoted
from briefgen.facts.factbase import FactBase
from briefgen.facts.files import FactFile, read_folder
from briefgen.frozen import dataclass
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.languages import is_language
from briefgen.model.schema import RECORD, FieldSpec, Schema

if TYPE_CHECKING:
    from briefgen.facts.yaml_tree import Path as YamlPath
    from briefgen.facts.yaml_tree import YamlMap
    from briefgen.model.describe import Description
    from briefgen.model.forms import KindForm
    from briefgen.model.models import Models
    from briefgen.model.sound import RecordReading

FOLDER = "_kinds"
SHIPPED = Path(model.__file__).parent / "kinds"


@dataclass(frozen=True)
class Kinds:
    """The kinds by name; `broken` are the folders of kinds whose descriptions have faults, with their names.

    `unread` are the names of descriptions of which nothing could be told, `doubtful` the keys that records may have if
    what is wrong with a description that adds to a kind is mended.
    """

    schema: Schema
    broken: dict[str, str]
    unread: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()

    @cached_property
    def models(self) -> Models:
        from briefgen.model.models import Models

        return Models(self.schema)

    @cached_property
    def reading(self) -> RecordReading:
        from briefgen.model.sound import RecordReading

        return RecordReading(self.schema)

    def keys(self, kind: str) -> Mapping[str, FieldSpec]:
        """All that may stand in a record of a kind."""
        from briefgen.model.shared import OF_A_RECORD

        return {**OF_A_RECORD, **self.schema[kind].fields}


@dataclass(frozen=True, slots=True)
class KindFiles:
    """The descriptions that a workspace adds, as bytes; `digest` stands for them, "" where there are none."""

    files: Sequence[FactFile]
    digest: str

    @classmethod
    def below(cls, folder: Path, shown_as: str, problems: list[Diagnostic]) -> KindFiles:
        if not (folder / FOLDER).is_dir():
            return cls((), "")
        files = list(read_folder(folder / FOLDER, f"{shown_as}/{FOLDER}", problems))
        content = "\n".join(f"{file.name} {file.digest}" for file in files)
        return cls(files, blake2b(content.encode(), digest_size=16).hexdigest() if files else "")

    def read(self, problems: list[Diagnostic]) -> Kinds:
        """The kinds with those that are shipped; what is wrong with the descriptions is added to `problems`."""
        if not self.files:
            return shipped_kinds()
        from briefgen.facts.yaml_tree import locate, locate_key
        from briefgen.model.describe import schema_of

        found: list[Description] = []
        trees, broken, unread, at_fault = {}, {}, set(), set[str]()
        for file in self.files:
            told: list[Diagnostic] = []
            description, tree = _read(file, told)
            problems.extend(told)
            trees[file.name] = tree
            if description is not None:
                found.append(description)
            if description is not None and not description.left_out and not has_errors(told):
                continue
            at_fault.add(file.name)
            if description is not None:
                continue
            unread.add(file.stem)
            if tree is not None and isinstance(tree.get("folder"), str):
                broken[tree["folder"]] = file.stem
        # Whatever its file is called, what adds to a kind follows what describes one.
        found.sort(key=lambda description: description.form.extends is not None)
        schema, faults = schema_of([*_shipped(), *found], unread)
        for fault in faults:
            tree = trees[fault.file]
            place = locate_key(tree, fault.path) if fault.at_key else locate(tree, fault.path)
            problems.append(Diagnostic(Location(fault.file, *place), fault.message, fault.code, hint=fault.hint))
        at_fault.update(fault.file for fault in faults)
        broken |= {spec.folder: name for name, spec in schema.items() if spec.file in at_fault}
        doubtful = (key for name in at_fault if (tree := trees[name]) is not None for key in _keys_added(tree))
        return Kinds(schema, broken, frozenset({*unread, *broken.values()}), frozenset(doubtful))


def _keys_added(tree: YamlMap) -> Iterator[str]:
    """The fields, and keys of values, that a file adds to a kind, as it writes them."""
    if tree.get("extends") is not None:
        for way in ("fields", "keys"):
            added = tree.get(way)
            yield from map(str, added) if isinstance(added, dict) else ()


@cache
def shipped_kinds() -> Kinds:
    """The kinds that come with the program."""
    from briefgen.model.describe import schema_of

    schema, faults = schema_of(_shipped())
    assert not faults, faults
    return Kinds(schema, {})


@cache
def _shipped() -> tuple[Description, ...]:
    problems: list[Diagnostic] = []
    read = [_read(file, problems)[0] for file in read_folder(SHIPPED, "", problems)]
    assert not problems, problems
    found = [d for d in read if d is not None]
    return tuple(type(d)(d.name, d.form) for d in found)


def _read(file: FactFile, problems: list[Diagnostic]) -> tuple[Description | None, YamlMap | None]:
    """What a file describes, None where it cannot be told, and its content."""
    from briefgen.facts.parse import parse_yaml
    from briefgen.facts.validate import validate
    from briefgen.model.describe import Description
    from briefgen.model.forms import KindForm

    if not is_slug(file.stem):
        problems.append(Diagnostic(Location(file.name), why_no_slug(file.stem), "bad-id", hint="rename the file"))
        return None, None
    if file.raw is None:
        return None, None
    parsed = parse_yaml(file.raw, file.name)
    problems.extend(parsed.diagnostics)
    if parsed.remains is None:
        return None, None
    form, faults, paths = validate(parsed.remains, KindForm, file.name)
    problems.extend(faults)
    left_out = frozenset[str]()
    if form is None:  # what else is wrong is told in the same run
        form, left_out = _without(parsed.remains, paths, file.name)
    return (Description(file.stem, form, file.name, left_out) if form is not None else None), parsed.remains


def _without(data: YamlMap, paths: Sequence[YamlPath], file: str) -> tuple[KindForm | None, frozenset[str]]:
    """What is left of a description without the fields and keys that are at fault, and the names of these."""
    from briefgen.facts.validate import validate
    from briefgen.model.forms import KindForm

    rest = deepcopy(data)
    names = set[str]()
    for path in paths:
        inner = path[:2] if len(path) > 1 and isinstance(rest.get(str(path[0])), dict) else path[:1]
        names.update(str(step) for step in inner[:2])
        holder = rest if len(inner) < 2 else rest.get(str(inner[0]), {})
        if inner and isinstance(holder, dict):
            holder.pop(str(inner[-1]), None)
    return validate(rest, KindForm, file)[0], frozenset(names)


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
    from briefgen.facts.parse import parse_yaml

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
    from briefgen.facts.yaml_tree import locate

    words = data.get("acts_as", [])
    for n, word in enumerate(words if isinstance(words, list) else [words]):
        if word not in asked:
            place = Location(file.name, *locate(data, ("acts_as", n) if isinstance(words, list) else ("acts_as",)))
            hint = did_you_mean_or(str(word), asked, "the program and the shipped kinds ask for")
            message = f"nothing asks for what acts as {quoted(word)}"
            yield Diagnostic(place, message, "unused-word", hint=hint)


def _unused_fields(file: FactFile, data: YamlMap, base: FactBase) -> Iterator[Diagnostic]:
    from briefgen.facts.yaml_tree import locate_key

    kind = str(data.get("extends", file.stem))
    described, records = data.get("fields"), base.of_kind(kind)
    if not isinstance(described, dict) or not records:
        return
    used = {statement.property for record in records for statement in record.statements}
    for name in described:
        spec = base.schema[kind].fields.get(name)
        if name not in used and spec is not None and spec.form != RECORD:
            place = Location(file.name, *locate_key(data, ("fields", name)))
            message = f"no {base.schema[kind].called()} uses the field '{name}'"
            yield Diagnostic(place, message, "unused-field", hint="use it, or take it out of the description")


def _unprinted_fields(
    file: FactFile, data: YamlMap, base: FactBase, is_printed: Callable[[str, str], bool | None]
) -> Iterator[Diagnostic]:
    """Fields that stand in records and in no template; where no brief is about the kind, that is said once."""
    from briefgen.facts.yaml_tree import locate_key

    kind = str(data.get("extends", file.stem))
    described = data.get("fields")
    if not isinstance(described, dict) or kind not in base.schema or not base.of_kind(kind):
        return
    spec = base.schema[kind]
    for name in described:
        if name not in spec.fields or name == spec.label or spec.fields[name].form == RECORD:
            continue
        printed = is_printed(kind, name)
        if printed is None:
            message = f"no brief is about {base.schema[kind].a}, so its fields print only where others lead to them"
            hint = f"briefgen template new {kind}"
            yield Diagnostic(Location(file.name, 1, 1), message, "unprinted-field", hint=hint)
            return
        if not printed:
            place = Location(file.name, *locate_key(data, ("fields", name)))
            message = f"no brief about {base.schema[kind].a} prints the field '{name}'"
            hint = f'write {{{{ {kind}.{name} }}}} in its template, or include "_parts/added.md.j2" there'
            yield Diagnostic(place, message, "unprinted-field", hint=hint)


def _unprinted_keys(
    file: FactFile, data: YamlMap, base: FactBase, is_key_printed: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """Keys that a description adds to every sentence, that records use, and that no template asks for."""
    from briefgen.facts.yaml_tree import locate_key

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
    from briefgen.facts.yaml_tree import locate_key

    kind = str(data.get("extends", file.stem))
    described = data.get("fields")
    if not isinstance(described, dict) or kind not in base.schema:
        return
    spec = base.schema[kind]
    for name in described:
        if name in spec.fields and spec.fields[name].form != RECORD and is_answered(kind, name):
            place = Location(file.name, *locate_key(data, ("fields", name)))
            acting = ", ".join(spec.acts_as)
            message = f"templates answer '{name}' of what acts as {acting} from other records; the field is not seen"
            yield Diagnostic(place, message, "shadowed", hint="give the field another name")


def _missing_plurals(
    file: FactFile, data: YamlMap, plural_forms: Callable[[str], Collection[str]]
) -> Iterator[Diagnostic]:
    from briefgen.facts.yaml_tree import locate_key

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
