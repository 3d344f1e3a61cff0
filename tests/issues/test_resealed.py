"""A lock that somebody edited and sealed again: the seal has no key, so all that a lock says is looked at."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest

from briefgen.workspace.provenance import _seal
from tests.issues.test_verifying import issued
from tests.workspaces import MEETING, Scratch

DATE = ("date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
ISSUE = "issue:meeting/lisbon-2024/1"
FIELDS: dict[str, list[object]] = {
    "name": ["../x", 7, "meeting/lisbon-2024/../x"],
    "number": ["1", -1, 1e999, None, True],
    "date": ["2026-13-01", "yesterday", 20260301, None, "20260301"],
    "kind": ["../meeting", "no-such-kind", 3, None],
    "key": ["meeting", "meeting/../../x", "country/lisbon-2024/x", 5],
    "language": ["../../x", ["ru"], None],
    "parameters": ["[]", "{", '{"a": {"b": 1}}', '{"max-points": "many"}', '{"no-such": 1}', None, "7"],
    "formats": ["../exe", "docx .exe", 7],
    "audience": ["TLP:PINK", 7],
    "since": [5, -1, "0", None],
    "marking": [None, "PINK"],
    "title": [None, 7],
}
CASES = [(field, value) for field, values in FIELDS.items() for value in values]


@pytest.fixture(scope="session")
def with_issue(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Scratch(Path(copytree(example, tmp_path_factory.mktemp("issued") / "desk")))
    issued(made)
    made.edit(MEETING, *DATE)
    return made.root


@pytest.fixture
def desk(with_issue: Path, tmp_path: Path) -> Scratch:
    return Scratch(Path(copytree(with_issue, tmp_path / "desk")))


def reseal(desk: Scratch, change: Callable[[dict[str, Any]], object]) -> Path:
    folder = desk.root / "out/issued/meeting/lisbon-2024/1"
    path = folder / "issue.json"
    data = json.loads(path.read_bytes())
    change(data)
    told = data["entity"][ISSUE]
    told.pop("briefgen:seal", None)
    told["briefgen:seal"] = _seal(data)
    path.chmod(0o644)
    path.write_text(json.dumps(data))
    return folder


def all_say_something(desk: Scratch) -> None:
    """No command leaves with a traceback."""
    w = ("-w", str(desk.root))
    for command in (
        ("issue", "meeting", "lisbon-2024", "--date", "2026-03-02"),
        ("redline", "meeting", "lisbon-2024", "-f", "md"),
        ("verify", str(desk.root / "out/issued/meeting/lisbon-2024/1/lisbon-2024.issue-1.md")),
        ("affected", "meeting/lisbon-2024"),
    ):
        ran = desk.run(*command, *w)
        assert ran.code in (0, 1, 2), ran
        assert "Traceback" not in ran.err


@pytest.mark.few(2)
@pytest.mark.parametrize(("field", "value"), CASES, ids=[f"{field}={value}" for field, value in CASES])
def test_what_no_program_writes_is_told_and_not_used(desk: Scratch, field: str, value: object) -> None:
    reseal(desk, lambda data: data["entity"][ISSUE].update({f"briefgen:{field}": value}))
    all_say_something(desk)


@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["/dev/zero", "../../../../../briefgen.toml", "pipe", "/etc/hostname", "link", ""])
def test_a_file_that_is_none_of_the_issue_is_not_read(desk: Scratch, name: str) -> None:
    def add(data: dict[str, Any]) -> None:
        data["entity"][f"file:{name}"] = {"briefgen:sha256": "0" * 64}

    folder = reseal(desk, add)
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to("/dev/zero")
    all_say_something(desk)


@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["contents.json", "document.json", "issue.json"])
@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null", b"[" * 100_000, b'{"statements": 1e999}', None])
def test_contents_that_are_none_are_told(desk: Scratch, name: str, content: bytes | None) -> None:
    from hashlib import sha256

    folder = desk.root / "out/issued/meeting/lisbon-2024/1"
    (folder / name).unlink()
    if content is None:
        os.mkfifo(folder / name)
    else:
        (folder / name).write_bytes(content)
        if name != "issue.json":
            digest = sha256(content).hexdigest()
            reseal(desk, lambda data: data["entity"].update({f"file:{name}": {"briefgen:sha256": digest}}))
    all_say_something(desk)


def test_the_folder_of_an_issue_may_be_a_file(desk: Scratch) -> None:
    folder = desk.root / "out/issued/meeting/lisbon-2024/1"
    rmtree(folder)
    folder.write_bytes(b"")
    all_say_something(desk)
