"""A catalogue of words may come with a colleague's mail as well."""

from __future__ import annotations

import pytest

from tests.workspaces import Scratch

CATALOGUES: dict[str, str | bytes] = {
    "brackets in brackets": "[texts]\nx = " + "[" * 5000,
    "tables in tables": "[texts]\nx = " + "{a=" * 5000,
    "a very long dotted name": "[texts]\n" + ".".join("a" * 20_000) + " = 1",
    "too large": "[texts]\n" + '"a" = "b"\n' * 120_000,
    "a control character": '[texts]\n"Key points" = "a\\u0007b"',
    "a citation": '[texts]\n"Key points" = "a\\U000F0000"',
    "escape": '[texts]\n"Key points" = "a\\uE021"',
    "a line end": '[texts]\n"Key points" = "a\\n# b"',
    "a cell": '[texts]\n"Key points" = "a|b"',
    "a gap that is not there": '[texts]\n"Key points" = "{names.__class__}{x}"',
    "no text at all": '[texts]\n"Key points" = 5\n[words]\nstatus = 3\n[phrases]\nundated = [1]',
    "not UTF-8": b"[texts]\n\xff",
    "a number too long to read": "[texts]\nx = " + "9" * 10_000,
}


@pytest.mark.few(1)
@pytest.mark.parametrize("case", CATALOGUES)
def test_a_hostile_catalogue_is_named_and_refused(workspace: Scratch, case: str) -> None:
    content = CATALOGUES[case]
    workspace.write("templates/_lang/fr.toml", content if isinstance(content, bytes) else content.encode())
    workspace.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\nlanguage = "fr"\n')
    workspace.write("templates/note/brief.md.j2", "{{ 'Key points'|t }}")
    made = workspace.run("note", "lisbon-2024", "-w", str(workspace.root))
    checked = workspace.run("check", "-w", str(workspace.root))
    for ran in (made, checked):
        assert ran.code == 1
        assert "templates/_lang/fr.toml" in ran.out + ran.err
        assert "Traceback" not in ran.out + ran.err
    assert not (workspace.root / "out/note").exists()


def test_what_a_catalogue_says_is_not_rendered(workspace: Scratch) -> None:
    workspace.write("templates/_lang/fr.toml", '[texts]\n"Key points" = "{{ meeting.date }} {% include x %}"\n')
    workspace.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\nlanguage = "fr"\n')
    workspace.write("templates/note/brief.md.j2", "{{ 'Key points'|t }}")
    made = workspace.run("note", "lisbon-2024", "-w", str(workspace.root))
    assert made.code == 0
    assert workspace.read("out/note/lisbon-2024.md").splitlines()[-1] == r"\{\{ meeting.date }} \{% include x %}"


@pytest.mark.few(4)
@pytest.mark.parametrize("file", ["briefgen.toml", "templates/note/template.toml"])
@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 5000,
        ".".join("a" * 20_000) + " = 1",
        "x = {a = 1, " + " . ".join("b" * 20_000) + " = 1}",
        'label = "a\\u0007"\nauthor = "b\\u0000"',
        "a = " + "9" * 10_000,
    ],
    ids=["brackets", "a long name", "a long name inside", "control characters", "a long number"],
)
def test_hostile_settings_are_named_and_refused(workspace: Scratch, file: str, content: str) -> None:
    workspace.template("x")
    workspace.write(file, content)
    made = workspace.run("note", "lisbon-2024", "-w", str(workspace.root))
    assert made.code == 1, made
    assert made.err.startswith(file)
    assert "Traceback" not in made.err
