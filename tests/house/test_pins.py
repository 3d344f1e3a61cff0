"""What is installed is pinned with its hashes, and may be handed on."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.house.licences import EXTRAS, licence_of, needed
from tests.workspaces import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
EXTRA = PROJECT["project"]["optional-dependencies"]
BUILD = PROJECT["dependency-groups"]["build"]
PINNED = {"requirements.txt": ["preview", "sources"], "requirements-test.txt": list(EXTRA)}
OPEN = re.compile(r"MIT|BSD|Apache|Python Software Foundation|PSF|MPL|ISC|Zlib|CNRI")


def pins(name: str) -> dict[str, str]:
    """The pinned versions of a file by name; each has a hash at least."""
    text = (REPOSITORY / name).read_text("utf-8")
    found = re.findall(
        r"^([a-z0-9-]+)==(\S+)[^\n]*\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", text, re.MULTILINE
    )
    assert len(found) == text.count("==") - text.count(" == '") - text.count("python_full_version ==")
    return {package: version for package, version, _ in found}


@pytest.mark.parametrize("name", PINNED)
def test_all_that_the_project_asks_for_is_pinned(name: str) -> None:
    wanted = [*PROJECT["project"]["dependencies"], *BUILD, *(line for extra in PINNED[name] for line in EXTRA[extra])]
    asked = [Requirement(line) for line in wanted if not line.startswith("briefgen")]
    pinned = pins(name)
    unmet = [
        str(one) for one in asked if one.name.lower() not in pinned or pinned[one.name.lower()] not in one.specifier
    ]
    assert unmet == [], "run make lock"


def test_what_plants_faults_is_pinned_too() -> None:
    asked = [Requirement(line) for line in PROJECT["dependency-groups"]["mutants"]]
    found = pins("tests/house/mutants.txt")
    assert [str(one) for one in asked if found.get(one.name, "0") not in one.specifier] == [], "run make lock"


def test_both_files_pin_the_same_versions() -> None:
    assert pins("requirements.txt").items() <= pins("requirements-test.txt").items()


def test_what_briefgen_depends_on_may_be_handed_on_with_it() -> None:
    found = {name: licence_of(one) for extra in EXTRAS for name, one in needed(extra).items()}
    assert {"jinja2", "lxml", "distributed", "starlette"} <= found.keys()
    assert {name: said for name, said in found.items() if not OPEN.search(said)} == {}
