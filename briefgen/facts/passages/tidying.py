"""A fact base in which every passage stands once: quotes written beside values become passages that the values name.

Texts of files in, texts out; whoever writes them compares the statements of both first (`differing`). What is not
touched keeps its characters, comments and order; a base that is tidy already comes back as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import PurePosixPath
from typing import Any

from briefgen.archive.archived import ArchivedText
from briefgen.facts.factbase import FactBase
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.expand import FROM, PASSAGES, Passage, named_passages, part_of
from briefgen.facts.passages.finding import FoundPassage, find_passages, names_for, shortest_part
from briefgen.facts.yaml_edit import NotEdited, Path, insert_value, remove_value, rename_key, set_value
from briefgen.facts.yaml_text import WIDTH, Exact, in_line
from briefgen.facts.yaml_tree import YamlList, YamlMap
from briefgen.frozen import dataclass
from briefgen.model.schema import RECORD, VALUE, KindSpec, Schema

_WORTH = 3
"""Values that must rest on one passage, for it to be named at the head of their record."""
_HEAD = ("recorded", "src", FROM, "expect", "marking")
"""Keys behind which the passages of a record stand, where it has them."""


@dataclass(slots=True)
class _CitedWords:
    """A mapping that cites words: where it stands, the words with their sources, and whom it says names them.

    `is_src` tells that they stand under `src`, else under `quote`; `bare` are sources named there without words;
    `default` is the source at the head of its record.
    """

    file: str
    path: Path
    cited: list[tuple[str, str]]
    is_src: bool
    bare: list[str]
    speakers: tuple[str, ...]
    may_speak: bool
    default: str = ""


@dataclass(slots=True)
class _Placed:
    """A passage with its name, the file in which it stands, and whom it names."""

    found: FoundPassage
    name: str
    file: str
    is_new: bool = True
    speakers: tuple[str, ...] = ()
    uses: list[_CitedWords] = field(default_factory=list)


def tidy(files: Mapping[str, str], texts: Mapping[str, ArchivedText], schema: Schema) -> dict[str, str]:
    """The files (by folder and name, such as `meetings/a.yaml`) that become others, with their new text.

    `texts` are the archived texts of sources by id; without them only quotes that stand in others are joined. Files
    that are not sound YAML are left alone.
    """
    trees = {name: tree for name, text in files.items() if (tree := parse_yaml(text.encode(), name).data) is not None}
    uses = [use for name, tree in trees.items() for use in _uses(tree, name, (), _own_source(name))]
    for use in uses:
        use.default = trees[use.file].get("src", "")
    placed = _placed(uses, trees, texts)
    new = dict(files)
    for use in uses:
        new[use.file] = _rewritten(new[use.file], use, placed)
    kinds = {spec.folder: spec for spec in schema.values()}
    for name in trees:
        kind = kinds.get(name.partition("/")[0])
        if new[name] != files[name] and kind is not None:
            new[name] = _at_head(new[name], kind, schema)
    for name in trees:
        own = list({p.name: p for p in placed.values() if p.file == name and p.is_new}.values())
        if own:
            new[name] = _with_passages(new[name], own, trees[name])
    return {name: text for name, text in new.items() if text != files[name]}


def differing(before: FactBase, after: FactBase) -> list[str]:
    """The ids of statements that one base has and the other has not, or has otherwise."""
    old, new = ({s.id: _meaning(s) for s in base.statements} for base in (before, after))
    return sorted(id_ for id_ in old.keys() | new.keys() if old.get(id_) != new.get(id_))


def _meaning(s: Any) -> tuple[object, ...]:
    reasons = dict(s.why), dict(s.contested), dict(s.qualifiers)
    known = s.speakers, s.marking, s.recorded, s.proposed_by
    return s.value, s.citations, s.rank, s.origin, s.inferred, s.register, reasons, known


# --- what cites which words ----------------------------------------------------------------------------


def _own_source(name: str) -> str:
    path = PurePosixPath(name)
    return path.stem if path.parent.name == "sources" else ""


def _uses(data: Any, file: str, path: Path, source: str) -> Iterator[_CitedWords]:
    if isinstance(data, YamlList):
        for n, value in enumerate(data):
            yield from _uses(value, file, (*path, n), source)
    if not isinstance(data, YamlMap):
        return
    src = data.get("src", source)
    here = src if isinstance(src, str) else ""
    if FROM not in data:
        yield from _use(data, file, path, here)
    for key, value in data.items():
        if key not in ("src", FROM, PASSAGES, "expect"):
            yield from _uses(value, file, (*path, key), here)


def _use(data: YamlMap, file: str, path: Path, source: str) -> Iterator[_CitedWords]:
    said = data.get("according_to") or ()
    speakers = (said,) if isinstance(said, str) else tuple(said)
    may_speak = "is" in data
    src = data.get("src")
    if isinstance(data.get("quote"), str) and source and (src is None or isinstance(src, str)):
        yield _CitedWords(file, path, [(source, data["quote"])], False, [], speakers, may_speak)
    elif "quote" not in data and isinstance(src, YamlList | YamlMap):
        cited: list[tuple[str, str]] = []
        bare: list[str] = []
        for item in src if isinstance(src, YamlList) else [src]:
            if isinstance(item, YamlMap) and not bare and all(isinstance(w, str) for w in item.values()):
                cited.extend(item.items())
            elif isinstance(item, str):
                bare.append(item)
            else:
                return
        if cited:
            yield _CitedWords(file, path, cited, True, bare, speakers, may_speak)


# --- which passages they make, and where these stand ------------------------------------------------------


def _placed(
    uses: list[_CitedWords], trees: Mapping[str, YamlMap], texts: Mapping[str, ArchivedText]
) -> dict[tuple[str, str], _Placed]:
    """The passage of each quote, by its source and its words; what only one value rests on stays beside it."""
    placed = _standing(trees, uses)
    by_source: dict[str, list[str]] = {}
    for use in uses:
        for source, words in use.cited:
            if (source, words) not in placed:
                by_source.setdefault(source, []).append(words)
    taken = {p.name for p in placed.values()} | {n for t in trees.values() for n in named_passages(t, "")}
    for source, quotes in by_source.items():
        found = find_passages(source, quotes, texts.get(source.partition("#")[0]))
        names = names_for(found, taken)
        taken |= set(names.values())
        for passage in found:
            one = _Placed(passage, names[passage.words], "")
            placed |= {(source, quote): one for quote in passage.quotes}
    for use in uses:
        for key in use.cited:
            placed[key].uses.append(use)
    for placing in {id(p): p for p in placed.values()}.values():
        if not placing.file:
            homes = {use.file for use in placing.uses}
            of_source = f"sources/{placing.found.source.partition('#')[0]}.yaml"
            shared = next((name for name in trees if name.endswith(of_source)), "")
            placing.file = homes.pop() if len(homes) == 1 or not shared else shared
        said = {use.speakers for use in placing.uses}
        alone = all(use.may_speak and len(use.cited) == 1 and not use.bare for use in placing.uses)
        if placing.is_new and alone and len(said) == 1:
            placing.speakers = said.pop()
    kept = {id(p) for p in placed.values() if not p.is_new or len(p.uses) > 1}
    for use in uses:
        beside = [id(placed[key]) for key in use.cited]
        if kept.intersection(beside):
            kept.update(beside)
    return {key: p for key, p in placed.items() if id(p) in kept}


def _standing(trees: Mapping[str, YamlMap], uses: list[_CitedWords]) -> dict[tuple[str, str], _Placed]:
    """Quotes that stand in a passage that there is: of the same file, or of their source."""
    placed: dict[tuple[str, str], _Placed] = {}
    known: list[tuple[str, str, Passage]] = []
    for name, tree in trees.items():
        known += [(name, key, passage) for key, passage in named_passages(tree, _own_source(name)).items()]
    for use in uses:
        for source, words in use.cited:
            for name, key, passage in known:
                near = name == use.file or _own_source(name) == source
                if (
                    near
                    and passage.source == source
                    and not passage.speakers
                    and not passage.marking
                    and part_of(passage.words, words) == words
                ):
                    found = FoundPassage(source, passage.words, ())
                    placed[(source, words)] = _Placed(found, key, name, is_new=False)
                    break
    return placed


# --- writing -----------------------------------------------------------------------------------------------


def _rewritten(text: str, use: _CitedWords, placed: Mapping[tuple[str, str], _Placed]) -> str:
    """A file's text with `from` in the place of one use's words."""
    if not all(cited in placed for cited in use.cited):
        return text
    try:
        named = [_reference(use, source, words, placed[(source, words)]) for source, words in use.cited]
        value = named[0] if len(named) == 1 else named
        key: Path = (*use.path, "src" if use.is_src else "quote")
        new = set_value(rename_key(text, key, FROM), (*use.path, FROM), value)
        if use.is_src and use.bare:
            bare: Any = use.bare[0] if len(use.bare) == 1 else use.bare
            new = insert_value(new, (*use.path, "src"), bare, after=FROM)
        elif not use.is_src and use.path and "src" in _at(new, use.path):
            new = remove_value(new, (*use.path, "src"))
        passage = placed[use.cited[0]]
        if use.speakers and len(use.cited) == 1 and passage.speakers == use.speakers:
            new = remove_value(new, (*use.path, "according_to"))
        return _in_one_line(new, use.path)
    except NotEdited:
        return text


def _reference(use: _CitedWords, source: str, words: str, passage: _Placed) -> Any:
    is_near = passage.file == use.file or _own_source(passage.file) == use.default
    name = passage.name if is_near else f"{source.partition('#')[0]}#{passage.name}"
    return name if words == passage.found.words else {name: shortest_part(passage.found.words, words)}


def _in_one_line(text: str, path: Path) -> str:
    """The mapping at a path in one line, where it is written in several, is short and has no remarks in it."""
    data = _at(text, path)
    if not path or not isinstance(data, dict) or any(isinstance(v, list) and len(v) > 4 for v in data.values()):
        return text
    line = in_line(data)
    before = 4 * len(path) + len(str(path[-1])) + 2
    if before + len(line) > WIDTH or any(isinstance(v, dict) and len(v) > 1 for v in data.values()):
        return text
    try:
        new = set_value(text, path, data)
    except NotEdited:
        return text
    return new if new.count("#") == text.count("#") and new.count("\n") < text.count("\n") else text


def _at_head(text: str, kind: KindSpec, schema: Schema) -> str:
    """A record that rests on one passage for most of its values names it once, at its head.

    Only where each of its other values names a source itself, for these would come to rest on it, too.
    """
    tree = _at(text, ())
    if FROM in tree or "quote" in tree or not isinstance(tree.get("src"), str):
        return text
    bearing: dict[str, list[Path]] = {}
    for key, value in tree.items():
        field = kind.fields.get(key)
        if field is None or (field.form == RECORD and schema[field.kinds[0]].desk):
            continue
        for n, one in enumerate(value if isinstance(value, list) else [value]):
            path: Path = (key, n) if isinstance(value, list) else (key,)
            if not isinstance(one, dict) or not one.keys() & {FROM, "src", "quote", "register"}:
                return text
            if field.form == VALUE and FROM in one and "src" not in one:
                bearing.setdefault(in_line(one[FROM]), []).append(path)
    _, paths = max(bearing.items(), key=lambda item: len(item[1]), default=("", []))
    if len(paths) < _WORTH:
        return text
    new = insert_value(text, (FROM,), _at(text, (*paths[0], FROM)), after="src")
    for path in paths:
        new = remove_value(new, (*path, FROM))
        value = _at(new, path)
        if value.keys() == {"is"}:
            with suppress(NotEdited):  # a remark stands in it
                bare = set_value(new, path, value["is"])
                new = bare if bare.count("#") == new.count("#") else new
    return new


def _with_passages(text: str, placed: list[_Placed], tree: YamlMap) -> str:
    """A file's text with new passages, behind what it says of itself."""
    default = tree.get("src") or _own_source(placed[0].file)
    written: dict[str, Any] = {}
    for passage in placed:
        words = Exact(passage.found.words)
        said: dict[str, Any] = {"quote": words}
        if passage.found.source != default:
            said["src"] = passage.found.source
        if passage.speakers:
            said["according_to"] = passage.speakers[0] if len(passage.speakers) == 1 else list(passage.speakers)
        written[passage.name] = said if len(said) > 1 else words
    if isinstance(tree.get(PASSAGES), YamlMap):
        for name, value in written.items():
            text = insert_value(text, (PASSAGES, name), value)
        return text
    if PASSAGES in tree:
        for name, value in written.items():
            one = {"name": name, **(value if isinstance(value, dict) else {"quote": value})}
            text = insert_value(text, (PASSAGES, len(tree[PASSAGES])), one)
        return text
    last = [key for key in _at(text, ()) if key in _HEAD]
    return insert_value(text, (PASSAGES,), written, after=last[-1] if last else None)


def _at(text: str, path: Path) -> Any:
    data: Any = parse_yaml(text.encode(), "").data
    for step in path:
        data = data[step]
    return _plain(data)


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(v) for v in data] if isinstance(data, list) else data
