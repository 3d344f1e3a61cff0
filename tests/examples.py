"""How much a law is tried on: little in `make test`, much in `make test-all`."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest
from _pytest.mark import ParameterSet
from hypothesis import HealthCheck, settings

THOROUGH = os.environ.get("BRIEFGEN_THOROUGH", "") not in ("", "0")
ALWAYS = settings(
    deadline=None,  # a busy machine is no fault of a law
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


def examples(count: int) -> settings:
    """Settings for so many examples; a third of them in `make test`, four times as many in `make test-all`."""
    return settings(ALWAYS, max_examples=count * 4 if THOROUGH else (count + 2) // 3)


PROFILE = "briefgen"  # for every test with random examples that says no number itself
settings.register_profile(PROFILE, examples(30))


def first_of_each(pairs: Sequence[tuple[str, str]]) -> list[ParameterSet]:
    """Pairs of a kind and a key as parameters of a test: the first of each kind, in `make test-all` all of them."""
    firsts = dict(reversed(pairs))
    return [pytest.param(kind, key, marks=() if firsts[kind] == key else pytest.mark.slow) for kind, key in pairs]
