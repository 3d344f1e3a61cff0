"""Where keys and tables stand in a TOML file, found in one pass over its text, however long or hostile that is.

The library that reads TOML says what a file holds and not where. What is no TOML has places all the same, as far as its
lines read like keys: a diagnostic is more use beside the right line than beside none.
"""

from __future__ import annotations

import re

from briefgen.diagnostics import Location

_WORD = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_BLANK = re.compile(r"[ \t]*")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_BRACKETS = re.compile(r"\[+[ \t]*")
# What changes the meaning of what follows in a value; a text within one line is passed over whole.
_TURN = re.compile(r"""\"{3}|'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\[\]{}#]""")
_ENDS = {'"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*"{3}'), "'''": re.compile(r"(?:[^']|'(?!''))*'{3}")}


class TomlPlaces:
    """Line and column of every key and table of a file."""

    def __init__(self, file: str, raw: bytes | None) -> None:
        self.file = file
        self._exact: dict[tuple[str, ...], Location] = {}
        self._within: dict[tuple[str, ...], Location] = {}
        self._read((raw or b"").decode("utf-8-sig", "replace").splitlines())

    def of(self, *path: str) -> Location:
        """The place of a key or table by its path; of what holds it, where it stands in no line of its own."""
        if path in self._within:
            return self._within[path]
        holding = (path[:size] for size in range(len(path) - 1, 0, -1))
        return next((self._exact[p] for p in holding if p in self._exact), Location(self.file, 1, 1))

    def _read(self, lines: list[str]) -> None:
        table: tuple[str, ...] = ()
        value = _Value()
        for number, line in enumerate(lines, 1):
            if value.is_open:
                value.read(line, 0)
                continue
            start = _end(_BLANK, line, 0)
            brackets = _end(_BRACKETS, line, start)
            words, end = _dotted(line, brackets)
            if not words:
                continue
            if brackets > start:
                if line[end : end + 1] == "]":
                    table = words
                    self._add(table, number, start)
            elif line[end : end + 1] == "=":
                self._add((*table, *words), number, start)
                value.read(line, end + 1)

    def _add(self, path: tuple[str, ...], line: int, column: int) -> None:
        place = Location(self.file, line, column + 1)
        self._exact.setdefault(path, place)
        for size in range(1, min(len(path), 20) + 1):
            self._within.setdefault(path[:size], place)


class _Value:
    """A value while it is read, line by line: whether it goes on in the next one."""

    def __init__(self) -> None:
        self._depth, self._quotes = 0, ""

    @property
    def is_open(self) -> bool:
        return bool(self._depth or self._quotes)

    def read(self, line: str, at: int) -> None:
        while True:
            if self._quotes:
                end = _ENDS[self._quotes].match(line, at)
                if end is None:
                    return
                self._quotes, at = "", end.end()
            turn = _TURN.search(line, at)
            if turn is None or turn[0] == "#":
                return
            at = turn.end()
            if turn[0] in _ENDS:
                self._quotes = turn[0]
            elif turn[0] in "[{":
                self._depth += 1
            elif turn[0] in "]}":
                self._depth = max(self._depth - 1, 0)


def _end(pattern: re.Pattern[str], line: str, at: int) -> int:
    found = pattern.match(line, at)
    return found.end() if found else at


def _dotted(line: str, at: int) -> tuple[tuple[str, ...], int]:
    """The words of a dotted name, and where what is behind it begins; no words where there is no name."""
    words: list[str] = []
    while word := _WORD.match(line, at):
        words.append(_bare(word[0]))
        at = word.end()
        dot = _DOT.match(line, at)
        if dot is None:
            return tuple(words), _end(_BLANK, line, at)
        at = dot.end()
    return (), at


def _bare(word: str) -> str:
    """A word of a name as the library reads it, without its quotation marks."""
    if word[0] == "'":
        return word[1:-1]
    if word[0] != '"' or "\\" not in word:
        return word.strip('"')
    import tomllib

    try:
        return next(iter(tomllib.loads(f"{word} = 0")))
    except tomllib.TOMLDecodeError:
        return word[1:-1]
