"""The lock of an issue comes back as it was written, and is refused where a word of it is another one."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from briefgen.errors import UsageProblem
from briefgen.workspace.provenance import Provenance, _seal, read_provenance, write_provenance

A, B = "a" * 64, "b" * 64
FIRST = Provenance(
    name="meeting/lisbon-2024",
    number=1,
    date="2026-03-01",
    kind="meeting",
    key="meeting/lisbon-2024",
    language="en-GB",
    formats=("docx", "md"),
    parameters='{"max-points": 6, "parts": ["a", "b"]}',
    title="Lisbon",
    marking="TLP:GREEN",
    author="The desk",
    tool="1.2",
    since=0,
    files={"lisbon.docx": A, "lisbon.md": B},
    inputs={"settings": A},
    statements={"meeting/lisbon-2024/date/1": A, "meeting/lisbon-2024/place/1": B},
    sources={"meeting/lisbon-2024/date/1": ("news", "essay"), "meeting/lisbon-2024/place/1": ("news",)},
    audience="TLP:GREEN",
)
THIRD = replace(FIRST, number=3, since=2, audience="")


def as_bytes(data: dict[str, Any]) -> bytes:
    return json.dumps(data).encode()


@pytest.mark.parametrize("provenance", [FIRST, THIRD])
def test_all_that_is_written_comes_back(provenance: Provenance) -> None:
    found = read_provenance(as_bytes(write_provenance(provenance)))
    assert [f.name for f in fields(Provenance) if getattr(found, f.name) != getattr(provenance, f.name)] == []


def test_it_says_in_the_words_of_prov_what_came_of_what() -> None:
    data = write_provenance(THIRD)
    issue, making = "issue:meeting/lisbon-2024/3", "activity:meeting/lisbon-2024/3"
    assert data["wasGeneratedBy"] == {"_:made": {"prov:entity": issue, "prov:activity": making}}
    assert [used["prov:entity"] for used in data["used"].values()] == [
        "input:settings",
        "statement:meeting/lisbon-2024/date/1",
        "statement:meeting/lisbon-2024/place/1",
    ]
    assert [member["prov:entity"] for member in data["hadMember"].values()] == ["file:lisbon.docx", "file:lisbon.md"]
    derived = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in data["wasDerivedFrom"].values()}
    assert derived == {
        ("statement:meeting/lisbon-2024/date/1", "source:news"),
        ("statement:meeting/lisbon-2024/date/1", "source:essay"),
        ("statement:meeting/lisbon-2024/place/1", "source:news"),
        (issue, "issue:meeting/lisbon-2024/2"),
    }
    assert data["activity"][making] == {"prov:startTime": "2026-03-01T00:00:00", "prov:endTime": "2026-03-01T00:00:00"}
    assert set(data["entity"]) >= {"issue:meeting/lisbon-2024/2", "source:news", "source:essay", "input:settings"}
    assert not any(name.endswith("/0") for name in write_provenance(FIRST)["entity"])


@pytest.mark.parametrize(
    ("old", "new"), [("TLP:GREEN", "TLP:CLEAR"), ("2026-03-01", "2026-03-02"), (A, B), ("news", "mews")]
)
def test_a_lock_of_which_a_word_was_changed_is_refused(old: str, new: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        read_provenance(as_bytes(write_provenance(FIRST)).replace(old.encode(), new.encode(), 1))


@pytest.mark.parametrize(
    "change",
    [
        {"name": "../x"},
        {"kind": "../meeting"},
        {"key": "meeting"},
        {"key": "meeting/a/b"},
        {"key": "meeting/../x"},
        {"language": "../x"},
        {"number": True},
        {"since": 2},
        {"since": -1},
        {"date": "2026-3-1"},
        {"formats": ("../exe",)},
        {"parameters": "[]"},
        {"parameters": '{"a": {"b": 1}}'},
        {"parameters": '{"a": [1]}'},
        {"files": {"../x": A}},
        {"files": {"a.md": "short"}},
        {"inputs": {"settings": A.upper()}},
        {"statements": {"meeting/lisbon-2024/date/1": A + "a"}},
        {"title": 7},
    ],
)
def test_what_no_program_writes_is_refused_also_under_a_sound_seal(change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_provenance(as_bytes(write_provenance(replace(FIRST, **change))))


def test_a_lock_of_a_newer_program_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.workspace.provenance.FORMAT", 2)
    newer = as_bytes(write_provenance(FIRST))
    monkeypatch.setattr("briefgen.workspace.provenance.FORMAT", 1)
    with pytest.raises(UsageProblem, match=r"issued with a newer briefgen \(1.2, format 2\); update this one"):
        read_provenance(newer)


@pytest.mark.parametrize(("since", "is_sound"), [(2, True), (3, False), (4, False), ("2", False), (True, False)])
def test_an_issue_follows_an_earlier_one(since: object, is_sound: bool) -> None:
    data = write_provenance(THIRD)
    told = data["entity"]["issue:meeting/lisbon-2024/3"]
    del told["briefgen:seal"]
    told["briefgen:since"] = since
    told["briefgen:seal"] = _seal(data)
    if is_sound:
        assert read_provenance(as_bytes(data)) == THIRD
    else:
        with pytest.raises(ValueError, match="it says what no program writes"):
            read_provenance(as_bytes(data))
