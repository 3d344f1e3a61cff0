"""What a rule is: a code, how much it weighs, and words that explain it.

A rule lives in a module of its own beside this one: the codes it can report, each with its explanation, and a
function `check` from a `Context` to diagnostics. `registry` lists the modules; deleting a rule is deleting its
module and that line.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.diagnostics import Diagnostic, Location, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A code that a check can report: how much it weighs, its title, and what `--explain` prints.

    The explanation says what the code means, gives an example, and says what to do; paragraphs are divided by
    empty lines and examples are indented.
    """

    code: str
    severity: Severity
    title: str
    explanation: str

    def at(
        self, location: Location, message: str, hint: str | None = None, severity: Severity | None = None
    ) -> Diagnostic:
        """A diagnostic of this rule; `severity` where it differs from the rule's own."""
        return Diagnostic(location, message, self.code, severity or self.severity, hint)
