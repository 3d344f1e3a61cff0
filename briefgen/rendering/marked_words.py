"""The words of facts with marks behind them: a mark in a text stands for what the words before it rest on."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.document.joining import MARK
from briefgen.document.nodes import Meaning, TemplateNote, Text, Use
from briefgen.document.sentences import without_stop
from briefgen.facts.caveats import Caveat, Caveats, Owed
from briefgen.facts.factbase import FactBase
from briefgen.language.cldr import Locale
from briefgen.language.phrases import phrase
from briefgen.model import schema
from briefgen.model.statement import Origin, Record, Statement
from briefgen.rendering.catalogue import Translation
from briefgen.rendering.views import Missing, Value, Whole
from briefgen.rendering.wording import Remarks, Wording


class MarkedWords(Wording):
    """The words of facts, and the marks given out for them so far: `marks` has what each means, in order.

    `caveats` knows what each statement owes.
    """

    def __init__(
        self, base: FactBase, locale: Locale, translation: Translation | None = None, caveats: Caveats | None = None
    ) -> None:
        super().__init__(base, locale, translation)
        self.remarks = Remarks(self, caveats or Caveats(base, lambda *_: ()))
        self.marks: list[Meaning] = []
        self._numbers: dict[Meaning, int] = {}
        self._given: dict[tuple[int, str], tuple[Statement, str]] = {}
        self._how = ""

    def mark(self, statement: Statement, how: str = "") -> str:
        """The mark of a statement; "" where it needs no note, such as the name of a theme. `how` is that of a `Use`."""
        self.looked.statements[statement.id] = None
        given = self._given.get((id(statement), how or self._how))
        if given is None:
            given = self._given[id(statement), how or self._how] = statement, self._mark(statement, how or self._how)
        return given[1]

    def _mark(self, statement: Statement, how: str) -> str:
        if not needs_note(self.base, statement):  # the desk's own words say so all the same
            return self._marked(Use(statement.id, "named")) if self.remarks.owed(statement.id) else ""
        return self._marked(Use(statement.id, how) if how else statement.id)

    def mention(self, key: str, how: str = "named") -> str:
        """The mark of a record that is named without a statement of its own; "" where that owes nothing."""
        return self._marked(Use(key, how)) if self.remarks.owed(key) else ""

    def named_as(self, key: str, status: str) -> str:
        """The mark of a record that is not named without its status: a party that no list of a meeting names."""
        return self._marked(Use(key, f"named {status}"))

    def note(self, text: str) -> str:
        """The mark of a note in the program's own words, for what no statement bears any more."""
        return self._marked(TemplateNote((Text(text),)))

    def _marked(self, meaning: Meaning) -> str:
        number = self._numbers.get(meaning)
        if number is None:
            number = self._numbers[meaning] = len(self.marks)
            self.marks.append(meaning)
        return chr(MARK + number)

    def marked_anew(self, marks: str, how: str = "", file: str = "", line: int = 0) -> str:
        """Marks of the same statements, used otherwise or at a known place."""
        return "".join(self._anew(self.marks[ord(mark) - MARK], how, file, line) for mark in marks)

    def _anew(self, meaning: Meaning, how: str, file: str, line: int) -> str:
        if isinstance(meaning, TemplateNote):
            return self._marked(meaning)
        old = Use(meaning) if isinstance(meaning, str) else meaning
        if how and old.how.startswith("named"):
            return ""
        return self._marked(Use(old.of, how or old.how, old.file or file, old.line or line))

    def at_place(self, text: str, file: str, line: int) -> str:
        """Printed text whose marks know the line of the template that prints them."""
        if not any(ord(c) >= MARK for c in text):
            return text
        return "".join(self.marked_anew(c, "", file, line) if ord(c) >= MARK else c for c in text)

    def joined(self, text: str, values: Sequence[Value], raw: object = None, *, whole: bool = False) -> Value:
        """A value made from others, resting on all they rest on: a count, a status.

        A `whole` text carries its marks at its end only, not behind each of its sentences.
        """
        statements = tuple(dict.fromkeys(s for v in values for s in v.statements))
        marks = "".join(dict.fromkeys(m for v in values for m in v.marks))
        if isinstance(raw, int):
            return Value(text, self.marked_anew(marks, "counted"), statements, raw)
        if whole:  # the desk's own text about these values, whose caveats are not its own
            return Whole(text, self.marked_anew(marks, "weighed"), statements, text if raw is None else raw)
        return Value(text, marks, statements, text if raw is None else raw)

    def tally(self, rows: int, contested: int, values: Sequence[Value]) -> Value:
        """How many there are of what rests on values, several each perhaps; it says how many of them are contested."""
        counted = self.joined(str(rows), values, rows)
        number = contested if contested < rows else 0  # where all are, what is counted says so itself
        return Value(str(rows), self.marked_anew(counted.marks, f"weighed {number}"), counted.statements, rows)

    # --- what is owed, in words ---

    def caveat(self, statement: Statement) -> Value:
        """All that a value owes, in words whose printing pays it; an empty text where it owes nothing."""
        words = self.remarks.all_of(statement.id)
        others = [self.base.statement(id_) for c in self.remarks.owed(statement.id) for id_ in _named_in(c)]
        marks = "".join(self.mark(other) for other in others)
        return Value(words, marks + self.mark(statement, "said") if words else "", tuple(o.id for o in others))

    def caveat_of(self, key: str) -> Value:
        """What a mention of a record owes; of a claim, whose it is."""
        record = self.base.record(key)
        says = record.values("says") if record is not None and self.base.acts(record.kind, schema.ASSERTION) else ()
        if says:
            return self.caveat(says[0])
        words = self.remarks.all_of(key)
        return Value(words, self.mention(key, "said") if words else "")

    def claim_in_words(self, record: Record) -> object:
        """A claim with its speaker: The head of the office, Director, said on 3 March that …"""
        says = record.values("says")
        if not says:
            return Missing(f"{record.key}: in_words")
        owed = next((c for c in self.remarks.owed(says[0].id) if c.owed is Owed.CLAIM), None)
        assert owed is not None
        who = self.locale.listing([self.in_prose(key) for key in owed.speakers])
        said = without_stop(self.plain(says[0]))
        parts = [*record.values("said_by"), says[0]]
        if capacity := self.remarks.capacity(owed):
            who = phrase(self.locale, "speaker-with-post", who, capacity)
            parts.append(record.values("capacity")[0])
        verb, when = record.values("verb"), record.values("on") or record.values("on_stated")
        words = [who]
        if verb:
            words.append(self.plain(verb[0]))
        if when:
            day = self.plain(when[0])
            words.append(phrase(self.locale, "on-day", day) if when[0].property == "on" else day)
        name = f"{'verb' if verb else 'said'}-{'when-that' if when else 'that'}"
        text = phrase(self.locale, name, *words, said)
        parts.extend((*verb[:1], *when[:1]))
        marks = "".join(dict.fromkeys(self.mark(s) for s in parts))
        return Value(text[:1].upper() + text[1:], marks, tuple(s.id for s in parts), record.key)


def _named_in(caveat: Caveat) -> tuple[str, ...]:
    """The statements whose values stand in the words of a caveat."""
    if caveat.owed is Owed.CLAIM:
        return (*caveat.statements, *filter(None, (caveat.capacity,)))
    return caveat.statements if caveat.owed is Owed.OTHERS else ()


def needs_note(base: FactBase, statement: Statement) -> bool:
    """False for the desk's own ordering and vocabulary, and for what a source's record says of the source."""
    if statement.origin is Origin.JUDGED:
        return base.acts(statement.kind, schema.QUESTION, schema.JUDGEMENT) and base.plays(statement, "name")
    return bool(statement.citations or statement.inferred or statement.register)


def is_ordering(base: FactBase, spec: schema.FieldSpec) -> bool:
    """True for what the desk adds to a value to find it again: its function, its themes, its rank."""
    return spec.type in (schema.TOKEN, schema.NUMBER) or bool(
        spec.kinds and all(base.acts(kind, schema.TOPIC) for kind in spec.kinds)
    )
