"""briefgen template, as an editor uses it: faults, names, kinds of brief old and new, a fresh house document."""

from __future__ import annotations

import re
from textwrap import dedent

import docx
import pytest

from tests.workspaces import REPOSITORY, Scratch


def check(workspace: Scratch, *arguments: str) -> tuple[int, str]:
    ran = workspace.do("template", "check", *arguments)
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
    ran = workspace.do("template", "check", "meting")
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
    ran = workspace.do("template", "check", "note", "--json")
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
    said = workspace.do("check").out
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


def make(workspace: Scratch, kind: str, id_: str) -> str:
    """The Markdown of a brief, which must come out well."""
    made = workspace.do(kind, id_, "-f", "md")
    assert (made.code, made.err) == (0, "")
    return workspace.read(f"out/{kind}/{id_}.md")


# --- new ---------------------------------------------------------------------------------------------

EXAMPLES = {
    "source": "example-gazette",
    "claim": "unsteady-prices",
}


@pytest.mark.few(1)
@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_new_kind_works_as_it_is_written(workspace: Scratch, kind: str) -> None:
    made = workspace.do("template", "new", kind)
    assert (made.code, made.err) == (0, "")
    assert make(workspace, kind, EXAMPLES[kind]).startswith("**TLP:CLEAR**\n\n# ")
    assert workspace.do("check").code == 0


@pytest.mark.few(1)
@pytest.mark.parametrize(("kind", "id_"), [("meeting", "lisbon-2024"), ("theme", "stocks"), ("country", "brazil")])
def test_a_variant_is_the_original_until_it_is_changed(workspace: Scratch, kind: str, id_: str) -> None:
    assert workspace.do("template", "new", "mine", "--from", kind).code == 0
    original = make(workspace, kind, id_)
    assert make(workspace, "mine", id_) == original
    file = "templates/mine/brief.md.j2"
    workspace.edit(
        file, "{#\n{% block title %}\n{{ super() }}\n{% endblock %}\n#}", "{% block title %}\n# T\n{% endblock %}"
    )
    assert make(workspace, "mine", id_).split("\n")[2] == "# T"


def test_a_variant_names_every_block_with_its_heading(workspace: Scratch) -> None:
    workspace.do("template", "new", "mine", "--from", "meeting")
    shown = workspace.read("templates/mine/brief.md.j2")
    for line in (
        "{# Discussion\n{% block discussion %}",
        "{# Where it stands in its series\n{% block series %}",
        "{% block gaps %}",
    ):
        assert line in shown
    shipped = (REPOSITORY / "templates/meeting/brief.md.j2").read_text("utf-8")
    assert shown.count("{% block") == shipped.count("{% block")


def test_a_variant_of_a_variant_names_the_blocks_of_both(workspace: Scratch) -> None:
    workspace.do("template", "new", "mine", "--from", "meeting")
    workspace.do("template", "new", "yours", "--from", "mine")
    assert "{% block series %}" in workspace.read("templates/yours/brief.md.j2")
    assert make(workspace, "yours", "lisbon-2024") == make(workspace, "meeting", "lisbon-2024")


def test_a_variant_takes_the_parameters_of_the_original(workspace: Scratch) -> None:
    workspace.do("template", "new", "mine", "--from", "theme")
    made = workspace.do("mine", "stocks", "--since", "2025", "-f", "md")
    assert (made.code, made.err) == (0, "")


def test_a_variant_in_the_place_of_the_original_extends_the_shipped_one(workspace: Scratch) -> None:
    before = make(workspace, "meeting", "lisbon-2024")
    for name in ("brief.md.j2", "template.toml"):
        (workspace.root / "templates/meeting" / name).unlink()
    (workspace.root / "templates/meeting").rmdir()
    assert workspace.do("template", "new", "meeting", "--from", "meeting").code == 0
    assert '{% extends "shipped/meeting/brief.md.j2" %}' in workspace.read("templates/meeting/brief.md.j2")
    assert make(workspace, "meeting", "lisbon-2024") == before


def test_a_template_alone_keeps_the_shipped_settings_and_settings_alone_the_shipped_template(
    workspace: Scratch,
) -> None:
    before = make(workspace, "theme", "stocks")
    (workspace.root / "templates/theme/template.toml").unlink()
    assert make(workspace, "theme", "stocks") == before
    (workspace.root / "templates/theme/brief.md.j2").unlink()
    workspace.write("templates/theme/template.toml", 'label = "Memo"\n[parameters.since]\n[parameters.max-points]\n')
    assert make(workspace, "theme", "stocks") == before.replace("Thematic memo", "Memo")


REFUSED = {
    ("theme",): "templates/theme is there already; it was left as it is",
    ("memo",): "there is no kind of record 'memo'; say what it is about with --about; ",
    ("memo", "--about", "meting"): "there is no kind of record 'meting'; did you mean 'meeting'?",
    ("memo", "--from", "meting"): "there is no kind of brief 'meting'; did you mean 'meeting'?",
    ("Big One",): "'Big One' is no name for a kind of brief",
    ("../x",): "'../x' is no name for a kind of brief",
    ("shipped",): "'shipped' is no name for a kind of brief",
    ("check",): "'check' is a command of briefgen",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_what_cannot_be_made_is_said_and_nothing_is_written(workspace: Scratch, arguments: tuple[str, ...]) -> None:
    before = sorted(p for p in workspace.root.rglob("*"))
    made = workspace.do("template", "new", *arguments)
    assert (made.code, made.out) == (2, "")
    assert REFUSED[arguments] in made.err
    assert sorted(p for p in workspace.root.rglob("*")) == before


# --- list --------------------------------------------------------------------------------------------


def test_the_list_says_what_each_kind_is_about_and_what_can_be_chosen(workspace: Scratch) -> None:
    said = workspace.do("template", "list").out
    assert "theme: One theme over all meetings held" in said
    assert "  from       templates/theme\n  about      one theme; makes docx and md, notes as footnotes\n" in said
    assert "  parameters --depth  How much of it: title and answer" in said
    assert " --since  Only meetings from this year on" in said


def test_the_list_as_json(workspace: Scratch) -> None:
    found = {entry["kind"]: entry for entry in workspace.do("template", "list", "--json").json}
    assert list(found) == [
        "chronology",
        "compare",
        "country",
        "digest",
        "document",
        "meeting",
        "organisation",
        "person",
        "series",
        "theme",
    ]
    assert [parameter["name"] for parameter in found["meeting"]["parameters"]] == ["depth"]
    assert found["theme"]["parameters"][1] == {
        "name": "since",
        "type": "year",
        "help": "Only meetings from this year on, and those whose date is not known",
        "default": None,
        "choices": [],
    }


def test_a_kind_with_a_fault_is_listed_and_the_fault_told(workspace: Scratch) -> None:
    workspace.append("templates/theme/template.toml", "[parameters.format]\n")
    listed = workspace.do("template", "list")
    assert listed.code == 1
    assert "theme: One theme" in listed.out
    assert "'format' is taken by the program itself" in listed.err


# --- house -------------------------------------------------------------------------------------------


def test_a_fresh_house_takes_the_place_of_none(workspace: Scratch) -> None:
    house = workspace.root / "templates/house.docx"
    shipped = house.read_bytes()
    house.unlink()
    assert workspace.do("template", "house").code == 0
    assert house.read_bytes() == shipped
    assert workspace.do("template", "house").out.startswith("up to date")


def test_a_house_that_somebody_changed_is_replaced_only_when_told_and_kept(workspace: Scratch) -> None:
    house = workspace.write("templates/house.docx", b"mine")
    refused = workspace.do("template", "house")
    assert (refused.code, house.read_bytes()) == (2, b"mine")
    assert "is there already; it was left as it is (--force replaces it and keeps a copy)" in refused.err
    assert workspace.do("template", "house", "--force").code == 0
    house.write_bytes(b"mine again")
    assert workspace.do("template", "house", "--force").code == 0
    kept = [(workspace.root / f"templates/house.before-{n}.docx").read_bytes() for n in (1, 2)]
    assert kept == [b"mine", b"mine again"]


def test_a_fresh_house_may_have_a_cover_that_every_brief_then_has(workspace: Scratch) -> None:
    assert workspace.do("template", "house", "--force", "--cover").code == 0
    assert workspace.do("template", "house", "--cover").out.startswith("up to date")
    ran = workspace.do("meeting", "lisbon-2024")
    assert (ran.code, ran.err) == (0, "")
    made = docx.Document(str(workspace.root / "out/meeting/lisbon-2024.docx"))
    cover = [p.text for p in made.paragraphs[:5]]
    assert (cover[0], cover[3]) == ("Meeting brief", "Draft, not issued")
    assert cover[1] == cover[4] == made.core_properties.title
    assert cover[2].startswith("Information cut-off: ")


def test_the_cover_of_a_brief_in_another_language_tells_its_issue_in_that(workspace: Scratch) -> None:
    assert workspace.do("template", "house", "--force", "--cover").code == 0
    assert workspace.do("meeting", "lisbon-2024", "--language", "ru").code == 0
    made = docx.Document(str(next(workspace.root.glob("out/meeting/*ru*.docx"))))
    assert made.paragraphs[3].text == "Проект, не выпущен"


def test_a_misspelt_subcommand_suggests_the_nearest(workspace: Scratch) -> None:
    made = workspace.run("template", "hous")
    assert (made.code, "did you mean 'house'?" in made.err) == (2, True)


def test_a_new_kind_about_a_selection_works_as_it_is_written(workspace: Scratch) -> None:
    assert workspace.do("template", "new", "mine", "--about", "selection").code == 0
    assert "[selection]" in workspace.read("templates/mine/template.toml")
    assert "took place in Lisbon" in make(workspace, "mine", "mine")
    assert workspace.do("template", "new", "other", "--about", "meeting").code == 0
    assert "[selection]" not in workspace.read("templates/other/template.toml")


def test_what_is_said_to_be_typed_next_can_be_typed(workspace: Scratch) -> None:
    """A brief about a selection takes no id."""
    root = str(workspace.root)
    of_selection = workspace.run("template", "new", "weekly-note", "--about", "selection", "-w", root).out
    like_digest = workspace.run("template", "new", "my-digest", "--from", "digest", "-w", root).out
    of_record = workspace.run("template", "new", "visit-note", "--about", "meeting", "-w", root).out
    assert of_selection.endswith("then: briefgen weekly-note\n")
    assert like_digest.endswith("then: briefgen my-digest\n")
    assert of_record.endswith("then: briefgen visit-note ID\n")
