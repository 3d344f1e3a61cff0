"""The picture at the top of the README: the first page of a brief beside a fact that it rests on (`make picture`).

It needs LibreOffice (`soffice`) and poppler (`pdftoppm`).
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.workspaces import REPOSITORY, Scratch

BRIEF = ("meeting", "samarkand-2025")
FACTS = (  # a file, the line to begin with, and how many
    ("facts/sources/nca-2025-10-17.yaml", "type:", 10),
    ("facts/meetings/samarkand-2025.yaml", "src:", 2),
    ("facts/meetings/samarkand-2025.yaml", "passages:", 9),
    ("facts/meetings/samarkand-2025.yaml", "attendance:", 6),
)
TARGET = REPOSITORY / "docs" / "first-page.png"
HEIGHT, LEFT, MARGIN, SIZE, COLUMNS = 1000, 620, 28, 15, 62
PAPER, INK, KEY, WORDS, FRAME = "#f7f7f4", "#24292f", "#0b4f8a", "#4d5a2f", "#c9c9c4"


def first_page(folder: Path) -> Image.Image:
    """The first page of the Word file, as LibreOffice lays it out."""
    made = Scratch(REPOSITORY).run(*BRIEF, "-f", "docx", "-o", str(folder))
    assert made.code == 0, made.err
    word = folder / BRIEF[0] / f"{BRIEF[1]}.docx"
    office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(folder), str(word)], check=True, capture_output=True)
    page = folder / "page"
    subprocess.run(
        [
            "pdftoppm",
            "-png",
            "-r",
            "110",
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            str(folder / f"{BRIEF[1]}.pdf"),
            str(page),
        ],
        check=True,
    )
    with Image.open(page.with_suffix(".png")) as image:
        return image.convert("RGB").resize((round(image.width * HEIGHT / image.height), HEIGHT))


def facts() -> list[str]:
    """Some lines of records, broken where the picture has no room."""
    found: list[str] = []
    for file, begin, count in FACTS:
        lines = (REPOSITORY / file).read_text("utf-8").splitlines()
        start = next(number for number, line in enumerate(lines) if line.startswith(begin))
        for line in ["", f"# {file}", *lines[start : start + count], "…"]:
            indent = " " * (len(line) - len(line.lstrip(" -")) + 2)
            found.extend(textwrap.wrap(line, COLUMNS, subsequent_indent=indent) or [""])
    return found[1:]


def drawn(page: Image.Image) -> Image.Image:
    """The fact on the left, the page on the right."""
    from matplotlib import get_data_path

    font = ImageFont.truetype(f"{get_data_path()}/fonts/ttf/DejaVuSansMono.ttf", SIZE)
    picture = Image.new("RGB", (LEFT + page.width + 2 * MARGIN, HEIGHT + 2 * MARGIN), PAPER)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(facts()):
        place = (MARGIN, MARGIN + number * round(SIZE * 1.6))
        key = re.match(r"[ -]*\{?[a-z_]+:", line)
        pen.text(place, line, WORDS if line.lstrip().startswith("#") else INK, font)
        if key:
            pen.text(place, key[0], KEY, font)
    pen.rectangle((LEFT + MARGIN - 1, MARGIN - 1, LEFT + MARGIN + page.width, MARGIN + page.height), outline=FRAME)
    picture.paste(page, (LEFT + MARGIN, MARGIN))
    return picture


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made_in:
        drawn(first_page(Path(made_in))).quantize(64).save(TARGET, optimize=True)
