"""A fact base in which no words of a source stand twice: they are kept in one text, and records have their ends.

Values that rest on the same words stand under one passage, and what neighbours share is written once (`written_once`).

Texts of files in, texts out; whoever writes them compares the statements of both first (`differing`). What is not
touched keeps its characters, comments and order; a base that is tidy already comes back as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial, reduce
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from briefgen.archive.archived import ArchivedText
from briefgen.facts.factbase import FactBase
from briefgen.facts.files import excerpt_of
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.another_value import as_plain
from briefgen.facts.passages.excerpt import ELISION, TO, KeptPassages, gathered, one_source, part_of
from briefgen.facts.passages.expand import named_passages
from briefgen.facts.passages.short_forms import FROM, PASSAGES, Named, Passage, as_written, references
from briefgen.facts.passages.written_once import grouped, under_one
from briefgen.facts.yaml_edit import NotEdited, Parts, Path, insert_value, remove_value, rename_key, set_value
from briefgen.facts.yaml_text import WIDTH, Exact, in_line
from briefgen.facts.yaml_tree import YamlList, YamlMap, items_of, value_at
from briefgen.frozen import dataclass, replace
from briefgen.model.schema import PLAIN, RECORD, VALUE, KindSpec, Schema

_WORTH = 3
"""Values that must rest on one quote, for it to stand at the head of their record; two, where most do."""


@dataclass(slots=True)
class _CitedWords:
    """A mapping that cites words: where it stands, and the words in full with their sources, as `src` names these.

    `key` is what they stand under: quote, src or from. `bare` are sources named there without words; `default` is the
    source in force where the mapping names none, "" for several.
    """

    file: str
    path: Path
    key: str
    cited: list[tuple[str, str]]
    bare: list[Any]
    default: str = ""


def tidy(
    files: Mapping[str, str], texts: Mapping[str, ArchivedText], schema: Schema, faulty: Collection[str] = ()
) -> dict[str, str]:
    """The files (by folder and name, such as `meetings/a.yaml`) that become others, or are new, with their text.

    `texts` are the archived texts of sources by id: words are read off them, and passages that overlap there become
    one. Files that are not sound YAML, and `faulty` ones, are left alone, with every passage that they may quote.
    """
    sound = {name: text for name, text in files.items() if name.endswith(".yaml") and name not in faulty}
    trees = {name: tree for name, text in sound.items() if (tree := parse_yaml(text.encode(), name).data) is not None}
    sources = {source: name for name in trees if (source := _own_source(name))}
    kept = {id_: KeptPassages.of(files.get(excerpt_of(name), "").encode()) for id_, name in sources.items()}
    reader = _Reader(trees, sources, kept, texts)
    all_sound = len(trees) == sum(name.endswith(".yaml") for name in files)
    uses = [use for name, tree in trees.items() for use in reader.uses(tree, name, (), "", tree)]
    new = dict(files)
    quotes = _quotes(uses)
    for id_, name in sources.items():
        unseen = () if all_sound else kept[id_].passages  # what cannot be read may quote them
        kept[id_] = gathered(kept[id_], quotes.get(id_, ()), texts.get(id_), stay=unseen)
        if kept[id_].passages or excerpt_of(name) in files:
            new[excerpt_of(name)] = kept[id_].content(id_).decode()
    for name, of_file in groupby(uses, key=lambda use: use.file):
        new[name] = _all_rewritten(new[name], list(of_file), kept, reader.archived)
    kinds = {spec.folder: spec for spec in schema.values()}
    for name, passage in list(_idle(trees, new)):
        if _own_source(name) and not all_sound:
            continue  # a file that is not read may name it
        with suppress(NotEdited):
            new[name] = _without(new[name], passage)
    for name in trees:
        kind = kinds.get(name.partition("/")[0])
        if new[name] != files[name] and kind is not None:
            new[name] = _at_head(new[name], kind, schema)
        if kind is not None:
            new[name] = grouped(under_one(new[name], kind), kind)
    return {name: text for name, text in new.items() if text != files.get(name)}


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
    return path.stem if path.parent.name == "sources" and path.suffix == ".yaml" else ""


class _Reader:
    """Finds what cites words, with the words in full, in the trees of a base."""

    def __init__(
        self,
        trees: Mapping[str, YamlMap],
        sources: Mapping[str, str],
        kept: Mapping[str, KeptPassages],
        texts: Mapping[str, ArchivedText],
    ) -> None:
        self.kept = kept
        self.archived = {id_: KeptPassages.whole(text.text) for id_, text in texts.items() if id_ in sources}
        self.named = {id_: named_passages(trees[name], id_, self.excerpt) for id_, name in sources.items()}

    def excerpt(self, id_: str) -> KeptPassages:
        return self.kept.get(id_, KeptPassages(()))

    def full(self, source: str, words: str) -> str | None:
        """Words in full, as they are kept or else archived; None where their source has them nowhere."""
        if TO not in words:
            return " ".join(words.split())
        id_ = source.partition("#")[0]
        for excerpt in (self.excerpt(id_), self.archived.get(id_)):
            if excerpt is not None and (reading := excerpt.read(words)).refused is None:
                return reading.words
        return None

    def uses(self, data: Any, file: str, path: Path, source: str, record: YamlMap) -> Iterator[_CitedWords]:
        if isinstance(data, YamlList):
            for n, value in enumerate(data):
                yield from self.uses(value, file, (*path, n), source, record)
        if not isinstance(data, YamlMap):
            return
        here = one_source(data.get("src", source))
        use = self.use(data, file, path, here, source, record)
        if use is not None:
            yield use
        for key, value in data.items():
            if key not in ("src", FROM, "expect"):
                yield from self.uses(value, file, (*path, key), here, record)

    def use(self, data: YamlMap, file: str, path: Path, source: str, outer: str, record: YamlMap) -> _CitedWords | None:
        src = data.get("src")
        if FROM in data:
            cited = self.named_words(data[FROM], file, record)
            bare = list(src) if isinstance(src, YamlList) else [src] if src is not None and path else []
            return _CitedWords(file, path, FROM, cited, bare, source) if cited else None
        if "quote" in data and source:
            quotes = [self.full(source, words) for words, _ in items_of(data, "quote") if isinstance(words, str)]
            is_within = path[:1] == (PASSAGES,) and len(path) > 2  # a value's own part of the passage above it
            cited = [(source, words) for words in quotes if words and not is_within]
            return _CitedWords(file, path, "quote", cited, [], source) if cited and None not in quotes else None
        if "quote" in data or not isinstance(src, YamlList | YamlMap):
            return None
        found: list[tuple[str, str]] = []
        plain: list[Any] = []
        for item in src if isinstance(src, YamlList) else [src]:
            if isinstance(item, YamlMap) and not plain and all(isinstance(w, str) for w in item.values()):
                for name, words in item.items():
                    if (full := self.full(name, words)) is None:
                        return None
                    found.append((name, full))
            elif isinstance(item, str):
                plain.append(item)
            else:
                return None
        return _CitedWords(file, path, "src", found, plain, outer) if found else None

    def named_words(self, value: Any, file: str, record: YamlMap) -> list[tuple[str, str]]:
        """The words that `from` names; none where one of its passages has a speaker, a marking or a fault."""
        own = named_passages(record, _own_source(file), self.excerpt)
        head = record["src"].partition("#")[0] if isinstance(record.get("src"), str) else ""
        found: list[tuple[str, str]] = []
        for name, part, _, _ in references(value, (1, 1)):
            passage = self.passage(str(name), own, head)
            whole = self.full(passage.source, passage.words) if passage else None
            words = whole and (whole if part is None else part_of(whole, str(part)))
            if passage is None or not words or passage.speakers or passage.marking:
                return []
            found.append((passage.source, words))
        return found

    def passage(self, name: str, own: Named, head: str) -> Passage | None:
        source, has_source, passage = name.partition("#")
        if has_source:
            return self.named.get(source, {}).get(passage)
        return own.get(name) or self.named.get(head, {}).get(name)


def _quotes(uses: Iterable[_CitedWords]) -> dict[str, list[str]]:
    """What is quoted of each source, in the pieces between elisions."""
    found: dict[str, list[str]] = {}
    for use in uses:
        for source, words in use.cited:
            found.setdefault(source.partition("#")[0], []).extend(words.split(ELISION))
    return found


# --- writing -----------------------------------------------------------------------------------------------


def _all_rewritten(
    text: str, uses: list[_CitedWords], kept: Mapping[str, KeptPassages], archived: Mapping[str, KeptPassages]
) -> str:
    """A file's text with the ends of words in the place of the words, each value in a text of its own where it can."""
    parts, rewritten = Parts(text), partial(_rewritten, kept, archived)
    for at, of_part in groupby((use for use in uses if use.path[:2] in parts.lines), key=lambda use: use.path[:2]):
        within = [replace(use, path=(at[0], at[1] if isinstance(at[1], str) else 0, *use.path[2:])) for use in of_part]
        parts.change(at, at, lambda piece, within=within: reduce(rewritten, within, piece))  # type: ignore[misc]
    return reduce(rewritten, (use for use in uses if use.path[:2] not in parts.lines), parts.changed())


def _rewritten(
    kept: Mapping[str, KeptPassages], archived: Mapping[str, KeptPassages], text: str, use: _CitedWords
) -> str:
    """A file's text with the ends of words in the place of the words, or of the names of passages."""
    written: list[tuple[str, str]] = []
    for source, words in use.cited:
        id_ = source.partition("#")[0]
        short = kept[id_].short(words, archived.get(id_)) if id_ in kept else words
        written.append((source, short if TO in short else Exact(short)))
    data = _at(text, use.path)
    if use.key != FROM:
        old = list(_words_in(use.key, data[use.key]))
        if all(
            _is_kept(before, cited, short, kept, archived)
            for before, cited, (_, short) in zip(old, use.cited, written, strict=True)
        ):
            return text  # as a person wrote it
    try:
        if not use.bare and use.default and {source for source, _ in written} == {use.default}:
            quotes = [short for _, short in written]
            new = set_value(text, (*use.path, use.key), quotes[0] if len(quotes) == 1 else quotes)
            new = rename_key(new, (*use.path, use.key), "quote")
        else:
            together = len({source for source, _ in written}) == len(written) and not use.bare
            value: Any = dict(written) if together else [*({s: w} for s, w in written), *use.bare]
            if value == _at(text, use.path).get("src"):
                return text
            new = text
            if use.key == FROM:
                new = remove_value(new, (*use.path, "src")) if "src" in data else new
                new = rename_key(set_value(new, (*use.path, FROM), value), (*use.path, FROM), "src")
            else:
                new = set_value(new, (*use.path, "src"), value)
        return _in_one_line(new, use.path)
    except NotEdited:
        return text


def _words_in(key: str, cited: Any) -> Iterator[str]:
    """The words under `quote` or `src`, in their order."""
    for one in cited if isinstance(cited, list) else [cited]:
        if isinstance(one, dict):
            yield from one.values()
        elif key == "quote":
            yield one


def _is_kept(
    before: str,
    cited: tuple[str, str],
    short: str,
    kept: Mapping[str, KeptPassages],
    archived: Mapping[str, KeptPassages],
) -> bool:
    """Whether a quote is short already, and leads to the same words in all of its text, or cannot be shorter."""
    id_, words = cited[0].partition("#")[0], cited[1]
    if TO not in before:
        return len(short) >= len(before)
    if id_ not in kept or kept[id_].read(before).refused is not None:
        return False  # words too few to be kept are written out
    within = [one for one in (kept.get(id_), archived.get(id_)) if one is not None]
    return all(one.read(before).words == words for one in within if one.read(words).refused is None)


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


def _idle(trees: Mapping[str, YamlMap], files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The passages, by file and name, that were named and no longer are, and have nothing under them."""
    written = {name: [w for w in as_written(tree) if w.name and not w.fields()] for name, tree in trees.items()}
    if not any(written.values()):
        return
    before = {name: _named_in(tree) for name, tree in trees.items()}
    after = {name: _named_in(parse_yaml(files[name].encode(), name).data) for name in trees}
    everywhere = [{one for names in sets.values() for one in names} for sets in (before, after)]
    for name, passages in written.items():
        source = _own_source(name)
        asked, still = everywhere if source else (before[name], after[name])
        for one in passages:
            called = {one.name, f"{source}#{one.name}"}
            if called & asked and not called & still:
                yield name, one.name


def _without(text: str, name: str) -> str:
    passages = _at(text, (PASSAGES,))
    if len(passages) == 1:
        return remove_value(text, (PASSAGES,))
    if isinstance(passages, dict):
        return remove_value(text, (PASSAGES, name))
    at = next(n for n, one in enumerate(passages) if isinstance(one, dict) and one.get("name") == name)
    return remove_value(text, (PASSAGES, at))


def _named_in(data: Any) -> set[str]:
    if isinstance(data, YamlList):
        return {name for item in data for name in _named_in(item)}
    if not isinstance(data, YamlMap):
        return set()
    found = {str(name) for name, *_ in references(data[FROM], (1, 1))} if FROM in data else set[str]()
    return found | {name for key, value in data.items() if key != FROM for name in _named_in(value)}


def _at_head(text: str, kind: KindSpec, schema: Schema) -> str:
    """A record that rests on one quote for most of its values has it once, at its head.

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
        if field.form == PLAIN and field.origin != "stated":
            continue  # it is the desk's, and rests on no words
        for n, one in enumerate(value if isinstance(value, list) else [value]):
            path: Path = (key, n) if isinstance(value, list) else (key,)
            if not isinstance(one, dict) or not one.keys() & {FROM, "src", "quote", "register"}:
                return text
            if field.form == VALUE and isinstance(one.get("quote"), str) and "src" not in one:
                bearing.setdefault(one["quote"], []).append(path)
    words, paths = max(bearing.items(), key=lambda item: len(item[1]), default=("", []))
    if len(paths) < _WORTH and not (len(paths) == _WORTH - 1 and 2 * len(paths) > sum(map(len, bearing.values()))):
        return text
    new = insert_value(text, ("quote",), words if TO in words else Exact(words), after="src")
    for path in paths:
        new = remove_value(new, (*path, "quote"))
        value = _at(new, path)
        if value.keys() == {"is"}:
            with suppress(NotEdited):  # a remark stands in it
                bare = set_value(new, path, value["is"])
                new = bare if bare.count("#") == new.count("#") else new
    return new


def _at(text: str, path: Path) -> Any:
    data: Any = parse_yaml(text.encode(), "").data
    return as_plain(value_at(data, path))
