"""Figures in Markdown: a paragraph that begins with an image is the picture, the rest of it the caption.

    ![What the picture shows, for those who do not see it](armenia-participation.png)
    Meetings that Armenia took part in.

A picture's bytes travel beside the text. Its name is a plain file name, so that no text leads a reader or a
browser out of the folder.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefgen.document.complaints import Complaints
from briefgen.document.inlines import Part
from briefgen.document.nodes import LineBreak, Picture

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}\.png")


def is_picture_name(name: str) -> bool:
    """Whether a figure may have this name: small ASCII letters, digits and hyphens, then `.png`."""
    return _NAME.fullmatch(name) is not None


def caption_parts(behind: Sequence[Part]) -> list[Part]:
    """What stands behind the image, without the blank or line end that parts the two."""
    if not behind:
        return []
    first, *rest = behind
    if isinstance(first, LineBreak):
        return rest
    return [first.lstrip(" \t"), *rest] if isinstance(first, str) else [first, *rest]


def take_pictures(named: Mapping[str, int], pictures: Sequence[Picture], complaints: Complaints) -> tuple[Picture, ...]:
    """The pictures that figures name, in order of first use; `named` maps each name to the offset of that use."""
    known = {picture.name: picture for picture in pictures}
    for name, offset in named.items():
        if name not in known:
            complaints.about("picture-missing", offset, name)
    return tuple(known[name] for name in named if name in known)
