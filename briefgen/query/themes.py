"""One theme over all records: where it was on the agenda, what was said, called for, agreed and reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from briefgen.facts.factbase import FactBase
from briefgen.facts.origins import independent_origins
from briefgen.frozen import dataclass
from briefgen.model.schema import ASSERTION, SESSION, TOPIC, WORK
from briefgen.model.statement import Rank, Record, Statement
from briefgen.query.about import in_turn, rank_of
from briefgen.query.sessions import by_date, series_of, was_held

# What a sentence does, told apart. Agreed is only what a source calls so.
FUNCTIONS = {
    "called-for": ("call", "support", "principle"),
    "agreed": ("agreement", "decision"),
    "undertaken": ("commitment", "intention"),
    "recognised": ("acknowledgement", "consensus"),
    "not-agreed": ("disagreement", "failure"),
    "reported": ("report", "finding"),
    "feared": ("threat", "concern"),
    "omitted": ("omission",),
}
AGENDA = frozenset({"agenda", "purpose"})
CONTENT = frozenset({"discussion", "outcomes", "programme"})


@dataclass(frozen=True, slots=True)
class Treated:
    """A meeting with something on a theme: what stood on its agenda, and what it discussed and brought.

    `documents` are the points on the theme of its documents, `claims` what was said on it there. Where a meeting has
    these alone, nobody reports that it dealt with the theme itself; nor did one that was not held, or of which it is
    told that the theme was no subject.
    """

    meeting: Record
    agenda: tuple[Statement, ...]
    content: tuple[Statement, ...]
    documents: tuple[Statement, ...] = ()
    claims: tuple[Record, ...] = ()

    @property
    def dealt(self) -> bool:
        told = (*self.agenda, *self.content)
        return was_held(self.meeting) and any(s.qualifiers.get("function") not in FUNCTIONS["omitted"] for s in told)


def rolled_up(base: FactBase, theme: str) -> tuple[str, ...]:
    """The key of a theme and of those that are narrower, as far down as they go."""
    found, todo = dict.fromkeys([theme]), [theme]
    while todo:
        new = [r.key for r in narrower(base, todo.pop()) if r.key not in found]
        found |= dict.fromkeys(new)
        todo += new
    return tuple(found)


def items_of(base: FactBase, theme: str) -> tuple[Statement, ...]:
    """Every sentence tied to the theme or to a narrower one, claims aside, in the order of the base."""
    found: dict[str, Statement] = {}
    for key in rolled_up(base, theme):
        found |= {s.id: s for s in base.referring(key) if key in s.qualifiers.get("themes", ())}
    kept = [s for s in found.values() if s.rank is not Rank.DEPRECATED]
    return tuple(sorted(kept, key=lambda s: (s.subject, s.line, s.column)))


def treated_at(base: FactBase, theme: str) -> tuple[Treated, ...]:
    """The meetings that dealt with the theme, by series and then by date; what is foremost about it stands first."""
    by_subject: dict[str, list[Statement]] = {}
    for item in items_of(base, theme):
        by_subject.setdefault(item.subject, []).append(item)
    said: dict[str, list[Record]] = {}
    for claim in claims_on(base, theme):
        for at in claim.values("at"):
            said.setdefault(str(at.value), []).append(claim)
    own: dict[str, list[str]] = {}  # documents by the meeting that their own records name
    for work in (r for subject in by_subject if base.acts(subject, WORK) and (r := base.record(subject)) is not None):
        for at in work.in_force(work.role("within")):
            own.setdefault(str(at.value), []).append(work.key)
    found = []
    for meeting in sorted(by_date(base.acting(SESSION)), key=lambda m: series_of(m) or "~"):
        items = by_subject.get(meeting.key, [])
        agenda = tuple(i for i in items if i.property in AGENDA)
        content = tuple(sorted((i for i in items if i.property in CONTENT), key=lambda i: _is_aside(i, theme)))
        works = dict.fromkeys(
            [*(str(d.value) for d in meeting.values(meeting.role("works"))), *own.get(meeting.key, ())]
        )
        documents = (i for work in works for i in by_subject.get(work, []))
        points = tuple(i for i in documents if i.property == "points")
        treated = Treated(meeting, agenda, content, points, tuple(said.get(meeting.key, ())))
        if agenda or content or points or treated.claims:
            found.append(treated)
    return tuple(found)


def _is_aside(item: Statement, theme: str) -> bool:
    """Whether the theme is not the first that a sentence is about."""
    return theme not in item.qualifiers.get("themes", ())[:1]


def with_function(base: FactBase, theme: str, group: str) -> tuple[Statement, ...]:
    """The sentences of meetings and documents on the theme that do what the group is named for."""
    wanted = FUNCTIONS[group]
    return tuple(s for s in items_of(base, theme) if s.qualifiers.get("function") in wanted)


def claims_on(base: FactBase, theme: str) -> tuple[Record, ...]:
    """The claims on the theme or a narrower one: what editors ranked first, then as they are written, in turn.

    So what somebody denies stands before the denial.
    """
    wanted = rolled_up(base, theme)
    found = [c for c in base.acting(ASSERTION) if any(s.value in wanted for s in c.values(c.role("topics")))]
    return in_turn(sorted(found, key=lambda c: (rank_of(c), c.file, c.line)))


def documents_on(base: FactBase, theme: str) -> tuple[Record, ...]:
    """The documents about the theme or a narrower one, or with a point on it, by id."""
    keys = {s.subject for key in rolled_up(base, theme) for s in base.referring(key) if base.acts(s.kind, WORK)}
    return base.in_force(sorted(keys))


def background_on(base: FactBase, theme: str) -> tuple[Statement, ...]:
    """What sources add on the theme, in their own voice, apart from any meeting's business."""
    kept = {"background", "observations", "significance"}
    return tuple(s for s in items_of(base, theme) if s.property in kept)


def narrower(base: FactBase, theme: str) -> tuple[Record, ...]:
    """The themes that name this one as broader."""
    keys = {s.subject for s in base.referring(theme) if base.acts(s.kind, TOPIC) and base.plays(s, "parent")}
    return base.in_force(sorted(keys))


@dataclass(frozen=True, slots=True)
class Fullest:
    """The source that most of what is held comes from, and how much of it."""

    source: str
    count: int


def fullest(statements: Iterable[Statement]) -> Fullest | None:
    """The source that stands behind most of the statements, and of as many behind the longer ones; None for nothing."""
    counts, lengths = Counter[str](), Counter[str]()
    for statement in statements:
        for source in dict.fromkeys(c.source for c in statement.citations):
            counts[source] += 1
            lengths[source] += len(str(statement.value).split())
    ranked = sorted(counts, key=lambda s: (counts[s], lengths[s]), reverse=True)
    if not ranked or any((counts[s], lengths[s]) == (counts[ranked[0]], lengths[ranked[0]]) for s in ranked[1:2]):
        return None
    return Fullest(ranked[0], counts[ranked[0]])


@dataclass(frozen=True, slots=True)
class Support:
    """How sentences rest: how many there are, how many on one origin alone, and on which."""

    items: int
    single: int
    by_origin: tuple[tuple[tuple[str, ...], int], ...]


def support(base: FactBase, statements: tuple[Statement, ...]) -> Support:
    """The independent origins behind statements; each entry of `by_origin` has its sources and a count.

    What all sources have from one voice that they name has no other origin, however many they are.
    """
    single: dict[tuple[str, ...], int] = {}
    for statement in statements:
        sources = tuple(dict.fromkeys(c.source for c in statement.citations))
        origins = (sources,) if len(statement.speakers) == 1 else independent_origins(base, sources)
        if len(origins) == 1:
            single[origins[0]] = single.get(origins[0], 0) + 1
    return Support(len(statements), sum(single.values()), tuple(sorted(single.items(), key=lambda e: (-e[1], e[0]))))
