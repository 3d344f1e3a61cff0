"""Conflicts that are known from an earlier run are those that are found afresh, whatever changed in between."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.facts.conflicts import find
from briefgen.facts.conflicts.find import SLOT, find_conflicts, known_conflicts
from briefgen.facts.factbase import FactBase
from briefgen.facts.loader import load_facts
from tests.examples import examples
from tests.facts.pages import SOURCE, MemoryCache, write

IDS = ("a", "b", "c", "d")


def known(folder: Path, kept: MemoryCache) -> object:
    return known_conflicts(load_facts(folder, cache=kept).base, kept, "code", "en")


def record(kind: str, id_: str, chance: random.Random) -> str:
    """A record that may contradict itself and others: few values, so that they meet."""
    pick = chance.choice
    note = pick(["", "", "", "deprecated: a slip\n"])
    match kind:
        case "sources":
            dated = pick(["", f"published: {{is: {pick(['2024-10-09', '2024-10-20', '2024~'])}}}\n"])
            return SOURCE.replace("language: en", f"language: {pick(['en', 'ru'])}") + dated
        case "towns":
            return f"name: {{en: {pick(['Dilport', 'Dil Port'])}, uz: {pick(['Dil Port', 'Far'])}}}\nsrc: a\n{note}"
        case "series":
            near = pick(["", f"not_to_confuse_with: [{pick('ab')}]\n"])
            return f"name: Board {id_}\nsrc: a\n{near}{note}"
        case "claims":
            disputed = pick(["", f"disputed_by: [{pick(IDS)}]\n"])
            return f"said_by: p\nsays: it is {pick(IDS)}\nmode: quoted\nsrc: a\n{disputed}{note}"
        case _:
            days = [
                f"{{is: 2024-10-1{day}, quote: {pick(['on Monday', 'on Friday'])}}}" for day in chance.sample("123", 2)
            ]
            places = chance.sample(["Dilport", "Dil Port", "Far"], 2)
            absent = f"{{status: {pick(['absent', 'present'])}, scope: exhaustive, parties: [o]}}"
            lines = [
                f"src: {pick(IDS)}",
                f"series: {pick('ab')}",
                f"ordinal: {pick([1, 2])}",
                f"status: {pick(['held', 'announced'])}",
                f"date: [{', '.join(days[: pick([1, 2])])}]",
                f"place: [{', '.join(places[: pick([1, 2])])}]",
                f"attendance: [{absent}, {{status: present, parties: [{pick('oq')}]}}]",
            ]
            return "\n".join(lines) + f"\n{note}"


KINDS = ("sources", "towns", "series", "claims", "meetings", "meetings", "meetings")


def scene(folder: Path, chance: random.Random) -> None:
    for name in ("persons/p", "organisations/o", "organisations/q"):
        write(folder, f"{name}.yaml", "name: One\nsrc: a\n")
    for kind in KINDS:
        for id_ in IDS:
            write(folder, f"{kind}/{id_}.yaml", record(kind, id_, chance))


@pytest.mark.slow
@examples(12)
@given(seed=st.integers(0, 10**9))
def test_what_is_known_equals_what_is_found_afresh(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder, chance, kept = tmp_path_factory.mktemp("facts"), random.Random(seed), MemoryCache()
    scene(folder, chance)
    for _ in range(5):
        assert known(folder, kept) == find_conflicts(load_facts(folder).base)
        for _ in range(chance.randrange(1, 4)):
            kind, id_ = chance.choice(KINDS), chance.choice(IDS)
            match chance.randrange(4):
                case 0:
                    (folder / kind / f"{id_}.yaml").unlink(missing_ok=True)
                case 1:
                    write(folder, f"conflicts/value-{id_}-date.yaml", "explanation: so it is\nstatus: explained\n")
                case _:
                    write(folder, f"{kind}/{id_}.yaml", record(kind, id_, chance))


def test_only_what_may_be_otherwise_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, kept = random.Random(1), MemoryCache()
    scene(tmp_path, chance)
    known(tmp_path, kept)
    looked: list[set[str]] = []
    plain = find.look_again

    def watched(base: FactBase, found: find.FoundConflicts, changed: set[str], language: str = "en") -> None:
        looked.append(set(changed))
        plain(base, found, changed, language)

    monkeypatch.setattr("briefgen.facts.conflicts.find.look_again", watched)
    known(tmp_path, kept)
    assert looked == []
    write(tmp_path, "claims/b.yaml", "said_by: p\nsays: something else\nmode: quoted\nsrc: a\n")
    known(tmp_path, kept)
    assert looked == [{"claim/b"}]


def test_what_is_damaged_or_of_another_program_is_found_afresh(tmp_path: Path) -> None:
    chance, kept = random.Random(2), MemoryCache()
    scene(tmp_path, chance)
    before = known(tmp_path, kept)
    assert before
    kept.data[SLOT] = kept.data[SLOT][:-1] + b"x"
    assert known(tmp_path, kept) == before
    base = load_facts(tmp_path, cache=kept).base
    assert known_conflicts(base, kept, "other code", "en") == before
