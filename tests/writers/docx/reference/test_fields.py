"""Fields of headers and footers: which stay, and what their results become."""

from __future__ import annotations

import pytest

from briefgen.ooxml.packing import fill
from briefgen.ooxml.tree import NAMESPACES, parse, stencil
from briefgen.writers.docx.reference.fields import settle_fields
from briefgen.writers.docx.reference.findings import HouseFindings

SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())


def settled(paragraph: str) -> tuple[str, list[str]]:
    """The paragraph with its holes shown in brackets, and what was said about it."""
    findings = HouseFindings("house.docx")
    root = parse(f"<w:hdr {SPACES}><w:p>{paragraph}</w:p></w:hdr>".encode())
    settle_fields(root, frozenset({"MarkingRED", "MarkingOther"}), "header", findings)
    made = fill(stencil(root), lambda hole: f"[{hole}]")
    return made[made.index("<w:p>") + 5 : made.index("</w:p>")], [d.message for d in findings.all()]


def char(step: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def field(instruction: str, result: str) -> str:
    return char("begin") + code(instruction) + char("separate") + result + char("end")


def shown(made: str) -> str:
    """Only the text of the runs."""
    return "".join(piece.split(">", 1)[1].split("</w:t>")[0] for piece in made.split("<w:t")[1:] if "</w:t>" in piece)


@pytest.mark.parametrize(
    ("instruction", "result"),
    [
        (' DOCPROPERTY "Cut-off date" ', "[property:Cut-off date]"),
        (r" DOCPROPERTY Marking \* MERGEFORMAT ", "[property:Marking]"),
        ("docproperty marking", "[property:marking]"),
        ("TITLE", "[property:Title]"),
        ("SUBJECT", "[property:Subject]"),
        ("PAGE", "1"),
        (r"NUMPAGES \* Arabic", "[pages]"),
        ("SECTIONPAGES", "[section-pages]"),
        ('STYLEREF "heading 1"', "[property:Title]"),
    ],
)
@pytest.mark.parametrize("form", ["long", "short"])
def test_a_field_keeps_its_code_and_gets_a_place_for_its_result(instruction: str, result: str, form: str) -> None:
    quoted = instruction.replace('"', "&quot;")
    short = f'<w:fldSimple w:instr="{quoted}">{text("old")}</w:fldSimple>'
    made, messages = settled(short if form == "short" else field(instruction, text("old")))
    assert shown(made) == result
    assert messages == []
    assert f"> {' '.join(instruction.split())} </w:instrText>" in made
    assert made.count("fldChar ") == 3


def test_a_code_and_a_result_split_over_runs_are_one() -> None:
    split = char("begin") + code(" DOCPROP") + code('ERTY "Marking" ') + char("separate") + text("TLP") + text(":RED")
    made, _ = settled(text("before ") + split + char("end") + text(" after"))
    assert shown(made) == "before [property:Marking] after"
    assert ' DOCPROPERTY "Marking" ' in made


def test_a_field_in_a_single_run_is_taken_apart() -> None:
    run = (
        '<w:r><w:rPr><w:i/></w:rPr><w:t>p. </w:t><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>7</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    made, _ = settled(run)
    assert shown(made) == "p. 1"
    assert made.count("<w:i/>") == made.count("<w:r>") == 6


def test_a_field_never_counted_gets_a_result() -> None:
    made, _ = settled(char("begin") + code("NUMPAGES") + char("end"))
    assert shown(made) == "[pages]"


@pytest.mark.parametrize(
    "instruction",
    ["DATE", "FILENAME", "AUTHOR", r'INCLUDETEXT "\\\\host\\x"', 'DDEAUTO c "x"', "STYLEREF 4", "", "MACROBUTTON x"],
)
def test_a_field_that_changes_or_reaches_out_becomes_text_and_is_said(instruction: str) -> None:
    made, messages = settled(field(instruction, text("old words")))
    assert shown(made) == "old words"
    assert "fldChar" not in made
    assert "instrText" not in made
    assert len(messages) == 1
    assert "its last result stays as plain text" in messages[0]


def test_a_field_within_a_field_leaves_only_what_was_shown() -> None:
    inner = field("PAGE", text("2"))
    made, messages = settled(
        char("begin") + code("IF ") + inner + code("&gt; 1") + char("separate") + text("more") + char("end")
    )
    assert shown(made) == "more"
    assert "fldChar" not in made
    assert len(messages) == 1


def test_fields_that_never_end_or_never_begin_are_cut_out() -> None:
    made, _ = settled(char("end") + text("a") + char("begin") + code("PAGE"))
    assert shown(made) == "a"
    assert "fldChar" not in made


def test_the_style_of_a_marking_becomes_that_of_each_brief() -> None:
    look = '<w:rPr><w:rStyle w:val="MarkingRED"/><w:b/></w:rPr>'
    made, _ = settled(f"<w:r>{look}<w:t>x</w:t></w:r>" + '<w:r><w:rPr><w:rStyle w:val="Other"/></w:rPr></w:r>')
    assert "<w:rPr>[marking-style]<w:b/></w:rPr>" in made
    assert '<w:rStyle w:val="Other"/>' in made
