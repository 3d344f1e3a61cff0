"""Every command: help with an example, exit codes, JSON, and the nearest for what is misspelt."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from briefgen.cli.commands import COMMANDS
from briefgen.cli.run import commands
from tests.workspaces import MEETING, REPOSITORY, Scratch


def every_command() -> Iterator[list[str]]:
    """The words of each command, those of the repository's briefs and of nested groups included."""
    context = click.Context(commands, info_name="briefgen")
    context.params["workspace"] = REPOSITORY
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        yield [name]
        if isinstance(command, click.Group):
            yield from ([name, sub] for sub in command.list_commands(context))


@pytest.mark.parametrize("words", [[], *every_command()], ids=lambda words: " ".join(words) or "briefgen")
def test_every_command_has_help_with_an_example(words: list[str]) -> None:
    helped = Scratch(REPOSITORY).run("-w", str(REPOSITORY), *words, "--help")
    assert (helped.code, helped.err) == (0, "")
    assert re.search(rf"Examples?:\n\n(.*\n)*? +.*briefgen {' '.join(words)}", helped.out), helped.out
    assert "\b" not in helped.out


def test_the_help_names_every_command_in_one_line_each() -> None:
    helped = " ".join(Scratch(REPOSITORY).run("--help").out.split())
    for name, line in COMMANDS.items():
        assert f" {name} {line}" in helped


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc"], "there is no command 'chekc'; did you mean 'check'?"),
        (["meting", "lisbon-2024"], "there is no command 'meting'; did you mean 'meeting'?"),
        (["zzz"], "there is no command 'zzz'; commands are: add, affected, build, check, "),
        (["meeting", "lisbon-2042"], "there is no meeting 'lisbon-2042'; did you mean 'lisbon-2024'?"),
        (["meeting", "zzz"], "there is no meeting 'zzz'; there are: lisbon-2024"),
        (["meeting", "../lisbon-2024"], "there is no meeting '../lisbon-2024'; did you mean 'lisbon-2024'?"),
        (["meeting", ""], "there is no meeting ''"),
        (["meeting", "brazil"], "there is no meeting 'brazil'"),
        (["meeting"], "Missing argument 'ID'"),
        (["meeting", "lisbon-2024", "--format", "pdf"], "'pdf' is not one of 'docx', 'md'"),
        (["meeting", "lisbon-2024", "--fromat", "md"], "No such option '--fromat'"),
        (["list", "meetign"], "there is no kind of record 'meetign'; did you mean 'meeting'"),
        (["show", "lisbon-2042"], "there is no record 'lisbon-2042'; did you mean 'lisbon-2024'"),
        (["show"], "Missing argument 'ID'"),
    ],
)
def test_wrong_usage_leaves_with_2_and_names_the_nearest(workspace: Scratch, words: list[str], said: str) -> None:
    ran = workspace.do(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not (workspace.root / "out").exists()


def test_another_name_of_a_record_leads_to_its_id(workspace: Scratch) -> None:
    workspace.write(
        "facts/organisations/harbour-league.yaml", "name: Harbour League\nshort: HLX\nsrc: example-gazette\n"
    )
    assert "did you mean 'harbour-league'?" in workspace.do("organisation", "hlx").err


@pytest.mark.parametrize("broken", ["plaec: Lisbon\n", "src: [a\n"], ids=["a fault", "no YAML"])
@pytest.mark.parametrize(
    "words", ["meeting lisbon-2024", "meeting lisbon", "meeting LISBON-2024", "meeting lisbon-2024.yaml", "show lisbon"]
)
def test_who_names_a_record_whose_file_has_errors_is_told_of_these(workspace: Scratch, broken: str, words: str) -> None:
    workspace.write(MEETING, broken)
    ran = workspace.do(*words.split())
    assert (ran.code, "there is no" in ran.err) == (1, False), ran.err
    assert f"{MEETING}:1:" in ran.err


def test_a_record_in_a_folder_of_another_kind_is_told_with_its_errors(workspace: Scratch) -> None:
    for folder in ("facts/persons", "facts/meeting"):
        text = workspace.read(MEETING)
        moved = workspace.write(f"{folder}/lisbon-2024.yaml", text)
        (workspace.root / MEETING).unlink()
        ran = workspace.do("meeting", "lisbon-2024")
        assert (ran.code, f"{folder}/lisbon-2024.yaml" in ran.err) == (1, True), ran.err
        moved.unlink()
        workspace.write(MEETING, text)


def test_a_nearer_record_without_errors_goes_before_one_with_some(workspace: Scratch) -> None:
    workspace.write("facts/meetings/porto-2024.yaml", "plaec: Porto\n")
    assert "did you mean 'lisbon-2024'?" in workspace.do("meeting", "lisbon").err
    assert "unknown key 'plaec'" in workspace.do("meeting", "porto").err
    held = workspace.do("meeting", "porto", "--for", "TLP:GREEN")
    assert "porto-2024" not in held.err  # nobody knows who may see a file that cannot be read


def test_the_workspace_may_be_named_before_or_behind_the_command(workspace: Scratch) -> None:
    root = str(workspace.root)
    forms = [
        ["-w", root, "list"],
        ["list", "-w", root],
        [f"--workspace={root}", "list"],
        ["list", f"--workspace={root}"],
    ]
    assert len({workspace.run(*form).out for form in forms}) == 1


def test_the_workspace_is_the_nearest_one_above_the_folder(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace.root / "facts/meetings")
    ran = workspace.run("meeting", "lisbon-2024", "-f", "md")
    assert ran.code == 0
    assert (workspace.root / "out/meeting/lisbon-2024.md").is_file()


# --- JSON ----------------------------------------------------------------------------------------


def test_a_brief_reports_itself_as_json(workspace: Scratch) -> None:
    ran = workspace.make("-f", "md", "--json")
    report = ran.json
    path = str(workspace.root / "out/meeting/lisbon-2024.md")
    assert report["files"] == [{"path": path, "written": True, "kept_copy": None}]
    assert (report["about"], report["marking"], report["sources"]) == (
        "meeting/lisbon-2024",
        "TLP:CLEAR",
        ["example-gazette"],
    )
    assert (report["notes"], report["gaps"], report["conflicts"], report["diagnostics"]) == (4, 1, [], [])


def test_records_are_listed_as_json(workspace: Scratch) -> None:
    root = str(workspace.root)
    assert workspace.run("list", "meeting", "--json", "-w", root).json == [
        {
            "id": "lisbon-2024",
            "date": "11 March 2024",
            "name": "seventh session of the Example Harvest Forum",
            "file": MEETING,
        }
    ]
    assert {"id": "country", "name": "4 countries"} in workspace.run("list", "--json", "-w", root).json
    assert workspace.run("list", "person", "--json", "-w", root).json == []


def test_a_record_is_shown_as_json(workspace: Scratch) -> None:
    shown = workspace.do("show", "lisbon-2024", "--json").json
    date = next(s for s in shown["statements"] if s["property"] == "date")
    assert (shown["kind"], shown["id"], shown["file"]) == ("meeting", "lisbon-2024", MEETING)
    assert (date["value"], date["origin"], date["citations"][0]["source"]) == (
        "2024-03-11",
        "stated",
        "example-gazette",
    )


def test_text_and_json_of_a_record_name_its_sources_and_words(workspace: Scratch) -> None:
    shown = workspace.do("show", "meeting/lisbon-2024")
    assert shown.code == 0
    assert shown.out.startswith(f"meeting/lisbon-2024  seventh session of the Example Harvest Forum\n{MEETING}:")
    assert "example-gazette: “held its seventh session in Lisbon on 11 March 2024”" in shown.out


def test_an_id_that_two_kinds_have_asks_for_the_kind(workspace: Scratch) -> None:
    workspace.write("facts/themes/brazil.yaml", "label: Brazil\n")
    ran = workspace.do("show", "brazil")
    assert (ran.code, ran.out) == (2, "")
    assert "'brazil' is the id of country/brazil and theme/brazil; name one of them" in ran.err


def test_a_brief_tells_what_it_rests_on_and_what_it_wrote(workspace: Scratch) -> None:
    assert workspace.make("-f", "md").out.splitlines() == [
        "Lisbon, 11 March 2024: 7th meeting of the Example Harvest Forum",
        "  rests on   15 statements from 1 source, in 4 notes; marked TLP:CLEAR",
        "  missing    1 open question named in the brief",
        f"wrote {workspace.root / 'out/meeting/lisbon-2024.md'}",
    ]


# --- in a process of its own ---------------------------------------------------------------------


def briefgen(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "briefgen", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_exit_codes_of_the_process(workspace: Scratch, environment: dict[str, str]) -> None:
    root = str(workspace.root)
    assert briefgen(environment, "meeting", "lisbon-2024", "-f", "md", "-w", root).returncode == 0
    assert briefgen(environment, "meeting", "nowhere", "-w", root).returncode == 2
    workspace.edit(MEETING, "date: {is: 2024-03-11", "date: {is: 2024-13-11")
    broken = briefgen(environment, "meeting", "lisbon-2024", "-w", root)
    assert (broken.returncode, broken.stdout) == (1, "")
    assert "[bad-date]" in broken.stderr


def test_a_reader_that_stops_reading_is_no_fault(workspace: Scratch, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "briefgen", "show", "lisbon-2024", "-w", str(workspace.root)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() in (0, 141)  # 0 where all was written before the reader left
    assert b"Traceback" not in said


@pytest.mark.few(1)
@pytest.mark.parametrize(("library", "code"), [("click", 2), ("yaml", 2), ("docx", 1)])
def test_an_environment_that_lacks_a_library_is_told_so(
    library: str, code: int, workspace: Scratch, environment: dict[str, str], tmp_path: Path
) -> None:
    """Such as one that was made before the program came to need it; in whichever process the library is missed.

    What only a brief needs is a problem of each brief, as anything else for which it cannot be made.
    """
    absent = f"raise ModuleNotFoundError('No module named {library}', name='{library}')\n"
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / f"{library}.py").write_text(absent)
    without = environment | {"PYTHONPATH": str(tmp_path / "absent")}
    ran = briefgen(without, "build", "--jobs", "1", "-w", str(workspace.root))
    assert "Traceback" not in ran.stderr
    assert f": the library {library} is not installed" in ran.stderr
    assert ran.returncode == code


def test_a_call_leaves_the_signals_of_its_process_as_they_were(workspace: Scratch) -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert workspace.do("list").code == 0
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(
    ("words", "rooms"),
    [
        (["--version"], "cli codes diagnostics errors frozen version workspace"),
        (
            ["--help"],
            "briefs cli codes diagnostics disk errors frozen model regexes settings version workspace writers",
        ),
        (["check", "--help"], "cli codes diagnostics errors frozen version workspace"),
    ],
    ids=" ".join,
)
def test_a_start_brings_only_the_rooms_that_its_command_needs(
    environment: dict[str, str], words: list[str], rooms: str
) -> None:
    code = f"import sys; sys.argv = ['briefgen']; from briefgen.cli.run import run; run({words!r})"
    code += "; print(*sorted({m.split('.')[1] for m in sys.modules if m.startswith('briefgen.')}))"
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert set(ran.stdout.splitlines()[-1].split()) <= set(rooms.split())


def test_help_imports_none_of_the_heavy_libraries(environment: dict[str, str], tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['briefgen', '--help']; from briefgen.cli.run import run; run(['--help'])"
    code += "; print(sorted({m.partition('.')[0] for m in sys.modules} & set('%s'.split())))"
    heavy = "pydantic docx lxml jinja2 babel yaml pyromark hypothesis"
    ran = subprocess.run(
        [sys.executable, "-c", code % heavy],
        env=environment,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "[]"
