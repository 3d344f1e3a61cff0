"""The checks at the field: what `briefgen check` says of a file, before it is saved."""

from __future__ import annotations

import pytest

from briefgen.checks.verification import Checked, SourceText, Verification
from briefgen.desk.recording.verdicts import said_of, verdicts_on
from briefgen.facts import parse
from briefgen.model.statement import Citation, Statement
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

NAME = "meetings/lisbon-2024.yaml"


def opened(workspace: Scratch) -> Workspace:
    return Workspace(find_workspace(workspace.root)[0], Store(None))


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("date: {is: 2024-03-11", "date: {is: 2024-02-30", "bad-date"),
        ("country: {is: portugal", "country: {is: portugl", "unknown-reference"),
        ("place: {is: Lisbon", "plce: {is: Lisbon", "unknown-key"),
        ('"agreed to exchange crop figures every quarter"', '"agreed to exchange crops"', "quote-not-found"),
        ("said_by: example-secretariat", "mod_by: x", "unknown-key"),
        ("# A meeting.", "[", "yaml"),
    ],
)
def test_they_are_those_of_the_check(workspace: Scratch, old: str, new: str, code: str) -> None:
    """What is told of the unsaved text is what a check tells when it is saved, at the same place."""
    before = opened(workspace)
    assert old in workspace.read(MEETING)
    text = workspace.read(MEETING).replace(old, new, 1)
    found = verdicts_on(before, NAME, text.encode())
    assert code in {d.code for d in found.diagnostics}
    assert not found.may_be_saved
    workspace.write(MEETING, text.encode())
    checked = workspace.run("check", "-w", str(workspace.root)).out
    for diagnostic in found.diagnostics:
        if diagnostic.severity == "error":
            said = str(diagnostic)
            assert said in checked


def test_a_sound_file_may_be_saved_and_gives_its_records(workspace: Scratch) -> None:
    found = verdicts_on(opened(workspace), NAME, workspace.read(MEETING).encode())
    assert found.may_be_saved
    assert found.records[0].key == "meeting/lisbon-2024"


OTHER = """\
src: example-gazette
series: harvest-forum
ordinal: {is: 7, quote: "The Example Harvest Forum held its seventh session"}
date: {is: 2024-03-10, inferred: day, why: so it was said, quote: "in Lisbon on 11 March 2024"}
"""


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("ordinal: {is: 8,", "ordinal: {is: 7,", "ordinal-collision"),
        ("date: {is: 2024-03-11,", "date: {is: 2024-01-11,", "conflict-open"),  # the eighth before the seventh
        ("place: {is: Lisbon,", "place: {is: Lisbon, src: example-gazette, ", ""),
    ],
)
def test_what_other_records_say_is_told_as_a_check_does(workspace: Scratch, old: str, new: str, code: str) -> None:
    """Told in whichever of the files a check tells it, and only what the change brings; it may be saved."""
    workspace.write("facts/meetings/porto-2024.yaml", OTHER.encode())
    workspace.edit(MEETING, "names:\n  - ", "programme:\n  - ")
    workspace.edit(MEETING, "ordinal: {is: 7,", "ordinal: {is: 8, inferred: all, why: as told,")
    before = opened(workspace)
    text = workspace.read(MEETING)
    known = {said_of(d) for d in verdicts_on(before, NAME, text.encode()).across}
    found = verdicts_on(before, NAME, text.replace(old, new, 1).encode())
    fresh = [d for d in found.across if said_of(d) not in known]
    assert found.may_be_saved
    assert {d.code for d in fresh} == ({code} if code else set())
    workspace.write(MEETING, text.replace(old, new, 1).encode())
    checked = workspace.run("check", "-w", str(workspace.root)).out
    assert all(str(d) in checked for d in found.all)


def test_a_new_record_may_be_referred_to_and_none_twice(workspace: Scratch) -> None:
    text = b"src: example-gazette\nname: Ana\ncountry: brazil\n"
    assert verdicts_on(opened(workspace), "persons/ana.yaml", text).may_be_saved
    twice = workspace.read(MEETING).encode()
    codes = {d.code for d in verdicts_on(opened(workspace), "meetings/porto-2025.yaml", twice).diagnostics}
    assert "duplicate-id" in codes  # the claim inside it has the id of another


def test_a_keystroke_costs_its_own_file_alone(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all other files none is parsed, and no quote of another record is looked for."""
    parsed, quotes = list[str](), list[str]()
    of, read = Verification.of, parse.parse_yaml
    before = opened(workspace)
    before.verification.prepare()

    def counted_quote(self: Verification, statement: Statement, citation: Citation) -> Checked:
        quotes.append(statement.subject)
        return of(self, statement, citation)

    def counted_file(raw: bytes, file: str) -> parse.Parsed:
        parsed.append(file)
        return read(raw, file)

    def not_again(self: SourceText, *_: object) -> None:
        raise AssertionError("a text is folded again")

    before.verification.prepare()
    monkeypatch.setattr(SourceText, "__init__", not_again)
    monkeypatch.setattr(Verification, "of", counted_quote)
    monkeypatch.setattr(parse, "parse_yaml", counted_file)
    verdicts_on(before, NAME, workspace.read(MEETING).replace("Lisbon,", "Porto,").encode())
    assert parsed == [MEETING]
    inner = {"meeting/lisbon-2024", "claim/unsteady-prices", "gap/lisbon-chair"}
    assert quotes
    assert set(quotes) <= inner
