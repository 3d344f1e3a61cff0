"""What is typed in Word, and what comes from facts, is printed as it stands or told: never markup, a tag, or lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.document.escape import escape
from briefgen.document.nodes import Paragraph, Table
from briefgen.document.walk import plain_text
from briefgen.wordtemplates.play import play
from briefgen.wordtemplates.reading import read_template
from briefgen.writers.docx.house import House
from briefgen.writers.docx.writer import DocxWriter
from tests.examples import examples
from tests.readers.docx.test_variations import CASES, ONE, Case, with_case
from tests.wordtemplates.samples import template, typed, unrendered

_ANY = st.text(
    st.one_of(
        st.sampled_from("&<>{}%#*_[]()|\\`~!^-+1. “”’\u00a0\u202e\u200f\u0301אع中"),
        st.characters(exclude_categories=("Cs", "Co", "Cc", "Zl", "Zp"), exclude_characters="\ufffc\ufffe\uffff"),
    ),
    min_size=1,
    max_size=30,
)
_VALUES = template("Said: {{ x }}.", "| Head", "| {{ x }}")


@examples(20)
@given(_ANY)
@example("a & b <c> {{ d }} {% e %}")
@example("1986. A year")
@example("# no heading")
@example("[^1] * _x_ | \\")
def test_a_fact_s_text_comes_out_exactly(text: str) -> None:
    tape = _VALUES.source.replace("{{ x }}", f"{escape(text)}\U000f0000")
    document, problems = play(_VALUES, tape, cites=["s1"])
    said, table = document.blocks
    assert isinstance(said, Paragraph)
    assert isinstance(table, Table)
    assert plain_text(said.content) == f"Said: {text}."
    assert plain_text(table.rows[0][0]) == text
    assert problems == []


@examples(15)
@given(_ANY.filter(lambda text: "{" not in text and "}" not in text and text.strip(" ")))
@example("a*b* _c_ <d> & [e](f) | `g`")
@example("1986. A year")
@example("+ no item")
def test_what_is_typed_in_word_is_no_markup(text: str) -> None:
    (said,) = unrendered(typed(f"w{text}")).blocks
    assert isinstance(said, Paragraph)
    assert plain_text(said.content) == f"w{text}".rstrip(" ")


_FORGED = [
    "x",
    "**y**",
    "- z\n",
    "\n",
    *(f"\ue100{end}{kind}{n}\ue101" for end in ("", "/") for kind in "ptrcnh" for n in ("", "1", "9")),
]


@examples(30)
@given(st.lists(st.sampled_from([*_FORGED, "\ue1021\ue103", "\ue111", "\ue110", "\U000f0000"]), max_size=25))
def test_no_tape_whatsoever_is_too_much(pieces: list[str]) -> None:
    document, _ = play(_VALUES, "".join(pieces), cites=["s1"])
    assert len(document.blocks) <= len(pieces)


@examples(10)
@given(st.lists(st.sampled_from(["# A", "## B", "- c", "1. d", "{{ e }}", "| f | {{ g }}", "text", ""]), max_size=12))
def test_a_template_is_known_line_by_line(paragraphs: list[str]) -> None:
    word = template(*paragraphs)
    assert len(word.source.split("\n")) == len(word.lines)


@pytest.fixture(scope="module")
def one(house: House) -> bytes:
    return DocxWriter(house).write(ONE)


@pytest.mark.few(16)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_stays_or_is_told(one: bytes, case: Case) -> None:
    template = read_template(with_case(one, case), "brief.docx")
    plain, told = template.source, " ".join(d.message for d in template.diagnostics)
    shown = re.findall(r"\w+", case.shown.replace("₂", " 2"))
    assert [word for word in shown if word not in plain and word not in told] == []
    gone = "<w:del .*?</w:del>|<w:moveFrom .*?</w:moveFrom>|<w:tc><w:tcPr><w:cellDel .*?</w:tc>"
    typed = re.findall(r"<w:t[^>]*>([^<]+)", re.sub(gone, "", case.xml))
    assert [w for text in typed for w in re.findall(r"\w+", text) if w not in plain and w not in told] == []
