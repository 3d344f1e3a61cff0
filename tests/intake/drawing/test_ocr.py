"""Words read off pictures are marked as such, page by page; where tesseract is missing, that is said."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from briefgen.intake.drawing.draw import draw
from briefgen.intake.drawing.drawn import Undrawable

PROGRAM = """#!/bin/sh
if [ "$1" = --list-langs ]; then printf 'List of languages:\\neng\\nrus\\n'; exit 0; fi
cat > /dev/null
printf 'The walls are low.\\nSo they say.\\n\\nRead with %s\\n' "$4"
"""


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of that name that always reads the same."""
    path = tmp_path / "bin" / "tesseract"
    path.parent.mkdir()
    path.write_text(PROGRAM)
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")


def picture(form: str = "PNG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (90, 60), "white").save(file, form)
    return file.getvalue()


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize(("language", "tongue"), [("", "eng+rus"), ("ru", "rus"), ("ru-RU", "rus"), ("tg", "eng+rus")])
def test_words_of_a_picture_are_marked_as_read_off_it(language: str, tongue: str) -> None:
    found = draw(picture(), language=language)
    assert found.text == f"The walls are low.\nSo they say.\n\nRead with {tongue}\n"
    assert all(s.ocr and s.page == 1 for s in found.stretches)


@pytest.mark.usefixtures("tesseract")
def test_a_page_that_was_laid_askew_is_turned_where_it_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / "bin" / "tesseract"
    path.write_text(PROGRAM.replace("rus\\n", "rus\\nosd\\n").replace('"$4"', '"$5 $6"'))
    assert "Read with --psm 1" in draw(picture()).text


@pytest.mark.usefixtures("tesseract")
def test_a_scanned_page_among_others_is_read_in_its_place() -> None:
    found = draw(picture("PDF"))
    assert found.form == "pdf"
    assert "The walls are low." in found.text
    assert {(s.page, s.ocr) for s in found.stretches} == {(1, True)}


@pytest.mark.parametrize("form", ["PNG", "PDF"])
def test_without_tesseract_it_is_said_what_to_install(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Undrawable, match="install tesseract"):
        draw(picture(form))


@pytest.mark.usefixtures("tesseract")
def test_a_damaged_picture_is_refused() -> None:
    with pytest.raises(Undrawable, match="no picture that can be read"):
        draw(b"\x89PNG\r\n\x1a\nnothing")
