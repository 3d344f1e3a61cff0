"""Briefs made on a Dask cluster of separate processes: the same bytes as at home, and faults told as such.

With two workers on two idle cores the whole takes half a minute, of which starting the cluster takes six seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest

from tests.workspaces import MEETING, Workspace

BRIEFS = '\n[briefs.meeting]\n[briefs.country]\nrecords = ["brazil", "ethiopia"]\n[briefs.theme]\nformats = ["md"]\n'


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers, each a process of its own."""
    from distributed import LocalCluster

    with LocalCluster(processes=True, n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made.scheduler_address.replace("tcp://", "dask://")


def outputs(desk: Workspace) -> dict[str, bytes]:
    out = desk.root / "out"
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file() and ".briefgen" not in p.parts
    }


def test_a_cluster_makes_the_very_same_files(workspace: Workspace, cluster: str) -> None:
    workspace.append("briefgen.toml", BRIEFS)
    assert workspace.run("build", "-w", str(workspace.root), "--jobs", "1").code == 0
    at_home = outputs(workspace)
    rmtree(workspace.root / "out")
    built = workspace.run("build", "-w", str(workspace.root), "--executor", cluster, "--json")
    assert (built.code, built.err) == (0, "")
    assert {entry["standing"] for entry in built.json["briefs"]} == {"made"}
    assert {Path(name).suffix for name in at_home} >= {".docx", ".md", ".png"}
    assert outputs(workspace) == at_home


def test_a_cluster_sees_what_was_saved_since_and_stops_for_no_failed_brief(workspace: Workspace, cluster: str) -> None:
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
def test_an_address_where_no_scheduler_is_leaves_with_2(workspace: Workspace, address: str, said: str) -> None:
    ran = workspace.run("build", "-w", str(workspace.root), "--executor", address)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
