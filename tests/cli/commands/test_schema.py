"""briefgen schema: what an editor completes and checks by is what the models say."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from briefgen.briefs.kind import read_kind
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.workspace.schema_files import ids_of, schema_files, settings_schema_files
from tests.workspaces import REPOSITORY, Scratch


def of_records() -> dict[str, bytes]:
    folder = REPOSITORY / "facts"
    return schema_files(shipped_kinds().schema) | {"ids.json": ids_of(load_facts(folder).base, folder, "en-GB")}


def test_the_schemas_of_this_repository_are_what_the_models_give() -> None:
    """Where this fails, run: briefgen schema"""
    folder = REPOSITORY / "facts/.schemas"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == of_records()


def test_the_schemas_of_settings_are_what_the_program_reads_by() -> None:
    """Where this fails, run: briefgen schema"""
    folder = REPOSITORY / "templates/.schemas"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == settings_schema_files(shipped_kinds().schema)


def test_there_is_one_for_each_kind_and_the_editor_of_this_repository_knows_whose_it_is() -> None:
    kinds = shipped_kinds().schema
    assert set(schema_files(kinds)) == {"_kinds.json", *(f"{kind}.json" for kind in kinds)}
    named = json.loads((REPOSITORY / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    folders = {"_kinds": "_kinds", **{kind: described.folder for kind, described in kinds.items()}}
    assert named == {f"facts/.schemas/{kind}.json": f"facts/{folder}/*.yaml" for kind, folder in folders.items()}


def test_schemas_are_written_once(workspace: Scratch) -> None:
    fresh = workspace.do("schema")
    assert (fresh.code, fresh.out.partition(":")[0]) == (0, "up to date")
    workspace.write("facts/.schemas/meeting.json", "{}")
    (workspace.root / "facts/.schemas/theme.json").unlink()
    again = workspace.do("schema")
    assert again.out.startswith("wrote 2 schemas to ")
    written = {p.name: p.read_bytes() for p in (workspace.root / "facts/.schemas").iterdir()}
    assert written.keys() == {*schema_files(shipped_kinds().schema), "ids.json"}
    assert written["meeting.json"] == schema_files(shipped_kinds().schema)["meeting.json"]


def test_one_schema_is_printed(workspace: Scratch) -> None:
    ran = workspace.do("schema", "gap")
    assert ran.code == 0
    assert json.loads(ran.out)["properties"]["question"]["description"]


@pytest.mark.parametrize(("kind", "said"), [("metting", "did you mean 'meeting'?"), ("zzz", "source, ")])
def test_an_unknown_kind_is_2(workspace: Scratch, kind: str, said: str) -> None:
    ran = workspace.do("schema", kind)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


TEMPLATES = (
    'label = "Note"\nformats = ["md"]\nabout = "theme"\n',
    '[parameters.since]\ntype = "year"\ndefault = 2020\nhelp = "From this year on"\n',
    '[parameters.tone]\ntype = "choice"\nchoices = ["dry", "warm"]\ndefault = "dry"\n',
    '[parameters.series]\ntype = "record:series"\n[parameters.words]\ntype = "list"\ndefault = ["a"]\n',
    'labl = "Note"\n',
    'formats = ["pdf"]\n',
    'about = "them"\n',
    '[parameters.since]\ntype = "yaer"\n',
    '[parameters.since]\ntype = "year"\ndefault = "2020"\nhelp = 3\n',
    '[parameters.tone]\ntype = "choice"\n',
    "[parameters.format]\n",
    "[parameters.max_points]\n",
    "[parameters.no-annex]\n",
    '[parameters.series]\ntype = "record:serie"\n',
)


@pytest.mark.parametrize("text", TEMPLATES)
def test_what_the_schema_of_templates_refuses_the_program_refuses_too(text: str, tmp_path: Path) -> None:
    schema = json.loads(settings_schema_files(shipped_kinds().schema)["template.json"])
    refused = list(jsonschema.Draft7Validator(schema).iter_errors(tomllib.loads(text)))
    (tmp_path / "template.toml").write_text(text, "utf-8")
    problems = read_kind("theme", "templates/theme", tmp_path)[1]
    only_a_workspace_can_tell = 'about = "them"' in text or '"record:serie"' in text
    assert bool(refused) == bool(problems) or only_a_workspace_can_tell


def test_files_of_settings_name_their_schema_in_their_first_line(workspace: Scratch) -> None:
    for name in ("briefgen.toml", "templates/theme/template.toml", "templates/meeting/template.toml"):
        line = workspace.read(name).partition("\n")[0]
        assert line.startswith("#:schema ")
        assert ((workspace.root / name).parent / line.removeprefix("#:schema ")).is_file()
