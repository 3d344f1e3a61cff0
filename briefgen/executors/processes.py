"""Where briefs are made: in this process, in a pool of processes, or on a cluster; one brief is one task."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager

from briefgen.executors.task import TaskResult, run_task, share
from briefgen.production.request import Request
from briefgen.sandbox.limits import shared_with_copies
from briefgen.workspace.workspace import Workspace

MANY = 6
"""From how many briefs on writers are loaded beforehand."""


def run_tasks(
    workspace: Workspace, requests: Sequence[Request], inputs: str, jobs: int = 0, cluster: str = ""
) -> Iterator[TaskResult]:
    """The result of each request as it comes; `inputs` is the key of the workspace's inputs.

    `jobs` are processes, 0 for as many as there are cores; `cluster` is the address of a scheduler.
    """
    if not requests:
        return
    root = str(workspace.home.root)
    if cluster:
        from briefgen.executors.cluster import run_on_cluster

        yield from run_on_cluster(cluster, workspace.home, requests, inputs)
        return
    for audience in dict.fromkeys(("", *(request.audience for request in requests))):
        workspace.for_audience(audience).prepare()
    share(workspace, inputs)
    with _executor(jobs, len(requests)) as executor:
        if executor is None:
            yield from (run_task(root, inputs, request) for request in requests)
            return
        for future in as_completed(executor.submit(run_task, root, inputs, request) for request in requests):
            yield future.result()  # nobody else holds it: what was written needs no memory any more


@contextmanager
def _executor(jobs: int, count: int) -> Iterator[Executor | None]:
    """A pool of processes forked from this one, or None for this process alone."""
    jobs = min(jobs or os.cpu_count() or 1, count)
    if count >= MANY:
        _load()
    if jobs < 2 or not hasattr(os, "fork"):
        yield None
    else:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        ours, theirs = os.pipe()
        with shared_with_copies():
            pool = ProcessPoolExecutor(jobs, get_context("fork"), initializer=_end_with_parent, initargs=(ours, theirs))
            try:
                yield pool
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
                os.close(ours)
                os.close(theirs)


def _load() -> None:
    """Import what writing needs once, and not in every process that is copied from this one."""
    import briefgen.checks.rules.quotes
    import briefgen.writers.docx.writer
    import briefgen.writers.markdown  # noqa: F401


def _end_with_parent(ours: int, theirs: int) -> None:
    """Let this worker end when its parent is killed: it would wait for tasks for ever.

    `theirs` is open in the parent alone, so that reading from `ours` comes to an end with it.
    """
    from threading import Thread

    def watch() -> None:
        os.read(ours, 1)
        os._exit(1)

    os.close(theirs)
    Thread(target=watch, daemon=True).start()
