"""Files put where their readers do not come: a folder for its owner alone, in which nothing is replaced."""

from __future__ import annotations

import os
import re
from pathlib import Path

from briefgen.disk import content_of, delete_file, replace_file, resolved
from briefgen.errors import UsageProblem
from briefgen.outputs.artifacts import Artifacts, Condition
from briefgen.outputs.manifest import own_folder
from briefgen.outputs.versions import find_merge_base

WITHHELD = "withheld"


def put_away(artifacts: Artifacts, name: str) -> Path | None:
    """Put a file where its readers do not come, within a batch; where it is now, None where there is no such file.

    What was generated for it before and what was kept of edits goes too.
    """
    moved = None
    for own in (*_beside(artifacts.out, name), name):
        artifacts.refuse_unwritable(own)
        content = content_of(artifacts.out / own)
        if content is not None:
            moved = _kept(artifacts, own, content)
            delete_file(artifacts.out / own)
        artifacts.forget(own)
    return moved


def has_come_back(artifacts: Artifacts, name: str) -> bool:
    """Whether a file is one that was put away: saved again from a window that was open meanwhile, edits and all.

    A Word file says what it was made from; any other has to be the very same.
    """
    folder = artifacts.manifest.folder / WITHHELD
    if not folder.is_dir() or artifacts.condition(name) is not Condition.EDITED:
        return False
    content = content_of(artifacts.out / name) or b""
    kept = [content_of(folder / number / name) for number in sorted(os.listdir(folder))]
    withheld = [found for found in kept if found is not None]
    if content in withheld or not name.endswith(".docx"):
        return content in withheld
    made_from = find_merge_base(name, content, [*artifacts.versions(name), *withheld]) if withheld else None
    return made_from in withheld


def _beside(out: Path, name: str) -> list[str]:
    """The copies that were kept of a file, and the new version that lies beside it."""
    folder, _, file = name.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    copies = re.compile(rf"{re.escape(stem)}\.(edited-[0-9]+|new){re.escape(dot + suffix)}")
    try:
        found = sorted(n for n in os.listdir(out / folder) if copies.fullmatch(n))
    except OSError:
        return []
    return [f"{folder}/{n}" if folder else n for n in found]


def _kept(artifacts: Artifacts, name: str, content: bytes) -> Path:
    """Keep a file in a folder for its owner alone, beside what was put there before."""
    folder, number = artifacts.manifest.folder / WITHHELD, 1
    while not _is_free(folder, place := folder / str(number) / name, content):
        number += 1
    own_folder(artifacts.out)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as bad:
        raise UsageProblem(f"{folder} cannot be made: {bad.strerror}") from bad
    replace_file(place, content)
    return place


def _is_free(folder: Path, place: Path, content: bytes) -> bool:
    """Whether a file can be put away there: no link leads elsewhere, and nothing else is there."""
    if not resolved(place).is_relative_to(resolved(folder)):
        return False
    return not place.exists() or (place.is_file() and content_of(place) == content)
