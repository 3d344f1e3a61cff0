"""What somebody asserts keeps its speaker."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.archive.matching import stands_in
from briefgen.checks.context import Context, texts_of
from briefgen.checks.settings import outside_quotes
from briefgen.diagnostics import Diagnostic, quoted
from briefgen.model.schema import ASSERTION, BODY, NAMELESS, SOMEBODY, STATE

NAME_THE_SPEAKER = "add according_to, or write it as a claim"
_HAVE_NAMES = (STATE, SOMEBODY, BODY)


def check(context: Context) -> Iterator[Diagnostic]:
    for statement in context.sentences:
        for citation in statement.citations if not statement.speakers else ():
            found = context.vocabulary.speech(citation.source).search(outside_quotes(citation.quote))
            if found:
                message = f"the quote says '{found[1]}', but no according_to names the speaker"
                yield Diagnostic(
                    context.place(statement),
                    message,
                    "claim-without-speaker",
                    NAME_THE_SPEAKER,
                )
                break
    yield from _named_after_all(context)
    for claim in context.base.acting(ASSERTION):
        for words in claim.values("words"):
            quotes = [citation.quote for citation in words.citations if citation.quote]
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


def _named_after_all(context: Context) -> Iterator[Diagnostic]:
    """Words for somebody nameless that are the name of a record: then the record is meant."""
    base = context.base
    names: dict[str, str] = {}
    for record in base.acting(*_HAVE_NAMES):
        stated = (
            s for role in ("name", "short", "other_names") for f in record.roles.get(role, ()) for s in record.values(f)
        )
        names |= {text.casefold(): record.key for statement in stated for text in texts_of(statement)}
    for record in base.acting(NAMELESS):
        for statement in record.statements:
            key = next((names[text.casefold()] for text in texts_of(statement) if text.casefold() in names), None)
            if key is not None:
                message = f"{quoted(base.label(record.key))} is no nameless speaker: it is {key}"
                hint = f"write {key.partition('/')[2]}"
                yield Diagnostic(context.place(statement), message, "named-speaker", hint)
