"""The shortest form that is still true, in the one form that the program knows."""

from __future__ import annotations

import pytest

from briefgen.model.canonical import citation, citations, listed, stated
from briefgen.model.scalars import Misfit


def test_one_is_a_list_of_one_and_nothing_is_refused() -> None:
    assert listed("a") == ["a"]
    assert listed(["a", "b"]) == ["a", "b"]
    nothing: tuple[object, ...] = ("", [])
    for written in nothing:
        with pytest.raises(Misfit):
            listed(written)


def test_a_bare_value_is_one_that_says_nothing_else() -> None:
    assert stated("a") == [{"is": "a"}]
    assert stated([{"is": "a"}, "b"]) == [{"is": "a"}, {"is": "b"}]
    assert stated({"en": "a", "ru": "b"}) == [{"is": {"en": "a", "ru": "b"}}]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("paper", [("paper", "", "")]),
        ("paper#p3", [("paper", "p3", "")]),
        ({"paper#p3": "its words"}, [("paper", "p3", "its words")]),
        (["paper", {"other": "words"}], [("paper", "", ""), ("other", "", "words")]),
    ],
)
def test_sources_are_citations_each(written: object, found: list[tuple[str, str, str]]) -> None:
    cited = [citation(apart) for apart in citations(written)]
    assert [(c["source"], c["locator"], c["quote"]) for c in cited] == found


@pytest.mark.parametrize("written", ["", [], {}, "No Slug", "paper#?", {"paper": ""}, [[]]])
def test_what_is_no_source_is_told(written: object) -> None:
    with pytest.raises(Misfit):
        [citation(apart) for apart in citations(written)]
