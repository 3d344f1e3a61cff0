"""A template rendered, or only read; what goes wrong comes back as problems of the template."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.diagnostics import Diagnostic
from briefgen.errors import Problems, regained
from briefgen.rendering.environment import Environment
from briefgen.rendering.faults import fault
from briefgen.rendering.scope import Scope


def render(environment: Environment, name: str, scope: Scope, context: Mapping[str, object]) -> str:
    """The text of a template; raises `Problems` that name the template's own file and line."""
    environment.scope = scope
    try:
        return environment.get_template(name).render(dict(context))
    except Exception as bad:
        raise Problems([fault(regained(bad), environment, name, context)]) from None


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
