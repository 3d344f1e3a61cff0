"""What each address of the desk answers: reading and marking sources, records as forms, the review, search."""

from __future__ import annotations

import asyncio
import json
import re
import time
from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias, TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from briefgen.desk import bench_pages as html
from briefgen.desk import template_pages
from briefgen.desk.entries import Entry, new_record, with_entry, without_value
from briefgen.desk.entry_form import fields_of
from briefgen.desk.findings import facts_with, passages_with, records_named
from briefgen.desk.marked_source import marked_source
from briefgen.desk.pages import Asked, paper
from briefgen.desk.saving import (
    ChangedMeanwhile,
    Saved,
    Saving,
    desks_beside,
    diff_lines,
    digest_of_content,
    mark_of,
    say_here,
)
from briefgen.desk.studio import Studio
from briefgen.desk.template_desk import Chosen, TemplateDesk, problems_of
from briefgen.desk.verdicts import Verdicts, verdicts_on
from briefgen.diagnostics import Diagnostic, did_you_mean
from briefgen.errors import BriefgenError, Problems, UsageProblem
from briefgen.facts.kinds import Kinds
from briefgen.facts.parse import parse_yaml
from briefgen.intake.adding import SourceRequest, add
from briefgen.model.ids import is_slug, why_no_slug
from briefgen.model.schema import SOURCE, no_kind_of_record
from briefgen.review.deciding import approve, find_statement, object_to, reviewer
from briefgen.review.standing import Reviews
from briefgen.workspace.workspace import Workspace
from briefgen.writers.html import escape

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
    _beating: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.saving = Saving(self.studio.home, self.commits)
        self.texts = TemplateDesk(self.studio, self.saving)

    def routes(self, base: str, do: Do) -> list[Route]:
        """The addresses below the token; `do` does a task in the one thread."""
        self.base, self.do, self._mark = base, do, mark_of(base)
        pages: dict[str, Callable[[Request], Any]] = {
            "/": self.sources,
            "/source/{id}/": self.source,
            "/source/{id}/text": self.text,
            "/review/": self.review,
            "/review/{kind}/{id}/": self.review_record,
            "/templates/": self.templates,
            "/templates/{kind}/": self.template,
            "/templates/{kind}/page": self.template_page,
            "/templates/{kind}/problems": self.template_problems,
            "/templates/{kind}/word": self.word_page,
            "/search": self.search,
            "/names": self.names,
            "/form/{kind}": self.form,
            "/record/{kind}/{id}": self.record,
            "/facts": self.facts,
            "/sentences": self.sentences,
        }
        sent: dict[str, Callable[[Mapping[str, Any]], Any]] = {
            "/propose": self.propose,
            "/save": self.save,
            "/undo": self.undo,
            "/opinion": self.opinion,
            "/add": self.add,
            "/template": self.save_template,
        }
        routes = [Route(f"{base}/desk{path}", partial(self._answer, page)) for path, page in pages.items()]
        routes += [
            Route(f"{base}/desk{path}", partial(self._take, action), methods=["POST"]) for path, action in sent.items()
        ]
        return routes

    def open(self) -> None:
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
        except UsageProblem as wrong:
            return JSONResponse({"problem": str(wrong)}, 422)

    def workspace(self) -> Workspace:
        return self.studio.workspace()

    def verdicts(self, workspace: Workspace, name: str, raw: bytes) -> Verdicts:
        """What is to be said of a file with this content; the models of kinds are made once."""
        schema = workspace.facts.base.schema
        if self._kinds is None or self._kinds.schema != schema:
            self._kinds = Kinds(schema, {})
        return verdicts_on(workspace, name, raw, self._kinds)

    def _page(self, here: str, title: str, main: str) -> str:
        others = desks_beside(self.out, self._mark, time.time())
        warning = (
            f"Another desk is open on this folder ({', '.join(others)}): look twice before you save." if others else ""
        )
        return html.bench_frame(self.base, here, title, main, warning=warning)

    # --- pages ---

    def sources(self, request: Request) -> str:
        workspace = self.workspace()
        ids = [record.id for record in workspace.facts.base.of_kind(SOURCE)]
        told = self.studio.told(workspace.facts.diagnostics)
        rows = [(id_, marked_source(workspace, id_)) for id_ in ids]
        return self._page("sources", "Sources", html.sources_page(workspace, rows, told))

    def source(self, request: Request) -> str:
        workspace, id_ = self.workspace(), request.path_params["id"]
        marked = marked_source(workspace, id_)
        if marked is None:
            known = [record.id for record in workspace.facts.base.of_kind(SOURCE)]
            raise UsageProblem(f"there is no archived text of '{id_}'; {did_you_mean(id_, known) or 'choose another'}")
        record = request.query_params.get("record", "")
        return self._page("sources", id_, html.source_page(workspace, marked, record))

    def text(self, request: Request) -> Response:
        marked = marked_source(self.workspace(), request.path_params["id"])
        if marked is None:
            raise UsageProblem("the archived text is there no more")
        return JSONResponse({"text": html.text_of_source(marked), "meter": html.meter(marked)})

    def review(self, request: Request) -> str:
        return self._page("review", "Review", html.review_page(self._reviews(), self.by, ""))

    def review_record(self, request: Request) -> str:
        reviews = self._reviews()
        key = self._record_key(reviews.workspace, request)
        return self._page("review", key, html.review_record(self.base, reviews, key, self.by))

    def search(self, request: Request) -> str:
        words = request.query_params.get("q", "")[:200].strip()
        workspace = self.workspace()
        briefs = [
            b for b in self.studio.listing().briefs if words and words.casefold() in f"{b.name} {b.id}".casefold()
        ]
        facts = facts_with(workspace, words) if words else []
        passages = passages_with(workspace, words) if words else []
        return self._page("search", "Search", html.search_page(self.base, words, facts, passages, briefs[:20]))

    # --- templates ---

    def templates(self, request: Request) -> str:
        workspace = self.workspace()
        found = self.texts.kinds(workspace), self.texts.elsewhere(workspace)
        return self._page("templates", "Templates", template_pages.kinds_page(*found))

    def template(self, request: Request) -> str:
        workspace = self.workspace()
        kind = workspace.kind(request.path_params["kind"])[0]
        listing = self.studio.listing()
        page = template_pages.kind_page(
            kind,
            self.texts.files(kind),
            self.texts.fields(workspace, kind.name),
            [(brief.id, brief.name) for brief in listing.briefs if brief.kind == kind.name],
            listing.languages,
            workspace.markings.scheme,
        )
        return self._page("templates", kind.name, page)

    def template_page(self, request: Request) -> str:
        """The page that a template makes, or why there is none."""
        kind = request.path_params["kind"]
        try:
            draft = self.texts.draft(self.workspace(), kind, _chosen(request))
        except (Problems, UsageProblem) as bad:
            return "".join(f'<p class="fault">{escape(words)}</p>' for words in problems_of(bad))
        return paper(Asked(self.base, kind, request.query_params.get("id", "")), draft)

    def template_problems(self, request: Request) -> str:
        workspace = self.workspace()
        found = self.texts.problems(workspace, request.path_params["kind"])
        return template_pages.problems_list(found, self.texts.line_of(workspace))

    def word_page(self, request: Request) -> Response:
        png = self.texts.word_page(self.workspace(), request.path_params["kind"], _chosen(request))
        return Response(png, media_type="image/png")

    # --- what the page's script asks ---

    def names(self, request: Request) -> Response:
        asked = request.query_params
        kinds = [kind for kind in asked.get("kinds", "").split(",") if kind]
        return JSONResponse([one.as_json() for one in records_named(self.workspace(), asked.get("q", "")[:100], kinds)])

    def form(self, request: Request) -> Response:
        schema, kind = self.workspace().facts.base.schema, request.path_params["kind"]
        if kind not in schema:
            raise UsageProblem("; ".join(no_kind_of_record(kind, schema)))
        fields = [one.as_json() for one in fields_of(schema, kind).values()]
        return JSONResponse({"kind": kind, "kinds": list(schema), "help": schema[kind].help, "fields": fields})

    def record(self, request: Request) -> Response:
        workspace = self.workspace()
        key = self._record_key(workspace, request)
        name = self._file_name(workspace, key)
        content, digest = self.saving.read("facts", name)
        text = (content or b"").decode("utf-8", "replace")
        statements = workspace.facts.base.records[key].statements
        shown = html.facts_list(workspace, Reviews(workspace), statements)
        inner = workspace.facts.base.records[key].file and key.partition("/")[2] != name.rpartition("/")[2][:-5]
        return JSONResponse(
            {"record": key, "file": name, "digest": digest, "text": text, "facts": shown, "inner": inner}
        )

    def facts(self, request: Request) -> str:
        workspace = self.workspace()
        ids = request.query_params.get("ids", "").split()[:200]
        found = [s for id_ in ids if (s := workspace.facts.base.statement_or_none(id_)) is not None]
        return html.facts_list(workspace, Reviews(workspace), found)

    def sentences(self, request: Request) -> str:
        """The sentences of briefs that print what a record, or one of its fields, states."""
        workspace = self.workspace()
        key, field_ = request.query_params.get("record", ""), request.query_params.get("field", "")
        record = workspace.facts.base.record(key)
        if record is None:
            return html.brief_sentences(self.base, ())
        ids = {s.id for s in record.statements if not field_ or s.property == field_}
        about = {key, *(s.subject for s in workspace.facts.base.referring(key))}
        about |= {str(s.value) for s in record.statements if isinstance(s.value, str)}
        about |= {str(q) for s in record.statements for q in s.qualifiers.values() if isinstance(q, str)}
        kinds = {name: workspace.kind(name)[0].about for name in workspace.kinds}
        briefs = [b for b in self.studio.listing().briefs if f"{kinds.get(b.kind)}/{b.id}" in about]
        briefs.sort(key=lambda b: f"{kinds[b.kind]}/{b.id}" != key)
        found = []
        for brief in briefs[:MOST_BRIEFS]:
            view = self.studio.view(brief.kind, brief.id)
            if view.draft is not None:
                said = [s.text for s in view.draft.sentences if ids & set(s.statements)]
                if said:
                    found.append((brief, list(dict.fromkeys(said))))
        return html.brief_sentences(self.base, found)

    # --- what is written ---

    def propose(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What a change would make of a file: the diff, what is wrong with it, and whether it may be saved."""
        workspace = self.workspace()
        name, before, after = self._changed(workspace, data)
        verdicts = self.verdicts(workspace, name, after)
        known = {d.message for d in self.verdicts(workspace, name, before).diagnostics} if before else set()
        problems = [p for p in verdicts.diagnostics if p.severity == "error" or p.message not in known]
        return {
            "file": f"{workspace.home.shown('facts')}/{name}",
            "digest": digest_of_content(before),
            "diff": diff_lines(name, before, after),
            "problems": [_told(d) for d in problems],
            "savable": verdicts.may_be_saved,
        }

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
                raise UsageProblem(f"there is a {kind} '{id_}' already")
            return name, None, new_record(form, _plain(new)).encode()
        name = self._file_name(workspace, key)
        if name != f"{schema[kind].folder}/{id_}.yaml" and "text" not in data:
            raise UsageProblem(f"{key} is written inside {name}: change it in the file itself")
        before, _ = self.saving.read("facts", name)
        text = (before or b"").decode()
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

    def _record_key(self, workspace: Workspace, request: Request) -> str:
        key = f"{request.path_params['kind']}/{request.path_params['id']}"
        if key not in workspace.facts.base.records:
            near = did_you_mean(key, list(workspace.facts.base.records))
            raise UsageProblem(f"there is no record '{key}'; {near or 'search for it'}")
        return key

    def _file_name(self, workspace: Workspace, key: str) -> str:
        """The name of a record's file below the folder of facts."""
        record = workspace.facts.base.record(key)
        if record is None:
            raise UsageProblem(f"there is no record '{key}'")
        return record.file.removeprefix(f"{workspace.home.shown('facts')}/")


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
    return data


def _chosen(request: Request) -> Chosen:
    """What the page of a template is to show."""
    asked = request.query_params
    values = tuple((name[2:], value) for name, value in asked.items() if name.startswith("p-") and value)
    return Chosen(asked.get("id", ""), asked.get("language", ""), asked.get("audience", ""), values)


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
