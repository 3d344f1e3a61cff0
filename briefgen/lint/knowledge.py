"""What a condition tells of fields: which are not missing where it holds, or where it does not."""

from __future__ import annotations

from jinja2 import nodes

from briefgen.lint.names import Frame, Path

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
