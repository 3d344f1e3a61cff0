"""How long reading facts takes, beside what any YAML reader takes for the same bytes.

    python benchmarks/facts.py            # 10,000 and 100,000 facts
    python benchmarks/facts.py 2000 20000

Everything runs in fresh processes, one after the other, in one call, so that ratios mean something on a busy
machine. Readers that are not installed are left out: `pip install ruamel.yaml` in an environment of your own to see it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from briefgen.workspace.cache import Store

FACTS_A_FILE = 100
SOURCES_EACH = 50  # facts that share a source


def generate(folder: Path, facts: int) -> None:
    """A workspace of meetings with `facts` statements in all, and the records they refer to."""
    for kind in ("meetings", "sources", "themes", "series", "persons", "countries"):
        (folder / kind).mkdir(parents=True)
    sources = max(1, facts // SOURCES_EACH)
    for n in range(sources):
        write(folder, "sources", f"source-{n}", source(n))
    for n in range(20):
        write(folder, "themes", f"theme-{n}", f"label: theme number {n}\n")
        write(folder, "series", f"series-{n}", f"name: Series number {n}\nsrc: source-0\n")
        write(folder, "persons", f"person-{n}", f"name: Person {n}\nsrc: source-0\n")
    write(folder, "countries", "exampleland", "code: XA\n")
    for n in range(facts // FACTS_A_FILE):
        write(folder, "meetings", f"meeting-{n}", meeting(n, sources))


def write(folder: Path, kind: str, id_: str, text: str) -> None:
    (folder / kind / f"{id_}.yaml").write_text(text, encoding="utf-8")


def source(n: int) -> str:
    return (
        f"type: news-report\ntitle: Report number {n}\nlanguage: en\nretrieved: 2026-01-0{n % 9 + 1}\n"
        f"label: Outlet {n}\ndescriptor: report number {n}\npublished: {{is: 2025-0{n % 9 + 1}-11}}\n"
    )


def meeting(n: int, sources: int) -> str:
    """A record of `FACTS_A_FILE` statements: six of its own, claims of eight each, and sentences."""
    lines = [
        f"series: series-{n % 20}",
        f"src: source-{n % sources}",
        f"ordinal: {{is: {n + 1}, quote: 'the session number {n + 1} of the series'}}",
        f"date: {1000 + n % 9000}-10-1{n % 10}",
        "place: Exampleville",
        "country: {is: exampleland, register: ISO 3166-1}",
        "status: held",
        "claims:",
    ]
    for c in range(3):
        lines += [
            f"  - id: claim-{n}-{c}",
            f"    said_by: person-{c}",
            "    capacity: head of the example office",
            f"    says: the example number {c} of meeting {n} is going well",
            "    mode: reported",
            f"    on: 2025-0{c + 1}-11",
            f"    themes: [theme-{c}]",
            f'    src: {{source-{(n + c) % sources}: "said that the example number {c} was going well"}}',
        ]
    lines.append("discussion:")
    for s in range(FACTS_A_FILE - 6 - 3 * 7):
        lines += [
            f"  - is: The participants spoke of example number {s} and of what follows from it for meeting {n}.",
            f"    themes: [theme-{s % 20}, theme-{(s + 7) % 20}]",
            f'    src: {{source-{(n + s) % sources}: "spoke at length of example number {s} and of what follows"}}',
        ]
    return "\n".join(lines) + "\n"


# --- the readers, each in a process of its own --------------------------------------------------


def kept_of(folder: Path) -> Store:
    """Where what was read of a folder is kept."""
    folder.with_suffix(".kept").mkdir(exist_ok=True)
    return Store(folder.with_suffix(".kept"))


def briefgen_first(folder: Path) -> object:
    from briefgen.facts.loader import load_facts

    loaded = load_facts(folder, cache=kept_of(folder))
    assert not loaded.diagnostics, loaded.diagnostics[:3]
    return sum(len(r.statements) for r in loaded.base.records.values())


def briefgen_again(folder: Path) -> object:
    from briefgen.facts.loader import load_facts

    loaded = load_facts(folder, cache=kept_of(folder))
    assert not loaded.read_anew
    return sum(len(r.statements) for r in loaded.base.records.values())


def briefgen_one_changed(folder: Path) -> object:
    from briefgen.facts.loader import load_facts

    changed = folder / "meetings" / "meeting-0.yaml"
    text = changed.read_bytes()
    changed.write_bytes(text.replace(b"status: held", b"status: announced"))
    loaded = load_facts(folder, cache=kept_of(folder))
    changed.write_bytes(text)
    assert len(loaded.read_anew) == 1
    return sum(len(r.statements) for r in loaded.base.records.values())


def every_file(folder: Path, read: Callable[[bytes], object]) -> object:
    return len([read(path.read_bytes()) for path in sorted(folder.glob("*/*.yaml"))])


def pyyaml_c(folder: Path) -> object:
    import yaml

    return every_file(folder, lambda raw: yaml.load(raw, Loader=yaml.CSafeLoader))


def pyyaml_python(folder: Path) -> object:
    import yaml

    return every_file(folder, lambda raw: yaml.load(raw, Loader=yaml.SafeLoader))


def ruamel_safe(folder: Path) -> object:
    from ruamel.yaml import YAML  # type: ignore[import-not-found]

    return every_file(folder, YAML(typ="safe", pure=True).load)


READERS: dict[str, Callable[[Path], object]] = {
    "briefgen, first load": briefgen_first,
    "briefgen, nothing changed": briefgen_again,
    "briefgen, one file changed": briefgen_one_changed,
    "PyYAML CSafeLoader, no checks": pyyaml_c,
    "PyYAML SafeLoader, no checks": pyyaml_python,
    "ruamel.yaml safe, no checks": ruamel_safe,
}
SLOW = {"PyYAML SafeLoader, no checks", "ruamel.yaml safe, no checks"}
REFERENCE = "PyYAML CSafeLoader, no checks"


def run(reader: str, folder: Path) -> dict[str, float] | None:
    """Seconds, CPU seconds and megabytes of one reader in a fresh process; None where it is not installed."""
    command = [sys.executable, __file__, "--one", reader, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        raise SystemExit(done.stderr)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def one(reader: str, folder: Path) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    READERS[reader](folder)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - start,
                "cpu": time.process_time() - cpu,
                "megabytes": used.ru_maxrss / 1024,
            }
        )
    )


def main(sizes: list[int]) -> None:
    first: dict[str, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "facts"
            generate(folder, size)
            print(f"\n{size:,} facts in {len(list(folder.glob('*/*.yaml'))):,} files")
            print(f"{'':32} {'seconds':>8} {'CPU':>8} {'MB':>6} {'ratio':>6} {'growth':>7}")
            results = {
                name: found
                for name in READERS
                if (size <= 20_000 or name not in SLOW) and (found := run(name, folder)) is not None
            }
            for name, found in results.items():
                ratio = found["cpu"] / results[REFERENCE]["cpu"]
                growth = f"{found['cpu'] / first[name]:6.1f}x" if name in first else ""
                first.setdefault(name, found["cpu"])
                print(
                    f"{name:32} {found['seconds']:8.2f} {found['cpu']:8.2f} {found['megabytes']:6.0f}"
                    f" {ratio:5.2f}x {growth:>7}"
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        main([int(a) for a in sys.argv[1:]] or [10_000, 100_000])
