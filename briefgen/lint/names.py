"""Names as a template sees them at a place: what each stands for, and what is known there of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jinja2 import nodes

from briefgen.lint.template_source import TagPlace, TemplateText
from briefgen.rendering.shapes import Shape, one_of

Path = tuple[object, ...]
"""A field as it was reached: what it starts at, then the names of fields."""


@dataclass(eq=False)
class Declared:
    """A name that a template gives: a set, an import or a macro; `used` once anything asks for it."""

    source: TemplateText
    place: TagPlace
    name: str
    what: str
    used: bool = False


@dataclass(eq=False)
class Binding:
    """What a name stands for; `path` is the field that it is another name for,
    `implies` what is there if the thing is true."""

    shape: Shape
    declared: tuple[Declared, ...] = ()
    path: Path = ()
    implies: frozenset[Path] = frozenset()

    def use(self) -> None:
        for declared in self.declared:
            declared.used = True


@dataclass(eq=False)
class Frame:
    """The names of one scope, and the fields that are known there not to be missing."""

    names: dict[str, Binding] = field(default_factory=dict)
    parent: Frame | None = None
    known: frozenset[Path] = frozenset()
    lenient: bool = False

    def inner(self, **names: Binding) -> Frame:
        """A scope inside this one, whose names do not lead out of it."""
        return Frame(dict(names), self, self.known, self.lenient)

    def find(self, name: str) -> Binding | None:
        frame: Frame | None = self
        while frame is not None:
            if name in frame.names:
                return frame.names[name]
            frame = frame.parent
        return None

    def outermost(self) -> Frame:
        return self.parent.outermost() if self.parent else self

    def all_names(self) -> set[str]:
        outer = self.parent.all_names() if self.parent else set()
        return {*outer, *self.names}

    @contextmanager
    def knowing(self, paths: Iterable[Path]) -> Iterator[None]:
        """What holds inside a condition."""
        before = self.known
        self.known = before.union(paths)
        try:
            yield
        finally:
            self.known = before

    def path_of(self, node: nodes.Node) -> Path:
        """The path of an expression that only follows fields; () for any other."""
        if isinstance(node, nodes.Name):
            binding = self.find(node.name)
            return () if binding is None else binding.path or (binding,)
        if isinstance(node, nodes.Getattr):
            base = self.path_of(node.node)
            return (*base, node.attr) if base else ()
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            base = self.path_of(node.node)
            return (*base, node.arg.value) if base else ()
        return ()


def written(node: nodes.Node) -> str:
    """A path as it stands in the template; "" for what is none."""
    if isinstance(node, nodes.Getattr):
        base = written(node.node)
        return f"{base}.{node.attr}" if base else ""
    return str(node.name) if isinstance(node, nodes.Name) else ""


def joined(before: dict[str, Binding], branches: list[dict[str, Binding]]) -> dict[str, Binding]:
    """The names behind branches of which one has run."""
    found = dict(before)
    for name in dict.fromkeys(name for branch in branches for name in branch):
        bindings = list(dict.fromkeys(branch[name] for branch in branches if name in branch))
        if len(bindings) == 1:
            found[name] = bindings[0]
        else:
            declared = tuple(dict.fromkeys(d for binding in bindings for d in binding.declared))
            found[name] = Binding(one_of(*(binding.shape for binding in bindings)), declared)
    return found


# --- What a condition tells of fields: which are not missing where it holds, or where it does not ---


KIND = "=kind"
"""Behind the path of a record, with the kind that it is known to be."""
_NONE: frozenset[Path] = frozenset()


def known_if(node: nodes.Node | None, frame: Frame, holds: bool) -> frozenset[Path]:
    """The paths that are there when the condition is true (`holds`) or false."""
    if isinstance(node, nodes.Not):
        return known_if(node.node, frame, not holds)
    if isinstance(node, nodes.And | nodes.Or):
        left, right = known_if(node.left, frame, holds), known_if(node.right, frame, holds)
        return left | right if isinstance(node, nodes.And) == holds else left & right
    if isinstance(node, nodes.Compare) and len(node.ops) == 1:
        return _compared(node, frame, holds)
    if isinstance(node, nodes.CondExpr) and holds and node.expr2 is None:
        return known_if(node.test, frame, True) | known_if(node.expr1, frame, True)
    if isinstance(node, nodes.Filter) and holds and node.name in ("where", "without", "take", "list", "count"):
        return known_if(node.node, frame, True)
    if not holds or node is None:
        return _NONE
    binding = frame.find(node.name) if isinstance(node, nodes.Name) else None
    return _with_bases(frame.path_of(node)) | (binding.implies if binding else _NONE)


def _with_bases(path: Path) -> frozenset[Path]:
    """A field that is there was reached through fields that are there."""
    return frozenset(path[:end] for end in range(1, len(path) + 1))


def _compared(node: nodes.Compare, frame: Frame, holds: bool) -> frozenset[Path]:
    operator, other = node.ops[0].op, node.ops[0].expr
    counted = node.expr.node if isinstance(node.expr, nodes.Filter) and node.expr.name == "length" else None
    if counted is not None and isinstance(other, nodes.Const):
        return _with_bases(frame.path_of(counted)) if holds and _is_some(operator, other.value) else _NONE
    equal = operator in ("eq", "in") if holds else operator in ("ne", "notin")
    if not equal:
        return _NONE
    said = other.items if isinstance(other, nodes.List | nodes.Tuple) else [other]
    if not all(isinstance(one, nodes.Const) and one.value for one in said):
        return _NONE
    path = frame.path_of(node.expr)
    found = _with_bases(path)
    if path and path[-1] == "kind" and len(said) == 1 and isinstance(said[0], nodes.Const):
        found |= {(*path[:-1], KIND, said[0].value)}
    return found


def _is_some(operator: str, number: object) -> bool:
    """True where a length that compares so is not 0."""
    if not isinstance(number, int):
        return False
    return (operator == "gt" and number >= 0) or (operator in ("eq", "gteq") and number > 0)
