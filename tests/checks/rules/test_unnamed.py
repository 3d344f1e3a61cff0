"""A meeting of which nothing but its id is known is told, for no brief could name it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.checks.rules import unnamed
from tests.checks.pages import context
from tests.facts.pages import SOURCE

PAGE = f"""
=== sources/paper.yaml
{SOURCE}=== countries/iceland.yaml
code: IS
=== series/forum.yaml
name: Forum
=== meetings/m-42.yaml
src: paper
agenda: tides
MORE
"""


@pytest.mark.parametrize(
    ("more", "is_told"),
    [
        ("venue: the old custom house", True),
        ("names: {is: talks on tides, rank: deprecated, why: A slip.}", True),
        ("names: talks on tides", False),
        ("series: forum", False),
        ("place: Port Example", False),
        ("country: {is: iceland, register: place register}", False),
        ("date: 2024", False),
        ("deprecated: It was none.", False),
    ],
)
def test_a_meeting_that_nothing_names_is_told(tmp_path: Path, more: str, is_told: bool) -> None:
    found = unnamed.check(context(tmp_path, PAGE.replace("MORE", more)))
    assert [(d.code, d.message) for d in found] == [
        ("unnamed-meeting", "nothing tells which meeting m-42 is") for _ in range(is_told)
    ]
