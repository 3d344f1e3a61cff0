"""Fixtures of the room."""

from __future__ import annotations

import time

import pytest

from tests.facts.timing import CpuSeconds

pytest.register_assert_rewrite("tests.facts.pages")  # so that a failed page shows what differs


@pytest.fixture
def cpu_seconds() -> CpuSeconds:
    """CPU time since the test began: a busy machine does not make a test fail."""
    began = time.process_time()
    return lambda: time.process_time() - began
