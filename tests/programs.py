"""Programs of other people that a test starts."""

from __future__ import annotations

import os
import shutil

import pytest

PACKAGES = {
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "faketime": "faketime",
    "soffice": "libreoffice-writer",
    "firefox-esr": "firefox-esr",
    "strace": "strace",
    "systemd-analyze": "systemd",
}
"""Where each program comes from, in Debian."""


def needed(*programs: str) -> None:
    """Leaves out the test that calls this where a program is missing; in CI, which brings them all, it fails."""
    missing = [PACKAGES[program] for program in programs if shutil.which(program) is None]
    if not missing:
        return
    said = f"apt install {' '.join(missing)}"
    if os.environ.get("CI"):
        pytest.fail(said)
    pytest.skip(said)
