"""What somebody asserts keeps its speaker."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.checks.base import Rule
from briefgen.checks.context import Context, texts_of
from briefgen.checks.vocabulary import outside_quotes
from briefgen.diagnostics import Diagnostic, Severity

WITHOUT = Rule(
    "claim-without-speaker",
    Severity.WARNING,
    "an assertion that names no speaker",
    """
The quote says that somebody claimed, said or stated this, but the statement names nobody in `according_to`: the
brief would print it in its own voice.

    discussion:
      - is: Foreign services were behind the incident.
        quote: "the director claimed that foreign services were behind it"

Add according_to: with the speaker, or write it as a claim with said_by. Words inside quotation marks of the
quote are not looked at. The list of verbs is a setting.
""",
)
SPEECH_FIRST = Rule(
    "claim-repeats-said",
    Severity.WARNING,
    "the words of a claim begin with a verb of speech",
    """
A claim is printed as "X said that …"; `says` holds what follows "that".

    says: said that cooperation had grown     prints as: X said that said that …
    says: cooperation had grown

Leave the verb out.
""",
)
RULES = (WITHOUT, SPEECH_FIRST)


def check(context: Context) -> Iterator[Diagnostic]:
    for statement in context.sentences:
        for citation in statement.citations if not statement.speakers else ():
            found = context.vocabulary.speech(citation.source).search(outside_quotes(citation.quote))
            if found:
                message = f"the quote says '{found[1]}', but no according_to names the speaker"
                yield WITHOUT.at(context.place(statement), message, "add according_to, or write it as a claim")
                break
    for claim in context.base.of_kind("claim"):
        for says in claim.values("says"):
            for text in texts_of(says):
                # No source: the desk's own words, in whichever language.
                found = context.vocabulary.speech("").match(text)
                if found:
                    message = f"'says' begins with '{found[1]}'; it follows 'said that'"
                    yield SPEECH_FIRST.at(context.place(says), message, "leave the verb out")
