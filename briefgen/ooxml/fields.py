"""Fields, which Word counts itself, and the bookmarks that they and links point to."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from briefgen.document.links import link_problem
from briefgen.ooxml.text import escape


def begin(code: str, look: str = "") -> str:
    """The runs that begin a field, up to its result (ECMA-376 part 1, 17.16.18); `look` is the w:rPr of each."""
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def end(look: str = "") -> str:
    return f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'


def field(code: str, result: str, look: str = "") -> str:
    """A whole field in its long form, as Word writes it; `result` is escaped text."""
    return f"{begin(code, look)}<w:r>{look}<w:t>{result}</w:t></w:r>{end(look)}"


_SAID = r"""\s+"?([^"\s\\]+(?:[^"\\]*[^"\s\\])?)"""  # with quotation marks or without
_HYPERLINK = re.compile(rf"\s*HYPERLINK{_SAID}", re.IGNORECASE)
_FRAGMENT = re.compile(rf"\\l{_SAID}")


def linked(instruction: str) -> str:
    r"""The address in `HYPERLINK "https://example.org" \l "fragment"` (17.16.5.25), "" for a place in the file."""
    url, fragment = _HYPERLINK.match(instruction), _FRAGMENT.search(instruction)
    return f"{url[1]}#{fragment[1]}" if url and fragment else url[1] if url else ""


COVER = "_Cover"
"""The bookmark in the last paragraph of a cover, by which the file says how far that goes."""


class Bookmarks:
    """Numbers the bookmarks of one part; a name may stand once in a file (ECMA-376 part 1, 17.13.6.2)."""

    def __init__(self) -> None:
        self._count = 0

    def next_id(self) -> int:
        """A w:id for a bookmark or a tracked change that nothing else in the file has."""
        self._count += 1
        return self._count

    def around(self, name: str, runs: str) -> str:
        """The runs between the two ends of a bookmark; Word does not list a name that begins with `_`."""
        number = self.next_id()
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def figure_bookmark(number: int) -> str:
    """The name of the bookmark around the label and number of a figure's caption."""
    return f"_Figure{number}"


ANNEX = "_Evidence"
"""The bookmark in the heading of the annex that holds the words of short footnotes."""


def evidence_bookmark(number: int) -> str:
    """The name of the bookmark at the words of a note in the annex."""
    return f"{ANNEX}{number}"


def note_bookmark(number: int) -> str:
    """The name of the bookmark around the first use of a note."""
    return f"_Note{number}"


# --- Link targets in one part: web and mail addresses become relationships ---


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
