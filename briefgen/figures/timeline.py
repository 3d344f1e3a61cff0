"""When things happened, series by series: what is to be shown, and the same in words."""

from __future__ import annotations

from datetime import date

from briefgen.frozen import dataclass

OPEN_START, OPEN_END = date.min, date.max
"""As bounds of an event: open or unknown on that side."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened from `first` to `last`, both inclusive; one day where they are equal.

    Where the date is uncertain the two are its bounds: 1 January to 31 December for a date of which only the
    year is known, `OPEN_START` and `OPEN_END` for one of which nothing is. `label` has the lines to show, the
    first one bold; `when` is the date in words, as a line of its own. A contested event has a `note` that
    says in a few words what is contested.
    """

    label: tuple[str, ...]
    first: date
    last: date
    when: str = ""
    uncertain: bool = False
    contested: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{' '.join(self.label)!r} ends before it begins")


@dataclass(frozen=True, slots=True)
class Lane:
    """The events of one series, in any order; the name may be empty."""

    name: str
    events: tuple[Event, ...]

    def in_order(self) -> tuple[Event, ...]:
        return tuple(sorted(self.events, key=lambda e: (e.first, e.last, e.label, e.when)))


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes from the top down; raises ValueError where there is no event at all or a lane has none."""

    lanes: tuple[Lane, ...]

    def __post_init__(self) -> None:
        if not self.lanes or not all(lane.events for lane in self.lanes):
            raise ValueError("a timeline needs a lane, and each lane an event")

    def events(self) -> tuple[Event, ...]:
        return tuple(event for lane in self.lanes for event in lane.events)


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """Everything the picture and its alternative text say beside the labels.

    `sure`, `uncertain` and `contested` stand in the legend; `uncertain` and `contested` also stand behind an event
    in the alternative text, which begins with the sentence `opening`.
    """

    sure: str
    uncertain: str
    contested: str
    opening: str = ""


def timeline_alternative(timeline: Timeline, words: TimelineWords) -> str:
    """The whole timeline in words: the opening, then lane by lane the events in order of time."""
    lanes = [
        (f"{lane.name}: " if lane.name else "") + "; ".join(_event_in_words(event, words) for event in lane.in_order())
        for lane in timeline.lanes
    ]
    return in_sentences([words.opening, *lanes])


def _event_in_words(event: Event, words: TimelineWords) -> str:
    text = ", ".join(part for part in (*event.label, event.when or _bounds(event)) if part)
    doubts = [words.uncertain] if event.uncertain else []
    if event.contested:
        doubts.append(f"{words.contested}: {event.note}" if event.note else words.contested)
    elif event.note:
        doubts.append(event.note)
    return text + in_brackets("; ".join(doubts))


def _bounds(event: Event) -> str:
    """The date as ISO 8601 has it, where the caller gave no words for it."""
    first = "" if event.first == OPEN_START else event.first.isoformat()
    last = "" if event.last == OPEN_END else event.last.isoformat()
    return first if first == last else f"{first}/{last}"


def in_brackets(text: str) -> str:
    """A text in brackets, to be put behind a word; nothing for no text."""
    return f" ({text})" if text else ""


def in_sentences(parts: list[str]) -> str:
    """The parts of an alternative text as sentences, each closed once."""
    return " ".join(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts if part)
