"""What is read without a model is what the models would have read; of what they would refuse nothing is taken."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.parse import parse_yaml
from briefgen.model.models import Models
from briefgen.model.scalars import Misfit
from briefgen.model.sound import RecordReading, citation, citations, listed, stated
from tests.workspaces import REPOSITORY

SCHEMA = shipped_kinds().schema
READING, MODELS = RecordReading(SCHEMA), Models(SCHEMA)
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


def plain(read: Any) -> Any:
    """What was read, by either way, as mappings of attributes."""
    if isinstance(read, BaseModel | SimpleNamespace):
        missing = {} if isinstance(read, BaseModel) else vars(type(read))
        parts = {name: part for name, part in missing.items() if not name.startswith("__")} | vars(read)
        return {name: plain(part) for name, part in parts.items()}
    return tuple(map(plain, read)) if isinstance(read, tuple) else read


def agree(data: Any, kind: str) -> bool:
    """Whether what is read here is what the model reads; whether anything was read."""
    read = READING.record(data, kind)
    try:
        whole = MODELS.of_kind(kind).model_validate(data)
    except ValidationError:
        assert read is None, data
        return False
    assert read is None or plain(read) == plain(whole), data
    return read is not None


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


def test_every_kind_s_example_is_read_without_its_model() -> None:
    assert EXAMPLES
    assert [kind for kind, data in EXAMPLES if not agree(data, kind)] == []


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


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_to_a_record_the_models_take_all_that_is_taken(seed: int) -> None:
    choice = random.Random(seed)
    taken = 0
    for _ in range(300):
        kind, data = choice.choice(EXAMPLES)
        for _ in range(choice.randint(1, 2)):
            data = changed(data, choice.choice(places(data)), choice)
        taken += agree(data, kind)
    assert taken  # some changes leave a record sound


@pytest.mark.slow
def test_the_shipped_records_are_read_without_models_and_so_are_changed_ones() -> None:
    choice = random.Random(7)
    for kind, data in records():
        agree(data, kind)
        for _ in range(100):
            agree(changed(data, choice.choice(places(data)), choice), kind)


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
