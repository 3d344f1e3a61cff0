"""Changes to the text of a YAML file that leave every other character as it stands.

A value is set, put in or taken out by its path, and only its own characters change: comments, blank lines, quotation
marks, the order of keys and how lines are broken are a person's, and a reader of `git diff` sees what was changed and
nothing else. The parser of the loader says where things stand; a writer that reads a file whole and writes it again
(ruamel.yaml keeps comments, too) would set all of it anew. After each change the text is parsed again, and the change
is refused (`NotEdited`) unless it holds exactly what it held before, with the change.

Paths are exact: no step is left out, as `locate` allows. Data is texts, lists and mappings; a text that must stand in
quotation marks is an `Exact`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from briefgen.errors import BriefgenError
from briefgen.facts.yaml_text import entry, in_line, item, scalar

Path = tuple[str | int, ...]
_REMARK = re.compile(r"(?<!\S)#[^\r\n]*")


class NotEdited(BriefgenError):
    """A change that cannot be made in this text; the message says why."""


def set_value(text: str, path: Path, value: Any) -> str:
    """The text with `value` at `path`, in the place of what stands there or as the last key of its mapping."""
    found = _File(text)
    parent = found.node(path[:-1])
    if isinstance(parent, MappingNode) and path[-1] not in [k.value for k, _ in parent.value]:
        return insert_value(text, path, value)
    node = found.node(path)
    return found.changed(_replaced(found, node, parent, path, value), "set", path, value)


def insert_value(text: str, path: Path, value: Any, *, after: str | None = None) -> str:
    """The text with `value` as a new key behind the key `after` ("": first; None: last), or as item n of a list."""
    found = _File(text)
    parent, step = found.node(path[:-1]), path[-1]
    if isinstance(parent, MappingNode):
        keys = [k.value for k, _ in parent.value]
        if step in keys:
            raise NotEdited(f"the key {step} stands there already")
        n = len(keys) if after is None else 0 if after == "" else keys.index(after) + 1
        new = _put_in(found, parent, n, f"{scalar(str(step), flow=True)}: {in_line(value)}", entry, (str(step), value))
    elif isinstance(parent, SequenceNode) and isinstance(step, int):
        n = min(step, len(parent.value))
        new = _put_in(found, parent, n, in_line(value), item, (value,))
    else:
        raise NotEdited(f"{_shown(path[:-1])} holds a single value")
    return found.changed(new, "insert", (*path[:-1], n if isinstance(step, int) else step), value, n)


def remove_value(text: str, path: Path) -> str:
    """The text without the key or item that `path` leads to; remarks above, in and behind it stay on their own lines.

    The last one of its mapping or list is not taken out, for nothing would be left to write there.
    """
    found = _File(text)
    parent = found.node(path[:-1])
    spans = found.spans(parent)
    found.node(path)
    if len(spans) == 1:
        raise NotEdited(f"{_shown(path)} is the only value there")
    n = path[-1] if isinstance(path[-1], int) else [k.value for k, _ in parent.value].index(path[-1])
    start, end = spans[n]
    if parent.flow_style:
        cut = (start, spans[n + 1][0]) if n + 1 < len(spans) else (spans[n - 1][1], end)
    elif found.begins_line(start):
        cut = (found.line_start(start), found.line_end(end))
    else:  # behind the dash of an item
        cut = (start, spans[n + 1][0])
    kept = "" if parent.flow_style else found.remarks(*cut, found.column(start))
    return found.changed(text[: cut[0]] + kept + text[cut[1] :], "remove", path, None)


def rename_key(text: str, path: Path, key: str) -> str:
    """The text with another word for the key that `path` leads to; its value stays."""
    found = _File(text)
    found.node(path)
    node = next(k for k, _ in found.node(path[:-1]).value if k.value == path[-1])
    new = text[: node.start_mark.index] + scalar(key, flow=True) + text[node.end_mark.index :]
    return found.changed(new, "rename", path, key)


class Parts:
    """The values that stand below each other under the keys of a file, each with its lines.

    A change in a few of them is made in a text of these alone, however many others there are.
    """

    def __init__(self, text: str) -> None:
        found = _File(text)
        self.text, self.newline, self.lines = text, found.newline, dict[Path, tuple[int, int]]()
        self._new: list[tuple[int, int, str]] = []
        for key, node in found.root.value if isinstance(found.root, MappingNode) else ():
            if getattr(node, "flow_style", True) or not isinstance(key, ScalarNode):
                continue
            try:
                spans = found.spans(node)
            except NotEdited:
                continue
            lines = [(found.line_start(start), found.line_end(end)) for start, end in spans]
            if all(found.begins_line(start) for start, _ in spans) and all(a[1] <= b[0] for a, b in pairwise(lines)):
                steps = [k.value for k, _ in node.value] if isinstance(node, MappingNode) else range(len(lines))
                self.lines.update(zip(((key.value, step) for step in steps), lines, strict=True))

    def change(self, first: Path, last: Path, change: Callable[[str], str]) -> None:
        """Change the text of values that follow each other, under their key; items are counted from the first."""
        start, end = self.lines[first][0], self.lines[last][1]
        piece = change(f"{scalar(str(first[0]))}:{self.newline}{self.text[start:end]}")
        self._new.append((start, end, piece.partition("\n")[2]))

    def changed(self) -> str:
        """The text with all changes."""
        text, at = "", 0
        for start, end, piece in sorted(self._new):
            text, at = f"{text}{self.text[at:start]}{piece}", end
        return text + self.text[at:]


def _replaced(found: _File, node: Any, parent: Any, path: Path, value: Any) -> str:
    text, start, end = found.text, node.start_mark.index, found.end(node)
    is_plain = not isinstance(value, dict | list | tuple)
    if parent.flow_style or (is_plain and isinstance(node, ScalarNode) and node.style not in ("|", ">")):
        flow = bool(parent.flow_style)
        found.keep_remarks(node, start, path)
        has_comment = text[end:].lstrip(" \t").startswith("#")
        new = scalar(value, flow=flow or has_comment) if is_plain else in_line(value)
        if start == end and text[start - 1 : start] == ":":  # a key without a value
            new = f" {new}"
        return text[:start] + new + text[end:]
    if isinstance(path[-1], int):
        found.keep_remarks(node, found.dash(parent, path[-1]), path)
        dash = found.dash(parent, path[-1])
        return text[:dash] + found.lines(item(value, found.column(dash))) + text[end:]
    key = next(k for k, _ in parent.value if k.value == path[-1])
    found.keep_remarks(node, key.end_mark.index, path)
    new = entry(str(path[-1]), value, found.column(key.start_mark.index))
    return text[: key.start_mark.index] + found.lines(new) + text[end:]


def _put_in(found: _File, parent: Any, n: int, flow: str, block: Any, parts: tuple[Any, ...]) -> str:
    text, spans = found.text, found.spans(parent)
    if parent.flow_style:
        if not spans:
            at = parent.end_mark.index - 1
            return text[:at] + flow + text[at:]
        if n < len(spans):
            at = spans[n][0]
            return f"{text[:at]}{flow}, {text[at:]}"
        at = spans[-1][1]
        return f"{text[:at]}, {flow}{text[at:]}"
    column = found.column(spans[0][0])
    new = found.lines(block(*parts, column))
    if n == 0:
        at = spans[0][0]
        return f"{text[:at]}{new}{found.newline}{' ' * column}{text[at:]}"
    at = found.line_end(spans[n - 1][1])
    before = "" if text[:at].endswith("\n") else found.newline
    return f"{text[:at]}{before}{' ' * column}{new}{found.newline}{text[at:]}"


class _File:
    """A text with its nodes, and where they begin and end; blank lines and comments behind a node are not its own."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.root = _compose(text)

    def node(self, path: Path) -> Any:
        node: Any = self.root
        for n, step in enumerate(path):
            if isinstance(node, MappingNode) and isinstance(step, str):
                inner = next((v for k, v in node.value if k.value == step), None)
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                inner = node.value[step]
            else:
                inner = None
            if inner is None:
                raise NotEdited(f"nothing stands at {_shown(path[: n + 1])}")
            node = inner
        return node

    def spans(self, parent: Any) -> list[tuple[int, int]]:
        """Where each key with its value, or each item with its dash, begins and ends."""
        if isinstance(parent, MappingNode):
            return [(k.start_mark.index, max(self.end(v), k.end_mark.index + 1)) for k, v in parent.value]
        if isinstance(parent, SequenceNode):
            if parent.flow_style:
                return [(v.start_mark.index, self.end(v)) for v in parent.value]
            return [(self.dash(parent, n), self.end(v)) for n, v in enumerate(parent.value)]
        return []

    def end(self, node: Any) -> int:
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            if isinstance(node, SequenceNode):
                return self.end(last)
            return int(max(self.end(last[1]), last[0].end_mark.index + 1))
        end: int = node.end_mark.index
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            start = node.start_mark.index
            return int(start + len(self.text[start:end].rstrip()))
        return end

    def dash(self, parent: Any, n: int) -> int:
        """The dash of an item of a list that is written below each other."""
        column = self.column(parent.start_mark.index)
        at = self.line_start(parent.value[n].start_mark.index)
        while self.text[at + column : at + column + 1] != "-" or self.text[at : at + column].strip(" -"):
            if at == 0:
                raise NotEdited("a list behind a tag, an anchor or a question mark cannot be changed here")
            at = self.line_start(at - 1)
        return at + column

    def column(self, index: int) -> int:
        return index - self.line_start(index)

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Behind the end of the line."""
        return self.text.find("\n", index) + 1 or len(self.text)

    def begins_line(self, index: int) -> bool:
        return not self.text[self.line_start(index) : index].strip()

    def keep_remarks(self, node: Any, at: int, path: Path) -> None:
        """Refuse to write a value anew in which a person has left a remark."""
        rest: list[str] = []
        for one in _scalars(node):
            rest.append(self.text[at : one.start_mark.index])
            at = one.end_mark.index
        if "#" in "".join([*rest, self.text[at : self.end(node)]]):
            raise NotEdited(f"{_shown(path)} has a remark in it, which would be lost")

    def remarks(self, start: int, end: int, column: int) -> str:
        """The remarks between two places of the text, a line each; what is in quotation marks is none."""
        outside: list[str] = []
        for one in [s for s in _scalars(self.root) if start <= s.start_mark.index < end]:
            outside.append(self.text[start : one.start_mark.index])
            start = max(start, one.end_mark.index)
        found = [m[0].rstrip() for gap in [*outside, self.text[start:end]] for m in _REMARK.finditer(gap)]
        return "".join(f"{' ' * column}{remark}{self.newline}" for remark in found)

    def lines(self, written: str) -> str:
        return written.replace("\n", self.newline)

    def changed(self, new: str, what: str, path: Path, value: Any, n: int = 0) -> str:
        """The new text, if it holds what the old one held with this change and nothing else."""
        wanted = _changed(_plain(self.root), what, path, _strings(value), n)
        try:
            holds = _plain(_compose(new))
        except NotEdited:
            holds = None
        if holds != wanted:
            raise NotEdited(f"{_shown(path)} cannot be changed in the way this file is written")
        return new


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, ScalarNode):
        yield node
    for one in getattr(node, "value", ()) if not isinstance(node, ScalarNode) else ():
        for part in one if isinstance(one, tuple) else (one,):
            yield from _scalars(part)


def _compose(text: str) -> Any:
    try:
        return yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as bad:
        raise NotEdited(f"not readable as YAML: {str(bad).partition(chr(10))[0]}") from None


def _plain(node: Any) -> Any:
    """What a node holds, with the order of keys."""
    if isinstance(node, MappingNode):
        return [(k.value, _plain(v)) for k, v in node.value]
    if isinstance(node, SequenceNode):
        return {"items": [_plain(v) for v in node.value]}
    return node.value if node is not None else ""


def _strings(value: Any) -> Any:
    if isinstance(value, dict):
        return [(str(k), _strings(v)) for k, v in value.items()]
    if isinstance(value, list | tuple):
        return {"items": [_strings(v) for v in value]}
    return str(value)


def _changed(data: Any, what: str, path: Path, value: Any, n: int) -> Any:
    """The plain data with the change, worked out apart from the text."""
    step, rest = path[0], path[1:]
    pairs = data["items"] if isinstance(data, dict) else data
    at = step if isinstance(step, int) else next((i for i, (k, _) in enumerate(pairs) if k == step), len(pairs))
    before, after = pairs[:at], pairs[at + 1 :]
    is_map = not isinstance(data, dict)
    if rest:
        inner = _changed(pairs[at][1] if is_map else pairs[at], what, rest, value, n)
        new = [*before, (step, inner) if is_map else inner, *after]
    elif what == "remove":
        new = [*before, *after]
    elif what == "insert":
        new = [*pairs[:n], (step, value) if is_map else value, *pairs[n:]]
    elif what == "rename":
        new = [*before, (value, pairs[at][1]), *after]
    else:
        new = [*before, (step, value) if is_map else value, *after]
    return new if is_map else {"items": new}


def _shown(path: Path) -> str:
    return ".".join(str(step) for step in path) or "the file"
