"""A template rendered, or only read; what goes wrong comes back as problems of the template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from briefgen.diagnostics import Diagnostic
from briefgen.errors import Problems, regained
from briefgen.regexes import pattern
from briefgen.rendering.environment import Environment
from briefgen.rendering.faults import fault
from briefgen.rendering.partial_rendering import AboutTheBrief, PartialRendering
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import LookedAt

T = TypeVar("T")


def render(environment: Environment, name: str, scope: Scope, context: Mapping[str, object]) -> str:
    """The text of a template; raises `Problems` that name the template's own file and line."""
    environment.scope = scope
    try:
        return environment.get_template(name).render(dict(context))
    except Exception as bad:
        raise Problems([fault(regained(bad), environment, name, context)]) from None


class Rendering:
    """A template rendered, and made again as far as it speaks of the brief itself; `brief` is told what it asks."""

    def __init__(
        self, environment: Environment, name: str, scope: Scope, context: Mapping[str, object], brief: AboutTheBrief
    ) -> None:
        """Raises `Problems` as `render` does."""
        self.environment, self.name, self.context = environment, name, context
        self.parts = PartialRendering(scope, brief)
        environment.scope = scope
        with self._taken_down():
            template = environment.get_template(name)
            self.whole = self._at_lines(lambda: self.parts.whole(template, context))

    @property
    def text(self) -> str:
        return self.whole.text

    @property
    def asked(self) -> set[str]:
        """What the template has asked of the brief itself."""
        return self.whole.all_asked()

    def looked_at(self) -> Iterator[LookedAt]:
        """What each part looked at, in order."""
        return self.whole.looked_at()

    def again(self, changed: Iterable[str]) -> bool:
        """Makes the parts again that have asked for what has changed; False where the whole template has to be."""
        with self._taken_down():
            return self._at_lines(lambda: self.parts.again(self.whole, changed))

    def _at_lines(self, work: Callable[[], T]) -> T:
        """What the work comes to; what it raises knows the lines of the templates, as Jinja does it for a whole one."""
        try:
            return work()
        except Exception:
            self.environment.handle_exception()

    @contextmanager
    def _taken_down(self) -> Iterator[None]:
        self.environment.parts = self.parts
        try:
            yield
        except Exception as bad:
            raise Problems([fault(regained(bad), self.environment, self.name, self.context)]) from None
        finally:
            self.environment.parts = None


def block_of(environment: Environment, name: str, block: str, context: Mapping[str, object]) -> str:
    """The text of one block of a template, "" where it has none; for use while another one is rendered.

    The whole template is gone through for what it sets before the block. What goes wrong is raised as it comes, for
    the template that is being rendered.
    """
    template = environment.get_template(name)
    own = template.new_context(dict(context))
    for _ in template.root_render_func(own):
        pass
    return "".join(own.blocks[block][0](own)) if block in own.blocks else ""


def compile_fault(environment: Environment, name: str) -> Diagnostic | None:
    """What is wrong with one template that needs no facts to be seen."""
    try:
        environment.get_template(name)
    except Exception as bad:
        return fault(bad, environment, name)
    return None


def single_blanks(text: str) -> str:
    """A rendered text with one blank where the template has several; those of facts are escaped, and stay."""
    return _BLANKS.sub(lambda m: f"{m[1]} " if m[1] else m[0], text) if "  " in text else text


_BLANKS = pattern(r"(?m)^ *(?:[-*+]|\d{1,9}[.)]) +|(\S) {2,}(?=\S)")  # what a list is indented by stays
