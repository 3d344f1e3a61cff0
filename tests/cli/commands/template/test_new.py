"""briefgen template: a new kind of brief, what kinds there are, and a fresh house document."""

from __future__ import annotations

import docx
import pytest

from tests.workspaces import REPOSITORY, Ran, Scratch


def template(workspace: Scratch, *arguments: str) -> Ran:
    return workspace.run("template", *arguments, "-w", str(workspace.root))


def make(workspace: Scratch, kind: str, id_: str) -> str:
    """The Markdown of a brief, which must come out well."""
    made = workspace.run(kind, id_, "-f", "md", "-w", str(workspace.root))
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
    made = template(workspace, "new", kind)
    assert (made.code, made.err) == (0, "")
    assert make(workspace, kind, EXAMPLES[kind]).startswith("**TLP:CLEAR**\n\n# ")
    assert workspace.run("check", "-w", str(workspace.root)).code == 0


@pytest.mark.few(1)
@pytest.mark.parametrize(("kind", "id_"), [("meeting", "lisbon-2024"), ("theme", "stocks"), ("country", "brazil")])
def test_a_variant_is_the_original_until_it_is_changed(workspace: Scratch, kind: str, id_: str) -> None:
    assert template(workspace, "new", "mine", "--from", kind).code == 0
    original = make(workspace, kind, id_)
    assert make(workspace, "mine", id_) == original
    file = "templates/mine/brief.md.j2"
    workspace.edit(
        file, "{#\n{% block title %}\n{{ super() }}\n{% endblock %}\n#}", "{% block title %}\n# T\n{% endblock %}"
    )
    assert make(workspace, "mine", id_).split("\n")[2] == "# T"


def test_a_variant_names_every_block_with_its_heading(workspace: Scratch) -> None:
    template(workspace, "new", "mine", "--from", "meeting")
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
    template(workspace, "new", "mine", "--from", "meeting")
    template(workspace, "new", "yours", "--from", "mine")
    assert "{% block series %}" in workspace.read("templates/yours/brief.md.j2")
    assert make(workspace, "yours", "lisbon-2024") == make(workspace, "meeting", "lisbon-2024")


def test_a_variant_takes_the_parameters_of_the_original(workspace: Scratch) -> None:
    template(workspace, "new", "mine", "--from", "theme")
    made = workspace.run("mine", "stocks", "--since", "2025", "-f", "md", "-w", str(workspace.root))
    assert (made.code, made.err) == (0, "")


def test_a_variant_in_the_place_of_the_original_extends_the_shipped_one(workspace: Scratch) -> None:
    before = make(workspace, "meeting", "lisbon-2024")
    for name in ("brief.md.j2", "template.toml"):
        (workspace.root / "templates/meeting" / name).unlink()
    (workspace.root / "templates/meeting").rmdir()
    assert template(workspace, "new", "meeting", "--from", "meeting").code == 0
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
    made = template(workspace, "new", *arguments)
    assert (made.code, made.out) == (2, "")
    assert REFUSED[arguments] in made.err
    assert sorted(p for p in workspace.root.rglob("*")) == before


# --- list --------------------------------------------------------------------------------------------


def test_the_list_says_what_each_kind_is_about_and_what_can_be_chosen(workspace: Scratch) -> None:
    said = template(workspace, "list").out
    assert "theme: One theme over all meetings held" in said
    assert "  from       templates/theme\n  about      one theme; makes docx and md, notes as footnotes\n" in said
    assert "  parameters --depth  How much of it: title and answer" in said
    assert " --since  Only meetings from this year on" in said


def test_the_list_as_json(workspace: Scratch) -> None:
    found = {entry["kind"]: entry for entry in template(workspace, "list", "--json").json}
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
    listed = template(workspace, "list")
    assert listed.code == 1
    assert "theme: One theme" in listed.out
    assert "'format' is taken by the program itself" in listed.err


# --- house -------------------------------------------------------------------------------------------


def test_a_fresh_house_takes_the_place_of_none(workspace: Scratch) -> None:
    house = workspace.root / "templates/house.docx"
    shipped = house.read_bytes()
    house.unlink()
    assert template(workspace, "house").code == 0
    assert house.read_bytes() == shipped
    assert template(workspace, "house").out.startswith("up to date")


def test_a_house_that_somebody_changed_is_replaced_only_when_told_and_kept(workspace: Scratch) -> None:
    house = workspace.write("templates/house.docx", b"mine")
    refused = template(workspace, "house")
    assert (refused.code, house.read_bytes()) == (2, b"mine")
    assert "is there already; it was left as it is (--force replaces it and keeps a copy)" in refused.err
    assert template(workspace, "house", "--force").code == 0
    house.write_bytes(b"mine again")
    assert template(workspace, "house", "--force").code == 0
    kept = [(workspace.root / f"templates/house.before-{n}.docx").read_bytes() for n in (1, 2)]
    assert kept == [b"mine", b"mine again"]


def test_a_fresh_house_may_have_a_cover_that_every_brief_then_has(workspace: Scratch) -> None:
    assert template(workspace, "house", "--force", "--cover").code == 0
    assert template(workspace, "house", "--cover").out.startswith("up to date")
    ran = workspace.run("meeting", "lisbon-2024", "-w", str(workspace.root))
    assert (ran.code, ran.err) == (0, "")
    made = docx.Document(str(workspace.root / "out/meeting/lisbon-2024.docx"))
    cover = [p.text for p in made.paragraphs[:5]]
    assert (cover[0], cover[3]) == ("Meeting brief", "Draft, not issued")
    assert cover[1] == cover[4] == made.core_properties.title
    assert cover[2].startswith("Information cut-off: ")


def test_the_cover_of_a_brief_in_another_language_tells_its_issue_in_that(workspace: Scratch) -> None:
    assert template(workspace, "house", "--force", "--cover").code == 0
    assert workspace.run("meeting", "lisbon-2024", "--language", "ru", "-w", str(workspace.root)).code == 0
    made = docx.Document(str(next(workspace.root.glob("out/meeting/*ru*.docx"))))
    assert made.paragraphs[3].text == "Проект, не выпущен"


def test_a_misspelt_subcommand_suggests_the_nearest(workspace: Scratch) -> None:
    made = workspace.run("template", "hous")
    assert (made.code, "did you mean 'house'?" in made.err) == (2, True)


def test_a_new_kind_about_a_selection_works_as_it_is_written(workspace: Scratch) -> None:
    assert template(workspace, "new", "mine", "--about", "selection").code == 0
    assert "[selection]" in workspace.read("templates/mine/template.toml")
    assert "took place in Lisbon" in make(workspace, "mine", "mine")
    assert template(workspace, "new", "other", "--about", "meeting").code == 0
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
