"""What every record says of itself unless it says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.loader import load_facts
from tests.facts.pages import MemoryCache, check_page, load_page, said, write

PAGE = """\
=== defaults.yaml
recorded: 2031-06-20
=== themes/sea.yaml
label: sea
=== themes/walls.yaml
label: walls
recorded: 2031-07-01
=== meetings/a.yaml
place: Port Example
gaps: {id: who, question: Who came?}
"""


def days(folder: Path, kept: MemoryCache | None = None) -> dict[str, str]:
    base = load_facts(folder, cache=kept).base
    return {s.id.rpartition("/")[0]: s.recorded for s in base.statements}


def test_records_have_what_they_do_not_say_themselves(tmp_path: Path) -> None:
    kept = MemoryCache()
    loaded = load_page(tmp_path, PAGE, kept)
    assert not loaded.diagnostics, said(loaded)
    assert days(tmp_path) == {
        "theme/sea/label": "2031-06-20",
        "theme/walls/label": "2031-07-01",
        "meeting/a/place": "2031-06-20",
        "gap/who/question": "2031-06-20",
        "gap/who/about": "2031-06-20",
    }
    assert not load_facts(tmp_path, cache=kept).read_anew
    write(tmp_path, "defaults.yaml", "recorded: 2031-06-21\n")
    assert days(tmp_path, kept)["theme/sea/label"] == "2031-06-21"


def test_a_day_that_is_none_is_told_once_and_where_it_stands(tmp_path: Path) -> None:
    page = "=== defaults.yaml\nrecorded: 2031-13-01\n=== themes/sea.yaml\nlabel: sea\n=== themes/sky.yaml\nlabel: sky\n"
    message = "facts/defaults.yaml:1:11: error: '2031-13-01' has a month 13; months run from 01 to 12 [bad-date]"
    check_page(tmp_path, page, message)


def test_faults_are_told_at_their_places(tmp_path: Path) -> None:
    page = """\
    === defaults.yaml
    recorded: [2031-06-20]
    themes: sea
    recordet: 2031-06-20
    """
    expected = """
        facts/defaults.yaml:1:11: error: recorded holds one day [wrong-type]
        facts/defaults.yaml:2:1: error: unknown key 'themes' [unknown-key]
          hint: records share: recorded, marking
        facts/defaults.yaml:3:1: error: unknown key 'recordet' [unknown-key]
          hint: did you mean 'recorded'?
    """
    check_page(tmp_path, page, expected)


@pytest.mark.parametrize("name", ["defaults.yml", "default.yaml", "_defaults.yaml", "Defaults.YAML.txt"])
def test_markings_under_a_name_that_is_not_read_are_an_error(tmp_path: Path, name: str) -> None:
    page = f"""\
    === {name}
    marking: TLP:RED
    """
    expected = f"""
        facts/{name}: error: gives all records a marking, and is not read under this name [unread-marking]
          hint: rename it to facts/defaults.yaml
    """
    check_page(tmp_path, page, expected)


def test_a_day_under_such_a_name_is_a_warning(tmp_path: Path) -> None:
    page = """\
    === default.yaml
    recorded: 2031-06-20
    """
    expected = """
        facts/default.yaml: warning: is in no folder of records and is not read [stray-file]
          hint: rename it to facts/defaults.yaml
    """
    check_page(tmp_path, page, expected)


def test_a_link_that_leads_nowhere_does_not_leave_all_records_unmarked(tmp_path: Path) -> None:
    (tmp_path / "defaults.yaml").symlink_to("nowhere.yaml")
    found = [str(d) for d in load_facts(tmp_path).diagnostics]
    assert found == [
        "facts/defaults.yaml: error: cannot be read: it is a link that leads nowhere [unreadable]\n"
        "  hint: put the file in its place"
    ]
