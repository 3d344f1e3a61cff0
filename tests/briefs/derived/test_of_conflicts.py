"""Which conflicts between sources concern a record, and in which order they stand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.briefs.derived.of_conflicts import about_any


def conflict(id_: str, *subjects: str, key: int | None = None) -> Any:
    return SimpleNamespace(id=id_, subjects=subjects, key=key)


FOUND = [
    conflict("a", "meeting/lima"),
    conflict("b", "meeting/oslo", "meeting/porto", key=2),
    conflict("c", "person/ana", key=1),
    conflict("d", "meeting/porto"),
    conflict("e", "meeting/rome", key=0),
]


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        (("meeting/porto",), "bd"),
        (("meeting/porto", "meeting/lima", "person/ana"), "cbad"),
        (("meeting/rome", "meeting/lima", "meeting/oslo"), "eba"),
        (("country/brazil",), ""),  # which is a value of theirs, or tied to them
    ],
)
def test_conflicts_about_a_record_stand_as_editors_ranked_them_then_by_id(keys: tuple[str, ...], ids: str) -> None:
    class Found:
        def touching(self, asked: frozenset[str]) -> list[Any]:
            assert asked == frozenset(keys)
            return FOUND[::-1]

    assert "".join(c.id for c in about_any(cast(Any, Found()), frozenset(keys))) == ids
