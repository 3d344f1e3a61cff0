"""What the reader has to say about a reference document: one place for codes and wording."""

from __future__ import annotations

from briefgen.diagnostics import Diagnostic, Location, Severity, severity_of

_RULES: dict[str, tuple[str, str | None]] = {
    "house-style-missing": (
        "the {0} style '{1}' is missing; {2} is used instead",
        "make a {0} style named '{1}' in Word, or copy it from the house.docx that ships with briefgen "
        "(Manage Styles, Import/Export)",
    ),
    "house-list-missing": (
        "the style '{0}' is not tied to a list; plain bullets or numbers are used instead",
        "in Word, modify the style '{0}' and give it numbering with nine levels",
    ),
    "house-list-short": (
        "the list of the style '{0}' has fewer than nine levels; plain ones follow",
        "in Word, modify the style '{0}' and give it a multilevel list",
    ),
    "house-alt-text": (
        "'{0}' in a {1} has no alternative text",
        "in Word, right-click it and choose Edit Alt Text, or mark it as decorative",
    ),
    "house-cover-long": (
        "the {0} characters before the last section break, from “{1}…” on, stand before every brief as its cover",
        "if they are no cover, delete them in Word, with the section break behind them",
    ),
    "house-left-out": ("the house document carries {0}, which no brief takes over", None),
    "house-invalid": (
        "the house document has {0}, which Word files may not have there; it is left out",
        "set it anew in Word and save the file",
    ),
    "house-field": (
        "the field {0!r} in a {1} is not one that a brief may carry; its last result stays as plain text",
        "use PAGE, NUMPAGES, TITLE, SUBJECT or DOCPROPERTY",
    ),
}


class HouseFindings:
    """Collects diagnostics about one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[Diagnostic, None] = {}  # in order, each once

    def all(self) -> tuple[Diagnostic, ...]:
        return tuple(self._found)

    def say(self, code: str, *details: object, severity: Severity | None = None) -> None:
        """Something to be told; details fill the message and what to do."""
        message, hint = _RULES[code]
        told, way_out = message.format(*details), hint and hint.format(*details)
        self._found[Diagnostic(Location(self.file), told, code, way_out, severity or severity_of(code))] = None

    def left_out(self, what: str, severity: Severity | None = None) -> None:
        """Content that no brief may carry was found and not taken."""
        self.say("house-left-out", what, severity=severity)

    def unsound(self, what: str) -> None:
        """A value or an element that no Word file may have there."""
        self.say("house-invalid", what)

    def off_page(self, place: str) -> Diagnostic:
        """A header or footer that lies beside the page: with it, the marking of every brief."""
        return Diagnostic(
            Location(self.file),
            f"the {place} lies outside the page, and with it the marking of every brief",
            "marking-not-shown",
            "in Word: Layout, Margins, Custom Margins, Layout, From edge",
        )

    def unseen(self, place: str, reason: str) -> Diagnostic:
        """No line in a header or footer would show the marking: the document's own looks hide it."""
        return Diagnostic(
            Location(self.file),
            f"in the {place} the marking of every brief would not be seen: {reason}",
            "marking-not-shown",
            "in Word, look at the styles of markings (Marking Other and the like) and at Normal",
        )
