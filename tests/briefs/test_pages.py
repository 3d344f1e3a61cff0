"""The pages of the handbook: each thing that they show to be copied is tried as it stands there."""

from __future__ import annotations

import re
import shlex
import tomllib

import pytest

from tests.workspaces import REPOSITORY, Scratch

PAGE = (REPOSITORY / "templates/README.md").read_text("utf-8")
BLOCKS = re.findall(r"\n\n((?:    .*\n|\n(?=    ))+)", PAGE)
SHOWN = ("templates/board/brief.docx:7:6", "templates/note/brief.md.j2:3:15", "Ana Sample, “Forum Ends,”")
"""How what programs print begins, which nobody copies."""
ELSEWHERE = ("## {{", "{% extends", "briefgen template new", "[texts]", 'title = "', "briefgen template house")
"""How blocks begin that test_recipes.py follows one by one."""
WITHIN = {"claim": "meeting.claims", "source": "meeting.sources", "document": "meeting.documents"}
"""Names that stand in the loop of another brief."""


def plain(block: str) -> str:
    indent = min(len(line) - len(line.lstrip()) for line in block.splitlines() if line.strip())
    return "\n".join(line[indent:] for line in block.rstrip().split("\n")) + "\n"


def of_sort(wanted: str) -> list[str]:
    """The blocks that are templates, commands or settings."""
    found = []
    for block in map(plain, BLOCKS):
        if block.startswith((*SHOWN, *ELSEWHERE)):
            continue
        sort = "commands" if block.startswith("briefgen ") else "settings"
        if "{%" in block or "{{" in block:
            sort = "templates"
        if sort == wanted:
            found.append(block)
    return found


def said(workspace: Scratch, *words: str) -> str:
    ran = workspace.run(*words, "-w", str(workspace.root))
    assert (ran.code, ran.err) == (0, "")
    return ran.out


@pytest.mark.slow
@pytest.mark.parametrize("block", of_sort("templates"), ids=lambda block: block.strip()[:50])
def test_a_template_of_the_page_makes_a_brief_without_a_word_of_complaint(workspace: Scratch, block: str) -> None:
    words = re.findall(r"\b(meeting|theme|selection|parameters|claim|source|document)\b[.|]", block)
    about = next((word for word in words if word in ("meeting", "theme", "selection")), "meeting")
    settings = f'about = "{about}"\n'
    if "parameters" in words:
        settings += '[parameters.since]\ntype = "year"\nhelp = "From when on"\n'
    for name, items in WITHIN.items():
        line = next((line for line in block.splitlines() if f"{{{{ {name}." in line or f"if {name}." in line), "")
        if line and f"for {name} in" not in block:
            block = block.replace(line, f"{{% for {name} in {items} %}}\n{line}\n{{% endfor %}}\n")
    if block.startswith("{% for list") and '" = {' in block:  # the lines of a catalogue stand below
        block = block.partition('\n"{n}')[0]
    workspace.write("templates/mine/template.toml", settings)
    workspace.write("templates/mine/brief.md.j2", f"# Mine\n\n{block}".encode())
    said(workspace, "template", "check", "mine")
    named = {"meeting": ["lisbon-2024"], "theme": ["stocks"], "selection": []}[about]
    said(workspace, "mine", *named, "-f", "md")


@pytest.mark.few(2)
@pytest.mark.parametrize("block", of_sort("settings"), ids=lambda block: block.strip()[:50])
def test_settings_of_the_page_are_taken(workspace: Scratch, block: str) -> None:
    """Each in the file that the page speaks of: those of a kind, of the workspace, of a language."""
    keys = tomllib.loads(block).keys()
    if keys & {"briefs", "limits"}:
        workspace.append("briefgen.toml", f"\n{block}")
    elif keys & {"phrases", "sentences", "Next steps"} or "Gaps" in block:
        text = f"[texts]\n{block}" if "Next steps" in keys else block
        workspace.write("templates/_lang/de.toml", text)
    elif keys == {"citation-style"}:
        style = (REPOSITORY / "templates/_styles/desk-notes.csl").read_text("utf-8")
        workspace.write("templates/_styles/chicago-notes.csl", style)
        workspace.append("briefgen.toml", f"\n{block}")
    else:
        about = "" if "about" in keys else 'about = "meeting"\n'
        asks = "{% if parameters.since %}x{% endif %}\n" if "parameters" in keys and about else ""
        workspace.write("templates/mine/template.toml", about + block)
        workspace.write("templates/mine/brief.md.j2", f"# Mine\n\n{asks}")
    ran = workspace.run("check", "-w", str(workspace.root))
    told = [line for line in ran.out.splitlines() if re.search(r"toml(:\d+:\d+)?: (error|warning)", line)]
    assert [line for line in told if "untranslated" not in line] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [line for block in of_sort("commands") for line in block.splitlines()], ids=lambda line: line[9:40]
)
def test_a_command_of_the_page_runs(workspace: Scratch, command: str) -> None:
    """In the workspace that `briefgen init` makes; of a list, what stands behind two blanks explains it."""
    words = shlex.split(command.partition("   ")[0].partition("  ")[0])[1:]
    if words[-1] == "--annotate":
        workspace.write("templates/board/template.toml", 'about = "meeting"\n')
        board = REPOSITORY / "tests/wordtemplates/data/saved-by-libreoffice.docx"
        workspace.write("templates/board/brief.docx", board.read_bytes())
    ran = workspace.run(*words, "-w", str(workspace.root))
    assert "Traceback" not in ran.err
    assert ran.code == 0 or words[-1] == "--annotate", ran.err


def test_every_block_is_of_some_sort() -> None:
    """What is neither tried here nor by name in the tests of recipes is what programs print."""
    tried = sum(len(of_sort(sort)) for sort in ("templates", "commands", "settings"))
    rest = [plain(block) for block in BLOCKS if plain(block).startswith((*SHOWN, *ELSEWHERE))]
    assert tried + len(rest) == len(BLOCKS)
    recipes = (REPOSITORY / "tests/briefs/test_recipes.py").read_text("utf-8")
    openings = re.findall(r'(?:recipe|variant)\((?:workspace, )?"([^"]+)"', recipes)
    followed = "".join(PAGE.partition(opening.replace("\\n", "\n"))[2][:1500] for opening in openings)
    for block in rest:
        assert block.startswith(SHOWN) or block.splitlines()[0] in followed, block
