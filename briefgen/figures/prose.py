"""How the data of a picture are put in a row for its alternative text; the words come from the caller."""

from __future__ import annotations

from briefgen.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Joiners:
    """The punctuation of a language, with the blanks that belong to it."""

    items: str = ", "
    groups: str = "; "
    after_name: str = ": "
    dash: str = " – "
    end: str = ". "
    brackets: tuple[str, str] = (" (", ")")

    def bracketed(self, text: str) -> str:
        """The text in brackets, to be put behind a word; nothing for no text."""
        return f"{self.brackets[0]}{text}{self.brackets[1]}" if text else ""

    def sentences(self, parts: list[str]) -> str:
        """The parts as sentences, each closed once."""
        stop = self.end.strip()
        closed = [part if part.endswith((stop, "!", "?", "…")) else part + stop for part in parts if part]
        return self.end.removeprefix(stop).join(closed)
