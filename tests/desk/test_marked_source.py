"""A source as it is read: what bears facts, what does not, and what is page furniture."""

from __future__ import annotations

from briefgen.checks.verification import Verdict
from briefgen.desk.marked_source import MarkedSource, marked_source
from briefgen.desk.note_cards import VERDICTS
from briefgen.desk.pages import DESK
from briefgen.review.standing import Reviews
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.desk.recording.test_verdicts import opened
from tests.desk.test_source_pictures import LINES, archived, pdf_of
from tests.workspaces import MEETING, Scratch

ARTICLE = "archive/example-gazette.txt"


def read(scratch: Scratch, source: str = "example-gazette") -> MarkedSource:
    found = marked_source(Workspace(find_workspace(scratch.root)[0], Store(None)), source)
    assert found is not None
    return found


def sentences(marked: MarkedSource) -> dict[str, bool]:
    return {"".join(p.text for p in s.pieces): s.is_used for par in marked.paragraphs for s in par.sentences}


def unsealed(scratch: Scratch, more: str) -> MarkedSource:
    """The article with more behind it; its record no longer names a hash."""
    scratch.append(ARTICLE, more)
    name = "facts/sources/example-gazette.yaml"
    scratch.write(name, "".join(x for x in scratch.read(name).splitlines(True) if not x.startswith("sha256")))
    return read(scratch)


def test_an_omission_is_seen(workspace: Scratch) -> None:
    marked = unsealed(workspace, "\nNobody has read this yet. Prices rose.\n")
    assert sentences(marked)["Nobody has read this yet."] is False
    assert sentences(marked)["Prices rose."] is False
    assert marked.tally == f"{marked.used} of {marked.sentences} sentences used"
    assert marked.sentences - marked.used >= 2


def test_words_are_cut_where_other_facts_begin_to_rest_on_them(workspace: Scratch) -> None:
    marked = read(workspace)
    pieces = [p for par in marked.paragraphs for s in par.sentences for p in s.pieces]
    held = next(p for p in pieces if "11 March 2024" in p.text)
    assert {id_.rsplit("/", 1)[0] for id_ in held.facts} >= {"meeting/lisbon-2024/date", "meeting/lisbon-2024/place"}
    assert all(marked.text.text[p.start :].startswith(p.text) for p in pieces)


def test_page_furniture_is_not_counted(workspace: Scratch) -> None:
    before = unsealed(workspace, "\nShare this article with a friend.\n")
    workspace.append("facts/sources/example-gazette.yaml", "boilerplate:\n  - Share this article with a friend.\n")
    assert read(workspace).sentences == before.sentences - 1


def test_a_quote_that_is_not_there_is_named(workspace: Scratch) -> None:
    workspace.edit(MEETING, '"agreed to exchange crop figures every quarter"', '"agreed to buy crop figures"')
    assert [c.citation.quote for c in read(workspace).astray] == ["agreed to buy crop figures"]


def test_without_a_text_there_is_nothing_to_read(workspace: Scratch) -> None:
    (workspace.root / ARTICLE).unlink()
    assert marked_source(Workspace(find_workspace(workspace.root)[0], Store(None)), "example-gazette") is None


CHOSEN = b"""\
src: example-gazette
place: {is: Porto, quote: The harbour council met in Porto.}
chair: {is: a delegate, quote: It chose Rosa Weber as its chair.}
"""


def test_words_read_off_a_picture_are_told_of_with_their_page_and_at_what_rests_on_them(workspace: Scratch) -> None:
    archived(workspace, pdf_of(LINES))
    workspace.write("facts/meetings/porto-2031.yaml", CHOSEN)
    found = opened(workspace)
    marked = marked_source(found, "example-gazette")
    assert marked is not None
    assert marked.read_off == "2"
    assert "the words of page 2 off a picture" in DESK.source_page(found, marked, "")
    listed = DESK.facts_list(found, Reviews(found), found.facts.base.records["meeting/porto-2031"].statements)
    told = [VERDICTS[Verdict.IN_OCR] in one for one in listed.split("<li ")[1:]]
    assert told == [False, True]  # the town stands on a page with letters
