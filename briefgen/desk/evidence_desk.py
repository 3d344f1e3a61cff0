"""What each address of the desk answers: reading and marking sources, records as forms, the review, search."""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date as Date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias, TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from briefgen.desk.desk_reading import DeskReading, file_name_of
from briefgen.desk.entries import Entry, new_record, with_entry, without_value
from briefgen.desk.entry_form import fields_of
from briefgen.desk.saving import (
    ChangedMeanwhile,
    Saved,
    Saving,
    diff_lines,
    digest_of_content,
    mark_of,
    say_here,
)
from briefgen.desk.studio import Studio
from briefgen.desk.template_desk import TemplateDesk
from briefgen.desk.verdicts import Verdicts, verdicts_on
from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError, Problems, UsageProblem
from briefgen.facts.kinds import Kinds
from briefgen.facts.parse import parse_yaml
from briefgen.intake.adding import SourceRequest, add
from briefgen.intake.drafts.proposal import ACCEPTED, DISCARDED
from briefgen.intake.drafts.store import keep_drafts, pick, read_drafts, settled
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.review.deciding import approve, find_statement, object_to, reviewer
from briefgen.review.standing import Reviews
from briefgen.workspace.workspace import Workspace

_T = TypeVar("_T")
Do: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]
LARGEST_SENT = 48 << 20
HASTE = 10.0
"""Seconds in which what is sent must have come."""
MOST_BRIEFS = 6
"""How many briefs are drawn to find the sentences that print a value."""
BEAT = 30.0
"""Seconds after which a desk says again that it is there."""


@dataclass
class EvidenceDesk:
    """The desk of one workspace. Everything that reads or writes is done by one thread, one thing after the other."""

    studio: Studio
    by: str = ""
    commits: bool = False
    base: str = ""
    do: Do = field(init=False)
    saving: Saving = field(init=False)
    texts: TemplateDesk = field(init=False)
    _mark: str = ""
    _kinds: Kinds | None = None
    _before: tuple[tuple[str, str, str], frozenset[str]] = (("", "", ""), frozenset())
    _beating: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.saving = Saving(self.studio.home, self.commits)
        self.texts = TemplateDesk(self.studio, self.saving)

    def routes(self, base: str, do: Do) -> list[Route]:
        """The addresses below the token; `do` does a task in the one thread."""
        self.base, self.do, self._mark = base, do, mark_of(base)
        reading = DeskReading(self.studio, self.saving, self.texts, self.by, base, self._mark, self._known_before)
        sent: dict[str, Callable[[Mapping[str, Any]], Any]] = {
            "/propose": self.propose,
            "/save": self.save,
            "/undo": self.undo,
            "/opinion": self.opinion,
            "/add": self.add,
            "/decide": self.decide,
            "/template": self.save_template,
        }
        routes = [
            Route(f"{base}/desk{path}", partial(self._answer, page)) for path, page in reading.addresses().items()
        ]
        routes += [
            Route(f"{base}/desk{path}", partial(self._take, action), methods=["POST"]) for path, action in sent.items()
        ]
        return routes

    def begin(self) -> None:
        """Say that a desk works here, and go on saying it."""
        self._beating = asyncio.get_running_loop().create_task(self._beat())

    def close(self) -> None:
        if self._beating is not None:
            self._beating.cancel()
        (self.out / self._mark).unlink(missing_ok=True)

    async def _beat(self) -> None:
        while True:
            say_here(self.out, self._mark, self.by)
            await asyncio.sleep(BEAT)

    @property
    def out(self) -> Any:
        return self.studio.home.folder("out")

    # --- how a request is answered ---

    async def _answer(self, page: Callable[[Request], Any], request: Request) -> Response:
        try:
            answer = await self.do(partial(page, request))
        except (UsageProblem, BriefgenError) as wrong:
            return PlainTextResponse(f"{wrong}\n", 404)
        return answer if isinstance(answer, Response) else HTMLResponse(answer)

    async def _take(self, action: Callable[[Mapping[str, Any]], Any], request: Request) -> Response:
        try:
            data = await asyncio.wait_for(_sent(request), HASTE)
        except (ValueError, TimeoutError, RecursionError):
            return JSONResponse({"problem": "what was sent is no JSON object"}, 400)
        try:
            return JSONResponse(await self.do(partial(action, data)))
        except ChangedMeanwhile as changed:
            now = digest_of_content(changed.content)
            seen = self.saving.seen.get(str(data.get("digest", "")))
            lines = diff_lines("", seen, changed.content) if seen is not None else []
            return JSONResponse({"problem": str(changed), "changed": True, "digest": now, "diff": lines}, 409)
        except Problems as bad:
            return JSONResponse({"problem": "\n".join(str(d) for d in bad.diagnostics)}, 422)
        except (BriefgenError, UnicodeError) as wrong:
            return JSONResponse({"problem": str(wrong)}, 422)

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
        known = self._known_before(workspace, name, before)
        problems = [p for p in verdicts.diagnostics if p.severity == "error" or p.message not in known]
        return {
            "file": f"{workspace.home.shown('facts')}/{name}",
            "digest": digest_of_content(before),
            "diff": diff_lines(name, before, after),
            "problems": [_told(d) for d in problems],
            "savable": verdicts.may_be_saved,
        }

    def _known_before(self, workspace: Workspace, name: str, before: bytes | None) -> frozenset[str]:
        """What was wrong with a file before the change, worked out once while somebody types."""
        key = (name, digest_of_content(before), workspace.facts.base.digest)
        if self._before[0] != key:
            found = self.verdicts(workspace, name, before).diagnostics if before else ()
            self._before = key, frozenset(d.message for d in found)
        return self._before[1]

    def save(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Save a change; a file that was changed meanwhile in other fields takes it all the same."""
        workspace = self.workspace()
        name, before, after = self._changed(workspace, data)
        seen, now = str(data.get("digest", "")), digest_of_content(before)
        merged = seen != now and self._is_elsewhere(seen, before, data)
        if seen != now and not merged:
            raise ChangedMeanwhile(f"{workspace.home.shown('facts')}/{name}", before)
        verdicts = self.verdicts(workspace, name, after)
        if not verdicts.may_be_saved:
            raise Problems(verdicts.diagnostics)
        saved = self.saving.save("facts", name, after, now)
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
        today = f"{Date.today():%Y-%m-%d}"
        if not isinstance(data.get("content"), str):
            if not name.startswith(("http://", "https://")):
                raise UsageProblem("name a page by its address, choose a file, or paste the text")
            taken = add(self.workspace(), SourceRequest(name, id_), today)
        else:
            plain = re.sub(r"[^\w. -]+", "-", name.replace("\\", "/").rpartition("/")[2])[-80:].strip(". -")
            with TemporaryDirectory(prefix="briefgen-") as folder:
                file = Path(folder) / (plain or "pasted.txt")
                try:
                    file.write_bytes(b64decode(data["content"], validate=True))
                except ValueError as bad:
                    raise UsageProblem("the file did not arrive whole; choose it again") from bad
                taken = add(self.workspace(), SourceRequest(str(file), id_), today)
        self.studio.changed()
        return {"id": taken.id, "state": taken.state, "open": taken.open, "questions": taken.questions,
                "remarks": taken.remarks}  # fmt: skip

    def decide(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Note that a proposal was taken into a record, or is put aside; it is not proposed again."""
        source, into = str(data.get("source", "")), str(data.get("into", ""))
        if not is_slug(source):
            raise UsageProblem(f"'{source}' names no source: {why_no_slug(source)}")
        facts = self.studio.home.folder("facts")
        proposals = read_drafts(facts, source)
        chosen = pick(proposals, str(data.get("id", "")))
        decided = replace(chosen, state=ACCEPTED, into=into) if into else replace(chosen, state=DISCARDED)
        keep_drafts(facts, source, settled(proposals, decided))
        return {"id": chosen.id, "state": decided.state}

    def opinion(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Approve a statement, or object to it with a word, as whoever sits at this desk."""
        reviews = self._reviews()
        statement = find_statement(reviews, str(data.get("statement", "")))
        who, today = reviewer(reviews, self.by), f"{Date.today():%Y-%m-%d}"
        if data.get("verdict") == "approved":
            approve(reviews, [statement], who, today)
        else:
            object_to(reviews, [statement], who, today, str(data.get("word", "")))
        self.studio.changed()
        stands = reviews.of(statement)
        return {"standing": str(stands.standing), "by": who}

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
            return name, None, new_record(form, _plain(new)).encode()
        name = file_name_of(workspace, key)
        if name != f"{schema[kind].folder}/{id_}.yaml" and "text" not in data:
            raise UsageProblem(f"{key} is written inside {name}: change it in the file itself")
        before, _ = self.saving.read("facts", name)
        try:
            text = (before or b"").decode()
        except UnicodeDecodeError as bad:
            raise UsageProblem(f"{name} is not UTF-8 at byte {bad.start:,}; put that right in the file itself") from bad
        if isinstance(whole := data.get("text"), str):
            return name, before, whole.replace("\r\n", "\n").encode()
        if isinstance(field_ := data.get("remove"), str):
            at = data.get("at")
            return name, before, without_value(text, field_, at if isinstance(at, int) else None).encode()
        return name, before, with_entry(text, form, _entry(data.get("entry"))).encode()

    def _is_elsewhere(self, seen: str, now: bytes | None, data: Mapping[str, Any]) -> bool:
        """Whether what was changed meanwhile is another field than the one that is written."""
        old, entry = self.saving.seen.get(seen), data.get("entry")
        if old is None or now is None or not isinstance(entry, dict):
            return False
        field_ = str(entry.get("field", ""))
        before, after = (parse_yaml(content, "").data for content in (old, now))
        return before is not None and after is not None and before.get(field_) == after.get(field_)

    def _reviews(self) -> Reviews:
        workspace = self.workspace()
        return Reviews(workspace.whole)


async def _sent(request: Request) -> dict[str, Any]:
    """The JSON object that was sent; raises ValueError for anything else, or for more than is taken."""
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > LARGEST_SENT:
            raise ValueError("too much")
    data = json.loads(found)
    if not isinstance(data, dict):
        raise ValueError("no object")
    json.dumps(data, ensure_ascii=False).encode()  # half a character, which no file can hold, is a ValueError, too
    return data


def _entry(data: Any) -> Entry:
    if not isinstance(data, dict) or not isinstance(data.get("field"), str):
        raise UsageProblem("it is not said which field is meant")
    at = data.get("at")
    return Entry(
        data["field"],
        str(data.get("value", "")).strip(),
        _plain(data.get("parts")),
        _plain(data.get("said")),
        str(data.get("source", "")),
        " ".join(str(data.get("quote", "")).split()),
        at if isinstance(at, int) else None,
    )


def _plain(data: Any) -> dict[str, Any]:
    """Words and lists of words by key; what is anything else is left out."""
    found: dict[str, Any] = {}
    for key, value in (data if isinstance(data, dict) else {}).items():
        if isinstance(value, str):
            found[str(key)] = value.strip()
        elif isinstance(value, list):
            found[str(key)] = [str(word).strip() for word in value if str(word).strip()]
    return found


def _told(diagnostic: Diagnostic) -> dict[str, Any]:
    return {**diagnostic.as_json(), "shown": str(diagnostic.location)}
