"""Addresses of links as the brief has them, however the program that saved the file spells them.

LibreOffice decodes what is percent-encoded, encodes brackets, and puts a slash behind a bare host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from briefgen.document.nodes import Document, Link
from briefgen.document.walk import containers, inlines, plain_text
from briefgen.ooxml.links import target

_BARE_HOST = re.compile(r"(https?://[^/?#]+)/", re.IGNORECASE)


class Addresses:
    """The addresses of a Document; another spelling of one of them is known as that one."""

    def __init__(self, document: Document) -> None:
        links = [n for c in containers(document) for n in inlines(c) if isinstance(n, Link)]
        self._exact = frozenset(_targets(links))
        self._known = {_key(address): address for address in reversed(_targets(links))}

    def settled(self, url: str) -> str:
        """The address as the Document has it, or itself where it is new; blanks in it are encoded."""
        if url in self._exact:
            return url
        return self._known.get(_key(url)) or re.sub(r"\s", "%20", url.strip())


def _targets(links: Iterable[Link]) -> list[str]:
    return list(dict.fromkeys(target(link.url, plain_text(link.content)) for link in links))


def _key(url: str) -> str:
    """What all spellings of an address have in common."""
    plain = unquote(url)
    bare = _BARE_HOST.fullmatch(plain)
    return bare[1] if bare else plain
