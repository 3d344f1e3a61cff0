"""What is taken of CLDR for numbers: the same plain data whatever the release of Babel."""

from __future__ import annotations

import json

import pytest

from briefgen.language.cldr import extract


@pytest.mark.parametrize(
    "tag", ["en-GB", "ru", "de", "fr", "ar", "ja", "hi", "uz", "hy", "mr", "fa", "ne", "my", "dz", "th"]
)
def test_tables_are_plain_data_with_a_place_in_each_pattern(tag: str) -> None:
    tables = extract(tag)["numbers"]

    assert json.loads(json.dumps(tables)) == tables
    patterns = [tables["percent"], tables["money"]]
    patterns += [form for forms in (*tables["units"].values(), *tables["millions"].values()) for form in forms.values()]
    assert all(pattern.count("{0}") == 1 for pattern in patterns)


def test_languages_differ() -> None:
    english, russian = (extract(tag)["numbers"] for tag in ("en-GB", "ru"))

    assert (english["money"], english["millions"]["1000000"]["other"]) == ("¤{0}", "{0} million")
    assert russian["money"].endswith("¤")
    assert russian["units"]["km"]["other"].endswith("км")
