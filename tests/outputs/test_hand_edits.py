"""Briefs that somebody edits by hand go on being made, and no edit is ever lost."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy, copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.document.nodes import Document
from briefgen.document.walk import block_text
from briefgen.outputs import publishing
from briefgen.readers.docx.reader import read_docx
from tests.examples import examples
from tests.incremental.test_build import desk, outputs, standings, states
from tests.readers.docx import hands
from tests.workspaces import MEETING, REPOSITORY, Ran, Scratch
from tests.writers.docx.packages import changed, parts

__all__ = ["desk"]

MD, DOCX = "out/meeting/lisbon-2024.md", "out/meeting/lisbon-2024.docx"
STOCKS = "Participants discussed stocks of green coffee."
PLACE = ("place: {is: Lisbon,", "place: {is: Lisboa,")
TYPED = "The desk has not seen the original."


@pytest.fixture
def word(desk: Scratch) -> Scratch:
    """The same with the meeting in Word as well."""
    desk.edit("briefgen.toml", '[briefs.meeting]\nformats = ["md"]', '[briefs.meeting]\nformats = ["docx", "md"]')
    return desk


def meeting(desk: Scratch, *arguments: str) -> Ran:
    return desk.build("meeting/lisbon-2024", *arguments)


def hand(desk: Scratch, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change a file as a person does; the content that they saved."""
    edited = change((desk.root / name).read_bytes())
    (desk.root / name).write_bytes(edited)
    return edited


def copies(desk: Scratch) -> dict[str, bytes]:
    return {name: content for name, content in outputs(desk).items() if ".edited-" in name}


def text(desk: Scratch, name: str = DOCX) -> str:
    """All words of a Word file, changes accepted."""
    return words(read_docx((desk.root / name).read_bytes(), name)[0])


def words(document: Document) -> str:
    return "\n".join(block_text(block) for block in document.blocks)


# --- edits and facts that do not touch -------------------------------------------------------------


@pytest.mark.slow
def test_what_was_edited_in_markdown_and_what_is_new_both_stand_in_the_file(desk: Scratch) -> None:
    desk.build()
    desk.edit(MD, STOCKS, f"{STOCKS[:-1]} at length.")
    desk.append(MD, f"\n{TYPED}\n")
    edited = desk.read(MD)
    desk.edit(MEETING, *PLACE)
    built = desk.build()
    assert (built.code, built.err) == (0, "")
    assert "merged     meeting/lisbon-2024: place of meeting/lisbon-2024 changed" in built.out
    assert "meeting/lisbon-2024.md holds what was edited by hand and what is new" in built.out
    merged = desk.read(MD)
    assert "Lisboa" in merged
    assert "at length" in merged
    assert TYPED in merged
    assert "Lisboa" not in edited
    assert copies(desk) == {"meeting/lisbon-2024.edited-1.md": edited.encode()}


def test_what_was_edited_in_word_and_what_is_new_both_stand_in_the_file(word: Scratch) -> None:
    word.build()
    edited = hand(
        word,
        DOCX,
        lambda data: hands.type_behind(
            hands.reword(data, "Participants discussed", "Participants debated"), "Participants debated", TYPED
        ),
    )
    word.edit(MEETING, *PLACE)
    built = meeting(word, "--json")
    assert (built.code, built.err) == (0, "")
    (entry,) = (e for e in built.json["briefs"] if e["name"] == "meeting/lisbon-2024")
    assert (entry["standing"], entry["merged"]) == ("merged", ["meeting/lisbon-2024.docx"])
    assert entry["kept_copies"] == ["meeting/lisbon-2024.edited-1.docx"]
    merged = text(word)
    assert "Lisboa" in merged
    assert "debated stocks of green coffee" in merged
    assert TYPED in merged
    assert copies(word) == {"meeting/lisbon-2024.edited-1.docx": edited}
    assert "Lisboa" in word.read(MD)
    assert b"w:ins " not in parts((word.root / DOCX).read_bytes())["word/document.xml"]


@pytest.mark.slow
def test_after_a_merge_nothing_is_left_to_do_and_a_second_fact_merges_again(word: Scratch) -> None:
    word.build()
    hand(word, DOCX, lambda data: hands.type_behind(data, STOCKS, TYPED))
    word.append(MD, f"\n{TYPED}\n")
    word.edit(MEETING, *PLACE)
    assert word.build().code == 0
    before, kept = states(word), copies(word)
    again = word.build()
    assert (again.code, again.out, states(word)) == (0, "3 briefs: 2 fresh, 1 merged\n", before)
    status = word.do("status")
    assert (status.code, "merged     meeting/lisbon-2024\n" in status.out) == (0, True)
    word.append(MD, "\nMore.\n")
    (entry,) = (e for e in word.build("--json").json["briefs"] if e["name"] == "meeting/lisbon-2024")
    assert (entry["standing"], entry["edited"]) == ("edited", ["meeting/lisbon-2024.md"])
    assert entry["merged"] == ["meeting/lisbon-2024.docx"]
    hand(word, MD, lambda data: data.removesuffix(b"\nMore.\n"))
    word.edit(MEETING, "says: prices would remain unsteady", "says: prices would rise")
    second = word.build("--json")
    assert (second.code, standings(second)["meeting/lisbon-2024"]) == (0, "merged")
    for content in (text(word), word.read(MD)):
        assert TYPED in content
        assert "Lisboa" in content
        assert "prices would rise" in content
    assert copies(word) == kept  # nobody has edited since


@pytest.mark.slow
def test_a_deleted_bullet_stays_deleted_and_a_changed_sentence_changed(word: Scratch) -> None:
    word.build()
    lines = word.read(MD).split("\n")
    word.write(MD, "\n".join(line for line in lines if STOCKS not in line).encode())
    source = next(line for line in lines if line.startswith("Example Gazette"))
    word.edit(MD, source, source.replace("relays the forum's secretariat", "relays the secretariat (by telephone)"))
    hand(word, DOCX, lambda data: hands.delete(data, STOCKS))
    word.edit(MEETING, "says: prices would remain unsteady", "says: prices would rise")
    built = meeting(word)
    assert (built.code, built.err) == (0, "")
    assert "by telephone" in word.read(MD)
    for content in (text(word), word.read(MD)):
        assert STOCKS not in content
        assert "prices would rise" in content


@pytest.mark.slow
def test_a_file_edited_into_what_is_new_is_the_program_s_again(desk: Scratch) -> None:
    desk.build()
    before = outputs(desk)
    desk.append(MD, f"\n{TYPED}\n")
    desk.edit(MEETING, *PLACE)
    desk.build()
    hand(desk, MD, lambda data: data.replace(f"\n{TYPED}\n".encode(), b""))
    desk.edit(MEETING, *reversed(PLACE))
    assert desk.build().code == 0
    assert desk.read(MD).encode() == before["meeting/lisbon-2024.md"]
    assert "3 fresh" in desk.build().out


# --- an earlier version that somebody had open -----------------------------------------------------


@pytest.mark.slow
def test_what_was_typed_into_an_earlier_version_is_kept_and_its_old_facts_are_not(word: Scratch) -> None:
    meeting(word)
    window = {name: (word.root / name).read_bytes() for name in (DOCX, MD)}
    word.edit(MEETING, *PLACE)
    assert meeting(word).code == 0
    word.write(DOCX, hands.type_behind(window[DOCX], STOCKS, TYPED))
    word.write(MD, window[MD] + f"\n{TYPED}\n".encode())
    status = word.do("status")
    assert "stale      meeting/lisbon-2024  an earlier version of meeting/lisbon-2024.docx was edited" in status.out
    built = meeting(word)
    assert (built.code, built.err.count("[edit-earlier]")) == (0, 2)
    word.edit(MEETING, "says: prices would remain unsteady", "says: prices would rise")
    assert "[edit-earlier]" not in meeting(word).err
    for content in (text(word), word.read(MD)):
        assert TYPED in content
        assert "took place in Lisboa" in content
        assert "took place in Lisbon " not in content
        assert "prices would rise" in content


@pytest.mark.slow
def test_a_word_file_of_another_brief_is_never_merged(word: Scratch) -> None:
    meeting(word)

    def of_another(data: bytes) -> bytes:
        return changed(data, "docProps/custom.xml", lambda xml: re.sub("[0-9a-f]{64}", "0" * 64, xml))

    other = hand(word, DOCX, of_another)
    word.edit(MEETING, *PLACE)
    built = meeting(word)
    assert (built.code, "it was made from another brief, or from a version too old" in built.err) == (1, True)
    assert (word.root / DOCX).read_bytes() == other


# --- edits and facts that do -----------------------------------------------------------------------


def clash(desk: Scratch) -> Ran:
    """A person and a fact change the same words, each in another way."""
    desk.build()
    desk.edit(MD, STOCKS, "Participants discussed stocks of roasted coffee.")
    if (desk.root / DOCX).exists():
        hand(desk, DOCX, lambda data: hands.reword(data, STOCKS, "Participants discussed stocks of roasted coffee."))
    desk.edit(MEETING, STOCKS, "Participants discussed stocks of white coffee.")
    return desk.build()


@pytest.mark.slow
def test_both_versions_stand_where_both_changed_the_same_words(word: Scratch) -> None:
    built = clash(word)
    assert built.code == 1
    assert "conflict   meeting/lisbon-2024: discussion of meeting/lisbon-2024 changed" in built.out
    assert built.err.count("[edit-conflict]") == 2
    assert "take away the three lines with marks" in built.err
    lines = word.read(MD).split("\n")
    at = lines.index("<<<<<<< edited by hand")
    assert "roasted coffee" in lines[at + 1]
    assert "white coffee" in lines[at + 3]
    assert "white coffee" in text(word)  # as accepted
    entries = parts((word.root / DOCX).read_bytes())
    assert "roasted" in entries["word/document.xml"].decode()
    assert "What changed: meeting/lisbon-2024, discussion" in entries["word/comments.xml"].decode()
    assert sorted(copies(word)) == ["meeting/lisbon-2024.edited-1.docx", "meeting/lisbon-2024.edited-1.md"]


@pytest.mark.slow
def test_a_conflict_is_told_in_the_language_of_the_brief(workspace: Scratch) -> None:
    assert workspace.make("-l", "ru", "-f", "md", "-f", "docx").code == 0
    md, docx = MD.replace(".md", ".ru.md"), DOCX.replace(".docx", ".ru.docx")
    workspace.edit(md, STOCKS, "Participants discussed stocks of roasted coffee.")
    hand(workspace, docx, lambda data: hands.reword(data, STOCKS, STOCKS.replace("green", "roasted")))
    workspace.edit(MEETING, STOCKS, "Participants discussed stocks of white coffee.")
    assert workspace.make("-l", "ru", "-f", "md", "-f", "docx").err.count("[edit-conflict]") == 2
    assert "<<<<<<< исправлено вручную\n" in workspace.read(md)
    comments = parts((workspace.root / docx).read_bytes())["word/comments.xml"].decode()
    assert "Эти слова исправлены вручную, и в новой версии документа они тоже изменились." in comments
    assert "edited by hand" not in comments


@pytest.mark.slow
def test_a_conflict_that_nobody_resolved_is_told_again_and_left_alone(word: Scratch) -> None:
    clash(word)
    before = states(word)
    again = word.build()
    assert again.code == 1
    assert "conflict   meeting/lisbon-2024" in again.out
    assert "out/meeting/lisbon-2024.docx: error: both versions still stand in the file" in again.err
    assert f"{MD}:" in again.err
    assert states(word) == before
    word.edit(MEETING, *PLACE)
    status = word.do("status")
    assert (status.code, "conflict   meeting/lisbon-2024" in status.out) == (1, True)
    third = meeting(word)
    assert (third.code, states(word)) == (1, before)
    assert "conflict   meeting/lisbon-2024: place of meeting/lisbon-2024 changed" in third.out


@pytest.mark.slow
@pytest.mark.parametrize("take", ["roasted", "white"])
def test_a_resolved_conflict_goes_on(word: Scratch, take: str) -> None:
    clash(word)
    lines = word.read(MD).split("\n")
    at = lines.index("<<<<<<< edited by hand")
    chosen = lines[at + (1 if take == "roasted" else 3)]
    word.write(MD, "\n".join([*lines[:at], chosen, *lines[at + 5 :]]).encode())
    hand(word, DOCX, lambda data: decided(data, accept=take == "white"))
    built = word.build()
    assert (built.code, built.err) == (0, "")
    word.edit(MEETING, *PLACE)
    built = word.build()
    assert built.code == 0
    for content in (text(word), word.read(MD)):
        assert f"Participants discussed stocks of {take} coffee" in content
        assert "Lisboa" in content
        assert {"roasted": "white", "white": "roasted"}[take] not in content


def decided(data: bytes, *, accept: bool) -> bytes:
    """The file with every tracked change accepted or rejected, as Word does it."""

    def change(opened: object) -> None:
        body = opened.element.body  # type: ignore[attr-defined]
        gone, stays = ("del", "ins") if accept else ("ins", "del")
        for element in list(body.iter(f"{hands.W}{gone}")):
            element.getparent().remove(element)
        for element in list(body.iter(f"{hands.W}{stays}")):
            for run in list(element):
                element.addprevious(run)
            element.getparent().remove(element)
        for element in list(body.iter(f"{hands.W}delText")):
            element.tag = f"{hands.W}t"

    return hands.edit(data, change)


# --- what cannot be merged -------------------------------------------------------------------------

BOX = (
    "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r><w:t>Call the "
    "embassy</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def in_a_box(data: bytes) -> bytes:
    return changed(data, "word/document.xml", lambda xml: BOX.join(xml.rsplit("</w:p>", 1)))


def in_the_footer(data: bytes) -> bytes:
    def change(opened: object) -> None:
        opened.sections[0].footer.paragraphs[0].add_run("Not for the press")  # type: ignore[attr-defined]

    return hands.edit(data, change)


def damaged(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (in_a_box, "Call the embassy"),
        (in_the_footer, "a header or footer was edited"),
        (damaged, "[edit-unreadable]"),
        (lambda _: b"", "it is empty"),
    ],
)
def test_a_file_that_cannot_be_merged_stays_and_the_new_one_lies_beside_it(
    word: Scratch, edit: Callable[[bytes], bytes], told: str
) -> None:
    word.build()
    edited = hand(word, DOCX, edit)
    word.edit(MEETING, *PLACE)
    for _ in range(2):
        built = word.build()
        assert built.code == 1
        assert "failed     meeting/lisbon-2024: place of meeting/lisbon-2024 changed" in built.out
        assert told in built.err
        assert "the new version is in lisbon-2024.new.docx [edit-unmerged]" in built.err
        assert (word.root / DOCX).read_bytes() == edited
        assert "Lisboa" in text(word, "out/meeting/lisbon-2024.new.docx")
    assert word.build("--keep-edits", "copy").code == 0
    assert copies(word) == {"meeting/lisbon-2024.edited-1.docx": edited}
    assert "Lisboa" in text(word)
    assert not (word.root / "out/meeting/lisbon-2024.new.docx").exists()


@pytest.mark.slow
def test_the_new_version_with_the_words_moved_into_it_takes_the_place(word: Scratch) -> None:
    word.build()
    hand(word, DOCX, in_a_box)
    word.edit(MEETING, *PLACE)
    word.build()
    new = word.root / "out/meeting/lisbon-2024.new.docx"
    new.write_bytes(hands.type_behind(new.read_bytes(), STOCKS, "Call the embassy."))
    new.replace(word.root / DOCX)
    built = word.build()
    assert (built.code, built.err) == (0, "")
    assert "Call the embassy." in text(word)
    assert "Lisboa" in text(word)


@pytest.mark.slow
def test_markdown_that_no_brief_can_hold_is_left_as_it_is(desk: Scratch) -> None:
    desk.build()
    desk.append(MD, "\n<div>Call the embassy</div>\n")
    edited = desk.read(MD)
    desk.edit(MEETING, *PLACE)
    built = desk.build()
    assert built.code == 1
    assert f"{MD}:{len(edited.splitlines())}:1: error: raw HTML is not read" in built.err
    assert desk.read(MD) == edited
    assert "Lisboa" in desk.read("out/meeting/lisbon-2024.new.md")


# --- the other choices -----------------------------------------------------------------------------


@pytest.mark.few(1)
@pytest.mark.parametrize("choice", ["copy", "discard"])
def test_the_new_version_takes_the_place_and_a_copy_is_kept(desk: Scratch, choice: str) -> None:
    desk.build()
    desk.append(MD, f"\n{TYPED}\n")
    edited = desk.read(MD)
    desk.edit(MEETING, *PLACE)
    assert desk.build("--keep-edits", choice).code == 0
    assert TYPED not in desk.read(MD)
    assert copies(desk) == {"meeting/lisbon-2024.edited-1.md": edited.encode()}


@pytest.mark.slow
def test_an_edited_file_can_be_refused(desk: Scratch) -> None:
    desk.build()
    desk.append(MD, f"\n{TYPED}\n")
    before = outputs(desk)
    desk.edit(MEETING, *PLACE)
    built = meeting(desk, "--keep-edits", "refuse")
    assert (built.code, "[edited-by-hand]" in built.err) == (1, True)
    assert outputs(desk) == before


@pytest.mark.slow
def test_a_single_brief_keeps_edits_as_well(word: Scratch) -> None:
    assert word.make("-f", "md", "-f", "docx").code == 0
    word.append(MD, f"\n{TYPED}\n")
    hand(word, DOCX, lambda data: hands.type_behind(data, STOCKS, TYPED))
    again = word.make("-f", "md", "-f", "docx")
    assert (again.code, "left alone: meeting/lisbon-2024.md was edited by hand" in again.out) == (0, True)
    word.edit(MEETING, *PLACE)
    made = word.make("-f", "md", "-f", "docx")
    assert (made.code, made.err) == (0, "")
    assert "merged: meeting/lisbon-2024.docx holds what was edited by hand and what is new" in made.out
    for content in (text(word), word.read(MD)):
        assert TYPED in content
        assert "Lisboa" in content
    word.edit(MD, STOCKS, "Participants discussed stocks of roasted coffee.")
    word.edit(MEETING, STOCKS, "Participants discussed stocks of white coffee.")
    assert word.make("-f", "md", "--keep-edits", "refuse").code == 1
    clashed = word.make("-f", "md")
    assert (clashed.code, "[edit-conflict]" in clashed.err) == (1, True)
    unresolved = word.make("-f", "md")
    assert (unresolved.code, "[conflict-unresolved]" in unresolved.err) == (1, True)


# --- files that are open ---------------------------------------------------------------------------

HOLD = """
import fcntl, sys
from tests.examples import examples
file = open(sys.argv[1], "r+b")
fcntl.lockf(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(word: Scratch) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Opens the meeting's Word file in another process, as LibreOffice does."""
    begun: list[subprocess.Popen[str]] = []

    def hold() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLD, str(word.root / DOCX)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        begun.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return process

    yield hold
    for process in begun:
        process.communicate("")


@pytest.mark.slow
def test_a_file_that_is_open_is_not_replaced(
    word: Scratch, held: Callable[[], subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    word.build()
    monkeypatch.setattr(publishing, "UNTIL_CLOSED", 0.05)
    before = (word.root / DOCX).read_bytes()
    word.write("out/meeting/.~lock.lisbon-2024.docx#", ",somebody,desk,,;")
    process = held()
    word.edit(MEETING, *PLACE)
    built = word.build()
    assert built.code == 1
    assert "the file is open in another program; the new version is in lisbon-2024.new.docx [brief-open]" in built.err
    assert "hint: close lisbon-2024.docx in Word, then build again" in built.err
    assert (word.root / DOCX).read_bytes() == before
    assert "Lisboa" in text(word, "out/meeting/lisbon-2024.new.docx")
    process.communicate("")
    assert word.build().code == 0
    assert "Lisboa" in text(word)
    assert not (word.root / "out/meeting/lisbon-2024.new.docx").exists()


@pytest.mark.slow
@pytest.mark.parametrize("lock", ["~$sbon-2024.docx", "~$lisbon-2024.docx", ".~lock.lisbon-2024.docx#"])
def test_a_lock_file_that_a_crash_left_blocks_nothing(
    word: Scratch, lock: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    word.build()
    monkeypatch.setattr(publishing, "UNTIL_CLOSED", 0.0)
    word.write(f"out/meeting/{lock}", "somebody")
    word.edit(MEETING, *PLACE)
    assert word.build().code == 0
    assert "Lisboa" in text(word)


# --- the shipped facts -----------------------------------------------------------------------------


@pytest.mark.slow
def test_a_shipped_brief_edited_in_word_takes_new_facts_in_the_same_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "desk"
    for folder in ("facts", "templates"):
        copytree(REPOSITORY / folder, root / folder)
    copy(REPOSITORY / "briefgen.toml", root)
    shipped, brief = Scratch(root), "out/meeting/samarkand-2025.docx"

    def built() -> Ran:
        return shipped.run("build", "-w", str(root), "-j", "1", "meeting/samarkand-2025", "--json")

    def edited(data: bytes) -> bytes:
        data = hands.reword(data, "states are listed", "states are named")
        data = hands.type_behind(data, "It speaks for the participants", TYPED)
        data = hands.reword(data, "venue, host, chair", "venue, host")
        return hands.delete(data, "In the full account")

    assert built().code == 0
    by_hand = hand(shipped, brief, edited)
    facts = "facts/meetings/samarkand-2025.yaml"
    shipped.edit(facts, "azerbaijan, armenia, belarus", "azerbaijan, belarus")
    shipped.edit(facts, "attendance: 9", "attendance: 8")
    again = built()
    assert (again.code, standings(again)["meeting/samarkand-2025"]) == (0, "merged")
    merged = text(shipped, brief)
    assert "eight states are named as taking part" in merged
    assert "Azerbaijan, Belarus, Kazakhstan" in merged
    assert TYPED in merged
    assert "venue, host, chair" not in merged
    assert "In the full account" not in merged
    assert (root / "out/meeting/samarkand-2025.edited-1.docx").read_bytes() == by_hand


# --- the law ---------------------------------------------------------------------------------------

FACTS = {
    "place": PLACE,
    "sentence": (STOCKS, "Participants discussed coffee."),
    "status": ("status: listed", "status: present"),
    "claim": ("says: prices would remain unsteady", "says: prices would rise"),
}
EDITS = st.lists(
    st.tuples(st.integers(0, 200), st.sampled_from(["type", "add", "delete", "html"])), min_size=1, max_size=3
)


def typed(lines: list[str], edits: list[tuple[int, str]], turn: int, written: list[str]) -> None:
    """Change the lines by hand, and tell of it in what was written: what a person takes out again is not lost."""
    for number, (at, how) in enumerate(edits):
        line, word = at % len(lines), f"hand{turn}x{number}"
        if how == "delete":
            gone = lines.pop(line)
            written[:] = [word for word in written if word not in gone]
            continue
        written.append(word)
        if how == "type":
            lines[line] = f"{lines[line]} {word}"
        else:
            lines.insert(line, f"<b>{word}</b>" if how == "html" else f"\n{word}\n")


@examples(2)
@given(turns=st.lists(st.tuples(EDITS, st.sets(st.sampled_from(sorted(FACTS)))), min_size=1, max_size=3))
def test_no_word_typed_by_hand_is_ever_lost(desk: Scratch, turns: list[tuple[list[tuple[int, str]], set[str]]]) -> None:
    facts = desk.read(MEETING)
    written: list[str] = []
    try:
        meeting(desk)
        for turn, (edits, changes) in enumerate(turns):
            lines = desk.read(MD).split("\n")
            typed(lines, edits, turn, written)
            desk.write(MD, "\n".join(lines).encode())
            for change in sorted(changes):
                old, new = FACTS[change]
                desk.edit(MEETING, *((old, new) if old in desk.read(MEETING) else (new, old)))
            assert meeting(desk).code in (0, 1)
        kept = b"\n".join(outputs(desk).values()).decode()
        assert [word for word in written if word not in kept] == []
    finally:
        desk.write(MEETING, facts.encode())
        for path in (desk.root / "out/meeting").iterdir():
            path.unlink()


@pytest.mark.slow
def test_a_killed_merge_is_taken_up_where_it_was(desk: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefgen.outputs.artifacts import Artifacts

    desk.build()
    desk.append(MD, f"\n{TYPED}\n")
    desk.edit(MEETING, *PLACE)

    def cut_off(artifacts: Artifacts) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Artifacts, "_save", cut_off)
        desk.build()
    merged = desk.read(MD)
    assert TYPED in merged
    assert "Lisboa" in merged
    assert desk.build().code == 0
    assert desk.read(MD) == merged
    desk.edit(MEETING, "says: prices would remain unsteady", "says: prices would rise")
    assert desk.build().code == 0
    assert TYPED in desk.read(MD)
    assert "prices would rise" in desk.read(MD)


def test_the_answer_of_the_example_is_a_paragraph_that_a_person_can_reword(desk: Scratch) -> None:
    """Scripts that show what becomes of an edit look for it, too."""
    desk.build()
    text = desk.read(MD)
    assert "\n**Participants agreed to exchange crop figures every quarter.**[^" in text
