"""A small workspace with stale briefs, to be built under difficulties again and again."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from briefgen.executors import processes
from briefgen.executors.processes import run_tasks
from briefgen.outputs import artifacts
from tests.faulty import ENDING, Disk, Fault, die, failing
from tests.incremental.test_build import outputs
from tests.workspaces import Ran, Scratch

MINE = "My own words."
NEVER = 10**9
THEMES = ("one", "two")


def write_themes(desk: Scratch, adjective: str) -> None:
    for theme in THEMES:
        desk.write(f"facts/themes/{theme}.yaml", f"label: {adjective} {theme}\nrecorded: 2024-01-01\n")


@dataclass
class Bench:
    """A small workspace with stale briefs, one of them edited by hand, and what a build makes of it undisturbed."""

    desk: Scratch
    cache: Path
    kept: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    together: bool = False
    """Whether a build puts the files of all briefs in place at once, or those of each: else the disk's time decides."""

    def restore(self) -> None:
        for folder in (self.desk.root, self.cache):
            rmtree(folder)
            copytree(self.kept / folder.name, folder)

    def attempt(self, at: int, fault: Fault, *arguments: str) -> tuple[Ran, Disk]:
        """A command whose disk fails at a call; one that dies is a child process, and leaves with -9.

        Of a child that was through before that call the disk tells how many calls it made; of one that died, none.
        """
        disk = Disk((str(self.desk.root), str(self.cache)), at, fault)
        if fault in ENDING and at != NEVER:
            until_it_ends = failing(disk)

            def begin() -> None:
                disk.only = os.getpid()
                until_it_ends.__enter__()

            made = self.kept / "calls"
            made.unlink(missing_ok=True)
            ran = self.end(self.start(*arguments, first=begin, last=lambda: made.write_text(str(disk.calls))))
            disk.calls = int(made.read_text()) if made.is_file() else 0
            return ran, disk
        with failing(disk):
            return self.run(*arguments), disk

    def run(self, *arguments: str) -> Ran:
        """A command in this process."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BRIEFGEN_CACHE", str(self.cache))
            if self.together:
                patch.setattr(processes, "run_tasks", lambda *given: run_tasks(*given[:-1]))
            else:
                patch.setattr(artifacts, "TOGETHER", 1)
            return self.desk.run(*arguments, "-w", str(self.desk.root))

    def start(
        self, *arguments: str, first: Callable[[], object] = lambda: None, last: Callable[[], object] = lambda: None
    ) -> int:
        """A command in a child process, which calls `first` before and `last` behind it; its process id."""
        if (child := os.fork()) == 0:
            code = 99
            try:
                first()
                ran = self.run(*arguments)
                last()
                (self.kept / f"said-{os.getpid()}").write_text(ran.out + ran.err, "utf-8")
                code = ran.code
            finally:
                os._exit(code)
        return child

    def end(self, child: int) -> Ran:
        """How a child left, and what it said."""
        _, status = os.waitpid(child, 0)
        said = self.kept / f"said-{child}"
        text = said.read_text("utf-8") if said.is_file() else ""
        return Ran(os.waitstatus_to_exitcode(status), text, text)

    def build(self, at: int = NEVER, fault: Fault = die) -> tuple[Ran, Disk]:
        return self.attempt(at, fault, "build", "--jobs", "1")

    def leftovers(self) -> list[str]:
        """Temporary files, wherever they lie."""
        files = [p for folder in (self.desk.root, self.cache) for p in folder.rglob("*")]
        return [str(p) for p in files if p.name.endswith(".new") or p.name.startswith(".new-")]


def set_up(folder: Path) -> Bench:
    """A bench in a folder of its own."""
    desk, cache, kept = Scratch(folder / "desk"), folder / "cache", folder / "kept"
    desk.write("briefgen.toml", '[briefs.note]\nrecords = ["one", "two"]\n')
    desk.write("templates/note/template.toml", 'about = "theme"\nformats = ["md"]\n')
    desk.write("templates/note/brief.md.j2", "# {{ theme.label }}\n\nText.\n")
    write_themes(desk, "old")
    bench = Bench(desk, cache, kept, {}, {})
    assert bench.run("build", "-j", "1").code == 0
    desk.append("out/note/one.md", f"\n{MINE}\n")
    write_themes(desk, "new")
    for part in (desk.root, cache):
        copytree(part, kept / part.name)
    bench.old.update(outputs(desk))
    assert bench.run("build", "-j", "1").code == 0
    bench.new.update(outputs(desk))
    return bench
