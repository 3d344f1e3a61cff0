"""What is kept of files of facts is read again by whoever finds it whole; the base on it answers like any other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.loader import load_facts
from briefgen.facts.store.fact_store import INDEX, ROWS, FactStore, LazyFactBase, LazyRecords
from briefgen.model.statement import Record
from briefgen.workspace.cache import Store
from tests.facts.pages import SOURCE, MemoryCache, load_page, write

PAGE = f"""
=== sources/one.yaml
{SOURCE}
=== themes/sea.yaml
label: sea
=== themes/walls.yaml
label: walls
=== meetings/a.yaml
place: {{is: Port Example, src: one}}
agenda: [{{is: Of the sea, themes: [sea], src: one}}]
"""

EMPTY = blake2b(b"", digest_size=16).hexdigest()  # of no descriptions of kinds, and no defaults


@pytest.fixture
def kept(tmp_path: Path) -> MemoryCache:
    cache = MemoryCache()
    load_page(tmp_path, PAGE, cache)
    return cache


def rows_of(cache: MemoryCache) -> str:
    (name,) = (name for name in cache.data if name.startswith(ROWS))
    return name


def test_a_changed_file_adds_its_own_rows_and_no_others(tmp_path: Path, kept: MemoryCache) -> None:
    name = rows_of(kept)
    before = kept.data[name]
    write(tmp_path, "themes/sea.yaml", "label: the sea\n")
    assert load_facts(tmp_path, cache=kept).read_anew == ("facts/themes/sea.yaml",)
    after = kept.data[name]
    assert after.startswith(before)
    assert len(after) - len(before) < 200
    assert not load_facts(tmp_path, cache=kept).read_anew


def test_statements_are_not_read_before_somebody_asks(tmp_path: Path, kept: MemoryCache) -> None:
    name = rows_of(kept)
    kept.data[name] = bytes(len(kept.data[name]))  # whatever stands there
    loaded = load_facts(tmp_path, cache=kept)
    assert not loaded.read_anew
    assert loaded.base.heads["meeting/a"].file == "facts/meetings/a.yaml"
    assert [head.id for head in loaded.base.heads_of("theme")] == ["sea", "walls"]
    assert loaded.base.label("theme/sea") == "sea"  # from the file itself, as what was kept is damaged
    assert len(load_facts(tmp_path, cache=kept).read_anew) == 4  # once for all that may be damaged beside it
    again = load_facts(tmp_path, cache=kept)
    assert (again.read_anew, again.base.label("theme/sea")) == ((), "sea")


def test_rows_that_are_gone_or_cut_off_are_no_rows(tmp_path: Path, kept: MemoryCache) -> None:
    name = rows_of(kept)
    kept.data[name] = kept.data[name][:-1]
    assert len(load_facts(tmp_path, cache=kept).read_anew) == 4
    kept.drop(rows_of(kept))
    assert len(load_facts(tmp_path, cache=kept).read_anew) == 4
    assert not load_facts(tmp_path, cache=kept).read_anew


def test_two_who_add_rows_at_once_both_find_theirs(tmp_path: Path, kept: MemoryCache) -> None:
    index = kept.data[INDEX]
    write(tmp_path, "themes/sea.yaml", "label: the sea\n")
    load_facts(tmp_path, cache=kept)
    kept.data[INDEX] = index  # what the other one had read before
    write(tmp_path, "themes/walls.yaml", "label: the walls\n")
    loaded = load_facts(tmp_path, cache=kept)
    assert loaded.read_anew == ("facts/themes/sea.yaml", "facts/themes/walls.yaml")
    again = load_facts(tmp_path, cache=kept)
    assert not again.read_anew
    assert [again.base.label(f"theme/{name}") for name in ("sea", "walls")] == ["the sea", "the walls"]


def test_rows_of_other_versions_and_of_runs_that_were_killed_are_removed(tmp_path: Path, kept: MemoryCache) -> None:
    first, index = rows_of(kept), kept.data[INDEX]
    load_facts(tmp_path, cache=kept, code="another version")
    assert rows_of(kept) != first
    kept.data[INDEX], kept.data[f"{ROWS}-killed"] = index, b"half of it"
    assert len(load_facts(tmp_path, cache=kept).read_anew) == 4  # its rows are gone
    assert f"{ROWS}-killed" not in kept.data
    assert not load_facts(tmp_path, cache=kept).read_anew
    kept.add(rows_of(kept), b"of a run that was killed before it wrote the index", is_new=False)
    write(tmp_path, "themes/sea.yaml", "label: the sea\n")
    load_facts(tmp_path, cache=kept)
    assert load_facts(tmp_path, cache=kept).base.label("theme/sea") == "the sea"


@pytest.mark.parametrize("other", ["the same", "another"])
def test_one_who_writes_all_anew_while_another_is_at_work_harms_neither(tmp_path: Path, other: str) -> None:
    class Meanwhile(MemoryCache):
        """Before anything is added, a run of another program has read and written all."""

        is_begun = True

        def add(self, name: str, data: bytes, *, is_new: bool) -> int | None:
            if not self.is_begun:
                self.is_begun = True
                self.drop(INDEX)
                load_facts(tmp_path, cache=self, code=other)
            return super().add(name, data, is_new=is_new)

    kept = Meanwhile()
    load_page(tmp_path, PAGE, kept)
    kept.is_begun = False
    write(tmp_path, "themes/sea.yaml", "label: bay\n")
    for code in ("", "", other):
        loaded = load_facts(tmp_path, cache=kept, code=code)
        assert dict(loaded.base.records) == dict(load_facts(tmp_path).base.records)


def test_the_rows_of_one_file_are_never_taken_for_those_of_another(tmp_path: Path) -> None:
    kept = MemoryCache()
    load_page(tmp_path, "=== themes/sea.yaml\nlabel: sea\n=== themes/bay.yaml\nlabel: bay\n", kept)
    name, store = rows_of(kept), FactStore(kept, {"code": "", "kinds": EMPTY})
    (a, size), (b, other) = (store.entry(f"facts/themes/{one}.yaml")[-2:] for one in ("bay", "sea"))
    assert (a, size) == (0, other)
    rows = kept.data[name]
    kept.data[name] = rows[b:] + rows[:b]
    base = load_facts(tmp_path, cache=kept).base
    assert (base.label("theme/sea"), base.label("theme/bay")) == ("sea", "bay")


@pytest.mark.slow
def test_processes_that_read_and_write_at_once_all_read_what_there_is(tmp_path: Path) -> None:
    load_page(tmp_path / "facts", PAGE)
    (tmp_path / "kept").mkdir()
    program = """
import sys
from pathlib import Path
from briefgen.facts.loader import load_facts
from briefgen.workspace.cache import Store
own, code = sys.argv[1:]
for turn in range(12):
    Path(f"facts/themes/{own}.yaml").write_text(f"label: {own}{turn}\\n")
    base = load_facts(Path("facts"), cache=Store(Path("kept")), code=code).base
    assert base.label(f"theme/{own}") == f"{own}{turn}"
    assert base.label("meeting/a"), base.label("theme/walls") == "walls"
"""
    commands = [[sys.executable, "-c", program, own, code] for own, code in (("p", ""), ("q", ""), ("r", "other"))]
    running = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) for command in commands]
    assert [one.communicate()[1] for one in running] == [b""] * 3
    store = Store(tmp_path / "kept")
    for _ in range(2):
        base = load_facts(tmp_path / "facts", cache=store).base
        assert dict(base.records) == dict(load_facts(tmp_path / "facts").base.records)
    assert not load_facts(tmp_path / "facts", cache=store).read_anew
    assert len([name for name in store.names() if name.startswith(ROWS)]) == 1


def test_a_new_record_has_references_followed_again_only_where_they_may_lead_to_it(
    tmp_path: Path, kept: MemoryCache
) -> None:
    write(tmp_path, "themes/tides.yaml", "label: tides\n")
    assert load_facts(tmp_path, cache=kept).read_anew == ("facts/themes/tides.yaml",)
    write(tmp_path, "meetings/sea.yaml", "place: Port Example\n")  # no theme, so "sea" is the theme as before
    assert load_facts(tmp_path, cache=kept).read_anew == ("facts/meetings/sea.yaml",)
    (tmp_path / "themes/sea.yaml").unlink()
    assert load_facts(tmp_path, cache=kept).read_anew == ("facts/meetings/a.yaml",)


def test_a_store_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    class Full(MemoryCache):
        def add(self, name: str, data: bytes, *, is_new: bool) -> None:
            return None

    full = Full()
    for _ in range(2):
        loaded = load_page(tmp_path, PAGE, full)
        assert len(loaded.read_anew) == 4
        assert loaded.base.label("theme/sea") == "sea"


MANY = f"""
=== sources/one.yaml
{SOURCE}
=== sources/two.yaml
{SOURCE}deprecated: a copy
=== themes/sea.yaml
label: sea
=== meetings/a.yaml
agenda: [{{is: Of the sea, themes: [sea], src: one, marking: TLP:RED, recorded: 2031-01-02}}]
=== meetings/b.yaml
agenda: [{{is: Of the sea as well, themes: [sea], src: one}}]
deprecated: a slip
"""
QUESTIONS: dict[str, Callable[[FactBase], object]] = {
    "records": lambda base: list(base.records.items()),
    "kind": lambda base: base.of_kind("meeting"),
    "heads": lambda base: [head.key for head in base.heads_of("meeting")],
    "referring": lambda base: base.referring("theme/sea"),
    "deprecated sources": lambda base: base.deprecated_sources,
    "last day": lambda base: base.last_day,
    "marked": lambda base: base.marked,
    "statements": lambda base: list(base.statements),
    "narrowed": lambda base: base.passing_over(frozenset({"meeting/a"})).referring("theme/sea"),
    "narrowed kind": lambda base: base.passing_over(frozenset({"meeting/a"})).of_kind("meeting"),
}


@pytest.mark.few(3)
@pytest.mark.parametrize("name", QUESTIONS)
def test_it_answers_like_the_whole_base_before_and_after_all_was_read(tmp_path: Path, name: str) -> None:
    kept = MemoryCache()
    load_page(tmp_path, MANY, kept)
    whole, shelved = load_facts(tmp_path).base, load_facts(tmp_path, cache=kept).base
    assert isinstance(shelved, LazyFactBase)
    assert QUESTIONS[name](shelved) == QUESTIONS[name](whole)
    shelved.prepare()
    assert QUESTIONS[name](shelved) == QUESTIONS[name](whole)


def test_a_statement_that_is_not_there_is_none(tmp_path: Path) -> None:
    kept = MemoryCache()
    load_page(tmp_path, MANY, kept)
    base = load_facts(tmp_path, cache=kept).base
    for id_ in ("meeting/a/agenda/0", "meeting/nowhere/agenda/0", "nothing"):
        assert base.statement_or_none(id_) is None
        with pytest.raises(KeyError):
            base.statement(id_)


def test_records_of_a_file_are_read_together_and_once() -> None:
    read: list[str] = []
    heads = {key: Record(key[0], key[2], file) for key, file in (("b/y", "f"), ("a/x", "f"), ("a/w", "g"))}

    def of_file(name: str) -> list[Record]:
        read.append(name)
        return [head for head in heads.values() if head.file == name]

    records = LazyRecords(heads, {}, of_file)
    assert list(records) == ["a/w", "a/x", "b/y"]
    assert (len(records), "a/x" in records, "a/z" in records, records.get("a/z")) == (3, True, False, None)
    assert (records["a/x"].id, records["b/y"].id, read) == ("x", "y", ["f"])
    with pytest.raises(KeyError):
        records["a/z"]
