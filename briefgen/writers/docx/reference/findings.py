"""What the reader has to say about a reference document: one place for codes and wording."""

from __future__ import annotations

from briefgen.diagnostics import Diagnostic, Location, Severity, severity_of
from briefgen.ooxml.style_names import StyleKind


class HouseFindings:
    """Collects diagnostics about one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[Diagnostic, None] = {}  # in order, each once

    def all(self) -> tuple[Diagnostic, ...]:
        return tuple(self._found)

    def missing_style(self, name: str, kind: StyleKind, instead: str) -> None:
        """A style that the writer asks for by name is not there."""
        self._add(
            f"the {kind} style '{name}' is missing; {instead} is used instead",
            "house-style-missing",
            f"make a {kind} style named '{name}' in Word, or copy it from the house.docx that ships with briefgen "
            "(Manage Styles, Import/Export)",
        )

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

    def missing_list(self, name: str) -> None:
        """A list style has no numbering behind it."""
        self._add(
            f"the style '{name}' is not tied to a list; plain bullets or numbers are used instead",
            "house-list-missing",
            f"in Word, modify the style '{name}' and give it numbering with nine levels",
        )

    def short_list(self, name: str) -> None:
        """A list style numbers its first level or so, and nothing below."""
        self._add(
            f"the list of the style '{name}' has fewer than nine levels; plain ones follow",
            "house-list-short",
            f"in Word, modify the style '{name}' and give it a multilevel list",
        )

    def no_alternative_text(self, name: str, place: str) -> None:
        """A picture or text box on a page's edge or a cover says nothing to a reader who cannot see it."""
        self._add(
            f"'{name}' in a {place} has no alternative text",
            "house-alt-text",
            "in Word, right-click it and choose Edit Alt Text, or mark it as decorative",
        )

    def long_cover(self, text: str) -> None:
        """What stands before the last page of sample text is long for a cover."""
        self._add(
            f"the {len(text)} characters before the last section break, from “{' '.join(text[:40].split())}…” on, "
            "stand before every brief as its cover",
            "house-cover-long",
            "if they are no cover, delete them in Word, with the section break behind them",
        )

    def left_out(self, what: str, severity: Severity | None = None) -> None:
        """Content that no brief may carry was found and not taken."""
        self._add(f"the house document carries {what}, which no brief takes over", "house-left-out", None, severity)

    def unsound(self, what: str) -> None:
        """A value or an element that no Word file may have there."""
        self._add(
            f"the house document has {what}, which Word files may not have there; it is left out",
            "house-invalid",
            "set it anew in Word and save the file",
        )

    def field(self, code: str, place: str) -> None:
        """A field that cannot have a stable, harmless result."""
        self._add(
            f"the field {code!r} in a {place} is not one that a brief may carry; its last result stays as plain text",
            "house-field",
            "use PAGE, NUMPAGES, TITLE, SUBJECT or DOCPROPERTY",
        )

    def _add(self, message: str, code: str, hint: str | None, severity: Severity | None = None) -> None:
        self._found[Diagnostic(Location(self.file), message, code, hint, severity or severity_of(code))] = None
