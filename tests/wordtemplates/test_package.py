"""A picture in the text of a template made in Word becomes a figure of the brief, its caption with it."""

from __future__ import annotations

import pickle
from io import BytesIO
from zipfile import ZipFile

from docx import Document as new_document
from docx.shared import Mm
from PIL import Image

from briefgen.document.nodes import Figure
from briefgen.document.walk import plain_text
from briefgen.wordtemplates.reading import read_template
from tests.document.png import png
from tests.wordtemplates.samples import FILE, on_board, saved, unrendered
from tests.workspaces import Scratch


def jpeg(width: int = 1200, height: int = 600) -> bytes:
    """A green field."""
    file = BytesIO()
    Image.new("RGB", (width, height), (0, 120, 0)).save(file, "JPEG")
    return file.getvalue()


def with_picture(data: bytes = b"", *, in_cell: bool = False) -> bytes:
    document = new_document()
    document.add_heading("{{ meeting.label }}" if not in_cell else "Title", 1)
    where = document.add_table(rows=1, cols=1).rows[0].cells[0].paragraphs[0] if in_cell else document.add_paragraph()
    shape = where.add_run().add_picture(BytesIO(data or png(1, 1)), width=Mm(30))
    shape._inline.docPr.set("descr", "A map of the quay")
    if not in_cell:
        document.add_paragraph("Figure 1: The quay.", style="Caption")
    document.add_paragraph("Behind it.")
    return saved(document)


def test_it_is_a_figure_with_its_size_its_words_and_its_caption() -> None:
    template = read_template(with_picture(), FILE)
    assert [d.message for d in template.diagnostics] == []
    assert pickle.loads(pickle.dumps(template)) == template
    (picture,) = template.pictures
    assert (picture.name, picture.width, picture.height) == ("board-picture-1.png", 30.0, 30.0)
    document = unrendered(with_picture())
    figure = next(block for block in document.blocks if isinstance(block, Figure))
    assert (figure.alternative, plain_text(figure.caption)) == ("A map of the quay", "The quay.")
    assert document.pictures == (picture,)


def test_each_brief_has_it_in_both_files(workspace: Scratch) -> None:
    ran = on_board(workspace, with_picture())
    assert (ran.code, ran.err) == (0, "")
    text = workspace.read("out/board/lisbon-2024.md")
    assert "![A map of the quay](lisbon-2024-board-picture-1-en.png)\n**Figure 1:** The quay.\n" in text
    assert (workspace.root / "out/board/lisbon-2024-board-picture-1-en.png").read_bytes() == png(1, 1)
    with ZipFile(workspace.root / "out/board/lisbon-2024.docx") as made:
        assert png(1, 1) in [made.read(name) for name in made.namelist() if name.endswith(".png")]


def test_a_photograph_is_kept_in_the_size_that_it_is_shown_in() -> None:
    template = read_template(with_picture(jpeg()), FILE)
    assert [d.message for d in template.diagnostics] == []
    (picture,) = template.pictures
    assert (picture.width, picture.height) == (30.0, 15.0)
    with Image.open(BytesIO(picture.png)) as shown:
        assert (shown.format, shown.size) == ("PNG", (260, 130))
        red, green, blue = shown.convert("RGB").getpixel((100, 60))  # type: ignore[misc]
    assert green > 100 > red + blue
    assert read_template(with_picture(jpeg()), FILE).pictures == (picture,)


def test_a_damaged_photograph_is_left_out_and_told() -> None:
    whole = with_picture(jpeg())
    file = BytesIO()
    with ZipFile(BytesIO(whole)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[:300] if name.endswith((".jpg", ".jpeg")) else content)
    template = read_template(file.getvalue(), FILE)
    assert [d.message.partition(" (")[0] for d in template.diagnostics] == [
        "the picture “A map of the quay” is left out"
    ]
    assert template.pictures == ()


def test_one_in_a_cell_is_left_out_and_told() -> None:
    template = read_template(with_picture(in_cell=True), FILE)
    assert [d.message.partition(" (")[0] for d in template.diagnostics] == [
        "the picture “A map of the quay” is left out"
    ]
    assert template.pictures == ()
