"""The tests, in rooms as the program has them."""

import pytest

# So that a failed page of records shows what differs; before anything imports them.
pytest.register_assert_rewrite("tests.facts.pages", "tests.checks.pages")
