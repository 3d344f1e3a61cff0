"""What is released to an audience: the rest is not there, and nothing that remains tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.facts.conflicts.find import find_conflicts
from briefgen.facts.factbase import FactBase
from briefgen.facts.origins import independent_origins
from briefgen.facts.release import release
from briefgen.model.markings import Markings
from briefgen.query.sessions import NOT_LISTED, participation
from tests.facts.pages import SOURCE, load_page, said

OPEN = Markings(("PUBLIC", "HOUSE", "BOARD"), "PUBLIC").up_to("HOUSE")
RED = "marking: BOARD"
PAGE = f"""
=== sources/paper.yaml
{SOURCE}
=== sources/wire.yaml
{SOURCE}
=== sources/cable.yaml
{SOURCE}{RED}
=== series/harvest.yaml
name: Harvest talks
type: conference
src: paper
=== series/shadow.yaml
name: Shadow talks
type: conference
src: paper
{RED}
=== countries/aland.yaml
code: AX
=== countries/brazil.yaml
code: BR
=== countries/chad.yaml
code: TD
=== persons/envoy.yaml
name: Ana Sample
src: paper
{RED}
=== meetings/lisbon.yaml
src: paper
names: Lisbon talks
series: harvest
date: {{is: 2024-03-11, src: [paper, wire, cable]}}
place: [Lisbon, {{is: Porto, {RED}}}]
venue: {{is: Old Mill, src: cable}}
chair: envoy
attendance: {{parties: [brazil, {{is: chad, {RED}}}], scope: exhaustive}}
discussion:
  - They talked of grain.
  - {{is: The envoy left early., according_to: envoy}}
=== meetings/evora.yaml
src: paper
names: Evora talks
series: harvest
attendance: {{parties: [brazil, chad, aland]}}
=== meetings/shadow-one.yaml
src: paper
names: Shadow meeting
series: shadow
{RED}
claims:
  - {{id: inner, said_by: envoy, says: all was well, mode: reported}}
=== claims/of-the-envoy.yaml
src: paper
said_by: brazil
about: person/envoy
says: the envoy was late
mode: reported
=== gaps/who.yaml
question: Who came to the shadow meeting?
about: [lisbon, shadow-one]
=== conflicts/value-lisbon-place.yaml
status: explained
explanation: The cable says Porto.
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    loaded = load_page(tmp_path, PAGE)
    assert not loaded.diagnostics, said(loaded)
    return loaded.base


def released(base: FactBase) -> FactBase:
    return release(base, OPEN, find_conflicts(base))


def of(base: FactBase, key: str, property_: str) -> list[object]:
    record = base.record(key)
    assert record is not None
    return [s.value for s in record.values(property_)]


def test_where_nothing_is_above_the_ceiling_the_base_is_the_same(base: FactBase) -> None:
    assert release(base, {"", "PUBLIC", "HOUSE", "BOARD"}, ()) is base


def test_marked_records_go_with_what_is_written_inside_them(base: FactBase) -> None:
    gone = set(base.records) - set(released(base).records)
    assert {"source/cable", "series/shadow", "meeting/shadow-one", "claim/inner", "person/envoy"} <= gone


def test_the_base_itself_stays_as_it_was(base: FactBase) -> None:
    before = dict(base.records)
    released(base)
    assert dict(base.records) == before


def test_citations_of_a_marked_source_go_and_what_rests_on_it_alone(base: FactBase) -> None:
    found = released(base)
    (date,) = found.records["meeting/lisbon"].values("date")
    assert [c.source for c in date.citations] == ["paper", "wire"]
    assert len(independent_origins(found, [c.source for c in date.citations])) == 2
    assert of(found, "meeting/lisbon", "venue") == []


def test_a_statement_goes_with_the_record_it_leads_to_or_whose_words_it_is(base: FactBase) -> None:
    found = released(base)
    assert of(found, "meeting/lisbon", "chair") == []
    assert of(found, "meeting/lisbon", "discussion") == [{"": "They talked of grain."}]


def test_texts_about_what_went_go_too(base: FactBase) -> None:
    found = released(base)
    assert found.record("claim/of-the-envoy") is None
    assert found.record("gap/who") is None
    assert found.referring("meeting/shadow-one") == ()


def test_a_conflict_with_a_marked_value_is_none_and_its_explanation_goes(base: FactBase) -> None:
    assert [c.id for c in find_conflicts(base)] == ["value-lisbon-place"]
    assert find_conflicts(released(base)) == ()
    assert released(base).record("conflict/value-lisbon-place") is None


def test_an_explanation_stays_where_both_sides_do(tmp_path: Path) -> None:
    page = PAGE.replace("{is: Porto, marking: BOARD}", "Porto")
    found = released(load_page(tmp_path, page).base)
    (conflict,) = find_conflicts(found)
    assert conflict.status == "explained"


def test_texts_that_name_no_language_are_held_side_by_side_in_that_of_the_workspace(tmp_path: Path) -> None:
    base = load_page(tmp_path, PAGE.replace("[Lisbon, {is: Porto, marking: BOARD}]", "[{en: Lisbon}, Лиссабон]")).base
    found = release(base, OPEN, find_conflicts(base, language="ru"), language="ru")
    assert found.record("conflict/value-lisbon-place") is not None


def test_nobody_is_missing_from_a_list_that_was_cut(base: FactBase) -> None:
    def not_listed(of: FactBase, meeting: str) -> list[str]:
        return [row.party for row in participation(of, of.records[meeting]) if row.status == NOT_LISTED]

    found = released(base)
    assert not_listed(base, "meeting/lisbon") == ["country/aland"]
    assert [row.party for row in participation(found, found.records["meeting/lisbon"])] == ["country/brazil"]
    assert {s.qualifiers["scope"] for s in found.records["meeting/lisbon"].values("attendance")} == {"unknown"}


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("names: Evora talks", "names: {is: Evora talks, marking: BOARD}", "meeting/evora"),
        ("name: Harvest talks", "name: {is: Harvest talks, marking: BOARD}", "series/harvest"),
        ("names: Lisbon talks", "names: [Lisbon talks, {is: Fado, marking: BOARD}]", ""),
        ("code: AX", "code: AX\nname: Isles\nsrc: cable", ""),
        ("{is: Porto, marking: BOARD}", "{is: Porto, marking: BORD}", ""),
    ],
)
def test_a_record_without_a_name_goes(tmp_path: Path, old: str, new: str, gone: str) -> None:
    assert old in PAGE
    base = load_page(tmp_path, PAGE.replace(old, new)).base
    before = set(release(load_page(tmp_path / "as-it-was", PAGE).base, OPEN, ()).records) | {
        "conflict/value-lisbon-place"
    }
    assert before - set(release(base, OPEN, ()).records) == ({gone} if gone else set())


def test_a_marking_that_nobody_knows_is_above_every_ceiling(tmp_path: Path) -> None:
    base = load_page(tmp_path, PAGE.replace("{is: Porto, marking: BOARD}", "{is: Porto, marking: BORD}")).base
    assert of(release(base, OPEN, ()), "meeting/lisbon", "place") == [{"": "Lisbon"}]


def test_a_list_is_marked_as_a_whole(tmp_path: Path) -> None:
    page = PAGE.replace(
        "attendance: {parties: [brazil, chad, aland]}", "attendance: {parties: [aland], marking: BOARD}"
    )
    assert of(release(load_page(tmp_path, page).base, OPEN, ()), "meeting/evora", "attendance") == []


def test_a_higher_default_is_above_the_ceiling(base: FactBase) -> None:
    seen = Markings(("PUBLIC", "HOUSE", "BOARD"), "HOUSE").up_to("PUBLIC")
    assert not release(base, seen, ()).records


def test_a_record_goes_by_its_own_marking_also_where_its_statements_are_open(tmp_path: Path) -> None:
    opened = f"=== series/guild.yaml\nname: {{is: Guild talks, marking: PUBLIC}}\nsrc: paper\n{RED}\n"
    found = released(load_page(tmp_path, PAGE + opened).base)
    assert found.record("series/guild") is None


def test_a_marked_record_goes_also_where_only_what_leads_to_it_was_looked_at(tmp_path: Path) -> None:
    """A record that another one leads to is asked for its own marking before anything of it is kept."""
    opened = (
        f"=== persons/clerk.yaml\nname: {{is: Ben Sample, marking: PUBLIC}}\ncountry: {{is: chad, marking: PUBLIC}}\n"
        f"src: paper\n{RED}\n"
    )
    found = released(load_page(tmp_path, PAGE + opened).base)
    assert found.record("person/clerk") is None
    assert found.referring("country/chad") == tuple(s for s in found.referring("country/chad") if s.kind != "person")


def test_a_judgement_goes_with_any_record_that_it_rests_on(tmp_path: Path) -> None:
    judgement = """
=== assessments/soon.yaml
text: They will meet again.
about: lisbon
rests_on: [{}]
reviewed: 2024-04-01
"""
    kept, gone = (
        released(load_page(tmp_path / str(n), PAGE + judgement.format(rests)).base).record("assessment/soon")
        for n, rests in enumerate(("lisbon, evora", "lisbon, shadow-one"))
    )
    assert (kept is not None, gone is not None) == (True, False)


def test_a_quote_that_stands_behind_what_is_held_back_is_held_back_everywhere(tmp_path: Path) -> None:
    """One sentence of a source may be cited for many things; its words name them all."""
    page = f"""
=== sources/paper.yaml
{SOURCE}
=== sources/wire.yaml
{SOURCE}
=== countries/brazil.yaml
code: BR
=== countries/chad.yaml
code: TD
{RED}
=== meetings/lisbon.yaml
names: Lisbon talks
src: paper
date: {{is: 2024-03-11, src: {{wire: "Brazil and Chad met on 11 March"}}}}
place: {{is: Lisbon, quote: "The talks were held in Lisbon"}}
attendance: {{parties: [brazil, chad], quote: "Brazil and Chad met"}}
discussion:
  - {{is: Grain came up., quote: "Brazil and Chad met and talked of grain"}}
"""
    base = load_page(tmp_path, page).base
    found = release(base, OPEN, find_conflicts(base)).records["meeting/lisbon"]
    quotes = {(s.property, c.source): c.quote for s in found.statements for c in s.citations}
    assert quotes["attendance", "paper"] == quotes["discussion", "paper"] == ""
    assert quotes["place", "paper"] == "The talks were held in Lisbon"
    assert quotes["date", "wire"] == "Brazil and Chad met on 11 March"  # which no held-back statement cites
    assert {s.property for s in found.statements} >= {"attendance", "discussion", "place", "date"}


def test_a_record_goes_when_the_only_source_that_it_cites_does(tmp_path: Path) -> None:
    """Nothing else of the record is marked, and it refers to nothing that is."""
    cited = "=== series/guild.yaml\nname: Guild talks\nsrc: cable\n=== series/choir.yaml\nname: Choir\nsrc: paper\n"
    found = released(load_page(tmp_path, PAGE + cited).base)
    assert (found.record("series/guild"), found.record("series/choir") is None) == (None, False)


def test_a_name_that_the_desk_no_longer_uses_is_no_name(tmp_path: Path) -> None:
    names = "names: [{is: Evora talks, marking: BOARD}, {is: Old talks, rank: deprecated, why: a slip}]"
    found = released(load_page(tmp_path, PAGE.replace("names: Evora talks", names)).base)
    assert found.record("meeting/evora") is None


def test_a_judgement_that_rests_on_what_was_said_of_a_conflict_goes_with_it(tmp_path: Path) -> None:
    judgement = """
=== assessments/porto.yaml
text: It was in Porto.
about: evora
rests_on: [conflict/value-lisbon-place]
reviewed: 2024-04-01
"""
    base = load_page(tmp_path, PAGE + judgement).base
    assert base.record("assessment/porto") is not None
    assert released(base).record("assessment/porto") is None


def test_a_sentence_goes_with_the_one_above_it_that_it_refers_to(tmp_path: Path) -> None:
    text = f"""
=== sources/paper.yaml
{SOURCE}
=== meetings/a.yaml
src: paper
place: Rome
discussion:
- {{is: Drugs were discussed., {RED}}}
- {{is: These challenges demand action., refers_to: above}}
- {{is: They grow., refers_to: above}}
- Nothing was decided.
"""
    base = load_page(tmp_path, text).base
    meeting = release(base, OPEN, find_conflicts(base)).record("meeting/a")
    assert meeting is not None
    assert [s.value[""] for s in meeting.values("discussion")] == ["Nothing was decided."]


def test_a_text_that_names_what_is_held_back_goes_unless_its_own_marking_lets_it_be_read(tmp_path: Path) -> None:
    page = (
        PAGE
        + f"""
=== meetings/faro.yaml
src: paper
names: Faro talks
series: harvest
discussion:
  - Ana Sample had a plan.
  - {{is: Ana Sample was there., marking: HOUSE}}
  - Chad sent nobody.
  - {{is: Grain was short., why: {{contested: so said the Shadow talks}}, contested: so said the Shadow talks}}
  - {{is: Wheat was cheap., src: paper, quote: "Wheat, said Ana Sample, was cheap."}}
=== countries/chad.yaml
code: TD
{RED}
"""
    )
    page = page.replace("why: {contested: so said the Shadow talks}, ", "")
    page = page.replace("=== countries/chad.yaml\ncode: TD\n===", "===", 1)
    loaded = load_page(tmp_path, page)
    assert not loaded.diagnostics, said(loaded)
    left = release(loaded.base, OPEN, find_conflicts(loaded.base), {"TD": ["Chad"]})
    assert of(left, "meeting/faro", "discussion") == [{"": "Ana Sample was there."}, {"": "Wheat was cheap."}]
    (cited,) = left.records["meeting/faro"].values("discussion")[1].citations
    assert not cited.quote  # the sentence names nobody, and its quote does


@pytest.mark.parametrize("withheld", ["one envoy … in the night", "one envoy had left early in the night"])
def test_a_quote_around_words_that_are_withheld_is_withheld(tmp_path: Path, withheld: str) -> None:
    page = f"""
=== sources/paper.yaml
{SOURCE}
=== sources/paper.txt
The talks on grain were held in Lisbon, one envoy had left early in the night, and a date was set.
=== series/harvest.yaml
name: Harvest talks
type: conference
src: paper
=== meetings/lisbon.yaml
src: paper
names: Lisbon talks
series: harvest
place: {{is: Lisbon, quote: The talks … Lisbon}}
outcomes: {{is: A date was set., quote: "one envoy had left early in the night, and a date was set"}}
discussion: {{is: Somebody left., quote: {withheld}, {RED}}}
"""
    base = load_page(tmp_path, page).base
    released = release(base, OPEN, ()).records["meeting/lisbon"].statements
    quotes = [c.quote for s in released for c in s.citations if c.quote]
    assert quotes == ["The talks on grain were held in Lisbon"]
