"""Every "not", "no" and "nobody" of the shipped templates is worked out from the facts: with the fact, it goes.

A phrase of denial that comes into a template needs a row here: facts with which it stands, and one that makes it go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from briefgen.document.walk import block_text
from briefgen.production.assembling import assemble
from tests.workspaces import MEETING, REPOSITORY, Scratch, open_workspace

Edit = tuple[str, str, str]
"""A file, what stands in it and what takes its place; with nothing in the middle, what is added to it or makes it."""

_PHRASE = re.compile(r'"((?:[^"\\]|\\.)*)"\|t')
_DENIAL = re.compile(r"\b(?:no|not|nobody|none|neither|nothing|never|nor)\b", re.IGNORECASE)

THEME, STATEMENT, PORTUGAL = "facts/themes/stocks.yaml", "facts/documents/crop-statement.yaml", ("country", "portugal")
GAZETTE, PERSON = "facts/sources/example-gazette.yaml", "facts/persons/ana.yaml"
LIST = "parties: [brazil, colombia, ethiopia]"
ANA: Edit = (PERSON, "", "name: {is: Ana Sample, quote: Participants agreed}\nsrc: example-gazette\n")
PAPER: Edit = (
    "facts/sources/paper.yaml",
    "",
    "type: news-report\nlanguage: en\nretrieved: 2024-03-15\nlabel: Paper\ndescriptor: paper\nreliability: C\n",
)
BARE = "src: example-gazette\nnames: [{is: talks, quote: held its seventh session}]\n"
ABOUT_PORTUGAL = "    says: prices would remain unsteady\n    about: portugal\n"
NO_OUTCOME = [
    (MEETING, "    function: agreement\n", "    function: call\n"),
    (STATEMENT, "status: {is: signed,", "status: {is: presented,"),
]
SIGNED = '  - {is: crop-statement, quote: "A joint statement on crop figures was signed at the end of the session"}\n'
NO_DOCUMENT = [(MEETING, "documents:\n", ""), (MEETING, SIGNED, "")]
COFFEE: Edit = ("facts/themes/coffee.yaml", "", "label: coffee\n")
DEALT: Edit = (MEETING, "    themes: stocks\n    key: 1", "    themes: [stocks, coffee]\n    key: 1")
POINT: Edit = (STATEMENT, "", "points: [{is: Crops are counted., quote: on crop figures, themes: %s}]\n")
PORTO = "facts/meetings/porto-2023.yaml"
LISTED = (
    "attendance: [{status: listed, scope: unknown, quote: took part, parties: [portugal]}]\n"
    "series: {is: harvest-forum, quote: its sixth}\n"
)
SIXTH = "\nseries: {is: harvest-forum, quote: its sixth}\nordinal: {is: 6, quote: its sixth}\n"


@dataclass(frozen=True)
class Denial:
    """A brief in which the words stand with the first edits, and no longer with the second."""

    said: str
    brief: tuple[str, str]
    first: tuple[Edit, ...]
    then: tuple[Edit, ...]
    full: bool = False


def denial(said: str, brief: tuple[str, str], first: list[Edit], then: list[Edit], *, full: bool = False) -> Denial:
    return Denial(said, brief, tuple(first), tuple(then), full)


SELECTION = 'about = "selection"\n[selection]\nperiod = "1999"\nby = "date"\n'
EXTENDS = '{%% extends "%s/brief.md.j2" %%}\n'
OLD_DIGEST: list[Edit] = [
    ("templates/old/template.toml", "", SELECTION),
    ("templates/old/brief.md.j2", "", EXTENDS % "digest"),
]
OLD_CHRONOLOGY: list[Edit] = [OLD_DIGEST[0], ("templates/old/brief.md.j2", "", EXTENDS % "chronology")]
OF_1999 = BARE + "date: {is: 1999, quote: in 1999}\n"
CLAIM, SAID = "facts/claims/fair.yaml", "    says: prices would remain unsteady\n"
BY_ANA = "said_by: ana\nsays: trade was fair\nmode: reported\nsrc: {example-gazette: Lisbon}\n"
LISBON, STOCKS, BRAZIL = ("meeting", "lisbon-2024"), ("theme", "stocks"), ("country", "brazil")
CHAIR: Edit = (MEETING, "discussion:\n", "chair: {is: ana, quote: Lisbon}\ndiscussion:\n")
DENIALS = {
    "No meeting on record names this person as taking part.": denial(
        "No meeting on record names this person as taking part", ("person", "ana"), [ANA], [CHAIR]
    ),
    "No statement of this person is on record.": denial(
        "No statement of this person is on record.", ("person", "ana"), [ANA], [(CLAIM, "", BY_ANA)]
    ),
    "No statement of this person is on record; others spoke of them.": denial(
        "No statement of this person is on record; others spoke of them.",
        ("person", "ana"),
        [ANA, (MEETING, SAID, SAID + "    about: ana\n")],
        [(CLAIM, "", BY_ANA)],
    ),
    "No meeting on record names it or an official of it as taking part.": denial(
        "No meeting on record names it",
        ("organisation", "board"),
        [("facts/organisations/board.yaml", "", "name: {is: Grain Board, quote: Harvest}\nsrc: example-gazette\n")],
        [(MEETING, "discussion:\n", "host: {is: organisation/board, quote: Lisbon}\ndiscussion:\n")],
    ),
    "No meeting of the series is on record.": denial(
        "No meeting of the series is on record.",
        ("series", "fairs"),
        [("facts/series/fairs.yaml", "", "name: {is: Fairs, quote: Harvest}\nsrc: example-gazette\n")],
        [(PORTO, "", BARE + "series: {is: fairs, quote: its sixth}\n")],
    ),
    "Its parties are not on record.": denial(
        "Its parties are not on record.",
        ("document", "crop-statement"),
        [],
        [(STATEMENT, "", "parties: [{is: brazil, quote: on crop figures}]\n")],
    ),
    "Nothing that is held meets the conditions.": denial(
        "Nothing that is held meets the conditions.", ("old", "old"), OLD_DIGEST, [(PORTO, "", OF_1999)]
    ),
    "Not known whether new, for nothing says when it was written down: {what}.": denial(
        "Not known whether new",
        ("old", "old"),
        [("templates/old/template.toml", "", SELECTION.replace('"date"', '"either"')), OLD_DIGEST[1]],
        [("facts/defaults.yaml", "", "recorded: 2024-03-15\n")],
    ),
    "No dated fact is held of what was chosen.": denial(
        "No dated fact is held of what was chosen.", ("old", "old"), OLD_CHRONOLOGY, [(PORTO, "", OF_1999)]
    ),
    "Neither the day nor the place of the meeting is reported": denial(
        "Neither the day",
        ("meeting", "porto-2023"),
        [(PORTO, "", BARE)],
        [(PORTO, "", "date: {is: 2023, quote: in 2023}\n")],
    ),
    "Whether it took place is not on record.": denial(
        "Whether it took place",
        ("meeting", "lisbon-2024"),
        [(MEETING, "", "status: {is: announced, quote: Lisbon}\n")],
        [(MEETING, "is: announced", "is: held")],
    ),
    "What it discussed or decided is not reported.": denial(
        "What it discussed or decided",
        ("meeting", "porto-2023"),
        [(PORTO, "", BARE + "date: {is: 2023, quote: in 2023}\n")],
        [(PORTO, "", "discussion: [{is: Stocks were discussed., quote: discussed}]\n")],
    ),
    "No decision and no document is on record.": denial(
        "No decision and no document is on record.",
        LISBON,
        [*NO_OUTCOME[:1], *NO_DOCUMENT],
        [(MEETING, "    function: call\n", "    function: decision\n")],
    ),
    "No decision is on record.": denial(
        "No decision is on record.", LISBON, NO_OUTCOME, [(MEETING, "    function: call\n", "    function: decision\n")]
    ),
    "No delegate is named.": denial(
        "No delegate is named.",
        LISBON,
        [ANA],
        [(MEETING, LIST, "parties: [{is: brazil, head: ana}, colombia, ethiopia]")],
    ),
    "No list of participants is held.": denial(
        "No list of participants is held.",
        LISBON,
        [(MEETING, "status: listed", "status: present")],
        [(MEETING, "scope: unknown", "scope: exhaustive")],
    ),
    "Who took part in the end is not reported.": denial(
        "Who took part in the end is not reported.",
        LISBON,
        [(MEETING, "status: listed", "status: announced")],
        [(MEETING, "status: announced", "status: listed")],
    ),
    "No source calls the list complete.": denial(
        "No source calls the list complete.", LISBON, [], [(MEETING, "scope: unknown", "scope: exhaustive")]
    ),
    "The list is said not to be complete.": denial(
        "The list is said not to be complete.",
        LISBON,
        [(MEETING, "scope: unknown", "scope: partial")],
        [(MEETING, "scope: partial", "scope: exhaustive")],
    ),
    "Not on record: {what}.": denial("chair.", LISBON, [ANA, (MEETING, "    field: chair\n", "")], [CHAIR]),
    "No session with another number is on record.": denial(
        "No session with another number is on record.", LISBON, [], [(PORTO, "", BARE + SIXTH)]
    ),
    "No chair is on record.": denial("No chair is on record.", PORTUGAL, [ANA], [CHAIR]),
    "It is not on the list, which does not mean absent.": denial(
        "It is not on the list, which does not mean absent.",
        PORTUGAL,
        [(PORTO, "", BARE + LISTED)],
        [(MEETING, LIST, "parties: [brazil, colombia, portugal]")],
    ),
    "No meeting on record names {country} as taking part.": denial(
        "No meeting on record names Ethiopia as taking part.",
        ("country", "ethiopia"),
        [(MEETING, ", ethiopia]", "]")],
        [(MEETING, "colombia]", "colombia, ethiopia]")],
    ),
    "{number}; it did not take place in {country}.": denial(
        "it did not take place in Brazil.", BRAZIL, [], [(MEETING, "country: {is: portugal,", "country: {is: brazil,")]
    ),
    "{number}; it is not known to have taken place in {country}."
    "|{number}; none is known to have taken place in {country}.": denial(
        "it is not known to have taken place in Brazil.",
        BRAZIL,
        [(MEETING, "country: {is: portugal, register: place register}\n", "")],
        [(MEETING, "attendance:\n", "country: {is: brazil, quote: Lisbon}\nattendance:\n")],
    ),
    "No position of its own is on record.": denial(
        "No position of its own is on record.",
        BRAZIL,
        [ANA, (PERSON, "", "country: {is: brazil, quote: Lisbon}\n")],
        [(MEETING, "said_by: example-secretariat", "said_by: ana")],
    ),
    "No statement of its own is on record, but sources report of it.": denial(
        "No statement of its own is on record, but sources report of it.",
        BRAZIL,
        [ANA, (MEETING, "of green coffee.\n", "of green coffee.\n    about: brazil\n")],
        [
            (PERSON, "", "country: {is: brazil, quote: Lisbon}\n"),
            (MEETING, "said_by: example-secretariat", "said_by: ana"),
        ],
    ),
    "No position of its own is on record; others spoke of it.": denial(
        "No position of its own is on record; others spoke of it.",
        PORTUGAL,
        [ANA, (MEETING, "    says: prices would remain unsteady\n", ABOUT_PORTUGAL)],
        [
            (PERSON, "", "country: {is: portugal, quote: Lisbon}\n"),
            (MEETING, "said_by: example-secretariat", "said_by: ana"),
        ],
    ),
    "No position of its own is on record under a name; whom unnamed speakers stood for is not recorded.": denial(
        "whom unnamed speakers stood for is not recorded.",
        PORTUGAL,
        [
            (MEETING, "    says: prices would remain unsteady\n", ABOUT_PORTUGAL),
            (MEETING, "said_by: example-secretariat", "said_by: a delegate"),
        ],
        [(MEETING, "said_by: a delegate", "said_by: example-secretariat")],
    ),
    "Whether {names} acted for it is not recorded.": denial(
        "acted for it is not recorded.",
        BRAZIL,
        [
            (PERSON, "", "name: {is: Ana Sample, quote: Participants discussed}\nsrc: example-gazette\n"),
            (MEETING, "discussion:\n", "people: [{is: ana, post: Envoy of Brazil, quote: Lisbon}]\ndiscussion:\n"),
        ],
        [(PERSON, "", "country: {is: brazil, quote: Lisbon}\n")],
    ),
    "Nobody is named for it.": denial(
        "Nobody is named for it.",
        BRAZIL,
        [ANA],
        [(MEETING, "discussion:\n", "people: [{is: ana, party: brazil, quote: Lisbon}]\ndiscussion:\n")],
    ),
    "No document that is held names it as a party.": denial(
        "No document that is held names it as a party.",
        BRAZIL,
        [*NO_DOCUMENT],
        [(STATEMENT, "", "parties: [{is: brazil, quote: was signed}]\n")],
    ),
    "Nothing is held on {theme}.": denial("Nothing is held on coffee.", ("theme", "coffee"), [COFFEE], [DEALT]),
    "no decision on it is on record": denial(
        "No decision on it is on record",
        STOCKS,
        [(MEETING, "    function: agreement\n", "    function: call\n")],
        [(MEETING, "    function: call\n", "    function: decision\n")],
    ),
}

DENIALS["No source is used."] = denial("No source is used.", ("theme", "coffee"), [COFFEE], [DEALT])
DENIALS["It is on no list of participants that is held."] = denial(
    "It is on no list of participants", PORTUGAL, [], [(MEETING, LIST, "parties: [brazil, colombia, portugal]")]
)
ABSENT = "  - {status: absent, quote: Delegations from Brazil, parties: [portugal]}\n"
DENIALS["It is on no list of those present that is held; {missed}."] = denial(
    "It is on no list of those present that is held; absent: Lisbon",
    PORTUGAL,
    [
        (
            MEETING,
            "attendance:\n",
            "attendance:\n  - {status: absent, quote: Delegations from Brazil, parties: [portugal]}\n",
        )
    ],
    [(MEETING, LIST, "parties: [brazil, colombia, portugal]")],
)
DENIALS["No meeting on record is reported to have dealt with {theme}."] = denial(
    "No meeting on record is reported to have dealt with coffee.",
    ("theme", "coffee"),
    [COFFEE, *NO_DOCUMENT, (POINT[0], "", POINT[2] % "coffee")],
    [DEALT],
)
DENIALS["{number}; none took place in {country}."] = denial(
    "none took place in Brazil.",
    BRAZIL,
    [(PORTO, "", BARE + "country: {is: portugal, register: place register}\n" + LISTED.replace("portugal", "brazil"))],
    [(MEETING, "country: {is: portugal,", "country: {is: brazil,")],
)

COUNTED, FOUND = "counted (tests/facts/test_origins.py)", "a conflict found (tests/facts/test_conflicts.py)"
NO_DENIALS = {
    "No meeting among those selected is reported to have dealt with {theme}.": "--since (tests/query/test_sessions.py)",
    "**No longer asked:** {question}": "news, told of what went (tests/briefs/test_news.py)",
    "**No longer contested** ({what}); issue {n} had: {values}.": "news (tests/briefs/test_news.py)",
    "Announced beforehand, which does not tell who came: {names}.": "printed for lists of what was announced alone",
    "Grades: A reliable, B usually reliable, C fairly reliable, D not usually reliable, E unreliable, "
    "F cannot be judged.": "what the grades mean",
    "Not known": "a heading",
    "Not to be confused with.": "the lead of a point that names series of a similar name",
    "What is not known": "a heading",
    "Nothing is held of either that could be compared.": "printed where no field has a value (test_chosen.py)",
    "Not known.": "the lead of a point whose questions are facts",
    "a day of the week does not fit the date: {sides}": FOUND,
    "numbers and dates of a series do not run together: {sides}": FOUND,
    "{status}, which does not mean absent: {names}.": "what not listed means (test_honesty.py)",
    "Not listed does not mean absent.": "what not listed means (test_honesty.py)",
    "Not listed does not mean absent: the list held does not name it.": "what not listed means (test_honesty.py)",
    "Documents of its meetings: {documents}; its parties are not on record."
    "|Documents of its meetings: {documents}; their parties are not on record.": "printed for those without parties",
    "What was not agreed.": "the lead of a point whose sentences are facts",
    "Where they differed, or did not agree.": "the lead of a point whose sentences are facts",
    "Of none of these sources is it known that it is independent of the others.": COUNTED,
    "Origins known: {known}; {n} of {all} sources may not be independent.": COUNTED,
    "{n} of the {all} sentences and statements held rests on one origin; the rest has two or more sources, not known "
    "to share one.|{n} of the {all} sentences and statements held rest on one origin; the rest has two or more "
    "sources, not known to share one.": "counted (tests/query/test_themes.py)",
    "Nothing of this is confirmed by a second origin.": "counted (tests/query/test_themes.py)",
    "Nothing of this, statements included, is confirmed by a second origin.": "counted (tests/query/test_themes.py)",
    "It is listed only for what was not, or not yet, held.": "listed, and nowhere that was held (test_not_held.py)",
    "it is said to have been no subject at {meetings}": "what a source says, and an editor marks (test_not_held.py)",
    "not graded": "a cell of a source without a grade",
    "At the meetings that list it, nobody is named for it.": "as above, for a country that held one (test_honesty.py)",
    "Besides who was in the chair, nobody is named for it.": "as above, for a country in the chair (test_honesty.py)",
    "not assessed": "a cell of a source without a word of quality",
    "not on record": "a cell of a meeting without a date",
    "nobody named": "a cell of a party without people",
    "Not in the language of this brief: {some} of {n} statement."
    "|Not in the language of this brief: {some} of {n} statements.": "counted (tests/briefs/test_languages.py)",
}


def phrases() -> Iterator[str]:
    """The words of denial in the shipped templates, as they are written there."""
    for path in sorted((REPOSITORY / "templates").rglob("*.j2")):
        for found in _PHRASE.finditer(path.read_text("utf-8")):
            if _DENIAL.search(found[1]):
                yield found[1]


def test_every_denial_has_a_row() -> None:
    known = {*DENIALS, *NO_DENIALS}
    found = set(phrases())
    assert found - known == set(), "say in DENIALS with which fact it goes"
    assert known - found == set(), "no template says it any more"


def page(workspace: Scratch, brief: tuple[str, str]) -> str:
    kind, id_ = brief
    own = open_workspace(workspace.root)
    assert own.facts.diagnostics == [], [str(d) for d in own.facts.diagnostics]
    made = own.kind(kind)[0]
    document = assemble(own, made, f"{made.about}/{id_}").document
    return "\n".join(map(block_text, document.blocks))


def edit(workspace: Scratch, edits: tuple[Edit, ...]) -> None:
    for file, old, new in edits:
        if old:
            workspace.edit(file, old, new)
        elif (workspace.root / file).exists():
            workspace.append(file, new)
        else:
            workspace.write(file, new)


@pytest.mark.few(1)
@pytest.mark.parametrize("phrase", DENIALS)
def test_a_denial_goes_with_the_fact(workspace: Scratch, phrase: str) -> None:
    row = DENIALS[phrase]
    edit(workspace, row.first)
    before = page(workspace, row.brief)
    assert row.said in before, before
    edit(workspace, row.then)
    after = page(workspace, row.brief)
    assert row.said not in after, after
