"""Shared by all ways of telling people: why one did not work, how long it may take, how often it is tried, its secret.

Passwords and tokens come from the environment or a file, never from settings, and stand in no message.
"""

from __future__ import annotations

import os
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

from briefgen.disk import read_file, reason

PAUSES = (1.0, 4.0)
"""Seconds before the second attempt and before the third, which is the last."""
MOST = 4096
SHORT = 4
"""Fewer letters are not taken out of a message: they may be part of any word."""


class DeliveryFailed(Exception):
    """Somebody could not be told; the message says why, and holds no secret."""


class TemporaryFailure(DeliveryFailed):
    """It may go well a moment later, and nothing has arrived."""


def with_timeout(work: Callable[[], None], seconds: float) -> None:
    """Do the work, or give it up where a server keeps it waiting: its answers may come drop by drop."""
    came_to: list[Exception | None] = []

    def run() -> None:
        try:
            work()
            came_to.append(None)
        except Exception as bad:  # handed over, as a thread has nobody to raise it to
            came_to.append(bad)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not came_to:
        raise DeliveryFailed(f"no answer within {seconds:g} seconds")
    if came_to[0] is not None:
        raise came_to[0]


def with_retries(work: Callable[[], None], pauses: Sequence[float] = PAUSES) -> None:
    """Do the work, and once more after each pause where it fails with `TemporaryFailure`."""
    for pause in pauses:
        try:
            return work()
        except TemporaryFailure:
            time.sleep(pause)
    return work()


def secret(variable: str, file: str, root: Path) -> str:
    """The value of the environment variable, else the one line of the file; "" where neither is given.

    A plain name of a file is looked for among the credentials that systemd hands over, then below `root`.
    """
    if found := os.environ.get(variable, ""):
        return _checked(found, f"the environment variable {variable}")
    if not file:
        return ""
    path = _path(file, root)
    try:
        return _checked(read_file(path, MOST).decode("utf-8").rstrip("\r\n"), f"the file {file}")
    except FileNotFoundError:
        raise DeliveryFailed(f"the file {file} with the secret is not there") from None
    except OSError as bad:
        raise DeliveryFailed(f"the file {file} with the secret cannot be read: {reason(bad)}") from bad
    except UnicodeDecodeError:
        raise DeliveryFailed(f"the file {file} holds no text") from None


def _path(file: str, root: Path) -> Path:
    handed = os.environ.get("CREDENTIALS_DIRECTORY", "")
    if handed and Path(file).name == file and (Path(handed) / file).is_file():
        return Path(handed) / file
    return root / file


def _checked(text: str, where: str) -> str:
    if not text or not (text.isascii() and text.isprintable()):
        raise DeliveryFailed(f"{where} does not hold one line of ASCII letters, digits and signs")
    return text


def redacted(message: str, hidden: str, user: str = "") -> str:
    """A message of a server without the secret that it may repeat."""
    coded = (b64encode(text.encode()).decode() for text in (hidden, f"\0{user}\0{hidden}"))
    for text in (hidden, *coded):
        if len(text) >= SHORT:
            message = message.replace(text, "(secret)")
    return message
