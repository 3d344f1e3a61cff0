"""Briefs on facts of other fields: many and long ones, which are not said twice, and a board, which has no states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from string import Template

import pytest

from tests.workspaces import Scratch

SESSIONS = range(1, 5)
PLACES = (("Lisbon", "portugal"), ("Addis Ababa", "ethiopia"), ("Brasília", "brazil"), ("Bogotá", "colombia"))
STATES = ("portugal", "ethiopia", "brazil", "colombia")
VICTIMS = ("hospitals", "ports", "town halls", "water works", "universities", "insurers", "banks", "schools")
SPEAKERS = ("ana", "abel", "insurers", "agency", "secretariat")

TOLD = (
    "Ministers compared how $victim had been hit since they last met and how long each had needed to work again.",
    "Delegates went through a list of $victim that had paid within a day and asked why nobody had learnt of it.",
    "The working group heard that $victim lacked the staff and the contracts to refuse a demand made at night.",
)
CAME = (
    ("call", "Delegates called for a common form on which $victim would report an attack, with the sum demanded."),
    ("agreement", "Ministers agreed to keep a shared register of keys with which $victim could open their files."),
    ("commitment", "Participants undertook to publish once a year how many $victim had paid, and what came of it."),
)
SAID = (
    "groups sheltered by a neighbouring state had taken part in the attacks on $victim",
    "payments had fallen by half since the register was opened for $victim",
    "premiums would rise by a third unless reporting was made a duty of $victim",
    "the tools used had been sold openly for years to those who extort $victim",
    "eleven states had not answered the questionnaire about $victim",
)


def records() -> Iterator[tuple[str, str]]:
    yield "themes/ransomware", "label: extortion software\n"
    yield "series/summit", "src: wire-1\nname: Example Summit on Extortion Software\ntype: conference\n"
    for body, name in (("insurers", "Association of Insurers"), ("agency", "Agency for Network Defence")):
        yield f"organisations/{body}", f"src: wire-1\nname: Example {name}\narticle: the\n"
    yield "organisations/secretariat", "src: wire-1\nname: secretariat of the Example Summit\narticle: the\n"
    for person, post, country in (
        ("ana", "Minister of Digital Affairs of Portugal", "portugal"),
        ("abel", "Director of the national computer emergency team of Ethiopia", "ethiopia"),
    ):
        of = f"country: {country}"
        yield f"persons/{person}", f"src: wire-1\nname: {person.title()} Example\nposts: [{{is: {post}, {of}}}]\n{of}\n"
    for n in SESSIONS:
        yield from session(n)


def session(n: int) -> Iterator[tuple[str, str]]:
    place, country = PLACES[n - 1]
    yield (
        f"sources/wire-{n}",
        f"type: news-report\nlabel: Example Wire {n}\ndescriptor: report on session {n}\nlanguage: en\n"
        f"published: 202{n}-05-12\nretrieved: 2025-06-01\nreliability: {'CDBF'[n - 1]}\n"
        "quality: It relays the secretariat of the summit and names few delegates of the many that came.\n",
    )
    lines = [
        f"src: wire-{n}\nseries: summit\nordinal: {n}\ndate: 202{n}-05-11\nplace: {place}",
        f"country: {{is: {country}, register: place register}}\nchair: {SPEAKERS[n % 2]}\nattendance:",
        "  - {status: listed, scope: unknown, parties: [portugal, ethiopia, brazil]}",
        "  - {status: present, scope: unknown, parties: [colombia]}",
        "discussion:",
    ]
    for k in range(9):
        about = f"about: [{STATES[k % 4]}]"
        lines.append(f'  - {{is: "{filled(TOLD[k % 3], n + k)}", themes: ransomware, {about}, key: {k + 1}}}')
    lines.append("outcomes:")
    for k in range(6):
        does, text = CAME[k % 3]
        lines.append(f'  - {{is: "{filled(text, n + k)}", function: {does}, themes: ransomware, key: {k + 1}}}')
    lines.append(f"documents: [statement-{n}, plan-{n}]\nclaims:")
    for k, (speaker, text) in enumerate(zip(SPEAKERS, SAID, strict=True)):
        about = f"about: [{STATES[(n + k) % 4]}], themes: ransomware, key: {k + 1}"
        claim = f'at: session-{n}, said_by: {speaker}, says: "{filled(text, n + k)}", mode: reported, {about}'
        lines.append(f"  - {{id: claim-{n}-{k}, {claim}}}")
    lines.append("gaps:")
    for k, text in enumerate(("Which delegations refused the ban, and why?", "Who pays for the register, from when?")):
        lines.append(f'  - {{id: gap-{n}-{k}, question: "{text}", looked_in: wire-{n}, closes: its minutes}}')
    yield f"meetings/session-{n}", "\n".join(lines) + "\n"
    for kind, status in (("statement", "signed"), ("plan", "adopted")):
        title = f"{kind.title()} of session {n} of the Example Summit on the duty to report attacks"
        head = f"src: wire-{n}\ntitle: {title}\ntype: {kind}\nstatus: {status}\nparties: [portugal, brazil]\npoints:\n"
        points = (f"The {kind} of session {n} condemns attacks on {v} and all who depend on them." for v in VICTIMS)
        yield f"documents/{kind}-{n}", head + "".join(f'  - {{is: "{p}", themes: ransomware}}\n' for p in points)


def filled(text: str, n: int) -> str:
    return Template(text).substitute(victim=VICTIMS[n % len(VICTIMS)])


def body(workspace: Scratch, kind: str, name: str) -> str:
    text = re.split(r"^\[\^", workspace.page(kind, name), maxsplit=1, flags=re.MULTILINE)[0]
    return re.sub(r"\[\^[^\]]+\]", "", text)


@pytest.fixture
def summit(workspace: Scratch) -> Scratch:
    for name, text in records():
        workspace.write(f"facts/{name}.yaml", text)
    return workspace


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "names", "most"),
    [
        ("meeting", [f"session-{n}" for n in SESSIONS], 600),
        ("country", STATES, 500),
        ("theme", ["ransomware"], 900),
    ],
)
def test_briefs_keep_within_their_words_and_say_nothing_twice(
    summit: Scratch, kind: str, names: list[str], most: int
) -> None:
    for name in names:
        whole = body(summit, kind, name)
        assert len(re.findall(r"\w[\w’'-]*", whole)) <= most, name
        text = whole.split("\n## Sources")[0]
        said = Counter(s.strip() for s in re.split(r"(?<=[.!?])\s+|\||\n", text) if len(s.split()) > 6)
        assert [s for s, times in said.items() if times > 1] == [], name


def test_who_speaks_on_several_days_is_introduced_once(summit: Scratch) -> None:
    text = body(summit, "theme", "ransomware")
    assert text.count("Ana Example, Minister of Digital Affairs of Portugal,") == 1
    assert "Ana Example said in Addis Ababa on 11 May 2022 that" in text


def test_what_was_agreed_goes_before_what_was_said(summit: Scratch) -> None:
    text = body(summit, "meeting", "session-3")
    assert 0 < text.index("Ministers agreed to keep") < text.index("**What was said.**")


def test_a_sentence_that_names_its_source_does_not_stand_behind_the_name_of_another(summit: Scratch) -> None:
    for line in body(summit, "theme", "ransomware").splitlines():
        assert not re.search(r"According to Example Wire 1:.*\(according to Example Wire 2 alone\)", line), line


def test_a_country_has_its_speakers_its_places_by_date_and_three_of_its_documents(summit: Scratch) -> None:
    text = body(summit, "country", "portugal")
    assert "Ana Example, Minister of Digital Affairs of Portugal, said" in text
    assert "nobody is named for it" not in text.lower()
    assert "## The meeting in Lisbon, 11 May 2021\n" in text
    assert "In the full account: 5 more documents." in text


BOARD = """
=== sources/minutes.yaml
type: official-record
label: Minutes
descriptor: minutes of the board
language: en
retrieved: 2032-01-01
=== themes/fees.yaml
label: fees
=== organisations/harbour.yaml
src: minutes
name: Example Harbour
article: the
=== series/board.yaml
src: minutes
name: Harbour Board
type: committee
parent: harbour
members: [ana, ben, cleo]
=== persons/ana.yaml
src: minutes
name: Ana Sample
=== persons/ben.yaml
src: minutes
name: Ben Beispiel
=== persons/cleo.yaml
src: minutes
name: Cleo Exemple
=== persons/guest.yaml
src: minutes
name: Gil Guest
=== meetings/spring.yaml
src: minutes
series: board
date: 2031-03-04
attendance:
  - {parties: [ana, guest]}
  - {status: absent, parties: ben}
outcomes: {is: The board raised the fee for small boats., themes: fees, function: decision}
=== meetings/someday.yaml
src: minutes
series: board
outcomes: {is: The board spoke of its flag., themes: fees}
=== meetings/council.yaml
src: minutes
series: council
date: 2031-05-06
outcomes: {is: The council closed the old quay., function: decision}
=== series/council.yaml
src: minutes
name: Quay Council
=== _kinds/motion.yaml
folder: motions
meaning: What a body put to the vote.
roles: {name: title, within: meeting, topics: themes}
words:
  en: {one: motion, many: motions, article: a}
fields:
  title: {type: text, required: true, meaning: what was put to the vote}
  meeting: {type: reference, to: meeting, meaning: the meeting that voted}
  result: {type: choice, choices: [carried, rejected], meaning: what became of it}
  themes: {type: reference, to: theme, many: true, plain: desk, meaning: what it is about}
  votes:
    type: group
    of: voters
    meaning: who voted how
    keys:
      side: {type: choice, choices: [for, against], required: true, meaning: which way}
      voters: {type: reference, to: person, many: true, required: true, meaning: who}
=== motions/small-boats.yaml
src: minutes
title: the fee for small boats
meeting: spring
themes: fees
result: carried
votes:
  - {side: for, voters: ana}
  - {side: against, voters: guest}
=== meetings/autumn.yaml
src: minutes
series: board
date: 2031-09-02
attendance: {parties: [ana, ben, cleo]}
outcomes: {is: The board lowered the fee for ferries., themes: fees, function: decision}
"""


@pytest.fixture
def board(workspace: Scratch) -> Scratch:
    for page in BOARD.split("=== ")[1:]:
        name, text = page.split("\n", 1)
        workspace.write(f"facts/{name}", text)
    return workspace


def test_persons_stand_on_lists_as_listed_absent_and_not_listed(board: Scratch) -> None:
    brief = body(board, "meeting", "spring")
    assert "The meeting took place on 4 March 2031; two persons are listed as taking part.**" in brief
    assert "Ana Sample and Gil Guest are listed. Said to have been absent: Ben Beispiel." in brief
    assert "Not listed, which does not mean absent: Cleo Exemple." in brief


def test_whoever_is_no_member_is_missing_from_no_list(board: Scratch) -> None:
    assert "Gil Guest" not in body(board, "meeting", "autumn")


def test_meetings_of_no_known_town_are_told_apart_by_their_days(board: Scratch) -> None:
    memo = body(board, "theme", "fees")
    assert "Harbour Board, 4 March 2031: The board raised" in memo
    assert "Harbour Board, 2 September 2031: The board lowered" in memo
    assert "Other meetings of it on record: 2 September 2031; Harbour Board." in body(board, "meeting", "spring")


def test_what_nobody_numbers_chairs_or_hosts_has_no_column_and_is_not_missed(board: Scratch) -> None:
    brief = body(board, "series", "board")
    assert "| Meeting | Date |\n| --- | --- |\n| Harbour Board | 4 March 2031 |\n" in brief
    assert "the last that was held: Harbour Board, 2 September 2031." in brief
    assert "Not on record: place, venue, chair." in body(board, "meeting", "spring")


def test_a_series_that_the_title_names_has_no_section_of_its_own(board: Scratch) -> None:
    brief = body(board, "meeting", "council")
    assert "# 6 May 2031: Quay Council" in brief
    assert "Where it stands" not in brief


def test_a_record_of_ones_own_stands_with_its_meeting_its_theme_and_who_did_what(board: Scratch) -> None:
    assert "- **The fee for small boats**.\n" in body(board, "meeting", "spring")
    assert "- **The fee for small boats**, 4 March 2031.\n" in body(board, "theme", "fees")
    assert "- **The fee for small boats**, 4 March 2031. Votes: against.\n" in body(board, "person", "guest")


def test_a_new_template_calls_a_meeting_by_its_place_and_day_and_not_by_its_id(board: Scratch) -> None:
    assert board.run("template", "new", "motion", "-w", str(board.root)).code == 0
    assert "| Meeting | Harbour Board, 4 March 2031 |\n" in body(board, "motion", "small-boats")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Tariff Policy Meeting", "12th Tariff Policy Meeting"),
        ("General Assembly of Harbours", "12th General Assembly of Harbours"),
        ("Committee on Tariffs", "12th meeting of the Committee on Tariffs"),
    ],
)
def test_a_name_that_says_meeting_is_of_no_meeting_itself(board: Scratch, name: str, title: str) -> None:
    board.write("facts/series/council.yaml", f"src: minutes\nname: {name}\n")
    board.write("facts/meetings/council.yaml", "src: minutes\nseries: council\nordinal: 12\ndate: 2031\n")
    assert f"# 2031: {title}\n" in body(board, "meeting", "council")


def test_a_body_has_the_meetings_of_its_boards(board: Scratch) -> None:
    brief = body(board, "organisation", "harbour")
    assert "**Of its bodies three meetings are on record. No position of its own is on record.**" in brief
    assert "- Harbour Board: three meetings are on record\n" in brief
