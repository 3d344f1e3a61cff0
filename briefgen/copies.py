"""Copies that a program for sharing folders, or a person, made of a file beside it.

Such programs keep both versions where two people wrote at once, each under a name of its own: OneDrive appends the name
of the computer, Dropbox and Nextcloud "(conflicted copy …)", Syncthing ".sync-conflict-…", iCloud and others a number.
To this program the copy would be one more record, template or brief.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence

# Patterns are compiled when first needed: the names of a sound workspace need one of them.
_SEPARATORS = r"[\s._~(\[-]+"
# What stands behind a name only in copies; a word of a computer or a number alone may as well be somebody's own.
_TAIL = (
    r"(?i)\s*(?:\(\d+\)|\(.*(?:conflict|copy|copie|kopie|копия|конфликт|副本|冲突).*\)|\[.*conflict.*\]"
    r"|[\s_.-]*(?:sync-conflict|conflict|conflicted)[\s_.-].*|[\s_-]*[\s-](?:copy|copie|kopie|копия|副本)(?:\s*\(?\d+\)?)?"
    r"|\s\d{1,2}|-(?=[A-Z0-9-]*[A-Z])[A-Z0-9-]{3,}|~\d?)"
)
_HEAD = r"(?i)(?:copy of|copie de|kopie von|копия)\s+"
_PLAIN = r"[a-z0-9/-]*"
"""Names, one behind the other, in which nothing but a hyphen separates and letter case does not matter."""
_ALIKE = 0.8
"""Share of lines from which on two files beside each other, one named after the other, are two versions of one."""
_MOST = 2000
"""Lines of a file that are compared."""


def originals(stems: Collection[str]) -> Iterator[tuple[str, str, bool]]:
    """Each name of a folder that would be a copy of another one, that one, and whether the name leaves no doubt.

    Names are of files of one kind, and given without their ending; letter case does not count.
    """
    if len(stems) < 2:
        return
    known: dict[str, list[str]] = {}
    for stem in stems:
        known.setdefault(stem.casefold(), []).append(stem)
    asked = stems
    if re.fullmatch(_PLAIN, "/".join(stems)):  # as where nobody made copies: then a hyphen is all that tells one
        asked = [stem for stem in stems if _begins_like_one(stem, known)]
    for stem in asked:
        if (found := _original_of(stem, known)) is not None:
            yield stem, *found


def _begins_like_one(stem: str, known: Container[str]) -> bool:
    while stem:
        stem = stem.rpartition("-")[0]
        if stem in known:
            return True
    return False


def _original_of(stem: str, known: Mapping[str, Sequence[str]]) -> tuple[str, bool] | None:
    def other(name: str) -> str | None:
        return next((one for one in known.get(name.casefold(), ()) if one != stem), None)

    bare = re.sub(_HEAD, "", stem, count=1) if len(stem.split()) > 1 else stem
    if (same := other(bare)) is not None:
        return same, True
    for start in reversed([found.start() for found in re.finditer(_SEPARATORS, bare)]):
        if (original := other(bare[:start])) is not None:
            tail = bare[start:]
            by_computer = re.fullmatch(r"-[A-Z0-9][A-Z0-9-]{2,}", tail) is not None and any(c.isalpha() for c in tail)
            return original, by_computer or (not re.fullmatch(r"-[\w-]+", tail) and _sure(tail))
    return None


def _sure(tail: str) -> bool:
    return re.fullmatch(_TAIL, tail) is not None


def are_versions(one: bytes, other: bytes) -> bool:
    """Whether two files have most of their lines in common, in their order."""
    a, b = ([line for line in _lines(content) if line] for content in (one, other))
    in_any_order = 2 * (Counter(a) & Counter(b)).total()
    if not a or not b or in_any_order < _ALIKE * (len(a) + len(b)):
        return False  # as nearly all are: the library is not even imported
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(a, b) >= _ALIKE


def differences(copy: bytes, original: bytes) -> str:
    """What a copy says otherwise, in a few words: its first line that the original lacks, and how many more.

    Of what is packed, as Word files are, only that it does.
    """
    if is_packed(copy):
        return "it says the same" if copy == original else "the two differ"
    a, b = _lines(copy), set(_lines(original))
    new = [(n, line) for n, line in enumerate(a, 1) if line and line not in b]
    lost = len(b - set(a))
    if not new:
        return f"it lacks {lost} lines of it" if lost else "it says the same"
    number, line = new[0]
    more = f" and {len(new) - 1} more" if len(new) > 1 else ""
    return f"it differs in line {number}{more}: {_short(line)}"


def is_packed(content: bytes) -> bool:
    return content.startswith(b"PK") or b"\0" in content


def said_of_copy(original: str, what: str) -> tuple[str, str]:
    """What to say of a file that looks like a copy of another one, and a hint; `what` says where the two differ."""
    hint = f"take what is new over into {original} and delete this file, or name it after something else"
    return f"looks like a copy of {original}; {what}", hint


def _lines(content: bytes) -> Sequence[str]:
    found = content[: 80 * _MOST].decode("utf-8", "replace").splitlines()[:_MOST]
    return [line.strip() for line in found]


def _short(line: str) -> str:
    text = "".join(c if c.isprintable() else " " for c in line)
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"
