"""How pandoc is run: without a network, files or surroundings of its own, and for no longer than it may take."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from briefgen.workspace import citeproc
from briefgen.workspace.citeproc import PandocFailed, find_pandoc, run_citeproc

PANDOC = Path("/wheel/pandoc")


class Runs:
    """Stands for the system that starts programs: what it was asked to start, and what comes of it."""

    def __init__(self, code: int = 0, out: bytes = b"", err: bytes = b"", fault: Exception | None = None) -> None:
        self.done, self.fault = SimpleNamespace(returncode=code, stdout=out, stderr=err), fault
        self.words: list[str] = []
        self.asked: dict[str, Any] = {}
        self.style = b""

    def __call__(self, words: list[str], **asked: Any) -> SimpleNamespace:
        self.words, self.asked = words, asked
        self.style = (asked["cwd"] / "style.csl").read_bytes()
        if self.fault is not None:
            raise self.fault
        folder = str(asked["cwd"]).encode()
        return SimpleNamespace(**{**vars(self.done), "stderr": self.done.stderr.replace(b"FOLDER", folder)})


def run(monkeypatch: pytest.MonkeyPatch, runs: Runs) -> bytes:
    monkeypatch.setattr(subprocess, "run", runs)
    return run_citeproc(PANDOC, b"<style/>", b"{}")


def test_pandoc_gets_a_style_and_a_document_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEMROOT", "C:")
    monkeypatch.setenv("SECRET", "x")
    runs = Runs(out=b"answer")
    assert run(monkeypatch, runs) == b"answer"
    folder = runs.asked["cwd"]
    assert runs.words == [
        *(str(PANDOC), "--from=json", "--to=json", "--citeproc", "--csl=style.csl", "--sandbox"),
        *(f"--data-dir={folder}/none", "+RTS", "-M512m", "-RTS"),
    ]
    assert (runs.style, runs.asked["input"], runs.asked["timeout"]) == (b"<style/>", b"{}", citeproc.SECONDS)
    assert (runs.asked["capture_output"], runs.asked["env"].get("SYSTEMROOT")) == (True, "C:")
    assert runs.asked["env"].keys() <= {"SYSTEMROOT", "TEMP", "TMP"}
    assert not folder.exists()


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (Runs(fault=subprocess.TimeoutExpired("pandoc", 1)), "pandoc took more than 10 seconds"),
        (Runs(fault=OSError(8, "Exec format error")), "pandoc cannot be started: Exec format error"),
        (Runs(1, err=b"\n  bad style  \nmore"), "pandoc says: bad style"),
        (Runs(1, err=b"FOLDER/style.csl: bad \xff"), "pandoc says: /style.csl: bad \ufffd"),
        (Runs(-9, b"half an answer"), "pandoc says: nothing"),
    ],
)
def test_what_keeps_it_from_answering_is_said(monkeypatch: pytest.MonkeyPatch, runs: Runs, said: str) -> None:
    with pytest.raises(PandocFailed) as failed:
        run(monkeypatch, runs)
    assert str(failed.value) == said


@pytest.mark.parametrize(("platform", "name"), [("linux", "pandoc"), ("win32", "pandoc.exe")])
def test_only_the_pandoc_of_the_wheel_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, name: str
) -> None:
    (tmp_path / "two/files").mkdir(parents=True)
    (tmp_path / "two/files" / name).touch()
    spec = SimpleNamespace(submodule_search_locations=[str(tmp_path / "one"), str(tmp_path / "two")])
    monkeypatch.setattr(sys, "platform", platform)
    for found, place in ((spec, tmp_path / "two/files" / name), (None, None)):
        monkeypatch.setattr(citeproc, "find_spec", lambda _, found=found: found)
        assert find_pandoc.__wrapped__() == place
