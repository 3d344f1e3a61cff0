"""A source at hand: its archived text, what is proposed of it, and what speaks against a proposal taken up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.checks.context import Context
from briefgen.errors import UsageProblem
from briefgen.facts.passages.written_quotes import FreshQuotes
from briefgen.frozen import replace
from briefgen.intake.drafts.judging.gate import (
    asks_of_person,
    asks_of_program,
    is_in_its_words,
    placed,
    refusals,
    refusals_of_program,
)
from briefgen.intake.drafts.judging.own_words import FREELY
from briefgen.intake.drafts.proposal import CLAIMS, SENTENCES, DraftedValue, Refusal, joined, keep_drafts, read_drafts
from briefgen.intake.drafts.referring import as_quoted
from briefgen.intake.drafts.rules import propose
from briefgen.intake.drafts.speaking.claims_reading import FIRST_PERSON, NO_CLAUSE, is_first_person
from briefgen.intake.drafts.wordlists import word_list
from briefgen.model.schema import SOURCE
from briefgen.workspace.open_facts import record_of
from briefgen.workspace.workspace import Workspace


class SourceAtHand:
    """One source of a workspace; raises `UsageProblem` where there is none, or no text of it."""

    def __init__(self, workspace: Workspace, source: str) -> None:
        self.workspace, self.source = workspace, source
        self.facts = workspace.home.folder("facts")
        record = record_of(workspace, SOURCE, source)
        self.schema = workspace.facts.base.schema
        self.texts = workspace.verification.archive.texts
        text = self.texts.get(source)
        if text is None:
            raise UsageProblem(f"the text of {source} is not in the archive folder; BRIEFGEN_ARCHIVE names it")
        self.text = text
        self.language = str(next((s.value for s in record.values("language")), "en"))
        self.furniture = tuple(str(s.value) for s in record.values("boilerplate"))

    @property
    def own(self) -> str:
        """The language of briefs, in which a person words a value."""
        return str(self.workspace.home.settings["language"]).partition("-")[0]

    @property
    def negations(self) -> re.Pattern[str] | None:
        """The words that deny something in its language."""
        return Context(self.workspace.facts.base).vocabulary.negations(self.source)

    def refusals(self, proposal: DraftedValue) -> list[Refusal]:
        """What speaks against a proposal."""
        return refusals(proposal, self.text, self.schema, self.language, self.negations, self.furniture, self.own)

    def refusals_of_program(self, proposal: DraftedValue) -> list[Refusal]:
        """What speaks against a proposal that no person has worded."""
        return self.refusals(proposal) or refusals_of_program(proposal, self.schema, self.language, self.negations)

    def asking(self, proposal: DraftedValue, *, by_person: bool = False) -> DraftedValue:
        """A proposal with what it asks about its wording, a program's or a person's, in the place of what it asked."""
        if by_person:
            own = asks_of_person(proposal, self.schema, self.language, self.negations)
            proposal = replace(proposal, asks=proposal.asks.replace(f"; {NO_CLAUSE}", ""))
        else:
            own = asks_of_program(proposal, self.text, self.schema, self.language)
        return replace(proposal, asks=" ".join(filter(None, (proposal.asks.partition(FREELY)[0].strip(), own))))

    def against(self, proposal: DraftedValue, written: DraftedValue, *, is_confirmed: bool) -> list[Refusal]:
        """What speaks against a proposal as somebody would write it, with ids in the place of names.

        `is_confirmed`: somebody says that the passage says so, where that is asked.
        """
        base = self.workspace.facts.base
        found = self.refusals(as_quoted(base, written, proposal, lambda one: not self.refusals(one)))
        return found + self.unsettled(proposal, written, is_confirmed=is_confirmed)

    def unsettled(self, proposal: DraftedValue, written: DraftedValue, *, is_confirmed: bool) -> list[Refusal]:
        """What keeps a proposal from being written, whatever its names lead to."""
        found: list[Refusal] = []
        if proposal.field in (CLAIMS, *SENTENCES) and any(
            is_first_person(str(written.value), word_list(tag)) for tag in (self.own, self.language)
        ):
            told = "it is in the first person: tell it in the third"
            found.append(Refusal("first-person", FIRST_PERSON if proposal.field == CLAIMS else told))
        if NO_CLAUSE in proposal.asks and written.value == proposal.value:
            found.append(Refusal("no-clause", NO_CLAUSE))
        asking = proposal if written.value == proposal.value else self.asking(written, by_person=True)
        if FREELY in asking.asks and not is_confirmed:
            found.append(Refusal("worded-freely", FREELY + asking.asks.partition(FREELY)[2]))
        theirs = self.language.partition("-")[0]
        is_foreign = theirs not in (self.own, "und") and is_in_its_words(written, self.schema, word_list(theirs))
        if is_foreign and not is_confirmed:
            told = f"it is in the language of the source, {theirs}, and briefs are in {self.own}; is it to stay so?"
            found.append(Refusal("worded-freely", told, f"give it in {self.own} (--value), or confirm it as it is"))
        return found

    def fresh_quotes(self) -> FreshQuotes:
        """By which new quotes are written in short."""
        return FreshQuotes(self.facts / self.schema[SOURCE].folder, self.texts)

    def read(self) -> list[DraftedValue]:
        """What the rules propose of its text."""
        return propose(self.text.text, self.language, self.furniture)

    def keep(self, passed: Iterable[DraftedValue]) -> int:
        """Keep proposals that have passed the gate, with their places; how many of them are new."""
        known = read_drafts(self.facts, self.source)
        kept = joined(known, [self.asking(replace(p, place=placed(p, self.text))) for p in passed])
        keep_drafts(self.facts, self.source, kept)
        return len(kept) - len(known)
