"""What holds for every three-way merge, whatever a person wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefgen.document.nodes import (
    Block,
    BlockQuote,
    BulletList,
    Document,
    Emphasis,
    Figure,
    FigureRef,
    Inline,
    OrderedList,
    Paragraph,
    Strong,
    Text,
)
from briefgen.document.runs import to_inlines, to_runs
from briefgen.document.walk import block_text, blocks, containers, plain_text, rewrite
from briefgen.revisions.merge import merge
from briefgen.revisions.revision import renumbered
from tests.document.strategies import documents, pictures_of
from tests.examples import examples


@st.composite
def edited(draw: st.DrawFn, document: Document) -> Document:
    """The Document after some edits: words changed and taken away, blocks added, left out and moved."""
    made = list(document.blocks)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(0, len(made) - 1)))
        match draw(st.sampled_from(["add", "drop", "move", "reword", "reword"])):
            case "add":
                made.insert(at, Paragraph((Text(draw(words)),)))
            case "drop" if made:
                del made[at]
            case "move" if made:
                made.insert(draw(st.integers(0, len(made) - 1)), made.pop(at))
            case "reword":
                made = list(reworded(draw, replace(document, blocks=tuple(made))).blocks)
    return renumbered(replace(document, blocks=tuple(made), pictures=pictures_of(Document(tuple(made)))))


words = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "new", "12"]), min_size=1, max_size=3).map(
    " ".join
)


def reworded(draw: st.DrawFn, document: Document) -> Document:
    """One run of inlines with a word put in, taken away, or changed."""
    runs = list(containers(replace(document, notes=())))
    if not runs:
        return document
    chosen = draw(st.integers(0, len(runs) - 1))
    counted = iter(range(len(runs)))

    def change(content: tuple[object, ...]) -> tuple[object, ...]:
        if next(counted) != chosen:
            return content
        runs = to_runs(content)  # type: ignore[arg-type]
        at = draw(st.integers(0, len(runs)))
        put = [replace(p, node=Text(f" {draw(words)} ")) for p in runs[:1]]
        return to_inlines([*runs[:at], *put, *runs[at:]])

    return replace(rewrite(replace(document, notes=()), change), notes=document.notes)  # type: ignore[arg-type]


versions = documents().flatmap(lambda base: st.tuples(st.just(base), edited(base), edited(base)))
any_three = st.tuples(documents(), documents(), documents())
threes = st.one_of(versions, versions, any_three)


def said(document: Document) -> Counter[str]:
    """Every word of the text and its notes, and how often it is there; not the numbers of figures."""
    document = rewrite(document, lambda content: tuple(without_references(content)))
    parts = [plain_text(content) for content in containers(document)]
    parts += [b.alternative for b in blocks(document.blocks) if isinstance(b, Figure)]
    parts += [block_text(b) for b in document.blocks]
    return Counter(word for part in parts for word in re.findall(r"\w+", part))


def without_references(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for node in content:
        if isinstance(node, Strong | Emphasis):
            yield replace(node, content=tuple(without_references(node.content)))
        elif not isinstance(node, FigureRef):
            yield node


@examples(10)
@given(threes)
def test_without_edits_the_result_is_what_is_generated_now(three: tuple[Document, Document, Document]) -> None:
    base, theirs, _ = three
    assert merge(base, base, theirs).document == theirs


@examples(10)
@given(threes)
def test_with_nothing_new_generated_the_result_is_what_was_edited(three: tuple[Document, Document, Document]) -> None:
    base, theirs, _ = three
    merged = merge(base, theirs, base)
    assert merged.document == merged.by_hand == theirs
    assert merged.conflicts == ()


@examples(10)
@given(threes)
def test_no_word_written_by_hand_is_lost(three: tuple[Document, Document, Document]) -> None:
    base, theirs, ours = three
    merged = merge(base, theirs, ours)
    kept = said(merged.document) | said(merged.by_hand)
    assert not set(said(theirs) - said(base)) - set(kept)
    for word, count in (said(theirs) - said(base)).items():
        assert said(merged.by_hand)[word] >= min(count, 1)


@examples(10)
@given(threes)
def test_no_word_generated_anew_is_lost(three: tuple[Document, Document, Document]) -> None:
    base, theirs, ours = three
    kept = said(merge(base, theirs, ours).document)
    assert not set(said(ours) - said(base)) - set(kept)


@examples(10)
@given(threes)
def test_conflicts_are_the_same_seen_from_the_other_side(three: tuple[Document, Document, Document]) -> None:
    base, theirs, ours = three
    one, other = merge(base, theirs, ours), merge(base, ours, theirs)
    assert len(one.conflicts) == len(other.conflicts)
    assert texts(c.theirs for c in one.conflicts) == texts(c.ours for c in other.conflicts)


def texts(sides: Iterable[tuple[Block, ...]]) -> list[str]:
    return sorted("\n".join(map(block_text, side)) for side in sides)


@examples(10)
@given(threes)
def test_the_two_versions_differ_just_where_there_are_conflicts(three: tuple[Document, Document, Document]) -> None:
    merged = merge(*three)
    assert (merged.document.blocks == merged.by_hand.blocks) == (not merged.conflicts)
    for conflict in merged.conflicts:
        assert conflict.theirs != conflict.ours
        found = at_place(merged.document, conflict.place)
        assert found == conflict.ours if conflict.ours else True


def at_place(document: Document, place: tuple[int, ...]) -> tuple[Block, ...]:
    """The blocks at a place: one block, or all of an item."""
    within: tuple[Block, ...] = document.blocks
    found: tuple[Block, ...] = ()
    steps = iter(place)
    for step in steps:
        if step >= len(within):
            return ()
        block = within[step]
        found = (block,)
        if isinstance(block, BulletList | OrderedList) and (item := next(steps, None)) is not None:
            found = within = block.items[item] if item < len(block.items) else ()
        elif isinstance(block, BlockQuote):
            within = block.blocks
    return found


@examples(10)
@given(versions)
def test_merging_again_changes_nothing_more(three: tuple[Document, Document, Document]) -> None:
    base, theirs, ours = three
    merged = merge(base, theirs, ours).document
    assert merge(ours, merged, ours).document == merged


def test_both_sides_of_a_conflict_call_figures_as_their_version_does() -> None:
    words = Paragraph((Text("# x"),))
    base = Document((BulletList(((words,),)),))
    theirs = Document((Figure("2-time-line.png", "# x", (Text("# x"),)),))
    called = Paragraph((Text("# x"), FigureRef("matrix.png", "Figure 1")))
    ours = Document((BulletList(((called, Figure("matrix.png", "# x", ())),)),))
    merged = merge(base, theirs, ours)
    (conflict,) = merged.conflicts
    assert conflict.ours == at_place(merged.document, conflict.place)
    assert "Figure 2" in texts([conflict.ours])[0]
