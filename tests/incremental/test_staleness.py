"""When a brief is made again: for which reasons, and which of them stand first."""

from __future__ import annotations

from array import array
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.facts.questions import VERBS
from briefgen.incremental.build_state import BriefState, short
from briefgen.incremental.pairs import Pairs, SharedFingerprints
from briefgen.incremental.staleness import why_stale
from briefgen.outputs.artifacts import Artifacts, Condition

KEY = "meeting/lisbon"


class Changed:
    """Answers that are all others than they were."""

    def digest(self, _: str) -> str:
        return "now"

    def cannot_read(self, key: str) -> bool:
        return key == "gap/broken"

    def has_no(self, key: str) -> bool:
        return not key or key.startswith("gap/")


def reasons(tmp: Path, *asked: str, **more: Any) -> list[str]:
    state = BriefState(dict.fromkeys(asked, "then"), more.pop("files", {}), (), more.pop("failed", ()))
    return why_stale(state, cast(Any, Changed()), Artifacts(tmp), set())


def test_what_says_most_stands_first(tmp_path: Path) -> None:
    about = {
        "column": "meeting date",
        "kind": "gap",
        "words": "ru",
        "style": "chicago",
        "template": "t",
        "issue": "m/l",
    }
    plain = ("last-day", "house", "meanwhile", "settings", "kinds", "everything", "program")
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


def test_a_record_that_is_gone_or_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    asked = ("values gap/broken about", "exists gap/broken", "values gap/gone about", "conflicts gap/gone")
    assert reasons(tmp_path, *asked) == [
        "gap/broken cannot be read",
        "gap/gone is gone",
        "a conflict that touches gap/gone changed",
    ]


def test_reasons_of_facts_stand_before_those_of_files(tmp_path: Path) -> None:
    assert reasons(tmp_path, f"record {KEY}", files={"a.md": "1"}) == [f"{KEY} changed", "a.md is missing"]
    assert reasons(tmp_path, f"record {KEY}", files={"a.md": "1"}, failed=("why",)) == [
        f"{KEY} changed",
        "the last attempt failed",
    ]


# --- files in `out` ---


def on_disk(**conditions: tuple[Condition, str, bool]) -> Artifacts:
    """Files with their condition, what the manifest says was written, and whether they are behind."""
    found = SimpleNamespace(
        manifest=SimpleNamespace(files={n: SimpleNamespace(sha256=c[1]) for n, c in conditions.items() if c[1]}),
        condition=lambda name: conditions[name][0],
        is_behind=lambda name: conditions[name][2],
    )
    return cast(Artifacts, found)


def why(artifacts: Artifacts, *asked: str, pairs: Any = None, outdated: Any = frozenset()) -> list[str]:
    known = dict.fromkeys(asked, "then") if pairs is None else pairs
    names = dict.fromkeys(("a", "b", "c"), short("as-made"))
    return why_stale(BriefState(known, names), cast(Any, Changed()), artifacts, outdated)


def test_a_brief_that_was_never_made_is_made(tmp_path: Path) -> None:
    assert why_stale(None, cast(Any, Changed()), Artifacts(tmp_path), set()) == ["no build has made it here before"]


def test_files_that_are_gone_or_put_back_or_behind_are_reasons_in_this_order() -> None:
    artifacts = on_disk(
        a=(Condition.EDITED, "as-made", True),
        b=(Condition.AS_WRITTEN, "other", False),
        c=(Condition.MISSING, "", False),
    )
    assert why(artifacts, f"record {KEY}") == [
        f"{KEY} changed",
        "c is missing",
        "b is not what the last build made",
        "an earlier version of a was edited and saved over the new one",
    ]


@pytest.mark.parametrize(("condition", "is_behind"), [(Condition.EDITED, False), (Condition.AS_WRITTEN, True)])
def test_an_edit_of_the_last_version_is_no_reason(condition: Condition, is_behind: bool) -> None:
    fine = (Condition.AS_WRITTEN, "as-made", False)
    assert why(on_disk(a=(condition, "as-made", is_behind), b=fine, c=fine)) == []


def test_of_shared_answers_only_those_that_are_outdated_are_looked_at() -> None:
    """A build has looked at each pair of question and answer once; a brief without an outdated one is fresh."""
    fine = (Condition.AS_WRITTEN, "as-made", False)
    artifacts = on_disk(a=fine, b=fine, c=fine)
    known = Pairs()
    known.numbered([("house", "then"), (f"record {KEY}", "then"), ("last-day", "then")])
    pairs = SharedFingerprints(known, array("I", [0, 1]))
    assert why(artifacts, pairs=pairs, outdated={2}) == []
    assert why(artifacts, pairs=pairs, outdated={1, 2}) == [f"{KEY} changed"]
