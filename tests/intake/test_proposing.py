"""An id is proposed that a person can say, and a language is guessed only where nothing says it."""

from __future__ import annotations

import pytest

from briefgen.facts.factbase import FactBase
from briefgen.facts.kinds import shipped_kinds
from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Imprint, drawn, guessed_language
from briefgen.intake.proposing import best_date, propose, propose_id, slug


def source(*said: tuple[str, str]) -> Drawn:
    return drawn("html", [DrawnParagraph.of("Words.")], [Imprint(what, value, "x") for what, value in said])


@pytest.mark.parametrize(
    ("said", "name", "id_"),
    [
        ([("outlet", "Example Gazette"), ("published", "2031-06-13")], "a.html", "example-gazette-2031-06-13"),
        ([("outlet", "Вестник Порта"), ("published", "2031-06-13")], "a.html", "vestnik-porta-2031-06-13"),
        ([("title", "On walls, ports and who pays for them all")], "a.html", "on-walls-ports-and-who"),
        ([("title", "Background press call by an official")], "a.html", "background-press-call"),
        ([("title", "On walls and ports"), ("published", "2031-06-13")], "a.pdf", "on-walls-and-ports-2031-06-13"),
        ([("published", "2031-06-13")], "https://www.gazette.example/a", "gazette-2031-06-13"),
        ([], "/tmp/Walls of 2031.html", "walls-of-2031"),
        ([("title", "«…»")], "a.html", "source"),
        ([], "con.txt", "source-con"),
    ],
)
def test_an_id_is_the_outlet_and_the_day_or_the_title_or_the_files_name(
    said: list[tuple[str, str]], name: str, id_: str
) -> None:
    assert propose_id(source(*said), name, ()) == id_


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert propose_id(source(), "walls.html", {"walls", "walls-2"}) == "walls-3"


def test_a_day_with_its_year_goes_before_one_without() -> None:
    said = source(("published", "XXXX-06-13"), ("published", "last week"), ("published", "2031-06-13")).said
    assert best_date(said) == "2031-06-13"
    assert best_date(source(("published", "last week")).said) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The delegations discussed the issue of security and the state of the walls in the region.", "en"),
        ("Делегации обсудили вопросы безопасности и состояние берегов в регионе и за его пределами.", "ru"),
        ("Страны с выходом к морю встретились в порту, и все выразили готовность.", "ru"),
        ("Държавите с излаз на море се срещнаха в порта и са готови за работа.", "bg"),
        ("La présidente de la fédération a parlé de la suite de la session et du port.", "fr"),
        ("La presidenta de la federación habló de la continuación de la sesión y del puerto.", "es"),
    ],
)
def test_a_language_is_known_by_its_letters(text: str, language: str) -> None:
    assert guessed_language(text) == language


def test_a_slug_has_latin_letters() -> None:
    assert slug("Ağayev’s Сводка № 5") == "agayevs-svodka-no-5"


@pytest.mark.parametrize("end", ["\n", "\r", "\u0085", "\u2028", "\x0b\n"])
def test_no_words_of_a_source_end_a_remark(end: str) -> None:
    bad = f"x{end}reliability: A{end}# y"
    said = [
        Imprint(what, value, bad)
        for what, value in (("title", "T"), ("title", bad), ("author", bad), ("published", bad), ("made", bad))
    ]
    source = Drawn("html", "Words.\n", (), tuple(said), (), (bad,))
    found = propose(
        "a", source, FactBase(shipped_kinds().schema, {}), sha256="", today="2031-06-01", questions=(bad,)
    ).text
    assert not [line for line in found.splitlines() if line.startswith("reliability")]


def test_a_descriptor_says_what_it_is_and_not_its_title_again() -> None:
    base = FactBase(shipped_kinds().schema, {})
    found = propose("a", source(("title", "Walls")), base, sha256="", today="2031-06-01", questions=()).text
    assert "descriptor: page\n" in found
    for type_, descriptor in (("report", "report"), ("essay", "article"), ("other", "text")):
        said = (Imprint("type", type_, "RIS TY"),)
        drawn = Drawn("ris", "", (), said)
        assert f"descriptor: {descriptor}\n" in propose("a", drawn, base, sha256="", today="", questions=()).text


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Joint Statement on the Economic and Trade Meeting in Port Example", None),  # 65 characters stand as they are
        ("FACT SHEET: The Second International Forum on Walls, Harbours and Floods Brings States to Port Example",
         "FACT SHEET: The Second International Forum on Walls, Harbours and Floods Brings …"),
        ("Joint Statement of the Ministers and Representatives Who Met in Port Example from the Ports",
         "Joint Statement of the Ministers and Representatives Who Met in Port Example …"),
        ("Walls of the harbour : what the ministers of fourteen states said in Port Example on that day",
         "Walls of the harbour"),
    ],
)  # fmt: skip
def test_a_label_tells_a_title_from_others_and_ends_in_no_half_phrase(title: str, label: str | None) -> None:
    base = FactBase(shipped_kinds().schema, {})
    found = propose("a", source(("title", title)), base, sha256="", today="2031-06-01", questions=()).text
    [line] = [line for line in found.splitlines() if line.startswith("label: ")]
    assert line.removeprefix("label: ").strip("\"'") == (label or title)


def test_the_safe_one_of_two_addresses_is_proposed() -> None:
    said = source(("address", "http://gazette.example/a"), ("address", "https://gazette.example/a"))
    found = propose("a", said, FactBase(shipped_kinds().schema, {}), sha256="", today="2031-06-01", questions=()).text
    assert "url: https://gazette.example/a" in found


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("Port Council: Regular Meeting Minutes", "official-record"),
        ("Conseil du port, compte rendu sommaire", "official-record"),
        ("Minuta Reunión del Consejo del Puerto", "official-record"),
        ("Beschlussprotokoll des Hafenrats", "official-record"),
        ("Transcript of a press conference", "speech"),
        ("Minutes after the flood", "other"),
    ],
)
def test_minutes_and_transcripts_are_proposed_as_such(title: str, type_: str) -> None:
    record = drawn("pdf", [DrawnParagraph.of(title)], [Imprint("title", title, "x")])
    found = propose("a", record, FactBase(shipped_kinds().schema, {}), sha256="", today="2031-06-01", questions=()).text
    assert f"type: {type_}\n" in found


@pytest.mark.parametrize(
    ("title", "where", "expected"),
    [
        ("Port Council: Meeting Minutes", "line 2 of the text", "# published: not said; 2031-05-07, read in line 2"),
        ("Port Council: Meeting Minutes", "PDF CreationDate", "published: 2031-05-07"),
        ("Port Council: walls for all", "line 2 of the text", "published: 2031-05-07"),
    ],
)
def test_the_day_at_the_head_of_minutes_is_no_day_of_publication(title: str, where: str, expected: str) -> None:
    said = [Imprint("title", title, "x"), Imprint("published", "2031-05-07", where)]
    record = drawn("pdf", [DrawnParagraph.of(title)], said)
    found = propose("a", record, FactBase(shipped_kinds().schema, {}), sha256="", today="2031-06-01", questions=()).text
    assert any(line.startswith(expected) for line in found.splitlines())
    assert found.count("2031-05-07") == 1


@pytest.mark.parametrize(
    ("text", "said", "type_"),
    [
        ("FOR IMMEDIATE RELEASE\n\nThe ports agreed.", [], "press-release"),
        ("Пресс-релиз: о встрече\n\nПорты договорились.", [], "press-release"),
        ("The ports agreed.", [("title", "Press release on the ports")], "press-release"),
        ("The ports agreed.", [("address", "https://ports.example/press-releases/2031/4")], "press-release"),
        ("The ports agreed.", [("address", "https://ports.example/news/press-conference")], "web-page"),
        ("The ports agreed. A press release said so later, and went on for a good many words.", [], "web-page"),
    ],
)
def test_a_press_release_is_proposed_as_one(text: str, said: list[tuple[str, str]], type_: str) -> None:
    paragraphs = [DrawnParagraph.of(line) for line in text.split("\n\n")]
    page = drawn("html", paragraphs, [Imprint(what, value, "x") for what, value in said])
    base = FactBase(shipped_kinds().schema, ())
    proposed = propose("ports", page, base, sha256="", today="2031-06-20", questions=())
    assert f"\ntype: {type_}\n" in proposed.text


@pytest.mark.parametrize(
    ("where", "type_"),
    [
        ("metadata date", "news-report"),
        ("metadata pubdate", "news-report"),
        ("metadata datePublished", "news-report"),
        ("metadata article:published_time", "news-report"),
        ("metadata DC.date", "web-page"),
        ("metadata citation_publication_date", "web-page"),
        ("the visible line", "web-page"),
    ],
)
def test_a_page_with_a_day_in_its_metadata_is_proposed_as_news(where: str, type_: str) -> None:
    page = drawn("html", [DrawnParagraph.of("The ports agreed.")], [Imprint("published", "2031-05-07", where)])
    proposed = propose("a", page, FactBase(shipped_kinds().schema, ()), sha256="", today="2031-06-20", questions=())
    assert f"\ntype: {type_}\n" in proposed.text


def test_of_a_text_of_too_few_words_the_editor_gives_the_language() -> None:
    base = FactBase(shipped_kinds().schema, {})
    found = propose("a", source(("title", "Walls")), base, sha256="", today="2031-06-01", questions=()).text
    assert "# nothing says it; give its tag\nlanguage: und\n" in found


def test_the_language_of_a_document_is_that_of_its_words_where_its_properties_have_another() -> None:
    words = DrawnParagraph.of("Die Delegationen haben über die Mauern und die Lage der Häfen in der Region beraten.")
    said = Imprint("language", "en-US", "document properties, language")
    base = FactBase(shipped_kinds().schema, {})
    found = propose("a", drawn("docx", [words], [said]), base, sha256="", today="2031-06-01", questions=()).text
    assert '# by the look of its words; "en-US" in document properties, language\nlanguage: de\n' in found
