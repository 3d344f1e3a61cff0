"""Formulas as one line of text: every kind with what it says, and no letter lost."""

from __future__ import annotations

import pytest
from lxml import etree  # type: ignore[import-untyped]

from briefgen.ooxml.elements import CONTENT, NAMESPACES, Fate, write_out_formulas
from briefgen.ooxml.tree import W

DECLARED = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "m"))

ARROW = "\u20d7"


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def e(inside: str, name: str = "e") -> str:
    return f"<m:{name}>{inside}</m:{name}>"


def pr(kind: str, **properties: str) -> str:
    inside = "".join(f'<m:{name} m:val="{value}"/>' for name, value in properties.items())
    return f"<m:{kind}Pr>{inside}</m:{kind}Pr>"


def read(inside: str, place: str = "<w:p>{}</w:p>") -> tuple[list[tuple[str, str]], list[str]]:
    """The runs that stand there afterwards, text and place, and the words that are told."""
    told: list[str] = []
    root = etree.fromstring(f"<w:body {DECLARED}>{place.format(inside)}</w:body>")
    write_out_formulas(root, lambda _, fate, what, words: told.append(f"{fate.name} {what}: {words}"))
    assert next(root.iter(f"{{{NAMESPACES['m']}}}*"), None) is None
    looks = [run.find(f"{W}rPr/{W}vertAlign") for run in root.iter(W + "r")]
    places = ["" if look is None else look.get(W + "val") for look in looks]
    return list(zip((run.findtext(W + "t") for run in root.iter(W + "r")), places, strict=True)), told


CASES: dict[str, tuple[str, str]] = {
    "raised": (f"<m:sSup>{e(t('mc'))}{e(t('2'), 'sup')}</m:sSup>", "mc²"),
    "lowered": (f"<m:sSub>{e(t('CO'))}{e(t('2'), 'sub')}</m:sSub>", "CO₂"),
    "both": (f"<m:sSubSup>{e(t('x'))}{e(t('i'), 'sub')}{e(t('2'), 'sup')}</m:sSubSup>", "xᵢ²"),
    "before": (f"<m:sPre>{e(t('92'), 'sub')}{e(t('235'), 'sup')}{e(t('U'))}</m:sPre>", "₉₂²³⁵U"),
    "a fraction": (f"<m:f>{e(t('a+b'), 'num')}{e(t('2'), 'den')}</m:f>", "(a+b)/2"),
    "a fraction without a line": (f"<m:f>{pr('f', type='noBar')}{e(t('n'), 'num')}{e(t('k'), 'den')}</m:f>", "n¦k"),
    "a root": (f"<m:rad><m:deg/>{e(t('x+1'))}</m:rad>", "√(x+1)"),
    "a third root": (f"<m:rad>{e(t('3'), 'deg')}{e(t('x'))}</m:rad>", "³√(x)"),
    "brackets": (f"<m:d>{e(t('a'))}{e(t('b'))}</m:d>", "(a|b)"),
    "other brackets": (f"<m:d>{pr('d', begChr='[', sepChr=';', endChr=']')}{e(t('a'))}{e(t('b'))}</m:d>", "[a;b]"),
    "one bracket": (f"<m:d>{pr('d', begChr='{', endChr='')}{e(t('a'))}</m:d>", "{a"),
    "a sum": (
        f"<m:nary>{pr('nary', chr='∑')}{e(t('i=1'), 'sub')}{e(t('n'), 'sup')}{e(t('i'))}</m:nary>",
        "∑ᵢ₌₁ⁿi",
    ),
    "an integral": (f"<m:nary><m:sub/><m:sup/>{e(t('x'))}</m:nary>", "∫x"),
    "a function": (f"<m:func>{e(t('sin'), 'fName')}{e(t('x'))}</m:func>", "sin x"),
    "a limit": (f"<m:limLow>{e(t('lim'))}{e(t('n'), 'lim')}</m:limLow>", "limₙ"),
    "what stands above": (f"<m:limUpp>{e(t('x'))}{e(t('n'), 'lim')}</m:limUpp>", "xⁿ"),
    "a hat": (f"<m:acc>{e(t('x'))}</m:acc>", "x\u0302"),
    "a vector": (f"<m:acc>{pr('acc', chr=ARROW)}{e(t('v'))}</m:acc>", "v" + ARROW),
    "a line above": (f"<m:bar>{pr('bar', pos='top')}{e(t('AB'))}</m:bar>", "A\u0305B\u0305"),
    "a matrix": (f"<m:m><m:mr>{e(t('1'))}{e(t('0'))}</m:mr><m:mr>{e(t('0'))}{e(t('1'))}</m:mr></m:m>", "[1, 0; 0, 1]"),
    "equations": (f"<m:eqArr>{e(t('x=1'))}{e(t('y=2'))}</m:eqArr>", "x=1; y=2"),
    "room for what is not shown": (f"{t('a')}<m:phant>{pr('phant', show='0')}{e(t('b'))}</m:phant>", "a"),
    "what takes no room": (f"{t('a')}<m:phant>{e(t('b'))}</m:phant>", "ab"),
    "a box": (f"<m:borderBox>{e(t('a'))}</m:borderBox>", "a"),
    "a tracked deletion": (f'{t("a")}<w:del w:id="1"><m:r><m:t>b</m:t></m:r></w:del>', "a"),
    "one within another": (
        f"<m:f>{e(t('1'), 'num')}{e('<m:rad><m:deg/>' + e(t('2')) + '</m:rad>', 'den')}</m:f>",
        "1/(√(2))",
    ),
    "letters in the wrong place": (f"<m:sSup>{t('a')}{e(t('b'), 'sup')}</m:sSup>", "ab"),
    "an element nobody knows": (f"<m:new>{t('a')}</m:new>", "a"),
}


@pytest.mark.parametrize(("inside", "text"), CASES.values(), ids=CASES)
def test_what_a_formula_says_stays(inside: str, text: str) -> None:
    assert read(f"<m:oMath>{inside}</m:oMath>")[1] == [f"PLAIN the layout of a formula: {text}"]


def test_every_formula_on_the_list_is_kept_as_plain_text() -> None:
    assert {fate for name, (fate, _) in CONTENT.items() if name.startswith("m:")} == {Fate.PLAIN}


def test_what_stands_raised_is_raised_text() -> None:
    formula = f"<m:oMath>{t('E=')}<m:sSup>{e(t('mc'))}{e(t('2'), 'sup')}</m:sSup>{t('!')}</m:oMath>"
    assert read(formula)[0] == [("E=mc", ""), ("2", "superscript"), ("!", "")]


@pytest.mark.parametrize(
    "place",
    ["{}", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"],
)
def test_a_formula_that_stands_by_itself_is_a_paragraph(place: str) -> None:
    formula = f"<m:oMathPara><m:oMath>{t('x')}</m:oMath></m:oMathPara>"
    root = etree.fromstring(f"<w:body {DECLARED}>{place.format(formula)}</w:body>")
    write_out_formulas(root, lambda *_: None)
    assert [run.getparent().tag for run in root.iter(W + "r")] == [W + "p"]


def test_a_formula_without_a_letter_is_nothing() -> None:
    assert read("<m:oMath><m:ctrlPr/></m:oMath>") == ([], [])
