"""What a record holds back, every page holds back: each row of the law, with templates that do not think of it."""

from __future__ import annotations

import pytest

from briefgen.model.statement import Rank
from briefgen.writers.markdown import MarkdownWriter
from tests.briefs.law import World

MEETING, PERSON, CLAIM = "meeting/porto", "person/sample", "claim/rise"


@pytest.fixture
def world() -> World:
    world = World()
    world.source("daily", label="Daily")
    world.source("gazette", label="Gazette")
    world.source("rumour", "D", "Rumour")
    world.say(MEETING, "place", "Porto", "daily")
    return world


def text(world: World, template: str, subject: str = MEETING, language: str = "en-GB") -> str:
    """The Markdown of a brief, without its marking and notes."""
    whole = MarkdownWriter().write(world.brief(template, subject, language=language).document).decode()
    return whole.partition("\n\n[^1]: ")[0].removeprefix("**TLP:CLEAR**\n\n").rstrip("\n")


def two_dates(world: World, rank: Rank = Rank.NORMAL) -> None:
    world.say(MEETING, "date", "2025-03-03", "daily", rank=rank)
    world.say(MEETING, "date", "2025-03-04", "gazette")


def claim(world: World) -> None:
    world.say(PERSON, "name", "A. Sample", "daily")
    world.say(CLAIM, "said_by", PERSON, "daily")
    world.say(CLAIM, "capacity", "minister", "daily")
    world.say(CLAIM, "says", "prices would rise", "daily")
    world.say(CLAIM, "at", MEETING, "daily")


# --- two values --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ meeting.date }}", "3 March 2025 (Daily)[^1] or 4 March 2025 (Gazette)[^2]"),
        ("It met {{ meeting.date|when }}.", "It met on 3 March 2025 (Daily) or 4 March 2025 (Gazette).[^1][^2]"),
        ("# Porto, {{ meeting.date }}", "# Porto, 3 March 2025 (Daily) or 4 March 2025 (Gazette)[^1][^2]"),
        ("{{ meeting.date.plain }}", "3 March 2025 (Daily) or 4 March 2025 (Gazette)[^1][^2]"),
        ("Met ({{ meeting.date }}).", "Met (3 March 2025; Daily or 4 March 2025, Gazette).[^1][^2]"),
        ("{{ meeting.date.plain }}, {{ meeting.date.caveat }}", "3 March 2025, Gazette: 4 March 2025[^1]"),
        ("{{ meeting.date }}, or {{ meeting.date.others[0] }}", "3 March 2025, or 4 March 2025[^1][^2]"),
    ],
)
def test_of_two_values_both_are_printed_each_with_its_source(world: World, template: str, said: str) -> None:
    two_dates(world)
    assert text(world, template).replace(")[^1] or", ") or").replace(")[^2]", ")[^1][^2]").replace(
        "[^1][^1]", "[^1]"
    ) == (said.replace(")[^1] or", ") or").replace(")[^2]", ")[^1][^2]").replace("[^1][^1]", "[^1]"))
