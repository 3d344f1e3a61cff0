"""The branches of a template, so that a brief rests on those alone that it has reached.

A branch is what stands in an `if`, an `else`, a loop, a macro or a block, and the template as a whole. Its digest is of
what it says itself, the branches in it left out, and neither of comments nor of blanks inside tags. Where a branch
stands is told by its way: the numbers of the branches from the outermost to it. As long as all that is reached is as
it was, the ways are as they were, and what nobody has reached may be anything that can be compiled.

A branch that nobody reaches still tells something: which names it sets, which blocks it has, and whether a macro asks
for its caller and further arguments. Jinja counts that before anything is rendered, so it belongs to what is around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from jinja2 import nodes

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
