"""Pages of the desk as HTML: whatever a file says, it says it in words."""

from __future__ import annotations

from briefgen.desk.desk_pages import brief_sentences, desk_frame, printing_lines, search_page
from briefgen.desk.findings import FoundFact
from briefgen.desk.printed import PrintedSentence
from briefgen.desk.studio import ListedBrief
from briefgen.model.statement import Statement

HOSTILE = '"><script>x</script>'


def test_hostile_names_and_words_are_escaped() -> None:
    brief = ListedBrief("meeting", "x", HOSTILE)
    fact = FoundFact("meeting/x", "meeting/x/place/1", "place", HOSTILE, ("gazette",))
    pages = [
        desk_frame("/t", "sources", HOSTILE, "", warning=HOSTILE),
        search_page("/t", HOSTILE, [fact], [(HOSTILE, HOSTILE)], [brief]),
        brief_sentences("/t", [(brief, [PrintedSentence(HOSTILE, (Statement(HOSTILE, "meeting/x", HOSTILE, "x"),))])]),
        printing_lines("/t", [(brief, [(HOSTILE, 3)])]),
    ]
    assert not any("<script>x" in page for page in pages)


def test_no_page_has_a_script_or_style_of_its_own() -> None:
    page = desk_frame("/t", "templates", "Templates", "<p>x</p>")
    assert page.count("<script") == page.count("defer></script>") == 2
    assert "<style" not in page
    assert " style=" not in page
