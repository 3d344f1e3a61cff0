"""Tags in the text of a paragraph, as Word leaves them: found, and put into plain Jinja; and those of other tools.

Word makes quotation marks curly, blanks no-break, a first word capital and a hyphen a dash while one types. Inside a
tag all of this is undone; inside quotation marks within a tag the text stays as typed. Handlebars, docxtemplater and
docxtpl have tags of their own: for each there is what is written here instead, in templates of Markdown too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field
from typing import TypeAlias

from briefgen.frozen import dataclass
from briefgen.wordtemplates.template import ParagraphPlace, TemplateFindings

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
class WordTag:
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
class WordTagFault:
    """What is wrong with a tag, at `start` to `end` of the paragraph's text."""

    start: int
    end: int
    message: str
    hint: str


def find_tags(text: str) -> tuple[list[WordTag], list[WordTagFault]]:
    """The tags of a paragraph in order, and those that cannot be read."""
    tags: list[WordTag] = []
    faults: list[WordTagFault] = []
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
            faults.append(WordTagFault(found.start(), foreign.end, foreign.message, foreign.hint))
            position = foreign.end
            continue
        source, end = _read(text, found.start(), opening)
        if end < 0:
            faults.append(_unclosed(text, found.start(), opening))
            position = found.end()
            continue
        tag = WordTag(found.start(), end, source, _first_word(source))
        faults.extend(_misuse(tag))
        tags.append(tag)
        position = end
    return tags, faults


def without_tags(text: str, tags: Sequence[WordTag]) -> str:
    """What is left of a paragraph's text without these tags of it, blanks at its ends aside."""
    ends = [0, *(tag.end for tag in tags)]
    starts = [*(tag.start for tag in tags), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip()


def _stray(closing: str, start: int) -> WordTagFault:
    opening = next(o for o, c in CLOSERS.items() if c == closing)
    hint = f'put {opening} where the tag begins; to print these characters write {{{{ "{closing}" }}}}'
    return WordTagFault(start, start + 2, f"{closing} closes nothing", hint)


def _unclosed(text: str, start: int, opening: str) -> WordTagFault:
    hint = f"a tag begins and ends in one paragraph; put {CLOSERS[opening]} where it ends"
    return WordTagFault(start, min(len(text), start + 30), f"{opening} is never closed", hint)


def _first_word(source: str) -> str:
    found = _WORD.match(source)
    return found[1] if found else ""


def _misuse(tag: WordTag) -> list[WordTagFault]:
    if OBJECT in tag.source:
        message = "a note, picture or link stands inside this tag"
        return [WordTagFault(tag.start, tag.end, message, "put it behind the tag")]
    if tag.source.startswith("{%") and tag.word not in KNOWN:
        message = f"there is no {{% {tag.word} %}} in a Word template" if tag.word else "this tag says nothing"
        if tag.word in _OF_OTHERS:
            hint = f"leave out {tag.word}: a tag that stands alone in a paragraph or table row governs what follows"
            return [WordTagFault(tag.start, tag.end, message, hint)]
        hint = "there are: for, if, elif, else, set, include, import, from; write macros in a part, _parts/….md.j2"
        return [WordTagFault(tag.start, tag.end, message, hint)]
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


# --- Whether the blocks of a Word template open and close in one place ---


Container: TypeAlias = tuple[str | int, ...]
"""("body",), ("table", 1), ("row", 1, 2), ("cell", 1, 2, 3), ("paragraph", 17) and the like."""

_ALONE = "give each of the two a paragraph of its own, or keep both inside one paragraph"
_ROWS = "to repeat the row, put {% for … %} alone into a row above it and {% endfor %} alone into a row below"
_TABLE = "put both into rows of their own in the table, or both into paragraphs of their own outside of it"


@dataclass(frozen=True, slots=True)
class _OpenTag:
    tag: WordTag
    container: Container
    line: int
    place: ParagraphPlace


@dataclass(slots=True)
class Nesting:
    """Follows the tags of a document in reading order and tells what does not fit."""

    findings: TemplateFindings
    _open: list[_OpenTag] = field(default_factory=list)

    def take(self, tag: WordTag, container: Container, line: int, place: ParagraphPlace) -> None:
        now = _OpenTag(tag, container, line, place)
        if tag.opens:
            self._open.append(now)
        elif tag.word in CLOSING:
            self._close(now)
        elif tag.word in BETWEEN:
            self._continue(now)

    def end(self) -> None:
        """Tell what is still open."""
        for opened in self._open:
            hint = f"put {{% end{opened.tag.word} %}} where it ends"
            self._say(opened, f"{{% {opened.tag.word} %}} is never closed", hint)
        self._open.clear()

    def _close(self, now: _OpenTag) -> None:
        wanted = CLOSING[now.tag.word]
        if not any(opened.tag.word == wanted for opened in self._open):
            self._say(now, f"{{% {now.tag.word} %}} closes nothing", f"put {{% {wanted} … %}} where it begins")
            return
        while self._open[-1].tag.word != wanted:
            inner = self._open.pop()
            hint = f"put {{% end{inner.tag.word} %}} before the {{% {now.tag.word} %}} of what stands around it"
            self._say(inner, f"{{% {inner.tag.word} %}} is never closed", hint)
        self._compare(self._open.pop(), now)

    def _continue(self, now: _OpenTag) -> None:
        if not self._open or self._open[-1].tag.word not in BETWEEN[now.tag.word]:
            hint = "it stands between {% if … %} and {% endif %}"
            self._say(now, f"{{% {now.tag.word} %}} belongs to nothing", hint)
        else:
            self._compare(self._open[-1], now)

    def _compare(self, begin: _OpenTag, end: _OpenTag) -> None:
        if begin.container == end.container and not self._is_long_set(begin):
            return
        message = f"{{% {begin.tag.word} %}} begins {_words(begin)} and {{% {end.tag.word} %}} stands {_words(end)}"
        if self._is_long_set(begin):
            message, hint = "{% set %} goes over several paragraphs", "keep it inside one, or write {% set name = … %}"
        else:
            hint = _advice(begin, end)
        self._say(end if end.tag.word in CLOSING else begin, message, hint)

    def _is_long_set(self, begin: _OpenTag) -> bool:
        return begin.tag.word == "set" and begin.container[0] != "paragraph"

    def _say(self, at: _OpenTag, message: str, hint: str) -> None:
        self.findings.error(at.line, at.place, at.tag.start, at.tag.end, message, hint)


def _advice(begin: _OpenTag, end: _OpenTag) -> str:
    one, other = begin.place, end.place
    if one.table and (one.part, one.table, one.row) == (other.part, other.table, other.row) and one.cell != other.cell:
        return _ROWS
    return _TABLE if one.table or other.table else _ALONE


def _words(at: _OpenTag) -> str:
    kind, place = at.container[0], at.place
    if kind == "paragraph":
        where = (
            f"in a cell of table {place.table}"
            if place.table
            else f"in the {place.part}"
            if place.part == "body"
            else f"in {place.part}"
        )
        return f"inside a paragraph {where}"
    if kind == "cell":
        return f"in table {place.table}, row {place.row}, cell {place.cell}"
    if kind == "row":
        return f"alone in cell {place.cell} of table {place.table}, row {place.row}"
    if kind == "table":
        return f"in a row of its own in table {place.table}"
    return "outside of tables" if kind == "body" else f"in {place.part}"


# --- Tags as templates of other tools have them ---


_PATH = r"[A-Za-z_][\w.]*"
_FOREIGN = re.compile(
    rf"\{{\{{\{{\s*(?P<bare>{_PATH})\s*\}}\}}\}}"
    r"|\{\{\s*(?P<sign>[#/^>!&])\s*(?P<rest>[^{}]*)\}\}"
    r"|\{\{\s*(?P<middle>else)(?:\s[^{}]*)?\}\}"
    rf"|\{{#\s?(?P<loop>{_PATH})\s*\}}(?!\}})"
    rf"|\{{%-?(?P<scope>tr|tc|p|r)\s+(?P<word>\w+)[^{{}}]*%\}}"
    rf"|\{{\{{(?:r|p)\s+(?P<rich>{_PATH})\s*\}}\}}"
)
_OPENING = {
    "if": "{{% if {} %}}",
    "unless": "{{% if not {} %}}",
    "each": "{{% for item in {} %}}",
    "with": "{{% with it = {} %}}",
}
_CLOSING = {"if": "{% endif %}", "unless": "{% endif %}", "each": "{% endfor %}", "with": "{% endwith %}"}


@dataclass(frozen=True, slots=True)
class ForeignTag:
    """A tag of another tool: the offset behind it, what to say, and the first word of the tag that belongs here."""

    end: int
    message: str
    hint: str
    word: str = ""


def foreign_tag(text: str, start: int) -> ForeignTag | None:
    """The tag of another tool that begins at an offset; None where there is none."""
    found = _FOREIGN.match(text, start)
    if found is None:
        return None
    instead, tool = _instead(found)
    word = re.match(r"\{%\s*(\w+)", instead)
    hint = f"write {instead}" if "{" in instead else instead
    return ForeignTag(found.end(), f"'{found[0]}' is a tag of {tool}", hint, word[1] if word else "")


def _instead(found: re.Match[str]) -> tuple[str, str]:
    if name := found["bare"] or found["rich"]:
        return f"{{{{ {name} }}}}", "Handlebars" if found["bare"] else "docxtpl"
    if found["middle"]:
        return "{% else %}", "Handlebars"
    if name := found["loop"]:
        return f"{{% for item in {name} %}} … {{% endfor %}}, or {{% if {name} %}} … {{% endif %}}", "docxtemplater"
    if scope := found["scope"]:
        inner = found[0].removeprefix("{%-").removeprefix("{%").removeprefix(scope).strip()
        return f"{{% {inner}, without {scope}; rows and paragraphs need no mark of their own", "docxtpl"
    return _handlebars(found["sign"], found["rest"].strip()), "Handlebars"


def _handlebars(sign: str, rest: str) -> str:
    word, _, name = rest.partition(" ")
    if sign == "#":
        if word in _OPENING:
            return _OPENING[word].format(name.strip() or "…")
        return f"{{% for item in {rest} %}}, or {{% if {rest} %}}"
    if sign == "/":
        return _CLOSING.get(word, "{% endfor %}, or {% endif %}")
    if sign == "^":
        return f"{{% if not {rest} %}}" if rest else "{% else %}"
    if sign == ">":
        return f'{{% include "_parts/{rest or "name"}.md.j2" %}}'
    return f"{{# {rest} #}}" if sign == "!" else f"{{{{ {rest} }}}}"
