"""What pandoc is told, and how its answer becomes inlines of ours; and a CSL file, read without trusting it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefgen.citations.pandoc import HERE, MOST, CitationStyle, read_answer, read_style, request
from briefgen.diagnostics import Diagnostic
from briefgen.document.nodes import Emphasis, Link, Strong, Text
from briefgen.document.walk import Content
from tests.citations.csl import AUTHOR_DATE, INFO, citation, style

ATTRIBUTES: list[object] = ["", [], []]


def words(text: str) -> dict[str, str]:
    return {"t": "Str", "c": text}


def node(kind: str, *inner: Any) -> dict[str, Any]:
    return {"t": kind, "c": list(inner)}


def span(*inner: Any, attributes: list[object] = ATTRIBUTES) -> dict[str, Any]:
    return {"t": "Span", "c": [attributes, list(inner)]}


def link(url: str, *inner: Any) -> dict[str, Any]:
    return {"t": "Link", "c": [ATTRIBUTES, list(inner), [url, ""]]}


def in_note(*inner: Any) -> Content:
    """What a note of these inlines says before its evidence."""
    blocks = [node("Para", node("Note", node("Para", {"t": "Cite", "c": [[], list(inner)]})))]
    return read_answer(json.dumps({"blocks": blocks}).encode(), ("a",), ("“", "”")).in_notes[0]


def test_a_reference_loses_what_a_style_puts_at_the_end_of_a_note() -> None:
    assert in_note(words("Ana, 2024,"), node("Space"), words(f"{HERE}.")) == (Text("Ana, 2024"),)
    assert in_note(words("Ibid.,"), node("Space"), words(f"{HERE}.")) == (Text("Ibid."),)
    assert in_note(words(f"(Ana 2024, {HERE})")) == (Text("(Ana 2024)"),)
    assert in_note(words(f"[1], {HERE}")) == (Text("[1]"),)


def test_the_end_is_found_inside_emphasis_too() -> None:
    assert in_note(words("Ana, "), node("Emph", words(f"News, {HERE}.")), words(")")) == (
        Text("Ana, "),
        Emphasis((Text("News"),)),
        Text(".)"),
    )


def test_a_style_that_finds_nothing_to_say_leaves_it_to_us() -> None:
    assert in_note(words(f"({HERE})")) == ()
    assert in_note() == ()


def test_emphasis_stays_and_what_we_have_no_node_for_stays_as_words() -> None:
    assert in_note(node("Emph", words("a")), node("Strong", words("b")), span(words("c"))) == (
        Emphasis((Text("a"),)),
        Strong((Text("b"),)),
        Text("c"),
    )
    small = node("SmallCaps", words("a"), node("Superscript", words("b")), node("Strikeout", words("c")))
    assert in_note(small, {"t": "Quoted", "c": [{"t": "DoubleQuote"}, [words("d")]]}) == (Text("abc“d”"),)
    assert in_note(words("a"), {"t": "RawInline", "c": ["html", "<script>"]}, {"t": "Math", "c": [{}, "x"]}) == (
        Text("a"),
    )


def test_only_links_that_a_brief_may_carry_stay_links() -> None:
    good = link("https://news.example/1", words("https://news.example/1"))
    assert in_note(good) == (Link("https://news.example/1", (Text("https://news.example/1"),)),)
    for url, text in (("javascript:alert(1)", "x1"), ("https://evil.example/", "news.example")):
        assert in_note(link(url, words(text))) == (Text(text),)
    assert in_note(link("https://news.example/1", good)) == (
        Link("https://news.example/1", (Text("https://news.example/1"),)),
    )


def test_no_character_of_a_style_passes_for_a_mark_of_ours() -> None:
    assert in_note(words("a\U000f0000b\ue02ac\x07d")) == (Text("abcd"),)


def test_an_entry_stands_with_its_number_and_one_blank() -> None:
    margin = span(words("[1] "), attributes=["", ["csl-left-margin"], []])
    entry = {"t": "Div", "c": [["ref-a", [], []], [node("Para", margin, span(words("Ana.  News.")))]]}
    answer = {"blocks": [node("Para", node("Note", node("Para", words("x")))), {"t": "Div", "c": [[], [entry]]}]}
    assert read_answer(json.dumps(answer).encode(), ("a",), ("“", "”")).entries == {"a": (Text("[1] Ana. News."),)}


def test_of_the_list_the_sources_that_are_cited_count_and_nothing_beside_it() -> None:
    def entry(source: str, *lines: Any) -> dict[str, Any]:
        return {"t": "Div", "c": [[f"ref-{source}", [], []], list(lines)]}

    parted = entry("a", {"t": "Div", "c": [ATTRIBUTES, [node("Para", words("Ana."))]]}, node("Para", words("News.")))
    listed = [parted, entry("other", node("Para", words("Other."))), entry("b", node("Para"))]
    notes = [node("Para", node("Note", node("Para", words(f"{name}, {HERE}.")))) for name in "Axb"]
    blocks = [*notes, node("Para", words("Sources")), {"t": "Div", "c": [ATTRIBUTES, listed]}, {"t": "HorizontalRule"}]
    found = read_answer(json.dumps({"blocks": blocks}).encode(), ("a", "", "b"), ("“", "”"))
    assert found.entries == {"a": (Text("Ana. News."),)}
    assert (found.cited, found.in_notes) == (("a", "", "b"), ((Text("A"),), (), (Text("b"),)))


def test_a_note_without_a_source_stands_for_nobody_where_a_style_counts_notes() -> None:
    for in_notes, named in ((True, ["a", "no-source:", "a"]), (False, ["a", "", "a"])):
        document = json.loads(request([{"id": "a", "note": ""}], ("a", "", "a"), "en", in_notes=in_notes))
        inner = [block["c"][0]["c"][0]["c"][0] for block in document["blocks"]]
        assert [one["c"][0][0]["citationId"] if one["t"] == "Cite" else "" for one in inner] == named
        items = document["meta"]["references"]["c"]
        assert [item["c"]["id"]["c"] for item in items] == (["a", "no-source:"] if in_notes else ["a"])
        assert "note" not in items[0]["c"]
        assert document["meta"]["lang"] == {"t": "MetaString", "c": "en"}


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b'{"blocks": [{"t": "HorizontalRule"}]}'])
def test_another_answer_is_no_answer(answer: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_answer(answer, ("a",), ("“", "”"))


def test_no_fact_passes_through_markup_on_its_way() -> None:
    document = json.loads(request([{"id": "a", "title": "*x* <b>"}], ("a",), "en", in_notes=True))
    (item,) = document["meta"]["references"]["c"]
    assert item["c"]["title"]["c"] == [words("*x*"), {"t": "Space"}, words("<b>")]


def test_every_note_of_the_brief_is_one_of_the_document() -> None:
    for in_notes in (True, False):
        document = json.loads(request([{"id": "a"}], ("a", "", "a"), "en", in_notes=in_notes))
        assert len(document["blocks"]) == 3


SOUND = style(citation('<text variable="title"/>'))
POINTER = INFO.replace("</info>", '<link href="http://styles.example/styles/whole" rel="independent-parent"/></info>')
DEPENDENT = style("", info=POINTER)


def read(raw: bytes, **others: bytes) -> tuple[CitationStyle | None, list[Diagnostic]]:
    return read_style("s", "s.csl", raw, lambda name: others.get(name))


def fault(raw: bytes, **others: bytes) -> str:
    found, problems = read(raw, **others)
    assert found is None
    assert len(problems) == 1
    return str(problems[0]).partition("\n")[0]


def test_a_style_says_whether_it_is_for_notes() -> None:
    for raw, in_notes in ((SOUND, True), (AUTHOR_DATE, False)):
        found, problems = read(raw)
        assert problems == []
        assert found is not None
        assert found.in_notes is in_notes


FAULTS = {
    b"": "s.csl:1:1: error: not readable as XML: document is empty [bad-style]",
    b"citation-style: mine": ("s.csl:1:1: error: not readable as XML: start tag expected, '<' not found [bad-style]"),
    SOUND.replace(b"</layout>", b""): (
        "s.csl:3:65: error: not readable as XML: "
        "opening and ending tag mismatch: layout line 3 and citation [bad-style]"
    ),
    b"<html>\n</html>": "s.csl:1:1: error: this is no CSL style: it begins with <html>, not with <style> [bad-style]",
    SOUND.replace(b'version="1.0"', b'version="0.8"'): (
        "s.csl:1:1: error: this style is written in CSL 0.8, not in CSL 1.0 [bad-style]"
    ),
    SOUND.replace(b'class="note"', b""): "s.csl:1:1: error: the style does not say whether it is for notes [bad-style]",
    style(
        ""
    ): "s.csl:1:1: error: the style says nothing of citations: it has no <citation> with a <layout> [bad-style]",
    style('<macro name="title"/>\n' + citation('\n<text macro="titel"/>')): (
        "s.csl:5:1: error: the style calls a macro 'titel' that it does not have [bad-style]"
    ),
    b" "
    * (MOST + 1): "s.csl: error: the file has more than 2,097,152 bytes; no citation style is that long [bad-style]",
}


@pytest.mark.parametrize("raw", FAULTS, ids=lambda raw: FAULTS[raw])
def test_what_is_no_style_is_refused_at_its_line(raw: bytes) -> None:
    assert fault(raw) == FAULTS[raw]


def test_a_file_that_is_too_long_is_at_fault_as_a_whole() -> None:
    location = read(b" " * (MOST + 1))[1][0].location
    assert (location.file, location.line, location.column) == ("s.csl", 0, 0)


def test_a_misspelt_macro_suggests_the_right_one() -> None:
    _, problems = read(style('<macro name="title"/>' + citation('<text macro="titel"/>')))
    assert problems[0].hint == "did you mean 'title'?"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE style [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE style [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE style SYSTEM "http://styles.example/style.dtd">',
    ],
)
def test_a_style_with_a_doctype_is_not_used(doctype: str) -> None:
    raw = f"{doctype}\n".encode() + style(citation('<text value="&b;"/>' if "ENTITY b" in doctype else "<text/>"))
    assert fault(raw) == (
        "s.csl:1:1: error: a citation style has no DOCTYPE and no entities of its own; this one is not used [bad-style]"
    )


def test_macros_come_to_an_end() -> None:
    around = '<macro name="a"><text macro="b"/></macro>\n<macro name="b"><text macro="a"/></macro>'
    assert fault(style(around + citation('<text macro="b"/>'))) == (
        "s.csl:4:1: error: the macro 'b' calls itself without end [bad-style]"
    )
    doubled = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40))
    assert "its macros call each other 2,199,023,255,551 times" in fault(
        style(f'{doubled}<macro name="m40"/>\n' + citation('<text macro="m0"/>'))
    )


def test_a_style_that_points_to_another_uses_the_one_at_hand() -> None:
    found, problems = read(DEPENDENT, whole=AUTHOR_DATE)
    assert problems == []
    assert found is not None
    assert b"citation" in found.xml
    assert not found.in_notes


def test_a_style_that_points_to_another_keeps_its_own_language() -> None:
    german = DEPENDENT.replace(b'version="1.0"', b'version="1.0" default-locale="de-DE"')
    found, _ = read(german, whole=AUTHOR_DATE)
    assert found is not None
    assert b'default-locale="de-DE"' in found.xml


def test_a_style_is_never_looked_for_elsewhere() -> None:
    assert fault(DEPENDENT) == (
        "s.csl:1:1: error: the style only points to another one, 'whole', which is not here [bad-style]"
    )
    assert "points to 'whole', which only points to 'whole'" in fault(DEPENDENT, whole=DEPENDENT)
    assert "points to 'whole', which cannot be used: not readable as XML" in fault(DEPENDENT, whole=b"")
