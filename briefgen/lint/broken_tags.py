"""The tags of a template that Jinja cannot read: where each begins and ends, and which open and close blocks.

Jinja stops at the first fault. This reader cuts the text into tags by their brackets alone, so that what is
wrong in one tag does not hide what is wrong in the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefgen.diagnostics import did_you_mean
from briefgen.frozen import dataclass, replace
from briefgen.wordtemplates.tags import CLOSERS, foreign_tag

BLOCKS = ("for", "if", "macro", "block", "call", "filter", "with", "set")
SINGLE = ("include", "import", "from", "extends")
MIDDLE = ("else", "elif")
ENDS = tuple(f"end{name}" for name in BLOCKS)
KNOWN = (*BLOCKS, *SINGLE, *MIDDLE, *ENDS, "raw", "endraw")
_OPENER = re.compile(r"\{[{%#]")
_STRING = re.compile(r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"")
_LONG_STRING = re.compile(r"'(?:\\.|[^'\\])*?'|\"(?:\\.|[^\"\\])*?\"", re.S)
_ENDRAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_INLINE_SET = re.compile(r"set\s+[^=%}]+=(?!=)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class TagFault:
    """What is wrong, at an offset of the text; `tag` is the start of the tag that it stands in."""

    offset: int
    message: str
    hint: str
    tag: int


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: the offsets of its first character and behind its last, its opening, its first word."""

    start: int
    end: int
    opens: str
    word: str
    closed: bool = True

    @property
    def is_block(self) -> bool:
        return self.opens == "{%"


def scan(text: str) -> tuple[list[Tag], list[TagFault]]:
    """All tags in order, comments among them, and those that do not end."""
    tags, faults, position = list[Tag](), list[TagFault](), 0
    while (found := _OPENER.search(text, position)) is not None:
        tag, fault = _foreign(text, found.start(), found[0]) or _tag(text, found.start(), found[0])
        tags.append(tag)
        faults.extend(fault)
        position = tag.end
        if tag.word == "raw" and tag.is_block and tag.closed:
            end = _ENDRAW.search(text, position)
            if end is None:
                faults.append(TagFault(tag.start, "a 'raw' is not closed", "put {% endraw %} where it ends", tag.start))
            else:
                tags[-1] = replace(tag, end=end.end())
                position = end.end()
    return tags, faults


def _foreign(text: str, start: int, opens: str) -> tuple[Tag, list[TagFault]] | None:
    """A tag of another tool, taken for the one that belongs here."""
    found = foreign_tag(text, start)
    if found is None:
        return None
    tag = Tag(start, found.end, "{%" if found.word else "{{" if opens == "{{" else "{#", found.word, closed=False)
    return tag, [TagFault(start, found.message, found.hint, start)]


def _tag(text: str, start: int, opens: str) -> tuple[Tag, list[TagFault]]:
    closer = CLOSERS[opens]
    if opens == "{#":
        end = text.find(closer, start)
        if end >= 0:
            return Tag(start, end + 2, opens, ""), []
        fault = TagFault(start, "a comment is not closed", "put #} where it ends", start)
        return Tag(start, len(text), opens, "", closed=False), [fault]
    word = _WORD.match(text, _skip(text, start + 2))
    name = word[0] if word else ""
    end, fault_at, message, hint = _end(text, start, opens, closer)
    if message:
        return Tag(start, end, opens, name, closed=False), [TagFault(fault_at, message, hint, start)]
    return Tag(start, end, opens, name), []


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in "-+ \t\n":
        position += 1
    return position


def _end(text: str, start: int, opens: str, closer: str) -> tuple[int, int, str, str]:
    """Where a tag ends, and what is wrong with its end: an offset, a message and a hint."""
    position, depth = start + 2, 0
    other = "%}" if closer == "}}" else "}}"
    while position < len(text):
        char, pair = text[position], text[position : position + 2]
        if char in "'\"":
            string = _STRING.match(text, position) or _long_string(text, position)
            if string is None:
                return _line_end(text, start), position, "a quotation mark is not closed", f"put {char} where it ends"
            position = string.end()
        elif pair == closer and depth <= 0:
            return position + 2, 0, "", ""
        elif pair == other and depth <= 0:
            return position + 2, position, f"a tag that begins with {opens} ends with {other}", f"end it with {closer}"
        elif pair in ("{{", "{%", "{#") and not (pair == "{{" and opens == "{{" and depth):
            return _line_end(text, start, position), start, f"this {opens} is not closed", f"put {closer} where it ends"
        else:
            depth += (char == "{") - (char == "}")
            position += 1
    return _line_end(text, start), start, f"this {opens} is not closed", f"put {closer} where it ends"


def _long_string(text: str, position: int) -> re.Match[str] | None:
    found = _LONG_STRING.match(text, position)
    return None if found is None or re.search(r"[%}]\}|\{[{%]", found[0]) else found


def _line_end(text: str, start: int, before: int | None = None) -> int:
    """Where a tag without an end is taken to stop: at the end of its line or before the next tag."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return end if before is None else min(end, before)


@dataclass(frozen=True, slots=True)
class Structure:
    """How the blocks of a template nest once mended: tags left out, ends put in before a tag (or at the end)."""

    dropped: frozenset[int]
    renamed: dict[int, str]
    ends_before: dict[int, list[str]]
    faults: list[TagFault]


def nest(text: str, tags: list[Tag]) -> Structure:
    """Which blocks do not close, and which tags close or divide nothing; each mistake is named once."""
    blocks = [t for t in tags if t.is_block and t.word not in ("raw", "")]
    mended = Structure(frozenset(), {}, {}, [])
    dropped, stack = set[int](), list[tuple[Tag, str]]()
    line = _lines(text)
    for number, tag in enumerate(blocks):
        word = _meant(tag, text, mended, stack, blocks[number + 1 :])
        if word in BLOCKS and not _is_inline_set(text, tag, word):
            stack.append((tag, word))
        elif word in MIDDLE and not (stack and stack[-1][1] in (("if", "for") if word == "else" else ("if",))):
            hint = f"it is inside '{stack[-1][1]}' of line {line(stack[-1][0])}" if stack else "no block is open here"
            mended.faults.append(TagFault(tag.start, f"'{word}' belongs to no 'if'", hint, tag.start))
            dropped.add(tag.start)
        elif word in ENDS:
            if not _close(tag, word, stack, blocks[number + 1 :], mended, line):
                dropped.add(tag.start)
        elif word not in KNOWN:
            dropped.add(tag.start)
    for tag, word in reversed(stack):
        mended.faults.append(_unclosed(tag, word, f"put {{% end{word} %}} where it ends"))
        mended.ends_before.setdefault(len(text), []).append(word)
    return replace(mended, dropped=frozenset(dropped))


def _lines(text: str) -> Callable[[Tag], int]:
    return lambda tag: text.count("\n", 0, tag.start) + 1


def _meant(tag: Tag, text: str, mended: Structure, stack: list[tuple[Tag, str]], rest: list[Tag]) -> str:
    """The word of a tag; for an unknown one what it was probably meant to be, and the fault."""
    if tag.word in KNOWN:
        return tag.word
    turned = next((known for known in KNOWN if sorted(known) == sorted(tag.word)), "")
    near = did_you_mean(tag.word, KNOWN) if not turned else f"did you mean '{turned}'"
    guess = {"elseif": "elif", "elsif": "elif", "elif": "elif"}.get(tag.word, "")
    if tag.word.startswith("end") and stack:
        guess = f"end{stack[-1][1]}" if not _closes_later(stack[-1][1], rest) else guess
    guess = guess or (near or "").removeprefix("did you mean '").partition("'")[0]
    hint = f"did you mean '{guess}'?" if guess else f"tags are: {', '.join((*BLOCKS, *SINGLE))}"
    offset = text.find(tag.word, tag.start) if tag.word else tag.start
    message = f"there is no tag '{tag.word}'" if tag.word else "this tag says nothing"
    mended.faults.append(TagFault(offset, message, hint, tag.start))
    if guess:
        mended.renamed[tag.start] = guess
    return guess or tag.word


def _is_inline_set(text: str, tag: Tag, word: str) -> bool:
    inner = text[_skip(text, tag.start + 2) : tag.end]
    return word == "set" and _INLINE_SET.match(inner) is not None


def _closes_later(word: str, rest: list[Tag]) -> bool:
    depth = 0
    for tag in rest:
        depth += (tag.word == word) - (tag.word == f"end{word}")
        if depth < 0:
            return True
    return False


def _close(
    tag: Tag, word: str, stack: list[tuple[Tag, str]], rest: list[Tag], mended: Structure, line: Callable[[Tag], int]
) -> bool:
    """Close a block; False where the tag closes nothing and is to be left out."""
    wanted = word.removeprefix("end")
    if not stack:
        hint = "no block is open here; leave it out, or put back the tag that opens the block"
        mended.faults.append(TagFault(tag.start, f"this '{word}' closes nothing", hint, tag.start))
        return False
    if stack[-1][1] == wanted:
        stack.pop()
        return True
    if wanted in [name for _, name in stack]:
        while stack[-1][1] != wanted:
            opener, name = stack.pop()
            hint = f"put {{% end{name} %}} before the {{% {word} %}} of line {line(tag)}"
            mended.faults.append(_unclosed(opener, name, hint))
            mended.ends_before.setdefault(tag.start, []).append(name)
        stack.pop()
        return True
    opener, name = stack[-1]
    if _closes_later(name, rest):
        hint = f"{open_block(name)} of line {line(opener)}"
        mended.faults.append(TagFault(tag.start, f"this '{word}' closes nothing", hint, tag.start))
        return False
    stack.pop()
    message = f"this '{word}' stands where '{name}' of line {line(opener)} ends"
    mended.faults.append(TagFault(tag.start, message, f"write {{% end{name} %}}", tag.start))
    mended.renamed[tag.start] = f"end{name}"
    return True


def open_block(name: str) -> str:
    return f"the block that is open here is '{name}'"


def _unclosed(tag: Tag, word: str, hint: str) -> TagFault:
    if word == "set":
        hint += ", or give it a value: {% set name = … %}"
    return TagFault(tag.start, f"this '{word}' is not closed", hint, tag.start)
