"""The text of .doc and .rtf files, read through LibreOffice where it is installed.

LibreOffice writes the file anew as .docx in a folder of its own, with a profile that is thrown away: no macro runs in
it, and nothing is loaded that the file points to.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from briefgen.intake.drawing.drawn import Drawn, Undrawable
from briefgen.intake.drawing.office import draw_word, parts_of
from briefgen.sandbox.limits import own_limits

BEGINNINGS = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
"""Names what Word has written in a file of many parts; LibreOffice takes one without it for a plain text."""
MISSING = "install LibreOffice, which reads it, or open it and save it as .docx or .odt"
_SECONDS = 120
_GUARDED = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item></oor:items>
"""


def is_old_office(data: bytes) -> bool:
    """Whether a file begins as .doc, .rtf and their kin do."""
    return data.startswith(BEGINNINGS)


def draw_old_office(data: bytes) -> Drawn:
    """The paragraphs of such a file; raises `Undrawable` where LibreOffice is not installed, or makes nothing of it."""
    form = "rtf" if data.startswith(b"{") else "doc"
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Undrawable(f"is a .{form} file; {MISSING}")
    if form == "doc" and _WORD_STREAM not in data:
        raise Undrawable("begins like a .doc file and holds no text of Word; save it as PDF, .docx or plain text")
    with TemporaryDirectory(prefix="briefgen-") as name:
        folder = Path(name)
        file = folder / f"old.{form}"
        file.write_bytes(data)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_GUARDED, "utf-8")
        command = [program, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--norestore"]
        # A filter that reads text alone: a workbook with such a beginning is no text, and is not taken for one.
        command += ["--writer", "--convert-to", "docx", "--outdir", name, str(file)]
        try:
            with own_limits():
                subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as slow:
            raise Undrawable(f"kept LibreOffice busy for more than {_SECONDS} seconds") from slow
        made = folder / "old.docx"
        if not made.is_file():
            raise Undrawable(f"is no .{form} file that LibreOffice can read; open it and save it as .docx or .odt")
        found = draw_word(parts_of(made.read_bytes()))
    return Drawn(form, found.text, found.stretches, found.said, found.furniture, found.remarks)
