"""The preview in a real browser, as an editor has it beside the text editor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from shutil import copytree

import pytest

from tests.desk.browser import ENTER, ESCAPE, TAB, Page, chromium
from tests.desk.running import preview
from tests.workspaces import MEETING, Scratch

pytestmark = pytest.mark.slow

TEMPLATE = "templates/meeting/brief.md.j2"
HEADING = '## {{ "Where it stands in its series"|t }}'
AGREED = "Participants agreed to exchange crop figures every quarter."
QUOTED = "agreed to exchange crop figures every quarter"


@pytest.fixture(scope="module")
def one_page(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("browser")
    workspace = Scratch(Path(copytree(example, folder / "desk")))
    with preview(workspace.root, "meeting", "lisbon-2024") as running, chromium(folder / "profile") as browser:
        yield Page(browser, running, workspace, ("/brief/meeting/lisbon-2024/", r"(?s)<article.*</article>"))


@pytest.fixture
def page(one_page: Page) -> Iterator[Page]:
    """The page in the width of a desk, in light; what a test saves is put back."""
    one_page.width(1500, 1000)
    one_page.scheme("light")
    yield one_page
    log = [entry for entry in one_page.log() if "favicon" not in entry["message"]]
    one_page.restore()
    assert [entry["message"] for entry in log if entry["level"] == "SEVERE"] == []


# --- what is saved is seen -----------------------------------------------------------------------


def test_a_saved_template_is_seen_where_one_was_reading(page: Page) -> None:
    page.open()
    page.until_seen("Where it stands in its series")
    page.width(1500, 500)
    page.js("scrollTo(0, 100)")
    page.edit(TEMPLATE, HEADING, "## What matters")
    page.until_seen("What matters")
    assert "Where it stands in its series" not in page.text("article")
    assert page.js("return [window.sameDocument, Math.round(scrollY)]") == [True, 100]
    assert page.text(".changed") == "What matters"


def test_a_saved_fact_is_seen_and_its_note_stays_open(page: Page) -> None:
    page.open()
    page.click(f'article a[href="#{page.note(QUOTED)}"]')
    page.until_seen(AGREED, "#card")
    page.edit(MEETING, AGREED, "Participants agreed to exchange crop figures each quarter.")
    page.until_seen("crop figures each quarter.")
    page.until_seen("crop figures each quarter.", "#card")


def test_a_new_record_appears_in_the_list(page: Page) -> None:
    page.open()
    page.save("facts/themes/prices.yaml", page.workspace.read("facts/themes/stocks.yaml"))
    page.until(lambda: page.count('#briefs a[href*="/brief/theme/prices/"]') == 1)
    page.click('#briefs a[href*="/brief/theme/prices/"]')
    page.until(lambda: page.count('#briefs a[href*="/brief/theme/prices/"][aria-current]') == 1)


def test_a_list_that_comes_late_takes_no_record_away(page: Page) -> None:
    page.open()
    page.until(lambda: page.count("#briefs a") > 0)
    page.hold("/list?at")
    page.js("fetchList()")
    page.until(lambda: page.js("return heldBack()") > 0)
    page.js(
        "window.shows = []; new MutationObserver(() => shows.push(byId('briefs').innerHTML.includes('/theme/prices/')))"
        ".observe(byId('briefs'), { childList: true })"
    )
    page.save("facts/themes/prices.yaml", page.workspace.read("facts/themes/stocks.yaml"))
    page.until(lambda: "prices" in page.running.get("/list").text)
    before = page.js("return heldBack()")
    page.js("fetchList()")
    page.until(lambda: page.js("return heldBack()") > before)
    page.let_go()
    page.until(lambda: page.js("return shows.includes(true)"))
    assert page.js("return shows.lastIndexOf(false) < shows.indexOf(true)")  # once it is there, it stays


def test_the_list_tells_how_each_brief_stands(page: Page) -> None:
    page.workspace.make()
    page.open()
    state = '#briefs a[href*="/meeting/lisbon-2024/"] .state'
    page.until_seen("not made", state)  # its Word file is missing
    page.workspace.make("-f", "md", "-f", "docx")
    page.until_seen("up to date", state)
    page.workspace.write("out/meeting/lisbon-2024.md", "my own words\n")
    page.until_seen("edited by hand", state)
    (page.workspace.root / "out/meeting/lisbon-2024.md").unlink()
    page.workspace.make("-f", "md", "-f", "docx")
    page.edit(TEMPLATE, HEADING, "## What matters")
    page.until_seen("out of date", state)
    page.edit(TEMPLATE, "## What matters", "## {{ nothing }}")
    page.until_seen("has problems", state)


def test_fifty_saves_in_a_row_leave_the_page_right_and_nothing_behind(page: Page) -> None:
    page.open()
    text = page.workspace.read(TEMPLATE)
    for number in range(10):
        page.save(TEMPLATE, text.replace(HEADING, f"## Draft {number}"))
    page.until_seen("Draft 9")
    page.until_seen("not made", '#briefs a[href*="/theme/stocks/"] .state')  # so that what draws pictures is there
    before = vitals(page.running.process.pid)
    for number in range(50):
        page.save(TEMPLATE, text.replace(HEADING, f"## Version {number}\n\nSaved {number} times."))
    page.until_seen("Saved 49 times.")
    after = vitals(page.running.process.pid)
    assert after["Threads"] <= before["Threads"] + 2
    assert after["files"] <= before["files"] + 4
    assert after["VmRSS"] <= before["VmRSS"] + 40_000  # kB
    assert (
        page.js("return performance.getEntriesByType('resource').filter(e => e.name.endsWith('/events')).length") <= 1
    )
    patched = page.js("return document.querySelector('article').textContent")
    page.open()
    assert page.js("return document.querySelector('article').textContent") == patched


def vitals(process: int) -> dict[str, int]:
    """What a process holds: threads, memory in kB, open files."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    found = {
        name: int(value.split()[0])
        for name, _, value in (line.partition(":") for line in lines if "\t" in line)
        if name in ("Threads", "VmRSS")
    }
    return {**found, "files": len(list(Path(f"/proc/{process}/fd").iterdir()))}


# --- what is wrong is seen -----------------------------------------------------------------------


def test_a_fault_in_the_template_is_shown_with_its_line_above_the_last_good_brief(page: Page) -> None:
    page.open()
    page.edit(TEMPLATE, "set all_said = meeting.purpose", "set all_said = meeting.purpsoe")
    page.until_seen("a meeting has no 'purpsoe'", ".problems")
    shown = page.text(".problems")
    text = page.workspace.read(TEMPLATE)
    before = text.partition("meeting.purpsoe")[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n") + len("meeting.")
    assert f"templates/meeting/brief.md.j2:{line}:{column}" in shown
    assert f"\n{line} │ " in shown
    assert "^" in shown
    assert "did you mean 'purpose'" in shown
    assert page.text("#status") == "1 problem"
    assert "Below is the brief as it was before" in page.text(".banner")
    assert "Where it stands in its series" in page.text("article")
    assert "No file while there are errors" in page.text(".files")
    page.edit(TEMPLATE, "meeting.purpsoe", "meeting.purpose")
    page.until(lambda: not page.count(".problems"))
    assert page.count(".banner") == page.count(".changed") == 0
    assert page.text("#status") == "Shows what is saved"


def test_half_a_record_is_told_and_the_brief_stays(page: Page) -> None:
    """As while one types: a quotation mark is not closed yet."""
    page.open()
    page.edit(MEETING, 'place: {is: Lisbon, quote: "held', 'place: {is: Lisbon, quote: "held\nxx')
    page.until(lambda: MEETING in page.text(".problems .where"))
    assert "│" in page.text(".problems pre")
    assert "took place in Lisbon" in page.text("article")
    page.restore()
    page.until(lambda: not page.count(".problems"))


def test_a_removed_record_is_told_and_comes_back(page: Page) -> None:
    page.open()
    page.edit(MEETING, AGREED, AGREED)
    (page.workspace.root / MEETING).rename(page.workspace.root / "kept-aside")
    page.until(lambda: page.count(".problems") == 1)
    assert "took place in Lisbon" in page.text("article")
    (page.workspace.root / "kept-aside").rename(page.workspace.root / MEETING)
    page.until(lambda: not page.count(".problems"))


def test_a_page_that_opens_on_a_fault_is_not_blank_and_recovers(page: Page) -> None:
    page.open()
    page.edit(TEMPLATE, HEADING, "## {{ nothing }}")
    page.until_seen("there is no 'nothing' here", ".problems")
    page.open("?language=ru")  # in Russian there is no good draft yet
    page.until_seen("there is no 'nothing' here", ".problems")
    assert page.text("h1") == "Nothing to show yet"
    page.restore()
    page.until_seen("Lisbon")


def test_a_quote_that_is_not_in_its_source_is_marked_in_the_text(page: Page) -> None:
    page.open()
    page.edit(
        MEETING, '"agreed to exchange crop figures every quarter"', '"agreed to exchange crop figures every year"'
    )
    page.until_seen("crop figures every quarter", ".paper .misquoted")
    assert "the quote of 'outcomes' is not in example-gazette" in page.text(".problems")
    page.click(".paper .misquoted a")
    page.until_seen("Not found in the archived text", "#card")
    assert "briefgen writes no file" in page.text(".banner")


# --- notes ---------------------------------------------------------------------------------------


def test_a_click_on_a_note_shows_the_quote_the_source_and_the_lines(page: Page) -> None:
    page.open()
    note = page.note(QUOTED)
    page.click(f'article a[href="#{note}"]')
    page.until_seen(named := f"Note {note[5:]}", "#card")
    card = page.text("#card")
    assert page.text("#card blockquote") == QUOTED
    assert "Verified: these words stand in the archived text" in card
    assert "Example Gazette" in card
    assert "12 March 2024" in card
    assert "facts/sources/example-gazette.yaml:" in card
    lines = page.workspace.read(MEETING).splitlines()
    assert f"{MEETING}:{1 + next(n for n, line in enumerate(lines) if AGREED in line)}" in card
    assert page.js("return document.activeElement.textContent") == named
    page.press(ESCAPE)
    page.until(lambda: not page.count("#evidence.open"))
    assert page.js("return document.activeElement.getAttribute('href')") == f"#{note}"


def test_notes_can_be_reached_and_opened_by_keyboard(page: Page) -> None:
    page.open()
    page.focus("main")
    for _ in range(30):
        page.press(TAB)
        if page.js("return document.activeElement.getAttribute('role')") == "doc-noteref":
            break
    page.until_seen("Note 1", "#card")  # already when it has the focus
    page.press(ENTER)
    page.until(lambda: page.js("return document.activeElement.textContent") == "Note 1")
    page.press(TAB)
    assert page.js("return document.getElementById('evidence').contains(document.activeElement)")


def test_gaps_and_sentences_without_a_note_are_marked_and_named(page: Page) -> None:
    page.open()
    assert "Who chaired the session?" in page.text(".paper .gap")
    assert page.js("return document.querySelector('.paper .gap .aloud').textContent") == "Not known: "
    assert "Not known 1" in page.text(".legend")
    assert "No note" in page.text(".legend")
    page.click("#marks")
    assert page.js("return getComputedStyle(document.querySelector('.paper .gap')).boxShadow") == "none"
    assert page.js("return document.querySelector('.legend').checkVisibility()") is False


# --- what is hostile is inert --------------------------------------------------------------------

HOSTILE = (
    "<script>window.broken = 1</script><img src=x onerror='window.broken=2'><svg onload='window.broken=3'>"
    "</style></article></main><iframe src='javascript:parent.broken=4'></iframe> [go](javascript:window.broken=5)"
)


def test_hostile_facts_are_words(page: Page) -> None:
    page.open()
    page.edit(MEETING, f"is: {AGREED}", f'is: "{HOSTILE}"')
    page.until_seen("<script>window.broken = 1</script>")
    page.click(f'article a[href="#{page.note(QUOTED)}"]')
    page.until_seen("onerror", "#card")
    page.open()
    page.until_seen("<script>window.broken = 1</script>")
    page.open("?view=markdown")
    page.until_seen("window.broken", ".markdown")
    assert page.js("return window.broken ?? null") is None
    assert page.count("article script, article img, article svg, article iframe, main iframe, a[href^=javascript]") == 0


def test_the_policy_stops_what_would_get_through(page: Page) -> None:
    page.open()
    page.js(
        """const script = document.createElement('script'); script.textContent = 'window.broken = 6';
        document.body.append(script);
        document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=x onerror="window.broken=7">');"""
    )
    page.until(lambda: page.js("return document.querySelector('article > img').complete"))
    assert page.js("return window.broken ?? null") is None
    assert any("Content Security Policy" in entry["message"] for entry in page.log())


# --- views, files, languages ---------------------------------------------------------------------


def test_the_markdown_view_shows_the_very_text_and_follows(page: Page) -> None:
    page.open("?view=markdown")
    page.workspace.make()
    shown = page.js("return document.querySelector('.markdown').textContent")
    assert shown == page.workspace.read("out/meeting/lisbon-2024.md")
    page.edit(TEMPLATE, HEADING, "## What matters")
    page.until_seen("## What matters", ".markdown")


def test_another_language_is_a_click_away(page: Page) -> None:
    page.open()
    page.click('nav[aria-label="Language"] a[hreflang="ru"]')
    page.until(lambda: page.js("return document.querySelector('article')?.lang") == "ru")
    assert "Ключевое" in page.text("article") or page.count("article h2") > 3


# --- for everybody -------------------------------------------------------------------------------

UNNAMED = """return [...document.querySelectorAll('a, button, input, summary, [tabindex="0"]')].filter(e => {
  const label = e.labels?.[0]?.textContent ?? '';
  return e.checkVisibility() && !(e.getAttribute('aria-label') || label.trim() || e.textContent.trim());
}).map(e => e.outerHTML)"""
HEADINGS = """return [...document.querySelectorAll('main h1, main h2, main h3, main h4, main h5, main h6')]
  .filter(e => e.checkVisibility()).map(e => Number(e.tagName[1]))"""
FAINT = """const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
const light = c => { const [r, g, b] = c.map(v => linear(v / 255));
  return .2126 * r + .7152 * g + .0722 * b };
const parts = c => c.match(/[\\d.]+/g).map(Number);
const back = e => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] > 0) return c.slice(0, 3) } return [255, 255, 255] };
const faint = [];
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) { const text = texts.currentNode, e = text.parentElement;
  if (!text.textContent.trim() || !e.checkVisibility() || e.closest('script, .aloud, .skip')) continue;
  const [a, b] = [light(parts(getComputedStyle(e).color).slice(0, 3)), light(back(e))].sort((x, y) => y - x);
  const ratio = (a + .05) / (b + .05);
  if (ratio < 4.5) faint.push(text.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2)) }
return faint"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page: Page, scheme: str) -> None:
    page.scheme(scheme)
    page.edit(
        MEETING, '"agreed to exchange crop figures every quarter"', '"agreed to exchange crop figures every year"'
    )
    page.open()
    page.until(lambda: page.count(".misquoted") > 0)
    page.click('a[href="#note-2"]')
    page.js("document.querySelectorAll('.changed').forEach(e => e.classList.remove('changed'))")
    assert page.js(FAINT) == []
    dark = page.js("return getComputedStyle(document.body).backgroundColor").startswith("rgb(1")
    assert dark == (scheme == "dark")


def test_everything_that_can_be_pressed_has_a_name_and_headings_follow_each_other(page: Page) -> None:
    page.open()
    page.click('a[href="#note-2"]')
    assert page.js(UNNAMED) == []
    levels = page.js(HEADINGS)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.count("main") == page.count("header nav[aria-label]") == page.count("aside[aria-label]") == 1
    assert page.count("[role=status][aria-live=polite]") == 1
    assert page.js("return [document.documentElement.lang, document.querySelector('article').lang]") == ["en", "en-GB"]
    assert page.js("return document.querySelectorAll('article th:not([scope])').length") == 0


def test_the_first_stop_of_the_keyboard_leads_past_the_list(page: Page) -> None:
    page.open()
    page.js("document.activeElement.blur(); scrollTo(0, 0)")
    page.press(TAB)
    assert page.js("return document.activeElement.textContent") == "Skip to the brief"
    page.press(ENTER)
    page.until(lambda: page.js("return document.activeElement.id") == "main")


@pytest.mark.parametrize("query", ["", "?view=markdown"])
def test_at_the_width_of_a_phone_nothing_is_cut_off(page: Page, query: str) -> None:
    page.width(360, 740)
    page.open(query)
    assert page.js("return document.documentElement.scrollWidth") <= 360
    assert page.js("return document.getElementById('menu').open") is False
    if not query:
        page.click(f'article a[href="#{page.note(QUOTED)}"]')
        page.until_seen(QUOTED, "#card")
        assert page.js("return document.documentElement.scrollWidth") <= 360
    page.edit(
        TEMPLATE, HEADING, "## {{ nothing.that.is.there|unknown_filter_with_a_very_long_name_that_does_not_wrap }}"
    )
    page.until(lambda: page.count(".problems") == 1)
    assert page.js("return document.documentElement.scrollWidth") <= 360


def test_who_wants_no_movement_gets_none(page: Page) -> None:
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page.open()
    page.edit(TEMPLATE, HEADING, "## What matters")
    page.until_seen("What matters")
    assert page.js("return getComputedStyle(document.querySelector('.changed')).animationName") == "none"


def test_on_paper_there_is_the_brief_alone(page: Page) -> None:
    page.open()
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for selector in (".side", ".tools", "#evidence", ".facts-line"):
            assert page.js("return getComputedStyle(document.querySelector(arguments[0])).display", selector) == "none"
        assert page.js("return getComputedStyle(document.querySelector('article')).display") != "none"
    finally:
        page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
