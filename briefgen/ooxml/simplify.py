"""A part of a Word file as Word shows it, ready to be read: one pass, before any reader, over the list of `elements`.

Afterwards there are no two ways of saying one thing, no hidden words, no prompts of empty form fields; picked signs are
characters, and a reading above words stands behind them in brackets, as browsers show it that cannot draw it. What was
left out or became plain is told with the element, before it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache

from briefgen.ooxml.elements import CONTENT, LOOKS, NAMESPACES, Fate, name_of, write_out_formulas
from briefgen.ooxml.styles import StyleSheet
from briefgen.ooxml.text import REPLACEMENT, in_unicode, is_symbol_font, sign
from briefgen.ooxml.tree import Element, W, is_on, make, remove, replace, switch, text_element, unwrap, value

Tell = Callable[[Element, Fate, str, str], None]
"""Hears of an element what becomes of it, what it is, and its words."""

PROMPT = "the prompt of an empty form field"
CHANGE = "a tracked change"
HIDDEN = "hidden text"
_MC = f"{{{NAMESPACES['mc']}}}"
_MATH_TEXT = f"{{{NAMESPACES['m']}}}t"
_DRAWN_TEXT = "{urn:schemas-microsoft-com:vml}textpath"
_SYM_EX = f"{{{NAMESPACES['w16se']}}}"
_UNKNOWN = "the element “{}”"
_HOLDERS = frozenset(
    W + name
    for name in (
        *("body", "p", "r", "tbl", "tr", "tc", "hyperlink", "fldSimple", "ins", "moveTo", "footnote", "endnote"),
        *("sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo", "hdr", "ftr"),
    )
)
_CONFLICTS = {f"{{{NAMESPACES['w14']}}}conflictIns": W + "ins", f"{{{NAMESPACES['w14']}}}conflictDel": W + "del"}
_NOTES = (W + "footnoteReference", W + "endnoteReference")


def simplify(root: Element, styles: Element | None, tell: Tell) -> None:
    """Make the part plain; `styles` is the root of its file's styles."""
    choose(root)
    _take_cells(root, tell)
    looks = _Looks(styles)
    _take_prompts(root, looks, tell)
    for run in list(root.iter(W + "r")):
        if looks.is_hidden(run):
            _take_hidden(run, tell)
    for mark in list(root.iter(W + "rPr")):  # a paragraph that was parted in two
        if mark.getparent() is not None and mark.getparent().tag == W + "pPr" and mark.find(W + "ins") is not None:
            tell(mark, Fate.SILENT, CHANGE, "")
    write_out_formulas(root, tell)
    for ruby in list(root.iter(W + "ruby")):
        _read_out(ruby, tell)
    for run in list(root.iter(W + "r")):
        _in_unicode(run, looks.font(run), tell)
    _join(root, tell)
    _sift(root, tell)
    _sift_looks(root, tell)


def words_of(element: Element) -> str:
    """All the words inside an element, drawn ones (WordArt) too, those of tracked deletions left out."""
    found = (t.get("string") or t.text or "" for t in element.iter(W + "t", _MATH_TEXT, _DRAWN_TEXT))
    return " ".join(text for text in found if text.strip())


# --- one of several ways -----------------------------------------------------------------------


def choose(root: Element) -> None:
    """Leave one of the ways in which Word says a thing twice, for newer and for older programs.

    What two people did at once to a file that they share is a tracked change like any other ([MS-DOCX] 2.6.1.3).
    """
    for element in root.iter(*_CONFLICTS):
        element.tag = _CONFLICTS[element.tag]
    for content in list(root.iter(_MC + "AlternateContent")):
        _choose(content)
    for deletion in list(root.iter(W + "del", W + "moveFrom")):
        _save_steps(deletion)
    for begin in list(root.iter(W + "fldChar")):
        if shown := _chosen(begin):
            _show(begin, shown)


def _choose(content: Element) -> None:
    """Keep the first way of saying a thing of which nothing would be lost, else the first (part 3, 7.6)."""
    ways = [way for way in content if way.tag in (_MC + "Choice", _MC + "Fallback")]
    kept = next((way for way in ways if all(_is_kept(child) for child in way)), ways[0] if ways else None)
    for way in ways:
        if way is not kept:
            remove(way)
    if kept is not None:
        unwrap(kept)
    unwrap(content)


def _is_kept(element: Element) -> bool:
    fate, _ = CONTENT.get(name_of(str(element.tag)), (Fate.LEFT_OUT, ""))
    return fate is not Fate.LEFT_OUT and (element.tag not in _HOLDERS or all(map(_is_kept, element)))


# --- fields ------------------------------------------------------------------------------------


def _save_steps(deletion: Element) -> None:
    """Put the steps of a field that begins before a deletion behind it, lest all that follows count as its own."""
    inside, place = 0, deletion
    for step in list(deletion.iter(W + "fldChar")):
        kind = step.get(W + "fldCharType")
        if kind == "begin" or inside:
            inside += {"begin": 1, "end": -1}.get(kind or "", 0)
        else:
            saved = make("r")
            saved.append(make("fldChar", fldCharType=kind or "end"))
            place.addnext(saved)
            place = saved


def _chosen(begin: Element) -> str:
    """What a form field shows that has no result of its own: an entry of a list (17.16.9), a box (17.16.7)."""
    if entries := begin.findall(f"{W}ffData/{W}ddList/{W}listEntry"):
        said = value(begin, "ffData/ddList/result") or value(begin, "ffData/ddList/default") or "0"
        return entries[int(said)].get(W + "val") or "" if said.isdecimal() and int(said) < len(entries) else ""
    box = begin.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    ticked = next((found for name in ("checked", "default") if (found := box.find(W + name)) is not None), None)
    return "\u2612" if is_on(ticked) else "\u2610"


def _show(begin: Element, words: str) -> None:
    """Give the field a result, as other fields have one, unless it has."""
    paragraph = next(begin.iterancestors(W + "p"), None)
    steps = [] if paragraph is None else list(paragraph.iter(W + "fldChar"))
    end = next(iter(steps[steps.index(begin) + 1 :]), None) if begin in steps else None
    if end is None or end.get(W + "fldCharType") != "end":
        return
    separate, result = make("r"), make("r")
    separate.append(make("fldChar", fldCharType="separate"))
    result.append(text_element(words))
    end.getparent().addprevious(separate)
    end.getparent().addprevious(result)


# --- what nobody wrote or sees -----------------------------------------------------------------


def _take_prompts(root: Element, looks: _Looks, tell: Tell) -> None:
    """“Click or tap here”: the words of a content control that is still empty (17.5.2.39)."""
    for control in list(root.iter(W + "sdt")):
        prompt = control.find(f"{W}sdtPr/{W}showingPlcHdr")
        if is_on(prompt):
            _take_runs(list(control.iter(W + "r")), control, tell)
    for run in [run for run in root.iter(W + "r") if looks.is_prompt(run)]:
        _take_runs([run], run, tell)


def _take_runs(runs: list[Element], told: Element, tell: Tell) -> None:
    if words := " ".join(filter(None, map(words_of, runs))):
        tell(told, Fate.LEFT_OUT, PROMPT, words)
    for run in runs:
        remove(run)


def _take_hidden(run: Element, tell: Tell) -> None:
    """Take out the words of a hidden run, and what else it shows; ends of fields stay, or all that follows would go."""
    words = words_of(run)
    if words or next(run.iter(*_NOTES, W + "drawing", W + "sym"), None) is not None:
        tell(run, Fate.UNSEEN, HIDDEN, words)
    for child in list(run):
        if child.tag not in (W + "rPr", W + "fldChar", W + "instrText"):
            remove(child)


def _take_cells(root: Element, tell: Tell) -> None:
    """Rows that are hidden (17.4.20), and rows and cells that somebody deleted as a tracked change (17.13.5.2)."""
    for element in list(root.iter(W + "tr", W + "tc")):
        hidden = element.find(f"{W}trPr/{W}hidden")
        if element.find(f"{W}trPr/{W}del") is not None or element.find(f"{W}tcPr/{W}cellDel") is not None:
            tell(element, Fate.SILENT, CHANGE, "")
            remove(element)
        elif is_on(hidden):
            tell(element, *LOOKS["w:trPr"]["w:hidden"], words_of(element))
            remove(element)


# --- paragraphs that Word shows as one ---------------------------------------------------------


def _join(root: Element, tell: Tell) -> None:
    """Put words that Word shows in front of those of the next paragraph there: of a paragraph whose end is deleted as a
    tracked change or is hidden for good, and large first letters, which stand in a paragraph of their own (17.3.1.11).
    """
    for paragraph in list(root.iter(W + "p")):
        if not (why := _runs_on(paragraph)) or (behind := _behind(paragraph)) is None:
            continue
        tell(paragraph, Fate.SILENT if why == CHANGE else Fate.PLAIN, why, words_of(paragraph) + words_of(behind))
        properties = behind.find(W + "pPr")
        at = 0 if properties is None else behind.index(properties) + 1
        behind[at:at] = [child for child in paragraph if child.tag != W + "pPr"]
        remove(paragraph)


def _runs_on(paragraph: Element) -> str:
    """Why the next paragraph goes on in the same line; "" where it does not, as behind pictures."""
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        return ""
    if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
        return "" if next(paragraph.iter(W + "drawing"), None) is not None else CHANGE
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    if frame is not None and frame.get(W + "dropCap") in ("drop", "margin"):
        return "the place of a large first letter"
    end = paragraph.find(f"{W}pPr/{W}rPr/{W}specVanish")
    return "the hidden end of a paragraph" if is_on(end) else ""


def _behind(paragraph: Element) -> Element | None:
    """The paragraph behind this one, perhaps in a content control."""
    found = paragraph.getnext()
    while found is not None and found.tag in (W + "sdt", W + "sdtContent"):
        found = next(found.iterchildren(W + "sdtContent", W + "p"), None)
    return found if found is not None and found.tag == W + "p" else None


# --- signs and readings ------------------------------------------------------------------------


def _read_out(ruby: Element, tell: Tell) -> None:
    """Put the words of a phonetic guide (17.3.3.25) where it stands, with their reading behind them."""
    run = ruby.getparent()
    base, reading = ruby.find(W + "rubyBase"), ruby.find(W + "rt")
    if run is None or run.tag != W + "r" or base is None:
        return
    said = "" if reading is None else words_of(reading)
    tell(ruby, Fate.PLAIN, "the place above the words of their reading", f"{words_of(base)}({said})" if said else "")
    before, behind = _like(run), _like(run)
    children = [child for child in run if child.tag != W + "rPr"]
    before.extend(children[: children.index(ruby)])
    behind.extend(children[children.index(ruby) + 1 :])
    made = [before, *base.iterchildren(W + "r")]
    if said:
        made.append(_like(run))
        made[-1].append(text_element(f"({said})"))
    replace(run, *made, behind)


def _like(run: Element) -> Element:
    made = make("r")
    properties = run.find(W + "rPr")
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _in_unicode(run: Element, font: str, tell: Tell) -> None:
    """Signs that were picked from a font, and letters that a font shows as other signs, as characters."""
    for picked in [child for child in run if child.tag in (W + "sym", _SYM_EX + "symEx")]:
        space = picked.tag.removesuffix("symEx").removesuffix("sym")
        own = picked.get(space + "font") or ""
        made = sign(own, _hexadecimal(picked.get(space + "char")))
        if made == REPLACEMENT:
            tell(picked, Fate.PLAIN, f"a sign of the font {own}", made)
        replace(picked, text_element(made))
    for text in run.iterchildren(W + "t") if is_symbol_font(font) else ():
        shown = in_unicode(font, text.text or "")
        if REPLACEMENT in shown:
            tell(text, Fate.PLAIN, f"a sign of the font {font}", shown)
        text.text = shown


def _hexadecimal(text: str | None) -> int:
    try:
        return int(text or "", 16)
    except ValueError:
        return 0


# --- the list ----------------------------------------------------------------------------------


def _sift(holder: Element, tell: Tell) -> None:
    """Leave out what the list leaves out, and what is not on it."""
    for child in list(holder):
        if not isinstance(child.tag, str):
            continue
        name = name_of(child.tag)
        fate, what = CONTENT.get(name, (Fate.LEFT_OUT, _UNKNOWN.format(name)))
        if fate is Fate.LEFT_OUT:
            words = words_of(child)
            tell(child, fate, "a text box" if words and child.tag in (W + "pict", W + "object") else what, words)
            remove(child)
            continue
        if fate is Fate.PLAIN:
            tell(child, fate, what, words_of(child))
        if child.tag in _HOLDERS:
            _sift(child, tell)


def _sift_looks(root: Element, tell: Tell) -> None:
    """Tell of looks that are not on the list, and of descriptions that no page shows."""
    for holder, known in LOOKS.items():
        for properties in list(root.iter(W + holder.removeprefix("w:"))):
            for look in properties.iterchildren("*"):
                name = name_of(look.tag)
                fate, what = known.get(name, (Fate.PLAIN, _UNKNOWN.format(name)))
                if name not in known and (words := words_of(properties.getparent())):
                    tell(look, fate, what, words)
                elif fate is Fate.UNSEEN and holder == "w:tblPr":
                    tell(look, fate, what, look.get(W + "val") or "")


# --- looks that decide whether there are words -------------------------------------------------


class _Looks:
    """Whether runs are hidden, and in which font they stand, by themselves and by their styles."""

    def __init__(self, styles: Element | None) -> None:
        self._styles = StyleSheet(styles)
        self._hides, self._font_of = cache(self._style_hides), cache(self._style_font)

    def is_hidden(self, run: Element) -> bool:
        """What the run says itself decides; of its two styles, one that hides undoes the other (17.3.2.41, 17.7.3)."""
        own = switch(run.find(W + "rPr"), "vanish")
        return sum(self._hides(*style) for style in _styles_of(run)) == 1 if own is None else own

    def font(self, run: Element) -> str:
        return _font(run) or next(filter(None, (self._font_of(*style) for style in _styles_of(run))), "")

    def is_prompt(self, run: Element) -> bool:
        return self._styles.name(value(run, "rPr/rStyle") or "").casefold() == "placeholder text"

    def _style_hides(self, kind: str, style_id: str | None) -> bool:
        return bool(self._styles.switched(style_id, "vanish", kind))

    def _style_font(self, kind: str, style_id: str | None) -> str:
        return next(filter(None, map(_font, self._styles.chain(style_id, kind))), "")


def _styles_of(run: Element) -> Iterator[tuple[str, str | None]]:
    """The kinds and ids of the styles that a run stands in, the nearer first."""
    yield "character", value(run, "rPr/rStyle")
    paragraph = next(run.iterancestors(W + "p"), None)
    yield "paragraph", None if paragraph is None else value(paragraph, "pPr/pStyle")


def _font(holder: Element) -> str:
    """The font that the properties of a run, or of the runs of a style, name; "" for none."""
    fonts = holder.find(f"{W}rPr/{W}rFonts")
    return "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
