"""One theme over all records: where it was on the agenda, what was said, called for, agreed and reported."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.facts.factbase import FactBase
from briefgen.facts.origins import independent_origins
from briefgen.model.statement import Rank, Record, Statement
from briefgen.query.sessions import by_date, series_of

# What a sentence does, told apart. Agreed is only what a source calls so.
FUNCTIONS = {
    "called-for": ("call", "support", "principle"),
    "agreed": ("agreement", "decision"),
    "undertaken": ("commitment", "intention"),
    "recognised": ("acknowledgement", "consensus"),
    "not-agreed": ("disagreement", "failure"),
    "reported": ("report", "finding"),
    "feared": ("threat", "concern"),
}
AGENDA = frozenset({"agenda", "purpose"})
CONTENT = frozenset({"discussion", "outcomes", "programme"})


@dataclass(frozen=True, slots=True)
class Treated:
    """A meeting that dealt with a theme: what stood on its agenda, and what it discussed and brought."""

    meeting: Record
    agenda: tuple[Statement, ...]
    content: tuple[Statement, ...]


def items_of(base: FactBase, theme: str) -> tuple[Statement, ...]:
    """Every sentence tied to the theme, claims aside, in the order of the base."""
    found = [s for s in base.referring(theme) if theme in s.qualifiers.get("themes", ())]
    return tuple(s for s in found if s.rank is not Rank.DEPRECATED)


def treated_at(base: FactBase, theme: str) -> tuple[Treated, ...]:
    """The meetings that dealt with the theme, by series and then by date."""
    by_subject: dict[str, list[Statement]] = {}
    for item in items_of(base, theme):
        by_subject.setdefault(item.subject, []).append(item)
    meetings = [m for m in by_date(base.of_kind("meeting")) if m.key in by_subject]
    found = []
    for meeting in sorted(meetings, key=lambda m: series_of(m) or "~"):
        items = by_subject[meeting.key]
        agenda = tuple(i for i in items if i.property in AGENDA)
        content = tuple(i for i in items if i.property in CONTENT)
        if agenda or content:
            found.append(Treated(meeting, agenda, content))
    return tuple(found)


def with_function(base: FactBase, theme: str, group: str) -> tuple[Statement, ...]:
    """The sentences of meetings and documents on the theme that do what the group is named for."""
    wanted = FUNCTIONS[group]
    return tuple(s for s in items_of(base, theme) if s.qualifiers.get("function") in wanted)


def claims_on(base: FactBase, theme: str) -> tuple[Record, ...]:
    """The claims on the theme, by speaker and id."""
    found = [c for c in base.of_kind("claim") if any(s.value == theme for s in c.values("themes"))]
    return tuple(sorted(found, key=lambda c: (str(c.values("said_by")[0].value), c.id)))


def documents_on(base: FactBase, theme: str) -> tuple[Record, ...]:
    """The documents about the theme, or with a point on it, by id."""
    keys = {s.subject for s in base.referring(theme) if s.kind == "document"}
    return tuple(r for key in sorted(keys) if (r := base.record(key)) is not None and not r.deprecated)


def background_on(base: FactBase, theme: str) -> tuple[Statement, ...]:
    """What sources add on the theme, in their own voice, apart from any meeting's business."""
    kept = {"background", "observations", "significance"}
    return tuple(s for s in items_of(base, theme) if s.property in kept)


def narrower(base: FactBase, theme: str) -> tuple[Record, ...]:
    """The themes that name this one as broader."""
    keys = {s.subject for s in base.referring(theme) if s.kind == "theme" and s.property == "broader"}
    return tuple(r for key in sorted(keys) if (r := base.record(key)) is not None and not r.deprecated)


@dataclass(frozen=True, slots=True)
class Support:
    """How sentences rest: how many there are, how many on one origin alone, and on which."""

    items: int
    single: int
    by_origin: tuple[tuple[tuple[str, ...], int], ...]


def support(base: FactBase, statements: tuple[Statement, ...]) -> Support:
    """The independent origins behind statements; each entry of `by_origin` has its sources and a count."""
    single: dict[tuple[str, ...], int] = {}
    for statement in statements:
        origins = independent_origins(base, dict.fromkeys(c.source for c in statement.citations))
        if len(origins) == 1:
            single[origins[0]] = single.get(origins[0], 0) + 1
    return Support(len(statements), sum(single.values()), tuple(sorted(single.items(), key=lambda e: (-e[1], e[0]))))
