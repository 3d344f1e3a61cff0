"""What is quoted of a source, kept once in a text of its own beside the source's record: `facts/sources/<id>.txt`.

    The second Coastal Climate Forum met on Wednesday and Thursday in Port Example's old custom house.

    Delegations came from Exampleland and Sampleland; Ana Sample chaired the session.

A paragraph is a passage, word for word; blank lines part them. Any quote may then be written by its first and its last
words, `quote: The second … custom house.`, and is read off here. `briefgen facts tidy` writes the passages out of the
archived text; they are kept because that text itself is not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Literal

from briefgen.archive.archived import ArchivedText
from briefgen.archive.matching import cuts_word
from briefgen.facts.files import NUMBERED
from briefgen.facts.yaml_tree import Place, YamlList, YamlMap, list_of, put, wrapped
from briefgen.frozen import dataclass
from briefgen.regexes import pattern

TO = " … "
"""Between the first and the last words of a part."""
ELISION = " […] "
_SHORTEST = 40
"""Characters up to which words are written out."""
_MOST = 20
"""First and last words, together, before a quote is rather written out."""
_END = 6
"""Characters that either end of a shortened quote has at least, for a person to know it by them."""

_IN_TEXTS = pattern("[^\\W_\u0e00-\U0010ffff]+|[\u0e00-\u1fff\u2c00-\U0010ffff]|…")
"""What is looked up of a text: a word, one letter where words may stand without blanks, or the sign in `TO`."""


class TextsByWord:
    """Many texts by the words in them: what stands in few of them is looked for in these, however many there are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts, self._with = texts, dict[str, list[int]]()
        for n, text in enumerate(texts if len(texts) > 1 else ()):
            for word in set(_IN_TEXTS.findall(text)):
                self._with.setdefault(word, []).append(n)

    def likely(self, piece: str) -> Sequence[int]:
        """The numbers of the texts that have the rarest word of a piece, which may be written by its ends."""
        words = _IN_TEXTS.findall(piece.replace("…", " ")) if len(self.texts) > 1 else ()
        return min((self._with.get(word, ()) for word in words), key=len, default=range(len(self.texts)))

    def holding(self, piece: str) -> Iterator[int]:
        """The numbers of the texts in which a piece stands whole."""
        likely = self._with.get("…", ()) if "…" in piece and len(self.texts) > 1 else self.likely(piece)
        return (n for n in likely if next(_places_of(self.texts[n], piece), -1) >= 0)


def part_of(words: str, part: str) -> str | None:
    """The part in full, or None where the words do not have it: `first … last`, pieces with […] between them."""
    found: list[str] = []
    at = 0
    for piece in part.split(ELISION):
        span = span_of(words, piece, at)
        if span is None:
            return None
        found.append(words[span[0] : span[1]])
        at = span[1]
    return ELISION.join(found)


def span_of(words: str, piece: str, start: int = 0) -> tuple[int, int] | None:
    """Where a piece without elisions stands, in whole words."""
    at = next(_places_of(words, piece, start), -1)
    if at >= 0:
        return at, at + len(piece)
    return next(_spans_between(words, piece, start), None)


def _spans_between(words: str, piece: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """From each place of the first words of `first … last` to the nearest of the last ones behind it."""
    first, is_short, last = piece.partition(TO)
    for at in _places_of(words, first, start) if is_short else ():
        end = next(_places_of(words, last, at + len(first)), -1)
        if end >= 0:
            yield at, end + len(last)


def _places_of(words: str, piece: str, start: int = 0) -> Iterator[int]:
    """Where a piece stands without cutting a word in two."""
    at = words.find(piece, start) if piece else -1
    while at >= 0:
        if not (cuts_word(words, at) or cuts_word(words, at + len(piece))):
            yield at
        at = words.find(piece, at + 1)


def is_long(piece: str) -> bool:
    """Whether words are written by their first and last ones."""
    return len(piece) > _SHORTEST


def shortened(piece: str, fewest: int = 1) -> Iterator[str]:
    """A long piece by its first and last words, ever more of them; nothing where it is short enough to stand whole."""
    if not is_long(piece):
        return
    parts = piece.split(" ")
    for both in range(2 * fewest, min(len(parts), _MOST)):
        for first in range((both + 1) // 2, both - fewest + 1):
            for n in {first: None, both - first: None}:
                first_words, last_words = " ".join(parts[:n]), " ".join(parts[n - both :])
                if len(first_words) >= _END and len(last_words) >= _END:
                    yield f"{first_words}{TO}{last_words}"


def shortest_part(words: str, quote: str) -> str:
    """How a quote is written as a part of a passage: its first and last words where that is much shorter."""
    found = ELISION.join(next(shortened(piece), piece) for piece in quote.split(ELISION))
    if part_of(words, found) == quote:
        return found
    longer = shortened(quote, 3) if ELISION not in quote else ()
    return next((short for short in longer if part_of(words, short) == quote), quote)


_HEAD, _WRITER = "# Passages of ", "briefgen facts tidy writes them out of its archived text."
# --- what is kept of a source ---

_BLANK = pattern(r"\n[ \t]*(?:\n[ \t]*)*\n|\n[ \t]*\Z")
Refusal = Literal["unread-quote", "ambiguous-quote"]


@dataclass(frozen=True, slots=True)
class ReadOff:
    """What a short quote stands for, and the numbers of the passages in which it stands; or why it stands for nothing.

    `missing` are the words that stand nowhere, or not behind the first ones.
    """

    words: str
    passages: tuple[int, ...] = ()
    refused: Refusal | None = None
    missing: str = ""


@dataclass(frozen=True)
class KeptPassages:
    """The passages of one source in their order, and the lines on which they begin."""

    passages: tuple[str, ...]
    lines: tuple[int, ...] = ()

    @classmethod
    def of(cls, content: bytes) -> KeptPassages:
        text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        found: list[tuple[str, int]] = []
        at = seen = 0
        line = 1
        for end, behind in [*((m.start(), m.end()) for m in _BLANK.finditer(text)), (len(text), len(text))]:
            words = " ".join(text[at:end].split())
            if words and not words.startswith(_HEAD):
                begin = end - len(text[at:end].lstrip())
                line, seen = line + text.count("\n", seen, begin), begin
                found.append((words, line))
            at = max(at, behind)
        return cls(tuple(words for words, _ in found), tuple(line for _, line in found))

    @cached_property
    def by_word(self) -> TextsByWord:
        return TextsByWord(self.passages)

    @classmethod
    def whole(cls, text: str) -> KeptPassages:
        """A text as one passage, for reading quotes off all of it."""
        return cls((" ".join(text.split()),))

    def content(self, source: str) -> bytes:
        """The passages as the file of a source holds them."""
        return ("\n\n".join((f"{_HEAD}{source} that facts quote; {_WRITER}", *self.passages)) + "\n").encode()

    def read(self, quote: str) -> ReadOff:
        """A quote in full; one that leads to several passages, or to none, is refused and stays as it is written."""
        found: list[str] = []
        passages: list[int] = []
        for piece in quote.split(ELISION):
            places = dict[str, int]()
            for n, words in self._places(piece):
                places.setdefault(words, n)
            if not places:
                return ReadOff(quote, refused="unread-quote", missing=self._missing(piece))
            if len(places) > 1:
                return ReadOff(quote, tuple(places.values()), "ambiguous-quote")
            found += places
            passages += places.values()
        return ReadOff(ELISION.join(found), tuple(passages))

    def around(self, quote: str) -> str:
        """The passage in which a quote stands, all its pieces in their order; "" where it is all of it, or not sure."""
        likely = [self.passages[n] for n in self.by_word.likely(quote)]
        found = [words for words in likely if words != quote and part_of(words, quote) == quote]
        return found[0] if len(found) == 1 else ""

    def _places(self, piece: str) -> Iterator[tuple[int, str]]:
        """The passages that have a piece, with what it says there; words that stand there whole are taken whole."""
        whole = [(n, piece) for n in self.by_word.holding(piece)]
        if whole:
            yield from whole
            return
        for n in self.by_word.likely(piece):
            words = self.passages[n]
            nearest = {end: start for start, end in _spans_between(words, piece)}
            for end, start in nearest.items():
                yield n, words[start:end]

    def _missing(self, piece: str) -> str:
        first, is_short, last = piece.partition(TO)
        known = next(self.by_word.holding(first), None) is not None
        return last if is_short and known else first

    def short(self, quote: str, text: KeptPassages | None = None) -> str:
        """The shortest way to write a quote of it: first and last words, as many as lead to it and to nothing else.

        With the source's whole `text` they lead to nothing else there either, so that what is kept can be made anew.
        """
        return ELISION.join(self._shortest(piece, text) for piece in quote.split(ELISION))

    def _shortest(self, piece: str, text: KeptPassages | None) -> str:
        within = [self, *([text] if text is not None and text.read(piece).refused is None else [])]
        return next((s for s in shortened(piece) if all(one._leads_to(s, piece) for one in within)), piece)

    def _leads_to(self, short: str, piece: str) -> bool:
        """Whether a piece by its ends is read as these words, and as nothing else."""
        places = self._places(short)
        return next(places, (0, ""))[1] == piece and all(words == piece for _, words in places)


KeptOf = Callable[[str], KeptPassages]
"""The passages kept of a source, by its id."""
_NOTHING = KeptPassages(())


def nothing_kept(_: str) -> KeptPassages:
    """No source has a passage here."""
    return _NOTHING


def name_of(number: int) -> str:
    """How a passage of an excerpt is known among those that have names.

    Of -1 it is a name that none has: what rests on it is read again when the excerpt changes.
    """
    return f"{NUMBERED}{number + 1}"


# --- quotes in a record ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShortQuote:
    """A quote by its first and last words, where it stands, and what it was read as."""

    source: str
    quote: str
    at: Place
    reading: ReadOff


def read_off(data: YamlMap, excerpts: KeptOf) -> list[ShortQuote]:
    """Puts the words in full where a record has their first and last ones; gives every quote that it looked at.

    One that cannot be read stays as it is.
    """
    found: list[ShortQuote] = []
    _read_below(data, "", excerpts, found)
    return found


def _read_below(data: Any, source: str, excerpts: KeptOf, found: list[ShortQuote]) -> None:
    if isinstance(data, YamlList):
        for item in data:
            _read_below(item, source, excerpts, found)
    if not isinstance(data, YamlMap):
        return
    source = one_source(data["src"]) if "src" in data else source
    if isinstance(data.get("quote"), YamlList) and source:
        _cite_all(data, source)
    for key, value in data.items():
        if key == "quote" and source:
            _read_at(data, key, source, excerpts, found)
        elif key == "src":
            for one in value if isinstance(value, YamlList) else [value]:
                for name in one if isinstance(one, YamlMap) else ():
                    _read_at(one, name, name, excerpts, found)
        else:
            _read_below(value, source, excerpts, found)


def _cite_all(data: YamlMap, source: str) -> None:
    """Several quotes of one source are that many uses of it."""
    quotes, at = data.pop("quote"), data.value_at["quote"]
    cited = (
        (wrapped(words, words_at, source), words_at) for words, words_at in zip(quotes, quotes.item_at, strict=True)
    )
    put(data, "src", list_of(cited, at), at, data.key_at["quote"])


def _read_at(data: YamlMap, key: str, source: str, excerpts: KeptOf, found: list[ShortQuote]) -> None:
    quote = data[key]
    if isinstance(quote, str) and TO in quote:
        id_ = source.partition("#")[0]
        reading = excerpts(id_).read(quote)
        found.append(ShortQuote(id_, quote, data.value_at[key], reading))
        data[key] = reading.words


def one_source(src: Any) -> str:
    """The source that a quote beside it is from; "" where there are several."""
    if isinstance(src, YamlList):
        return one_source(src[0]) if len(src) == 1 else ""
    if isinstance(src, YamlMap):
        return next(iter(src)) if len(src) == 1 else ""
    return src if isinstance(src, str) else ""


# --- Which passages a set of quotes makes: those that share words become one, in the order of the text ---


def gathered(
    kept: KeptPassages, quotes: Iterable[str], text: ArchivedText | None, stay: Collection[str] = ()
) -> KeptPassages:
    """The fewest passages that hold the long ones of these quotes, and nothing that is not quoted.

    Quotes that overlap in the archived text become its words from the first to the last. Without the text, a passage
    that is kept stays as it is while something is quoted of it, and only what stands whole in another is none itself.
    Those that are to `stay` are wanted however short they are: records may quote them by their ends.
    """
    wanted = [quote for quote in dict.fromkeys([*stay, *quotes]) if is_long(quote) or quote in stay]
    if text is not None:
        merged = list(_in_text(wanted, " ".join(text.text.split())))
    else:
        used = {n for quote in wanted for n in kept.by_word.holding(quote)}
        merged = [words for n, words in enumerate(kept.passages) if n in used]
    there = TextsByWord(merged)
    rest = [quote for quote in wanted if next(there.holding(quote), None) is None]
    return KeptPassages((*merged, *_longest(rest)))


def with_quote(kept: KeptPassages, quote: str, text: ArchivedText | None) -> tuple[KeptPassages, str]:
    """What is kept of a source with one more quote, and how the quote is then written; "" where not in short."""
    new = gathered(kept, quote.split(ELISION), text, stay=kept.passages)
    short = new.short(quote, KeptPassages.whole(text.text) if text is not None else None)
    return (new, short) if TO in short else (kept, "")


def _longest(quotes: list[str]) -> Iterator[str]:
    """The quotes that are part of no other."""
    among = TextsByWord(quotes)
    return (quote for n, quote in enumerate(quotes) if all(one == n for one in among.holding(quote)))


def _in_text(quotes: list[str], text: str) -> Iterator[str]:
    """Words of the text that hold quotes, in their order; quotes that it spells otherwise are left out."""
    spans = sorted((at, at + len(quote)) for quote in quotes if (at := next(_places_of(text, quote), -1)) >= 0)
    start, end = -1, -1
    for begin, until in [*spans, (len(text) + 1, 0)]:
        if begin >= end:
            if end >= 0:
                yield text[start:end]
            start, end = begin, until
        end = max(end, until)
