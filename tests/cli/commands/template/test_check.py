"""briefgen template check and fields, as an editor uses them."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from tests.workspaces import REPOSITORY, Scratch


def check(workspace: Scratch, *arguments: str) -> tuple[int, str]:
    ran = workspace.run("template", "check", "-w", str(workspace.root), *arguments)
    assert ran.err == ""
    return ran.code, ran.out


def note(workspace: Scratch, text: str) -> None:
    workspace.write("templates/note/template.toml", 'about = "meeting"\n')
    workspace.write("templates/note/brief.md.j2", text.encode())


@pytest.mark.slow
def test_the_shipped_templates_are_sound_with_the_shipped_facts() -> None:
    code, said = check(Scratch(REPOSITORY), "--strict")
    assert code == 0
    assert re.match(r"no problems found\n\d+ templates; \d+ briefs made in memory, \d+ passages, ", said)


def test_a_fault_stands_with_its_line_and_a_caret(workspace: Scratch) -> None:
    note(workspace, "# {{ meeting.label }}\n\nOn {{ meeting.dtae }} it met.\n")
    code, said = check(workspace, "note")
    expected = """
        templates/note/brief.md.j2:3:15: error: a meeting has no 'dtae' [undefined-name]
            On {{ meeting.dtae }} it met.
                          ^
          hint: did you mean 'date'?
        1 error
        1 template; 1 brief made in memory, 0 passages, 0 of them without a note
        """
    assert (code, said) == (1, dedent(expected).lstrip("\n"))


@pytest.mark.slow
def test_warnings_fail_with_strict_alone(workspace: Scratch) -> None:
    note(workspace, "# {{ meeting.label }}\n\n{% set x = 1 %}\nText.\n")
    assert check(workspace, "note")[0] == 0
    assert check(workspace, "note", "--strict")[0] == 1


@pytest.mark.slow
def test_only_what_concerns_the_kind_is_told(workspace: Scratch) -> None:
    note(workspace, "{{ meeting.dtae }}")
    assert check(workspace, "country")[0] == 0
    assert check(workspace)[0] == 1


def test_a_kind_that_there_is_not_is_wrong_usage(workspace: Scratch) -> None:
    ran = workspace.run("template", "check", "meting", "-w", str(workspace.root))
    assert ran.code == 2
    assert "did you mean 'meeting'?" in ran.err


@pytest.mark.slow
def test_a_heading_that_skips_and_a_section_with_nothing_in_it(workspace: Scratch) -> None:
    note(
        workspace,
        '# {{ meeting.label }}\n\nText.\n\n### {{ "Deep"|t }}\n\nText.\n\n## Empty\n\n## {{ meeting.place }}\n',
    )
    code, said = check(workspace, "note")
    assert code == 0
    assert "brief.md.j2:5:1: warning: the heading 'Deep' is of level 3, and the one before it of level 1" in said
    assert "brief.md.j2:9:1: warning: nothing stands under 'Empty' (in the brief of meeting/lisbon-2024)" in said
    assert "brief.md.j2:11:1: warning: nothing stands under 'Lisbon'" in said


@pytest.mark.slow
def test_a_fact_that_is_typed_in_is_named(workspace: Scratch) -> None:
    note(
        workspace,
        "# {{ meeting.label }}\n\n{# Lisbon #}The town of Lisbon, not lisbon or Lisbonne. {{ 'In Lisbon.'|t }}\n",
    )
    code, said = check(workspace, "note")
    found = [line for line in said.splitlines() if "[repeats-a-fact]" in line]
    assert [line.partition(" warning")[0] for line in found] == [
        "templates/note/brief.md.j2:3:25:",
        "templates/note/brief.md.j2:3:64:",
    ]
    assert code == 0


@pytest.mark.slow
def test_what_only_facts_bring_to_light_is_told_once_with_the_brief(workspace: Scratch) -> None:
    note(workspace, "# {{ meeting.label }}\n\n{{ meeting.format }}\n")
    code, said = check(workspace, "note")
    assert "brief.md.j2:3:12: warning: 'meeting.format' may be missing" in said
    assert "nothing is recorded for meeting/lisbon-2024: format (in the brief of meeting/lisbon-2024)" in said
    assert code == 1
    assert check(workspace, "note", "--without-facts")[0] == 0


@pytest.mark.slow
def test_other_programs_can_read_it(workspace: Scratch) -> None:
    note(workspace, "{{ meeting.dtae }}")
    ran = workspace.run("template", "check", "note", "-w", str(workspace.root), "--json")
    assert ran.json["diagnostics"][0]["column"] == 12
    assert "::error file=templates/note/brief.md.j2,line=1,col=12" in check(workspace, "--format", "github")[1]
    assert '"startColumn": 12' in check(workspace, "--format", "sarif")[1]


def test_a_code_is_explained() -> None:
    ran = Scratch(REPOSITORY).run("template", "check", "--explain", "never-equal")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("never-equal (warning): ")


@pytest.mark.slow
def test_briefgen_check_names_the_same_faults(workspace: Scratch) -> None:
    note(workspace, "{{ meeting.dtae }}{% if x %}")
    said = workspace.run("check", "-w", str(workspace.root)).out
    assert "templates/note/brief.md.j2:1:12: error: a meeting has no 'dtae'" in said
    assert "templates/note/brief.md.j2:1:19: error: this 'if' is not closed" in said


@pytest.mark.slow
def test_a_template_that_is_not_utf_8_is_named_once(workspace: Scratch) -> None:
    note(workspace, "x")
    workspace.write("templates/note/brief.md.j2", "é".encode("latin-1"))
    code, said = check(workspace, "--without-facts")
    assert (code, said.count("cannot be read")) == (1, 1)


def test_fields_names_type_meaning_and_an_example_with_its_caveat() -> None:
    ran = Scratch(REPOSITORY).run("template", "fields", "meeting", "meeting.date")
    assert (ran.code, ran.err) == (0, "")
    assert "    meeting.date?  (date)  when it took place\n        e.g. 4 October 2024 (year inferred)\n" in ran.out


def test_fields_lists_rows_records_values_and_filters() -> None:
    said = Scratch(REPOSITORY).run("template", "fields", "country").out
    for wanted in (
        "country.meetings[].status  (word",
        "brief.sources[].notes  (number)  how many notes cite it",
        "value.according_to",
        "|where ",
        "fields of other records: briefgen template fields country 'source.*'",
    ):
        assert wanted in said


@pytest.mark.slow
def test_fields_that_hold_any_record_say_so_and_headings_have_their_article() -> None:
    said = Scratch(REPOSITORY).run("template", "fields", "digest", "record").out
    assert "selection.rows[].record  (any record)  the record" in said
    assert "()" not in said
    assert "fields of an organisation" in Scratch(REPOSITORY).run("template", "fields", "meeting", "date").out


def test_fields_of_nothing_is_wrong_usage() -> None:
    ran = Scratch(REPOSITORY).run("template", "fields", "meeting", "xyzzy")
    assert ran.code == 2
    assert "no name of 'meeting' has 'xyzzy' in it" in ran.err


@pytest.mark.slow
def test_fields_as_json() -> None:
    found = Scratch(REPOSITORY).run("template", "fields", "theme", "theme.rests", "--json").json
    assert [f["name"] for f in found["fields"]][:2] == ["theme.rests", "theme.rests.items"]
    assert found["fields"][1]["type"] == "number"


@pytest.mark.slow
def test_a_source_that_cannot_be_read_is_told_and_no_fault_of_the_program(workspace: Scratch) -> None:
    workspace.append("facts/sources/example-gazette.yaml", "\tbad: x\n")
    code, said = check(workspace)
    assert (code, "a tab stands where blanks must" in said) == (1, True)


@pytest.mark.slow
def test_a_source_that_is_not_there_is_told_and_no_fault_of_the_program(workspace: Scratch) -> None:
    (workspace.root / "facts/sources/example-gazette.yaml").unlink()
    code, said = check(workspace)
    assert (code, "[unknown-reference]" in said) == (1, True)


@pytest.mark.slow
def test_a_tag_that_is_not_closed_is_told_once(workspace: Scratch) -> None:
    note(workspace, "{% if meeting.place %}\n# {{ meeting.label }}\n")
    code, said = check(workspace, "note")
    assert (code, said.count("is not closed")) == (1, 1), said
