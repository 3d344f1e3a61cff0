"""Link targets in one part: web and mail addresses become relationships."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from briefgen.document.links import link_problem
from briefgen.ooxml.text import escape

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_KEPT = "%/?#[]@!$&'()*+,;=:~"


def target(url: str, text: str) -> str:
    """The url as a relationship target, in ASCII (ECMA-376 part 2, 6.3: a target is a URI reference).

    Raises ValueError for a link that no brief may carry; `text` is what the reader sees of it.
    """
    problem = link_problem(url, text)
    if problem:
        raise ValueError(f"the link to {url!r} cannot be written: {problem}")
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    return quote(parts._replace(netloc=host).geturl(), safe=_KEPT)


class Links:
    """The external links of one part; each target has one relationship."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def id(self, url: str, text: str) -> str:
        """The relationship id of the url, a new one at its first use."""
        return self._ids.setdefault(target(url, text), f"rIdLink{len(self._ids) + 1}")

    def relationships(self) -> str:
        """The Relationship elements, in order of first use."""
        return "".join(
            f'<Relationship Id="{rid}" Type="{_TYPE}" Target="{escape(to)}" TargetMode="External"/>'
            for to, rid in self._ids.items()
        )
