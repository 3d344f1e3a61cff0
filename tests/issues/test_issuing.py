"""briefgen issue: what is published stays as it was, and the next brief says what is new since."""

from __future__ import annotations

import json
import shutil

import pytest
from prov.model import ProvDocument

from briefgen.briefs.issue import Issuing
from briefgen.errors import ProgramFault
from briefgen.production.make import Made, make_version
from briefgen.production.request import Request
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Ran, Scratch

DATE = ("date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
FOLDER = "out/issued/meeting/lisbon-2024"


def issue(workspace: Scratch, *arguments: str, day: str = "2026-03-01") -> Ran:
    words = arguments or ("meeting", "lisbon-2024")
    return workspace.do("issue", *words, "--date", day)


def issued(workspace: Scratch) -> dict[str, bytes]:
    folder = workspace.root / "out/issued"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_an_issue_says_its_number_and_day_and_is_kept_whole(workspace: Scratch) -> None:
    ran = issue(workspace)
    assert (ran.code, ran.err) == (0, "")
    assert "issued     meeting/lisbon-2024: issue 1" in ran.out
    assert "*Meeting brief, issue 1 of 1 March 2026." in workspace.read(f"{FOLDER}/1/lisbon-2024.issue-1.md")
    names = {"issue.json", "contents.json", "document.json", "lisbon-2024.issue-1.docx", "lisbon-2024.issue-1.md"}
    assert {p.name for p in (workspace.root / FOLDER / "1").iterdir()} == names


def test_what_says_the_same_is_not_issued_again(workspace: Scratch) -> None:
    issue(workspace)
    before = issued(workspace)
    ran = issue(workspace, day="2026-04-01")
    assert (ran.code, issued(workspace)) == (0, before)
    assert "unchanged  meeting/lisbon-2024: it says what issue 1 of 2026-03-01 says" in ran.out


def test_hand_edits_are_never_left_out_in_silence(workspace: Scratch) -> None:
    workspace.brief()
    workspace.append("out/meeting/lisbon-2024.md", "\nMy own words.\n")
    ran = issue(workspace)
    assert ran.code == 1
    assert "out/meeting/lisbon-2024.md: error: it holds hand edits, which an issue would not have" in ran.err
    assert issued(workspace) == {}
    assert issue(workspace, "meeting", "lisbon-2024", "--without-edits").code == 0
    assert b"My own words" not in issued(workspace)["meeting/lisbon-2024/1/lisbon-2024.issue-1.md"]


@pytest.mark.slow
def test_a_desk_with_a_lock_issues_no_quote_that_nobody_has_verified(workspace: Scratch) -> None:
    assert workspace.do("check", "--lock").code == 0
    shutil.rmtree(workspace.root / "archive")
    assert issue(workspace).code == 0
    workspace.edit(MEETING, '2024-03-11, quote: "held its seventh', '2024-03-11, quote: "held its SEVENTH')
    ran = issue(workspace, day="2026-04-01")
    assert ran.code == 1
    assert "[quote-unverified]" in ran.err
    assert "an issue needs verified quotes: name the archive" in ran.err
    assert len([n for n in issued(workspace) if n.endswith("issue.json")]) == 1


@pytest.mark.slow
def test_an_issue_that_was_taken_away_is_missed(workspace: Scratch) -> None:
    issue(workspace)
    workspace.edit(MEETING, *DATE)
    issue(workspace, day="2026-04-01")
    shutil.rmtree(workspace.root / FOLDER / "1")
    ran = issue(workspace, day="2026-05-01")
    assert f"{FOLDER}/1: warning: is gone [issue-gone]" in ran.err


def test_the_next_brief_says_what_is_new_and_so_does_the_next_issue(workspace: Scratch) -> None:
    plain = workspace.brief()
    issue(workspace)
    assert workspace.brief() == plain
    workspace.edit(MEETING, *DATE)
    news = "## What is new since issue 1\n\n- **Changed** (date): 12 March"
    assert news in workspace.brief()
    before = issued(workspace)
    assert "issue 2" in issue(workspace, day="2026-04-01").out
    assert news in workspace.read(f"{FOLDER}/2/lisbon-2024.issue-2.md")
    assert before.items() <= issued(workspace).items()
    assert "What is new" not in workspace.brief()
    assert "unchanged" in issue(workspace, day="2026-05-01").out


def test_what_a_killed_run_left_is_removed_also_where_nothing_is_issued(workspace: Scratch) -> None:
    issue(workspace)
    left = workspace.root / "out/issued/.new-abcdefgh"
    left.mkdir()
    assert "unchanged" in issue(workspace, day="2026-04-01").out
    assert not left.exists()


def test_a_fault_of_the_program_in_one_brief_stops_no_other(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(opened: Workspace, request: Request, issuing: Issuing, name: str) -> Made:
        if request.kind == "country":
            raise ProgramFault("Traceback\nKeyError: 'gone'\n")
        return make_version(opened, request, issuing, name)

    monkeypatch.setattr("briefgen.issues.issuing.make_version", failing)
    ran = issue(workspace, "country/brazil", "meeting/lisbon-2024")
    assert ran.code == 1
    assert "failed     country/brazil: a fault of briefgen: KeyError: 'gone'" in ran.out
    assert "issued     meeting/lisbon-2024: issue 1" in ran.out


def test_a_withdrawn_fact_is_told_and_the_brief_settles(workspace: Scratch) -> None:
    issue(workspace)
    old = "  - is: Participants discussed stocks of green coffee.\n"
    workspace.edit(MEETING, old, f"{old}    rank: deprecated\n    why: {{en: The outlet took it back.}}\n")
    assert "- **Withdrawn** (discussion): " in workspace.brief()


def test_words_of_a_restricted_issue_keep_its_marking(workspace: Scratch) -> None:
    old = "  - is: Participants discussed stocks of green coffee.\n"
    workspace.edit(MEETING, old, f'{old}    marking: "TLP:AMBER"\n')
    issue(workspace)
    text = workspace.read(MEETING)
    begin = text.index(old)
    workspace.write(MEETING, text[:begin] + text[text.index("  - is:", begin + 5) :])
    brief = workspace.brief()
    assert "Withdrawn** (discussion): Participants discussed" in brief
    assert brief.startswith("**TLP:AMBER**")


@pytest.mark.slow
def test_a_build_after_an_issue_makes_the_brief_again_once(workspace: Scratch) -> None:
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n')
    build = ("build", "-w", str(workspace.root), "--jobs", "1", "--json")
    workspace.run(*build)
    issue(workspace)
    (entry,) = workspace.run(*build).json["briefs"]
    assert (entry["standing"], entry["reasons"]) == ("unchanged", ["it was issued"])
    assert workspace.run(*build).json["briefs"][0]["standing"] == "fresh"


def test_the_lock_is_read_by_a_library_for_provenance(workspace: Scratch) -> None:
    issue(workspace)
    workspace.edit(MEETING, *DATE)
    issue(workspace)
    read = ProvDocument.deserialize(content=workspace.read(f"{FOLDER}/2/issue.json"), format="json")
    written = read.get_provn()
    assert "wasDerivedFrom(issue:meeting/lisbon-2024/2, issue:meeting/lisbon-2024/1" in written.replace("\\", "")
    assert "source:example-gazette" in written
    assert "briefgen:sha256" in written


def test_a_lock_says_what_the_issue_rests_on(workspace: Scratch) -> None:
    issue(workspace)
    data = json.loads(workspace.read(f"{FOLDER}/1/issue.json"))
    told = data["entity"]["issue:meeting/lisbon-2024/1"]
    assert (told["briefgen:number"], told["briefgen:date"], told["briefgen:marking"]) == (1, "2026-03-01", "TLP:CLEAR")
    inputs = {name for name in data["entity"] if name.startswith("input:")}
    assert {"input:templates/meeting/brief.md.j2", "input:settings", "input:templates/house.docx"} <= inputs
    assert data["agent"]["agent:briefgen"]["briefgen:version"]


@pytest.mark.few(2)
@pytest.mark.parametrize("name", ["issue.json", "contents.json", "document.json", "lisbon-2024.issue-1.md"])
def test_after_a_change_by_hand_no_issue_follows(workspace: Scratch, name: str) -> None:
    issue(workspace)
    path = workspace.root / FOLDER / "1" / name
    content = path.read_text("utf-8").replace("2026-03-01", "2026-03-02").replace("Lisbon", "Porto")
    path.unlink()
    path.write_text(content, "utf-8")
    workspace.edit(MEETING, *DATE)
    ran = issue(workspace)
    assert ran.code == 1
    assert f"{FOLDER}/1/{name}: error: was changed after it was issued [issue-changed]" in ran.err
    assert not (workspace.root / FOLDER / "2").exists()


def test_an_issue_that_was_half_written_never_counts(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.rename", full)
        ran = issue(workspace)
    assert ran.code == 1
    assert "out/issued/meeting/lisbon-2024/1 cannot be written: No space left on device" in ran.out
    assert issued(workspace) == {}
    (workspace.root / FOLDER / ".new-killed").mkdir()
    workspace.write(f"{FOLDER}/.new-killed/issue.json", "{")
    assert "issue 1" in issue(workspace).out
    assert sorted(p.name for p in (workspace.root / FOLDER).iterdir()) == ["1"]


def test_all_standard_briefs_are_issued_and_one_that_fails_stops_no_other(workspace: Scratch) -> None:
    workspace.append("briefgen.toml", '\n[briefs.meeting]\n[briefs.country]\nrecords = ["brazil"]\nformats = ["md"]\n')
    workspace.write("templates/country/brief.md.j2", "{{ country.nmae }}")
    ran = workspace.do("issue", "--date", "2026-03-01", "--json")
    assert ran.code == 1
    assert {entry["name"]: entry["issue"] for entry in ran.json["issues"]} == {
        "country/brazil": None,
        "meeting/lisbon-2024": 1,
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("meeting",), "name a record after 'meeting': meeting ID"),
        (("meeting",), "briefgen list meeting names them"),
        (("lisbon-2024",), "there is no kind of brief 'lisbon-2024'; write meeting/lisbon-2024"),
        (("nothing",), "there is no kind of brief 'nothing'; write KIND ID, or KIND/ID"),
        (("meeting", "lisbon-2024", "lisbon-2042"), "there is no meeting 'lisbon-2042'"),
        (("meeting/lisbon-2024", "country/brasil"), "there is no country 'brasil'; did you mean 'brazil'?"),
        (("meting", "lisbon-2024"), "there is no kind of brief 'meting'; did you mean 'meeting'?"),
        (("meeting", "lisbon-2042"), "there is no meeting 'lisbon-2042'; did you mean 'lisbon-2024'?"),
        (("meeting", "2024"), "there is no meeting '2024'; did you mean 'lisbon-2024'?"),
        (("meetin/lisbon-2024",), "there is no brief 'meetin/lisbon-2024'; did you mean 'meeting/lisbon-2024'?"),
        (("meeting", "lisbon-2024", "--date", "yesterday"), "'yesterday' does not match the format"),
    ],
)
def test_mistakes_are_said_and_nothing_is_issued(workspace: Scratch, words: tuple[str, ...], said: str) -> None:
    ran = workspace.do("issue", *words)
    assert ran.code == 2
    assert said in ran.out + ran.err
    assert issued(workspace) == {}


def test_what_is_wrong_with_many_briefs_is_said_once_and_each_says_where(workspace: Scratch) -> None:
    workspace.append("briefgen.toml", '\n[briefs.country]\nrecords = ["brazil", "ethiopia"]\nformats = ["md"]\n')
    workspace.write("templates/country/brief.md.j2", "{{ country.nmae }}")
    ran = workspace.do("issue", "--date", "2026-03-01")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "failed     country/brazil: templates/country/brief.md.j2:1:12 [undefined-name]",
        "failed     country/ethiopia: templates/country/brief.md.j2:1:12 [undefined-name]",
        "2 briefs: 2 failed",
    ]
    assert ran.err.count("error: ") == 1


def test_an_issue_is_never_dated_before_the_last(workspace: Scratch) -> None:
    issue(workspace)
    workspace.edit(MEETING, *DATE)
    ran = issue(workspace, day="2026-02-01")
    assert ran.code == 1
    assert "issue 1 of meeting/lisbon-2024 is of 2026-03-01; the next one cannot be of 2026-02-01" in ran.out
