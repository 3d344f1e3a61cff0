"""What rests on a source that is no longer used."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks.rules import deprecated
from tests.checks.pages import context, expect


def test_a_value_on_a_deprecated_source_is_an_error(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        place: Example Town
        venue: {is: Example Hall, rank: deprecated, why: it was another one}
        date: {is: 2031-01-01, src: other}
        === sources/paper.yaml
        {type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d, deprecated: the outlet withdrew it}
        === sources/other.yaml
        {type: essay, language: en, retrieved: 2026-01-01, label: O, descriptor: d}
        """
    expected = """
        facts/meetings/m.yaml:2:8: error: 'place' rests on paper, which is deprecated [rests-on-deprecated]
          hint: give it another source, or deprecate it too (rank: deprecated, why: …)
        """
    seen = context(tmp_path, page)
    expect(deprecated.check, seen, expected)
    everything = [s for record in seen.base.records.values() for s in record.statements]
    assert [*deprecated.resting(seen.base, everything)] == [*deprecated.check(seen)]
