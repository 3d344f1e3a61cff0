"""One brief as a whole process, beside pandoc turning the same Markdown into Word: ratios within one run.

    python benchmarks/brief.py [RUNS]

Prints medians of CPU seconds (user and system) and the ratio to pandoc, where pandoc or the package
pypandoc_binary is there. `kept` finds nothing changed since the last run, `made` renders and writes the brief
anew with facts and templates known from before, `first` knows nothing.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

MEETING = "samarkand-2025"


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        store, out = Path(scratch) / "store", Path(scratch) / "out"
        os.environ["BRIEFGEN_CACHE"] = str(store)
        make = [sys.executable, "-m", "briefgen", "meeting", MEETING, "--out", str(out)]
        markdown = out / "meeting" / f"{MEETING}.md"
        rows = {
            "briefgen --help": cost([sys.executable, "-m", "briefgen", "--help"], runs),
            "first": cost(make, max(3, runs // 3), lambda: shutil.rmtree(store, ignore_errors=True)),
            "made": cost(make, runs, lambda: forget_briefs(store)),
            "kept": cost(make, runs),
        }
        if (pandoc := find_pandoc()) is not None:
            target = str(Path(scratch) / "pandoc.docx")
            rows["pandoc"] = cost([pandoc, "-f", "gfm+footnotes", str(markdown), "-o", target], runs)
    for name, seconds in rows.items():
        ratio = f"{seconds / rows['pandoc']:8.2f} x pandoc" if "pandoc" in rows else ""
        print(f"{name:<16} {seconds:7.3f} s {ratio}")


def cost(command: list[str], runs: int, before: Callable[[], object] = lambda: None) -> float:
    """The median CPU seconds of a command, after one run that does not count."""
    seconds = []
    for _ in range(runs + 1):
        before()
        start = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        end = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime)
    return statistics.median(seconds[1:])


def forget_briefs(store: Path) -> None:
    for kept in store.rglob("brief-*"):
        kept.unlink()


def find_pandoc() -> str | None:
    if (found := shutil.which("pandoc")) is not None:
        return found
    try:
        import pypandoc
    except ImportError:
        return None
    return str(pypandoc.get_pandoc_path())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
