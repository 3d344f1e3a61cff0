"""A source as it is read: what bears facts, what does not, and what is page furniture."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from briefgen.archive.archived import ArchivedText
from briefgen.checks.verification import Verdict
from briefgen.desk import source_page
from briefgen.desk.draft import VERDICTS
from briefgen.desk.pages import DESK
from briefgen.desk.source_page import MarkedSource, SourcePictures, marked_source, original_of, painted
from briefgen.errors import UsageProblem
from briefgen.review.standing import Reviews
from briefgen.workspace.cache import Store
from briefgen.workspace.folder import find_workspace
from briefgen.workspace.workspace import Workspace
from tests.desk.recording.test_verdicts import opened
from tests.workspaces import MEETING, Scratch

ARTICLE = "archive/example-gazette.txt"


def read(scratch: Scratch, source: str = "example-gazette") -> MarkedSource:
    found = marked_source(Workspace(find_workspace(scratch.root)[0], Store(None)), source)
    assert found is not None
    return found


def sentences(marked: MarkedSource) -> dict[str, bool]:
    return {"".join(p.text for p in s.pieces): s.is_used for par in marked.paragraphs for s in par.sentences}


def unsealed(scratch: Scratch, more: str) -> MarkedSource:
    """The article with more behind it; its record no longer names a hash."""
    scratch.append(ARTICLE, more)
    name = "facts/sources/example-gazette.yaml"
    scratch.write(name, "".join(x for x in scratch.read(name).splitlines(True) if not x.startswith("sha256")))
    return read(scratch)


def test_an_omission_is_seen(workspace: Scratch) -> None:
    marked = unsealed(workspace, "\nNobody has read this yet. Prices rose.\n")
    assert sentences(marked)["Nobody has read this yet."] is False
    assert sentences(marked)["Prices rose."] is False
    assert marked.tally == f"{marked.used} of {marked.sentences} sentences used"
    assert marked.sentences - marked.used >= 2


def test_words_are_cut_where_other_facts_begin_to_rest_on_them(workspace: Scratch) -> None:
    marked = read(workspace)
    pieces = [p for par in marked.paragraphs for s in par.sentences for p in s.pieces]
    held = next(p for p in pieces if "11 March 2024" in p.text)
    assert {id_.rsplit("/", 1)[0] for id_ in held.facts} >= {"meeting/lisbon-2024/date", "meeting/lisbon-2024/place"}
    assert all(marked.text.text[p.start :].startswith(p.text) for p in pieces)


def test_page_furniture_is_not_counted(workspace: Scratch) -> None:
    before = unsealed(workspace, "\nShare this article with a friend.\n")
    workspace.append("facts/sources/example-gazette.yaml", "boilerplate:\n  - Share this article with a friend.\n")
    assert read(workspace).sentences == before.sentences - 1


def test_a_quote_that_is_not_there_is_named(workspace: Scratch) -> None:
    workspace.edit(MEETING, '"agreed to exchange crop figures every quarter"', '"agreed to buy crop figures"')
    assert [c.citation.quote for c in read(workspace).astray] == ["agreed to buy crop figures"]


def test_without_a_text_there_is_nothing_to_read(workspace: Scratch) -> None:
    (workspace.root / ARTICLE).unlink()
    assert marked_source(Workspace(find_workspace(workspace.root)[0], Store(None)), "example-gazette") is None


CHOSEN = b"""\
src: example-gazette
place: {is: Porto, quote: The harbour council met in Porto.}
chair: {is: a delegate, quote: It chose Rosa Weber as its chair.}
"""


def test_words_read_off_a_picture_are_told_of_with_their_page_and_at_what_rests_on_them(workspace: Scratch) -> None:
    archived(workspace, pdf_of(LINES))
    workspace.write("facts/meetings/porto-2031.yaml", CHOSEN)
    found = opened(workspace)
    marked = marked_source(found, "example-gazette")
    assert marked is not None
    assert marked.read_off == "2"
    assert "the words of page 2 off a picture" in DESK.source_page(found, marked, "")
    listed = DESK.facts_list(found, Reviews(found), found.facts.base.records["meeting/porto-2031"].statements)
    told = [VERDICTS[Verdict.IN_OCR] in one for one in listed.split("<li ")[1:]]
    assert told == [False, True]  # the town stands on a page with letters


LINES = [["Harbour council meets", "The harbour council met in Porto."], ["It chose Rosa Weber as its chair."]]


def pdf_of(pages: list[list[str]], more: str = "") -> bytes:
    """A PDF of a few lines a page; `more` is put into its catalogue."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {more} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, lines in enumerate(pages):
        shown = "".join(f"BT /F 14 Tf 60 {700 - 30 * k} Td ({line}) Tj ET\n" for k, line in enumerate(lines))
        page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< {page} /Contents {5 + 2 * n} 0 R >>")
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}endstream")
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}".encode()


def archived(workspace: Scratch, original: bytes, name: str = "original.pdf") -> None:
    """The example's source, as `briefgen add` would have archived it from this file."""
    text = "Harbour council meets\nThe harbour council met in Porto.\nIt chose Rosa Weber as its chair.\n"
    stretches = [{"start": 0, "paragraph": 1, "page": 1}, {"start": 56, "paragraph": 2, "page": 2, "ocr": True}]
    said = {
        "original": {"file": name, "sha256": sha256(original).hexdigest()},
        "text": sha256(text.encode()).hexdigest(),
        "stretches": stretches,
    }
    source = workspace.read("facts/sources/example-gazette.yaml").splitlines(keepends=True)
    kept = [line for line in source if not line.startswith(("sha256", "archive"))]
    workspace.write("facts/sources/example-gazette.yaml", "".join(kept).encode())
    workspace.write("archive/example-gazette/text.txt", text.encode())
    workspace.write("archive/example-gazette/map.json", json.dumps(said).encode())
    workspace.write(f"archive/example-gazette/{name}", original)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    with Image.open(BytesIO(png)) as picture:
        return picture.size


def test_a_page_is_painted_once_while_it_is_looked_at(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    archived(workspace, pdf_of(LINES))
    found, pictures = opened(workspace), SourcePictures()
    first = pictures.page(found, "example-gazette", 1)
    assert size(first)[0] == source_page.WIDE
    assert pictures.page(found, "example-gazette", 2) != first
    monkeypatch.setattr(source_page, "bounded", None)
    assert pictures.page(found, "example-gazette", 1) is first
    marked = marked_source(found, "example-gazette")
    assert marked is not None
    assert marked.is_pictured
    assert [p.place.page for p in marked.paragraphs] == [1, 2]


@pytest.mark.parametrize("number", [0, 3, 10**6])
def test_a_page_that_is_not_there_is_told(workspace: Scratch, number: int) -> None:
    archived(workspace, pdf_of(LINES))
    with pytest.raises(UsageProblem, match=r"no picture of|has no page"):
        SourcePictures().page(opened(workspace), "example-gazette", number)


def test_a_scan_is_painted_anew_and_its_bytes_never_leave() -> None:
    file = BytesIO()
    Image.new("L", (3000, 1000), 200).save(file, "TIFF", description="<script>x</script>")
    found = painted(file.getvalue(), 1)
    assert isinstance(found, bytes)
    assert size(found) == (1100, 367)
    assert b"script" not in found
    assert painted(file.getvalue(), 2) == "has no page 2"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nnothing",
        b"<svg onload='x'/>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        pdf_of([["x"]])[:300],
        b"",
    ],
)
def test_what_is_damaged_is_told_in_words(content: bytes) -> None:
    assert isinstance(painted(content, 1), str)


def test_scripts_and_actions_of_a_pdf_do_nothing() -> None:
    action = "/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:1/'\\)) >> /AA << /O 9 0 R >>"
    assert isinstance(painted(pdf_of(LINES, action), 1), bytes)


def test_a_page_as_large_as_a_field_is_painted_small() -> None:
    huge = pdf_of(LINES).replace(b"[0 0 595 842]", b"[0 0 9 99999]")
    found = painted(huge, 1)
    assert isinstance(found, bytes)
    assert size(found)[1] <= source_page.TALL + 1


@pytest.mark.parametrize("name", ["original.html", "../original.pdf", "text.txt", "original.pdf/x", 3, None])
def test_only_the_original_of_a_text_is_a_picture(name: object) -> None:
    beside = json.dumps({"original": {"file": name}}).encode()
    assert original_of(ArchivedText("x", "y", beside)) == ""
    assert original_of(ArchivedText("x", "y", b"[]")) == ""
    assert original_of(ArchivedText("x", "y")) == ""


def test_an_original_that_leads_out_of_the_archive_is_refused(workspace: Scratch, tmp_path: Path) -> None:
    archived(workspace, pdf_of(LINES))
    outside = tmp_path / "secret.pdf"
    outside.write_bytes(pdf_of([["secret"]]))
    path = workspace.root / "archive/example-gazette/original.pdf"
    path.unlink()
    path.symlink_to(outside)
    with pytest.raises(UsageProblem, match="cannot be read"):
        SourcePictures().page(opened(workspace), "example-gazette", 1)
