"""What a build costs that has nothing to do, or one changed fact, beside make and ninja on files of the same shape.

    python benchmarks/build.py                                    # this workspace, and 1,000 facts for 50 briefs
    python benchmarks/build.py here 1000:50 100000:50 100000:10000

A size is FACTS:BRIEFS. A workspace of that size is written for it: meetings of harbour boards, each a file, with a
source for every fifty facts; `here` is a copy of this workspace. For make and ninja, each brief is two outputs of its
meeting, its sources and the template, and the command only touches them, so that what is compared is the finding out.
All commands are whole processes and take turns; prints medians of seconds, and ratios to `briefgen --help` and to ninja
with nothing to do. The first look after a build still reads what is remembered. make and ninja are left out where they
are not installed. KEEP=FOLDER works there, and finds again what an earlier call has built there.
RUNS=2 takes two turns.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
FACTS_A_SOURCE = 50
MEETINGS_A_SERIES = 20
RUNS = int(os.environ.get("RUNS", "7"))
BRIEFGEN = (sys.executable, "-m", "briefgen")


# --- a workspace of a size -----------------------------------------------------------------------


def generate(root: Path, facts: int, briefs: int) -> None:
    """A workspace of about `facts` statements and `briefs` standard briefs; the same for the same numbers."""
    meetings = max(briefs, facts // 100)
    sources = max(1, facts // FACTS_A_SOURCE)
    for n in range(sources):
        write(root, "sources", f"minutes-{n}", source(n))
    for n in range(20):
        write(root, "themes", f"theme-{n}", f"label: harbour works of type {n}\n")
        write(root, "persons", f"person-{n}", f"name: Person {n}\nsrc: minutes-0\n")
    for n in range(-(-meetings // MEETINGS_A_SERIES)):
        write(root, "series", f"board-{n}", f"name: Harbour board {n}\nsrc: minutes-0\n")
    write(root, "countries", "exampleland", "code: XA\n")
    each = max(8, (facts - 8 * sources) // meetings)
    for n in range(meetings):
        write(root, "meetings", f"meeting-{n}", meeting(n, sources, each))
    chosen = ", ".join(f'"meeting-{n}"' for n in range(briefs)) if briefs < meetings else '"all"'
    (root / "briefgen.toml").write_text(f"[briefs.meeting]\nrecords = [{chosen}]\n", encoding="utf-8")


def write(root: Path, kind: str, id_: str, text: str) -> None:
    folder = root / "facts" / kind
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{id_}.yaml").write_text(text, encoding="utf-8")


def source(n: int) -> str:
    return (
        f"type: news-report\ntitle: Minutes number {n}\nlanguage: en\nretrieved: 2026-01-0{n % 9 + 1}\n"
        f"label: Registry {n}\ndescriptor: minutes number {n}\npublished: {{is: 2025-0{n % 9 + 1}-11}}\n"
    )


def meeting(n: int, sources: int, facts: int) -> str:
    """A record of `facts` statements: six of its own, and sentences."""
    number = n % MEETINGS_A_SERIES + 1
    lines = [
        f"series: board-{n // MEETINGS_A_SERIES}",
        f"src: minutes-{n % sources}",
        f"ordinal: {{is: {number}, quote: 'the session number {number} of the board'}}",
        f"date: {2000 + number}-10-1{n % 10}",
        "place: Exampleport",
        "country: {is: exampleland, register: ISO 3166-1}",
        "status: held",
        "discussion:",
    ]
    for s in range(facts - 6):
        lines += [
            f"  - is: The board spoke of quay number {s} and of the dredging that follows from it for berth {n}.",
            f"    themes: [theme-{s % 20}]",
            f'    src: {{minutes-{(n + s) % sources}: "spoke at length of quay number {s} and of the dredging"}}',
        ]
    return "\n".join(lines) + "\n"


def copy_of_this(root: Path) -> None:
    for name in ("facts", "templates"):
        shutil.copytree(HERE / name, root / name)
    shutil.copy(HERE / "briefgen.toml", root)


# --- the same for make and ninja -----------------------------------------------------------------


def rules(root: Path) -> None:
    """A Makefile and a build.ninja by which `made/` depends on the files as `out/` does."""
    outputs = sorted(p.relative_to(root / "out") for p in (root / "out").glob("*/*") if p.suffix in (".docx", ".md"))
    shared = [p for p in root.rglob("*") if p.is_file() and "templates" in p.relative_to(root).parts]
    facts = sorted((root / "facts").rglob("*.yaml"))
    by_name = {p.stem: p for p in facts}
    general = " ".join(str(p.relative_to(root)) for p in [*shared, root / "briefgen.toml"])
    make, ninja = ["all:", ".PHONY: all"], ["rule brief", "  command = touch $out"]
    names, mine = dict.fromkeys(p.with_suffix("") for p in outputs), set(facts)
    for name in names:
        record = by_name[name.name.partition(".")[0]]
        words = record.read_text("utf-8").replace("{", " ").replace(":", " ").split()
        used = dict.fromkeys(by_name[w] for w in words if w in by_name)
        mine -= {record, *used}
        needs = " ".join(str(p.relative_to(root)) for p in [record, *used])
        made = f"made/{name}.docx made/{name}.md"
        make.append(f"{made} &: {needs} {general}\n\ttouch made/{name}.docx made/{name}.md\nall: {made}")
        ninja.append(f"build {made}: brief {needs} | {general}")
    rest = " ".join(str(p.relative_to(root)) for p in sorted(mine))
    make.append(f"made/rest: {rest}\n\ttouch made/rest\nall: made/rest")
    ninja.append(f"build made/rest: brief {rest}")
    for kind in {name.parent for name in names}:
        (root / "made" / kind).mkdir(parents=True, exist_ok=True)
    (root / "Makefile").write_text("\n".join(make) + "\n", encoding="utf-8")
    (root / "build.ninja").write_text("\n".join(ninja) + "\n", encoding="utf-8")


# --- measuring -----------------------------------------------------------------------------------


@dataclass
class Cost:
    """Seconds of a command at each run: on the clock, and of all processors; and its peak of memory in megabytes."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: float = 0.0

    def take(self, command: Iterable[str], root: Path) -> None:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        child = subprocess.Popen([*command], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        _, said = child.communicate()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if child.returncode:
            raise SystemExit(f"{' '.join(command)} left with {child.returncode}:\n{said.decode()[-2000:]}")
        self.wall.append(time.perf_counter() - start)
        self.cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        self.peak = after.ru_maxrss / 1024


def changed(root: Path) -> Callable[[], None]:
    """Says something else in one sentence of one record, at each call."""
    path = next(p for p in sorted((root / "facts" / "meetings").glob("*.yaml")) if b"discussion:" in p.read_bytes())
    text, count = path.read_text("utf-8"), iter(range(10**6))
    old = next(line for line in text.partition("discussion:")[2].splitlines() if "- is: " in line)

    def change() -> None:
        path.write_text(text.replace(old, f"{old.rstrip('.')} {time.time_ns() + next(count)}."), encoding="utf-8")

    return change


def measure(root: Path) -> None:
    """One table: the first build, then the others in turns."""
    os.environ["BRIEFGEN_CACHE"] = str(root / "store")
    rows: dict[str, Cost] = {}

    def run(name: str, *command: str) -> None:
        rows.setdefault(name, Cost()).take(command, root)

    is_new = not (root / "out").exists()
    run("briefgen, first build" if is_new else "briefgen, once more", *BRIEFGEN, "build")
    if is_new:
        rules(root)
    tools = {name: command for name, command in {"make": "make -s", "ninja": "ninja --quiet"}.items() if found(name)}
    for name, command in tools.items():
        run(f"{name}, first build", *command.split())
    change = changed(root)
    for _ in range(RUNS):
        run("briefgen --help", *BRIEFGEN, "--help")
        for name, command in tools.items():
            run(f"{name}, nothing to do", *command.split())
        run("briefgen, first look after", *BRIEFGEN, "build")
        run("briefgen, nothing to do", *BRIEFGEN, "build")
        change()
        for name, command in tools.items():
            run(f"{name}, one file changed", *command.split())
        run("briefgen, one fact changed", *BRIEFGEN, "build")
    show(rows)


def found(program: str) -> bool:
    return shutil.which(program) is not None


def show(rows: dict[str, Cost]) -> None:
    help_, ninja = rows["briefgen --help"], rows.get("ninja, nothing to do")
    print(f"{'':28} {'seconds':>8} {'CPU':>8}   {'x --help':>15}   {'x ninja':>15}")
    print(f"{'':28} {'':>8} {'':>8}   {'clock':>7} {'CPU':>7}   {'clock':>7} {'CPU':>7}")
    for name, cost in rows.items():
        wall, cpu = statistics.median(cost.wall), statistics.median(cost.cpu)
        ratios = [f"{wall / statistics.median(o.wall):7.2f} {cpu / statistics.median(o.cpu):7.2f}"
                  for o in (help_, ninja) if o is not None]  # fmt: skip
        print(f"{name:28} {wall:8.3f} {cpu:8.3f}   {'   '.join(ratios)}")
    print(f"the largest process held {max(cost.peak for cost in rows.values()):,.0f} MB")


def main(sizes: list[str]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(os.environ.get("KEEP", scratch)).resolve() / size.replace(":", "-")
            if not root.exists():
                root.mkdir(parents=True)
                if size == "here":
                    copy_of_this(root)
                else:
                    generate(root, *(int(number) for number in size.split(":")))
            count = len(list((root / "facts").rglob("*.yaml")))
            print(f"\n{size} ({count:,} files of facts)")
            measure(root)


if __name__ == "__main__":
    main(sys.argv[1:] or ["here", "1000:50"])
