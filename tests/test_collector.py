"""When the collector of garbage walks: not over what was just read, and seldom in a command."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from briefgen.collector import collector_paused, own_garbage_only, shared_with_copies


@pytest.fixture(autouse=True)
def walks() -> Iterator[list[int]]:
    """The generations that were walked, as they come; the collector is on, and as it was afterwards."""
    seen: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            seen.append(about["generation"])

    was_on, passed_over = gc.isenabled(), gc.get_freeze_count()
    with shared_with_copies():
        pass
    gc.enable()
    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)
    with shared_with_copies():
        pass
    if passed_over:
        own_garbage_only()
    if not was_on:
        gc.disable()


def test_what_was_made_in_a_pause_is_not_walked_at_its_end(walks: list[int]) -> None:
    with collector_paused():
        assert not gc.isenabled()
        made = [[n] for n in range(5 * gc.get_threshold()[0])]
        walks.clear()
    assert gc.isenabled()
    assert len(made) > 0
    assert walks == []
    assert gc.get_freeze_count() == 0


def test_garbage_of_a_pause_is_found_later() -> None:
    class Knot:
        knots = 0

        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            Knot.knots += 1

    with collector_paused():
        Knot()
    assert Knot.knots == 0
    gc.collect()
    assert Knot.knots == 1


def test_a_pause_within_another_ends_with_the_outer_one() -> None:
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_a_copy_has_from_its_parent_stays_passed_over_after_a_pause() -> None:
    """Counted in a process of its own: in that of the tests something is always let go meanwhile."""
    program = (
        "import gc; from briefgen.collector import collector_paused, own_garbage_only; own_garbage_only()\n"
        "before = gc.get_freeze_count()\nwith collector_paused(): pass\nassert gc.get_freeze_count() == before > 0"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_is_shared_with_copies_is_looked_at_again_afterwards() -> None:
    gc.disable()
    with shared_with_copies():
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    assert not gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_command_walks_seldom(environment: dict[str, str]) -> None:
    code = "import sys, os, gc; sys.argv = ['briefgen', 'list', '-w', '/nowhere']; "
    code += "os._exit = sys.exit = lambda _: print(gc.get_threshold()[0]); from briefgen.cli import main; main()"
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert int(ran.stdout.split()[-1]) > 10_000
