"""A base whose statements are read when they are asked for answers like one that has them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.loader import load_facts
from briefgen.facts.store.lazy_base import LazyFactBase, LazyRecords
from briefgen.model.statement import Record
from tests.facts.pages import SOURCE, MemoryCache, load_page

PAGE = f"""
=== sources/one.yaml
{SOURCE}
=== sources/two.yaml
{SOURCE}deprecated: a copy
=== themes/sea.yaml
label: sea
=== meetings/a.yaml
agenda: [{{is: Of the sea, themes: [sea], src: one, marking: TLP:RED, recorded: 2031-01-02}}]
=== meetings/b.yaml
agenda: [{{is: Of the sea as well, themes: [sea], src: one}}]
deprecated: a slip
"""
QUESTIONS: dict[str, Callable[[FactBase], object]] = {
    "records": lambda base: list(base.records.items()),
    "kind": lambda base: base.of_kind("meeting"),
    "heads": lambda base: [head.key for head in base.heads_of("meeting")],
    "referring": lambda base: base.referring("theme/sea"),
    "deprecated sources": lambda base: base.deprecated_sources,
    "last day": lambda base: base.last_day,
    "marked": lambda base: base.marked,
    "statements": lambda base: list(base.statements),
    "narrowed": lambda base: base.passing_over(frozenset({"meeting/a"})).referring("theme/sea"),
    "narrowed kind": lambda base: base.passing_over(frozenset({"meeting/a"})).of_kind("meeting"),
}


@pytest.mark.few(3)
@pytest.mark.parametrize("name", QUESTIONS)
def test_it_answers_like_the_whole_base_before_and_after_all_was_read(tmp_path: Path, name: str) -> None:
    kept = MemoryCache()
    load_page(tmp_path, PAGE, kept)
    whole, shelved = load_facts(tmp_path).base, load_facts(tmp_path, cache=kept).base
    assert isinstance(shelved, LazyFactBase)
    assert QUESTIONS[name](shelved) == QUESTIONS[name](whole)
    shelved.prepare()
    assert QUESTIONS[name](shelved) == QUESTIONS[name](whole)


def test_a_statement_that_is_not_there_is_none(tmp_path: Path) -> None:
    kept = MemoryCache()
    load_page(tmp_path, PAGE, kept)
    base = load_facts(tmp_path, cache=kept).base
    for id_ in ("meeting/a/agenda/0", "meeting/nowhere/agenda/0", "nothing"):
        assert base.statement_or_none(id_) is None
        with pytest.raises(KeyError):
            base.statement(id_)


def test_records_of_a_file_are_read_together_and_once() -> None:
    read: list[str] = []
    heads = {key: Record(key[0], key[2], file) for key, file in (("b/y", "f"), ("a/x", "f"), ("a/w", "g"))}

    def of_file(name: str) -> list[Record]:
        read.append(name)
        return [head for head in heads.values() if head.file == name]

    records = LazyRecords(heads, {}, of_file)
    assert list(records) == ["a/w", "a/x", "b/y"]
    assert (len(records), "a/x" in records, "a/z" in records, records.get("a/z")) == (3, True, False, None)
    assert (records["a/x"].id, records["b/y"].id, read) == ("x", "y", ["f"])
    with pytest.raises(KeyError):
        records["a/z"]
