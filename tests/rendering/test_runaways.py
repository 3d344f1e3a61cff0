"""A template that never ends or grows without end is stopped, named, and harms nothing but its own brief."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.workspaces import Ran, Scratch

pytestmark = pytest.mark.usefixtures("in_children")

HERE = "templates/note/brief.md.j2"
TEN = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"
DOUBLED = "{% set x = x ~ x %}"


def loops(levels: int, inside: str) -> str:
    return "".join(f"{{% for a{n} in {TEN} %}}" for n in range(levels)) + inside + "{% endfor %}" * levels


SLOW = {
    "loops in loops": loops(12, ""),
    "macros that call each other": (
        "{% macro a(x) %}{% if x %}{{ b(x - 1) }}{{ b(x - 1) }}{% endif %}{% endmacro %}"
        "{% macro b(x) %}{{ a(x) }}{% endmacro %}{{ a(60) }}"
    ),
    "a list cut into very many": "{% for x in [1]|slice(1000000000) %}{% endfor %}",
    "a number that grows": "{% set x = 99999999999 %}" + "{% set x = x * x %}" * 40 + "{% if x == 3 %}{% endif %}",
    "an expression that is long to read": "{{ [" + "1," * 200_000 + "]|length }}",
    "very many facts": loops(6, "{{ meeting.date }} is the day. "),
}

BIG = {
    "a text that doubles": "{% set x = 'xxxxxxxxxx' %}" + DOUBLED * 40 + "{{ x }}",
    "a captured text that doubles": "{% set x %}ab{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40,
    "a list filled up": "{% for x in [1]|batch(1000000000, 'x') %}{% endfor %}",
    "gaps that are filled with gaps": "{% set x = 'xxxxxxxxxx' %}" + "{% set x = '{a}{a}{a}{a}'|t(a=x) %}" * 20,
}

DEEP = {
    "brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "lists": "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "words before a value": "{{ " + "not " * 20_000 + "1 }}",
    "a long sum": "{{ " + "1 + " * 20_000 + "1 }}",
    "a row of filters": "{{ [1]" + "|list" * 20_000 + " }}",
    "loops": "".join(f"{{% for a{n} in [1] %}}" for n in range(25)) + "{% endfor %}" * 25,
    "conditions": "{% if 1 %}" * 2000 + "{% endif %}" * 2000,
}


@pytest.fixture
def hurried(workspace: Scratch) -> Scratch:
    """A workspace whose templates get one second."""
    workspace.write("briefgen.toml", "[limits]\nseconds = 1\nmegabytes = 400\n")
    return workspace


def stopped(workspace: Scratch, text: str) -> Ran:
    made = workspace.template("\n" + text)
    assert (made.code, made.out) == (1, "")
    assert not (workspace.root / "out/note").exists()
    return made


@pytest.mark.few(1)
@pytest.mark.parametrize("case", SLOW)
def test_what_takes_too_long_is_stopped_and_named(hurried: Scratch, case: str) -> None:
    said = stopped(hurried, SLOW[case]).err
    assert said.startswith(HERE)
    assert "error: this takes too long and was stopped [too-slow]\n  hint: look for loops" in said


@pytest.mark.slow
def test_the_line_is_named_where_it_is_known(hurried: Scratch) -> None:
    assert stopped(hurried, SLOW["loops in loops"]).err.startswith(f"{HERE}:2:1: ")
    hurried.write("templates/_parts/slow.md.j2", f"x\ny\n{SLOW['loops in loops']}")
    said = stopped(hurried, "{% include '_parts/slow.md.j2' %}").err
    assert said.startswith("templates/_parts/slow.md.j2:3:1: ")


def test_other_briefs_are_made_as_ever_and_the_last_good_file_stays(hurried: Scratch) -> None:
    before = hurried.brief()
    assert hurried.template("The last good text.").code == 0
    assert hurried.template(BIG["a list filled up"]).code == 1
    assert hurried.read("out/note/lisbon-2024.md").endswith("The last good text.\n")
    assert hurried.brief() == before


@pytest.mark.few(2)
@pytest.mark.parametrize("case", BIG)
def test_what_needs_too_much_memory_is_stopped_and_named(hurried: Scratch, case: str) -> None:
    said = stopped(hurried, BIG[case]).err
    assert said.startswith(f"{HERE}:2:1: error: this needs too much memory and was stopped [too-big]\n  hint: look")


@pytest.mark.few(2)
@pytest.mark.parametrize("case", DEEP)
def test_what_is_nested_too_deeply_says_so(workspace: Scratch, case: str) -> None:
    said = workspace.fault("\n" + DEEP[case])
    line = 1 if case == "loops" else 2  # Python finds it, in code that has other lines
    assert said.startswith(f"{HERE}:{line}:1: error: brackets or blocks are nested too deeply [template-depth]")


@pytest.mark.slow
def test_the_memory_of_what_is_stopped_stays_under_a_gibibyte(hurried: Scratch, environment: dict[str, str]) -> None:
    """Told by an interpreter of its own, as a copy of this process has what all tests before have left here."""
    script = (
        "import resource, sys\n"
        "from briefgen.cli.run import run\n"
        "code = run(sys.argv[1:])\n"
        "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    for case in BIG.values():
        hurried.template("\n" + case)
        command = [sys.executable, "-c", script, "note", "lisbon-2024", "-w", str(hurried.root)]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        code, kilobytes = ran.stdout.split()
        assert code == "1"
        assert int(kilobytes) < 1 << 20


@pytest.mark.slow
def test_a_check_stops_what_is_long_to_read_and_reports_the_rest(hurried: Scratch, environment: dict[str, str]) -> None:
    hurried.write("templates/note/brief.md.j2", "x\n" + SLOW["an expression that is long to read"])
    hurried.write("templates/_parts/deep.md.j2", DEEP["brackets"])
    hurried.write("facts/themes/bad.yaml", "labl: x\n")
    command = [sys.executable, "-m", "briefgen", "check", "-w", str(hurried.root)]
    checked = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert checked.returncode == 1
    said = checked.stderr + checked.stdout
    assert "templates/note/brief.md.j2:1:1: error" in said
    assert "[too-slow]" in said
    assert "templates/_parts/deep.md.j2:1:1: error: brackets or blocks are nested too deeply" in said
    assert "facts/themes/bad.yaml" in said


def test_a_message_does_not_repeat_a_text_without_end(workspace: Scratch) -> None:
    text = "{% set x = 'xxxxxxxxxx' %}" + DOUBLED * 16
    assert len(workspace.fault(text + "{{ meeting[x] }}")) < 2000
    workspace.write("templates/_lang/fr.toml", "[texts]\n")
    workspace.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\nlanguage = "fr"\n')
    workspace.write("templates/note/brief.md.j2", text + "{% set y = x|t %}")
    made = workspace.run("note", "lisbon-2024", "-w", str(workspace.root))
    assert "stays English" in made.err
    assert len(made.err) < 3000


@pytest.mark.slow
def test_tracing_a_runaway_is_stopped_too(hurried: Scratch) -> None:
    made = hurried.template("The meeting was on {{ meeting.date }}.")
    assert made.code == 0
    hurried.write("templates/note/brief.md.j2", SLOW["loops in loops"])
    traced = hurried.run("trace", str(hurried.root / "out/note/lisbon-2024.md"), "1", "-w", str(hurried.root))
    assert traced.code == 1
    assert traced.err.startswith(f"{HERE}:1:1: error: this takes too long")


@pytest.mark.parametrize("line", ["seconds = 0", "seconds = 100000", "megabytes = 5"])
def test_limits_that_limit_everything_or_nothing_are_refused(workspace: Scratch, line: str) -> None:
    workspace.write("briefgen.toml", f"[limits]\n{line}\n")
    made = workspace.make()
    assert made.code == 1
    assert f"limits.{line.split()[0]}: expected a number from" in made.err
