"""Abbreviations behind which a sentence goes on, by language: CLDR's, and those of abbreviations.toml beside it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("abbreviations.toml")
# Their words stand in texts of any language, and none of them is a word of another script.
_EVERYWHERE = ("ar", "he", "hi", "hy", "ru")


@cache
def abbreviations(language: str) -> frozenset[str]:
    """The abbreviations of a language (en of en-GB), each with its full stop, and those of a few other scripts."""
    data = _read()
    lists = (data[name].get(one, "") for one in (language, *_EVERYWHERE) for name in ("cldr", "more"))
    return frozenset(word.strip() for text in lists for word in text.split("|") if word.strip())


@cache
def days_are_stopped(language: str) -> bool:
    """True where a full stop behind a day makes it an ordinal: 17. Oktober."""
    return language in str(_read()["days-stopped"]).split()


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
