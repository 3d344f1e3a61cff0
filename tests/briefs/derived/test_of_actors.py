"""What a brief about a person, a body, a document or a series can say of it beyond its own record."""

from __future__ import annotations

import re

import pytest

from tests.briefs.law import World
from tests.citations.test_caveats import page
from tests.workspaces import MEETING, Scratch

ANA = """\
src: example-gazette
name: {is: Ana Sample, quote: "The Example Harvest Forum held its seventh session"}
posts:
  - {is: Director, organisation: example-secretariat, quote: "The Example Harvest Forum held its seventh session"}
  - {is: Delegate, on: 2020-02-03, quote: "The Example Harvest Forum held its seventh session"}
"""
NAMED = '\npeople:\n  - {is: ana, role: speaker, quote: "The Example Harvest Forum held its seventh session"}\n'


def brief(workspace: Scratch, kind: str, id_: str) -> str:
    workspace.write("facts/persons/ana.yaml", ANA)
    workspace.append(MEETING, NAMED)
    return brief_of(workspace, kind, id_)


def brief_of(workspace: Scratch, kind: str, id_: str) -> str:
    made = workspace.run(kind, id_, "-w", str(workspace.root), "-f", "md")
    assert (made.code, made.err.count("error")) == (0, 0)
    return workspace.read(f"out/{kind}/{id_}.md").split("\n\n[^1]: ")[0]


@pytest.mark.slow
def test_a_person_has_posts_and_roles(workspace: Scratch) -> None:
    text = brief(workspace, "person", "ana")

    assert "**Director of the secretariat of the Example Harvest Forum.[^1]" in text
    assert "One meeting that concerns this person is on record: Lisbon, 11 March 2024" in text
    assert "(speaker).[^" in text
    assert "- **Other posts.** Delegate (3 February 2020)." in text


def test_somebody_named_without_a_role_is_no_more_than_named_and_has_the_post_given_there(workspace: Scratch) -> None:
    workspace.write("facts/persons/bo.yaml", "name: Bo Sample\nsrc: example-gazette\n")
    workspace.append(MEETING, NAMED.replace("ana, role: speaker", "bo, post: Minister of Grain"))
    text = brief_of(workspace, "person", "bo")
    assert "Lisbon, 11 March 2024 (Minister of Grain)." in text
    workspace.edit(MEETING, "bo, post: Minister of Grain", "bo")
    assert "Lisbon, 11 March 2024 (named)." in brief_of(workspace, "person", "bo")


def test_a_body_of_which_no_sort_is_recorded_begins_with_what_is_known(workspace: Scratch) -> None:
    workspace.write("facts/organisations/league.yaml", "name: Harbour League\nsrc: example-gazette\n")
    assert "\n**No meeting on record names it or an official of it as taking part." in brief_of(
        workspace, "organisation", "league"
    )


def test_a_body_has_the_meetings_of_its_officials(workspace: Scratch) -> None:
    text = brief(workspace, "organisation", "example-secretariat")

    assert "Ana Sample, speaker" in text
    assert "- **Who acted for it.** Ana Sample" in text


@pytest.mark.slow
def test_a_document_says_what_it_is_and_where_it_was_signed(workspace: Scratch) -> None:
    text = brief(workspace, "document", "crop-statement")

    assert "**Statement, signed" in text
    assert "Lisbon, 11 March 2024" in text


@pytest.mark.slow
def test_a_series_has_its_sessions_in_a_table(workspace: Scratch) -> None:
    text = brief(workspace, "series", "harvest-forum")

    assert "| 7th[^" in text
    assert "| Lisbon[^" in text


def test_a_role_that_two_sentences_give_is_printed_once(workspace: Scratch) -> None:
    workspace.append(MEETING, NAMED.replace("people:", "chair: ana\npeople:").replace("speaker", "chair"))
    workspace.write("facts/persons/ana.yaml", ANA)
    made = workspace.run("person", "ana", "-w", str(workspace.root), "-f", "md")
    text = workspace.read("out/person/ana.md")

    assert made.code == 0, made.err
    assert "(chair)" in text
    assert "chair and chair" not in text


def test_a_body_whose_official_took_the_chair_is_said_once_to_have_had_it(workspace: Scratch) -> None:
    workspace.append(
        MEETING, NAMED.replace("people:", "chair: example-secretariat\npeople:").replace("speaker", "chair")
    )
    workspace.write("facts/persons/ana.yaml", ANA)
    made = workspace.run("organisation", "example-secretariat", "-w", str(workspace.root), "-f", "md")

    assert made.code == 0, made.err
    assert "(Ana Sample, chair)" in workspace.read("out/organisation/example-secretariat.md")


def test_who_is_named_in_the_chair_is_not_said_to_be_unknown(workspace: Scratch) -> None:
    workspace.append(MEETING, NAMED.replace("speaker", "chair"))
    workspace.write("facts/persons/ana.yaml", ANA)
    made = workspace.run("meeting", "lisbon-2024", "-w", str(workspace.root), "-f", "md")
    text = workspace.read("out/meeting/lisbon-2024.md")

    assert made.code == 0, made.err
    unknown = text.partition("Not stated:")[2].partition(".")[0]
    assert "chair" not in unknown


def test_an_outlet_is_told_by_what_came_out_with_it(workspace: Scratch) -> None:
    ran = workspace.run("organisation", "example-gazette", "-w", str(workspace.root), "-f", "md")
    assert (ran.code, ran.err) == (0, "")
    text = re.sub(r"\[\^\d+\]", "", workspace.read("out/organisation/example-gazette.md"))
    assert "One source that is held came out with " in text
    assert "- **Its own.** Example Gazette, 12 March 2024 (grade\u00a0C)." in text


# --- roles, of facts made up in memory ---

AT, WHO, BODY = "meeting/porto", "person/ana", "organisation/board"
LISTED = {"status": "listed", "list": 0, "scope": "unknown"}


def made_up() -> World:
    world = World()
    for id_ in ("daily", "gazette"):
        world.source(id_, label=id_.capitalize())
    for key, name in ((WHO, "Ana Sample"), ("person/bo", "Bo Beispiel"), (BODY, "Mill Board")):
        world.say(key, "name", name, "daily")
    world.say("country/pt", "code", "PT")
    return world


def roles(world: World, key: str) -> list[str]:
    each = "{%% for r in %s.meetings %%}{%% for role in r.roles %%}[{{ role }}]{%% endfor %%}{%% endfor %%}"
    return re.findall(r"\[(.*?)\]", page(world, each % key.partition("/")[0], key))


@pytest.mark.parametrize(
    ("property_", "value", "qualifiers", "key", "said"),
    [
        ("people", WHO, {"role": "speaker"}, WHO, "speaker"),
        ("people", WHO, {"role": "speaker", "post": {"": "Minister"}}, WHO, "speaker"),
        ("people", WHO, {"post": {"": "Minister"}}, WHO, "Minister"),
        ("people", WHO, {}, WHO, "named"),
        ("people", WHO, {"role": "speaker"}, BODY, "Ana Sample, speaker"),
        ("chair", WHO, {}, WHO, "chair"),
        ("chair", WHO, {}, BODY, "Ana Sample, chair"),
        ("host", BODY, {}, BODY, "host"),
        ("attendance", WHO, LISTED, WHO, "listed"),
        ("attendance", BODY, {**LISTED, "status": "observer", "head": WHO}, BODY, "observer"),
        ("attendance", "country/pt", {**LISTED, "head": WHO}, WHO, "head of delegation"),
        ("attendance", "country/pt", {**LISTED, "head": WHO}, BODY, "Ana Sample, head of delegation"),
    ],
)
def test_a_role_is_told_in_a_word_with_the_name_of_whoever_acts_for_a_body(
    property_: str, value: str, qualifiers: dict[str, object], key: str, said: str
) -> None:
    world = made_up()
    world.say(WHO, "posts", "Director", "daily", qualifiers={"organisation": BODY})
    world.say(AT, property_, value, "daily", qualifiers=qualifiers)
    assert roles(world, key) == [said]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (("daily",), ("gazette",), "chair (according to Daily)"),
        (("daily", "gazette"), ("gazette",), "chair"),
        (("daily",), (), "chair"),
    ],
)
def test_in_a_chair_that_no_source_gives_to_all_it_is_told_who_has_it_so(
    first: tuple[str, ...], second: tuple[str, ...], said: str
) -> None:
    world = made_up()
    world.say(AT, "chair", WHO, *first)
    if second:
        world.say(AT, "chair", "person/bo", *second)
    assert roles(world, WHO) == [said]
