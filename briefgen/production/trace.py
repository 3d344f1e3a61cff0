"""From a sentence of a brief to its facts, quotes and sources, and from a source to the sentences on it.

A file is recognised by its name below `out/`; the brief is made again in memory, which knows the statements of
every sentence. Where the file says something else than the brief would say now, that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.briefs.kind import BriefKind, subjects
from briefgen.citations.resolve import NotedSentence
from briefgen.disk import read_file, reason, resolved
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass
from briefgen.model.statement import Statement
from briefgen.production.assembling import assemble
from briefgen.production.request import Request
from briefgen.production.standard import standard_briefs
from briefgen.sandbox.bounded import bounded, by_worker
from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Traced:
    """A sentence, the statements it rests on, and whether the file on disk still says it."""

    sentence: NotedSentence
    statements: tuple[Statement, ...]
    in_file: bool


@dataclass(frozen=True, slots=True)
class Resting:
    """The sentences of one brief that rest on a source."""

    kind: str
    id: str
    sentences: tuple[NotedSentence, ...]


def trace_sentence(workspace: Workspace, file: Path, wanted: str) -> list[Traced]:
    """The sentences of the file's brief that contain the words, or that call the note with the number wanted.

    Raises `UsageProblem` where the file is no brief of this workspace, or nothing in it matches.
    """
    workspace, kind, id_ = _brief_of(workspace, file)
    sentences = sentences_of(workspace, kind, f"{kind.about}/{id_}").sentences
    said = _folded("\n".join(_text_of(workspace, file)))
    number = int(wanted) if wanted.isdigit() and len(wanted) < 6 else None
    if number is not None:
        found = [s for s in sentences if number in s.notes]
    else:
        found = [s for s in sentences if _folded(wanted) in _folded(s.text)]
    if not found:
        raise UsageProblem(_not_found(file, wanted, number, said, sentences))
    base = workspace.facts.base
    return [
        Traced(s, tuple(base.statement(id_) for id_ in s.statements), _folded(s.text) in said)
        for s in dict.fromkeys(found)
    ]


def rests_on(workspace: Workspace, source: str) -> list[Resting]:
    """Every brief that can be made with its sentences that rest on a source."""
    from briefgen.figures.sheet import load

    load()
    workspace.prepare(whole=True)
    most, shown = workspace.limits.megabytes << 18, workspace.home.shown("templates")
    return by_worker(most, shown, lambda: list(_rests_on(workspace, source)))  # a copy for each would take longer


def _rests_on(workspace: Workspace, source: str) -> Iterator[Resting]:
    base = workspace.facts.base
    for name in workspace.kinds:
        kind = workspace.kind(name)[0]
        for key in subjects(kind, base):
            made = sentences_of(workspace, kind, key)
            if source in made.sources:
                found = tuple(s for s in made.sentences if _cites(workspace, s, source))
                yield Resting(kind.name, key.partition("/")[2], found)


@dataclass(frozen=True, slots=True)
class Traceable:
    """What tracing needs of a brief."""

    sentences: tuple[NotedSentence, ...]
    sources: tuple[str, ...]


def sentences_of(workspace: Workspace, kind: BriefKind, key: str) -> Traceable:
    """A brief made in memory, within limits."""
    workspace.prepare()
    return bounded(workspace.limits, f"{kind.shown}/{kind.file}", _in_memory, workspace, kind, key)


def lines_that_print(workspace: Workspace, kind: BriefKind, key: str) -> dict[str, list[tuple[str, int]]]:
    """Where the templates of a brief print each statement: files and lines by its id, each once."""
    workspace.prepare()
    return bounded(workspace.limits, f"{kind.shown}/{kind.file}", _lines, workspace, kind, key)


def _lines(workspace: Workspace, kind: BriefKind, key: str) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    assemble(workspace, kind, key, lines=found)
    return {of: list(dict.fromkeys(places)) for of, places in found.items()}


def _in_memory(workspace: Workspace, kind: BriefKind, key: str) -> Traceable:
    resolved = assemble(workspace, kind, key).resolved
    return Traceable(resolved.sentences, resolved.sources)


def _cites(workspace: Workspace, sentence: NotedSentence, source: str) -> bool:
    return any(c.source == source for id_ in sentence.statements for c in workspace.facts.base.statement(id_).citations)


def _brief_of(workspace: Workspace, file: Path) -> tuple[Workspace, BriefKind, str]:
    """Which brief a file is, by its name below `out/` or, for a copy elsewhere, by the end of its path.

    The workspace is the one of its audience, and the kind has what was chosen for it.
    """
    name = resolved(file).with_suffix("").as_posix()
    kinds = {kind: workspace.kind(kind)[0] for kind in workspace.kinds}
    for request in _every_brief(workspace, kinds.values()):
        if name.endswith(f"/{request.stem(kinds[request.kind])}"):
            return workspace.for_audience(request.audience), request.chosen(kinds[request.kind]), request.id
    raise UsageProblem(f"{file} is no brief of this workspace: its name is none that a template gives")


def _every_brief(workspace: Workspace, kinds: Iterable[BriefKind]) -> Iterator[Request]:
    """The standard briefs, then every brief for every audience with nothing else chosen."""
    yield from standard_briefs(workspace)[0]
    for kind in kinds:
        for key in subjects(kind, workspace.facts.base):
            for audience in ("", *workspace.markings.scheme):
                yield Request(kind.name, key.partition("/")[2], audience=audience)


def _text_of(workspace: Workspace, file: Path) -> list[str]:
    """The paragraphs of a file in one of our formats, or in one that a plugin reads."""
    try:
        data = read_file(file)
    except OSError as bad:
        raise UsageProblem(f"{file} cannot be read: {reason(bad)}") from bad
    from briefgen.document.walk import containers, plain_text
    from briefgen.readers.markdown.reader import read_markdown

    document = None
    if file.suffix == ".docx":
        from briefgen.readers.docx.reader import read_docx
        from briefgen.sandbox.bounded import WORD_FILE

        document, _ = bounded(WORD_FILE, str(file), read_docx, data, str(file))
    elif file.suffix != ".md" and workspace.plugins.of("readers"):
        document = bounded(workspace.limits, str(file), workspace.plugins.read, file.suffix, data)
    if document is None:
        document, _ = read_markdown(data.decode("utf-8", "replace"), file=str(file))
    return [plain_text(content) for content in containers(document)]


def _folded(text: str) -> str:
    bare = re.sub(r"\[\^\d+\]", "", text).translate(_QUOTES)
    return " ".join(bare.split()).casefold()


_QUOTES = str.maketrans("“”«»„‘’", '"""""\'\'')


def _not_found(file: Path, wanted: str, number: int | None, said: str, sentences: tuple[NotedSentence, ...]) -> str:
    if number is not None:
        most = max((n for s in sentences for n in s.notes), default=0)
        return f"the brief has no note {number}; its notes run from 1 to {most}"
    if _folded(wanted) in said:
        return f"{file} has these words, but not in a sentence with a note, or not as the brief would be made now"
    return f"no sentence of {file} has these words; a few of them are enough"
