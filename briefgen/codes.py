"""Every code that a diagnostic may have, as data: how much it weighs, and what it means with an example.

A room tells of its codes in a file `codes.md` beside its modules: a heading for each, a line such as "error: the value
is none of the choices", then what it means and what to do, with examples indented. Nothing is read before it is needed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Severity(StrEnum):
    """How much a diagnostic weighs: an error makes the run fail, a warning only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Rule(NamedTuple):
    """A code: how much it weighs as a rule, what it says in a few words, and what `--explain` adds to that."""

    code: str
    severity: Severity
    title: str
    explanation: str

    def __str__(self) -> str:
        return f"{self.code} ({self.severity}): {self.title}\n\n{self.explanation}\n"


FILE = "codes.md"
_ENTRY = r"(?m)^## (?P<code>[a-z0-9-]+)\n\n(?P<severity>error|warning|note): (?P<title>.+)\n"


@cache
def rules() -> Mapping[str, Rule]:
    """Every code of the program, in alphabetical order."""
    found = [rule for text in _texts() for rule in _read(text)]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


def _read(text: str) -> list[Rule]:
    heads = list(re.finditer(_ENTRY, text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        Rule(head["code"], Severity(head["severity"]), head["title"], text[head.end() : end].strip("\n"))
        for head, end in zip(heads, ends, strict=True)
    ]


@cache
def severity_of(code: str) -> Severity:
    """How much a code weighs as a rule; one that is not the program's own is an error.

    A run that tells of one thing reads no more of the texts than this.
    """
    head = f"\n## {code}\n\n"
    for text in _texts():
        if (at := text.find(head)) >= 0:
            return Severity(text[at + len(head) :].partition(":")[0])
    return Severity.ERROR


@cache
def _texts() -> list[str]:
    here = os.path.dirname(__file__)
    files = (f"{here}/{room}/{FILE}" for room in sorted(os.listdir(here)))
    return [Path(file).read_text(encoding="utf-8") for file in files if os.path.isfile(file)]


def page() -> str:
    """The page `docs/codes.md`: every code in alphabetical order, with what it means."""
    head = (
        "# Codes\n\nEvery problem that briefgen tells of has a code in brackets; `briefgen check --explain CODE` prints"
        " what stands\nhere. This page is written by `make codes` from the files `briefgen/*/codes.md`.\n"
    )
    entries = (f"## {r.code}\n\n{r.severity}: {r.title}\n\n{r.explanation}\n" for r in rules().values())
    return "\n".join([head, *entries])


if __name__ == "__main__":
    import sys

    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
