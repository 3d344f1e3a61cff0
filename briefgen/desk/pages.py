"""The pages of preview and desk, made by the macros in `html/`; everything that comes from a file is escaped there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from urllib.parse import urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined

from briefgen.desk.draft import VERDICTS
from briefgen.desk.source_page import passage_in_text
from briefgen.desk.studio import ListedBrief
from briefgen.diagnostics import Diagnostic, counted
from briefgen.document.links import link_problem
from briefgen.frozen import dataclass, replace
from briefgen.model.schema import source_key
from briefgen.regexes import pattern
from briefgen.review.standing import Reviews, Standing
from briefgen.workspace.open_facts import name_of, words_of

VIEWS = {"page": "As page", "markdown": "As Markdown"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a brief in a view and a language; `base` is the part of the path with the token.

    `desk` says that the desk is open too, to which each fact leads.
    """

    base: str
    kind: str = ""
    id: str = ""
    view: str = "page"
    language: str = ""
    desk: bool = False

    def address(self, rest: str = "", **other: str) -> str:
        """The address of this brief, or of something below it, with some of what is asked for changed."""
        asked = {"view": self.view, "language": self.language, **other}
        query = {k: v for k, v in asked.items() if v and (k, v) != ("view", "page")}
        path = f"{self.base}/brief/{self.kind}/{self.id}/{rest}"
        return f"{path}?{urlencode(query)}" if query else path

    def of(self, brief: ListedBrief) -> Asked:
        """The same of another brief."""
        return replace(self, kind=brief.kind, id=brief.id)


class Macros:
    """Those of one file in `html/`: each, called with what it shows, gives a page, or a piece of one, as text."""

    def __init__(self, name: str) -> None:
        self._name = f"{name}.html"

    def __getattr__(self, macro: str) -> Callable[..., str]:
        environment = _environment()
        made: Callable[..., str] = getattr(environment.get_template(self._name).module, macro)

        def called(*given: object, **named: object) -> str:
            try:
                return made(*given, **named)
            except Exception:
                environment.handle_exception()  # raised again, with the file and line of the macro

        return called


PREVIEW, DESK, REVIEW, TEMPLATES = map(Macros, ("preview", "desk", "review", "templates"))


@cache
def _environment() -> Environment:
    found = Environment(loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined)
    found.globals |= {
        "counted": counted,
        "digest": lambda body: blake2b(body.encode(), digest_size=12).hexdigest(),
        "link_problem": link_problem,
        "name_of": name_of,
        "passage_in_text": passage_in_text,
        "source_key": source_key,
        "verdicts": VERDICTS,
        "views": VIEWS,
        "words_of": words_of,
    }
    return found


_BREAK = pattern(r"(?s)(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})|\s*\n\s*")


def _source(name: str) -> tuple[str, str, None]:
    """A file of macros, its lines joined without their indents and ends: a blank on a page stands inside a line.

    The ends stand in comments instead, so that Jinja names the line of a fault.
    """
    file = files("briefgen.desk").joinpath("html", name)
    joined = _BREAK.sub(lambda m: m[1] or "{#" + "\n" * m[0].count("\n") + "#}", file.read_text("utf-8").rstrip())
    return joined, str(file), None


# --- What the pages of the review say besides ---


def left_to_review(reviews: Reviews) -> dict[str, tuple[int, int]]:
    """Of how many statements of each record the second pair of eyes has not approved, and how many it has."""
    found: dict[str, tuple[int, int]] = {}
    for one in reviews.all:
        left, count = found.get(one.statement.subject, (0, 0))
        found[one.statement.subject] = left + (one.standing is not Standing.APPROVED), count + 1
    return found


def by_statement(reviews: Reviews, key: str, found: Sequence[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """What a check says of a record's file, by the statement on whose line it says it."""
    at: dict[tuple[int, int], str] = {}
    for one in reviews.record(reviews.base.records[key]):
        at.setdefault((one.statement.line, one.statement.column), one.statement.id)
    told: dict[str, list[Diagnostic]] = {}
    for d in found:
        if (id_ := at.get((d.location.line, d.location.column))) is not None:
            told.setdefault(id_, []).append(d)
    return told
