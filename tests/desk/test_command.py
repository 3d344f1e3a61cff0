"""briefgen preview as it is typed: what it says, how it ends, and what it refuses."""

from __future__ import annotations

import socket
import subprocess
import sys
from zipfile import ZipFile

import pytest

from tests.desk.running import preview
from tests.workspaces import MEETING, Scratch


@pytest.mark.slow
def test_ctrl_c_ends_it_in_peace_even_while_a_page_listens(workspace: Scratch) -> None:
    with preview(workspace.root, "meeting", "lisbon-2024") as running, running.events():
        assert running.get("/").status == 200
        assert running.interrupt() == (0, "preview ended\n", "")


@pytest.mark.slow
def test_without_a_brief_it_shows_the_list_and_writes_nothing(workspace: Scratch) -> None:
    before = sorted(workspace.root.rglob("*"))
    with preview(workspace.root) as running:
        page = running.ask(running.address.partition(str(running.port))[2])
        assert "Choose a brief from the list." in page.text
        assert "/brief/meeting/lisbon-2024/" in page.text
        assert running.get("/brief/meeting/lisbon-2024/").status == 200
        assert running.get("/brief/meeting/lisbon-2024/brief.docx").status == 200
    assert sorted(workspace.root.rglob("*")) == before


def test_the_port_can_be_chosen_and_must_be_free(workspace: Scratch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = workspace.run("preview", "--port", str(port), "--no-open", "-w", str(workspace.root))
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"briefgen: port {port} cannot be used (")
        assert "without --port a free one is taken" in ran.err
    with preview(workspace.root, "--port", str(port)) as running:
        assert running.port == port


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["meeting", "lisbon-2042"], "there is no meeting 'lisbon-2042'; did you mean 'lisbon-2024'?"),
        (["meting", "lisbon-2024"], "there is no kind of brief 'meting'; did you mean 'meeting'?"),
        (["meeting"], "name the meeting as well: briefgen preview meeting ID"),
        (["--port", "0"], "0 is not in the range 1<=x<=65535"),
        (["--port", "http"], "'http' is not a valid integer"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_opened(workspace: Scratch, words: list[str], said: str) -> None:
    ran = workspace.run("preview", *words, "--no-open", "-w", str(workspace.root))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_where_the_packages_are_missing_it_says_how_to_get_them(workspace: Scratch) -> None:
    """As in an installation without the extra: the modules cannot be found."""
    program = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("starlette", "uvicorn", "watchfiles"):
            raise ModuleNotFoundError(name)
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *a: None if name in ("starlette", "uvicorn", "watchfiles") else found(name, *a)
sys.meta_path.insert(0, Missing())
from briefgen.cli.run import run
sys.exit(run(sys.argv[1:]))
"""
    command = [sys.executable, "-c", program, "preview", "-w", str(workspace.root)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "the preview needs starlette, uvicorn, watchfiles" in ran.stderr
    assert "python -m pip install 'briefgen[preview]'" in ran.stderr


@pytest.mark.slow
def test_a_workspace_with_faults_can_be_looked_at(workspace: Scratch) -> None:
    """That is when one needs it most; what is wrong stands in the page."""
    workspace.edit(MEETING, "date: {is: 2024-03-11", "date: {is: 2024-13-11")
    line = 1 + next(n for n, text in enumerate(workspace.read(MEETING).splitlines()) if text.startswith("date:"))
    with preview(workspace.root, "meeting", "lisbon-2024") as running:
        page = running.get("/brief/meeting/lisbon-2024/")
        assert page.status == 200
        assert f"{MEETING}:{line}:" in page.text
        assert "Nothing to show yet" in page.text
        assert running.get("/brief/meeting/lisbon-2024/brief.docx").status == 409


@pytest.mark.slow
def test_the_files_are_those_that_a_run_would_write(workspace: Scratch) -> None:
    workspace.make("-f", "md", "-f", "docx")
    with preview(workspace.root) as running:
        for format_ in ("md", "docx"):
            answer = running.get(f"/brief/meeting/lisbon-2024/brief.{format_}")
            assert answer.status == 200
            assert answer.headers["content-disposition"] == f'attachment; filename="lisbon-2024.{format_}"'
            assert answer.body == (workspace.root / f"out/meeting/lisbon-2024.{format_}").read_bytes()
        russian = running.get("/brief/meeting/lisbon-2024/brief.docx?language=ru")
        assert russian.headers["content-disposition"] == 'attachment; filename="lisbon-2024.ru.docx"'
        assert russian.body != (workspace.root / "out/meeting/lisbon-2024.docx").read_bytes()
    assert ZipFile(workspace.root / "out/meeting/lisbon-2024.docx").testzip() is None
