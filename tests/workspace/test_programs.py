"""Which programs decide the bytes of a brief, and so what is kept and whether it holds."""

from __future__ import annotations

import os
import platform
import sys
import tomllib
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefgen.workspace import programs
from tests.workspaces import REPOSITORY

SHAPES_NO_BYTE = {"anyascii", "click", "rich"}
"""What is depended on and writes nothing into a brief: the command line, the bar of a build."""


def declared() -> set[str]:
    """The names of what the package depends on, extras left out."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    return {line.partition(">")[0].partition("<")[0].strip() for line in project["dependencies"]}


def test_every_library_that_shapes_a_brief_is_known() -> None:
    assert declared() - SHAPES_NO_BYTE <= set(programs.LIBRARIES)


def test_every_library_is_found_by_the_name_that_it_is_imported_by() -> None:
    assert [name for name, module in programs.LIBRARIES.items() if find_spec(module) is None] == []
    assert "unknown" not in programs.versions().values()


def test_the_version_of_python_has_three_parts_as_its_own_maker_writes_it() -> None:
    found = programs.versions()
    assert list(found)[:2] == ["briefgen", "python"]
    assert found["python"] == platform.python_version().rstrip("+")
    assert set(found) == {"briefgen", "python", *programs.LIBRARIES}


def test_a_library_without_its_description_has_an_unknown_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "LIBRARIES", {"no-such-library": "nothing"})
    assert programs.versions()["no-such-library"] == "unknown"


@pytest.mark.parametrize("library", ["matplotlib", "jinja2", "docx"])
def test_another_version_of_a_library_makes_another_key(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = programs.code_stamp.__wrapped__()
    monkeypatch.setattr(programs, "find_spec", lambda name: None if name == library else find_spec(name))
    assert programs.code_stamp.__wrapped__() != before


def test_pandoc_shapes_the_text_of_a_brief_and_so_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = programs.code_stamp.__wrapped__()
    monkeypatch.setattr(programs, "find_pandoc", lambda: None)
    assert programs.code_stamp.__wrapped__() != before


def test_of_the_program_s_own_files_those_count_that_decide_what_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "__file__", str(tmp_path / "workspace/programs.py"))
    monkeypatch.setattr(programs, "LIBRARIES", {})
    monkeypatch.setattr(programs, "find_pandoc", lambda: None)
    stamps = [programs.code_stamp.__wrapped__()]
    for name, counts in (
        ("a.py", True),
        ("room/a.py", True),
        ("room/words.toml", True),
        ("room/codes.md", True),
        ("room/README.md", False),
        ("room/__pycache__/a.py", False),
        ("room/a.pyc", False),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        stamps.append(programs.code_stamp.__wrapped__())
        assert (stamps[-1] != stamps[-2]) is counts, name
    (tmp_path / "a.py").write_text("xy")
    stamps.append(programs.code_stamp.__wrapped__())
    os.utime(tmp_path / "a.py", ns=(1, 1))
    stamps.append(programs.code_stamp.__wrapped__())
    assert len(set(stamps[-3:])) == 3


def test_versions_are_those_that_the_libraries_describe_themselves_with() -> None:
    found = programs.versions()
    assert {name: found[name] for name in programs.LIBRARIES} == {n: version(n) for n in programs.LIBRARIES}


def test_a_library_whose_folder_says_no_version_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_in_names_of_folders", dict)
    assert programs.versions()["jinja2"] == version("jinja2")


@pytest.mark.parametrize(("platform", "name"), [("linux", "pandoc"), ("win32", "pandoc.exe")])
def test_only_the_pandoc_of_the_wheel_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, name: str
) -> None:
    (tmp_path / "two/files").mkdir(parents=True)
    (tmp_path / "two/files" / name).touch()
    spec = SimpleNamespace(submodule_search_locations=[str(tmp_path / "one"), str(tmp_path / "two")])
    monkeypatch.setattr(sys, "platform", platform)
    for found, place in ((spec, tmp_path / "two/files" / name), (None, None)):
        monkeypatch.setattr(programs, "find_spec", lambda _, found=found: found)
        assert programs.find_pandoc.__wrapped__() == place
