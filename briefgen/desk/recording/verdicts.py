"""What `briefgen check` would say of a record that is not saved yet, quickly enough to follow a hand.

The file is read as it would be, its references are looked for among all records, its quotes in the archived texts, and
the rules look at its statements alone, or at those that are left where others have errors. What only all records
together show (conflicts, names that two records share) is told, too, in whichever file it stands: those rules compare
statements group by group and read no text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from briefgen.checks.context import Context, Settings
from briefgen.checks.registry import ACROSS_FILES, checked_alone, run_checks
from briefgen.desk.recording.entries import entry_sent, listed
from briefgen.diagnostics import Diagnostic, Location, Severity, has_errors, in_order
from briefgen.errors import UsageProblem
from briefgen.facts.factbase import FactBase
from briefgen.facts.files import FactFile
from briefgen.facts.kinds import Kinds
from briefgen.facts.loader import read_beside
from briefgen.frozen import replace
from briefgen.intake.drafts.at_hand import SourceAtHand
from briefgen.intake.drafts.proposal import pick, read_drafts
from briefgen.intake.drafts.referring import speaker_id
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.schema import RECORD
from briefgen.model.statement import Record
from briefgen.production.checking import check_settings, read_loaded_words
from briefgen.production.distinct import known_distinct
from briefgen.production.quote_gate import words_at
from briefgen.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The records that a text gives, in a base with all others, and what is wrong with it.

    `across` is what it does not agree on with other records: told, and no reason not to save what a source says.
    """

    records: tuple[Record, ...]
    base: FactBase
    diagnostics: tuple[Diagnostic, ...]
    across: tuple[Diagnostic, ...] = ()

    @property
    def may_be_saved(self) -> bool:
        return not has_errors(self.diagnostics)

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        return (*self.diagnostics, *self.across)


def verdicts_on(workspace: Workspace, name: str, raw: bytes, kinds: Kinds | None = None) -> Verdicts:
    """What is to be said of a file of facts by its name below the folder of facts, with this content.

    `kinds` are those of the workspace, where somebody keeps them.
    """
    home, base = workspace.home, workspace.facts.base
    shown = f"{home.shown('facts')}/{name}"
    digest = blake2b(raw, digest_size=16).hexdigest()
    file = FactFile(str(home.folder("facts") / name), shown, name.partition("/")[0], raw, digest)
    found, problems = read_beside(file, base, kinds or Kinds(base.schema, {}))
    others = [record for record in base.records.values() if record.file != shown]
    beside = FactBase(base.schema, [*others, *(r for r in found if base.records.get(r.key, r).file in (shown, r.file))])
    words = words_at(workspace, {shown: raw})
    told = checked_alone(beside, shown, workspace.verification, _settings(workspace), problems, words)
    across: list[Diagnostic] = []
    if not has_errors(problems):
        across = [
            d for d in _across(workspace, beside) if d.location.file == shown or said_of(d) not in _known(workspace)
        ]
    return Verdicts(tuple(found), beside, tuple(in_order([*problems, *told])), tuple(across))


def said_of(diagnostic: Diagnostic) -> str:
    """What stands for a finding, wherever in its file it has moved to."""
    return f"{diagnostic.location.file} {diagnostic.code} {_LINE.sub('', diagnostic.message)}"


_LINE = re.compile(r"\bline \d+")


def _across(workspace: Workspace, base: FactBase) -> list[Diagnostic]:
    """What the rules find that look at all records of a base together."""
    known, facts = workspace.verification, workspace.facts
    unread = frozenset(word for file in facts.broken for word in file.words)
    context = Context(base, known.archive, known.lock, _settings(workspace), has_errors(facts.diagnostics), unread)
    return run_checks(context, ACROSS_FILES)


def _known(workspace: Workspace) -> frozenset[str]:
    """What they find before the change, worked out once for each state of the facts."""
    found: dict[object, frozenset[str]] = workspace.facts.base.found
    if _known not in found:
        found[_known] = frozenset(said_of(d) for d in _across(workspace, workspace.facts.base))
    return found[_known]


def _settings(workspace: Workspace) -> Settings:
    """What the rules are told of the workspace, worked out once for each of its states."""
    found: dict[object, Settings] = workspace.facts.base.found
    if _settings not in found:
        found[_settings] = check_settings(workspace, read_loaded_words(workspace)[0], known_distinct(workspace)[0])
    return found[_settings]


# --- What the gate says of a proposal as it would be taken up ---


_AT_THE_GATE = {
    "bad-date": "is",
    "no-speaker": "said_by",
    "another-speaker": "said_by",
    "first-person": "says",
    "no-clause": "says",
}
"""At which part of the form the gate's refusals are shown; those of words and values, at these."""


def part_refused(code: str) -> str:
    """The part of the form at which a refusal with this code is shown; "" where it is about none."""
    sort = {"quote": "quote", "value": "is", "worded": "is"}.get(code.partition("-")[0], "")
    return _AT_THE_GATE.get(code, sort)


def refused(workspace: Workspace, name: str, data: Mapping[str, Any]) -> list[Diagnostic]:
    """What speaks against a proposal as it would be taken up; it passes the same gate as at the terminal."""
    draft, entry = data.get("draft"), data.get("entry")
    if not isinstance(draft, dict) or not isinstance(entry, dict):
        return []
    source, taken = source_named(draft), entry_sent(entry)
    hand = SourceAtHand(workspace, source)
    proposal = pick(read_drafts(hand.facts, source), str(draft.get("id", "")))
    field_ = workspace.facts.base.schema[proposal.kind].fields.get(taken.field)
    said = taken.parts.get("says", "") if field_ and field_.form == RECORD else taken.value
    value = listed(str(said)) if isinstance(proposal.value, list) else said
    keys = {key: words for key, words in taken.parts.items() if key in proposal.keys}
    written = replace(proposal, field=taken.field, value=value, quote=taken.quote, keys=keys)
    place = Location(f"{workspace.home.shown('facts')}/{name}")
    against = hand.against(proposal, written, is_confirmed=draft.get("confirmed") is True)
    found = [Diagnostic(place, r.message, r.code, severity=Severity.ERROR) for r in against]
    if taken.source != source:
        found.append(Diagnostic(place, f"the words are not those of {source}", "quote-not-found"))
    inner = workspace.facts.base.schema[field_.kinds[0]] if field_ and field_.form == RECORD else None
    speaker = str(taken.parts.get(inner.role("speaker"), "")) if inner else ""
    try:
        speaker_id(workspace.facts.base, speaker) if " " in speaker else ""
    except UsageProblem as unknown:  # a name has a record; a delegate, whom no source names, has none
        found.append(Diagnostic(place, str(unknown), "no-speaker"))
    return found


def source_named(data: Mapping[str, Any]) -> str:
    """The source that is meant by what was sent; raises `UsageProblem` where that is no name of one."""
    source = str(data.get("source", ""))
    if not is_slug(source):
        raise UsageProblem(f"'{source}' names no source: {why_no_slug(source)}")
    return source
