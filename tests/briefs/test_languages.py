"""Every shipped kind of brief, made of every record of the repository in English, Russian and German."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from jinja2 import nodes

from briefgen.briefs import issue, selected, selection
from briefgen.briefs.assemble import NOT_ISSUED, Brief
from briefgen.briefs.derived import charts
from briefgen.cli.commands.init import PACKS
from briefgen.diagnostics import Severity
from briefgen.document.nodes import NoteRef
from briefgen.document.walk import block_text, containers, inlines
from briefgen.facts.kinds import shipped_kinds
from briefgen.facts.loader import load_facts
from briefgen.language.cldr import Locale, extract, from_data
from briefgen.model.schema import TEXT, TOKEN, FieldSpec
from briefgen.production.assembling import assemble
from briefgen.readers.markdown.reader import read_markdown
from briefgen.rendering.catalogue import PLACE, Catalogue, find_catalogue, read_catalogue
from briefgen.rendering.environment import Environment
from briefgen.workspace.folder import LIKELIHOOD
from briefgen.workspace.workspace import Workspace
from briefgen.writers.markdown import MarkdownWriter
from tests.examples import first_of_each
from tests.workspaces import MARKINGS, MEETING, REPOSITORY, Scratch, open_workspace

TEMPLATES = REPOSITORY / "templates"


@cache
def desk() -> Workspace:
    return open_workspace(REPOSITORY)


@cache
def locale(tag: str) -> Locale:
    return from_data(extract(tag))


@cache
def made(kind: str, key: str, language: str) -> Brief:
    return assemble(desk(), desk().kind(kind)[0].in_language(language), key)


@cache
def russian() -> Catalogue:
    return read_catalogue((TEMPLATES / "_lang/ru.toml").read_bytes(), "ru.toml", locale("ru"))[0]


KINDS = {name: desk().kind(name)[0].about for name in desk().kinds}
EVERY = [(name, record.key) for name, about in KINDS.items() for record in desk().facts.base.of_kind(about)]
every_brief = pytest.mark.parametrize(("kind", "key"), first_of_each(EVERY), ids=str)


# --- every brief ---------------------------------------------------------------------------------


@pytest.mark.few(2)
@every_brief
@pytest.mark.parametrize("language", ["en-GB", "ru"])
def test_a_brief_is_made_without_anything_to_complain_of(kind: str, key: str, language: str) -> None:
    document = made(kind, key, language).document
    assert made(kind, key, language).diagnostics == ()
    assert document.meta.language == language
    text = MarkdownWriter().write(document).decode()
    read, problems = read_markdown(text, markings=MARKINGS, meta=document.meta, pictures=document.pictures)
    assert (read, problems) == (document, [])


@every_brief
@pytest.mark.parametrize("language", ["ru", "de"])
def test_a_brief_rests_on_the_same_facts_in_every_language(kind: str, key: str, language: str) -> None:
    english, other = made(kind, key, "en-GB"), made(kind, key, language)
    assert set(english.resolved.statements) <= set(other.resolved.statements)
    more = set(other.resolved.statements) - set(english.resolved.statements)
    assert all("/capacity/" in id_ for id_ in more)  # a post that is the speaker's very name is not printed twice
    assert dict(other.resolved.notes_by_source) == dict(english.resolved.notes_by_source)
    assert len(other.document.notes) == len(english.document.notes)
    assert notes_used(other) == notes_used(english)


def notes_used(brief: Brief) -> set[int]:
    """Numbers, not places: a Russian year ends in a stop behind which no reader knows whether a sentence ends there."""
    return {node.number for run in containers(brief.document) for node in inlines(run) if isinstance(node, NoteRef)}


@every_brief
def test_no_english_of_the_templates_is_left_in_a_russian_brief(kind: str, key: str) -> None:
    """What the catalogue translates stands nowhere outside the words of facts, which may be English."""
    left = "\n".join(block_text(block) for block in made(kind, key, "ru").document.blocks)
    for words in sorted(words_of_facts(), key=len, reverse=True):
        left = left.replace(words, " ")
        left = left.replace(words[:1].upper() + words[1:], " ")
    for text in russian().texts:
        for part in re.split(r"\||\{\w+\}|\*+", text):
            bare = part.strip(" ,.;:")
            if re.search("[A-Za-z]{2}", bare):
                assert not re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", left), (bare, text)


@cache
def words_of_facts() -> frozenset[str]:
    found: set[str] = set()

    def take(value: object) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                take(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                take(inner)
        elif isinstance(value, str):
            found.update({value, value.removesuffix(".")})

    for statement in desk().facts.base.statements:
        take(statement.value)
        take(statement.qualifiers)
        take(statement.why)
        take(statement.contested)
    for conflict in desk().conflicts:
        take(conflict.explanation)
    return frozenset(words for words in found if re.search("[A-Za-z]", words))


@every_brief
def test_a_russian_brief_says_how_much_of_it_is_not_russian(kind: str, key: str) -> None:
    brief, base = made(kind, key, "ru"), desk().facts.base
    printed = [base.statement(id_) for id_ in brief.resolved.statements]
    held = [s.value for s in printed if base.schema[s.kind].fields[s.property].type == TEXT]
    without = sum("ru" not in text for text in held)
    text = "\n".join(block_text(block) for block in brief.document.blocks)
    assert (f"Не переведено утверждений: {without}\u00a0из\u00a0{len(held)}." in text) == (without > 0)
    assert text.count("Не переведено") <= 1
    assert "Not in the language" not in "\n".join(block_text(b) for b in made(kind, key, "en-GB").document.blocks)


def test_why_a_meeting_is_contested_counts_among_what_is_not_translated(workspace: Scratch) -> None:
    workspace.append(MEETING, "contested: {en: another paper has it in Porto}\n")
    workspace.make("-f", "md", "-l", "ru")
    assert "Не переведено утверждений: 7\xa0из\xa07." in workspace.read("out/meeting/lisbon-2024.ru.md")
    workspace.edit(MEETING, "{en: another", "{ru: другая газета, en: another")
    workspace.make("-f", "md", "-l", "ru")
    assert "Не переведено утверждений: 6\xa0из\xa07." in workspace.read("out/meeting/lisbon-2024.ru.md")


@every_brief
def test_a_brief_without_catalogue_says_so_once_and_is_made(kind: str, key: str) -> None:
    brief = made(kind, key, "de")
    assert [(d.code, d.severity, d.location.file) for d in brief.diagnostics] == [
        ("untranslated", Severity.WARNING, "templates/_lang/de.toml")
    ]
    assert brief.document.meta.title


def test_a_german_date_is_not_the_end_of_a_sentence() -> None:
    text = MarkdownWriter().write(made("meeting", "meeting/samarkand-2025", "de").document).decode()
    assert (
        "took place in Samarkand on 17.\u00a0Oktober 2025, according to the CIS Executive Committee; 9 states" in text
    )
    assert "Aserbaidschan, Armenien" in text


def test_what_a_russian_brief_looks_like() -> None:
    text = MarkdownWriter().write(made("meeting", "meeting/samarkand-2025", "ru").document).decode()
    for line in (
        "# Самарканд, 17\u00a0октября 2025\u00a0года: Совещание по вопросам разведывательной деятельности, №\u00a021",
        "**Встреча прошла: 17\u00a0октября 2025\u00a0года, Самарканд (по данным: Исполнительный комитет СНГ); ",
        "- **Кто участвовал.** В списке: Азербайджан, Армения, Беларусь,",
        "от каждой стороны — делегация её спецслужб",
        "## Меморандум\n",
        "Главный источник: nCa (оценка\u00a0C)",
        "текст получен: 21\u00a0ноября 2026\u00a0года): «",
    ):
        assert line in text, line
    assert "г.." not in text


# --- the catalogue -------------------------------------------------------------------------------


def texts_of_templates() -> tuple[set[str], set[str]]:
    """The texts that templates translate, and all other constants in them, which may be names of such texts."""
    asked, constants = set[str](), set[str]()
    environment = Environment([("templates", TEMPLATES)])
    for file in (*TEMPLATES.rglob("*.md.j2"), *PACKS.glob("*/templates/**/*.md.j2")):
        tree = environment.parse(file.read_text("utf-8"))
        constants |= {c.value for c in tree.find_all(nodes.Const) if isinstance(c.value, str)}
        asked |= {
            f.node.value for f in tree.find_all(nodes.Filter) if f.name == "t" and isinstance(f.node, nodes.Const)
        }
    kinds = [desk().kind(name)[0] for name in desk().kinds]
    packs = [tomllib.loads(file.read_text("utf-8")) for file in PACKS.glob("*/templates/*/template.toml")]
    asked |= {pack["label"] for pack in packs}
    labels = {kind.settings["label"] for kind in kinds} | {p.help for kind in kinds for p in kind.parameters.values()}
    # What stands in pictures is said by the module that describes them, yes and no by that of parameters, the note on
    # an earlier issue by that of news.
    described = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (charts, selection, issue))
    asked |= set(re.findall(r'(?:say|translation\.text)\("([^"]+)"\)', described))
    asked |= {charts.HELD, selected.OPENING}
    return asked | labels, constants | asked | labels


def test_every_text_of_the_templates_is_in_the_catalogue() -> None:
    asked, _ = texts_of_templates()
    assert {text for text in asked if re.search("[A-Za-z]", PLACE.sub("", text))} - set(russian().texts) == set()


def test_nothing_in_the_catalogue_is_unused() -> None:
    assert set(russian().texts) - texts_of_templates()[1] == {NOT_ISSUED}  # which the program says of every draft


def test_templates_have_no_words_outside_of_texts() -> None:
    """Whatever letters stand in a template's own text would stay English in every language."""
    environment = Environment([("templates", TEMPLATES)])
    for name in environment.list_templates():
        for node in environment.parse((TEMPLATES / name).read_text("utf-8")).find_all(nodes.TemplateData):
            assert not re.search(r"[^\W\d_]", node.data), (name, node.lineno, node.data)


@pytest.mark.parametrize("file", sorted(path.name for path in (TEMPLATES / "_lang").iterdir()))
def test_a_shipped_catalogue_has_no_fault(file: str) -> None:
    _, problems = read_catalogue((TEMPLATES / "_lang" / file).read_bytes(), file, locale(Path(file).stem))
    assert problems == []


def test_russian_has_every_word_that_a_field_can_have_and_no_other() -> None:
    words: dict[str, set[str]] = {"likelihood": set(LIKELIHOOD), "confidence": {"low", "moderate", "high"}}

    def collect(spec: FieldSpec) -> None:
        if spec.type == TOKEN and any(c.islower() for c in "".join(spec.choices)):
            words.setdefault(spec.name, set()).update(spec.choices)
        for qualifier in spec.qualifiers.values():
            collect(qualifier)

    packs = [load_facts(folder / "facts").base.schema for folder in PACKS.iterdir()]
    for kind in (*shipped_kinds().schema.values(), *(kind for pack in packs for kind in pack.values())):
        for spec in kind.fields.values():
            collect(spec)
    stages = yaml.safe_load((REPOSITORY / "briefgen/model/kinds/stage.yaml").read_text("utf-8"))
    words["stage"] = set(stages["keys"]["stage"]["choices"])
    words["status"] |= {"not-listed", "no-list", "represented", "other-circle"}
    others = ("property", "register", "verb", "inferred")
    said = {name: set(entries) for name, entries in russian().words.items() if name not in others}
    assert said == words
    fields = {name for schema in (shipped_kinds().schema, *packs) for kind in schema.values() for name in kind.fields}
    assert set(russian().words["property"]) <= fields


def test_a_form_for_every_number() -> None:
    for forms in russian().texts.values():
        for number in range(120):
            assert forms.get("") or forms[locale("ru").plural_form(number)]


# --- the command ---------------------------------------------------------------------------------


def test_a_brief_in_another_language_stands_beside_the_other(workspace: Scratch) -> None:
    workspace.brief()
    ran = workspace.make("-f", "md", "--language", "ru")
    assert (ran.code, ran.err) == (0, "")
    assert "wrote" in ran.out
    assert "## Source" in workspace.read("out/meeting/lisbon-2024.md")
    text = workspace.read("out/meeting/lisbon-2024.ru.md")
    assert "## Источник" in text
    assert "- **Кто участвовал.** В списке: Бразилия, Колумбия и Эфиопия.[^" in text


def test_the_language_of_the_workspace_s_settings_makes_russian_briefs(workspace: Scratch) -> None:
    workspace.edit("briefgen.toml", '# language = "en-GB"', 'language = "ru"')
    text = workspace.brief()
    assert "## Источник" in text
    assert " Не переведено утверждений: " in text


@pytest.mark.parametrize("tag", ["klingon", "../ru", "", "ru_RU"])
def test_a_language_that_is_none_is_refused(workspace: Scratch, tag: str) -> None:
    ran = workspace.make("-f", "md", "-l", tag)
    if tag:
        assert (ran.code, "is no language that CLDR knows" in ran.err) == (2, True)
    else:
        assert ran.code == 0


# --- another field's facts -----------------------------------------------------------------------

FORUM = {
    "sources/note.yaml": """
        type: press-release
        language: en
        retrieved: 2026-02-04
        published: 2026-02-03
        label: Forum note
        descriptor: note of the forum
        """,
    "series/forum.yaml": 'src: note\nname: {is: Coastal Climate Forum, quote: "the Coastal Climate Forum"}\n',
    "series/summit.yaml": """
        src: note
        name: {is: Coastal Climate Summit, quote: "the Coastal Climate Summit"}
        not_to_confuse_with: forum
        """,
    "organisations/league.yaml": """
        src: note
        article: the
        name: {is: Harbour League, quote: "the Harbour League"}
        type: association
        """,
    "themes/sea-level.yaml": "label: {en: sea-level rise, ru: повышение уровня моря}\n",
    "themes/reefs.yaml": "label: coral reefs\n",
    "documents/tides.yaml": """
        src: note
        title: {is: tide plan, quote: "the tide plan was"}
        type: other
        status: {is: adopted, quote: "the tide plan was adopted"}
        points: [{is: Members measure tides., quote: "members measure tides", themes: sea-level}]
        """,
    "conflicts/attendance-disputed-league.yaml": "explanation: Two accounts.\nstatus: open\nkey: 1\n",
    "conflicts/claim-dispute-no-walls-walls.yaml": "explanation: Two views.\nstatus: open\nkey: 2\n",
    "meetings/nothing-known.yaml": 'src: note\nagenda: [{is: tides, quote: "will speak of tides"}]\n',
    "meetings/announced.yaml": """
        src: note
        series: {is: forum, quote: "the third Coastal Climate Forum"}
        ordinal: {is: 3, quote: "the third Coastal Climate Forum"}
        status: {is: announced, quote: "it will be held in Accra"}
        date: {is: 2027-05-03/2027-05-05, quote: "from 3 to 5 May 2027"}
        place: {is: Accra, quote: "it will be held in Accra"}
        attendance: [{status: announced, quote: "the Harbour League will come", parties: [league]}]
        agenda: [{is: sea-level rise, quote: "will speak of the sea", themes: sea-level}]
        """,
    "meetings/cancelled.yaml": """
        src: note
        series: {is: forum, quote: "the second Coastal Climate Forum"}
        ordinal: {is: 2, quote: "the second Coastal Climate Forum"}
        status: {is: cancelled, quote: "the second was cancelled"}
        country: {is: portugal, quote: "it was due in Portugal"}
        date: {is: 2027-06, quote: "it was due in June 2027"}
        """,
    "meetings/disputed.yaml": """
        src: note
        series: {is: summit, quote: "the third Coastal Climate Summit"}
        ordinal: {is: 3, quote: "the third Coastal Climate Summit"}
        date: [{is: 2026-02-01, quote: "on 1 February 2026"}, {is: 2026-02-10, quote: "on 10 February 2026"}]
        attendance:
          - {status: listed, scope: exhaustive, quote: "the Harbour League came", parties: [league]}
          - {status: absent, scope: partial, quote: "the Harbour League stayed away", parties: [league, portugal]}
          - {status: declined, quote: "Brazil declined to come", parties: [brazil]}
          - {status: present, quote: "Colombia was there as well", parties: [colombia]}
        discussion: [{is: Members spoke of walls., themes: sea-level, quote: "members spoke of walls"}]
        outcomes: [{is: A plan was adopted., quote: "the tide plan was adopted", according_to: league}]
        documents: [{is: tides, quote: "the tide plan was adopted"}]
        claims:
          - {id: walls, said_by: league, says: walls are enough, mode: reported, quote: "walls are enough",
             on: 2026-02, themes: sea-level, disputed_by: no-walls, via: note}
          - {id: no-walls, said_by: note, capacity: host, says: walls are not enough, mode: reported,
             quote: "walls are not enough", themes: sea-level}
        """,
}


@pytest.fixture
def forum(workspace: Scratch) -> Scratch:
    """A workspace about something else: organisations as parties, announced, cancelled and disputed meetings."""
    for name, text in FORUM.items():
        workspace.write(f"facts/{name}", text)
    return workspace


def forum_briefs(workspace: Scratch, language: str) -> dict[str, str]:
    """The Markdown of every brief of the workspace by kind/id; none of them may complain."""
    own = open_workspace(workspace.root)
    assert own.facts.diagnostics == []
    found = {}
    for name in own.kinds:
        kind = own.kind(name)[0].in_language(language)
        for record in own.facts.base.of_kind(kind.about):
            brief = assemble(own, kind, record.key)
            assert brief.diagnostics == (), (name, record.key)
            found[f"{name}/{record.id}"] = MarkdownWriter().write(brief.document).decode()
    return found


ENGLISH = {
    "meeting/announced": [
        "# Accra, 3–5 May 2027 (announced): 3rd meeting of the Coastal Climate Forum\n",
        "**The meeting is announced; it is to take place in Accra on 3–5 May 2027.**[^",
        "- **Who was to take part.** Announced: the Harbour League.[^",
        "**On the agenda: sea-level rise.**[^",
    ],
    "meeting/cancelled": [
        "# June 2027 (cancelled): 2nd meeting of the Coastal Climate Forum\n",
        "**The meeting was cancelled; it was to take place in Portugal in June 2027.**[^",
        "- **In doubt.** Numbers and dates of a series do not run together: 2nd meeting of the Coastal Climate Forum",
    ],
    "meeting/nothing-known": [
        "# Meeting\n",
        "**Neither the day nor the place of the meeting is reported.**\n\n**On the agenda: tides.**[^",
        "- **Who took part.** No list of participants is held.\n",
    ],
    "meeting/disputed": [
        "; one (contested) body is listed as taking part.**[^",
        "- **Who took part.** The Harbour League (contested) is listed.[^",
        "Said to have been absent: the Harbour League (contested) and Portugal.[^",
        "Said to have declined: Brazil.[^",
        "Named as taking part, without a list: Colombia.[^",
        "The list is said to be complete. No delegate is named.",
        "- **In doubt.** ",
        "- The Harbour League said in February 2026 that walls are enough, as relayed by Forum note.[^",
        "Forum note, host, said that walls are not enough.[^",
        "## The document\n",
        "*Tide plan*, adopted.[^",
        "- Date: 1 February 2026 (Forum note); 10 February 2026 (Forum note).[^",
        "- Attendance: Harbour League: listed (Forum note); Harbour League: absent (Forum note).[^",
    ],
    "theme/reefs": ["**Nothing is held on coral reefs.**"],
    "theme/sea-level": ["**One of the meetings on record is reported to have dealt with sea-level rise: "],
    "country/portugal": [
        "**Four meetings that concern it are on record, one of them announced, one cancelled; ",
        "; Portugal was the place of one: Lisbon,",
        " Meant to take place there: 2nd meeting of the Coastal Climate Forum, June 2027 (cancelled).[^",
        "It is on no list of those present that is held; absent: ",
    ],
}


@pytest.mark.slow
def test_another_field_s_facts_read_as_naturally(forum: Scratch) -> None:
    briefs = forum_briefs(forum, "en-GB")
    for name, lines in ENGLISH.items():
        for line in lines:
            assert line in briefs[name], f"{name} lacks {line!r}:\n{briefs[name]}"
    for text in briefs.values():
        assert not re.search(r"\b(1|one) (states|parties|sources|origins|points)\b", text, re.IGNORECASE)
        assert not re.search(r"  |\(\)| ,|,,|\.\.|\bNone\b|^#+ *$", text, re.MULTILINE), text


@pytest.mark.slow
def test_another_field_s_facts_read_as_naturally_in_russian(forum: Scratch) -> None:
    briefs = forum_briefs(forum, "ru")
    assert "**Встреча объявлена; место и время: 3–5\u00a0мая 2027\u00a0года, Accra" in briefs["meeting/announced"]
    assert "в списке участников — 1 (оспаривается) организация" in briefs["meeting/disputed"]
    assert (
        "Отсутствовали, по данным источника: Harbour League (оспаривается) и Португалия.[^"
        in briefs["meeting/disputed"]
    )
    assert "# Июнь 2027" in briefs["meeting/cancelled"]
    assert "Тема «повышение уровня моря» обсуждалась, по сообщениям источников, " in briefs["theme/sea-level"]
    for text in briefs.values():
        assert not re.search(r"  |\(\)| ,|,,|\.\.|^#+ *$", text, re.MULTILINE), text


def test_a_brief_keeps_its_language_when_its_template_names_one(workspace: Scratch) -> None:
    kind = replace(desk().kind("meeting")[0], name="x")
    assert kind.in_language("") is kind
    assert kind.in_language("ru").settings["language"] == "ru"
    assert find_catalogue([], locale("ru"))[0].found is False
