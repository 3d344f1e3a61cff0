"""Where briefs are made: in this process, in a pool of processes, or on a cluster; one brief is one task."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager

from briefgen.build.built import Choices
from briefgen.build.desk import Desk
from briefgen.build.make import prepare
from briefgen.build.memory import shared_with_copies
from briefgen.build.task import Outcome, grant, lend
from briefgen.build.wish import Wish
from briefgen.errors import UsageProblem
from briefgen.hook_settings import server

DASK = "dask://"
MANY = 6
"""From how many briefs on writers and the plotting library are loaded beforehand: a few may well have no picture."""
PATIENCE = "10s"
"""How long a scheduler may take to answer."""


def granted(desk: Desk, wishes: Sequence[Wish], inputs: str, choices: Choices) -> Iterator[Outcome]:
    """The outcome of each wish as it comes; `inputs` is the key of the workspace's inputs."""
    if not wishes:
        return
    root = str(desk.workspace.root)
    prepare(desk)
    lend(desk, inputs)
    with _executor(choices, len(wishes)) as executor:
        if executor is None:
            yield from (grant(root, inputs, wish) for wish in wishes)
            return
        for future in as_completed(executor.submit(grant, root, inputs, wish) for wish in wishes):
            yield future.result()  # nobody else holds it: what was written needs no memory any more


@contextmanager
def _executor(choices: Choices, count: int) -> Iterator[Executor | None]:
    """A pool of processes forked from this one, the cluster that was asked for, or None for this process alone."""
    jobs = min(choices.jobs or os.cpu_count() or 1, count)
    if choices.executor:
        with _cluster(choices.executor) as executor:
            yield executor
    elif jobs < 2 or not hasattr(os, "fork"):
        yield None
    else:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        if count >= MANY:
            _load()
        with shared_with_copies():
            pool = ProcessPoolExecutor(jobs, mp_context=get_context("fork"))
            try:
                yield pool
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _load() -> None:
    """Import what writing and drawing need once, and not in every process that is copied from this one."""
    import briefgen.checks.quotes
    import briefgen.writers.docx.writer
    import briefgen.writers.markdown  # noqa: F401
    from briefgen.figures.sheet import load

    load()


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster, whose workers see the workspace under the same path."""
    place = address.removeprefix(DASK)
    if place == address or server(place) is None:
        raise UsageProblem(f"--executor {address}: write the address of a scheduler, such as {DASK}localhost:8786")
    try:
        from distributed import Client
    except ImportError as bad:
        raise UsageProblem("--executor needs dask; install it with: pip install 'briefgen[dask]'") from bad
    try:
        client = Client(f"tcp://{place}", timeout=PATIENCE)
    except OSError as bad:
        raise UsageProblem(f"no Dask scheduler answers at {place}") from bad
    with client:
        yield client.get_executor(pure=False)
