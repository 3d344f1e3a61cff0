"""Fixtures of the room."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.checks.pages")  # so that a failed page shows what differs
