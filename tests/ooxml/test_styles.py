from briefgen.ooxml.styles import StyleSheet
from briefgen.ooxml.tree import is_on, parse, value

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<w:styles {NAMESPACE}>
<w:style w:styleId="Usual" w:default="true"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:basedOn w:val="Own"/><w:rPr><w:b/><w:i w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Base"/><w:rPr><w:i/></w:rPr>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Letters"><w:basedOn w:val="Own"/><w:rPr><w:b w:val="off"/></w:rPr></w:style>
</w:styles>"""


def sheet() -> StyleSheet:
    return StyleSheet(parse(STYLES.encode()))


def of(style: str) -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return sheet().of(parse(f"<w:p {NAMESPACE}>{named}</w:p>".encode()))


def test_what_the_nearest_style_says_counts_and_a_circle_ends() -> None:
    assert [e.get(e.keys()[1]) for e in sheet().chain("Own")] == ["Own", "Base"]
    assert sheet().switched("Own", "b", "paragraph") is True
    assert sheet().switched("Own", "i", "paragraph") is True
    assert sheet().said("Base", "pPr/outlineLvl") == "2"
    assert sheet().switched("Own", "caps", "paragraph") is None


def test_a_style_of_another_kind_is_passed_over_as_word_does() -> None:
    assert sheet().switched("Letters", "b") is False
    assert sheet().switched("Letters", "i") is None
    assert list(sheet().chain("Own", "character")) == []


def test_a_paragraph_whose_style_is_none_has_the_usual_one() -> None:
    assert [of(name) for name in ("Own", "", "Gone", "Letters")] == ["Own", "Usual", "Usual", "Usual"]


def test_a_switch_without_a_value_is_on() -> None:
    said = ["<w:b/>", '<w:b w:val="1"/>', '<w:b w:val="False"/>', '<w:b w:val="none"/>']
    runs = [parse(f"<w:rPr {NAMESPACE}>{one}</w:rPr>".encode()) for one in said]
    assert [is_on(run[0]) for run in runs] == [True, True, False, False]
    assert not is_on(None)
    assert value(runs[1], "b") == "1"
