"""One person, one organisation, two posts at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefgen.checks.context import Context, texts_of
from briefgen.diagnostics import Diagnostic
from briefgen.model.dates import parse_date
from briefgen.model.schema import BODY, SOMEBODY, keys_leading_to
from briefgen.model.statement import Rank, Record, Statement


def check(context: Context) -> Iterator[Diagnostic]:
    for person in context.base.acting(SOMEBODY):
        for posts in _by_organisation(context, person).values():
            yield from _overlaps(context, posts)


def _by_organisation(context: Context, person: Record) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    schema = context.base.schema
    field = schema[person.kind].fields.get(person.role("posts"))
    bodies = keys_leading_to(schema, field, BODY) if field is not None else ()
    for post in person.values(person.role("posts")):
        organisation = next((post.qualifiers[key] for key in bodies if key in post.qualifiers), None)
        if organisation and "during" in post.qualifiers and post.rank is not Rank.DEPRECATED:
            found.setdefault(organisation, []).append(post)
    return found


def _overlaps(context: Context, posts: list[Statement]) -> Iterator[Diagnostic]:
    """Each post that begins while an earlier one still lasts; a change of post within a day, month or year is none."""
    latest: tuple[date, Statement] | None = None
    for post in sorted(posts, key=lambda p: parse_date(p.qualifiers["during"]).sort_key):
        end = parse_date(post.qualifiers["during"]).bounds()[1]
        if latest is not None and _surely_after(latest[0], post) and _name(post) != _name(latest[1]):
            other = latest[1]
            message = (
                f"the posts {context.show(post.value)} ({post.qualifiers['during']}) and "
                f"{context.show(other.value)} ({other.qualifiers['during']}, line {other.line}) overlap"
            )
            yield Diagnostic(context.place(post), message, "posts-overlap", "correct one of the times")
        if latest is None or end > latest[0]:
            latest = (end, post)


def _surely_after(end: date, post: Statement) -> bool:
    """True where `end` is later than every day on which the post may have begun."""
    start = parse_date(post.qualifiers["during"]).start
    return not isinstance(start, str) and end > start.bounds()[1]


def _name(post: Statement) -> list[str]:
    return sorted(text.casefold() for text in texts_of(post))
