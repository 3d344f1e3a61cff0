"""The pages of the preview: a frame with the list of briefs, and in it one brief in one of its views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from urllib.parse import urlencode

from briefgen.desk.draft import Draft
from briefgen.desk.markup import card_list, legend, problem_list
from briefgen.desk.states import State
from briefgen.desk.studio import DraftView, ListedBrief, Listing
from briefgen.writers.html_inlines import escape

VIEWS = {"page": "As page", "markdown": "As Markdown"}
States = Mapping[tuple[str, str], State]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a brief in a view and a language; `base` is the part of the path with the token."""

    base: str
    kind: str = ""
    id: str = ""
    view: str = "page"
    language: str = ""

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
        parts += [_facts(asked, view.draft, stale=view.stale), _paper(asked, view.draft)]
        parts.append(f'<div id="cards" hidden>{card_list(view.draft.cards)}</div>')
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
    address = Asked(asked.base, brief.kind, brief.id, asked.view, asked.language).address()
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
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" '
        f'content="light dark"><title>{escape(title)} – preview</title>'
        f'<link rel="icon" href="{base}/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{base}/style.css"><script src="{base}/script.js" defer></script></head>'
        f'<body data-base="{base}" data-brief="{escape(here)}">'
        '<a class="skip" href="#main">Skip to the brief</a>'
        '<header class="side"><p class="desk">briefgen <span>preview</span></p>'
        '<p id="status" role="status" aria-live="polite"></p>'
        '<details id="menu" open><summary>All briefs</summary><nav aria-label="Briefs">'
        '<label class="filter">Find <input id="filter" type="search" autocomplete="off"></label>'
        f'<div id="briefs">{navigation(asked, listing, states)}</div></nav></details></header>'
        f'<main id="main" tabindex="-1">{main}</main>'
        '<aside id="evidence" aria-label="Where it comes from" hidden>'
        '<div id="card"></div><button type="button" id="close">Close <kbd>Esc</kbd></button></aside>'
        "</body></html>\n"
    )


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
        f"{_count(draft.statements, 'statement')} from {_count(draft.sources, 'source')}, in {_count(notes, 'note')}"
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


def _paper(asked: Asked, draft: Draft) -> str:
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


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
