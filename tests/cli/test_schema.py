"""briefgen schema: what an editor completes and checks by is what the models say."""

from __future__ import annotations

import json

import pytest

from briefgen.cli.schema_command import schema_files
from briefgen.model.kinds import KINDS
from tests.workspaces import REPOSITORY, Workspace


def test_the_schemas_of_this_repository_are_what_the_models_give() -> None:
    """Where this fails, run: briefgen schema"""
    folder = REPOSITORY / "facts/.schemas"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == schema_files()


def test_there_is_one_for_each_kind_and_the_records_name_it() -> None:
    assert set(schema_files()) == {f"{kind}.json" for kind in KINDS}
    for kind, described in KINDS.items():
        for path in (REPOSITORY / "facts" / described.folder).glob("*.yaml"):
            first = path.read_text("utf-8").partition("\n")[0]
            assert first == f"# yaml-language-server: $schema=../.schemas/{kind}.json", path


def test_schemas_are_written_once(workspace: Workspace) -> None:
    fresh = workspace.run("schema", "-w", str(workspace.root))
    assert (fresh.code, fresh.out.partition(":")[0]) == (0, "up to date")
    workspace.write("facts/.schemas/meeting.json", "{}")
    (workspace.root / "facts/.schemas/theme.json").unlink()
    again = workspace.run("schema", "-w", str(workspace.root))
    assert again.out.startswith("wrote 2 schemas to ")
    assert {p.name: p.read_bytes() for p in (workspace.root / "facts/.schemas").iterdir()} == schema_files()


def test_one_schema_is_printed(workspace: Workspace) -> None:
    ran = workspace.run("schema", "gap", "-w", str(workspace.root))
    assert ran.code == 0
    assert json.loads(ran.out)["properties"]["question"]["description"]


@pytest.mark.parametrize(("kind", "said"), [("metting", "did you mean 'meeting'?"), ("zzz", "source, ")])
def test_an_unknown_kind_is_2(workspace: Workspace, kind: str, said: str) -> None:
    ran = workspace.run("schema", kind, "-w", str(workspace.root))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
