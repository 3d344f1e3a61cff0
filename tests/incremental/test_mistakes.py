"""What the command for one brief says of the mistakes that editors make most."""

from __future__ import annotations

import pytest

from tests.workspaces import REPOSITORY, Scratch

TEMPLATE = "templates/meeting/brief.md.j2"


def mistake(workspace: Scratch, old: str, new: str) -> str:
    workspace.write(TEMPLATE, (REPOSITORY / TEMPLATE).read_bytes())
    workspace.edit(TEMPLATE, old, new)
    made = workspace.make()
    assert made.code == 1
    return made.err


def line_of(text: str) -> int:
    before, found, _ = (REPOSITORY / TEMPLATE).read_text("utf-8").partition(text)
    assert found
    return before.count("\n") + 1


def test_a_block_that_is_not_closed_is_named_where_it_opens(workspace: Scratch) -> None:
    said = mistake(workspace, "{{ words.in_series(meeting) }}\n{% endif %}", "{{ words.in_series(meeting) }}")
    line = line_of("{% if meeting.series and ")
    assert f"{TEMPLATE}:{line}:1: error: this 'if' is not closed" in said
    assert "put {% endif %} before the {% endblock %}" in said


@pytest.mark.slow
def test_a_curly_quotation_mark_is_pointed_at(workspace: Scratch) -> None:
    said = mistake(workspace, '"Discussion"', "“Discussion”")
    line = line_of('## {{ "Discussion"')
    assert f"{TEMPLATE}:{line}:7: error: '“' means nothing in a tag" in said
    assert 'hint: write straight quotation marks: "' in said


@pytest.mark.slow
def test_an_import_that_is_gone_is_said_once(workspace: Scratch) -> None:
    hint = 'hint: put {% import "_parts/words.md.j2" as words %} at the top'
    said = mistake(workspace, '{% import "_parts/words.md.j2" as words %}\n', "")
    assert hint in said
    checked = workspace.do("template", "check", "meeting").out
    assert checked.count("there is no 'words' here") == 1
    assert hint in checked


def test_a_row_behind_an_empty_line_is_no_table(workspace: Scratch) -> None:
    series, table = (
        "{{ words.in_series(meeting) }}\n",
        "\n| A | B |\n| --- | --- |\n| one | two |\n\n| three | four |\n",
    )
    said = mistake(workspace, series, series + table)
    assert "error: this row belongs to no table; it is kept as plain text [row-outside-table]" in said
