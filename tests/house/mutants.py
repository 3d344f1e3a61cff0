"""Small faults planted in a room, and which of them the tests beside each module do not notice (`make mutants`).

The faults are those of cosmic-ray. A few places of each module are drawn, the same ones every time, and one fault for
each. It stands in a copy of the repository, where `tests/ROOM/test_MODULE.py` (where there is none, the quick tests of
the room) run in a process of their own. A fault that makes them go on for ever counts as noticed. What is printed are
the survivors: each is a test that is missing, or a line that does nothing.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.rooms import modules, room
from tests.workspaces import REPOSITORY

ROOMS = ("facts", "citations", "revisions", "incremental", "outputs", "workspace")
SECONDS = 300


@dataclass(frozen=True)
class Mutant:
    """One fault: the module with it, and what it changes as a diff."""

    path: Path
    text: str
    diff: str


def mutants_of(module: str, count: int, seed: int) -> list[Mutant]:
    """So many faults of a module, drawn by a seed: places first, then one fault for each."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    path = modules()[module]
    code = path.read_text("utf-8")
    tree = get_ast_from_path(path)
    places: dict[tuple[int, int], list[tuple[object, int]]] = {}
    for name in sorted(operator_names()):
        kind = get_operator(name)
        if kind.arguments():
            continue
        operator, at = kind(), 0
        for node in ast_nodes(tree):
            for start, _ in operator.mutation_positions(node):
                places.setdefault(start, []).append((operator, at))
                at += 1
    drawn, found = random.Random(f"{seed} {module}"), list[Mutant]()
    for start in drawn.sample(sorted(places), len(places)):
        operator, at = drawn.choice(places[start])
        text = mutate_code(code, operator, at)
        if text is not None and _does_something(code, text):
            shown = path.relative_to(REPOSITORY)
            lines = [*difflib.unified_diff(code.splitlines(), text.splitlines(), n=0, lineterm="")][2:]
            found.append(Mutant(shown, text, "\n".join(lines)))
        if len(found) == count:
            break
    return found


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
        elif isinstance(node, ast.ClassDef):
            node.decorator_list = []  # frozen, slots: promises that mypy holds, not tests
    return ast.dump(tree)


def tests_beside(module: str) -> list[str]:
    """The tests of a module, or those of its room."""
    parts = module.split(".")[1:]
    folder = REPOSITORY / "tests" / "/".join(parts[:-1])
    own = sorted(folder.glob(f"test_{parts[-1]}*.py"))
    return [str(path.relative_to(REPOSITORY)) for path in own] or [f"tests/{room(module)}"]


def is_noticed(mutant: Mutant, copy: Path, tests: list[str]) -> bool:
    """Whether a test fails, or never ends, with the fault in place."""
    place = copy / mutant.path
    kept = place.read_bytes()
    place.write_text(mutant.text, "utf-8")
    try:
        return not passes(copy, tests)
    finally:
        place.write_bytes(kept)


def passes(copy: Path, tests: list[str]) -> bool:
    """Whether the tests pass in the copy, within some minutes."""
    words = ["-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not slow and not network", *tests]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    # A group of its own, so that what a runaway has started ends with it.
    run = subprocess.Popen(
        [sys.executable, *words], cwd=copy, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        return run.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()


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
        inner = module.removeprefix("briefgen.")
        if inner == wanted or (room(module) == wanted and modules()[module].name != "__init__.py"):
            yield module


def main() -> int:
    options = argparse.ArgumentParser(description="Which planted faults do the tests beside a module not notice?")
    options.add_argument("wanted", nargs="*", default=ROOMS, help="rooms, or modules such as facts.release")
    options.add_argument("--count", type=int, default=5, help="faults for each module")
    options.add_argument("--seed", type=int, default=1, help="another number draws other places")
    given = options.parse_args()
    noticed = total = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder))
        for module in (name for wanted in given.wanted for name in chosen(wanted)):
            tests, began = tests_beside(module), time.monotonic()
            if not passes(copy, tests):
                print(f"{module}: its tests fail without any fault, or take longer than {SECONDS} seconds")
                continue
            planted = mutants_of(module, given.count, given.seed)
            survivors = [mutant for mutant in planted if not is_noticed(mutant, copy, tests)]
            noticed, total = noticed + len(planted) - len(survivors), total + len(planted)
            took = time.monotonic() - began
            print(f"{module}: {len(planted) - len(survivors)} of {len(planted)} noticed, {took:.0f} s", flush=True)
            for mutant in survivors:
                print(f"{mutant.diff}\n", flush=True)
    print(f"{noticed} of {total} noticed" + (f" ({noticed / total:.0%})" if total else ""))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
