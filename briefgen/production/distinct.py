"""`facts/distinct.yaml`: records that look like one and are two, as an editor has said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefgen.checks.context import read_distinct
from briefgen.checks.rules.duplicates import PLACE
from briefgen.diagnostics import Diagnostic, did_you_mean, has_errors
from briefgen.disk import read_file, replace_file
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.yaml_edit import insert_value
from briefgen.model.statement import Record
from briefgen.workspace.workspace import Workspace, read_beside_facts

DISTINCT_FILE = "distinct.yaml"
_NEW = "# Records that look like one and are two; briefgen facts names --not-same writes here.\ndistinct:\n"


def known_distinct(workspace: Workspace) -> tuple[frozenset[frozenset[str]], list[Diagnostic]]:
    """The pairs of records that an editor has told apart, and what is wrong with their file."""
    content = read_beside_facts(workspace.home, DISTINCT_FILE)
    if content is None:
        return frozenset(), []
    return read_distinct(content, f"{workspace.home.shown('facts')}/{DISTINCT_FILE}")


def _key(records: Mapping[str, Record], named: str) -> str:
    """The key of the only record with an id; what names none or several is left as it is."""
    found = [key for key in records if key.partition("/")[2] == named]
    if len(found) > 1:
        raise UsageProblem(f"'{named}' is the id of {' and '.join(sorted(found))}; write which one")
    return found[0] if found else named


def remember_as_two(workspace: Workspace, first: str, second: str) -> tuple[Path, bool]:
    """Tell two records apart for good; the file, and whether that was new. Raises `UsageProblem` and `Problems`."""
    records = workspace.facts.base.records
    first, second = (_key(records, named) for named in (first, second))
    for key in (first, second):
        if key not in records and not key.startswith(PLACE):
            hint = did_you_mean(key, list(records))
            raise UsageProblem(
                f"there is no record '{key}'{f'; {hint}' if hint else ''}; write it as person/ana-sample"
            )
    if first == second:
        raise UsageProblem(f"{first} is one record")
    path = workspace.home.folder("facts") / DISTINCT_FILE
    known, problems = known_distinct(workspace)
    if has_errors(problems):
        raise Problems(problems)
    if frozenset((first, second)) in known:
        return path, False
    pair = sorted((first, second))
    if known:
        text = insert_value(read_file(path).decode("utf-8"), ("distinct", len(known)), pair)
    else:
        text = f"{_NEW}  - [{', '.join(pair)}]\n"
    replace_file(path, text.encode())
    return path, True
