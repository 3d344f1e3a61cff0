"""What was issued is kept for good: put in its place whole, read only as it was, and never written again."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from briefgen.briefs.issue import IssueContents
from briefgen.briefs.news import Snapshot
from briefgen.document.nodes import Document, Paragraph, Text, document_as_json
from briefgen.errors import Problems, UsageProblem
from briefgen.workspace.provenance import write_provenance
from briefgen.workspace.register import Issue, Register, plain_json
from tests.workspace.test_provenance import FIRST

NAME = "meeting/lisbon-2024"


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "out", "out")


def publish(register: Register, number: int, name: str = NAME) -> Issue:
    files = {"a.md": b"text\n", "b.docx": f"{name} {number}".encode()}
    digests = {file: sha256(content).hexdigest() for file, content in files.items()}
    lock = plain_json(write_provenance(replace(FIRST, name=name, number=number, since=0, files=digests)))
    return register.publish(name, number, {**files, "issue.json": lock})


def test_an_issue_is_found_again_with_its_files_and_what_its_lock_says(register: Register) -> None:
    issue = publish(register, 1)
    assert (issue.shown, issue.called) == ("out/issued/meeting/lisbon-2024/1", "issue 1 of meeting/lisbon-2024")
    assert issue.folder == register.folder / NAME / "1"
    assert issue.file("a.md") == b"text\n"
    assert (issue.provenance.number, issue.provenance.author) == (1, "The desk")
    assert issue.digest == sha256((issue.folder / "issue.json").read_bytes()).hexdigest()
    assert issue.changed() == []
    assert {oct(path.stat().st_mode & 0o777) for path in issue.folder.iterdir()} == {"0o444"}
    assert [path.name for path in register.folder.iterdir()] == ["meeting"]


def test_issues_are_counted_by_number_and_not_by_letters(register: Register) -> None:
    for number in (10, 1, 2):
        publish(register, number)
    for odd in ("03", "x", "²", ".new-1", "4.bak"):
        (register.folder / NAME / odd).mkdir()
    assert register.numbers(NAME) == [1, 2, 10]
    last = register.last(NAME)
    assert last is not None
    assert last.number == 10
    before = register.before(last)
    assert before is not None
    assert before.number == 2
    assert register.before(register.issue(NAME, 1)) is None
    assert [d.location.file for d in register.lost(NAME)] == [f"out/issued/{NAME}/{n}" for n in range(3, 10)]
    assert (register.numbers("meeting/none"), register.last("meeting/none"), register.lost("meeting/none")) == (
        [],
        None,
        [],
    )


def test_every_brief_that_was_issued_is_named_once_in_order(register: Register) -> None:
    assert register.names() == []
    for name, number in (("meeting/porto", 1), (NAME, 1), (NAME, 2), ("country/brazil", 1)):
        publish(register, number, name)
    (register.folder / ".new-x" / "y" / "1").mkdir(parents=True)
    (register.folder / "meeting" / "empty").mkdir()
    assert register.names() == ["country/brazil", NAME, "meeting/porto"]
    assert [(issue.name, issue.number) for issue in register.all()] == [
        ("country/brazil", 1),
        (NAME, 1),
        (NAME, 2),
        ("meeting/porto", 1),
    ]


def test_an_issue_is_never_written_again(register: Register) -> None:
    publish(register, 1)
    with pytest.raises(UsageProblem, match="out/issued/meeting/lisbon-2024/1 is there already"):
        publish(register, 1)
    assert register.issue(NAME, 1).changed() == []


def test_nothing_is_written_through_a_link(register: Register, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    register.folder.parent.mkdir()
    register.folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageProblem, match="is a link; issues are not written through links"):
        publish(register, 1)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_a_killed_run_left_is_removed_and_nothing_else(register: Register) -> None:
    publish(register, 1)
    for folder in (register.folder / ".new-a", register.folder / NAME / ".new-b", register.folder / "keep"):
        folder.mkdir()
        (folder / "half.md").write_bytes(b"half")
    register.sweep(register.folder / NAME)
    assert {path.name for path in register.folder.iterdir()} == {"meeting", "keep"}
    assert {path.name for path in (register.folder / NAME).iterdir()} == {"1"}


def test_an_issue_is_on_the_disk_before_it_takes_its_place(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    flush, rename = os.fsync, os.rename

    def flushed(handle: int) -> None:
        done.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name)
        flush(handle)

    def moved(old: Path, new: Path) -> None:
        done.append(f"to {new.name}")
        rename(old, new)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "rename", moved)
    issue = publish(register, 1)
    folder = issue.folder.parent.name
    assert [name for name in done if not name.startswith(".new-")] == ["a.md", "b.docx", "issue.json", "to 1", folder]
    assert [name.startswith(".new-") for name in done] == [False, False, False, True, False, False]
    assert oct(issue.folder.stat().st_mode & 0o777) == "0o755"


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_an_issue_that_cannot_be_written_is_not_there_at_all(
    register: Register, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        with pytest.raises(UsageProblem, match=r"lisbon-2024/1 cannot be written: Input/output error"):
            publish(register, 1)
    assert (register.numbers(NAME), [p.name for p in register.folder.iterdir()]) == ([], ["meeting"])
    assert publish(register, 1).changed() == []


def test_what_a_killed_run_left_and_cannot_be_removed_is_no_hindrance(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    (register.folder / ".new-a/b").mkdir(parents=True)
    (register.folder / ".new-file").touch()
    (register.folder / ".new-link").symlink_to(register.folder / ".new-a")
    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", refuse)
        register.sweep()
    register.sweep(register.folder / "none")
    assert {path.name for path in register.folder.iterdir()} == {".new-file", ".new-link"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.md", b"other\n", "was changed after it was issued"),
        ("a.md", None, "is gone"),
        ("issue.json", b"{}", "was changed after it was issued"),
        ("issue.json", None, "is gone"),
    ],
)
def test_what_was_changed_since_is_told_and_not_read(
    register: Register, name: str, content: bytes | None, said: str
) -> None:
    issue = publish(register, 1)
    path = issue.folder / name
    path.chmod(0o644)
    path.unlink() if content is None else path.write_bytes(content)
    again = register.issue(NAME, 1)
    (told,) = again.changed()
    assert (str(told.location), told.message, told.code) == (f"{issue.shown}/{name}", said, "issue-changed")
    with pytest.raises(Problems):
        again.file(name if name == "a.md" else "b.docx")
    if name == "a.md":
        assert again.file("b.docx") == f"{NAME} 1".encode()


def test_a_file_that_the_lock_does_not_name_is_none_of_the_issue(register: Register) -> None:
    issue = publish(register, 1)
    (issue.folder / "more.md").write_bytes(b"more")
    with pytest.raises(Problems):
        issue.file("more.md")


def test_plain_json_is_the_same_bytes_every_time_and_in_plain_letters() -> None:
    assert plain_json({"b": "ä", "a": [1]}) == '{\n "b": "ä",\n "a": [\n  1\n ]\n}\n'.encode()


def test_a_file_of_an_issue_that_is_a_link_elsewhere_is_not_read(register: Register, tmp_path: Path) -> None:
    issue = publish(register, 1)
    for name in ("a.md", "issue.json"):
        elsewhere = tmp_path / name
        elsewhere.write_bytes((issue.folder / name).read_bytes())
        (issue.folder / name).unlink()
        (issue.folder / name).symlink_to(elsewhere)
        with pytest.raises(Problems):
            register.issue(NAME, 1).file("a.md")
    with pytest.raises(Problems):
        _ = register.issue(NAME, 1).provenance


def test_what_it_rests_on_and_its_text_come_back_as_they_were_issued(register: Register) -> None:
    contents = IssueContents(grounds=(), snapshot=Snapshot(), sentences=())
    document = Document((Paragraph((Text("It met."),)),))
    files = {
        "contents.json": plain_json(contents.as_json()),
        "document.json": plain_json(document_as_json(document)),
    }
    digests = {file: sha256(content).hexdigest() for file, content in files.items()}
    lock = plain_json(write_provenance(replace(FIRST, files=digests)))
    issue = register.publish(NAME, 1, {**files, "issue.json": lock})
    assert (issue.contents, issue.document) == (contents, document)
