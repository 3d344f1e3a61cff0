"""Quotes are compared with the text of their source, and the lock remembers what was found."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from briefgen.archive.archived import Archive
from briefgen.checks.context import Context
from briefgen.checks.rules import quotes
from briefgen.checks.verification import Verdict, Verification, archive_of, lock_after, read_lock
from tests.checks.pages import context, expect, said
from tests.facts.pages import SOURCE, load_page

RECORD = "=== persons/t.yaml\nname: T\nsrc: {paper: the second paragraph says}\n"


def verified(folder: Path, named: str) -> Verification:
    loaded = load_page(folder / "facts", f"=== sources/paper.yaml\n{SOURCE}{named}{RECORD}")
    assert loaded.diagnostics == []
    return Verification(loaded.base, archive_of(folder / "archive", loaded.base), {})


def test_a_plain_file_that_the_record_names(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "paper.txt").write_text("The first.\n\nThen the second paragraph says more.")
    found = verified(tmp_path, "archive: paper.txt\n")
    assert [(q.verdict, p.locator if (p := found.where(q)) else "") for q in found.quotes] == [
        (Verdict.VERIFIED, "par2")
    ]


def test_the_folder_of_the_sources_id(tmp_path: Path) -> None:
    (tmp_path / "archive" / "paper").mkdir(parents=True)
    (tmp_path / "archive" / "paper" / "text.txt").write_text("The first.\n\nThe second.")
    found = verified(tmp_path, "")
    quote = found.quotes[0]
    assert (quote.verdict, found.where(quote)) == (Verdict.NOT_FOUND, None)


def test_no_text_is_no_place(tmp_path: Path) -> None:
    found = verified(tmp_path, "")
    quote = found.quotes[0]
    assert (quote.verdict, found.where(quote)) == (Verdict.UNCHECKED, None)


def test_words_that_were_read_off_a_picture_are_found_never_verified(tmp_path: Path) -> None:
    text = "On paper.\n\nThen the second paragraph says more."
    sum_ = sha256(text.encode()).hexdigest()
    stretches = [{"start": 0, "paragraph": 1, "page": 1}, {"start": 11, "paragraph": 2, "page": 2, "ocr": True}]
    (tmp_path / "archive" / "paper").mkdir(parents=True)
    (tmp_path / "archive" / "paper" / "text.txt").write_text(text)
    (tmp_path / "archive" / "paper" / "map.json").write_text(json.dumps({"text": sum_, "stretches": stretches}))
    (quote,) = {q.verdict for q in verified(tmp_path, "").quotes}
    assert quote is Verdict.IN_OCR


def test_places_come_from_the_text_and_where_it_is_not_here_from_the_lock(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "paper.txt").write_text("The first.\n\nThen the second paragraph says more.")
    here = verified(tmp_path, "archive: paper.txt\n")
    (checked,) = here.quotes
    assert here.places(checked.statement.id) == {checked.citation: "par2"}
    lock, _ = read_lock(lock_after(here.quotes, "2026-01-02"))
    elsewhere = Verification(here.base, Archive(), lock)
    assert elsewhere.places(checked.statement.id) == {checked.citation: "par2"}
    assert Verification(here.base, Archive(), {}).places(checked.statement.id) == {}


TEXT = "The ministers met in May. Nobody spoke.\n"


def page(text: str = TEXT, quote: str = "The ministers met in May") -> str:
    return f"""
        === sources/paper.yaml
        type: essay
        language: en
        retrieved: 2026-01-01
        label: Paper
        descriptor: an essay
        archive: paper.txt
        sha256: "{sha256(text.encode()).hexdigest()}"
        === meetings/m.yaml
        src: paper
        discussion:
          - {{is: They met., quote: "{quote}"}}
          - {{is: They spoke., quote: "Somebody spoke at length"}}
        """


def with_text(text: str = TEXT) -> str:
    return f"{page(text)}=== archive/paper.txt\n        {text}"


def lock_of(seen: Context, today: str = "2026-01-02") -> str:
    return lock_after(seen.verification.quotes, today)


def test_the_lock_is_one_line_for_each_quote_in_a_fixed_order(tmp_path: Path) -> None:
    head, *lines = lock_of(context(tmp_path, with_text())).splitlines()
    entries = [json.loads(line) for line in lines]
    assert head.startswith("# Written by `briefgen check --lock`")
    assert [e["quote"] for e in entries] == sorted(e["quote"] for e in entries)
    assert {(e["verdict"], e["date"], e["position"]) for e in entries} == {
        ("verified", "2026-01-02", 0),
        ("not-found", "2026-01-02", -1),
    }
    assert {e["sha256"] for e in entries} == {sha256(TEXT.encode()).hexdigest()}


def test_writing_the_lock_again_on_another_day_changes_nothing(tmp_path: Path) -> None:
    seen = context(tmp_path, with_text())
    first = lock_of(seen)
    known, problems = read_lock(first)
    assert problems == []
    again = Context(seen.base, seen.archive, known)
    assert lock_of(again, "2027-12-31") == first


def test_without_the_archive_the_lock_speaks(tmp_path: Path) -> None:
    known, _ = read_lock(lock_of(context(tmp_path / "with", with_text())))
    seen = context(tmp_path / "without", page(), lock=known)
    expected = """
        facts/meetings/m.yaml:4:5: error: the quote 'Somebody spoke at length' is not in paper [quote-not-found]
          hint: so says the lock of 2026-01-02; copy the words from the source
        """
    expect(quotes.check, seen, expected)
    assert [(c.verdict, c.verified_on) for c in seen.verification.quotes] == [
        (Verdict.VERIFIED, "2026-01-02"),
        (Verdict.NOT_FOUND, ""),
    ]
    assert lock_of(seen, "2027-12-31") == lock_of(context(tmp_path / "with", with_text()))


def test_the_lock_is_silent_on_changed_words_and_on_another_text(tmp_path: Path) -> None:
    known, _ = read_lock(lock_of(context(tmp_path / "with", with_text())))
    changed_quote = context(tmp_path / "quote", page(quote="The ministers met in June"), lock=known)
    assert "1 quote of paper never compared" in said(quotes.check, changed_quote)
    changed_text = context(tmp_path / "text", page(text="Another text."), lock=known)
    assert "2 quotes of paper never compared" in said(quotes.check, changed_text)


def test_words_stay_verified_whatever_sentence_rests_on_them(tmp_path: Path) -> None:
    known, _ = read_lock(lock_of(context(tmp_path / "with", with_text())))
    reworded = page().replace("They met.", "A meeting was held.").replace("They spoke.", "They met.")
    verdicts = [c.verdict for c in context(tmp_path / "without", reworded, lock=known).verification.quotes]
    assert verdicts == [Verdict.VERIFIED, Verdict.NOT_FOUND]


def test_what_a_sources_own_record_quotes_is_remembered_apart(tmp_path: Path) -> None:
    text = "MENU. The ministers met in May.\n"
    dated = "published: {is: 2026-01, quote: MENU., src: paper}"
    titled = f"sources/paper.yaml\n        {dated}\n        boilerplate: [MENU.]"
    whole = page(text, "MENU.").replace("sources/paper.yaml", titled)
    seen = context(tmp_path / "with", f"{whole}=== archive/paper.txt\n        {text}")
    known, _ = read_lock(lock_of(seen))
    here = [c.verdict for c in seen.verification.quotes if c.citation.quote == "MENU."]
    there = [c.verdict for c in context(tmp_path / "without", whole, lock=known).verification.quotes]
    assert here == [v for v in there if v is not Verdict.NOT_FOUND] == [Verdict.IN_BOILERPLATE, Verdict.VERIFIED]


def test_of_two_lines_that_disagree_the_later_holds(tmp_path: Path) -> None:
    entry = json.loads(lock_of(context(tmp_path, with_text())).splitlines()[1])
    late, soon = (
        {**entry, "date": day, "verdict": verdict} for day, verdict in (("2026-05-01", "a"), ("2026-04-01", "b"))
    )
    same_day = {**soon, "date": late["date"]}
    for pair, verdict in (((late, soon), "a"), ((soon, late), "a"), ((late, same_day), "b"), ((same_day, late), "a")):
        known, _ = read_lock("\n".join(map(json.dumps, pair)))
        assert [e.verdict for e in known.values()] == [verdict]


def test_a_new_text_gives_a_new_date_and_what_is_not_cited_is_gone(tmp_path: Path) -> None:
    known, _ = read_lock(lock_of(context(tmp_path / "old", with_text())))
    seen = context(tmp_path / "new", with_text(TEXT + "More.\n"), lock=known)
    assert '"date": "2027-12-31"' in lock_of(seen, "2027-12-31")
    assert '"date": "2026-01-02"' not in lock_of(seen, "2027-12-31")


def test_lines_that_a_merge_left_are_named_and_passed_over(tmp_path: Path) -> None:
    good = lock_of(context(tmp_path, with_text()))
    known, problems = read_lock("<<<<<<< ours\n" + good + '{"statement": 1}\n[[\n')
    assert len(known) == 2
    assert [str(p).partition("\n")[0] for p in problems] == [
        "facts/quotes.lock:1:1: warning: this line records no quote [lock-damaged]",
        "facts/quotes.lock:5:1: warning: this line records no quote [lock-damaged]",
        "facts/quotes.lock:6:1: warning: this line records no quote [lock-damaged]",
    ]
