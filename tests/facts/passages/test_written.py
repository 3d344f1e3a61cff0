"""The forms of a passage, and of naming one."""

from __future__ import annotations

from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.written import as_written, names_in, references

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
