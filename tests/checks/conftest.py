"""Fixtures of the room."""

from __future__ import annotations

import pytest

from tests.facts.conftest import cpu_seconds as cpu_seconds  # the same clock as for reading facts

pytest.register_assert_rewrite("tests.checks.pages")  # so that a failed page shows what differs
