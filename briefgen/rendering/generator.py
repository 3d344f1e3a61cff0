"""How templates are turned into code: Jinja's way, without what would let one take facts apart; and its branches.

Text that a template has put together holds facts and, behind them, the marks of their sources. Jinja would let
it go through such a text letter by letter, leave the marks out, and print facts without a source. Here a text
can be printed, joined, compared as a whole and asked whether it is empty, and nothing else.

Nothing is worked out while compiling: compiled templates are kept for every language, and a constant that
takes forever to work out is found when it is rendered.

A branch is what stands in an `if`, an `else`, a loop, a macro or a block, and the template as a whole. Its digest is of
what it says itself, the branches in it left out, and neither of comments nor of blanks inside tags. Where a branch
stands is told by its way: the numbers of the branches from the outermost to it. As long as all that is reached is as
it was, the ways are as they were, and what nobody has reached may be anything that can be compiled.

A branch that nobody reaches still tells something: which names it sets, which blocks it has, and whether a macro asks
for its caller and further arguments. Jinja counts that before anything is rendered, so it belongs to what is around.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from math import isfinite
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.lexer import Lexer

from briefgen.regexes import pattern

# Stand-ins of escapes and marks of citations, which only values print; control characters, which no Word file can hold.
INVISIBLE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")
NOT_VISIBLE = "an invisible character cannot stand in a template"
# What git leaves in a file that two people changed: it would be printed like any other text.
_CONFLICT = pattern(r"^<{7}(?: .*)?$", re.MULTILINE)
CONFLICTED = "a merge left both versions here; keep one of them"


def unprintable(source: str) -> Iterator[tuple[int, str]]:
    """Where a template holds what no template may hold, and what is wrong with it."""
    yield from ((found.start(), NOT_VISIBLE) for found in INVISIBLE.finditer(source))
    yield from ((found.start(), CONFLICTED) for found in _CONFLICT.finditer(source))


def _is_macro_or_blank(node: nodes.Node) -> bool:
    """A macro, or what stands between two."""
    if isinstance(node, nodes.Output):
        return all(isinstance(one, nodes.TemplateData) for one in node.nodes)
    return isinstance(node, nodes.Macro)


REPEATED = "for each"
"""A name, which no template can write, in the context of what is included for each item of a list."""


class Generator(CodeGenerator):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._loops = 0
        self._taken_apart: dict[int, str] = {}  # nodes that code goes through item by item, and what looks at them

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self._branches = Branches(node)
        super().visit_Template(node, frame)
        self.writeline(f"branches = {self._branches.digests!r}")
        self.writeline(f"only_macros = {all(map(_is_macro_or_blank, node.body))}")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A branch says that it was reached."""
        if (way := self._branches.ways.get(id(nodes))) is not None:
            self.writeline(f"environment.reached.add({(self.name, way)!r})")
        super().blockvisit(nodes, frame)

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        guard = self._taken_apart.pop(id(node), None)
        if guard is None:
            return super().visit(node, *args, **kwargs)
        self.write(f"environment.{guard}(")
        super().visit(node, *args, **kwargs)
        self.write(")")
        return None

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        self._taken_apart[id(node.iter)] = "tuples" if self._is_row_of_names(node.target) else "rows"
        self._loops += 1
        super().visit_For(node, frame)
        self._loops -= 1

    def dump_local_context(self, frame: Frame) -> str:
        """What is included for each item of a list is rendered there alone: the list has gone on when it is over."""
        names = super().dump_local_context(frame)
        return f"{{**{names}, {REPEATED!r}: True}}" if self._loops else names

    def visit_Assign(self, node: nodes.Assign, frame: Frame) -> None:
        if self._is_row_of_names(node.target):
            self._taken_apart[id(node.node)] = "rows"
        super().visit_Assign(node, frame)

    def signature(self, node: Any, frame: Frame, extra_kwargs: Any = None) -> None:
        if node.dyn_args is not None:
            self._taken_apart[id(node.dyn_args)] = "rows"
        super().signature(node, frame, extra_kwargs)

    def _is_row_of_names(self, target: nodes.Node) -> bool:
        """True for `a, b` on the left; names inside names are refused."""
        if not isinstance(target, nodes.Tuple):
            return False
        if any(isinstance(name, nodes.Tuple) for name in target.items):
            self.fail("names in brackets cannot be set; set them one by one", target.lineno)
        return True

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """Jinja would take `a[1:2]` past the environment."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.getitem(")
        self.visit(node.node, frame)
        self.write(", slice(")
        for part in (node.arg.start, node.arg.stop, node.arg.step):
            self.visit(part or nodes.Const(None), frame)
            self.write(", ")
        self.write("))")

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:
        """A macro may be defined anew by a template that extends another one.

        That template runs first; Jinja would then let the other's macro of the same name win.
        """
        super().visit_Macro(node, frame)
        if frame.toplevel:
            macro = frame.symbols.ref(node.name)
            self.writeline(f"{macro} = context.vars[{node.name!r}] = context.settled({self.name!r}, {macro})")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """`a ~ b` joins only what `{{ … }}` would print."""
        self.write("str_join((")
        for part in node.nodes:
            self.write("environment.finalize(")
            self.visit(part, frame)
            self.write("), ")
        self.write("))")

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> None:
        """What a filter makes of a block of text is text, as `{{ … }}` would print it."""
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.start_write(frame, node)
        self.write("str(environment.finalize(")
        self.visit_Filter(node.filter, inner)
        self.write("))")
        self.end_write(frame)
        self.leave_frame(inner)

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        self.write("environment.compare(")
        self.visit(node.expr, frame)
        for operand in node.ops:
            self.write(f", {operand.op!r}, ")
            self.visit(operand.expr, frame)
        self.write(")")

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:
        if isinstance(node.value, str) and INVISIBLE.search(node.value):
            self.fail(NOT_VISIBLE, node.lineno)
        if isinstance(node.value, float) and not isfinite(node.value):
            self.fail("this number is too large to be reckoned with", node.lineno)
        super().visit_Const(node, frame)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


# --- Line ends behind tags: what an editor sees as the end of a paragraph, an item or a row of a table is one ---

_ENDS = frozenset({"block_end", "comment_end", "raw_end"})
"""Tokens that may hold the end of a line behind a tag."""
_OPENING = frozenset({"if", "elif", "else", "for", "block", "filter", "call", "macro", "set", "with"})
"""Words of tags behind which something goes on, as in `- {% if … %}`."""
_BLOCK = pattern(r"[-*+] |\||#{1,6} |>|\d{1,9}[.)] ")
"""How a row, an item, a heading or a quotation begins, behind its indent."""


def _begins_a_block(text: str) -> bool:
    return _BLOCK.match(text.lstrip(" \t")) is not None


class LineLexer(Lexer):
    """Jinja's lexer with `trim_blocks`, but for lines behind whose end something of its own begins.

    `trim_blocks` takes the end of a line away behind any tag. That is right for a line of tags alone, and for words
    that go on in the next line. But the blank line behind a sentence that ends with `{% endif %}` would be no blank
    line any more, two paragraphs would become one, and two rows or items one line. There the end of the line stays.
    """

    def tokeniter(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> Iterator[tuple[int, str, str]]:
        begins, word, is_new, waits = "", "", False, False
        for line, token, value in super().tokeniter(source, name, filename, state):
            if waits and token == "data" and (value.lstrip(" \t")[:1] == "\n" or _begins_a_block(value)):
                yield line, "data", "\n"
            waits = False
            if token == "data":
                _, end, behind = value.rpartition("\n")
                begins = behind.strip() and behind if end else begins or (value.strip() and value)
            elif token == "variable_begin":
                begins = begins or value
            elif token in ("block_begin", "comment_begin", "raw_begin"):
                word, is_new = "", token == "block_begin"
            elif is_new and token == "name":
                word, is_new = value, False
            if token in _ENDS and value.endswith("\n") and not value.startswith("-"):
                kept = begins and word not in _OPENING and _begins_a_block(begins)
                waits = bool(begins) and word not in _OPENING and not kept
                yield line, token, value[:-1]
                if kept:
                    yield line, "data", "\n"
                begins = ""
                continue
            yield line, token, value


# --- Branches, so that a brief rests on those alone that it has reached ---


WHOLE = "0"
"""The way to a template as a whole."""
_PLACES = frozenset(
    {
        (nodes.If, "body"),
        (nodes.If, "else_"),
        (nodes.For, "body"),
        (nodes.For, "else_"),
        (nodes.Macro, "body"),
        (nodes.Block, "body"),
    }
)
_OF_MACROS = frozenset({"caller", "varargs", "kwargs"})


class Branches:
    """The branches of one template: `digests` by way, `ways` by what Python knows a list of nodes by."""

    def __init__(self, tree: nodes.Template) -> None:
        self.digests: dict[str, str] = {}
        self.ways: dict[int, str] = {}
        self._take(tree.body, WHOLE)

    def _take(self, body: list[nodes.Node], way: str) -> None:
        self.ways[id(body)] = way
        self.digests[way] = ""  # the ones in it come later
        said, inner = list[str](), list[list[nodes.Node]]()
        _say(body, said, inner)
        self.digests[way] = blake2b("".join(said).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        for n, one in enumerate(inner):
            self._take(one, f"{way}.{n}")


def _say(value: Any, said: list[str], inner: list[list[nodes.Node]]) -> None:
    """Add what a node says to `said`, the branches that are left out to `inner`."""
    if isinstance(value, nodes.Node):
        said.append(f"{type(value).__name__}(")
        for name in value.fields:
            part = getattr(value, name)
            if (type(value), name) in _PLACES and part:
                inner.append(part)
                said.append(f"…{sorted(_told_around(part))}")
            else:
                _say(part, said, inner)
        said.append(")")
    elif isinstance(value, list | tuple):
        said.append("[")
        for part in value:
            _say(part, said, inner)
        said.append("]")
    else:
        said.append(f"{value!r},")


def _told_around(body: Iterable[nodes.Node]) -> Iterator[str]:
    """What counts of a branch wherever it is not reached."""
    for node in body:
        for one in (node, *node.find_all(nodes.Node)):
            if isinstance(one, nodes.Name) and (one.ctx != "load" or one.name in _OF_MACROS):
                yield f"{one.ctx} {one.name}"
            elif isinstance(one, nodes.Block | nodes.Macro):
                yield f"{type(one).__name__} {one.name}"
            elif isinstance(one, nodes.Extends):
                yield "extends"
            elif isinstance(one, nodes.Import):
                yield f"sets {one.target}"
            elif isinstance(one, nodes.FromImport):
                yield f"sets {one.names}"


def reached_as_words(ways: Iterable[str]) -> str:
    """The branches that were reached, in a few words: the innermost ones, for they lead through the others."""
    found = sorted(set(ways))
    return " ".join(way for way, after in zip(found, [*found, ""][1:], strict=True) if not after.startswith(f"{way}."))


def with_outer(words: str) -> list[str]:
    """All branches that such words stand for."""
    found: dict[str, None] = {}
    for way in words.split():
        steps = way.split(".")
        found.update(dict.fromkeys(".".join(steps[:n]) for n in range(1, len(steps) + 1)))
    return list(found)


def digests_of(branches: Mapping[str, str], words: str) -> list[str]:
    """What stands for branches that were reached, as they are by now; "" for one that there is not."""
    return [branches.get(way, "") for way in with_outer(words)]
