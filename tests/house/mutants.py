"""Small faults planted in a room, and which of them the tests beside each module do not notice (`make mutants`).

The faults are those of cosmic-ray and of `tests/house/faults.py`. A few places of each module are drawn, the same ones
every time, and one fault for each. It stands in a copy of the repository, where the tests beside the module run: those
called like it, else those of its room that import it, else all of the room. Slow tests do not count.
A fault that makes them go on for ever counts as noticed. What is printed are the survivors: each is a test that is
missing, or a line that does nothing. `mutants.md` keeps the last figures and the survivors that change nothing.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import cache_from_source
from pathlib import Path

from tests.house.faults import Fault, faults
from tests.house.rooms import modules, room
from tests.workspaces import REPOSITORY

ROOMS = ("facts", "citations", "revisions", "incremental", "outputs", "workspace")
FIGURES = REPOSITORY / "tests" / "house" / "mutants.md"
LEAST, TIMES = 20, 5  # how long tests may take with a fault: seconds, or so many times as long as without
FORKED = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Mutant:
    """One fault: the module with it, and what it changes as a diff."""

    path: Path
    text: str
    diff: str

    @property
    def change(self) -> str:
        """The first line that goes and the first that comes, as `mutants.md` names a fault."""
        lines = [[line[1:].strip() for line in self.diff.splitlines() if line.startswith(sign)] for sign in "-+"]
        return " => ".join(found[0] if found else "" for found in lines)


@dataclass(frozen=True)
class Row:
    """What came of one module: how many faults were tried, noticed, and found to change nothing that can be seen."""

    module: str
    seed: int
    tried: int
    noticed: int
    same: int


def mutants_of(module: str, count: int, seed: int) -> list[Mutant]:
    """So many faults of a module, drawn by a seed: places first, then one fault for each."""
    path = modules()[module]
    code = path.read_text("utf-8")
    places: dict[tuple[int, int], list[Callable[[], str | None]]] = {}
    for start, plant in _of_cosmic_ray(path, code):
        places.setdefault(start, []).append(plant)
    for one in faults(code):
        places.setdefault(one.place, []).append(partial(_text, one))
    drawn, found = random.Random(f"{seed} {module}"), list[Mutant]()
    for start in drawn.sample(sorted(places), len(places)):
        text = drawn.choice(places[start])()
        if text is not None and _does_something(code, text):
            lines = [*difflib.unified_diff(code.splitlines(), text.splitlines(), n=0, lineterm="")][2:]
            found.append(Mutant(path.relative_to(REPOSITORY), text, "\n".join(lines)))
        if len(found) == count:
            break
    return found


def _text(fault: Fault) -> str:
    return fault.text


def _of_cosmic_ray(path: Path, code: str) -> Iterator[tuple[tuple[int, int], Callable[[], str | None]]]:
    """Where cosmic-ray would change something, and how to have it done, which is what takes long."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    nodes = list(ast_nodes(get_ast_from_path(path)))
    for name in sorted(operator_names()):
        kind = get_operator(name)
        if kind.arguments():
            continue
        operator, at = kind(), 0
        for node in nodes:
            for start, _ in operator.mutation_positions(node):
                yield start, partial(mutate_code, code, operator, at)
                at += 1


def _does_something(code: str, text: str) -> bool:
    """Whether a fault can be compiled and is more than another annotation, which nothing evaluates."""
    try:
        return _bare(code) != _bare(text)
    except SyntaxError:
        return False


def _bare(code: str) -> str:
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign):
            node.annotation = ast.Constant(None)
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
            if [ast.unparse(line) for line in node.body] == ["..."]:  # of a protocol, which nothing calls
                node.args = ast.arguments([], [], None, [], [], None, [])
            node.decorator_list = [one for one in node.decorator_list if "cache" not in ast.dump(one)]  # only speed
        elif isinstance(node, ast.ClassDef):
            node.decorator_list = []  # frozen, slots: promises that mypy holds, not tests
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "zip":
            node.keywords = []  # strict holds the program to its own promises
        elif isinstance(node, ast.If) and all(isinstance(line, ast.Import | ast.ImportFrom) for line in node.body):
            node.test = ast.Constant(None)  # as under TYPE_CHECKING: for types alone
    return ast.dump(tree)


def tests_beside(module: str) -> list[str]:
    """The tests that are called like a module; else those of its room that import it; else all of its room."""
    parts = module.split(".")[1:]
    home = REPOSITORY / "tests" / room(module)
    names = {"/".join([*parts[1:-1], f"test_{parts[-1]}"])}
    if len(parts) > 2:  # a folder of modules may have one file of tests
        names.add("/".join([*parts[1:-2], f"test_{parts[-2]}"]))
    imports = re.compile(rf"from {module} import|from {module.rpartition('.')[0]} import .*\b{parts[-1]}\b")
    found = sorted(home.rglob("test_*.py"))
    named = [path for path in found if path.relative_to(home).with_suffix("").as_posix() in names]
    own = named or [path for path in found if imports.search(path.read_text("utf-8"))]
    return [path.relative_to(REPOSITORY).as_posix() for path in own] or [f"tests/{room(module)}"]


def is_noticed(mutant: Mutant, copy: Path, tests: list[str], seconds: float) -> bool:
    """Whether a test fails, or never ends, with the fault in place."""
    place = copy / mutant.path
    kept = place.read_bytes()
    place.write_text(mutant.text, "utf-8")
    Path(cache_from_source(str(place))).unlink(missing_ok=True)
    try:
        return not passes(copy, tests, seconds)
    finally:
        place.write_bytes(kept)


def passes(copy: Path, tests: list[str], seconds: float | None = None) -> bool:
    """Whether the tests pass in the copy, within so many seconds. What is compiled is only kept where there is no
    limit: without a fault."""
    run = FORKED.Process(target=_tested, args=(copy, tests, seconds is None))
    run.start()
    run.join(seconds)
    if run.is_alive():
        assert run.pid is not None
        os.killpg(run.pid, signal.SIGKILL)  # what a runaway has started ends with it
        run.join()
    return run.exitcode == 0


def _tested(copy: Path, tests: list[str], keeps: bool) -> None:
    """Runs in a copy of this process, which has the libraries at hand, but nothing of the program."""
    import pytest

    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.chdir(copy)
    os.environ["PYTHONPATH"] = str(copy)
    sys.path.insert(0, str(copy))
    sys.dont_write_bytecode = not keeps
    if not keeps:
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow and not network", *tests])
    os._exit(int(code))


def forget() -> None:
    """Leave only libraries imported, so that each test process begins with them and reads the program anew."""
    __import__("tests.conftest")
    for name in [name for name in sys.modules if name.split(".")[0] in {"briefgen", "tests"}]:
        del sys.modules[name]


def copied(folder: Path) -> Path:
    """A copy of what git knows of the repository as it lies there."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    here = [name for name in names.decode().split("\0") if name and (REPOSITORY / name).is_file()]
    for name in here:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((REPOSITORY / name).read_bytes())
    return folder


def chosen(wanted: str) -> Iterator[str]:
    """The modules of a room, or one module named like `facts.release`."""
    for module in modules():
        is_wanted = wanted in (room(module), module.removeprefix("briefgen."))
        if is_wanted and modules()[module].name != "__init__.py":
            yield module


def same(module: str) -> set[str]:
    """The faults of a module that change nothing that can be seen, one a line: its name, the change, the reason."""
    name = re.escape(module.removeprefix("briefgen."))
    return set(re.findall(rf"^- {name}: `` (.+?) `` ", FIGURES.read_text("utf-8"), re.MULTILINE))


def keep(row: Row) -> None:
    """Write the last figures of a module into `mutants.md`; those of other modules stay, of modules that went go."""
    start, end = "<!-- figures: make mutants KEEP=1 writes this -->\n", "<!-- /figures -->\n"
    before, _, rest = FIGURES.read_text("utf-8").partition(start)
    old, _, after = rest.partition(end)
    kept = {cells[0]: cells[1:] for line in old.splitlines()[2:] if (cells := line.strip("| ").split(" | "))}
    kept[row.module] = [str(figure) for figure in (row.seed, row.tried, row.noticed, row.same)]
    stand = {name.removeprefix("briefgen.") for name in modules()}
    table = ["| module | seed | tried | noticed | change nothing |", "| --- | --- | --- | --- | --- |"]
    table += [f"| {' | '.join([name, *kept[name]])} |" for name in sorted(kept) if name in stand]
    FIGURES.write_text("".join([before, start, "\n".join(table), "\n", end, after]), "utf-8")


def main() -> int:
    options = argparse.ArgumentParser(description="Which planted faults do the tests beside a module not notice?")
    options.add_argument("wanted", nargs="*", default=ROOMS, help="rooms, or modules such as facts.release")
    options.add_argument("--count", type=int, default=5, help="faults for each module")
    options.add_argument("--seed", type=int, default=1, help="another number draws other places")
    options.add_argument("--keep", action="store_true", help="write the figures into tests/house/mutants.md")
    given = options.parse_args()
    rows = list[Row]()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # some tests are somebody else for a moment
        copy = copied(Path(folder))
        plan = [module for wanted in given.wanted for module in chosen(wanted)]
        beside = {module: tests_beside(module) for module in plan}
        forget()
        for module in plan:
            name, began = module.removeprefix("briefgen."), time.monotonic()
            if not passes(copy, beside[module]):
                print(f"{name}: its tests fail without any fault: {' '.join(beside[module])}", flush=True)
                continue
            seconds = LEAST + TIMES * (time.monotonic() - began)
            planted = mutants_of(module, given.count, given.seed)
            survivors = [one for one in planted if not is_noticed(one, copy, beside[module], seconds)]
            idle = same(module)
            open_ones = [one for one in survivors if one.change not in idle]
            tried, noticed = len(planted), len(planted) - len(survivors)
            rows.append(Row(name, given.seed, tried, noticed, len(survivors) - len(open_ones)))
            if given.keep:
                keep(rows[-1])
            print(f"{name}: {noticed} of {tried} noticed, {time.monotonic() - began:.0f} s", flush=True)
            for mutant in open_ones:
                print(f"{mutant.diff}\n", flush=True)
    for title in sorted({row.module.split(".")[0] for row in rows}):
        print(told(title, [row for row in rows if row.module.split(".")[0] == title]))
    print(told("together", rows))
    return 0


def told(title: str, rows: list[Row]) -> str:
    """One line of the end: what was noticed of the faults that change anything."""
    tried, idle = sum(row.tried for row in rows), sum(row.same for row in rows)
    noticed = sum(row.noticed for row in rows)
    share = f" ({noticed / (tried - idle):.0%})" if tried > idle else ""
    return f"{title}: {noticed} of {tried - idle} noticed{share}" + (f", {idle} more change nothing" if idle else "")


if __name__ == "__main__":
    raise SystemExit(main())
