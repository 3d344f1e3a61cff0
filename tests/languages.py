"""The languages of briefs, with the phrases that the shipped catalogues have for them."""

from __future__ import annotations

from pathlib import Path

from briefgen.language.cldr import Locale, extract, from_data
from briefgen.rendering.catalogue import Catalogue, find_catalogue, spoken

TEMPLATES = Path(__file__).parents[1] / "templates"


def catalogue(tag: str) -> Catalogue:
    """The shipped catalogue of a language."""
    return find_catalogue([("templates", TEMPLATES)], from_data(extract(tag)))[0]


def locale(tag: str) -> Locale:
    """A language as a brief speaks it."""
    return spoken(from_data(extract(tag)), catalogue(tag))
