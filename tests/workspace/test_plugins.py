"""Plugins of other packages: found where they are named, held to our rules, and at fault under their own name."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.workspace import plugins as module
from tests.workspaces import REPOSITORY, Scratch

PACKAGE = REPOSITORY / "tests/data/plugin"
USED = '[plugins]\nchecks = ["short_names"]\nfilters = ["spaced"]\nwriters = ["txt"]\nreaders = ["txt"]\n'
THEME = "facts/themes/stocks.yaml"
NOTE = "templates/note/template.toml"


def install(site: Path, code: str = "", version: str = "") -> None:
    """The package as pip leaves it: its module, its name and version, its entry points, the list of its files."""
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    text = code or (PACKAGE / "briefgen_example.py").read_text("utf-8")
    (site / "briefgen_example.py").write_text(text, "utf-8")
    info = site / "briefgen_example.dist-info"
    info.mkdir(exist_ok=True)
    about = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {version or project['version']}\n"
    (info / "METADATA").write_text(about)
    points = (
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in found.items())
        for group, found in project["entry-points"].items()
    )
    (info / "entry_points.txt").write_text("\n".join(points))
    (info / "RECORD").write_text("briefgen_example.py,,\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which the package is installed."""
    folder = tmp_path / "site"
    folder.mkdir()
    install(folder)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "briefgen_example", raising=False)
    yield folder
    monkeypatch.delitem(sys.modules, "briefgen_example", raising=False)


@pytest.fixture
def used(workspace: Scratch, site: Path) -> Scratch:
    """A workspace that uses all four."""
    workspace.write("briefgen.toml", USED)
    return workspace


def run(workspace: Scratch, *words: str) -> tuple[int, str]:
    ran = workspace.run(*words, "-w", str(workspace.root))
    assert "Traceback" not in ran.out + ran.err
    return ran.code, ran.out + ran.err


def test_they_are_listed_with_their_package_and_whether_they_are_used(workspace: Scratch, site: Path) -> None:
    words = ("--version", "--verbose")
    assert "  checks  short_names  briefgen-example 1.2, not used here\n" in run(workspace, *words)[1]
    workspace.write("briefgen.toml", USED)
    code, said = run(workspace, *words)
    assert code == 0
    for line in ("checks  short_names", "filters spaced", "writers txt", "readers txt"):
        sort, name = line.split()
        assert f"  {sort:<8}{name}  briefgen-example 1.2\n" in said
    assert "  jinja2 " in said
    assert run(workspace, "--version")[1].count("\n") == 1


def test_a_check_runs_with_ours_and_says_whose_it_is(used: Scratch) -> None:
    assert "short" not in run(used, "check")[1]
    used.write(THEME, "label: Tea\n")
    code, said = run(used, "check")
    assert "themes/stocks.yaml:" in said
    assert "warning: the label of stocks says little [short_names.short-name]\n  hint: write it out" in said
    assert code == 0
    assert run(used, "check", "--strict")[0] == 1


def test_a_check_that_is_not_named_any_more_does_not_run(
    used: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    used.write(THEME, "label: Tea\n")
    assert "short_names" in run(used, "check")[1]
    used.edit("briefgen.toml", '["short_names"]', "[]")
    assert "short_names" not in run(used, "check")[1]


def test_a_filter_changes_words_and_keeps_their_note_and_their_escapes(used: Scratch) -> None:
    assert used.rendered("{{ meeting.place|spaced }}").endswith("L i s b o n[^1]")
    assert used.rendered("{{ 'ab'|spaced(2) }}").endswith("a &#32;b")
    assert used.rendered("{{ '*'|spaced }}").endswith("\\*")
    assert run(used, "template", "check", "note")[0] == 0
    assert "|spaced" in run(used, "template", "fields", "note", "spaced")[1]


def test_a_filter_that_is_not_named_is_none(workspace: Scratch, site: Path) -> None:
    assert "there is no filter 'spaced'" in workspace.fault("{{ meeting.place|spaced }}")


def test_a_writer_is_one_more_format_for_settings_tables_and_commands(used: Scratch) -> None:
    assert run(used, "meeting", "lisbon-2024", "-f", "txt")[0] == 0
    assert "Participants agreed to exchange crop figures every quarter." in used.read("out/meeting/lisbon-2024.txt")
    used.edit("briefgen.toml", "[plugins]", '[briefs.meeting]\nformats = ["txt", "md"]\nfolder = "both"\n[plugins]')
    assert run(used, "build", "--jobs", "1")[0] == 0
    assert used.read("out/both/lisbon-2024.txt") == used.read("out/meeting/lisbon-2024.txt")
    used.write(NOTE, 'about = "meeting"\nformats = ["txt", "tex"]\n')
    used.write("templates/note/brief.md.j2", b"{{ meeting.place }}")
    assert "'tex' is none of: docx, md, txt" in run(used, "check")[1]


def test_a_reader_reads_back_what_a_trace_is_asked_of(used: Scratch) -> None:
    run(used, "meeting", "lisbon-2024", "-f", "txt")
    code, said = run(used, "trace", str(used.root / "out/meeting/lisbon-2024.txt"), "crop figures every quarter")
    assert (code, "example-gazette" in said) == (0, True)


@pytest.mark.parametrize("change", ["version", "code", "settings"])
def test_what_is_made_is_made_again_where_a_plugin_is_another(
    used: Scratch, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    used.edit("briefgen.toml", "[plugins]", '[briefs.meeting]\nformats = ["md"]\n[plugins]')
    assert "1 made" in run(used, "build", "--jobs", "1")[1]
    assert "1 made" not in run(used, "build", "--jobs", "1")[1]
    if change == "version":
        install(site, version="1.3")
    elif change == "code":
        install(site, (PACKAGE / "briefgen_example.py").read_text("utf-8") + "\n# another one\n")
    else:
        used.edit("briefgen.toml", 'readers = ["txt"]\n', "")
    assert "fresh" not in run(used, "status")[1]


def test_a_brief_and_a_check_that_are_kept_are_made_again_where_the_code_is_another(
    used: Scratch, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    used.write(THEME, "label: Tea\n")
    assert used.rendered("{{ meeting.place|spaced }}").endswith("L i s b o n[^1]")
    assert "says little" in run(used, "check")[1]
    text = (PACKAGE / "briefgen_example.py").read_text("utf-8")
    install(site, text.replace('(" " * blanks)', '("-" * blanks)').replace("says little", "says next to nothing"))
    sys.modules.pop("briefgen_example", None)
    assert used.rendered("{{ meeting.place|spaced }}").endswith("L-i-s-b-o-n[^1]")
    assert "says next to nothing" in run(used, "check")[1]


MISTAKES = {
    'filters = ["spacde"]': "there is no plugin 'spacde' of filters [no-plugin]\n  hint: did you mean 'spaced'?",
    'checks = ["spaced"]': "there is no plugin 'spaced' of checks [no-plugin]\n  hint: installed are: short_names",
    'writers = ["docx"]': "there is no plugin 'docx' of writers [no-plugin]",
    'wirters = ["txt"]': "unknown key 'wirters' [unknown-key]",
}


@pytest.mark.parametrize("line", MISTAKES)
def test_what_is_not_installed_is_refused_at_its_line(workspace: Scratch, site: Path, line: str) -> None:
    workspace.write("briefgen.toml", f"[plugins]\n{line}\n")
    code, said = run(workspace, "meeting", "lisbon-2024")
    assert (code, f"briefgen.toml:2:1: error: {MISTAKES[line]}" in said) == (1, True), said


FAULTS = {
    "raise ValueError('\\x1b[31mno')": "ValueError:  [31mno",
    "return 7": "gave a int, not ",
    "import no_such_module": "ModuleNotFoundError: No module named 'no_such_module'",
}
RUNS = {
    "short_names": ("check",),
    "spaced": ("note", "lisbon-2024"),
    "write_text": ("meeting", "lisbon-2024", "-f", "txt"),
    "read_text": ("trace", "out/meeting/lisbon-2024.txt", "crop"),
}


@pytest.mark.parametrize("function", RUNS)
@pytest.mark.parametrize("body", ["raise ValueError('\\x1b[31mno')", "return 7", "import no_such_module"])
def test_what_goes_wrong_in_a_plugin_is_told_as_its_own(used: Scratch, site: Path, function: str, body: str) -> None:
    run(used, "meeting", "lisbon-2024", "-f", "txt")
    used.write(NOTE, 'about = "meeting"\nformats = ["md"]\n')
    used.write("templates/note/brief.md.j2", b"{{ meeting.place|spaced }}")
    text = (PACKAGE / "briefgen_example.py").read_text("utf-8")
    head, _, tail = text.partition(f"def {function}(")
    signature, _, rest = tail.partition(':\n    """')
    body = body.replace("return", "yield") if function == "short_names" else body
    install(site, f'{head}def {function}({signature}:\n    {body}\n    """{rest}')
    sys.modules.pop("briefgen_example", None)
    words = [str(used.root / w) if w.startswith("out/") else w for w in RUNS[function]]
    code, said = run(used, *words)
    assert code == 1, said
    name = {"write_text": "txt", "read_text": "txt"}.get(function, function)
    assert f"the plugin {name} of briefgen-example 1.2 " in said
    assert FAULTS[body.replace("yield", "return")] in said
    assert "[plugin-failed]" in said
    assert "\x1b" not in said


def test_a_package_that_cannot_be_imported_is_told_as_its_own(used: Scratch, site: Path) -> None:
    install(site, "import no_such_module\n")
    sys.modules.pop("briefgen_example", None)
    code, said = run(used, "check")
    assert code == 1
    assert "error: the plugin spaced of briefgen-example 1.2 cannot be loaded: ModuleNotFoundError: No module" in said


def test_a_plugin_that_never_ends_is_stopped_at_the_limits_of_a_brief(used: Scratch, site: Path) -> None:
    used.append("briefgen.toml", "[limits]\nseconds = 1\n")
    text = (PACKAGE / "briefgen_example.py").read_text("utf-8")
    install(site, text.replace("    for record in", "    while True:\n        pass\n    for record in", 1))
    sys.modules.pop("briefgen_example", None)
    code, said = run(used, "check")
    assert (code, "the plugin short_names" in said, "[too-slow]" in said) == (1, True, True), said


def test_nothing_of_what_is_not_named_is_loaded(workspace: Scratch, site: Path) -> None:
    install(site, "raise RuntimeError('loaded')\n")
    assert workspace.make().code == 0
    assert run(workspace, "check")[0] == 0
    assert [p.name for p in module.installed() if p.package == "briefgen-example"] == [
        "short_names",
        "spaced",
        "txt",
        "txt",
    ]
