"""The tests of `briefgen/ROOM/module.py` are `tests/ROOM/test_module.py`; the others say what else they follow."""

from __future__ import annotations

from tests.house.rooms import PROGRAM
from tests.workspaces import REPOSITORY

TESTS = REPOSITORY / "tests"
# Tests that follow something through several modules, in the room where it is decided, by what they follow.
THROUGH = {
    "a law, tried on random examples": """
        readers/docx/random_edits readers/docx/variations
        briefs/careless briefs/law lint/agreement readers/docx/law rendering/fuzz revisions/merge_laws wordtemplates/law
        writers/docx/reference/fuzz writers/markdown_law
    """,
    "a promise of the whole program": """
        cli/imports intake/measured
        briefs/denials briefs/honesty briefs/not_held figures/bytes production/growth
        facts/figures production/offline production/public_reports production/scripts
        readers/long_texts rendering/leaks rendering/printing
    """,
    "what ships: templates, recipes, languages, styles": """
        briefs/front briefs/languages cli/commands/packs briefs/recipes briefs/shipped briefs/word_templates
        briefs/attributed briefs/other_fields briefs/phrases rendering/inheritance
        workspace/published_styles
    """,
    "what goes wrong: mistakes, hostile files, broken disks": """
        facts/copies production/windows
        cli/mistakes incremental/mistakes incremental/put_back issues/resealed lint/faults
        outputs/at_once outputs/faults outputs/planted outputs/protected outputs/shared_drives
        outputs/surroundings rendering/runaways rendering/sandbox
        wordtemplates/faults
    """,
    "a way of working, from end to end": """
        desk/browser desk/command desk/rebuilt desk/twenty_mistakes desk/walk desk/workplace
        incremental/audience_build incremental/month
        issues/audience_issues outputs/hand_edits readers/docx/edits
    """,
    "a part of a module, large enough for a file of tests": """
        cli/bytecode notify/trust readers/markdown/edited
        writers/docx/redline/annex
    """,
    "what a Word file can hold, or a judge says of one": """
        writers/docx/reference/sanitised
        readers/docx/cover readers/docx/elements wordtemplates/looks writers/docx/cover writers/docx/golden
        writers/docx/validity writers/docx/redline/cover writers/docx/redline/other_reader
    """,
}


def followed() -> dict[str, bool]:
    """What each file of tests is named after, and whether a module or a room of that name stands in its place."""
    found = {}
    for path in sorted(TESTS.glob("*/**/test_*.py")):
        name = (path.parent / path.stem.removeprefix("test_")).relative_to(TESTS).as_posix()
        found[name] = (PROGRAM / f"{name}.py").is_file() or (PROGRAM / name / "__init__.py").is_file()
    return {name: stands for name, stands in found.items() if not name.startswith("house/")}


def test_tests_stand_where_one_would_look_for_them() -> None:
    listed = set(" ".join(THROUGH.values()).split())
    elsewhere = {name for name, stands in followed().items() if not stands}
    assert sorted(elsewhere - listed) == [], "no module of that name: rename it, or say in THROUGH what it follows"
    assert sorted(listed - elsewhere) == []


def test_every_room_has_tests() -> None:
    rooms = {path.parent.name for path in PROGRAM.glob("*/__init__.py")}
    assert sorted(rooms - {name.partition("/")[0] for name in followed()}) == []
