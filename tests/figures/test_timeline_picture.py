"""The timeline: what it refuses, what it says, and how it is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefgen.figures.shown import OPEN_END, OPEN_START, Event, Lane, Timeline, timeline_alternative
from briefgen.figures.timeline_picture import timeline_picture
from tests.figures.samples import ENDLESS, LONG, SCRIPTS, TIMELINE_WORDS, YEARS, greys, has_ink_at_border

DAY = date(2024, 5, 4)


def lane(*events: Event) -> Timeline:
    return Timeline((Lane("Spring", events),))


# --- in words ----------------------------------------------------------------------------------


def test_the_alternative_says_everything_in_order_of_time() -> None:
    assert timeline_alternative(YEARS, TIMELINE_WORDS) == (
        "Tastings by year. "
        "Spring: Lima, 1st, 2–3 May 2023; Oslo, 2nd, 4 May 2024 (contested: or Rome). "
        "Autumn: Lima, 2024 (uncertain)."
    )


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (Event(("Lima",), DAY, DAY), "Lima, 2024-05-04"),
        (Event(("Lima",), DAY, OPEN_END), "Lima, 2024-05-04/"),
        (Event(("Lima",), OPEN_START, OPEN_END, uncertain=True), "Lima (uncertain)"),
        (Event(("Lima",), DAY, DAY, "May", uncertain=True, contested=True), "Lima, May (uncertain; contested)"),
        (Event(("Lima",), DAY, DAY, "May", note="by post"), "Lima, May (by post)"),
    ],
)
def test_an_event_is_said_with_its_date_and_its_doubts(event: Event, said: str) -> None:
    words = replace(TIMELINE_WORDS, opening="")
    assert timeline_alternative(lane(event), words) == f"Spring: {said}."


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize("lanes", [(), (Lane("Spring", ()),)], ids=["no lane", "empty lane"])
def test_a_timeline_without_events_is_refused(lanes: tuple[Lane, ...]) -> None:
    with pytest.raises(ValueError, match="needs a lane"):
        Timeline(lanes)


def test_an_event_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="'Lima' ends"):
        Event(("Lima",), DAY, DAY - timedelta(1))


# --- as a picture ------------------------------------------------------------------------------


def events(count: int, apart: int) -> tuple[Event, ...]:
    days = [DAY + timedelta(days=apart * n) for n in range(count)]
    return tuple(
        Event((f"Place {n}", f"{n}th tasting"), day, day, day.isoformat(), uncertain=n % 5 == 1, contested=n % 7 == 2)
        for n, day in enumerate(days)
    )


def spoken(text: str) -> Timeline:
    event = Event((text, text), DAY, DAY, text, contested=True, note=text)
    return Timeline((Lane(text, (event, replace(event, first=date(2022, 1, 1), uncertain=True))),))


ODD = {
    "one": lane(*events(1, 1)),
    "forty in years": lane(*events(40, 200)),
    "thirty on a day": lane(*events(30, 0)),
    "centuries": lane(*events(9, 30000)),
    "last day of the calendar": lane(Event(("Lima",), date(9999, 12, 1), date(9999, 12, 30))),
    "no date at all": lane(Event(("Lima",), OPEN_START, OPEN_END, uncertain=True)),
    "open ends": lane(*events(2, 400), Event(("A",), OPEN_START, DAY), Event(("B",), DAY, OPEN_END, contested=True)),
    "equal years": lane(*[Event((f"{n}",), date(2024, 1, 1), date(2024, 12, 31), uncertain=True) for n in range(5)]),
    "no words": Timeline((Lane("", (Event((), DAY, DAY),)),)),
    "long words": spoken(LONG),
    "endless words": spoken(ENDLESS),
    "many lanes": Timeline(tuple(Lane(f"Series {n}", events(3, 90)) for n in range(6))),
    "scripts": Timeline(tuple(lane for script in SCRIPTS for lane in spoken(script).lanes)),
}


@pytest.mark.few(2)
@pytest.mark.parametrize("description", ODD.values(), ids=ODD)
def test_whatever_is_described_stays_inside_the_picture(description: Timeline) -> None:
    picture = timeline_picture(description, TIMELINE_WORDS, "timeline.png")
    assert not has_ink_at_border(picture)
    assert picture.width == pytest.approx(164, abs=0.2)
    assert timeline_alternative(description, TIMELINE_WORDS)


def test_events_of_a_lane_may_come_in_any_order() -> None:
    some = events(6, 40)
    words = TIMELINE_WORDS
    assert timeline_picture(lane(*some), words, "t.png") == timeline_picture(lane(*reversed(some)), words, "t.png")


@pytest.mark.parametrize("last", [DAY, date(2026, 1, 1)], ids=["marker", "bar"])
def test_doubt_and_dispute_are_seen_without_colour(last: date) -> None:
    kinds = [
        Event(("Lima",), DAY, last, "then", uncertain=uncertain, contested=contested)
        for uncertain in (False, True)
        for contested in (False, True)
    ]
    words = replace(TIMELINE_WORDS, sure="x", uncertain="x", contested="x")
    drawn = {greys(timeline_picture(lane(kind), words, "t.png")) for kind in kinds}
    assert len(drawn) == 4


def test_where_all_dates_are_sure_there_is_no_legend() -> None:
    sure, unsure = Event(("Lima",), DAY, DAY), Event(("Lima",), DAY, DAY, uncertain=True)
    heights = [timeline_picture(lane(event), TIMELINE_WORDS, "t.png").height for event in (sure, unsure)]
    assert heights[1] - heights[0] > 6
