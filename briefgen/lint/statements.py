"""Goes through the statements of a template as a rendering would, but through every branch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from jinja2 import nodes

from briefgen.diagnostics import did_you_mean
from briefgen.lint import abilities as can
from briefgen.lint.abilities import BlockSections, Chain, asks_for, of_macro
from briefgen.lint.expressions import Expressions
from briefgen.lint.filtering import filtered, item_of
from briefgen.lint.library import Library, MacroDefinition, check_text
from briefgen.lint.names import Binding, Frame, Path, joined, known_if
from briefgen.lint.template_source import TemplateText
from briefgen.rendering import shapes as s
from briefgen.rendering.render import NO_LIST, NOT_CALLED, WITHOUT_END
from briefgen.rendering.shapes import Shape

Given = tuple[Shape, Path]
"""What a macro is given: its shape, and the field that it is."""


class Walk:
    """One template, walked with the names of one frame. `blocks` are those of templates that extend it."""

    def __init__(self, library: Library, source: TemplateText, blocks: Mapping[str, Chain] | None = None) -> None:
        self.library, self.source = library, source
        self.blocks = dict(blocks or {})
        self.expressions = Expressions(library, source, self._called, filtered)
        self.report = self.expressions.report
        self.supers: dict[Shape, tuple[str, Chain]] = {}
        self.sections = BlockSections()
        self.root = Frame()
        self.settled: frozenset[str] = frozenset()

    def template(self, frame: Frame) -> None:
        """The whole template; what it includes, imports and extends as well."""
        library = self.library
        library.walked.add(self.source.name)
        tree = library.tree(self.source)
        self.root = frame
        with self._active(("template", self.source.name)):
            parent = next((node for node in tree.body if isinstance(node, nodes.Extends)), None)
            if parent is None:
                self.sections = BlockSections(self._chains(tree))
                frame.names["self"] = self.sections.binding
                self.body(tree.body, frame)
            else:
                self._extended(tree, parent, frame)

    def body(self, statements: Sequence[nodes.Node], frame: Frame) -> None:
        for node in statements:
            method = getattr(self, f"_{type(node).__name__.lower()}", None)
            if method is not None:
                method(node, frame)
            else:
                for child in node.iter_child_nodes():
                    self.expressions.shape(child, frame)

    # --- text and conditions ---

    def _output(self, node: nodes.Output, frame: Frame) -> None:
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                check_text(self.library, self.source, part, frame)
            else:
                self.expressions.printed(part, frame)

    def _if(self, node: nodes.If, frame: Frame) -> None:
        before, branches = dict(frame.names), []
        denied = frozenset[Path]()
        for test, body in [(node.test, node.body), *((branch.test, branch.body) for branch in node.elif_)]:
            with frame.knowing(denied):
                self.expressions.condition(test, frame)
                branches.append(self._branch(body, frame, before, known_if(test, frame, True)))
                denied |= known_if(test, frame, False)
        with frame.knowing(denied):
            branches.append(self._branch(node.else_, frame, before, frozenset()))
        frame.names = joined(before, branches)

    def _branch(
        self, body: Sequence[nodes.Node], frame: Frame, before: dict[str, Binding], known: frozenset[Path]
    ) -> dict[str, Binding]:
        frame.names = dict(before)
        with frame.knowing(known), self._conditional():
            self.body(body, frame)
        return frame.names

    def _for(self, node: nodes.For, frame: Frame) -> None:
        items = self.expressions.shape(node.iter, frame)
        if fault := can.no_list(items):
            self.report(self.source.place_of(node.iter), "template", fault, NO_LIST)
        inner = frame.inner(loop=Binding(can.A_LOOP))
        self._bind(node.target, item_of(items), inner, "")
        known = known_if(node.iter, frame, True)
        if node.test is not None:
            self.expressions.condition(node.test, inner)
            known |= known_if(node.test, inner, True)
        with inner.knowing(known), self._conditional():
            self.body(node.body, inner)
        with self._conditional():
            self.body(node.else_, frame.inner())

    # --- names ---

    def _bind(self, target: nodes.Node, shape: Shape, frame: Frame, what: str, path: Path = ()) -> None:
        if isinstance(target, nodes.Tuple):
            parts = shape.parts if len(shape.parts) == len(target.items) else ()
            for number, item in enumerate(target.items):
                self._bind(item, parts[number] if parts else s.ANYTHING, frame, what)
        elif isinstance(target, nodes.Name):
            declared = (self.library.declare(self.source, target.lineno, target.name, what),) if what else ()
            frame.names[target.name] = Binding(shape, declared, path)

    def _assign(self, node: nodes.Assign, frame: Frame) -> None:
        shape = self.expressions.shape(node.node, frame)
        path, implies = frame.path_of(node.node), known_if(node.node, frame, True)
        self._bind(node.target, shape, frame, "variable", path)
        if isinstance(node.target, nodes.Name):
            frame.names[node.target.name].implies = implies

    def _assignblock(self, node: nodes.AssignBlock, frame: Frame) -> None:
        self.body(node.body, frame.inner())
        shape = s.TEXT_OF_TEMPLATE
        if node.filter is not None:
            shape = self.expressions.shape(node.filter, frame)
        self._bind(node.target, shape, frame, "variable")

    def _with(self, node: nodes.With, frame: Frame) -> None:
        inner = frame.inner()
        for target, value in zip(node.targets, node.values, strict=True):
            shape = self.expressions.shape(value, inner)
            self._bind(target, shape, inner, "variable", inner.path_of(value))
        self.body(node.body, inner)

    def _filterblock(self, node: nodes.FilterBlock, frame: Frame) -> None:
        self.body(node.body, frame.inner())
        self.expressions.shape(node.filter, frame)

    # --- macros ---

    def _macro(self, node: nodes.Macro, frame: Frame) -> None:
        if node not in self.library.definitions:
            place = self.source.after(node.lineno, node.name)
            declared = self.library.declare(self.source, place, node.name, "macro")
            self.library.definitions[node] = MacroDefinition(node, self.source, frame, declared)
        found = self.library.definitions[node]
        found.frame = frame
        if node.name in self.settled:  # that of the template which extends this one counts
            found.declared.used = True
            return
        shape = Shape(can.MACRO)
        self.library.macros[shape] = found
        frame.names[node.name] = Binding(shape, (found.declared,))
        for default in node.defaults:
            self.expressions.shape(default, frame)

    def _called(self, node: nodes.Call, callee: Shape, frame: Frame) -> Shape:
        arguments = [(self.expressions.shape(a, frame), frame.path_of(a)) for a in node.args]
        named = {str(k.key): (self.expressions.shape(k.value, frame), frame.path_of(k.value)) for k in node.kwargs}
        if section := self.supers.get(callee) or self.sections.called(callee):
            self._section(*section, node)
        elif callee in self.library.macros:
            self._macro_call(self.library.macros[callee], node, arguments, named, frame)
        elif callee.type != s.ANY:
            self.report(self.source.place_of(node.node), "forbidden", *NOT_CALLED)
            return s.ANYTHING
        return s.TEXT_OF_TEMPLATE if callee.type != s.ANY else s.ANYTHING

    def _macro_call(
        self, macro: MacroDefinition, node: nodes.Call, arguments: list[Given], named: dict[str, Given], frame: Frame
    ) -> None:
        message, hint, missing = of_macro(macro.node, node)
        place = self.source.place_of(node.node)
        if message:
            self.report(place, "template", message, hint)
            return
        for name in missing:
            if asks_for(macro.node, name):
                self.report(place, "template", f"'{macro.node.name}' is not given '{name}'", hint)
        names = [argument.name for argument in macro.node.args]
        given = {**dict(zip(names, arguments, strict=False)), **named}
        walk_macro(self.library, macro, given, frame.known, place_of_call=(self, place))

    def _callblock(self, node: nodes.CallBlock, frame: Frame) -> None:
        self.expressions.shape(node.call, frame)
        inner = frame.inner()
        for argument in node.args:
            inner.names[argument.name] = Binding(s.ANYTHING)
        self.body(node.body, inner)

    # --- parts ---

    def _include(self, node: nodes.Include, frame: Frame) -> None:
        self.library.including.append((self.source, node.template.lineno))
        self._brought_in(node, frame, quiet=node.ignore_missing)
        self.library.including.pop()

    def _import(self, node: nodes.Import, frame: Frame) -> None:
        place = self.source.after(self.source.after(node.template.lineno, "as"), node.target)
        declared = self.library.declare(self.source, place, node.target, "import")
        part = self._brought_in(node, frame)
        shape = s.ANYTHING
        if part is not None:
            shape = Shape(can.MODULE)
            self.library.parts[shape] = part
        frame.names[node.target] = Binding(shape, (declared,))

    def _fromimport(self, node: nodes.FromImport, frame: Frame) -> None:
        part = self._brought_in(node, frame)
        for entry in node.names:
            name, alias = entry if isinstance(entry, tuple) else (entry, entry)
            place = self.source.after(self.source.after(node.template.lineno, "import"), name)
            declared = self.library.declare(self.source, place, alias, "import")
            shape = s.ANYTHING
            if part is not None and name in part.names:
                shape = part.names[name].shape
                part.names[name].use()
            elif part is not None:
                hint = did_you_mean(name, part.names)
                self.report(place, "undefined-name", f"the imported part has no '{name}'", hint)
            frame.names[alias] = Binding(shape, (declared,))

    def _brought_in(
        self, node: nodes.Include | nodes.Import | nodes.FromImport, frame: Frame, *, quiet: bool = False
    ) -> Frame | None:
        """The names of a part, walked; it sees those around it only where it is brought in `with context`."""
        source = self._find(node.template, frame, quiet=quiet)
        if source is None or self._turns_back(source, node.template):
            return None
        inner = frame.inner() if node.with_context else Frame(lenient=frame.lenient)
        Walk(self.library, source).template(inner)
        return inner

    def _find(self, node: nodes.Expr, frame: Frame, *, quiet: bool = False) -> TemplateText | None:
        """The template that an expression names; a list names several, of which the first that is there counts."""
        self.expressions.shape(node, frame)
        wanted = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
        names = [one for one in wanted if isinstance(one, nodes.Const) and isinstance(one.value, str)]
        for one in names:
            if (source := self.library.source(one.value)) is not None:
                return source
        if names and len(names) == len(wanted) and not quiet:
            name = names[0].value
            hint = did_you_mean(name, self.library.names)
            message = f"there is no template '{name}'"
            if name.endswith(".docx"):
                message, hint = f"'{name}' is a Word file", "only .md.j2 parts can be included"
            self.report(names[0].lineno, "no-template", message, hint)
        elif not names and isinstance(node, nodes.Const):
            self.report(node.lineno, "no-template", "this is no name of a template", "names are like _parts/head.md.j2")
        return None

    def _turns_back(self, source: TemplateText, node: nodes.Node) -> bool:
        """True where a part is being walked already, which would not end; a fault where nothing can stop it."""
        conditions = self.library.walking(("template", source.name))
        if conditions is None:
            return False
        if conditions == self.library.conditions:
            self.report(node.lineno, "template-cycle", WITHOUT_END, f"'{source.name}' leads back to itself from here")
        return True

    # --- extends and blocks ---

    def _extended(self, tree: nodes.Template, extends: nodes.Extends, frame: Frame) -> None:
        own = {block.name: (block, self.source) for block in self.library.blocks(tree)}
        for node in tree.body:
            if isinstance(node, nodes.Output):
                self._lost(node, frame)
            elif not isinstance(node, nodes.Extends | nodes.Block):
                self.body([node], frame)
        parent = self._find(extends.template, frame)
        if parent is None or self._turns_back(parent, extends.template):
            for block, _ in own.values():
                self.body(block.body, frame.inner())
            return
        walk = Walk(self.library, parent, self._chains(tree))
        walk.settled = self.settled | {macro.name for macro in tree.body if isinstance(macro, nodes.Macro)}
        walk.template(frame)
        self.sections = walk.sections
        self._overriding(own, parent)

    def _chains(self, tree: nodes.Template) -> dict[str, Chain]:
        """The blocks of templates that extend this one, and behind each what this one has of its name."""
        own = {block.name: (block, self.source) for block in self.library.blocks(tree)}
        return {**self.blocks, **{name: [*self.blocks.get(name, ()), block] for name, block in own.items()}}

    def _overriding(self, own: Mapping[str, tuple[nodes.Block, TemplateText]], parent: TemplateText) -> None:
        there = self.library.all_blocks(parent)
        for name, (block, _) in own.items():
            if name not in self.sections.printed:
                message, hint = f"'{parent.name}' has no block '{name}'", did_you_mean(name, there)
                if name in there:
                    message = f"the block '{name}' is printed nowhere"
                    hint = f"put {{{{ self.{name}() }}}} where it is to stand, or leave the block out"
                place = self.source.after(block.lineno, name)
                self.report(place, "not-printed", message, hint or f"it has: {', '.join(sorted(there)) or 'none'}")
                self.body(block.body, self.root.inner())

    def _lost(self, node: nodes.Output, frame: Frame) -> None:
        """What stands outside the blocks of a template that extends another one."""
        self._output(node, frame)
        first = next((n for n in node.nodes if not isinstance(n, nodes.TemplateData) or n.data.strip()), None)
        if first is not None:
            place = first.lineno
            if isinstance(first, nodes.TemplateData):
                offset = self.source.offset(place) + len(first.data) - len(first.data.lstrip())
                place = self.source.place(offset)
            self.report(
                place, "not-printed", "this stands outside the blocks and is not printed", "put it into a block"
            )

    def _block(self, node: nodes.Block, frame: Frame) -> None:
        chain = self.sections.chain(node.name) or [(node, self.source)]
        self._next_block(node.name, chain, frame if node.scoped else None)

    def _section(self, name: str, chain: Chain, call: nodes.Call) -> None:
        """A block that is printed by `super()` or `self.name()`."""
        block = chain[0][0]
        conditions = self.library.walking(block)
        if conditions is None:
            self._next_block(name, chain)
        elif conditions == self.library.conditions:
            hint = f"{{{{ super() }}}} is the section '{name}' as it was before"
            self.report(self.source.place_of(call), "template-cycle", WITHOUT_END, hint)

    def _next_block(self, name: str, chain: Chain, around: Frame | None = None) -> None:
        """The block that is printed: that of the template furthest out; `super()` leads on to the next."""
        block, source = chain[0]
        self.sections.printed.add(name)
        walk = Walk(self.library, source)
        walk.root, walk.sections = self.root, self.sections
        inner = (around or self.root).inner()
        if len(chain) > 1:
            shape = Shape(can.MACRO)
            walk.supers[shape] = name, chain[1:]
            inner.names["super"] = Binding(shape)
        with self._active(block):
            walk.body(block.body, inner)

    # --- helpers ---

    @contextmanager
    def _conditional(self) -> Iterator[None]:
        self.library.conditions += 1
        yield
        self.library.conditions -= 1

    @contextmanager
    def _active(self, thing: object) -> Iterator[None]:
        self.library.active.append((thing, self.library.conditions))
        yield
        self.library.active.pop()


def walk_macro(
    library: Library,
    macro: MacroDefinition,
    given: Mapping[str, Given],
    known: frozenset[Path] = frozenset(),
    place_of_call: tuple[Walk, int] | None = None,
) -> None:
    """The body of a macro with what is given to it; the same is not walked twice."""
    inner = macro.frame.inner(caller=Binding(s.ANYTHING), varargs=Binding(s.ANYTHING), kwargs=Binding(s.ANYTHING))
    inner.known = frozenset()
    key: list[object] = [macro]
    walk = Walk(library, macro.source)
    walk.root = macro.frame
    late = macro.node.args[-len(macro.node.defaults) or None :]  # those that may be left out stand last
    defaults = {argument.name: node for argument, node in zip(late, macro.node.defaults, strict=False)}
    for argument in macro.node.args:
        name = argument.name
        shape, path = given.get(name, (s.ANYTHING, ()))
        if name not in given and name in defaults:
            with library.findings.muted():
                shape = walk.expressions.shape(defaults[name], macro.frame)
        binding = Binding(shape)
        rest = frozenset(p[len(path) :] for p in known if path and p[: len(path)] == path)
        inner.names[name] = binding
        inner.known |= {(binding, *tail) for tail in rest}
        key.append((name, shape, rest))
    macro.called = True
    conditions = library.walking(macro)
    if conditions is not None:
        if conditions == library.conditions and place_of_call is not None:
            caller, place = place_of_call
            caller.report(place, "template-cycle", WITHOUT_END, "put {% if … %} around the call, so that it ends")
        return
    if tuple(key) in library.done:
        return
    library.done.add(tuple(key))
    with walk._active(macro):
        walk.body(macro.node.body, inner)
