"""What stands behind a question: all that a brief may show of it, and nothing else, decides its digest."""

from __future__ import annotations

from dataclasses import fields, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.facts.conflicts.conflict import Conflict, ConflictType, Side
from briefgen.facts.factbase import FactBase
from briefgen.facts.questions import VERBS
from briefgen.incremental.build_state import BriefState
from briefgen.incremental.fingerprints import NO_MATTER, Fingerprints
from briefgen.incremental.staleness import why_stale
from briefgen.model.statement import Citation, Origin, Rank, Record, Statement
from briefgen.outputs.artifacts import Artifacts
from briefgen.workspace.folder import find_workspace
from tests.workspaces import Scratch

KEY = "meeting/lisbon"
PLACE = {"subject", "property", "path", "line", "column"}
"""Where a statement stands; its id has subject and property, and a line that moved shows nowhere."""
ONE = Statement(f"{KEY}/date/1", KEY, "date", "2024-03-11", (Citation("gazette", "p3", "on 11 March"),))
OTHERS: dict[str, Any] = {
    "id": f"{KEY}/date/2",
    "value": "2024-03-12",
    "citations": (Citation("gazette", "p4", "on 11 March"),),
    "rank": Rank.PREFERRED,
    "origin": Origin.REGISTER,
    "inferred": "year",
    "register": "places",
    "why": {"en": "because"},
    "contested": {"en": "another source says otherwise"},
    "speakers": ("person/x",),
    "marking": "TLP:RED",
    "recorded": "2024-04-01",
    "qualifiers": {"scope": "partial"},
}
CONFLICT = Conflict("c", ConflictType.VALUE, (KEY,), "date", (Side("2024-03-11", ("a",)),))


def answers(base: Any, conflicts: tuple[Conflict, ...] = (), settings: Any = None, audience: str = "") -> Fingerprints:
    """The answers of a workspace that has these facts and settings and nothing else."""
    disputes = SimpleNamespace(touching=lambda _: conflicts)
    home = SimpleNamespace(settings=settings or {})
    workspace = SimpleNamespace(
        facts=SimpleNamespace(base=base, broken=()), disputes=disputes, home=home, audience=audience
    )
    return Fingerprints(cast(Any, workspace))


def base(statement: Statement, **more: Any) -> FactBase:
    record = Record("meeting", "lisbon", "facts/meetings/lisbon.yaml", (statement,))
    return FactBase({}, [replace(record, **more)])


@pytest.mark.parametrize("name", [f.name for f in fields(Statement) if f.name not in PLACE])
@pytest.mark.parametrize("verb", ["values {} date", "record {}", "beginning {}", "column meeting date", "everything"])
def test_all_that_a_statement_says_counts(name: str, verb: str) -> None:
    asked = verb.format(KEY)
    audience = "TLP:GREEN" if verb == "everything" else ""  # whose facts are not told apart by their files
    before, after = (
        answers(base(s), audience=audience).digest(asked) for s in (ONE, replace(ONE, **{name: OTHERS[name]}))
    )
    assert before != after


@pytest.mark.parametrize("name", [f.name for f in fields(Citation) if f.name in ("source", "locator", "quote")])
def test_all_that_a_citation_says_counts(name: str) -> None:
    other = replace(ONE, citations=(replace(ONE.citations[0], **{name: "other"}),))
    assert answers(base(ONE)).digest(f"record {KEY}") != answers(base(other)).digest(f"record {KEY}")


def test_where_a_statement_stands_does_not_count() -> None:
    moved = replace(ONE, line=7, column=3, path=("date", 1))
    for asked in (f"values {KEY} date", f"record {KEY}", f"statement {ONE.id}"):
        assert answers(base(ONE)).digest(asked) == answers(base(moved)).digest(asked)


def test_being_deprecated_or_contested_counts() -> None:
    why = {"en": "wrong"}
    assert answers(base(ONE)).digest(f"exists {KEY}") != answers(base(ONE, deprecated=why)).digest(f"exists {KEY}")
    asked = f"contested {KEY}"
    assert answers(base(ONE)).digest(asked) != answers(base(ONE, contested=why)).digest(asked)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "d"},
        {"type": ConflictType.WEEKDAY},
        {"subjects": (KEY, "meeting/other")},
        {"property": "ordinal"},
        {"sides": (Side("2024-03-12", ("a",)),)},
        {"sides": (Side("2024-03-11", ("b",)),)},
        {"status": "explained"},
        {"explanation": {"en": "a slip"}},
        {"key": 1},
    ],
)
def test_all_that_a_conflict_says_counts(change: dict[str, Any]) -> None:
    one, other = (answers(base(ONE), (c,)).digest(f"conflicts {KEY}") for c in (CONFLICT, replace(CONFLICT, **change)))
    assert one != other


def test_every_setting_counts_but_those_that_decide_nothing(workspace: Scratch) -> None:
    settings = find_workspace(workspace.root)[0].settings
    before = answers(base(ONE), settings=settings).digest("settings")
    for name in settings:
        after = answers(base(ONE), settings={**settings, name: "another value"}).digest("settings")
        assert (after == before) is name.startswith(NO_MATTER), name
    assert {"markings.scheme", "markings.default", "language", "author"} <= settings.keys()


# --- which reasons stand first ---


class Changed:
    """Answers that are all others than they were."""

    def digest(self, _: str) -> str:
        return "now"

    def cannot_read(self, key: str) -> bool:
        return key == "gap/broken"

    def has_no(self, key: str) -> bool:
        return key.startswith("gap/")


def reasons(tmp: Any, *asked: str, **more: Any) -> list[str]:
    state = BriefState(dict.fromkeys(asked, "then"), more.pop("files", {}), (), more.pop("failed", ()))
    return why_stale(state, cast(Any, Changed()), Artifacts(tmp), set())


def test_what_says_most_stands_first(tmp_path: Any) -> None:
    about = {
        "column": "meeting date",
        "kind": "gap",
        "words": "ru",
        "style": "chicago",
        "template": "t",
        "issue": "m/l",
    }
    plain = ("last-day", "house", "meanwhile", "settings", "everything", "program")
    asked = []
    for verb in VERBS:
        rest = about.get(verb, "meeting" if verb == "template-settings" else KEY)
        rest = f"{KEY} date" if verb == "values" else f"{KEY}/place/1" if verb in ("statement", "verdict") else rest
        asked.append(verb if verb in plain else f"{verb} {rest}")
    assert reasons(tmp_path, *reversed(asked)) == list(dict.fromkeys(reasons(tmp_path, *asked)))
    assert reasons(tmp_path, *reversed(asked))[:4] == [
        f"date of {KEY} changed",
        f"place of {KEY} changed",
        f"{KEY} changed",
        "date of a meeting changed",
    ]
    assert reasons(tmp_path, *asked)[-2:] == ["the facts changed", "the program changed"]


def test_a_record_that_is_gone_or_cannot_be_read_is_told_once(tmp_path: Any) -> None:
    asked = ("values gap/broken about", "exists gap/broken", "values gap/gone about", "conflicts gap/gone")
    assert reasons(tmp_path, *asked) == [
        "gap/broken cannot be read",
        "gap/gone is gone",
        "a conflict that touches gap/gone changed",
    ]


def test_reasons_of_facts_stand_before_those_of_files(tmp_path: Any) -> None:
    assert reasons(tmp_path, f"record {KEY}", files={"a.md": "1"}) == [f"{KEY} changed", "a.md is missing"]
    assert reasons(tmp_path, f"record {KEY}", files={"a.md": "1"}, failed=("why",)) == [
        f"{KEY} changed",
        "the last attempt failed",
    ]
