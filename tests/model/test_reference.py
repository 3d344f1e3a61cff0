"""facts/README.md: its examples load, and its reference is that of the descriptions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.facts.parse import parse_yaml
from briefgen.model.reference import BEGIN, insert, reference
from tests.facts.pages import said, write

KINDS = shipped_kinds().schema
README = Path(__file__).parents[2] / "facts" / "README.md"


def examples(text: str) -> dict[str, str]:
    """The records shown in full, and what is kept of their source: the file is named in the first line."""
    blocks = re.findall(r"```(?:yaml|text)\n# facts/(\S+\.(?:yaml|txt))\n(.*?)```", text, re.DOTALL)
    return dict(blocks)


def load(folder: Path, files: dict[str, str]) -> tuple[str, int]:
    for name, text in files.items():
        write(folder, name, text)
    loaded = load_facts(folder)
    return said(loaded), len(loaded.base.records)


def test_the_worked_example_loads_as_it_stands(tmp_path: Path) -> None:
    shown = examples(README.read_text(encoding="utf-8").partition(BEGIN)[0])
    assert len(shown) == 10  # two of them descriptions of kinds, one what is kept of the source
    assert load(tmp_path, shown) == ("", 12)  # with a claim and two gaps in the meeting, and two states of the register


def test_every_example_is_yaml() -> None:
    for block in re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        problems = parse_yaml(block.encode(), "README.md").diagnostics
        assert not problems or block.startswith("# yaml-language-server"), problems


def test_the_examples_of_the_reference_load_together(tmp_path: Path) -> None:
    assert load(tmp_path, examples(reference(KINDS))) == ("", len(KINDS))


def test_the_reference_is_up_to_date() -> None:
    page = README.read_text(encoding="utf-8")
    assert page == insert(page, KINDS), "run: briefgen schema --reference facts/README.md"


def test_every_key_is_in_the_reference_and_says_what_it_means() -> None:
    rows = [line.split(" | ") for line in reference(KINDS).splitlines() if line.startswith("| `")]
    assert len(rows) > 120
    for row in rows:
        assert len(row) == 3, row
        assert all(cell.strip(" |") for cell in row), row


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks the markers"):
        insert("# Facts", KINDS)
