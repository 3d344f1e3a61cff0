"""Templates made in Word, checked as an editor checks them: ten typical mistakes, and what only facts bring to light."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

import pytest
from docx import Document as new_document
from docx import Document as open_document

from tests.workspaces import Workspace
from tests.wordtemplates.samples import FILE, board_paper, saved, typed
from tests.writers.docx.validity import faults

SETTINGS = 'label = "Board paper"\nabout = "meeting"\n'
UNUSED = '\n[parameters.since]\ntype = "number"\nhelp = "from which year on"\n'


def ten_mistakes() -> bytes:
    document = new_document()
    document.sections[0].header.paragraphs[0].text = "Board paper, {{ bref.marking }}"
    document.add_heading("{{ meeting.label }}", 1)
    document.add_paragraph("Held in {{ meeting.plcae }}.")
    document.add_paragraph("On {{ meeting.date|whenn }}.")
    document.add_paragraph("{% for list in meeting.lists %}")
    split = document.add_paragraph("From {{ meet")
    split.add_run("ing.sta").bold = True
    split.add_run("tr }} on.")
    document.add_heading("Parties", 2)
    document.add_paragraph("All: {{ meeting.lists }}")
    _table(
        document,
        ("Name", "Status"),
        ("{% for party in list.parties %}", ""),
        ("{{ party }}", "{{ party.statsu }}"),
        ("{% endfor %}", ""),
    )
    _table(document, ("{% for item in meeting.outcomes %}{{ item }}", "and {% endfor %}"))
    document.add_paragraph("{% include “_parts/gap.md.j2” %}")
    return saved(document)


def _table(document: Any, *rows: tuple[str, str]) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.paragraphs[0].text = text


def put(workspace: Workspace, data: bytes, settings: str = "") -> None:
    workspace.write("templates/board/template.toml", SETTINGS + settings)
    workspace.write(FILE, data)


def check(workspace: Workspace, *arguments: str) -> tuple[int, str]:
    ran = workspace.run("template", "check", "board", "-w", str(workspace.root), *arguments)
    assert ran.err == ""
    return ran.code, ran.out


def test_ten_mistakes_are_ten_findings_in_one_run(workspace: Workspace) -> None:
    put(workspace, ten_mistakes(), UNUSED)
    code, said = check(workspace)
    print(said)
    assert code == 1
