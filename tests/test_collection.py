"""That no test is left out in silence."""

from __future__ import annotations

from fnmatch import fnmatch

import pytest

from tests.workspaces import REPOSITORY


def test_no_folder_of_tests_is_passed_over(request: pytest.FixtureRequest) -> None:
    """By default pytest goes into no folder called `build`, wherever it stands."""
    passed_over: list[str] = request.config.getini("norecursedirs")
    folders = {path.parent for path in (REPOSITORY / "tests").rglob("test_*.py")}
    names = {part for folder in folders for part in folder.relative_to(REPOSITORY).parts}
    assert [name for name in names if any(fnmatch(name, pattern) for pattern in passed_over)] == []
