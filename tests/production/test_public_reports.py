"""What users of other tools reported in public, tried on this one: kinds of fault that texts and folders bring along.

Each case names a report of its kind. Many more have tests beside what they are about: `tests/facts/test_parse.py`
(yaml/pyyaml#107, opensanctions/opensanctions#3845, jekyll/jekyll#4294: numbers that change; jeremyfa/yaml.js#95,
jimmiebergmann/mini-yaml#19: hashes in texts of several lines), `tests/document/test_sentences.py` (fnl/segtok#13,
fnl/syntok#28, sile-typesetter/casile#170, languagetool-org/languagetool#1314 and #4098: ends of sentences),
`tests/checks/rules/test_bearing.py` (d3/d3-time-format#100, python-babel/babel#663: names of months),
`tests/ooxml/test_text.py` (jgm/pandoc#6222, #9064, #9556: brackets and notes of right-to-left texts),
`tests/archive/test_matching.py` (open-legal-products/mike#391, xr843/fojin#533: quotes with an ellipsis, other marks).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.workspaces import MEETING, Scratch

BOM = b"\xef\xbb\xbf"
APPLE = b"\0\5\26\7\0\2\xff\xfe"
BRIEF = "templates/meeting/brief.md.j2"
TEXTS = (
    *("briefgen.toml", "templates/meeting/template.toml", BRIEF, "templates/_parts/words.md.j2"),
    *("templates/_lang/en.toml", "templates/_styles/desk-notes.csl", MEETING, "facts/quotes.lock"),
)


def checked(desk: Scratch) -> str:
    """What `check` finds beside notes."""
    ran = desk.do("check")
    assert ran.code in (0, 1), ran
    return "\n".join(line for line in ran.out.splitlines() if ": error:" in line or ": warning:" in line)


@pytest.mark.few(1)
@pytest.mark.parametrize("name", TEXTS)
def test_notepad_saves_a_byte_order_mark(workspace: Scratch, name: str) -> None:
    """hukkin/tomli#304, Nayjest/Gito#315, rust-lang/cargo#2031."""
    if name.endswith("lock"):
        workspace.do("check", "--lock")
    content = (workspace.root / name).read_bytes()
    before = workspace.brief()
    workspace.write(name, BOM + content)
    assert checked(workspace) == ""
    assert workspace.brief() == before


@pytest.mark.slow
def test_macos_and_sync_tools_leave_files_everywhere(workspace: Scratch) -> None:
    """mkdocs/mkdocs#639 (.#index.md, a link to nowhere), AppleDouble files, Thumbs.db, .stversions."""
    for name in TEXTS[1:-1]:
        folder, _, file = name.rpartition("/")
        for other in ("Thumbs.db", ".DS_Store", "desktop.ini", f"._{file}", f"~${file}", f"{file}~", f"{file}.bak"):
            workspace.write(f"{folder}/{other}", APPLE)
        workspace.write(f"{folder}/.stversions/{file}", APPLE)
        (workspace.root / folder / f".#{file}").symlink_to("ann@laptop.27783:1434311808")
    assert checked(workspace) == ""
    assert workspace.brief()


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("name", "code"),
    [
        (BRIEF, "template-syntax"),
        ("templates/_parts/words.md.j2", "template-syntax"),
        (MEETING, "yaml"),
        ("templates/_lang/en.toml", "catalogue"),
        ("templates/_styles/desk-notes.csl", "bad-style"),
    ],
)
def test_a_merge_leaves_both_versions(workspace: Scratch, name: str, code: str) -> None:
    """A template printed the marks of git's conflicts as text."""
    lines = workspace.read(name).splitlines(keepends=True)
    half = len(lines) // 2
    both = ["<<<<<<< HEAD\n", *lines[half : half + 1], "=======\n", *lines[half : half + 1], ">>>>>>> theirs\n"]
    workspace.write(name, "".join([*lines[:half], *both, *lines[half + 1 :]]).encode())
    said = checked(workspace)
    assert f"{name}:" in said
    assert f"[{code}]" in said


def dangling(desk: Scratch) -> None:
    (desk.root / "facts/persons").mkdir(exist_ok=True)
    (desk.root / "facts/persons/ana.yaml").symlink_to("nowhere.yaml")


def online_only(desk: Scratch) -> None:
    desk.write("facts/persons/ana.yaml", b"")


def half_synced(desk: Scratch) -> None:
    desk.write("facts/persons/ana.yaml", (b"name: Ana\n" + b"\0" * 4096))


def in_another_encoding(desk: Scratch) -> None:
    desk.write("facts/persons/ana.yaml", "name: Ána Ştefan\n".encode("cp1250"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "said"),
    [
        (dangling, "[unreadable]"),  # mkdocs/mkdocs#4048
        (online_only, "[empty-file]"),  # nextcloud/desktop#3641, #6876
        (half_synced, "[forbidden-character]"),  # abraunegg/onedrive#113
        (in_another_encoding, "[encoding]"),  # davidfokkema/tailor#59, PyO3/maturin#588
    ],
)
def test_a_file_that_is_there_and_cannot_be_had(workspace: Scratch, what: Callable[[Scratch], None], said: str) -> None:
    what(workspace)
    found = checked(workspace)
    assert found.startswith("facts/persons/ana.yaml")
    assert said in found


def test_a_control_character_is_named_with_its_field(workspace: Scratch) -> None:
    """GhostManager/Ghostwriter#709: nobody knew which finding held the character that Word refuses."""
    workspace.edit(MEETING, "stocks of green coffee.", "stocks\x0b of green coffee.")
    assert "facts/meetings/lisbon-2024.yaml:24:38: error: the character U+000B" in checked(workspace)
