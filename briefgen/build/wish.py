"""What is asked for: one brief, told apart from every other."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from briefgen.briefs.parameters import Plain, as_key


@dataclass(frozen=True, slots=True)
class Wish:
    """A kind of brief about a record, and what is to be other than the kind says.

    `language` goes before that of the settings; its tag then stands in the names of the files. `parameters` are
    values for some of the kind's parameters; those that differ from the default stand in the names as well. With
    `allow_stale`, quotes of a source whose archived text has changed are printed and marked.
    """

    kind: str
    id: str
    formats: tuple[str, ...] = ()
    language: str = ""
    parameters: tuple[tuple[str, Plain], ...] = ()
    allow_stale: bool = False

    @property
    def name(self) -> str:
        """How the brief is spoken of: meeting/samarkand-2025, theme/drugs (ru, since 2024)."""
        rest = [self.language, *(f"{name} {value}" for name, value in self.parameters)]
        behind = ", ".join(word for word in rest if word)
        return f"{self.kind}/{self.id}" + (f" ({behind})" if behind else "")

    @property
    def words(self) -> tuple[str, ...]:
        """What tells it from every other wish."""
        stale = "stale" if self.allow_stale else ""
        return (self.kind, self.id, self.language, stale, as_key(dict(self.parameters)), *self.formats)

    @property
    def slot(self) -> str:
        """Where the store keeps such a brief; "" for what is no plain name."""
        if not (self.id + self.language).replace("-", "").isalnum() or len(self.id + self.language) >= 100:
            return ""
        values = as_key(dict(self.parameters))
        behind = "-" + blake2b(values.encode(), digest_size=10).hexdigest() if values else ""
        return f"brief-{self.kind}-{self.id}-{self.language}-{'-'.join(self.formats)}{behind}.json"
