from briefgen.ooxml.tree import Relationship, WordPackage

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*lines: str) -> bytes:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'.encode()


def relation(id_: str, kind: str, target: str, mode: str = "Internal") -> str:
    return f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def package() -> WordPackage:
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
        }
    )


def test_parts_are_found_by_what_points_to_them() -> None:
    word = package()
    assert word.main == "word/text.xml"
    assert word.related("header") == ["word/header1.xml", "word/header2.xml"]
    assert word.related("image") == []  # it points to nothing
    assert word.relations("word/header1.xml") == {}
    link = word.relations(word.main)["d"]
    assert link == Relationship("hyperlink", "https://example.org/", external=True)


def test_a_file_without_a_text_has_no_main_part() -> None:
    assert WordPackage({}).main == ""
