"""A brief in a citation style: any CSL file among the templates, by name, with the real pandoc."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from briefgen.document.walk import block_text, plain_text
from briefgen.facts.tracing import TracedFactBase
from briefgen.incremental.fingerprints import Fingerprints
from briefgen.production.assembling import assemble
from briefgen.readers.markdown.reader import read_markdown
from briefgen.workspace import citation_styles
from briefgen.workspace.cache import Store
from briefgen.workspace.citation_styles import SECONDS, PandocFailed, check_styles, find_styles, run_citeproc
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.citations.csl import AUTHOR_DATE, NUMBERED, citation, style
from tests.workspaces import MARKINGS, MEETING, Scratch

SETTINGS = "briefgen.toml"
MEETING_SETTINGS = "templates/meeting/template.toml"
TITLE = "Harvest Forum closes in Lisbon"
SOURCE = "facts/sources/example-gazette.yaml"


@pytest.fixture
def workspace(workspace: Scratch) -> Scratch:
    """The example, with a title for its source."""
    workspace.edit(SOURCE, "type: news-report", f"type: news-report\ntitle: {TITLE}")
    return workspace


def in_style(workspace: Scratch, name: str, raw: bytes | None = None) -> str:
    """The example's brief in a style, which is saved among the templates first if its content is given."""
    if raw is not None:
        workspace.write(f"templates/_styles/{name}.csl", raw)
    choose(workspace, name)
    return workspace.brief()


def choose(workspace: Scratch, name: str) -> None:
    text = workspace.read(MEETING_SETTINGS)
    kept = re.sub("(?m)^citation-style.*\n", "", text)
    workspace.write(MEETING_SETTINGS, f'citation-style = "{name}"\n{kept}')


def notes(brief: str) -> list[str]:
    """The notes, without where in their sources their words stand."""
    return [re.sub(r",? ¶\d+", "", note) for note in re.findall(r"(?m)^\[\^\d+\]: (.*)", brief)]


def test_notes_word_the_source_in_the_style_and_keep_their_evidence(workspace: Scratch) -> None:
    found = notes(in_style(workspace, "desk-notes"))
    reported = "(report on the seventh session, text retrieved 15 March 2024)"
    assert found == [
        f"‘{TITLE}’, *Example Gazette*, 12 March 2024 {reported}: "
        "“held its seventh session in Lisbon on 11 March 2024”; “The Example Harvest Forum held its seventh session”; "
        "“Delegations from Brazil, Colombia and Ethiopia attended the session”.",
        "Ibid.: “agreed to exchange crop figures every quarter”; “Participants discussed stocks of green coffee”; "
        "“A joint statement on crop figures was signed at the end of the session”.",
        "Not stated in: Example Gazette, 12 March 2024.",
        "*Example Gazette*, 12 March 2024: “The secretariat said that prices would remain unsteady”.",
    ]


def test_an_author_date_style_cites_shortly_and_lists_its_entry(workspace: Scratch) -> None:
    brief = in_style(workspace, "mine", AUTHOR_DATE)
    assert notes(brief)[0].startswith("(Example Gazette 2024) (report on the seventh session, text retrieved")
    assert "\nExample Gazette. 2024. *Harvest Forum closes in Lisbon*. " in brief


def test_a_style_that_numbers_its_sources(workspace: Scratch) -> None:
    brief = in_style(workspace, "mine", NUMBERED)
    assert notes(brief)[0].startswith("\\[1] (report on")
    assert f"\n\\[1] {TITLE}" in brief


def test_a_style_for_the_whole_workspace_and_a_kind_that_keeps_our_own(workspace: Scratch) -> None:
    own = workspace.brief()
    workspace.write(SETTINGS, 'citation-style = "desk-notes"\n' + workspace.read(SETTINGS))
    assert notes(workspace.brief())[1].startswith("Ibid.")
    assert in_style(workspace, "evidence") == own


@pytest.mark.few(1)
@pytest.mark.parametrize("place", ["templates/mine.csl", "templates/_styles/mine.csl", "templates/meeting/mine.csl"])
def test_a_csl_file_anywhere_beside_the_templates_is_a_style(workspace: Scratch, place: str) -> None:
    workspace.write(place, NUMBERED)
    assert notes(in_style(workspace, "mine"))[0].startswith("\\[1]")


def test_a_style_of_the_workspace_goes_before_the_shipped_one(workspace: Scratch) -> None:
    assert notes(in_style(workspace, "desk-notes", NUMBERED))[0].startswith("\\[1]")


def test_dates_and_terms_come_in_the_brief_s_language(workspace: Scratch) -> None:
    choose(workspace, "desk-notes")
    made = workspace.make("-f", "md", "--language", "ru")
    assert made.code == 0, made.err
    found = notes(workspace.read("out/meeting/lisbon-2024.ru.md"))
    assert found[0].startswith(f"«{TITLE}», *Example Gazette*, 12 мар")
    assert found[1].startswith("Там же")


@pytest.mark.parametrize("title", ["*a* <b>b</b> [c](https://d.example) $e$ @f", '"a" -- b\'s `c` \\d | e'])
def test_a_title_stays_what_it_is(workspace: Scratch, title: str) -> None:
    workspace.edit(SOURCE, f"title: {TITLE}", f"title: {json.dumps(title)}")
    plain = style(
        citation('<text variable="title"/>') + '<bibliography><layout><text variable="title"/></layout></bibliography>'
    )
    brief = in_style(workspace, "plain", plain)
    read, problems = read_markdown(brief, markings=MARKINGS)
    assert problems == []
    assert plain_text(read.notes[0].content).startswith(f"{title}, ¶3 (report on")
    assert any(block_text(block).startswith(f"{title} ") for block in read.blocks)


def test_both_formats_come_out_with_the_same_bytes_each_time(workspace: Scratch) -> None:
    choose(workspace, "desk-notes")
    files = [workspace.root / f"out/meeting/lisbon-2024.{ending}" for ending in ("md", "docx")]
    found = set()
    for _ in range(2):
        assert workspace.make("-f", "md", "-f", "docx").code == 0
        found.add(tuple(file.read_bytes() for file in files))
        for file in files:
            file.unlink()
    assert len(found) == 1


def test_a_template_of_one_s_own_prints_the_entries_of_sources(workspace: Scratch) -> None:
    workspace.write("templates/_styles/mine.csl", AUTHOR_DATE)
    workspace.write(SETTINGS, 'citation-style = "mine"\n' + workspace.read(SETTINGS))
    text = "{{ meeting.place }}.\n\n{% for entry in brief.sources %}\n- {{ entry.source.reference }}\n{% endfor %}\n"
    assert workspace.rendered(text) == f"Lisbon.[^1]\n\n- Example Gazette. 2024. *{TITLE}*."


def test_the_list_of_sources_stands_in_the_order_of_the_style(workspace: Scratch) -> None:
    workspace.write(
        "facts/sources/almanac.yaml",
        "type: book\ntitle: Almanac\nlanguage: en\nretrieved: 2024-03-15\nlabel: Almanac\ndescriptor: a book\n",
    )
    workspace.edit(MEETING, "place: {is: Lisbon,", "venue: {is: Old Mill, src: almanac}\nplace: {is: Lisbon,")
    own = re.findall(r"(?m)^\| ((?:Example|Almanac)[^|]*) \|", workspace.brief())
    assert [cell[:7] for cell in own] == ["Example", "Almanac"]
    brief = in_style(workspace, "mine", AUTHOR_DATE)
    cells = re.findall(r"(?m)^\| ((?:Example|Almanac)[^|]*) \|", brief)
    assert [cell[:7] for cell in cells] == ["Almanac", "Example"]


def test_an_outlet_that_only_the_style_names_counts_for_the_marking(workspace: Scratch) -> None:
    workspace.append("facts/organisations/example-gazette.yaml", "marking: TLP:AMBER\n")
    assert workspace.brief().startswith("**TLP:CLEAR**")
    assert in_style(workspace, "desk-notes").startswith("**TLP:AMBER**")


# --- what goes wrong ---------------------------------------------------------------------------


@pytest.mark.slow
def test_an_unknown_style_is_an_error_at_its_line(workspace: Scratch) -> None:
    choose(workspace, "desk-note")
    line = workspace.read(MEETING_SETTINGS).splitlines().index('citation-style = "desk-note"') + 1
    problem = f"{MEETING_SETTINGS}:{line}:1: error: there is no citation style 'desk-note' [unknown-style]"
    for made in (workspace.make(), workspace.do("check")):
        assert made.code == 1
        assert f"{problem}\n  hint: did you mean 'desk-notes'?\n" in made.err + made.out


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("desk-notes.csl", "write desk-notes"),
        ("Desk Notes", "did you mean 'desk-notes'?"),
        ("", None),
        (
            "../../secret",
            "there are: evidence, apart, desk-notes; any CSL file saved in templates/_styles/ is one more",
        ),
    ],
)
def test_names_of_styles_are_looked_up_and_never_paths(workspace: Scratch, name: str, hint: str | None) -> None:
    workspace.write("templates/meeting/apart.csl", "no matter")  # names stand in the order of the alphabet
    choose(workspace, name)
    made = workspace.make()
    assert (made.code, f"hint: {hint}\n" in made.err) == ((1, True) if hint else (0, False))


def test_a_style_that_lies_outside_the_templates_is_not_there(workspace: Scratch, tmp_path: Path) -> None:
    (tmp_path / "mine.csl").write_bytes(NUMBERED)
    (workspace.root / "templates/mine.csl").symlink_to(tmp_path / "mine.csl")
    choose(workspace, "mine")
    assert "there is no citation style 'mine' [unknown-style]" in workspace.make().err


def test_a_missing_extra_says_how_to_install_it(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citation_styles, "find_pandoc", lambda: None)
    choose(workspace, "desk-notes")
    said = workspace.make().err
    assert "error: the citation style 'desk-notes' needs pandoc, which is not installed [no-pandoc]" in said
    assert "hint: pip install 'briefgen[csl]'" in said
    choose(workspace, "evidence")
    workspace.brief()


@pytest.mark.slow
def test_a_faulty_style_stops_its_briefs_and_no_others(workspace: Scratch) -> None:
    workspace.write("templates/_styles/mine.csl", b"<html/>")
    workspace.brief()
    choose(workspace, "mine")
    problem = "templates/_styles/mine.csl:1:1: error: this is no CSL style: it begins with <html>"
    assert problem in workspace.make().err
    checked = workspace.do("check")
    assert checked.code == 1
    assert problem in checked.out + checked.err


@pytest.mark.slow
def test_what_pandoc_cannot_follow_is_said_before_and_while_a_brief_is_made(workspace: Scratch) -> None:
    workspace.write("templates/_styles/mine.csl", style(citation("<nonsense/>")))
    choose(workspace, "mine")
    for made in (workspace.make(), workspace.do("check")):
        said = made.err + made.out
        assert made.code == 1
        assert (
            "templates/_styles/mine.csl: error: no source can be worded in this style: "
            'pandoc says: CiteprocParseError: unknown element "nonsense" [style-failed]'
        ) in said


@pytest.mark.usefixtures("in_children")
@pytest.mark.slow
def test_a_style_that_never_ends_is_stopped(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citation_styles, "SECONDS", 1)
    endless = f'<macro name="a"><text value="{"x" * 10**6}"/></macro>' + citation('<text macro="a"/>' * 100)
    workspace.write("templates/_styles/mine.csl", style(endless))
    choose(workspace, "mine")
    assert (
        "no source can be worded in this style: pandoc took more than 1 seconds [style-failed]" in workspace.make().err
    )


# --- what it costs -----------------------------------------------------------------------------


def test_pandoc_is_asked_once_for_a_brief_and_not_again_for_the_same_notes(
    workspace: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"  # a file, as briefs are made in a process of their own

    def run(program: Path, style: bytes, document: bytes) -> bytes:
        with asked.open("a") as file:
            file.write("x")
        return run_citeproc(program, style, document)

    monkeypatch.setattr(citation_styles, "run_citeproc", run)
    first = in_style(workspace, "desk-notes")
    assert asked.read_text() == "x"
    workspace.edit("templates/_parts/sources.md.j2", "What it can bear", "What it carries")
    assert in_style(workspace, "desk-notes") == first.replace("What it can bear", "What it carries")
    assert asked.read_text() == "x"
    workspace.edit(SOURCE, "published: 2024-03-12", "published: 2024-03-13")
    assert in_style(workspace, "desk-notes") != first
    assert asked.read_text() == "xx"


def test_a_sound_style_is_tried_once_and_one_that_fails_each_time(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[bool] = []

    def run(program: Path, style: bytes, document: bytes) -> bytes:
        tried.append(b"Broken" in style)
        if tried[-1]:
            raise PandocFailed("no")
        return b""

    monkeypatch.setattr(citation_styles, "run_citeproc", run)
    workspace.write("templates/_styles/broken.csl", AUTHOR_DATE.replace(b"<title>", b"<title>Broken "))
    workspace.write("templates/_styles/sound.csl", AUTHOR_DATE.replace(b"<title>", b"<title>Sound "))
    for _ in range(2):
        found = check_styles(Workspace(find_workspace(workspace.root)[0], Store.of(workspace.root)))
        assert [(d.location.file, d.code) for d in found] == [("templates/_styles/broken.csl", "style-failed")]
    assert tried == [True, False, True]


def test_a_change_of_the_style_shows_in_the_next_brief(workspace: Scratch) -> None:
    assert notes(in_style(workspace, "mine", NUMBERED))[0].startswith("\\[1]")
    changed = NUMBERED.replace(b'prefix="[" suffix="]"', b'prefix="no. " suffix="/"')
    assert notes(in_style(workspace, "mine", changed))[0].startswith("no. 1/")


def test_what_a_brief_asked_includes_its_style_alone(workspace: Scratch) -> None:
    def digests() -> list[str]:
        answers = Fingerprints(Workspace(find_workspace(workspace.root)[0], Store(None)))
        return [answers.digest(f"style {name}") for name in ("desk-notes", "mine", "none")]

    workspace.write("templates/_styles/mine.csl", NUMBERED)
    before = digests()
    workspace.write("templates/_styles/mine.csl", AUTHOR_DATE)
    assert [a == b for a, b in zip(before, digests(), strict=True)] == [True, False, True]


def test_a_brief_writes_down_the_style_that_it_asked_for(workspace: Scratch) -> None:
    workspace.write("templates/_styles/mine.csl", NUMBERED)
    for name, asked in (("mine", {"style mine"}), ("evidence", set())):
        choose(workspace, name)
        opened = Workspace(find_workspace(workspace.root)[0], Store(None))
        traced = TracedFactBase(opened.facts.base)
        assemble(opened, opened.kind("meeting")[0], "meeting/lisbon-2024", traced=traced)
        assert {q for q in traced.questions() if q.startswith("style ")} == asked


def test_a_brief_in_our_own_style_asks_no_pandoc(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citation_styles, "run_citeproc", None)
    workspace.brief()


def test_the_nearest_of_two_styles_of_one_name_counts_and_all_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b/same.csl", "a/same.csl", "same.csl", "z/early.csl", "late.csl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    found = find_styles([("templates", tmp_path)])
    assert {name: shown for name, (shown, _) in found.items()} == {
        "late": "templates/late.csl",
        "same": "templates/same.csl",
        "early": "templates/z/early.csl",
    }
    (tmp_path / "same.csl").unlink()
    assert find_styles([("templates", tmp_path)])["same"][0] == "templates/a/same.csl"


# --- How pandoc is run ---


PANDOC = Path("/wheel/pandoc")


class Runs:
    """Stands for the system that starts programs: what it was asked to start, and what comes of it."""

    def __init__(self, code: int = 0, out: bytes = b"", err: bytes = b"", fault: Exception | None = None) -> None:
        self.done, self.fault = SimpleNamespace(returncode=code, stdout=out, stderr=err), fault
        self.words: list[str] = []
        self.asked: dict[str, Any] = {}
        self.style = b""

    def __call__(self, words: list[str], **asked: Any) -> SimpleNamespace:
        self.words, self.asked = words, asked
        self.style = (asked["cwd"] / "style.csl").read_bytes()
        if self.fault is not None:
            raise self.fault
        folder = str(asked["cwd"]).encode()
        return SimpleNamespace(**{**vars(self.done), "stderr": self.done.stderr.replace(b"FOLDER", folder)})


def answer(monkeypatch: pytest.MonkeyPatch, runs: Runs) -> bytes:
    monkeypatch.setattr(subprocess, "run", runs)
    return run_citeproc(PANDOC, b"<style/>", b"{}")


def test_pandoc_gets_a_style_and_a_document_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEMROOT", "C:")
    monkeypatch.setenv("SECRET", "x")
    runs = Runs(out=b"answer")
    assert answer(monkeypatch, runs) == b"answer"
    folder = runs.asked["cwd"]
    assert runs.words == [
        *(str(PANDOC), "--from=json", "--to=json", "--citeproc", "--csl=style.csl", "--sandbox"),
        *(f"--data-dir={folder}/none", "+RTS", "-M512m", "-RTS"),
    ]
    assert (runs.style, runs.asked["input"], runs.asked["timeout"]) == (b"<style/>", b"{}", SECONDS)
    assert (runs.asked["capture_output"], runs.asked["env"].get("SYSTEMROOT")) == (True, "C:")
    assert runs.asked["env"].keys() <= {"SYSTEMROOT", "TEMP", "TMP"}
    assert not folder.exists()


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (Runs(fault=subprocess.TimeoutExpired("pandoc", 1)), "pandoc took more than 10 seconds"),
        (Runs(fault=OSError(8, "Exec format error")), "pandoc cannot be started: Exec format error"),
        (Runs(1, err=b"\n  bad style  \nmore"), "pandoc says: bad style"),
        (Runs(1, err=b"FOLDER/style.csl: bad \xff"), "pandoc says: /style.csl: bad \ufffd"),
        (Runs(-9, b"half an answer"), "pandoc says: nothing"),
    ],
)
def test_what_keeps_it_from_answering_is_said(monkeypatch: pytest.MonkeyPatch, runs: Runs, said: str) -> None:
    with pytest.raises(PandocFailed) as failed:
        answer(monkeypatch, runs)
    assert str(failed.value) == said
