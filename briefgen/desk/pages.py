"""The pages of the preview: a frame with the list of briefs, and in it one brief in one of its views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from urllib.parse import urlencode

from briefgen.checks.verification import Verdict
from briefgen.desk.draft import Draft
from briefgen.desk.note_cards import VERDICTS, Card, CardEntry, CitedSource, QuotedFact, Tally
from briefgen.desk.studio import DraftView, Excerpt, ListedBrief, Listing, Problem, State
from briefgen.diagnostics import counted
from briefgen.document.links import link_problem
from briefgen.frozen import dataclass, replace
from briefgen.writers.html import escape

VIEWS = {"page": "As page", "markdown": "As Markdown"}
States = Mapping[tuple[str, str], State]


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


def page(asked: Asked, listing: Listing, states: States, view: DraftView) -> str:
    """The whole page of one brief."""
    title = view.draft.document.meta.title if view.draft else f"{asked.kind} {asked.id}"
    main = f'{_tools(asked, listing)}<div id="sheet">{fragment(asked, view)}</div>'
    return _frame(asked, listing, states, title, main)


def start_page(asked: Asked, listing: Listing, states: States) -> str:
    """The page before a brief is chosen."""
    problems = problem_list(listing.problems)
    words = "Choose a brief from the list." if listing.briefs else "There is no record to make a brief about yet."
    return _frame(asked, listing, states, "Briefs", f'{problems}<div class="note"><h1>Briefs</h1><p>{words}</p></div>')


def missing_page(asked: Asked, listing: Listing, states: States, words: str) -> str:
    """The page for an address that leads to no brief."""
    main = f'<div class="note"><h1>Nothing here</h1><p>{escape(words)}</p></div>'
    return _frame(asked, listing, states, "Nothing here", main)


def fragment(asked: Asked, view: DraftView) -> str:
    """What changes with each redraw: problems, the brief, and the cards of its notes."""
    parts = [problem_list(view.problems), _banner(view)]
    if view.draft is not None:
        parts += [_facts(asked, view.draft, stale=view.stale), paper(asked, view.draft)]
        parts.append(f'<div id="cards" hidden>{card_list(view.draft.cards, asked.base if asked.desk else "")}</div>')
    body = "".join(parts)
    title = escape(view.draft.document.meta.title if view.draft else f"{asked.kind} {asked.id}")
    state = "stale" if view.stale else "flawed" if view.problems else "good"
    digest = blake2b(body.encode(), digest_size=12).hexdigest()
    data = f'data-digest="{digest}" data-title="{title}" data-problems="{len(view.problems)}"'
    return f'<div id="draft" class="{state}" {data}>{body}</div>'


def navigation(asked: Asked, listing: Listing, states: States) -> str:
    """The list of all briefs by kind, each with its state where it is known."""
    groups = []
    for kind, briefs in groupby(listing.briefs, lambda brief: brief.kind):
        items = "".join(_item(asked, brief, states.get((kind, brief.id))) for brief in briefs)
        groups.append(f'<p class="kind" id="kind-{escape(kind)}">{escape(kind)}</p>')
        groups.append(f'<ul aria-labelledby="kind-{escape(kind)}">{items}</ul>')
    return "".join(groups)


def _item(asked: Asked, brief: ListedBrief, state: State | None) -> str:
    here = (brief.kind, brief.id) == (asked.kind, asked.id)
    current = ' aria-current="page"' if here else ""
    address = replace(asked, kind=brief.kind, id=brief.id).address()
    label = f'<span class="id">{escape(brief.id)}</span>'
    if brief.name != brief.id:
        label += f' <span class="name">{escape(brief.name)}</span>'
    shown = (
        f'<span class="state is-{state.name.lower()}">{state.value}</span>' if state else '<span class="state"></span>'
    )
    return f'<li><a href="{escape(address)}"{current}>{label} {shown}</a></li>'


def _frame(asked: Asked, listing: Listing, states: States, title: str, main: str) -> str:
    base = escape(asked.base)
    here = f"{asked.kind}/{asked.id}" if asked.kind else ""
    return (
        f'{html_head(base, f"{title} – preview", "script.js")}<body data-base="{base}" data-brief="{escape(here)}">'
        '<a class="skip" href="#main">Skip to the brief</a>'
        f'<header class="side"><p class="desk">briefgen <span>{"desk" if asked.desk else "preview"}</span></p>'
        f"{rooms(base, 'briefs') if asked.desk else ''}"
        '<p id="status" role="status" aria-live="polite"></p>'
        '<details id="menu" open><summary>All briefs</summary><nav aria-label="Briefs">'
        '<label class="filter">Find <input id="filter" type="search" autocomplete="off"></label>'
        f'<div id="briefs">{navigation(asked, listing, states)}</div></nav></details></header>'
        f'<main id="main" tabindex="-1">{main}</main>'
        '<aside id="evidence" aria-label="Where it comes from" hidden>'
        '<div id="card"></div><button type="button" id="close">Close <kbd>Esc</kbd></button></aside>'
        "</body></html>\n"
    )


def html_head(base: str, title: str, *scripts: str) -> str:
    """What stands before the body of every page; `base` may stand in an attribute."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" '
        f'content="light dark"><title>{escape(title)}</title>'
        f'<link rel="icon" href="{base}/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{base}/style.css"><link rel="stylesheet" href="{base}/desk.css">'
        + "".join(f'<script src="{base}/{script}" defer></script>' for script in scripts)
        + "</head>"
    )


ROOMS = {
    "sources": ("Sources", "desk/"),
    "briefs": ("Briefs", ""),
    "review": ("Review", "desk/review/"),
    "templates": ("Templates", "desk/templates/"),
    "search": ("Search", "desk/search"),
}


def rooms(base: str, here: str) -> str:
    """The way from each part of the desk to each other."""
    links = "".join(
        f'<a href="{base}/{path}"{" aria-current=page" if name == here else ""}>{label}</a>'
        for name, (label, path) in ROOMS.items()
    )
    return f'<nav class="rooms" aria-label="Desk">{links}</nav>'


def _tools(asked: Asked, listing: Listing) -> str:
    views = "".join(
        f'<a href="{escape(asked.address(view=name))}"{_current(name == asked.view)}>{label}</a>'
        for name, label in VIEWS.items()
    )
    groups = [f'<nav class="switch" aria-label="View">{views}</nav>']
    if len(listing.languages) > 1:
        own = listing.languages[0]
        tongues = "".join(
            f'<a href="{escape(asked.address(language="" if tag == own else tag))}" hreflang="{escape(tag)}"'
            f"{_current(tag == (asked.language or own))}>{escape(tag)}</a>"
            for tag in listing.languages
        )
        groups.append(f'<nav class="switch" aria-label="Language">{tongues}</nav>')
    if asked.view == "page":
        groups.append('<label class="check"><input type="checkbox" id="marks" checked> Marks</label>')
    return f'<div class="tools">{"".join(groups)}</div>'


def _current(here: bool) -> str:
    return ' aria-current="true"' if here else ""


def _banner(view: DraftView) -> str:
    if view.draft is None:
        words = "There is no brief to show yet. It appears here as soon as the problems above are fixed."
    elif view.stale:
        words = "Below is the brief as it was before; it is drawn again as soon as the problems above are fixed."
    elif view.draft.refused:
        words = "This is a draft to look at: as long as there are errors, briefgen writes no file."
    else:
        return ""
    title = "" if view.draft else "<h1>Nothing to show yet</h1>"
    return f'{title}<p class="banner">{words}</p>'


def _facts(asked: Asked, draft: Draft, *, stale: bool) -> str:
    notes = len(draft.document.notes)
    counts = (
        f"{counted(draft.statements, 'statement')} from {counted(draft.sources, 'source')}, in {counted(notes, 'note')}"
    )
    if stale or draft.refused:
        files = "<span>No file while there are errors</span>"
    else:
        files = (
            f'<a href="{escape(asked.address("brief.docx", view=""))}" download>Word file</a> '
            f'<a href="{escape(asked.address("brief.md", view=""))}" download>Markdown file</a>'
        )
    marks = legend(draft.tally) if asked.view == "page" else ""
    return f'<div class="facts-line"><p>{counts}</p><p class="files">{files}</p>{marks}</div>'


def paper(asked: Asked, draft: Draft) -> str:
    """The brief as it is read: a sheet with the marking in its header and footer, or the text of its Markdown."""
    if asked.view == "markdown":
        language = escape(draft.document.meta.language)
        label = "The brief as Markdown"
        source = escape(draft.markdown)
        return f'<pre class="markdown" lang="{language}" role="region" aria-label="{label}" tabindex="0">{source}</pre>'
    meta = draft.document.meta
    running = f"<span>{escape(meta.short_title or meta.title)}</span>"
    marking = f'<span class="marking" data-marking="{escape(meta.marking)}">{escape(meta.marking)}</span>'
    head = f'<div class="running" aria-hidden="true">{running}{marking}</div>'
    foot = f'<div class="running" aria-hidden="true"><span>{escape(meta.author)}</span>{marking}</div>'
    return f'<div class="paper">{head}{draft.page}{foot}</div>'


# --- Small pieces of a page as HTML: problems, cards of notes, the legend. Everything is escaped here ---


MOST_PROBLEMS = 40


def problem_list(problems: Sequence[Problem]) -> str:
    """What is wrong, each with its line and what to do; "" where nothing is."""
    if not problems:
        return ""
    shown = "".join(f"<li>{_problem(problem)}</li>" for problem in problems[:MOST_PROBLEMS])
    more = len(problems) - MOST_PROBLEMS
    rest = f"<p>And {more} more: briefgen check lists them all.</p>" if more > 0 else ""
    title = counted(len(problems), "problem")
    return (
        f'<section class="problems" aria-labelledby="problems"><h2 id="problems">{title}</h2><ul>{shown}</ul>'
        f"{rest}</section>"
    )


def _problem(problem: Problem) -> str:
    d = problem.diagnostic
    parts = [
        f'<p class="what"><strong class="{d.severity}">{str(d.severity).capitalize()}</strong> {escape(d.message)} '
        f"<code>[{escape(d.code)}]</code></p>",
        f'<p class="where"><code>{escape(str(d.location))}</code></p>',
    ]
    if problem.excerpt:
        parts.append(_excerpt(problem.excerpt))
    if d.hint:
        parts.append(f'<p class="hint">Hint: {escape(d.hint)}</p>')
    return "".join(parts)


def _excerpt(excerpt: Excerpt) -> str:
    """The line, and below it a caret under the place; the place is also an element of its own."""
    number = f"{excerpt.line} │ "
    caret = " " * (len(number) + len(excerpt.before)) + "^"
    place, rest = excerpt.behind[:1], excerpt.behind[1:]
    line = f"{escape(excerpt.before)}<mark>{escape(place)}</mark>{escape(rest)}" if place else escape(excerpt.before)
    return f'<pre tabindex="0"><code>{number}{line}\n<span aria-hidden="true">{caret}</span></code></pre>'


def legend(tally: Tally) -> str:
    """The marks that the text below carries, each with its number of sentences; "" where there are none."""
    if not tally:
        return ""
    items = "".join(
        f'<li><span class="remark {remark.name}">{escape(remark.words)}</span> {count}</li>' for remark, count in tally
    )
    return f'<ul class="legend" aria-label="Marks in the text, with the number of sentences">{items}</ul>'


def card_list(cards: Iterable[Card], desk: str = "") -> str:
    """A card for each note, hidden until it is asked for; with a desk, from whose base its facts are linked."""
    return "".join(
        f'<section id="card-{card.number}" class="card"><h2 tabindex="-1">Note {card.number}</h2>'
        f"{''.join(_evidence(one, desk) for one in card.evidence)}</section>"
        for card in cards
    )


def _evidence(evidence: CardEntry, desk: str) -> str:
    parts = []
    source = evidence.source
    if evidence.quote:
        language = f' lang="{escape(source.language)}"' if source and source.language else ""
        parts.append(f"<blockquote{language}>{escape(evidence.quote)}</blockquote>{_verdict(evidence)}")
    elif source:
        parts.append('<p class="verdict none">No words quoted</p>')
    if source:
        parts.append(_source(source, evidence.locator))
    facts = "".join(_fact(fact, desk, source.id if source else "") for fact in evidence.facts)
    return f'{"".join(parts)}<h3>Used for</h3><ul class="facts">{facts}</ul>'


def _verdict(evidence: CardEntry) -> str:
    verdict = Verdict(evidence.verdict) if evidence.verdict else Verdict.UNCHECKED
    day = f" (recorded {escape(evidence.verified_on)})" if evidence.verified_on and verdict is Verdict.VERIFIED else ""
    return f'<p class="verdict {verdict.value}">{VERDICTS[verdict]}{day}</p>'


def _source(source: CitedSource, locator: str) -> str:
    title = f"“{source.title}”" if source.title else ""
    publisher = source.publisher if source.publisher != source.label else ""
    parts = [source.label, title, publisher, source.date or "undated", locator]
    said = ", ".join(escape(part) for part in parts if part)
    lines = [f"<p>{said}</p>"]
    if source.url and link_problem(source.url, source.url) is None:
        lines.append(f'<p><a href="{escape(source.url)}" rel="noopener noreferrer">{escape(source.url)}</a></p>')
    if source.place:
        lines.append(f'<p class="where"><code>{escape(source.place)}</code></p>')
    return f'<div class="source"><h3>Source</h3>{"".join(lines)}</div>'


def _fact(fact: QuotedFact, desk: str, source: str) -> str:
    name = escape(fact.property)
    if desk and fact.id:
        record = "/".join(fact.id.split("/")[:2])
        where = f"source/{source}/?{urlencode({'record': record, 'fact': fact.id})}" if source else f"review/{record}/"
        name = f'<a href="{escape(f"{desk}/desk/{where}")}">{name}</a>'
    basis = f'<br><span class="basis">{escape(fact.basis)}</span>' if fact.basis else ""
    return (
        f'<li><span class="property">{name}</span> {escape(fact.words)}{basis}'
        f'<br><code class="where">{escape(fact.place)}</code></li>'
    )
