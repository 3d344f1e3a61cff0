"""Parameters: what template.toml declares becomes an option, and nothing made with one replaces another."""

from __future__ import annotations

import click
import pytest

from briefgen.briefs.kind import BriefKind
from briefgen.briefs.parameters import RESERVED, Parameter
from briefgen.cli.commands.brief import command_for
from briefgen.writers import FORMATS
from tests.workspaces import MEETING, REPOSITORY, Ran, Scratch

SETTINGS = 'about = "meeting"\nformats = ["md"]\n'


def kind(workspace: Scratch, parameters: str, template: str = "# x\n", settings: str = SETTINGS) -> None:
    workspace.write("templates/note/template.toml", settings + parameters)
    workspace.write("templates/note/brief.md.j2", template.encode())


def run(workspace: Scratch, *arguments: str) -> Ran:
    return workspace.run("note", "lisbon-2024", "-w", str(workspace.root), *arguments)


def printed(workspace: Scratch, type_: str, template: str, *arguments: str) -> str:
    """What a template with one parameter `it` prints below its heading."""
    kind(workspace, f"[parameters.it]\n{type_}\n", f"# x\n\n{template}\n")
    made = run(workspace, *arguments)
    assert (made.code, made.err) == (0, "")
    name = made.out.rpartition("wrote ")[2].strip().rpartition("/out/")[2]
    return workspace.read(f"out/{name}").split("\n\n[^1]: ")[0].partition("# x\n\n")[2].strip()


IT = "{% if parameters.it %}{{ parameters.it }}{% else %}nothing{% endif %}"
VALUES = {
    ('type = "text"', IT, ("--it", "a *b*")): r"a \*b\*",
    ('type = "text"', IT, ()): "nothing",
    ('type = "text"\ndefault = "c"', IT, ()): "c",
    ('type = "number"', "{{ parameters.it + 1 }}", ("--it", "4")): "5",
    ('type = "year"', "{{ parameters.it }}", ("--it", "2024")): "2024",
    ('type = "date"', "{{ parameters.it|when }}", ("--it", "2024-03-05")): "on 5 March 2024",
    ('type = "date"', "it met {{ parameters.it|when }}", ("--it", "../2024-03-05")): "it met until 5 March 2024",
    ('type = "date"\ndefault = 2024', "{{ parameters.it }}", ()): "2024",
    ('type = "choice"\nchoices = ["short", "long"]', IT, ("--it", "long")): "long",
    ('type = "list"', "{{ parameters.it|listing }}", ("--it", "a", "--it", "b")): "a and b",
    ('type = "list"', IT.replace("{{ parameters.it }}", ""), ()): "nothing",
    ('type = "yes-no"', "{% if parameters.it %}on{% else %}off{% endif %}", ("--it",)): "on",
    ('type = "yes-no"\ndefault = true', "{% if parameters.it %}on{% else %}off{% endif %}", ()): "on",
    ('type = "yes-no"\ndefault = true', "{% if parameters.it %}on{% else %}off{% endif %}", ("--no-it",)): "off",
    ('type = "record:theme"', "{{ parameters.it.scope }}", ("--it", "stocks")): "Quantities held, harvested and",
    ('type = "record:theme"\ndefault = "stocks"', "{{ parameters.it.id }}", ()): "stocks",
}


@pytest.mark.few(6)
@pytest.mark.parametrize("case", VALUES)
def test_what_a_template_prints_of_a_parameter(workspace: Scratch, case: tuple[str, str, tuple[str, ...]]) -> None:
    assert printed(workspace, case[0], case[1], *case[2]).startswith(VALUES[case])


def test_a_hyphen_in_the_name_is_an_underscore_in_the_template(workspace: Scratch) -> None:
    kind(workspace, '[parameters.max-points]\ntype = "number"\n', "# x\n\n{{ parameters.max_points }}\n")
    assert run(workspace, "--max-points", "3").code == 0
    assert "3" in workspace.read("out/note/lisbon-2024.max-points_3.md")


def test_a_parameter_that_is_not_declared_is_an_error_that_says_where_to(workspace: Scratch) -> None:
    kind(workspace, "", "# x\n\n{{ parameters.max_points }}\n")
    said = run(workspace).err
    assert "templates/note/brief.md.j2:3:15: error: parameters has no 'max_points' [undefined-name]" in said
    assert "hint: declare it in template.toml: [parameters.max-points]" in said


def test_a_parameter_that_is_not_given_cannot_be_printed_and_a_misspelt_one_is_named(workspace: Scratch) -> None:
    kind(workspace, '[parameters.since]\ntype = "year"\n', "# x\n\n{{ parameters.since }}\n")
    assert "nothing is recorded for the parameter since" in run(workspace).err
    kind(workspace, '[parameters.since]\ntype = "year"\n', "# x\n\n{{ parameters.sinse }}\n")
    assert "did you mean 'since'?" in run(workspace).err


REFUSED = {
    ('type = "number"', "-1"): "'-1' is no whole number of 0 or more",
    ('type = "number"', "4.5"): "'4.5' is no whole number of 0 or more",
    ('type = "year"', "24"): "'24' is no year; write four digits, such as 2024",
    ('type = "date"', "2024-02-30"): "'2024-02-30' is not in the calendar",
    ('type = "choice"\nchoices = ["short", "long"]', "lnog"): "'lnog' is none of the choices; did you mean 'long'?",
    ('type = "text"', " "): "expected some words; this is empty",
    ('type = "text"', "a\x07b"): "a character that cannot be printed (U+0007)",
    ('type = "record:theme"', "stokcs"): "--it: there is no theme 'stokcs'; did you mean 'stocks'?",
    ('type = "record:theme"', "../x"): "'../x' is no id of a theme",
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_value_is_a_wrong_use_of_the_command(workspace: Scratch, case: tuple[str, str]) -> None:
    kind(workspace, f"[parameters.it]\n{case[0]}\n")
    made = run(workspace, "--it", case[1])
    assert (made.code, made.out) == (2, "")
    assert REFUSED[case] in made.err


FAULTS = {
    '[parameters.it]\ntype = "yaer"': "4:1: error: 'yaer' is no type of a parameter [bad-parameter]\n  hint: did you",
    '[parameters.it]\ntype = "record:them"': "4:1: error: 'record:them' is no type of a parameter [bad-parameter]",
    '[parameters.it]\ntpye = "year"': "4:1: error: unknown key 'tpye' [unknown-key]\n  hint: did you mean 'type'?",
    '[parameters.it]\ntype = "year"\ndefault = "x"': "5:1: error: 'x' is no year [bad-default]",
    '[parameters.it]\ntype = "number"\ndefault = true': "5:1: error: expected a whole number, 0 or more [bad-default]",
    '[parameters.it]\ntype = "list"\ndefault = "a"': "5:1: error: expected a list of texts [bad-default]",
    '[parameters.it]\ntype = "choice"': "4:1: error: a choice needs choices [bad-parameter]",
    '[parameters.it]\ntype = "choice"\nchoices = ["a"]\ndefault = "b"': "6:1: error: 'b' is none of the choices",
    '[parameters.it]\ntype = "text"\nchoices = ["a"]': "5:1: error: the type text has no choices [bad-parameter]",
    "[parameters.max_points]": "3:1: error: 'max_points' is no name for a parameter [bad-parameter]\n  hint: write",
    "[parameters.format]": "3:1: error: 'format' is taken by the program itself [bad-parameter]",
    "[parameters.no-annex]": "3:1: error: 'no-annex' would read as the opposite of an option 'annex' [bad-parameter]",
    "[parameter.it]": "3:1: error: unknown section 'parameter' [unknown-key]\n  hint: did you mean 'parameters'?",
    "[parameters]\nit = 3": "4:1: error: 'it' is no table [wrong-type]",
}


@pytest.mark.few(1)
@pytest.mark.parametrize("text", FAULTS)
def test_what_is_wrong_with_a_parameter_is_named_at_its_place(workspace: Scratch, text: str) -> None:
    kind(workspace, text)
    for made in (run(workspace), workspace.run("check", "-w", str(workspace.root))):
        assert made.code == 1
        assert f"templates/note/template.toml:{FAULTS[text]}" in made.err + made.out


def test_all_that_is_wrong_is_told_at_once(workspace: Scratch) -> None:
    kind(workspace, 'title = "{nmae}"\n[parameters.format]\n[parameters.it]\ntype = "yaer"\n')
    said = run(workspace).err
    assert [code in said for code in ("bad-title", "taken by", "'yaer'", "3 errors")] == [True] * 4


def test_the_options_that_every_kind_has_are_reserved() -> None:
    command = command_for("meeting", ("templates/meeting", REPOSITORY / "templates/meeting"), FORMATS)
    names = {o.lstrip("-") for p in command.params for o in p.opts if isinstance(p, click.Option) and o[:2] == "--"}
    assert names - RESERVED == {"depth"}  # which is a parameter of the shipped kinds


def test_the_help_of_the_command_has_the_parameters_with_their_defaults(workspace: Scratch) -> None:
    parameters = '[parameters.since]\ntype = "year"\ndefault = 2020\nhelp = "Only from this year on"\n'
    kind(workspace, parameters + '[parameters.tone]\ntype = "choice"\nchoices = ["dry", "warm"]\n')
    said = " ".join(workspace.run("note", "--help", "-w", str(workspace.root)).out.split())
    assert "--since YEAR Only from this year on. Default: 2020." in said
    assert "--tone [dry|warm] The parameter tone." in said


# --- two sets of values never share a file or a kept result ------------------------------------------


def name_of(value: object, type_: str = "text") -> str:
    parameter = Parameter("it", type_)
    made = BriefKind("note", "templates/note", {"about": "", "output": "{kind}/{id}"}, {"it": parameter})
    return made.with_values({"it": parameter.read(value)}).output_name("x")


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("a b", "a-b", "text"),
        ("A", "a", "text"),
        ("a/b", "c/b", "text"),
        ("ж", "ш", "text"),
        ("x" * 41, "x" * 42, "text"),
        (("a", "b"), ("a b",), "list"),
        (("a",), ("a", "a"), "list"),
        ("2024/2025", "2024-2025", "text"),
    ],
)
def test_two_values_never_share_a_file(one: object, other: object, type_: str) -> None:
    assert name_of(one, type_) != name_of(other, type_)


def test_a_value_that_is_plain_stands_in_the_name_as_it_is() -> None:
    assert [name_of("short"), name_of("2024", "year"), name_of("theme/stocks", "record:theme")] == [
        "note/x.it_short",
        "note/x.it_2024",
        "note/x.it_stocks",
    ]


def test_a_value_that_is_the_default_changes_no_name(workspace: Scratch) -> None:
    kind(workspace, '[parameters.it]\ntype = "number"\ndefault = 3\n')
    assert run(workspace, "--it", "3").out.rstrip().endswith("out/note/lisbon-2024.md")


def test_the_pattern_of_the_name_may_say_where_a_value_stands(workspace: Scratch) -> None:
    kind(workspace, '[parameters.it]\ntype = "number"\ndefault = 3\n', settings=SETTINGS + 'output = "{it}/{id}"\n')
    assert run(workspace).out.rstrip().endswith("out/3/lisbon-2024.md")
    assert run(workspace, "--it", "4").out.rstrip().endswith("out/4/lisbon-2024.md")


def test_a_pattern_cannot_name_what_may_have_no_value(workspace: Scratch) -> None:
    for key in ("title", "output"):
        kind(workspace, '[parameters.it]\ntype = "number"\n', settings=SETTINGS + f'{key} = "{{it}}/{{id}}"\n')
        said = run(workspace).err
        assert f"templates/note/template.toml:3:1: error: {'title: ' if key == 'title' else ''}'{{it}}" in said
        assert "give [parameters.it] a default" in said


def test_what_is_kept_of_one_value_is_not_taken_for_another(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(workspace.root / "cache"))
    settings = SETTINGS + 'output = "same/{id}"\n'
    kind(workspace, '[parameters.it]\ntype = "number"\ndefault = 3\n', "# x\n\n{{ parameters.it }}\n", settings)
    for value in ("4", "5", "4"):
        assert run(workspace, "--it", value).code == 0
        assert f"\n\n{value}\n" in workspace.read(f"out/same/lisbon-2024.it_{value}.md")


@pytest.mark.slow
def test_pictures_of_two_values_lie_side_by_side(workspace: Scratch) -> None:
    more = "  - {is: Growers spoke of rain., quote: Participants discussed stocks of green coffee, themes: stocks}\n"
    workspace.edit(MEETING, "discussion:\n", f"discussion:\n{more}")
    sixth = workspace.read(MEETING).partition("claims:")[0].partition("documents:")[0]
    sixth = sixth.replace("2024-03-11", "2023-03-11").replace("is: 7", "is: 6")
    workspace.write("facts/meetings/porto-2023.yaml", sixth)
    for since in ((), ("--since", "2020"), ("--since", "2021")):
        arguments = (*since, "--depth", "full")
        assert workspace.run("theme", "stocks", "-w", str(workspace.root), "-f", "md", *arguments).code == 0
    assert len(list((workspace.root / "out/theme").glob("*participation*.png"))) == 3


# --- the title ---------------------------------------------------------------------------------------


def test_a_title_pattern_is_the_title_in_the_template_and_in_the_properties(workspace: Scratch) -> None:
    pattern = 'label = "Note"\ntitle = "{label}: {name}, {it}"\n'
    kind(workspace, '[parameters.it]\ntype = "year"\ndefault = 2024\n', "# {{ brief.title }}\n", SETTINGS + pattern)
    made = run(workspace, "--json")
    assert made.json["title"] == "Note: seventh session of the Example Harvest Forum, 2024"
    assert "# Note: seventh session of the Example Harvest Forum, 2024[^1]" in workspace.read("out/note/lisbon-2024.md")


def test_without_a_pattern_the_first_heading_is_the_title(workspace: Scratch) -> None:
    kind(workspace, "", "# Some heading\n{% if brief.title %}never{% endif %}\n")
    assert run(workspace, "--json").json["title"] == "Some heading"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{nmae}", "3:1: error: title: there is no '{nmae}' to fill in [bad-title]\n  hint: did you mean 'name'?"),
        ("{name", "3:1: error: title: a brace is not closed or not opened [bad-title]"),
        ("{name.__class__}", "3:1: error: title: there is no '{name.__class__}' to fill in [bad-title]"),
    ],
)
def test_a_title_pattern_with_a_fault(workspace: Scratch, pattern: str, said: str) -> None:
    kind(workspace, "", settings=SETTINGS + f'title = "{pattern}"\n')
    assert f"templates/note/template.toml:{said}" in run(workspace).err


# --- what the shipped briefs take --------------------------------------------------------------------


def test_a_theme_since_a_year_leaves_out_what_is_before_and_says_so_in_its_head(workspace: Scratch) -> None:
    theme = ("theme", "stocks", "-w", str(workspace.root), "-f", "md")
    assert workspace.run(*theme, "--since", "2024").code == 0
    held = workspace.read("out/theme/stocks.since_2024.md")
    assert workspace.run(*theme, "--since", "2025").code == 0
    later = workspace.read("out/theme/stocks.since_2025.md")
    assert "Only meetings from this year on, and those whose date is not known: 2025.*" in later
    assert ("Lisbon" in held, "Lisbon" in later) == (True, False)
    assert "No meeting among those selected is reported to have dealt with stocks of green coffee." in later


def test_a_limit_says_what_it_leaves_out(workspace: Scratch) -> None:
    theme = ("theme", "stocks", "-w", str(workspace.root), "-f", "md")
    assert workspace.run(*theme, "--max-points", "1").code == 0
    brief = workspace.read("out/theme/stocks.max-points_1.md")
    assert "At most so many points in each list: 1.*" in brief
