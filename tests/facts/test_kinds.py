"""Kinds of a workspace's own: described in a file, read, checked and taken apart like those that are shipped."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from briefgen.briefs.derived.derived_fields import ADDED
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.model.schema import OF_EVERY_RECORD, OF_EVERY_VALUE
from briefgen.model.shared import OF_A_VALUE
from briefgen.model.statement import Origin
from briefgen.rendering.scope import OF_STATEMENTS
from briefgen.rendering.shapes import Shapes
from tests.facts.pages import SOURCE, MemoryCache, check_page, load_page, said, write

EXERCISE = """
    === _kinds/exercise.yaml
    folder: exercises
    meaning: A military exercise.
    acts_as: [event]
    roles: {name: title, date: date, parties: forces}
    words:
      en: {one: exercise, many: exercises, article: an}
    fields:
      title: {type: text, required: true, meaning: what it was called}
      date: {type: date, meaning: when it took place}
      level: {type: choice, choices: [staff, field], plain: desk, meaning: what sort it was}
      forces:
        type: reference
        to: party
        many: true
        meaning: who took part
        keys:
          troops: {type: number, meaning: how many it sent}
      course: {type: sentence, many: true, meaning: what happened; whole sentences}
      lists:
        type: group
        of: members
        meaning: who was named
        keys:
          status: {type: choice, choices: [listed, absent], default: listed, meaning: how}
          members: {type: reference, to: [person, company], many: true, required: true, meaning: who}
      claims: {type: record, to: claim, meaning: what was said of it}
    === _kinds/company.yaml
    folder: companies
    meaning: A firm.
    roles: {name: name}
    acts_as: [party, actor]
    fields:
      name: {type: text, required: true, meaning: its name}
    """
SCENE = (
    EXERCISE
    + """
    === sources/s.yaml
    """
    + SOURCE.replace("\n", "\n    ")
    + """
    === countries/x.yaml
    code: XA
    === companies/acme.yaml
    name: Acme
    src: s
    === themes/t.yaml
    label: t
    """
)


def test_a_kind_of_ones_own_is_read_like_any_other(tmp_path: Path) -> None:
    kept = MemoryCache()
    loaded = load_page(
        tmp_path,
        SCENE
        + """
    === exercises/shield.yaml
    src: s
    title: Shield
    date: 2025-05
    level: field
    forces: [{is: x, troops: 500, quote: five hundred}, acme]
    course: {is: They met., themes: t}
    lists: {status: absent, members: company/acme}
    claims: {id: c, said_by: acme, says: so, mode: quoted}
    """,
        kept,
    )
    assert said(loaded) == ""
    record = loaded.base.record("exercise/shield")
    assert record is not None
    found = {s.property: s for s in record.statements}
    assert [s.value for s in record.values("forces")] == ["country/x", "company/acme"]
    assert record.values("forces")[0].qualifiers == {"troops": 500}
    assert record.values("forces")[0].citations[0].quote == "five hundred"
    assert found["level"].origin is Origin.JUDGED
    assert found["course"].qualifiers == {"themes": ["theme/t"]}
    assert (found["lists"].value, found["lists"].qualifiers) == ("company/acme", {"status": "absent", "list": 0})
    assert loaded.base.label("exercise/shield") == "Shield"
    claim = loaded.base.record("claim/c")
    assert claim is not None
    assert claim.values("said_by")[0].value == "company/acme"
    again = load_facts(tmp_path, cache=kept)
    assert again.base.schema == loaded.base.schema
    assert dict(again.base.records) == dict(loaded.base.records)
    assert not again.read_anew


def test_a_record_of_such_a_kind_is_checked_like_any_other(tmp_path: Path) -> None:
    page = (
        SCENE
        + """
    === exercises/shield.yaml
    src: s
    tilte: Shield
    date: 31 May
    level: feild
    forces: [theme/t]
    """
    )
    expected = """
        facts/exercises/shield.yaml:2:1: error: unknown key 'tilte' [unknown-key]
          hint: did you mean 'title'?
        facts/exercises/shield.yaml:3:7: error: '31 May' is not a date like 2025-10-17, 2025-10, 2025 or 2025-10-16/2025-10-17 [bad-date]
        facts/exercises/shield.yaml:4:8: error: 'feild' is none of the values this key takes [bad-choice]
          hint: did you mean 'field'?
        facts/exercises/shield.yaml:5:10: error: 'theme/t' does not fit here; expected a country or company or organisation or person [wrong-kind]
        """  # noqa: E501
    check_page(tmp_path, page, expected)


def test_a_description_is_checked_at_its_own_lines_and_its_records_are_no_second_fault(tmp_path: Path) -> None:
    page = """
        === _kinds/exercise.yaml
        folder: exercises
        meaning: A military exercise.
        roles: {name: titel, parties: forces, colour: x}
        fields:
          title: {type: txet, meaning: what it was called}
          Level: {type: text, meaning: x}
        === _kinds/incident.yaml
        folder: incidents
        meaning: Something that happened.
        roles: {name: titel, date: on}
        fields:
          title: {type: txet, meaning: what it was called}
          on: {type: date, meaning: when, plian: desk}
        === _kinds/treaty.yaml
        folder: treaties
        meaning: A treaty.
        roles: {name: titel}
        fields:
          title: {type: text, meaning: what it is called}
          kind: {type: choice, meaning: what sort}
          parties: {type: reference, to: contry, meaning: who}
          text: {type: txet, meaning: the text}
          src: {type: text, meaning: the text}
        === exercises/shield.yaml
        anything: goes
        === incidents/x.yaml
        anything: goes
        === treaties/x.yaml
        anything: goes
        === gaps/g.yaml
        question: What
        about: [exercise/shield, treaty/x]
        """
    expected = """
        facts/_kinds/exercise.yaml:3:15: error: there is no field 'titel' [unknown-field]
          hint: did you mean 'title'?
        facts/_kinds/exercise.yaml:3:31: error: there is no field 'forces' [unknown-field]
          hint: none of its fields can be read yet
        facts/_kinds/exercise.yaml:3:39: error: 'colour' is no part that a field can play [bad-choice]
          hint: one of: name, short, other_names, date, place, parties, series, ordinal, people, works, country, host, chair, acts_for, posts, parent, apart, topics, members, speaker, home, within, speaks_of
        facts/_kinds/exercise.yaml:5:17: error: there is no type 'txet' [unknown-type]
          hint: did you mean 'text'?
        facts/_kinds/exercise.yaml:6:3: error: 'Level' is no name of a field [bad-field-name]
          hint: small letters, digits and underscores, such as took_part
        facts/_kinds/incident.yaml:3:15: error: there is no field 'titel' [unknown-field]
          hint: did you mean 'title'?
        facts/_kinds/incident.yaml:5:17: error: there is no type 'txet' [unknown-type]
          hint: did you mean 'text'?
        facts/_kinds/incident.yaml:6:35: error: unknown key 'plian' [unknown-key]
          hint: did you mean 'plain'?
        facts/_kinds/treaty.yaml:3:15: error: there is no field 'titel' [unknown-field]
          hint: did you mean 'title'?
        facts/_kinds/treaty.yaml:6:3: error: templates ask every record for 'kind', which is something else [shadowed]
          hint: give the field another name
        facts/_kinds/treaty.yaml:6:9: error: the key 'choices' is missing [missing-key]
          hint: choices: [first, second]
        facts/_kinds/treaty.yaml:7:34: error: there is no kind of record 'contry' [unknown-kind]
          hint: did you mean 'country'?
        facts/_kinds/treaty.yaml:8:16: error: there is no type 'txet' [unknown-type]
          hint: did you mean 'text'?
        facts/_kinds/treaty.yaml:9:3: error: every record has a key 'src' of its own [shadowed]
          hint: give the field another name
        """  # noqa: E501
    check_page(tmp_path, page, expected)


def test_a_kind_that_is_there_gets_more_fields(tmp_path: Path) -> None:
    page = """
        === _kinds/meeting.yaml
        extends: meeting
        fields:
          turnout: {type: number, meaning: how many came}
        === _kinds/sentence-place.yaml
        extends: sentence
        keys:
          town: {type: words, meaning: the town it names}
        === meetings/m.yaml
        turnout: {is: 40, register: x}
        outcomes: {is: So it went., register: x, town: Rome}
        """
    loaded = load_page(tmp_path, page)
    assert said(loaded) == ""
    record = loaded.base.record("meeting/m")
    assert record is not None
    assert record.values("turnout")[0].value == 40
    assert record.values("outcomes")[0].qualifiers == {"town": "Rome"}
    assert "turnout" not in shipped_kinds().schema["meeting"].fields


def test_what_adds_to_a_kind_of_ones_own_may_stand_in_a_file_before_it(tmp_path: Path) -> None:
    page = """
        === _kinds/a-ship-more.yaml
        extends: ship
        fields:
          tons: {type: number, meaning: what it carries}
        === _kinds/ship.yaml
        folder: ships
        meaning: A ship.
        roles: {name: title}
        fields:
          title: {type: text, required: true, meaning: its name}
        === ships/s.yaml
        title: {is: Mary, register: x}
        tons: {is: 40, register: x}
        """
    loaded = load_page(tmp_path, page)
    assert said(loaded) == ""
    record = loaded.base.record("ship/s")
    assert record is not None
    assert record.values("tons")[0].value == 40


def test_what_would_shadow_something_is_refused(tmp_path: Path) -> None:
    page = """
        === _kinds/meeting.yaml
        extends: meeting
        fields:
          date: {type: text, meaning: when}
          rooms: {type: number, meaning: how many}
        === _kinds/theme.yaml
        folder: subjects
        meaning: x
        roles: {name: a}
        fields: {a: {type: text, meaning: x}}
        === _kinds/visit.yaml
        folder: meetings
        meaning: x
        roles: {name: a}
        fields: {a: {type: text, meaning: x}}
        === _kinds/lost.yaml
        extends: meting
        fields: {a: {type: text, meaning: x}}
        === _kinds/nothing.yaml
        meaning: x
        """
    expected = """
        facts/_kinds/lost.yaml:1:10: error: there is nothing called 'meting' to add to [unknown-kind]
          hint: did you mean 'meeting'?
        facts/_kinds/meeting.yaml:3:3: error: 'meeting' has a field 'date' already [shadowed]
          hint: give the new field another name; what a field holds cannot be changed
        facts/_kinds/nothing.yaml:1:1: error: it is not said what this describes [bad-description]
          hint: write one of: folder (a kind of record), value (a type of field), extends (adds fields to one)
        facts/_kinds/theme.yaml:1:1: error: there is a 'theme' already [shadowed]
          hint: write extends: theme to add fields to it, or give the file another name
        facts/_kinds/visit.yaml:1:9: error: the folder 'meetings' is that of the kind 'meeting' [shadowed]
          hint: give each kind a folder of its own
        """
    check_page(tmp_path, page, expected)


def test_a_changed_description_reads_every_record_anew_and_names_the_facts_that_it_orphans(tmp_path: Path) -> None:
    kept = MemoryCache()
    before = load_page(tmp_path, SCENE + "=== exercises/shield.yaml\nsrc: s\ntitle: Shield\nlevel: field\n", kept)
    assert said(before) == ""
    described = (tmp_path / "_kinds/exercise.yaml").read_text()
    write(tmp_path, "_kinds/exercise.yaml", described.replace("  level:", "  depth:"))
    after = load_facts(tmp_path, cache=kept)
    assert said(after).splitlines()[0] == "facts/exercises/shield.yaml:3:1: error: unknown key 'level' [unknown-key]"
    (tmp_path / "_kinds/exercise.yaml").unlink()
    gone = load_facts(tmp_path, cache=kept)
    assert "facts/exercises/shield.yaml: error: 'exercises' is no kind of record [unknown-kind]" in said(gone)
    write(tmp_path, "_kinds/exercise.yaml", described)
    assert said(load_facts(tmp_path, cache=kept)) == ""


def test_the_descriptions_of_the_how_to_page_are_sound(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/own-kinds.md").read_text("utf-8")
    blocks = [dedent(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    assert len(blocks) == 2
    for name, block in zip(("company", "meeting-figures"), blocks, strict=True):
        write(tmp_path, f"_kinds/{name}.yaml", block)
    write(tmp_path, "companies/acme.yaml", "name: Acme\nowners: [{is: france, share: 40, register: trade register}]\n")
    loaded = load_facts(tmp_path)
    assert said(loaded) == ""
    assert loaded.base.schema["meeting"].fields["turnout"].type == "number"


def test_a_description_with_a_mistake_is_told_alone(tmp_path: Path) -> None:
    page = """
        === _kinds/drill.yaml
        folder: drills
        meaning: A drill.
        roles: {name: title, date: date}
        fields:
          title: {type: text, meaning: what it was called}
          date: {type: dat, meaning: when}
        === _kinds/exercise.yaml
        folder: exercises
        meening: A military exercise.
        roles: {name: title}
        fields:
          title: {type: text, meaning: what it was called}
        === _kinds/incident.yaml
        folder: incidents
        meaning: Something that happened.
        roles: {name: title}
        fields:
          title: {type: text, meaning: what it was called}
          during: {type: reference, to: exercise, meaning: during which}
        === exercises/shield.yaml
        title: Shield
        === gaps/g.yaml
        question: What
        about: [exercise/shield, exercise/sword]
        """
    found = load_page(tmp_path, page)
    assert [(d.location.file, d.location.line) for d in found.diagnostics] == [
        ("facts/_kinds/drill.yaml", 6),
        ("facts/_kinds/exercise.yaml", 2),
    ]
    assert found.unread == {"drill", "exercise"}


def test_words_of_one_more_language_may_be_added_to_a_kind(tmp_path: Path) -> None:
    page = """
        === _kinds/meeting-words.yaml
        extends: meeting
        words:
          de: {one: Treffen, many: Treffen}
          ru: {one: сессия, many: сессии}
        """
    expected = """
        facts/_kinds/meeting-words.yaml:4:3: error: it is said already what a 'meeting' is called in ru [shadowed]
          hint: give the words of another language; a template may call it what it likes
        """
    check_page(tmp_path, page, expected)
    words = page.partition("          ru:")[0]
    (tmp_path / "german").mkdir()
    assert load_page(tmp_path / "german", words).base.schema["meeting"].words["de"]["many"] == "Treffen"


def test_everything_that_is_wrong_with_a_description_is_told_at_once(tmp_path: Path) -> None:
    page = """
        === _kinds/company.yaml
        folder: companies
        meaning: A firm.
        roles: {name: nme, organiser: owner}
        fields:
          name: {type: text, required: yes, meaning: its name}
          owner: {type: reference, to: compny, meaning: who owns it}
          size: {type: nmber, meaning: how large it is}
          caveat: {type: text, meaning: what the source warns of}
          from: {type: text, meaning: where it comes from}
        === _kinds/brief.yaml
        folder: briefs
        meaning: x
        roles: {name: a}
        fields: {a: {type: text, meaning: x}}
        === _kinds/first.yaml
        extends: second
        fields: {a: {type: text, meaning: x}}
        === _kinds/second.yaml
        extends: first
        fields: {b: {type: text, meaning: x}}
        """
    assert [line for line in said(load_page(tmp_path, page)).splitlines() if "hint" not in line] == [
        "facts/_kinds/brief.yaml:1:1: error: templates have a name 'brief' of their own [shadowed]",
        "facts/_kinds/company.yaml:3:15: error: there is no field 'nme' [unknown-field]",
        "facts/_kinds/company.yaml:3:20: error: 'organiser' is no part that a field can play [bad-choice]",
        "facts/_kinds/company.yaml:5:32: error: expected true or false, found 'yes' [wrong-type]",
        "facts/_kinds/company.yaml:6:32: error: there is no kind of record 'compny' [unknown-kind]",
        "facts/_kinds/company.yaml:7:16: error: there is no type 'nmber' [unknown-type]",
        "facts/_kinds/company.yaml:8:3: error: templates ask every record for 'caveat', which is something else "
        "[shadowed]",
        "facts/_kinds/company.yaml:9:3: error: every record has a key 'from' of its own [shadowed]",
        "facts/_kinds/first.yaml:1:10: error: 'second' is no kind: its file adds to one, as this does [unknown-kind]",
        "facts/_kinds/second.yaml:1:10: error: 'first' is no kind: its file adds to one, as this does [unknown-kind]",
    ]


def test_what_a_faulty_description_adds_is_no_unknown_key_in_records(tmp_path: Path) -> None:
    page = """
        === _kinds/theme-size.yaml
        extends: theme
        fields:
          size: {type: nmber, meaning: how large it is}
        === themes/fish.yaml
        label: fish
        size: 3
        sise: 4
        """
    told = [line.partition(": error: ")[2] for line in said(load_page(tmp_path, page)).splitlines() if "error" in line]
    assert told == ["there is no type 'nmber' [unknown-type]", "unknown key 'sise' [unknown-key]"]


def test_names_that_templates_ask_of_everything_are_no_names_of_fields() -> None:
    assert set(OF_EVERY_VALUE) - {"record"} == OF_STATEMENTS.keys() - OF_A_VALUE.keys()
    shapes = Shapes(shipped_kinds().schema, {})
    fixed = shapes.of_kind("claim").keys() - shipped_kinds().schema["claim"].fields.keys()
    assert set(OF_EVERY_RECORD) == {*fixed - {"label"}, ADDED}


def test_a_part_is_played_by_a_field_that_holds_what_it_needs(tmp_path: Path) -> None:
    page = """
        === _kinds/saying.yaml
        folder: sayings
        meaning: What somebody says.
        acts_as: [assertion, evnt]
        roles: {name: who, date: words, series: words}
        fields:
          words: {type: text, meaning: what is said}
          who: {type: reference, to: actor, meaning: who says it}
        """
    assert said(load_page(tmp_path, page)).splitlines() == [
        "facts/_kinds/saying.yaml:4:8: error: it is not said which field names who says it [missing-key]",
        "  hint: speaker: a-field; an assertion is nobody's without one",
        "facts/_kinds/saying.yaml:4:15: error: the field 'who' holds reference; what plays the part 'name' holds text "
        "or words [wrong-type]",
        "  hint: fields that do: words",
        "facts/_kinds/saying.yaml:4:26: error: the field 'words' holds text; what plays the part 'date' holds date "
        "[wrong-type]",
        "  hint: when it took place or was made; leave the part out",
        "facts/_kinds/saying.yaml:4:41: error: the field 'words' holds text; what plays the part 'series' holds "
        "reference [wrong-type]",
        "  hint: fields that do: who",
    ]


def test_a_field_with_a_name_that_is_taken_leaves_records_inside_others_readable(tmp_path: Path) -> None:
    page = f"""
=== _kinds/claim-day.yaml
extends: claim
fields: {{recorded: {{type: text, plain: stated, meaning: x}}}}
=== sources/one.yaml
{SOURCE}
=== persons/p.yaml
name: {{is: P, src: one}}
=== meetings/m.yaml
claims: [{{id: c, said_by: p, says: So it went, mode: reported, src: one}}]
"""
    assert [line for line in said(load_page(tmp_path, page)).splitlines() if "hint" not in line] == [
        "facts/_kinds/claim-day.yaml:2:10: error: every record has a key 'recorded' of its own [shadowed]"
    ]


# --- what every record says of itself: facts/defaults.yaml ---

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
