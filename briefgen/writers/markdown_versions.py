"""Two versions of a brief as one Markdown text: what changed, or where a person has to decide.

Changes are CriticMarkup: {++came++}, {--went--}, {~~was~>is~~}, {>>why<<}. The rules, which any tool for it follows by
plain search and replace:

- Accepting all marks gives the Markdown of the new version to the last character; rejecting them gives that of the
  old one, but for the labels of notes: a note keeps the label that it has in the new version, and a note that is
  gone has one behind the last. Readers of Markdown number notes themselves.
- What came or went as a whole - a paragraph, a list item, a row of a table, a note - stands in its mark with the
  line end before it, so that every line that stayed begins as it did.
- Words of the text that look like CriticMarkup are kept apart by backslashes, which Markdown does not show:
  `{++` becomes `{\\++`, `++}` becomes `++\\}`, `~>` becomes `~\\>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from briefgen.document.nodes import Document, Note
from briefgen.document.walk import Content
from briefgen.frozen import replace
from briefgen.revisions.alignment import Member, equal_pairs, in_order, split_words
from briefgen.revisions.compare import joined_versions
from briefgen.revisions.merged import CLOSE, MIDDLE, OPEN, Merged
from briefgen.revisions.revision import Revision, with_numbers
from briefgen.revisions.wordwise import Change, Changes, Token, compare_tokens
from briefgen.writers.markdown import MarkdownWriter

_OPENS = re.compile(r"\{(?=\+\+|--|~~|==|>>)")
_CLOSES = re.compile(r"(?<=\+\+|--|~~|==|<<)\}")
_LINE = re.compile(r"\n*[^\n]+|\n+\Z")
_CELL_END = re.compile(r"(?<!\\)\|")
# What is not cut: references, links, addresses, short spans of emphasis, escapes.
_WHOLE = re.compile(
    r"""
      \[\^[0-9]+\]:?
    | !?\[ (?: [^\[\]\\] | \\. )* \] \( [^()\s]* \)
    | <[^<>\s]+>
    | \*\*(?:[^*\\\n]|\\.)+\*\* | \*(?:[^*\\\n]|\\.)+\* | (?<!\w)_(?:[^_\\\n]|\\.)+_(?!\w)
    | \\. | &\#[0-9]+;
    """,
    re.VERBOSE,
)
# What Markdown adds to the words of a line: the number of a note, emphasis, what begins a heading, an item or a row.
_ADDED = re.compile(r"\[\^[0-9]+\]:?|(?<!\\)\*+|^\s*(?:[-#|]+|[0-9]+\.)\s|\\(?=\W)", re.MULTILINE)
_WORD = re.compile(r"\w")
_ALIKE = 0.5


def write_critic(old: Document, new: Document, why: Callable[[Change], str] | None = None) -> bytes:
    """The Markdown of the new version with what changed since the old one; without a change just the Markdown.

    `why` says what to put into a comment behind a change, "" for none. Pictures that were replaced under their
    name are shown as `old-…`; whoever keeps the text puts both beside it (`Comparison.document.pictures`).
    ValueError as for `MarkdownWriter`.
    """
    if (old.blocks, old.notes, old.pictures) == (new.blocks, new.notes, new.pictures):
        return MarkdownWriter().write(new)
    before, _, _ = joined_versions(old, new)
    before = replace(before, notes=tuple(sorted(before.notes, key=lambda note: note.number)))
    return "".join(_Critic(_lines(before), _lines(new), why).written()).encode()


def kept_apart(text: str) -> str:
    """The Markdown with a backslash in what looks like CriticMarkup."""
    return _CLOSES.sub(r"\\}", _OPENS.sub(r"{\\", text)).replace("~>", r"~\>")


def _lines(document: Document) -> list[str]:
    """Each line with the line ends before it, so that a line that comes or goes takes them with it."""
    return _LINE.findall(kept_apart(MarkdownWriter().write(document).decode()))


class _Critic:
    def __init__(self, old: list[str], new: list[str], why: Callable[[Change], str] | None) -> None:
        self._old, self._new, self._why = old, new, why
        self._changes = Changes()
        self._out: list[str] = []

    def written(self) -> list[str]:
        a = c = 0
        for i, j in (*_pairs(self._old, self._new), (len(self._old), len(self._new))):
            self._add_whole(self._old[a:i], self._new[c:j])
            if i < len(self._old):
                self._out += self._compared(self._old[i], self._new[j])
            a, c = i + 1, j + 1
        return self._out

    def _add_whole(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Lines that went and lines that came, each run in one mark."""
        for mark, lines in ((Revision.DELETED, old), (Revision.INSERTED, new)):
            if not lines:
                continue
            went, came = (lines, ()) if mark is Revision.DELETED else ((), lines)
            change = self._changes.add("".join(went), "".join(came))
            self._out += [_mark(mark, "".join(lines)), self._comment(change)]

    def _compared(self, old: str, new: str) -> Iterator[str]:
        """A line that stayed or changed; the cells of a row are compared by themselves."""
        if old == new:
            yield new
            return
        was, now = _CELL_END.split(old), _CELL_END.split(new)
        if _kind(old) == _kind(new) == "|" and len(was) == len(now):
            for n, (a, b) in enumerate(zip(was, now, strict=True)):
                yield from ["|"] * (n > 0)
                yield from self._words(a, b)
        else:
            yield from self._words(old, new)

    def _words(self, old: str, new: str) -> Iterator[str]:
        went, due = "", 0
        for mark, row, change in compare_tokens(_tokens(old), _tokens(new), self._changes):
            text = "".join(token.text for token in row)
            if due and change != due:
                yield self._comment(due)
            due = change
            if mark is Revision.DELETED:
                went = text
            elif mark is Revision.INSERTED:
                yield f"{{~~{went}~>{text}~~}}" if went and text else _mark(Revision.DELETED, went) + _mark(mark, text)
                went = ""
            else:
                yield text
        if due:
            yield self._comment(due)

    def _comment(self, number: int) -> str:
        change = self._changes.found[number - 1]
        said = self._why(replace(change, old=_words_of(change.old), new=_words_of(change.new))) if self._why else ""
        plain = " ".join(said.split()).replace("{", "(").replace("}", ")")
        return f"{{>>{plain}<<}}" if plain else ""


def _words_of(markdown: str) -> str:
    """The words of lines, as they stand in the Document."""
    return _ADDED.sub("", markdown)


def _mark(mark: Revision, text: str) -> str:
    sign = "--" if mark is Revision.DELETED else "++"
    return f"{{{sign}{text}{sign}}}" if text else ""


def _tokens(line: str) -> list[Token]:
    made: list[Token] = []
    end = 0
    for found in _WHOLE.finditer(line):
        made += [Token(word) for word in split_words(line[end : found.start()])]
        made.append(Token(found[0]))
        end = found.end()
    return [*made, *(Token(word) for word in split_words(line[end:]))]


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    return in_order([*map(_member, old)], [*map(_member, new)])


def _member(line: str) -> Member:
    return Member(line, _kind(line) if _WORD.search(line) else line, partial(_words_of, line), _ALIKE)


def _kind(line: str) -> str:
    """What a line begins with that says what it is: `##`, `-`, `|`, `[^1]:`."""
    found = re.match(r"\s*(?:\#+ | [-*>|!] | [0-9]+[.)] | \[\^[0-9]+\]:)", line, re.VERBOSE)
    return re.sub(r"[0-9]+[.)]", "1.", found[0].strip()) if found else ""


# --- A merged Document: both versions stand between marks where a person has to decide ---


def write_with_conflicts(merged: Merged, label: str = "edited by hand") -> bytes:
    """The text in UTF-8; without conflicts, what `MarkdownWriter` writes of the merged Document.

    `label` says in one line, in the language of the brief, that the first version is that of a person.
    Raises ValueError for what `MarkdownWriter` refuses.
    """
    if not merged.conflicts:
        return MarkdownWriter().write(merged.document)
    numbers: dict[Content, int] = {}
    theirs, ours = (_numbered_lines(document, numbers) for document in (merged.by_hand, merged.document))
    lines = list(_marked(theirs, ours, label))
    notes = Document((), tuple(Note(number, content) for content, number in numbers.items()))
    return "".join(f"{line}\n" for line in lines).encode() + MarkdownWriter().write(notes)


def _numbered_lines(document: Document, numbers: dict[Content, int]) -> list[str]:
    """The lines of the text alone; notes get the numbers of their contents, new ones where they have none yet."""
    new = {note.number: numbers.setdefault(note.content, len(numbers) + 1) for note in document.notes}
    body = with_numbers(replace(document, notes=()), new)
    return MarkdownWriter().write(body).decode().removesuffix("\n").split("\n")


def _marked(theirs: list[str], ours: list[str], label: str) -> Iterator[str]:
    a = c = 0
    for i, j in (*equal_pairs(theirs, ours), (len(theirs), len(ours))):
        if a < i or c < j:
            yield from (OPEN + label, *theirs[a:i], MIDDLE, *ours[c:j], CLOSE)
        yield from ours[j : j + 1]
        a, c = i + 1, j + 1
