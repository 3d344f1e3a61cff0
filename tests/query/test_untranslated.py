from __future__ import annotations

import pytest

from briefgen.language.cldr import extract, from_data
from briefgen.query.untranslated import is_in

TEXTS = [
    ({"": "A town"}, "ru", "en-GB", False),
    ({"": "A town"}, "ru", "ru", False),
    ({"": "Город"}, "ru", "en-GB", True),
    ({"": "2025 / 7"}, "ru", "en-GB", True),
    ({"": "Город"}, "en-GB", "en-GB", False),
    ({"": "A town"}, "en-GB", "en-GB", True),
    ({"": "A town"}, "en-US", "en-GB", True),
    ({"": "A town"}, "de", "en-GB", False),
    ({"": "Eine Stadt"}, "de", "de", True),
    ({"en": "A town", "ru": "Город"}, "ru", "en-GB", True),
    ({"en": "A town", "fr": "Une ville"}, "ru", "en-GB", False),
    ({"ru": "Город"}, "en-GB", "en-GB", False),
]


@pytest.mark.parametrize(("text", "tag", "unnamed", "expected"), TEXTS)
def test_whether_a_text_is_in_the_language_of_the_brief(
    text: dict[str, str], tag: str, unnamed: str, expected: bool
) -> None:
    assert is_in(text, from_data(extract(tag)), unnamed) is expected
