"""A CSL file is read without trusting it, and what is wrong with it is said with its line."""

from __future__ import annotations

import pytest

from briefgen.citations.style import MOST, CitationStyle, read_style
from briefgen.diagnostics import Diagnostic
from tests.citations.csl import AUTHOR_DATE, INFO, citation, style

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
