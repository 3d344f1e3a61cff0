"""Citations move to the end of their sentence. `^a` is a use of statement a."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citations.gather import gather
from briefgen.document.joining import plainest
from briefgen.document.nodes import Cite, Emphasis, Inline, LineBreak, Link, Strong, Text
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import inlines, plain_text
from tests.document.strategies import texts
from tests.examples import examples

Content = tuple[Inline, ...]


def content(shown: str) -> Content:
    """Inlines from `*strong*`, `_emphasis_`, `[link]` and `^ab` for a citation of a and b."""
    out: list[Inline] = []
    for part in re.findall(r"\*[^*]+\*|_[^_]+_|\[[^]]+\]|\^[a-z]+|[^*_[^]+", shown):
        inner = part[1:-1]
        if part.startswith("^"):
            out.append(Cite(tuple(part[1:])))
        elif part[0] in "*_[":
            nested = content(inner)
            out.append(
                Strong(nested)
                if part[0] == "*"
                else Emphasis(nested)
                if part[0] == "_"
                else Link("https://a.b", nested)
            )
        else:
            out.append(Text(part))
    return tuple(out)


def shown(nodes: Content) -> str:
    parts = []
    for node in nodes:
        match node:
            case Text(value):
                parts.append(value)
            case Cite(statements):
                parts.append("^" + "".join(statements))
            case Strong(inner):
                parts.append(f"*{shown(inner)}*")
            case Emphasis(inner):
                parts.append(f"_{shown(inner)}_")
            case Link(_, inner):
                parts.append(f"[{shown(inner)}]")
            case _:
                parts.append("\n")
    return "".join(parts)


CASES = {
    "They met ^a in Lisbon.": "They met in Lisbon.^a",
    "On Monday ^a in Lisbon ^b they met.": "On Monday in Lisbon they met.^ab",
    "Here ^a and here ^a.": "Here and here.^a",
    "They met ^a. They left ^b.": "They met.^a They left.^b",
    "They met.^a They left.": "They met.^a They left.",
    "*They met ^a*.": "*They met*.^a",
    "*They met ^a.* They left.": "*They met.*^a They left.",
    "_They met ^a. They left ^b._": "_They met.^a They left._^b",
    "A *b ^a* c _d ^b_.": "A *b* c _d_.^ab",
    "They said “we met ^a.” They left ^b.": "They said “we met.”^a They left.^b",
    "Mr. Smith ^a met Dr. Jones ^b.": "Mr. Smith met Dr. Jones.^ab",
    "Lisbon ^a": "Lisbon^a",
    "21st ^a (contested)": "21st (contested)^a",
    "See [the report ^a. It is long] here.": "See [the report. It is long]^a here.",
    "[The report.^a] Next.": "[The report.]^a Next.",
    "^a": "^a",
    "no source": "no source",
}


def tidy(text: str) -> str:
    """Without the blank before a citation, which only makes the cases readable."""
    return text.replace(" ^", "^")


@pytest.mark.parametrize("case", CASES)
def test_citations_stand_behind_their_sentence(case: str) -> None:
    assert shown(gather(content(tidy(case)))) == CASES[case]


def test_a_line_break_does_not_end_a_sentence() -> None:
    before: Content = (Text("They met"), Cite(("a",)), LineBreak(), Text("in Lisbon."))
    assert gather(before) == (Text("They met"), LineBreak(), Text("in Lisbon."), Cite(("a",)))


# --- laws --------------------------------------------------------------------------------------

CITES = st.lists(st.sampled_from("abcde"), min_size=1, max_size=3, unique=True).map(lambda s: Cite(tuple(s)))
SENTENCES = st.sampled_from(
    ["They met.", " They left.", " He said “no.” ", "Mr. A. ", "one", " ", "Yes! ", "(So.)", "。"]
)


def runs(*, links: bool = True) -> st.SearchStrategy[Content]:
    """Runs of inlines with citations anywhere."""
    text = st.one_of(SENTENCES, texts()).map(Text)
    leaf: st.SearchStrategy[Inline] = st.one_of(text, text, CITES, st.just(LineBreak()))
    inner = st.lists(leaf, min_size=1, max_size=3).map(tuple)
    emphatic = st.builds(Emphasis, inner)
    strong = st.builds(Strong, st.lists(st.one_of(leaf, emphatic), min_size=1, max_size=3).map(tuple))
    link = st.builds(Link, st.just("https://example.org"), inner)
    spans = [strong, emphatic, link] if links else [strong, emphatic]
    return st.lists(st.one_of(leaf, leaf, *spans), min_size=1, max_size=6).map(tuple)


def cites(nodes: Content) -> list[tuple[int, tuple[str, ...]]]:
    """Each citation with the offset in the plain text at which it stands."""
    found, text = [], ""
    for node in inlines(nodes):
        if isinstance(node, Cite):
            found.append((len(text), node.statements))
        text += plain_text([node]) if isinstance(node, Text | LineBreak) else ""
    return found


@examples(60)
@given(runs())
def test_the_words_never_change(run: Content) -> None:
    assert plain_text(gather(run)) == plain_text(run)


@examples(60)
@given(runs())
def test_no_citation_is_lost_and_none_is_added(run: Content) -> None:
    before, after = ({s for _, statements in cites(c) for s in statements} for c in (run, gather(run)))
    assert after == before


@examples(60)
@given(runs(links=False))
def test_each_citation_stands_once_at_the_end_of_its_own_sentence(run: Content) -> None:
    ends = sentence_ends(plain_text(run)) or [0]
    due: dict[int, set[str]] = {}
    for offset, statements in cites(run):
        due.setdefault(next((e for e in ends if e >= offset), ends[-1]), set()).update(statements)
    if plain_text(run).strip():
        found = cites(gather(run))
        assert {end: set(statements) for end, statements in found} == due
        assert len(found) == len(due)
        assert all(len(set(statements)) == len(statements) for _, statements in found)


@examples(60)
@given(runs(links=False))
def test_gathering_twice_changes_nothing_more(run: Content) -> None:
    once = gather(run)
    assert gather(once) == once


@examples(60)
@given(runs())
def test_no_note_stands_inside_a_link(run: Content) -> None:
    if plain_text(run).strip():
        links = [node for node in inlines(gather(run)) if isinstance(node, Link)]
        assert not any(isinstance(inner, Cite) for link in links for inner in inlines(link.content))


@examples(30)
@given(runs())
def test_emphasis_is_kept(run: Content) -> None:
    assert plainest(without_cites(gather(run))) == plainest(without_cites(run))


def without_cites(nodes: Content) -> Content:
    kept: list[Inline] = []
    for node in nodes:
        if isinstance(node, Strong | Emphasis):
            kept.append(type(node)(without_cites(node.content)))
        elif isinstance(node, Link):
            kept.append(Link(node.url, without_cites(node.content)))
        elif not isinstance(node, Cite):
            kept.append(node)
    return tuple(kept)
