"""A workspace to try things in: its files edited by short texts, and commands run on it."""

from __future__ import annotations

import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copytree
from textwrap import dedent
from typing import Any

from briefgen.cli.run import run
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parents[1]
MEETING = "facts/meetings/lisbon-2024.yaml"
IN_FULL = REPOSITORY / "tests/example_in_full"
"""The example with a quote beside each value, so that a test can change one of them alone."""
MARKINGS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


def open_workspace(root: Path) -> Workspace:
    """The workspace in a folder, with nothing kept of it from before."""
    return Workspace(find_workspace(root)[0], Store(None))


def write_in_full(root: Path) -> None:
    """Put the example of a workspace that `init` made into its long form."""
    copytree(IN_FULL, root, dirs_exist_ok=True)
    (root / "facts/sources/example-gazette.txt").unlink()


@dataclass(frozen=True)
class Ran:
    """A command that has run: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Scratch:
    """A workspace on the disk, to be edited and tried. Names of files are relative to it."""

    root: Path

    def read(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.stat().st_nlink > 1:
            path.unlink()  # it is the example's, too
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
        return path

    def written_at(self, path: Path, moment: int) -> None:
        """Give a file, or a folder, this time in nanoseconds."""
        if path.is_file():
            self.write(path.relative_to(self.root).as_posix(), path.read_bytes())  # it may be the example's, too
        os.utime(path, ns=(moment, moment))

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the first `old`, which must be there."""
        text = self.read(name)
        assert old in text, f"{name} has no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def append(self, name: str, text: str) -> None:
        self.write(name, self.read(name) + text)

    def run(self, *arguments: str) -> Ran:
        """A command as it is typed, in this process; it must not raise."""
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run(arguments)
        return Ran(code, out.getvalue(), err.getvalue())

    def do(self, *arguments: str) -> Ran:
        """A command in this workspace."""
        return self.run("-w", str(self.root), *arguments)

    def build(self, *arguments: str) -> Ran:
        """The standard briefs made again, in this process."""
        return self.do("build", "--jobs", "1", *arguments)

    def make(self, *arguments: str) -> Ran:
        """The example's meeting brief, as Markdown alone unless the arguments say otherwise."""
        return self.run("meeting", "lisbon-2024", "-w", str(self.root), *(arguments or ("-f", "md")))

    def brief(self) -> str:
        """The Markdown of the example's meeting brief, which must come out well."""
        made = self.make()
        assert (made.code, made.err) == (0, ""), made.err
        return self.read("out/meeting/lisbon-2024.md")

    def page(self, kind: str, id_: str, *arguments: str) -> str:
        """The Markdown of a brief, which must be made; its checks may complain."""
        made = self.run(kind, id_, "-f", "md", *arguments, "-w", str(self.root))
        assert made.code == 0, made.err
        return self.read(f"out/{kind}/{id_}.md")

    def template(self, text: str) -> Ran:
        """Make a brief about the example's meeting from a template of this text."""
        self.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\n')
        self.write("templates/note/brief.md.j2", text.encode())
        return self.run("note", "lisbon-2024", "-w", str(self.root))

    def rendered(self, text: str) -> str:
        """The Markdown that a template of this text makes, without its notes and the marking at its head."""
        made = self.template(text)
        assert (made.code, made.err) == (0, ""), made.err
        said = self.read("out/note/lisbon-2024.md").split("\n\n[^1]: ")[0].rstrip("\n")
        return said.removeprefix("**TLP:CLEAR**").lstrip("\n")

    def fault(self, text: str) -> str:
        """What is said of a template with a fault."""
        made = self.template(text)
        assert made.code == 1, made
        return made.err
