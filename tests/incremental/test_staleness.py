"""When a brief is made again, and why; a build with nothing to do, which sees whatever was done to a file."""

from __future__ import annotations

import os
from array import array
from pathlib import Path
from shutil import rmtree
from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefgen.diagnostics import Diagnostic, Location
from briefgen.facts.questions import VERBS
from briefgen.incremental.build_state import BriefState, Pairs, SharedFingerprints, States, short
from briefgen.incremental.results import BuildResult, Status
from briefgen.incremental.staleness import result_without_work, status_by_hand, why_stale
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.manifest import Owner
from briefgen.workspace import file_stat as stamps
from briefgen.workspace import inputs
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.inputs import inputs_key
from tests.workspaces import MEETING, Scratch

KEY = "meeting/lisbon"


class Changed:
    """Answers that are all others than they were."""

    def digest(self, _: str) -> str:
        return "now"

    def cannot_read(self, key: str) -> bool:
        return key == "gap/broken"

    def has_no(self, key: str) -> bool:
        return not key or key.startswith("gap/")


def reasons(tmp: Path, *asked: str, **more: Any) -> list[str]:
    state = BriefState(dict.fromkeys(asked, "then"), more.pop("files", {}), (), more.pop("failed", ()))
    return why_stale(state, cast(Any, Changed()), Artifacts(tmp), set())


def test_what_says_most_stands_first(tmp_path: Path) -> None:
    about = {
        "column": "meeting date",
        "kind": "gap",
        "words": "ru",
        "style": "chicago",
        "template": "t",
        "issue": "m/l",
    }
    plain = ("last-day", "house", "meanwhile", "settings", "kinds", "everything", "program")
    asked = []
    for verb in VERBS:
        rest = about.get(verb, "meeting" if verb == "template-settings" else KEY)
        rest = f"{KEY} date" if verb == "values" else f"{KEY}/place/1" if verb in ("statement", "verdict") else rest
        asked.append(verb if verb in plain else f"{verb} {rest}")
    assert reasons(tmp_path, *reversed(asked)) == list(dict.fromkeys(reasons(tmp_path, *asked)))
    assert reasons(tmp_path, *reversed(asked))[:4] == [
        f"date of {KEY} changed",
        f"place of {KEY} changed",
        f"{KEY} changed",
        "date of a meeting changed",
    ]
    assert reasons(tmp_path, *asked)[-2:] == ["the facts changed", "the program changed"]


def test_a_record_that_is_gone_or_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    asked = ("values gap/broken about", "exists gap/broken", "values gap/gone about", "conflicts gap/gone")
    assert reasons(tmp_path, *asked) == [
        "gap/broken cannot be read",
        "gap/gone is gone",
        "a conflict that touches gap/gone changed",
    ]


def test_reasons_of_facts_stand_before_those_of_files(tmp_path: Path) -> None:
    assert reasons(tmp_path, f"record {KEY}", files={"a.md": "1"}) == [f"{KEY} changed", "a.md is missing"]
    assert reasons(tmp_path, f"record {KEY}", files={"a.md": "1"}, failed=("why",)) == [
        f"{KEY} changed",
        "the last attempt failed",
    ]


# --- files in `out` ---


def on_disk(**conditions: tuple[Condition, str, bool]) -> Artifacts:
    """Files with their condition, what the manifest says was written, and whether they are behind."""
    found = SimpleNamespace(
        manifest=SimpleNamespace(files={n: SimpleNamespace(sha256=c[1]) for n, c in conditions.items() if c[1]}),
        condition=lambda name: conditions[name][0],
        is_behind=lambda name: conditions[name][2],
    )
    return cast(Artifacts, found)


def why(artifacts: Artifacts, *asked: str, pairs: Any = None, outdated: Any = frozenset()) -> list[str]:
    known = dict.fromkeys(asked, "then") if pairs is None else pairs
    names = dict.fromkeys(("a", "b", "c"), short("as-made"))
    return why_stale(BriefState(known, names), cast(Any, Changed()), artifacts, outdated)


def test_a_brief_that_was_never_made_is_made(tmp_path: Path) -> None:
    assert why_stale(None, cast(Any, Changed()), Artifacts(tmp_path), set()) == ["no build has made it here before"]


def test_files_that_are_gone_or_put_back_or_behind_are_reasons_in_this_order() -> None:
    artifacts = on_disk(
        a=(Condition.EDITED, "as-made", True),
        b=(Condition.AS_WRITTEN, "other", False),
        c=(Condition.MISSING, "", False),
    )
    assert why(artifacts, f"record {KEY}") == [
        f"{KEY} changed",
        "c is missing",
        "b is not what the last build made",
        "an earlier version of a was edited and saved over the new one",
    ]


@pytest.mark.parametrize(("condition", "is_behind"), [(Condition.EDITED, False), (Condition.AS_WRITTEN, True)])
def test_an_edit_of_the_last_version_is_no_reason(condition: Condition, is_behind: bool) -> None:
    fine = (Condition.AS_WRITTEN, "as-made", False)
    assert why(on_disk(a=(condition, "as-made", is_behind), b=fine, c=fine)) == []


def test_of_shared_answers_only_those_that_are_outdated_are_looked_at() -> None:
    """A build has looked at each pair of question and answer once; a brief without an outdated one is fresh."""
    fine = (Condition.AS_WRITTEN, "as-made", False)
    artifacts = on_disk(a=fine, b=fine, c=fine)
    known = Pairs()
    known.numbered([("house", "then"), (f"record {KEY}", "then"), ("last-day", "then")])
    pairs = SharedFingerprints(known, array("I", [0, 1]))
    assert why(artifacts, pairs=pairs, outdated={2}) == []
    assert why(artifacts, pairs=pairs, outdated={1, 2}) == [f"{KEY} changed"]


# --- a build with nothing to do, of files in `out` alone ---

TOLD = Diagnostic(Location("facts"), "told then", "told")
CONFLICT = b"<<<<<<< edited\na\n=======\nb\n>>>>>>> generated\n"


@pytest.fixture
def out(tmp_path: Path) -> Artifacts:
    """Files of two standard briefs, of one that was not made yet, and of one that is none any more."""
    artifacts = Artifacts(tmp_path / "out")
    for name in ("a", "b", "other", "gone"):
        for version in (b"first\n" * 9, b"last\n" * 9):
            artifacts.write({f"{name}.md": version, f"{name}.txt": version}, Owner(name))
    return artifacts


def without_work(out: Artifacts, scope: str = "") -> BuildResult | None:
    made = {n: short(out.manifest.files[f"{n}.md"].sha256) for n in "ab"}
    briefs = {n: BriefState({}, {f"{n}.md": made[n], f"{n}.txt": made[n]}, (TOLD,)) for n in "ab"}
    states = States(briefs=briefs, scopes={"": ["a", "b"], "of-a": ["a"], "new": ["a", "c"]}, others=["other"])
    shown = SimpleNamespace(home=SimpleNamespace(shown=lambda name: name))
    return result_without_work(states, out, cast(Any, shown), scope)


def merge(out: Artifacts, content: bytes, *, conflict: bool) -> None:
    generated = (out.out / "a.md").read_bytes()
    (out.out / "a.md").write_bytes(b"mine")
    with out.batch():
        out.write_merged("a.md", content, generated, Owner("a"), edited=b"mine", conflict=conflict)


@pytest.mark.parametrize(("scope", "names"), [("", "ab"), ("of-a", "a"), ("unknown", None), ("new", None)])
def test_nothing_to_do_is_known_of_the_briefs_of_a_scope_all_of_which_were_made(
    out: Artifacts, scope: str, names: str | None
) -> None:
    found = without_work(out, scope)
    assert (None if found is None else "".join(e.name for e in found.entries)) == names
    if found is not None:
        assert {(e.status, e.findings) for e in found.entries} == {(Status.FRESH, (TOLD,))}
        assert (found.orphans, found.edited_orphans) == (["gone.md", "gone.txt"], [])


def test_orphans_are_those_that_are_there_and_it_is_told_which_hold_edits(out: Artifacts) -> None:
    (out.out / "gone.md").unlink()
    (out.out / "gone.txt").write_bytes(b"mine")
    found = without_work(out)
    assert found is not None
    assert (found.orphans, found.edited_orphans) == (["gone.txt"], ["gone.txt"])


def test_a_file_that_is_gone_or_of_an_earlier_version_is_work(out: Artifacts) -> None:
    path, last = out.out / "a.md", (out.out / "a.md").read_bytes()
    path.write_bytes(b"mine\n" + last)
    edited = without_work(out)
    assert edited is not None
    assert (edited.entries[0].status, edited.entries[0].edited) == (Status.EDITED, ("a.md",))
    path.write_bytes(b"mine\n" + b"first\n" * 9)  # saved from a window that was open
    assert without_work(out) is None
    path.unlink()
    assert without_work(out) is None


@pytest.mark.parametrize(
    ("content", "conflict", "status"),
    [(b"both", False, Status.MERGED), (CONFLICT, True, Status.CONFLICT), (CONFLICT, False, Status.MERGED)],
)
def test_a_merged_file_is_one_with_edits_and_its_conflict_is_found(
    out: Artifacts, content: bytes, conflict: bool, status: Status
) -> None:
    merge(out, content, conflict=conflict)
    found = without_work(out)
    assert found is not None
    entry, other = found.entries
    assert (entry.status, entry.merged, entry.edited, other.status) == (status, ("a.md",), (), Status.FRESH)
    assert (TOLD in entry.findings) is (status is not Status.CONFLICT)
    if status is Status.CONFLICT:
        assert {str(d.location).partition(":")[0] for d in entry.findings} == {"out/a.md"}


def test_out_that_was_put_back_from_a_copy_is_work(out: Artifacts) -> None:
    briefs = {"a": BriefState({}, {"a.md": short("another")}, ())}
    states = States(briefs=briefs, scopes={"": ["a"]})
    assert result_without_work(states, out, cast(Any, SimpleNamespace()), "") is None


OUTPUT = "out/meeting/lisbon-2024.md"
FRESH = "1 brief: 1 fresh\n"
BRIEFS = """
[briefs.meeting]
formats = ["md"]
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A memory; files count as written long ago."""
    monkeypatch.setattr(stamps, "TICK", -(10**18))
    monkeypatch.setenv("BRIEFGEN_CACHE", str(tmp_path / "cache"))
    return Store(tmp_path)


def rewrite(path: Path, old: str, new: str) -> None:
    """An edit in place that keeps the size and the time of writing."""
    assert len(old) == len(new)
    status, text = path.stat(), path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.fixture
def settled(workspace: Scratch, store: Store) -> Scratch:
    """A workspace with one standard brief, built; one more build has found nothing to do."""
    workspace.append("briefgen.toml", BRIEFS)
    assert workspace.build().code == 0
    assert workspace.build().out == FRESH
    return workspace


def test_an_edit_that_hides_its_size_and_time_is_seen(settled: Scratch) -> None:
    rewrite(settled.root / OUTPUT, "Lisbon", "Lisboa")
    assert "meeting/lisbon-2024.md was edited by hand" in settled.build().out
    assert "meeting/lisbon-2024.md was edited by hand" in settled.build().out
    rewrite(settled.root / OUTPUT, "Lisboa", "Lisbon")
    assert settled.build().out == FRESH


def test_an_edited_fact_that_hides_its_size_and_time_is_seen(settled: Scratch) -> None:
    rewrite(settled.root / MEETING, "status: listed", "status: absent")
    assert "attendance of meeting/lisbon-2024 changed" in settled.build("--explain").out


@pytest.mark.few(1)
@pytest.mark.parametrize("name", [OUTPUT, "out/.briefgen/manifest.json"])
def test_a_file_that_is_gone_is_missed(settled: Scratch, name: str) -> None:
    (settled.root / name).unlink()
    built = settled.build()
    assert built.out != FRESH
    assert (settled.root / OUTPUT).is_file()


@pytest.mark.slow
def test_a_run_that_was_cut_off_is_seen(settled: Scratch) -> None:
    journal = settled.write("out/.briefgen/journal", '["meeting/lisbon-2024.md", "0", "meeting/lisbon-2024"]\n')
    assert settled.build().out == FRESH
    assert not journal.exists()


@pytest.mark.slow
def test_json_says_of_fresh_briefs_too_what_was_told(settled: Scratch) -> None:
    rmtree(settled.root / "archive")
    settled.build()
    assert settled.build().out == FRESH
    for entry in settled.build("--json").json["briefs"]:
        assert (entry["standing"], entry["diagnostics"][0]["code"]) == ("fresh", "quote-unverified")


# --- the key of the inputs ---


def key(workspace: Scratch, store: Store) -> str:
    return inputs_key(find_workspace(workspace.root)[0], store=store)


def test_what_is_kept_gives_the_same_key_and_reads_nothing_again(
    workspace: Scratch, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = key(workspace, Store(None))
    assert key(workspace, store) == first
    monkeypatch.setattr(inputs, "_digest", lambda path: pytest.fail(f"{path} was read"))
    assert key(workspace, store) == first


def test_only_what_looks_other_is_read_again(workspace: Scratch, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first, real, read = key(workspace, store), inputs._digest, []
    rewrite(workspace.root / MEETING, "status: listed", "status: absent")

    def noting(path: str | None) -> str:
        read.append(path)
        return real(path)

    monkeypatch.setattr(inputs, "_digest", noting)
    assert key(workspace, store) != first
    assert [Path(path).name for path in read if path] == ["lisbon-2024.yaml"]


def test_a_file_so_new_that_an_edit_may_look_the_same_is_read(
    workspace: Scratch, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TICK", "FINE_TICK"):
        monkeypatch.setattr(stamps, name, 10**12)
    real = stamps.file_stat_of(workspace.root / MEETING)
    monkeypatch.setattr(inputs, "file_stat_of", lambda _: real)  # a clock that stands still
    first = key(workspace, store)
    workspace.edit(MEETING, "status: listed", "status: absent")
    assert key(workspace, store) != first


def test_a_file_that_could_not_be_read_is_tried_again(
    workspace: Scratch, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = key(workspace, Store(None))
    with monkeypatch.context() as patch:
        patch.setattr(inputs, "_digest", lambda path: inputs.UNREADABLE if path else "")
        assert key(workspace, store) != whole
    assert key(workspace, store) == whole


def test_edits_that_are_not_merged_yet_count_before_those_that_are() -> None:
    found = [status_by_hand(edited, merged) for edited in ((), ("a",)) for merged in ((), ("b",))]
    assert found == [None, Status.MERGED, Status.EDITED, Status.EDITED]
