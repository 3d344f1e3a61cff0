"""What is kept of files of facts is read again by whoever finds it whole, and by nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.kept.shelf import INDEX, ROWS
from briefgen.facts.loader import load_facts
from tests.facts.pages import SOURCE, Drawer, load_page, write

PAGE = f"""
=== sources/one.yaml
{SOURCE}
=== themes/sea.yaml
label: sea
=== themes/walls.yaml
label: walls
=== meetings/a.yaml
place: {{is: Port Example, src: one}}
agenda: [{{is: Of the sea, themes: [sea], src: one}}]
"""


@pytest.fixture
def kept(tmp_path: Path) -> Drawer:
    drawer = Drawer()
    load_page(tmp_path, PAGE, drawer)
    return drawer


def rows_of(drawer: Drawer) -> str:
    (name,) = (name for name in drawer.slots if name.startswith(ROWS))
    return name


def test_a_changed_file_adds_its_own_rows_and_no_others(tmp_path: Path, kept: Drawer) -> None:
    name = rows_of(kept)
    before = kept.slots[name]
    write(tmp_path, "themes/sea.yaml", "label: the sea\n")
    assert load_facts(tmp_path, slots=kept).read_anew == ("facts/themes/sea.yaml",)
    after = kept.slots[name]
    assert after.startswith(before)
    assert len(after) - len(before) < 200
    assert not load_facts(tmp_path, slots=kept).read_anew


def test_statements_are_not_read_before_somebody_asks(tmp_path: Path, kept: Drawer) -> None:
    name = rows_of(kept)
    kept.slots[name] = bytes(len(kept.slots[name]))  # whatever stands there
    loaded = load_facts(tmp_path, slots=kept)
    assert not loaded.read_anew
    assert loaded.base.heads["meeting/a"].file == "facts/meetings/a.yaml"
    assert [head.id for head in loaded.base.heads_of("theme")] == ["sea", "walls"]
    assert loaded.base.label("theme/sea") == "sea"  # from the file itself, as what was kept is damaged


def test_rows_that_are_gone_or_cut_off_are_no_rows(tmp_path: Path, kept: Drawer) -> None:
    name = rows_of(kept)
    kept.slots[name] = kept.slots[name][:-1]
    assert len(load_facts(tmp_path, slots=kept).read_anew) == 4
    kept.drop(rows_of(kept))
    assert len(load_facts(tmp_path, slots=kept).read_anew) == 4
    assert not load_facts(tmp_path, slots=kept).read_anew


def test_two_who_add_rows_at_once_both_find_theirs(tmp_path: Path, kept: Drawer) -> None:
    index = kept.slots[INDEX]
    write(tmp_path, "themes/sea.yaml", "label: the sea\n")
    load_facts(tmp_path, slots=kept)
    kept.slots[INDEX] = index  # what the other one had read before
    write(tmp_path, "themes/walls.yaml", "label: the walls\n")
    loaded = load_facts(tmp_path, slots=kept)
    assert loaded.read_anew == ("facts/themes/sea.yaml", "facts/themes/walls.yaml")
    again = load_facts(tmp_path, slots=kept)
    assert not again.read_anew
    assert [again.base.label(f"theme/{name}") for name in ("sea", "walls")] == ["the sea", "the walls"]


def test_a_new_record_has_references_followed_again_only_where_they_may_lead_to_it(
    tmp_path: Path, kept: Drawer
) -> None:
    write(tmp_path, "themes/tides.yaml", "label: tides\n")
    assert load_facts(tmp_path, slots=kept).read_anew == ("facts/themes/tides.yaml",)
    write(tmp_path, "meetings/sea.yaml", "place: Port Example\n")  # no theme, so "sea" is the theme as before
    assert load_facts(tmp_path, slots=kept).read_anew == ("facts/meetings/sea.yaml",)
    (tmp_path / "themes/sea.yaml").unlink()
    assert load_facts(tmp_path, slots=kept).read_anew == ("facts/meetings/a.yaml",)


def test_a_store_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    class Full(Drawer):
        def add(self, name: str, data: bytes) -> None:  # type: ignore[override]
            return None

    full = Full()
    for _ in range(2):
        loaded = load_page(tmp_path, PAGE, full)
        assert len(loaded.read_anew) == 4
        assert loaded.base.label("theme/sea") == "sea"
