"""Links and other files that somebody planted among the program's own: nothing elsewhere is written or deleted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from briefgen.errors import UsageProblem
from briefgen.incremental.withholding import put_away
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.manifest import Owner
from briefgen.outputs.runlock import running

OLD = {"a.md": b"old"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    Artifacts(folder).write(OLD)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with a file that nobody may touch, called like something the program deletes."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / ("0" * 64)).write_bytes(b"precious")
    return folder


@pytest.mark.parametrize("name", ["generated", "withheld", ""])
def test_a_folder_of_the_program_s_own_that_is_a_link_is_refused(out: Path, elsewhere: Path, name: str) -> None:
    own = out / ".briefgen" / name
    if own.exists():
        own.rename(out.with_name("moved"))
    own.symlink_to(elsewhere)
    with pytest.raises(UsageProblem, match="is a link; briefgen keeps its own files there"):
        Artifacts(out).write({"a.md": b"new"})
    assert {p.name: p.read_bytes() for p in elsewhere.iterdir()} == {"0" * 64: b"precious"}
    assert (out / "a.md").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["lock", "journal", "manifest.json", "report.json"])
@pytest.mark.parametrize("link", ["symbolic", "hard"])
def test_a_file_of_the_program_s_own_that_is_a_link_leads_nowhere(
    out: Path, elsewhere: Path, name: str, link: str
) -> None:
    own, target = out / ".briefgen" / name, elsewhere / ("0" * 64)
    own.unlink(missing_ok=True)
    own.symlink_to(target) if link == "symbolic" else os.link(target, own)
    if link == "symbolic" or name in ("lock", "journal"):
        with pytest.raises(UsageProblem, match="delete"):
            Artifacts(out).write({"a.md": b"new"})
    else:
        Artifacts(out).write({"a.md": b"new"})
    assert target.read_bytes() == b"precious"


def test_a_pipe_in_the_place_of_the_lock_keeps_nobody_waiting(out: Path) -> None:
    (out / ".briefgen/lock").unlink()
    os.mkfifo(out / ".briefgen/lock")
    with pytest.raises(UsageProblem, match="no file of briefgen's own"), running(out):
        pass


@pytest.mark.parametrize(
    "name", ["../precious.md", "/etc/hostname", "a/../../precious.md", "", ".", "a\x00b", "a//b", "\ud800"]
)
def test_names_that_lead_out_of_the_folder_are_no_names(out: Path, name: str) -> None:
    path = out / ".briefgen/manifest.json"
    data = json.loads(path.read_bytes())
    data["files"][name] = next(iter(data["files"].values()))
    path.write_text(json.dumps(data))
    (out / ".briefgen/journal").write_text(json.dumps([name, "0" * 64, "x"]) + "\n")
    artifacts = Artifacts(out)
    assert name not in {*artifacts.manifest.files, *artifacts.manifest.intended}
    assert artifacts.condition("a.md") is Condition.EDITED  # for the program has no sound records any more


NESTED = "[" * 100_000
DAMAGES = {
    "nested": NESTED.encode(),
    "infinite": b'{"format": 1e999, "files": {}}',
    "infinite size": b'{"format": 3, "files": {"a.md": ["x", "y", 1e999, 0, 0, 0]}}',
    "no text": b"\xff\x00\xfe",
    "NUL": b"\0" * 4096,
    "surrogate": b'{"format": 3, "files": {"\\ud800.md": ["x", "y", 0, 0, 0, 0]}}',
    "long number": b'{"format": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_records_are_records_that_are_not_there(out: Path, damage: bytes) -> None:
    (out / ".briefgen/manifest.json").write_bytes(damage)
    (out / ".briefgen/journal").write_bytes(damage + b"\n" + damage + b"\n")
    (written,) = Artifacts(out).write({"a.md": b"new"}, Owner("note/a"))
    assert (written.kept_copy, (out / "a.md").read_bytes()) == (out / "a.edited-1.md", b"new")


@pytest.mark.parametrize("name", ["1", "1/b"])
def test_nothing_is_put_away_through_a_link(out: Path, elsewhere: Path, name: str) -> None:
    artifacts = Artifacts(out)
    artifacts.write({"b/a.md": b"restricted"})
    link = out / ".briefgen/withheld" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    with artifacts.batch():
        assert put_away(artifacts, "b/a.md") == out / ".briefgen/withheld/2/b/a.md"
    assert [p.name for p in elsewhere.iterdir()] == ["0" * 64]
