"""A kind of brief is a folder: a new folder is a new command."""

from __future__ import annotations

import pytest

from tests.workspaces import Scratch

SETTINGS = 'label = "Theme note"\nhelp = "Say what is held on a theme."\nabout = "theme"\nformats = ["md"]\n'
TEMPLATE = "# {{ theme.label|capital }}\n\n{{ brief.label }}: {{ theme.scope }}\n"


def add_kind(workspace: Scratch, settings: str = SETTINGS, template: str = TEMPLATE) -> None:
    workspace.write("templates/outlook/template.toml", settings)
    workspace.write("templates/outlook/brief.md.j2", template)


def test_a_new_folder_is_a_new_command(workspace: Scratch) -> None:
    add_kind(workspace)
    made = workspace.run("outlook", "stocks", "-w", str(workspace.root))
    assert (made.code, made.err) == (0, "")
    expected = "**TLP:CLEAR**\n\n# Stocks of green coffee\n\nTheme note: Quantities held, harvested and reported.\n"
    assert workspace.read("out/outlook/stocks.md") == expected


def test_a_new_kind_stands_in_the_help_and_in_the_list(workspace: Scratch) -> None:
    add_kind(workspace)
    for arguments in (("--help",), ("list", "briefs"), ("outlook", "--help")):
        assert "Say what is held on a theme." in workspace.run("-w", str(workspace.root), *arguments).out


def test_a_kind_without_settings_is_about_records_of_its_own_name(workspace: Scratch) -> None:
    workspace.write("templates/series/brief.md.j2", "# {{ subject.label }}\n\n{{ series.name }}\n")
    made = workspace.run("series", "harvest-forum", "-w", str(workspace.root))
    assert made.code == 0
    assert (workspace.root / "out/series/harvest-forum.docx").is_file()


@pytest.mark.parametrize("name", ["_parts", "shipped", "Outlook", "out look", ".outlook", "outlook~", "x" * 41])
def test_a_folder_of_another_name_is_no_kind(workspace: Scratch, name: str) -> None:
    listing = ("list", "briefs", "--json", "-w", str(workspace.root))
    before = workspace.run(*listing).json
    workspace.write(f"templates/{name}/brief.md.j2", "# x\n")
    assert workspace.run(*listing).json == before


@pytest.mark.parametrize("name", ["check", "list", "init", "show"])
def test_a_kind_cannot_take_the_place_of_a_command(workspace: Scratch, name: str) -> None:
    before = workspace.run(name, "--help").out
    workspace.write(f"templates/{name}/brief.md.j2", "# x\n")
    assert workspace.run("-w", str(workspace.root), name, "--help").out == before


def test_where_the_files_go_is_a_setting(workspace: Scratch) -> None:
    add_kind(workspace, SETTINGS + 'output = "themes/{id}-note"\n')
    workspace.run("outlook", "stocks", "-w", str(workspace.root))
    assert (workspace.root / "out/themes/stocks-note.md").is_file()


@pytest.mark.parametrize(
    "output", ["../{id}", "/etc/{id}", "{id}/..", "{kind}", "{id.__class__}", "{0}", "a//{id}", ""]
)
def test_no_file_goes_elsewhere(workspace: Scratch, output: str) -> None:
    add_kind(workspace, SETTINGS + f'output = "{output}"\n')
    made = workspace.run("outlook", "stocks", "-w", str(workspace.root))
    assert made.code == 1
    assert f"'{output}' is no name for a file below out/ [bad-output]" in made.err


def test_the_language_of_a_kind_goes_before_that_of_the_workspace(workspace: Scratch) -> None:
    add_kind(workspace, SETTINGS + 'language = "ru"\n', "# x\n\n{{ brief.cut_off }} {{ brief.language }}\n")
    workspace.run("outlook", "stocks", "-w", str(workspace.root))
    assert "15\u00a0марта 2024" in workspace.read("out/outlook/stocks.md")


@pytest.mark.slow
def test_the_check_names_what_a_kind_is_about_and_its_marking_at_their_lines(workspace: Scratch) -> None:
    add_kind(workspace, 'label = "x"\nabout = "them"\nmarking-floor = "TLP:GREN"\n')
    said = workspace.run("check", "-w", str(workspace.root))
    assert said.code == 1
    file = "templates/outlook/template.toml"
    assert f"{file}:2:1: error: about: 'them' is no kind of record [bad-about]" in said.out + said.err
    assert f"{file}:3:1: error: marking-floor: 'TLP:GREN' is no marking here" in said.out + said.err


def test_a_kind_about_nothing_that_exists_suggests_the_nearest(workspace: Scratch) -> None:
    add_kind(workspace, 'about = "them"\n')
    made = workspace.run("outlook", "stocks", "-w", str(workspace.root))
    assert (made.code, "about: 'them' is no kind of record; did you mean 'theme'?" in made.err) == (2, True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check"], 1),
        (["template", "check", "outlook"], 1),
        (["template", "fields", "outlook"], 2),
        (["outlook", "stocks"], 2),
        (["build", "--only", "outlook"], 1),
    ],
    ids=["check", "template-check", "fields", "brief", "build"],
)
def test_what_a_kind_is_about_is_refused_in_the_same_words_everywhere(
    workspace: Scratch, words: list[str], code: int
) -> None:
    add_kind(workspace, 'about = "them"\n')
    ran = workspace.run(*words, "-w", str(workspace.root))
    said = ran.out + ran.err
    assert ran.code == code
    assert said.count("templates/outlook/template.toml:1:1: ") == 1
    assert said.count("about: 'them' is no kind of record") == 1
    assert "did you mean 'theme'?" in said
