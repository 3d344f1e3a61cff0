"""Template text in another language: what |t does, and what is said of a catalogue with a fault."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.diagnostics import Diagnostic
from briefgen.document.escape import escape, unescape
from briefgen.document.joining import MARK
from briefgen.language.cldr import Locale, extract, from_data
from briefgen.language.phrases import gaps_of_phrases
from briefgen.rendering.catalogue import Catalogue, Translation, find_catalogue, read_catalogue
from briefgen.rendering.filters import _filled
from tests.document.strategies import texts
from tests.workspaces import REPOSITORY, Ran, Scratch

FILE = "templates/_lang/ru.toml"
STATES = '"{n} state|{n} states" = {one = "{n} государство", few = "{n} государства", many = "{n} государств"}\n'


def locale(tag: str) -> Locale:
    return from_data(extract(tag))


def made(workspace: Scratch, template: str, catalogue: str | None, language: str = "ru") -> Ran:
    """A brief about the example's meeting from a template and a catalogue that has no other file behind it."""
    workspace.write("templates/note/template.toml", f'about = "meeting"\nformats = ["md"]\nlanguage = "{language}"\n')
    workspace.write("templates/note/brief.md.j2", template.encode())
    if catalogue is not None:
        workspace.write(f"templates/_lang/{language}.toml", catalogue.encode())
    return workspace.run("note", "lisbon-2024", "-w", str(workspace.root))


def text_of(workspace: Scratch) -> str:
    said = workspace.read("out/note/lisbon-2024.md").split("\n\n[^1]: ")[0].rstrip("\n")
    return said.removeprefix("**TLP:CLEAR**").lstrip("\n")


def said(workspace: Scratch, template: str, catalogue: str) -> str:
    ran = made(workspace, template, catalogue)
    assert (ran.code, ran.err) == (0, "")
    return text_of(workspace)


# --- texts ---------------------------------------------------------------------------------------


def test_english_needs_no_catalogue(workspace: Scratch) -> None:
    template = '{{ "Key points"|t }}: {{ "{n} state|{n} states"|t(n=meeting.lists[0].parties|count) }}'
    assert workspace.rendered(template) == "Key points: 3 states[^1]"


def test_a_text_stands_in_the_language_of_the_brief(workspace: Scratch) -> None:
    assert said(workspace, '## {{ "Summary"|t }}\n\n{{ meeting.date }}', '[texts]\n"Summary" = "Итог"\n').startswith(
        "## Итог"
    )


def test_the_text_of_a_catalogue_is_markup_and_a_value_is_not(workspace: Scratch) -> None:
    workspace.edit("facts/meetings/lisbon-2024.yaml", "place: {is: Lisbon,", 'place: {is: "*Lisbon* {when}",')
    text = said(workspace, '{{ "In {place}"|t(place=meeting.place) }}', '[texts]\n"In {place}" = "**Где:** {place}"\n')
    assert text == "**Где:** \\*Lisbon\\* \\{when}[^1]"


@pytest.mark.parametrize(("number", "words"), [(0, "0 государств"), (1, "1 государство"), (2, "2 государства")])
def test_a_number_chooses_the_form(number: int, words: str) -> None:
    catalogue, problems = read_catalogue(f"[texts]\n{STATES}".encode(), FILE, locale("ru"))
    assert problems == []
    text = Translation(locale("ru"), catalogue).text("{n} state|{n} states", number)
    assert text.replace("{n}", str(number)) == words


def test_one_form_may_serve_all_numbers(workspace: Scratch) -> None:
    template = '{{ "{n} is|{n} are"|t(n=meeting.lists[0].parties|count) }}'
    assert said(workspace, template, '[texts]\n"{n} is|{n} are" = "всего {n}"\n') == "всего 3[^1]"


def test_a_word_of_a_field_is_translated_and_still_compared_by_its_token(workspace: Scratch) -> None:
    template = "{{ (meeting.participation|where('status', 'listed')|first).status }}"
    assert said(workspace, template, "") == "в списке[^1]"


def test_a_full_stop_is_not_set_twice(workspace: Scratch) -> None:
    text = said(workspace, '{{ "On {date}."|t(date=meeting.date) }}', '[texts]\n"On {date}." = "Дата: {date}."\n')
    assert text == "Дата: 11\u00a0марта 2024\u00a0года.[^1]"


def test_a_note_stands_behind_its_own_sentence_where_that_ends_with_a_russian_date(workspace: Scratch) -> None:
    catalogue = '[texts]\n"On {date}." = "Дата: {date}."\n'
    text = said(workspace, '{{ "On {date}."|t(date=meeting.date) }} Меморандум подписан.', catalogue)
    assert text == "Дата: 11\u00a0марта 2024\u00a0года.[^1] Меморандум подписан."


MARKED = st.lists(st.integers(0, 9), max_size=3, unique=True)


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.tuples(texts(), MARKED), min_size=1))
def test_what_is_filled_in_keeps_its_words_and_its_marks(given_: dict[str, tuple[str, list[int]]]) -> None:
    values = {name: escape(words) + "".join(chr(MARK + n) for n in marks) for name, (words, marks) in given_.items()}
    filled = _filled(" | ".join(f"{{{name}}}" for name in values), values)
    marks = [ord(c) - MARK for c in filled if ord(c) >= MARK]
    assert marks == [n for _, numbers in given_.values() for n in numbers]
    bare = "".join(c for c in filled if ord(c) < MARK)
    assert unescape(bare) == " | ".join(words for words, _ in given_.values())


def test_the_text_is_not_kept_from_a_brief_in_another_language(workspace: Scratch) -> None:
    """Jinja works out filters on constants while it compiles, and compiled templates are kept."""
    catalogue = '[texts]\n"Summary" = "Итог"\n'
    assert said(workspace, '{{ "Summary"|t }}', catalogue) == "Итог"
    ran = workspace.run("note", "lisbon-2024", "-l", "en", "-w", str(workspace.root))
    assert (ran.code, ran.err) == (0, "")
    assert workspace.read("out/note/lisbon-2024.en.md") == "**TLP:CLEAR**\n\nSummary\n"


FAULTS = {
    '{{ "In {place}"|t }}': "|t: no value is given for {place} [template]\n  hint: given: nothing",
    '{{ "In {place}"|t(plcae="x", place="y") }}': "|t: the text has no {plcae} [template]",
    '{{ "a state|states"|t }}': "|t: this text has two forms [template]\n  hint: say which number decides",
    "{{ meeting.place|t }}": "|t is for words of the template [template]",
    '{{ "In {place}"|t(place=meeting.venue) }}': "nothing is recorded for meeting/lisbon-2024: venue [template]",
    '{{ "Of {all}"|t(all=meeting.gaps) }}': "|t works on one value, and this is a list [template]",
    '{{ "{n} is"|t(n=meeting.place) }}': "|t works on a number [template]",
    '{{ "state|states"|t(n=meeting.lists[0].parties|count) }}': "|t: the text has no {n} [template]",
    '{{ "In {place}"|t(place=meeting.plcae) }}': "a meeting has no 'plcae' [undefined-name]",
}


@pytest.mark.few(4)
@pytest.mark.parametrize("template", FAULTS)
def test_a_fault_in_the_use_of_a_text_is_named_at_its_line(workspace: Scratch, template: str) -> None:
    fault = workspace.fault(f"x\n{template}")
    assert fault.startswith("templates/note/brief.md.j2:2:")
    assert FAULTS[template] in fault


# --- what a catalogue lacks ----------------------------------------------------------------------


def test_a_text_that_is_missing_stays_english_and_is_named_once(workspace: Scratch) -> None:
    ran = made(workspace, '{{ "Summary"|t }}, {{ "Summary"|t }} {{ "{a}."|t(a="!") }}', "")
    assert ran.code == 0
    assert text_of(workspace) == "Summary, Summary !."
    assert ran.err == (
        "templates/_lang/ru.toml: warning: nothing is given for 'Summary'; it stays English [untranslated]\n"
        '  hint: add under [texts]: "Summary" = "…"\n1 warning\n'
    )


def test_a_language_without_catalogue_has_one_warning(workspace: Scratch) -> None:
    ran = made(workspace, '{{ "On {day}"|t(day=meeting.date) }} {{ "Summary"|t }}', None, "de")
    assert (ran.code, ran.err.count("warning:")) == (0, 1)
    assert "templates/_lang/de.toml: warning: there is no catalogue for 'de'" in ran.err
    assert text_of(workspace) == "On 11.\u00a0März 2024 Summary[^1]"


def test_a_workspace_s_catalogue_goes_before_the_shipped_one_line_by_line(workspace: Scratch) -> None:
    template = '{{ "Not known"|t }}, {{ "Discussion"|t }}'
    assert said(workspace, template, '[texts]\n"Not known" = "Пробелы"\n') == "Пробелы, Обсуждение"


def test_a_region_s_catalogue_goes_before_that_of_its_language(workspace: Scratch) -> None:
    workspace.write("templates/_lang/de.toml", '[texts]\n"January" = "Januar"\n"A" = "B"\n')
    ran = made(workspace, '{{ "January"|t }} {{ "A"|t }}', '[texts]\n"January" = "Jänner"\n', "de-AT")
    assert (ran.code, ran.err, text_of(workspace)) == (0, "", "Jänner B")


def test_a_phrase_of_the_program_may_be_worded_otherwise(workspace: Scratch) -> None:
    phrases = '[phrases]\nretrieved = "geholt: {}"\nordinal = "Nr.\u00a0{}"\n'
    made(workspace, "{{ meeting.ordinal|ordinal }}, {{ meeting.date }}", phrases, "de")
    assert text_of(workspace).startswith("Nr.\u00a07, 11.")
    assert "geholt: 15.\u00a0März 2024" in workspace.read("out/note/lisbon-2024.md")


def test_english_may_have_a_catalogue_of_its_own(workspace: Scratch) -> None:
    workspace.write(
        "templates/_lang/en.toml", '[texts]\n"Source" = "What it rests on"\n[words.type]\nstatement = "paper"\n'
    )
    brief = workspace.brief()
    assert "## What it rests on\n" in brief
    assert "## The paper\n" in brief


# --- faults of a catalogue -----------------------------------------------------------------------

BROKEN = {
    '[texts]\n"In {place}" = "Где"\n': ("2:1", "the value {place} is missing", "without it, its sources would be lost"),
    '[texts]\n"In {place}" = "Где: {plase}{place}"\n': ("2:1", "unknown value {plase}", "did you mean 'place'?"),
    '[texts]\n# x\n\n  "A" = 3\n': ("4:3", "expected text in quotation marks", ""),
    '[texts]\n"A" = ""\n': ("2:1", "expected text in quotation marks", ""),
    '[texts]\n"A" = "a|b"\n': ("2:1", "a bar cannot stand in a text", "it would break tables, lines or citations"),
    '[texts]\n"A" = "a\\nb"\n': (
        "2:1",
        "a line end cannot stand in a text",
        "it would break tables, lines or citations",
    ),
    '[texts]\n"A" = "\\U000F0000"\n': ("2:1", "an invisible character cannot stand in a text", "it would break"),
    '[texts]\n"A" = {one = "a", few = "b", many = "c"}\n': (
        "2:1",
        "the English text has one form, this has several",
        "",
    ),
    '[texts]\n"A|B" = {one = "a", few = "b"}\n': ("2:1", "the form for 'many' is missing", "it takes: one, few, many"),
    '[texts]\n"A|B" = {one = "a", some = "b"}\n': ("2:1", "'some' is no form of number", "forms are: zero, one"),
    '[texts]\n"{n} a|{n} b" = {one = "a", few = "{n} b", many = "{n} c"}\n': ("2:1", "the value {n} is missing", ""),
    "[text]\nA = 'a'\n": ("1:1", "unknown section or key 'text'", "did you mean 'texts'?"),
    "texts = 'a'\n": ("1:1", "'texts' is no section", "write [texts]"),
    "[words]\nstatus = 'a'\n": ("2:1", "these are no words", "write [words.status]"),
    "[words.status]\nlisted = 1\n": ("2:1", "expected text in quotation marks", ""),
    "[phrases]\nundatd = 'a'\n": ("2:1", "there is no phrase 'undatd'", "did you mean 'undated'?"),
    "[phrases]\nretrieved = 'a'\n": ("2:1", "this phrase has 1 gaps to fill, written {}", ""),
    "[texts]\nA = a\n": ("2:5", "not readable as TOML", 'a line reads "English"'),
    "[texts]\nA = 'a'\nA = 'b'\n": ("3:1", "the key 'A' stands twice, first on line 2", ""),
}


@pytest.mark.few(1)
@pytest.mark.parametrize("catalogue", BROKEN)
def test_a_fault_of_a_catalogue_is_named_at_its_line(workspace: Scratch, catalogue: str) -> None:
    place, message, hint = BROKEN[catalogue]
    ran = made(workspace, "x", catalogue)
    assert ran.code == 1
    assert ran.err.startswith(f"{FILE}:{place}: error: {message}"), ran.err
    assert hint in ran.err
    assert not (workspace.root / "out/note").exists()
    assert f"{FILE}:{place}: error: {message}" in workspace.run("check", "-w", str(workspace.root)).out


def test_a_catalogue_that_is_no_utf_8_is_refused() -> None:
    catalogue, problems = read_catalogue(b"\xff", FILE, locale("ru"))
    assert replace(catalogue, found=False) == Catalogue(FILE)
    assert [p.message for p in problems] == ["not readable as UTF-8"]


@pytest.mark.slow
def test_a_catalogue_is_named_by_a_language(workspace: Scratch) -> None:
    workspace.write("templates/_lang/klingon.toml", "")
    out = workspace.run("check", "-w", str(workspace.root)).out
    assert "templates/_lang/klingon.toml: error: 'klingon' is no language that CLDR knows" in out


def test_a_link_that_leads_out_of_the_templates_is_not_followed(
    workspace: Scratch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "de.toml"
    outside.write_text('[texts]\n"A" = "secret"\n')
    (workspace.root / "templates/_lang/de.toml").symlink_to(outside)
    ran = made(workspace, '{{ "A"|t }}', None, "de")
    assert ran.code == 1
    assert "secret" not in ran.err
    assert "templates/_lang/de.toml: error: " in ran.err


def test_no_code_runs_in_a_catalogue(workspace: Scratch) -> None:
    text = said(workspace, '{{ "A"|t }}', '[texts]\n"A" = "{{ 7 * 7 }} {% raw %}"\n')
    assert re.sub(r"\\", "", text) == "{{ 7 * 7 }} {% raw %}"


# --- what the page for editors says --------------------------------------------------------------

PAGE = (REPOSITORY / "templates/README.md").read_text("utf-8")


def test_the_page_for_editors_names_every_phrase() -> None:
    listed = re.search(r"The phrases are: ([^.]*)\.", PAGE)
    assert listed is not None
    assert set(re.split(r",\s+", listed[1])) == set(gaps_of_phrases())


def test_the_examples_of_the_page_for_editors_work(workspace: Scratch) -> None:
    lines = re.findall(r"^    (.*)$", PAGE.partition("## Another language")[2], re.MULTILINE)
    template = "\n\n".join(line for line in lines if "|t" in line and line.startswith(("#", "{{")))
    template = "{% set list = meeting.lists[0] %}" + template
    catalogue = "\n".join(line for line in lines if line.startswith('"'))
    text = said(workspace, template, f"[texts]\n{catalogue}\n")
    assert text == (
        "## Дальнейшие шаги\n\nРешение (seventh session of the Example Harvest Forum): "
        "Participants agreed to exchange crop figures every quarter.[^1][^2]\n\n3 государства.[^1]"
    )
    phrases = "\n".join(["[phrases]", *(line for line in lines if re.match(r"(?!abbreviations|language)\w+ = ", line))])
    assert read_catalogue(phrases.encode(), FILE, locale("de"))[1] == []


def test_a_catalogue_is_read_once_for_many_briefs_and_again_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[bytes | OSError] = []

    def counting(raw: bytes | OSError, file: str, locale: Locale) -> tuple[Catalogue, list[Diagnostic]]:
        read.append(raw)
        return read_catalogue(raw, file, locale)

    monkeypatch.setattr("briefgen.rendering.catalogue.read_catalogue", counting)
    file, folders = tmp_path / "_lang/ru.toml", [("templates of many", tmp_path)]
    file.parent.mkdir()
    file.write_text('[texts]\n"Yes" = "Да"\nfaulty = 1\n', "utf-8")
    locale = from_data(extract("ru"))
    first = find_catalogue(folders, locale)
    assert find_catalogue(folders, locale) == first
    assert (len(first[1]), len(read)) == (1, 1)
    find_catalogue(folders, from_data(extract("ru")))  # other tables, for all that is known
    file.write_text('[texts]\n"Yes" = "Ага"\n', "utf-8")
    assert find_catalogue(folders, locale)[0].texts == {"Yes": {"": "Ага"}}
    assert len(read) == 3


def test_a_field_without_words_of_its_own_is_printed_as_words() -> None:
    translation = Translation(from_data(extract("en-GB")))
    assert translation.word("property", "took_part") == "took part"
    assert translation.word("status", "not-listed") == "not listed"


CATALOGUES: dict[str, str | bytes] = {
    "brackets in brackets": "[texts]\nx = " + "[" * 5000,
    "tables in tables": "[texts]\nx = " + "{a=" * 5000,
    "a very long dotted name": "[texts]\n" + ".".join("a" * 20_000) + " = 1",
    "too large": "[texts]\n" + '"a" = "b"\n' * 120_000,
    "a control character": '[texts]\n"Key points" = "a\\u0007b"',
    "a citation": '[texts]\n"Key points" = "a\\U000F0000"',
    "escape": '[texts]\n"Key points" = "a\\uE021"',
    "a line end": '[texts]\n"Key points" = "a\\n# b"',
    "a cell": '[texts]\n"Key points" = "a|b"',
    "a gap that is not there": '[texts]\n"Key points" = "{names.__class__}{x}"',
    "no text at all": '[texts]\n"Key points" = 5\n[words]\nstatus = 3\n[phrases]\nundated = [1]',
    "not UTF-8": b"[texts]\n\xff",
    "a number too long to read": "[texts]\nx = " + "9" * 10_000,
}


@pytest.mark.few(1)
@pytest.mark.parametrize("case", CATALOGUES)
def test_a_hostile_catalogue_is_named_and_refused(workspace: Scratch, case: str) -> None:
    content = CATALOGUES[case]
    workspace.write("templates/_lang/fr.toml", content if isinstance(content, bytes) else content.encode())
    workspace.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\nlanguage = "fr"\n')
    workspace.write("templates/note/brief.md.j2", "{{ 'Key points'|t }}")
    made = workspace.run("note", "lisbon-2024", "-w", str(workspace.root))
    checked = workspace.run("check", "-w", str(workspace.root))
    for ran in (made, checked):
        assert ran.code == 1
        assert "templates/_lang/fr.toml" in ran.out + ran.err
        assert "Traceback" not in ran.out + ran.err
    assert not (workspace.root / "out/note").exists()


def test_what_a_catalogue_says_is_not_rendered(workspace: Scratch) -> None:
    workspace.write("templates/_lang/fr.toml", '[texts]\n"Key points" = "{{ meeting.date }} {% include x %}"\n')
    workspace.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\nlanguage = "fr"\n')
    workspace.write("templates/note/brief.md.j2", "{{ 'Key points'|t }}")
    made = workspace.run("note", "lisbon-2024", "-w", str(workspace.root))
    assert made.code == 0
    assert workspace.read("out/note/lisbon-2024.md").splitlines()[-1] == r"\{\{ meeting.date }} \{% include x %}"


@pytest.mark.few(4)
@pytest.mark.parametrize("file", ["briefgen.toml", "templates/note/template.toml"])
@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 5000,
        ".".join("a" * 20_000) + " = 1",
        "x = {a = 1, " + " . ".join("b" * 20_000) + " = 1}",
        'label = "a\\u0007"\nauthor = "b\\u0000"',
        "a = " + "9" * 10_000,
    ],
    ids=["brackets", "a long name", "a long name inside", "control characters", "a long number"],
)
def test_hostile_settings_are_named_and_refused(workspace: Scratch, file: str, content: str) -> None:
    workspace.template("x")
    workspace.write(file, content)
    made = workspace.run("note", "lisbon-2024", "-w", str(workspace.root))
    assert made.code == 1, made
    assert made.err.startswith(file)
    assert "Traceback" not in made.err
