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


def compile_fault(environment: Environment, name: str) -> Diagnostic | None:
    """What is wrong with one template that needs no facts to be seen."""
    try:
        environment.get_template(name)
    except Exception as bad:
        return fault(bad, environment, name)
    return None
