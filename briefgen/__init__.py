"""briefgen: cited briefings from validated facts.

    workspace = briefgen.open("my-desk")
    workspace.check()
    workspace.facts.statements(meeting="samarkand-2025", contested=True)
    workspace.brief("meeting", "samarkand-2025", language="ru").markdown

What `__all__` names is the whole of what other programs may rely on; docs/api.md shows it at work. To import this costs
nothing: what is asked for is loaded then.
"""

from __future__ import annotations

from briefgen.version import __version__

TYPE_CHECKING = False  # as a type checker reads it; the module of this name takes longer to import than all of this
if TYPE_CHECKING:
    from briefgen.api import MadeBrief, OpenWorkspace, TracedSentence, open
    from briefgen.diagnostics import Diagnostic, Location, Severity
    from briefgen.errors import BriefgenError, Problems, UsageProblem
    from briefgen.workspace.open_facts import OpenFacts

_HOMES = {
    "MadeBrief": "api",
    "OpenFacts": "workspace.open_facts",
    "OpenWorkspace": "api",
    "TracedSentence": "api",
    "open": "api",
    "Diagnostic": "diagnostics",
    "Location": "diagnostics",
    "Severity": "diagnostics",
    "BriefgenError": "errors",
    "Problems": "errors",
    "UsageProblem": "errors",
}
__all__ = [
    "BriefgenError",
    "Diagnostic",
    "Location",
    "MadeBrief",
    "OpenFacts",
    "OpenWorkspace",
    "Problems",
    "Severity",
    "TracedSentence",
    "UsageProblem",
    "__version__",
    "open",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'briefgen' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"briefgen.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
