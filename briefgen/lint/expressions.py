"""The shape of an expression, and everything that is wrong inside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from jinja2 import nodes

from briefgen.diagnostics import did_you_mean
from briefgen.frozen import replace
from briefgen.lint import abilities as can
from briefgen.lint.abilities import Comparisons, fault_of
from briefgen.lint.library import Library
from briefgen.lint.names import KIND, Binding, Frame, known_if, written
from briefgen.lint.recovery import UNKNOWN
from briefgen.lint.template_source import TemplateText
from briefgen.model.schema import REFERENCE, a_record_of
from briefgen.rendering import shapes as s
from briefgen.rendering.filter_input import OF_A_LIST
from briefgen.rendering.render import import_at_top, instead_of, needed_by_part
from briefgen.rendering.shapes import Shape

Called = Callable[[nodes.Call, Shape, Frame], Shape]
Filtered = Callable[["Expressions", nodes.Filter, Frame], Shape]
PATHS = (nodes.Name, nodes.Getattr, nodes.Getitem)


@dataclass(eq=False)
class Expressions:
    """Follows the expressions of one template; `called` walks what a call leads to, `filtered` what a filter makes."""

    library: Library
    source: TemplateText
    called: Called
    filtered: Filtered

    def __post_init__(self) -> None:
        self.place_of = self.source.place_of
        self.comparisons = Comparisons(self.library, self.source)
        self.chosen, self.report = self.comparisons.chosen, self.comparisons.report

    def shape(self, node: nodes.Node | None, frame: Frame) -> Shape:
        """What an expression stands for; faults inside it are reported."""
        if node is None:
            return s.Shape(s.NONE)
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is not None:
            found: Shape = method(node, frame)
            return found
        if isinstance(node, nodes.BinExpr):
            return self._reckoned(node, frame)
        for child in node.iter_child_nodes():
            self.shape(child, frame)
        return s.ANYTHING

    # --- what stands for itself ---

    def _const(self, node: nodes.Const, frame: Frame) -> Shape:
        if isinstance(node.value, str):
            return s.TEXT_OF_TEMPLATE
        if isinstance(node.value, bool):
            return s.YES_NO
        return s.Shape(s.NONE) if node.value is None else s.A_COUNT

    def _list(self, node: nodes.List | nodes.Tuple, frame: Frame) -> Shape:
        parts = tuple(self.shape(item, frame) for item in node.items)
        return s.Shape(s.LIST, of=_together(parts), parts=parts)

    _tuple = _list

    def _dict(self, node: nodes.Dict, frame: Frame) -> Shape:
        pairs = [(pair.key, self.shape(pair.value, frame)) for pair in node.items]
        fields = {str(key.value): shape for key, shape in pairs if isinstance(key, nodes.Const)}
        return s.Shape(s.ROW, fields=fields, open=len(fields) < len(pairs))

    # --- names and fields ---

    def _name(self, node: nodes.Name, frame: Frame) -> Shape:
        binding = frame.find(node.name)
        if binding is not None:
            binding.use()
            shape = binding.shape
            return s.present(shape) if frame.path_of(node) in frame.known else shape
        if node.name == UNKNOWN:
            return s.ANYTHING
        if frame.lenient:
            return self.library.shapes.guessed(node.name)
        hint = (
            did_you_mean(node.name, frame.all_names())
            or instead_of(node.name, self.library.environment.filters)
            or None
        )
        part = f"_parts/{node.name}.md.j2"
        if (source := self.library.source(part)) is not None and "{% macro " in source.text:
            hint = import_at_top(part, node.name)
            frame.outermost().names[node.name] = Binding(s.ANYTHING)  # said once
        outer = next((one for one in self.library.including if not one[0].name.startswith("_parts/")), None)
        if outer is not None and self.source.name.startswith("_parts/"):  # told where the part is brought in, once
            frame.outermost().names[node.name] = Binding(s.ANYTHING)
            known = (name for name, binding in frame.outermost().names.items() if self._has(binding, node.name))
            said, way_out = needed_by_part(PurePosixPath(self.source.name).name, node.name, next(known, ""))
            is_import = hint is not None and "import" in hint
            source, place = outer
            self.library.findings.say(source, place, "undefined-name", said, hint if is_import else way_out)
            return s.ANYTHING
        self.report(node.lineno, "undefined-name", f"there is no '{node.name}' here", hint)
        return s.ANYTHING

    def _has(self, binding: Binding, name: str) -> bool:
        """Whether a name stands for the record that a brief is about, which has such a field."""
        return binding.shape.type == s.RECORD and name in self.library.shapes.fields(binding.shape)

    def _getattr(self, node: nodes.Getattr, frame: Frame) -> Shape:
        place = self.source.after(node.lineno, node.attr)
        return self._field(node, node.attr, place, frame)

    def _getitem(self, node: nodes.Getitem, frame: Frame) -> Shape:
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._field(node, node.arg.value, node.arg.lineno, frame)
        base, number = self.shape(node.node, frame), self.shape(node.arg, frame)
        wrong = can.each(base, lambda one: "this is no list" if can.no_list(one) or one.type in s.STRINGS else "")
        if wrong and number.type == s.COUNT:
            self.report(node.lineno, "undefined-name", wrong, "a number in [ ] counts the items of a list from 0")
        if isinstance(node.arg, nodes.Slice) and base.type == s.LIST:
            return base
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, int) and base.of is not None:
            inside = -len(base.parts) <= node.arg.value < len(base.parts)
            return base.parts[node.arg.value] if inside else base.of
        return base.of if base.of is not None and number.type == s.COUNT else s.ANYTHING

    def _field(self, node: nodes.Getattr | nodes.Getitem, name: str, place: int, frame: Frame) -> Shape:
        base = self._narrowed(self.shape(node.node, frame), node.node, frame)
        found = [self.field_of(option, name) for option in can.options(base)]
        there = [shape for shape in found if shape is not None]
        if not there:
            self._no_field(node, base, name, place, frame)
            return s.ANYTHING
        shape = s.one_of(*there)
        if base.optional and shape.type != s.LIST:
            shape = shape.maybe()
        return s.present(shape) if frame.path_of(node) in frame.known else shape

    def _narrowed(self, base: Shape, node: nodes.Node, frame: Frame) -> Shape:
        """A record of several kinds as the one kind that a condition around it asks for."""
        path = frame.path_of(node)
        kind = next((k for k in base.kinds if (*path, KIND, k) in frame.known), "") if path else ""
        return replace(base, kinds=(kind,)) if kind and base.type in (s.RECORD, REFERENCE) else base

    def field_of(self, base: Shape, name: str) -> Shape | None:
        """The shape of one field; anything where it cannot be told, None where there is no such field."""
        if base.type == s.ANY:
            return s.ANYTHING
        if base.type == can.MODULE:
            binding = self.library.parts[base].names.get(name)
            if binding is None or binding.shape not in self.library.macros or name.startswith("_"):
                return None
            binding.use()
            return binding.shape
        found = self.library.shapes.fields(base).get(name)
        return s.ANYTHING if found is None and base.open else found

    def _no_field(self, node: nodes.Node, base: Shape, name: str, place: int, frame: Frame) -> None:
        owner, known = self.owner(node, base)
        hint = did_you_mean(name, known) or (f"it has: {', '.join(sorted(known))}" if known else "it has no fields")
        if base.type == s.LIST:
            hint = "it is a list: go through it with {% for … %}, or take one with |first"
        if len(known) > 12 and hint.startswith("it has"):
            hint = "briefgen template fields lists what there is"
        self.report(place, "undefined-name", f"{owner} has no '{name}'", hint)

    def owner(self, node: nodes.Node, base: Shape) -> tuple[str, list[str]]:
        if base.type == can.MODULE:
            names = self.library.parts[base].names.items()
            return "the imported part", [n for n, b in names if b.shape in self.library.macros and n[0] != "_"]
        known = list(self.library.shapes.fields(base))
        if base.type == can.SECTIONS:
            return "this brief", known
        if base.type in (s.RECORD, REFERENCE) and len(base.kinds) == 1:
            return a_record_of(self.library.shapes.schema, base.kinds[0]), known
        said = written(node.node) if isinstance(node, nodes.Getattr | nodes.Getitem) else ""
        return f"'{said}'" if said else "this", known

    # --- conditions ---

    def _not(self, node: nodes.Not, frame: Frame) -> Shape:
        self.shape(node.node, frame)
        return s.YES_NO

    def _and(self, node: nodes.And, frame: Frame) -> Shape:
        left = self.shape(node.left, frame)
        with frame.knowing(known_if(node.left, frame, True)):
            return s.one_of(left, self.shape(node.right, frame))

    def _or(self, node: nodes.Or, frame: Frame) -> Shape:
        left = self.shape(node.left, frame)
        with frame.knowing(known_if(node.left, frame, False)):
            return s.one_of(s.present(left), self.shape(node.right, frame))

    def _condexpr(self, node: nodes.CondExpr, frame: Frame) -> Shape:
        self.condition(node.test, frame)
        if self._never_holds(node.test, frame) and node.expr2 is not None:
            return self.shape(node.expr2, frame)
        with frame.knowing(known_if(node.test, frame, True)):
            one = self.shape(node.expr1, frame)
        with frame.knowing(known_if(node.test, frame, False)):
            two = self.shape(node.expr2, frame) if node.expr2 is not None else s.TEXT_OF_TEMPLATE
        return s.one_of(one, two)

    def _never_holds(self, node: nodes.Node, frame: Frame) -> bool:
        """Whether a condition asks for a name that is not there, such as a parameter that a variant does not have."""
        if not (isinstance(node, nodes.Test) and node.name == "defined" and isinstance(node.node, nodes.Getattr)):
            return False
        with self.library.findings.muted():
            owner = self.shape(node.node.node, frame)
        return all(self.field_of(option, node.node.attr) is None for option in can.options(owner))

    def condition(self, node: nodes.Node, frame: Frame) -> None:
        """What stands behind `if`."""
        self.shape(node, frame)
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            self.report(
                node.lineno, "always-true", f"the text '{node.value}' always holds", "leave out its quotation marks"
            )

    def _test(self, node: nodes.Test, frame: Frame) -> Shape:
        self._tested(node, frame)
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.shape(argument, frame)
        place = self.source.after(self.source.after(node.lineno, "is"), node.name)
        known = self.library.environment.tests
        if node.name not in known:
            hint = did_you_mean(node.name, known) or f"there are: {', '.join(sorted(known))}"
            self.report(place, "template-syntax", f"there is no test '{node.name}'", hint)
            return s.YES_NO
        message, hint = fault_of(f"'is {node.name}'", known[node.name], node)
        if message:
            self.report(place, "template", message, hint)
        return s.YES_NO

    def _tested(self, node: nodes.Test, frame: Frame) -> None:
        if node.name in ("defined", "undefined") and isinstance(node.node, nodes.Name | nodes.Getattr):
            with self.library.findings.muted():
                self.shape(node.node, frame)
            return
        shape = self.shape(node.node, frame)
        if node.name in ("even", "odd", "divisibleby") and (wrong := can.no_figures(shape)):
            self.report(self.place_of(node.node), "template", wrong, f"'is {node.name}' works on |length or loop.index")

    def _compare(self, node: nodes.Compare, frame: Frame) -> Shape:
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        self.comparisons.check(node, [self.shape(side, frame) for side in sides])
        return s.YES_NO

    # --- what makes something new ---

    def _concat(self, node: nodes.Concat, frame: Frame) -> Shape:
        for part in node.nodes:
            self.printed(part, frame)
        return s.TEXT_OF_TEMPLATE

    def _reckoned(self, node: nodes.BinExpr, frame: Frame) -> Shape:
        sides = [self.shape(node.left, frame), self.shape(node.right, frame)]
        if any(can.no_figures(side) for side in sides) or isinstance(node, nodes.Pow):
            hint = "write texts one after the other, lists in a for"
            self.report(node.lineno, "template", f"'{node.operator}' does not work on this", hint)
        return s.A_COUNT

    def _call(self, node: nodes.Call, frame: Frame) -> Shape:
        callee = self.shape(node.node, frame)
        return self.called(node, callee, frame)

    def printed(self, node: nodes.Node, frame: Frame) -> Shape:
        """What stands in `{{ … }}`: it has to be a text, and one that is there."""
        shape = self.shape(node, frame)
        if fault := can.no_text(shape):
            self.report(self.place_of(node), "unprintable", fault, _way_out(shape, self.library))
        else:
            self.is_there(node, shape)
            self._has_note(node, shape)
        return shape

    def is_there(self, node: nodes.Node, shape: Shape) -> None:
        """A warning where something may be missing when it is printed."""
        if shape.optional:
            said = written(node)
            hint = f"put {{% if {said} %}} around it" if said else "put {% if … %} around it"
            message = f"'{said}' may be missing" if said else "this may be missing"
            self.report(self.place_of(node), "may-be-missing", message, hint)

    def _has_note(self, node: nodes.Node, shape: Shape) -> None:
        if shape in (can.LENGTH, can.LENGTH_IN_WORDS):
            self.report(
                self.place_of(node), "no-note", "this number prints without notes", "count with |count, not |length"
            )
        elif shape.type == s.CODE and isinstance(node, PATHS):
            message = f"'{written(node)}' is there to be compared; it prints without a note"
            self.report(
                self.place_of(node), "no-note", message, "print the value itself, or .label for a record's name"
            )

    def _filter(self, node: nodes.Filter, frame: Frame) -> Shape:
        return self.filtered(self, node, frame)


def _together(parts: tuple[Shape, ...]) -> Shape:
    """The items of a list as it is written; rows of equal length are rows of the same parts."""
    if not parts:
        return s.ANYTHING
    if all(part.type == s.LIST and len(part.parts) == len(parts[0].parts) for part in parts):
        columns = tuple(s.one_of(*column) for column in zip(*(part.parts for part in parts), strict=True))
        return s.Shape(s.LIST, of=s.one_of(*columns) if columns else s.ANYTHING, parts=columns)
    return s.one_of(*parts)


def _way_out(shape: Shape, library: Library) -> str:
    if shape.type == s.LIST:
        return OF_A_LIST
    if shape.type == s.ROW:
        return f"print one of its parts: {', '.join(library.shapes.fields(shape))}"
    if shape.type == can.MACRO:
        return "call it: write ( ) behind it"
    return "use it in {% if … %}" if shape.type == s.FLAG else "print one of its fields"
