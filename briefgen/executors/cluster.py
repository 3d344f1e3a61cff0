"""Briefs made on a Dask cluster, one brief a task; what goes wrong there is told as such.

A worker reads the workspace itself, once for as long as its inputs stay the same, so it has to see the same files under
the same path, with the same programs. Every worker is asked before anything is made, and looks again when it reads.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import Problems, UsageProblem
from briefgen.executors.processes import TaskResult, result_of
from briefgen.frozen import dataclass
from briefgen.production.make import make_report
from briefgen.production.request import Report, Request
from briefgen.settings.hook_settings import server
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import SETTINGS_FILE, WorkspaceFolder, find_workspace
from briefgen.workspace.inputs import shared_key
from briefgen.workspace.plugins import Plugins
from briefgen.workspace.programs import versions
from briefgen.workspace.workspace import Workspace

DASK = "dask://"
PATIENCE = 10.0
"""Seconds that a scheduler may take to answer, and to find a worker."""
LOOK = 2.0
"""Seconds between two looks whether any worker is left."""
SAME = "it needs the workspace under the same path, on a file system that all machines share"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a machine sees of a workspace: a key of its files, and the versions of the programs that decide."""

    key: str
    versions: Mapping[str, str]


def sight(root: str) -> Sight:
    """What this machine sees; raises `UsageProblem` where there is no workspace."""
    home, found = find_workspace(Path(root))[0], versions()
    programs = {**found, "python": found["python"].rpartition(".")[0], **Plugins(home.settings).versions}
    return Sight(shared_key(home), programs)


def run_on_cluster(
    address: str, home: WorkspaceFolder, requests: Sequence[Request], inputs: str, idle: Callable[[], None]
) -> Iterator[TaskResult]:
    """The outcome of each request as it comes from the cluster at `address`; what is lost on the way is a failed one.

    `inputs` is the key of the workspace's inputs; `idle` is called before the next result is waited for. Raises
    `UsageProblem` where there is no such cluster, or a worker would make other briefs than this machine.
    """
    if not requests:
        return
    root = str(home.root)
    with _client(address) as client:
        here = sight(root)
        _refuse_others(client, root, here)
        executor: Executor = client.get_executor(pure=False)
        futures = {executor.submit(run_task, root, inputs, request, here.key): request for request in requests}
        for result in results(client, futures):
            yield result
            idle()


def results(client: Any, futures: Mapping[Future[TaskResult], Request]) -> Iterator[TaskResult]:
    """Each result as it comes; where no worker is left for a while, the rest has failed."""
    pending, alone_since = set(futures), None
    while pending:
        done, pending = wait(pending, timeout=LOOK, return_when=FIRST_COMPLETED)
        yield from (_result(future, futures[future]) for future in done)
        if done or _has_workers(client):
            alone_since = None
        elif alone_since is None:
            alone_since = time.monotonic()
        elif time.monotonic() - alone_since > PATIENCE:
            yield from (_lost(futures[future], "no worker is left") for future in pending)
            return


def _result(future: Future[TaskResult], request: Request) -> TaskResult:
    try:
        return future.result()
    except CancelledError:
        return _lost(request, "the scheduler is gone")
    except Exception as bad:
        if type(bad).__name__ == "KilledWorker":
            return _lost(request, "the workers that made it died")
        return _lost(request, f"{type(bad).__name__}: {bad}".splitlines()[0])


def _lost(request: Request, why: str) -> TaskResult:
    hint = "all other briefs are made; the next build tries again"
    return TaskResult(
        request, None, (Diagnostic(Location(request.name), f"the cluster lost it: {why}", "cluster-lost", hint=hint),)
    )


def _has_workers(client: Any) -> bool:
    try:
        return bool(client.nthreads())
    except Exception:  # of many kinds: the connection is gone
        return False


def place_of(address: str) -> str:
    """HOST:PORT of dask://HOST:PORT; raises `UsageProblem` for what is no such address."""
    place = address.removeprefix(DASK)
    if place == address or server(place) is None:
        raise UsageProblem(f"--executor {address}: write the address of a scheduler, such as {DASK}localhost:8786")
    return place


@contextmanager
def _client(address: str) -> Iterator[Any]:
    """A client of the scheduler; what its library has to say of lost connections is said in our words."""
    place = place_of(address)
    try:
        from distributed import Client
    except ImportError as bad:
        raise UsageProblem("--executor needs dask; install it with: pip install 'briefgen[dask]'") from bad
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # its loggers have levels and handlers of their own each
    try:
        with _connected(Client, place) as client:
            yield client
    finally:
        logging.disable(before)


def _connected(kind: Any, place: str) -> Any:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions: we compare them ourselves
            client = kind(f"tcp://{place}", timeout=PATIENCE, set_as_default=False)
    except OSError as bad:
        raise UsageProblem(f"no Dask scheduler answers at {place}") from bad
    except Exception as bad:  # what answers is no scheduler
        raise UsageProblem(f"what answers at {place} is no Dask scheduler of a version that fits") from bad
    return client


# --- all workers see the same ---


def _refuse_others(client: Any, root: str, here: Sight) -> None:
    """Raise `UsageProblem` where there is no worker, or one that would make other briefs."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        told = client.get_versions()["workers"]
        pythons = {name: ".".join(str(found["host"]["python"]).split(".")[:2]) for name, found in told.items()}
        others = [
            f"{name} runs Python {python}" for name, python in pythons.items() if python != here.versions["python"]
        ]
        if others:
            raise UsageProblem(
                f"the worker {others[0]}, this machine {here.versions['python']}; they have to be the same"
            )
        seen = client.run(sight, root, on_error="return")
    except TimeoutError as bad:
        raise UsageProblem("the Dask scheduler has no worker; start one with: dask worker HOST:PORT") from bad
    except OSError as bad:
        raise UsageProblem("the Dask scheduler is gone; start it and build again") from bad
    for name, there in sorted(seen.items()):
        if why := difference(here, there):
            raise UsageProblem(f"the worker {name} {why}")


def difference(here: Sight, there: object) -> str:
    """Why a worker would make other briefs; "" where it would make the same. `there` may be why it could not look."""
    if isinstance(there, ModuleNotFoundError):
        return f"has no {there.name or 'briefgen'}: install briefgen {here.versions['briefgen']} there"
    if isinstance(there, UsageProblem):
        return f"does not find the workspace: {there}; {SAME}"
    if not isinstance(there, Sight):
        return f"cannot be asked: {type(there).__name__}: {there}; is briefgen {here.versions['briefgen']} there?"
    for name, version in here.versions.items():
        if there.versions.get(name) != version:
            return f"has {name} {there.versions.get(name)}, this machine {version}; they have to be the same"
    return "" if there.key == here.key else f"sees other facts, templates or settings than this machine; {SAME}"


# --- on a worker ---


_workspaces: dict[str, tuple[str, Workspace]] = {}
"""Each workspace that this process has worked for, by its root, with the key of its inputs."""


def run_task(root: str, inputs: str, request: Request, shared: str) -> TaskResult:
    """Make one brief of the workspace at `root`, whose inputs have the key `inputs`.

    `shared` is the key of what all machines see alike: one that sees something else makes nothing.
    """
    return result_of(request, lambda: _made(root, inputs, request, shared))


def _made(root: str, inputs: str, request: Request, shared: str) -> Report:
    if _workspaces.get(root, ("", None))[0] != inputs:
        home, _ = find_workspace(Path(root))
        if shared_key(home) != shared:
            hint = "the next build tries again; a worker needs the very same workspace under the same path"
            message = (
                "the worker sees other facts, templates or settings than this machine, or they were saved meanwhile"
            )
            raise Problems([Diagnostic(Location(SETTINGS_FILE), message, "other-inputs", hint=hint)])
        _workspaces[root] = (inputs, Workspace(home, Store.of(home.root)))
    report = make_report(_workspaces[root][1], request)
    if any(name.endswith(".png") for name in report.files):
        from briefgen.figures.sheet import load

        load()  # once for this worker: each brief is made in a copy of it
    return report
