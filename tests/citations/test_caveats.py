"""What a record holds back, every page holds back: each row of the law, with templates that do not think of it."""

from __future__ import annotations

import re

import pytest
from docx import Document as new_document

from briefgen.citations.caveats import pay
from briefgen.document.nodes import (
    BlockQuote,
    BulletList,
    Cite,
    Document,
    Figure,
    Heading,
    OrderedList,
    Paragraph,
    Strong,
    Table,
    TemplateNote,
    Text,
)
from briefgen.document.walk import containers, plain_text
from briefgen.model.statement import Origin, Rank
from briefgen.writers.markdown import MarkdownWriter
from tests.briefs.derived.test_charts import scope_of
from tests.briefs.law import World
from tests.wordtemplates.samples import saved, with_notes
from tests.workspaces import MEETING as LISBON
from tests.workspaces import REPOSITORY, Scratch

MEETING, PERSON, CLAIM = "meeting/porto", "person/sample", "claim/rise"
BY = "according to A. Sample, minister"
CONTESTED = "contested; according to Daily alone"


@pytest.fixture
def world() -> World:
    world = World()
    world.source("daily", label="Daily")
    world.source("gazette", label="Gazette")
    world.source("rumour", "D", "Rumour")
    world.say(MEETING, "place", "Porto", "daily")
    return world


def page(world: World, template: str, subject: str = MEETING, language: str = "en-GB") -> str:
    """The Markdown of a brief, without its marking and without notes."""
    whole = MarkdownWriter().write(world.brief(template, subject, language=language).document).decode()
    text = whole.partition("\n\n[^1]: ")[0].removeprefix("**TLP:CLEAR**\n\n").rstrip("\n")
    return re.sub(r"\[\^\d+\]", "", text)


def two_dates(world: World, rank: Rank = Rank.NORMAL) -> None:
    world.say(MEETING, "date", "2025-03-03", "daily", rank=rank)
    world.say(MEETING, "date", "2025-03-04", "gazette")


def claim(world: World) -> None:
    world.say(PERSON, "name", "A. Sample", "daily")
    world.say(CLAIM, "said_by", PERSON, "daily")
    world.say(CLAIM, "capacity", "minister", "daily")
    world.say(CLAIM, "says", "prices would rise", "daily")
    world.say(CLAIM, "at", MEETING, "daily")


# --- what words of a sentence refer to ---


def the_report(world: World) -> None:
    """A sentence that means a document, and one that means the sentence above it."""
    world.source("wire", label="Wire")
    world.say("document/report", "title", "report of the Silo Board", "wire")
    first = world.say(MEETING, "discussion", "Drug trafficking was discussed.", "daily")
    world.say(MEETING, "discussion", "These challenges demand action.", "daily", qualifiers={"refers_to": [first.id]})
    meant = {"refers_to": ["document/report"]}
    world.say(MEETING, "discussion", "The report praised the work.", "daily", qualifiers=meant)


MEANT = "The report praised the work (meant: report of the Silo Board)."


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ meeting.discussion[2]|sentence }}", MEANT),
        ("{{ meeting.discussion[2].plain|sentence }}", MEANT),
        (
            "- {{ meeting.discussion[2]|sentence }}\n- {{ meeting.discussion[2]|sentence }}",
            f"- {MEANT}\n- The report praised the work.",
        ),
        (
            "## {{ meeting.discussion[2].refers_to[0]|capital }}\n\n{{ meeting.discussion[2]|sentence }}",
            "## Report of the Silo Board\n\nThe report praised the work.",
        ),
        (
            "Report of the Silo Board. {{ meeting.discussion[2] }}",
            "Report of the Silo Board. The report praised",
        ),
        (
            "{{ meeting.discussion[2] }} The report of the Silo Board.",
            "The report praised the work (meant: report of the Silo Board). The report of the Silo Board.",
        ),
        (
            "{% for one in meeting.discussion|take(2) %}{{ one|sentence }} {% endfor %}",
            "Drug trafficking was discussed. These challenges demand action.",
        ),
        ("{{ meeting.discussion[1] }}", "These challenges demand action (meant: Drug trafficking was discussed)."),
        (
            "{{ meeting.discussion[1] }} {{ meeting.discussion[0] }}",
            "These challenges demand action (meant: Drug trafficking was discussed). Drug trafficking was discussed.",
        ),
        ("{{ meeting.discussion|length }} sentences", "3 sentences"),
        ("{{ meeting.discussion[2] }} {{ meeting.discussion[2].caveat }}", MEANT),
    ],
)
def test_what_a_sentence_points_at_stands_before_it_or_is_named(world: World, template: str, said: str) -> None:
    the_report(world)
    assert said in page(world, template)


def test_of_several_meetings_the_one_named_last_is_meant(world: World) -> None:
    world.say("meeting/faro", "place", "Faro", "daily")
    world.say("series/talks", "name", "Talks", "daily")
    meant = {"refers_to": [MEETING]}
    world.say(MEETING, "discussion", "The meeting spoke of grain.", "daily", qualifiers=meant)
    for key in (MEETING, "meeting/faro"):
        world.say(key, "series", "series/talks", "daily")
    sentences = "{% for row in series.sessions %}{% for s in row.meeting.discussion %}{{ s }}{% endfor %}{% endfor %}"
    porto = "{% for row in series.sessions if row.meeting.discussion %}{{ row.meeting.place }}. {% endfor %}"
    faro = "{% for row in series.sessions if not row.meeting.discussion %}{{ row.meeting.place }}. {% endfor %}"
    assert page(world, porto + faro + sentences, "series/talks").endswith("grain (meant: Porto).")
    assert page(world, faro + porto + sentences, "series/talks").endswith("Porto. The meeting spoke of grain.")


def test_what_is_named_has_its_note(world: World) -> None:
    the_report(world)
    brief = world.brief("{{ meeting.discussion[2] }}", MEETING)
    assert [source for source, _ in brief.resolved.notes_by_source] == ["daily", "wire"]


def test_the_name_of_what_is_meant_gives_the_brief_its_marking(world: World) -> None:
    the_report(world)
    world.statements["document/report"].clear()
    world.say("document/report", "title", "report of the Silo Board", "wire", marking="TLP:AMBER")
    assert world.brief("{{ meeting.discussion[2] }}", MEETING).document.meta.marking == "TLP:AMBER"


def test_a_claim_that_is_meant_is_named_by_its_speaker(world: World) -> None:
    claim(world)
    world.say("claim/answer", "said_by", "person/other", "daily")
    world.say("person/other", "name", "B. Other", "daily")
    world.say("claim/answer", "says", "that plan would fail", "daily")
    world.say("claim/answer", "refers_to", CLAIM)
    said = page(world, "{{ claim.in_words }}.", "claim/answer")
    assert said == "B. Other said that that plan would fail (meant: what A. Sample said)."


def test_a_page_about_a_person_introduces_them_once(world: World) -> None:
    claim(world)
    world.say(PERSON, "posts", "minister", "daily")
    said = "{% for one in person.said %}{{ one.said_by }} said that {{ one.says }}.{% endfor %}"
    assert page(world, said, PERSON) == "A. Sample (minister) said that prices would rise."
    introduced = page(world, f"{{{{ person.posts[0]|capital }}}}. {said}", PERSON)
    assert introduced == "Minister. A. Sample said that prices would rise."
    elsewhere = "{% for one in meeting.claims %}{{ one.said_by }} said that {{ one.says }}.{% endfor %}"
    assert (
        page(world, f"The minister. {elsewhere}") == "The minister. A. Sample (minister) said that prices would rise."
    )


def test_what_is_meant_is_said_in_the_language_of_the_brief(world: World) -> None:
    the_report(world)
    said = page(world, "{{ meeting.discussion[2] }}", language="ru")
    assert said == "The report praised the work (имеется в виду: report of the Silo Board)."


# --- several values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ meeting.date }}", "3 March 2025 (Daily) or 4 March 2025 (Gazette)"),
        ("It met {{ meeting.date|when }}.", "It met on 3 March 2025 (Daily) or 4 March 2025 (Gazette)."),
        ("# Porto, {{ meeting.date }}", "# Porto, 3 March 2025 (Daily) or 4 March 2025 (Gazette)"),
        ("## Porto, {{ meeting.date }}", "## Porto, 3 March 2025 (Daily) or 4 March 2025 (Gazette)"),
        ("- {{ meeting.date }}: opened", "- 3 March 2025 (Daily) or 4 March 2025 (Gazette): opened"),
        ("{{ meeting.date.plain }}", "3 March 2025 (Daily) or 4 March 2025 (Gazette)"),
        ("Met ({{ meeting.date }}).", "Met (3 March 2025, Daily, or 4 March 2025, Gazette)."),
        ("{{ meeting.date.plain }}: {{ meeting.date.caveat }}", "3 March 2025: Daily; Gazette: 4 March 2025"),
        (
            "{{ meeting.date }}, or {{ meeting.date.others[0] }}",
            "3 March 2025 (Daily), or 4 March 2025 (Gazette)",
        ),
        ("{% if meeting.date %}It has a day.{% endif %}", "It has a day."),
    ],
)
def test_of_two_values_both_are_printed_each_with_its_source(world: World, template: str, said: str) -> None:
    two_dates(world)
    assert page(world, template) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Porto, {{ meeting.date }}", "Porto, 3 March 2025 or 4 March 2025"),
        ("{{ meeting.date }}, or {{ meeting.date.others[0] }}", "3 March 2025, or 4 March 2025"),
    ],
)
def test_a_title_has_both_without_sources_where_the_page_has_them(world: World, title: str, said: str) -> None:
    two_dates(world)
    below = "It met on 3 March 2025 (Daily) or 4 March 2025 (Gazette)."
    assert page(world, f"# {title}\n\nIt met {{{{ meeting.date|when }}}}.") == f"# {said}\n\n{below}"


def test_other_numbers_of_rank_are_printed_as_such(world: World) -> None:
    world.say(MEETING, "ordinal", 7, "daily")
    world.say(MEETING, "ordinal", 8, "gazette")
    assert page(world, "{{ meeting.ordinal|ordinal }} session") == "7th (Daily) or 8th (Gazette) session"


def test_the_title_of_the_file_has_both_values(world: World) -> None:
    two_dates(world)
    brief = world.brief("# Porto, {{ meeting.date }}\n\nIt met {{ meeting.date|when }}.", MEETING)
    assert brief.document.meta.title == "Porto, 3 March 2025 or 4 March 2025"


def test_a_preferred_value_is_contested_and_its_note_has_the_others(world: World) -> None:
    two_dates(world, Rank.PREFERRED)
    brief = world.brief("It met {{ meeting.date|when }}.", MEETING)
    text = MarkdownWriter().write(brief.document).decode()
    assert "It met on 3 March 2025 (contested)." in text
    assert "Others have: 4 March 2025 (Gazette)." in text


def test_a_value_that_is_less_exact_is_no_other_value(world: World) -> None:
    world.say(MEETING, "date", "2025-03-03", "daily")
    world.say(MEETING, "date", "2025-03", "gazette")
    assert page(world, "{{ meeting.date }}") == "3 March 2025"


# --- how a value came about ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ meeting.date }}", "3 March 2025 (year inferred)"),
        ("{{ meeting.date|when|capital }}.", "On 3 March 2025 (year inferred)."),
        ("{{ meeting.date.plain }} (year inferred)", "3 March 2025 (year inferred)"),
        ("{{ meeting.date.plain }}, {{ meeting.date.caveat }}", "3 March 2025, year inferred"),
        ("{{ meeting.date.plain }}. {{ meeting.date.why }}", "3 March 2025 (year inferred). By the one before"),
        (
            "So. {{ meeting.date.plain }}. It (year inferred) met.",
            "So. 3 March 2025 (year inferred). It (year inferred) met.",
        ),
        ("{{ meeting.date }} (that it met is inferred)", "3 March 2025 (year inferred; that it met is inferred)"),
        ("**{{ meeting.date }}**", "**3 March 2025 (year inferred)**"),
        ("Year inferred: {{ meeting.date }}", "Year inferred: 3 March 2025"),
        ("{{ meeting.place }}; year inferred: {{ meeting.date }}", "Porto; year inferred: 3 March 2025"),
        (
            "{{ meeting.place }} (year inferred), {{ meeting.date }}",
            "Porto (year inferred), 3 March 2025 (year inferred)",
        ),
        ("No year inferred: {{ meeting.date }}", "No year inferred: 3 March 2025 (year inferred)"),
        ("Year inferred: one; {{ meeting.date }}", "Year inferred: one; 3 March 2025 (year inferred)"),
        ("{{ [meeting.date, meeting.place]|listing }}", "3 March 2025 (year inferred) and Porto"),
        ("{% set x %}{{ meeting.date }}{% endset %}at {{ x }}", "at 3 March 2025 (year inferred)"),
        ("{{ 'on {d}'|t(d=meeting.date) }}", "on 3 March 2025 (year inferred)"),
    ],
)
def test_what_is_inferred_says_so_once(world: World, template: str, said: str) -> None:
    why = {"": "By the one before"}
    world.say(MEETING, "date", "2025-03-03", "daily", origin=Origin.INFERRED, inferred="year", why=why)
    assert page(world, template) == said


def test_whatever_holds_a_value_says_what_the_value_owes(world: World) -> None:
    date = world.say(MEETING, "date", "2025-03-03", "daily", origin=Origin.INFERRED, inferred="year")
    value = (Text("on 3 March 2025"), Cite((date.id,)))
    line = Paragraph(value)
    holders = (
        Figure("a.png", "a chart", value),
        BlockQuote((line,)),
        BulletList(((line, BulletList(((line,),))),)),
        OrderedList(((BlockQuote((line,)),),)),
        Table((value, (Text("b"),)), ((value, (Text("c"),)),), ("", "")),
        Heading(2, (Strong(value),)),
    )
    for block in holders:
        paid, added = pay(Document((block,)), scope_of(world).remarks)
        said = [plain_text(run) for run in containers(paid) if "March" in plain_text(run)]
        assert said == ["on 3 March 2025 (year inferred)"] * len(said), block
        assert len(added) == len(said) > 0
    plain = Document((Figure("a.png", "a chart", (Text("A chart"),)), Paragraph((Text("Words"),))))
    assert pay(plain, scope_of(world).remarks) == (plain, ())


def test_what_is_looked_up_and_what_is_judged_have_words_of_their_own(world: World) -> None:
    world.say(MEETING, "venue", "Old Mill", "daily", origin=Origin.REGISTER, register="a list of mills")
    world.say("assessment/a", "about", MEETING)
    world.say("assessment/a", "reviewed", "2026-01-01")
    world.say("assessment/a", "text", "It may meet again.", origin=Origin.JUDGED)
    assert page(world, "{{ meeting.venue }}") == "Old Mill (looked up)"
    template = "{% for a in meeting.assessments %}{{ a.text }}{% endfor %}"
    assert page(world, template) == "It may meet again (judgement of the desk)."
    assert page(world, "## Judgement of the desk\n\n" + template).endswith("\n\nIt may meet again.")


# --- claims ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ c }}", f"prices would rise ({BY})"),
        ("{{ c.label|sentence }}", f"Prices would rise ({BY})."),
        ("{{ c.says }}", f"prices would rise ({BY})"),
        ("{{ c.in_words }}.", "A. Sample, minister, said that prices would rise."),
        ("{{ c.said_by }}: {{ c.says }}", "A. Sample (minister): prices would rise"),
        ("{{ c.said_by }}, {{ c.capacity }}: {{ c.says }}", "A. Sample, minister: prices would rise"),
        ("{{ c.says.plain }}, {{ c.caveat }}", f"prices would rise, {BY}"),
        ("{{ c.said_by }} spoke. {{ c.says|sentence }}", f"A. Sample spoke. Prices would rise ({BY})."),
        ("{{ [c]|listing }}", f"prices would rise ({BY})"),
        ("A. Sample, minister, says: {{ c.says }}", "A. Sample, minister, says: prices would rise"),
        ("A. Sample says that {{ c.says }}; and left.", "A. Sample says that prices would rise (minister); and left."),
        ("({{ c.said_by }}: {{ c.says }})", "(A. Sample; minister: prices would rise)"),
    ],
)
def test_a_claim_never_prints_without_its_speaker(world: World, template: str, said: str) -> None:
    claim(world)
    assert page(world, f"{{% for c in meeting.claims %}}{template}{{% endfor %}}") == said


def test_a_claim_is_contested_in_what_is_said_not_in_who_says_it(world: World) -> None:
    claim(world)
    world.contested[CLAIM] = "others had it otherwise"
    each = "{% for c in meeting.claims %}{{ c.said_by }} said that {{ c.says }}; and left{% endfor %}."
    assert page(world, each) == f"A. Sample (minister) said that prices would rise ({CONTESTED}); and left."
    named = page(world, each.replace("{{ c.said_by }}", "A. Sample"))
    assert named == f"A. Sample said that prices would rise (minister; {CONTESTED}); and left."


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ c.said_by.short }}: {{ c.says }}", "IM (Lead Agency): prices would rise"),
        ("The lead agency, {{ c.said_by.short }}: {{ c.says }}", "The lead agency, IM: prices would rise"),
    ],
)
def test_a_speaker_and_a_capacity_are_told_by_any_name_that_the_record_has(
    world: World, template: str, said: str
) -> None:
    world.say("organisation/im", "name", "Mill Board", "daily")
    world.say("organisation/im", "short", "IM", "daily")
    for name, value in (("said_by", "organisation/im"), ("capacity", "Lead Agency"), ("says", "prices would rise")):
        world.say(CLAIM, name, value, "daily")
    world.say(CLAIM, "at", MEETING, "daily")
    assert page(world, f"{{% for c in meeting.claims %}}{template}{{% endfor %}}") == said


def test_a_capacity_that_neither_a_template_nor_its_note_tells_is_reported_as_added(world: World) -> None:
    claim(world)
    ids = {s.property: s.id for s in world.statements[CLAIM]}
    remark = TemplateNote((Text("Who held a post"), Cite((ids["capacity"],))))
    says = (Text(" says prices would rise"), Cite((ids["says"],)))
    bare, noted = (Paragraph((Text("A. Sample"), *note, *says)) for note in ((), (remark,)))
    _, (added,) = pay(Document((bare,)), scope_of(world).remarks)
    assert (added.of, added.words, added.use.of) == (ids["says"], "minister", ids["says"])
    assert pay(Document((noted,)), scope_of(world).remarks)[1] == ()


def test_a_sentence_that_somebody_stands_behind_says_who(world: World) -> None:
    claim(world)
    world.say(MEETING, "discussion", "Stocks were low.", "daily", speakers=(PERSON,))
    template = "{% for d in meeting.discussion %}{{ d }}{% endfor %}"
    assert page(world, template) == "Stocks were low (according to A. Sample)."
    assert page(world, f"A. Sample reported: {template}") == "A. Sample reported: Stocks were low."


# --- contested records ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("Said in {{ m.place }} on {{ m.date }}.", f"Said in Porto ({CONTESTED}) on 3 March 2025."),
        ("{{ m.place }}. {{ m.place }}.", f"Porto ({CONTESTED}). Porto."),
        ("{{ claim.at }}", f"porto ({CONTESTED})"),
        ("{{ m.label }}", f"porto ({CONTESTED})"),
        ("# {{ m.place }}\n\n{{ m.place }}", f"# Porto (contested)\n\nPorto ({CONTESTED})"),
        ("## {{ m.place }}\n\nIn {{ m.place }}.", f"## Porto ({CONTESTED})\n\nIn Porto."),
        ("- {{ m.place }}\n- {{ m.date }}", f"- Porto ({CONTESTED})\n- 3 March 2025 (contested)"),
        ("- {{ m.place }}\n- {{ m.discussion[0] }}", f"- Porto ({CONTESTED})\n- Stocks were low ({CONTESTED})."),
        ("# {{ m.place }}\n\nNo more.", f"# Porto ({CONTESTED})\n\nNo more."),
        ("{{ m.caveat }}\n\n{{ m.place }}", f"{CONTESTED}\n\nPorto (contested)"),
        ("{{ m.place }} (contested)", "Porto (contested)"),
        ("{{ m.place }} (contested) on {{ m.date }}.", "Porto (contested) on 3 March 2025."),
        ("{{ m.place }}, {{ m.caveat }}", f"Porto, {CONTESTED}"),
        ("{{ m.place }}, {{ m.caveat }}. {{ m.place }}.", f"Porto, {CONTESTED}. Porto."),
        ("{{ [m]|length }}; {{ [m, claim]|count|in_words }}", "1; two (one of them contested)"),
    ],
)
def test_a_mention_of_a_contested_meeting_says_so_once_a_block(world: World, template: str, said: str) -> None:
    claim(world)
    world.say(MEETING, "date", "2025-03-03", "daily")
    world.say(MEETING, "discussion", "Stocks were low.", "daily")
    world.contested[MEETING] = "another report has it elsewhere"
    assert page(world, f"{{% set m = claim.at.record %}}{template}", CLAIM) == said


def test_a_row_says_it_once(world: World) -> None:
    world.say(MEETING, "date", "2025-03-03", "daily")
    world.contested[MEETING] = "another report has it elsewhere"
    world.say("series/s", "name", "the series", "gazette")
    world.say(MEETING, "series", "series/s", "daily")
    rows = "| a | b |\n| --- | --- |\n{% for m in series.meetings %}| {{ m.place }} | {{ m.date }} |\n{% endfor %}"
    assert page(world, rows, "series/s").endswith(f"| Porto ({CONTESTED}) | 3 March 2025 |")


def test_a_list_about_a_contested_meeting_says_it_once_before_it(world: World) -> None:
    for words in ("Stocks were low.", "Prices were high."):
        world.say("meeting/mills", "discussion", words, "rumour")
    world.contested["meeting/mills"] = "another report has it otherwise"
    each = "{% for d in meeting.discussion %}\n- {{ d }}\n{% endfor %}"
    said = "Contested; according to Rumour alone:\n\n- Stocks were low.\n- Prices were high."
    assert page(world, each, "meeting/mills") == said


# --- one source alone ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (
            "It met in {{ m.venue }}. It was {{ m.format }}.",
            "It met in Mill (according to Rumour alone). It was closed.",
        ),
        ("# {{ m.venue }}", "# Mill (Rumour alone)"),
        ("Rumour says: {{ m.venue }}", "Rumour says: Mill"),
        ("There:\n\n- {{ m.venue }}\n- {{ m.format }}", "There (according to Rumour alone):\n\n- Mill\n- closed"),
        ("- {{ m.venue }}\n- {{ m.format }}", "According to Rumour alone:\n\n- Mill\n- closed"),
        ("- {{ m.venue }}\n- {{ m.place }}", "- Mill (according to Rumour alone)\n- Porto"),
        ("## By Rumour\n\nIt was {{ m.format }}.", "## By Rumour\n\nIt was closed."),
        ("{{ m.venue }} and {{ m.place }}", "Mill (according to Rumour alone) and Porto"),
        ("{{ m.place }} and {{ m.venue }} are named.", "Porto and Mill (according to Rumour alone) are named."),
    ],
)
def test_a_poor_source_that_stands_alone_is_named_once_a_block(world: World, template: str, said: str) -> None:
    world.say(MEETING, "venue", "Mill", "rumour")
    world.say(MEETING, "format", "closed", "rumour")
    assert page(world, f"{{% set m = meeting %}}{template}") == said


def test_two_sources_and_a_good_one_need_no_name(world: World) -> None:
    world.say(MEETING, "venue", "Mill", "rumour", "daily")
    assert page(world, "{{ meeting.venue }}, {{ meeting.place }}") == "Mill, Porto"


@pytest.mark.parametrize(
    ("grade", "named"), [("B", False), ("C", False), ("D", True), ("E", True), ("F", True), ("", False)]
)
def test_a_source_that_nobody_can_call_good_is_a_poor_one(world: World, grade: str, named: bool) -> None:
    """F says that nobody can judge it; of a source without a grade nothing is said."""
    world.source("blog", grade, "Blog")
    world.say(MEETING, "venue", "Mill", "blog")
    assert page(world, "At {{ meeting.venue }}.") == ("At Mill (according to Blog alone)." if named else "At Mill.")


def test_a_short_name_is_according_to_nobody(world: World) -> None:
    """It is how the desk calls something whose name it knows, no assertion."""
    world.say("series/s", "name", "the series", "rumour")
    world.say("series/s", "short", "SRS", "rumour")
    world.say(MEETING, "series", "series/s", "daily")
    assert page(world, "{{ meeting.series }}: {{ meeting.series.short }}") == "the series: SRS"


ACCOUNT = "# {{ meeting.venue }}\n\n*Rests on Rumour (grade D).*\n\nAt {{ meeting.venue }}.\n\n## More\n\n"


def test_a_line_below_the_title_says_whose_account_the_whole_is(world: World) -> None:
    world.statements.pop(MEETING)
    world.say(MEETING, "venue", "Mill", "rumour")
    world.say(CLAIM, "said_by", PERSON, "rumour")
    world.say(PERSON, "name", "A. Sample", "daily")
    world.say(CLAIM, "says", "prices would rise", "rumour")
    world.say(CLAIM, "at", MEETING, "rumour")
    claims = "{% for c in meeting.claims %}{{ c.in_words }}{% endfor %}."
    said = page(world, ACCOUNT + claims)
    assert "alone" not in said
    assert page(world, ACCOUNT.replace("Rumour", "some") + claims).count("Rumour alone") == 2  # in title and front
    world.say("series/s", "name", "the series", "daily")
    world.say(MEETING, "series", "series/s", "daily")  # which makes it the account of two
    assert page(world, ACCOUNT + claims).count("Rumour alone") == 3


def test_where_something_else_comes_in_the_account_is_named_again(world: World) -> None:
    world.statements.pop(MEETING)
    world.say(MEETING, "venue", "Mill", "rumour")
    world.say("meeting/lima", "place", "Lima", "daily")
    world.say("series/s", "name", "the series", "daily")
    for key in (MEETING, "meeting/lima"):
        world.say(key, "series", "series/s", "rumour" if key == MEETING else "daily")
    said = page(world, ACCOUNT + "{{ meeting.venue }}, {{ meeting.rest_of_series[0].place }}")
    assert said.endswith("Mill (according to Rumour alone), Lima")


def test_another_source_that_is_named_says_nothing_of_whose_account_it_is(world: World) -> None:
    world.statements.pop(MEETING)
    world.source("blog", "D", "Blog")
    world.say("series/s", "name", "the series", "daily")
    for key, source in ((MEETING, "rumour"), ("meeting/lima", "blog")):
        world.say(key, "venue", "Mill", source)
        world.say(key, "series", "series/s", source)
    said = page(world, "{% set m = meeting.rest_of_series[0] %}" + "At {{ m.venue }}.\n\n" * 2 + "{{ meeting.venue }}.")
    assert said.endswith(
        "At Mill (according to Blog alone).\n\nAt Mill (Blog alone).\n\nMill (according to Rumour alone)."
    )


# --- what stands in the place of a value ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "template", ["{{ h.record }}", "{{ h.record.label }}", "{{ h.record.name }}", "{{ h.name }}", "{{ h.label }}"]
)
def test_a_record_in_the_place_of_a_value_owes_what_the_value_owes(world: World, template: str) -> None:
    world.say("organisation/institute", "name", "Institute of Mills", "gazette")
    world.say(MEETING, "host", "organisation/institute", "daily", contested={"": "the mill says no"})
    brief = world.brief(f"By {{% for h in meeting.host %}}{template}{{% endfor %}}.", MEETING)
    text = MarkdownWriter().write(brief.document).decode()
    assert "By Institute of Mills (contested)." in text
    assert {c.source for id_ in brief.resolved.statements for c in world.base().statement(id_).citations} >= {"daily"}


def test_a_party_of_the_participation_is_contested_where_its_listing_is(world: World) -> None:
    world.say("country/us", "code", "US")
    listing = {"status": "listed", "list": 0, "scope": "unknown"}
    world.say(MEETING, "attendance", "country/us", "daily", qualifiers=listing, contested={"": "it left"})
    assert page(world, "{% for r in meeting.participation %}{{ r.party }}{% endfor %}") == "United States (contested)"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ parties|the|listing|capital }} are listed.", "United States (contested) and Brazil are listed."),
        ("{{ parties|listing|trim }} are listed.", "United States (contested) and Brazil are listed."),
        (
            "{{ '{names} are listed.'|t(names=parties|the|listing|capital) }}",
            "United States (contested) and Brazil are listed.",
        ),
        ("{{ parties|listing|sentence }}", "United States (contested) and Brazil."),
        ("{{ parties|reverse|list|listing|capital }} are listed.", "Brazil and United States (contested) are listed."),
    ],
)
def test_in_a_list_what_is_contested_stands_behind_the_name_that_is(world: World, template: str, said: str) -> None:
    world.say("country/us", "code", "US")
    world.say("country/brazil", "code", "BR")
    listed = {"status": "listed", "list": 0, "scope": "unknown"}
    world.say(MEETING, "attendance", "country/us", "daily", qualifiers=listed, contested={"": "it left"})
    world.say(MEETING, "attendance", "country/brazil", "daily", qualifiers=listed)
    assert page(world, "{% set parties = meeting.lists[0].parties %}" + template) == said


def four_parties(world: World) -> None:
    """Two parties of a list, one that stayed away, and one that stands on the list of the meeting before."""
    world.say("series/s", "name", "the series", "daily")
    for code in ("PT", "ES", "FR", "IT"):
        world.say(f"country/{code.lower()}", "code", code)
    for key, status, parties in (
        (MEETING, "listed", ("pt", "es")),
        (MEETING, "absent", ("fr",)),
        ("meeting/lima", "listed", ("it",)),
    ):
        world.say(key, "series", "series/s", "daily")
        for party in parties:
            qualifiers = {"status": status, "list": int(status == "absent"), "scope": "unknown"}
            world.say(key, "attendance", f"country/{party}", "daily", qualifiers=qualifiers)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ r.party }}, ", "Portugal, Spain, France (absent), Italy (not listed),"),
        ("{{ r.party|the }}, ", "Portugal, Spain, France (absent), Italy (not listed),"),
        ("{{ r.party.record.label }}, ", "Portugal, Spain, France (absent), Italy (not listed),"),
        (
            "{{ r.party }}{% if r.party.caveat %}: {{ r.party.caveat }}{% endif %}. ",
            "Portugal. Spain. France: absent. Italy: not listed.",
        ),
        ("{{ r.party }}: {{ r.status }}. ", "Portugal: listed. Spain: listed. France: absent. Italy: not listed."),
        ("\n- {{ r.party }}\n", "- Portugal\n- Spain\n- France (absent)\n- Italy (not listed)"),
        (
            "\n- {{ r.party }}: {{ r.status }}\n",
            "- Portugal: listed\n- Spain: listed\n- France: absent\n- Italy: not listed",
        ),
    ],
)
def test_a_party_that_is_not_listed_is_called_so(world: World, template: str, said: str) -> None:
    four_parties(world)
    assert page(world, f"{{% for r in meeting.participation %}}{template}{{% endfor %}}") == said


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ parties|each('party')|listing }}", "Portugal, Spain, France (absent) and Italy (not listed)"),
        ("{{ missing|each('party')|listing }} are not listed.", "Italy are not listed."),
        ("Missing: {{ missing[0].party }}.", "Missing: Italy (not listed)."),
        ("## {{ missing[0].party }}", "## Italy (not listed)"),
        ("## Not listed\n\n{{ missing[0].party }}", "## Not listed\n\nItaly"),
        ("{{ parties|length }} in all", "4 (one of them absent; one of them not listed) in all"),
        ("{% if missing %}Some are.{% endif %}", "Some are."),
    ],
)
def test_it_is_called_so_once_in_a_sentence_and_by_the_words_of_a_template(
    world: World, template: str, said: str
) -> None:
    four_parties(world)
    known = "{% set parties = meeting.participation %}{% set missing = parties|where('status', 'not-listed') %}"
    assert page(world, known + template) == said


def test_a_row_has_the_status_in_its_own_cell_or_behind_the_party(world: World) -> None:
    four_parties(world)
    rows = "| party |%s\n| --- |%s\n{%% for r in meeting.participation %%}| {{ r.party }} |%s\n{%% endfor %%}"
    assert page(world, rows % ("", "", "")).endswith("| France (absent) |\n| Italy (not listed) |")
    assert page(world, rows % (" b |", " --- |", " {{ r.status }} |")).endswith("| Italy | not listed |")


def test_in_a_brief_of_another_language_the_status_is_in_its_words(world: World) -> None:
    four_parties(world)
    template = "{{ (meeting.participation|where('status', 'not-listed'))[0].party }}"
    assert page(world, template, language="ru").startswith("Италия (")


def test_the_id_of_a_contested_meeting_is_a_mention_of_it(world: World) -> None:
    world.contested[MEETING] = "another report has it elsewhere"
    assert page(world, "Of {{ meeting.id }}") == f"Of porto ({CONTESTED})"


def test_a_likelihood_is_the_desk_s_once_in_a_sentence(world: World) -> None:
    world.say("assessment/a", "about", MEETING)
    world.say("assessment/a", "reviewed", "2026-01-01")
    world.say("assessment/a", "likelihood", "likely", origin=Origin.JUDGED)
    world.say("assessment/a", "text", "It may meet again.", origin=Origin.JUDGED)
    each = "{% for a in meeting.assessments %}%s{% endfor %}"
    assert page(world, each.replace("%s", "{{ a.likelihood }}")) == "likely (judgement of the desk)"
    both = page(world, each.replace("%s", "{{ a.likelihood }}: {{ a.text }}"))
    assert both == "likely (judgement of the desk): It may meet again."


def test_a_side_of_a_conflict_names_its_sources_unless_its_column_does(world: World) -> None:
    two_dates(world)
    side = '{{ s["values"][0] }}'
    loop = "{% for s in meeting.conflicts[0].sides %}"
    assert page(world, f"{loop}{side}, {{% endfor %}}") == "3 March 2025 (Daily), 4 March 2025 (Gazette),"
    table = f"| Daily | Gazette |\n| --- | --- |\n| {loop}{side} | {{% endfor %}}\n"
    assert page(world, table).endswith("| 3 March 2025 | 4 March 2025 |")


def test_sides_beside_each_other_say_that_their_record_is_contested(world: World) -> None:
    two_dates(world)
    world.contested[MEETING] = "another report has it elsewhere"
    sides = "{% for s in meeting.conflicts[0].sides %}{{ s['values'][0] }}, {% endfor %}"
    said = page(world, f"{sides}in {{{{ meeting.place }}}}.")
    assert said == "3 March 2025 (Daily), 4 March 2025 (Gazette), in Porto."


def test_one_side_of_a_conflict_owes_the_other_whatever_else_stands_beside_it(world: World) -> None:
    two_dates(world)
    said = page(world, "{{ meeting.conflicts[0].sides[0]['values'][0] }} in {{ meeting.place }}.")
    assert said == "3 March 2025 (Daily) or 4 March 2025 (Gazette) in Porto."


# --- languages, markings, lint ------------------------------------------------------------------------------------


def test_it_is_said_in_the_language_of_the_brief(world: World) -> None:
    claim(world)
    two_dates(world)
    template = "{% for c in meeting.claims %}{{ c }}{% endfor %}, {{ meeting.date }}"
    said = page(world, template, language="ru").replace("\u00a0", " ")
    assert said.startswith("prices would rise (заявляет A. Sample, minister), ")
    assert said.endswith("3 марта 2025 года (Daily) или 4 марта 2025 года (Gazette)")
    assert page(world, template, language="pt").startswith(f"prices would rise ({BY}), 3 de março de 2025 (Daily) or ")


@pytest.mark.parametrize("template", ["# A", "A", "**TLP:CLEAR**\n\n# A", "# A\n\n**TLP:CLEAR**"])
def test_the_marking_of_the_brief_stands_at_its_head_and_no_other(world: World, template: str) -> None:
    text = MarkdownWriter().write(world.brief(template, MEETING, marking="TLP:AMBER").document).decode()
    assert text.startswith("**TLP:AMBER**\n\n")
    assert text.count("TLP") == 1


DROPPED = "{{ meeting.date.plain }}\n\n{% for c in meeting.claims %}\n- {{ c.says }}\n{% endfor %}\n"


@pytest.mark.slow
def test_lint_names_the_line_that_drops_a_caveat(workspace: Scratch) -> None:
    workspace.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\n')
    workspace.write("templates/note/brief.md.j2", DROPPED + "{{ meeting.headcount }}\n")
    workspace.edit(LISBON, "date: {is: 2024-03-11,", "date: {is: 2024-03-11, inferred: day, why: it says so,")
    counted = "headcount: {is: about 40 delegates, according_to: example-secretariat, src: example-gazette}"
    workspace.edit(LISBON, "place: {", f"{counted}\nplace: {{")
    said = workspace.run("template", "check", "note", "-w", str(workspace.root))
    file, lost = "templates/note/brief.md.j2", "is printed without its caveat; added:"
    assert f"{file}:1:1: warning: 'date' {lost} day inferred" in said.out
    assert f"{file}:4:1: warning: 'says' {lost} according to the secretariat" in said.out
    assert "'headcount'" not in said.out  # printed as it is, with whom the source has it from


def test_a_new_note_in_a_fresh_workspace_prints_both_of_two_dates(workspace: Scratch) -> None:
    assert workspace.run("template", "new", "note", "--about", "meeting", "-w", str(workspace.root)).code == 0
    quote = 'quote: "held its seventh session in Lisbon on 11 March 2024"'
    both = f"date:\n  - {{is: 2024-03-11, {quote}}}\n  - {{is: 2024-03-12, {quote}}}"
    workspace.edit(LISBON, f"date: {{is: 2024-03-11, {quote}}}", both)
    made = workspace.run("note", "lisbon-2024", "-f", "md", "-w", str(workspace.root))
    assert made.code == 0, made
    assert "11 March 2024 (Example Gazette) or 12 March 2024 (Example Gazette)" in workspace.read(
        "out/note/lisbon-2024.md"
    )


def test_the_brief_about_a_contested_meeting_says_it_in_title_and_answer_and_where_others_come_in(world: World) -> None:
    world.say(MEETING, "venue", "Mill", "daily")
    world.contested[MEETING] = "another report has it elsewhere"
    template = "# {{ meeting.place }}\n\nIn {{ meeting.place }}.\n\n## More\n\nAt {{ meeting.venue }}.\n\n0"
    said = page(world, template)
    assert said == f"# Porto (contested)\n\nIn Porto ({CONTESTED}).\n\n## More\n\nAt Mill.\n\n0"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (  # a title about another one says nothing of this one
            "# {{ o.place }}\n\nIn {{ m.place }}.\n\n## More\n\nAt {{ m.venue }}.",
            f"# Lima ({CONTESTED})\n\nIn Porto ({CONTESTED}).\n\n## More\n\nAt Mill (contested).",
        ),
        (
            "# A\n\nIn {{ m.place }}. At {{ m.venue }}.\n\n## More\n\nAt {{ m.venue }}.",
            f"# A\n\nIn Porto ({CONTESTED}). At Mill.\n\n## More\n\nAt Mill (contested).",
        ),
        (  # said in title and answer, once more in a section that tells of others, too
            "# {{ m.place }}\n\nIn {{ m.place }}.\n\n## More\n\nAt {{ m.venue }}, not {{ o.place }}.\n\n"
            "On {{ m.date }}, not {{ o.date }}.\n\n## Most\n\nOn {{ m.date }}, not {{ o.date }}.",
            f"# Porto (contested)\n\nIn Porto ({CONTESTED}).\n\n## More\n\n"
            "At Mill (contested), not Lima (contested).\n\nOn 3 March 2025, not 4 March 2025 (contested).\n\n"
            "## Most\n\nOn 3 March 2025 (contested), not 4 March 2025 (contested).",
        ),
    ],
)
def test_title_and_answer_say_of_their_own_record_alone_that_it_is_contested(
    world: World, template: str, said: str
) -> None:
    world.say("series/s", "name", "the series", "daily")
    world.say("meeting/lima", "place", "Lima", "daily")
    for key, day in ((MEETING, 3), ("meeting/lima", 4)):
        world.say(key, "venue", "Mill", "daily")
        world.say(key, "date", f"2025-03-0{day}", "daily")
        world.say(key, "series", "series/s", "daily")
        world.contested[key] = "another report has it elsewhere"
    assert page(world, "{% set m = meeting %}{% set o = m.rest_of_series[0] %}" + template) == said


def test_a_number_says_how_many_are_contested_once_in_a_sentence(world: World) -> None:
    world.say("series/s", "name", "the series", "daily")
    for place in ("Lima", "Oslo"):
        key = f"meeting/{place.lower()}"
        world.say(key, "place", place, "daily")
        world.say(key, "series", "series/s", "daily")
    world.contested["meeting/oslo"] = "another report has it elsewhere"
    template = "{{ series.meetings|length }} and {{ series.meetings|count|in_words }}"
    assert page(world, template, "series/s") == "2 (one of them contested) and two (one of them contested)"
    template = "There were {{ series.meetings|length }} meetings of it. Then: {{ series.meetings|length }}"
    said = "There were 2 meetings of it (one of them contested). Then: 2 (one of them contested)"
    assert page(world, template, "series/s") == said
    template = "Of {{ series.meetings|length }} the first was in {{ series.meetings[0].place }}."
    assert page(world, template, "series/s") == "Of 2 (one of them contested) the first was in Lima."


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("It had {{ d|count|in_words }} points.", "It had three points (two of them contested)."),
        ("It had {{ d|take(1)|list|count|in_words }} point.", "It had one point (contested)."),
        (
            "It had {{ d|count|in_words }} points: {{ d[0] }} {{ d[2] }}",
            "It had three points: Stocks were low (contested). Rain fell (contested).",
        ),
        (
            "It had {{ d|count|in_words }} points: {{ d[0] }}",
            "It had three (two of them contested) points: Stocks were low (contested).",
        ),
        (
            "It had {{ d|count|in_words }} or {{ d|count }} points.",
            "It had three (two of them contested) or 3 (two of them contested) points.",
        ),
        ("It had {{ d|length }} points.", "It had 3 points (two of them contested)."),
        ("{{ d|length }}", "3 (two of them contested)"),
        ("{{ d|take(1)|length }}", "1 (one of them contested)"),
        ("## {{ d|count|in_words }} points.", "## three (two of them contested) points."),
        ("{{ d[1] }} {{ [d[1]]|count|in_words|capital }} point.", "Mills were shut. One point."),
        ("(In {{ d|count|in_words }})", "(In three; two of them contested)"),
    ],
)
def test_a_number_of_contested_points_says_how_many_unless_they_stand_beside_it(
    world: World, template: str, said: str
) -> None:
    for words, contested in (("Stocks were low.", "no"), ("Mills were shut.", ""), ("Rain fell.", "no")):
        world.say(MEETING, "discussion", words, "daily", contested={"": contested} if contested else {})
    assert page(world, "{% set d = meeting.discussion %}" + template) == said


def test_a_number_of_points_of_several_records_says_how_many_are_of_a_contested_one(world: World) -> None:
    world.say("series/s", "name", "the series", "daily")
    for place in ("lima", "oslo"):
        world.say(f"meeting/{place}", "discussion", f"Of {place}.", "daily")
        world.say(f"meeting/{place}", "series", "series/s", "daily")
    world.contested["meeting/lima"] = "another report has it elsewhere"
    points = "{% set m = series.meetings %}{% set d = [m[0].discussion[0], m[1].discussion[0]] %}"
    said = page(world, points + "It had {{ d|count|in_words }} points.", "series/s")
    assert said == "It had two points (one of them contested)."


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ n.named }} and {{ n.named }}.", "3 (one of them contested) and 3."),
        ("{{ n.named }}. {{ n.named }}.", "3 (one of them contested). 3 (one of them contested)."),
        ("Of {{ n.listed }}.", "Of 2."),
        ("(In {{ n.named }})", "(In 3; one of them contested)"),
    ],
)
def test_a_tally_says_once_in_a_sentence_how_many_meetings_are_contested(
    world: World, template: str, said: str
) -> None:
    world.say("country/brazil", "code", "BR")
    for place, status in (("lima", "listed"), ("oslo", "listed"), ("rome", "present")):
        qualifiers = listing(status) if status == "listed" else {"status": status}
        world.say(f"meeting/{place}", "attendance", "country/brazil", "daily", qualifiers=qualifiers)
    world.contested["meeting/rome"] = "another report has it elsewhere"
    assert page(world, "{% set n = country.tally %}" + template, "country/brazil") == said


def test_a_party_that_another_list_has_uncontested_is_counted_as_such(world: World) -> None:
    world.say("country/brazil", "code", "BR")
    for number, why in enumerate(({"": "no"}, {})):
        qualifiers = {**listing("listed"), "list": number}
        world.say(MEETING, "attendance", "country/brazil", "daily", qualifiers=qualifiers, contested=why)
    assert page(world, "{{ meeting.attendance|count|in_words }} came.") == "two came."
    assert page(world, "{{ [meeting.attendance[0]]|count|in_words }} came.") == "one came (contested)."


def test_of_a_contested_list_the_absent_are_counted_too(world: World) -> None:
    four_parties(world)
    world.contested[MEETING] = "another report has it elsewhere"
    said = f"three ({CONTESTED}) came (one of them absent).\n\n## three (one of them absent; contested)"
    number = "{{ meeting.attendance|count|in_words }}"
    assert page(world, f"{number} came.\n\n## {number}") == said


def listing(status: str) -> dict[str, object]:
    return {"list": 0 if status == "listed" else 1, "status": status, "scope": "unknown"}


@pytest.mark.parametrize("status", ["absent", "declined", "announced"])
@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% for p in meeting.attendance %}{{ p }}, {% endfor %}", "Brazil, Peru ({status}),"),
        ("{{ meeting.attendance|the|listing }}.", "Brazil and Peru ({status})."),
        ("{% for p in meeting.attendance %}\n- {{ p.record }}\n{% endfor %}", "- Brazil\n- Peru ({status})"),
        ("{{ meeting.attendance|length }} came.", "2 came (one of them {status})."),
        ("{{ meeting.attendance|count|in_words }} came.", "two came (one of them {status})."),
        ("{{ meeting.attendance[1] }} was {{ meeting.attendance[1].status }}.", "Peru was {status}."),
        ("{% for r in meeting.participation %}{{ r.party }}; {% endfor %}", "Brazil; Peru ({status});"),
        (
            "{% for r in meeting.participation %}{{ r.party }}: {{ r.party.caveat }}; {% endfor %}",
            "Brazil: ; Peru: {status};",
        ),
    ],
)
def test_who_is_on_a_list_as_absent_is_never_named_as_taking_part(
    world: World, template: str, said: str, status: str
) -> None:
    for key, code in (("country/brazil", "BR"), ("country/peru", "PE")):
        world.say(key, "code", code)
    world.say(MEETING, "attendance", "country/brazil", "daily", qualifiers=listing("listed"))
    world.say(MEETING, "attendance", "country/peru", "daily", qualifiers=listing(status))
    assert page(world, template) == said.replace("{status}", status)


def test_a_meeting_that_does_not_list_a_country_is_not_named_as_one_it_was_at(world: World) -> None:
    for key, code in (("country/brazil", "BR"), ("country/peru", "PE")):
        world.say(key, "code", code)
    world.say(MEETING, "attendance", "country/peru", "daily", qualifiers=listing("listed"))
    world.say("meeting/lima", "place", "Lima", "daily")
    world.say("meeting/lima", "attendance", "country/brazil", "daily", qualifiers=listing("listed"))
    world.say("series/forum", "name", "Forum", "daily")
    for meeting in (MEETING, "meeting/lima"):  # of one series: others concern those alone that took part
        world.say(meeting, "series", "series/forum", "daily")
    template = "{% for row in country.meetings %}{{ row.meeting }}; {% endfor %}"
    assert page(world, template, "country/brazil") == "lima; porto (not listed);"
    row = "| {{ r.meeting }} | {{ r.status }} |"
    template = f"| At | How |\n| --- | --- |\n{{% for r in country.meetings %}}\n{row}\n{{% endfor %}}"
    assert page(world, template, "country/brazil").splitlines()[2:] == ["| lima | listed |", "| porto | not listed |"]


def test_a_judgement_says_how_likely_it_is_held_to_be(world: World) -> None:
    key = "assessment/again"
    world.say(key, "text", "It will meet again.", origin=Origin.JUDGED)
    world.say(key, "likelihood", "unlikely", origin=Origin.JUDGED)
    world.say(key, "about", MEETING, origin=Origin.JUDGED)
    world.say(key, "reviewed", "2026-01-01", origin=Origin.JUDGED)
    each = "{% for a in meeting.assessments %}%s{% endfor %}"
    assert page(world, each.replace("%s", "{{ a.text }}")) == ("It will meet again (judgement of the desk: unlikely).")
    heading = "## Judgement of the desk\n\n"
    assert page(world, heading + each.replace("%s", "{{ a.text }}")) == heading + "It will meet again (unlikely)."
    both = page(world, heading + each.replace("%s", "**{{ a.likelihood|capital }}:** {{ a.text }}"))
    assert both == heading + "**Unlikely:** It will meet again."


def test_what_rests_on_no_fact_is_not_ascribed_to_the_source_of_a_list(world: World) -> None:
    world.say(MEETING, "discussion", "Stocks were low.", "rumour")
    world.say(MEETING, "discussion", "Prices were high.", "rumour")
    each = "{% for d in meeting.discussion %}\n- {{ d }}\n{% endfor %}"
    assert page(world, each) == "According to Rumour alone:\n\n- Stocks were low.\n- Prices were high."
    said = page(world, each + "- We think so, too.\n")
    assert said == (
        "- Stocks were low (according to Rumour alone).\n- Prices were high (Rumour alone).\n- We think so, too."
    )


def test_a_number_of_what_one_contested_record_states_says_that_the_record_is_contested(world: World) -> None:
    for words in ("Stocks were low.", "Mills were shut."):
        world.say(MEETING, "discussion", words, "daily")
    world.contested[MEETING] = "another report has it elsewhere"
    template = "It had {{ meeting.discussion|count|in_words }} points. It met in {{ meeting.place }}."
    assert page(world, template) == f"It had two ({CONTESTED}) points. It met in Porto."


@pytest.mark.slow
def test_the_starter_s_briefs_lose_no_caveat(workspace: Scratch) -> None:
    said = workspace.run("template", "check", "-w", str(workspace.root))
    assert (said.code, "caveat-added" in said.out) == (0, False)


@pytest.mark.slow
def test_the_shipped_briefs_lose_no_caveat() -> None:
    said = Scratch(REPOSITORY).run("template", "check", "-w", str(REPOSITORY))
    assert (said.code, "caveat-added" in said.out) == (0, False)


def test_a_post_says_of_whom_it_is(world: World) -> None:
    world.say("organisation/institute", "name", "Institute of Mills", "daily")
    world.say("organisation/institute", "article", "the")
    world.say("country/us", "code", "US")
    world.say(PERSON, "name", "A. Sample", "daily")
    world.say(PERSON, "posts", "President", "daily", qualifiers={"organisation": "organisation/institute"})
    world.say(PERSON, "posts", "Head of Mills", "daily", qualifiers={"organisation": "organisation/institute"})
    world.say(PERSON, "posts", "envoy", "daily", qualifiers={"country": "country/us"})
    world.say("country/ru", "code", "RU")
    world.say(PERSON, "posts", "Russian press secretary", "daily", qualifiers={"country": "country/ru"})
    said = page(world, "{% for p in person.posts %}{{ p }}; {% endfor %}", PERSON)
    assert said == (
        "President of the Institute of Mills; Head of Mills; envoy of United States; Russian press secretary;"
    )


TOLD = "(according to A. Sample)"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("It met in {{ meeting.place }}. Again: {{ meeting.place }}.", f"It met in Porto {TOLD}. Again: Porto."),
        ("{{ meeting.place }}, {{ meeting.date }}: {{ meeting.venue }}", f"Porto, 3 March 2025 {TOLD}: Mill"),
        ("{{ meeting.venue }} in {{ meeting.place }}: {{ meeting.people[0] }}", f"Mill in Porto: B. Other {TOLD}"),
        ("{{ meeting.place }}: {{ meeting.people|length }} came", f"Porto {TOLD}: 1 came"),
        ("According to A. Sample, it met in {{ meeting.place }}.", "According to A. Sample, it met in Porto."),
        ("# {{ meeting.place }}\n\nIn {{ meeting.place }}.", f"# Porto\n\nIn Porto {TOLD}."),
        ("# {{ meeting.place }}\n\nAt {{ meeting.venue }}.", f"# Porto {TOLD}\n\nAt Mill."),
        (
            "|a|b|\n|---|---|\n|{{ meeting.place }}|{{ meeting.date }}|\n|{{ meeting.venue }}|{{ meeting.people[0] }}|",
            f"| a | b |\n| --- | --- |\n| Porto {TOLD} | 3 March 2025 |\n| Mill | B. Other {TOLD} |",
        ),
        ("|a|b|\n|---|---|\n|{{ meeting.place }}|x {{ TOLD }}|".replace("{{ TOLD }}", TOLD), f"| Porto | x {TOLD} |"),
    ],
)
def test_on_whose_word_a_value_is_the_page_says_once_wherever_it_is_printed(
    world: World, template: str, said: str
) -> None:
    world.statements[MEETING].clear()
    for name, value in (("place", "Porto"), ("date", "2025-03-03"), ("people", "person/other")):
        world.say(MEETING, name, value, "daily", speakers=(PERSON,))
    world.say(MEETING, "venue", "Mill", "daily")
    for key, name in ((PERSON, "A. Sample"), ("person/other", "B. Other")):
        world.say(key, "name", name, "daily")
    assert said in page(world, template)


def test_a_reading_of_the_desk_is_according_to_nobody(world: World) -> None:
    claim(world)
    reading = {"origin": Origin.INFERRED, "inferred": "all", "speakers": (PERSON,)}
    world.say(MEETING, "discussion", "Stocks were low.", "rumour", **reading)
    world.say(MEETING, "venue", "Mill", "rumour", origin=Origin.INFERRED, inferred="venue")
    assert page(world, "{{ meeting.discussion[0] }}\n\n{{ meeting.venue }}") == (
        "Stocks were low (the desk’s reading).\n\nMill (venue inferred)"
    )


def test_a_note_of_a_word_template_says_what_its_words_owe(world: World) -> None:
    world.say(MEETING, "date", "2025-03-03", "daily", origin=Origin.INFERRED, inferred="year")
    document = new_document()
    document.add_paragraph("Said").add_run("{note 1}")
    data = with_notes(saved(document), "See {{ meeting.date }}.")
    made = world.brief("", MEETING, word=data).document
    assert "See 3 March 2025 (year inferred)." in [plain_text(note.content) for note in made.notes]
    assert len(made.notes) == 2
