# ruff: noqa: E501  (a diagnostic is one line)
"""Every quote is compared with the archived text of its source, and keeps its negation and its speaker."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from briefgen.checks.context import Context
from briefgen.checks.rules import quotes
from briefgen.checks.verification import Verdict
from briefgen.diagnostics import Diagnostic
from tests.checks.pages import context, expect

TEXT = """Talks in Example City

No time to read?
The ministers met on 4 May and agreed on the text but did not sign the treaty. Nobody else spoke.
A second para-
graph says that counter-
terrorism was “discussed”.
Comments
"""
SUM = sha256(TEXT.encode()).hexdigest()


def source(more: str = "", text: str = TEXT) -> str:
    indented = text.replace("\n", "\n        ")
    return f"""
        === sources/paper.yaml
        type: essay
        language: en
        retrieved: 2026-01-01
        label: Paper
        descriptor: an essay
        archive: paper.txt
        boilerplate: [No time to read?, Comments]
        {more or f"sha256: {SUM}"}
        === archive/paper.txt
        {indented}"""


def test_words_of_the_source_are_verified_however_its_lines_break(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        discussion:
          - {is: One., quote: "A second paragraph says that counter-terrorism was \\"discussed\\""}
          - {is: Two., quote: "The ministers met on 4 May and agreed on the text but did not sign the treaty."}
          - {is: Three., quote: "agreed on the text […] did not sign"}
        """
    seen = context(tmp_path, page + source())
    expect(quotes.check, seen, "")
    assert {c.verdict for c in seen.verification.quotes} == {Verdict.VERIFIED}


def test_a_changed_word_is_an_error_with_the_nearest_passage(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        date: {is: 2025-05-04, inferred: year, why: a guess, quote: "The ministers meet on 4 May"}
        """
    expected = """
        facts/meetings/m.yaml:2:7: error: the quote 'The ministers meet on 4 May' is not in paper [quote-not-found]
          hint: the nearest passage: 'The ministers met on 4 May'
        """
    expect(quotes.check, context(tmp_path, page + source()), expected)


def test_a_long_quote_is_told_where_it_leaves_its_source(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        outcomes: {is: They agreed., quote: "The ministers met on 4 May and agreed on the text and signed the treaty"}
        """
    expected = """
        facts/meetings/m.yaml:2:11: error: the quote 'The ministers met on 4 May and agreed on the text and signed the treaty' is not in paper [quote-not-found]
          hint: it agrees up to 'and agreed on the text'; then the source has 'but did not sign the treaty.'
        """
    expect(quotes.check, context(tmp_path, page + source()), expected)


def test_the_hint_says_what_is_wrong_with_a_quote_whose_words_are_there(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        discussion:
          - {is: One., quote: "agreed on the tex"}
          - {is: Two., quote: "did not sign the treaty […] The ministers met"}
          - {is: Three., quote: "Wholly other words stand here, of nobody's"}
          - {is: Four., quote: "The ministers met…the treaty."}
          - {is: Five., quote: "counter-terrorism was - discussed"}
        """
    expected = """
        facts/meetings/m.yaml:3:5: error: the quote 'agreed on the tex' is not in paper [quote-not-found]
          hint: begin and end with whole words: 'agreed … text'
        facts/meetings/m.yaml:4:5: error: the quote 'did not sign the treaty […] The ministers met' is not in paper [quote-not-found]
          hint: its parts must stand in their order, at most 600 characters apart
        facts/meetings/m.yaml:5:5: error: the quote 'Wholly other words stand here, of nobody's' is not in paper [quote-not-found]
          hint: nothing in the text comes near
        facts/meetings/m.yaml:6:5: error: the quote 'The ministers met…the treaty.' is not in paper [quote-not-found]
          hint: for all the words between the first and the last ones write ' … ', with a blank on either side
        facts/meetings/m.yaml:7:5: error: the quote 'counter-terrorism was - discussed' is not in paper [quote-not-found]
          hint: only the signs between the words differ: 'counter- terrorism was “discussed'
        """
    expect(quotes.check, context(tmp_path, page + source()), expected)


def test_the_hint_on_a_quote_behind_an_elided_article_has_the_article(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        discussion: {is: One., quote: Accord de Port Example}
        """
    text = "Les délégués ont adopté l’Accord de Port Example."
    expected = """
        facts/meetings/m.yaml:2:13: error: the quote 'Accord de Port Example' is not in paper [quote-not-found]
          hint: begin and end with whole words: 'l’Accord … Example'
        """
    found = source(f"sha256: {sha256(f'{text}{chr(10)}'.encode()).hexdigest()}", text)
    expect(quotes.check, context(tmp_path, page + found), expected)


def test_a_quote_that_many_values_share_is_reported_once(tmp_path: Path) -> None:
    page = """
        === persons/p.yaml
        name: P
        src: paper
        quote: The ministers met in May
        === claims/c.yaml
        src: paper
        quote: "The ministers met in June"
        said_by: p
        says: nobody spoke
        mode: reported
        """
    expected = """
        facts/claims/c.yaml:3:10: error: the quote 'The ministers met in June' is not in paper [quote-not-found]
          hint: the nearest passage: 'The ministers met on 4'
        facts/persons/p.yaml:1:7: error: the quote 'The ministers met in May' is not in paper [quote-not-found]
          hint: the nearest passage: 'The ministers met on 4'
        """
    expect(quotes.check, context(tmp_path, page + source()), expected)


def test_an_elision_must_not_hide_a_negation(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        outcomes: {is: They signed., quote: "The ministers […] sign the treaty"}
        """
    expected = """
        facts/meetings/m.yaml:2:11: error: the quote leaves out a negation: 'not' in 'met on 4 May and agreed on the text but did not' [quote-elides-negation]
          hint: quote the words in between
        """
    expect(quotes.check, context(tmp_path, page + source()), expected)


def test_page_furniture_is_no_content(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        discussion: {is: Is there time?, quote: "No time to read?"}
        """
    expected = """
        facts/meetings/m.yaml:2:13: error: the quote 'No time to read?' stands only in page furniture of paper [quote-in-boilerplate]
          hint: quote what the text itself says, or correct the source's boilerplate
        """
    expect(quotes.check, context(tmp_path, page + source()), expected)


def test_a_source_may_quote_its_page_furniture_for_itself(tmp_path: Path) -> None:
    text = "Paper, 4 May\nThe ministers met.\n"
    more = f"""sha256: {sha256(text.encode()).hexdigest()}
        src: paper
        published: {{is: XXXX-05-04, quote: "Paper, 4 May"}}"""
    page = source(more, text).replace("[No time to read?, Comments]", '["Paper, 4 May"]')
    expect(quotes.check, context(tmp_path, page), "")


def test_a_short_quote_is_fine_where_it_is_the_value_or_its_number(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        date: {is: XXXX-05-04, quote: 4 May}
        place: {is: Example City, quote: Example City}
        discussion: {is: There was a treaty., quote: the treaty}
        """
    expected = """
        facts/meetings/m.yaml:4:13: warning: 'not' stands right before the quote: 'but did not sign' 'the treaty' [quote-clips-negation]
          hint: begin the quote earlier
        facts/meetings/m.yaml:4:13: warning: the quote 'the treaty' is too short to mean something [quote-too-short]
          hint: quote at least 3 words or 15 characters
        """
    expect(quotes.check, context(tmp_path, page + source()), expected)


# --- the archive -------------------------------------------------------------------------------------------

ONE_QUOTE = """
        === meetings/m.yaml
        src: paper
        discussion: {is: Nobody spoke., quote: "Nobody else spoke"}
        """


def test_a_changed_text_makes_every_quote_of_its_source_stale(tmp_path: Path) -> None:
    old = "0" * 64
    seen = context(tmp_path, ONE_QUOTE + source(f'sha256: "{old}"'))
    expected = f"""
        facts/sources/paper.yaml:8:9: error: the archived text of paper has changed: sha256 was {old}, is {SUM}; its 1 quotes are stale [source-changed]
          hint: compare the texts; then restore the old one or take over the new sha256
        """
    expect(quotes.check, seen, expected)
    assert [c.verdict for c in seen.verification.quotes] == [Verdict.STALE]


def test_a_source_without_a_sum_is_told_its_sum(tmp_path: Path) -> None:
    expected = f"""
        facts/sources/paper.yaml:6:10: warning: paper does not name the sha256 of its text [source-without-sha256]
          hint: sha256: {SUM}
        """
    expect(quotes.check, context(tmp_path, ONE_QUOTE + source("marking: TLP:CLEAR")), expected)


def test_without_archive_and_lock_one_line_stands_for_all_quotes_of_a_source(tmp_path: Path) -> None:
    page = (
        ONE_QUOTE
        + """
        === meetings/n.yaml
        src: paper
        discussion: {is: One., quote: "agreed on the text"}
        outcomes: {is: Two., quote: "did not sign the treaty"}
        """
    )
    expected = """
        facts/sources/paper.yaml:6:10: warning: 3 quotes of paper never compared with its text [quote-unverified]
          hint: name the archive folder and run: briefgen check --lock
        """
    expect(quotes.check, context(tmp_path, page + source().partition("=== archive")[0]), expected)


def test_a_text_that_is_missing_beside_others_is_told_so(tmp_path: Path) -> None:
    other = (
        source().replace("sources/paper.", "sources/other.").partition("=== archive")[0].replace("paper.txt", "o.txt")
    )
    found = list(quotes.check(context(tmp_path, ONE_QUOTE.replace("paper", "other") + source() + other)))
    assert ["briefgen add FILE --id other --new-version" in (d.hint or "") for d in found] == [True]


def test_an_archived_text_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "paper.txt").write_bytes(b"caf\xe9 au lait")
    expected = """
        facts/sources/paper.yaml:6:10: error: the archived text 'paper.txt' is not UTF-8 at byte 3 [archive-unreadable]
        facts/sources/paper.yaml:6:10: warning: 1 quote of paper never compared with its text [quote-unverified]
          hint: name the archive folder and run: briefgen check --lock
        """
    expect(quotes.check, context(tmp_path, ONE_QUOTE + source().partition("=== archive")[0]), expected)


CLIPPED = """
        === sources/paper.yaml
        type: essay
        language: en
        retrieved: 2026-01-01
        label: Paper
        descriptor: an essay
        archive: paper.txt
        === archive/paper.txt
        There is no evidence that the service was involved in it. It is not only the service that grew.
        Officials claimed that the talks had succeeded beyond all hope. "The talks went well", the minister said.
        "The talks were short." The minister said so.
        He claimed credit. The talks were long and hard.
        """


def clipped(seen: Context) -> list[Diagnostic]:
    return [d for d in quotes.check(seen) if d.code.startswith("quote-clips-")]


def test_a_negation_right_before_the_quote_is_named(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        discussion:
          - {is: The service was involved., quote: "the service was involved in it"}
          - {is: The service grew., quote: "the service that grew"}
        """
    expected = """
        facts/meetings/m.yaml:3:5: warning: 'no' stands right before the quote: 'is no evidence that' 'the service was involved in it' [quote-clips-negation]
          hint: begin the quote earlier
        """
    expect(clipped, context(tmp_path, page + CLIPPED), expected)


def test_a_speaker_right_before_or_behind_the_quote_is_named(tmp_path: Path) -> None:
    page = """
        === persons/minister.yaml
        name: A Minister
        src: paper
        === meetings/m.yaml
        src: paper
        discussion:
          - {is: The talks succeeded., quote: "the talks had succeeded beyond all hope"}
          - {is: The talks went well., quote: "The talks went well"}
          - {is: The talks were good., quote: "The talks went well", according_to: minister}
          - {is: The talks were long., quote: "The talks were long"}
          - {is: The talks were short., quote: "The talks were short."}
        """
    expected = """
        facts/meetings/m.yaml:3:5: warning: the source gives these words to a speaker: 'Officials claimed that' [quote-clips-speaker]
          hint: add according_to, or write it as a claim
        facts/meetings/m.yaml:4:5: warning: the source gives these words to a speaker: '", the minister said' [quote-clips-speaker]
          hint: add according_to, or write it as a claim
        """
    expect(clipped, context(tmp_path, page + CLIPPED), expected)
