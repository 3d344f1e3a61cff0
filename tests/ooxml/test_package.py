from briefgen.ooxml.package import Relationship, WordPackage

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*lines: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'.encode()


def relation(id_: str, kind: str, target: str, mode: str = "Internal") -> str:
    return f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def package(**more: bytes) -> WordPackage:
    return WordPackage(
        {
            "_rels/.rels": relations(relation("a", "officeDocument", "/word/text.xml")),
            "word/text.xml": b"<text/>",
            "word/_rels/text.xml.rels": relations(
                relation("b", "header", "header2.xml"),
                relation("c", "header", "../word/header1.xml"),
                relation("d", "hyperlink", "https://example.org/", "External"),
                relation("e", "image", "../NULL"),
            ),
            "word/header1.xml": b"<header/>",
            "word/header2.xml": b"<header/>",
            "word/_rels/header2.xml.rels": relations(relation("f", "image", "media/photo.PNG")),
            "word/media/photo.PNG": b"PNG",
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/Text.xml" ContentType="the text"/></Types>'.encode(),
            **more,
        }
    )


def test_parts_are_found_by_what_points_to_them() -> None:
    word = package()
    assert word.main == "word/text.xml"
    assert word.related("header") == ["word/header1.xml", "word/header2.xml"]
    assert word.related("image") == []  # it points to nothing
    assert word.relations("word/header1.xml") == {}
    link = word.relations(word.main)["d"]
    assert link == Relationship(f"{OFFICE}/hyperlink", "https://example.org/", external=True)
    assert link.kind == "hyperlink"


def test_all_relations_are_those_of_every_part_that_can_be_reached() -> None:
    targets = [found.target for found in package().all_relations()]
    assert targets == [
        *("word/text.xml", "word/header2.xml", "word/media/photo.PNG", "word/header1.xml"),
        *("https://example.org/", "NULL"),
    ]


def test_a_part_is_what_its_name_says_or_else_its_ending() -> None:
    word = package()
    names = ("word/text.xml", "word/header1.xml", "word/media/photo.PNG", "word/media/film")
    assert [word.content_type(name) for name in names] == ["the text", "application/xml", "image/png", ""]


def test_a_file_without_a_text_has_no_main_part() -> None:
    assert WordPackage({}).main == ""
