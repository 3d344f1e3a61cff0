"""What lies under a file's name may be no file: a pipe, a device, a link to itself, a folder, six gigabytes.

Every file that a workspace has, of facts, templates, settings, archive, outputs, issues and state, is exchanged for
each of them in turn; every command says so in a moment, and none waits, reads it whole or leaves with a traceback.
"""

from __future__ import annotations

import ast
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from briefgen.disk import NotRead, Outside, TooLarge, content_of, read_file
from briefgen.errors import UsageProblem
from tests.house.rooms import modules, trees
from tests.workspaces import REPOSITORY, Scratch

SIX_GIGABYTES = 6 << 30


def giant(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(SIX_GIGABYTES)


KINDS: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a folder": Path.mkdir,
    "six gigabytes": giant,
}
FILES = (
    "briefgen.toml",
    "facts/meetings/lisbon-2024.yaml",
    "facts/quotes.lock",
    "facts/words.yaml",
    "facts/meetings",
    "archive/example-gazette.txt",
    "templates/house.docx",
    "templates/meeting/template.toml",
    "templates/meeting/brief.md.j2",
    "templates/_parts/words.md.j2",
    "templates/_lang/en.toml",
    "templates/_styles/desk-notes.csl",
    "out/meeting/lisbon-2024.md",
    "out/meeting/lisbon-2024.docx",
    "out/.briefgen/manifest.json",
    "out/.briefgen/journal",
    "out/.briefgen/report.json",
    "out/.briefgen/told.json",
    "out/.briefgen/lock",
    "out/.briefgen/generated/*",
    "out/issued/meeting/lisbon-2024/1/issue.json",
    "out/issued/meeting/lisbon-2024/1/lisbon-2024.issue-1.md",
)
COMMANDS = (
    ("check",),
    ("status",),
    ("build", "meeting/lisbon-2024"),
    ("trace", "out/meeting/lisbon-2024.md", "Lisbon"),
    ("verify", "out/meeting/lisbon-2024.md"),
    ("redline", "meeting", "lisbon-2024"),
    ("issue", "meeting", "lisbon-2024", "--date", "2026-12-01"),
)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """What takes longer is a failure, not a wait."""

    def late(*_: object) -> None:
        pytest.fail(f"still at it after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def issued(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Scratch(Path(copytree(example, tmp_path_factory.mktemp("special") / "desk")))
    for command in (("check", "--lock"), ("build",), ("issue", "meeting", "lisbon-2024", "--date", "2026-11-30")):
        assert made.run(*command, "-w", str(made.root)).code == 0
    return made.root


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FILES)
def test_what_is_no_file_is_told_and_not_waited_for(
    issued: Path, tmp_path: Path, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(copytree(issued, tmp_path / "desk"))
    monkeypatch.chdir(root)
    name = next((path.relative_to(root).as_posix() for path in sorted(root.glob(name))), name)
    if (root / name).is_dir():
        rmtree(root / name)
    (root / name).unlink(missing_ok=True)
    KINDS[kind](root / name)
    outputs = name.startswith("out/")
    for command in COMMANDS[1:] if outputs else COMMANDS[:3:2]:
        with within(20):
            ran = Scratch(root).run(*command, "-w", str(root))
        assert ran.code in (0, 1, 2), (command, ran)
        assert "Traceback" not in ran.err
    if (root / name).is_dir() and not (root / name).is_symlink():
        rmtree(root / name)


# --- the door ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_door_opens_for_regular_files_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    KINDS[kind](path)
    with within(5), pytest.raises(OSError, match=r"is not a regular file|at most|Too many levels"):
        read_file(path)
    with within(5), pytest.raises(UsageProblem, match="x cannot be read: "):
        content_of(path)


def test_the_door_gives_what_a_file_holds_up_to_a_limit_and_below_a_folder(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    path = tmp_path / "inside" / "x"
    path.write_bytes(b"12345678")
    assert read_file(path) == read_file(path, 8) == read_file(path, within=tmp_path / "inside") == b"12345678"
    assert content_of(tmp_path / "none") is None
    with pytest.raises(TooLarge) as caught:
        read_file(path, 7)
    assert (caught.value.size, caught.value.strerror) == (8, "has 8 bytes; at most 7 are read")
    (tmp_path / "inside" / "out").symlink_to("../y")
    (tmp_path / "y").write_bytes(b"")
    with pytest.raises(Outside):
        read_file(tmp_path / "inside" / "out", within=tmp_path / "inside")
    assert read_file(tmp_path / "inside" / "out") == b""


def test_a_file_whose_size_the_system_does_not_tell_is_read_up_to_the_limit() -> None:
    assert read_file(Path("/proc/self/status"))
    with pytest.raises(NotRead):
        read_file(Path("/proc/self/status"), 10)


# What may open a file without the door, and why.
ELSEWHERE = {
    "briefgen/disk.py": "it is the door",
    "briefgen/cli/answers.py": "nothing, in the place of an output whose reader has gone",
    "briefgen/workspace/cache.py": "files of the program's own; every start waits for it, so it comes without the door",
    "briefgen/sandbox/limits.py": "what Linux says of this process, in /proc",
    "briefgen/language/cldr.py": "files of the program's own",
    "briefgen/language/sounds.py": "a file of the program's own",
    "briefgen/intake/proposing.py": "a file of the program's own",
    "briefgen/intake/drafts/wordlists.py": "files of the program's own",
    "briefgen/intake/drawing/drawn.py": "a file of the program's own",
    "briefgen/intake/drawing/office.py": "what LibreOffice has just made, in a folder made for it",
    "briefgen/desk/application.py": "files of the program's own",
    "briefgen/desk/pages.py": "files of the program's own",
    "briefgen/codes.py": "files of the program's own",
    "briefgen/outputs/publishing.py": "tries whether Word has a file open, and reads nothing",
    "briefgen/outputs/runlock.py": "the lock is held open while a build runs; opened without following links",
    "briefgen/outputs/manifest.py": "the journal is appended to",
    "briefgen/workspace/register.py": "writes new files",
}
OPENING = frozenset(
    {
        *("open", "open_code", "read_bytes", "read_text", "FileIO", "FileInput", "TarFile", "mmap", "getline"),
        *("copyfile", "copy2", "copytree", "copyfileobj", "iterparse", "run_path"),
        *("fromfile", "loadtxt", "genfromtxt", "imread", "PdfReader"),
    }
)
"""Names of functions and methods that open a file whose name they are given, whatever library they are of."""
# Words that other things have as well; these modules open files with them.
OF_LIBRARIES = {
    "parse": ["etree", "ElementTree", "minidom", "sax"],
    "load": ["tomllib", "json", "pickle", "yaml", "np", "numpy", "marshal"],
    "Document": ["docx"],
    "connect": ["sqlite3"],
    "move": ["shutil"],
    "copy": ["shutil"],
}


def opens_a_file(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(owner, ast.Name) and owner.id == "webbrowser":
        return False
    if isinstance(owner, ast.Call) and getattr(owner.func, "id", "") == "build_opener":
        return False
    if call.args and _is_in_memory(call.args[0]):
        return False
    if name == "ZipFile":
        return True
    if name in OF_LIBRARIES:
        return isinstance(owner, ast.Name) and owner.id in OF_LIBRARIES[name]
    return name in OPENING


def _is_in_memory(given: ast.expr) -> bool:
    return (isinstance(given, ast.Call) and getattr(given.func, "id", "") == "BytesIO") or (
        isinstance(given, ast.Name) and given.id == "buffer"
    )


@pytest.mark.parametrize(
    "code",
    [
        *("open(p)", "io.open(p)", "os.open(p, 0)", "p.open()", "Path(p).read_text()", "p.read_bytes()"),
        *("tomllib.load(f)", "json.load(f)", "pickle.load(f)", "yaml.load(f)", "np.load(p)", "np.fromfile(p)"),
        *("zipfile.ZipFile(p)", "ZipFile(p)", "etree.parse(p)", "docx.Document(p)", "sqlite3.connect(p)"),
        *("shutil.copyfile(p, q)", "shutil.copy(p, q)", "shutil.copytree(p, q)", "Image.open(p)", "tarfile.open(p)"),
    ],
)
def test_the_search_for_doors_knows_how_files_are_opened(code: str) -> None:
    (call,) = [n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Call) and ast.unparse(n) == code]
    assert opens_a_file(call)


@pytest.mark.parametrize(
    "code", ["ZipFile(BytesIO(d))", "Image.open(BytesIO(d))", "webbrowser.open(u)", "parser.parse()", "p.load()"]
)
def test_what_is_in_memory_is_no_file(code: str) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert not opens_a_file(call)


def test_every_file_is_read_through_the_door() -> None:
    found: dict[str, list[int]] = {}
    for module, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and opens_a_file(node):
                found.setdefault(modules()[module].relative_to(REPOSITORY).as_posix(), []).append(node.lineno)
    assert not {file: lines for file, lines in found.items() if file not in ELSEWHERE}
    assert not ELSEWHERE.keys() - found.keys(), "these need no exception any more"
