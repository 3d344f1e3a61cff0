"""A rendering in parts, of which those that speak of the brief itself can be made again alone.

A part is a block of a template, or a template that it includes. While it is rendered it is taken down what it says
itself, which other parts it holds, what it asks of the brief (how many sources, which marking) and what it looks at. A
part that did not ask says the same whatever the answer; one that did is made again, with all that is in it. What a
template catches before it is printed - in a `set`, a macro, by `super()` - is no part of its own: it belongs to what
caught it. Nor is what is included in a loop, which has gone on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from briefgen.rendering.generator import REPEATED, WHOLE
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import LookedAt

Render = Callable[[Context], Iterator[str]]


class AboutTheBrief(Protocol):
    """What a template is told of the brief itself; `asked` are names of what it has looked at."""

    asked: set[str]


class _PartText(str):
    """The text of a part, so that whoever goes through what is printed can tell it from other texts."""

    __slots__ = ("part",)
    part: RenderedPart


class RenderedPart:
    """What a piece of a template has come to, in order: its texts, what it looked at, other parts.

    `caught` is whether somebody else than the part that holds it has its text. `fields` are the places of the fields
    that it was the first to ask for, among all of them.
    """

    __slots__ = ("asked", "caught", "context", "fields", "items", "names", "render", "text")

    def __init__(self, render: Render, context: Context) -> None:
        self.render, self.context, self.names = render, context, dict(context.vars)
        self.items: list[str | LookedAt | RenderedPart] = []
        self.asked: set[str] = set()
        self.caught, self.fields = True, (0, 0)
        self.text = ""

    def put_together(self) -> None:
        """Its text is what it says now, with the parts in it."""
        self.text = "".join(
            [
                item if isinstance(item, str) else item.text
                for item in self.items
                if isinstance(item, str) or (isinstance(item, RenderedPart) and not item.caught)
            ]
        )

    def looked_at(self) -> Iterator[LookedAt]:
        for item in self.items:
            if isinstance(item, LookedAt):
                yield item
            elif isinstance(item, RenderedPart):
                yield from item.looked_at()

    def all_asked(self) -> set[str]:
        return self.asked.union(*(item.all_asked() for item in self.items if isinstance(item, RenderedPart)))


class PartialRendering:
    """One rendering, taken down part by part."""

    def __init__(self, scope: Scope, brief: AboutTheBrief) -> None:
        self.scope, self.brief = scope, brief
        self._at_work: RenderedPart | None = None

    def whole(self, template: Template, names: Mapping[str, object]) -> RenderedPart:
        """A template rendered for these names."""
        root = template.root_render_func
        render = root.render if isinstance(root, _Renderable) else root
        return self.rendered(render, template.new_context(dict(names)))

    def rendered(self, render: Render, context: Context) -> RenderedPart:
        """What is rendered, as a part of the one at work, if there is one."""
        part, outer, brief = RenderedPart(render, context), self._at_work, self.brief
        looked, begun, asked = self.scope.looked, len(self.scope.asked), brief.asked
        if outer is not None:
            outer.items.append(looked.taken())
        self._at_work, brief.asked = part, part.asked
        try:
            for text in render(context):
                if type(text) is _PartText and text.part.caught and text.part in part.items:
                    text.part.caught = False
                else:
                    part.items.append(text)
            for item in part.items:
                if isinstance(item, RenderedPart) and item.caught:
                    part.asked |= item.all_asked()
        finally:
            self._at_work, brief.asked = outer, asked
        part.items.append(looked.taken())
        part.put_together()
        part.fields = begun, len(self.scope.asked)
        if outer is not None:
            outer.items.append(part)
        return part

    def text_of(self, render: Render, context: Context) -> str:
        """As `rendered`, as a text that knows of which part it is."""
        part = self.rendered(render, context)
        text = _PartText(part.text)
        text.part = part
        return text

    def again(self, part: RenderedPart, changed: Iterable[str]) -> bool:
        """Whether it was enough to make those parts of one again that have asked for what has changed.

        It is not where the part itself has asked, or where others come to know of the difference.
        """
        changed = frozenset(changed)
        if not part.asked.isdisjoint(changed):
            return False
        for n, item in enumerate(part.items):
            if isinstance(item, RenderedPart) and not item.caught and not self.again(item, changed):
                if (made := self._made_again(item)) is None:
                    return False
                part.items[n] = made
        part.put_together()
        return True

    def _made_again(self, part: RenderedPart) -> RenderedPart | None:
        """The part as it is now; None where it asks for other fields, for some part may print those nobody asks for."""
        asked, (begun, ended) = self.scope.asked, part.fields
        fields = list(asked)
        asked.clear()
        asked.update(dict.fromkeys(fields[:begun]))
        names, part.context.vars = part.context.vars, dict(part.names)
        try:
            made = self.rendered(part.render, part.context)
        finally:
            part.context.vars = names
        made.caught = False
        is_as_before = asked.keys() == set(fields[:ended])
        asked.update(dict.fromkeys(fields[ended:]))
        return made if is_as_before else None


class _Renderable:
    """A block or the whole of a compiled template, rendered as a part where parts are taken down."""

    __slots__ = ("render",)

    def __init__(self, render: Render) -> None:
        self.render = render

    def __call__(self, context: Context) -> Iterator[str]:
        parts = context.environment.parts  # type: ignore[attr-defined]
        if parts is None or REPEATED in context.parent:
            yield from self.render(context)
        else:
            yield parts.text_of(self.render, context)

    def __eq__(self, other: object) -> bool:
        """Jinja looks for the block that a template has compiled, to find the one that it goes before."""
        return self.render is (other.render if isinstance(other, _Renderable) else other)

    def __hash__(self) -> int:
        return hash(self.render)


class PartialTemplate(Template):
    """A template whose blocks, and which as a whole, may be parts of a rendering; `branches` are digests by way.

    `only_macros`: it sets nothing when it is imported, so that what was imported for one brief is right for all.
    """

    branches: Mapping[str, str]
    only_macros: bool

    @classmethod
    def _from_namespace(cls, environment: Any, namespace: Any, globals: Any) -> Template:
        template = super()._from_namespace(environment, namespace, globals)
        assert isinstance(template, PartialTemplate)
        template.blocks = {name: _Renderable(render) for name, render in template.blocks.items()}
        template.root_render_func = _Renderable(template.root_render_func)
        template.branches, template.only_macros = namespace["branches"], namespace["only_macros"]
        return template

    def forget(self) -> None:
        """What it has set when it was imported, which may be in the words of another brief's language."""
        if not self.only_macros:
            self._module = None

    def _get_default_module(self, *given: Any) -> TemplateModule:
        module = super()._get_default_module(*given)
        self.environment.reached.add((self.name, WHOLE))  # type: ignore[attr-defined]  # as where it is gone through
        return module
