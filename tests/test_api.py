"""The door for other programs: the page that shows it is true, its names stay, and to import it costs nothing."""

from __future__ import annotations

import doctest
import gc
import inspect
import subprocess
import sys
from pathlib import Path
from weakref import ref

import pytest

import briefgen
from briefgen import api
from tests.workspace.test_audience import hide, told
from tests.workspaces import MEETING, REPOSITORY, Scratch

NAMES = {
    "briefgen": "BriefgenError Diagnostic Location MadeBrief OpenFacts OpenWorkspace Problems Severity TracedSentence "
    "UsageProblem __version__ open",
    "OpenWorkspace": "audience brief check facts kinds path",
    "OpenFacts": "conflicts record records statements",
    "MadeBrief": "conflicts diagnostics document docx markdown marking notes sources title trace",
}
SIGNATURES = {
    "open": "(path: 'str | os.PathLike[str] | None' = None, audience: 'str | None' = None) -> 'OpenWorkspace'",
    "OpenWorkspace.brief": "(self, kind: 'str', id: 'str', *, language: 'str' = '', "
    "parameters: 'Mapping[str, Plain] | None' = None, allow_stale: 'bool' = False) -> 'MadeBrief'",
    "OpenWorkspace.check": "(self) -> 'list[Diagnostic]'",
    "OpenFacts.statements": "(self, *, contested: 'bool | None' = None, property: 'str | None' = None, "
    "source: 'str | None' = None, **about: 'str') -> 'list[Statement]'",
    "MadeBrief.trace": "(self, words: 'str') -> 'list[TracedSentence]'",
}


def public(thing: object) -> str:
    own = vars(thing) | dict.fromkeys(("audience", "path") if thing is api.OpenWorkspace else ())
    return " ".join(sorted(name for name in own if not name.startswith("_")))


def test_the_names_stay() -> None:
    assert " ".join(sorted(briefgen.__all__, key=lambda n: (n == "open", n))) == NAMES["briefgen"]
    assert {name: public(getattr(briefgen, name)) for name in NAMES if name != "briefgen"} == {
        name: names for name, names in NAMES.items() if name != "briefgen"
    }
    for name in briefgen.__all__:
        assert getattr(briefgen, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        _ = briefgen.opne


@pytest.mark.parametrize("name", SIGNATURES)
def test_arguments_and_what_comes_back_stay(name: str) -> None:
    thing: object = briefgen
    for part in name.split("."):
        thing = getattr(thing, part)
    assert str(inspect.signature(thing)) == SIGNATURES[name]  # type: ignore[arg-type]


def test_everything_says_what_it_gives() -> None:
    for owner in (api.OpenWorkspace, briefgen.OpenFacts, api.MadeBrief, api.TracedSentence):
        assert owner.__doc__
        for name, member in vars(owner).items():
            if not name.startswith("_") and (callable(member) or isinstance(member, property)):
                assert member.__doc__, f"{owner.__name__}.{name}"


@pytest.mark.slow
def test_the_page_and_the_docstrings_are_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Scratch(tmp_path).run("init", str(tmp_path / "my-desk")).code == 0
    monkeypatch.chdir(tmp_path)
    for found in (
        doctest.testfile(str(REPOSITORY / "docs/api.md"), module_relative=False),
        doctest.testmod(api),
    ):
        assert found.failed == 0
        assert found.attempted > 0


def test_to_import_it_loads_nothing_but_itself() -> None:
    script = "import sys, briefgen; print(sorted(m for m in sys.modules if m.startswith('briefgen')))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['briefgen', 'briefgen.version']"


def test_to_open_a_workspace_reads_nothing(tmp_path: Path) -> None:
    workspace = briefgen.open(tmp_path / "nowhere", audience="TLP:NONE")
    with pytest.raises(briefgen.UsageProblem, match="there is no folder"):
        workspace.check()


def test_a_brief_is_what_a_run_writes(workspace: Scratch) -> None:
    assert workspace.make("-f", "md", "-f", "docx").code == 0
    brief = briefgen.open(workspace.root).brief("meeting", "lisbon-2024")
    assert brief.markdown == brief._repr_markdown_() == workspace.read("out/meeting/lisbon-2024.md")
    assert brief.docx == (workspace.root / "out/meeting/lisbon-2024.docx").read_bytes()
    before = sorted(workspace.root.rglob("*"))
    assert (brief.marking, str(brief), brief.diagnostics) == ("TLP:CLEAR", "MadeBrief('meeting/lisbon-2024')", [])
    assert sorted(workspace.root.rglob("*")) == before


def test_parameters_and_languages_are_those_of_a_run(workspace: Scratch) -> None:
    assert workspace.run("meeting", "lisbon-2024", "-w", str(workspace.root), "-l", "ru", "-f", "md").code == 0
    brief = briefgen.open(workspace.root).brief("meeting", "lisbon-2024", language="ru")
    assert brief.markdown == workspace.read("out/meeting/lisbon-2024.ru.md")
    workspace.append("templates/meeting/template.toml", '\n[parameters.most]\ntype = "number"\n')
    for given in ({"mots": 3}, {"most": "many"}):
        wrong = briefgen.open(workspace.root).brief("meeting", "lisbon-2024", parameters=given)
        with pytest.raises(briefgen.UsageProblem):
            _ = wrong.title
    chosen = briefgen.open(workspace.root).brief("meeting", "lisbon-2024", parameters={"most": 3})
    assert "Lisbon" in chosen.markdown


def test_an_audience_knows_nothing_that_is_held_back(workspace: Scratch) -> None:
    hide(workspace)
    opened = briefgen.open(workspace.root, audience="TLP:GREEN")
    brief = opened.brief("meeting", "lisbon-2024")
    said = [opened.check(), opened.facts.statements(), opened.facts.conflicts, brief.markdown, brief.document]
    assert told(str([*said, brief.trace(" "), brief.notes, brief.conflicts])) == []
    with pytest.raises(briefgen.UsageProblem, match="there is no person"):
        opened.facts.record("person", "quicksilver")
    with pytest.raises(briefgen.UsageProblem, match="is no marking here"):
        briefgen.open(workspace.root, audience="TLP:GREN").check()


def test_what_is_contested_is_asked_for(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place:\n  - {is: Porto}\n  - {is: Lisbon,")
    facts = briefgen.open(workspace.root).facts
    contested = facts.statements(meeting="lisbon-2024", contested=True)
    assert [(s.property, s.value) for s in contested] == [("place", {"": "Porto"}), ("place", {"": "Lisbon"})]
    others = facts.statements(meeting="lisbon-2024", contested=False)
    assert len(contested) + len(others) == len(facts.statements(meeting="lisbon-2024"))
    assert [c.property for c in facts.conflicts] == ["place"]
    assert facts.statements(meeting="lisbon-2024", country="brazil") == []
    for wrong in ({"meting": "x"}, {"source": "x"}, {"property": "dtae"}):
        with pytest.raises(briefgen.UsageProblem):
            facts.statements(**wrong)  # type: ignore[arg-type]


def test_what_is_wrong_comes_as_diagnostics(workspace: Scratch) -> None:
    workspace.edit(MEETING, "date: ", "date: never, not ")
    opened = briefgen.open(workspace.root)
    assert next((d.severity, d.location.file) for d in opened.check()) == (briefgen.Severity.ERROR, MEETING)
    with pytest.raises(briefgen.Problems) as bad:
        _ = opened.brief("meeting", "lisbon-2024").docx
    assert bad.value.diagnostics[0].location.file == MEETING


@pytest.mark.usefixtures("in_children")
@pytest.mark.parametrize("audience", [None, "TLP:GREEN"])
def test_what_was_read_goes_with_who_opened_it(workspace: Scratch, audience: str | None) -> None:
    """Python's collector seldom walks over what was read, and a program may open a workspace every minute."""
    workspace.write("facts/themes/tides.yaml", "label: Tides\nrecorded: 2024-01-01\n")  # else nothing is read
    gc.disable()
    try:
        opened = briefgen.open(workspace.root, audience)
        opened.check()
        made = opened.brief("meeting", "lisbon-2024")
        read = ref(opened._workspace.whole.facts.base)
        del opened
        assert made.markdown
        assert read() is not None
        del made
        assert read() is None
    finally:
        gc.enable()
