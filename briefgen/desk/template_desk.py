"""Templates at the desk: the text beside the page, everything that is wrong at its line, and what can be inserted."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefgen.briefs.kind import BriefKind
from briefgen.briefs.parameters import BadValue, Plain
from briefgen.desk.draft import Draft, draw, word_file
from briefgen.desk.saving import Saving, digest_of_content
from briefgen.desk.studio import Studio
from briefgen.diagnostics import Diagnostic, did_you_mean_or
from briefgen.disk import is_there, read_file
from briefgen.errors import Problems, UsageProblem
from briefgen.production.linting import lint_workspace
from briefgen.workspace.workspace import Workspace

SECONDS = 90
"""How long LibreOffice may take for one page."""


@dataclass(frozen=True, slots=True)
class EditableText:
    """A file of a kind of brief that may be edited here: its name below the folder of templates, and its text."""

    name: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class PageChoice:
    """What a page of a template shows: a record, a language, an audience, and values of parameters."""

    id: str
    language: str = ""
    audience: str = ""
    values: tuple[tuple[str, str], ...] = ()


class TemplateDesk:
    """The templates of one workspace, as an editor works on them."""

    def __init__(self, studio: Studio, saving: Saving) -> None:
        self.studio, self.saving = studio, saving
        self._pictures: dict[str, bytes] = {}

    def overview(self, workspace: Workspace) -> tuple[list[tuple[BriefKind, list[Diagnostic]]], list[Diagnostic]]:
        """Each kind of brief with what is wrong in its own folder, as far as its text tells, and what is beside them.

        Beside them are parts, looks, and files that are called so that nothing reads them.
        """
        found = lint_workspace(workspace, with_facts=False).diagnostics
        kinds = [workspace.kind(name)[0] for name in workspace.kinds]
        folders = tuple(f"{kind.shown}/" for kind in kinds)
        others = [d for d in found if not d.location.file.startswith(folders)]
        return [(k, [d for d in found if d.location.file.startswith(f"{k.shown}/")]) for k in kinds], others

    def files(self, kind: BriefKind) -> list[EditableText]:
        """The texts of a kind that lie in the workspace, and the parts that it may include; the template first."""
        root = self.studio.home.folder("templates")
        folders = [root / kind.name, root / "_parts"]
        paths = [p for folder in folders if folder.is_dir() for p in sorted(folder.iterdir())]
        names = [p.relative_to(root).as_posix() for p in paths if p.suffix in (".j2", ".toml")]
        found = []
        for name in sorted(names, key=lambda name: (not name.endswith("brief.md.j2"), name.startswith("_"), name)):
            content, digest = self.saving.read("templates", name)
            found.append(EditableText(name, (content or b"").decode("utf-8", "replace"), digest))
        return found

    def draft(self, workspace: Workspace, kind_name: str, chosen: PageChoice) -> Draft:
        """The page as it would be; raises `Problems` and `UsageProblem` as a run does."""
        kind = workspace.kind(kind_name)[0]
        return draw(
            workspace.for_audience(chosen.audience), kind_name, chosen.id, chosen.language, dict(_values(kind, chosen))
        )

    def save(self, name: str, text: str, digest: str) -> Mapping[str, Any]:
        """Save a text; whether it is right is said afterwards, for a template may be wrong for a while."""
        known = {p.name for p in self.studio.home.folder("templates").iterdir() if p.is_dir()}
        if name.partition("/")[0] not in known or not is_there(self.saving.path("templates", name)):
            raise UsageProblem(f"there is no template {name}; briefgen template new makes a kind of brief")
        before, now = self.saving.read("templates", name)
        content, fits = self.saving.merged(text, digest, before)
        saved = self.saving.save("templates", name, content, now if fits else digest)
        self.studio.changed(facts=False)
        shown, digest = f"{self.studio.home.shown('templates')}/{name}", digest_of_content(content)
        return {"file": shown, "digest": digest, "diff": saved.diff, "text": content.decode()}

    def word_page(self, workspace: Workspace, kind: str, chosen: PageChoice) -> bytes:
        """The first page of the Word file as LibreOffice sets it; raises `UsageProblem` where that is not there."""
        office, painter = shutil.which("soffice"), shutil.which("pdftoppm")
        if office is None or painter is None:
            raise UsageProblem("LibreOffice or pdftoppm is not installed here; take the Word file away and look there")
        content = word_file(workspace.for_audience(chosen.audience), self.draft(workspace, kind, chosen))
        key = sha256(content).hexdigest()
        if key not in self._pictures:
            self._pictures = {key: _pictured(content, office, painter)}  # the one that is looked at
        return self._pictures[key]


def _pictured(content: bytes, office: str, painter: str) -> bytes:
    with TemporaryDirectory(prefix="briefgen-") as name:
        folder = Path(name)
        (folder / "brief.docx").write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        _run([office, profile, "--headless", "--convert-to", "pdf", "--outdir", name, "brief.docx"], folder)
        _run([painter, "-png", "-r", "80", "-f", "1", "-l", "1", "brief.pdf", "page"], folder)
        pictures = sorted(folder.glob("page*.png"))
        if not pictures:
            raise UsageProblem("the Word file has no page")
        return read_file(pictures[0])


def _run(words: Sequence[str], folder: Path) -> None:
    try:
        subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as bad:
        raise UsageProblem(f"{Path(words[0]).name} could not draw the page: {type(bad).__name__}") from bad


def _values(kind: BriefKind, chosen: PageChoice) -> Iterator[tuple[str, Plain]]:
    """The values of parameters, read as a command line is read."""
    for name, word in chosen.values:
        parameter = kind.parameters.get(name)
        if parameter is None:
            raise UsageProblem(f"no parameter '{name}'; {did_you_mean_or(name, kind.parameters, 'there are')}")
        try:
            yield name, parameter.read((word,) if parameter.type == "list" else word)
        except BadValue as bad:
            raise UsageProblem(f"{name}: {bad}") from bad


def problems_of(bad: Problems | UsageProblem) -> list[str]:
    """Why there is no page, in words."""
    return [str(d) for d in bad.diagnostics] if isinstance(bad, Problems) else [str(bad)]
