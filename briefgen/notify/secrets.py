"""Passwords and tokens: from the environment or a file, never from settings, and in no message."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path

from briefgen.notify.delivery import Failed

MOST = 4096
SHORT = 4
"""Fewer letters are not taken out of a message: they may be part of any word."""


def secret(variable: str, file: str, root: Path) -> str:
    """What the environment variable holds, else the one line of the file; "" where neither is given.

    A plain name of a file is looked for among the credentials that systemd hands over, then below `root`.
    """
    if found := os.environ.get(variable, ""):
        return _checked(found, f"the environment variable {variable}")
    if not file:
        return ""
    path = _path(file, root)
    try:
        if not path.is_file():
            raise Failed(f"the file {file} with the secret is not there")
        with path.open("rb") as opened:
            return _checked(opened.read(MOST).decode("utf-8").rstrip("\r\n"), f"the file {file}")
    except OSError as bad:
        raise Failed(f"the file {file} with the secret cannot be read: {bad.strerror}") from bad
    except UnicodeDecodeError:
        raise Failed(f"the file {file} holds no text") from None


def _path(file: str, root: Path) -> Path:
    handed = os.environ.get("CREDENTIALS_DIRECTORY", "")
    if handed and Path(file).name == file and (Path(handed) / file).is_file():
        return Path(handed) / file
    return root / file


def _checked(text: str, where: str) -> str:
    if not text or not (text.isascii() and text.isprintable()):
        raise Failed(f"{where} does not hold one line of ASCII letters, digits and signs")
    return text


def hushed(message: str, hidden: str, user: str = "") -> str:
    """A message of a server without the secret that it may repeat."""
    coded = (b64encode(text.encode()).decode() for text in (hidden, f"\0{user}\0{hidden}"))
    for text in (hidden, *coded):
        if len(text) >= SHORT:
            message = message.replace(text, "(secret)")
    return message
