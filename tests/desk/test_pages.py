"""Pages of preview and desk: whatever a file says, they say it in words; the review makes planted errors visible."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from traceback import extract_tb

import pytest
from jinja2 import UndefinedError

from briefgen.desk.desk_reading import DeskReading
from briefgen.desk.evidence_desk import EvidenceDesk
from briefgen.desk.pages import DESK, TEMPLATES
from briefgen.desk.search import FoundFact, PrintedSentence
from briefgen.desk.studio import ListedBrief, Studio
from briefgen.diagnostics import Diagnostic, Location
from briefgen.model.statement import Statement
from briefgen.workspace.folder import find_workspace
from tests.desk.test_desk_reading import asked
from tests.workspaces import MEETING, REPOSITORY, Scratch

HOSTILE = '"><script>x</script>'


def test_a_fault_in_a_macro_names_its_file_and_line() -> None:
    with pytest.raises(UndefinedError) as found:
        DESK.search_page("/t", "coffee", [object()], [], [])
    entry = next(entry for entry in extract_tb(found.tb) if entry.filename.endswith(".html"))
    assert "f.id" in Path(entry.filename).read_text("utf-8").splitlines()[(entry.lineno or 0) - 1]


def test_hostile_names_and_words_are_escaped() -> None:
    brief = ListedBrief("meeting", "x", HOSTILE)
    said = PrintedSentence(HOSTILE, (Statement(HOSTILE, "meeting/x", HOSTILE, "x"),))
    fact = FoundFact("meeting/x", "meeting/x/place/1", "place", HOSTILE, ("gazette",))
    pages = [
        DESK.desk_frame("/t", "sources", HOSTILE, "", warning=HOSTILE),
        DESK.search_page("/t", HOSTILE, [fact], [(HOSTILE, HOSTILE)], [brief]),
        DESK.brief_sentences("/t", [(brief, [said])]),
        DESK.printing_lines("/t", [(brief, [(HOSTILE, 3)])]),
    ]
    assert not any("<script>x" in page for page in pages)


def test_what_a_page_prints_into_a_tag_stands_in_quotation_marks_and_only_a_brief_is_not_escaped() -> None:
    texts = [path.read_text("utf-8") for path in sorted((REPOSITORY / "briefgen/desk/html").glob("*.html"))]
    assert len(texts) > 3
    assert [place for text in texts for place in re.findall(r"\w=\{\{.*", text)] == []
    assert [words for text in texts for words in re.findall(r"\S+\|\s*safe\b", text)] == ["draft.page|safe"]


def test_no_page_has_a_script_or_style_of_its_own() -> None:
    page = DESK.desk_frame("/t", "templates", "Templates", "<p>x</p>")
    assert page.count("<script") == page.count("defer></script>") == 2
    assert "<style" not in page
    assert " style=" not in page


# --- What is wrong with a template leads to its line, and a Word template's paragraph is quoted ---


def test_a_problem_leads_to_its_line() -> None:
    found = TEMPLATES.problems_list(
        [Diagnostic(Location("templates/a/brief.md.j2", 3, 5), "bad", "undefined-name")], lambda f, n: "x"
    )
    assert 'data-line="3" data-column="5"' in found


def test_of_a_word_template_the_paragraph_is_quoted() -> None:
    problem = Diagnostic(Location("templates/a/brief.docx", 7, 1), "bad", "undefined-name")
    found = TEMPLATES.problems_list([problem], lambda file, line: f"Who chaired {{{{ x }}}} ({line})")
    assert "Who chaired {{ x }} (7)" in found
    assert "goto" not in found


def test_hostile_words_of_a_problem_stay_words() -> None:
    problem = Diagnostic(Location(HOSTILE, 1, 1), HOSTILE, "undefined-name", hint=HOSTILE)
    assert "<script>" not in TEMPLATES.problems_list([problem], lambda file, line: HOSTILE)


def test_where_nothing_is_wrong_it_says_so() -> None:
    assert "Nothing is wrong." in TEMPLATES.problems_list([], lambda file, line: None)


# --- The review over a base with planted errors ---


PLANTED = [
    # What is planted in the file, at which statement it shows, and what the reviewer sees there.
    ("ordinal: {is: 7,", "ordinal: {is: 8,", "ordinal", ["8", "does not give the number '8'", "seventh session"]),
    ("place: {is: Lisbon,", "place: {is: Porto,", "place", ["Porto", "does not give the name 'Porto'", "in Lisbon on"]),
    ("date: {is: 2024-03-11,", "date: {is: 2024-03-12,", "date", ["2024-03-12", "does not give the", "on 11 March"]),
    ("[brazil, colombia, ethiopia]", "[brazil, colombia, portugal]", "attendance", ["Portugal", "and Ethiopia"]),
    ("said_by: example-secretariat", "said_by: organisation/example-gazette", "said_by",
     ["Example Gazette", "secretariat said"]),
    ("says: prices would remain unsteady", "says: prices would remain steady", "says", ["steady", "remain unsteady"]),
    ('quote: "agreed to exchange crop figures every quarter"', 'quote: "agreed to exchange crop data"', "outcomes",
     ["not found in the archived text"]),
    ("discussion:\n", 'discussion:\n  - {is: The gazette could learn it., quote: "The gazette could"}\n', "discussion",
     ["The gazette could not learn who chaired the session"]),
    ("discussion:\n", 'discussion:\n  - {is: It spoke., quote: "The secretariat said […] prices"}\n', "discussion",
     ["Quoted as: The secretariat said […] prices", "said that prices would remain unsteady"]),
    ("documents:\n", "background:\n  - is: It was a great success.\ndocuments:\n", "background", ["No words quoted"]),
]  # fmt: skip


def test_each_of_ten_planted_errors_is_seen(workspace: Scratch) -> None:
    for old, new, _, _ in PLANTED:
        workspace.edit(MEETING, old, new)
    studio = Studio(find_workspace(workspace.root)[0])
    reading = DeskReading(studio, EvidenceDesk(studio, "Bo Chen").writing, "/t", "mark")
    shown: dict[str, str] = {}
    for kind, id_ in (("meeting", "lisbon-2024"), ("claim", "unsteady-prices")):
        page = reading.review_record(asked(kind=kind, id=id_))
        for item in page.split('<li class="statement"')[1:]:
            name = re.search(r'<span class="property">(\w+)</span>', item)
            assert name
            shown[name[1]] = shown.get(name[1], "") + unescape(re.sub(r"<[^>]+>", "", item))
    for _, _, property_, seen in PLANTED:
        missing = [words for words in seen if words not in shown[property_]]
        assert not missing, f"{property_}: {missing} in {shown[property_]}"
