"""Reading with a cache gives what reading without one gives, whatever changed in between."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.diagnostics import Severity
from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import Loaded, load_facts
from briefgen.model.shared import OF_A_RECORD
from briefgen.workspace.cache import Store
from tests.examples import examples
from tests.facts.pages import SOURCE, MemoryCache, load_page, said, write

PAGE = f"""
=== sources/one.yaml
{SOURCE}
=== persons/p.yaml
name: {{is: P, src: one}}
=== countries/x.yaml
code: XX
=== organisations/o.yaml
name: {{en: An organisation, ru: Организация}}
src: one
=== themes/drugs.yaml
label: drugs
=== series/heads.yaml
name: Heads
src: {{one: the heads}}
members: [x, {{is: o, during: 2001/..}}]
=== meetings/a.yaml
series: heads
src: one#p2
date: {{is: 2025-10-17, inferred: year, why: the page is of 2025, quote: On 17 October}}
place: {{en: Astana, ru: Астана}}
attendance: {{parties: [x, {{is: o, head: p}}], src: {{one: x and o}}}}
outcomes:
  - is: They agreed.
    themes: drugs
    about: [o, p]
    according_to: p
claims:
  - id: c
    said_by: p
    says: it is so
    mode: quoted
gaps:
  - {{id: g, question: Who else?, looked_in: one}}
=== themes/hebrew.yaml
label: "\u202bשלום"
"""


def same(a: Loaded, b: Loaded) -> None:
    assert said(a) == said(b)
    assert dict(a.base.records) == dict(b.base.records)
    assert list(a.base.records) == list(b.base.records)
    assert a.base.schema == b.base.schema
    assert a.base.digest == b.base.digest


def test_the_cached_load_equals_the_fresh_one_warnings_included(tmp_path: Path) -> None:
    kept = MemoryCache()
    fresh = load_page(tmp_path, PAGE, kept)
    assert [d.severity for d in fresh.diagnostics] == [Severity.WARNING]
    assert len(fresh.base.records) == 10
    again = load_facts(tmp_path, cache=kept)
    assert not again.read_anew
    same(fresh, again)


def test_an_unchanged_base_is_read_without_yaml_and_models(tmp_path: Path) -> None:
    (tmp_path / ".kept").mkdir()
    load_page(tmp_path, PAGE, Store(tmp_path / ".kept"))
    script = (
        "import sys; from pathlib import Path; from briefgen.facts.loader import load_facts\n"
        "from briefgen.workspace.cache import Store\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "loaded = load_facts(folder, cache=Store(folder / '.kept'))\n"
        "assert not loaded.read_anew and len(list(loaded.base.statements)) > 20\n"
        "assert not {'pydantic', 'yaml'} & sys.modules.keys(), 'imported'\n"
    )
    import subprocess
    import sys

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stderr == ""


def test_an_error_is_reported_again_by_every_run(tmp_path: Path) -> None:
    write(tmp_path, "themes/wrong.yml", "label: x\n")
    write(tmp_path, "meetings/b.yaml", "series: nowhere\nsrc: nobody\n")
    write(tmp_path, "meetings/c.yaml", "serie: nowhere\n")
    kept = MemoryCache()
    fresh = load_page(tmp_path, PAGE, kept)
    assert len([d for d in fresh.diagnostics if d.severity is Severity.ERROR]) == 4
    before = dict(kept.data)
    again = load_facts(tmp_path, cache=kept)
    same(fresh, again)
    assert again.read_anew == ("facts/meetings/b.yaml", "facts/meetings/c.yaml", "facts/themes/wrong.yml")
    assert kept.data == before  # files with errors are read anew each time, and nothing is written for it


def test_a_reference_is_checked_anew_when_what_it_leads_to_is_gone_or_twice(tmp_path: Path) -> None:
    kept = MemoryCache()
    load_page(tmp_path, PAGE, kept)
    (tmp_path / "organisations" / "o.yaml").unlink()
    gone = load_facts(tmp_path, cache=kept)
    same(gone, load_facts(tmp_path))
    assert [d.location.line for d in gone.diagnostics if d.code == "unknown-reference"] == [5, 9, 3]
    write(tmp_path, "organisations/o.yaml", "name: O\n")
    write(tmp_path, "persons/o.yaml", "name: O\n")
    twice = load_facts(tmp_path, cache=kept)
    same(twice, load_facts(tmp_path))
    assert [d.code for d in twice.diagnostics if d.severity is Severity.ERROR] == ["ambiguous-reference"] * 3


@pytest.mark.slow
def test_a_damaged_cache_is_thrown_away(tmp_path: Path) -> None:
    whole = MemoryCache()
    fresh = load_page(tmp_path, PAGE, whole)
    damage = random.Random(1)
    for _ in range(120):
        name = damage.choice([*whole.data])
        cache = bytearray(whole.data[name])
        match damage.randrange(4):
            case 0:
                cache[damage.randrange(len(cache))] ^= 1 << damage.randrange(8)
            case 1:
                del cache[damage.randrange(len(cache)) :]
            case 2:
                cache[: damage.randrange(40)] = damage.randbytes(10)
            case 3:
                cache.clear()
        kept = MemoryCache()
        kept.data = {**whole.data, name: bytes(cache)}
        same(load_facts(tmp_path, cache=kept), fresh)


def test_a_cache_of_other_code_is_thrown_away(tmp_path: Path) -> None:
    kept = MemoryCache()
    load_page(tmp_path, PAGE, kept)
    assert load_facts(tmp_path, cache=kept, code="another").read_anew


def test_reading_is_the_same_at_any_hour_and_in_any_order_of_files(tmp_path: Path) -> None:
    first = load_page(tmp_path / "first", PAGE)
    second = load_page(tmp_path / "second", "=== ".join(["", *reversed(PAGE.split("=== ")[1:])]))
    for path in (tmp_path / "second").rglob("*.yaml"):
        os.utime(path, (0, 0))
    same(first, second)


# --- laws ----------------------------------------------------------------------------------------

BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet="ab:-[]{}&*!|>'\"%@`,?# \n\t\\~0\x00\ufeffé\u202e", max_size=120).map(str.encode),
)
FOLDERS = {spec.folder: [*OF_A_RECORD, *spec.fields] for spec in shipped_kinds().schema.values()}
KEYS = sorted({name for fields in FOLDERS.values() for name in fields} | {"is", "src", "id", "en"})
VALUES = st.recursive(
    st.sampled_from(["x", "", "~", "a", "one", "2025", "2025-02-30", "p", "no", "1", "'", '"', "Uzbek", "true", "é"]),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)),
    max_leaves=12,
)


def flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return str(value)


def load_strange(folder: Path, name: str, content: bytes) -> Loaded:
    path = write(folder, name, content)
    loaded = load_facts(folder)
    for diagnostic in loaded.diagnostics:
        assert "\n" not in diagnostic.message
        assert len(diagnostic.message) < 400
        assert str(diagnostic).encode()
    path.unlink()
    return loaded


LAW = examples(20)


@LAW
@given(folder=st.sampled_from(sorted(FOLDERS)), content=BYTES)
def test_no_bytes_make_it_raise(tmp_path: Path, folder: str, content: bytes) -> None:
    load_strange(tmp_path, f"{folder}/a.yaml", content)


@LAW
@given(folder=st.sampled_from(sorted(FOLDERS)), data=st.data())
def test_no_record_of_known_keys_makes_it_raise(tmp_path: Path, folder: str, data: st.DataObject) -> None:
    fields = sorted(FOLDERS[folder])
    record = data.draw(st.dictionaries(st.sampled_from(fields), VALUES, max_size=6))
    content = "".join(f"{key.rstrip('_')}: {flow(value)}\n" for key, value in record.items())
    loaded = load_strange(tmp_path, f"{folder}/a.yaml", content.encode())
    assert loaded.diagnostics or loaded.base.records


@LAW
@given(seed=st.integers(0, 10**9))
def test_no_mutation_of_a_real_record_makes_it_raise(tmp_path: Path, seed: int) -> None:
    parts = [part.partition("\n") for part in PAGE.split("=== ")[1:]]
    chance = random.Random(seed)
    name, _, text = chance.choice(parts)
    load_strange(tmp_path, name, mutated(text.encode(), chance))


def mutated(raw: bytes, chance: random.Random) -> bytes:
    content = bytearray(raw)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(content) + 1)
        match chance.randrange(4):
            case 0:
                content[at:at] = chance.choice([b":", b"\n", b" ", b"-", b'"', b"[", b"]", b"{", b"\t", b"&a ", b"\0"])
            case 1:
                del content[at : at + chance.randrange(1, 12)]
            case 2:
                other = chance.randrange(len(content) + 1)
                content[at:at] = content[other : other + chance.randrange(1, 30)]
            case 3:
                content[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(content)


@examples(8)
@given(seed=st.integers(0, 10**9))
def test_incremental_equals_from_scratch_after_any_edits(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("facts")
    chance = random.Random(seed)
    kept = MemoryCache()
    load_page(folder, PAGE, kept)
    files = [(part.partition("\n")[0], part.partition("\n")[2]) for part in PAGE.split("=== ")[1:]]
    for _ in range(4):
        for name, text in chance.sample(files, k=chance.randrange(1, 4)):
            match chance.randrange(4):
                case 0:
                    (folder / name).unlink(missing_ok=True)
                case 1:
                    write(folder, name, mutated(text.encode(), chance))
                case 2:
                    write(folder, name, text)
                case 3:
                    write(folder, name.replace(".yaml", f"-{chance.randrange(3)}.yaml"), text)
        incremental, fresh = load_facts(folder, cache=kept), load_facts(folder)
        answers_alike(incremental.base, fresh.base, chance)
        same(incremental, fresh)
        assert sorted(incremental.base.marked) == sorted(fresh.base.marked)


def answers_alike(a: FactBase, b: FactBase, chance: random.Random) -> None:
    """Each question answered alike, in any order: what was not read before is read for it."""
    keys = [*b.records, "meeting/nowhere"]
    statements = [s.id for s in b.statements]
    questions: list[Callable[[FactBase], object]] = [
        lambda base: base.last_day,
        lambda base: base.deprecated_sources,
        lambda base: base.digest,
        lambda base: [base.heads[key].file for key in base.heads],
        lambda base: list(base.in_order(frozenset(statements[::2]))),
        *((lambda base, key=key: base.referring(key)) for key in keys),
        *((lambda base, key=key: base.record(key)) for key in keys),
        *((lambda base, key=key: base.label(key)) for key in keys),
        *((lambda base, kind=kind: base.of_kind(kind)) for kind in b.schema),
        *((lambda base, kind=kind: [head.key for head in base.heads_of(kind)]) for kind in b.schema),
        *((lambda base, id_=id_: base.statement(id_)) for id_ in statements),
        *((lambda base, id_=id_: base.statement_or_none(f"{id_}0")) for id_ in statements[:3]),
        lambda base: base.passing_over(frozenset(keys[::3])).referring(keys[1]),
        lambda base: base.passing_over(frozenset(keys[::3])).of_kind("meeting"),
    ]
    for ask in chance.sample(questions, len(questions)):
        assert ask(a) == ask(b)


@pytest.mark.slow
def test_rows_are_written_anew_where_most_are_of_no_use_and_earlier_readers_go_on(tmp_path: Path) -> None:
    kept = MemoryCache()
    before = load_page(tmp_path, PAGE, kept).base.digest
    (name,) = (name for name in kept.data if name.startswith("facts.rows"))
    unread = load_facts(tmp_path, cache=kept)
    for turn in range(30):
        write(tmp_path, "themes/long.yaml", f"label: {'very ' * 1000} long {turn}\n")
        load_facts(tmp_path, cache=kept)
    assert name not in kept.data
    assert sum(len(kept.data[name]) for name in kept.data if name.startswith("facts.rows")) < 90_000
    assert unread.base.digest == before
    (tmp_path / "themes/long.yaml").unlink()
    same(unread, load_facts(tmp_path))
    same(load_facts(tmp_path, cache=kept), unread)


def test_to_read_a_sound_record_nothing_is_imported_that_says_what_is_wrong_with_others(tmp_path: Path) -> None:
    record = tmp_path / "facts/series/board.yaml"
    (tmp_path / "kept").mkdir()
    record.parent.mkdir(parents=True)
    record.write_text("name: Harbour board\n", "utf-8")
    load_facts(tmp_path / "facts", cache=Store(tmp_path / "kept"))
    record.write_text("name: Board of harbours\n", "utf-8")
    program = (
        "import sys\nfrom pathlib import Path\nfrom briefgen.facts.loader import load_facts\n"
        "from briefgen.workspace.cache import Store\n"
        "found = load_facts(Path('facts'), cache=Store(Path('kept'))).base.records['series/board']\n"
        "print(found.statements[0].value, *[name for name in sys.modules if name.startswith('pydantic')])\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout == "{'': 'Board of harbours'}\n"
