"""News as a template sees them: `brief.news`, for `_parts/news.md.j2`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.briefs.news import Dispute, Fact, News
from briefgen.facts.factbase import in_language
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import Missing, StatementValue, Value


def news_view(scope: Scope, found: Sequence[News], issue: int) -> dict[str, object]:
    """The news since an issue, by number: each with its sort, what it is about, and the values that were and are.

    What is still on record, deprecated values too, carries its note; what is not, such as a value that was taken
    out of the facts, is printed in the words of the issue without one.
    """
    return {"issue": Value(str(issue), raw=issue), "entries": tuple(_entry(scope, news) for news in found)}


def _entry(scope: Scope, news: News) -> dict[str, object]:
    return {
        "sort": str(news.sort),
        "about": _about(scope, news),
        "property": scope.word("property", news.property),
        "was": _values(scope, news.was),
        "now": _values(scope, news.now),
        "values": _disputed(news.dispute),
        "why": _why(scope, news.was),
    }


def _about(scope: Scope, news: News) -> object:
    """The name of the subject; nothing for a record that is its text, such as a gap."""
    record = scope.base.record(news.subject)
    if record and scope.base.schema[record.kind].label == news.property:
        return Missing(f"{news.subject}: a name")
    return Value(scope.label(news.subject))


def _values(scope: Scope, facts: Iterable[Fact]) -> tuple[Value, ...]:
    known = {s.id: s for f in facts if (r := scope.base.record(f.subject)) for s in r.values(f.property)}
    return tuple(StatementValue(scope, known[f.id]) if f.id in known else Value(f.words) for f in facts)


def _disputed(dispute: Dispute | None) -> tuple[Value, ...]:
    return tuple(Value(words) for words in dispute.values) if dispute else ()


def _why(scope: Scope, facts: Iterable[Fact]) -> object:
    """Why a value was deprecated, where that is on record."""
    for fact in facts:
        record = scope.base.record(fact.subject)
        for statement in record.values(fact.property) if record else ():
            if statement.id == fact.id and (statement.rank == "deprecated" or (record and record.deprecated)):
                words = statement.why or (record.deprecated if record else {})
                if words:
                    return Value(in_language(words, scope.locale.tag), scope.mark(statement), (statement.id,))
    return Missing("the reason")
