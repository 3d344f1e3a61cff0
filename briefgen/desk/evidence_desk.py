"""What each address of the desk answers, and how what is sent to one is taken; a mark tells other desks of this one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from briefgen.desk.desk_reading import DeskReading
from briefgen.desk.desk_writing import DeskWriting
from briefgen.desk.saving import ChangedMeanwhile, Saving, diff_lines, digest_of_content, mark_of, say_here
from briefgen.desk.search import PrintedBriefs
from briefgen.desk.studio import Studio
from briefgen.desk.template_desk import TemplateDesk
from briefgen.errors import BriefgenError, Problems

Do: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]
LARGEST_SENT = 48 << 20
HASTE = 10.0
"""Seconds in which what is sent must have come."""
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
    writing: DeskWriting = field(init=False)
    _mark: str = ""
    _beating: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.saving = Saving(self.studio.home, self.commits)
        texts, printed = TemplateDesk(self.studio, self.saving), PrintedBriefs(self.studio)
        self.writing = DeskWriting(self.studio, self.saving, texts, self.by, printed)

    def routes(self, base: str, do: Do) -> list[Route]:
        """The addresses below the token; `do` does a task in the one thread."""
        self.base, self.do, self._mark = base, do, mark_of(base)
        writing = self.writing
        reading = DeskReading(self.studio, writing, base, self._mark)
        routes = [
            Route(f"{base}/desk{path}", partial(self._answer, page)) for path, page in reading.addresses().items()
        ]
        routes += [
            Route(f"{base}/desk{path}", partial(self._take, action), methods=["POST"])
            for path, action in writing.actions().items()
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
    def out(self) -> Path:
        return self.studio.home.folder("out")

    # --- how a request is answered ---

    async def _answer(self, page: Callable[[Request], Any], request: Request) -> Response:
        try:
            answer = await self.do(partial(page, request))
        except BriefgenError as wrong:
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
