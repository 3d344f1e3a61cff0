"""What git knows of a workspace: who works here, who wrote each line of a file; and a commit, where one is wanted.

Git is asked as it is installed, without a shell. What a workspace could have git run (hooks, filters for showing, a
watcher) stays off: a folder that came from elsewhere starts nothing.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from briefgen.errors import UsageProblem

SECONDS = 20
"""How long git may take for one answer."""
_SETTINGS = (
    *("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.quotePath=false", "commit.gpgSign=false"),
    *("protocol.allow=never", "gc.auto=0", "maintenance.auto=false"),
    # Filters of these names look as if there were none (`commit_file`).
    *(f"filter.{name}.{key}" for name in ("unset", "unspecified") for key in ("clean=", "process=", "required=false")),
)
_QUIET = tuple(word for setting in _SETTINGS for word in ("-c", setting))
_HEAD = re.compile(r"[0-9a-f]{40,64} \d+ \d+")


def ask_git(root: Path, *words: str) -> bytes | None:
    """What git prints in a folder; None where there is no git, or where it refuses."""
    answer = _run(root, words)
    return answer[1] if answer is not None and answer[0] == 0 else None


def user_name(root: Path) -> str:
    """The name of whoever works here, as git has it; "" where it knows none."""
    return (ask_git(root, "config", "user.name") or b"").decode("utf-8", "replace").strip()


def is_versioned(root: Path) -> bool:
    """Whether the folder lies in a working copy of a repository with a commit."""
    return ask_git(root, "rev-parse", "--verify", "--quiet", "HEAD") is not None


def line_authors(file: Path, lines: Sequence[str]) -> list[str] | None:
    """Who wrote each of the lines that a file has now; None where git does not know the file.

    A line that is not committed yet is by whoever works here, "" where git knows no name.
    """
    name = f"./{file.name}"
    blamed = ask_git(file.parent, "blame", "--no-textconv", "--line-porcelain", "HEAD", "--", name)
    if blamed is None:
        return None
    before = _blamed(blamed.decode("utf-8", "replace"))
    authors = [user_name(file.parent)] * len(lines)
    matcher = SequenceMatcher(None, [line for _, line in before], list(lines), autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            authors[block.b + step] = before[block.a + step][0]
    return authors


def _blamed(porcelain: str) -> list[tuple[str, str]]:
    """The author and the words of each line."""
    found, author = [], ""
    for line in porcelain.split("\n"):
        if line.startswith("author "):
            author = line[7:]
        elif line.startswith("\t"):
            found.append((author, line[1:].removesuffix("\r")))
        elif _HEAD.match(line):
            author = ""
    return found


def commit_file(root: Path, file: Path, message: str) -> None:
    """Commit one file as it is now, and nothing else; raises `UsageProblem` with what git says where it refuses."""
    attribute = (ask_git(root, "check-attr", "filter", "--", str(file)) or b"").strip()
    if attribute and not attribute.endswith((b": unspecified", b": unset")):
        raise UsageProblem(
            f"{file.name} was saved, but not committed: git would run a filter on it; commit it yourself"
        )
    for words in (("add", "--", str(file)), ("commit", "--quiet", "--no-verify", "-m", message, "--", str(file))):
        answer = _run(root, words)
        if answer is None or answer[0]:
            said = answer[2].decode("utf-8", "replace").strip().partition("\n")[0] if answer else "git is not installed"
            raise UsageProblem(f"{file.name} was saved, but not committed: {said}")


def _run(root: Path, words: Sequence[str]) -> tuple[int, bytes, bytes] | None:
    import subprocess

    program = shutil.which("git")
    if program is None:
        return None
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}
    surroundings = {**os.environ, **quiet, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            [program, *_QUIET, "--no-pager", *words],
            cwd=root,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode, done.stdout, done.stderr
