"""Changed files of every kind, given to the program until somebody is tired of it: `make fuzz MINUTES=5 SEED=1`.

Records, templates, Word files, citation styles, settings, archived texts and state files are changed by rules of
chance, and a few commands are run on each. A traceback, exit code 70, a wait of more than ten seconds, or a brief that
no reader of its format takes, is a failure: what was changed is kept below `fuzz-failures/` and printed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tests.workspaces import Scratch

LONGEST = 10
"""Seconds of the processor that a command itself may take; its children have limits of their own."""
_WALL = 6  # times as many by the clock, for one that waits: others may have the processors
_LATE = f"still at it after {LONGEST} seconds"
KEPT = Path("fuzz-failures")
WORDS = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\x1b[2J",
        b"\xe2\x80\xae",
        b"\xe2\x80\xa8",
    ),
    *(
        b"\r",
        b"\t",
        b"1e999",
        b"1e400",
        b"-0",
        b"9" * 400,
        b"NaN",
        b"null",
        b"true",
        b"[]",
        b"{}",
        b'""',
    ),
    *(
        b"''",
        b"~",
        b"!!x",
        b"&a",
        b"*a",
        b"[" * 400,
        b"{" * 400,
        b"{{" * 100,
        b"((" * 200,
        b"<a>" * 200,
    ),
    *(
        b"- " * 100,
        b"| " * 200,
        b"> " * 200,
        b"{{ 1e400 }}",
        b"{% include meeting.names %}",
    ),
    *(
        b"{% for x in y %}",
        b"{% endif %}",
        b"{{ meeting.date|when|the }}",
        b"{{ meeting|listing }}",
    ),
    *(
        b"{{ (1,2)|count }}",
        b"{# ",
        b"{% raw %}",
        b"{% set x = x %}",
        b"[^1]",
        b"![x](y)",
        b"---\n",
    ),
    *(
        b"2025-02-30",
        b"2025-XX",
        b"../2025",
        b"9999999-01",
        b"samarkand-2025",
    ),
    *(
        b"\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa5",
        b"\xe2\x91\xa0",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&a;",
    ),
    *(
        b"&#0;",
        b"<w:p/>",
        b'w:val="-1"',
        b'w:val="99999999999"',
        b"../../etc/passwd",
        b"/dev/zero",
        b"CON",
    ),
    *(
        b"a" * 5000,
        b"\n" * 2000,
        b" " * 5000,
        b"#",
        b": ",
        b"- is: x\n",
        b"quote: ",
    ),
    *(
        b"<<<<<<< HEAD\n",
        b">>>>>>> theirs\n",
        "\u2068ישיבה (FSB) 2025\u2069".encode(),
        "۱۲ مهر ۱۴۰۴".encode(),
        "令和元年".encode(),
        "(مثال) x [".encode(),
        "A. Б. 字。 ".encode() * 50,
        b" #",
        b"\n  x:y",
        b"|\n  # x\n",
        b'"C:\\t"',
    ),
)


@dataclass(frozen=True)
class Target:
    """Files of one kind by pattern, and what is run after one of them was changed."""

    pattern: str
    commands: tuple[tuple[str, ...], ...]
    settings: str = ""
    """What stands at the head of briefgen.toml, so that a file of this kind is used."""


BUILD = ("build", "meeting/lisbon-2024", "--jobs", "1")
CHECK = ("check",)
TARGETS = (
    Target("facts/*/*.yaml", (CHECK, BUILD)),
    Target("facts/quotes.lock", (CHECK, BUILD)),
    Target("archive/*.txt", (CHECK,)),
    Target("briefgen.toml", (("list",), ("schedule", "show"), BUILD)),
    Target("templates/*/brief.md.j2", (("template", "check", "meeting"), BUILD)),
    Target("templates/_parts/*.j2", (("template", "check", "meeting"), BUILD)),
    Target("templates/*/template.toml", (CHECK, BUILD)),
    Target("templates/_lang/*.toml", (CHECK, ("meeting", "lisbon-2024", "--language", "ru"))),
    Target("templates/_styles/*.csl", (CHECK, BUILD), 'citation-style = "desk-notes"\n'),
    Target("templates/_lang/ru.toml", (("meeting", "lisbon-2024", "--language", "ru", "--depth", "full"),)),
    Target("templates/house.docx", (CHECK, BUILD)),
    Target("out/meeting/*.docx", (("status",), ("verify", "out/meeting/lisbon-2024.docx"), BUILD)),
    Target("out/meeting/*.md", (("status",), ("verify", "out/meeting/lisbon-2024.md"), BUILD)),
    Target("out/.briefgen/*.json", (("status",), BUILD)),
    Target(
        "out/issued/*/*/*/issue.json", (("redline", "meeting", "lisbon-2024"), ("affected", "example-gazette"), BUILD)
    ),
)


# --- changing a file ---------------------------------------------------------------------------------------


def changed(chance: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """The content with one to four changes; a Word file is changed in one of its parts, or as the bytes it is."""
    if content[:2] == b"PK" and chance.random() < 0.9:
        return _changed_package(chance, content, others)
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(CHANGES)(chance, content, others)
    return content


def _changed_package(chance: random.Random, content: bytes, others: list[bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
        names = old.namelist()
        marked = chance.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            part = old.read(name)
            if name == marked:
                if chance.random() < 0.05:
                    continue
                part = changed(chance, part, others)
            new.writestr(name, part)
    return out.getvalue()


def _span(chance: random.Random, content: bytes) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + int(chance.expovariate(1 / 40)))


def _cut(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    start, end = _span(chance, content)
    return content[:start] + content[end:]


def _truncate(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    return content[: chance.randint(0, len(content))] if chance.random() < 0.3 else content[:-1]


def _insert(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    start, end = _span(chance, content)
    return content[:start] + chance.choice(WORDS) + content[end if chance.random() < 0.5 else start :]


def _repeat(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    start, end = _span(chance, content)
    return content[:end] + content[start:end] * chance.choice((1, 2, 200)) + content[end:]


def _splice(chance: random.Random, content: bytes, others: list[bytes]) -> bytes:
    other = chance.choice(others)
    start, end = _span(chance, other)
    at = chance.randint(0, len(content))
    return content[:at] + other[start:end] + content[at:]


def _flip(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _lines(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _value(chance: random.Random, content: bytes, _: list[bytes]) -> bytes:
    """Another value behind a colon or an equals sign."""
    places = [n for n, c in enumerate(content) if c in b":="]
    if not places:
        return content
    at = chance.choice(places) + 1
    end = content.find(b"\n", at)
    return content[:at] + b" " + chance.choice(WORDS) + content[end if end >= 0 else len(content) :]


CHANGES: tuple[Callable[[random.Random, bytes, list[bytes]], bytes], ...] = (
    *(_cut, _truncate, _insert, _insert, _repeat, _splice, _flip, _lines, _value, _value),
)


# --- running -----------------------------------------------------------------------------------------------


class Late(BaseException):
    """A command has taken longer than it may."""


@contextmanager
def _hurry() -> Iterator[None]:
    def late(*_: object) -> None:
        raise Late

    before = {sign: signal.signal(sign, late) for sign in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    signal.alarm(LONGEST * _WALL)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for sign, handler in before.items():
            signal.signal(sign, handler)


@dataclass(frozen=True)
class Failure:
    """What went wrong: the case's number, the file that was changed, its content, the command, what was said."""

    case: int
    file: str
    content: bytes
    command: tuple[str, ...]
    why: str


class Fuzzer:
    """A workspace that is changed in one file, tried, and put back, again and again."""

    def __init__(self, folder: Path, judge: str = "") -> None:
        self.desk, self.judge = Scratch(folder / "desk"), judge
        self.home = folder / "home"
        self._set_up()

    def _set_up(self) -> None:
        root = self.desk.root
        for command in (("init", str(root)), ("check", "--lock", *self._here), BUILD + self._here):
            ran = self.desk.run(*command)
            assert ran.code == 0, ran
        ran = self.desk.run("issue", "meeting", "lisbon-2024", "--date", "2026-11-30", *self._here)
        assert ran.code == 0, ran
        shutil.copytree(root, self.home, dirs_exist_ok=True)
        self.others = [
            p.read_bytes() for p in sorted(root.glob("facts/*/*.yaml")) + sorted(root.glob("templates/*/*.j2"))
        ]

    @property
    def _here(self) -> tuple[str, ...]:
        return ("-w", str(self.desk.root))

    def case(self, number: int, seed: int) -> Failure | None:
        """One change and its commands; which, the seed and the number decide alone."""
        chance = random.Random(f"{seed} {number}")
        target = chance.choice(TARGETS)
        there = sorted(self.home.glob(target.pattern))
        if not there:
            return None
        file = chance.choice(there).relative_to(self.home).as_posix()
        content = changed(chance, (self.home / file).read_bytes(), self.others)
        self._put_back()
        path = self.desk.root / file
        path.chmod(0o644)
        path.write_bytes(content)
        if target.settings:
            settings = self.desk.root / "briefgen.toml"
            settings.write_text(target.settings + settings.read_text("utf-8"), "utf-8")
        for command in target.commands:
            if why := self._tried(command) or self._judged(command, file):
                return Failure(number, file, content, command, why)
        return None

    def _put_back(self) -> None:
        shutil.rmtree(self.desk.root)
        shutil.copytree(self.home, self.desk.root)

    def _tried(self, command: tuple[str, ...]) -> str:
        """What is wrong with a run; "" where nothing is."""
        before, began = Path.cwd(), time.monotonic()
        os.chdir(self.desk.root)
        try:
            with _hurry():
                ran = self.desk.run(*command, *self._here)
        except Late:
            return _LATE
        except BaseException as bad:
            if isinstance(bad, KeyboardInterrupt):
                raise
            return f"raised {bad!r}"
        finally:
            os.chdir(before)
        if ran.code not in (0, 1, 2, 3) or "Traceback" in ran.out + ran.err:
            return f"exit code {ran.code} after {time.monotonic() - began:.1f} s\n{ran.out[-2000:]}{ran.err[-4000:]}"
        return ""

    def _judged(self, command: tuple[str, ...], changed_file: str) -> str:
        """What a reader of Word or Markdown files refuses of the briefs; what was damaged by us stays as it is."""
        if command[0] not in ("build", "meeting") or changed_file.startswith("out/"):
            return ""
        import docx
        from markdown_it import MarkdownIt

        for file in sorted(self.desk.root.glob("out/meeting/lisbon-2024*")):
            try:
                if file.suffix == ".docx":
                    docx.Document(str(file))
                else:
                    MarkdownIt().parse(file.read_text("utf-8"))
            except (ValueError, KeyError, BadZipFile, SyntaxError) as bad:
                return f"{file.name} is refused: {bad!r}"
            if self.judge:
                judged = subprocess.run([*self.judge.split(), str(file)], capture_output=True, text=True, check=False)
                if judged.returncode:
                    return f"{file.name} is refused:\n{judged.stdout[-3000:]}{judged.stderr[-1000:]}"
        return ""


def keep(failure: Failure, seed: int, folder: Path = KEPT) -> Path:
    """Put a failure where somebody can look at it and try it again."""
    place = folder / f"{seed}-{failure.case}"
    place.mkdir(parents=True, exist_ok=True)
    (place / Path(failure.file).name).write_bytes(failure.content)
    again = f"python -m tests.house.fuzz --seed {seed} --case {failure.case}"
    said = f"{failure.file}\nbriefgen {' '.join(failure.command)}\nagain: {again}\n\n{failure.why}\n"
    (place / "README").write_text(said, encoding="utf-8", errors="backslashreplace")
    return place


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("--case", type=int, help="try this case alone")
    parser.add_argument("--judge", default="", help="a command that is given each brief; 0 means good")
    given = parser.parse_args(arguments)
    os.environ["BRIEFGEN_CACHE"] = "off"
    os.environ.pop("BRIEFGEN_ARCHIVE", None)
    seed = given.seed or random.SystemRandom().randrange(1, 1_000_000)
    end, cases, failures = time.monotonic() + 60 * given.minutes, 0, 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        fuzzer = Fuzzer(Path(folder), given.judge)
        numbers = iter([given.case]) if given.case is not None else iter(range(1, 10**9))
        for number in numbers:
            if time.monotonic() > end:
                break
            cases += 1
            if (failure := fuzzer.case(number, seed)) is not None:
                failures += 1
                place = keep(failure, seed)
                print(
                    f"{place}: {failure.file}: briefgen {' '.join(failure.command)}: {failure.why.splitlines()[0]}",
                    flush=True,
                )
    print(f"seed {seed}: {cases} cases, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
