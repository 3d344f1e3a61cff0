"""What each address of the preview answers. Every address is known by name; none is a path on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from importlib.resources import files
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeAlias, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from briefgen.desk.draft import Draft, word_file
from briefgen.desk.evidence_desk import EvidenceDesk
from briefgen.desk.pages import PREVIEW, VIEWS, Asked
from briefgen.desk.studio import DraftView, Listing, Problem, State, Studio, state_of
from briefgen.diagnostics import Diagnostic, Location
from briefgen.errors import BriefgenError, Problems, UsageProblem

Answer: TypeAlias = Callable[[Request], Awaitable[Response]]
PATIENCE = 6.0
"""Seconds that a page waits for a draft before it says that the template takes too long."""
CALM = 1.0
"""Seconds without a change after which the states of all briefs are looked at."""
MOST_STATES = 300
"""For how many briefs the state is worked out; each has to be made for it."""

LOOKS = {
    "style.css": "text/css; charset=utf-8",
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "templates.js": "text/javascript; charset=utf-8",
    "script.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Preview:
    """The preview of one workspace: pages, what changes in them, files to take away."""

    def __init__(self, studio: Studio, token: str, desk: EvidenceDesk | None = None) -> None:
        self.studio, self.base, self.desk = studio, f"/{token}", desk
        self.streams = Streams()
        self.states: dict[tuple[str, str], State] = {}
        self._worker = Worker()
        self._survey: asyncio.Task[None] | None = None
        self._surveyed = 0  # the generation for which all states are known

    def application(self) -> Starlette:
        """The routes, all below the token."""
        brief = "/brief/{kind}/{id}"
        answers: dict[str, Answer] = {
            "/": self.start,
            "/events": self.events,
            "/list": self.list,
            f"{brief}/": self.page,
            f"{brief}/draft": self.draft,
            f"{brief}/brief.docx": partial(self.download, "docx"),
            f"{brief}/brief.md": partial(self.download, "md"),
            f"{brief}/picture/{{digest}}/{{name}}": self.picture,
            **{f"/{name}": partial(_look, name, type_) for name, type_ in LOOKS.items()},
        }
        routes = [Route(self.base + path, answer) for path, answer in answers.items()]
        if self.desk is not None:
            routes += self.desk.routes(self.base, self._worker.do)
        application = Starlette(routes=routes, exception_handlers={404: _nothing, 405: _nothing})
        application.router.redirect_slashes = False
        return application

    # --- what the watch tells -------------------------------------------------------------------

    def inputs_changed(self, facts: bool) -> None:
        """Facts or settings were saved, or templates alone."""
        self.studio.changed(facts=facts)
        self.streams.tell("draft")
        self.survey()

    def files_changed(self) -> None:
        """Something in `out` was written or removed."""
        self._surveyed = 0
        self.survey()

    def survey(self) -> None:
        """Look at the states of all briefs anew as soon as it is calm, and only while a page shows them."""
        if self._survey is not None:
            self._survey.cancel()
        self._survey = asyncio.get_running_loop().create_task(self._look_at_all())

    async def _look_at_all(self) -> None:
        await asyncio.sleep(CALM)
        generation = self.studio.generation
        listing = await self._listing()
        there = {(brief.kind, brief.id) for brief in listing.briefs}
        self.states = {key: state for key, state in self.states.items() if key in there}
        looked_at = self.studio.looked_at()
        for brief in sorted(listing.briefs, key=lambda b: (b.kind, b.id) not in looked_at)[:MOST_STATES]:
            if not len(self.streams):
                return
            with suppress(BriefgenError, OSError):
                state = await self._worker.do(partial(state_of, self.studio, brief))
                if self.states.get((brief.kind, brief.id)) != state:
                    self.states[brief.kind, brief.id] = state
                    self.streams.tell("states")
        self._surveyed = generation

    def close(self) -> None:
        """Let pages go and stop working; what is being drawn is not waited for."""
        self.streams.end()
        if self.desk is not None:
            self.desk.close()
        if self._survey is not None:
            self._survey.cancel()
        self._worker.close()

    # --- what a browser asks --------------------------------------------------------------------

    async def start(self, request: Request) -> Response:
        listing = await self._listing()
        return HTMLResponse(PREVIEW.start_page(Asked(self.base, desk=self.desk is not None), listing, self.states))

    async def page(self, request: Request) -> Response:
        listing = await self._listing()
        asked = self._asked(request, listing)
        try:
            view = await self._view(asked)
        except UsageProblem as wrong:
            return HTMLResponse(PREVIEW.missing_page(asked, listing, self.states, str(wrong)), 404)
        return HTMLResponse(PREVIEW.page(asked, listing, self.states, view))

    async def draft(self, request: Request) -> Response:
        """What of the page changes with each redraw."""
        asked = self._asked(request, await self._listing())
        try:
            return HTMLResponse(PREVIEW.fragment(asked, await self._view(asked)))
        except UsageProblem as wrong:
            return PlainTextResponse(f"{wrong}\n", 404)

    async def list(self, request: Request) -> Response:
        """The list of briefs with their states; `at` says which one the page shows."""
        kind, _, id_ = request.query_params.get("at", "").partition("/")
        listing = await self._listing()
        asked = self._restricted(Asked(self.base, kind, id_, *_requests(request)), listing)
        return HTMLResponse(PREVIEW.navigation(asked, listing, self.states))

    async def download(self, format_: str, request: Request) -> Response:
        asked = self._asked(request, await self._listing())
        try:
            view = await self._view(asked)
        except UsageProblem as wrong:
            return PlainTextResponse(f"{wrong}\n", 404)
        if view.draft is None or view.stale or view.draft.refused:
            return PlainTextResponse("There is no file as long as there are errors; the page shows them.\n", 409)
        name = f"{asked.id}{f'.{asked.language}' if asked.language else ''}.{format_}"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        try:
            content = await self._worker.do(partial(self._file, view.draft, format_))
        except Problems as bad:
            return PlainTextResponse(f"{bad}\n", 409)
        return Response(content, headers=headers, media_type=WORD if format_ == "docx" else "text/markdown")

    async def picture(self, request: Request) -> Response:
        kind, id_, digest, name = (request.path_params[key] for key in ("kind", "id", "digest", "name"))
        png = self.studio.picture(kind, id_, f"picture/{digest}/{name}")
        return _nothing_here() if png is None else Response(png, media_type="image/png")

    async def events(self, request: Request) -> Response:
        if self.streams.is_full:
            return PlainTextResponse("Too many pages are open.\n", 503)
        if self._surveyed != self.studio.generation and (self._survey is None or self._survey.done()):
            self.survey()
        return StreamingResponse(self.streams.listen(), media_type="text/event-stream")

    def _file(self, draft: Draft, format_: str) -> bytes:
        return draft.markdown.encode() if format_ == "md" else word_file(self.studio.workspace(), draft)

    async def _view(self, asked: Asked) -> DraftView:
        drawing = asyncio.ensure_future(
            self._worker.do(partial(self.studio.view, asked.kind, asked.id, asked.language))
        )
        await asyncio.wait({drawing}, timeout=PATIENCE)
        if drawing.done():
            return drawing.result()
        drawing.add_done_callback(self._is_late)
        place = Location(f"{asked.kind}/{asked.id}")
        message = f"the brief is not ready after {PATIENCE:.0f} seconds"
        hint = "does a loop or a macro of its template run without end?"
        problem = Problem(Diagnostic(place, message, "not-in-time", hint=hint))
        return DraftView(0, self.studio.last_draft(asked.kind, asked.id, asked.language), (problem,), stale=True)

    def _is_late(self, drawing: asyncio.Future[DraftView]) -> None:
        """A draft that nobody waited for is ready after all: pages ask for it again."""
        if not drawing.cancelled() and drawing.exception() is None:
            self.streams.tell("draft")

    def _asked(self, request: Request, listing: Listing) -> Asked:
        path = request.path_params
        return self._restricted(Asked(self.base, path["kind"], path["id"], *_requests(request)), listing)

    def _restricted(self, asked: Asked, listing: Listing) -> Asked:
        """What is asked for, with only views and languages that there are."""
        view = asked.view if asked.view in VIEWS else "page"
        language = asked.language if asked.language in listing.languages[1:] else ""
        return Asked(asked.base, asked.kind, asked.id, view, language, self.desk is not None)

    async def _listing(self) -> Listing:
        """The list of briefs; the last one known where a draft keeps the worker busy for too long."""
        try:
            return await asyncio.wait_for(self._worker.do(self.studio.listing), PATIENCE)
        except TimeoutError:
            return self.studio.last_listing


def _requests(request: Request) -> tuple[str, str]:
    return request.query_params.get("view", ""), request.query_params.get("language", "")


async def _look(name: str, type_: str, request: Request) -> Response:
    content = files("briefgen.desk").joinpath("looks", name).read_bytes()
    return Response(content, headers={"content-type": type_})


async def _nothing(request: Request, _: Exception) -> Response:
    return _nothing_here()


def _nothing_here() -> Response:
    return PlainTextResponse("There is nothing here.\n", 404)


# --- One thread that works off the event loop, a task after the other ---


_T = TypeVar("_T")


class Worker:
    """Tasks in the order in which they came; one that nobody waits for any more is not begun."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        Thread(target=self._run, name="briefgen-preview", daemon=True).start()

    async def do(self, task: Callable[[], _T]) -> _T:
        """What the task gives; it is done in the thread."""
        future: Future[_T] = Future()
        self._tasks.put((future, task))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """End the thread as soon as it has done what is waiting."""
        self._tasks.put(None)

    def _run(self) -> None:
        while (entry := self._tasks.get()) is not None:
            future, task = entry
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(task())
            except BaseException as bad:
                future.set_exception(bad)


# --- Telling open pages that something has changed, as Server-Sent Events ---


MOST = 24
"""How many pages may listen at once."""
BEAT = 20.0
"""Seconds after which a quiet stream says that it is still there, so that one whose page has gone is noticed."""


class Streams:
    """The pages that listen."""

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Event, set[str]] = {}
        self._ended = False

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def is_full(self) -> bool:
        return len(self._waiting) >= MOST

    def tell(self, word: str) -> None:
        """Tell every page: `draft` (facts or templates have changed) or `states` (the list of briefs has)."""
        for event, words in self._waiting.items():
            words.add(word)
            event.set()

    def end(self) -> None:
        """Let every stream run out."""
        self._ended = True
        for event in self._waiting:
            event.set()

    async def listen(self) -> AsyncIterator[str]:
        """What one page is told, until it leaves or everything ends."""
        event = asyncio.Event()
        words = self._waiting[event] = set()
        try:
            yield "retry: 1000\n\n"
            while not self._ended:
                try:
                    await asyncio.wait_for(event.wait(), BEAT)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                event.clear()
                told = sorted(words)
                words.clear()
                for word in told:
                    yield f"event: {word}\ndata: \n\n"
        finally:
            del self._waiting[event]
