"""What is new since an earlier version: found from snapshots, and said in sentences with notes."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from briefgen.briefs.assemble import Brief
from briefgen.briefs.derived.derived_fields import find
from briefgen.briefs.issue import Issuing, news_view
from briefgen.briefs.news import Dispute, Fact, News, Snapshot, Sort, find_news, take_snapshot
from briefgen.citations.evidence import Evidences
from briefgen.citations.resolve import resolve
from briefgen.issues.redlining import reasons
from briefgen.production.assembling import assemble
from briefgen.readers.markdown.reader import read_markdown
from briefgen.rendering.catalogue import Translation, find_catalogue
from briefgen.rendering.environment import Environment
from briefgen.rendering.render import render
from briefgen.rendering.scope import Scope
from briefgen.revisions.compare import compare
from briefgen.revisions.wordwise import Change
from briefgen.workspace.workspace import Workspace
from briefgen.writers.markdown import MarkdownWriter
from tests.workspaces import MEETING, Scratch, open_workspace

DATE, OTHER_DATE = (Fact(f"m/date/{n}", "meeting/a", "date", f"{n} March") for n in (1, 2))
POINT, OTHER_POINT, REWORDED = (
    Fact(f"m/outcomes/{n}", "meeting/a", "outcomes", words, (), False)
    for n, words in enumerate(("A treaty was signed.", "The next session is in May.", "A new treaty was signed."))
)
LISTED, ABSENT = (
    Fact("m/attendance/x", "meeting/a", "attendance", "X", (), False, "", (("status", status),))
    for status in ("listed", "absent")
)
SOURCE_DAY = Fact("source/new/published/1", "source/new", "published", "6 March", (), True, "Gazette")
SPEAKER, SAYS = (
    Fact(f"claim/new/{name}/1", "claim/new", name, words)
    for name, words in (("said_by", "Ana"), ("says", "all is well"))
)
SECOND = Issuing(since=2, day="2024-05-02")
OPEN = Dispute("value-a-date", ("meeting/a",), "date", "open", ("1 March", "2 March"))
EXPLAINED = replace(OPEN, status="explained")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (Snapshot((DATE,)), Snapshot((DATE,)), []),
        (Snapshot(), Snapshot((DATE,)), [(Sort.ADDED, [], [DATE])]),
        (Snapshot((DATE,)), Snapshot((OTHER_DATE,)), [(Sort.CHANGED, [DATE], [OTHER_DATE])]),
        # the day of a source, and who makes a new claim, are told with what is new
        (Snapshot(), Snapshot((SOURCE_DAY, SPEAKER, SAYS)), [(Sort.ADDED, [], [SAYS])]),
        (Snapshot((DATE,)), Snapshot((DATE, OTHER_DATE)), [(Sort.ADDED, [], [OTHER_DATE])]),
        (Snapshot((DATE,)), Snapshot(), [(Sort.WITHDRAWN, [DATE], [])]),
        # several values may stand: one does not take the place of another
        (
            Snapshot((POINT,)),
            Snapshot((OTHER_POINT,)),
            [(Sort.ADDED, [], [OTHER_POINT]), (Sort.WITHDRAWN, [POINT], [])],
        ),
        # but one may be another in new words, and then both are told together
        (
            Snapshot((POINT,)),
            Snapshot((OTHER_POINT, REWORDED)),
            [(Sort.ADDED, [], [OTHER_POINT]), (Sort.CHANGED, [POINT], [REWORDED])],
        ),
        # what qualifies a value counts, where it is known
        (Snapshot((LISTED,)), Snapshot((ABSENT,)), [(Sort.CHANGED, [LISTED], [ABSENT])]),
        (Snapshot((replace(LISTED, details=None),)), Snapshot((ABSENT,)), []),
        (Snapshot(disputes=()), Snapshot(disputes=(OPEN,)), [(Sort.CONTESTED, [], [])]),
        (Snapshot(disputes=(EXPLAINED,)), Snapshot(disputes=(OPEN,)), [(Sort.CONTESTED, [], [])]),
        (Snapshot(disputes=(OPEN,)), Snapshot(disputes=(EXPLAINED,)), [(Sort.RESOLVED, [], [])]),
        (Snapshot(disputes=(OPEN,)), Snapshot(), [(Sort.RESOLVED, [], [])]),
        (Snapshot(disputes=(OPEN,)), Snapshot(disputes=(OPEN,)), []),
        (Snapshot(disputes=()), Snapshot(disputes=(EXPLAINED,)), []),
    ],
)
def test_news_are_added_changed_contested_resolved_and_withdrawn(
    old: Snapshot, new: Snapshot, expected: list[object]
) -> None:
    assert [(n.sort, list(n.was), list(n.now)) for n in find_news(old, new)] == expected


def test_another_explanation_of_a_conflict_is_news_and_the_reason_for_its_change() -> None:
    before, after = (replace(OPEN, said=words) for words in ("One is a slip.", "One must be a slip."))
    (news,) = find_news(Snapshot(disputes=(before,)), Snapshot(disputes=(after,)))
    assert (news.sort, news.was[0].words, news.now[0].words) == (Sort.CHANGED, before.said, after.said)
    why = reasons(Snapshot(disputes=(before,)), (), Snapshot(disputes=(after,)), ())
    assert why(Change(1, before.said, after.said)) == f"meeting/a, date: {before.said} → {after.said}"
    assert find_news(Snapshot(disputes=(OPEN,)), Snapshot(disputes=(after,))) == ()  # what was said then is not known


def test_a_new_citation_is_no_news() -> None:
    assert find_news(Snapshot((DATE,)), Snapshot((replace(DATE, sources=("one", "two")),))) == ()


def test_a_snapshot_comes_back_from_json() -> None:
    snapshot = Snapshot((DATE, LISTED, replace(POINT, sources=("s",))), (OPEN,))
    assert Snapshot.from_json(json.loads(json.dumps(snapshot.as_json()))) == snapshot


def opened(workspace: Scratch) -> Workspace:
    return open_workspace(workspace.root)


def scope(at: Workspace, language: str) -> tuple[Scope, Environment]:
    environment = Environment(at.home.template_folders)
    locale = at.locale(language)
    catalogue = find_catalogue(environment.folders, locale)[0]
    locale = replace(locale, phrases=catalogue.phrases)
    return Scope(at.facts.base, locale, find(at.disputes), Translation(locale, catalogue)), environment


def brief_and_snapshot(workspace: Scratch) -> tuple[Brief, Snapshot]:
    at = opened(workspace)
    brief = assemble(at, at.kind("meeting")[0], "meeting/lisbon-2024")
    return brief, take_snapshot(scope(at, "en-GB")[0], brief.resolved.statements, brief.conflicts)


def said(workspace: Scratch, found: tuple[News, ...], language: str = "en-GB") -> str:
    """What the part prints of the news, with its notes, in Markdown."""
    workspace.write("templates/note/brief.md.j2", '{% include "_parts/news.md.j2" %}')
    at = opened(workspace)
    told, environment = scope(at, language)
    text = render(
        environment,
        "note/brief.md.j2",
        told,
        {"brief": {"news": news_view(told, found, SECOND, "meeting/lisbon-2024")}},
    )
    document, problems = read_markdown(text, marks=told.marks)
    assert problems == []
    assert list(told.translation.diagnostics()) == []
    return MarkdownWriter().write(resolve(document, Evidences(at.facts.base, told.locale)).document).decode()


def test_what_editors_did_is_told_in_sentences_with_notes(workspace: Scratch) -> None:
    _, before = brief_and_snapshot(workspace)
    workspace.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
    workspace.edit(
        MEETING, "  - is: Participants discussed stocks of green coffee.\n", "  - is: Stocks were discussed.\n"
    )
    _, after = brief_and_snapshot(workspace)
    text = said(workspace, find_news(before, after))
    body, _, notes = text.partition("\n\n[^1]: ")
    assert body.splitlines() == [
        "## What is new since issue 2",
        "",
        "- **Changed** (date): 12 March 2024; issue 2 had: 11 March 2024.[^1][^2]",
        "- **New** (discussion): Stocks were discussed.[^3]",
        "- **Withdrawn** (discussion): Participants discussed stocks of green coffee.[^2]",
    ]
    assert "held its seventh session in Lisbon on 11 March 2024" in notes
    assert "[^2]: Issue 2 of this brief, 2 May 2024.\n" in notes


@pytest.mark.slow
def test_a_question_that_is_settled_is_told_as_one(workspace: Scratch) -> None:
    _, before = brief_and_snapshot(workspace)
    facts = (workspace.root / MEETING).read_text("utf-8")
    gaps = facts.index("gaps:")
    workspace.write(MEETING, facts[:gaps].encode())
    _, after = brief_and_snapshot(workspace)
    text = said(workspace, find_news(before, after))
    workspace.write(MEETING, facts.replace("Who chaired the session?", "Who was in the chair?").encode())
    _, anew = brief_and_snapshot(workspace)
    asked_anew = "- **Question put anew:** Who was in the chair?[^1] Issue 2 asked: Who chaired the session?[^2]\n"
    assert asked_anew in said(workspace, find_news(before, anew))
    workspace.write(MEETING, facts.encode())
    assert re.search(r"- \*\*No longer asked:\*\* [A-Z][^.]*\?\[\^1\]\n", text)
    assert re.search(r"- \*\*New question:\*\* [A-Z][^.]*\?\[\^1\]\n", said(workspace, find_news(after, before)))


def test_a_detail_that_changed_is_named(workspace: Scratch) -> None:
    _, before = brief_and_snapshot(workspace)
    workspace.edit(MEETING, "status: listed", "status: absent")
    _, after = brief_and_snapshot(workspace)
    text = said(workspace, find_news(before, after))
    assert re.search(r"- \*\*Changed\*\* \(attendance\): \w+ \(absent\); issue 2 had: \w+ \(listed\)\.\[", text)


def test_nothing_new_prints_nothing(workspace: Scratch) -> None:
    _, same = brief_and_snapshot(workspace)
    assert said(workspace, find_news(same, same)) == ""


def test_disputes_are_told_and_so_is_russian(workspace: Scratch) -> None:
    dispute = Dispute("value-lisbon-2024-date", ("meeting/lisbon-2024",), "date", "open", ("11 March", "12 March"))
    came, went = (
        find_news(Snapshot(), Snapshot(disputes=(dispute,))),
        find_news(Snapshot(disputes=(dispute,)), Snapshot()),
    )
    text = said(workspace, (*came, *went))
    assert "- **Newly contested** (date): 11 March; 12 March." in text
    assert "- **No longer contested** (date); issue 2 had: 11 March; 12 March.[^1]" in text
    russian = said(workspace, (*came, *went), "ru")
    assert "## Что нового после выпуска 2" in russian
    assert "**Стало оспариваться** (дата): 11 March; 12 March." in russian


def test_what_was_deprecated_says_why_and_keeps_its_note(workspace: Scratch) -> None:
    _, before = brief_and_snapshot(workspace)
    workspace.edit(
        MEETING,
        'place: {is: Lisbon, quote: "held its seventh session in Lisbon on 11 March 2024"}',
        "place: {is: Lisbon, rank: deprecated, why: the desk misread the source, "
        'quote: "held its seventh session in Lisbon on 11 March 2024"}',
    )
    _, after = brief_and_snapshot(workspace)
    text = said(workspace, find_news(before, after))
    assert "(place): Lisbon.[^2][^3] The desk misread the source.[^2]" in text


def test_that_a_value_of_an_issue_was_inferred_is_said_once(workspace: Scratch) -> None:
    stated = 'date: {is: 2024-03-11, quote: "held its seventh session in Lisbon on 11 March 2024"}'
    guessed = "{is: 2024-03, inferred: all, why: The page says this month.}"
    workspace.edit(MEETING, stated, f"date: {guessed}")
    assert workspace.run("issue", "meeting", "lisbon-2024", "-w", str(workspace.root)).code == 0
    workspace.edit(MEETING, f"date: {guessed}", f"date:\n  - {guessed}\n  - {stated.removeprefix('date: ')}")
    assert "**Changed** (date): 11 March 2024; issue 1 had: March 2024 (inferred).[^" in workspace.brief()


def test_a_change_of_the_text_is_explained_by_the_facts_that_changed(workspace: Scratch) -> None:
    old, before = brief_and_snapshot(workspace)
    workspace.edit(MEETING, "date: {is: 2024-03-11,", "date: {is: 2024-03-12,")
    workspace.edit(MEETING, "exchange crop figures every quarter.\n", "exchange crop figures each quarter.\n")
    new, after = brief_and_snapshot(workspace)
    why = reasons(before, old.resolved.sentences, after, new.resolved.sentences)
    said = {change.new: why(change) for change in compare(old.document, new.document).changes}
    date = "meeting/lisbon-2024, date: 11 March 2024 → 12 March 2024"
    title = next(words for sentence, words in said.items() if sentence.startswith("Lisbon, 12 March 2024"))
    assert title == date
    answer = next(words for sentence, words in said.items() if "each quarter" in sentence)
    assert answer.splitlines() == [
        "meeting/lisbon-2024, outcomes: Participants agreed to exchange crop figures every quarter. → "
        "Participants agreed to exchange crop figures each quarter.",
    ]


def test_words_that_changed_without_a_fact_have_no_reason() -> None:
    why = reasons(Snapshot((DATE,)), (), Snapshot((DATE,)), ())
    assert why(Change(1, "It met on 1 March.", "It took place on 1 March.")) == ""
