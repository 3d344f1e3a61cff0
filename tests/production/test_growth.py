"""Briefs over many meetings: what they cost follows the meetings, and the limits that ship let them through."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.production.assembling import assemble
from briefgen.production.request import Request
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.facts.test_factbase import calls
from tests.workspaces import Scratch

pytestmark = pytest.mark.slow
CODES = ("AM", "AZ", "BY", "DE", "DK", "EE", "EG", "ES", "FI", "FR", "GE", "GH", "GR", "HR", "HU", "IE", "IL", "IN")
QUOTE = 'quote: "The Example Harvest Forum held its seventh session"'


def write_meetings(desk: Scratch, meetings: int) -> None:
    """So many sessions of one series on one theme, with eighteen states on each list."""
    names = [f"{code.lower()}-land" for code in CODES]
    for code, name in zip(CODES, names, strict=True):
        desk.write(f"facts/countries/{name}.yaml", f"code: {code}\n")
    for n in range(meetings):
        desk.write(
            f"facts/meetings/m{n:03}.yaml",
            f"""\
            src: example-gazette
            recorded: 2024-03-15
            series: {{is: harvest-forum, {QUOTE}}}
            ordinal: {{is: {n + 20}, {QUOTE}}}
            date: {{is: {1900 + n}-03-11, {QUOTE}}}
            place: {{is: Lisbon, {QUOTE}}}
            attendance:
              - {{status: listed, scope: unknown, parties: [{", ".join(names)}], {QUOTE}}}
            discussion:
              - {{is: Participants discussed stocks of lot {n}., themes: stocks, {QUOTE}}}
            """,
        )


def opened(root: Path) -> Workspace:
    return Workspace(find_workspace(root)[0], Store(None))


@pytest.mark.parametrize("asked", ["meeting/m003", "country/am-land", "theme/stocks"])
def test_the_cost_of_a_brief_follows_the_number_of_meetings(workspace: Scratch, asked: str) -> None:
    costs = []
    for meetings in (10, 20, 40):
        write_meetings(workspace, meetings)
        desk = opened(workspace.root)
        kind = desk.kind(asked.partition("/")[0])[0]
        assert isinstance(desk.facts.base, FactBase)
        desk.prepare()
        assemble(desk, kind, asked)  # templates are compiled the first time
        costs.append(calls(lambda d=desk, k=kind: assemble(d, k, asked)))  # type: ignore[misc]
    first, second = (b - a for a, b in pairwise(costs))
    assert second < 2.6 * first + 20_000, costs  # with the square it would be four times


@pytest.mark.usefixtures("in_children")
@pytest.mark.parametrize("asked", [("country", "am-land"), ("theme", "stocks"), ("theme", "stocks", "--depth", "full")])
def test_the_limits_that_ship_let_a_long_series_through(workspace: Scratch, asked: tuple[str, ...]) -> None:
    write_meetings(workspace, 100)
    made = workspace.do(*asked, "-f", "md")
    assert made.code == 0, made.err


def test_the_cost_of_what_one_says_follows_the_number_of_claims(workspace: Scratch) -> None:
    costs = []
    for count in (20, 40, 80):
        claims = "".join(
            f"  c{n}: {{said_by: a delegate, says: lot {n} is sold, mode: reported}}\n" for n in range(count)
        )
        workspace.write("facts/meetings/m000.yaml", f"src: example-gazette\nplace: Lisbon\nclaims:\n{claims}")
        desk = opened(workspace.root)
        kind = Request("meeting", "m000", parameters=(("depth", "full"),)).chosen(desk.kind("meeting")[0])
        desk.prepare(whole=True)
        assemble(desk, kind, "meeting/m000")
        costs.append(calls(lambda d=desk, k=kind: assemble(d, k, "meeting/m000")))  # type: ignore[misc]
    first, second = (b - a for a, b in pairwise(costs))
    assert second < 2.2 * first, costs


def write_halls(desk: Scratch, sources: int) -> None:
    """A meeting in as many halls as there are sources that tell of it."""
    said = "\n".join(f"  - {{is: Hall {n}, src: {{gazette-{n}: in hall {n}}}}}" for n in range(sources))
    desk.write("facts/meetings/m000.yaml", f"src: gazette-0\nplace: Lisbon\nvenue:\n{said}\n")
    for n in range(sources):
        source = desk.read("facts/sources/example-gazette.yaml")
        desk.write(f"facts/sources/gazette-{n}.yaml", source.partition("\narchive:")[0] + "\n")


@pytest.mark.usefixtures("in_children")
def test_a_value_that_more_sources_give_otherwise_than_a_page_has_columns_is_told(workspace: Scratch) -> None:
    write_halls(workspace, 70)
    made = workspace.do("meeting", "m000")
    assert made.code == 0, made.err
    assert "Hall 0 (" in (said := workspace.read("out/meeting/m000.md"))
    assert "Hall 69 (" in said
