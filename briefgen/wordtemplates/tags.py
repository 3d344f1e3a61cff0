"""Tags in the text of a paragraph, as Word leaves them: found, and put into plain Jinja.

Word makes quotation marks curly, blanks no-break, a first word capital and a hyphen a dash while one types. Inside a
tag all of this is undone; inside quotation marks within a tag the text stays as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.rendering.foreign_tags import foreign_tag

CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_DOUBLE, _SINGLE = '"“”„‟«»', "'‘’‚‛"
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\n\v]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_DASHES = str.maketrans("–—−", "---")
_DELIMITER = re.compile(r"\{[{%#]|[%#}]\}")
_WORD = re.compile(r"\{%[-+]?\s*([A-Za-z]+)")

OPENERS = frozenset({"for", "if", "set"})
CLOSING = {"endfor": "for", "endif": "if", "endset": "set"}
BETWEEN = {"else": ("if", "for"), "elif": ("if",)}
ALONE = frozenset({"import", "from", "include"})
KNOWN = frozenset({*OPENERS, *CLOSING, *BETWEEN, *ALONE})
_OF_OTHERS = frozenset({"p", "tr", "tc", "r"})  # docxtpl's {%tr for … %}

OBJECT = "\ufffc"
"""Stands in the text of a paragraph for what is no text, such as the number of a note."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag from `start` to `end` of its paragraph's text; `source` is plain Jinja, `word` the first of a {% … %}."""

    start: int
    end: int
    source: str
    word: str = ""

    @property
    def is_print(self) -> bool:
        """Whether something may be printed here, so that the paragraph stays."""
        return self.source.startswith("{{") or self.word == "include"

    @property
    def opens(self) -> bool:
        return self.word in OPENERS and not (self.word == "set" and "=" in self.source)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a tag, at `start` to `end` of the paragraph's text."""

    start: int
    end: int
    message: str
    hint: str


def find_tags(text: str) -> tuple[list[Tag], list[Fault]]:
    """The tags of a paragraph in order, and those that cannot be read."""
    tags: list[Tag] = []
    faults: list[Fault] = []
    position = 0
    while found := _DELIMITER.search(text, position):
        opening = found[0]
        if opening not in CLOSERS:
            if opening != "#}":
                faults.append(_stray(opening, found.start()))
            position = found.end()
            continue
        foreign = foreign_tag(text, found.start())
        if foreign is not None and not text.startswith("{%", found.start()):
            faults.append(Fault(found.start(), foreign.end, foreign.message, foreign.hint))
            position = foreign.end
            continue
        source, end = _read(text, found.start(), opening)
        if end < 0:
            faults.append(_unclosed(text, found.start(), opening))
            position = found.end()
            continue
        tag = Tag(found.start(), end, source, _first_word(source))
        faults.extend(_misuse(tag))
        tags.append(tag)
        position = end
    return tags, faults


def _stray(closing: str, start: int) -> Fault:
    opening = next(o for o, c in CLOSERS.items() if c == closing)
    hint = f'put {opening} where the tag begins; to print these characters write {{{{ "{closing}" }}}}'
    return Fault(start, start + 2, f"{closing} closes nothing", hint)


def _unclosed(text: str, start: int, opening: str) -> Fault:
    hint = f"a tag begins and ends in one paragraph; put {CLOSERS[opening]} where it ends"
    return Fault(start, min(len(text), start + 30), f"{opening} is never closed", hint)


def _first_word(source: str) -> str:
    found = _WORD.match(source)
    return found[1] if found else ""


def _misuse(tag: Tag) -> list[Fault]:
    if OBJECT in tag.source:
        message = "a note, picture or link stands inside this tag"
        return [Fault(tag.start, tag.end, message, "put it behind the tag")]
    if tag.source.startswith("{%") and tag.word not in KNOWN:
        message = f"there is no {{% {tag.word} %}} in a Word template" if tag.word else "this tag says nothing"
        if tag.word in _OF_OTHERS:
            hint = f"leave out {tag.word}: a tag that stands alone in a paragraph or table row governs what follows"
            return [Fault(tag.start, tag.end, message, hint)]
        hint = "there are: for, if, elif, else, set, include, import, from; write macros in a part, _parts/….md.j2"
        return [Fault(tag.start, tag.end, message, hint)]
    return []


def _read(text: str, start: int, opening: str) -> tuple[str, int]:
    """The tag that begins at `start` as plain Jinja, and where it ends; -1 where it does not."""
    closing = CLOSERS[opening]
    if opening == "{#":
        end = text.find(closing, start + 2)
        return "", end + 2 if end >= 0 else -1
    out, position = [opening], start + 2
    while position < len(text):
        if text.startswith(closing, position):
            return _tidied("".join(out) + closing), position + 2
        if text[position : position + 2] in CLOSERS and text[position : position + 2] != "{#":
            return "", -1
        if text[position] in _DOUBLE + _SINGLE:
            string, position = _string(text, position)
            if position < 0:
                return "", -1
            out.append(string)
        else:
            out.append(_plain(text[position]))
            position += 1
    return "", -1


def _plain(character: str) -> str:
    return _UNSEEN.sub("", _BLANKS.sub(" ", character)).translate(_DASHES)


def _string(text: str, start: int) -> tuple[str, int]:
    """What stands in quotation marks, with straight ones, and where it ends; curly marks inside straight ones stay."""
    opened = text[start]
    kind, straight = (_DOUBLE, '"') if opened in _DOUBLE else (_SINGLE, "'")
    closers = straight if opened == straight else kind
    position = start + 1
    while position < len(text) and text[position] not in closers:
        position += 2 if text[position] == "\\" else 1
    if position >= len(text):
        return "", -1
    inside = text[start + 1 : position].replace("\n", " ").replace("\t", " ")
    return f"{straight}{inside}{straight}", position + 1


def _tidied(source: str) -> str:
    """A first word that Word made capital is small again."""
    found = _WORD.match(source)
    if found and found[1] not in KNOWN and found[1].lower() in KNOWN:
        return source[: found.start(1)] + found[1].lower() + source[found.end(1) :]
    return source
