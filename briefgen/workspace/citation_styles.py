"""Citation styles by name: any CSL file among the templates, and what formats a brief's sources in one.

Which reference comes first, and which may say "ibid.", depends on the notes of the whole brief, as do the numbers
of a style that numbers its sources. So pandoc is asked once for a brief, for all of them; its answer is kept, and
holds until a source, the style or the order of the notes changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.briefs.kind import place_of
from briefgen.diagnostics import Diagnostic, Location, did_you_mean
from briefgen.disk import HIDDEN, read_file, resolved, unreadable
from briefgen.errors import Problems
from briefgen.sandbox.limits import own_limits
from briefgen.workspace.cache import DIGEST
from briefgen.workspace.programs import code_stamp, find_pandoc

if TYPE_CHECKING:
    from briefgen.briefs.kind import BriefKind
    from briefgen.citations.csl_item import Cite, StyledReferences
    from briefgen.citations.pandoc import CitationStyle
    from briefgen.facts.factbase import FactBase
    from briefgen.language.cldr import Locale
    from briefgen.workspace.workspace import Workspace

SETTING = "citation-style"
OWN = "evidence"
"""The name of our own style for evidence, in `briefgen/citations/evidence.py`."""

_SPECIMEN = {"id": "specimen", "type": "report", "title": "Specimen"}
_TRIED = "styles.tried"
"""The slot in which the digests of styles stand that worded a source when they were tried."""
_HOW_TO_ADD = "any CSL file saved in templates/_styles/ is one more"
INSTALL = "pip install 'briefgen[csl]'"
SECONDS = 10
"""How long pandoc may take; a brief with a hundred notes takes it a fifth of a second."""
MEMORY = "512m"

Files = dict[str, tuple[str, Path]]


def find_styles(folders: Sequence[tuple[str, Path]]) -> Files:
    """Every CSL file in the folders of templates, or one folder below, by its name; a workspace's own goes first."""
    found: Files = {}
    for shown, folder in folders:
        inside = resolved(folder)
        for path in sorted((*folder.glob("*.csl"), *folder.glob("*/*.csl")), key=lambda p: (len(p.parts), str(p))):
            if not path.name.startswith(HIDDEN) and path.is_file() and resolved(path).is_relative_to(inside):
                found.setdefault(path.stem, (f"{shown}/{path.relative_to(folder).as_posix()}", path))
    return found


def citing(workspace: Workspace, kind: BriefKind, key: str, locale: Locale) -> Cite | None:
    """What words the sources of the brief of this kind about a record; None for our own way. Raises `Problems`."""
    name = style_name(workspace, kind)
    if name == OWN:
        return None
    problems = list(setting_problems(workspace, kind))
    if not problems:
        files = find_styles(workspace.home.template_folders)
        style, problems = read(files, name)
        if style is not None:
            return _Citing(workspace, style, locale, f"{kind.name} {key} {locale.tag}")
    raise Problems(problems)


def style_name(workspace: Workspace, kind: BriefKind) -> str:
    """The style that a kind of brief asks for, else that of the workspace."""
    return str(kind.settings[SETTING] or workspace.home.settings[SETTING])


def setting_problems(workspace: Workspace, kind: BriefKind) -> Iterator[Diagnostic]:
    """What keeps a kind of brief from being made in the style that it names, the style's own content aside."""
    name = style_name(workspace, kind)
    if name == OWN:
        return
    files = find_styles(workspace.home.template_folders)
    if name not in files:
        bare = name.removesuffix(".csl")
        known = [OWN, *sorted(files)]
        hint = f"write {bare}" if bare in known else did_you_mean(name.lower(), known)
        message = f"there is no citation style '{name}'"
        yield Diagnostic(
            _place(workspace, kind),
            message,
            "unknown-style",
            hint=hint or f"there are: {', '.join(known)}; {_HOW_TO_ADD}",
        )
    elif find_pandoc() is None:
        message = f"the citation style '{name}' needs pandoc, which is not installed"
        yield Diagnostic(_place(workspace, kind), message, "no-pandoc", hint=INSTALL)


def check_styles(workspace: Workspace) -> list[Diagnostic]:
    """What is wrong with the CSL files among the templates, and with the names by which settings ask for them."""
    files = find_styles(workspace.home.template_folders)
    known = (workspace.store.get(_TRIED) or b"").decode("ascii", "replace").split()
    found: list[Diagnostic] = []
    sound: list[str] = []
    for name in files:
        style, problems = read(files, name)
        if style is not None:
            digest = blake2b(code_stamp().encode() + style.xml, digest_size=DIGEST).hexdigest()
            problems = problems if digest in known else [*problems, *_tried(style)]
            sound += [] if problems else [digest]
        found += problems
    if sorted(sound) != sorted(known):
        workspace.store.put(_TRIED, " ".join(sound).encode())
    for name in workspace.kinds:
        found.extend(setting_problems(workspace, workspace.kind(name)[0]))
    return found


def _tried(style: CitationStyle) -> list[Diagnostic]:
    """What is wrong with a style, as far as having it word one source tells."""
    if (pandoc := find_pandoc()) is None:
        return []
    from briefgen.citations.pandoc import request

    try:
        run_citeproc(pandoc, style.xml, request([_SPECIMEN], [_SPECIMEN["id"]], "en", in_notes=style.in_notes))
    except PandocFailed as bad:
        return [_failed(style, bad)]
    return []


def _failed(style: CitationStyle, bad: Exception) -> Diagnostic:
    message = f"no source can be worded in this style: {bad}"
    hint = f'mend the style, or write {SETTING} = "{OWN}"'
    return Diagnostic(Location(style.file), message, "style-failed", hint=hint)


def read(files: Files, name: str) -> tuple[CitationStyle | None, list[Diagnostic]]:
    """One of the styles that were found, or what is wrong with it."""
    from briefgen.citations.pandoc import read_style

    shown, path = files[name]
    try:
        return read_style(name, shown, read_file(path), lambda other: _content(files, other))
    except OSError as bad:
        return None, [unreadable(shown, bad)]


def _content(files: Files, name: str) -> bytes | None:
    try:
        return read_file(files[name][1]) if name in files else None
    except OSError:
        return None


def _place(workspace: Workspace, kind: BriefKind) -> Location:
    """Where the style is named: in the settings of the kind, else in those of the workspace."""
    own = kind.settings[SETTING]
    return place_of([SETTING], *workspace.kinds[kind.name]) if own else workspace.home.places.of(SETTING)


class _Citing:
    """Words the sources of a brief in one style; asked again for the same notes, it remembers."""

    def __init__(self, workspace: Workspace, style: CitationStyle, locale: Locale, brief: str) -> None:
        self.workspace, self.style, self.locale = workspace, style, locale
        self.slot = f"cited-{blake2b(brief.encode(), digest_size=8).hexdigest()}"
        self._known: dict[tuple[str, ...], StyledReferences] = {}

    def __call__(self, base: FactBase, cited: tuple[str, ...]) -> StyledReferences:
        if cited not in self._known:
            self._known[cited] = self._format(base, cited)
        return self._known[cited]

    def _format(self, base: FactBase, cited: tuple[str, ...]) -> StyledReferences:
        from briefgen.citations.csl_item import csl_item
        from briefgen.citations.pandoc import read_answer, request

        items = [csl_item(base, source, self.locale) for source in dict.fromkeys(cited) if source]
        document = request(items, cited, self.locale.tag, in_notes=self.style.in_notes)
        try:
            return read_answer(self._ask(document), cited, self.locale.quotes)
        except (PandocFailed, ValueError) as bad:
            raise Problems([_failed(self.style, bad)]) from bad

    def _ask(self, document: bytes) -> bytes:
        """Pandoc's answer, from the store where it was asked the very same before."""
        key = blake2b(self.style.xml + b"\0" + document + code_stamp().encode(), digest_size=20).digest()
        kept: bytes | None = self.workspace.store.value(self.slot, key)
        if kept is not None:
            return kept
        pandoc = find_pandoc()
        if pandoc is None:
            raise PandocFailed(f"pandoc is not installed: {INSTALL}")
        with own_limits():  # pandoc's time is no template's doing
            answer = run_citeproc(pandoc, self.style.xml, document)
        self.workspace.store.keep_value(self.slot, key, answer)
        return answer


# --- Pandoc, which formats citations: as a child without a shell, a network or a way to other files ---


class PandocFailed(Exception):
    """Pandoc gave no answer; the message says why."""


def run_citeproc(pandoc: Path, style: bytes, document: bytes) -> bytes:
    """The document, in pandoc's JSON, with its citations formatted in the style; raises `PandocFailed`."""
    import os
    import subprocess
    from tempfile import TemporaryDirectory

    # Nothing of the user's own, but what Windows needs to start a program at all.
    surroundings = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    with TemporaryDirectory(prefix="briefgen-") as name:
        folder = Path(name)
        (folder / "style.csl").write_bytes(style)
        words = [str(pandoc), "--from=json", "--to=json", "--citeproc", "--csl=style.csl", "--sandbox"]
        words += [f"--data-dir={folder / 'none'}", "+RTS", f"-M{MEMORY}", "-RTS"]
        try:
            done = subprocess.run(
                words, input=document, capture_output=True, cwd=folder, env=surroundings, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            raise PandocFailed(f"pandoc took more than {SECONDS} seconds") from None
        except OSError as bad:
            raise PandocFailed(f"pandoc cannot be started: {bad.strerror}") from bad
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").replace(str(folder), "").split("\n")
        raise PandocFailed(f"pandoc says: {next((line.strip() for line in said if line.strip()), 'nothing')}")
    return done.stdout
