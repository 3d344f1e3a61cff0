"""Every command that a page shows is one: those in blocks are run, those in a sentence exist with their options."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from shutil import copytree

import click
import pytest

from briefgen.cli.commands import COMMANDS
from briefgen.cli.run import commands
from tests.workspaces import REPOSITORY, Scratch

CODES = "docs/codes.md"  # written from codes.md of each room
PAGES = [
    path
    for pattern in (
        "*.md",
        "docs/*.md",
        "facts/*.md",
        "templates/*.md",
        "benchmarks/*.md",
        "briefgen/*.md",
        "briefgen/*/*.md",
    )
    for path in sorted(REPOSITORY.glob(pattern))
    if path.name not in ("CHANGELOG.md", "codes.md")
]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r"`(briefgen [^`\n]*)`|^    (briefgen [a-z][^\n`]*)$", re.MULTILINE)
INDENTED = re.compile(r"^    (briefgen [a-z](?:(?!  )[^\n#])*)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
# Commands that stay until they are ended, and where they are run.
ELSEWHERE = {
    "desk": "tests/desk/test_evidence_desk.py",
    "preview": "tests/desk/test_command.py",
    "schedule run": "tests/schedule/test_daemon.py",
}


def name_of(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


def blocks(page: Path) -> list[tuple[str, list[str]]]:
    """The commands in the blocks of a page, each with the lines that it is shown to print."""
    found: list[tuple[str, list[str]]] = []
    for line in "".join(BLOCK.findall(page.read_text("utf-8"))).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip():
            found[-1][1].append(line)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=name_of)
def test_the_commands_in_the_blocks_of_a_page_do_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("facts", "templates"):
        copytree(REPOSITORY / part, tmp_path / part)
    Scratch(tmp_path).write("briefgen.toml", (REPOSITORY / "briefgen.toml").read_bytes())
    for settings in re.findall(r"^```toml\n(\[schedule\]\n.*?\n)\n", page.read_text("utf-8"), re.DOTALL | re.MULTILINE):
        Scratch(tmp_path).append("briefgen.toml", settings)
    monkeypatch.chdir(tmp_path)
    for command, shown in blocks(page):
        printed = run(command, tmp_path, monkeypatch)
        for line in shown if printed else ():
            pattern = ".*".join(map(re.escape, line.split("…")))
            assert any(re.match(pattern, said) for said in printed.splitlines()), f"{command}: {line}\n{printed}"


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if INDENTED.search(page.read_text("utf-8"))], ids=name_of)
def test_the_indented_commands_of_a_page_do_their_work_in_the_example(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Scratch(tmp_path).run("init", str(tmp_path / "desk")).code == 0
    monkeypatch.chdir(tmp_path / "desk")
    for command in INDENTED.findall(page.read_text("utf-8")):
        if " board" not in command:  # a Word file, which the reader has made
            run(command, tmp_path, monkeypatch)


def run(command: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints; it must do its work."""
    program, *words = shlex.split(command, comments=True)
    if program == "cd":
        monkeypatch.chdir(Path.cwd() / words[0])
        return ""
    if program == "make":
        recipe = subprocess.run(["make", "-n", *words], cwd=REPOSITORY, capture_output=True, text=True, check=True)
        own = re.search(r"^\.venv/bin/briefgen (.*)$", recipe.stdout, re.MULTILINE)
        return run(f"briefgen {own[1]}", root, monkeypatch) if words == ["brief"] and own else ""
    assert program == "briefgen", f"nobody runs {command}"
    for start, where in ELSEWHERE.items():
        if " ".join(words).startswith(start):
            assert start.split()[0] in (REPOSITORY / where).read_text("utf-8")
            return ""
    ran = Scratch(Path.cwd()).run(*words)
    assert ran.code == 0, f"{command}\n{ran.out}{ran.err}"
    return ran.out + ran.err


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_commands_in_the_sentences_of_a_page_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    kinds = set(re.findall(r"`?templates/([a-z][a-z-]*)/?", text)) | set(
        re.findall(r"briefgen template new ([a-z-]+)", text)
    )
    wrong = []
    for found in SHOWN.finditer(text):
        shown = found[1] or found[2]
        if fault := fault_of(shown, kinds):
            wrong.append(f"{shown}: {fault}")
    assert wrong == []


def fault_of(shown: str, kinds: set[str]) -> str:
    """What is wrong with a command as a text shows it; "" where nothing is. KIND, COMMAND and such stand for any."""
    words = [word.strip("[]…").partition("=")[0] for word in shown.partition("#")[0].split()[1:]]
    context = click.Context(commands, info_name="briefgen", obj=REPOSITORY)
    context.params["workspace"] = REPOSITORY
    command: click.Command = commands
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0).rstrip(",")
        inner = command.get_command(context, name)
        if inner is None:
            is_made_up = name.isupper() or (command is commands and name in kinds)  # a kind that a recipe has one make
            return "" if is_made_up else f"there is no {name}"
        command = inner
    known = {"-h", "--help", *(option for param in command.params for option in (*param.opts, *param.secondary_opts))}
    unknown = [word for word in words if re.fullmatch(r"--?[a-z][a-z-]*", word) and word not in known]
    return f"no option {', '.join(unknown)}" if unknown else ""


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    dead = []
    for path, anchor in LINK.findall(page.read_text("utf-8")):
        target = page if not path else page.parent / path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(f"{path}#{anchor}")
    assert dead == []


def anchors(page: Path) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_command_has_its_line_on_the_page_of_commands() -> None:
    text = (REPOSITORY / "docs/commands.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`briefgen {name}" not in text] == []


def test_every_how_to_page_is_linked_from_the_front() -> None:
    front = (REPOSITORY / "README.md").read_text("utf-8") + (REPOSITORY / "docs/commands.md").read_text("utf-8")
    assert [page.name for page in (REPOSITORY / "docs").glob("*.md") if page.name not in front] == []


def test_the_front_page_can_be_read_at_a_go() -> None:
    assert len((REPOSITORY / "README.md").read_text("utf-8").splitlines()) < 130
