"""templates/README.md, followed to the letter."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import docx
import pytest

from tests.briefs.test_honesty import three_named
from tests.wordtemplates.samples import on_board, typed
from tests.workspaces import MEETING, REPOSITORY, Scratch

TALK = """  - is: Growers spoke of rain.
    quote: "Participants discussed stocks of green coffee"
    themes: stocks
  - is: Roasters spoke of roads.
    quote: "Participants discussed stocks of green coffee"
"""
ABSENT = """  - status: absent
    quote: "Delegations from Brazil, Colombia and Ethiopia attended the session"
    parties: [portugal]
  - status: declined
    quote: "Delegations from Brazil, Colombia and Ethiopia attended the session"
    parties: [example-secretariat]
"""
README = (REPOSITORY / "templates/README.md").read_text("utf-8")


def recipe(opening: str) -> str:
    """The indented lines that follow a passage of the page."""
    behind = README.partition(opening)[2]
    assert behind, opening
    found = re.search(r"\n\n((?:    .*\n|\n)+)", behind)
    assert found is not None
    return "\n".join(line[4:] for line in found[1].rstrip().split("\n")) + "\n"


def made(workspace: Scratch, *arguments: str) -> str:
    """The Markdown of a brief that is made without a word of complaint."""
    ran = workspace.run(*arguments, "-f", "md", "-w", str(workspace.root))
    assert (ran.code, ran.err) == (0, "")
    name = next(line for line in ran.out.splitlines() if line.endswith(".md")).rpartition("/out/")[2]
    return workspace.read(f"out/{name}")


def variant(workspace: Scratch, opening: str, about: str) -> None:
    workspace.write("templates/mine/template.toml", f'about = "{about}"\n')
    workspace.write("templates/mine/brief.md.j2", recipe(opening).encode())


def headings(brief: str) -> list[str]:
    return re.findall(r"^## (.*)$", brief, re.M)


def test_every_wish_leads_to_a_section_of_the_page() -> None:
    wishes = README.partition("## I want to …")[2].partition("\n###")[0]
    titles = re.findall(r"^##+ (.*)$", README, re.M)
    anchors = {re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\(#([a-z-]+)\)", README)) <= anchors
    for wish in ("heading", "move a section", "column", "new kind of brief", "look in Word"):
        assert re.search(rf"^\| .*{wish}.* \| \[.*\]\(#.*\)", wishes, re.M), wish


def test_change_a_heading(workspace: Scratch) -> None:
    workspace.edit(MEETING, "discussion:\n", f"discussion:\n{TALK}")
    before = headings(made(workspace, "meeting", "lisbon-2024"))
    assert "Discussion" in before
    old, new = recipe("### Change a heading"), recipe("\n\nby")
    workspace.write("templates/meeting/brief.md.j2", (REPOSITORY / "templates/meeting/brief.md.j2").read_bytes())
    workspace.edit("templates/meeting/brief.md.j2", old, new)
    after = headings(made(workspace, "meeting", "lisbon-2024"))
    assert after == ["What they talked about" if heading == "Discussion" else heading for heading in before]


def test_change_a_heading_of_every_brief(workspace: Scratch) -> None:
    workspace.write("templates/_lang/en.toml", recipe("For every brief at once").encode())
    brief = made(workspace, "meeting", "lisbon-2024")
    assert "\n## The series\n" in brief
    assert "## Where it stands in its series" not in brief


@pytest.mark.slow
def test_move_a_section(workspace: Scratch) -> None:
    before = made(workspace, "meeting", "lisbon-2024")
    variant(workspace, "### Move a section", "meeting")
    after = made(workspace, "mine", "lisbon-2024")
    rest = [heading for heading in headings(before) if heading != "Source"]
    assert headings(after) == ["Source", *rest]
    assert workspace.run("template", "check", "mine", "--strict", "-w", str(workspace.root)).code == 0


def test_the_list_of_sections_on_the_page_has_them_all() -> None:
    from briefgen.briefs.skeleton import sections_of

    listed = re.findall(r"self\.(\w+)", recipe("### Move a section"))
    there = sections_of([(REPOSITORY / "templates/meeting/brief.md.j2").read_text("utf-8")])
    assert listed == ["sources", *(name for name in there if name != "sources")]


def test_move_a_section_in_a_copy(workspace: Scratch) -> None:
    text = (REPOSITORY / "templates/meeting/brief.md.j2").read_text("utf-8")
    series = re.search(r"{% block series %}\n.*?{% endblock %}\n", text, re.S)
    assert series is not None
    moved = text.replace(series[0], "").replace("{% block key_points %}", series[0] + "{% block key_points %}")
    workspace.write("templates/meeting/brief.md.j2", moved.encode())
    assert headings(made(workspace, "meeting", "lisbon-2024"))[0] == "Where it stands in its series"


@pytest.mark.slow
def test_add_a_column(workspace: Scratch) -> None:
    workspace.write("templates/country/brief.md.j2", recipe("### Add a column").encode())
    brief = made(workspace, "country", "brazil")
    assert "\n| Meeting | Date | Brazil | Venue |\n| --- | --- | --- | --- |\n" in brief
    assert re.search(r"\| listed\[\^\d+\] \| not named \|\n", brief)
    assert workspace.run("template", "check", "--strict", "-w", str(workspace.root)).code == 0


def test_add_a_column_to_the_table_of_participants(workspace: Scratch) -> None:
    workspace.edit(
        MEETING,
        "parties: [brazil, colombia, ethiopia]\n",
        f"parties: [brazil, chad, colombia, ethiopia, fiji, ghana, kenya, peru]\n{ABSENT}",
    )
    three_named(workspace)
    blocks = recipe("### Add a column").partition("\n")[2].replace("row.meeting.venue", "row.heads")
    blocks = blocks.replace("{{ row.heads }}", "{{ row.heads|listing }}").replace("Venue", "Head of delegation")
    part = f'{{% extends "shipped/_parts/participation.md.j2" %}}\n{blocks}'
    workspace.write("templates/_parts/participation.md.j2", part.encode())
    brief = made(workspace, "meeting", "lisbon-2024")
    assert re.search(
        r"\n\| Party \| Status \| Named for it \| Head of delegation \|\n.*\n\| Brazil \| listed.* \| not named \|\n",
        brief,
    )


def test_a_new_kind_of_brief(workspace: Scratch) -> None:
    commands = re.findall(r"briefgen (template new .+)\n", recipe("## A new kind of brief"))
    commands += re.findall(r"briefgen (template new .+)\n", recipe("or that `--about` names:"))
    assert len(commands) == 3
    for command in commands:
        assert workspace.run(*command.split(), "-w", str(workspace.root)).code == 0
    assert "# Stocks of green coffee" in made(workspace, "outlook", "stocks")
    assert "# Seventh session" in made(workspace, "note", "lisbon-2024")


def test_a_cover(workspace: Scratch) -> None:
    command = recipe("**A cover.**").removeprefix("briefgen ").split()
    assert workspace.run(*command, "-w", str(workspace.root)).code == 0
    house = docx.Document(str(workspace.root / "templates/house.docx"))
    house.paragraphs[0].insert_paragraph_before("The coffee desk", style="Title")
    house.save(str(workspace.root / "templates/house.docx"))
    assert workspace.run("meeting", "lisbon-2024", "-w", str(workspace.root)).code == 0
    brief = docx.Document(str(workspace.root / "out/meeting/lisbon-2024.docx"))
    assert [p.text for p in brief.paragraphs[:2]] == ["The coffee desk", "Meeting brief"]
    assert len(brief.sections) == 2


def test_change_a_section(workspace: Scratch) -> None:
    variant(workspace, "**Change a section.**", "meeting")
    brief = made(workspace, "mine", "lisbon-2024")
    assert "Ask the desk what it knows by now." in brief
    assert "## Where it stands in its series" in brief


def test_leave_a_section_out(workspace: Scratch) -> None:
    workspace.edit(MEETING, "discussion:\n", f"discussion:\n{TALK}")
    workspace.write(
        "facts/sources/paper.yaml",
        b"{type: essay, language: en, retrieved: 2024-03-15, recorded: 2024-03-15, label: Paper, descriptor: essay}\n",
    )
    workspace.append(MEETING, "background: {is: Stocks have been low., src: paper, themes: stocks}\n")
    assert "confirmed by a second origin" in made(workspace, "theme", "stocks")
    variant(workspace, "**Leave a section out.**", "theme")
    assert "confirmed by a second origin" not in made(workspace, "mine", "stocks")


def test_add_a_point(workspace: Scratch) -> None:
    variant(workspace, "**Add a point to the front**", "meeting")
    before, after = made(workspace, "meeting", "lisbon-2024"), made(workspace, "mine", "lisbon-2024")
    assert set(after.splitlines()) - set(before.splitlines()) >= {"- **Desk.** Coffee."}


def test_change_a_brief_in_its_own_place(workspace: Scratch) -> None:
    workspace.write("templates/meeting/brief.md.j2", recipe("**Change a brief in its own place.**").encode())
    brief = made(workspace, "meeting", "lisbon-2024")
    assert "\n# Seventh session of the Example Harvest Forum" in brief
    assert "- **Who took part.** " in brief


def test_change_how_a_meeting_is_called(workspace: Scratch) -> None:
    workspace.write("templates/_parts/words.md.j2", recipe("The same goes for parts.").encode())
    assert "stocks of green coffee: Lisbon.**" in made(workspace, "theme", "stocks")


def test_a_title_and_a_parameter(workspace: Scratch) -> None:
    settings = 'label = "Memo"\nabout = "theme"\n' + recipe("every parameter that always has a value:")
    workspace.write("templates/mine/template.toml", settings + recipe("an option of its command."))
    condition = recipe("A parameter without a value is false in a condition:")
    workspace.write("templates/mine/brief.md.j2", f"# {{{{ brief.title }}}}\n\n{condition}".encode())
    assert made(workspace, "mine", "stocks") == "**TLP:CLEAR**\n\n# Memo: stocks of green coffee\n"
    assert made(workspace, "mine", "stocks", "--since", "2024").endswith("\n\nFrom 2024 on.\n")
    assert (workspace.root / "out/mine/stocks.since_2024.md").is_file()


@pytest.mark.parametrize("key", re.findall(r"^\| `([a-z-]+)` \|", README.partition("## Settings")[2], re.M)[:9])
def test_every_key_of_the_page_is_a_setting(key: str) -> None:
    from briefgen.briefs.kind import TEMPLATE_SETTINGS

    assert key in TEMPLATE_SETTINGS[""]


def test_every_setting_and_every_type_of_parameter_stands_on_the_page() -> None:
    from briefgen.briefs.kind import TEMPLATE_SETTINGS
    from briefgen.briefs.parameters import TYPES

    assert [key for key in TEMPLATE_SETTINGS[""] if f"| `{key}` |" not in README] == []
    assert [t for t in TYPES if f"| `{t.replace('KIND', 'series')}` |" not in README] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("opening", "about", "printed"),
    [
        ("Some parts print what you name for them", "meeting", "## Not known"),
        ("**Add a text to a template.**", "meeting", "## Next steps"),
        ("many = 0, 5–20), or one text that fits all:", "meeting", "3 states took part"),
        ("elsewhere, with the same number (a field in Word):", "theme", "# x"),
    ],
)
def test_what_the_page_shows_of_templates_can_be_copied(
    workspace: Scratch, opening: str, about: str, printed: str
) -> None:
    workspace.write("templates/mine/template.toml", f'about = "{about}"\n')
    workspace.write("templates/mine/brief.md.j2", f"# x\n\n{recipe(opening)}".encode())
    assert printed in made(workspace, "mine", "stocks" if about == "theme" else "lisbon-2024")


# --- Each thing that the page shows to be copied is tried as it stands there ---


BLOCKS = re.findall(r"\n\n((?:    .*\n|\n(?=    ))+)", README)
SHOWN = ("templates/board/brief.docx:7:6", "templates/note/brief.md.j2:3:15", "Ana Sample, “Forum Ends,”")
"""How what programs print begins, which nobody copies."""
ELSEWHERE = ("## {{", "{% extends", "briefgen template new", "[texts]", 'title = "', "briefgen template house")
"""How blocks begin that are followed above one by one."""
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
    recipes = Path(__file__).read_text("utf-8")
    openings = re.findall(r'(?:recipe|variant)\((?:workspace, )?"([^"]+)"', recipes)
    followed = "".join(README.partition(opening.replace("\\n", "\n"))[2][:1500] for opening in openings)
    for block in rest:
        assert block.startswith(SHOWN) or block.splitlines()[0] in followed, block


IN_WORD = README.partition("## A template made in Word\n")[2].partition("\n## ")[0]


def test_the_examples_of_the_section_on_word_are_a_template(workspace: Scratch) -> None:
    (sentence,) = re.findall(r"^    (Held in .*)$", IN_WORD, re.M)
    rows = [
        line.strip("| ").replace("`", "").replace(" |", " | ") for line in IN_WORD.splitlines() if line.startswith("| ")
    ]
    rows = [f"| {row}" if " | " in row else f"| {row.rstrip(' |')} | " for row in rows if "---" not in row]
    inline = re.findall(r"`(\{% if .*?endif %\})`", IN_WORD)
    lead = re.findall(r"`(\{% (?:import|include) .*?%\})`", IN_WORD)
    values = re.findall(r"`(\{\{ (?:words|brief)\..*?\}\})`", IN_WORD)
    made = on_board(
        workspace,
        typed(
            lead[0],
            "# {{ meeting.place }}",
            sentence,
            *rows,
            f"In it{inline[0]}.",
            "{% set conflicts = () %}",
            lead[1],
            *values,
        ),
    )
    assert (made.code, made.err) == (0, "")
    brief = re.sub(r"\[\^\d+\]", "", workspace.read("out/board/lisbon-2024.md"))
    assert "Held in Lisbon on 11 March 2024." in brief
    assert "| Party | How it is named |\n| --- | --- |\n| Brazil | listed |\n" in brief


def test_the_message_shown_there_is_the_one_that_comes(workspace: Scratch) -> None:
    (shown,) = re.findall(r"^    (templates/board/brief.docx:.*?date'\?)$", IN_WORD, re.M | re.S)
    parts = ("# Outcome", "text", "## Documents", "| Name | Date", "| x | Held {{ meeting.dat }} there")
    made = on_board(workspace, typed(*parts))
    assert " ".join(shown.split()) in " ".join(made.err.split())
