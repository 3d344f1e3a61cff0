"""How many voices stand behind sources: only what is on record counts as independent."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.origins import Origins, count_origins, independent_origins
from tests.facts.pages import load_page

HEAD = "language: en, retrieved: 2026-01-01, label: L, descriptor: d"
ORGANISATIONS = """
=== organisations/daily.yaml
name: Daily
=== organisations/service.yaml
name: Service
=== organisations/press.yaml
{name: Press office, type: press-office, parent: service}
"""


def counted(folder: Path, **sources: str) -> tuple[tuple[tuple[str, ...], ...], Origins]:
    records = "".join(f"=== sources/{id_}.yaml\n{{{HEAD}, {more}}}\n" for id_, more in sources.items())
    loaded = load_page(folder, ORGANISATIONS + records)
    assert loaded.diagnostics == [], [str(d) for d in loaded.diagnostics]
    return independent_origins(loaded.base, sources), count_origins(loaded.base, sources)


ONE, TWO = (("a", "b"),), (("a",), ("b",))


@pytest.mark.parametrize(
    ("a", "b", "groups", "origins"),
    [
        ("type: essay", "type: essay", TWO, Origins(2, 0, 2)),
        ("type: essay, publisher: daily", "type: essay, publisher: daily", ONE, Origins(2, 0, 2)),
        ("type: essay, derived_from: daily", "type: essay, publisher: daily", ONE, Origins(2, 1, 0)),
        ("type: essay, derived_from: press", "type: essay, derived_from: service", ONE, Origins(2, 1, 0)),
        ("type: essay, derived_from: press", "type: essay, derived_from: daily", TWO, Origins(2, 2, 0)),
        ("type: press-release, publisher: press", "type: essay", TWO, Origins(2, 1, 1)),
        ("type: report", "type: report, part_of: a", ONE, Origins(2, 0, 2)),
        ("type: essay, shares_origin_with: b", "type: essay, derived_from: daily", ONE, Origins(2, 1, 0)),
    ],
)
def test_only_what_is_on_record_makes_two_origins_of_two_sources(
    tmp_path: Path, a: str, b: str, groups: tuple[tuple[str, ...], ...], origins: Origins
) -> None:
    assert counted(tmp_path, a=a, b=b) == (groups, origins)


def test_one_origin_known_and_two_sources_of_which_nobody_can_say(tmp_path: Path) -> None:
    _, origins = counted(tmp_path, a="type: essay, derived_from: daily", b="type: essay", c="type: news-report")
    assert origins == Origins(3, 1, 2)
