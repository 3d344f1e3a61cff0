"""YAML in its plainest form, as nearly every record is written, read line by line: what libyaml makes of it, sooner.

A line is `key: value`, `- value` or `- key: value`; a value stands on its line whole: words, words in quotation marks,
or a list or mapping of such. A comment has a line of its own. All else, and whatever is doubtful or at fault, is left
to libyaml, and `yaml_events.py` says what is wrong with it. Wherever this reads anything both read the same, which
`tests/facts/syntax/test_plain_yaml.py` holds.
"""

from __future__ import annotations

import re
from typing import Any

from briefgen.facts.yaml_tree import YamlList, YamlMap
from briefgen.regexes import pattern

_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,99}"
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
"""With what words begin that are in no quotation marks: nothing that means something to YAML."""
_QUOTED = r"\"[^\"\\\n]*\"|'[^'\n]*'"
_PART = rf"(?:{_QUOTED}|{_FIRST}[^:,\[\]{{}}#\"\n?]*(?<! ))"
"""A value in a list or mapping."""
_LINE = pattern(
    rf"^( *)(- )?(?:({_KEY}):(?: (?! )|$))?"
    rf"((?:{_QUOTED}|{_FIRST}[^:#\n]*(?::[^ :#\n][^:#\n]*)*(?<! )"
    rf"|\[{_PART}(?:, {_PART})*\]|\{{{_KEY}: {_PART}(?:, {_KEY}: {_PART})*\}}|#[^\n]*)?)$",
    re.MULTILINE,
)
_ITEM, _PAIR = pattern(rf"[\[ ]({_PART})"), pattern(rf"[{{ ]({_KEY}): ({_PART})")
NOTHING = frozenset({"~", "null", "Null", "NULL"})
"""Words that stand for none, where they are in no quotation marks."""
_LONGEST, _DEEPEST = 50_000, 16


class _NotPlain(Exception):
    """Something here is for libyaml to tell."""


def read_plainly(text: str) -> YamlMap | None:
    """The mapping in a text that has no character which facts may not carry; None where it cannot be told here."""
    text = text.replace("\r\n", "\n")
    if len(text) > _LONGEST or "\t" in text or "\r" in text:
        return None
    lines = _LINE.findall(text)
    try:
        return _mapping(lines) if len(lines) == text.count("\n") + 1 else None
    except _NotPlain:
        return None


def _mapping(lines: list[tuple[str, str, str, str]]) -> YamlMap:
    file = YamlMap((0, 0))
    waiting: str | None = ""
    within: list[tuple[int, Any]] = [(-1, file)]  # what a line may belong to, and the column of its keys or dashes
    for number, (indent, dash, key, value) in enumerate(lines, 1):
        column = len(indent)
        if not (dash or key):
            if (column or value) and value[:1] != "#":
                raise _NotPlain
            continue  # nothing stands there, or a comment
        if waiting is not None:  # the key whose value begins here
            _begin(within, waiting, number, column, is_list=bool(dash))
            waiting = None
        while (outer := within[-1][0]) > column or (outer == column and bool(dash) is (type(within[-1][1]) is YamlMap)):
            within.pop()
        if outer != column:
            raise _NotPlain
        holder = within[-1][1]
        if dash:
            column += 2
            holder.item_at.append((number, column + 1))
            holder.append(YamlMap((number, column + 1)) if key else _value(value, number, column))
            if not key:
                continue
            within.append((column, holder[-1]))
            holder = holder[-1]
        if key in holder:
            raise _NotPlain
        holder.key_at[key] = number, column + 1
        if value:
            column += len(key) + 2
            holder.value_at[key], holder[key] = (number, column + 1), _value(value, number, column)
        else:
            waiting = key
    whole = file.get("")
    if waiting is not None or not isinstance(whole, YamlMap) or whole.at[1] > 1:
        raise _NotPlain
    return whole


def _begin(within: list[tuple[int, Any]], key: str, number: int, column: int, *, is_list: bool) -> None:
    """A list or mapping begins in a line, as the value of the key above it."""
    outer, holder = within[-1]
    if column < outer or (column == outer and not is_list) or len(within) > _DEEPEST:
        raise _NotPlain
    at = number, column + 1
    holder[key] = YamlList(at) if is_list else YamlMap(at)
    holder.value_at[key] = at
    within.append((column, holder[key]))


def _value(value: str, number: int, column: int) -> Any:
    if not value or value[0] == "#":
        raise _NotPlain
    if value[0] == "[":
        items = YamlList((number, column + 1))
        for found in _ITEM.finditer(value):
            items.append(_words(found[1]))
            items.item_at.append((number, column + found.start(1) + 1))
        return items
    if value[0] == "{":
        pairs = YamlMap((number, column + 1))
        for found in _PAIR.finditer(value):
            if found[1] in pairs:
                raise _NotPlain
            pairs[found[1]] = _words(found[2])
            pairs.key_at[found[1]] = number, column + found.start(1) + 1
            pairs.value_at[found[1]] = number, column + found.start(2) + 1
        return pairs
    return _words(value)


def _words(value: str) -> str:
    return value[1:-1] if value[0] in "\"'" else "" if value in NOTHING else value
