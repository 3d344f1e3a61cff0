"""Words read off a picture by tesseract, where it is installed: found in OCR, never verified."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from io import BytesIO
from typing import Any

from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Strip, Undrawable, drawn
from briefgen.sandbox.limits import own_limits

MISSING = "install tesseract, which reads words off pictures, and add it again"
_SECONDS = 300
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}  # on few processors its threads wait for each other most of the time
_LANGUAGES = {"en": "eng", "ru": "rus", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "uk": "ukr", "ar": "ara",
              "az": "aze", "kk": "kaz", "ky": "kir", "uz": "uzb", "tr": "tur", "hy": "hye", "fa": "fas", "pl": "pol",
              "tg": "tgk", "be": "bel", "zh": "chi_sim", "ja": "jpn", "ko": "kor"}  # fmt: skip


def is_installed() -> bool:
    return shutil.which("tesseract") is not None


def words_of_picture(picture: Any, language: str = "") -> str:
    """What tesseract reads on a picture (Pillow's); blank lines part blocks. Raises `Undrawable`."""
    file = BytesIO()
    picture.convert("RGB").save(file, "PNG")
    known = _known()
    wanted = _LANGUAGES.get(language.partition("-")[0].lower(), "")
    tongue = wanted if wanted in known else "+".join(t for t in ("eng", "rus") if t in known) or "eng"
    command = ["tesseract", "stdin", "stdout", "-l", tongue]
    command += ["--psm", "1"] if "osd" in known else []  # however the page was laid on the glass
    try:
        with own_limits():
            done = subprocess.run(
                command,
                input=file.getvalue(),
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                env={**os.environ, **_ONE_THREAD},
            )
    except subprocess.TimeoutExpired as slow:
        raise Undrawable(f"has a picture on which tesseract was busy for more than {_SECONDS} seconds") from slow
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise Undrawable(f"could not be read by tesseract: {told[-1] if told else 'no reason given'}")
    return done.stdout.decode(errors="replace")


def draw_picture(data: bytes, language: str = "") -> Drawn:
    """The words on a picture file."""
    from PIL import Image, UnidentifiedImageError

    if not is_installed():
        raise Undrawable(f"is a picture; {MISSING}")
    try:
        with Image.open(BytesIO(data)) as picture:
            words = words_of_picture(picture, language)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as bad:
        raise Undrawable(f"is no picture that can be read: {bad}") from bad
    paragraphs = read_paragraphs(words, 1)
    if not paragraphs:
        raise Undrawable("is a picture on which no words were found")
    return drawn("picture", paragraphs)


def read_paragraphs(words: str, page: int) -> list[DrawnParagraph]:
    """What was read on a page, as blank lines part it."""
    blocks = (block for block in re.split(r"\n\s*\n", words) if block.strip())
    return [DrawnParagraph(tuple(Strip(line, page=page, ocr=True) for line in block.splitlines())) for block in blocks]


def _known() -> set[str]:
    with own_limits():
        told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=_SECONDS, check=False)
    return set(told.stdout.decode(errors="replace").split())
