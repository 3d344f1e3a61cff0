"""The pages of the review: what is open, and one record with its statements beside their passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from briefgen.desk.marked_source import passage_in_text
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import source_key
from briefgen.model.statement import Citation
from briefgen.review.standing import Reviewed, Reviews, Standing
from briefgen.workspace.open_facts import name_of, words_of
from briefgen.workspace.workspace import Workspace
from briefgen.writers.html import escape

ELIDED = "[…]"


def review_page(reviews: Reviews, who: str) -> str:
    """The records in which something is open."""
    counts = ", ".join(f"{n} {standing}" for standing, n in reviews.counts.items())
    rows = []
    by_record: dict[str, list[Reviewed]] = {}
    for one in reviews.all:
        by_record.setdefault(one.statement.subject, []).append(one)
    for key, found in by_record.items():
        left = sum(one.standing is not Standing.APPROVED for one in found)
        if left:
            name = escape(name_of(reviews.workspace, key))
            label = f'<a href="{escape(key)}/">{name}</a> <span class="name">{escape(key)}</span>'
            rows.append(f'<tr><th scope="row">{label}</th><td>{left} of {len(found)} left</td></tr>')
    table = (
        '<div class="table"><table class="list"><thead><tr><th scope="col">Record</th><th scope="col">To look at</th>'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    me = f"You are {escape(who)}." if who else "Nobody knows who you are: start the desk with --by NAME."
    return f'<h1>Review</h1><p class="meta">{me} {escape(counts)}.</p>{table}'


def review_record(
    base: str, reviews: Reviews, key: str, who: str, said: Mapping[str, Sequence[str]], found: Sequence[Diagnostic] = ()
) -> str:
    """One record for the second pair of eyes: statement, passage and source side by side.

    `said` are the sentences of its brief in which each statement is printed, by its id; `found` is what a check says of
    its file, shown with the statement whose line it is about.
    """
    record = reviews.base.records[key]
    at: dict[str, list[Diagnostic]] = {}
    statements = [one.statement for one in reviews.record(record)]
    for d in found:
        for s in [s for s in statements if (s.line, s.column) == (d.location.line, d.location.column)][:1]:
            at.setdefault(s.id, []).append(d)
    items = "".join(
        _to_review(base, reviews, one, said.get(one.statement.id, ()), at.get(one.statement.id, ()))
        for one in reviews.record(record)
    )
    me = f"You are {escape(who)}." if who else "Nobody knows who you are: start the desk with --by NAME."
    return (
        f'<h1>{escape(name_of(reviews.workspace, key))}</h1><p class="meta"><code>{escape(key)}</code> {me} '
        f'<a href="{escape(base)}/desk/review/">All records</a></p><ol class="statements">{items}</ol>'
    )


def _to_review(
    base: str, reviews: Reviews, one: Reviewed, sentences: Sequence[str], found: Sequence[Diagnostic]
) -> str:
    statement = one.statement
    said = escape(words_of(reviews.workspace, statement))
    passages = "".join(
        f"<blockquote>{_in_text(reviews.workspace, c)}</blockquote><p class='where'>"
        f'<a href="{escape(base)}/desk/source/{escape(c.source)}/?{urlencode({"fact": statement.id})}">'
        f"{escape(reviews.base.label(source_key(c.source)))}</a> {escape(reviews.place(statement, c))}</p>"
        for c in statement.citations
    )
    opinions = "".join(
        f"<li>{escape(o.by)} {o.verdict} on {escape(o.on)}{f': {escape(o.word)}' if o.word else ''}</li>"
        for o in one.opinions
    )
    printed = "".join(f'<p class="printed-as">{escape(words)}</p>' for words in dict.fromkeys(sentences))
    id_, why = escape(statement.id), f'<p class="why">{escape(one.why)}</p>' if one.why else ""
    name = escape(statement.property)
    told = "".join(f'<p class="told {d.severity}">{escape(d.message)}</p>' for d in found)
    return (
        f'<li class="statement" id="{id_}"><div class="says"><h2><span class="property">{name}</span> '
        f'<span class="standing is-{one.standing}">{one.standing}</span></h2><p>{said}</p>{why}'
        f'{told}{printed}<ul class="opinions">{opinions}</ul></div>'
        f'<div class="passages">{passages or "<p>No passage.</p>"}</div>'
        f'<div class="decide" data-statement="{id_}"><button type="button" class="approve">Approve'
        f'<span class="aloud"> {name}: {said}</span></button><label>Word <input class="word" autocomplete="off">'
        f'</label><button type="button" class="object">Object<span class="aloud"> to {name}: {said}</span></button>'
        '<p class="answer" role="status"></p></div></li>'
    )


def _in_text(workspace: Workspace, citation: Citation) -> str:
    """The words quoted, with those around them where they stand, so that what is left out is seen."""
    if not citation.quote:
        return "No words quoted."
    found = passage_in_text(workspace, citation.source, citation.quote)
    if found is None:
        return f'{escape(citation.quote)} <strong class="bad">These words were not found in the archived text.</strong>'
    around = f"{escape(found.before)}<mark>{escape(found.words)}</mark>{escape(found.behind)}"
    return around if ELIDED not in citation.quote else f"{around}<br>Quoted as: {escape(citation.quote)}"
