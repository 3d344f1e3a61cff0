"""A PNG without its past: only the chunks that make the picture.

Programs write their names, dates, places and whole camera records into a PNG; none of it belongs into a brief.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs"})


def plain_png(data: bytes) -> bytes:
    """The picture with nothing in it but what shows (PNG, third edition, 11).

    Raises ValueError for bytes that are no PNG, or a damaged one.
    """
    chunks = list(_chunks(data))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise ValueError("these bytes are no whole PNG picture")
    return _SIGNATURE + b"".join(chunk for kind, chunk in chunks if kind in _KEPT)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's kind and its bytes, up to the end of the picture; what is behind the end is no part of it."""
    if not data.startswith(_SIGNATURE):
        raise ValueError("these bytes are no PNG picture")
    at, kind = len(_SIGNATURE), b""
    while at < len(data) and kind != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4])
        kind, chunk = data[at + 4 : at + 8], data[at:end]
        if len(chunk) < 12 or end > len(data) or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise ValueError("this PNG picture is damaged")
        yield kind, chunk
        at = end
