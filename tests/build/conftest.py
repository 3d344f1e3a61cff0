"""Fixtures of this room."""

from __future__ import annotations

import pytest

from tests.build.bench import Bench, set_up


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A small workspace with stale briefs; a test begins with `restore`."""
    return set_up(tmp_path_factory.mktemp("bench"))
