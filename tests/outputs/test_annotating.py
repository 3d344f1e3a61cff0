"""Where annotated copies of Word templates go, and what is in them: what is wrong with the template, and no more."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.briefs.kind import BriefKind
from briefgen.diagnostics import Diagnostic, Location, Severity
from briefgen.errors import Problems, UsageProblem
from briefgen.outputs import annotating
from briefgen.outputs.annotating import Copy, folder_of, write_copies
from briefgen.workspace.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    kinds = {name: BriefKind(name, f"templates/{name}", {}, file=file) for name, file in KINDS.items()}
    home = SimpleNamespace(
        folder=lambda name: tmp_path / name,
        shown=lambda name: name,
        template_folders=[("templates", tmp_path / "templates")],
    )
    found = SimpleNamespace(home=home, kinds=kinds, kind=lambda name: (kinds[name], []), limits=None)
    return cast(Workspace, found)


KINDS = {"letter": "brief.docx", "memo": "brief.docx", "note": "brief.md.j2"}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("templates/letter", "is inside templates/; copies do not go among templates"),
        ("templates", "is inside templates/; copies do not go among templates"),
        ("out/copies", "is inside out/; that is for briefs alone"),
        ("file.txt", "is no folder"),
    ],
)
def test_copies_do_not_go_where_they_would_be_taken_for_something_else(
    workspace: Workspace, tmp_path: Path, wanted: str, said: str
) -> None:
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(UsageProblem) as bad:
        folder_of(workspace, str(tmp_path / wanted))
    assert str(bad.value) == f"--annotate: {tmp_path / wanted} {said}"


def test_copies_go_to_a_folder_of_their_own_beside_the_briefs(workspace: Workspace, tmp_path: Path) -> None:
    assert folder_of(workspace) == tmp_path / "annotated"
    assert folder_of(workspace, str(tmp_path / "mine")) == tmp_path / "mine"


def said(file: str, severity: Severity = Severity.ERROR, line: int = 0) -> Diagnostic:
    return Diagnostic(Location(file, line, 1 if line else 0), "is wrong", "x", severity=severity)


def test_a_template_with_errors_or_warnings_gets_a_copy_with_all_of_them(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, list[str]] = {}

    def bounded(limits: object, shown: str, work: object, _: object, kind: BriefKind, found: list[Diagnostic]) -> bytes:
        asked[shown] = [f"{d.location.file}: {d.message}" for d in found]
        if kind.name == "memo":
            raise Problems([])
        return b"annotated %d" % len(found)

    monkeypatch.setattr(annotating, "bounded", cast(Any, bounded))
    letter = "templates/letter/brief.docx"
    found = [
        said(letter),
        said(letter, Severity.WARNING),
        said(letter, Severity.NOTE),
        said("templates/letter/template.toml", line=3),
        said("templates/memo/brief.docx"),
        said("templates/note/brief.md.j2"),
        said("facts/x.yaml"),
    ]
    copies = write_copies(workspace, iter(found), tmp_path / "annotated")
    path = tmp_path / "annotated/letter/brief.annotated.docx"
    assert copies == [Copy(path, 3)]
    assert path.read_bytes() == b"annotated 3"
    assert asked == {
        letter: [
            f"{letter}: is wrong",
            f"{letter}: is wrong",
            f"{letter}: templates/letter/template.toml:3:1: is wrong",
        ],
        "templates/memo/brief.docx": ["templates/memo/brief.docx: is wrong"],
    }
    path.write_bytes(b"a person's")
    (again,) = write_copies(workspace, found[:1], tmp_path / "annotated")
    assert (again.comments, again.kept is not None and again.kept.read_bytes()) == (1, b"a person's")
