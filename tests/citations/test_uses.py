"""Uses of facts in a run of inlines, and what is put behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.citations.uses import CitedRun, Plan, Speech, gather, is_in_number, is_of, stop_before
from briefgen.document.joining import plainest
from briefgen.document.nodes import Cite, Emphasis, Inline, LineBreak, Link, Strong, Superscript, Text, Use
from briefgen.document.sentences import sentence_ends
from briefgen.document.walk import inlines, plain_text
from briefgen.facts.caveats import Caveat, Owed
from tests.document.strategies import texts
from tests.examples import examples

Content = tuple[Inline, ...]


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("It met.", 6),
        ("It met", -1),
        ("It met?!", 6),
        ("“It met.”", 7),
        ("(It met.)", 7),
        ("It met)", -1),
        ("", -1),
        ("集まった。", 4),
    ],
)
def test_a_stop_begins_before_what_closes_behind_it(text: str, stop: int) -> None:
    assert stop_before(text, len(text)) == stop


def test_a_run_knows_where_its_facts_stand_and_which_bracket_is_open_there() -> None:
    run = CitedRun((Text("At (a"), Cite(("x",)), Strong((Text(") and b"), Cite((), (Use("y", "plain"),))))))
    assert [(met.offset, met.cite, met.use.of) for met in run.met] == [(5, 0, "x"), (12, 1, "y")]
    assert [run.opened(met.offset) for met in run.met] == [3, -1]
    nested = CitedRun((Text("((a)b))c(d"),))
    assert [nested.opened(place) for place in range(11)] == [-1, 0, 1, 1, 0, 0, -1, -1, -1, 8, 8]


@pytest.mark.parametrize(
    ("text", "place", "owed", "said"),
    [
        ("Porto. More.", 5, Owed.CONTESTED, "Porto (c). More."),
        ("It (in Porto) met", 12, Owed.CONTESTED, "It (in Porto; c) met"),
        ("It (in Porto) met", 12, Owed.OTHERS, "It (in Porto, c,) met"),
        ("It (in Porto) met", 13, Owed.CONTESTED, "It (in Porto, c) met"),
        ("Porto (on time) met", 5, Owed.CONTESTED, "Porto (c; on time) met"),
        ("Porto (on time) met", 5, Owed.OTHERS, "Porto (c) (on time) met"),
        ("in 2025 г.", 10, Owed.CONTESTED, "in 2025 г. (c)."),
        ("in 2025 г.", 10, Owed.OTHERS, "in 2025 г. (c)"),
        ("It met. More", 7, Owed.CONTESTED, "It met. (c) More"),
        ("  met", 2, Owed.CONTESTED, "  met"),
    ],
)
def test_a_remark_stands_behind_its_value_in_or_out_of_brackets(text: str, place: int, owed: Owed, said: str) -> None:
    assert put(text, place, owed) == said


@pytest.mark.parametrize(
    ("text", "whole", "sentence", "said"),
    [
        ("It met.", False, True, "It met (c)."),
        ("It met.", False, False, "It met. (c)."),
        ("It met", False, True, "It met (c)"),
        ("in 2025 г.", True, False, "in 2025 г. (c)"),
    ],
)
def test_a_remark_on_a_sentence_stands_before_its_stop(text: str, whole: bool, sentence: bool, said: str) -> None:
    assert put(text, len(text), Owed.CONTESTED, whole=whole, sentence=sentence) == said


def put(text: str, place: int, owed: Owed, *, whole: bool = False, sentence: bool = False) -> str:
    """The text with a remark, c, put at a place."""
    plan = Plan(whole)
    plan.put(place, "c", owed, sentence=sentence)
    plan.put(1, "", owed, sentence=False)  # nothing to be said
    return plain_text(plan.carried_out(CitedRun((Text(text),)), SILENT))


SILENT = cast(Speech, None)
A, ND = Cite(("a",)), Superscript("nd")


def test_remarks_at_one_place_are_joined_and_that_a_record_is_contested_goes_before_its_values() -> None:
    run, plan = CitedRun((Text("It met"),)), Plan(whole=False)
    for words, owed in (("a", Owed.SPEAKER), ("b", Owed.CONTESTED)):
        plan.put(6, words, owed, sentence=False)
    assert plan.insertions(run) == [(6, " (a; b)")]
    plan.put(6, "r", Owed.RECORD, sentence=False)
    plan.put(2, "x", Owed.SPEAKER, sentence=False)
    assert plan.insertions(run) == [(2, " (x)"), (6, " (a; r)")]


def test_remarks_find_their_places_across_emphasis_breaks_and_small_letters() -> None:
    content = (
        Text("a"),
        Superscript("nd"),
        Cite(("s",), (Use("t", "plain"), Use("v", "said"))),
        LineBreak(),
        Strong((Text("bc"), Cite((), (Use("u", "side"),)))),
        Text(" d"),
        Strong((Cite((), (Use("w", "said"),)),)),
    )
    run, plan = CitedRun(content), Plan(whole=False)
    assert (run.text, [met.offset for met in run.met]) == ("and\nbc d", [3, 3, 3, 6, 8])
    plan.put(5, "x", Owed.SPEAKER, sentence=False)
    plan.put(8, "y", Owed.SPEAKER, sentence=False)
    assert plan.carried_out(run, SILENT) == (
        Text("a"),
        Superscript("nd"),
        Cite(("s", "t")),
        LineBreak(),
        Strong((Text("b (x)c"), Cite(("u",)))),
        Text(" d (y)"),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((Text("2"), ND, A), (Text("2"), ND, Text(" (c)"), A)),
        ((Text("2"), ND, A, Strong((Text(" day"),))), (Text("2"), ND, Text(" (c)"), A, Strong((Text(" day"),)))),
        (
            (Text("2"), Superscript("(a)"), A, Text(" day")),
            (Text("2"), Superscript("(a)"), Text(", c"), A, Text(" day")),
        ),
    ],
)
def test_a_remark_on_what_ends_in_small_letters_stands_right_behind_them(before: Content, after: Content) -> None:
    run, plan = CitedRun(before), Plan(whole=False)
    plan.put(run.met[0].offset, "c", Owed.CONTESTED, sentence=False)
    assert plan.carried_out(run, SILENT) == after


def test_what_is_used_and_only_named_or_told_of_as_well_is_met_both_ways() -> None:
    run = CitedRun((Text("a"), Cite(("s", "t"), (Use("s", "said"), Use("t", "plain")))))
    assert [(met.use.of, met.use.how) for met in run.met] == [("s", ""), ("s", "said"), ("t", "plain")]


class OneOther:
    """Speech of a value that has one other beside it."""

    def alternatives(self, caveat: Caveat, printed: str, like: str, *, sourced: bool) -> Iterator[tuple[str, str, str]]:
        yield f"{like} as {printed}", "Gazette" if sourced else "", "other"
        yield "none", "", "bare"

    def either(self, words: str) -> str:
        return f"or {words}"


@pytest.mark.parametrize(("before", "said"), [("3rd", "{} (Gazette)"), ("(3rd", "{}, Gazette")])
def test_other_values_stand_behind_the_citation_of_the_one_that_is_printed(before: str, said: str) -> None:
    long = "x" * 50
    run, plan = CitedRun((Text(long + before), Cite(("one",)), Text(" or"), Cite(("two",)))), Plan(whole=False)
    plan.others[0] = run.met[0].offset, "one", Caveat(Owed.OTHERS), True
    found = plan.carried_out(run, cast(Speech, OneOther()))
    printed = (long + before)[-40:]
    assert found == (
        Text(long + before),
        Cite(("one",)),
        Text(" " + said.format(f"or one as {printed}")),
        Cite(("other",)),
        Text(" or none"),
        Cite(("bare",)),
        Text(" or"),
        Cite(("two",)),
    )


@pytest.mark.parametrize(("how", "is_in"), [("counted", True), ("weighed 2", True), ("plain", False), ("side", False)])
def test_what_a_number_takes_together(how: str, is_in: bool) -> None:
    assert is_in_number(Use("x", how)) is is_in


@pytest.mark.parametrize(("of", "is_its"), [("a/b", True), ("a/b/c", True), ("a/bc/c", False), ("a", False)])
def test_a_statement_is_of_its_record(of: str, is_its: bool) -> None:
    assert is_of(of, "a/b") is is_its


def test_many_values_in_one_run_of_stops_and_brackets_take_no_longer_than_as_many_letters() -> None:
    """Some thousands of steps, not the square of it: a test that goes on for hours has found the fault."""
    run = CitedRun(tuple(node for _ in range(20_000) for node in (Text("(..!. "), Cite(("x",)))))
    plan = Plan(whole=True)
    for met in run.met:
        plan.put(met.offset - 1, "contested", Owed.CONTESTED, sentence=True)
    assert len(plan.insertions(run)) == len(run.met)
    assert stop_before("." * 1_000_000 + "x", 1_000_001) == -1


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
    "They met ^a. They left.^b": "They met.^a They left.^b",
    "They met.^aa": "They met.^a",
    "One ^a. Two ^b. Three.": "One.^a Two.^b Three.",
    "*They met.* I ^a left.": "*They met.* I left.^a",
    "[The report.] I ^a left. Next.": "[The report.] I left.^a Next.",
    "^a": "^a",
    "no source": "no source",
}


def tidy(text: str) -> str:
    """Without the blank before a citation, which only makes the cases readable."""
    return text.replace(" ^", "^")


@pytest.mark.parametrize("case", CASES)
def test_citations_stand_behind_their_sentence(case: str) -> None:
    assert shown(gather(content(tidy(case)))) == CASES[case]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            (Text("They met"), A, LineBreak(), Text("in Lisbon.")),
            (Text("They met"), LineBreak(), Text("in Lisbon."), A),
        ),
        ((Text("On the 2"), ND, A, Text(". I left.")), (Text("On the 2"), ND, Text("."), A, Text(" I left."))),
        ((Text("On the 2"), ND, Text(". I"), A, Text(" left.")), (Text("On the 2"), ND, Text(". I left."), A)),
        ((Text("They met. "), A), (Text("They met."), A, Text(" "))),
        ((Text("They met. "), A, Text("They left.")), (Text("They met. They left."), A)),
    ],
)
def test_breaks_small_letters_and_blanks_are_part_of_their_sentence(before: Content, after: Content) -> None:
    assert gather(before) == after


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
