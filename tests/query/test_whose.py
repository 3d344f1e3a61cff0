"""A name leads to the records that may be meant, whatever its letters; nothing is decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.query.whose import names_of, whose_name
from tests.facts.pages import load_page

PAGE = """
    === persons/nagiyev.yaml
    name: Ali Nagiyev
    aliases: [{ru: Али Нагиев}, Naghiyev]
    === persons/other.yaml
    name: Vali Nagiyev
    === persons/gone.yaml
    name: Ali Nagiyev
    deprecated: The same as nagiyev.
    === organisations/sco.yaml
    name: Shanghai Cooperation Organisation
    short: SCO
    type: association
    """


def base(folder: Path) -> FactBase:
    return load_page(folder, PAGE).base


def test_the_very_name_comes_first_then_those_that_come_near(tmp_path: Path) -> None:
    found = whose_name(base(tmp_path), "Нагиев")
    assert [(one.record.key, one.is_exact) for one in found] == [("person/nagiyev", False), ("person/other", False)]
    found = whose_name(base(tmp_path), "ali nagiyev")
    assert [(one.record.key, one.is_exact) for one in found] == [("person/nagiyev", True)]


def test_kinds_bound_the_question(tmp_path: Path) -> None:
    assert [one.record.key for one in whose_name(base(tmp_path), "SCO")] == ["organisation/sco"]
    assert whose_name(base(tmp_path), "SCO", kinds=("person",)) == []


STATES = """
    === countries/england-and-more.yaml
    code: GB
    name: Britain
    === sources/gazeta.yaml
    {type: essay, language: ru, retrieved: 2026-01-01, label: G, descriptor: d}
    """


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Portugal", "country/portugal"),
        ("Португалия", "country/portugal"),
        ("united states", "country/united-states"),
        ("Turkey", "country/turkiye"),
        ("the Czech Republic", "country/czechia"),
        ("The Soviet Union", "country/soviet-union"),
        ("Soviet Union", "country/soviet-union"),
        ("United Kingdom", "country/england-and-more"),
        ("Britain", "country/england-and-more"),
    ],
)
def test_states_have_the_names_of_the_register(tmp_path: Path, name: str, key: str) -> None:
    found = load_page(tmp_path, STATES).base
    assert [(one.record.key, one.is_exact) for one in whose_name(found, name) if one.is_exact] == [(key, True)]
    assert whose_name(found, name, kinds=("person",)) == []


def test_a_misspelt_state_comes_near(tmp_path: Path) -> None:
    assert [(one.record.id, one.is_exact) for one in whose_name(base(tmp_path), "Portugall")] == [("portugal", False)]


def test_a_state_is_never_another_state(tmp_path: Path) -> None:
    found = load_page(tmp_path, STATES + "    === countries/nig.yaml\n    code: NG\n    name: Nigéria\n").base
    assert [one.record.key for one in whose_name(found, "Niger")] == ["country/niger"]
    assert [one.record.key for one in whose_name(found, "Dominica")] == ["country/dominica"]


def test_names_are_those_of_every_language(tmp_path: Path) -> None:
    found = base(tmp_path)
    assert list(names_of(found, found.records["person/nagiyev"])) == ["Ali Nagiyev", "Али Нагиев", "Naghiyev"]
