"""The licences of what briefgen depends on, as each distribution says itself: `make licences`.

What `pip install briefgen` brings comes first, then what its extras bring. The tools of `test` are not handed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

EXTRAS = ("", "csl", "dask", "preview", "schedule", "sources")
REMARKS = {"pypandoc-binary": "; it carries pandoc (GPL-2.0-or-later), which runs as a program of its own"}


def needed(extra: str) -> dict[str, Distribution]:
    """Every distribution that is installed for an extra, or for no extra, by name; the extra's own alone."""
    found: dict[str, Distribution] = {}
    todo = list(_required(distribution("briefgen"), extra))
    while todo:
        wanted = todo.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # of another system, or of an extra that is not installed here
            continue
        for one in ("", *wanted.extras):
            todo.extend(_required(found[name], one))
    return dict(sorted(found.items()))


def _required(owner: Distribution, extra: str) -> Iterator[Requirement]:
    for line in owner.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None:
            if not extra:
                yield wanted
        elif wanted.marker.evaluate({"extra": extra}) and (not extra or not wanted.marker.evaluate({"extra": ""})):
            yield wanted


def licence_of(found: Distribution) -> str:
    """The licence as an SPDX expression where the distribution has one, else in its own words."""
    told = found.metadata.json
    if expression := told.get("license_expression"):
        return str(expression)
    classified = [line.rpartition(" :: ")[2] for line in told.get("classifier", ()) if line.startswith("License ::")]
    return ", ".join(classified) or str(told.get("license") or _first_line(found)).partition("\n")[0] or "not said"


def _first_line(found: Distribution) -> str:
    files = [path for path in found.files or () if path.name.upper() == "LICENSE"]
    return files[0].read_text().strip() if files else ""


def main() -> None:
    told: set[str] = set()
    for extra in EXTRAS:
        print(f"briefgen[{extra}]" if extra else "briefgen")
        for name, found in needed(extra).items():
            if name not in told:
                told.add(name)
                print(f"  {name:<24}{found.version:<14}{licence_of(found)}{REMARKS.get(name, '')}")


if __name__ == "__main__":
    main()
