# ruff: noqa: E501  (a diagnostic is one line)
"""What somebody asserts keeps its speaker."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from textwrap import dedent

from briefgen.checks.context import Context, Settings
from briefgen.checks.rules import speakers
from tests.checks.pages import context, expect
from tests.growth import assert_linear

PEOPLE = """
        === persons/director.yaml
        name: A Director
        === sources/paper.yaml
        {type: essay, language: en, retrieved: 2026-01-01, label: P, descriptor: d}
        === sources/gazeta.yaml
        {type: essay, language: ru, retrieved: 2026-01-01, label: G, descriptor: d}
        """


def test_a_quote_with_a_verb_of_speech_wants_a_speaker(tmp_path: Path) -> None:
    page = """
        === meetings/m.yaml
        src: paper
        discussion:
          - {is: Services were behind it., quote: "the director claimed that services were behind it"}
          - {is: Services stood behind it., quote: "the director claimed so", according_to: director}
          - {is: The motto was read out., quote: 'the motto "he said nothing" was read out'}
          - {is: Службы причастны., src: {gazeta: "директор заявил, что службы причастны"}}
        """
    expected = """
        facts/meetings/m.yaml:3:5: warning: the quote says 'claimed', but no according_to names the speaker [claim-without-speaker]
          hint: add according_to, or write it as a claim
        facts/meetings/m.yaml:6:5: warning: the quote says 'заявил', but no according_to names the speaker [claim-without-speaker]
          hint: add according_to, or write it as a claim
        """
    expect(speakers.check, context(tmp_path, page + PEOPLE), expected)


def test_the_words_of_a_claim_do_not_repeat_said(tmp_path: Path) -> None:
    page = """
        === claims/c.yaml
        said_by: director
        says: said that cooperation had grown
        mode: reported
        """
    expected = """
        facts/claims/c.yaml:2:7: warning: 'says' begins with 'said'; it follows 'said that' [claim-repeats-said]
          hint: leave the verb out
        """
    expect(speakers.check, context(tmp_path, page + PEOPLE), expected)


def test_a_claim_begins_as_it_follows_said_that(tmp_path: Path) -> None:
    claims = {
        "a": "We can no longer wait",
        "b": "that walls are low",
        "c": "Exampleland would pay",
        "d": "Ukraine’s levy would fall",
        "e": "NATO would pay",
        "f": "“We can no longer wait”",
        "g": "Lisboa would pay",
        "h": "Islamic State would pay",
        "i": "Walls were too low",
    }
    page = "\n".join(
        f"=== claims/{id_}.yaml\nsaid_by: director\nsays: {says}\nmode: reported\n"
        'src: {paper: "the director said Lisboa would pay"}'
        for id_, says in claims.items()
    )
    page += "\n=== countries/exampleland.yaml\nname: Exampleland\ncode: XA\n" + dedent(PEOPLE)
    found = speakers.check(context(tmp_path, page))
    assert [d.location.file[13:14] for d in found if d.code == "claim-not-indirect"] == ["a", "b", "i"]


def test_the_speakers_own_words_stand_in_the_quote(tmp_path: Path) -> None:
    page = """
        === claims/c.yaml
        said_by: director
        says: cooperation had grown
        mode: quoted
        words: cooperation has doubled
        src: {paper: "the director said: cooperation has grown"}
        === claims/d.yaml
        said_by: director
        says: cooperation had grown
        mode: quoted
        words: Cooperation has grown
        src: {paper: "the director said: cooperation has grown"}
        """
    expected = """
        facts/claims/c.yaml:4:8: error: the speaker's own words 'cooperation has doubled' do not stand in the quote [words-not-in-quote]
          hint: copy them from the quote, or leave them out: only the words of the source are the speaker's
        """
    expect(speakers.check, context(tmp_path, page + PEOPLE), expected)


def test_words_for_a_nameless_speaker_that_are_the_name_of_somebody_are_told(tmp_path: Path) -> None:
    page = """
        === persons/ana-sample.yaml
        name: Ana Sample
        === claims/a.yaml
        said_by: ana  sample
        says: it is so
        mode: quoted
        === claims/b.yaml
        said_by: a delegate
        says: it is so
        mode: quoted
        === claims/c.yaml
        said_by: Anna Sample
        says: it is so
        mode: quoted
        === claims/d.yaml
        said_by: Jörg Beispiel-Muster
        says: it is so
        mode: quoted
        === claims/e.yaml
        said_by: Western diplomats
        says: it is so
        mode: quoted
        """
    found = speakers.check(context(tmp_path, page))
    assert [(d.location.file, d.code, d.hint) for d in found] == [
        ("facts/claims/a.yaml", "named-speaker", "write ana-sample"),
        ("facts/claims/c.yaml", "named-speaker", "write ana-sample, or make a record of whom it names"),
        (
            "facts/claims/d.yaml",
            "named-speaker",
            "make a record of whom it names; where it names nobody, write it small",
        ),
    ]


def test_words_with_capitals_are_no_name_where_every_noun_has_one(tmp_path: Path) -> None:
    page = """
        === claims/c.yaml
        said_by: Westliche Diplomaten
        says: es ist so
        mode: quoted
        """
    for language, codes in (("de", []), ("en", ["named-speaker"])):
        seen = context(tmp_path / language, page, settings=Settings(language=language))
        assert [d.code for d in speakers.check(seen)] == codes


def test_nameless_speakers_beside_many_names_take_time_as_they_are_many(tmp_path: Path) -> None:
    words = ["".join(one) for one in product("BDFGKLMNPRST", "aeiou", "bdfgklmnprst", "aeiou")]

    def of(count: int) -> Context:
        people = "".join(f"=== persons/p{n}.yaml\nname: {w} {w[::-1].title()}\n" for n, w in enumerate(words[:count]))
        said = [f"{{said_by: {w} Delegate{w}, says: it is so, mode: quoted}}\n" for w in words[:count]]
        claims = "".join(f"=== claims/c{n}.yaml\n{one}" for n, one in enumerate(said))
        return context(tmp_path / str(count), people + claims)

    assert_linear(lambda one: list(speakers.check(one)), of(60), of(480))
