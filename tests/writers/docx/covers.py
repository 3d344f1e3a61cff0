"""House documents with a cover, for the tests of this folder."""

from __future__ import annotations

from tests.writers.docx.packages import HOUSE_FILE, changed, package, parts, with_relation

HOUSE = HOUSE_FILE.read_bytes()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="900" w:right="900" w:bottom="900" w:left="900"/>'
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"


def text(words: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def field(code: str, result: str = "old") -> str:
    code = code.replace('"', "&quot;")
    return f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>{result}</w:t></w:r></w:fldSimple></w:p>'


def broken(section: str = PAGE) -> str:
    """A paragraph that ends a section, with its page setup."""
    return f"<w:p><w:pPr><w:sectPr>{section}</w:sectPr></w:pPr></w:p>"


def covered(cover: str, source: bytes = HOUSE) -> bytes:
    """The house with this before its text."""
    return changed(source, "word/document.xml", lambda x: x.replace("<w:body>", f"<w:body>{cover}", 1))


def with_picture(source: bytes, rid: str, blob: bytes) -> bytes:
    """The file with a picture that its main part has a relationship to."""
    relation = f'<Relationship Id="{rid}" Type="{OFFICE}/image" Target="media/logo.png"/>'
    related = with_relation(source, "word/document.xml", relation)
    return package(parts(related) | {"word/media/logo.png": blob})


def picture(rid: str, words: str, number: int = 1) -> str:
    """A paragraph with a picture in line; `words` are its alternative text."""
    size = 'cx="360000" cy="360000"'
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWN}/wordprocessingDrawing"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Logo" descr="{words}"/><a:graphic xmlns:a="{DRAWN}/main">'
        f'<a:graphicData uri="{DRAWN}/picture"><pic:pic xmlns:pic="{DRAWN}/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="Logo" descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
