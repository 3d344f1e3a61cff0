"""The benchmarks run: each once, as small as it can be made."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.workspaces import REPOSITORY

pytestmark = pytest.mark.slow

CALLS = {
    "brief.py": (("1",), ["briefgen --help", "first", "made", "kept"]),
    "desk.py": (("2", "400"), ["a keystroke to its verdict, a value is added"]),
    "facts.py": (("200", "400"), ["briefgen, first load", "briefgen, nothing changed", "briefgen, one file changed"]),
    "document.py": (("2",), ["briefgen"]),
    "bench.py": (
        ("200:2", "200:3"),
        [
            "--help, nothing kept / python -c pass",
            "a brief, one sentence changed / --help",
            "nothing to do, 2 briefs / --help",
            "a remark in a template changed / --help",
            "one of 200 facts joins a selection of 3 / --help",
            "build of 3 short briefs over 200 facts, each / --help",
        ],
    ),
    "build.py": (("200:2",), ["briefgen, first build", "briefgen, nothing to do", "briefgen, one fact changed"]),
}


def test_no_benchmark_is_left_out() -> None:
    assert {path.name for path in (REPOSITORY / "benchmarks").glob("*.py")} == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_it_prints_a_row_for_each_command(name: str) -> None:
    sizes, rows = CALLS[name]
    command = [sys.executable, str(REPOSITORY / "benchmarks" / name), *sizes]
    variables = {**os.environ, "RUNS": "1"}
    ran = subprocess.run(command, cwd=REPOSITORY, env=variables, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [row for row in rows if row not in ran.stdout] == []
