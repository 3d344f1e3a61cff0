"""The door for other programs: a workspace opened, its facts asked, its briefs made in memory.

What stands here is stable: names, arguments and what comes back. Everything is read and made when it is first asked
for, and nothing is written to the workspace.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.diagnostics import Diagnostic, did_you_mean, has_errors
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass, replace

if TYPE_CHECKING:
    from briefgen.briefs.parameters import Plain
    from briefgen.document.nodes import Document
    from briefgen.facts.conflicts.conflict import Conflict
    from briefgen.model.statement import Statement
    from briefgen.production.make import Made
    from briefgen.production.request import Request
    from briefgen.workspace.open_facts import OpenFacts
    from briefgen.workspace.workspace import Workspace


def open(path: str | os.PathLike[str] | None = None, audience: str | None = None) -> OpenWorkspace:
    """A workspace, of which nothing is read yet.

    `path` is its folder, the one with `briefgen.toml`; None for the nearest at or above the current folder. `audience`
    is the highest marking that readers may see, such as "TLP:GREEN"; None where nothing is held back. What is wrong
    with them is told when something is asked for.

    >>> workspace = open("my-desk", audience="TLP:GREEN")
    >>> workspace
    OpenWorkspace('my-desk', audience='TLP:GREEN')
    """
    return OpenWorkspace(None if path is None else Path(path), audience or "")


class OpenWorkspace:
    """A workspace for readers of a marking at most; made by `briefgen.open`.

    What it was asked for is read once: open it again to see what was saved since.
    """

    def __init__(self, path: Path | None, audience: str = "") -> None:
        self.path, self.audience = path, audience

    def __del__(self) -> None:
        if opened := vars(self).get("_workspace"):
            opened.let_go()

    def __repr__(self) -> str:
        behind = f", audience={self.audience!r}" if self.audience else ""
        return f"OpenWorkspace({str(self.path) if self.path else None!r}{behind})"

    def check(self) -> list[Diagnostic]:
        """All that is wrong with facts and templates, errors and warnings, by file and line; [] where all is well.

        For an audience, what is wrong with the facts that are released to it. Raises `Problems` where `briefgen.toml`
        has errors, and `UsageProblem` where there is no workspace, or no such marking.
        """
        if self.audience:
            from briefgen.production.checking import check_workspace

            return list(check_workspace(self._workspace).diagnostics)
        from briefgen.production.check import check

        return list(check(self._workspace).diagnostics)

    @cached_property
    def facts(self) -> OpenFacts:
        """The facts that the audience may see. Raises as `check` does; errors in facts are left to `check`."""
        from briefgen.workspace.open_facts import OpenFacts

        return OpenFacts(self._workspace)

    @property
    def kinds(self) -> list[str]:
        """The kinds of brief that can be made, such as ["country", "meeting", "theme"]. Raises as `check` does."""
        return list(self._workspace.kinds)

    def brief(
        self,
        kind: str,
        id: str,
        *,
        language: str = "",
        parameters: Mapping[str, Plain] | None = None,
        allow_stale: bool = False,
    ) -> MadeBrief:
        """A brief of a kind about a record, made when its parts are first asked for; nothing is written.

        `language` is a tag such as "ru", "" for that of the kind; `parameters` are values for parameters of the kind by
        name. With `allow_stale`, quotes of a source whose archived text has changed are printed and marked. Raises
        as `check` does.
        """
        from briefgen.production.request import Request

        request = Request(kind, id, (), language, (), allow_stale, self.audience)
        return MadeBrief(self._workspace, request, parameters or {})

    @cached_property
    def _workspace(self) -> Workspace:
        from briefgen.workspace.cache import Store
        from briefgen.workspace.folder import find_workspace
        from briefgen.workspace.workspace import Workspace

        home, problems = find_workspace(self.path)
        if has_errors(problems):
            raise Problems(problems)
        return Workspace(home, Store.of(home.root)).for_audience(self.audience)


@dataclass(frozen=True, slots=True)
class TracedSentence:
    """A sentence (or cell, or list item) of a brief: its words, the numbers of its notes, what it rests on."""

    text: str
    notes: tuple[int, ...]
    statements: tuple[Statement, ...]


class MadeBrief:
    """A brief in memory, the same that a run would write; in a notebook it shows as its text.

    Each part raises `UsageProblem` for a kind, record or parameter that there is not, and `Problems` where facts or
    templates have errors or a quote is not in its source.
    """

    def __init__(self, workspace: Workspace, asked: Request, parameters: Mapping[str, object]) -> None:
        self._opened, self._asked, self._parameters = workspace, asked, parameters

    def __repr__(self) -> str:
        return f"MadeBrief({self._asked.name!r})"

    def _repr_markdown_(self) -> str:
        return self.markdown

    @property
    def title(self) -> str:
        """Its title, as files and pages carry it."""
        return self._made.report.title

    @property
    def marking(self) -> str:
        """Its marking, the highest of what it prints, such as "TLP:CLEAR"."""
        return self._made.report.marking

    @property
    def document(self) -> Document:
        """Its tree: blocks in reading order, notes by number, pictures (`briefgen.document.nodes`)."""
        return self._made.document

    @cached_property
    def markdown(self) -> str:
        """Its text as the Markdown file has it."""
        return self._file(self._made.report.files, ".md").decode()

    @cached_property
    def docx(self) -> bytes:
        """The bytes of its Word file."""
        from briefgen.production.make import report_of

        return self._file(report_of(self._opened, replace(self._request, formats=("docx",))).files, ".docx")

    @cached_property
    def notes(self) -> list[str]:
        """The words of its notes; the first is note 1."""
        from briefgen.document.walk import plain_text

        return [plain_text(note.content) for note in self.document.notes]

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """The disagreements that it shows, settled or not, by id."""
        shown = {id_ for id_, _ in self._made.report.conflicts}
        return list(self._opened.disputes.named(shown))

    @property
    def sources(self) -> list[str]:
        """The ids of the sources that it cites, in the order of their first use."""
        return list(self._made.report.sources)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What a run would say of it: warnings and notes, for with errors there is no brief."""
        return list(self._made.report.diagnostics)

    def trace(self, words: str) -> list[TracedSentence]:
        """The sentences with notes that contain some words, each with the statements it rests on; [] for none.

        Upper and lower case are the same, and so are all sorts of blanks.
        """
        base, wanted = self._opened.facts.base, _folded(words)
        return [
            TracedSentence(s.text, s.notes, tuple(base.statement(id_) for id_ in s.statements))
            for s in dict.fromkeys(self._made.contents.sentences)
            if wanted in _folded(s.text)
        ]

    @cached_property
    def _request(self) -> Request:
        """What is asked for, with the values of parameters read as the command line reads them."""
        from briefgen.briefs.parameters import BadValue

        kind, _ = self._opened.kind(self._asked.kind)
        found: dict[str, Plain] = {}
        for name, value in self._parameters.items():
            if name not in kind.parameters:
                hint = did_you_mean(name, kind.parameters) or f"it has: {', '.join(kind.parameters) or 'none'}"
                raise UsageProblem(f"{kind.name} has no parameter '{name}'; {hint}")
            try:
                found[name] = kind.parameters[name].read(value)
            except BadValue as bad:
                raise UsageProblem(f"{name}: {bad}") from None
        return replace(self._asked, parameters=tuple(sorted(found.items())))

    @cached_property
    def _made(self) -> Made:
        from briefgen.production.make import make_version

        kind, _ = self._opened.kind(self._request.kind)
        return make_version(self._opened, replace(self._request, formats=("md",)), None, self._request.stem(kind))

    def _file(self, files: Mapping[str, bytes], suffix: str) -> bytes:
        return next(content for name, content in files.items() if name.endswith(suffix))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
