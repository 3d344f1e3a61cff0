"""Short forms give the same statements as with everything written in each value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.short_forms import as_written, names_in, references, spread
from briefgen.model.statement import Record
from tests.facts.pages import SOURCE, load_page, said

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
