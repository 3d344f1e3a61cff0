"""Two records that look like one are remembered as two."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.errors import Problems, UsageProblem
from briefgen.production.distinct import known_distinct, remember_as_two
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.facts.pages import write_page

PAGE = "=== persons/a.yaml\nname: Ali\n=== persons/b.yaml\nname: Bo\n=== persons/c.yaml\nname: Cy\n"


def workspace(folder: Path) -> Workspace:
    (folder / "briefgen.toml").write_text("")
    write_page(folder / "facts", PAGE)
    return Workspace(find_workspace(folder)[0], Store(None))


def test_a_pair_is_written_once_and_others_stay(tmp_path: Path) -> None:
    told = workspace(tmp_path)
    path, is_new = remember_as_two(told, "person/b", "person/a")
    assert is_new
    path.write_text(path.read_text() + "  # seen on paper\n")
    assert remember_as_two(told, "person/a", "person/b") == (path, False)
    assert remember_as_two(told, "person/c", "person/a") == (path, True)
    assert "- [person/a, person/b]\n  - [person/a, person/c]" in path.read_text().replace("  # seen on paper\n", "")
    assert "# seen on paper" in path.read_text()
    assert known_distinct(told) == (
        frozenset({frozenset({"person/a", "person/b"}), frozenset({"person/a", "person/c"})}),
        [],
    )
    assert told.facts.diagnostics == []


def test_a_bare_id_will_do_where_it_is_the_only_one(tmp_path: Path) -> None:
    told = workspace(tmp_path)
    path, is_new = remember_as_two(told, "b", "person/a")
    assert is_new
    assert "- [person/a, person/b]" in path.read_text()
    write_page(tmp_path / "facts", "=== organisations/a.yaml\nname: A\ntype: association\n")
    with pytest.raises(UsageProblem, match="'a' is the id of organisation/a and person/a; write which one"):
        remember_as_two(workspace(tmp_path), "a", "b")


def test_records_that_there_are_not_are_refused(tmp_path: Path) -> None:
    told = workspace(tmp_path)
    with pytest.raises(UsageProblem, match="did you mean 'person/a'"):
        remember_as_two(told, "persons/a", "person/b")
    with pytest.raises(UsageProblem, match="is one record"):
        remember_as_two(told, "person/a", "person/a")


@pytest.mark.parametrize(
    "text", ["pairs: []\n", "distinct: person/a\n", "distinct: [[person/a]]\n", "distinct: [[a, b]]\n"]
)
def test_a_file_with_faults_is_named_and_not_written_over(tmp_path: Path, text: str) -> None:
    told = workspace(tmp_path)
    (tmp_path / "facts" / "distinct.yaml").write_text(text)
    with pytest.raises(Problems, match=r"facts/distinct\.yaml:1:"):
        remember_as_two(told, "person/a", "person/b")
    assert (tmp_path / "facts" / "distinct.yaml").read_text() == text
