"""Running pandoc, which formats citations in a style: as a child without a shell, a network or a way to other files.

Only the pandoc of the wheel `pypandoc_binary` is used, never one that happens to be installed: the same version
makes the same bytes.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SECONDS = 10
"""How long pandoc may take; a brief with a hundred notes takes it a fifth of a second."""
MEMORY = "512m"
INSTALL = "pip install 'briefgen[csl]'"


class PandocFailed(Exception):
    """Pandoc gave no answer; the message says why."""


@cache
def find_pandoc() -> Path | None:
    """The program in the wheel; None where the wheel is not installed."""
    spec = find_spec("pypandoc")
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    for folder in (spec and spec.submodule_search_locations) or ():
        if (program := Path(folder) / "files" / name).is_file():
            return program
    return None


def run_citeproc(pandoc: Path, style: bytes, document: bytes) -> bytes:
    """The document, in pandoc's JSON, with its citations formatted in the style; raises `PandocFailed`."""
    import subprocess
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="briefgen-") as name:
        folder = Path(name)
        (folder / "style.csl").write_bytes(style)
        words = [str(pandoc), "--from=json", "--to=json", "--citeproc", "--csl=style.csl", "--sandbox"]
        words += [f"--data-dir={folder / 'none'}", "+RTS", f"-M{MEMORY}", "-RTS"]
        try:
            done = subprocess.run(
                words, input=document, capture_output=True, cwd=folder, env=_surroundings(), timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            raise PandocFailed(f"pandoc took more than {SECONDS} seconds") from None
        except OSError as bad:
            raise PandocFailed(f"pandoc cannot be started: {bad.strerror}") from bad
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").replace(str(folder), "").split("\n")
        raise PandocFailed(f"pandoc says: {next((line.strip() for line in said if line.strip()), 'nothing')}")
    return done.stdout


def _surroundings() -> dict[str, str]:
    """Nothing of the user's own, but what Windows needs to start a program at all."""
    import os

    return {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
