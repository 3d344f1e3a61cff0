"""Uses of facts in a run of inlines: where in its words each stands, what is put behind them, and how they gather.

A template puts a value anywhere in a sentence and its mark stands right behind it. A reader wants one place
for all notes of a sentence: behind its full stop, or at the end of the list item or table cell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import Protocol

from briefgen.document.nodes import Cite, Inline, LineBreak, Link, Subscript, Superscript, TemplateNote, Text, Use
from briefgen.document.sentences import Ends, sentence_ends
from briefgen.document.walk import SPANS, Content, inlines, plain_text, with_content
from briefgen.facts.caveats import Caveat, Owed
from briefgen.frozen import dataclass
from briefgen.regexes import pattern

_STOPS = frozenset(".!?…．。！？｡।॥۔؟።")
_CLOSING = frozenset('"”’»)]」』）')
_BRACKET = pattern(r"[ \u00a0]\((?=[^()]*\))")
_LONGEST_NUMBER = 40  # characters before a place in which a number of rank is looked for


class Speech(Protocol):
    """What statements owe, in the words of a language."""

    def owed(self, of: str) -> tuple[Caveat, ...]: ...
    def account(self, key: str) -> tuple[str, ...]: ...
    def remark(self, of: str, caveat: Caveat, *, short: bool = False) -> str: ...
    def told(self, of: str, caveat: Caveat) -> tuple[str, ...]: ...
    def capacity(self, caveat: Caveat) -> str: ...
    def alternatives(
        self, caveat: Caveat, printed: str, like: str, *, sourced: bool
    ) -> Iterator[tuple[str, str, str]]: ...
    def cited(self, of: str) -> tuple[str, ...]: ...
    def sources(self, of: str) -> str: ...
    def says_the_same(self, one: str, other: str) -> bool: ...
    def either(self, words: str) -> str: ...
    def is_told(self, of: str) -> bool: ...
    def is_sentence(self, of: str) -> bool: ...
    def counted(self, some: int, what: str = "") -> str: ...
    def likely(self, caveat: Caveat) -> str: ...
    def names(self, of: str) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Added:
    """A caveat that the template had not said: of what, in which words, and the use of it in the template."""

    of: str
    owed: Owed
    words: str
    use: Use


@dataclass(slots=True)
class Met:
    """A use of a fact in a run of inlines: where it stands, and in which of its citations."""

    offset: int
    cite: int
    use: Use


_WORDS = (Text, Superscript, Subscript, LineBreak)


class CitedRun:
    """The words of a run of inlines, and every use of a fact in it, from left to right.

    `is_bare` says that it has neither a citation nor a remark in it, so that it owes nothing; `is_plain` that what it
    cites is printed as it is, without anything to be said of its use, and `cited` are these statements then.
    """

    def __init__(self, content: Content) -> None:
        words: list[str] = []
        self.content = content
        self.cited: list[str] = []
        self.cites, self.is_bare, self.is_plain = 0, True, True
        for node in inlines(content):
            if isinstance(node, _WORDS):
                words.append("\n" if isinstance(node, LineBreak) else node.value)
            elif isinstance(node, Cite):
                self.cites += 1
                self.is_bare = False
                self.is_plain = self.is_plain and not node.uses
                self.cited.extend(node.statements)
            elif isinstance(node, TemplateNote):
                self.is_bare = self.is_plain = False
        self.text = "".join(words)

    @cached_property
    def begin(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @cached_property
    def end(self) -> int:
        return len(self.text.rstrip())

    @cached_property
    def met(self) -> list[Met]:
        found: list[Met] = []
        offset, cite = 0, -1
        for node in inlines(self.content):
            if isinstance(node, _WORDS):
                offset += 1 if isinstance(node, LineBreak) else len(node.value)
            elif isinstance(node, Cite):
                cite += 1
                told = {use.of for use in node.uses if use.rests}
                found.extend(Met(offset, cite, Use(of)) for of in node.statements if of not in told)
                found.extend(Met(offset, cite, use) for use in node.uses)
        return found

    @cached_property
    def _brackets(self) -> list[int]:
        opened: list[int] = []
        found = [-1]
        for at, sign in enumerate(self.text):
            if sign == "(":
                opened.append(at)
            elif sign == ")" and opened:
                opened.pop()
            found.append(opened[-1] if opened else -1)
        return found

    def opened(self, place: int) -> int:
        """The place of the last bracket that is still open at a place; -1 for none."""
        return self._brackets[place]


def is_in_number(use: Use) -> bool:
    """Whether a use is one of several that a number, or the desk's own words, take together."""
    return use.how.startswith(("counted", "weighed", "named of "))


def is_of(of: str, record: str) -> bool:
    """Whether a statement is one of a record, or the record itself is meant."""
    return of == record or of.startswith(f"{record}/")


def stop_before(text: str, place: int) -> int:
    """Where the stop begins with which a sentence ends at a place, closing quotation marks behind it; -1 for none."""
    at = place
    while at and text[at - 1] in _CLOSING:
        at -= 1
    end = at
    while at and text[at - 1] in _STOPS:
        at -= 1
    return at if at < end else -1


@dataclass(slots=True)
class Plan:
    """What is put into a run: remarks by the place they belong to, and other values behind a citation.

    A remark knows what it qualifies: the text of a sentence has a full stop of its own, a date such as 2025 г. has not.
    `whole` says that the run is one sentence, whatever stops it has. `besides` is what else a citation cites; `others`
    know whether their sources stand with them.
    """

    whole: bool
    remarks: dict[int, dict[str, Owed]] = field(default_factory=dict)
    sentences: dict[int, bool] = field(default_factory=dict)
    others: dict[int, tuple[int, str, Caveat, bool]] = field(default_factory=dict)
    besides: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def put(self, place: int, words: str, owed: Owed, *, sentence: bool) -> None:
        remarks = self.remarks.setdefault(place, {})
        if words:
            remarks[words] = owed
        self.sentences[place] = sentence

    def carried_out(self, run: CitedRun, speech: Speech) -> Content:
        """The run with what is planned, and its citations without what is settled now."""
        return merged(_Inserter(speech, self, run).write(run.content))

    def insertions(self, run: CitedRun) -> list[tuple[int, str]]:
        """What is put where into the words, in the order of places."""
        found = [self._insertion(run, place, remarks) for place, remarks in self.remarks.items()]
        return sorted((i for i in found if i[1]), key=lambda i: i[0])

    def _insertion(self, run: CitedRun, place: int, remarks: dict[str, Owed]) -> tuple[int, str]:
        if Owed.RECORD in remarks.values():
            remarks = {words: owed for words, owed in remarks.items() if owed is not Owed.CONTESTED}
        words, text, owed = "; ".join(remarks), run.text, remarks.values()
        if not words or place <= run.begin:
            return place, ""
        if run.opened(place) >= 0:
            return place, f", {words}," if Owed.OTHERS in owed else f"; {words}"
        if text[place - 1] == ")":
            return place - 1, f", {words}"
        if (bracket := _BRACKET.match(text, place)) and Owed.OTHERS not in owed:
            return bracket.end(), f"{words}; "
        stop = stop_before(text, place) if self.sentences[place] else -1
        last = text[place - 1] == "." and place >= run.end and Owed.OTHERS not in owed
        if last and stop < 0 and not self.whole:
            return place, f" ({words})."  # 2025 г. ended the sentence with its own stop
        return (stop if stop >= 0 else place), f" ({words})"


class _Inserter:
    """Writes a run anew: remarks at their places, and its citations without what is settled now."""

    def __init__(self, speech: Speech, plan: Plan, run: CitedRun) -> None:
        self.speech, self.plan, self.run = speech, plan, run
        self._due = deque(plan.insertions(run))
        self._offset, self._cite = 0, -1

    def write(self, content: Content) -> list[Inline]:
        out: list[Inline] = []
        for node in content:
            if isinstance(node, Cite):
                self._cite += 1
                resting = dict.fromkeys((*node.statements, *(use.of for use in node.uses if use.rests)))
                resting.update(dict.fromkeys(self.plan.besides.get(self._cite, ())))
                if resting:
                    out.append(Cite(tuple(resting)))
                self._others(out, self._cite)
            elif isinstance(node, SPANS):
                if inner := merged(self.write(node.content)):
                    out.append(with_content(node, inner))
            elif isinstance(node, Text):
                out.append(Text(self._with_remarks(node.value)))
            else:
                self._offset += (
                    len(node.value) if isinstance(node, Superscript | Subscript) else isinstance(node, LineBreak)
                )
                out.extend((node, Text(self._with_remarks(""))))
        return out

    def _with_remarks(self, text: str) -> str:
        parts: list[str] = []
        start, cut = self._offset, 0
        self._offset += len(text)
        while self._due and self._due[0][0] <= self._offset:
            place, words = self._due.popleft()
            parts.extend((text[cut : place - start], words))
            cut = place - start
        return "".join((*parts, text[cut:]))

    def _others(self, out: list[Inline], cite: int) -> None:
        if cite not in self.plan.others:
            return
        place, of, caveat, sourced = self.plan.others[cite]
        printed = self.run.text[max(0, place - _LONGEST_NUMBER) : place]
        inside = self.run.opened(place) >= 0
        for words, sources, other in self.speech.alternatives(caveat, printed, of, sourced=sourced):
            named = f", {sources}" if inside else f" ({sources})"
            out.extend((Text(f" {self.speech.either(words)}{named if sources else ''}"), Cite((other,))))


# --- The citations of a sentence move to its end, merged ---


_CHARACTERS = (LineBreak, Superscript, Subscript)


def gather(content: Content, ends_of: Ends = sentence_ends) -> Content:
    """The same words, with one `Cite` at most behind each sentence, holding all statements used in it.

    `ends_of` gives where the sentences of a text end in its language.
    """
    text: list[str] = []
    cites: list[tuple[int, tuple[str, ...]]] = []
    _scan(content, text, cites, 0)
    if not cites:
        return content
    words = "".join(text)
    if len(cites) == 1 and len(cites[0][1]) == 1 and isinstance(content[-1], Cite) and not words[-1:].isspace():
        return content  # it stands at the end already, and nothing else does
    ends = ends_of(words)
    if not ends:
        return content
    due: dict[int, dict[str, None]] = {}
    for offset, statements in cites:
        end = ends[min(bisect_left(ends, offset), len(ends) - 1)]
        due.setdefault(end, {}).update(dict.fromkeys(statements))
    placer = _Placer([(end, Cite(tuple(statements))) for end, statements in due.items()])
    placed = placer.place(without_cites(content))  # where nothing but a citation stood, nothing is left
    placed.extend(cite for _, cite in placer.due)
    return merged(placed)


def _scan(content: Content, text: list[str], cites: list[tuple[int, tuple[str, ...]]], offset: int) -> int:
    for node in content:
        if isinstance(node, Cite):
            cites.append((offset, node.statements))
        elif isinstance(node, Text):
            text.append(node.value)
            offset += len(node.value)
        elif isinstance(node, _CHARACTERS):
            text.append(plain_text((node,)))
            offset += len(text[-1])
        elif isinstance(node, SPANS):
            offset = _scan(node.content, text, cites, offset)
    return offset


class _Placer:
    """Walks inlines without citations and puts each `Cite` at its offset, outside emphasis that ends there."""

    def __init__(self, due: list[tuple[int, Cite]]) -> None:
        self.due, self.offset = due, 0

    def place(self, content: Content) -> list[Inline]:
        out: list[Inline] = []
        for node in content:
            while self.due and self.due[0][0] <= self.offset:
                out.append(self.due.pop(0)[1])
            if isinstance(node, Text):
                self._text(node.value, out)
            elif isinstance(node, Link):  # a note stands behind a link, not in it
                self.offset += len(plain_text(node.content))
                out.append(node)
            elif isinstance(node, SPANS):
                out.append(with_content(node, merged(self.place(node.content))))
            else:
                self.offset += len(plain_text((node,))) if isinstance(node, _CHARACTERS) else 0
                out.append(node)
        return out

    def _text(self, text: str, out: list[Inline]) -> None:
        while self.due and self.offset < self.due[0][0] < self.offset + len(text):
            end, cite = self.due.pop(0)
            cut = end - self.offset
            out.extend((Text(text[:cut]), cite))
            text, self.offset = text[cut:], end
        out.append(Text(text))
        self.offset += len(text)


def without_cites(content: Content) -> Content:
    """The words alone."""
    kept: list[Inline] = []
    for node in content:
        if isinstance(node, SPANS):
            if inner := without_cites(node.content):
                kept.append(with_content(node, inner))
        elif not isinstance(node, Cite):
            kept.append(node)
    return merged(kept)


def merged(content: list[Inline]) -> Content:
    """The inlines with neighbouring texts joined and empty ones dropped."""
    out: list[Inline] = []
    for node in content:
        if isinstance(node, Text) and out and isinstance(last := out[-1], Text):
            out[-1] = Text(last.value + node.value)
        elif not isinstance(node, Text) or node.value:
            out.append(node)
    return tuple(out)
