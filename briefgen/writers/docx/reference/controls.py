"""Content controls that show a property of the document, as on Word's own covers: fields that show the same."""

from __future__ import annotations

import re
from copy import deepcopy

from briefgen.ooxml.tree import Element, W, make, remove

_CORE = re.compile(r"/\w+:coreProperties\[1\]/\w+:(\w+)\[1\]")
_FIELDS = {
    "title": "TITLE",
    "subject": "SUBJECT",
    "creator": 'DOCPROPERTY "Author"',
    "keywords": 'DOCPROPERTY "Keywords"',
}


def controls_to_fields(root: Element) -> None:
    """Put a field into each control that is bound to data (17.5.2.6), for those who settle fields.

    Of data that is no property of a brief, such as a company, the field has a code that none of them knows.
    """
    for control in list(root.iter(W + "sdt")):
        properties = control.find(W + "sdtPr")
        binding = None if properties is None else properties.find(W + "dataBinding")
        if binding is None:
            continue
        runs = list(control.iter(W + "r"))
        if not runs:
            continue
        found = _CORE.fullmatch(binding.get(W + "xpath") or "")
        if found and found[1] in _FIELDS:
            _show(_FIELDS[found[1]], properties, runs)
        else:
            _hold(f"CONTROL {_name(properties)}".strip(), runs)


def _show(code: str, properties: Element, runs: list[Element]) -> None:
    """A field in place of the runs, in the look of the first; in the control's own where that is a placeholder's."""
    is_placeholder = properties.find(W + "showingPlcHdr") is not None
    look = (properties if is_placeholder else runs[0]).find(W + "rPr")
    run = make("r")
    run.extend([] if look is None else [deepcopy(look)])
    run.append(make("t"))
    field = make("fldSimple", instr=code)
    field.append(run)
    runs[0].addprevious(field)
    for old in runs:
        remove(old)


def _hold(code: str, runs: list[Element]) -> None:
    """A field around the runs that stand beside the first."""
    field = make("fldSimple", instr=code)
    parent = runs[0].getparent()
    runs[0].addprevious(field)
    field.extend([run for run in runs if run.getparent() is parent])


def _name(properties: Element) -> str:
    alias = properties.find(W + "alias")
    return "" if alias is None else str(alias.get(W + "val") or "")
