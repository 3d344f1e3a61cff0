"""Fields on the cover, in headers and in footers: each keeps its code and gets a hole where its result stands.

Word stores a field as a run that begins it, runs with its code, a run that separates, runs with the last
result and a run that ends it (ECMA-376 part 1, 17.16.18), or in the short form w:fldSimple. Word shows the
stored result until something makes it count anew, and LibreOffice for some fields always, so the writer must
be able to set it.
"""

from __future__ import annotations

import re
from copy import deepcopy

from briefgen.ooxml.packing import MARKING_STYLE, PAGES, RUNNING_MARK, SECTION_PAGES, property_hole, running_hole
from briefgen.ooxml.tree import SPACE, Element, W, hole, make, remove, replace
from briefgen.writers.docx.reference.findings import HouseFindings

# A word, an argument, and switches for how the result looks: nothing behind them in which another code could hide.
_CODE = re.compile(r"""\s*(\w+)(?:\s*"([^"]*)"|\s+([^\s\\"]+))?(?:\s*\\(?:[*#@]\s*(?:"[^"]*"|\w+)|[a-z]))*\s*""")


def settle_fields(root: Element, marking_styles: frozenset[str], place: str, findings: HouseFindings) -> None:
    """Give every field a settled result, and every use of a marking's style a hole.

    `marking_styles` are the ids of the house's character styles for markings; `place` says header,
    footer or cover. A field that could change by itself or reach outside becomes plain text, and is reported.
    """
    for field in list(root.iter(W + "fldSimple")):
        replace(field, *_complex_form(field))
    for paragraph in root.iter(W + "p"):
        for run in _own_runs(paragraph):
            _split(run)
        for field_runs in _fields(_own_runs(paragraph)):
            _settle(field_runs, place, findings)
    for style in list(root.iter(W + "rStyle")):
        if style.get(W + "val") in marking_styles:
            replace(style, hole(MARKING_STYLE))


def open_running_texts(root: Element) -> None:
    """Put a hole where a text holds the mark of a running text, which whoever prepared the file has put there."""
    for text in list(root.iter(W + "t")):
        before, *rest = RUNNING_MARK.split(text.text or "")
        text.text = before
        text.set(SPACE, "preserve")
        for number, after in zip(rest[::2], rest[1::2], strict=True):
            mark = hole(running_hole(int(number)))
            mark.tail = after
            text.append(mark)


def _own_runs(paragraph: Element) -> list[Element]:
    """The paragraph's runs, without those of a text box that hangs in it."""
    return [run for run in paragraph.iter(W + "r") if next(run.iterancestors(W + "p")) is paragraph]


def _complex_form(simple: Element) -> list[Element]:
    """The runs that say the same as a w:fldSimple."""
    inside = list(simple.iter(W + "r"))
    look = inside[0].find(W + "rPr") if inside else None
    code = make("instrText")
    code.text = simple.get(W + "instr", "")
    begin, separate, end = (make("fldChar", fldCharType=step) for step in ("begin", "separate", "end"))
    return [_run(look, begin), _run(look, code), _run(look, separate), *inside, _run(look, end)]


def _run(look: Element, content: Element) -> Element:
    run = make("r")
    if look is not None:
        run.append(deepcopy(look))
    run.append(content)
    return run


def _split(run: Element) -> None:
    """One run for each child, where a part of a field shares its run with anything else."""
    content = [child for child in run if child.tag != W + "rPr"]
    if len(content) > 1 and any(child.tag in (W + "fldChar", W + "instrText") for child in content):
        replace(run, *(_run(run.find(W + "rPr"), child) for child in content))


def _fields(runs: list[Element]) -> list[list[Element]]:
    """The runs of each outermost field, from its begin to its end; a begin without an end is cut out."""
    found: list[list[Element]] = []
    open_run: list[Element] = []
    depth = 0
    for run in runs:
        step = _step(run)
        depth += step == "begin"
        if depth > 0:
            open_run.append(run)
        elif step or run.find(W + "instrText") is not None:
            remove(run)
        if step == "end" and depth > 0:
            depth -= 1
            if depth == 0:
                found.append(open_run)
                open_run = []
    return [*found, open_run] if open_run else found


def _step(run: Element) -> str | None:
    mark = run.find(W + "fldChar")
    return None if mark is None else str(mark.get(W + "fldCharType"))


def _settle(runs: list[Element], place: str, findings: HouseFindings) -> None:
    code = "".join(text.text or "" for run in runs for text in run.iter(W + "instrText"))
    steps = [_step(run) for run in runs]
    result = _result(code) if steps.count("begin") == steps.count("end") == 1 else None
    if result is None:
        findings.say("house-field", " ".join(code.split()), place)
        _flatten(runs)
        return
    look = _result_look(runs, steps)
    text = make("t")
    text.set(SPACE, "preserve")
    if isinstance(result, str):
        text.text = result
    else:
        text.append(result)
    instruction = make("instrText")
    instruction.set(SPACE, "preserve")
    instruction.text = f" {' '.join(code.split())} "
    begin, separate, end = (make("fldChar", fldCharType=step) for step in ("begin", "separate", "end"))
    runs[0].addprevious(_run(look, begin))
    for content in (instruction, separate, text, end):
        runs[0].addprevious(_run(look, content))
    for run in runs:
        remove(run)


def _result(code: str) -> Element | str | None:
    """What stands as the field's result, or None for a field that a brief may not carry."""
    match = _CODE.fullmatch(code)
    if not match:
        return None
    word, argument = match[1].upper(), match[2] or match[3] or ""
    if argument and word not in ("DOCPROPERTY", "STYLEREF"):
        return None
    if word in ("PAGE", "SECTION"):
        return "1"
    if word in ("NUMPAGES", "SECTIONPAGES"):
        return hole(PAGES if word == "NUMPAGES" else SECTION_PAGES)
    if word in ("TITLE", "SUBJECT"):
        return hole(property_hole(word.title()))
    if word == "DOCPROPERTY" and argument:
        return hole(property_hole(argument))
    if word == "STYLEREF" and argument.casefold() in ("1", "heading 1"):
        return hole(property_hole("Title"))
    return None


def _result_look(runs: list[Element], steps: list[str | None]) -> Element:
    """The run properties of the stored result, or else of the field's begin."""
    start = steps.index("separate") + 1 if "separate" in steps else 0
    shown = [run for run, step in zip(runs[start:], steps[start:], strict=True) if step is None]
    return (shown or runs)[0].find(W + "rPr")


def _flatten(runs: list[Element]) -> None:
    """Keep the text that a field showed last, and nothing that could make it count again."""
    results: list[bool] = []
    for run in runs:
        step = _step(run)
        if step == "begin":
            results.append(False)
        elif step == "separate" and results:
            results[-1] = True
        elif step == "end" and results:
            results.pop()
        if step or not results or not all(results) or run.find(W + "instrText") is not None:
            remove(run)
