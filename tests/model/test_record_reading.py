"""Records read as their descriptions say: what is sound is taken, and every fault lies where something is wrong."""

from __future__ import annotations

import random
from typing import Any

import pytest

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.parse import parse_yaml
from briefgen.facts.yaml_tree import follow
from briefgen.model.record_reading import RecordReading, citation, citations, listed, stated
from briefgen.model.scalars import Misfit
from tests.workspaces import REPOSITORY

SCHEMA = shipped_kinds().schema
READING = RecordReading(SCHEMA)
FOLDERS = {spec.folder: spec.kind for spec in SCHEMA.values()}
FAULTS: tuple[Any, ...] = (
    "",
    [],
    {},
    None,
    "no slug",
    "slug",
    "2024-13",
    "2024",
    {"en": "x"},
    {"is": "x"},
    {"is": ""},
    ["a"],
)
"""What may be put in the place of anything, or as a key of its own, be it sound there or not."""


def faults(data: Any, kind: str) -> list[tuple[Any, ...]]:
    """Where something is wrong, as the data has it: without the steps that the short form leaves out."""
    try:
        READING.of_kind(kind)(data)
    except Misfit as bad:
        return [within(data, fault.path) for fault in bad.faults]
    return []


def within(data: Any, path: tuple[Any, ...]) -> tuple[Any, ...]:
    found = []
    for step in path:
        if isinstance(data, dict | list) and (inner := follow(data, step)) is not data:
            data = inner
            found.append(step)
    return tuple(found)


def records() -> list[tuple[str, Any]]:
    found = []
    for path in sorted((REPOSITORY / "facts").glob("*/*.yaml")):
        if path.parent.name in FOLDERS:
            data = parse_yaml(path.read_bytes(), path.name).data
            found.append((FOLDERS[path.parent.name], data))
    return found


EXAMPLES = [
    (spec.kind, data)
    for spec in SCHEMA.values()
    if (data := parse_yaml(spec.example[1].encode(), "x").data) is not None
]


def test_every_kind_s_example_is_read() -> None:
    assert EXAMPLES
    assert [kind for kind, data in EXAMPLES if faults(data, kind)] == []


def places(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything in it."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [at, *(place for step, one in inner for place in places(one, (*at, step)))]


def changed(data: Any, at: tuple[Any, ...], choice: random.Random) -> Any:
    """A copy with something done at a place."""
    if at:
        copy = dict(data) if isinstance(data, dict) else list(data)
        copy[at[0]] = changed(data[at[0]], at[1:], choice)
        return copy
    if isinstance(data, dict) and choice.random() < 0.6:
        keys = [
            "rank",
            "why",
            "src",
            "quote",
            "expect",
            "according_to",
            "inferred",
            "register",
            "id",
            "is",
            "name",
            *data,
        ]
        key = choice.choice(keys)
        rest = {name: one for name, one in data.items() if name != key}
        return rest if key in data else {**rest, key: choice.choice(FAULTS)}
    return choice.choice(FAULTS)


def told_in_place(kind: str, data: Any, choice: random.Random) -> bool:
    """Whether a record is refused with a change somewhere in it; all faults lie there then, or on the way to it."""
    at = choice.choice(places(data))
    found = faults(changed(data, at, choice), kind)
    assert all(path[: len(at)] == at[: len(path)] for path in found), (at, found)
    return bool(found)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_to_a_record_is_told_where_it_was_done(seed: int) -> None:
    choice = random.Random(seed)
    refused = [told_in_place(*choice.choice(EXAMPLES), choice) for _ in range(300)]
    assert 50 < sum(refused) < 290  # some changes leave a record sound


@pytest.mark.slow
def test_faults_in_shipped_records_are_told_where_they_are() -> None:
    choice = random.Random(7)
    whole = [(kind, data) for kind, data in records() if not faults(data, kind)]  # those without passages
    assert len(whole) > 50
    for kind, data in whole:
        for _ in range(100):
            told_in_place(kind, data, choice)


# --- the one form ---


def test_one_is_a_list_of_one_and_nothing_is_refused() -> None:
    assert listed("a") == ["a"]
    assert listed(["a", "b"]) == ["a", "b"]
    nothing: tuple[object, ...] = ("", [])
    for written in nothing:
        with pytest.raises(Misfit):
            listed(written)


def test_a_bare_value_is_one_that_says_nothing_else() -> None:
    assert stated("a") == [{"is": "a"}]
    assert stated([{"is": "a"}, "b"]) == [{"is": "a"}, {"is": "b"}]
    assert stated({"en": "a", "ru": "b"}) == [{"is": {"en": "a", "ru": "b"}}]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("paper", [("paper", "", "")]),
        ("paper#p3", [("paper", "p3", "")]),
        ({"paper#p3": "its words"}, [("paper", "p3", "its words")]),
        (["paper", {"other": "words"}], [("paper", "", ""), ("other", "", "words")]),
    ],
)
def test_sources_are_citations_each(written: object, found: list[tuple[str, str, str]]) -> None:
    cited = [citation(apart) for apart in citations(written)]
    assert [(c["source"], c["locator"], c["quote"]) for c in cited] == found


@pytest.mark.parametrize("written", ["", [], {}, "No Slug", "paper#?", {"paper": ""}, [[]]])
def test_what_is_no_source_is_told(written: object) -> None:
    with pytest.raises(Misfit):
        [citation(apart) for apart in citations(written)]
