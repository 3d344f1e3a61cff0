"""One more value in a field, however those that are there are written: it takes none of their keys."""

from __future__ import annotations

import pytest

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.another_value import with_value

AGENDA = {"is": "floods", "quote": "floods came second"}
CLAIM = {"id": "high", "said_by": "b", "says": "no"}


@pytest.mark.parametrize(
    ("text", "value", "new"),
    [
        ("agenda: [walls]\n", AGENDA, "agenda: [walls, {is: floods, quote: floods came second}]\n"),
        (
            "agenda:\n  themes: sea\n  each: [walls, tides]\n",
            AGENDA,
            "agenda:\n  - {themes: sea, each: [walls, tides]}\n  - {is: floods, quote: floods came second}\n",
        ),
        (
            "claims:\n  said_by: a\n  low: {says: yes}\n",
            CLAIM,
            "claims:\n  - {said_by: a, low: {says: yes}}\n  - {id: high, said_by: b, says: no}\n",
        ),
        ("agenda: walls\n", AGENDA, None),
        ("agenda: {is: walls, themes: sea}\n", AGENDA, None),
        ("claims: {id: low, says: yes}\n", CLAIM, None),
    ],
)
def test_it_stands_beside_those_that_share_keys(text: str, value: dict[str, str], new: str | None) -> None:
    data = parse_yaml(text.encode(), "a.yaml").data
    assert data is not None
    (field,) = data
    assert with_value(text, data, field, shipped_kinds().schema["meeting"].fields[field], value) == new
