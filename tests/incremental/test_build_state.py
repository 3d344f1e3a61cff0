"""What is remembered of briefs comes back as it was, and pairs that no brief has any more do not pile up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.diagnostics import Diagnostic, Location
from briefgen.facts.factbase import FactBase
from briefgen.facts.questions import resting_on
from briefgen.incremental.build_state import BriefState, Pairs, SharedFingerprints, SourceDigest, States, short
from briefgen.incremental.fingerprints import Fingerprints
from briefgen.outputs.artifacts import Artifacts
from briefgen.outputs.manifest import digest_of
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.workspace.test_audience import SOURCE
from tests.workspaces import MEETING, Scratch

TOLD = Diagnostic(Location("facts/a.yaml", 3, 5), "what is wrong \udc80", "some-code", hint="mend it")
ONE = BriefState({"kind meeting": "1", "values meeting/a date": "2"}, {"meeting/a.md": "1" * 16}, (TOLD,))
TWO = BriefState({"kind meeting": "1", "values meeting/b date": "3"}, {"meeting/b.md": "2" * 16}, (), (TOLD,))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def kept(store: Store, states: States) -> States:
    states.write(store)
    return States.read(store)


def plain(states: States) -> dict[str, tuple[object, ...]]:
    return {n: (dict(s.fingerprints), s.files, s.findings, s.failed) for n, s in states.briefs.items()}


def test_what_is_remembered_comes_back(store: Store) -> None:
    states = kept(store, States({"b": TWO, "a": ONE}, "key"))
    assert plain(states) == plain(States({"a": ONE, "b": TWO}))
    assert states.up_to_date_key == "key"
    assert plain(kept(store, states)) == plain(states)


def test_all_that_is_known_beside_the_briefs_comes_back(store: Store) -> None:
    digest = SourceDigest({"facts/a.yaml": "1"}, "rest", {"TLP:GREEN": "2"})
    states = States({"a": ONE}, "key", {"": ["a", "b"]}, ["b"], source_digest=digest, raised=["out/issued/a/1"])
    found = kept(store, states)
    assert (found.up_to_date_key, found.scopes, found.others) == ("key", {"": ["a", "b"]}, ["b"])
    assert (found.source_digest, found.raised) == (digest, ["out/issued/a/1"])
    assert (found.used, len(found.pairs)) == (2, 2)
    assert kept(Store(None), states).briefs == {}


def test_templates_need_not_be_compiled_where_none_of_them_changed() -> None:
    then, base = SourceDigest(rest="rest", templates="b", issued="b"), FactBase({}, [])
    grounds = [resting_on("wording meeting/brief.md.j2 0"), resting_on("issue meeting/lisbon-2024")]
    for word, is_same in {"b": True, "a": False, "c": False, "": False}.items():
        now = SourceDigest(rest="rest", templates=word, issued=word)
        assert [*map(then.same(now, base), grounds)] == [is_same, is_same]
    unknown = SourceDigest(rest="rest")
    assert not any(map(unknown.same(unknown, base), grounds))


def test_what_is_up_to_date_is_so_for_one_key_and_by_scope() -> None:
    states = States()
    states.mark_up_to_date("one", "", ["b", "a"])
    states.mark_up_to_date("one", "tables", ["c"])
    assert (states.up_to_date_key, states.scopes) == ("one", {"": ["a", "b"], "tables": ["c"]})
    states.mark_up_to_date("two", "tables", ["c"])
    assert (states.up_to_date_key, states.scopes) == ("two", {"tables": ["c"]})


def test_what_a_killed_run_left_in_the_store_goes_at_the_end_of_a_build(store: Store) -> None:
    (Path(store.folder) / ".new-x").write_bytes(b"half")
    States().write(store)
    assert [path.name for path in Path(store.folder).iterdir()] == ["build.states"]


def test_the_answers_of_a_brief_that_was_read_are_those_that_were_written(store: Store) -> None:
    found = kept(store, States({"a": ONE, "b": TWO})).briefs["b"].fingerprints
    assert isinstance(found, SharedFingerprints)
    assert (found["values meeting/b date"], list(found), len(found)) == ("3", list(TWO.fingerprints), 2)
    assert [found.has_any(numbers) for numbers in ({0}, {1}, {2}, {1, 2}, set[int]())] == [
        True,
        False,
        True,
        True,
        False,
    ]
    assert "values meeting/a date" not in found


def test_a_file_is_what_was_made_where_the_manifest_says_so(tmp_path: Path) -> None:
    artifacts = Artifacts(tmp_path)
    artifacts.write({"a.md": b"made"})
    state = BriefState({}, {"a.md": short(digest_of(b"made")), "b.md": "1" * 16})
    assert [state.made(name, artifacts) for name in ("a.md", "b.md")] == [True, False]
    artifacts.write({"a.md": b"other"})
    assert not state.made("a.md", artifacts)


def test_of_questions_that_surely_have_the_same_answer_none_is_asked(store: Store) -> None:
    states = kept(store, States({"a": ONE, "b": TWO}))
    found = states.outdated(["a", "b"], lambda _: "other", lambda ground: ground.startswith("meeting/"))
    assert {states.pairs[n] for n in found} == {("kind meeting", "1")}
    assert States({"a": ONE}).outdated(["a"], lambda _: "other") == set()  # made just now


@pytest.mark.parametrize("damage", [b"", b"\0" * 8, b"\0" * 7 + b"\x02{}", b"\xff" * 20])
def test_what_is_damaged_is_nothing(store: Store, damage: bytes) -> None:
    store.put("build.states", damage)
    assert States.read(store).briefs == {}


def test_what_is_cut_off_is_nothing(store: Store) -> None:
    States({"a": ONE}).write(store)
    whole = store.get("build.states")
    assert whole is not None
    store.put("build.states", whole[:-4])
    assert States.read(store).briefs == {}


def test_each_question_is_asked_once_for_all_briefs(store: Store) -> None:
    states, asked = kept(store, States({"a": ONE, "b": TWO})), []

    def digest(question: str) -> str:
        asked.append(question)
        return "2" if question.endswith("date") else "1"

    outdated = states.outdated(["a", "b", "new"], digest)
    assert {states.pairs[n] for n in outdated} == {("values meeting/b date", "3")}
    assert sorted(asked) == ["kind meeting", "values meeting/a date", "values meeting/b date"]
    asked.clear()
    assert states.outdated(["a"], digest) == set()
    assert "values meeting/b date" not in asked


def test_answers_of_long_ago_are_dropped(store: Store) -> None:
    states, sizes = States({"a": ONE, "b": TWO}), []
    for day in range(20):
        states = kept(store, states)
        sizes.append(len(states.pairs))
        states.briefs["a"] = BriefState({"kind meeting": "1", "values meeting/a date": f"day {day}"}, {})
    states = kept(store, states)
    assert dict(states.briefs["a"].fingerprints) == {"kind meeting": "1", "values meeting/a date": "day 19"}
    assert dict(states.briefs["b"].fingerprints) == TWO.fingerprints
    assert sizes[:7] == [3, 4, 5, 6, 7, 3, 4]  # once they are more than twice as many as are some brief's


# --- what need not be asked again ---


def test_only_what_rests_on_a_changed_file_is_asked_again(workspace: Scratch, store: Store) -> None:
    before = digest_of_sources(open_workspace(workspace, store))
    assert same_as(before, workspace, store)("values meeting/lisbon-2024 date")
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisboa,")
    same = same_as(before, workspace, store)
    assert not same("values meeting/lisbon-2024 date")
    assert not same("statement meeting/lisbon-2024/place/abc")
    assert not same("exists meeting/porto-2030")
    assert all(map(same, ("record theme/stocks", "conflicts theme/stocks", "issue meeting/lisbon-2024")))
    assert not any(map(same, ("kind theme", "referring theme/stocks", "settings", "program")))
    assert not same_as(SourceDigest(), workspace, store)("record theme/stocks")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("facts/sources/example-gazette.yaml", "reliability: C", "reliability: B"),
        ("facts/themes/stocks.yaml", "label: ", "marking: TLP:RED\nlabel: "),
        ("archive/example-gazette.txt", "a", "b"),
    ],
)
def test_a_source_a_marking_and_an_archived_text_have_everything_asked_again(
    workspace: Scratch, store: Store, name: str, old: str, new: str
) -> None:
    before = digest_of_sources(open_workspace(workspace, store))
    workspace.edit(name, old, new)
    assert not same_as(before, workspace, store)("values meeting/lisbon-2024 date")


def test_a_record_whose_conflicts_are_others_is_asked_again(workspace: Scratch, store: Store) -> None:
    opened = open_workspace(workspace, store)
    now, key = digest_of_sources(opened), "meeting/lisbon-2024"
    for disputed, asked in (({"": {}}, {}), ({"": {key: "1"}}, {key}), ({}, {key, "theme/stocks"})):
        same = replace(now, disputed=disputed).same(now, opened.facts.base)
        assert {one for one in (key, "theme/stocks") if not same(one)} == set(asked)


def test_what_an_audience_may_know_rests_on_other_files_too(workspace: Scratch, store: Store) -> None:
    workspace.write("facts/sources/cable.yaml", f"{SOURCE}label: Cable\nmarking: TLP:RED\n")
    workspace.write("facts/persons/ada.yaml", "name: Ada\nsrc: example-gazette\n")
    claim = "src: example-gazette\nsaid_by: ada\nsays: it is so\nmode: reported\nat: lisbon-2024\n"
    workspace.write("facts/claims/so.yaml", claim)
    question, readers = "record claim/so", "TLP:GREEN"
    before = digest_of_sources(open_workspace(workspace, store), readers)
    assert same_as(before, workspace, store, readers)(question)
    workspace.edit("facts/persons/ada.yaml", "src: example-gazette", "src: cable")  # which says what nobody else does
    assert open_workspace(workspace, store).for_audience(readers).facts.base.record("claim/so") is None
    assert same_as(before, workspace, store)(question)
    assert not same_as(before, workspace, store, readers)(question)


def same_as(before: SourceDigest, workspace: Scratch, store: Store, audience: str = "") -> Callable[[str], bool]:
    opened = open_workspace(workspace, store)
    is_same = before.same(digest_of_sources(opened, audience), opened.facts.base, audience)
    return lambda question: is_same(resting_on(question))


def digest_of_sources(opened: Workspace, *audiences: str) -> SourceDigest:
    return SourceDigest.of(opened, {name: Fingerprints(opened.for_audience(name)) for name in ("", *audiences)})


def open_workspace(workspace: Scratch, store: Store) -> Workspace:
    return Workspace(find_workspace(workspace.root)[0], store)


def test_a_file_is_known_by_enough_of_its_hash_and_by_the_same_everywhere() -> None:
    assert short("0123456789abcdef" * 4) == "0123456789abcdef"


def test_answers_of_many_briefs_are_kept_once_and_come_back(store: Store) -> None:
    states = States()
    every = {f"kind {n}": str(n) for n in range(50)}
    states.briefs = {f"b/{n}": BriefState(states.shared({**every, "record b": str(n)}), {}) for n in range(20)}
    assert len(states.pairs) == 70
    again = kept(store, states)
    assert (len(again.pairs), again.used) == (70, 70)
    assert plain(again) == plain(states)
    again.briefs["b/0"] = BriefState(again.shared({**every, "record b": "other"}), {})
    last = kept(store, again)
    assert (len(last.pairs), last.used) == (71, 70)
    assert dict(last.briefs["b/0"].fingerprints) == {**every, "record b": "other"}
    assert dict(last.briefs["b/1"].fingerprints) == {**every, "record b": "1"}
    for turn in range(100):
        last.briefs["b/0"] = BriefState(last.shared({**every, "record b": f"turn {turn}"}), {})
        last = kept(store, last)
    assert len(last.pairs) <= 2 * 70 + 1
    assert dict(last.briefs["b/0"].fingerprints) == {**every, "record b": "turn 99"}


QUESTIONS = st.sampled_from(
    ["record a/b", "values a/b date", "conflicts a/b", "record a/c", "wording x 0", "issue x", "kind a", "settings"]
)
PAIRS = st.lists(st.tuples(QUESTIONS, st.sampled_from("123")), max_size=12)


@given(st.lists(PAIRS, max_size=4))
def test_each_pair_has_one_number_whenever_it_came(builds: list[list[tuple[str, str]]]) -> None:
    pairs, briefs = Pairs(), list[tuple[list[tuple[str, str]], list[int]]]()
    for found in builds:
        briefs.append((found, [*pairs.numbered(found)]))
        assert [*pairs] == [pairs[n] for n in range(len(pairs))]
        assert len({*pairs}) == len(pairs)
        packed, place = pairs.packed()
        pairs, briefs = Pairs(*packed), [(asked, [*map(place, numbers)]) for asked, numbers in briefs]
        for asked, numbers in briefs:
            assert [pairs[n] for n in numbers] == asked
            assert [*Pairs(*packed).numbered(asked)] == numbers


def test_what_rests_on_the_same_is_not_even_unpacked() -> None:
    made = Pairs()
    numbers = made.numbered([("record a/b", "1"), ("kind a", "2"), ("conflicts a/b", "3"), ("record a/c", "4")])
    (grounds, counts, rows), place = made.packed()
    damaged = [row if ground == "a/b" else b"damaged" for ground, row in zip(grounds, rows, strict=True)]
    pairs = Pairs(grounds, counts, damaged)
    found = pairs.resting(lambda ground: ground != "a/b")
    assert sorted(found.values()) == [("conflicts a/b", "3"), ("record a/b", "1")]
    assert {*found} == {place(numbers[0]), place(numbers[2])}
    assert SharedFingerprints(pairs, numbers[:0]).has_any({*found}) is False
