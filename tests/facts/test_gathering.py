"""Records of all files as one base: what stands twice, what rests on nothing, what is left of faulty ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.facts.gathering import BrokenFile, words_in
from briefgen.facts.loader import load_facts
from tests.facts.pages import SOURCE, MemoryCache, load_page, said, write

PAGE = f"""
=== sources/one.yaml
{SOURCE}
=== meetings/a.yaml
place: Port Example
claims: [{{id: c, said_by: p, says: so, mode: quoted, src: one}}]
=== persons/p.yaml
name: {{is: P, src: one}}
"""


def test_a_record_that_is_there_twice_is_told_once_and_the_first_counts(tmp_path: Path) -> None:
    kept = MemoryCache()
    load_page(tmp_path, PAGE, kept)
    write(tmp_path, "meetings/b.yaml", "claims: [{id: c, said_by: p, says: no, mode: quoted, src: one}]\n")
    for cache in (kept, kept, None):
        loaded = load_facts(tmp_path, cache=cache)
        assert [d.code for d in loaded.diagnostics] == ["duplicate-id"]
        assert loaded.base.records["claim/c"].file == "facts/meetings/a.yaml"


def test_a_state_of_the_register_is_there_with_whoever_names_it(tmp_path: Path) -> None:
    kept = MemoryCache()
    load_page(tmp_path, PAGE + "=== meetings/c.yaml\ncountry: {is: uzbekistan, register: ISO 3166-1}\n", kept)
    write(tmp_path, "persons/p.yaml", "name: {is: Q, src: one}\n")
    loaded = load_facts(tmp_path, cache=kept)
    assert said(loaded) == ""
    assert loaded.base.records["country/uzbekistan"].values("code")[0].value == "UZ"
    assert loaded.base.referring("country/uzbekistan") == load_facts(tmp_path).base.referring("country/uzbekistan")


@pytest.mark.parametrize("content", ["code: BR\nnames: [{is: Brasil, src: one}]\n", "code: [\n"])
def test_a_state_that_gets_a_record_is_no_longer_the_registers_and_the_reverse(tmp_path: Path, content: str) -> None:
    kept, record = MemoryCache(), tmp_path / "countries/brazil.yaml"
    load_page(tmp_path, PAGE + "=== meetings/c.yaml\ncountry: {is: brazil, register: ISO 3166-1}\n", kept)
    write(tmp_path, "countries/brazil.yaml", content)
    new = load_facts(tmp_path, cache=kept).base
    assert dict(new.records) == dict(load_facts(tmp_path).base.records)
    record.unlink()
    assert dict(load_facts(tmp_path, cache=kept).base.records) == dict(load_facts(tmp_path).base.records)


def test_what_is_left_of_a_faulty_file_is_told_beside_what_is_known(tmp_path: Path) -> None:
    kept = MemoryCache()
    load_page(tmp_path, PAGE, kept)
    write(tmp_path, "meetings/b.yaml", "plaice: Port\nplace: Port Example\n")
    for cache in (kept, None):
        loaded = load_facts(tmp_path, cache=cache)
        assert [record.key for record in loaded.left] == ["meeting/b"]
        assert loaded.broken[0].keys == {"meeting/b"}


def test_a_file_that_was_not_read_again_is_read_where_what_it_names_has_changed(tmp_path: Path) -> None:
    kept, digests = MemoryCache(), dict[str, str]()
    load_page(tmp_path, PAGE + "=== persons/q.yaml\nname: {is: Q, src: one, quote: Q of the … came by boat.}\n", kept)
    excerpt = write(tmp_path, "sources/one.txt", "Q of the town on the coast of the bay came by boat.\n")
    digests.update(load_facts(tmp_path, cache=kept).digests)
    del digests["facts/sources/one.yaml"]  # which counted what lay beside it
    excerpt.unlink()
    again = load_facts(tmp_path, cache=kept, known_digest=lambda name, _: digests.get(name, ""))
    assert "unread-quote" in {d.code for d in again.diagnostics}
    assert again.diagnostics == load_facts(tmp_path).diagnostics


BROKEN = BrokenFile("facts/gaps/who.yaml", frozenset({"gap/who"}), True, words_in(b"about: lisbon-2024, brazil"))


@pytest.mark.parametrize(
    ("question", "missing", "half"),  # of a file whose record is missing, and of one whose record is there in part
    [
        ("record gap/who", True, True),
        ("values gap/who about", True, True),
        ("statement gap/who/about/1", True, True),
        ("record gap/other", False, False),
        ("kind gap", True, False),
        ("column gap about", True, False),
        ("kind meeting", False, False),
        ("referring meeting/lisbon-2024", True, False),
        ("referring country/brazil", True, False),
        ("referring country/chad", False, False),
        ("referring gap/who", True, True),
        ("everything", True, True),
        ("settings", False, False),
    ],
)
def test_a_file_with_errors_concerns_the_briefs_that_would_be_others_without_them(
    question: str, missing: bool, half: bool
) -> None:
    assert BROKEN.concerns(["house", question]) is missing
    assert replace(BROKEN, missing=False).concerns([question]) is half


def test_records_inside_a_file_that_cannot_be_read_are_broken_too(tmp_path: Path) -> None:
    broken_one = "=== meetings/m.yaml\nnames: [\nclaims:\n  - id: inner-one\n"
    page = f"{broken_one}=== gaps/g.yaml\nquestion: Who?\nabout: claim/inner-one\n"
    loaded = load_page(tmp_path, page)
    assert [d.location.file for d in loaded.diagnostics] == ["facts/meetings/m.yaml"]  # and no unknown reference
    (broken,) = loaded.broken
    assert broken.missing
    assert {"meeting/m", "claim/inner-one"} <= broken.keys
