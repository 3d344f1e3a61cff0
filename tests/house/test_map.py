"""The map keeps up with the program: `make map` draws it, and no path or name in it leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house import map as drawn
from tests.house.rooms import PROGRAM, arrows, direct, modules, rooms, saying
from tests.workspaces import REPOSITORY

PAGES = [drawn.MAP, *sorted(PROGRAM.glob("*/README.md")), REPOSITORY / "CONTRIBUTING.md"]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
MODULE = re.compile(r"`([a-z_/]+\.py)\b")


def test_what_the_program_says_of_itself_stands_in_the_map() -> None:
    pages = drawn.pages()
    missing = [page for page in pages if not page.is_file()]
    assert missing == [], "make map begins a page for a new room; say there what it is for"
    stale = [page for page, text in pages.items() if page.read_text("utf-8") != text]
    assert stale == [], "out of date; run make map"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_every_path_in_the_map_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    dead = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    dead += [name for name in MODULE.findall(text) if not any(_stands(name, page))]
    assert dead == []


def _stands(name: str, page: Path) -> list[bool]:
    """Whether a module named in a text stands where one would look: from the top, in the program, in the room."""
    beside = "/" not in name and any(path.name == name for path in page.parent.rglob("*.py"))
    return [beside, *((folder / name).is_file() for folder in (REPOSITORY, PROGRAM, page.parent))]


def test_the_map_fits_on_one_screen() -> None:
    text = drawn.MAP.read_text("utf-8")
    by_hand = text.partition("## Rooms")[0]
    assert len(by_hand.splitlines()) < 40
    assert sum((PROGRAM / name).is_dir() for name in rooms()) < 32


def test_every_room_and_module_says_what_it_is() -> None:
    silent = [name for name in modules() if len(saying(name)) < 15 and name != "briefgen.__main__"]
    assert silent == []


def test_an_arrow_is_drawn_unless_a_longer_way_stands_for_it() -> None:
    graph = {"a": frozenset("bcd"), "b": frozenset("c"), "c": frozenset(), "d": frozenset()}
    assert direct(graph) == {"c": frozenset(), "d": frozenset(), "b": frozenset("c"), "a": frozenset("bd")}


def test_no_room_is_too_full_to_look_through() -> None:
    """A room with more than about twenty modules has rooms of its own."""
    full = {}
    for folder in {path.parent for path in modules().values()}:
        count = sum(path.parent == folder and path.name != "__init__.py" for path in modules().values())
        if count > 20:
            full[folder.relative_to(PROGRAM).as_posix()] = count
    assert full == {}


def test_rooms_stand_in_the_map_above_what_they_import() -> None:
    order = list(direct(arrows()))
    place = {name: at for at, name in enumerate(order)}
    assert all(place[below] < place[name] for name, found in arrows().items() for below in found)
    assert set(order) == set(rooms())
