"""A brief is made again for what its template says of the brief itself, and for nothing else."""

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
from tests.workspaces import Scratch

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
