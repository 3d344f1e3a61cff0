"""A marking that stands in a header and cannot be seen is none: it gets a line that can be, or nothing is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as new_document
from docx.oxml import parse_xml

from briefgen.document.nodes import Marking, Paragraph, Text
from briefgen.errors import Problems
from briefgen.ooxml.tree import W
from briefgen.writers.docx.reference.reader import read_house
from briefgen.writers.docx.writer import DocxWriter
from tests.writers.docx.packages import HOUSE_FILE, META, changed, document, parts
from tests.writers.docx.validity import faults

MARKED = document(Marking("TLP:RED"), Paragraph((Text("x"),)), meta=replace(META, marking="TLP:RED"))
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W[1:-1],
        "wp": WP,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def run(look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>TLP:CLEAR</w:t></w:r>"


def paragraph(look: str = "", inside: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{inside or run()}</w:p>"


def table(inside: str, look: str = "", row: str = "", cell: str = "") -> str:
    return (
        f'<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:trPr>{row}</w:trPr>'
        f"<w:tc><w:tcPr>{cell}</w:tcPr>{inside}</w:tc></w:tr></w:tbl>"
    )


def box(cx: int = 1_800_000, down: int = 0, hidden: str = "") -> str:
    """A paragraph with a text box of Word 2010 that holds the marking."""
    shape = (
        f'<a:graphic><a:graphicData uri="{NAMES}"><wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx><w:txbxContent>'
        f"{paragraph()}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    ).replace(NAMES, "http://schemas.microsoft.com/office/word/2010/wordprocessingShape")
    return paragraph(
        inside='<w:r><w:drawing><wp:anchor behindDoc="0" layoutInCell="1" allowOverlap="1" relativeHeight="1" '
        'locked="0" simplePos="0"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0'
        '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>'
        f'{down}</wp:posOffset></wp:positionV><wp:extent cx="{cx}" cy="300000"/><wp:wrapNone/>'
        f'<wp:docPr id="1" name="box" descr="the marking" {hidden}/>{shape}</wp:anchor></w:drawing></w:r>'
    )


def house(header: str) -> bytes:
    """A house document of which the header holds this."""
    word = new_document()
    shown = word.sections[0].header
    shown.is_linked_to_previous = False
    for one in parse_xml(f"<w:hdr {NAMES}>{header}<w:p/></w:hdr>"):
        shown._element.append(one)
    shown._element.remove(shown._element[0])
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def times(header: str) -> int:
    """How often the header of a brief says its marking."""
    written = DocxWriter(read_house(house(header), "house.docx")).write(MARKED)
    made = new_document(BytesIO(written))
    return "".join(t.text for t in made.sections[0].header._element.iter(W + "t")).count("TLP:RED")


SEEN = {
    "plainly": paragraph(),
    "on black": paragraph(inside=run('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>')),
    "on a black line": paragraph('<w:shd w:val="clear" w:fill="000000"/>', run('<w:color w:val="FFFFFF"/>')),
    "in a black cell": table(
        paragraph(inside=run('<w:color w:val="FFFFFF"/>')), cell='<w:shd w:val="solid" w:color="000000"/>'
    ),
    "highlighted": paragraph(inside=run('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')),
    "not hidden": paragraph(inside=run('<w:vanish w:val="0"/>')),
    "in a frame": paragraph('<w:framePr w:w="2381" w:x="600" w:y="1"/>'),
    "in a row": table(paragraph(), row='<w:trHeight w:val="400" w:hRule="exact"/>'),
    "in a box": box(),
    "small": paragraph(inside=run('<w:sz w:val="12"/>')),
    "grey": paragraph(inside=run('<w:color w:val="7F7F7F"/>')),
    "by a name without a colour": paragraph(inside=run('<w:color w:val="auto"/>')),
}
HIDDEN = {
    "white": paragraph(inside=run('<w:color w:val="FFFFFF"/>')),
    "nearly white": paragraph(inside=run('<w:color w:val="E7E6E6" w:themeColor="background2"/>')),
    "black on black": paragraph(inside=run('<w:color w:val="000000"/><w:highlight w:val="black"/>')),
    "white in a white cell": table(paragraph(inside=run('<w:color w:val="FFFFFF"/>')), cell='<w:shd w:fill="FFFFFF"/>'),
    "one point high": paragraph(inside=run('<w:sz w:val="2"/>')),
    "as narrow as can be": paragraph(inside=run('<w:w w:val="1"/>')),
    "one letter over the other": paragraph(inside=run('<w:spacing w:val="-200"/>')),
    "lowered beside the page": paragraph(inside=run('<w:position w:val="-3000"/>')),
    "without a fill": paragraph(inside=run("<w14:textFill><w14:noFill/></w14:textFill>")),
    "in a line of no height": paragraph('<w:spacing w:line="20" w:lineRule="exact"/>'),
    "indented beyond the page": paragraph('<w:ind w:left="20000"/>'),
    "in a frame beside the page": paragraph('<w:framePr w:w="2381" w:hAnchor="page" w:x="15000" w:y="1"/>'),
    "in a frame below the page": paragraph('<w:framePr w:w="2381" w:vAnchor="page" w:y="20000"/>'),
    "in a row of no height": table(paragraph(), row='<w:trHeight w:val="10" w:hRule="exact"/>'),
    "in a hidden row": table(paragraph(), row="<w:hidden/>"),
    "in a table beside the page": table(paragraph(), look='<w:tblInd w:w="20000" w:type="dxa"/>'),
    "in a table that floats off": table(paragraph(), look='<w:tblpPr w:tblpX="20000" w:tblpY="1"/>'),
    "in a box of no size": box(cx=1),
    "in a box below the page": box(down=20_000_000),
    "in a hidden box": box(hidden='hidden="1"'),
    "deleted": paragraph(inside=f'<w:del w:id="1" w:author="a">{run()}</w:del>'),
}


@pytest.mark.few(3)
@pytest.mark.parametrize("header", SEEN.values(), ids=SEEN)
def test_what_can_be_seen_stays_as_it_is(header: str) -> None:
    assert times(header) == 1


@pytest.mark.few(5)
@pytest.mark.parametrize("header", HIDDEN.values(), ids=HIDDEN)
def test_what_cannot_be_seen_gets_a_line_that_can(header: str) -> None:
    made = new_document(BytesIO(DocxWriter(read_house(house(header), "house.docx")).write(MARKED)))
    assert "TLP:RED" in made.sections[0].header.paragraphs[-1].text


def styled(change: Callable[[str], str]) -> bytes:
    return changed(HOUSE_FILE.read_bytes(), "word/styles.xml", change)


def look_of(style: str, more: str) -> Callable[[str], str]:
    """Give a style one more property, before those it has."""
    pattern = rf'(<w:style [^>]*w:styleId="{style}">(?:(?!</w:style>).)*?)(<w:rPr>|</w:style>)'

    def change(styles: str) -> str:
        return re.sub(
            pattern,
            lambda m: f"{m[1]}<w:rPr>{more}" + ("</w:rPr></w:style>" if m[2].startswith("</") else ""),
            styles,
            flags=re.DOTALL,
        )

    return change


def test_a_hidden_normal_style_does_not_hide_the_marking() -> None:
    written = DocxWriter(read_house(styled(look_of("Normal", "<w:vanish/>")), "house.docx")).write(MARKED)
    assert faults(written) == []
    for name, data in parts(written).items():
        if re.match(r"word/(?:header|footer)\d", name):
            marked = [r for r in re.findall(r"<w:r>.*?</w:r>", data.decode(), re.DOTALL) if "TLP:RED" in r]
            assert any('<w:vanish w:val="0"/>' in one for one in marked), name


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ('<w:color w:val="000000"/>', "it has the colour of its ground"),
        ('<w:sz w:val="2"/>', "its type is too small"),
    ],
)
def test_markings_whose_own_style_hides_them_stop_the_brief(more: str, reason: str) -> None:
    with pytest.raises(Problems) as caught:
        read_house(styled(look_of("MarkingRED", more)), "house.docx")
    (found,) = caught.value.diagnostics
    assert found.code == "marking-not-shown"
    assert f"in the header the marking of every brief would not be seen: {reason}" == found.message
    assert "Normal" in (found.hint or "")


def test_white_type_everywhere_stops_the_brief_where_no_style_of_markings_has_a_ground() -> None:
    word = new_document()
    word.styles["Normal"].element.get_or_add_rPr().append(parse_xml(f'<w:color {NAMES} w:val="FFFFFF"/>'))
    buffer = BytesIO()
    word.save(buffer)
    with pytest.raises(Problems) as caught:
        read_house(buffer.getvalue(), "house.docx")
    assert [d.code for d in caught.value.diagnostics] == ["marking-not-shown"]
