"""Small pieces of a page as HTML: problems, cards of notes, the legend. Everything is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.checks.verification import Verdict
from briefgen.desk.evidence import VERDICTS, Card, CardEntry, CitedSource, QuotedFact
from briefgen.desk.excerpts import Excerpt
from briefgen.desk.remarks import Tally
from briefgen.desk.studio import Problem
from briefgen.document.links import link_problem
from briefgen.writers.html_inlines import escape

MOST_PROBLEMS = 40


def problem_list(problems: Sequence[Problem]) -> str:
    """What is wrong, each with its line and what to do; "" where nothing is."""
    if not problems:
        return ""
    shown = "".join(f"<li>{_problem(problem)}</li>" for problem in problems[:MOST_PROBLEMS])
    more = len(problems) - MOST_PROBLEMS
    rest = f"<p>And {more} more: briefgen check lists them all.</p>" if more > 0 else ""
    title = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
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


def card_list(cards: Iterable[Card]) -> str:
    """A card for each note, hidden until it is asked for."""
    return "".join(
        f'<section id="card-{card.number}" class="card"><h2 tabindex="-1">Note {card.number}</h2>'
        f"{''.join(map(_evidence, card.evidence))}</section>"
        for card in cards
    )


def _evidence(evidence: CardEntry) -> str:
    parts = []
    source = evidence.source
    if evidence.quote:
        language = f' lang="{escape(source.language)}"' if source and source.language else ""
        parts.append(f"<blockquote{language}>{escape(evidence.quote)}</blockquote>{_verdict(evidence)}")
    elif source:
        parts.append('<p class="verdict none">No words quoted</p>')
    if source:
        parts.append(_source(source, evidence.locator))
    facts = "".join(map(_fact, evidence.facts))
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


def _fact(fact: QuotedFact) -> str:
    basis = f'<br><span class="basis">{escape(fact.basis)}</span>' if fact.basis else ""
    return (
        f'<li><span class="property">{escape(fact.property)}</span> {escape(fact.words)}{basis}'
        f'<br><code class="where">{escape(fact.place)}</code></li>'
    )
