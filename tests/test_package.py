"""What `pip install briefgen` brings: the program, the starter templates and the example, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.workspaces import REPOSITORY, Scratch


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip builds it, with the pinned build backend."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        "pip",
        "wheel",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(REPOSITORY),
    ]
    subprocess.run([sys.executable, "-m", *command], check=True, timeout=600)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the package alone, as it lies in site-packages."""
    folder = tmp_path_factory.mktemp("site")
    with ZipFile(wheel) as package:
        package.extractall(folder)
    return folder


def files_below(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in paths}


@pytest.mark.slow
def test_the_wheel_carries_the_program_the_templates_and_the_example(wheel: Path) -> None:
    names = {n for n in ZipFile(wheel).namelist() if ".dist-info/" not in n}
    program = {f"briefgen/{name}" for name in files_below(REPOSITORY / "briefgen")}
    templates = {f"briefgen/starter/templates/{name}" for name in files_below(REPOSITORY / "templates")}
    assert names == program | templates | {"briefgen/starter/records.md"}
    assert ZipFile(wheel).read("briefgen/starter/records.md") == (REPOSITORY / "facts/README.md").read_bytes()
    assert "briefgen/starter/templates/house.docx" in names
    assert "briefgen/starter/example/facts/meetings/lisbon-2024.yaml" in names


@pytest.mark.slow
def test_the_wheel_carries_no_tests_and_no_facts_of_the_repository(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert all(name.startswith("briefgen") for name in names)
    records = {path.name for path in (REPOSITORY / "facts/meetings").glob("*.yaml")}
    assert records
    assert not [name for name in names if "/tests/" in name or Path(name).name in records]


@pytest.mark.slow
def test_an_installed_program_makes_a_workspace_and_a_brief(
    installed: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    def briefgen(*arguments: str) -> subprocess.CompletedProcess[str]:
        code = f"import sys; sys.path.insert(0, {str(installed)!r}); from briefgen.cli import main; "
        code += f"import briefgen; assert briefgen.__file__.startswith({str(installed)!r}); main()"
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)

    made = briefgen("init", "desk")
    assert (made.returncode, made.stderr) == (0, "")
    brief = briefgen("meeting", "lisbon-2024", "-w", "desk")
    assert (brief.returncode, brief.stderr) == (0, "")
    assert (tmp_path / "desk/out/meeting/lisbon-2024.docx").is_file()
    here = Scratch(tmp_path / "here")
    here.run("init", str(here.root))
    assert here.brief() == (tmp_path / "desk/out/meeting/lisbon-2024.md").read_text("utf-8")


def test_the_version_is_told(environment: dict[str, str]) -> None:
    from briefgen.version import __version__

    assert Scratch(REPOSITORY).run("--version").out == f"briefgen {__version__}\n"
