"""What was said is said again as long as nothing looks other than then, and not a moment longer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.cli import answers
from briefgen.cli.answers import Answer, CodeWithInputs
from briefgen.cli.run import run
from briefgen.workspace import file_stat
from briefgen.workspace.file_stat import FileStat, look_of
from tests.workspaces import MEETING, Ran, Scratch

MAKE = ("meeting", "lisbon-2024")
OUTPUT = "out/meeting/lisbon-2024.md"
COMMANDS = (
    *((*MAKE, "--json"), ("check",), ("build", "--jobs", "1"), ("build", "--jobs", "1", "--json"), ("list", "meeting")),
    *(("facts", "--meeting", "lisbon-2024"), ("show", "lisbon-2024"), ("--help",), ("meeting", "--help")),
)


@pytest.fixture
def desk(workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A workspace in which one stands; files count as written long ago."""
    monkeypatch.setattr(file_stat, "TICK", -(10**18))
    (tmp_path / "cache").mkdir(mode=0o700)
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    workspace.write("templates/meeting/template.toml", 'about = "meeting"\nformats = ["md"]\n')
    workspace.write("templates/meeting/brief.md.j2", "# Lisbon\n\n{{ meeting.date }}\n")
    monkeypatch.chdir(workspace.root)
    return workspace


def said(desk: Scratch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[Ran, bool]:
    """What a command says, and whether it was known."""
    capsys.readouterr()
    answer = Answer(words)
    code = answer.recall()
    ran = run(words, answer) if code is None else code
    out, err = capsys.readouterr()
    return Ran(int(ran), out, err), code is not None


def settled(desk: Scratch, capsys: pytest.CaptureFixture[str], *words: str) -> Ran:
    """What a command says that has nothing to do; the call after it knows that."""
    for _ in range(3):
        ran, known = said(desk, capsys, *words)
        if known:
            break
    assert said(desk, capsys, *words) == (ran, True)
    return ran


def is_told_again(desk: Scratch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> bool:
    """Whether what is known is what the command would say."""
    known = settled(desk, capsys, *words)
    return desk.run(*words) == known


def test_what_is_known_of_a_brief_is_what_would_be_said(desk: Scratch, capsys: pytest.CaptureFixture[str]) -> None:
    assert is_told_again(desk, capsys, MAKE)
    assert is_told_again(desk, capsys, ("--version",))


def test_where_an_answer_does_not_hold_any_more_files_are_looked_at_once_until_the_end(
    desk: Scratch, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(desk, capsys, "check")
    desk.append(MEETING, "# a note\n")
    looked: list[str] = []
    real = file_stat.file_stat_of

    def noting(path: str) -> FileStat | None:
        looked.append(path)
        return real(path)

    monkeypatch.setattr(file_stat, "file_stat_of", noting)
    assert not said(desk, capsys, "check")[1]
    facts = [path for path in looked if path.endswith(".yaml") and path.startswith(f"{desk.root}/facts/")]
    assert facts
    assert len(facts) == len(set(facts))  # whether one was saved meanwhile


@pytest.mark.slow
def test_what_is_known_is_what_would_be_said(desk: Scratch, capsys: pytest.CaptureFixture[str]) -> None:
    for words in COMMANDS:
        assert is_told_again(desk, capsys, words), words


def replaced(path: Path, old: str, new: str) -> None:
    status, text = path.stat(), path.read_text("utf-8")
    assert old in text
    assert len(old) == len(new)
    path.write_text(text.replace(old, new, 1), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a fact": lambda root: replaced(root / MEETING, "status: listed", "status: absent"),
    "a template": lambda root: (root / "templates/meeting/brief.md.j2").write_text("# New\n\n{{ meeting.date }}\n"),
    "a shadowing template": lambda root: (root / "templates/_parts/new.j2").touch(),
    "the settings": lambda root: (root / "briefgen.toml").write_text('language = "ru"\n'),
    "an edited brief": lambda root: replaced(root / OUTPUT, "Lisbon", "Lisboa"),
    "a brief that is gone": lambda root: (root / OUTPUT).unlink(),
    "a copy beside it": lambda root: (root / "out/meeting/lisbon-2024 (copy).md").write_text("Copy\n"),
    "the manifest": lambda root: (root / "out/.briefgen/manifest.json").unlink(),
    "a run that was cut off": lambda root: (root / "out/.briefgen/journal").write_text("[]\n"),
    "a folder that is protected": lambda root: (root / "out/meeting").chmod(0o500),
    "an archived text": lambda root: next((root / "archive").iterdir()).write_text("else"),
    "a nearer workspace": lambda root: (root / "below/briefgen.toml").write_text(""),
}


def test_after_any_change_it_is_found_out_anew(
    desk: Scratch, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.root / "below").mkdir()
    monkeypatch.chdir(desk.root / "below")
    for _ in range(2):
        code = run(MAKE, Answer(MAKE))
    assert isinstance(code, CodeWithInputs)
    for name, change in CHANGES.items():
        before = look_of(code.watched)
        assert look_of(code.watched) == before, name
        change(desk.root)
        assert look_of(code.watched) != before, name
    (desk.root / "out/meeting").chmod(0o700)


def test_other_words_folders_and_variables_have_other_answers(
    desk: Scratch, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(desk, capsys, *MAKE)
    assert not said(desk, capsys, *MAKE, "--json")[1]
    for variable in ("COLUMNS", "BRIEFGEN_ARCHIVE", "PATH"):
        with monkeypatch.context() as patch:
            patch.setenv(variable, "77")
            assert Answer(MAKE).recall() is None
    monkeypatch.chdir(desk.root / "facts")
    assert not said(desk, capsys, *MAKE)[1]


def test_what_writes_is_not_kept(desk: Scratch, capsys: pytest.CaptureFixture[str]) -> None:
    assert "wrote" in said(desk, capsys, *MAKE)[0].out
    assert "up to date" in said(desk, capsys, *MAKE)[0].out
    for words in (("build", "--dry-run"), ("status",)):
        said(desk, capsys, *words)
        assert not said(desk, capsys, *words)[1]


def test_plugins_may_look_elsewhere_so_nothing_is_kept(desk: Scratch, capsys: pytest.CaptureFixture[str]) -> None:
    desk.append("briefgen.toml", '\n[plugins]\nchecks = ["none"]\n')
    for _ in range(3):
        assert not said(desk, capsys, "list", "briefs")[1]


def test_a_build_with_hooks_is_known_as_long_as_nobody_is_to_be_told(
    desk: Scratch, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CONFIG", str(desk.root / "config"))
    desk.write("briefgen.toml", '[hooks]\ncommand = ["sh", "tell"]\n\n[briefs.meeting]\nformats = ["md"]\n')
    desk.write("tell", "cat > told\n")
    command = ("build", "--jobs", "1")
    assert desk.run("trust").code == 0
    assert settled(desk, capsys, *command).code == 0
    (desk.root / "told").unlink()
    desk.append("tell", "exit 1\n")
    assert not said(desk, capsys, *command)[1]  # another program would be started now
    assert settled(desk, capsys, *command).code == 0
    told = desk.root / "out/.briefgen/told.json"
    known = json.loads(told.read_text("utf-8"))
    told.write_text(json.dumps({slot: {"meeting/lisbon-2024": "0"} for slot in known}), "utf-8")
    assert desk.run("trust").code == 0
    ran, was_known = said(desk, capsys, *command)
    assert (ran.code, was_known) == (1, False)  # it has recovered, which is to be told
    assert json.loads(desk.read("told"))["recovered"] == ["meeting/lisbon-2024"]
    assert said(desk, capsys, *command) == (ran, False)  # and the next call tries again


def test_a_change_while_the_command_ran_is_not_taken_for_what_it_saw(
    desk: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TICK", "FINE_TICK"):
        monkeypatch.setattr(file_stat, name, 2 * 10**9)
    answer = Answer(("check",))
    desk.append(MEETING, "# a note\n")
    answer.keep(CodeWithInputs(0, [f"file {desk.root / MEETING}"]))
    assert Answer(("check",)).recall() is None


@pytest.mark.parametrize("damage", [b"", b"half", b"\xff" * 99])
def test_damage_is_as_good_as_nothing(
    desk: Scratch, capsys: pytest.CaptureFixture[str], tmp_path: Path, damage: bytes
) -> None:
    known = settled(desk, capsys, "--version")
    for path in (tmp_path / "cache/answers").iterdir():
        path.write_bytes(damage)
    assert said(desk, capsys, "--version") == (known, False)


def test_the_oldest_are_forgotten(desk: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST", 4)
    for number in range(5):
        Answer((str(number),)).keep(CodeWithInputs(0, ()))
    assert len(list((tmp_path / "cache/answers").iterdir())) == 2
    assert Answer(("4",)).recall() == 0


def test_a_reader_who_has_gone_ends_it_as_ever(desk: Scratch, tmp_path: Path) -> None:
    answer = Answer(("x",))
    answer.said.append((1, "words\n" * 99999))
    answer.keep(CodeWithInputs(0, ()))
    program = "import sys\nfrom briefgen.cli.answers import Answer\nsys.exit(Answer(['x']).recall() or 9)"
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        ran = subprocess.run([sys.executable, "-c", program], stdout=gone, stderr=subprocess.PIPE, check=False)
    assert ran.returncode in (141, 9)  # 9: another encoding than here, so another answer
    assert b"Traceback" not in ran.stderr


CALLED = [sys.executable, "-m", "briefgen"]


def test_what_was_said_arrives_where_it_goes_into_a_file_and_so_does_the_exit_code(
    desk: Scratch, tmp_path: Path
) -> None:
    environment = {**os.environ, "BRIEFGEN_CACHE": "off", "PYTHONUNBUFFERED": ""}
    with open(tmp_path / "said", "wb") as said:
        ran = subprocess.run([*CALLED, "list", "meeting"], stdout=said, env=environment, check=False)
    assert ran.returncode == 0
    assert "lisbon-2024" in (tmp_path / "said").read_text("utf-8")
    wrong = subprocess.run([*CALLED, "no-such"], capture_output=True, env=environment, check=False)
    assert (wrong.returncode, b"no-such" in wrong.stderr) == (2, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_a_full_disk_behind_the_output_is_told(desk: Scratch) -> None:
    environment = {**os.environ, "BRIEFGEN_CACHE": "off"}
    with open("/dev/full", "wb") as full:
        ran = subprocess.run([*CALLED, "--help"], stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    assert ran.returncode != 0
    assert ran.stderr
