"""A desk over a month, simulated: saves, edits by hand, deleted files, withdrawn sources, issues, killed builds.

After every day nothing that a person wrote is lost, files that nobody edited are what a build from nothing makes, and
what was issued is as it was issued. The suite has three days; BRIEFGEN_DAYS=30 has a month, BRIEFGEN_SEED another one.
"""

from __future__ import annotations

import os
import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree, rmtree
from zipfile import ZipFile

import pytest

from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.manifest import digest_of
from tests.faulty import Disk, die, failing
from tests.incremental.test_build import CHANGES as SAVES
from tests.incremental.test_build import outputs
from tests.readers.docx import hands
from tests.workspaces import Ran, Scratch

pytestmark = pytest.mark.slow

DAYS, SEED = int(os.environ.get("BRIEFGEN_DAYS", "3")), int(os.environ.get("BRIEFGEN_SEED", "7"))
FIRST = date(2026, 3, 1)
SETTINGS = '[briefs.meeting]\nformats = ["docx", "md"]\n[briefs.note]\nformats = ["md"]\n'
SOURCE = "facts/sources/example-gazette.yaml"
CHANGES = {
    **{name: change for name, change in SAVES.items() if name not in ("template", "source")},
    "note": ("templates/note/brief.md.j2", "A theme.", "One theme."),
    "author": ("briefgen.toml", '# author = "Briefing desk"', 'author = "Night desk"'),
    "withdrawn": (SOURCE, "reliability:", "deprecated: {en: The outlet took it back.}\nreliability:"),
}
WEIGHTS = {"save": 6, "edit": 3, "delete": 1, "issue": 2, "kill": 2, "clock": 1, "resolve": 2}


@dataclass
class Month:
    """The desk and what somebody watching over it remembers: every word typed by hand, every issue."""

    desk: Scratch
    chance: random.Random
    today: date = FIRST
    typed: list[str] = field(default_factory=list)
    issued: dict[str, bytes] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    compared: int = 0

    def run(self, *words: str) -> Ran:
        ran = self.desk.do(*words)
        self.log.append(f"{self.today} {' '.join(words)}: {ran.code}")
        assert ran.code in (0, 1), (self.log[-30:], ran)
        return ran

    def day(self) -> None:
        for _ in range(self.chance.randint(2, 4)):
            (act,) = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
            self.log.append(f"{self.today} {act}")
            getattr(self, act)()
            if self.chance.random() < 0.5:
                self.build()
        self.build()
        self.today += timedelta(days=1)

    def build(self) -> Ran:
        return self.run("build", "--jobs", "1")

    # --- what happens ---

    def save(self) -> None:
        """Somebody saves a fact, a template or a setting, or puts it back; a source taken back comes back soon."""
        name = self.chance.choice(sorted(CHANGES))
        if CHANGES["withdrawn"][2] in self.desk.read(SOURCE):
            name = "withdrawn"
        file, old, new = CHANGES[name]
        there = new in self.desk.read(file)
        self.desk.edit(file, *((new, old) if there else (old, new)))

    def edit(self) -> None:
        """Somebody types a word into a brief, in Word or as text."""
        path = self._some_file()
        if path is None:
            return
        word = f"byhand{len(self.typed)}x"
        if path.suffix == ".docx":
            path.write_bytes(
                hands.type_behind(
                    path.read_bytes(), self.chance.choice(["Where it stands in its series", "Sources"]), word
                )
            )
        else:
            lines = path.read_text("utf-8").split("\n")
            if "=======" in lines:
                return
            at = self.chance.randrange(len(lines))
            lines[at] = f"{lines[at]} {word}" if self.chance.random() < 0.5 else f"{lines[at]}\n\n{word}\n"
            path.write_text("\n".join(lines), "utf-8")
        self.typed.append(word)

    def resolve(self) -> None:
        """Somebody has had enough of a file with both versions, or of an edited one, and gives it another name."""
        path = self._some_file()
        if path is not None and any(word in text_of(path) for word in self.typed):
            path.rename(path.with_name(f"{path.stem}.edited-9{len(self.typed)}{self.chance.random()}{path.suffix}"))

    def delete(self) -> None:
        """Somebody deletes a brief, but nobody's words."""
        path = self._some_file()
        if path is not None and not any(word in text_of(path) for word in self.typed):
            path.unlink()

    def issue(self) -> None:
        """A brief is issued; on a machine whose clock was set back that is refused."""
        day = self.today - timedelta(days=self.chance.choice([0, 0, 0, 20]))
        self.run("issue", "meeting", "lisbon-2024", "--without-edits", "--date", day.isoformat())

    def kill(self) -> None:
        """A build or an issue is killed."""
        issue = ("issue", "note", "stocks", "--without-edits", "--date", str(self.today))
        words = self.chance.choice([("build", "-j", "1"), issue])
        disk = Disk((str(self.desk.root),), self.chance.randint(1, 260), die)
        if (child := os.fork()) == 0:
            disk.only = os.getpid()
            with failing(disk):
                os._exit(self.desk.do(*words).code)
        _, status = os.waitpid(child, 0)
        self.log.append(f"{self.today} {words[0]} killed at {disk.at}: {os.waitstatus_to_exitcode(status)}")

    def clock(self) -> None:
        """Files get any time at all, as after a copy or with a clock set wrong."""
        for path in sorted(self.desk.root.rglob("*")):
            moment = self.chance.randint(0, 2**32) * 10**9
            self.desk.written_at(path, moment)

    def _some_file(self) -> Path | None:
        names = sorted(n for n in outputs(self.desk) if re.fullmatch(r"(meeting|note)/[a-z0-9-]+\.(md|docx)", n))
        return self.desk.root / "out" / self.chance.choice(names) if names else None

    # --- what holds every evening ---

    def check(self) -> None:
        built = self.build()
        said = f"{self.log[-25:]}\n{built.out}{built.err}"
        kept = "".join(text_of(self.desk.root / "out" / name) for name in outputs(self.desk))
        assert [word for word in self.typed if word not in kept] == [], said
        assert [p.name for p in (self.desk.root / "out").rglob(".*new*")] == []
        self._is_as_from_nothing(built, said)
        now = {n: c for n, c in outputs(self.desk).items() if n.startswith("issued/")}
        assert self.issued.items() <= now.items(), said
        self.issued = now
        for name in now:
            if name.endswith((".md", ".docx")) and "/issue" not in name:
                assert self.desk.do("verify", str(self.desk.root / "out" / name)).code == 0
        numbers = sorted({int(name.split("/")[3]) for name in now if name.startswith("issued/meeting/")})
        assert numbers == list(range(1, len(numbers) + 1))

    def _is_as_from_nothing(self, built: Ran, said: str) -> None:
        """What was generated is; so are the files themselves, but for those that somebody edited."""
        artifacts = Artifacts(self.desk.root / "out")
        wrong = re.findall(r"^(?:failed|conflict) +([^\s:]+)", built.out, re.M)
        known = {n: e for n, e in artifacts.manifest.files.items() if e.owner.brief not in wrong and ".new." not in n}
        for name, entry in known.items():
            if artifacts.condition(name) is Condition.AS_WRITTEN:
                assert digest_of((self.desk.root / "out" / name).read_bytes()) == entry.sha256
        fresh = Scratch(self.desk.root.with_name("fresh"))
        rmtree(fresh.root, ignore_errors=True)
        copytree(self.desk.root, fresh.root)
        for name in outputs(fresh):
            if not name.startswith("issued/"):
                (fresh.root / "out" / name).unlink()
        rmtree(fresh.root / "out/.briefgen", ignore_errors=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BRIEFGEN_CACHE", "off")
            fresh.do("build", "-j", "1")
        made = outputs(fresh)
        for name, entry in known.items():
            assert digest_of(made.get(name, b"")) == entry.sha256, f"{name}\n{said}"
            self.compared += 1


def text_of(path: Path) -> str:
    """All that stands in a file; of a Word file its text."""
    if path.suffix == ".docx":
        with ZipFile(path) as package:
            return "".join(package.read(n).decode() for n in package.namelist() if n.startswith("word/document"))
    return path.read_bytes().decode("utf-8", "replace")


def test_a_month_at_a_desk_loses_nothing(workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    workspace.append("briefgen.toml", SETTINGS)
    workspace.write("templates/note/template.toml", 'about = "theme"\nformats = ["md"]\n')
    workspace.write(
        "templates/note/brief.md.j2", "# {{ theme.label }}\n\nA theme.\n\n## Words\n\n- {{ theme.label }}\n"
    )
    month = Month(workspace, random.Random(SEED))
    for _ in range(DAYS):
        month.day()
        month.check()
    assert month.typed
    assert month.compared > DAYS
