"""What the page loads: three files that name nothing from elsewhere, and a script that runs nothing it is given."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from briefgen.desk.application import LOOKS


@pytest.mark.parametrize("name", LOOKS)
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    text = files("briefgen.desk").joinpath("looks", name).read_text("utf-8")
    addresses = set(re.findall(r"(?:https?:)?//[a-z][\w.-]+", text)) - {"http://www.w3.org"}
    assert addresses == set()
    assert not re.search(r"@import|url\(", text)


def test_the_script_makes_no_code_of_text() -> None:
    text = files("briefgen.desk").joinpath("looks", "script.js").read_text("utf-8")
    code = re.sub(r"//.*", "", text)
    assert not re.search(
        r"\beval\b|\bFunction\(|\binnerHTML\s*=[^=]|outerHTML|insertAdjacentHTML|document\.write", code
    )


def test_the_style_answers_to_what_people_ask_of_their_browser() -> None:
    text = files("briefgen.desk").joinpath("looks", "style.css").read_text("utf-8")
    for question in ("prefers-color-scheme: dark", "prefers-reduced-motion: reduce", "media print", "max-width: 56rem"):
        assert question in text
