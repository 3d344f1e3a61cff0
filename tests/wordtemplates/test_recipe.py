"""The section on Word templates of the page for editors, followed literally."""

from __future__ import annotations

import re

from tests.wordtemplates.samples import on_board, typed
from tests.workspaces import REPOSITORY, Scratch


def recipe() -> str:
    text = (REPOSITORY / "templates/README.md").read_text("utf-8")
    return text.partition("## A template made in Word\n")[2].partition("\n## ")[0]


def test_the_examples_are_a_template(workspace: Scratch) -> None:
    text = recipe()
    (sentence,) = re.findall(r"^    (Held in .*)$", text, re.M)
    rows = [
        line.strip("| ").replace("`", "").replace(" |", " | ") for line in text.splitlines() if line.startswith("| ")
    ]
    rows = [f"| {row}" if " | " in row else f"| {row.rstrip(' |')} | " for row in rows if "---" not in row]
    inline = re.findall(r"`(\{% if .*?endif %\})`", text)
    lead = re.findall(r"`(\{% (?:import|include) .*?%\})`", text)
    values = re.findall(r"`(\{\{ (?:words|brief)\..*?\}\})`", text)
    made = on_board(
        workspace,
        typed(
            lead[0],
            "# {{ meeting.place }}",
            sentence,
            *rows,
            f"In it{inline[0]}.",
            "{% set conflicts = () %}",
            lead[1],
            *values,
        ),
    )
    assert (made.code, made.err) == (0, "")
    brief = re.sub(r"\[\^\d+\]", "", workspace.read("out/board/lisbon-2024.md"))
    assert "Held in Lisbon on 11 March 2024." in brief
    assert "| Party | How it is named |\n| --- | --- |\n| Brazil | listed |\n" in brief


def test_the_message_shown_is_the_one_that_comes(workspace: Scratch) -> None:
    (shown,) = re.findall(r"^    (templates/board/brief.docx:.*?date'\?)$", recipe(), re.M | re.S)
    parts = ("# Outcome", "text", "## Documents", "| Name | Date", "| x | Held {{ meeting.dat }} there")
    made = on_board(workspace, typed(*parts))
    assert " ".join(shown.split()) in " ".join(made.err.split())
