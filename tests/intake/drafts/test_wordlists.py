"""The lists of words by which rules read a language."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.intake.drafts import wordlists
from briefgen.intake.drafts.judging.stated_amounts import amounts
from briefgen.intake.drafts.rules import propose
from briefgen.intake.drafts.wordlists import NOTHING, word_list

LANGUAGES = sorted(path.stem for path in wordlists.FOLDER.glob("*.toml"))
NAMES = {name for one in LANGUAGES for name in tomllib.loads((wordlists.FOLDER / f"{one}.toml").read_text("utf-8"))}
PORTUGUESE = """
meetings = "conferência*|reunião|reuniões|cimeira*|sessão"
held = "realizou-se|realizaram-se|terminou|reuniu-se|reuniram-se"
comes_together = "reuniu-se|reuniram-se"
in = "em|no|na"
until = "a|e|até"
of_month = "de"
rank_ends = "ª|º"
articles = "o|a|os|as|um|uma"
of_body = "do|da|dos|das|de"
name_joins = "do|da|dos|das|de|e|sobre"
and = "e"
by_venue = "no|na"
venues = "Palácio|Hotel|Centro"
outcomes = "aprovaram|decidiram|foi aprovad*|foi decidido"
discussed = "debateram|discutiram|foram debatid*"
speech = "disse|afirmou"
that = "que"
offices = "ministr*|president*|diretor*"
bodies = "Conselho|Ministério"
little = "o|a|os|as|de|do|da|em|no|na|e"
titles = "Dr|Sra|Sr"
attended = "participaram|delegações"
first_person = "eu|nós|noss*"
first_singular = "eu"
pronouns = "ele|ela"
list_joins = "e"
joins = "e"
clause = "e|mas"
of_state = "do|da|dos|das|de"
owned = "do|da|dos|das|de"
any_adverb = "*mente"
plurals = "*s"
body_joins = "da|do|dos|de"
numbers = "n.º"
units.thousand = "mil"
traits = ["point-thousands"]
chaired_by = "presidid* por|presidid* pela"
"""


def _code() -> str:
    return "".join(path.read_text("utf-8") for path in wordlists.FOLDER.parent.rglob("*.py"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_list(language: str) -> None:
    lists = word_list(language)
    empty = {name for name in NAMES - wordlists._OTHERWISE if lists[name] == NOTHING}
    # Russian has no articles, others say nothing "in" a body, and only German has infinitives at the end
    # of a clause, and "so Muster"; French and Russian have "if" where others turn a clause round.
    # What somebody is told and "at" stand in English alone, adjectives in front of a meeting or behind it; only in
    # German is speech told by participles, and a verb comes first behind "while", in French "pour".
    own = {"listeners", "at_halls", "of_body", "meeting_adjectives", "kinds_behind", "bodies_of"}
    own |= {"behind_participles", "subordinate", "according_first", "plain_meetings", "callings"}
    own |= {"source_behind", "is_view", "it_says"}
    # Common nouns stand in names of languages with cases, and of French; "the second day of the meeting" is English.
    own |= {"name_words", "no_name_behind", "small_ranks", "part_of", "town_heads", "participles"}
    # States – members of a body, and a council under the President, are Russian.
    own |= {"dash_joins", "organ_joins"}
    # In other languages a deputy foreign minister is one word, or the office comes first.
    own |= {"before_title"}
    # The end of a verb stands apart from it in German alone: kündigte an, …
    own |= {"verb_ends"}
    # How words end, and what goes with it, is told where it tells something apart.
    own |= {
        "again",
        "when_clause",
        "any_adverb",
        "gerunds",
        "of_lands",
        "before_ranks",
        "small_halls",
        "meets_usually",
        "durations",
        "of_towns",
        "any_plural",
        "with_verbs",
        "this",
        "reflexive",
        "neuter",
        "around",
        "to_come",
        "apposed",
        "before_general",
        "capital_words",
        "adjectives",
        "plural_articles",
        "feminine",
        "genitives",
        "inverted_pronouns",
        "auxiliaries",
        "body_adjectives",
        "body_nouns",
        "given_oblique",
        "family_oblique",
        "surnames",
        "fathers",
    }
    assert empty <= {"articles", "told_in", "saying", "infinitives", "so", "inverted", *own}
    assert lists.contraries
    assert {"million", "billion"} <= set(lists.units.values())
    assert lists.functions


def test_a_star_is_any_ending_and_words_are_whole() -> None:
    english, german = word_list("en-GB"), word_list("de")
    assert english.finds("meetings", "two sessions ago")
    assert not english.finds("meetings", "obsession")
    assert english.finds("speech", "they emphasised it")
    assert english.has("offices", "Ministers")
    assert german.has("offices", "Verkehrsministerin")
    assert german.finds("held", "Das Treffen hat am 4. Juni in Bonn stattgefunden.")


def test_a_language_without_lists_finds_nothing() -> None:
    assert word_list("eu").finds("meetings", "bilera meeting") is None


def test_no_rule_asks_for_a_list_that_no_file_has() -> None:
    asked = re.compile(r"""(?:\.(?:finds|has|all)\(|lists\[)["'](\w+)["']""")
    assert set(asked.findall(_code())) - NAMES == set()


def test_no_rule_is_for_a_language_by_its_name() -> None:
    others = _code().replace((wordlists.FOLDER.parent / "wordlists.py").read_text("utf-8"), "")
    assert re.findall(r"""language(?:\[:2\])? ?(?:[!=]=|in \() .*|language\.startswith.*""", others) == []


def _forget() -> None:
    """Have the rules ask for their lists again; a process keeps what it has made of those of a language."""
    for name, module in list(sys.modules.items()):
        for kept in vars(module).values() if name.startswith("briefgen.intake.drafts") else ():
            if callable(clear := getattr(kept, "cache_clear", None)):
                clear()


@pytest.fixture
def portuguese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A file of Portuguese words beside those that are there."""
    folder = shutil.copytree(wordlists.FOLDER, tmp_path / "words")
    (folder / "pt.toml").write_text(PORTUGUESE, "utf-8")
    monkeypatch.setattr(wordlists, "FOLDER", folder)
    _forget()
    yield
    _forget()


@pytest.mark.slow
def test_a_language_is_added_by_a_file_alone(portuguese: None) -> None:
    text = (
        "A 5ª Conferência dos Portos realizou-se em Lima, no Palácio Exemplo, de 3 a 5 de maio de 2031. "
        "Os ministros aprovaram uma taxa. Foram debatidas as cotas. Participaram delegações do Peru e do Brasil. "
        "Ana Exemplo, ministra dos Portos, disse que os muros eram baixos. "
        "O presidente do Conselho dos Portos Beto Amostra posteriormente afirmou que nós pagamos 1.500 euros. "
        "Estiveram os diretores Eva Exemplo e Rui van der Amostra."
    )
    found = propose(text, "pt")
    assert [(p.field, p.value, p.speaker) for p in found] == [
        ("ordinal", "5", ""),
        ("names", "5ª Conferência dos Portos", ""),
        ("venue", "Palácio Exemplo", ""),
        ("date", "2031-05-03/2031-05-05", ""),
        ("place", "Lima", ""),
        ("outcomes", "Os ministros aprovaram uma taxa.", ""),
        ("discussion", "Foram debatidas as cotas.", ""),
        ("attendance", ["Peru", "Brasil"], ""),
        ("country", "Peru", ""),
        ("people", "Ana Exemplo", ""),
        ("claims", "os muros eram baixos", "Ana Exemplo"),
        ("people", "Beto Amostra", ""),
        ("claims", "nós pagamos 1.500 euros", "Beto Amostra"),
        ("people", "Eva Exemplo", ""),
        ("people", "Rui van der Amostra", ""),
    ]
    claims = [p for p in found if p.field == "claims"]
    assert ["first person" in p.asks for p in claims] == [False, True]
    assert [p.keys.get("post") for p in found if p.field == "people"][2:] == ["diretores", "diretores"]
    lists = word_list("pt")
    assert [one.value for one in amounts("1.500 euros", lists)] == [1500]


def test_words_in_brackets_stand_for_one_another_behind_a_verb_too() -> None:
    lists = word_list("de")
    for words in ("Anna Muster legte die Zahlen vor.", "Anna Muster legte die Zahlen dar."):
        assert lists.finds("discussed", words) is not None
    assert lists.finds("discussed", "Anna Muster legte die Zahlen ab.") is None


def test_of_several_lists_the_first_that_has_an_entry_in_words_goes_before() -> None:
    lists, words = word_list("en"), "The mayor, who attended, said so."
    for names, told in (
        (("speech", "attended"), "said"),
        (("attended", "speech"), "attended"),
        (("absent", "will"), ""),
    ):
        assert lists.told(names, words) == told
    assert [m[0] for m in lists.all(("speech", "attended"), words)] == ["said", "attended"]
    assert [lists.has(names, "mayor") for names in (("meetings", "offices"), ("meetings", "speech"))] == [True, False]
