"""The pages of the desk as HTML: sources, one source with its record, the review, templates, search.

Everything that comes from a file is escaped here; what the page's script puts in is made of texts alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from briefgen.desk.findings import FoundFact
from briefgen.desk.marked_source import MarkedSource, SourceParagraph, SourceSentence
from briefgen.desk.pages import html_head, problem_list, rooms
from briefgen.desk.printed import PrintedSentence
from briefgen.desk.studio import ListedBrief, Problem
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import source_key
from briefgen.model.statement import Statement
from briefgen.review.standing import Reviews, Standing
from briefgen.workspace.open_facts import name_of, words_of
from briefgen.workspace.workspace import Workspace
from briefgen.writers.html import escape


def desk_frame(base: str, here: str, title: str, main: str, *, warning: str = "") -> str:
    """A page of the desk around what is in it."""
    base = escape(base)
    scripts = ("desk.js", "templates.js") if here == "templates" else ("desk.js",)
    warned = f'<p class="banner">{escape(warning)}</p>' if warning else ""
    return (
        f'{html_head(base, f"{title} – desk", *scripts)}<body class="bench" data-base="{base}" data-room="{here}">'
        f'<a class="skip" href="#main">Skip to the page</a>'
        f'<header class="side"><p class="desk">briefgen <span>desk</span></p>{rooms(base, here)}'
        f'<p id="status" role="status" aria-live="polite">Ready</p></header>'
        f'<main id="main" tabindex="-1">{warned}{main}</main></body></html>\n'
    )


# --- sources ---


def sources_page(
    workspace: Workspace, rows: Sequence[tuple[str, MarkedSource | None]], problems: Sequence[Problem]
) -> str:
    """Every source with how much of it is recorded."""
    body = "".join(_source_row(workspace, id_, marked) for id_, marked in rows)
    table = (
        '<div class="table"><table class="list"><thead><tr><th scope="col">Source</th><th scope="col">Recorded</th>'
        f'<th scope="col">Quotes</th></tr></thead><tbody>{body}</tbody></table></div>'
        if rows
        else '<p class="note">There is no source yet.</p>'
    )
    return f"<h1>Sources</h1>{problem_list(problems)}{table}{_ADD}"


_ADD = (
    '<form id="add" class="adding" autocomplete="off"><h2>Add a source</h2>'
    '<p class="help">A page by its address, a file '
    "(HTML, PDF, Word, mail, transcript, text), or the text itself. The archive keeps the bytes and the place of every "
    "word.</p>"
    '<div class="field"><label for="add-address">Address</label><input id="add-address" type="url" '
    'placeholder="https://"></div>'
    '<div class="field"><label for="add-file">or a file</label><input id="add-file" type="file"></div>'
    '<div class="field"><label for="add-text">or its text</label><textarea id="add-text" rows="4"></textarea></div>'
    '<div class="field"><label for="add-id">Id (left out: one is proposed)</label><input id="add-id"></div>'
    '<p class="fault" role="alert"></p><div class="buttons"><button type="submit">Add it</button></div></form>'
)


def _source_row(workspace: Workspace, id_: str, marked: MarkedSource | None) -> str:
    name = escape(name_of(workspace, source_key(id_)))
    label = f'<a href="source/{escape(id_)}/">{name}</a> <span class="name">{escape(id_)}</span>'
    if marked is None:
        return f'<tr><th scope="row">{label}</th><td>no archived text here</td><td></td></tr>'
    astray = f'<span class="bad">{len(marked.astray)} not found</span>' if marked.astray else "all found"
    return f'<tr><th scope="row">{label}</th><td>{meter(marked)}</td><td>{astray}</td></tr>'


def meter(marked: MarkedSource) -> str:
    """How much of a source is recorded, as a bar and in words."""
    return (
        f'<meter min="0" max="{max(marked.sentences, 1)}" value="{marked.used}" aria-hidden="true"></meter> '
        f'<span class="tally">{marked.tally}</span>'
    )


def source_page(workspace: Workspace, marked: MarkedSource, record: str) -> str:
    """A source on the left, the record that it is read for on the right, the sentences of briefs below."""
    key = source_key(marked.id)
    about = workspace.facts.base.record(key)
    said = [str(s.value) for name in ("title", "published", "url") for s in (about.values(name) if about else ())]
    head = "".join(f"<span>{escape(word)}</span>" for word in said)
    tag = escape(next((str(s.value) for s in (about.values("language") if about else ())), ""))
    return (
        f'<div class="workplace" data-source="{escape(marked.id)}" data-record="{escape(record)}">'
        f'<section class="reading" aria-labelledby="title"><h1 id="title">{escape(name_of(workspace, key))}</h1>'
        f'<p class="meta">{head}</p><div class="bar"><span id="tally">{meter(marked)}</span>'
        '<label class="check"><input type="checkbox" id="unused"> Only what is not used</label>'
        '<button type="button" class="quiet change" id="propose">Propose what rules read</button></div>'
        '<p class="keys" id="keys">Select words with the mouse, or move with the arrow keys, hold Shift to take more, '
        "S for the whole sentence, N for the next one not used, P for the next proposal, Enter to record, C to change "
        "what rests on the words.</p>"
        f'<div class="sheets{" pictured" if marked.is_pictured else ""}"><div id="text" tabindex="0" role="group" '
        f'aria-label="Archived text" aria-describedby="keys"'
        f"{f' lang={tag}' if tag else ''}>{''.join(map(_paragraph, marked.paragraphs))}</div>"
        f"{_picture(marked)}</div>{_astray(marked)}</section>"
        '<section class="recording" aria-labelledby="recording"><h2 id="recording">Record</h2>'
        '<p id="chosen" class="chosen" aria-live="polite">No words selected yet.</p>'
        '<div id="form"></div><div id="proposals"></div><div id="bears"></div></section>'
        '<section class="printed" aria-labelledby="printed"><h2 id="printed">In the briefs</h2>'
        '<div id="sentences"><p class="where">The sentences of briefs that print a value appear here.</p></div>'
        "</section></div>"
    )


def _picture(marked: MarkedSource) -> str:
    """The page that is read, as a picture, where the original has pages; the script says which one it is."""
    if not marked.is_pictured:
        return ""
    pages = max(p.place.page for p in marked.paragraphs) if marked.paragraphs else 1
    return (
        f'<figure id="sheet" data-pages="{max(pages, 1)}"><figcaption><button type="button" class="quiet" '
        'data-step="-1">Page before</button> <span class="page">p. 1</span> <button type="button" class="quiet" '
        'data-step="1">Next page</button></figcaption><p class="fault" role="status"></p><a href="#sheet" '
        'target="_blank" rel="noopener"><img alt="Page 1 of the original"></a></figure>'
    )


def text_of_source(marked: MarkedSource) -> str:
    """The archived text alone, for a page that is drawn anew."""
    return "".join(map(_paragraph, marked.paragraphs))


def _paragraph(paragraph: SourceParagraph) -> str:
    place = paragraph.place
    page = f"p. {place.page} " if place.page else ""
    said = f"{page}{place.time or f'¶ {place.paragraph}'}"
    sentences = " ".join(map(_sentence, paragraph.sentences))
    read = " <abbr title='read off a picture by a program: compare it'>OCR</abbr>" if place.ocr else ""
    shown = f' data-page="{place.page}"' if place.page else ""
    return f'<p class="passage"{shown}><span class="place">{escape(said)}{read}</span>{sentences}</p>'


def _sentence(sentence: SourceSentence) -> str:
    state = "furniture" if not sentence.counts else "used" if sentence.is_used else "unused"
    inner = "".join(
        f'<mark data-facts="{escape(" ".join(piece.facts))}">{escape(piece.text)}</mark>'
        if piece.facts
        else escape(piece.text)
        for piece in sentence.pieces
    )
    return f'<span class="sentence {state}">{inner}</span>'


def _astray(marked: MarkedSource) -> str:
    if not marked.astray:
        return ""
    rows = "".join(
        f"<li>“{escape(c.citation.quote)}” <code>{escape(c.statement.id)}</code></li>" for c in marked.astray
    )
    return f'<div class="astray"><h2>Quotes that do not stand in this text</h2><ul>{rows}</ul></div>'


def facts_list(workspace: Workspace, reviews: Reviews, statements: Iterable[Statement]) -> str:
    """Facts one below the other, each with its value, its passages, how it stands, and where it is written."""
    items = "".join(_fact(workspace, reviews, s) for s in statements)
    return f'<ul class="facts">{items}</ul>' if items else '<p class="where">Nothing is recorded here yet.</p>'


def _fact(workspace: Workspace, reviews: Reviews, statement: Statement) -> str:
    record = workspace.facts.base.records[statement.subject]
    standing = reviews.of(statement).standing if reviews.concerns(statement) else Standing.OPEN
    quotes = "".join(f"<q>{escape(c.quote)}</q>" for c in statement.citations if c.quote)
    id_, name, said = (escape(w) for w in (statement.id, statement.property, words_of(workspace, statement)))
    return (
        f'<li data-id="{id_}"><span class="property">{name}</span> {said} '
        f"<span class='standing is-{standing}'>{standing}</span><span class=\"quotes\">{quotes}</span>"
        f'<button type="button" class="quiet change" data-fact="{id_}">Change'
        f'<span class="aloud"> {name}: {said}</span></button> '
        f'<button type="button" class="quiet change lines" data-id="{id_}">Where printed'
        f'<span class="aloud">: {name}: {said}</span></button> '
        f'<code class="where">{escape(f"{record.file}:{statement.line}")}</code></li>'
    )


def findings_list(found: Sequence[Diagnostic], file: str) -> str:
    """What `briefgen check` says of a record's file, each at its line; "" where it says nothing."""
    rows = "".join(
        f'<li><strong class="{d.severity}">{escape(str(d.severity).capitalize())}</strong> {escape(d.message)}'
        f'{f" <span class=help>{escape(d.hint)}</span>" if d.hint else ""} <code class="where">'
        f"{f'line {d.location.line}' if d.location.file == file else escape(str(d.location))}</code></li>"
        for d in found
    )
    return f'<ul class="findings">{rows}</ul>' if rows else ""


def brief_sentences(base: str, found: Iterable[tuple[ListedBrief, Sequence[PrintedSentence]]]) -> str:
    """The sentences of each brief that print a value, each leading to what it prints."""
    parts = []
    for brief, sentences in found:
        address = f"{escape(base)}/brief/{escape(brief.kind)}/{escape(brief.id)}/"
        link = f'<a href="{address}">{escape(brief.kind)} {escape(brief.name)}</a>'
        said = "".join(f"<li>{escape(one.text)} {''.join(map(_opening, one.statements))}</li>" for one in sentences)
        parts.append(f"<h3>{link}</h3><ul>{said}</ul>")
    return "".join(parts) or '<p class="where">No brief prints it.</p>'


def _opening(statement: Statement) -> str:
    name = escape(statement.property)
    return f'<button type="button" class="quiet change" data-fact="{escape(statement.id)}">Change {name}</button> '


def printing_lines(base: str, found: Iterable[tuple[ListedBrief, list[tuple[str, int]]]]) -> str:
    """The lines of templates that print a statement, each leading to its place in the template."""
    base, parts = escape(base), []
    for brief, places in found:
        address = f"{base}/desk/templates/{escape(brief.kind)}/"
        asked = [(escape(urlencode({"file": file, "line": line})), escape(f"{file}:{line}")) for file, line in places]
        links = "".join(f'<li><a href="{address}?{query}">{words}</a></li>' for query, words in asked)
        parts.append(f"<h3>{escape(brief.kind)} {escape(brief.name)}</h3><ul>{links}</ul>")
    return "".join(parts) or '<p class="where">No template prints it.</p>'


# --- search ---


def search_page(
    base: str,
    words: str,
    facts: Sequence[FoundFact],
    passages: Sequence[tuple[str, str]],
    briefs: Sequence[ListedBrief],
    sentences: Sequence[tuple[ListedBrief, Sequence[PrintedSentence]]] = (),
    left: int = 0,
) -> str:
    """What was found in facts, sources and briefs; `left` briefs were not looked through yet."""
    base = escape(base)
    form = (
        f'<h1>Search</h1><form id="search" role="search" action="{base}/desk/search"><label>Words '
        f'<input type="search" name="q" value="{escape(words)}"></label> <button type="submit">Search</button></form>'
    )
    if not words:
        return f'{form}<p class="where">Searches facts, archived sources, and the names and sentences of briefs.</p>'
    said = "".join(
        f'<li><a class="property" href="{_at(base, f.id)}">{escape(f.record)} {escape(f.property)}</a> '
        f"{escape(f.words)} "
        + "".join(
            f'<a href="{base}/desk/source/{escape(s)}/?{urlencode({"fact": f.id})}">{escape(s)}</a> ' for s in f.sources
        )
        + f'<a href="{base}/desk/review/{escape(f.record)}/#{escape(f.id)}">review</a></li>'
        for f in facts
    )
    read = "".join(
        f'<li><a href="{base}/desk/source/{escape(source)}/">{escape(source)}</a> … {escape(text)} …</li>'
        for source, text in passages
    )
    made = "".join(
        f'<li><a href="{base}/brief/{escape(b.kind)}/{escape(b.id)}/">{escape(b.kind)} {escape(b.name)}</a></li>'
        for b in briefs
    )
    told = "".join(
        f'<h3><a href="{base}/brief/{escape(b.kind)}/{escape(b.id)}/">{escape(b.kind)} {escape(b.name)}</a></h3>'
        f'<ul class="found">{"".join(_said(base, one) for one in found)}</ul>'
        for b, found in sentences
    )
    rest = f'<p class="where">{left} briefs were not looked through yet: search again.</p>' if left else ""
    none = '<p class="where">None.</p>'
    return (
        f"{form}<h2>Facts</h2>{f'<ul class=found>{said}</ul>' if said else none}"
        f"<h2>Sources</h2>{f'<ul class=found>{read}</ul>' if read else none}"
        f"<h2>Briefs</h2>{f'<ul class=found>{made}</ul>' if made else none}"
        f"<h2>In the words of briefs</h2>{told or none}{rest}"
    )


def _said(base: str, one: PrintedSentence) -> str:
    """A sentence of a brief that leads to each of its facts, with their passages and sources."""
    links = " ".join(
        f'<a class="property" href="{_at(base, s.id)}">{escape(s.subject)} {escape(s.property)}</a>'
        for s in one.statements
    )
    return f"<li>{escape(one.text)} {links}</li>"


def _at(base: str, id_: str) -> str:
    """The address of a fact with its passage and source; `base` is escaped."""
    return f"{base}/desk/at/?{escape(urlencode({'fact': id_}))}"


# --- a record that is read for no source ---


def record_page(workspace: Workspace, key: str, facts: str) -> str:
    """A record alone, for what no archived text bears: its facts on the left, its form on the right."""
    return (
        f'<div class="workplace" data-source="" data-record="{escape(key)}">'
        f'<section class="reading" aria-labelledby="title"><h1 id="title">{escape(name_of(workspace, key))}</h1>'
        f'<p class="meta"><code>{escape(key)}</code></p>{facts}</section>'
        '<section class="recording" aria-labelledby="recording"><h2 id="recording">Record</h2>'
        '<div id="form"></div></section>'
        '<section class="printed" aria-labelledby="printed"><h2 id="printed">In the briefs</h2>'
        '<div id="sentences"><p class="where">The sentences of briefs that print a value appear here.</p></div>'
        "</section></div>"
    )
