"""Quotes held against the archive and the lock of a workspace, and those of them that a part of the facts still has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from briefgen.facts.release import release
from briefgen.workspace.folder import WorkspaceFolder
from briefgen.workspace.verified import LOCK_FILE, read_beside_facts, read_quotes_lock, verified_in, verify
from tests.facts.pages import SOURCE, load_page

PAGE = f"""
=== sources/paper.yaml
{SOURCE}archive: paper.txt
=== meetings/m.yaml
names: {{is: Talks, src: paper}}
place: {{is: Lisbon, src: {{paper: met in Lisbon}}}}
venue: {{is: Old Mill, src: {{paper: at the Old Mill}}, marking: TLP:RED}}
"""


@pytest.fixture
def home(tmp_path: Path) -> WorkspaceFolder:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/paper.txt").write_text("They met in Lisbon, in the mill.")
    found = SimpleNamespace(folder=lambda name: tmp_path / name, shown=lambda name: f"desk/{name}")
    return cast(WorkspaceFolder, found)


def test_every_quote_has_a_verdict_and_a_part_of_the_facts_only_its_own(home: WorkspaceFolder) -> None:
    base = load_page(home.folder("facts"), PAGE).base
    known = verify(home, base)
    assert [(q.citation.quote, q.verdict.value) for q in known.quotes] == [
        ("met in Lisbon", "verified"),
        ("at the Old Mill", "not-found"),
    ]
    part = release(base, {"", "TLP:CLEAR"}, ())
    assert [q.citation.quote for q in verified_in(known, part).quotes] == ["met in Lisbon"]
    assert verified_in(known, part).quotes[0] is known.quotes[0]  # and is not compared again
    assert [q.statement.id for q in verified_in(known, part).quotes] == [
        part.records["meeting/m"].values("place")[0].id
    ]


def test_a_text_is_folded_with_limits_of_its_own_when_the_first_of_its_quotes_is_asked_for(
    home: WorkspaceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = load_page(home.folder("facts"), PAGE).base
    known = verify(home, base)
    text, seen = vars(known.archive.texts["paper"]), list[bool]()

    @contextmanager
    def ease() -> Iterator[None]:
        seen.append("folded" in text)
        yield
        seen.append("folded" in text)

    assert "folded" not in text
    monkeypatch.setattr("briefgen.checks.verification.own_limits", ease)
    known.of_statement(base.records["meeting/m"].values("place")[0].id)
    known.of_statement(base.records["meeting/m"].values("venue")[0].id)
    assert seen == [False, True]


def test_a_lock_is_read_beside_the_facts_and_named_as_it_lies_there(home: WorkspaceFolder) -> None:
    assert read_quotes_lock(home) == ({}, [])
    assert read_beside_facts(home, LOCK_FILE) is None
    home.folder("facts").mkdir()
    (home.folder("facts") / LOCK_FILE).write_text("nonsense\n")
    lock, problems = read_quotes_lock(home)
    assert (lock, [d.location.file for d in problems]) == ({}, ["desk/facts/quotes.lock"])
