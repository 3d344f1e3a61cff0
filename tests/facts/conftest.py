"""Fixtures of the room."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.facts.pages")  # so that a failed page shows what differs
