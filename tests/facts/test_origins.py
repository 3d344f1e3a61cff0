"""How many voices stand behind sources: what a source relays is followed to its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.origins import independent_origins, origins_of
from tests.facts.pages import SOURCE, load_page, said

RELAYED = {
    "agency": "",
    "paper": "agency",
    "portal": "paper",
    "mixed": "[agency, wire]",
    "wire": "",
    "spokesman": "ana",
    "turning": "round",
    "round": "turning",
}


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    pages = [
        f"=== sources/{name}.yaml\n{SOURCE}{f'derived_from: {relayed}' if relayed else ''}\n"
        for name, relayed in RELAYED.items()
    ]
    loaded = load_page(tmp_path, "".join(pages) + "=== persons/ana.yaml\nname: Ana Sample\nsrc: agency\n")
    assert said(loaded) == ""
    return loaded.base


@pytest.mark.parametrize(
    ("source", "ends"),
    [
        ("agency", {"source/agency"}),
        ("paper", {"source/agency"}),
        ("portal", {"source/agency"}),
        ("mixed", {"source/agency", "source/wire"}),
        ("spokesman", {"person/ana"}),
        ("turning", {"source/turning"}),
        ("gone", {"source/gone"}),
    ],
)
def test_what_a_source_relays_is_followed_to_its_end(base: FactBase, source: str, ends: set[str]) -> None:
    assert origins_of(base, source) == ends


def test_sources_that_share_an_origin_are_one_voice(base: FactBase) -> None:
    assert independent_origins(base, ["agency", "wire", "paper"]) == (("wire",), ("agency", "paper"))
    assert independent_origins(base, ["agency", "wire", "mixed"]) == (("agency", "wire", "mixed"),)
    assert independent_origins(base, []) == ()
