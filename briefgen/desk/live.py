"""Telling open pages that something has changed, as Server-Sent Events.

A page that is slow to listen loses nothing and fills nothing: what it has not been told yet is a set of words, so
a hundred saves wait there as one.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

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
