"""What `{{ … }}` prints: the very characters of a fact, and its source behind the sentence."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from tests.workspaces import MEETING, Scratch

DISCUSSED = "Participants discussed stocks of green coffee."
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

HOSTILE = (
    "*not strong* and **not** _this_",
    "a | b || c",
    "a note [^1] and [^2]: here",
    "1 < 2 & <b>bold</b> <!-- gone -->",
    "{{ 7*7 }} and {% include '../../x' %} and {# gone #}",
    "# no heading",
    "- no item",
    "1986. no list",
    "`code` ~~struck~~ $x$",
    "[text](https://example.org) ![x](y) https://example.org",
    "&amp; &#35; \\* \\",
    "    four blanks",
    "--- === ***",
    "tab and שלום and 日本語 and e\u0301",
    "100 % {} {0.__class__} %s",
)


def words_in(markdown: str) -> str:
    """The text that an independent reader of Markdown shows, notes left out."""
    tokens = MarkdownIt("commonmark").enable("table").use(footnote_plugin).parse(markdown)
    inline = [t for t in tokens if t.type == "inline"]
    kinds = ("text", "text_special", "softbreak")
    return "\n".join("".join(c.content for c in t.children or () if c.type in kinds) for t in inline)


def words_in_word(docx: bytes) -> str:
    with ZipFile(BytesIO(docx)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{WORD}t")) for p in body.iter(f"{WORD}p"))


def test_a_value_prints_with_its_source_behind_the_sentence(workspace: Scratch) -> None:
    text = "The meeting was on {{ meeting.date }} in {{ meeting.place }}. It ended."
    assert workspace.rendered(text) == "The meeting was on 11 March 2024 in Lisbon.[^1] It ended."


def test_each_sentence_of_a_fact_carries_the_source(workspace: Scratch) -> None:
    workspace.edit(MEETING, DISCUSSED, "They met. They left.")
    assert workspace.rendered("{{ meeting.discussion|first }}") == "They met.[^1] They left.[^1]"


@pytest.mark.few(5)
@pytest.mark.parametrize("text", HOSTILE)
def test_the_characters_of_a_fact_stay_what_they_are(workspace: Scratch, text: str) -> None:
    quoted = text.replace("'", "''")
    workspace.edit(MEETING, "# What no source", f"venue: {{is: '{quoted}', quote: Lisbon}}\n# What no source")
    made = workspace.make("-f", "md", "-f", "docx")
    assert (made.code, made.err) == (0, "")
    assert text.strip() in words_in(workspace.read("out/meeting/lisbon-2024.md"))
    assert text.strip() in words_in_word((workspace.root / "out/meeting/lisbon-2024.docx").read_bytes())


@pytest.mark.few(3)
@pytest.mark.parametrize("frame", ["{}", "**{}**", "*{}*", "- {}", "> {}", "# {}", "| a |\n| --- |\n| {} |"])
@pytest.mark.parametrize("text", ["*a*", "a|b", "[^1]", "<b>", "{{ 7*7 }}", "# x"])
def test_a_fact_is_no_markup_wherever_a_template_puts_it(workspace: Scratch, frame: str, text: str) -> None:
    workspace.edit(MEETING, f"is: {DISCUSSED}", f"is: '{text}'")
    written = workspace.rendered(frame.format("{{ meeting.discussion|first }}"))
    assert words_in(written).splitlines()[-1].removesuffix("[^1]") == text


def test_a_fact_is_no_markup_in_the_hands_of_a_filter(workspace: Scratch) -> None:
    workspace.edit(MEETING, f"is: {DISCUSSED}", "is: '*a* | <b>'")
    for name in ("capital", "sentence", "clause", "plain_words", "trim"):
        written = workspace.rendered("{{ meeting.discussion|first|" + name + " }}")
        assert words_in(written).removesuffix("[^1]").removesuffix(".") == "*a* | <b>"


def test_blanks_of_a_template_are_one_and_those_of_a_fact_as_many_as_they_are(workspace: Scratch) -> None:
    workspace.edit(MEETING, DISCUSSED, "Participants  discussed coffee.")
    words = "# A  title\n\nTwo  {{ '' }}  blanks.  {{ meeting.discussion[0] }}"
    rest = "-   one  item\n\n    more  of it\n\n| a  b |\n| --- |\n| c  d |"
    text = workspace.rendered(f"{words}\n\n{rest}")
    assert "# A title\n\nTwo blanks. Participants &#32;discussed coffee." in text
    assert "- one item\n\n  more of it\n" in text
    assert "| a b |" in text
    assert "| c d |" in text


def test_data_is_not_rendered_twice(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: '{{ meeting.date }}',")
    assert words_in(workspace.rendered("In {{ meeting.place }}.")) == "In {{ meeting.date }}.[^1]"


@pytest.mark.few(6)
@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ meeting.venue }}", "nothing is recorded for meeting/lisbon-2024: venue [unprintable]"),
        ("{{ meeting.venue|capital }}", "nothing is recorded for meeting/lisbon-2024: venue [template]"),
        ("{{ meeting.date.why }}", "nothing is recorded for meeting/lisbon-2024: why of date [unprintable]"),
        ("{{ meeting.gaps }}", "this is a list [unprintable]\n  hint: go through it with {% for … %}"),
        ("{{ meeting.gaps ~ '' }}", "this is a list [unprintable]"),
        ("{{ meeting.venue ~ '' }}", "nothing is recorded for meeting/lisbon-2024: venue [unprintable]"),
        ("{{ meeting.gaps|trim }}", "|trim works on one value, and this is a list [template]"),
        ("{{ meeting.venue|trim }}", "nothing is recorded for meeting/lisbon-2024: venue [template]"),
        ("{{ none }}", "this is None, not a text [unprintable]\n  hint: use it in {% if … %}"),
        ("{{ meeting.date == 'x' }}", "this is False, not a text [unprintable]"),
        ("{{ brief }}", "this has parts [unprintable]\n  hint: print one of them: label, marking,"),
        ("{{ meeting.gaps|batch(2) }}", "this is a list [unprintable]"),
    ],
)
def test_what_is_no_text_is_an_error_with_a_way_out(workspace: Scratch, template: str, said: str) -> None:
    assert workspace.fault(template).startswith(f"templates/note/brief.md.j2:1:1: error: {said}")


def test_what_is_missing_is_false_and_an_empty_list(workspace: Scratch) -> None:
    text = "{{ 'yes' if meeting.venue else 'no' }}{% for x in meeting.venue %}x{% endfor %}{{ meeting.venue|length }}"
    assert workspace.rendered(text) == "no0"


def test_joining_with_a_tilde_keeps_sources_and_characters(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: '*Lisbon*',")
    assert workspace.rendered("{{ meeting.place ~ ', ' ~ meeting.date }}") == "\\*Lisbon\\*, 11 March 2024[^1]"
