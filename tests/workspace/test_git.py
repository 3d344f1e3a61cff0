"""What git knows, and that a folder from elsewhere starts nothing by being asked about."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from briefgen.errors import UsageProblem
from briefgen.workspace.git import commit_file, is_versioned, line_authors, user_name


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "Bo Chen")
    git(tmp_path, "config", "user.email", "desk@example.org")
    (tmp_path / "a.yaml").write_text("one: 1\ntwo: 2\nthree: 3\n")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "a")
    return tmp_path


def test_lines_have_authors_also_those_that_are_not_committed(folder: Path) -> None:
    git(folder, "config", "user.name", "Ana Lopes")
    assert user_name(folder) == "Ana Lopes"
    assert line_authors(folder / "a.yaml", ["one: 1", "new: 0", "two: 2"]) == ["Bo Chen", "Ana Lopes", "Bo Chen"]
    assert line_authors(folder / "b.yaml", ["x"]) is None


def test_where_there_is_no_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert not is_versioned(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert user_name(tmp_path) == ""
    assert line_authors(tmp_path / "a.yaml", []) is None


def test_a_commit_takes_one_file_and_runs_no_hook(folder: Path) -> None:
    hook = folder / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\ntouch ran\n")
    hook.chmod(0o755)
    (folder / "a.yaml").write_text("one: 2\n")
    (folder / "b.yaml").write_text("other: 1\n")
    git(folder, "add", "b.yaml")
    commit_file(folder, folder / "a.yaml", "change one")
    assert git(folder, "show", "--stat", "--format=%an %s").split("\n")[:1] == ["Bo Chen change one"]
    assert "b.yaml" not in git(folder, "show", "--stat", "--format=")
    assert not (folder / "ran").exists()


def test_what_a_folder_would_have_git_run_is_not_run(folder: Path) -> None:
    (folder / ".gitattributes").write_text("*.yaml diff=evil\n")
    git(folder, "config", "diff.evil.textconv", "touch ran; cat")
    git(folder, "config", "core.fsmonitor", "touch ran")
    assert line_authors(folder / "a.yaml", ["one: 1"]) == ["Bo Chen"]
    assert not (folder / "ran").exists()


def test_a_commit_that_git_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.yaml").write_text("one: 2\n")
    with pytest.raises(UsageProblem, match=r"a.yaml was saved, but not committed: .*not a git repository"):
        commit_file(tmp_path, tmp_path / "a.yaml", "x")


def test_a_commit_starts_no_program_that_the_folder_names(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Neither what signs commits nor a filter on the file; where a filter would run, the person commits."""
    ran = tmp_path_factory.mktemp("ran")
    signer = ran / "sign"
    signer.write_text(f"#!/bin/sh\ntouch {ran}/signed\nexit 1\n")
    signer.chmod(0o755)
    git(folder, "config", "commit.gpgSign", "true")
    git(folder, "config", "gpg.program", str(signer))
    (folder / "a.yaml").write_text("one: 2\n")
    commit_file(folder, folder / "a.yaml", "change one")
    git(folder, "config", "filter.evil.clean", f"touch {ran}/filtered; cat")
    (folder / ".gitattributes").write_text("*.yaml filter=evil\n")
    (folder / "a.yaml").write_text("one: 3\n")
    with pytest.raises(UsageProblem, match=r"a\.yaml was saved, but not committed: git would run a filter on it"):
        commit_file(folder, folder / "a.yaml", "change one")
    for name in ("unset", "unspecified"):
        git(folder, "config", f"filter.{name}.clean", f"touch {ran}/filtered; cat")
        (folder / ".gitattributes").write_text(f"*.yaml filter={name}\n")
        (folder / "a.yaml").write_text(f"one: {name}\n")
        commit_file(folder, folder / "a.yaml", "change one")
    assert [p.name for p in ran.iterdir()] == ["sign"]


def test_what_is_missing_is_not_fetched_by_a_program_of_the_folder(folder: Path) -> None:
    blob = git(folder, "rev-parse", "HEAD:a.yaml").strip()
    (folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    upload = folder / ".git/up"
    upload.write_text(f"#!/bin/sh\ntouch {folder}/ran\nexit 1\n")
    upload.chmod(0o755)
    for key, value in {
        "core.repositoryformatversion": "1", "extensions.partialClone": "o", "remote.o.promisor": "true",
        "remote.o.url": str(folder), "remote.o.uploadpack": str(upload),
    }.items():  # fmt: skip
        git(folder, "config", key, value)
    line_authors(folder / "a.yaml", ["one: 1"])
    assert not (folder / "ran").exists()
