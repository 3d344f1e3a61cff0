"""What open pages are told, and what they get while files change under the server's hands."""

from __future__ import annotations

import asyncio
import re
import threading
from importlib.resources import files
from pathlib import Path
from shutil import copytree

import pytest

from briefgen.desk.application import LOOKS, Streams
from tests.desk.running import preview
from tests.workspaces import MEETING, Scratch

TEMPLATE = "templates/meeting/brief.md.j2"
PAGE = "/brief/meeting/lisbon-2024/"


def test_a_page_that_is_slow_to_listen_is_told_each_thing_once() -> None:
    async def told() -> list[str]:
        streams = Streams()
        listening = streams.listen()
        await anext(listening)
        for _ in range(1000):
            streams.tell("draft")
            streams.tell("states")
        return [await anext(listening), await anext(listening), str(len(streams))]

    assert asyncio.run(told()) == ["event: draft\ndata: \n\n", "event: states\ndata: \n\n", "1"]


def test_every_stream_ends_with_the_server() -> None:
    async def rest() -> tuple[list[str], int]:
        streams = Streams()
        listening = streams.listen()
        await anext(listening)
        streams.end()
        return [word async for word in listening], len(streams)

    assert asyncio.run(rest()) == ([], 0)


@pytest.mark.slow
def test_facts_templates_and_settings_are_watched_however_they_are_saved(workspace: Scratch) -> None:
    root = workspace.root
    with preview(root) as running, running.events() as told:
        assert "Where it stands in its series" in running.get(f"{PAGE}draft").text

        def shown(words: str) -> bool:
            """Whether the words are in the draft after one of the next changes."""
            return any(words in running.get(f"{PAGE}draft").text for word in told if word == "draft")

        workspace.edit(TEMPLATE, '"Where it stands in its series"', '"In place"')
        assert shown("In place")
        beside = root / "templates/meeting/.brief.new"
        beside.write_text(workspace.read(TEMPLATE).replace("In place", "Replaced"))
        beside.replace(root / TEMPLATE)
        assert shown("Replaced")
        workspace.edit(MEETING, "every quarter.", "each quarter.")
        assert shown("each quarter.")
        copytree(root / "templates", root / "elsewhere")
        (root / "elsewhere/meeting/brief.md.j2").write_text(workspace.read(TEMPLATE).replace("Replaced", "Exchanged"))
        (root / "templates").rename(root / "before")
        (root / "elsewhere").rename(root / "templates")
        assert shown("Exchanged")
        workspace.edit(TEMPLATE, "Exchanged", "Still watched")
        assert shown("Still watched")
        copytree(root / "facts", root / "other-facts")
        settings = workspace.read("briefgen.toml")
        workspace.write("briefgen.toml", 'language = "en-GB"\n[folders]\nfacts = "other-facts"\n')
        other = MEETING.replace("facts", "other-facts", 1)
        assert any(word == "draft" for word in told)
        workspace.edit(other, "each quarter.", "once a quarter.")
        assert shown("once a quarter.")
        workspace.write("briefgen.toml", settings + "\n[folderz]\n")
        assert shown("unknown section")


@pytest.mark.slow
def test_an_archived_text_that_is_changed_or_taken_away_shows_at_once(workspace: Scratch) -> None:
    text = "archive/example-gazette.txt"
    with preview(workspace.root) as running, running.events() as told:
        assert "stale quotes" not in running.get(f"{PAGE}draft").text
        workspace.edit(text, "Participants discussed", "Delegates spoke of")
        assert any("stale quotes" in running.get(f"{PAGE}draft").text for word in told if word == "draft")
        (workspace.root / text).unlink()
        assert any("stale quotes" not in running.get(f"{PAGE}draft").text for word in told if word == "draft")


@pytest.mark.slow
def test_whoever_reads_while_others_write_gets_a_whole_page(workspace: Scratch) -> None:
    """The page of before or of after; half a file, or one that is empty for a moment, is told as a problem above it."""
    patience = "import briefgen.desk.application\nbriefgen.desk.application.PATIENCE = 60.0"
    with preview(workspace.root, before=patience) as running:
        assert "took place in Lisbon" in running.get(PAGE).text
        done = threading.Event()

        def write() -> None:
            text = workspace.read(TEMPLATE)
            for number in range(6):
                path = workspace.write(TEMPLATE, text)
                path.write_text(text[: len(text) // 2])
                path.write_text(text.replace('"Where it stands in its series"', f'"Points {number}"'))
                workspace.make()
            done.set()

        writer = threading.Thread(target=write)
        writer.start()
        answers = []
        while not done.is_set():
            answers.append(running.get(PAGE))
        writer.join()
    assert {answer.status for answer in answers} == {200}
    assert all(answer.text.endswith("</body></html>\n") and "took place in Lisbon" in answer.text for answer in answers)


@pytest.mark.slow
def test_a_template_without_end_holds_up_neither_the_list_nor_the_end(workspace: Scratch) -> None:
    endless = "{% for x in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] %}" * 12 + "{% endfor %}" * 12
    workspace.write("templates/endless/template.toml", 'about = "meeting"\n')
    workspace.write("templates/endless/brief.md.j2", f"# Endless\n\n{endless}\n".encode())
    haste = "import briefgen.desk.application\nbriefgen.desk.application.PATIENCE = 1.0"
    with preview(workspace.root, before=haste) as running:
        page = running.get("/brief/endless/lisbon-2024/")
        assert page.status == 200
        assert "the brief is not ready after 1 seconds" in page.text
        assert running.get("/style.css").status == 200
        assert running.interrupt()[0] == 0


@pytest.mark.slow
def test_what_is_kept_in_memory_is_bounded(workspace: Scratch) -> None:
    from briefgen.desk.studio import KEPT, Studio
    from briefgen.workspace.folder import find_workspace

    studio = Studio(find_workspace(Path(workspace.root))[0])
    for number in range(KEPT + 6):
        name = f"facts/themes/theme-{number}.yaml"
        workspace.write(name, workspace.read("facts/themes/stocks.yaml").encode())
    studio.changed()
    for number in range(KEPT + 6):
        assert studio.view("theme", f"theme-{number}").draft is not None
    assert len(studio.looked_at()) == KEPT


@pytest.mark.parametrize("name", LOOKS)
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    text = files("briefgen.desk").joinpath("looks", name).read_text("utf-8")
    addresses = set(re.findall(r"(?:https?:)?//[a-z][\w.-]+", text)) - {"http://www.w3.org"}
    assert addresses == set()
    assert not re.search(r"@import|url\(", text)


def test_the_script_makes_no_code_of_text() -> None:
    text = files("briefgen.desk").joinpath("looks", "script.js").read_text("utf-8")
    code = re.sub(r"//.*", "", text)
    assert not re.search(
        r"\beval\b|\bFunction\(|\binnerHTML\s*=[^=]|outerHTML|insertAdjacentHTML|document\.write", code
    )


def test_the_style_answers_to_what_people_ask_of_their_browser() -> None:
    text = files("briefgen.desk").joinpath("looks", "style.css").read_text("utf-8")
    for question in ("prefers-color-scheme: dark", "prefers-reduced-motion: reduce", "media print", "max-width: 56rem"):
        assert question in text
