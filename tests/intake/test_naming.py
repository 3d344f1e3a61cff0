"""A text leads to the one record that has its name, or to the reason why it leads to none."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.intake.naming import NoneNamed, id_named
from tests.facts.pages import load_page

PAGE = """
    === persons/ana-sample.yaml
    name: Ana Sample
    === persons/bo.yaml
    name: Bo Twin
    === persons/bo-2.yaml
    name: Bo Twin
    """
ALL = ("person", "country")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("ana-sample", "ana-sample"),
        ("Ana Sample", "ana-sample"),
        ("Portugal", "portugal"),
        ("Korea, Republic of", "south-korea"),
        ("portugal", "portugal"),
        ("country/portugal", "country/portugal"),
    ],
)
def test_an_id_or_the_very_name_leads_there(tmp_path: Path, text: str, id_: str) -> None:
    assert id_named(load_page(tmp_path, PAGE).base, text, ALL) == id_


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Bo Twin", "it is the name of person/bo, person/bo-2; write the id"),
        ("bo-22", "did you mean 'bo-2'?"),
        ("Nigera", "did you mean niger (Niger) or nigeria (Nigeria)? the same name in another spelling"),
        ("portugall", "did you mean portugal (Portugal)? the same name in another spelling"),
        ("Cy Nobody", "make its record first, as person or country: briefgen new person cy-nobody"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(tmp_path: Path, text: str, hint: str) -> None:
    found = id_named(load_page(tmp_path, PAGE).base, text, ALL)
    assert isinstance(found, NoneNamed)
    assert found.hint is not None
    assert hint in found.hint


def test_the_label_of_a_source_is_meant_only_where_nobody_else_has_the_name(tmp_path: Path) -> None:
    page = "{type: essay, language: en, retrieved: 2026-01-01, label: The Example House, descriptor: a page}"
    loaded = load_page(tmp_path, f"{PAGE}\n    === sources/house-2026.yaml\n    {page}\n")
    kinds = ("organisation", "source")
    near = id_named(loaded.base, "Example House", kinds)
    assert isinstance(near, NoneNamed)
    assert near.hint is not None
    assert "source: briefgen new organisation example-house; or say house-2026 if the source itself" in near.hint
    assert id_named(loaded.base, "The Example House", kinds) == "house-2026"
    body = "=== organisations/example-house.yaml\n    name: The Example House"
    both = load_page(tmp_path, f"{PAGE}\n    === sources/house-2026.yaml\n    {page}\n    {body}\n").base
    assert id_named(both, "The Example House", kinds) == "example-house"
