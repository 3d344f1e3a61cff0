"""What an editor should see of each sentence: a conflict, a gap, a quote that does not stand, no note at all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from briefgen.checks.verification import Verdict, Verification
from briefgen.citations.resolve import Resolved, Sentence
from briefgen.document.nodes import Inline, NoteRef
from briefgen.document.walk import inlines, plain_text
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.writers.html_inlines import Remark

Tally: TypeAlias = tuple[tuple[Remark, int], ...]

CONFLICT = Remark("conflict", "Sources conflict")
MISQUOTED = Remark("misquoted", "Quote not in its source")
STALE = Remark("stale-quote", "Source has changed since it was quoted")
GAP = Remark("gap", "Not known")
UNCITED = Remark("uncited", "No note")

_OF_VERDICT = {Verdict.NOT_FOUND: MISQUOTED, Verdict.IN_BOILERPLATE: MISQUOTED, Verdict.STALE: STALE}
_ENDED = re.compile(r"[.!?…。！？][\"”’»)\]]*\Z")


class Remarker:
    """Remarks on the sentences of one brief, with a tally of those that it made."""

    def __init__(self, resolved: Resolved, conflicts: Iterable[Conflict], verification: Verification) -> None:
        self._counts: Counter[Remark] = Counter()
        self._sentences: dict[tuple[int, ...], list[Sentence]] = defaultdict(list)
        for sentence in resolved.sentences:
            self._sentences[sentence.notes].append(sentence)
        self._open = {id_ for c in conflicts if c.status == "open" for id_ in c.statements}
        self._verdicts: dict[str, set[Verdict]] = defaultdict(set)
        for quote in verification.quotes:
            self._verdicts[quote.statement.id].add(quote.verdict)

    def __call__(self, run: tuple[Inline, ...]) -> list[Remark]:
        """What there is to say of one sentence with its notes."""
        notes = tuple(sorted({node.number for node in inlines(run) if isinstance(node, NoteRef)}))
        text = plain_text(run).strip()
        found = list(self._of_statements(self._statements(notes, text))) if notes else self._of_words(text)
        self._counts.update(found)
        return found

    @property
    def tally(self) -> Tally:
        """Each remark that was made with the number of its sentences, the gravest first."""
        order = (MISQUOTED, STALE, CONFLICT, GAP, UNCITED)
        return tuple((remark, self._counts[remark]) for remark in order if self._counts[remark])

    def _statements(self, notes: tuple[int, ...], text: str) -> set[str]:
        """The statements of the sentence with these notes; where several have them, of the one with these words."""
        with_notes = self._sentences.get(notes, [])
        same = [s for s in with_notes if s.text.endswith(text)]
        return {id_ for sentence in same or with_notes for id_ in sentence.statements}

    def _of_statements(self, statements: set[str]) -> Iterable[Remark]:
        verdicts = {verdict for id_ in statements for verdict in self._verdicts.get(id_, ())}
        yield from dict.fromkeys(_OF_VERDICT[v] for v in sorted(verdicts) if v in _OF_VERDICT)
        if statements & self._open:
            yield CONFLICT
        if any(id_.startswith("gap/") and "/question/" in id_ for id_ in statements):
            yield GAP

    def _of_words(self, text: str) -> list[Remark]:
        """A whole sentence of the template's own rests on nothing; a label or a lead-in claims nothing."""
        return [UNCITED] if _ENDED.search(text) else []
