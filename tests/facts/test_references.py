"""References lead to one record, or are reported once where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.pages import SOURCE, check_page, load_page, said
from tests.growth import assert_linear


def test_what_a_state_is_called_here_is_said_wherever_any_record_will_do(tmp_path: Path) -> None:
    page = """
        === gaps/turkey-gap.yaml
        question: Who?
        about: turkey
        """
    expected = """
        facts/gaps/turkey-gap.yaml:2:8: error: there is no record 'turkey' [unknown-reference]
          hint: it is called turkiye here; or add facts/…/turkey.yaml
        """
    check_page(tmp_path, page, expected)


def test_a_reference_that_leads_nowhere_names_the_nearest_id(tmp_path: Path) -> None:
    page = """
        === countries/uzbekistan.yaml
        code: UZ
        === series/heads.yaml
        name: Heads
        parent: uzbekistan
        members: [qatr, qqqq]
        === gaps/g.yaml
        question: Who?
        about: [nothing, claim/nothing, metings/a]
        """
    expected = """
        facts/gaps/g.yaml:2:9: error: there is no record 'nothing' [unknown-reference]
          hint: add facts/…/nothing.yaml
        facts/gaps/g.yaml:2:18: error: there is no claim 'nothing' [unknown-reference]
          hint: add facts/claims/nothing.yaml
        facts/gaps/g.yaml:2:33: error: there is no kind of record 'metings' [unknown-reference]
          hint: did you mean 'meeting'?
        facts/series/heads.yaml:2:9: error: there is no organisation 'uzbekistan' [unknown-reference]
          hint: there is country/uzbekistan
        facts/series/heads.yaml:3:11: error: there is no country or organisation or person 'qatr' [unknown-reference]
          hint: did you mean 'qatar'? If not, add facts/organisations/qatr.yaml or facts/persons/qatr.yaml
        facts/series/heads.yaml:3:17: error: there is no country or organisation or person 'qqqq' [unknown-reference]
          hint: add facts/organisations/qqqq.yaml or facts/persons/qqqq.yaml
        """
    check_page(tmp_path, page, expected)


def test_an_id_of_two_records_wants_its_kind(tmp_path: Path) -> None:
    page = """
        === countries/georgia.yaml
        code: GE
        === persons/georgia.yaml
        name: Georgia
        === gaps/g.yaml
        question: Who?
        about: [georgia, person/georgia]
        """
    expected = """
        facts/gaps/g.yaml:2:9: error: 'georgia' is the id of more than one record [ambiguous-reference]
          hint: write country/georgia or person/georgia
        """
    check_page(tmp_path, page, expected)


def test_a_source_that_many_values_share_is_reported_once_a_file(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        place: Astana
        names:
          - {is: x, src: {gone: words}}
          - {is: y, src: gone}
        """
    expected = """
        facts/meetings/a.yaml:3:19: error: there is no source 'gone' [unknown-reference]
          hint: add facts/sources/gone.yaml
        """
    check_page(tmp_path, page, expected)


def test_a_speaker_is_sought_among_those_who_can_speak(tmp_path: Path) -> None:
    page = f"""
        === sources/s.yaml
        {SOURCE.replace(chr(10), chr(10) + "        ")}
        === persons/x.yaml
        name: X
        === themes/x.yaml
        label: x
        === meetings/a.yaml
        src: s
        outcomes: {{is: It was so., according_to: [x, y]}}
        """
    expected = """
        facts/meetings/a.yaml:2:46: error: there is no person or organisation or source or document or country 'y' [unknown-reference]
          hint: add facts/persons/y.yaml or facts/organisations/y.yaml; whom no source names, two words stand for: a delegate
        """  # noqa: E501
    check_page(tmp_path, page, expected)


def test_a_broken_file_causes_no_second_fault(tmp_path: Path) -> None:
    page = """
        === sources/s.yaml
        type: essay
        === persons/p.yaml
        name: "P
        === persons/Upper.yaml
        name: Upper
        === meetings/m.yaml
        plcae: here
        claims:
          - {id: c, said_by: p, says: it is so, mode: reported}
        === meetings/n.yaml
        src: s
        people: [p, upper]
        === gaps/g.yaml
        question: Who?
        about: [c, claim/c, m, meeting/m]
        """
    codes = [(d.location.file.rpartition("/")[2], d.code) for d in load_page(tmp_path, page).diagnostics]
    assert codes == [
        ("m.yaml", "unknown-key"),
        ("Upper.yaml", "bad-id"),
        ("p.yaml", "yaml"),
        *[("s.yaml", "missing-key")] * 4,
    ]


def test_a_file_that_cannot_be_read_causes_no_second_fault(tmp_path: Path) -> None:
    (tmp_path / "persons" / "p.yaml").mkdir(parents=True)
    loaded = load_page(tmp_path, "=== gaps/g.yaml\nquestion: Who?\nabout: p\n")
    assert [d.code for d in loaded.diagnostics] == ["unreadable"]


def test_references_are_checked_in_what_is_left_of_a_broken_record(tmp_path: Path) -> None:
    page = """
        === meetings/a.yaml
        src: nowhere
        ordinal: {is: first, quote: the first}
        outcomes:
          - is: Something came of it.
            themes: [drugs]
            functoin: call
          - {is: Nothing, themes: arms, inferred: all}
        """
    expected = """
        facts/meetings/a.yaml:1:6: error: there is no source 'nowhere' [unknown-reference]
          hint: add facts/sources/nowhere.yaml
        facts/meetings/a.yaml:2:15: error: expected a whole number, found 'first' [wrong-type]
          hint: digits alone, without leading zeros or separators
        facts/meetings/a.yaml:5:14: error: there is no theme 'drugs' [unknown-reference]
          hint: add facts/themes/drugs.yaml
        facts/meetings/a.yaml:6:5: error: unknown key 'functoin' [unknown-key]
          hint: did you mean 'function'?
        facts/meetings/a.yaml:7:5: error: an inferred value gives no reason [no-reason]
          hint: add why: with the basis, as a short text
        facts/meetings/a.yaml:7:27: error: there is no theme 'arms' [unknown-reference]
          hint: add facts/themes/arms.yaml
        """
    check_page(tmp_path, page, expected)


@pytest.mark.slow
def test_thousands_of_dead_references_stay_linear(tmp_path: Path) -> None:
    def load(dead: int) -> None:
        page = "".join(f"=== themes/theme-{n}.yaml\nlabel: x\n" for n in range(dead // 5))
        names = "".join(f"- name-{n}\n" for n in range(dead))
        loaded = load_page(tmp_path / str(dead), f"{page}=== themes/all.yaml\nlabel: x\nbroader:\n{names}")
        assert len(loaded.diagnostics) == dead, said(loaded)[:1000]

    assert_linear(load, 500, 4000)


def test_a_reference_is_the_key_of_what_it_leads_to_wherever_it_stands(tmp_path: Path) -> None:
    page = """
        === sources/paper.yaml
        {type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d}
        === themes/drugs.yaml
        label: Drugs
        === countries/brazil.yaml
        code: BR
        === persons/ana.yaml
        name: Ana
        === meetings/m.yaml
        src: paper
        country: brazil
        attendance: {parties: [brazil]}
        discussion:
          - {is: They talked., themes: [drugs], according_to: ana}
        """
    loaded = load_page(tmp_path, page)
    assert said(loaded) == ""
    meeting = loaded.base.records["meeting/m"]
    (discussed,) = meeting.values("discussion")
    assert [meeting.values(name)[0].value for name in ("country", "attendance")] == ["country/brazil"] * 2
    assert (discussed.qualifiers["themes"], discussed.speakers) == (["theme/drugs"], ("person/ana",))
    assert [s.subject for s in loaded.base.referring("theme/drugs")] == ["meeting/m"]


def test_a_state_that_iso_3166_knows_needs_no_record_and_a_file_overrides(tmp_path: Path) -> None:
    page = """
        === persons/a.yaml
        name: A
        country: uzbekistan
        === persons/b.yaml
        name: B
        country: country/soviet-union
        === persons/c.yaml
        name: C
        country: kazakhstan
        === persons/d.yaml
        name: D
        country: kazkhstan
        === countries/kz.yaml
        code: KZ
        name: Kazakhstan of ours
        """
    loaded = load_page(tmp_path, page)
    assert said(loaded) == (
        "facts/persons/d.yaml:2:10: error: there is no country 'kazkhstan' [unknown-reference]\n"
        "  hint: did you mean 'kazakhstan', 'pakistan' or 'uzbekistan'?"
    )
    base = loaded.base
    assert {r.id: [s.value for s in r.values("country")] for r in base.of_kind("person")} == {
        "a": ["country/uzbekistan"],
        "b": ["country/soviet-union"],
        "c": ["country/kz"],
        "d": ["country/kazkhstan"],
    }
    uzbekistan = base.record("country/uzbekistan")
    assert uzbekistan is not None
    assert [(s.property, s.value, s.register) for s in uzbekistan.statements] == [("code", "UZ", "ISO 3166-1")]
    assert base.label("country/soviet-union") == "Soviet Union"
    assert [r.id for r in base.of_kind("country")] == ["kz", "soviet-union", "uzbekistan"]


def test_a_mistake_beside_a_nameless_speaker_is_told_alone(tmp_path: Path) -> None:
    page = f"""\
        === sources/log.yaml
        {SOURCE.strip().replace(chr(10), chr(10) + "        ")}
        === meetings/m.yaml
        src: log
        place: {{is: Oslo, according_to: the organisers}}
        dat: 2024
        """
    found = load_page(tmp_path, page).diagnostics
    assert [(d.code, d.location.line) for d in found] == [("unknown-key", 3)]


def test_a_country_by_another_name_is_told_its_id(tmp_path: Path) -> None:
    page = f"""
        === sources/s.yaml
        {SOURCE.replace(chr(10), chr(10) + "        ")}
        === persons/p.yaml
        name: P
        src: s
        country: ivory-coast
    """
    assert "hint: it is called cote-divoire here; or add facts/countries/ivory-coast.yaml" in said(
        load_page(tmp_path, page)
    )
