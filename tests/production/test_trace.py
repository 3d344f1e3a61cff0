"""From a sentence of a brief to its facts, on Word files as on Markdown, and from a source to its sentences."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefgen.errors import Problems, UsageProblem
from briefgen.production.trace import Traced, rests_on, trace_sentence
from briefgen.sandbox import bounded as sandbox
from briefgen.sandbox.bounded import copied
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

BRIEF = "out/meeting/lisbon-2024"


PLAIN = """# {{ meeting.place }}

It took place in {{ meeting.place }} on {{ meeting.date }}.

{% if meeting.venue %}
It met in {{ meeting.venue }}.
{% endif %}

{% for said in meeting.discussion %}
- {{ said|sentence }}
{% endfor %}
{% for said in meeting.outcomes %}
- {{ said|sentence }}
{% endfor %}
"""
"""A template that says one thing a sentence; what the shipped one says is tested beside it."""


def plain(workspace: Scratch) -> Scratch:
    workspace.write("templates/meeting/brief.md.j2", PLAIN.encode())
    return workspace


@pytest.fixture(scope="module")
def made(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    """The example with its brief in both formats; to be read, not changed."""
    workspace = plain(Scratch(Path(shutil.copytree(example, tmp_path_factory.mktemp("made") / "desk"))))
    assert workspace.make("-f", "md", "-f", "docx").code == 0
    return workspace


def desk(workspace: Scratch) -> Workspace:
    return Workspace(find_workspace(workspace.root)[0], Store(None))


def trace(workspace: Scratch, wanted: str, file: str = f"{BRIEF}.md") -> list[Traced]:
    return trace_sentence(desk(workspace), workspace.root / file, wanted)


@pytest.mark.few(3)
@pytest.mark.parametrize("ending", [".md", ".docx"])
@pytest.mark.parametrize("wanted", ["exchange crop figures every quarter", "EXCHANGE  crop\nfigures"])
def test_words_and_the_number_of_a_note_lead_to_the_same_fact(made: Scratch, ending: str, wanted: str) -> None:
    (one,) = trace(made, wanted, BRIEF + ending)
    assert one.sentence.text == "Participants agreed to exchange crop figures every quarter."
    assert one.sentence.notes == (2,)
    assert one in trace(made, "2", BRIEF + ending)
    assert one.in_file
    (statement,) = one.statements
    assert (statement.subject, statement.property) == ("meeting/lisbon-2024", "outcomes")
    assert [c.quote for c in statement.citations] == ["agreed to exchange crop figures every quarter"]


@pytest.mark.parametrize("ending", [".md", ".docx"])
def test_every_note_leads_somewhere_and_all_its_sentences_are_in_the_file(made: Scratch, ending: str) -> None:
    notes = re.findall(r"(?m)^\[\^(\d+)\]: ", made.read(f"{BRIEF}.md"))
    assert len(notes) == 2
    for number in notes:
        traced = trace(made, number, BRIEF + ending)
        assert traced
        assert all(int(number) in t.sentence.notes for t in traced)
        assert all(t.statements and t.in_file for t in traced)


def test_straight_and_curly_quotation_marks_are_one(workspace: Scratch) -> None:
    workspace.edit(MEETING, "discussed stocks of green coffee.", "discussed “stocks” of the forum’s coffee.")
    workspace.brief()
    assert len(trace(workspace, 'discussed "stocks" of the forum\'s')) == 1


def test_a_sentence_that_the_file_no_longer_has_is_told(workspace: Scratch) -> None:
    plain(workspace).brief()
    workspace.edit(f"{BRIEF}.md", "Lisbon on 11 March 2024.[^1]", "Lisbon in spring.[^1]")
    first = trace(workspace, "1")[0]
    assert first.sentence.text.endswith("took place in Lisbon on 11 March 2024.")
    assert not first.in_file
    with pytest.raises(UsageProblem, match="has these words, but not"):
        trace(workspace, "in Lisbon in spring")


@pytest.mark.slow
def test_facts_that_have_changed_since_are_told(workspace: Scratch) -> None:
    workspace.brief()
    workspace.edit(MEETING, "  - is: Participants agreed to exchange", "  - is: Participants promised to exchange")
    (one,) = trace(workspace, "promised to exchange crop figures")
    assert not one.in_file
    with pytest.raises(UsageProblem, match="not as the brief would be made now"):
        trace(workspace, "agreed to exchange crop figures")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("99", "no note 99; its notes run from 1 to 2"),
        ("0", "no note 0"),
        ("the moon is made of cheese", "no sentence of .* has these words; a few of them are enough"),
        ("123456789012345678901234567890", "no sentence"),
    ],
)
def test_what_is_not_there_is_said(made: Scratch, wanted: str, said: str) -> None:
    with pytest.raises(UsageProblem, match=said):
        trace(made, wanted)


def test_a_copy_elsewhere_is_recognised_by_the_end_of_its_path(made: Scratch, tmp_path: Path) -> None:
    copy = tmp_path / "mail/meeting/lisbon-2024.docx"
    copy.parent.mkdir(parents=True)
    shutil.copy(made.root / f"{BRIEF}.docx", copy)
    assert trace_sentence(desk(made), copy, "2")[0].in_file


def test_a_file_that_is_no_brief_is_refused(made: Scratch, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="is no brief of this workspace"):
        trace(made, "1", "README.md")
    with pytest.raises(UsageProblem, match=r"cannot be read: No such file"):
        trace_sentence(desk(made), tmp_path / "meeting/lisbon-2024.md", "1")
    other = tmp_path / "meeting/lisbon-2024.docx"
    other.parent.mkdir()
    other.write_text("no Word file")
    with pytest.raises(Problems, match="edit-unreadable"):
        trace_sentence(desk(made), other, "1")


# --- from a source ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_sentence_on_a_source_is_found_and_no_other(workspace: Scratch) -> None:
    """What a source's notes in the Markdown lead to is what the source leads to."""
    workspace.write("facts/sources/minutes.yaml", "type: official-record\nlanguage: en\nretrieved: 2024-03-15\n")
    workspace.append("facts/sources/minutes.yaml", "label: Forum minutes\ndescriptor: minutes\n")
    workspace.append(MEETING, "venue: {is: Corn Hall, src: {minutes: 'met at the Corn Hall'}}\n")
    minutes = '    src: {minutes: "Members discussed stocks of coffee", example-gazette: "discussed stocks of green"}\n'
    gazette = '    quote: "Participants discussed stocks of green coffee"\n'
    workspace.edit(MEETING, gazette, minutes)
    made = plain(workspace).make()
    assert made.code == 0, made
    notes = dict(re.findall(r"(?m)^\[\^(\d+)\]: (.*)$", workspace.read(f"{BRIEF}.md")))
    at = desk(workspace)
    resting = {source: rests_on(at, source) for source in ("minutes", "example-gazette")}
    for source, label in (("minutes", "Forum minutes"), ("example-gazette", "Example Gazette")):
        numbers = [n for n, text in notes.items() if text.startswith(label)]
        by_note = {t.sentence for n in numbers for t in trace_sentence(at, workspace.root / f"{BRIEF}.md", n)}
        (meeting,) = [r for r in resting[source] if r.kind == "meeting"]
        assert meeting.id == "lisbon-2024"
        assert set(meeting.sentences) == by_note != set()
    assert {s.text for r in resting["minutes"] for s in r.sentences if "quarter" in s.text} == set()


@pytest.mark.slow
def test_nothing_rests_on_a_source_that_nobody_cites(workspace: Scratch) -> None:
    workspace.write("facts/sources/unread.yaml", "type: book\nlanguage: en\nretrieved: 2024-03-15\n")
    workspace.append("facts/sources/unread.yaml", "label: Book\ndescriptor: a book\n")
    assert rests_on(desk(workspace), "unread") == []


@pytest.mark.slow
@pytest.mark.usefixtures("in_children")
def test_one_process_is_copied_for_all_briefs_that_are_looked_through(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = list[int]()
    monkeypatch.setattr(sandbox, "copied", lambda: copies.append(child := copied()) or child)  # type: ignore[func-returns-value]
    assert len(rests_on(desk(workspace), "example-gazette")) > 2
    assert len(copies) == 1
