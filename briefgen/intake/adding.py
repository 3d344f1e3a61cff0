"""A file or page taken in: archived with the text drawn from it and its map, and its record proposed.

Whatever is read is read in a child process within limits; what comes back is a text. Nothing is written before all is
known, and nothing that is there is replaced unasked: the page that comes again is compared with its archived version,
what changed is told, and which quotes no longer stand. Of a new one it is asked whether it relays an archived one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from briefgen.archive.archived import MAP, TEXT, Archive, ArchivedText, archived, read_map, write_stretches
from briefgen.archive.matching import fold
from briefgen.checks.verification import SourceText, Verdict, archive_of
from briefgen.diagnostics import Diagnostic, Location
from briefgen.disk import NotRead, is_there, read_file, reason, replace_file, resolved
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.yaml_edit import remove_value, set_value
from briefgen.frozen import replace
from briefgen.intake.drawing.drawn import Drawn, Undrawable
from briefgen.intake.fetching import Fetched, NotFetched, fetch
from briefgen.intake.proposing import propose, propose_id
from briefgen.model.ids import RULE, is_slug
from briefgen.model.schema import SOURCE, source_key
from briefgen.model.statement import Statement
from briefgen.sandbox.bounded import bounded
from briefgen.sandbox.limits import Limits
from briefgen.workspace.workspace import Workspace

T = TypeVar("T")

LARGEST = 128 << 20
LIMITS = Limits(seconds=90, megabytes=1536)
_FOUND = (Verdict.VERIFIED, Verdict.IN_OCR)
_INSTALL = "pip install 'briefgen[sources]'"
_ENDINGS = {
    "html": "html", "pdf": "pdf", "docx": "docx", "odt": "odt", "mail": "eml", "srt": "srt", "vtt": "vtt",
    "markdown": "md", "text": "txt", "picture": "png", "doc": "doc", "rtf": "rtf",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceRequest:
    """One file or address, and what was said with it; `id` is "" where the program proposes one."""

    name: str
    id: str = ""
    language: str = ""
    new_version: bool = False
    own_network: bool = False


@dataclass(frozen=True, slots=True)
class TextChange:
    """A passage of the one version and what stands for it in the other; "" where there is nothing."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one file or page: the source's id, the files that were written, and what to tell of it.

    `version` is what a new version changes, nothing where no text was there to compare it with; `standing` and `fallen`
    are the quotes of it that still stand, and that do not.
    """

    id: str
    state: str  # added, unchanged, changed, renewed, restored
    written: tuple[Path, ...] = ()
    open: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    version: tuple[TextChange, ...] = ()
    standing: int = 0
    fallen: tuple[tuple[Statement, str], ...] = field(default=())


def add(workspace: Workspace, asked: SourceRequest, today: str) -> TakenIn:
    """Take one file or page in; raises `UsageProblem` and `Problems` where it cannot, and has then written nothing."""
    if asked.id and not is_slug(asked.id):
        raise UsageProblem(f"'{asked.id}' is no id: {RULE}")
    came = _came(asked)
    drawn = _drawn(came, asked)
    base = workspace.facts.base
    home = workspace.home.folder("archive")
    archive = archive_of(home, base)
    text = archived(drawn.text.encode())
    assert isinstance(text, ArchivedText)
    before = asked.id if base.record(source_key(asked.id)) else ""
    if not asked.id:  # whoever names a new id means a new source
        before = _known(base, came, drawn, archive, text)
    if before:
        return _again(workspace, archive, before, came, drawn, text, asked, today)
    taken = {r.id for r in base.of_kind(SOURCE)} | {p.stem for p in _records(workspace).glob("*.yaml")}
    taken |= {p.name for p in home.iterdir()} if home.is_dir() else set()
    id_ = asked.id or propose_id(drawn, came.address or Path(asked.name).name, taken)
    record = _records(workspace) / f"{id_}.yaml"
    if record.exists():
        raise UsageProblem(f"{record} is there already and was left as it is; choose another id with --id")
    if is_there(home / id_):
        raise UsageProblem(
            f"{home / id_} is there already, without a record, and was left as it is; choose another id with --id"
        )
    questions = tuple(_relayed(drawn.text, archive.texts)[:3])
    proposal = propose(id_, drawn, base, sha256=text.sha256, today=today, questions=questions)
    written = _archive(home, id_, came, drawn, text, asked.name)
    replace_file(record, proposal.text.encode())
    return TakenIn(id_, "added", (*written, record), proposal.open, questions, _remarks(drawn))


def _records(workspace: Workspace) -> Path:
    return workspace.home.folder("facts") / workspace.facts.base.schema[SOURCE].folder


def _remarks(drawn: Drawn) -> tuple[str, ...]:
    read = sum(1 for s in drawn.stretches if s.ocr)
    return (*drawn.remarks, *(["its words were found in OCR: compare them with the picture"] if read else []))


# --- reading, in a child ---


def _came(asked: SourceRequest) -> Fetched:
    """The bytes of what is asked for; `address` is "" for a file."""
    if asked.name.startswith(("http://", "https://")):
        found = bounded(LIMITS, asked.name, _fetched, asked.name, asked.own_network)
        if isinstance(found, str):
            raise UsageProblem(f"{asked.name} {found}")
        return found
    if "://" in asked.name:
        raise UsageProblem(f"{asked.name} is no address of a page")
    try:
        return Fetched(read_file(Path(asked.name), LARGEST), "", "")
    except NotRead as bad:
        raise UsageProblem(f"{asked.name} {bad.strerror}") from bad
    except (OSError, ValueError) as bad:
        why = reason(bad) if isinstance(bad, OSError) else str(bad)
        raise UsageProblem(f"{asked.name} cannot be read: {why}") from bad


def _fetched(address: str, own_network: bool) -> Fetched | str:
    try:
        return fetch(address, own_network=own_network)
    except NotFetched as why:
        return str(why)


def _drawn(came: Fetched, asked: SourceRequest) -> Drawn:
    try:
        found: Drawn | str = bounded(LIMITS, asked.name, or_why_not, _draw, came, Path(asked.name).name, asked.language)
    except Problems as over:
        if not {d.code for d in over.diagnostics} & {"too-slow", "too-big"}:
            raise
        found = "takes too long or too much memory to read; add the part of it that you need"
    if isinstance(found, str):
        message = f"{asked.name} {found}"
        raise Problems([Diagnostic(Location(asked.name), message, "source-undrawable")])
    return found


def _draw(came: Fetched, name: str, language: str) -> Drawn:
    from briefgen.intake.drawing.draw import charset_of, draw

    found = draw(came.content, name, declared=charset_of(came.sort), address=came.address, language=language)
    if not found.text.strip():
        raise Undrawable("has no words")
    return found


def or_why_not(read: Callable[..., T], *arguments: object) -> T | str:
    """What is read of a file, or the reason why nothing is, to stand behind its name."""
    try:
        return read(*arguments)
    except Undrawable as why:
        return str(why)
    except ImportError as missing:
        return _missing_library(missing)


def _missing_library(missing: ImportError) -> str:
    """What to say of a library that is not installed; a fault of ours is raised again."""
    library = (missing.name or "").partition(".")[0]
    if "lxml_html_clean" in str(missing):  # lxml says so in words alone
        library = "lxml_html_clean"
    if library in ("", "briefgen"):
        raise missing
    return f"needs the library {library}: {_INSTALL}"


# --- what was there before ---


def _known(base: FactBase, came: Fetched, drawn: Drawn, archive: Archive, text: ArchivedText) -> str:
    """The source of which this is the same file, the same text, or the page at the same address; "" where it is new."""
    digest = sha256(came.content).hexdigest()
    addresses = {came.address, *(one.value for one in drawn.said if one.what == "address")} - {""}
    for source in base.of_kind(SOURCE):
        said = archive.texts.get(source.id)
        if said is not None and (said.sha256 == text.sha256 or said.folded == text.folded):
            return source.id
        if said is not None and read_map(said.beside).get("original", {}).get("sha256") == digest:
            return source.id
        named = {str(v.value) for name in ("url", "sha256") for v in source.values(name)}
        if not named.isdisjoint({*addresses, text.sha256}):
            return source.id
    return ""


def _again(
    workspace: Workspace,
    archive: Archive,
    source: str,
    came: Fetched,
    drawn: Drawn,
    text: ArchivedText,
    asked: SourceRequest,
    today: str,
) -> TakenIn:
    before = archive.texts.get(source)
    home, base = workspace.home.folder("archive"), workspace.facts.base
    if before is not None and before.folded == text.folded:
        return TakenIn(source, "unchanged", remarks=_remarks(drawn))
    record = base.record(source_key(source))
    assert record is not None
    new, old = SourceText(text, record), SourceText(before, record) if before else None
    fallen, standing = [], 0
    for statement in base.statements:
        for citation in statement.citations:
            if citation.source != source or not citation.quote:
                continue
            of_itself = statement.subject == record.key
            if new.place(citation.quote, of_itself)[0] in _FOUND:
                standing += 1
            elif old is None or old.place(citation.quote, of_itself)[0] in _FOUND:
                fallen.append((statement, citation.quote))
    version = tuple(changes(before.text, text.text)) if before else ()
    gone = before is None and not record.values("archive")
    restored = gone and [v.value for v in record.values("sha256")] == [text.sha256]
    told = TakenIn(source, "changed", (), (), (), _remarks(drawn), version, standing, tuple(fallen))
    if not asked.new_version and not restored:
        return told
    if resolved(home / source) != resolved(home) / source:
        raise UsageProblem(f"{home / source} is a link; nothing is written through it: put a folder in its place")
    written = [*_kept(home, source, before), *_archive(home, source, came, drawn, text, asked.name)]
    if restored:
        return replace(told, state="restored", written=tuple(written))
    file = workspace.home.folder("facts").parent / record.file
    changed = set_value(set_value(read_file(file).decode("utf-8"), ("sha256",), text.sha256), ("retrieved",), today)
    if record.values("archive"):  # else the file that it names would go on being read, and not the new text
        changed = remove_value(changed, ("archive",))
    replace_file(file, changed.encode())
    return replace(told, state="renewed", written=(*written, file))


def _kept(home: Path, source: str, before: ArchivedText | None) -> Iterable[Path]:
    """The version that was there, kept beside the new one under the beginning of its sha256."""
    folder = home / source
    if before is None or not (folder / TEXT).is_file():
        return
    kept = folder / before.sha256[:12]
    if resolved(kept) != resolved(folder) / kept.name:
        raise UsageProblem(f"{kept} is a link; nothing is written through it: put a folder in its place")
    for path in sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")):
        replace_file(kept / path.name, read_file(path, LARGEST, within=home))
        if path.name.startswith("original."):
            path.unlink()
        yield kept / path.name


# --- writing ---


def _archive(home: Path, source: str, came: Fetched, drawn: Drawn, text: ArchivedText, name: str) -> list[Path]:
    """Write the three files of a source; the map goes last, for it says what the other two are."""
    ending = Path(name).suffix.lower().lstrip(".") if not came.address else ""
    ending = ending if ending.isalnum() and len(ending) <= 5 else _ENDINGS.get(drawn.form, "bin")
    original = f"original.{ending}"
    told = {
        "original": {"file": original, "sha256": sha256(came.content).hexdigest(), "bytes": len(came.content)},
        "text": text.sha256,
        "form": drawn.form,
    }
    rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in write_stretches(drawn.stretches))
    head = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in told.items())
    contents = {
        original: came.content,
        TEXT: drawn.text.encode(),
        MAP: f'{{\n{head},\n "stretches": [\n{rows}\n ]\n}}\n'.encode(),
    }
    for file, content in contents.items():
        replace_file(home / source / file, content)
    return [home / source / file for file in contents]


# --- whether a text was seen before, and what another version of it changes ---


_LONG = 60  # characters of a passage that tells something by standing elsewhere too
_ALIKE = 88.0  # of 100, from which on two passages are one with a word changed
_ROW = 5  # words in a row that two texts share before their passages are compared
_FEWEST = 2  # passages that both have
_SHARE = 0.2  # or this part of the shorter text


def _relayed(text: str, others: Mapping[str, ArchivedText]) -> list[str]:
    """What is asked of the other sources that have passages of a text, the likest first."""
    own = [fold(p) for p in _passages(text)]
    rows = _rows(" ".join(own))
    found: list[tuple[int, str, str]] = []
    for source, other in others.items():
        if len(rows & _rows(other.folded)) < 3:
            continue
        theirs = [fold(p) for p in _passages(other.text)]
        shared = list(_shared(own, theirs))
        if len(shared) >= _FEWEST or (shared and len(shared) >= _SHARE * min(len(own), len(theirs))):
            example = shared[0] if len(shared[0]) <= 80 else f"{shared[0][:78].rstrip()} …"
            question = (
                f"{len(shared)} of its {len(own)} longer sentences stand in {source} too, word for word or nearly; "
                f"does one relay the other? If so, write derived_from. Is it a new version? Then add it "
                f"with --id {source}. “{example}”"
            )
            found.append((-len(shared), source, question))
    return [question for _, _, question in sorted(found)]


def _shared(own: Iterable[str], theirs: list[str]) -> Iterator[str]:
    from rapidfuzz import fuzz, process

    for passage in own:
        if process.extractOne(passage, theirs, scorer=fuzz.ratio, score_cutoff=_ALIKE):
            yield passage


def _passages(text: str) -> list[str]:
    """The sentences of a text that are long enough."""
    rows = re.split(r"\n\s*\n|(?<=[.!?…。؟])\s+", text)
    return [row.strip() for row in rows if len(row.strip()) >= _LONG]


def _rows(folded: str) -> set[int]:
    words = folded.casefold().split()
    return {hash(tuple(words[n : n + _ROW])) for n in range(len(words) - _ROW + 1)}


def changes(before: str, after: str) -> list[TextChange]:
    """What changed from one version to the next, paragraph by paragraph."""
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, [fold(p) for p in old], [fold(p) for p in new], autojunk=False)
    return [
        TextChange("\n".join(old[a:b]), "\n".join(new[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _paragraphs(text: str) -> list[str]:
    return [" ".join(p.split()) for p in re.split(r"\n\s*\n", text) if p.strip()]
