# ruff: noqa: E501  (a diagnostic is one line)
"""A record against its model: every fault at its own place, in an editor's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.pages import SOURCE, check_page, load_page, said
from tests.growth import assert_linear

NO_VALUE = "  hint: write one or remove the key; put ~ or null in quotation marks where the very word is meant"
ID = "an id is lower-case letters, digits and single hyphens, such as samarkand-2025"


@pytest.mark.parametrize("written", ["about 80", "80+", "~80", "80~"])
def test_a_number_that_is_about_so_many_is_a_quantity(tmp_path: Path, written: str) -> None:
    told = said(load_page(tmp_path, f"=== meetings/a.yaml\nordinal: {written}\n"))
    assert "; 'about 80' may stand in a field of the type quantity" in told


def test_a_record_in_the_folder_of_another_kind_is_told_once(tmp_path: Path) -> None:
    page = """
        === series/a.yaml
        date: 2025
        place: Astana
        ordinal: 3
        venue: a hall
        """
    told = said(load_page(tmp_path, page))
    assert told.splitlines()[:2] == [
        "facts/series/a.yaml:1:1: error: this is a series, and 'date', 'place', 'ordinal', … are keys of a meeting [unknown-key]",
        "  hint: move the file to facts/meetings/",
    ]


def test_unknown_keys_are_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        plcae: Astana
        date: {is: 2025, rnk: preferred}
        === themes/b.yaml
        lable: x
        === conflicts/c.yaml
        status: open
        explanation: So it is.
        colour: green
        """
    expected = """
        facts/conflicts/c.yaml:3:1: error: unknown key 'colour' [unknown-key]
          hint: known keys here: deprecated, contested, expect, status, explanation, accounts, about, key, src, quote, marking, recorded, proposed_by, note, from
        facts/meetings/a.yaml:1:1: error: unknown key 'plcae' [unknown-key]
          hint: did you mean 'place'?
        facts/meetings/a.yaml:2:18: error: unknown key 'rnk' [unknown-key]
          hint: did you mean 'rank'?
        facts/themes/b.yaml:1:1: error: unknown key 'lable' [unknown-key]
          hint: did you mean 'label'?
        """
    check_page(tmp_path, page, expected)


def test_wrong_values_are_refused_each_at_its_place(tmp_path: Path) -> None:
    page = f"""
        === sources/s.yaml
        {SOURCE.replace(chr(10), chr(10) + "        ")}
        === meetings/a.yaml
        src: s
        date: 2025-02-30
        ordinal: 010
        status: helt
        place: [Astana, [x]]
        country: Uz
        venue: {{src: s}}
        series: person/x
        """
    expected = f"""
        facts/meetings/a.yaml:2:7: error: '2025-02-30' is not in the calendar: that month has 28 days [bad-date]
        facts/meetings/a.yaml:3:10: error: expected a whole number, found '010' [wrong-type]
          hint: digits alone, without leading zeros or separators
        facts/meetings/a.yaml:4:9: error: 'helt' is none of the values this key takes [bad-choice]
          hint: did you mean 'held'?
        facts/meetings/a.yaml:5:17: error: expected text, found a list [wrong-type]
          hint: one stands here: write it alone, without brackets or dashes
        facts/meetings/a.yaml:6:10: error: 'Uz' is no id: {ID} [bad-id]
          hint: did you mean 'uz'?
        facts/meetings/a.yaml:7:8: error: the key 'is' is missing [missing-key]
          hint: is: the value itself
        facts/meetings/a.yaml:8:9: error: 'person/x' does not fit here; expected a series [wrong-kind]
        """
    check_page(tmp_path, page, expected)


def test_two_passages_under_one_source_are_told_how_they_are_written(tmp_path: Path) -> None:
    page = """
        === claims/a.yaml
        says: walls are low
        src: {gazette: [Sample spoke, walls are low]}
        """
    (hint,) = [one.hint for one in load_page(tmp_path, page).diagnostics if "of one passage" in one.message]
    assert hint == "several passages of one source: src: gazette, and beside it quote: [first … last, another]"


def test_a_source_record_is_checked_field_by_field(tmp_path: Path) -> None:
    page = """
        === sources/a.yaml
        type: reprt
        language: en
        retrieved: 31 Dec
        descriptor: [x]
        url: example.org
        sha256: abc
        archive: ../x
        reliability: G
        """
    dates = "2025-10-17, 2025-10, 2025 or 2025-10-16/2025-10-17"
    expected = f"""
        facts/sources/a.yaml:1:1: error: the key 'label' is missing [missing-key]
          hint: label: how a note names it in short, e.g. Example Gazette
        facts/sources/a.yaml:1:7: error: 'reprt' is none of the values this key takes [bad-choice]
          hint: did you mean 'report' or 'news-report'?
        facts/sources/a.yaml:3:12: error: '31 Dec' is not a date like {dates} [bad-date]
        facts/sources/a.yaml:4:13: error: expected text, found a list [wrong-type]
          hint: one stands here: write it alone, without brackets or dashes
        facts/sources/a.yaml:5:6: error: 'example.org' is no http or https address [bad-url]
        facts/sources/a.yaml:6:9: error: a sha256 is 64 lower-case hexadecimal digits [bad-sha256]
        facts/sources/a.yaml:7:10: error: '../x' is no plain file name [bad-file-name]
        facts/sources/a.yaml:8:14: error: 'G' is none of the values this key takes [bad-choice]
          hint: one of: A, B, C, D, E, F
        """
    check_page(tmp_path, page, expected)


@pytest.mark.parametrize("nothing", ["", " ~", " null", " ''", ' " "', " []", " {}", " {en: }", " [~]"])
def test_silence_is_not_a_fact(tmp_path: Path, nothing: str) -> None:
    loaded = load_page(tmp_path, f"=== themes/a.yaml\nlabel: x\nscope:{nothing}\nkeywords:{nothing}\n")
    assert {d.code for d in loaded.diagnostics} <= {"empty-value", "wrong-type"}
    assert {d.location.line for d in loaded.diagnostics} == {2, 3}


def test_every_citation_is_checked_at_its_own_place(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        src: {B: words}
        names:
          - is: x
            src: [A b, {c#: words}, {c: }, [d]]
          - is: {en: x, ru: }
          - {is: y, src: {}}
        """
    expected = f"""
        facts/meetings/a.yaml:1:7: error: in src, 'B' is no id: {ID} [bad-id]
        facts/meetings/a.yaml:4:11: error: in src, 'A b' is no id: {ID} [bad-id]
        facts/meetings/a.yaml:4:17: error: '' is no locator such as p3 or min12 [bad-locator]
        facts/meetings/a.yaml:4:33: error: no value stands here [empty-value]
        {NO_VALUE.strip().replace("hint", "  hint")}
        facts/meetings/a.yaml:4:36: error: expected text, found a list [wrong-type]
          hint: one stands here: write it alone, without brackets or dashes
        facts/meetings/a.yaml:5:21: error: no value stands here [empty-value]
        {NO_VALUE.strip().replace("hint", "  hint")}
        facts/meetings/a.yaml:6:18: error: no value stands here [empty-value]
        {NO_VALUE.strip().replace("hint", "  hint")}
        """
    check_page(tmp_path, page, expected)


def test_keys_of_a_value_are_no_languages(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        place: {src: s}
        venue: {why: x, src: s}
        format: {iss: x, srk: s}
        """
    expected = """
        facts/meetings/a.yaml:1:8: error: the key 'is' is missing [missing-key]
          hint: is: the value itself
        facts/meetings/a.yaml:2:8: error: the key 'is' is missing [missing-key]
          hint: is: the value itself
        facts/meetings/a.yaml:3:10: error: unknown key 'iss' [unknown-key]
          hint: did you mean 'is'?
        facts/meetings/a.yaml:3:18: error: unknown key 'srk' [unknown-key]
          hint: did you mean 'src'?
        """
    check_page(tmp_path, page, expected)


def test_faults_in_yaml_and_in_the_record_are_found_in_one_run(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        place: Astana
        place: Almaty
        dat: 2025
        venue: !x here
        series: nowhere
        """
    expected = """
        facts/meetings/a.yaml:2:1: error: the key 'place' stands twice in this mapping, first in line 1 [duplicate-key]
          hint: keep one of them
        facts/meetings/a.yaml:3:1: error: unknown key 'dat' [unknown-key]
          hint: did you mean 'date'?
        facts/meetings/a.yaml:4:8: error: a tag ('!x') stands here [tag]
          hint: remove it; quote a text that begins with '!'
        facts/meetings/a.yaml:5:9: error: there is no series 'nowhere' [unknown-reference]
          hint: add facts/series/nowhere.yaml
        """
    check_page(tmp_path, page, expected)


def test_an_alias_is_one_fault_and_not_an_empty_value_too(tmp_path: Path) -> None:
    page = """
        === themes/a.yaml
        label: *x
        """
    expected = """
        facts/themes/a.yaml:1:8: error: an alias ('*x') stands here [alias]
          hint: write the value out; quote a text that begins with '*'
        """
    check_page(tmp_path, page, expected)


def faulty_page(faults: int) -> str:
    return "=== themes/a.yaml\nlabel: x\n" + "".join(f"k{n}: 1\n" for n in range(faults))


@pytest.mark.slow
def test_thousands_of_faults_end_with_a_count(tmp_path: Path) -> None:
    loaded = load_page(tmp_path, faulty_page(40_000))
    assert said(loaded).startswith(
        "facts/themes/a.yaml: error: 39,900 more faults in this file are not shown [too-many]"
    )
    assert len(loaded.diagnostics) == 101
    assert_linear(lambda page: load_page(tmp_path, page), faulty_page(5_000), faulty_page(40_000))


def test_a_number_of_five_thousand_digits_is_refused_in_one_short_line(tmp_path: Path) -> None:
    loaded = load_page(tmp_path, "=== meetings/a.yaml\nordinal: " + "9" * 5000)
    assert str(loaded.diagnostics[0]).startswith(
        "facts/meetings/a.yaml:1:10: error: expected a whole number, found '999"
    )
    assert len(str(loaded.diagnostics[0])) < 250


@pytest.mark.few(6)
@pytest.mark.parametrize(
    "id_", ["../x", "/etc/x", "a\\b", "CON", "aux", "aux.txt", "x:y", "x.", "x ", ".git/config", "a" * 300,
            "Mixed-Case", "a--b", "-a", "ä", "x\u200b", "a/b/c", "com1", "nul"],
)  # fmt: skip
def test_ids_pass_one_whitelist_wherever_they_stand(tmp_path: Path, id_: str) -> None:
    page = f"=== meetings/a.yaml\nsrc: '{id_}'\nseries: '{id_}'\nclaims:\n- id: '{id_}'\n"
    codes = [d.code for d in load_page(tmp_path, page).diagnostics if d.location.line < 4 or d.code == "bad-id"]
    assert codes == ["bad-id"] * 3


def test_what_a_comma_or_a_capital_did_is_said(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        series: Coastal Forum's Talks
        place: {is: Port Example, the harbour}
        attendance: {parties: iceland, portugal}
        names: {is: talks, src: {s: The ports, … ends.}}
        date: {is: 2031-05-30, src: {s: It met on 30 May, 2031}}
        === sources/s.yaml
        {SOURCE}
        """.replace("{SOURCE}", SOURCE.replace("\n", "\n        "))
    expected = f"""
        facts/meetings/a.yaml:1:9: error: 'Coastal Forum's Talks' is no id: {ID} [bad-id]
          hint: did you mean 'coastal-forums-talks'?
        facts/meetings/a.yaml:2:27: error: unknown key 'the harbour' [unknown-key]
          hint: if it goes on what stands before it, put that into quotation marks, or a list into […]
        facts/meetings/a.yaml:3:32: error: unknown key 'portugal' [unknown-key]
          hint: if it goes on what stands before it, put that into quotation marks, or a list into […]
        facts/meetings/a.yaml:4:40: error: in src, '… ends.' is no id: {ID} [bad-id]
          hint: if it goes on what stands before it, put that into quotation marks, or a list into […]
        facts/meetings/a.yaml:5:51: error: no words stand behind '2031' [empty-value]
          hint: if it goes on what stands before it, put that into quotation marks, or a list into […]
        """
    check_page(tmp_path, page, expected)
