"""What a draft knows of the issues before it: where they are kept, under which name, and what the last one said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.issues.register import Register
from briefgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from briefgen.briefs.issue import Issuing
    from briefgen.briefs.kind import BriefKind
    from briefgen.issues.register import Issue


def register_of(workspace: Workspace) -> Register:
    """The register of a workspace."""
    return Register(workspace.home.folder("out"), workspace.home.shown("out"))


def issue_name(kind: BriefKind, id_: str) -> str:
    """The name of a brief in the register: meeting/lisbon-2024, theme/drugs.since_2024.tlp-green.ru.

    Each audience has issues of its own; where a brief's files are put makes no other brief of it.
    """
    plain = replace(kind, settings={**kind.settings, "output": "{kind}/{id}"}, folder="")
    language = kind.settings["language"]
    return plain.output_name(id_) + (f".{language}" if language else "")


def draft_since_last(workspace: Workspace, name: str) -> Issuing | None:
    """How a draft is made: with the last issue behind it; None where the brief was never issued."""
    last = register_of(workspace).last(name)
    return since(workspace, last) if last else None


def since(workspace: Workspace, last: Issue | None, number: int = 0, date: str = "") -> Issuing:
    """A draft, or issue `number` of a date, after the last one; raises `Problems` where that is damaged.

    What the readers of the workspace's audience may not know any more is not remembered of the last one.
    """
    from briefgen.briefs.issue import Issuing

    if last is None:
        return Issuing(number, date)
    remembered = workspace.remembering(last.contents.snapshot)
    return Issuing(number, date, last.number, remembered, last.lock.marking, last.lock.date)
