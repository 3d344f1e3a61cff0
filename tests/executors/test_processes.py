"""Briefs made on a Dask cluster of separate processes: the same bytes as at home, and faults told as such.

One cluster serves all tests; a worker that dies once is not given a second chance, as starting one takes seconds.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from briefgen.errors import UsageProblem
from briefgen.executors import cluster as clusters
from briefgen.executors.cluster import SAME, Sight, difference, results, run_task, sight
from briefgen.executors.processes import TaskResult
from briefgen.production.make import make_report
from briefgen.production.request import Report, Request
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.inputs import inputs_key, shared_key
from briefgen.workspace.workspace import Workspace
from tests.workspaces import MEETING, Scratch

pytestmark = pytest.mark.slow

BRIEFS = """
[briefs.meeting]
[briefs.country]
records = ["brazil"]
parameters = ["depth = full"]
[briefs.theme]
formats = ["md"]
parameters = ["depth = full"]
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers, each a process of its own."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(processes=True, n_workers=2, threads_per_worker=1, dashboard_address=None) as made,
    ):
        yield made.scheduler_address.replace("tcp://", "dask://")


def outputs(desk: Scratch) -> dict[str, bytes]:
    out = desk.root / "out"
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file() and ".briefgen" not in p.parts
    }


def test_a_cluster_makes_the_very_same_files(workspace: Scratch, cluster: str) -> None:
    workspace.append("briefgen.toml", BRIEFS)
    sixth = workspace.read(MEETING).partition("claims:")[0].partition("documents:")[0]
    sixth = sixth.replace("2024-03-11", "2023-03-11").replace("is: 7", "is: 6")
    workspace.write("facts/meetings/porto-2023.yaml", sixth)
    assert workspace.build().code == 0
    at_home = outputs(workspace)
    rmtree(workspace.root / "out")
    built = workspace.do("build", "--executor", cluster, "--json")
    assert (built.code, built.err) == (0, "")
    assert {entry["standing"] for entry in built.json["briefs"]} == {"made"}
    assert {Path(name).suffix for name in at_home} >= {".docx", ".md", ".png"}
    assert outputs(workspace) == at_home


# --- processes of this machine ---


def test_a_runaway_among_good_briefs_stops_no_other(workspace: Scratch) -> None:
    loops = "".join(f"{{% for a{n} in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] %}}" for n in range(12)) + "{% endfor %}" * 12
    workspace.write("templates/runaway/brief.md.j2", loops)
    workspace.write("templates/runaway/template.toml", 'about = "country"\n')
    workspace.edit("briefgen.toml", "[limits]", "[limits]\nseconds = 1")
    workspace.append("briefgen.toml", f"\n[briefs.runaway]\n{BRIEFS}")
    built = workspace.do("build", "--jobs", "2", "--json")
    standings = {entry["name"]: entry["standing"] for entry in built.json["briefs"]}
    assert {name for name, standing in standings.items() if standing == "failed"} == {
        name for name in standings if name.startswith("runaway/")
    }
    assert set(standings.values()) == {"failed", "made"}
    assert "this takes too long and was stopped" in built.out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_brief_over_which_processes_are_killed_is_lost_and_the_next_build_makes_it(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    workspace.append("briefgen.toml", BRIEFS)
    words = ("build", "-w", str(workspace.root), "--jobs", jobs, "--json")
    with monkeypatch.context() as patch:

        def killed(at: Workspace, request: Request) -> Report:
            if request.kind == "country":
                os.kill(os.getpid(), signal.SIGKILL)
            return make_report(at, request)

        patch.setattr("briefgen.executors.processes.make_report", killed)
        lost = workspace.run(*words)
    assert [e["standing"] for e in lost.json["briefs"] if e["name"].startswith("country/")] == ["failed"]
    assert [e["standing"] for e in lost.json["briefs"]].count("made") == len(lost.json["briefs"]) - 1
    again = workspace.run(*words)
    assert (again.code, {e["standing"] for e in again.json["briefs"]}) == (0, {"made", "fresh"})


def test_a_cluster_sees_what_was_saved_since_and_stops_for_no_failed_brief(workspace: Scratch, cluster: str) -> None:
    workspace.append("briefgen.toml", '\n[briefs.meeting]\nformats = ["md"]\n[briefs.theme]\nformats = ["md"]\n')
    words = ("build", "-w", str(workspace.root), "--executor", cluster)
    assert workspace.run(*words).code == 0
    workspace.edit(MEETING, "Participants discussed stocks of", "They talked about stocks of")
    workspace.run(*words)
    assert "They talked about stocks of" in workspace.read("out/meeting/lisbon-2024.md")
    before = outputs(workspace)
    workspace.write("templates/theme/brief.md.j2", "{{ nothing.here }}\n")
    failed = workspace.run(*words)
    assert (failed.code, failed.out.count("failed     theme/stocks")) == (1, 1)
    assert "'nothing'" in failed.err
    assert outputs(workspace) == before


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "localhost:8786",
            "--executor localhost:8786: write the address of a scheduler, such as dask://localhost:8786",
        ),
        ("dask://", "--executor dask://: write the address of a scheduler"),
        ("dask://localhost", "--executor dask://localhost: write the address of a scheduler"),
        ("dask://localhost:port", "--executor dask://localhost:port: write the address of a scheduler"),
        ("dask://localhost:99999", "--executor dask://localhost:99999: write the address of a scheduler"),
        ("dask://127.0.0.1:1", "no Dask scheduler answers at 127.0.0.1:1"),
    ],
)
def test_an_address_where_no_scheduler_is_leaves_with_2(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    ran = workspace.do("build", "--executor", address)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_what_answers_but_is_no_scheduler_leaves_with_2(workspace: Scratch) -> None:
    import socket
    from threading import Thread

    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            while True:
                try:
                    taken, _ = other.accept()
                except OSError:
                    return
                with taken:
                    taken.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        Thread(target=answer, daemon=True).start()
        place = f"127.0.0.1:{other.getsockname()[1]}"
        ran = workspace.do("build", "--executor", f"dask://{place}")
    assert ran.code == 2
    assert place in ran.err
    assert "Traceback" not in ran.err


# --- what is lost ---


def die() -> TaskResult:
    """A task that takes its worker with it."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_a_worker_that_dies_fails_its_brief_and_no_other(
    workspace: Scratch, cluster: str, capfd: pytest.CaptureFixture[str]
) -> None:
    root = str(workspace.root)
    found = find_workspace(workspace.root)[0]
    lost, made = Request("meeting", "lisbon-2024"), Request("theme", "stocks", ("md",))
    with clusters._client(cluster) as client:
        executor = client.get_executor(pure=False)
        futures = {
            executor.submit(die): lost,
            executor.submit(run_task, root, inputs_key(found, "x"), made, shared_key(found)): made,
        }
        came = {result.request: result for result in results(client, futures)}
    assert [d.message for d in came[lost].failed] == ["the cluster lost it: the workers that made it died"]
    assert came[made].report is not None
    assert "distributed.client" not in capfd.readouterr().err


class Client:
    """As the client of a cluster whose workers have all gone, or whose scheduler has."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def nthreads(self) -> Any:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize("answer", [{}, OSError("closed"), RuntimeError("closed")])
def test_a_cluster_without_workers_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    monkeypatch.setattr(clusters, "LOOK", 0.0)
    monkeypatch.setattr(clusters, "PATIENCE", 0.0)
    request = Request("meeting", "lisbon-2024")
    (result,) = results(Client(answer), {Future(): request})
    assert [(d.code, d.message) for d in result.failed] == [("cluster-lost", "the cluster lost it: no worker is left")]


def test_briefs_under_way_when_the_scheduler_goes_fail_as_briefs() -> None:
    gone: Future[TaskResult] = Future()
    gone.cancel()
    gone.set_running_or_notify_cancel()
    broken: Future[TaskResult] = Future()
    broken.set_exception(TypeError("one line\nand another"))
    requests = Request("meeting", "a"), Request("meeting", "b")
    came = list(results(Client({}), dict(zip((gone, broken), requests, strict=True))))
    assert sorted(d.message for result in came for d in result.failed) == [
        "the cluster lost it: TypeError: one line",
        "the cluster lost it: the scheduler is gone",
    ]


# --- what workers see ---


def test_a_worker_that_sees_other_files_makes_nothing(
    workspace: Scratch, cluster: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "shared_key", lambda _: "another key")
    ran = workspace.do("build", "--executor", cluster)
    assert (ran.code, ran.err.count("sees other facts, templates or settings than this machine")) == (2, 1)
    assert not (workspace.root / "out/meeting").exists()
    result = run_task(str(workspace.root), "some key", Request("meeting", "lisbon-2024"), "a third key")
    assert [d.code for d in result.failed] == ["other-inputs"]


def test_a_worker_without_the_folder_says_what_it_needs(cluster: str, workspace: Scratch) -> None:
    with clusters._client(cluster) as client:
        (there, *_) = client.run(sight, "/no/such/desk", on_error="return").values()
    said = difference(sight(str(workspace.root)), there)
    assert said == f"does not find the workspace: there is no folder /no/such/desk; {SAME}"


HERE = Sight("key", {"briefgen": "1.0", "python": "3.11", "jinja2": "3.1.6"})


@pytest.mark.parametrize(
    ("there", "said"),
    [
        (HERE, ""),
        (Sight("other", HERE.versions), f"sees other facts, templates or settings than this machine; {SAME}"),
        (Sight("key", {**HERE.versions, "briefgen": "0.9"}), "has briefgen 0.9, this machine 1.0"),
        (Sight("key", {**HERE.versions, "jinja2": "3.1.5"}), "has jinja2 3.1.5, this machine 3.1.6"),
        (ModuleNotFoundError("No module", name="briefgen"), "has no briefgen: install briefgen 1.0 there"),
        (UsageProblem("there is no folder /desk"), "does not find the workspace: there is no folder /desk; it needs"),
        (RuntimeError("odd"), "cannot be asked: RuntimeError: odd; is briefgen 1.0 there?"),
    ],
)
def test_what_a_worker_lacks_is_said_plainly(there: object, said: str) -> None:
    assert difference(HERE, there).startswith(said)
    assert bool(said) == bool(difference(HERE, there))


def test_the_key_that_machines_share_changes_with_contents_alone(workspace: Scratch) -> None:
    found = find_workspace(workspace.root)[0]
    before = shared_key(found)
    os.utime(workspace.root / MEETING, (1, 1))
    assert shared_key(found) == before
    workspace.append(MEETING, "# a remark\n")
    after = shared_key(found)
    assert after != before
    workspace.write("out/issued/meeting/lisbon-2024/1/issue.json", "{}")
    assert shared_key(found) != after
