"""What is written at the desk: values proposed, saved and undone, sources added, proposals and opinions decided on."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefgen.desk.pages import REVIEW
from briefgen.desk.recording.corrections import key_at, recorded_value, with_correction, without_value
from briefgen.desk.recording.entries import entry_sent, fields_of, new_record, plain_sent, with_entry
from briefgen.desk.recording.verdicts import Verdicts, part_refused, refused, said_of, source_named, verdicts_on
from briefgen.desk.saving import ChangedMeanwhile, Saved, Saving, diff_lines, digest_of_content
from briefgen.desk.search import PrintedBriefs
from briefgen.desk.studio import Studio
from briefgen.desk.template_desk import TemplateDesk
from briefgen.diagnostics import Diagnostic
from briefgen.disk import stay_inside
from briefgen.errors import Problems, UsageProblem
from briefgen.facts.kinds import Kinds
from briefgen.facts.parse import parse_yaml
from briefgen.facts.passages.written_once import under_one
from briefgen.facts.passages.written_quotes import FreshQuotes
from briefgen.frozen import replace
from briefgen.intake.adding import SourceRequest, TakenIn, add
from briefgen.intake.drafts.at_hand import SourceAtHand
from briefgen.intake.drafts.proposal import ACCEPTED, DISCARDED, keep_drafts, pick, read_drafts, settled
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.schema import SOURCE
from briefgen.model.statement import Record, Statement
from briefgen.review import standing
from briefgen.review.deciding import approve, find_statement, object_to, reviewer, withdraw
from briefgen.review.standing import Reviews
from briefgen.workspace.workspace import Workspace


@dataclass
class DeskWriting:
    """What is sent to the desk, done; no file is saved in which `briefgen check` would find an error of its own."""

    studio: Studio
    saving: Saving
    texts: TemplateDesk
    by: str
    printed: PrintedBriefs
    _kinds: Kinds | None = None
    _quotes: FreshQuotes | None = None
    _now: tuple[tuple[str, str, str], dict[str, Statement]] = field(default=(("", "", ""), {}))
    _before: tuple[tuple[str, str, str], frozenset[str]] = (("", "", ""), frozenset())

    def actions(self) -> dict[str, Callable[[Mapping[str, Any]], Any]]:
        """What each address below the desk's does with what is sent to it."""
        return {
            "/propose": self.propose,
            "/printed": self.would_print,
            "/save": self.save,
            "/undo": self.undo,
            "/opinion": self.opinion,
            "/add": self.add,
            "/draft": self.draft,
            "/decide": self.decide,
            "/template": self.save_template,
        }

    def workspace(self) -> Workspace:
        return self.studio.workspace()

    def verdicts(self, workspace: Workspace, name: str, raw: bytes) -> Verdicts:
        """What is to be said of a file with this content; the models of kinds are made once."""
        schema = workspace.facts.base.schema
        if self._kinds is None or self._kinds.schema != schema:
            self._kinds = Kinds(schema, {})
        return verdicts_on(workspace, name, raw, self._kinds)

    # --- what is written ---

    def propose(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What a change would make of a file: the diff, what is wrong with it, and whether it may be saved."""
        workspace = self.workspace()
        name, before, after = self._changed(workspace, data)
        verdicts = self.verdicts(workspace, name, after)
        known, gate = self.known_before(workspace, name, before), refused(workspace, name, data)
        problems = [d for d in verdicts.diagnostics if d.severity == "error" or said_of(d) not in known]
        problems += [*(d for d in verdicts.across if said_of(d) not in known), *gate]
        return {
            "file": f"{workspace.home.shown('facts')}/{name}",
            "digest": digest_of_content(before),
            "diff": diff_lines(name, before, self._in_short(workspace, data, before, after)[0]),
            "problems": [
                {**d.as_json(), "shown": str(d.location), "at": at} for d, at in self._at(after, data, problems)
            ],
            "savable": verdicts.may_be_saved and not gate,
        }

    def _at(
        self, after: bytes, data: Mapping[str, Any], problems: Iterable[Diagnostic]
    ) -> Iterator[tuple[Diagnostic, str]]:
        """Each problem with the part of the form at which it is shown, "" for none."""
        entry, kind = data.get("entry"), str(data.get("record", "")).partition("/")[0]
        asked = (
            fields_of(self.studio.workspace().facts.base.schema, kind).get(entry_sent(entry).field) if entry else None
        )
        content = parse_yaml(after, "").data if asked else None
        for d in problems:
            place = d.location.line, d.location.column
            if asked is None or content is None:
                yield d, ""
            else:
                yield d, key_at(content, place, asked) if d.location.line else part_refused(d.code)

    def known_before(self, workspace: Workspace, name: str, before: bytes | None) -> frozenset[str]:
        """What was wrong with a file before the change, worked out once while somebody types."""
        key = (name, digest_of_content(before), workspace.facts.base.digest)
        if self._before[0] != key:
            found = self.verdicts(workspace, name, before).all if before else ()
            self._before = key, frozenset(map(said_of, found))
        return self._before[1]

    def _in_short(
        self, workspace: Workspace, data: Mapping[str, Any], before: bytes | None, after: bytes
    ) -> tuple[bytes, Mapping[Path, bytes]]:
        """The content with its new quotes by their first and last words, and the files that keep these words.

        A text that somebody wrote whole stays as it was written.
        """
        if "text" in data:
            return after, {}
        folder = workspace.home.folder("facts") / workspace.facts.base.schema[SOURCE].folder
        texts = workspace.verification.archive.texts
        if self._quotes is None or (self._quotes.folder, self._quotes.texts) != (folder, texts):
            self._quotes = FreshQuotes(folder, texts)
        quotes = self._quotes.again()
        short = quotes.written(after.decode(), (before or b"").decode("utf-8", "replace"))
        if "fact" not in data and "entry" in data:  # one more value: others that rest on its words stand with it
            entry, kind = entry_sent(data["entry"]), str(data.get("record", "")).partition("/")[0]
            words = quotes.short(entry.source, entry.quote) or entry.quote
            short = under_one(short, workspace.facts.base.schema[kind], words) if words else short
        return short.encode(), quotes.files()

    def would_print(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The sentences of briefs that a change would bring, drawn before it is saved; nothing is written."""
        workspace = self.studio.workspace()
        name, _, after = self._changed(workspace, data)
        verdicts = self.verdicts(workspace, name, after)
        key = str(data.get("record", ""))
        found = self.printed.would_print(workspace, key, verdicts) if verdicts.may_be_saved else []
        return {
            "briefs": [
                {"kind": b.kind, "id": b.id, "name": b.name, "sentences": [one.text for one in said]}
                for b, said in found
            ]
        }

    def save(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Save a change; a file that was changed meanwhile in other fields takes it all the same."""
        workspace = self.workspace()
        name, before, after = self._changed(workspace, data)
        seen, now = str(data.get("digest", "")), digest_of_content(before)
        merged = seen != now and self._is_elsewhere(seen, before, data)
        if seen != now and not merged:
            raise ChangedMeanwhile(f"{workspace.home.shown('facts')}/{name}", before)
        verdicts, gate = self.verdicts(workspace, name, after), refused(workspace, name, data)
        if gate or not verdicts.may_be_saved:
            raise Problems([*(d for d in verdicts.diagnostics if d.severity == "error"), *gate])
        short, kept = self._in_short(workspace, data, before, after)
        saved = self.saving.save("facts", name, short, now, kept=kept)
        if isinstance(draft := data.get("draft"), dict):
            self._settle(draft, into=str(data.get("record", "")))
        self.studio.changed()
        return {**self._as_json(saved), "merged": merged}

    def save_template(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.texts.save(str(data.get("name", "")), str(data.get("text", "")), str(data.get("digest", "")))

    def undo(self, data: Mapping[str, Any]) -> dict[str, Any]:
        saved = self.saving.undo()
        self.studio.changed(facts=saved.folder != "templates")
        return self._as_json(saved)

    def add(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Take a source in: a page by its address, a file that was chosen, or words that were pasted."""
        name, id_ = str(data.get("name", "")).strip(), str(data.get("id", "")).strip()
        self._stay_inside(self.studio.workspace().facts.base.schema[SOURCE].folder)
        if not isinstance(data.get("content"), str):
            if not name.startswith(("http://", "https://")):
                raise UsageProblem("name a page by its address, choose a file, or paste the text")
            taken = self._taken(name, id_, data)
        else:
            plain = re.sub(r"[^\w. -]+", "-", name.replace("\\", "/").rpartition("/")[2])[-80:].strip(". -")
            with TemporaryDirectory(prefix="briefgen-") as folder:
                file = Path(folder) / (plain or "pasted.txt")
                try:
                    file.write_bytes(b64decode(data["content"], validate=True))
                except ValueError as bad:
                    raise UsageProblem("the file did not arrive whole; choose it again") from bad
                taken = self._taken(str(file), id_, data)
        self.studio.changed()
        if taken.state == "added":
            self.draft({"source": taken.id})
        fallen = [f"{s.subject} {s.property}" for s, _ in taken.fallen]
        told = [*taken.remarks, *taken.questions]
        return {"id": taken.id, "state": taken.state, "changed": len(taken.version), "fallen": fallen, "told": told}

    def _taken(self, name: str, id_: str, data: Mapping[str, Any]) -> TakenIn:
        """What became of a page or file; of one that was sent, nobody needs to know where it lay meanwhile."""
        asked = SourceRequest(name, id_, new_version=data.get("new_version") is True)
        try:
            return add(self.workspace(), asked, f"{Date.today():%Y-%m-%d}")
        except Problems as found:
            wrong = "; ".join(f"{d.message}{f' ({d.hint})' if d.hint else ''}" for d in found.diagnostics)
        except UsageProblem as bad:
            wrong = str(bad).partition("; --")[0]  # what an option would do at the terminal
        raise UsageProblem(wrong if "://" in name else wrong.replace(name, Path(name).name))

    def _stay_inside(self, *names: str) -> None:
        """Refuse to write through a link that leads out of the folder of facts."""
        for name in names:
            stay_inside(self.studio.home.folder("facts"), name, self.studio.home.shown("facts"))

    def draft(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Propose what the rules read in a source, as `briefgen draft` does; nothing of it is a fact by that."""
        hand = SourceAtHand(self.studio.workspace(), source_named(data))
        return {"new": hand.keep(one for one in hand.read() if not hand.refusals_of_program(one))}

    def decide(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Put a proposal aside; it is not proposed again."""
        return {"id": str(data.get("id", "")), "state": self._settle(data)}

    def _settle(self, data: Mapping[str, Any], into: str = "") -> str:
        """Note what became of a proposal: it was taken into a record, or is put aside."""
        source, facts = source_named(data), self.studio.home.folder("facts")
        proposals = read_drafts(facts, source)
        chosen = pick(proposals, str(data.get("id", "")))
        decided = replace(chosen, state=ACCEPTED if into else DISCARDED, into=into)
        keep_drafts(facts, source, settled(proposals, decided))
        return decided.state

    def opinion(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Approve a statement, object to it with a word, or take that back, as whoever sits at this desk."""
        reviews = self._reviews()
        statement = find_statement(reviews, str(data.get("statement", "")))
        folder = file_name_of(reviews.workspace, statement.subject).partition("/")[0]
        self._stay_inside(standing.FOLDER, f"{standing.FOLDER}/{folder}")
        who, today = reviewer(reviews, self.by), f"{Date.today():%Y-%m-%d}"
        if data.get("verdict") == standing.APPROVED:
            approve(reviews, [statement], who, today)
        elif data.get("verdict") == standing.WITHDRAWN:
            withdraw(reviews, [statement], who, today)
        else:
            object_to(reviews, [statement], who, today, str(data.get("word", "")))
        self.studio.changed()
        stands = reviews.of(statement)
        given = any(one.by == who for one in stands.opinions)
        return {
            "standing": str(stands.standing),
            "by": who,
            "given": given,
            "opinions": REVIEW.opinions(stands.opinions),
        }

    def _as_json(self, saved: Saved) -> dict[str, Any]:
        shown = f"{self.studio.home.shown(saved.folder)}/{saved.name}"
        digest = digest_of_content(saved.after)
        return {"file": shown, "diff": saved.diff, "digest": digest, "left": len(self.saving.done)}

    def _changed(self, workspace: Workspace, data: Mapping[str, Any]) -> tuple[str, bytes | None, bytes]:
        """The file that is meant below the folder of facts, what it holds, and what it would hold."""
        schema, key = workspace.facts.base.schema, str(data.get("record", ""))
        kind, _, id_ = key.partition("/")
        if kind not in schema or not is_slug(id_):
            raise UsageProblem(
                f"'{key}' names no record: {why_no_slug(id_)}" if kind in schema else f"'{key}' names no record"
            )
        form = fields_of(schema, kind)
        if isinstance(new := data.get("new"), dict):
            name = f"{schema[kind].folder}/{id_}.yaml"
            before, _ = self.saving.read("facts", name)
            if before is not None or key in workspace.facts.base.records:
                raise UsageProblem(f"there is {schema[kind].a} '{id_}' already")
            kept = {"recorded": f"{Date.today():%Y-%m-%d}", **plain_sent(new)}
            return name, None, new_record(form, kept).encode()
        name = file_name_of(workspace, key)
        if name != f"{schema[kind].folder}/{id_}.yaml" and "text" not in data:
            raise UsageProblem(f"{key} is written inside {name}: change it in the file itself")
        before, _ = self.saving.read("facts", name)
        try:
            text = (before or b"").decode()
        except UnicodeDecodeError as bad:
            raise UsageProblem(f"{name} is not UTF-8 at byte {bad.start:,}; put that right in the file itself") from bad
        if isinstance(whole := data.get("text"), str):
            return name, before, self.saving.merged(whole, str(data.get("digest", "")), before)[0]
        entry = entry_sent(data.get("entry"))
        if isinstance(fact := data.get("fact"), str):
            known = recorded_value(text, schema, kind, self.statement(workspace, name, before, fact))
            if data.get("remove"):
                return name, before, without_value(text, known, entry.was).encode()
            return name, before, with_correction(text, known, entry).encode()
        return name, before, with_entry(text, form, entry).encode()

    def statement(self, workspace: Workspace, name: str, content: bytes | None, id_: str) -> Statement:
        """A recorded statement as its file has it now, which somebody may have changed since the facts were read."""
        key = (name, digest_of_content(content), workspace.facts.base.digest)
        if self._now[0] != key:
            found = self.verdicts(workspace, name, content or b"").records
            self._now = key, {s.id: s for record in found for s in record.statements}
        if id_ not in self._now[1]:
            raise UsageProblem("this value is there no more; look at what changed, then open it again")
        return self._now[1][id_]

    def _is_elsewhere(self, seen: str, now: bytes | None, data: Mapping[str, Any]) -> bool:
        """Whether what was changed meanwhile is another field than the one that is written.

        A value that is corrected stands as it was, or `with_correction` has refused it.
        """
        if "fact" in data:
            return True
        if isinstance(whole := data.get("text"), str):
            return self.saving.merged(whole, seen, now)[1]
        old, entry = self.saving.seen.get(seen), data.get("entry")
        if old is None or now is None or not isinstance(entry, dict):
            return False
        field_ = str(entry.get("field", ""))
        before, after = (parse_yaml(content, "").data for content in (old, now))
        return before is not None and after is not None and before.get(field_) == after.get(field_)

    def _reviews(self) -> Reviews:
        return Reviews(self.workspace().whole)


def file_name_of(workspace: Workspace, key: str) -> str:
    """The name of a record's file below the folder of facts."""
    record = workspace.facts.base.record(key)
    if record is None:
        raise UsageProblem(f"there is no record '{key}'")
    return record.file.removeprefix(f"{workspace.home.shown('facts')}/")


def records_in(workspace: Workspace, name: str) -> list[Record]:
    """The records that a file holds: its own, then those that are written inside it."""
    shown = f"{workspace.home.shown('facts')}/{name}"
    found = (record for record in workspace.facts.base.records.values() if record.file == shown)
    return sorted(found, key=lambda record: record.line)


def home_of(workspace: Workspace, name: str) -> str:
    """The key of the record that a file below the folder of facts is called after; "" where it holds none such."""
    folder, _, file = name.partition("/")
    schema = workspace.facts.base.schema
    kind = next((kind for kind, spec in schema.items() if spec.folder == folder), "")
    key = f"{kind}/{file.removesuffix('.yaml')}"
    return key if workspace.facts.base.record(key) is not None else ""
