"""All that one waits for, in one run, beside what it is like: `make bench`.

    python benchmarks/bench.py [FACTS:BRIEFS [FACTS:BRIEFS]]
    KEEP=1 python benchmarks/bench.py               # and write the ratios into benchmarks/last.json

The first size is of briefs by the shipped template (10,000:200), the second, of which most is asked with few briefs,
of a base and its short briefs (100,000:10,000). A size of 0:0 is left out.

`--help` as a measure is the program started without anything kept (`BRIEFGEN_CACHE=off`): a start that does nothing.
Prints CPU seconds, the ratio to what a row is measured by, and that of the last run that was kept: ratios can be
compared between machines, seconds cannot. Peers that are not installed are left out (`document.py` says where they are
looked for).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import build
import document

LAST = Path(__file__).with_name("last.json")
RUNS = int(os.environ.get("RUNS", "3"))
LONG = 2.0
"""Seconds after which a command is not called again: what takes so long differs little from turn to turn."""
MEETING = "samarkand-2025"


class Table:
    """Rows of seconds, each with what it is measured by."""

    def __init__(self) -> None:
        self.last: dict[str, float] = json.loads(LAST.read_text("utf-8")) if LAST.exists() else {}
        self.ratios: dict[str, float] = {}
        print(f"{'':58} {'CPU s':>9} {'ratio':>8} {'last':>8}")

    def row(self, name: str, seconds: float, by: str = "", reference: float = 0.0) -> None:
        ratio = ""
        if reference:
            name = f"{name} / {by}"
            self.ratios[name] = round(seconds / reference, 2)
            ratio = f"{seconds / reference:8.2f} {self.last.get(name, float('nan')):8.2f}"
        print(f"{name:58} {seconds:9.4f} {ratio}", flush=True)


def cpu(
    command: tuple[str, ...],
    root: Path,
    before: Callable[[], object] = lambda: None,
    runs: int = RUNS,
    *,
    kept: bool = True,
) -> float:
    """The median CPU seconds of a whole process; `kept`: as far as what is kept helps it."""
    seconds = []
    environment = dict(os.environ) if kept else {**os.environ, "BRIEFGEN_CACHE": "off"}
    for _ in range(runs):
        before()
        start = document.spent()
        subprocess.run(command, cwd=root, check=True, capture_output=True, env=environment)
        seconds.append(document.spent() - start)
        if sum(seconds) > LONG:
            break
    return statistics.median(seconds)


def peak(command: tuple[str, ...], root: Path, before: Callable[[], object]) -> float:
    """The megabytes that the largest process of a command held."""
    before()
    child = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_maxrss / 1024


def tools_there() -> dict[str, tuple[str, ...]]:
    """How make and ninja are called, where they are installed."""
    tools = {name: tuple(line.split()) for name, line in {"make": "make -s", "ninja": "ninja --quiet"}.items()}
    return {name: line for name, line in tools.items() if build.found(name)}


def start_of(root: Path, runs: int = RUNS) -> float:
    """A start that does nothing."""
    return cpu((*build.BRIEFGEN, "--help"), root, runs=runs, kept=False)


def here(table: Table, scratch: Path) -> None:
    """The edit loop in a copy of this workspace."""
    root = scratch / "here"
    root.mkdir()
    build.copy_of_this(root)
    os.environ["BRIEFGEN_CACHE"] = str(scratch / "store")
    make, check = (*build.BRIEFGEN, "meeting", MEETING), (*build.BRIEFGEN, "check")
    python, help_ = cpu((sys.executable, "-c", "pass"), root), start_of(root)
    table.row("python -c pass", python)
    table.row("--help, nothing kept", help_, "python -c pass", python)
    # `--help` last: of files as new as these nothing is kept at first.
    for name, words in {"a brief": make, "check": check, "--help": (*build.BRIEFGEN, "--help")}.items():
        cpu(words, root)
        table.row(f"{name}, nothing changed", cpu(words, root), "python -c pass", python)
    change = changed(root / f"facts/meetings/{MEETING}.yaml")
    for name, words in {"a brief": make, "check": check}.items():  # in turns with a start: others may be at work
        turns = [(cpu(words, root, change, 1), start_of(root, 1)) for _ in range(RUNS)]
        seconds, start = map(statistics.median, zip(*turns, strict=True))
        table.row(f"{name}, one sentence changed", seconds, "--help", start)


def changed(path: Path) -> Callable[[], None]:
    """Says something else in the first sentence of a file, at each call."""
    text = path.read_text("utf-8")
    old = next(line for line in text.splitlines() if "is: " in line and line.rstrip().endswith("."))
    turns = iter(range(1, 1000))

    def change() -> None:
        path.write_text(text.replace(old, f"{old.rstrip()[:-1]}{' once more' * next(turns)}."), encoding="utf-8")

    return change


def warm(table: Table, scratch: Path) -> None:
    """One document of a common size."""
    found = document.measured(scratch, 10 * RUNS)
    for peer in [name for name in found if name != "briefgen"]:
        table.row("a document, warm", found["briefgen"] / 1000, peer, found[peer] / 1000)


def large(table: Table, scratch: Path, facts: int, briefs: int) -> None:
    """A build of many briefs: all, none, one fact, a template."""
    root = scratch / "large"
    root.mkdir()
    build.generate(root, facts, briefs)
    os.environ["BRIEFGEN_CACHE"] = str(scratch / "large-store")
    command, check = (*build.BRIEFGEN, "build"), (*build.BRIEFGEN, "check")
    help_ = start_of(root)
    size = f"{facts:,} facts"
    table.row(f"check of {size}, first, each thousand", cpu(check, root, runs=1) / facts * 1000, "--help", help_)
    before = document.spent()
    ran = subprocess.run((sys.executable, "-c", WATCHED), cwd=root, check=True, capture_output=True, text=True)
    first = document.spent() - before
    table.row(f"build of {briefs:,} briefs over {size}, each", first / briefs, "--help", help_)
    if shares := [float(line.partition(" ")[2]) for line in ran.stderr.splitlines() if line.startswith("busy ")]:
        print(f"{'the same, least share of its time that a worker had work':58} {min(shares):9.2f}", flush=True)
    idle, peers = nothing_to_do(root, command)
    table.row(f"nothing to do, {briefs:,} briefs", idle, "--help", help_)
    for name, seconds in peers.items():
        table.row(f"nothing to do, {briefs:,} briefs", idle, name, seconds)
    one = cpu(command, root, build.changed(root))
    table.row(f"one fact of {size} changed", one, "--help", help_)
    for name, seconds in peers.items():
        table.row(f"one fact of {size} changed", one, f"{name}, nothing to do", seconds)
    template = root / "templates" / "meeting" / "brief.md.j2"
    template.parent.mkdir(parents=True)
    shipped = (build.HERE / "templates" / "meeting" / "brief.md.j2").read_text("utf-8")

    def changed(of: int) -> float:
        """What a build takes whose template has another last line, another branch that nobody reaches, a remark."""
        last, unreached, remark = (f"{'again ' * (of > n)}" for n in range(3))
        branch = f"{{% if not meeting.series %}}No series. {unreached}{{% endif %}}"
        more = f"{{{{ meeting.status }}}} {last}{branch}{{# a remark {remark}#}}"
        template.write_text(f"{shipped}\n{more}\n", encoding="utf-8")
        return cpu(command, root, runs=1)

    table.row(f"a template changed, {briefs:,} briefs, each", changed(1) / briefs, "--help", help_)
    table.row("a branch of a template changed that none reaches", changed(2), "--help", help_)
    table.row("a remark in a template changed", changed(3), "--help", help_)


WATCHED = """
import sys, time
from briefgen.cli import main
from briefgen.sandbox import worker_pool as pool
begun, started, dismissed = {}, pool._started, pool._dismissed
def start(*given):
    worker = started(*given)
    begun[worker.process] = time.perf_counter_ns()
    return worker
def dismiss(worker):
    try:
        ran, ready, _ = map(int, open(f"/proc/{worker.process}/schedstat").read().split())
        print("busy", (ran + ready) / (time.perf_counter_ns() - begun[worker.process]), file=sys.stderr)
    except OSError:
        pass
    return dismissed(worker)
pool._started, pool._dismissed = start, dismiss
sys.argv = ["briefgen", "build"]
main()
"""
"""A build that tells how much of its time each worker ran or was ready to, whatever else the machine had to do."""


def nothing_to_do(root: Path, command: tuple[str, ...]) -> tuple[float, dict[str, float]]:
    """What a build takes that has nothing to do, and what make and ninja take for as many files."""
    build.rules(root)
    tools = tools_there()
    for line in (*tools.values(), command, command):
        cpu(line, root, runs=1)
    return cpu(command, root), {name: cpu(line, root) for name, line in tools.items()}


SHORT = "# {{ meeting.place }}\n\n{{ meeting.date }}{{ meeting.ordinal }}\n"
"""A brief of a line, of which ten thousand are made in some minutes."""


def huge(table: Table, scratch: Path, facts: int, briefs: int) -> None:
    """A large base: first for few briefs, then for many short ones."""
    root = scratch / "huge"
    root.mkdir()
    build.generate(root, facts, briefs)
    os.environ["BRIEFGEN_CACHE"] = str(scratch / "huge-store")
    settings = root / "briefgen.toml"
    settings.write_text('[briefs.meeting]\nrecords = ["series = board-0"]\n', encoding="utf-8")
    command, check = (*build.BRIEFGEN, "build"), (*build.BRIEFGEN, "check")
    help_, size = start_of(root), f"{facts:,} facts"
    table.row(f"check of {size}, first, each thousand", cpu(check, root, runs=1) / facts * 1000, "--help", help_)
    cpu(command, root)
    change = build.changed(root)
    table.row(f"one fact of {size} changed", cpu(command, root, change), "--help", help_)
    print(f"{'the same, megabytes':58} {peak(command, root, change):9.0f}", flush=True)
    before = len(list((root / "out").glob("*/*.md")))
    old = (root / "facts/meetings/meeting-0.yaml").read_text("utf-8")
    build.write(root, "meetings", "meeting-new", old.replace("ordinal: {is: 1,", "ordinal: {is: 99,"))
    joined = cpu(command, root, runs=1)
    table.row(f"one of {size} joins a selection of {before}", joined, "--help", help_)
    short = root / "templates" / "short"
    short.mkdir(parents=True)
    (short / "template.toml").write_text('about = "meeting"\nformats = ["md"]\n', encoding="utf-8")
    (short / "brief.md.j2").write_text(SHORT, encoding="utf-8")
    settings.write_text('[briefs.short]\nrecords = ["all"]\n', encoding="utf-8")
    first = cpu(command, root, runs=1)
    table.row(f"build of {briefs:,} short briefs over {size}, each", first / briefs, "--help", help_)
    idle, peers = nothing_to_do(root, command)
    for name, seconds in peers.items():
        table.row(f"nothing to do, {briefs:,} short briefs", idle, name, seconds)
    one = cpu(command, root, change)
    table.row(f"one fact changed, {briefs:,} short briefs", one, "--help", help_)
    for name, seconds in peers.items():
        table.row(f"one fact changed, {briefs:,} short briefs", one, f"{name}, nothing to do", seconds)


def main(*sizes: str) -> None:
    table = Table()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        here(table, scratch)
        warm(table, scratch)
        for measure, size in zip((large, huge), sizes, strict=False):
            facts, briefs = (int(number) for number in size.split(":"))
            if briefs:
                measure(table, scratch, facts, briefs)
    if os.environ.get("KEEP"):
        LAST.write_text(
            json.dumps({**table.last, **table.ratios}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main(*(sys.argv[1:] or ("10000:200", "100000:10000")))
