"""What is taken of CLDR for numbers: the same plain data whatever the release of Babel."""

from __future__ import annotations

import json

import pytest
from babel.core import Locale

from briefgen.language.number_tables import number_tables


@pytest.mark.parametrize(
    "tag", ["en_GB", "ru", "de", "fr", "ar", "ja", "hi", "uz", "hy", "mr", "fa", "ne", "my", "dz", "th"]
)
def test_tables_are_plain_data_with_a_place_in_each_pattern(tag: str) -> None:
    tables = number_tables(Locale.parse(tag))

    assert json.loads(json.dumps(tables)) == tables
    patterns = [tables["percent"], tables["money"]]
    patterns += [form for forms in (*tables["units"].values(), *tables["millions"].values()) for form in forms.values()]
    assert all(pattern.count("{0}") == 1 for pattern in patterns)


def test_languages_differ() -> None:
    english, russian = (number_tables(Locale.parse(tag)) for tag in ("en_GB", "ru"))

    assert (english["money"], english["millions"]["1000000"]["other"]) == ("¤{0}", "{0} million")
    assert russian["money"].endswith("¤")
    assert russian["units"]["km"]["other"].endswith("км")
