"""Two minutes: five questions that a reader has, of each shipped brief, answered above its first section.

What the answer is, is taken from the facts here, not from the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from briefgen.briefs.assemble import Brief
from briefgen.document.nodes import Heading
from briefgen.document.walk import block_text
from briefgen.facts.factbase import in_language
from briefgen.language.in_words import date_in_words
from briefgen.language.phrases import number_in_words
from briefgen.model.dates import parse_date
from briefgen.model.statement import Record
from briefgen.query import about, parties
from tests.briefs.test_shipped import briefs, made, opened
from tests.examples import first_of_each


def front(brief: Brief) -> str:
    """What stands above the first section, in one row."""
    blocks = brief.document.blocks
    ends = [n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.level > 1]
    return "\n".join(block_text(block) for block in blocks[: ends[0] if ends else None])


def text(value: object) -> str:
    return in_language(value, "en-GB") if isinstance(value, dict) else str(value)


def label(key: str) -> str:
    record = opened().facts.base.record(key)
    codes = record.values("code") if record is not None and record.kind == "country" else ()
    locale = opened().locale("en-GB")
    return locale.territory(codes[0].value) if codes else opened().facts.base.label(key, "en-GB")


def place(meeting: Record) -> str:
    return text(meeting.values("place")[0].value)


def day(meeting: Record) -> str:
    """The date as far as it is sure."""
    return date_in_words(opened().locale("en-GB"), parse_date(meeting.values("date")[0].value)).partition(" (")[0]


def ranked(records: tuple[Record, ...]) -> list[Record]:
    return sorted((r for r in records if r.values("key")), key=about.rank_of)


def questions(found: tuple[Record, ...]) -> list[str]:
    return [text(gap.values("question")[0].value) for gap in found]


def of_meeting(meeting: Record) -> Iterator[tuple[str, list[str]]]:
    base = opened().facts.base
    yield "where and when", [place(meeting), day(meeting)]
    yield "who took part", [label(str(s.value)) for s in meeting.values("attendance")] or ["No list of participants"]
    decided = [
        text(s.value) for s in meeting.values("outcomes") if s.qualifiers.get("function") in ("agreement", "decision")
    ]
    documents = [base.record(str(s.value)) for s in meeting.values("documents")]
    signed = [d for d in documents if d is not None and any(s.value == "signed" for s in d.values("status"))]
    yield "what was decided", decided or [str(d.values("type")[0].value) for d in signed] or ["No decision"]
    speakers = [s for claim in ranked(about.claims_at(base, meeting.key)) for s in claim.values("said_by")]
    yield "what is alleged, and by whom", [label(str(s.value)) for s in speakers]
    asked = [g for g in base.of_kind("gap") if any(s.value == meeting.key for s in g.values("about"))]
    first = ranked(tuple(g for g in asked if g.values("key")))
    yield "what is not known", questions(tuple(first[:1]))


def of_country(country: Record) -> Iterator[tuple[str, list[str]]]:
    base, locale = opened().facts.base, opened().locale("en-GB")
    found = parties.appearances(base, country.key)
    sure = sum(a.status == "listed" and not a.meeting.contested for a in found)
    yield "at how many meetings it is listed", [number_in_words(locale, sure)] if sure else []
    yield "what took place in it", [place(a.meeting) for a in found if a.place]
    people = {str(s.value) for a in found for s in a.people}
    chairs = {str(s.value) for a in found if a.place for s in a.meeting.values("chair")}
    yield "who acted for it", sorted(map(label, people | chairs))
    voices = {str(s.value) for c in parties.claims_by(base, country.key) for s in c.values("said_by")}
    many = [f"by {number_in_words(locale, len(voices))}"]
    yield "whether it spoke", (sorted(map(label, voices)) if len(voices) < 4 else many) or ["of its own is on record"]
    yield (
        "how many meetings there are",
        [number_in_words(locale, sum(not a.meeting.contested for a in found)).capitalize()]
        if found
        else ["No meeting on record names"],
    )


@pytest.mark.parametrize(("kind", "key"), first_of_each(briefs()), ids=str)
def test_the_front_answers_what_a_reader_asks(kind: str, key: str) -> None:
    record = opened().facts.base.record(key) if "/" in key else None
    of = {"meeting": of_meeting, "country": of_country, "theme": of_theme}.get(kind)
    if of is None or record is None:
        return
    page = front(made(kind, key))
    asked = list(of(record))
    assert len(asked) == 5
    for question, answers in asked:
        missing = [answer for answer in answers if answer not in page]
        assert missing == [], (question, page)


@pytest.mark.parametrize(("kind", "key"), first_of_each(briefs()), ids=str)
def test_a_question_of_a_country_or_theme_stands_behind_the_meeting_that_it_is_about(kind: str, key: str) -> None:
    if kind not in ("country", "theme"):
        return
    page = front(made(kind, key)).partition("Not known.")[2]
    places = "|".join(place(m) for m in opened().facts.base.of_kind("meeting"))
    for gap in opened().facts.base.of_kind("gap"):
        about = [r for s in gap.values("about") if (r := opened().facts.base.record(str(s.value))) is not None]
        meetings = [r for r in about if r.kind == "meeting"]
        before, asked, _ = page.partition(text(gap.values("question")[0].value))
        if asked and meetings:
            heads = re.findall(rf"(?:^|\?) ({places})(?: \([^?]*\))?(?:, [^?:]*)?: ", before)  # once for several
            assert heads[-1:] == [place(meetings[0])], page


def of_theme(theme: Record) -> Iterator[tuple[str, list[str]]]:
    base = opened().facts.base
    mine = {s.subject for s in base.referring(theme.key) if s.kind == "claim" and s.property == "themes"}
    dealt = [
        m
        for m in base.of_kind("meeting")
        if any(
            theme.key in s.qualifiers.get("themes", ())
            for name in ("purpose", "agenda", "discussion", "outcomes")
            for s in m.values(name)
        )
    ]
    yield "where it was dealt with", [place(m) for m in dealt] or ["No meeting on record"]
    yield "when", [day(m) for m in dealt]
    agreed = any(
        s.qualifiers.get("function") in ("agreement", "decision", None)
        for m in dealt
        for s in m.values("outcomes")
        if theme.key in s.qualifiers.get("themes", ())
    )
    yield "whether anything was decided", [] if agreed or not dealt else ["No decision on it is on record"]
    claims = ranked(tuple(r for k in mine if (r := base.record(k)) is not None))
    yield "who makes the gravest claim", [label(str(s.value)) for c in claims[:1] for s in c.values("said_by")]
    contested = ["contested"] if any(m.contested for m in dealt) else []
    yield "what rests on a contested meeting", contested
