"""A brief is made again for what its template says of the brief, and its marking is that of what it prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from briefgen.briefs.rounds import OF_ROUND, AboutItself, Found, Later, Untranslated, is_in
from briefgen.citations.resolve import Resolved, resolve
from briefgen.document.nodes import Document
from briefgen.language.cldr import extract, from_data
from briefgen.rendering.render import Rendering
from tests.workspaces import MEETING, Scratch

PLAIN = "# A note\n\n{{ meeting.date }}\n"
SOURCES = "# A note\n\n{{ meeting.date }}\n\n{% for entry in brief.sources %}{{ entry.source }}\n\n{% endfor %}"


@pytest.fixture
def rounds(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[int, str]]:
    """How often a template of a text is rendered for its brief, in parts or as a whole, and the brief."""
    rendered: list[object] = []
    real, again = Rendering.__init__, Rendering.again

    def counting(*arguments: Any) -> None:
        rendered.append(arguments)
        real(*arguments)

    def counting_again(*arguments: Any) -> bool:
        rendered.append(arguments)
        return again(*arguments)

    monkeypatch.setattr(Rendering, "__init__", counting)
    monkeypatch.setattr(Rendering, "again", counting_again)
    monkeypatch.setattr("briefgen.sandbox.bounded.bounded", lambda _limits, _file, work, *arguments: work(*arguments))

    def made(text: str) -> tuple[int, str]:
        rendered.clear()
        said = workspace.rendered(text)
        return len(rendered), said

    return made


def test_a_template_that_says_nothing_of_the_brief_is_rendered_once(
    rounds: Callable[[str], tuple[int, str]],
) -> None:
    assert rounds(PLAIN)[0] == 1
    assert rounds(f"{PLAIN}\n{{{{ brief.label }}}}, {{{{ brief.cut_off }}}}")[0] == 1
    assert rounds(f"{PLAIN}\n{{{{ brief.marking }}}}")[0] == 1  # which nothing printed raises


@pytest.mark.parametrize("asked", ["brief.notes", "brief.sources|length", "brief['notes']"])
def test_one_that_does_is_rendered_until_it_says_what_is_true(
    rounds: Callable[[str], tuple[int, str]], asked: str
) -> None:
    times, said = rounds(f"{PLAIN}\nSo many: {{{{ {asked} }}}}")
    assert times > 1
    assert "So many: 0" not in said


def test_sources_that_are_named_because_they_are_used_stand_there(rounds: Callable[[str], tuple[int, str]]) -> None:
    times, said = rounds(SOURCES)
    assert times > 1
    assert len(said.split("\n\n")) > 2


CHANGED = Found(sources=(("paper", 1, 1),), conflicts=("c",), foreign=Untranslated(1, 2))


@pytest.mark.parametrize("name", sorted({"sources", "notes", "open_conflicts", "foreign"}))
def test_what_was_asked_has_to_stay(name: str) -> None:
    brief = AboutItself(dict.fromkeys([*OF_ROUND, "label"], "x"))
    assert brief.would_say_the_same(Found(), CHANGED)
    assert brief.field("label") == "x"
    assert brief.would_say_the_same(Found(), CHANGED)
    assert brief.field(name) == "x"
    part = OF_ROUND[name]
    assert not brief.would_say_the_same(Found(), CHANGED)
    assert brief.would_say_the_same(CHANGED, replace(Found(), **{part: getattr(CHANGED, part)}))


@pytest.mark.parametrize("part", ["marking", "news"])
def test_what_is_printed_whatever_the_template_has_to_stay(part: str) -> None:
    now = replace(Found(), marking="TLP:RED") if part == "marking" else replace(Found(), news=(object(),))  # type: ignore[arg-type]
    assert not AboutItself({}).would_say_the_same(Found(), now)


def test_what_is_found_later_is_found_when_it_is_asked_for_and_once() -> None:
    found: list[int] = []

    def counted() -> int:
        found.append(1)
        return 7

    brief = AboutItself({"label": "x", "origins": Later(counted)})
    assert brief.field("label") == "x"
    assert not found
    assert [brief.field("origins"), brief.field("origins")] == [7, 7]
    assert found == [1]


def test_what_a_brief_rests_on_is_foreseen_so_that_it_is_read_once(
    rounds: Callable[[str], tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Any] = []

    def reading(*given: Any) -> Resolved:
        read.append(given)
        return resolve(*given)

    monkeypatch.setattr("briefgen.briefs.assemble.resolve", reading)
    said = rounds(SOURCES)[1]
    assert len(read) == 1
    monkeypatch.setattr("briefgen.briefs.assemble.likely_notes", lambda *_: resolve(Document(()), *read[0][1:]))
    assert rounds(f"{SOURCES}\n")[1] == said, "what was foreseen wrongly is found out"
    assert len(read) == 3


TEXTS = [
    ({"": "A town"}, "ru", "en-GB", False),
    ({"": "A town"}, "ru", "ru", False),
    ({"": "Город"}, "ru", "en-GB", True),
    ({"": "2025 / 7"}, "ru", "en-GB", True),
    ({"": "Город"}, "en-GB", "en-GB", False),
    ({"": "A town"}, "en-GB", "en-GB", True),
    ({"": "A town"}, "en-US", "en-GB", True),
    ({"": "A town"}, "de", "en-GB", False),
    ({"": "Eine Stadt"}, "de", "de", True),
    ({"en": "A town", "ru": "Город"}, "ru", "en-GB", True),
    ({"en": "A town", "fr": "Une ville"}, "ru", "en-GB", False),
    ({"ru": "Город"}, "en-GB", "en-GB", False),
]


@pytest.mark.parametrize(("text", "tag", "unnamed", "expected"), TEXTS)
def test_whether_a_text_is_in_the_language_of_the_brief(
    text: dict[str, str], tag: str, unnamed: str, expected: bool
) -> None:
    assert is_in(text, from_data(extract(tag)), unnamed) is expected


# --- A brief's marking is that of the most restricted thing printed in it, never less ---


SECRET = "type: essay\nlanguage: en\nretrieved: 2024-03-15\nlabel: Cable\ndescriptor: a cable\nmarking: TLP:RED\n"


def marking(workspace: Scratch) -> str:
    """The marking on top of the example's brief, which the report must give as well."""
    brief = workspace.brief()
    top = brief.splitlines()[0].strip("*")
    assert workspace.make("-f", "md", "--json").json["marking"] == top
    return top


def test_what_carries_no_marking_has_the_workspace_s_default(workspace: Scratch) -> None:
    assert marking(workspace) == "TLP:CLEAR"
    workspace.edit("briefgen.toml", '# default = "TLP:CLEAR"', 'default = "TLP:AMBER"')
    assert marking(workspace) == "TLP:AMBER"


def test_a_marked_value_marks_the_brief(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisbon, marking: TLP:GREEN,")
    assert marking(workspace) == "TLP:GREEN"
    workspace.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-11, marking: TLP:AMBER+STRICT,")
    assert marking(workspace) == "TLP:AMBER+STRICT"


@pytest.mark.few(3)
@pytest.mark.parametrize(
    "record",
    [
        MEETING,
        "facts/sources/example-gazette.yaml",
        "facts/countries/brazil.yaml",
        "facts/documents/crop-statement.yaml",
        "facts/organisations/example-secretariat.yaml",
        "facts/series/harvest-forum.yaml",
    ],
)
def test_a_marked_record_marks_a_brief_that_names_it(workspace: Scratch, record: str) -> None:
    workspace.append(record, "marking: TLP:RED\n")
    assert marking(workspace) == "TLP:RED"


def test_a_marked_source_that_only_a_note_names_marks_the_brief(workspace: Scratch) -> None:
    workspace.write("facts/sources/cable.yaml", SECRET)
    assert marking(workspace) == "TLP:CLEAR"
    workspace.edit(MEETING, "looked_in: example-gazette", "looked_in: [example-gazette, cable]")
    assert "Cable" in workspace.brief()
    assert marking(workspace) == "TLP:RED"


def test_what_is_not_printed_does_not_mark_the_brief(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisbon, marking: TLP:RED,")
    workspace.rendered("# A\n\n**{{ brief.marking }}**\n\nOn {{ meeting.date }}.")
    assert "TLP:CLEAR" in workspace.read("out/note/lisbon-2024.md")
    workspace.rendered("# A\n\n**{{ brief.marking }}**\n\nIn {{ meeting.place }}.")
    assert "TLP:RED" in workspace.read("out/note/lisbon-2024.md")


def test_what_is_printed_without_a_note_marks_the_brief_too(workspace: Scratch) -> None:
    workspace.write("templates/note/template.toml", 'about = "theme"\nformats = ["md"]\n')
    workspace.write("templates/note/brief.md.j2", "# A\n\n{{ theme.scope }}\n")
    workspace.write("facts/themes/tides.yaml", "label: tides\nscope: How high they are.\nmarking: TLP:RED\n")
    assert workspace.run("note", "tides", "-w", str(workspace.root)).code == 0
    assert workspace.read("out/note/tides.md").startswith("**TLP:RED**")


def test_the_floor_of_a_kind_of_brief_is_never_undercut(workspace: Scratch) -> None:
    workspace.edit("templates/meeting/template.toml", "about =", 'marking-floor = "TLP:AMBER"\nabout =')
    assert marking(workspace) == "TLP:AMBER"
    workspace.append(MEETING, "marking: TLP:RED\n")
    assert marking(workspace) == "TLP:RED"


def test_a_misspelt_marking_of_a_fact_is_an_error_and_not_silence(workspace: Scratch) -> None:
    workspace.edit(MEETING, "place: {is: Lisbon,", "place: {is: Lisbon, marking: TLP:REDD,")
    made = workspace.make()
    assert made.code == 1
    line = workspace.read(MEETING)[: workspace.read(MEETING).index("place:")].count("\n") + 1
    assert made.err.startswith(f"{MEETING}:{line}:8: error: ")
    assert "'TLP:REDD' is no marking here [unknown-marking]\n  hint: did you mean 'TLP:RED'" in made.err


def test_a_misspelt_floor_is_an_error_and_not_silence(workspace: Scratch) -> None:
    workspace.edit("templates/meeting/template.toml", "about =", 'marking-floor = "TLP:AMBR"\nabout =')
    made = workspace.make()
    assert made.code == 1
    assert "template.toml:5:1: error: marking-floor: 'TLP:AMBR' is no marking here" in made.err


def test_a_default_that_is_not_in_the_scheme_is_refused(workspace: Scratch) -> None:
    workspace.edit("briefgen.toml", '# default = "TLP:CLEAR"', 'default = "SECRET"')
    made = workspace.make()
    assert made.code == 2
    assert "the default marking 'SECRET' is not in the scheme" in made.err


def test_a_scheme_of_one_s_own(workspace: Scratch) -> None:
    workspace.edit("briefgen.toml", "[markings]", '[markings]\nscheme = ["OPEN", "CLOSED"]\ndefault = "OPEN"')
    assert marking(workspace) == "OPEN"
    workspace.append(MEETING, "marking: CLOSED\n")
    assert marking(workspace) == "CLOSED"
