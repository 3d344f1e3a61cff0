"""One preview for the tests that change nothing in its workspace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.desk.running import Running, preview


@pytest.fixture(scope="session")
def running(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The preview of the example's meeting; nobody edits its workspace."""
    root = Path(copytree(example, tmp_path_factory.mktemp("shown") / "desk"))
    with preview(root, "meeting", "lisbon-2024") as found:
        yield found
