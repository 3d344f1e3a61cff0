"""The facts that ship: how much of them somebody has to type, and that no words of a source stand in them twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.facts.passages.excerpt import TO, KeptPassages
from briefgen.facts.passages.tidying import tidy
from tests.workspaces import REPOSITORY

FACTS = REPOSITORY / "facts"
RECORDS = [*sorted(FACTS.glob("[!._]*/*.yaml")), FACTS / "defaults.yaml"]
KEPT = sorted(FACTS.glob("sources/*.txt"))
LONG = 40


def characters(files: list[Path]) -> int:
    return sum(len(path.read_text("utf-8")) for path in files)


def test_the_readme_says_how_much_is_typed_and_how_much_is_kept_by_the_program() -> None:
    page = (FACTS / "README.md").read_text("utf-8")
    said = re.search(r"([\d,]+) characters of YAML and ([\d,]+)\s+of\s+kept passages", page)
    assert said is not None
    for figure, files in zip(said.groups(), (RECORDS, KEPT), strict=True):
        assert int(figure.replace(",", "")) == pytest.approx(characters(files), rel=0.01), "write the figure anew"
    assert characters(RECORDS) <= 75_000


def test_no_words_of_a_source_stand_twice_and_everything_that_is_kept_is_quoted() -> None:
    written = Counter(
        words.strip(" \"'")
        for path in RECORDS
        for words in re.findall(r"(?:quote|part): ([^\n}]+)", path.read_text("utf-8"))
        if TO not in words and len(words) > LONG
    )
    assert [words for words, times in written.items() if times > 1] == []
    for path in KEPT:
        passages = KeptPassages.of(path.read_bytes()).passages
        assert len(set(passages)) == len(passages)
    assert [d for d in load_facts(FACTS).diagnostics if d.code == "unused-passage"] == []


def test_the_base_is_tidy() -> None:
    files = {f"{p.parent.name}/{p.name}": p.read_text("utf-8") for p in [*RECORDS[:-1], *KEPT]}
    assert tidy(files, {}, shipped_kinds().schema) == {}
