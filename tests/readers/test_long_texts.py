"""A million of one character, read and written: whoever mails a template or a fact cannot hold the program up."""

from __future__ import annotations

import pytest

from briefgen.citations.uses import gather
from briefgen.document.links import link_problem
from briefgen.document.nodes import Cite, Text
from briefgen.document.sentences import sentence_ends
from briefgen.readers.markdown.reader import read_markdown
from briefgen.writers.html import HtmlWriter
from tests.examples import THOROUGH
from tests.growth import TIMES, assert_linear

SIZE = 1_000_000 if THOROUGH else 100_000
UNITS = ["[", "*", "<", "|", " ", "_", "`", "!", "![", "[^", "&", "> ", "#", "a.", "...", "a" * 999 + "!", "A. ", "1. "]


def read_and_write(text: str) -> None:
    document, _ = read_markdown(text, file="template")
    HtmlWriter(remarks=lambda run: ()).write(document)
    gather((Text(text), Cite(("meeting/a/b/c",))))
    sentence_ends(text)
    link_problem("https://example.org/", text)
    link_problem("https://" + text, "there")


@pytest.mark.few(3)
@pytest.mark.parametrize("unit", UNITS, ids=[unit[:3] for unit in UNITS])
def test_a_million_of_one_sign_costs_no_more_than_its_length(unit: str) -> None:
    few, many = (unit * (size // len(unit)) + "!" for size in (SIZE // TIMES, SIZE))
    assert_linear(read_and_write, few, many)
