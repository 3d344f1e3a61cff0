"""The scheme of markings of a workspace: who may read what, from the least to the most restricted."""

from __future__ import annotations

import re
from hashlib import blake2b

from briefgen.frozen import dataclass
from briefgen.regexes import pattern

_PLAIN = pattern(r"[A-Za-z0-9]+(?:[:+ -][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Markings:
    """`scheme` goes from the least to the most; `default` is the marking of what carries none."""

    scheme: tuple[str, ...]
    default: str

    def up_to(self, ceiling: str) -> frozenset[str]:
        """The markings that readers of `ceiling`, one of the scheme, may see; "" is among them if the default is.

        A marking that the scheme does not know is never among them: nobody could tell how high it is.
        """
        seen = self.scheme[: self.scheme.index(ceiling) + 1]
        return frozenset({*seen, ""} if self.default in seen else seen)

    def is_above(self, marking: str, ceiling: str) -> bool:
        """Whether readers of `ceiling` may not see what is marked so."""
        return marking not in self.up_to(ceiling)


def in_file_name(marking: str) -> str:
    """A marking as part of a file's name: TLP:AMBER+STRICT gives tlp-amber-strict; "" gives "".

    Other letters than these do not stand in the names of files; then a hash makes up for what is lost.
    """
    readable = re.sub(r"[^a-z0-9]+", "-", marking.lower()).strip("-")
    if not marking or _PLAIN.fullmatch(marking):
        return readable
    digest = blake2b(marking.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{readable}-{digest}".strip("-")
