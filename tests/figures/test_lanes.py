"""Labels that do not overlap, and markers that stay apart."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.figures.lanes import Label, LabelPlace, place, spread, tracks
from tests.examples import examples

millimetres = st.floats(0, 160, allow_nan=False).map(lambda x: round(x, 2))
labels = st.lists(
    st.builds(Label, millimetres, st.floats(2, 40).map(round), st.sampled_from([3.5, 7.0, 10.5])), max_size=14
).map(lambda found: sorted(found, key=lambda label: label.x))


def overlap(a: Label, at: LabelPlace, b: Label, there: LabelPlace) -> bool:
    beside = at.left + a.width <= there.left or there.left + b.width <= at.left
    above = at.bottom >= there.bottom + b.height or there.bottom >= at.bottom + a.height
    return not beside and not above


def runs_behind(a: Label, at: LabelPlace, b: Label, there: LabelPlace) -> bool:
    """The leader of the first behind the second."""
    return there.bottom < at.bottom and there.left < a.x < there.left + b.width


@examples(10)
@given(labels)
def test_labels_stay_inside_apart_and_over_their_leaders(found: list[Label]) -> None:
    crossings, places = place(found, 0.0, 160.0)
    placed = list(zip(found, places, strict=True))
    assert all(at.left >= 0 and at.left + label.width <= 160.0 + 1e-6 for label, at in placed)
    assert not any(overlap(*a, *b) for a, b in combinations(placed, 2))
    if not crossings:
        assert not any(runs_behind(*a, *b) or runs_behind(*b, *a) for a, b in combinations(placed, 2))


def test_a_lone_label_stands_centred_and_low() -> None:
    assert place([Label(50, 20, 7)], 0, 160) == (0, [LabelPlace(40, 0.0)])


def test_a_label_at_the_edge_is_moved_inside() -> None:
    assert place([Label(1, 20, 7), Label(159, 20, 7)], 0, 160) == (0, [LabelPlace(0, 0.0), LabelPlace(140, 0.0)])


def test_labels_that_would_collide_become_flags_or_rise() -> None:
    crossings, places = place([Label(50, 20, 7), Label(54, 20, 7), Label(58, 20, 7)], 0, 160)
    assert crossings == 0
    assert len({(at.left, at.bottom) for at in places}) == 3


@given(st.lists(millimetres, min_size=1, max_size=60).map(sorted))
def test_markers_keep_their_order_their_distance_and_the_axis(wanted: list[float]) -> None:
    got = spread(wanted, 4.0, 0.0, 160.0)
    apart = min(4.0, 160.0 / max(1, len(wanted) - 1))
    assert all(b - a >= apart - 1e-6 for a, b in pairwise(got))
    assert got[0] >= -1e-6
    assert got[-1] <= 160.0 + 1e-6


@pytest.mark.parametrize(
    ("wanted", "got"),
    [([10.0, 50.0], [10.0, 50.0]), ([10.0, 10.0], [8.0, 12.0]), ([0.0, 0.0], [0.0, 4.0]), ([], [])],
)
def test_markers_move_as_little_as_they_must(wanted: list[float], got: list[float]) -> None:
    assert spread(wanted, 4.0, 0.0, 160.0) == pytest.approx(got)


def test_spans_that_touch_are_on_tracks_of_their_own() -> None:
    assert tracks([(0, 10), (10, 20), (5, 15), (0, 30), (21, 30)]) == [0, 0, 1, 2, 0]
