"""What somebody asserts keeps its speaker."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.context import Context, texts_of
from briefgen.checks.settings import outside_quotes
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import ASSERTION

NAME_THE_SPEAKER = "add according_to, or write it as a claim"


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
    for claim in context.base.acting(ASSERTION):
        for says in claim.values(claim.role("name")):
            for text in texts_of(says):
                # No source: the desk's own words, in whichever language.
                found = context.vocabulary.speech("").match(text)
                if found:
                    message = f"'says' begins with '{found[1]}'; it follows 'said that'"
                    yield Diagnostic(context.place(says), message, "claim-repeats-said", "leave the verb out")
