"""The tests, in rooms as the program has them."""

import sys

import pytest

if sys.dont_write_bytecode and sys.prefix != sys.base_prefix:
    # To compile all tests takes a tenth of a run: what Python may not keep beside them it keeps in the environment.
    sys.pycache_prefix, sys.dont_write_bytecode = f"{sys.prefix}/bytecode", False

# So that a failed page of records shows what differs; before anything imports them.
pytest.register_assert_rewrite("tests.facts.pages", "tests.checks.pages")
