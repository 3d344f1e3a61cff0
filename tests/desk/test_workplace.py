"""An article read and recorded at the desk in a real browser: with the mouse, and with the keyboard alone."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from PIL import Image
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from briefgen.intake.drafts.judging.own_words import FREELY
from briefgen.intake.drafts.proposal import DraftedValue, keep_drafts, read_drafts
from tests.desk.browser import ENTER, TAB, Page, chromium
from tests.desk.firefox import firefox
from tests.desk.running import Running, preview
from tests.desk.test_source_page import LINES, pdf_of
from tests.workspaces import MEETING, Scratch

pytestmark = pytest.mark.slow

AXE = Path(__file__).parent / "axe/axe.min.js"
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
SOURCE = "desk/source/example-gazette/"
WITH_RECORD = f"{SOURCE}?record=meeting/lisbon-2024"
VIEWS = [
    "desk/",
    WITH_RECORD,
    "desk/review/",
    "desk/review/meeting/lisbon-2024/",
    "desk/search?q=crop",
    "desk/at/?record=meeting/lisbon-2024",
    "desk/source/council/?record=meeting/lisbon-2024",
    "desk/templates/",
    "desk/templates/meeting/",
    "",
    "brief/meeting/lisbon-2024/",
]
RESULT = "Participants agreed to meet again."
SIGNED = "A joint statement on crop figures was signed."


in_both = pytest.mark.parametrize("one_desk", [chromium, firefox], indirect=True)
"""For what is done with keys and mouse; what looks at the script's own names runs in Chromium, which shows them."""


@pytest.fixture(scope="module", params=[chromium])
def one_desk(example: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("recording")
    workspace = Scratch(Path(copytree(example, folder / "desk")))
    with (
        preview(workspace.root, "--by", "Ana Lopes", command="desk") as running,
        request.param(folder / "profile") as browser,
    ):
        add_council(running)
        yield Page(browser, running, workspace, (f"/{SOURCE}text", "(?s).+"))


@pytest.fixture
def desk(one_desk: Page) -> Iterator[Page]:
    """The desk in the width of a desk, in light; the meeting is put back."""
    one_desk.width(1500, 1000)
    one_desk.scheme("light")
    one_desk.save(MEETING, one_desk.workspace.read(MEETING))  # is put back
    yield one_desk
    one_desk.restore()


def add_council(running: Running) -> None:
    """A PDF of two pages as a source, so that its picture is seen beside its text."""
    said = {"name": "council.pdf", "content": b64encode(pdf_of(LINES)).decode(), "id": "council"}
    assert running.post("/desk/add", json.dumps(said).encode()).status == 200


def visit(page: Page, path: str) -> None:
    page.browser.get(f"http://127.0.0.1:{page.running.port}{page.running.base}/{path}")
    page.until(lambda: page.js("return document.readyState") == "complete")
    if "?record=" in path:
        page.until(lambda: page.count("#field") == 1)


def chosen_is(page: Page, words: str) -> bool:
    return words in page.text("#chosen")


def shows(page: Page, path: str, words: str) -> bool:
    """Whether the page has the words when it is asked for anew, as it has once a save was seen."""
    visit(page, path)
    return words in page.text("main")


def can_save(page: Page) -> bool:
    """Whether Save says that it would save."""
    return page.count("#save[aria-disabled=false]") == 1


def choose(page: Page, field: str) -> None:
    """What the words say, and the first thing that is then asked."""
    script = """const s = document.getElementById('field');
if (!s) return false;  // what a click opens is on its way
s.value = arguments[0]; s.dispatchEvent(new Event('change'));
document.querySelector('#entry [required]').focus(); return true"""
    page.until(lambda: page.js(script, field))


def click_on_coffee(page: Page) -> None:
    """A click on words on which one fact rests."""
    script = """const m = [...document.querySelectorAll('#text mark')].find(one => one.innerText.includes('coffee'));
m?.click(); return Boolean(m)"""
    page.until(lambda: page.js(script))


def chord(page: Page, modifier: str, *keys: str) -> None:
    """Keys that are pressed while another is held."""
    held = ActionChains(page.browser).key_down(modifier)
    for key in keys:
        held.send_keys(key)
    held.key_up(modifier).perform()


def last_used(page: Page) -> list[float]:
    """Where the last sentence that bears something is on the screen: left, middle of its height, right."""
    found: list[float] = page.js(
        "const all = document.querySelectorAll('#text .sentence.used'), one = all[all.length - 1];"
        "one.scrollIntoView({block: 'center'});"
        "const r = one.getClientRects()[0]; return [r.left, r.top + r.height / 2, r.right]"
    )
    return found


def drag(page: Page, box: list[float], release: bool = True) -> ActionChains:
    """The mouse drawn over a line of words."""
    mouse = ActionChains(page.browser)
    pointer: Any = mouse.w3c_actions.pointer_action
    pointer.move_to_location(int(box[0]) + 1, int(box[1]))
    pointer.pointer_down()
    pointer.move_to_location(int(box[2]) - 1, int(box[1]))
    if release:
        pointer.pointer_up()
    return mouse


@in_both
def test_words_are_selected_with_the_mouse_and_a_save_changes_file_and_brief(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    drag(desk, last_used(desk)).perform()
    desk.until(lambda: "remain unsteady" in desk.text("#chosen"))
    desk.until(lambda: desk.count("#bears li") > 0)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.until(lambda: f"+  - is: {RESULT}" in desk.text(".diff") or f"+  - {{is: {RESULT}" in desk.text(".diff"))
    desk.until(lambda: can_save(desk))
    before = desk.workspace.read(MEETING)
    desk.click("#save")
    desk.until(lambda: RESULT in desk.workspace.read(MEETING))
    desk.until(lambda: "meet again" in desk.text("#sentences"))
    desk.click("#undo")
    desk.until(lambda: "Undone" in desk.text("#status"))
    assert desk.workspace.read(MEETING) == before


def test_save_pressed_while_it_is_checked_is_not_lost(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    drag(desk, last_used(desk)).perform()
    desk.until(lambda: "remain unsteady" in desk.text("#chosen"))
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.until(lambda: RESULT in desk.text(".diff"))
    desk.until(lambda: can_save(desk))
    desk.js("verdict(); document.getElementById('save').click()")
    desk.until(lambda: RESULT in desk.workspace.read(MEETING))
    desk.until(lambda: "meet again" in desk.text("#sentences"))
    desk.click("#undo")
    desk.until(lambda: "Undone" in desk.text("#status"))


@in_both
def test_save_pressed_right_after_an_error_was_typed_away_is_not_lost(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.focus("#text")
    desk.press("s")
    desk.until(lambda: desk.count("#chosen q") == 1)
    choose(desk, "date")
    desk.press("2024-02-30")
    desk.until(lambda: "not in the calendar" in desk.text("#form"))
    desk.click("#save")
    desk.until(lambda: desk.text("#status") == "Cannot be saved yet")
    assert desk.js("return document.activeElement.value") == "2024-02-30"  # what is wrong gets the cursor
    last = "const i = document.activeElement; i.value = '2024-03-12'; i.dispatchEvent(new Event('input'));"
    desk.js(f"{last} document.getElementById('save').click()")
    desk.until(lambda: "Saved in" in desk.text("#status"))
    assert "is: 2024-03-12" in desk.workspace.read(MEETING)


NAMED = "[...document.querySelectorAll('#entry label')].find(l => l.textContent.includes('whom the source')).control"


@in_both
def test_what_is_typed_goes_along_to_another_field_where_it_fits(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.js("document.querySelector('details.more').open = true")
    desk.js(f"{NAMED}.focus()")
    desk.press("example-secretariat")
    choose(desk, "discussion")
    assert desk.js(f"return [{NAMED}.value, {NAMED}.closest('.more')]") == ["example-secretariat", None]  # it is seen
    choose(desk, "date")  # which takes no sentence
    inputs = "return [...document.querySelectorAll('#entry input, #entry textarea')].map(one => one.value)"
    assert RESULT not in desk.js(inputs)
    choose(desk, "outcomes")
    assert {RESULT, "example-secretariat"} <= set(desk.js(inputs))
    desk.js("document.querySelector('#entry textarea').value = ''")
    choose(desk, "discussion")
    assert RESULT not in desk.js(inputs)


def test_words_stay_selected_when_somebody_else_saves(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.until(lambda: "6 of 8" in desk.text("#tally"))
    drag(desk, last_used(desk)).perform()
    desk.until(lambda: "remain unsteady" in desk.text("#chosen"))
    gap = "background: {is: Nobody was named in the chair., quote: The gazette could not learn who chaired the session}"
    desk.edit(MEETING, "\ngaps:\n", f"\n{gap}\n\ngaps:\n")
    desk.until(lambda: "7 of 8" in desk.text("#tally"))
    assert "remain unsteady" in desk.js("return getSelection().toString()")
    drag(desk, last_used(desk), release=False).perform()
    held = desk.js("return getSelection().toString()")
    desk.edit(MEETING, gap, "")
    desk.until(lambda: desk.js("return waiting"))
    assert "7 of 8" in desk.text("#tally")
    assert desk.js("return getSelection().toString()") == held != ""
    ActionChains(desk.browser).release().perform()
    desk.until(lambda: "6 of 8" in desk.text("#tally"))
    assert desk.js("return getSelection().toString()").strip() == held.strip()


@in_both
def test_the_keyboard_alone_is_enough(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.press(TAB)
    desk.press(ENTER)  # past the menu
    desk.until(lambda: desk.js("return document.activeElement.id") == "text")
    desk.press("n")  # the next sentence that bears nothing
    desk.press("s")
    desk.until(lambda: "SEVENTH TIME" in desk.text("#chosen") or "2024" in desk.text("#chosen"))
    desk.press(Keys.ARROW_DOWN)
    chord(desk, Keys.SHIFT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    desk.until(lambda: len(desk.text("#chosen").split()) == 3)
    desk.press("s")
    desk.until(lambda: len(desk.text("#chosen").split()) > 3)
    desk.press(ENTER)
    desk.until(lambda: desk.js("return document.activeElement.id") == "field")
    desk.press("outc")  # a list is chosen from by its first letters
    desk.until(lambda: desk.js("return document.getElementById('field').value") == "outcomes")
    desk.press(TAB)
    assert desk.js("return document.activeElement.tagName") == "TEXTAREA"
    desk.press(RESULT)
    desk.until(lambda: can_save(desk))
    chord(desk, Keys.CONTROL, ENTER)
    desk.until(lambda: "Saved in" in desk.text("#status"))
    assert RESULT in desk.workspace.read(MEETING)
    desk.until(lambda: "meet again" in desk.text("#sentences"))


def test_enter_takes_the_record_whose_id_is_typed(desk: Page) -> None:
    visit(desk, WITH_RECORD.partition("?")[0])
    desk.focus("[role=combobox]")
    desk.press("lisbon-2024")
    desk.until(lambda: desk.count("[role=option]") > 0)
    desk.press(ENTER)
    desk.until(lambda: desk.count("#field") == 1)


def test_a_text_is_given_in_another_language_too(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.js(
        "document.querySelector('details.more').open = true;"
        "const all = [...document.querySelectorAll('details.more label')];"
        "document.getElementById(all.find(l => l.innerText.includes('another language')).htmlFor).focus()"
    )
    desk.press("ru")
    desk.press(ENTER)
    assert desk.js("return document.activeElement.tagName") == "TEXTAREA"
    desk.press("Встретятся снова.")
    desk.until(lambda: can_save(desk))
    chord(desk, Keys.CONTROL, ENTER)
    desk.until(lambda: "Saved in" in desk.text("#status"))
    told = yaml.safe_load(desk.workspace.read(MEETING))["outcomes"]
    assert {"en": RESULT, "ru": "Встретятся снова."} in [one.get("is", one) for one in told if isinstance(one, dict)]


@in_both
def test_a_recorded_value_is_opened_from_its_words_changed_and_taken_out(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    before = desk.workspace.read(MEETING)
    click_on_coffee(desk)
    desk.until(lambda: desk.count("#remove") == 1)
    assert desk.js("return document.getElementById('field').value") == "discussion"
    assert desk.js("return document.activeElement.value") == "Participants discussed stocks of green coffee."
    assert not can_save(desk)
    desk.press(Keys.END)
    desk.press(Keys.BACKSPACE)
    desk.press(" and tea.")
    desk.until(lambda: can_save(desk))
    chord(desk, Keys.CONTROL, ENTER)
    desk.until(lambda: "Saved in" in desk.text("#status"))
    assert desk.workspace.read(MEETING) == before.replace("green coffee.\n", "green coffee and tea.\n", 1)
    desk.until(lambda: "coffee and tea" in desk.text("#sentences"))
    desk.click("#sentences button.change")
    desk.until(lambda: desk.count("#remove") == 1)
    desk.click("#remove")
    desk.until(lambda: "-discussion:" in desk.text(".diff"))
    desk.click("#save")
    desk.until(lambda: "discussion:" not in desk.workspace.read(MEETING))
    desk.until(lambda: "No brief prints it." in desk.text("#sentences"))
    desk.click("#undo")
    desk.until(lambda: "Undone" in desk.text("#status"))
    assert "coffee and tea" in desk.workspace.read(MEETING)


def test_a_recorded_value_is_corrected_with_the_keyboard_alone(desk: Page) -> None:
    """Its words are found by sentences and words, C opens what rests on them, and a chord saves."""
    visit(desk, WITH_RECORD)
    before = desk.workspace.read(MEETING)
    desk.js("document.getElementById('main').focus()")
    for _ in range(6):
        desk.press(TAB)
        if desk.js("return document.activeElement.id") == "text":
            break
    desk.press("n")  # a sentence on which nothing rests
    desk.press("c")
    desk.until(lambda: "Nothing rests on these words" in desk.text("#status"))
    for _ in range(20):
        desk.press(Keys.ARROW_DOWN)
        desk.press("s")
        if "coffee" in str(desk.js("return getSelection().toString()")):
            break
    desk.press("c")
    desk.until(lambda: desk.count("#remove") == 1 or desk.js("return document.activeElement.dataset.fact ?? ''"))
    if not desk.count("#remove"):
        desk.press(ENTER)  # of several values the first
    desk.until(lambda: desk.count("#remove") == 1)
    assert desk.js("return document.getElementById('field').value") == "discussion"
    desk.press(Keys.END)
    desk.press(Keys.BACKSPACE)
    desk.press(" and tea.")
    desk.until(lambda: can_save(desk))
    chord(desk, Keys.CONTROL, ENTER)
    desk.until(lambda: "Saved in" in desk.text("#status"))
    assert desk.workspace.read(MEETING) == before.replace("green coffee.\n", "green coffee and tea.\n", 1)


def test_a_fault_is_told_at_its_field_while_one_types(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.focus("#text")
    desk.press("s")
    desk.until(lambda: desk.count("#chosen q") == 1)
    choose(desk, "date")
    desk.press("2024-02-30")
    desk.until(lambda: "not in the calendar" in desk.text("#form"))
    assert not can_save(desk)


@in_both
def test_what_is_missing_is_named_and_gets_the_cursor(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.focus("#text")
    chord(desk, Keys.CONTROL, ENTER)
    assert desk.text("#status") == "Not saved: “What the words say” is missing"
    assert desk.js("return document.activeElement.id") == "field"
    desk.press("claim")
    desk.until(lambda: desk.count("#entry [required]") > 2)
    chord(desk, Keys.CONTROL, ENTER)
    assert desk.text("#status") == "Not saved: “said by” is missing"
    assert desk.js("return document.activeElement.labels[0].textContent") == "said by *"
    assert desk.text("#entry [aria-invalid=true] ~ .fault") == "This is missing."
    desk.press("example-secretariat")
    desk.until(lambda: desk.count("#entry [aria-invalid]") == 0)
    assert desk.js("return document.querySelector('#entry [required]').value") == "lisbon-2024-claims-1"


def test_without_a_record_it_is_the_record_that_is_missing(desk: Page) -> None:
    visit(desk, SOURCE)
    desk.focus("#text")
    chord(desk, Keys.CONTROL, ENTER)
    assert desk.text("#status") == "Not saved: “Record” is missing"
    assert desk.js("return document.activeElement.labels[0].innerText") == "Record"


SLOW = """const now = window.fetch;
window.fetch = (...asked) => new Promise((done) => setTimeout(() => done(now(...asked)), 300));"""


def test_a_field_that_is_chosen_stays_whatever_comes_late(desk: Page) -> None:
    """A click on words is answered when a field is chosen already: the form is not drawn anew under one's hands."""
    visit(desk, WITH_RECORD)
    desk.js(SLOW)
    click_on_coffee(desk)
    choose(desk, "outcomes")
    desk.until(lambda: desk.count("#bears li") > 0)
    desk.js(
        "return fetch(`${base}/desk/names?q=x`).then(() => fetch(`${base}/desk/names?q=x`))"
    )  # all has come by then
    assert (desk.js("return document.getElementById('field').value"), desk.count("#remove")) == ("outcomes", 0)


def test_what_is_typed_is_left_only_by_who_says_so(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.js("window.confirm = (words) => { window.wasAsked = words; return window.mayGo; }")
    typed = "return document.querySelector('#entry textarea')?.value ?? ''"
    desk.js("openFact(document.querySelector('.there [data-fact]').dataset.fact)")
    assert "not saved" in desk.js("return window.wasAsked")
    assert desk.js(typed) == RESULT
    choose(desk, "discussion")
    assert desk.js(typed) == RESULT  # a sentence of another sort is the same sentence
    desk.js("window.mayGo = true")
    desk.click("#whole")
    desk.until(lambda: desk.js(typed).startswith("# The meeting") or "names:" in desk.js(typed))


def test_what_is_typed_stays_while_another_record_is_looked_for(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.focus("#entry input[role=combobox]")
    desk.press("Per")
    assert desk.js("return document.querySelector('#entry textarea')?.value") == RESULT
    desk.focus("#entry textarea")
    assert desk.js("return document.querySelector('#entry input[role=combobox]').value") == "meeting/lisbon-2024"


@pytest.mark.parametrize(
    "answer",
    [
        "new Response('', {status: 500})",
        "new Response('{', {status: 200, headers: {'content-type': 'application/json'}})",
    ],
)
def test_a_form_that_could_not_be_saved_can_be_typed_in_again(desk: Page, answer: str) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.until(lambda: can_save(desk))
    desk.js(f"window.fetch = () => Promise.resolve({answer})")
    chord(desk, Keys.CONTROL, ENTER)
    desk.until(lambda: desk.text("#status") == "Not saved")
    assert desk.text("#verdict")
    desk.press(" Soon.")
    assert desk.js("return document.querySelector('#entry textarea').value") == f"{RESULT} Soon."


def test_a_new_id_is_one_that_the_file_has_not(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.until(lambda: desk.js("return current !== null"))
    desk.js("current.file.text += 'id: lisbon-2024-key-points-1'")
    assert desk.js("return freeId('key_points')") == "lisbon-2024-key-points-2"


def test_the_words_that_are_chosen_are_seen_while_one_types(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.focus("#text")
    desk.press("s")
    desk.until(lambda: desk.count("#chosen q"))
    choose(desk, "outcomes")
    assert desk.js("return [...CSS.highlights.get('chosen')].map(String)") == [desk.js("return chosen.text")]


def test_what_is_saved_twice_in_a_row_is_saved_once(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.until(lambda: can_save(desk))
    desk.js(f"{SLOW} window.saves = 0;")
    desk.js(
        "const slow = window.fetch;"
        "window.fetch = (to, ...rest) => { window.saves += to.endsWith('/save'); return slow(to, ...rest) }"
    )
    chord(desk, Keys.CONTROL, ENTER, ENTER)
    desk.until(lambda: desk.js("return document.activeElement.id") == "text")
    assert desk.js("return window.saves") == 1
    assert desk.workspace.read(MEETING).count(RESULT) == 1
    assert desk.text("#status").startswith("Saved in")  # and no check of what was typed before speaks after it


def test_the_file_itself_is_saved_by_the_same_keys(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.click("#whole")
    chord(desk, Keys.CONTROL, Keys.END)
    desk.press("# looked at\n")
    chord(desk, Keys.CONTROL, ENTER)
    desk.until(lambda: desk.workspace.read(MEETING).endswith("# looked at\n"))


def test_words_are_taken_along_however_quickly_one_goes_on(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.focus("#text")
    ActionChains(desk.browser).send_keys("s", TAB).perform()
    assert desk.js("return chosen.text") == "Example Gazette, 12 March 2024"


def test_a_dialog_that_is_left_by_escape_opens_again(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.js("makeRecord('Rosa Weber', ['person'], () => {})")
    desk.until(lambda: desk.count("dialog[open]") == 1)
    desk.press(Keys.ESCAPE)
    desk.until(lambda: desk.count("dialog") == 0)
    desk.js("makeRecord('Rosa Weber', ['person'], () => {})")
    desk.until(lambda: desk.count("dialog[open] .field") >= 3)
    desk.press(Keys.ESCAPE)
    desk.until(lambda: desk.count("dialog") == 0)
    desk.js("makeRecord('Trade Office', ['country', 'organisation'], () => {})")
    desk.until(lambda: desk.count("dialog[open] .field") >= 3)
    assert desk.js("return document.getElementById('made-kind').value") == "organisation"  # it needs no code
    desk.press(Keys.ESCAPE)
    desk.until(lambda: desk.count("dialog") == 0)
    desk.js("makeRecord('Rosa Weber', ['person'], () => {})")
    desk.until(lambda: desk.count("dialog[open] .field") >= 3)
    chord(desk, Keys.CONTROL, ENTER)  # is for the dialog, and not for the form behind it
    desk.until(lambda: desk.count("dialog") == 0)
    (desk.workspace.root / "facts/persons/rosa-weber.yaml").unlink()


@in_both
def test_a_text_that_is_read_from_the_right_is_set_so_and_gone_through_so(desk: Page) -> None:
    name = "archive/example-gazette.txt"
    desk.save(name, f"وفود من البرازيل.\n\n{desk.workspace.read(name)}")
    desk.edit("facts/sources/example-gazette.yaml", "sha256: ", "# sha256: ")
    desk.until(partial(shows, desk, WITH_RECORD, "وفود"))
    desk.focus("#text")
    for key, word in ((Keys.ARROW_LEFT, "وفود"), (Keys.ARROW_LEFT, "من"), (Keys.ARROW_RIGHT, "وفود")):
        desk.press(key)
        assert desk.js("return getSelection().toString()") == word
    edge = "return document.querySelector(arguments[0]).getBoundingClientRect().right"
    assert desk.js(edge, ".words") - desk.js(edge, ".sentence") < 2


@in_both
def test_the_line_below_words_ends_where_they_do(desk: Page) -> None:
    desk.width(700)
    visit(desk, WITH_RECORD)
    desk.until(
        lambda: desk.js("return [...document.querySelectorAll('#text mark')].some(m => m.getClientRects().length > 1)")
    )
    box = "const r = document.querySelector(arguments[0]).getBoundingClientRect(); return [r.left, r.top, r.bottom]"
    (left, top, bottom), edge = desk.js(box, "#text"), desk.js(box, "#text .words")[0]
    picture = Image.open(BytesIO(desk.browser.get_screenshot_as_png())).convert("RGB")
    between = picture.crop((int(left) + 1, int(top) + 2, int(edge) - 2, min(int(bottom) - 2, 800)))
    green = desk.js("return getComputedStyle(document.querySelector('#text mark')).boxShadow")
    colour = tuple(int(n) for n in re.findall(r"\d+", green)[:3])
    assert colour not in {one for _, one in between.getcolors(1 << 24) or ()}


def test_words_that_a_program_read_off_a_picture_say_so_wherever_they_are_used(desk: Page) -> None:
    name, told = "archive/council/map.json", "Found in OCR: compare these words with the picture"
    map_ = json.loads(desk.workspace.read(name))
    for stretch in map_["stretches"]:
        stretch["ocr"] = stretch["page"] == 2
    desk.save(name, json.dumps(map_))
    first = DraftedValue("d1", "meeting", "chair", "Rosa Weber", "It chose Rosa Weber as its chair", by="rules 1")
    other = replace(first, id="d2", field="place", value="Porto", quote="The harbour council met in Porto")
    keep_drafts(desk.workspace.root / "facts", "council", [first, other])
    path = "desk/source/council/?record=meeting/lisbon-2024"
    desk.until(partial(shows, desk, path, "A program read the words of page 2 off a picture (OCR)"))
    desk.until(lambda: desk.count(".proposal") == 2)
    assert [told in desk.text(f"[data-id={id_}]") for id_ in ("d1", "d2")] == [True, False]
    for one, is_ocr in ((first, True), (other, False)):
        desk.click(f"[data-id={one.id}] .property")
        desk.until(partial(chosen_is, desk, one.quote))
        assert (told in desk.text("#chosen")) == is_ocr
    desk.until(lambda: desk.text("#sheet .page") == "p. 1 of 2")  # the picture follows the words


def test_what_is_checked_while_the_form_is_drawn_anew_stops_no_script(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    click_on_coffee(desk)  # of the same record: its form is drawn anew, before or after the choice
    choose(desk, "outcomes")
    desk.until(lambda: desk.count("#save") and desk.count("#entry [required]"))
    desk.log()
    desk.js("document.getElementById('save')?.remove(); return verdict()")  # it may be drawn anew just now
    assert desk.log() == []


@in_both
def test_a_name_completes_in_any_spelling_and_a_missing_one_is_made(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.focus("#text")
    desk.press("s")
    desk.until(lambda: desk.count("#chosen q") == 1)
    choose(desk, "host")
    desk.press("brasil")
    desk.until(lambda: "country/brazil" in desk.text(".options:not([hidden])"))
    desk.press(Keys.ARROW_DOWN)
    desk.press(ENTER)
    assert desk.js("return document.activeElement.value") == "country/brazil"
    chord(desk, Keys.CONTROL, "a")
    desk.press("Rosa Weber")
    desk.until(lambda: "Make “Rosa Weber”" in desk.text(".options:not([hidden])"))
    desk.press(Keys.ARROW_UP)
    desk.press(ENTER)
    desk.until(lambda: desk.count("dialog[open]") == 1)
    assert desk.js("return document.getElementById('made-id').value") == "rosa-weber"
    desk.until(lambda: desk.count("dialog .field") >= 3)
    desk.click("dialog button[type=submit]")
    desk.until(lambda: (desk.workspace.root / "facts/persons/rosa-weber.yaml").is_file())
    desk.until(lambda: desk.count("dialog[open]") == 0)
    assert "name: Rosa Weber" in desk.workspace.read("facts/persons/rosa-weber.yaml")
    (desk.workspace.root / "facts/persons/rosa-weber.yaml").unlink()


def test_an_article_never_seen_is_added_read_and_recorded_without_touching_a_file(desk: Page) -> None:
    visit(desk, "desk/")
    words = (
        "Harbour council meets\n\nThe harbour council met in Porto on 2 May 2031. It chose Rosa Weber as its chair.\n"
    )
    desk.js("document.getElementById('add-text').value = arguments[0]", words)
    desk.focus("#add-id")
    desk.press("harbour-2031")
    desk.click("#add button[type=submit]")
    desk.until(lambda: "Porto on 2 May 2031" in desk.text("#text"))
    visit(desk, "desk/source/harbour-2031/?record=meeting/lisbon-2024")
    desk.focus("#text")
    desk.press("n")
    desk.press("n")
    desk.press("s")
    desk.until(lambda: "Porto on 2 May 2031" in desk.text("#chosen"))
    choose(desk, "background")
    desk.press("The harbour council met in Porto.")
    chord(desk, Keys.CONTROL, ENTER)  # before the checks have said whether it can be saved
    desk.until(lambda: "Saved in" in desk.text("#status"))
    assert "harbour-2031: " in desk.workspace.read(MEETING)
    desk.until(lambda: "1 of" in desk.text("#tally"))


@in_both
def test_a_proposal_stands_where_its_words_are_and_is_taken_or_put_aside_by_key(desk: Page) -> None:
    facts = desk.workspace.root / "facts"
    quote = "A joint statement on crop figures was signed at the end of the session"
    asks = f"{FREELY} x; does it say so?"
    first = DraftedValue("d1", "meeting", "outcomes", SIGNED, quote, by="rules 1", asks=asks)
    keep_drafts(facts, "example-gazette", [first, replace(first, id="d2", value="They signed nothing.")])
    visit(desk, WITH_RECORD)
    desk.until(lambda: desk.count(".proposal") == 2)
    assert "joint statement" in desk.text(".sentence.proposed")
    named = "return [...document.querySelectorAll('.proposal')].map((one) => one.getAttribute('aria-label'))"
    assert desk.js(named) == [f"meeting outcomes: {SIGNED}", "meeting outcomes: They signed nothing."]
    desk.focus("#text")
    desk.press("p")
    desk.press("p")
    desk.press("d")
    desk.until(lambda: desk.count(".proposal") == 1)
    desk.until(lambda: desk.js("return document.activeElement.id") == "text")
    desk.press("p")
    desk.press("a")
    desk.until(lambda: desk.js("return document.getElementById('field').value") == "outcomes")
    desk.until(lambda: asks in desk.text("#entry"))
    assert not can_save(desk)
    desk.until(lambda: desk.count(".fault button") == 1)
    desk.click(".fault button")
    desk.until(lambda: can_save(desk))
    assert SIGNED not in desk.workspace.read(MEETING)
    chord(desk, Keys.CONTROL, ENTER)
    desk.until(lambda: desk.count(".proposal") == 0)
    assert SIGNED in desk.workspace.read(MEETING)
    assert "proposed_by: rules 1" in desk.workspace.read(MEETING)
    assert [one.state for one in read_drafts(facts, "example-gazette")] == ["accepted", "discarded"]


def test_the_key_that_takes_a_proposal_is_heard_while_the_list_is_drawn_anew(desk: Page) -> None:
    quote = "The delegations could not agree on a joint statement"
    one = DraftedValue("d1", "meeting", "outcomes", f"{quote}.", quote, by="rules 1")
    keep_drafts(desk.workspace.root / "facts", "example-gazette", [one, replace(one, id="d2", value="No statement.")])
    visit(desk, "desk/source/example-gazette/?record=meeting/lisbon-2024")
    desk.until(lambda: desk.count(".proposal") == 2)
    desk.js("document.querySelector('[data-id=d2] .take').focus()")
    desk.js("return showProposals()")  # what a record just made, or somebody else's save, leads to
    assert desk.js("return document.activeElement.closest('[data-id]').dataset.id") == "d2"
    desk.press("a")
    desk.until(lambda: desk.count("#entry [required]"))
    (desk.workspace.root / "facts/_drafts/example-gazette.yaml").unlink()


def test_a_fault_of_a_template_leads_to_its_line(desk: Page) -> None:
    visit(desk, "desk/templates/meeting/")
    desk.until(lambda: "Nothing is wrong." in desk.text("#problems"))
    desk.until(lambda: desk.count(".looking .paper") == 1)
    before = desk.workspace.read("templates/meeting/brief.md.j2")
    desk.js("byId('template').value = '{{ meeting.plce }}\\n' + byId('template').value")
    desk.click("#keep")
    desk.until(lambda: "did you mean 'place'" in desk.text("#problems"))
    desk.click("button.goto")
    chosen = "const a = byId('template'); return a.value.slice(a.selectionStart, a.selectionEnd)"
    assert desk.js(chosen) == "{{ meeting.plce }}"
    desk.click("#back")
    desk.until(lambda: desk.workspace.read("templates/meeting/brief.md.j2") == before)


def test_what_is_typed_in_one_text_stays_while_another_is_looked_at_and_a_colleague_saves(desk: Page) -> None:
    visit(desk, "desk/templates/meeting/")
    name, at_first = "templates/meeting/brief.md.j2", "byId('template').value.split('\\n')[0]"
    before = desk.workspace.read(name)
    desk.js("const a = byId('template'); a.value = 'Typed.\\n' + a.value; a.dispatchEvent(new Event('input'))")
    other = "byId('file').selectedIndex = arguments[0]; byId('file').dispatchEvent(new Event('change'))"
    desk.js(other, 1)
    assert desk.js(f"return {at_first}") != "Typed."
    desk.js(other, 0)
    assert desk.js(f"return {at_first}") == "Typed."
    desk.save(name, f"{before}Of a colleague.\n")
    desk.click("#keep")
    desk.until(lambda: desk.workspace.read(name) == f"Typed.\n{before}Of a colleague.\n")
    desk.until(lambda: "Of a colleague." in desk.js("return byId('template').value"))


def test_what_is_typed_while_a_template_is_being_saved_stays(desk: Page) -> None:
    visit(desk, "desk/templates/meeting/")
    name = "templates/meeting/brief.md.j2"
    before = desk.workspace.read(name)
    desk.save(name, before)  # is put back
    desk.js(SLOW)
    typed = "const a = byId('template'); a.value = arguments[0] + a.value; a.dispatchEvent(new Event('input'))"
    desk.js(typed, "One.\n")
    chord(desk, Keys.CONTROL, ENTER)
    desk.js(typed, "Two.\n")
    desk.until(lambda: "Saved in" in desk.text("#status"))
    assert desk.text("#problems") == "Being looked at…"
    assert desk.js("return [byId('template').value.slice(0, 10), touched]") == ["Two.\nOne.\n", True]
    chord(desk, Keys.CONTROL, "s")
    desk.until(lambda: desk.workspace.read(name) == f"Two.\nOne.\n{before}")


def test_a_template_that_could_not_be_looked_at_is_said_to(desk: Page) -> None:
    visit(desk, "desk/templates/meeting/")
    name = "templates/meeting/brief.md.j2"
    desk.save(name, desk.workspace.read(name))  # is put back
    desk.until(lambda: desk.text("#problems") != "Being looked at…")
    desk.js(
        "const now = window.fetch; window.fetch = (...asked) => asked[0].endsWith('/problems') ?"
        " Promise.reject(new TypeError()) : now(...asked)"
    )
    desk.js("const a = byId('template'); a.value = '{# One. #}' + a.value; a.dispatchEvent(new Event('input'))")
    chord(desk, Keys.CONTROL, ENTER)
    desk.until(lambda: desk.text("#problems") == "Not looked at.")


def test_a_page_is_not_left_with_what_is_typed_unless_one_says_so(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "venue")
    leaving = "const e = new Event('beforeunload', {cancelable: true}); dispatchEvent(e); return e.defaultPrevented"
    assert not desk.js(leaving)
    desk.press("Town hall")
    desk.until(lambda: desk.js(leaving))


def test_who_is_cut_off_learns_that_nothing_was_saved_and_what_to_do(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "venue")
    desk.js("window.fetch = () => Promise.reject(new TypeError())")
    desk.press("Town hall")
    desk.until(lambda: "copy what you typed" in desk.text("#verdict"))
    assert desk.text("#status") == "Not connected: start briefgen desk again"


def test_a_desk_that_has_ended_is_told_of_before_anything_is_typed(desk: Page) -> None:
    visit(desk, SOURCE)
    desk.until(lambda: desk.js("return source?.readyState") == 1)
    desk.js("source.dispatchEvent(new Event('error'))")
    assert desk.text("#status") == "Not connected: start briefgen desk again"
    desk.js("source.dispatchEvent(new Event('open'))")
    assert desk.text("#status") == "Ready"


def test_a_fault_in_the_file_itself_is_told_with_its_line(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.click("#whole")
    desk.js(
        "const a = document.querySelector('.file'); a.value += '  place: x\\n'; a.dispatchEvent(new Event('input'))"
    )
    line = desk.workspace.read(MEETING).count("\n") + 1
    desk.until(lambda: desk.text("#form .field + .fault").startswith(f"line {line}: error:"))
    assert desk.text("#form label.path") == MEETING.removeprefix("facts/")


def test_the_page_of_a_pdf_follows_the_words_that_are_read(desk: Page) -> None:
    visit(desk, "desk/source/council/?record=meeting/lisbon-2024")
    wide = "const i = document.querySelector('#sheet img'); return i.complete ? i.naturalWidth : 0"
    desk.until(lambda: desk.js(wide) == 1100)
    assert desk.text("#sheet .page") == "p. 1 of 2"
    desk.focus("#text")
    desk.press(Keys.ARROW_DOWN)
    desk.press(Keys.ARROW_DOWN)
    desk.press("s")
    desk.until(lambda: "Rosa Weber" in desk.text("#chosen"))
    desk.until(lambda: desk.text("#sheet .page") == "p. 2 of 2" and desk.js(wide) == 1100)
    desk.click("#sheet [data-step='-1']")
    desk.until(lambda: desk.text("#sheet .page") == "p. 1 of 2")


def test_what_a_colleague_saves_is_seen(desk: Page) -> None:
    visit(desk, SOURCE)
    used = desk.count("#text mark")
    text = desk.workspace.read(MEETING)
    desk.save(MEETING, text + 'purpose: {is: To meet., quote: "HARVEST FORUM MEETS FOR THE SEVENTH TIME"}\n')
    desk.until(lambda: desk.count("#text mark") > used)


def test_an_opinion_is_given_beside_the_passage(desk: Page) -> None:
    visit(desk, "desk/review/meeting/lisbon-2024/")
    desk.click(".statement .object")
    desk.until(lambda: "needs a word" in desk.text(".answer"))
    desk.press("which session?")  # the cursor is there
    desk.click(".statement .object")
    desk.until(lambda: desk.text(".statement .standing") == "objected")
    assert "which session?" in desk.workspace.read("facts/_reviews/meetings/lisbon-2024.yaml")
    assert "Ana Lopes objected" in desk.text(".opinions")
    assert desk.js("return document.querySelector('.word').value") == ""
    desk.click(".statement .withdraw")
    desk.until(lambda: desk.text(".statement .standing") == "open")
    assert (desk.text(".opinions"), desk.count(".withdraw:not([hidden])")) == ("", 0)
    assert desk.js("return document.activeElement.dataset.verdict") == "approved"  # not on what is gone
    assert "What is wrong with names: " in desk.js("return document.querySelector('.decide label').textContent")
    visit(desk, "desk/review/meeting/lisbon-2024/")
    assert (desk.text(".statement .standing"), desk.count(".withdraw:not([hidden])")) == ("open", 0)


def test_a_sentence_of_a_brief_leads_to_its_fact_passage_and_source(desk: Page) -> None:
    visit(desk, "brief/meeting/lisbon-2024/")
    quote = "agreed to exchange crop figures every quarter"
    desk.click(f'article a[href="#{desk.note(quote)}"]')
    desk.until(lambda: desk.count("#card .property a") > 0)
    desk.click("#card .property a")
    desk.until(lambda: desk.count("mark.shown") == 1)
    assert quote in desk.text("mark.shown")
    desk.until(lambda: desk.count("#field") == 1)


def test_a_click_into_a_sentence_of_a_brief_shows_what_it_rests_on(desk: Page) -> None:
    visit(desk, "brief/meeting/lisbon-2024/")
    script = """const all = [...document.querySelectorAll('article li, article p')];
const p = all.find(e => e.innerText.includes('crop figures every'));
p.scrollIntoView({block: 'center'}); const r = p.getClientRects()[0]; return [r.left + 40, r.top + 8]"""
    x, y = desk.js(script)
    mouse = ActionChains(desk.browser)
    pointer: Any = mouse.w3c_actions.pointer_action
    pointer.move_to_location(int(x), int(y))
    pointer.pointer_down()
    pointer.pointer_up()
    mouse.perform()
    desk.until(lambda: "agreed to exchange crop figures every quarter" in desk.text("#card"))
    assert "facts/meetings/lisbon-2024.yaml" in desk.text("#card")


# --- what comes late gives way ------------------------------------------------------------------


def typed_in(page: Page) -> str:
    return str(page.js("return document.querySelector('#entry textarea')?.value ?? ''"))


def test_what_is_typed_while_a_fact_is_on_its_way_stays(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    click_on_coffee(desk)
    desk.until(lambda: desk.count("#remove") == 1 and desk.count("#bears .change[data-fact]") > 0)
    desk.hold("/fact?")
    desk.click("#bears .change[data-fact]")
    desk.until_held()
    desk.focus("#entry textarea")
    desk.press(Keys.END + " x.")
    desk.let_go()
    assert typed_in(desk).endswith("coffee. x.")
    assert desk.js("return touched")  # it is still asked for before it is left


def test_what_is_typed_in_the_file_itself_while_a_fact_is_on_its_way_stays(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.hold("/fact?")
    click_on_coffee(desk)
    desk.until_held()
    desk.click("#whole")
    desk.let_go()
    assert desk.count("textarea.file") == 1
    desk.press("# typed")
    assert "# typed" in typed_in(desk)


def test_a_record_that_was_asked_for_gives_way_to_what_is_typed_in_another(desk: Page) -> None:
    """What is seen as the record is what the words will be saved in."""
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.hold("/record/")
    picker = "const i = document.querySelector('#entry input[role=combobox]');"
    desk.js(f"{picker} i.value = 'meeting/lisbon-2024-x'; i.dispatchEvent(new Event('input'))")
    desk.until_held()
    desk.focus("#entry textarea")
    desk.press(RESULT)
    assert desk.js(f"{picker} return i.value") == "meeting/lisbon-2024"
    desk.let_go()
    assert typed_in(desk) == RESULT


def test_a_fact_that_is_opened_while_one_is_saved_comes_after_the_save(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.until(lambda: can_save(desk))
    desk.hold("/text")  # with which the form is drawn anew
    chord(desk, Keys.CONTROL, ENTER)
    desk.until_held()
    desk.js("openFact(document.querySelector('.there [data-fact]').dataset.fact)")
    desk.let_go()
    desk.until(lambda: desk.count("#remove") == 1)
    assert desk.js("return saving.then(() => byId('remove') !== null)")
    assert RESULT in desk.workspace.read(MEETING)


def test_the_form_takes_no_words_while_a_save_is_undone(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.hold("/undo")
    desk.js("undo()")
    desk.until_held()
    assert desk.js("return byId('entry').inert")
    desk.let_go()
    desk.until(lambda: not desk.js("return byId('entry').inert"))


def test_the_cursor_stays_where_it_was_put_while_something_is_saved(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.until(lambda: can_save(desk))
    desk.hold("/save")
    chord(desk, Keys.CONTROL, ENTER)
    desk.until_held()
    desk.focus("#unused")
    desk.let_go()
    desk.until(lambda: "Saved in" in desk.text("#status"))
    assert desk.js("return document.activeElement.id") == "unused"


def test_the_facts_shown_are_of_the_words_chosen_last(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    ids = desk.js(
        "return [...document.querySelectorAll('.there [data-fact]')].slice(0, 2).map(one => one.dataset.fact)"
    )
    desk.hold("/facts?")
    desk.js("window.late = showFacts(arguments[0]); showFacts(arguments[1])", *ids)
    desk.until_held(2)
    desk.let_go()
    assert desk.js("return document.querySelector('#bears [data-fact]').dataset.fact") == ids[1]
    assert desk.js("return late") is False  # C of then opens nothing


def test_enter_leads_to_the_form_before_the_facts_are_there(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.hold("/facts?")
    desk.focus("#text")
    ActionChains(desk.browser).send_keys("s", ENTER, "outc").perform()
    assert desk.js("return [document.activeElement.id, byId('field').value]") == ["field", "outcomes"]
    assert desk.js("return chosen.text") == "Example Gazette, 12 March 2024"
    desk.let_go()


def test_the_text_shown_is_the_newest(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.until(lambda: "6 of 8" in desk.text("#tally"))
    desk.hold("/text")
    desk.js("drawn = ''; text()")
    desk.until_held()
    gap = "background: {is: Nobody was named in the chair., quote: The gazette could not learn who chaired the session}"
    desk.edit(MEETING, "\ngaps:\n", f"\n{gap}\n\ngaps:\n")
    desk.until(lambda: "7 of 8" in desk.running.get(f"/{SOURCE}text").text)
    desk.js("window.last = text()")
    desk.let_go()
    assert "7 of 8" in desk.js("return last.then(() => byId('tally').innerText)")


def test_a_save_is_done_when_the_proposals_are_those_that_are_left(desk: Page) -> None:
    """The page hears of its own save, too, and may be drawing the text by then."""
    visit(desk, WITH_RECORD)
    desk.hold("/proposals")
    desk.js("drawn = ''; text()")
    desk.until_held()
    desk.js("window.isDone = false; text().then(() => { window.isDone = true; })")
    ask = "return fetch(`${base}/list`).then(() => fetch(`${base}/list`)).then(() => isDone)"
    assert not desk.js(ask)
    desk.let_go()
    desk.until(lambda: desk.js(ask))


def test_the_sentences_that_would_be_printed_stay_whatever_comes_late(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.until(lambda: can_save(desk))
    desk.hold("/sentences")
    chord(desk, Keys.CONTROL, ENTER)
    desk.until_held()
    desk.until(lambda: "Saved in" in desk.text("#status"))
    choose(desk, "outcomes")
    desk.press("Nothing else was agreed.")
    desk.until(lambda: desk.count(".would") > 0)
    desk.let_go()
    assert desk.count(".would") > 0


def two_proposals(desk: Page) -> None:
    quote = "The delegations could not agree on a joint statement"
    one = DraftedValue("d1", "meeting", "outcomes", f"{quote}.", quote, by="rules 1")
    keep_drafts(desk.workspace.root / "facts", "example-gazette", [one, replace(one, id="d2", value="No statement.")])
    visit(desk, WITH_RECORD)
    desk.until(lambda: desk.count(".proposal") == 2)


def test_a_proposal_that_was_put_aside_does_not_come_back_late(desk: Page) -> None:
    two_proposals(desk)
    desk.hold("/proposals")
    desk.js("showProposals()")
    desk.until_held()
    desk.js("document.querySelector('.proposal .take').focus()")
    desk.press("d")
    desk.until(lambda: "Put aside" in desk.text("#status"))
    desk.until_held(2)
    desk.let_go()
    desk.until(lambda: desk.count(".proposal") == 1)
    assert desk.js("return document.activeElement.id") == "text"
    (desk.workspace.root / "facts/_drafts/example-gazette.yaml").unlink()


def test_a_proposal_on_its_way_gives_way_to_what_is_typed(desk: Page) -> None:
    two_proposals(desk)
    desk.hold("/proposals")
    desk.js("takeUp(0)")
    desk.until_held()
    choose(desk, "outcomes")
    desk.press(RESULT)
    desk.let_go()
    assert typed_in(desk) == RESULT
    (desk.workspace.root / "facts/_drafts/example-gazette.yaml").unlink()


def test_the_cursor_stays_where_it_was_put_while_a_proposal_is_put_aside(desk: Page) -> None:
    two_proposals(desk)
    desk.hold("/decide")
    desk.js("document.querySelector('.proposal .take').focus()")
    desk.press("d")
    desk.until_held()
    choose(desk, "outcomes")
    desk.let_go()
    desk.until(lambda: desk.count(".proposal") == 1)
    assert desk.js("return document.activeElement.tagName") == "TEXTAREA"
    (desk.workspace.root / "facts/_drafts/example-gazette.yaml").unlink()


def test_enter_takes_no_name_that_was_found_for_what_is_no_longer_typed(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    choose(desk, "host")
    desk.press("brasil")
    desk.until(lambda: "country/brazil" in desk.text(".options:not([hidden])"))
    desk.press(Keys.ARROW_DOWN)
    desk.hold("/names?")
    ActionChains(desk.browser).send_keys("ian", ENTER).perform()
    assert desk.js("return document.activeElement.value") == "brasilian"
    desk.let_go()


def test_the_fields_of_a_new_record_are_of_the_kind_chosen_last(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.js("makeRecord('Rosa Weber', [], () => {})")
    desk.until(lambda: desk.count("dialog[open] .field") >= 3)
    labels = "return [...document.querySelectorAll('dialog label')].map((one) => one.textContent).join()"
    before = desk.js(labels)
    desk.hold("/form/")
    other = "const k = byId('made-kind'); k.value = arguments[0]; k.dispatchEvent(new Event('change'))"
    first = desk.js("return byId('made-kind').value")
    desk.js(other, "person")
    desk.until_held()
    desk.js(other, first)
    desk.let_go()
    assert desk.js(labels) == before
    desk.press(Keys.ESCAPE)
    desk.until(lambda: desk.count("dialog") == 0)


def test_what_is_wrong_with_a_page_of_a_picture_is_not_said_of_another(desk: Page) -> None:
    visit(desk, "desk/source/council/?record=meeting/lisbon-2024")
    desk.until(lambda: desk.text("#sheet .page") == "p. 1 of 2")
    desk.hold("/page/")
    desk.js("document.querySelector('#sheet img').dispatchEvent(new Event('error'))")
    desk.until_held()
    desk.click("#sheet [data-step='1']")
    desk.let_go()
    assert desk.text("#sheet .fault") == ""


def test_a_word_that_is_typed_while_an_opinion_is_sent_stays(desk: Page) -> None:
    visit(desk, "desk/review/meeting/lisbon-2024/")
    desk.focus(".word")
    desk.press("which session?")
    desk.hold("/opinion")
    desk.click(".statement .object")
    desk.until_held()
    desk.focus(".word")
    desk.press(Keys.END + " And where?")
    desk.let_go()
    desk.until(lambda: desk.text(".statement .standing") == "objected")
    assert desk.js("return document.querySelector('.word').value") == "which session? And where?"
    desk.click(".statement .withdraw")
    desk.until(lambda: desk.text(".statement .standing") == "open")


# --- what is hostile is inert --------------------------------------------------------------------

HOSTILE = (
    "<script>window.broken = 1</script><img src=x onerror='window.broken=2'><svg onload='window.broken=3'>"
    "</span></p></div><iframe src='javascript:parent.broken=4'></iframe>"
)


def test_hostile_sources_facts_and_names_are_words(desk: Page) -> None:
    name = "facts/sources/example-gazette.yaml"
    lines = [line for line in desk.workspace.read(name).splitlines(True) if not line.startswith(("sha256", "title"))]
    desk.save(name, "".join(lines) + f'title: "{HOSTILE}"\n')
    desk.save("archive/example-gazette.txt", desk.workspace.read("archive/example-gazette.txt") + f"\n{HOSTILE}\n")
    desk.edit(MEETING, "is: Participants agreed to exchange crop figures every quarter.", f'is: "{HOSTILE}"')
    desk.save("facts/meetings/'><script>window.broken=5<.yaml", "x: y\n")
    for path in [WITH_RECORD, "desk/", "desk/review/meeting/lisbon-2024/", "desk/search?q=broken"]:
        desk.until(partial(shows, desk, path, "window.broken"))
        assert desk.js("return window.broken ?? null") is None
        assert desk.count("main script, main img, main iframe, main svg, a[href^=javascript]") == 0
    visit(desk, WITH_RECORD)
    opened = "const it = document.querySelector('.there'); if (it) it.open = true; return it?.innerText ?? ''"
    desk.until(lambda: "onerror" in desk.js(opened))  # the page may be drawn anew meanwhile
    assert desk.count(".there img, .there script") == 0


# --- for everybody -------------------------------------------------------------------------------


def test_axe_is_the_one_that_was_looked_at() -> None:
    assert sha256(AXE.read_bytes()).hexdigest() == AXE_SHA256


def axe(page: Page) -> list[str]:
    """What axe finds on the page, in words."""
    page.browser.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    script = """const done = arguments[0];
axe.run().then(r => done(r.violations)).catch(e => done([{id: String(e), nodes: []}]))"""
    found: list[dict[str, Any]] = page.browser.execute_async_script(script)
    return [f"{one['id']}: {[node['html'][:160] for node in one['nodes']][:3]}" for one in found]


SPOKEN = """window.spoken = [];
const LIVE = '[role=alert], [role=status], [aria-live]';
const placeOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(LIVE);
new MutationObserver((all) => {
  const places = new Set(all.map((one) => placeOf(one.target)));
  for (const place of places) if (place?.textContent) window.spoken.push(place.textContent);
}).observe(document.body, { subtree: true, childList: true, characterData: true });"""


@in_both
def test_what_changes_is_said_once_and_the_cursor_is_never_lost(desk: Page) -> None:
    visit(desk, WITH_RECORD)
    desk.focus("#text")
    desk.press("s")
    desk.until(lambda: desk.count("#chosen q") == 1)
    choose(desk, "date")
    desk.js(SPOKEN)
    desk.press("2024-02-30")
    desk.until(lambda: "not in the calendar" in desk.text("#form") and desk.text("#status") == "Cannot be saved yet")
    desk.js("window.spoken = []; document.activeElement.dispatchEvent(new Event('input'))")
    desk.js("return verdict()")  # as typed on, and wrong for the same reason
    assert desk.js("return window.spoken") == []
    assert desk.js("return document.activeElement.getAttribute('aria-invalid')") == "true"
    desk.js("document.activeElement.select()")
    desk.press("2024-03-12")
    desk.until(lambda: can_save(desk))
    desk.js("window.spoken = []")
    chord(desk, Keys.CONTROL, ENTER)
    desk.until(lambda: "Saved in" in desk.text("#status"))
    assert [one for one in desk.js("return window.spoken") if "aved" in one] == ["Being saved…", desk.text("#status")]
    assert desk.js("return document.activeElement.id") == "text"
    desk.click("#undo")
    desk.until(lambda: "Undone in" in desk.text("#status"))
    assert desk.js("return document.activeElement.id") == "undo"
    desk.click("#whole")
    desk.until(lambda: desk.count("textarea.file") == 1)
    desk.click(".buttons .quiet")
    assert desk.js("return document.activeElement.id") == "field"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", VIEWS)
def test_axe_finds_nothing(desk: Page, path: str, scheme: str) -> None:
    desk.scheme(scheme)
    proposal = DraftedValue("d9", "meeting", "outcomes", RESULT, "Participants discussed stocks of green coffee")
    keep_drafts(
        desk.workspace.root / "facts", "example-gazette", [replace(proposal, asks="Who says so?", by="rules 1")]
    )
    visit(desk, path)
    if "?record=" in path:
        if SOURCE in path:
            desk.until(lambda: desk.count(".proposal") == 1)
            desk.focus("#text")
            desk.press("s")
            desk.until(lambda: desk.count("#bears li") > 0 or desk.count("#bears p") > 0)
        choose(desk, "claims")
        desk.until(lambda: desk.count("#entry .field") > 4)
        desk.js("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert axe(desk) == []
    if path == WITH_RECORD:  # a value that is recorded, with its sentences as they would be
        click_on_coffee(desk)
        desk.until(lambda: desk.count(".facts .change") > 0)
        desk.click("#bears .change[data-fact]")  # which takes the cursor, and what it opens takes it from there
        desk.until(
            lambda: desk.count("#remove") == 1 and desk.js("return document.activeElement.tagName") == "TEXTAREA"
        )
        desk.press(" x.")
        desk.until(lambda: desk.count(".would") > 0)
        assert axe(desk) == []


@in_both
@pytest.mark.parametrize("path", VIEWS)
def test_at_the_width_of_a_phone_nothing_scrolls_sideways(desk: Page, path: str) -> None:
    desk.width(375, 740)
    visit(desk, path)
    if "?record=" in path:
        choose(desk, "claims")
        desk.js("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert desk.js("return document.documentElement.scrollWidth") <= 375
