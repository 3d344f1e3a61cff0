"""Files with errors, and which briefs they concern: those may not be made as if nothing were missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from briefgen.diagnostics import Diagnostic, Severity, nearest
from briefgen.facts.files import FactFile
from briefgen.facts.kinds import Kinds
from briefgen.facts.questions import About, Question
from briefgen.frozen import dataclass
from briefgen.model.schema import NESTED
from briefgen.regexes import pattern

_WORD = pattern(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID = pattern(rb"\bid: *[\"']?([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """A file with errors: the keys of its records, whether they are missing from the base, the words in it."""

    file: str
    keys: frozenset[str]
    missing: bool
    words: frozenset[str]

    def concerns(self, questions: Iterable[str]) -> bool:
        """Whether a brief that asked these questions would be another if the file were sound."""
        kinds = {key.partition("/")[0] for key in self.keys} if self.missing else set[str]()
        return any(self._matters(Question(question), kinds) for question in questions)

    def _matters(self, question: Question, kinds: Collection[str]) -> bool:
        if question.about is About.RECORD or question.verb == "statement":
            return question.record in self.keys
        if question.about is About.KIND:
            return question.kind in kinds
        if question.about is About.REFERRING:
            id_ = question.record.partition("/")[2]
            return question.record in self.keys or (self.missing and id_ in self.words)
        return question.verb in ("everything", "chosen")


def broken_files(files: Iterable[FactFile], kinds: Kinds, problems: Iterable[Diagnostic]) -> Iterable[BrokenFile]:
    """The files in which an error was found."""
    faulty = {d.location.file for d in problems if d.severity is Severity.ERROR}
    for file in files:
        if file.name in faulty:
            keys = [r.key for r in file.heads] or list(keys_of_broken([file], kinds))
            yield BrokenFile(file.name, frozenset(keys), not file.heads, words_in((file.raw or b"").lower()))


def keys_of_broken(files: Iterable[FactFile], kinds: Kinds) -> Iterable[str]:
    """The keys of records that exist but could not be read, with those written inside them."""
    specs = {spec.folder: spec for spec in kinds.schema.values()}
    for file in files:
        if file.folder in kinds.broken:
            yield f"{kinds.broken[file.folder]}/{file.stem.lower()}"
        spec = specs.get(file.folder)
        if file.heads or spec is None:
            continue
        yield f"{spec.kind}/{file.stem.lower()}"
        inner = [kind for field in spec.fields.values() if field.type == NESTED for kind in field.kinds]
        for id_ in _ID.findall(file.raw or b"") if inner else ():
            yield from (f"{kind}/{id_.decode()}" for kind in inner)


def files_meant(broken: Iterable[BrokenFile], kind: str, named: str, known: Iterable[str]) -> frozenset[str]:
    """The files with errors that somebody means who names a record that is not there; none where another is nearer.

    It is the file of this id, in any case, be it in a folder of another kind, or of the id nearest to it. `known` are
    the ids that are there; `kind` is "" for any.
    """
    word = named.rpartition("/")[2].removesuffix(".yaml").lower()  # a shell completes the names of files
    files: dict[str, set[str]] = {}
    for file in broken:
        own = {id_ for of, _, id_ in (key.partition("/") for key in file.keys) if kind in ("", of)}
        stem = file.file.rpartition("/")[2].rpartition(".")[0].lower()
        for id_ in own | ({stem} & {word}):
            files.setdefault(id_, set()).add(file.file)
    near = [word] if word in files else nearest(word, dict.fromkeys([*known, *files]))
    return frozenset(files.get(near[0], ()) if near else ())


def words_in(raw: bytes) -> frozenset[str]:
    """The words of a file that may be ids."""
    return frozenset(word.decode() for word in _WORD.findall(raw))
