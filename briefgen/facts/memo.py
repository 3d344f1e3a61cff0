"""What a query over many records found, kept beside the fact base that was asked.

Who stands on the lists of a series is asked for each party, meeting and round of a brief; worked out each time, a
brief grows with the square of the meetings. A fact base never changes, so the second time there is nothing new to work
out; one that writes down what it is asked does so each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from briefgen.facts.factbase import FactBase
from briefgen.model.statement import Record

P = ParamSpec("P")
T = TypeVar("T")


def once_per_base(query: Callable[Concatenate[FactBase, P], T]) -> Callable[Concatenate[FactBase, P], T]:
    """The query, worked out once for each base and each set of arguments; records count by their key."""
    name = f"{query.__module__}.{query.__qualname__}"

    @wraps(query)
    def asked(base: FactBase, /, *arguments: P.args, **named: P.kwargs) -> T:
        key = (name, *(a.key if isinstance(a, Record) else a for a in (*arguments, *named.values())))
        return base.remembered(base.found, key, lambda _: query(base, *arguments, **named))

    return asked
