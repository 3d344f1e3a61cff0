"""What is asked for: one brief, told apart from every other."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from briefgen.briefs.parameters import Plain, as_key

if TYPE_CHECKING:
    from briefgen.briefs.kind import BriefKind


@dataclass(frozen=True, slots=True)
class Request:
    """A kind of brief about a record, and what is to be other than the kind says.

    `language` goes before that of the settings; its tag then stands in the names of the files. `parameters` are
    values for some of the kind's parameters; those that differ from the default stand in the names as well. With
    `allow_stale`, quotes of a source whose archived text has changed are printed and marked. `audience` is the highest
    marking that its readers may see, "" where they may see all; `folder` is where its files are put below `out`, ""
    for where the kind puts them.
    """

    kind: str
    id: str
    formats: tuple[str, ...] = ()
    language: str = ""
    parameters: tuple[tuple[str, Plain], ...] = ()
    allow_stale: bool = False
    audience: str = ""
    folder: str = ""

    @property
    def name(self) -> str:
        """How the brief is spoken of: meeting/samarkand-2025, theme/drugs (ru, since 2024, for TLP:GREEN)."""
        rest = [self.language, *(f"{name} {value}" for name, value in self.parameters)]
        rest += [f"for {self.audience}" if self.audience else "", f"in {self.folder}" if self.folder else ""]
        behind = ", ".join(word for word in rest if word)
        return f"{self.kind}/{self.id}" + (f" ({behind})" if behind else "")

    def chosen(self, kind: BriefKind) -> BriefKind:
        """Its kind of brief, with all that is chosen."""
        kind = kind.in_language(self.language).with_values(dict(self.parameters))
        return kind.for_audience(self.audience).in_folder(self.folder)

    def stem(self, kind: BriefKind) -> str:
        """The name of its files below `out`, without their endings."""
        return self.chosen(kind).output_name(self.id) + (f".{self.language}" if self.language else "")

    @property
    def words(self) -> tuple[str, ...]:
        """What tells it from every other request."""
        stale = "stale" if self.allow_stale else ""
        values = as_key(dict(self.parameters))
        return (self.kind, self.id, self.language, stale, values, self.audience, self.folder, *self.formats)

    @property
    def slot(self) -> str:
        """Where the store keeps such a brief; "" for what is no plain name."""
        if not (self.id + self.language).replace("-", "").isalnum() or len(self.id + self.language) >= 100:
            return ""
        elsewhere = f"\0{self.audience}\0{self.folder}" if self.audience or self.folder else ""
        more = as_key(dict(self.parameters)) + elsewhere
        behind = "-" + blake2b(more.encode(), digest_size=10).hexdigest() if more else ""
        return f"brief-{self.kind}-{self.id}-{self.language}-{'-'.join(self.formats)}{behind}.json"
