"""Short forms give the same statements as with everything written in each value, and defaults as in each record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.short_forms import as_written, names_in, references, spread
from briefgen.model.statement import Record
from tests.facts.pages import SOURCE, MemoryCache, check_page, load_page, said, write

TEXT = """\
passages:
  - quote: They met.
    name: opening
    according_to: [a, b]
    place: Oslo
  - quote: They left.
from: [opening, {end: They … home, one#hall: in the hall}]
"""


def test_passages_stand_in_a_list_or_by_name_and_are_named_whole_or_in_part() -> None:
    data = parse_yaml(TEXT.encode(), "a.yaml").data
    assert data is not None
    first, second = as_written(data)
    assert (first.name, first.fields(), first.words_at, second.name) == ("opening", ["place"], (2, 12), "")
    assert names_in(first.data["according_to"]) == ("a", "b")
    found = [(name, part) for name, part, _, _ in references(data["from"], (1, 1))]
    assert found == [("opening", None), ("end", "They … home"), ("one#hall", "in the hall")]
    by_name = parse_yaml(b"passages: {a: They met., b: {quote: They left.}}\n", "a.yaml").data
    assert by_name is not None
    assert [(w.name, w.words_at) for w in as_written(by_name)] == [("a", (1, 15)), ("b", (1, 37))]


REST = f"=== sources/one.yaml\n{SOURCE}=== sources/two.yaml\n{SOURCE}=== themes/sea.yaml\nlabel: sea\n"


def records(folder: Path, text: str) -> dict[str, Record]:
    loaded = load_page(folder, f"{REST}=== meetings/a.yaml\n{text}")
    assert not loaded.diagnostics, said(loaded)
    return {key: r for key, r in loaded.base.records.items() if r.file.endswith("a.yaml")}


def meaning(found: dict[str, Record]) -> dict[str, list[object]]:
    return {key: [(s.id, s.value, s.citations, s.qualifiers) for s in r.statements] for key, r in found.items()}


def test_values_and_records_share_keys_and_keep_their_own(tmp_path: Path) -> None:
    short = """\
src: one
discussion:
  - themes: sea
    quote: they spoke
    each:
      - They spoke.
      - {is: They sang., quote: they sang}
      - {is: They slept., src: {two: they slept}, themes: [sea]}
  - They left.
passages:
  - quote: walls
    agenda: {themes: sea, each: [walls, {is: floods, key: 1}]}
gaps:
  looked_in: one
  who: {question: "Who?", closes: a list}
  why: {question: Why?, looked_in: two}
claims:
  said_by: a delegate
  mode: reported
  low: {says: walls are low, quote: low walls}
"""
    long = """\
src: one
discussion:
  - {is: They spoke., themes: sea, quote: they spoke}
  - {is: They sang., themes: sea, quote: they sang}
  - {is: They slept., themes: sea, src: {two: they slept}}
  - They left.
agenda: [{is: walls, themes: sea, quote: walls}, {is: floods, themes: sea, key: 1, quote: walls}]
gaps:
  - {id: who, question: Who?, looked_in: one, closes: a list}
  - {id: why, question: Why?, looked_in: two}
claims: {id: low, said_by: a delegate, mode: reported, says: walls are low, quote: low walls}
"""
    new, old = records(tmp_path / "new", short), records(tmp_path / "old", long)
    assert meaning(new) == meaning(old)
    places = [(s.line, s.column) for s in new["meeting/a"].statements if s.property == "discussion"]
    assert places == [(6, 9), (7, 9), (8, 9), (9, 5)]
    assert (new["gap/why"].line, new["gap/why"].statements[0].line) == (16, 16)


def test_a_fault_in_what_is_shared_is_told_where_it_stands(tmp_path: Path) -> None:
    page = f"""\
{REST}=== meetings/a.yaml
src: one
discussion:
  themse: sea
  each: [They spoke., They sang.]
gaps:
  looked_inn: one
  who: {{question: Who?}}
  id: {{question: Why?}}
agenda: {{each: x}}
purpose: {{themes: sea, eech: [They met.]}}
"""
    expected = """
        facts/meetings/a.yaml:3:3: error: unknown key 'themse' [unknown-key]
          hint: did you mean 'themes'?
        facts/meetings/a.yaml:6:3: error: unknown key 'looked_inn' [unknown-key]
        facts/meetings/a.yaml:10:24: error: unknown key 'eech' [unknown-key]
          hint: did you mean 'each'?
    """
    loaded = load_page(tmp_path, page)
    assert said(loaded).count("eech") == 1
    assert "a.yaml:10:10" not in said(loaded)
    for line in expected.strip().splitlines():
        assert line.strip() in said(loaded)


def test_a_value_beside_the_values_that_share_it_is_not_lost(tmp_path: Path) -> None:
    page = f"{REST}=== meetings/a.yaml\nsrc: one\ndiscussion:\n  - {{is: They sang., each: [They spoke.]}}\n"
    assert [(d.code, str(d.location)) for d in load_page(tmp_path, page).diagnostics] == [
        ("unknown-key", "facts/meetings/a.yaml:3:22")
    ]


def test_a_shared_number_counts_the_values_and_goes_on_from_one_that_has_its_own(tmp_path: Path) -> None:
    short = """\
src: one
agenda: {key: from 3, each: [walls, {is: floods, key: 7}, storms]}
gaps:
  looked_in: one
  key: from 1
  who: {question: "Who?"}
  why: {question: "Why?"}
claims:
  - {said_by: a delegate, mode: reported, key: from 5, low: {says: walls are low}}
"""
    long = """\
src: one
agenda: [{is: walls, key: 3}, {is: floods, key: 7}, {is: storms, key: 8}]
gaps:
  - {id: who, question: "Who?", looked_in: one, key: 1}
  - {id: why, question: "Why?", looked_in: one, key: 2}
claims: {id: low, said_by: a delegate, mode: reported, says: walls are low, key: 5}
"""
    new, old = records(tmp_path / "new", short), records(tmp_path / "old", long)
    assert meaning(new) == meaning(old)
    faulty = short.replace("key: from 1", "key: from one").replace("looked_in: one", "looked_in: from 1")
    found = [
        (d.code, str(d.location))
        for d in load_page(tmp_path / "bad", f"{REST}=== meetings/a.yaml\n{faulty}").diagnostics
    ]
    assert found == [("bad-id", "facts/meetings/a.yaml:4:14"), ("wrong-type", "facts/meetings/a.yaml:5:8")]


def test_each_of_many_records_looks_at_what_they_share_and_not_at_the_others() -> None:
    def looks(count: int) -> int:
        raw = "src: one\ngaps:\n  closes: the text\n" + "".join(
            f"  gap-{n}: {{question: Why?}}\n" for n in range(count)
        )
        data = parse_yaml(raw.encode(), "").data
        assert data is not None
        gaps, times = data["gaps"], 0

        class Seen(type(gaps)):  # type: ignore[misc]
            """A mapping that counts how often a key is read, and how many when it is gone through."""

            def __getitem__(self, key: str) -> object:
                nonlocal times
                times += 1
                return super().__getitem__(key)

            def items(self) -> Any:
                nonlocal times
                times += len(self)
                return super().items()

        data["gaps"] = Seen(gaps.at)
        data["gaps"].update(gaps)
        data["gaps"].key_at, data["gaps"].value_at = gaps.key_at, gaps.value_at
        assert len(spread(data, shipped_kinds().schema["meeting"].fields)["gaps"]) == count
        return times

    assert looks(40) < 2.2 * looks(20)


PAGE = """\
=== defaults.yaml
recorded: 2031-06-20
=== themes/sea.yaml
label: sea
=== themes/walls.yaml
label: walls
recorded: 2031-07-01
=== meetings/a.yaml
place: Port Example
gaps: {id: who, question: Who came?}
"""


def days(folder: Path, kept: MemoryCache | None = None) -> dict[str, str]:
    base = load_facts(folder, cache=kept).base
    return {s.id.rpartition("/")[0]: s.recorded for s in base.statements}


def test_records_have_what_they_do_not_say_themselves(tmp_path: Path) -> None:
    kept = MemoryCache()
    loaded = load_page(tmp_path, PAGE, kept)
    assert not loaded.diagnostics, said(loaded)
    assert days(tmp_path) == {
        "theme/sea/label": "2031-06-20",
        "theme/walls/label": "2031-07-01",
        "meeting/a/place": "2031-06-20",
        "gap/who/question": "2031-06-20",
        "gap/who/about": "2031-06-20",
    }
    assert not load_facts(tmp_path, cache=kept).read_anew
    write(tmp_path, "defaults.yaml", "recorded: 2031-06-21\n")
    assert days(tmp_path, kept)["theme/sea/label"] == "2031-06-21"


def test_a_day_that_is_none_is_told_once_and_where_it_stands(tmp_path: Path) -> None:
    page = "=== defaults.yaml\nrecorded: 2031-13-01\n=== themes/sea.yaml\nlabel: sea\n=== themes/sky.yaml\nlabel: sky\n"
    message = "facts/defaults.yaml:1:11: error: '2031-13-01' has a month 13; months run from 01 to 12 [bad-date]"
    check_page(tmp_path, page, message)


def test_faults_are_told_at_their_places(tmp_path: Path) -> None:
    page = """\
    === defaults.yaml
    recorded: [2031-06-20]
    themes: sea
    recordet: 2031-06-20
    """
    expected = """
        facts/defaults.yaml:1:11: error: recorded holds one day [wrong-type]
        facts/defaults.yaml:2:1: error: unknown key 'themes' [unknown-key]
          hint: records share: recorded, marking
        facts/defaults.yaml:3:1: error: unknown key 'recordet' [unknown-key]
          hint: did you mean 'recorded'?
    """
    check_page(tmp_path, page, expected)


@pytest.mark.parametrize("name", ["defaults.yml", "default.yaml", "_defaults.yaml", "Defaults.YAML.txt"])
def test_markings_under_a_name_that_is_not_read_are_an_error(tmp_path: Path, name: str) -> None:
    page = f"""\
    === {name}
    marking: TLP:RED
    """
    expected = f"""
        facts/{name}: error: gives all records a marking, and is not read under this name [unread-marking]
          hint: rename it to facts/defaults.yaml
    """
    check_page(tmp_path, page, expected)


def test_a_day_under_such_a_name_is_a_warning(tmp_path: Path) -> None:
    page = """\
    === default.yaml
    recorded: 2031-06-20
    """
    expected = """
        facts/default.yaml: warning: is in no folder of records and is not read [stray-file]
          hint: rename it to facts/defaults.yaml
    """
    check_page(tmp_path, page, expected)


def test_a_link_that_leads_nowhere_does_not_leave_all_records_unmarked(tmp_path: Path) -> None:
    (tmp_path / "defaults.yaml").symlink_to("nowhere.yaml")
    found = [str(d) for d in load_facts(tmp_path).diagnostics]
    assert found == [
        "facts/defaults.yaml: error: cannot be read: it is a link that leads nowhere [unreadable]\n"
        "  hint: put the file in its place"
    ]
