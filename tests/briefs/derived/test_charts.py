"""Pictures are described from the facts; what they show is contested where the record is."""

from __future__ import annotations

from briefgen.briefs.derived.charts import theme_matrix, timeline, timeline_of
from briefgen.briefs.derived.derived_fields import find
from briefgen.facts.caveats import Caveats
from briefgen.facts.conflicts.find import find_conflicts
from briefgen.model.periods import Period
from briefgen.query.about import Disputes
from briefgen.query.chosen import dated_facts
from briefgen.query.themes import treated_at
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import Image, Missing
from tests.briefs.law import World, locale


def two_series(called: str = "") -> World:
    """A theme at meetings of two series that have nothing to do with one another, with a party each.

    Both series have the name `called`, where one is given.
    """
    world = World()
    world.source("daily", label="Daily")
    for id_, name in (("fr", "France"), ("br", "Brazil")):
        world.say(f"country/{id_}", "code", id_.upper())
        world.say(f"country/{id_}", "name", name)
    for place, series, party in (("Paris", "series/a", "country/fr"), ("Porto", "series/b", "country/br")):
        key = f"meeting/{place.lower()}"
        world.say(series, "name", called or series, "daily")
        world.say(key, "series", series, "daily")
        world.say(key, "place", place, "daily")
        world.say(key, "date", "2025-03-03" if place == "Paris" else "2025-05-05", "daily")
        world.say(key, "attendance", party, "daily", qualifiers={"status": "listed", "scope": "unknown", "list": 0})
        world.say(key, "discussion", "Stocks were low.", "daily", qualifiers={"themes": ["theme/stocks"]})
    world.say("theme/stocks", "label", "stocks")
    return world


def scope_of(world: World) -> Scope:
    base = world.base()
    disputes = Disputes(base, find_conflicts(base))
    return Scope(base, locale(), find(disputes), caveats=Caveats(base, disputes.asked_of))


def described(scope: Scope, image: object) -> str:
    assert isinstance(image, Image)
    return image.text


def test_a_party_of_another_circle_of_meetings_is_said_to_be_of_another_circle() -> None:
    scope = scope_of(two_series())
    meetings = [treated.meeting for treated in treated_at(scope.base, "theme/stocks")]
    text = described(scope, theme_matrix(scope, meetings, scope.base.records["theme/stocks"]))
    assert "France: listed – Paris; other circle – Porto" in text
    assert "Brazil: other circle – Paris; listed – Porto" in text


def test_a_contested_meeting_is_contested_in_pictures_too() -> None:
    world = two_series()
    world.contested["meeting/porto"] = "another report has it elsewhere"
    scope = scope_of(world)
    meetings = [treated.meeting for treated in treated_at(scope.base, "theme/stocks")]
    assert "listed – Porto (contested)" in described(
        scope, theme_matrix(scope, meetings, scope.base.records["theme/stocks"])
    )
    line = described(scope, timeline(scope, meetings, "stocks"))
    assert "Porto (contested), 5 May 2025 (contested: according to Daily)" in line


def test_a_picture_shows_both_of_two_dates() -> None:
    world = two_series()
    world.source("gazette", label="Gazette")
    world.say("meeting/porto", "date", "2025-05-06", "gazette")
    scope = scope_of(world)
    meetings = [treated.meeting for treated in treated_at(scope.base, "theme/stocks")]
    assert "5 May 2025 (Daily) or 6 May 2025 (Gazette)" in described(scope, timeline(scope, meetings, "stocks"))


def test_each_day_of_a_selection_is_drawn_as_it_is_stated_and_a_number_that_sources_dispute_is_contested() -> None:
    world = two_series()
    world.source("gazette", label="Gazette")
    world.say("meeting/porto", "date", "2025-06", "gazette")
    for number, source in ((3, "daily"), (4, "gazette")):
        world.say("meeting/porto", "ordinal", number, source)
    scope = scope_of(world)
    facts = dated_facts(scope.base, ["meeting/porto"], Period())
    line = described(scope, timeline_of(scope, facts, "stocks", "timeline of what was chosen"))
    assert "Porto, 3rd, June 2025 (Gazette) or 5 May 2025 (Daily) (date uncertain" in line
    assert "number contested" in line


def test_one_meeting_makes_no_picture() -> None:
    scope = scope_of(two_series())
    meetings = [treated.meeting for treated in treated_at(scope.base, "theme/stocks")][:1]
    assert isinstance(theme_matrix(scope, meetings, scope.base.records["theme/stocks"]), Missing)
    assert isinstance(timeline(scope, meetings, "stocks"), Missing)


def test_meetings_of_two_series_with_one_name_are_all_drawn() -> None:
    scope = scope_of(two_series("Grain Forum"))
    meetings = [treated.meeting for treated in treated_at(scope.base, "theme/stocks")]
    line = described(scope, timeline(scope, meetings, "stocks"))
    assert "Paris" in line
    assert "Porto" in line


def test_a_meeting_without_place_and_name_is_called_a_meeting() -> None:
    world = two_series()
    world.say("meeting/nowhere-2025", "date", "2025-07-01", "daily")
    world.say("meeting/nowhere-2025", "discussion", "Stocks.", "daily", qualifiers={"themes": ["theme/stocks"]})
    scope = scope_of(world)
    meetings = [treated.meeting for treated in treated_at(scope.base, "theme/stocks")]
    line = described(scope, timeline(scope, meetings, "stocks"))
    assert "meeting, 1 July 2025" in line
    assert "nowhere" not in line
