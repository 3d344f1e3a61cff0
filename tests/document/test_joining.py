"""Parts to inlines are tested through readers and writers (tests/readers, tests/citations/test_uses.py)."""

from __future__ import annotations

from briefgen.document.joining import MARK, cited_in
from briefgen.document.nodes import Meaning, TemplateNote, Text, Use


def test_what_marks_in_a_text_cite_is_read_off_without_reading_it() -> None:
    meanings: list[Meaning] = ["a", Use("b", "side"), Use("c", "named"), TemplateNote((Text("x"),)), "d"]
    a, b, c, note, d, unknown = (chr(MARK + number) for number in range(6))
    text = f"# Title{a}\n\nNo facts.\n\nOne{b}{c}{a}, two{note}{d}{unknown}\n"
    assert list(cited_in(text, meanings)) == [(True, "a"), (False, "b"), (False, "a"), (False, "d")]
