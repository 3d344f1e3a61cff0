"""What somebody asserts keeps its speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.archive.matching import stands_in
from briefgen.checks.context import Context, outside_quotes, texts_of
from briefgen.checks.rules.bearing import NAMES
from briefgen.checks.rules.quotes import NAME_THE_SPEAKER
from briefgen.diagnostics import Diagnostic, quoted
from briefgen.language.cldr import extract
from briefgen.language.namesakes import namesakes
from briefgen.model.schema import ASSERTION, BODY, NAMELESS, SOMEBODY, STATE, source_key
from briefgen.model.statement import Statement
from briefgen.regexes import pattern

_CAPITAL = pattern(r"[A-ZА-ЯЁ][^\W\d_]+")
_FIRST = pattern(r"([^\W\d_]+)(?:[’'-][^\W\d_]+)?(?:\s+([A-ZА-ЯЁ]))?")
_INSIDE = pattern(r"(?<=[^\W\d_] )([A-ZА-ЯЁ][^\W\d_]+)")
_LITTLE = frozenset({"We", "Our", "They", "He", "She", "It", "This", "These", "Those", "There", "You", "If", "Not"})
_HAVE_NAMES = (STATE, SOMEBODY, BODY)
_WORDS = " "  # before words as if they were a record, ahead of any key


def check(context: Context) -> Iterator[Diagnostic]:
    for statement in context.sentences:
        for citation in statement.citations if not statement.speakers else ():
            found = context.vocabulary.speech(citation.source).search(outside_quotes(citation.quote))
            if found:
                message = f"the quote says '{found[1]}', but no according_to names the speaker"
                yield Diagnostic(context.place(statement), message, "claim-without-speaker", NAME_THE_SPEAKER)
                break
    yield from _named_after_all(context)
    known = _words_of_names(context)
    for claim in context.base.acting(ASSERTION):
        for words in claim.values("words"):
            has_source = {c.source for c in words.citations if context.base.record(source_key(c.source))}
            quotes = [c.quote for c in words.citations if c.quote and c.source in has_source]
            if quotes and not any(stands_in(text, quote) for text in texts_of(words) for quote in quotes):
                message = f"the speaker's own words {context.show(words.value)} do not stand in the quote"
                hint = "copy them from the quote, or leave them out: only the words of the source are the speaker's"
                yield Diagnostic(context.place(words), message, "words-not-in-quote", hint)
        for says in claim.values(claim.role("name")):
            for text in texts_of(says):
                # No source: the desk's own words, in whichever language.
                found = context.vocabulary.speech("").match(text)
                if found:
                    message = f"'says' begins with '{found[1]}'; it follows 'said that'"
                    yield Diagnostic(context.place(says), message, "claim-repeats-said", "leave the verb out")
                elif wrong := _not_indirect(text, says, known):
                    message = f"'says' begins with '{wrong}'; it follows 'said that'"
                    hint = "begin with a small letter, unless with a name, and without 'that'"
                    yield Diagnostic(context.place(says), message, "claim-not-indirect", hint)


def _words_of_names(context: Context) -> frozenset[str]:
    """Every word with a capital in the names, titles and places on record, and in those of the states."""
    names = [text for s in context.stated(lambda _, field: field.name in NAMES) for text in texts_of(s)]
    return frozenset(_CAPITAL.findall(" ".join([*names, *extract("en")["territories"].values()])))


def _not_indirect(text: str, says: Statement, known: frozenset[str]) -> str:
    """The beginning of a claim that cannot follow "said that"; "" where it can, or where nobody can tell.

    A word may be a name where its record, or its quote inside a sentence, has it with a capital.
    """
    first = _FIRST.match(text)
    if first is None:
        return ""
    word = first[1]
    if word.casefold() == "that":
        return word
    if not word.istitle() or word == "I" or (first[2] and word not in _LITTLE):
        return ""
    inside = {one for citation in says.citations for one in _INSIDE.findall(citation.quote or "")}
    return "" if word not in _LITTLE and (word in known or word in inside) else word


def _named_after_all(context: Context) -> Iterator[Diagnostic]:
    """Words for somebody nameless that are the name of a record, or nearly a person's: then the record is meant."""
    base = context.base
    names: dict[str, str] = {}
    for record in base.acting(*_HAVE_NAMES):
        stated = (
            s for role in ("name", "short", "other_names") for f in record.roles.get(role, ()) for s in record.values(f)
        )
        names |= {text: record.key for statement in stated for text in texts_of(statement)}
    exactly = {name.casefold(): key for name, key in names.items()}
    told = [s for record in base.acting(NAMELESS) for s in record.statements]
    people = {record.key for record in base.acting(SOMEBODY)}
    near = _nearly(
        {text for s in told for text in texts_of(s) if len(_CAPITAL.findall(text)) > 1},
        [(key, name) for name, key in names.items() if key in people],
    )
    for statement in told:
        for text in texts_of(statement):
            key = exactly.get(text.casefold())
            if found := key or near.get(text):
                message = f"{quoted(text)} is no nameless speaker: it {'is' if key else 'may be'} {found}"
                hint = f"write {found.partition('/')[2]}{'' if key else ', or make a record of whom it names'}"
            elif _is_name(text, context.settings.language):
                message = f"{quoted(text)} is no nameless speaker: it is written as a name"
                hint = "make a record of whom it names; where it names nobody, write it small"
            else:
                continue
            yield Diagnostic(context.place(statement), message, "named-speaker", hint)
            break


def _is_name(words: str, language: str) -> bool:
    """Whether each word begins with a capital, where that tells a name: German has it on every noun."""
    return language.partition("-")[0] != "de" and all(map(_CAPITAL.match, words.split()))


def _nearly(texts: Iterable[str], names: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The words that are nearly one of these names, each with whose it is."""
    words = [(f"{_WORDS}{text}", text) for text in sorted(texts)]
    pairs = namesakes([*words, *names]) if words else ()
    return {one.name: one.second for one in reversed(pairs) if one.first[0] == _WORDS != one.second[0]}
