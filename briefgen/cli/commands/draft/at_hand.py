"""What the commands of `draft` share: the source with its text, and the gate."""

from __future__ import annotations

from briefgen.diagnostics import did_you_mean_or
from briefgen.errors import UsageProblem
from briefgen.intake.drafts.gate import Refusal, refusals
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.workspace.workspace import Workspace


class Desk:
    """A source at hand: its archived text, its language, what is page furniture in it, and the folder of the facts."""

    def __init__(self, workspace: Workspace, source: str) -> None:
        self.workspace, self.source = workspace, source
        self.facts = workspace.home.folder("facts")
        base = workspace.facts.base
        record = base.record(f"source/{source}")
        if record is None:
            known = [r.id for r in base.of_kind("source")]
            raise UsageProblem(f"there is no source '{source}'; {did_you_mean_or(source, known, 'sources are')}")
        text = workspace.verification.archive.texts.get(source)
        if text is None:
            raise UsageProblem(f"the text of {source} is not in the archive folder; BRIEFGEN_ARCHIVE names it")
        self.text = text
        self.language = str(next((s.value for s in record.values("language")), "en"))
        self.furniture = tuple(str(s.value) for s in record.values("boilerplate"))

    def refusals(self, proposal: DraftedValue) -> list[Refusal]:
        """What speaks against a proposal."""
        from briefgen.checks.context import Context

        vocabulary = Context(self.workspace.facts.base).vocabulary
        schema = self.workspace.facts.base.schema
        return refusals(proposal, self.text, schema, self.language, vocabulary.negations(self.source))
