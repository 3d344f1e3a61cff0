"""What a brief about a selection may ask for: kinds, records, themes and periods that there are."""

from __future__ import annotations

import pytest

from tests.workspaces import Scratch


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("compare", "lisbon-2024"), "name what it is about: briefgen compare FIRST SECOND"),
        (("compare", "lisbon-2024", "brazil"), "are records of two kinds"),
        (("compare", "lisbon-2024", "lisbon-2023"), "there is no record 'lisbon-2023'; did you mean 'lisbon-2024'"),
        (("digest", "--themes", "stock"), "themes: there is no 'stock'; did you mean 'stocks'?"),
        (("digest", "--kinds", "meetings"), "did you mean 'meeting'?"),
        (
            ("digest", "--since", "2025", "--until", "2024"),
            "the period ends on 2024-12-31, before it begins on 2025-01-01",
        ),
        (("digest", "--period", "soon"), "'soon' is no period"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_a_way_out(
    workspace: Scratch, words: tuple[str, ...], fault: str
) -> None:
    ran = workspace.do(*words, "-f", "md")

    assert ran.code == 2
    assert fault in ran.err


@pytest.mark.slow
def test_conditions_of_settings_are_checked_at_their_own_line(workspace: Scratch) -> None:
    settings = 'about = "selection"\nformats = ["md"]\n\n[selection]\nkinds = ["meeting"]\nthemes = ["stock"]\n'
    workspace.write("templates/note/template.toml", settings)
    workspace.write("templates/note/brief.md.j2", "# x\n")
    ran = workspace.do("check")

    assert ran.code == 1
    assert "templates/note/template.toml:6:1: error: themes: there is no 'stock' [bad-selection]" in ran.err + ran.out


@pytest.mark.slow
def test_all_that_settings_ask_for_amiss_is_told_at_its_lines_by_check_and_by_the_brief(workspace: Scratch) -> None:
    asked = 'kinds = ["meetng"]\nthemes = ["stock"]\nrecords = ["no-such"]\nperiod = "soon"\n'
    workspace.write("templates/note/template.toml", f'about = "selection"\nformats = ["md"]\n\n[selection]\n{asked}')
    workspace.write("templates/note/brief.md.j2", "# x\n")
    checked, made = workspace.do("check"), workspace.do("note", "-f", "md")

    assert made.code == 1
    for line, said in enumerate(
        ("kinds: there is no 'meetng'", "themes: there is no", "records: there is no", "'soon'"), 5
    ):
        assert f"template.toml:{line}:1: error: {said}" in checked.out
        assert f"template.toml:{line}:1: error: {said}" in made.err
