"""Small PNG pictures, made with the standard library."""

from __future__ import annotations

import zlib


def png(width: int, height: int, *, more: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    """A chequered picture in grey; `more` are chunks, kind and content, in front of the pixels."""
    rows = b"".join(b"\0" + bytes(255 * ((x + y) % 2) for x in range(width)) for y in range(height))
    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 0, 0, 0, 0))
    chunks = ((b"IHDR", head), *more, (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, content) for kind, content in chunks)


def chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)
