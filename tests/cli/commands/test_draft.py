"""briefgen draft: proposed, listed, changed, discarded and accepted; never a fact before."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from briefgen.facts.loader import load_facts
from briefgen.intake.drafts.proposal import DraftedValue, keep_drafts
from tests.workspaces import Ran, Scratch

SOURCE = "port-news"
TEXT = """\
The third Coastal Climate Forum was held in Port Example on 11 June 2031.

Ana Sample said that every wall on the coast would be too low within twenty years. No levy was agreed.

Delegates from Spain and Portugal came.
"""


@pytest.fixture
def desk(workspace: Scratch) -> Scratch:
    record = "type: news-report\nlanguage: en\nretrieved: 2031-06-20\nlabel: Port News\ndescriptor: a report\n"
    workspace.write(f"facts/sources/{SOURCE}.yaml", f"{record}archive: {SOURCE}.txt\n")
    workspace.write(f"archive/{SOURCE}.txt", TEXT)
    workspace.write(
        "facts/persons/ana-sample.yaml", f"name: Ana Sample\nsrc: {{{SOURCE}: Ana Sample said that every wall}}\n"
    )
    return workspace


def draft(desk: Scratch, *words: str) -> Ran:
    where = () if words[0] == "schema" else ("-w", str(desk.root))
    return desk.run("draft", *words, *where)


def listed(desk: Scratch) -> dict[str, dict[str, str]]:
    return {p["field"]: p for p in draft(desk, "list", SOURCE, "--json").json}


def test_proposals_are_no_facts_and_are_kept_beside_them(desk: Scratch) -> None:
    before = load_facts(desk.root / "facts")
    assert draft(desk, SOURCE).code == 0
    after = load_facts(desk.root / "facts")
    assert (after.digests, after.diagnostics) == (before.digests, before.diagnostics)
    kept = yaml.safe_load(desk.read(f"facts/_drafts/{SOURCE}.yaml"))
    assert {p["field"] for p in kept["proposals"]} >= {"ordinal", "date", "place", "claims"}
    assert all(p["by"] == "briefgen-rules 2" and p["place"].startswith("par") for p in kept["proposals"])
    assert "0 new proposals" in draft(desk, SOURCE).out


def test_an_accepted_one_is_a_value_with_its_passage_and_who_proposed_it(desk: Scratch) -> None:
    draft(desk, SOURCE)
    found = listed(desk)
    for field in ("ordinal", "date"):
        assert draft(desk, "accept", SOURCE, found[field]["id"], "--into", "meeting/forum-2031").code == 0
    # Both rest on one sentence, which stands once, as does the program that proposed them.
    assert desk.read("facts/meetings/forum-2031.yaml").splitlines()[2:] == [
        "passages:",
        "  - quote: The third … June 2031.",
        "    proposed_by: briefgen-rules 2",
        "    ordinal: 3",
        "    date: 2031-06-11",
    ]
    sentence = "The third Coastal Climate Forum was held in Port Example on 11 June 2031."
    assert desk.read(f"facts/sources/{SOURCE}.txt").splitlines()[2:] == [sentence]
    assert "date" not in listed(desk)
    said = listed(desk)["claims"]
    asked = draft(desk, "accept", SOURCE, said["id"], "--into", "meeting/forum-2031")
    assert asked.code == 2
    assert "is it Ana Sample who says so?\n  hint: --confirm if it is Ana Sample, or --speaker" in asked.err
    assert draft(desk, "accept", SOURCE, said["id"], "--into", "meeting/forum-2031", "--confirm").code == 0
    loaded = load_facts(desk.root / "facts")
    assert loaded.diagnostics == []
    values = [s for s in loaded.base.statements if s.subject == "meeting/forum-2031"]
    assert {s.proposed_by for s in values if s.property in ("ordinal", "date")} == {"briefgen-rules 2"}
    (claim,) = (r for r in loaded.base.of_kind("claim") if r.id.startswith("forum-2031-"))
    assert {s.proposed_by for s in claim.statements if s.property == "says"} == {"briefgen-rules 2"}


def test_a_change_passes_the_same_gate_and_what_is_discarded_is_not_asked_again(desk: Scratch) -> None:
    draft(desk, SOURCE)
    found = listed(desk)
    refused = draft(desk, "change", SOURCE, found["place"]["id"], "--value", "Lisbon")
    assert refused.code == 2
    assert "value-not-in-quote" in refused.err
    assert draft(desk, "change", SOURCE, found["place"]["id"], "--value", "Port Example").code == 0
    assert draft(desk, "discard", SOURCE, found["date"]["id"], "--why", "of another meeting").code == 0
    assert "0 new proposals" in draft(desk, SOURCE).out
    assert "date" not in listed(desk)


def test_another_program_hands_in_what_its_schema_describes(desk: Scratch, tmp_path: Path) -> None:
    good = {"kind": "meeting", "field": "outcomes", "value": "No levy was agreed.", "quote": "No levy was agreed"}
    bad = {**good, "quote": "A levy was agreed"}
    data = {"program": "example reader", "version": "2", "proposals": [good, bad]}
    schema = draft(desk, "schema").json
    assert list(Draft7Validator(schema).iter_errors(data)) == []
    (tmp_path / "proposals.json").write_text(json.dumps(data))
    ran = draft(desk, SOURCE, "--from", str(tmp_path / "proposals.json"))
    assert ran.code == 1
    assert "refused: x2: the words do not stand in the archived text [quote-not-found]" in ran.err
    assert listed(desk)["outcomes"]["by"] == "example reader 2"


def taken_in(desk: Scratch, field: str, value: object, quote: str, **more: object) -> str:
    """The id of a proposal that another program handed in."""
    proposal = {"kind": "meeting", "field": field, "value": value, "quote": quote, **more}
    data = {"program": "example reader", "version": "2", "proposals": [proposal]}
    (desk.root / "proposals.json").write_text(json.dumps(data))
    ran = draft(desk, SOURCE, "--from", str(desk.root / "proposals.json"))
    assert ran.code == 0, ran.err
    return listed(desk)[field]["id"]


def accept(desk: Scratch, id_: str, *more: str, into: str = "meeting/forum-2031") -> Ran:
    return draft(desk, "accept", SOURCE, id_, "--into", into, *more)


CHAIR = "Ana Sample said that every wall on the coast would be too low"
CAME = "Delegates from Spain and Portugal came"


def test_another_value_passes_the_gate_too(desk: Scratch) -> None:
    id_ = taken_in(desk, "ordinal", "3", "The third Coastal Climate Forum was held")
    refused = accept(desk, id_, "--value", "7")
    assert refused.code == 2
    assert "the words do not give '7'" in refused.err
    assert not (desk.root / "facts/meetings/forum-2031.yaml").exists()


def test_what_a_program_words_freely_is_kept_and_waits_for_an_answer(desk: Scratch) -> None:
    id_ = taken_in(desk, "outcomes", "No fee was agreed on.", "No levy was agreed.")
    asks = "worded freely: the passage has no 'fee'; does it say so?"
    assert listed(desk)["outcomes"]["asks"] == asks
    assert asks in draft(desk, "list", SOURCE).out
    ran = accept(desk, id_, "--new", "person")
    assert (ran.code, asks in ran.err, "--confirm" in ran.err) == (2, True, True)
    assert not (desk.root / "facts/meetings/forum-2031.yaml").exists()
    draft(desk, "change", SOURCE, id_, "--quote", "No levy was agreed")
    assert listed(desk)["outcomes"]["asks"] == asks  # these are still the program's words
    assert accept(desk, id_, "--confirm").code == 0
    assert "No fee was agreed on." in desk.read("facts/meetings/forum-2031.yaml")


def test_a_person_may_word_a_value_wholly_otherwise_and_is_asked_once(desk: Scratch) -> None:
    id_ = taken_in(desk, "outcomes", "No fee was agreed on.", "No levy was agreed.")
    changed = draft(desk, "change", SOURCE, id_, "--value", "The charge found no majority.")
    asks = "worded freely: the passage has few of these words; does it say so?"
    assert (changed.code, asks in changed.err, "--confirm" in changed.err) == (0, True, True)
    assert (listed(desk)["outcomes"]["asks"], accept(desk, id_).code) == (asks, 2)
    assert accept(desk, id_, "--confirm").code == 0


def test_what_a_person_words_is_not_asked_about(desk: Scratch) -> None:
    id_ = taken_in(desk, "outcomes", "No fee was agreed on.", "No levy was agreed.")
    assert draft(desk, "change", SOURCE, id_, "--value", "No levy came of it.").code == 0
    assert "asks" not in listed(desk)["outcomes"]
    assert accept(desk, id_).code == 0


def test_a_record_is_made_in_its_folder_and_nowhere_else(desk: Scratch) -> None:
    id_ = taken_in(desk, "ordinal", "3", "The third Coastal Climate Forum was held")
    refused = accept(desk, id_, into="meeting/../../stray")
    assert refused.code == 2
    assert "is no id" in refused.err
    assert not list(desk.root.rglob("stray*"))


def test_names_become_the_ids_of_records(desk: Scratch) -> None:
    chair = taken_in(desk, "chair", "Ana Sample", CHAIR)
    assert "does not say of Ana Sample that this is the chair" in listed(desk)["chair"]["asks"]
    assert accept(desk, chair, "--confirm").code == 0
    assert accept(desk, taken_in(desk, "attendance", ["Spain", "Portugal"], CAME)).code == 0
    record = yaml.safe_load(desk.read("facts/meetings/forum-2031.yaml"))
    assert [one["is"] for one in record["chair"]] == ["ana-sample"]
    assert [one["parties"] for one in record["attendance"]] == [["spain", "portugal"]]
    assert load_facts(desk.root / "facts").diagnostics == []


def test_the_id_of_a_record_is_taken_where_the_words_have_its_name(desk: Scratch) -> None:
    desk.write("facts/persons/a-s.yaml", "name: Anna Sample\naliases: [A. Sample]\n")
    desk.write("facts/persons/bo.yaml", "name: Bo Other\n")
    id_ = taken_in(desk, "chair", "Ana Sample", CHAIR)
    refused = accept(desk, id_, "--value", "bo")
    assert refused.code == 2
    assert "the words do not give 'bo'" in refused.err
    assert accept(desk, id_, "--value", "ana-sample").code == 0


def test_a_name_that_no_record_has_is_refused_with_what_to_do(desk: Scratch) -> None:
    known = desk.read("facts/persons/ana-sample.yaml")
    (desk.root / "facts/persons/ana-sample.yaml").unlink()
    refused = accept(desk, taken_in(desk, "chair", "Ana Sample", CHAIR))
    assert refused.code == 2
    assert "make its record first, as person or organisation or " in refused.err
    said = taken_in(desk, "claims", "every wall on the coast would be too low", CHAIR, speaker="Ana Sample")
    for speaker, hint in (("nobody-here", "make its record first"), ("ana-sampel", "did you mean 'ana-sample'")):
        desk.write("facts/persons/ana-sample.yaml", known)
        refused = accept(desk, said, "--speaker", speaker)
        assert refused.code == 2
        assert hint in refused.err
    assert not (desk.root / "facts/meetings/forum-2031.yaml").exists()


def test_what_stands_below_a_passage_is_not_written_twice(desk: Scratch) -> None:
    quote = "The third Coastal Climate Forum was held in Port Example on 11 June 2031."
    record = f"src: {SOURCE}\npassages:\n  - quote: {quote}\n    date: 2031-06-11\n"
    desk.write("facts/meetings/forum-2031.yaml", record)
    refused = accept(desk, taken_in(desk, "date", "2031-06-11", quote))
    assert refused.code == 2
    assert "date says so already" in refused.err
    assert desk.read("facts/meetings/forum-2031.yaml") == record


def test_a_quotation_in_the_first_person_is_printed_as_one(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", TEXT + '\nAna Sample said: "We can no longer wait for walls."\n')
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if "“We can" in p["value"][:7]]
    assert accept(desk, said["id"], "--speaker", "ana-sample").code == 0
    assert desk.do("check").code == 0
    desk.do("meeting", "forum-2031")
    assert "said: “We can no longer wait for walls”.[^" in desk.read("out/meeting/forum-2031.md")


def test_a_claim_in_the_first_person_waits_for_other_words(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", "Ana Sample said that we could no longer wait for walls.\n")
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "claims"]
    refused = accept(desk, said["id"], "--speaker", "ana-sample")
    assert refused.code == 2
    assert "it is in the first person" in refused.err
    assert accept(desk, said["id"], "--speaker", "ana-sample", "--value", "walls could no longer wait").code == 0


def test_words_in_another_language_than_that_of_briefs_are_asked_about(desk: Scratch) -> None:
    said = "Die Minister einigten sich auf eine Abgabe."
    desk.write(f"archive/{SOURCE}.txt", f"{said}\n")
    desk.edit(f"facts/sources/{SOURCE}.yaml", "language: en", "language: de")
    id_ = taken_in(desk, "outcomes", said, said)
    refused = accept(desk, id_)
    assert (refused.code, "source, de, and briefs are in en; is it to stay so?" in refused.err) == (2, True)
    assert draft(desk, "change", SOURCE, id_, "--value", "The ministers agreed on a levy.").code == 0
    assert accept(desk, id_, "--confirm").code == 0


def test_an_outcome_in_the_first_person_waits_for_other_words(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", "We agreed on a levy of five per cent.\n")
    id_ = taken_in(desk, "outcomes", "We agreed on a levy of five per cent.", "We agreed on a levy of five per cent.")
    refused = accept(desk, id_)
    assert (refused.code, "it is in the first person: tell it in the third" in refused.err) == (2, True)
    assert (
        f"\n{id_} is not: it is in the first person"
        in draft(desk, "accept", SOURCE, id_, "d999", "--into", "meeting/forum-2031").err
    )


def test_a_person_without_a_record_gets_one_where_that_is_asked_for(desk: Scratch) -> None:
    text = TEXT + "\nBen Beispiel, the mayor of Port Example, said that nobody had asked the port.\n"
    desk.write(f"archive/{SOURCE}.txt", text)
    draft(desk, SOURCE)
    named = next(p for p in draft(desk, "list", SOURCE, "--json").json if p["value"] == "Ben Beispiel")
    said = next(p for p in draft(desk, "list", SOURCE, "--json").json if p.get("speaker") == "Ben Beispiel")
    into = ("--into", "meeting/forum-2031")
    assert "no person is called 'Ben Beispiel'" in (told := draft(desk, "accept", SOURCE, named["id"], *into).err)
    assert told.endswith("briefgen new person ben-beispiel, or accept it with --new and that kind\n")
    assert draft(desk, "accept", SOURCE, named["id"], *into, "--new", "persn").code == 2
    assert draft(desk, "accept", SOURCE, said["id"], *into, "--new", "person").code == 0
    record = yaml.safe_load(desk.read("facts/persons/ben-beispiel.yaml"))
    assert record["name"] == "Ben Beispiel"
    assert record["src"][SOURCE] == "Ben Beispiel, … the port."
    assert draft(desk, "accept", SOURCE, named["id"], *into, "--confirm").code == 0  # it is found now
    assert load_facts(desk.root / "facts").diagnostics == []


def test_what_is_asked_is_said_before_a_record_is_made_of_a_name(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", "Ana Sample wrote to Ben Beispiel, the mayor of Port Example.\n")
    draft(desk, SOURCE)
    (named,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p["value"] == "Ben Beispiel"]
    refused = accept(desk, named["id"], "--new", "person")
    assert (refused.code, "does not say that Ben Beispiel was there; does it say so?" in refused.err) == (2, True)
    assert accept(desk, named["id"], "--new", "person", "--confirm").code == 0


def test_whom_a_pronoun_means_nobody_says_but_a_person(desk: Scratch) -> None:
    text = "Ben Beispiel, the mayor of Port Example, came. He said that nobody had asked the port.\n"
    desk.write(f"archive/{SOURCE}.txt", text)
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "claims"]
    assert said["asks"].startswith("who is 'He'? perhaps Ben Beispiel")
    refused = accept(desk, said["id"], "--new", "person")
    assert (refused.code, "'He' names nobody; --speaker gives the name" in refused.err) == (2, True)
    assert accept(desk, said["id"], "--new", "person", "--confirm").code == 0


def test_whom_nobody_names_stays_unnamed_with_the_article_of_the_passage(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", "A Peruvian official told reporters that walls were far too low.\n")
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "claims"]
    assert accept(desk, said["id"], "--confirm").code == 0
    assert "said_by: a Peruvian official" in desk.read("facts/meetings/forum-2031.yaml")


def test_what_something_is_called_is_no_claim_before_somebody_words_it(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", "Ana Sample praised the wall as a model for all ports.\n")
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "claims"]
    assert "--" not in said["asks"]  # which is read at the desk, too, where nothing has options
    refused = accept(desk, said["id"], "--confirm")
    assert (refused.code, "give what is claimed as it follows 'said that'" in refused.err) == (2, True)
    assert accept(desk, said["id"], "--confirm", "--value", "the wall is a model for all ports").code == 0
    assert "says: the wall is a model for all ports" in desk.read("facts/meetings/forum-2031.yaml")


def test_a_claim_that_was_worded_anew_asks_no_more_for_words(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", "Ana Sample praised the wall as a model for all ports.\n")
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "claims"]
    assert draft(desk, "change", SOURCE, said["id"], "--value", "the wall is a model for all ports").code == 0
    assert accept(desk, said["id"], "--confirm").code == 0


def test_a_post_alone_is_nobodys_name(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", "The Prime Minister said that nobody had asked the port.\n")
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "claims"]
    refused = accept(desk, said["id"], "--new", "person")
    assert refused.code == 2
    assert (
        "'Prime Minister' names nobody; --speaker gives the name or id of who it is; without --new, --speaker"
        in refused.err
    )
    assert [path.stem for path in (desk.root / "facts/persons").iterdir()] == ["ana-sample"]
    assert accept(desk, said["id"], "--speaker", "the Prime Minister").code == 0
    assert load_facts(desk.root / "facts").diagnostics == []


def test_words_that_are_no_name_make_nobody_unasked(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", "The summit's secretariat said that nobody had asked the port.\n")
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "claims"]
    refused = accept(desk, said["id"], "--new", "organisation")
    assert refused.code == 2
    assert "summit's secretariat' is no name, and no organisation is made of it" in refused.err
    assert not (desk.root / "facts/meetings/forum-2031.yaml").exists()
    taken = accept(desk, said["id"], "--new", "organisation", "--confirm")
    assert taken.code == 0, taken.err
    assert f"the speaker of {said['id']} stays unnamed: '" in taken.out


def test_yes_takes_the_full_name_and_a_family_name_alone_makes_nobody(desk: Scratch) -> None:
    text = "Ben Beispiel, the mayor of Port Example, came. Beispiel said that nobody had asked the port."
    desk.write(f"archive/{SOURCE}.txt", text + "\n\nVoorbeeld said that the port had been asked twice.\n")
    draft(desk, SOURCE)
    claims = [p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "claims"]
    known, alone = ({p["speaker"]: p["id"] for p in claims}[name] for name in ("Beispiel", "Voorbeeld"))
    refused = accept(desk, alone, "--new", "person")
    assert (refused.code, "'Voorbeeld' may be a family name alone; --speaker \"First Voorbeeld\"" in refused.err) == (
        2,
        True,
    )
    assert accept(desk, known, "--new", "person").code == 0
    assert accept(desk, alone, "--new", "person", "--speaker", "Dan Voorbeeld").code == 0
    people = sorted(path.stem for path in (desk.root / "facts/persons").iterdir())
    assert people == ["ana-sample", "ben-beispiel", "dan-voorbeeld"]
    assert load_facts(desk.root / "facts").diagnostics == []


@pytest.mark.slow
def test_several_are_accepted_with_one_command_and_a_faulty_one_keeps_no_other_back(desk: Scratch) -> None:
    draft(desk, SOURCE)
    found = {p["field"]: p["id"] for p in draft(desk, "list", SOURCE, "--json").json}
    into = ("--into", "meeting/forum-2031")
    fields = ("names", "ordinal", "date", "place")  # as their kind has them
    taken = [found[field] for field in reversed(fields) if field in found]
    ran = draft(desk, "accept", SOURCE, *taken, *into)
    assert (ran.code, ran.out.count("wrote ")) == (0, 1)
    (passage,) = yaml.safe_load(desk.read("facts/meetings/forum-2031.yaml"))["passages"]
    assert {field for field in passage if field in fields} == {field for field in fields if field in found}
    again = draft(desk, "accept", SOURCE, taken[0], "d999", *into)
    assert again.code == 2
    left = next(p["id"] for p in draft(desk, "list", SOURCE, "--json").json if p["field"] not in ("claims", "people"))
    half = draft(desk, "accept", SOURCE, "d999", left, "d998", *into)
    assert f"accepted: {left}\nd999 is not: there is no proposal d999" in half.err
    assert "\nd998 is not: there is no proposal d998" in half.err
    assert half.out.startswith("wrote ")
    rest = [p["id"] for p in draft(desk, "list", SOURCE, "--json").json]
    wrong = draft(desk, "accept", SOURCE, *rest, "--into", "person/forum-2031")
    assert (len(rest) > 1, wrong.err.count("--into names a meeting"), "accepted:" in wrong.err) == (True, 1, False)
    assert "--value is for one proposal" in draft(desk, "accept", SOURCE, "d1", "d2", "--value", "x", *into).err


def test_what_is_refused_says_why_and_what_to_do(desk: Scratch) -> None:
    for words in ("list", "discard"):
        ran = draft(desk, words, "port-new", *(["d1"] if words == "discard" else []))
        assert (ran.code, "did you mean 'port-news'" in ran.err) == (2, True)
    assert f"0 proposals; briefgen draft {SOURCE} reads the text" in draft(desk, "list", SOURCE).out
    draft(desk, SOURCE)
    found = listed(desk)["date"]
    ran = draft(desk, "change", SOURCE, found["id"], "--value", "2031-06-12")
    assert "is not changed: the words do not give '12' [value-not-in-quote]" in ran.err
    assert "hint: take the words of the passage" in ran.err
    ran = draft(desk, "change", SOURCE, found["id"], "--value", "2032-06-11")
    assert "hint: where only the year is missing: briefgen draft change … --inferred year" in ran.err
    ran = draft(desk, "change", SOURCE, found["id"], "--value", "2031-06")
    assert f"next: briefgen draft accept {SOURCE} {found['id']} --into meeting/its-id" in ran.out
    assert "nothing is changed: --value" in draft(desk, "change", SOURCE, found["id"]).err
    draft(desk, "discard", SOURCE, found["id"])
    assert "change takes it up again" in draft(desk, "discard", SOURCE, found["id"]).err
    assert draft(desk, "change", SOURCE, found["id"]).code == 0
    draft(desk, "discard", SOURCE, found["id"])
    assert "1 decided on (--all shows them)" in draft(desk, "list", SOURCE).out


def test_another_programs_proposals_are_refused_with_a_hint(desk: Scratch) -> None:
    one = {"kind": "meeting", "field": "outcomes", "value": "A levy was agreed.", "quote": "No levy was agreed."}
    file = desk.write("in.json", json.dumps({"program": "p", "version": "1", "proposals": [one, {"kind": "meeting"}]}))
    ran = draft(desk, "read", SOURCE, "--from", str(file))
    assert ran.code == 1
    assert "[value-turns-negation]\n  hint: take the words of the passage" in ran.err
    assert "proposal 2: field is missing\n  hint: briefgen draft schema prints the form" in ran.err


def test_what_no_source_states_is_said_to_be_inferred_and_why(desk: Scratch) -> None:
    desk.edit(f"archive/{SOURCE}.txt", "on 11 June 2031", "on 11 June")
    draft(desk, SOURCE)
    id_ = listed(desk)["date"]["id"]
    alone = draft(desk, "change", SOURCE, id_, "--value", "2031-06-11", "--inferred", "year")
    assert (alone.code, "--why" in alone.err) == (2, True)
    other = draft(
        desk, "change", SOURCE, id_, "--value", "2031-06-12", "--inferred", "year", "--why", "The page is of 2031."
    )
    assert (other.code, "value-not-in-quote" in other.err) == (2, True)
    why = ("--inferred", "year", "--why", "The page is of 2031.")
    assert draft(desk, "change", SOURCE, id_, "--value", "2031-06-11", *why).code == 0
    assert draft(desk, "accept", SOURCE, id_, "--into", "meeting/forum-2031").code == 0
    record = yaml.safe_load(desk.read("facts/meetings/forum-2031.yaml"))
    assert (record["date"]["inferred"], record["date"]["why"]) == ("year", "The page is of 2031.")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(record["recorded"]))


def test_a_post_is_changed_or_taken_away(desk: Scratch) -> None:
    desk.write(
        f"archive/{SOURCE}.txt", "The forum was held in Port Example. Then Director Ana Sample opened the forum.\n"
    )
    draft(desk, SOURCE)
    (known,) = (p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "people")
    assert "post" in known["keys"], known
    assert "keys of" in draft(desk, "change", SOURCE, known["id"], "--key", "pots=Director").err
    assert draft(desk, "change", SOURCE, known["id"], "--key", "post=Minister").code == 2
    assert draft(desk, "change", SOURCE, known["id"], "--key", "post=Director").code == 0
    assert draft(desk, "change", SOURCE, known["id"], "--key", "post=").code == 0
    (kept,) = (
        p for p in yaml.safe_load(desk.read(f"facts/_drafts/{SOURCE}.yaml"))["proposals"] if p["field"] == "people"
    )
    assert "post" not in kept.get("keys", {})


def test_in_which_capacity_somebody_speaks_is_added_from_the_passage(desk: Scratch) -> None:
    text = "Ana Sample, the mayor of Port Example, said that walls were low."
    desk.write(f"archive/{SOURCE}.txt", f"{TEXT}\n{text}\n")
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if (p["field"], p["quote"]) == ("claims", text)]
    refused = draft(desk, "change", SOURCE, said["id"], "--key", "capacity=Queen of Spain")
    assert (refused.code, "[value-not-in-quote]" in refused.err) == (2, True)
    for key in ("says=walls were high", "said_by=forum-2031", "on=2031-01-01"):  # the gate judges value and speaker
        refused = draft(desk, "change", SOURCE, said["id"], "--key", key)
        assert (refused.code, "is no KEY=TEXT of the proposal; keys of" in refused.err) == (2, True)
    assert draft(desk, "change", SOURCE, said["id"], "--key", "capacity=the mayor of Port Example").code == 0
    assert accept(desk, said["id"], "--speaker", "ana-sample", "--confirm").code == 0
    assert "capacity: the mayor of Port Example" in desk.read("facts/meetings/forum-2031.yaml")


def test_the_record_of_a_body_has_the_article_that_its_passage_gives_it(desk: Scratch) -> None:
    desk.write(
        f"archive/{SOURCE}.txt", f"{TEXT}\nThe Harbour Office said that walls were low. Lloyd’s Register agreed.\n"
    )
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p.get("speaker") == "Harbour Office"]
    assert accept(desk, said["id"], "--new", "organisation", "--confirm").code == 0
    assert desk.read("facts/organisations/harbour-office.yaml").startswith("name: Harbour Office\narticle: the\n")
    passage = "Ben Beispiel, the PORTEX secretary general, said that walls were low."
    desk.write(f"archive/{SOURCE}.txt", f"{TEXT}\n{passage}\n")
    id_ = taken_in(desk, "host", "PORTEX", passage)
    assert accept(desk, id_, "--new", "organisation", "--confirm").code == 0
    assert "article" not in desk.read("facts/organisations/portex.yaml")


def test_a_body_is_no_person(desk: Scratch) -> None:
    desk.write(f"archive/{SOURCE}.txt", "The World Port Foundation denied that any port had closed.\n")
    draft(desk, SOURCE)
    (said,) = [p for p in draft(desk, "list", SOURCE, "--json").json if p["field"] == "claims"]
    refused = accept(desk, said["id"], "--new", "person", "--confirm")
    assert refused.code == 2
    assert "'World Port Foundation' reads as the name of a body, no person; --new organisation" in refused.err
    assert accept(desk, said["id"], "--new", "organisation", "--confirm").code == 0


def test_in_a_language_without_a_list_of_words_little_is_read_and_that_is_said(desk: Scratch) -> None:
    desk.edit(f"facts/sources/{SOURCE}.yaml", "language: en", "language: pt")
    desk.write(f"archive/{SOURCE}.txt", "A sessão ocorreu em 11 de junho de 2031 em Port Example.\n")
    assert "no words of pt are known to the rules" in draft(desk, SOURCE).out


ONE = DraftedValue("d1", "meeting", "place", "Port Example", "in Port Example", by="rules 1")


def test_the_sources_that_have_proposals_are_named(workspace: Scratch) -> None:
    facts, where = workspace.root / "facts", ("-w", str(workspace.root))
    assert workspace.run("draft", "list", *where).out == ""
    taken = DraftedValue("d2", "meeting", "place", "Lima", "Lima", state="accepted")
    keep_drafts(facts, "example-gazette", [ONE, taken])
    assert workspace.run("draft", "list", *where).out == "example-gazette  1 of 2 proposals are open\n"
    assert workspace.run("draft", "list", "example-gazette", *where).out.startswith(
        "“in Port Example”\n  d1  meeting place: "
    )
    refused = workspace.run("draft", "list", "--json", *where)
    assert (refused.code, refused.err) == (2, "briefgen: --json is for one source: name it\n")


def test_a_passage_is_printed_once_above_all_that_rest_on_it(workspace: Scratch) -> None:
    held = "The forum was held in Port Example on 3 May 2031."
    drafted = [
        DraftedValue("d1", "meeting", "date", "2031-05-03", held, place="par2"),
        DraftedValue("d2", "meeting", "agenda", "fishing quotas", "Quotas were on the agenda.", place="par3"),
        DraftedValue("d3", "meeting", "claims", "it went well", held, place="par2", speaker="Ana", asks="is it Ana?"),
    ]
    keep_drafts(workspace.root / "facts", "example-gazette", drafted)
    assert workspace.do("draft", "list", "example-gazette").out == (
        f"par2: “{held}”\n  d1  meeting date: 2031-05-03\n  d3  meeting claims: it went well\n"
        "      said by: Ana\n      is it Ana?\n"
        "par3: “Quotas were on the agenda.”\n  d2  meeting agenda: fishing quotas\n3 proposals\n"
    )
