"""Whether the hooks of a workspace may run: somebody has said so on this machine, for this folder and these hooks.

A workspace comes from anywhere, and its hooks run programs and send what files say. So nothing of `[hooks]` runs before
`briefgen trust`, as with the folders of editors and the configuration of git. What is trusted stands in the user's own
folder of settings, never in the workspace: a hash of the hooks by the path of the workspace.
"""

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.diagnostics import Diagnostic
from briefgen.disk import content_of, replace_file
from briefgen.settings.places import TomlPlaces
from briefgen.workspace.folder import SETTINGS_FILE

if TYPE_CHECKING:
    from briefgen.workspace.folder import WorkspaceFolder

FILE = "trusted.json"
EVERYWHERE = "BRIEFGEN_TRUST_HOOKS"
"""Set to 1 by the owner of a machine where all workspaces are their own, such as a runner of builds."""
KINDS = ("command", "webhook", "mail-to")


def named_hooks(home: WorkspaceFolder) -> dict[str, object]:
    """The settings of `[hooks]`, by key; nothing where nobody is told."""
    if not any(home.settings[f"hooks.{key}"] for key in KINDS):
        return {}
    return {key.removeprefix("hooks."): v for key, v in sorted(home.settings.items()) if key.startswith("hooks.") and v}


def is_trusted(home: WorkspaceFolder) -> bool:
    """Whether these very hooks may run in this folder."""
    return os.environ.get(EVERYWHERE) == "1" or _trusted().get(str(home.root)) == _hash(home)


def trust(home: WorkspaceFolder, *, forget: bool = False) -> None:
    """Let the hooks run from now on, as they are; or no more. Raises `UsageProblem` where that cannot be kept."""
    known = _trusted()
    known.pop(str(home.root), None)
    if not forget:
        known[str(home.root)] = _hash(home)
    replace_file(_file(), (json.dumps(known, indent=1, sort_keys=True) + "\n").encode("utf-8", "surrogatepass"))


def untrusted(home: WorkspaceFolder) -> Diagnostic:
    """A finding where hooks did not run."""
    place = TomlPlaces(SETTINGS_FILE, content_of(home.root / SETTINGS_FILE)).of("hooks")
    message = "the hooks of this workspace were not run: nobody has trusted them here, or they have changed since"
    hint = "look at [hooks], then: briefgen trust; or build with --no-hooks"
    return Diagnostic(place, message, "hooks-untrusted", hint)


def _hash(home: WorkspaceFolder) -> str:
    """A hash of the hooks, and for those programs that come with the workspace."""
    digest = sha256(json.dumps(named_hooks(home), default=list).encode("utf-8", "surrogatepass"))
    for word in home.settings["hooks.command"]:
        own = home.root / word
        if not Path(word).is_absolute() and own.is_file():
            digest.update(content_of(own) or b"")
    return digest.hexdigest()


def _trusted() -> dict[str, str]:
    try:
        data = json.loads(content_of(_file()) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return {str(root): str(digest) for root, digest in data.items()} if isinstance(data, dict) else {}


def _file() -> Path:
    """Where it is kept: among the settings of the user's programs."""
    if named := os.environ.get("BRIEFGEN_CONFIG"):
        return Path(named) / FILE
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path(os.path.expanduser("~"), "AppData", "Roaming"))
    elif sys.platform == "darwin":
        base = Path(os.path.expanduser("~"), "Library", "Application Support")
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config"))
    return base / "briefgen" / FILE
