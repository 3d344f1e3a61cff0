"""The words of a page as a browser shows them, and none of its menus; what it says of itself, and where."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring  # type: ignore[import-untyped]

from briefgen.intake.drawing.drawn import Undrawable
from briefgen.intake.drawing.page_blocks import page_blocks
from briefgen.intake.drawing.web_page import draw_html, draw_markdown

BODY = """
<p>The second Coastal Climate Forum met on Wednesday and Thursday, 11 and 12 June<sup><a href="#n1">1</a></sup>, in
Port Example’s old custom house.</p>
<p>Delegations came from <b>Exam</b>pleland and <i>Sampleland</i>; there was <span style="display:none">never </span>no
common ground on who pays for the walls.<br>A levy was agreed.</p>
"""
MORE = """
<p>Ana Sample said that every wall on the coast would be too low within twenty years, and that nobody had asked her
before. The next session will be held in two years.</p>
"""


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def text_of(body: str) -> str:
    return draw_html(page(body)).text


def test_words_are_parted_as_a_browser_parts_them() -> None:
    found = text_of(f"<article><h1>A forum ends</h1>{BODY}{MORE}</article>")
    assert "on Wednesday and Thursday, 11 and 12 June, in Port Example’s old custom house." in found
    assert "Delegations came from Exampleland and Sampleland; there was no common ground" in found
    assert "walls.\nA levy was agreed." in found


def test_menus_sidebars_and_footers_are_left_out() -> None:
    menu = "<ul><li><a href='/'>Home</a></li><li><a href='/n'>News of ports</a></li><li><a>World</a></li></ul>"
    found = text_of(
        f"<nav>{menu}</nav><div class='sidebar'>{menu}</div><main><h1>A forum ends</h1>{BODY}{MORE}</main>"
        f"<footer>All rights reserved by the Example Gazette, a company of Port Example.</footer>"
    )
    assert found.startswith("A forum ends\n")
    assert not any(word in found for word in ("Home", "World", "rights"))


def test_a_layout_made_of_tables_leaks_no_menu() -> None:
    links = "".join(f"<a href='/{n}'>{n}</a><br>" for n in ("Home", "News", "Ports", "Weather", "Sport"))
    words = "".join(f"<div>{n}</div>" for n in ("Front page", "Archive", "Contact", "Imprint"))
    found = text_of(
        f"<table><tr><td>{links}</td><td><h1>A forum ends</h1>{BODY}{MORE}</td><td>{words}</td></tr></table>"
        "<table><tr><td><a href='/a'>Shipping</a></td><td><a href='/b'>Fishing</a></td></tr></table>"
    )
    assert not any(word in found for word in ("Home", "Weather", "Archive", "Imprint", "Shipping"))
    assert "Port Example’s old custom house" in found


def test_what_stands_between_two_passages_of_content_is_content() -> None:
    found = text_of(f"<h1>A forum ends</h1>{BODY}<div>Who pays?</div>{MORE}<p>Short.</p>{MORE}")
    assert "Who pays?" in found
    assert "Short." in found


def test_tables_of_data_are_read_row_by_row() -> None:
    rows = "<tr><td>Port Example</td><td>3.5 m</td></tr><tr><td>Port Sample</td><td>4 m</td></tr>"
    assert "Port Example 3.5 m\n\nPort Sample 4 m" in text_of(f"<h1>Walls</h1>{BODY}<table>{rows}</table>{MORE}")


def test_what_a_page_says_of_itself_has_its_place() -> None:
    head = """<title>A forum ends | Gazette</title><meta property="og:site_name" content="Example Gazette">
    <meta property="og:locale" content="en_GB"><link rel="canonical" href="https://gazette.example/a">
    <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "A forum ends",
    "datePublished": "2031-06-13T08:00:00+02:00", "author": [{"name": "Ana Sample"}]}]}</script>"""
    found = draw_html(page(f"<h1>A forum ends</h1><p>By Jo Sample | 14 June</p>{BODY}{MORE}", head))
    assert {(s.what, s.value, s.where) for s in found.said} == {
        ("title", "A forum ends", "JSON-LD headline"),
        ("title", "A forum ends | Gazette", "html title"),
        ("published", "2031-06-13", "JSON-LD datePublished"),
        ("published", "XXXX-06-14", "the visible line"),
        ("author", "Ana Sample", "JSON-LD author"),
        ("author", "Jo Sample", "the visible line"),
        ("outlet", "Example Gazette", "metadata og:site_name"),
        ("language", "en-GB", "metadata og:locale"),
        ("language", "en", "html lang"),
        ("address", "https://gazette.example/a", "link canonical"),
    }


def test_the_outlet_stands_behind_the_title_and_no_author_is_a_day() -> None:
    head = "<title>A forum ends - The Example Gazette</title>"
    lines = "<p class='author'>June 13, 2031</p><p class='author-line'>Writer on ports and their walls</p>"
    found = draw_html(page(f"<h1>A forum ends</h1>{lines}<p>17-12-2031 - 13:17</p>{BODY}{MORE}", head))
    said = {(s.what, s.value) for s in found.said}
    assert ("outlet", "The Example Gazette") in said
    assert ("published", "2031-06-13") in said
    assert not any(what == "author" for what, _ in said)
    for line, names in (("Ana Sample, 7 March 2031", ["Ana Sample"]), ("Press office, 7 March 2031", [])):
        dated = draw_html(page(f"<h1>A forum ends</h1><p class='byline'>{line}</p>{BODY}{MORE}", head))
        assert [s.value for s in dated.said if s.what == "author"] == names


def said_by(head: str, line: str = "") -> list[tuple[str, str]]:
    body = f"<main><h1>Walls are to grow</h1>{line}{BODY}{MORE}</main>"
    return [(one.what, one.value) for one in draw_html(page(body, head)).said]


def test_a_title_is_without_its_outlet_and_an_outlet_is_no_author() -> None:
    head = (
        '<meta property="og:title" content="Walls are to grow - Example Gazette"><title>Walls are to grow</title>'
        '<meta property="og:site_name" content="Example Gazette"><meta name="author" content="Example Gazette">'
    )
    said = said_by(head)
    assert ("title", "Walls are to grow") in said
    assert not [value for what, value in said if what == "author" or value.endswith("- Example Gazette")]


def test_an_outlet_in_the_letters_of_its_page_goes_before_one_in_others() -> None:
    said = said_by('<meta property="og:site_name" content="榜樣時報"><title>Walls are to grow - Example Times</title>')
    assert [value for what, value in said if what == "outlet"] == ["Example Times", "榜樣時報"]


def test_the_end_of_a_title_that_is_longer_than_the_heading_is_no_outlet() -> None:
    said = said_by('<meta property="og:site_name" content="ports.example"><title>Walls are to grow in the port</title>')
    assert [value for what, value in said if what == "outlet"] == ["ports.example"]


def test_an_author_is_found_between_a_day_and_how_long_it_takes_to_read() -> None:
    line = "<p><!-- a remark -->27 January 2031 • <span class=byline><a href=/>Ana Sample</a></span> • 3 minutes</p>"
    assert ("author", "Ana Sample") in said_by("", line)


def test_an_author_is_said_once_and_is_no_address() -> None:
    names = ["Ana Sample", "ana-sample", "Ana Sample for Example Gazette", "Example Gazette Ltd", "ana@gazette.example"]
    head = '<meta property="og:site_name" content="Example Gazette">'
    said = said_by(head + "".join(f'<meta name="author" content="{name}">' for name in names))
    assert [value for what, value in said if what == "author"] == ["Ana Sample"]


def test_nobody_is_called_admin_and_a_list_of_authors_is_several() -> None:
    names = ["admin", "gazette.example", "Ana Sample and Jo Sample", "Port Example"]
    head = '<meta property="og:site_name" content="Port Example Gazette">'
    said = said_by(head + "".join(f'<meta name="author" content="{name}">' for name in names))
    assert [value for what, value in said if what == "author"] == ["Ana Sample", "Jo Sample"]
    titled = "<p class=author-line>Jo Sample</p><p class=author-title>Writer On Walls</p>"
    assert [value for what, value in said_by("", titled) if what == "author"] == ["Jo Sample"]


@pytest.mark.parametrize(
    ("head", "line", "days"),
    [
        ("<link rel=canonical href='https://g.example/2031/06/13/a'>", "<time datetime=2031-06-14>", ["2031-06-13"]),
        ("<link rel=canonical href='https://g.example/2031/06/3-walls'>", "", []),
        ("", "<time class=updated datetime=2031-06-14>Sat</time><time datetime=2031-06-13>Fri</time>", ["2031-06-13"]),
        ("", "<time datetime='2030-01-01T20:00'>13/06/2031</time>", ["2031-06-13"]),
        ("", "<ul><li>The ports have announced a levy on walls on June 13</li></ul>", []),
        ("", "<nav>13.06.2031 | Ports</nav>", ["2031-06-13"]),
        ('<meta name="publish-date" content="Fri, Jun 13 2031 16:57">', "", ["2031-06-13"]),
    ],
)
def test_a_day_is_that_of_the_page_and_of_nothing_else(head: str, line: str, days: list[str]) -> None:
    assert [value for what, value in said_by(head, line) if what == "published"][:1] == days


def test_a_day_at_the_foot_of_a_text_is_read_where_a_word_says_of_what() -> None:
    more = "".join(f"<p>In year {n}, every wall on the coast will be too low, Ana Sample said.</p>" for n in range(9))
    for line, days in (("Updated: 13 June 2031", ["2031-06-13"]), ("13 June 2031", [])):
        found = draw_html(page(f"<main><h1>Walls are to grow</h1>{BODY}{more}<p>{line}</p></main>"))
        assert [one.value for one in found.said if one.what == "published"] == days


def test_the_title_is_what_the_heading_says_without_what_stands_around_it() -> None:
    for title in ("PEG - Walls are to grow", "Walls are to grow – News"):
        assert said_by(f'<meta property="og:title" content="{title}">')[0] == ("title", "Walls are to grow")
    said = said_by('<meta name="twitter:title" content="Walls! via @ports"><meta name="og:title" content="Walls">')
    assert said[0] == ("title", "Walls")
    owner = '<script type="application/ld+json">{"@type": "Article", "publisher": "Sample Media AG"}</script>'
    owned = said_by(f'{owner}<meta name="og:site_name" content="Port Gazette">')
    assert [value for what, value in owned if what == "outlet"] == ["Port Gazette", "Sample Media AG"]
    hosted = said_by('<meta name="og:site_name" content="www.g.example"><title>Walls are to grow - Gazette</title>')
    assert next(one for one in hosted if one[0] == "outlet") == ("outlet", "Gazette")


def test_the_heading_of_the_text_is_the_one_that_the_title_has_whatever_stands_around_it() -> None:
    head = "<title>Walls are to grow</title>"
    within = f"<div class='page ad-free'><h1>Walls are to grow</h1><main>{BODY}{MORE}</main></div>"
    found = draw_html(page(within, head))
    assert found.text.startswith("Walls are to grow\n")
    beside = f"<h1>Main menu</h1><aside><h2>Walls are to grow</h2><p>13 June 2031</p></aside><main>{BODY}{MORE}</main>"
    found = draw_html(page(beside, head))
    assert "Walls are to grow\n" in found.text
    assert ("published", "2031-06-13") in {(one.what, one.value) for one in found.said}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<meta charset=windows-1251><p>Делегации обсудили вопросы безопасности портов.".encode("cp1251"), "Делегации"),
        ("<meta charset=iso-8859-1><p>The caf\u00e9 \u201cSample\u201d was full.".encode("cp1252"), "café “Sample”"),
        ("\ufeff<p>Делегации обсудили вопросы.".encode("utf-16"), "Делегации"),
    ],
)
def test_encodings_are_those_that_the_page_names(data: bytes, words: str) -> None:
    assert words in draw_html(data).text


@pytest.mark.parametrize("data", [b"<html></html>", b"<body><script>1</script></body>", b"<!---->", b"\0<p>\0"])
def test_a_page_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(Undrawable):
        draw_html(data)


def test_a_page_nested_without_end_is_read_in_bounds() -> None:
    found = draw_html(page(f"{BODY}{MORE}" + "<div>" * 5000 + "x" + "</div>" * 5000))
    assert "Port Example’s old custom house" in found.text


def test_headings_stand_over_what_follows() -> None:
    found = draw_html(page(f"<h1>A forum ends</h1>{BODY}<h2>Who pays</h2>{MORE}"))
    assert [s.heading for s in found.stretches][-1] == "Who pays"


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    found = draw_markdown(
        b"---\ntitle: Walls\ndate: 2031-06-13\n---\n"
        b"# On **walls**\n\nToo *low*[^1] by [far](http://x.example).\n\n[^1]: A note.\n"
    )
    assert found.text.startswith("On walls\n\nToo low by far.\n")
    assert "A note." in found.text
    assert [(s.what, s.value, s.where) for s in found.said] == [
        ("title", "Walls", "front matter, title"),
        ("published", "2031-06-13", "front matter, date"),
        ("title", "On walls", "its first heading"),
    ]


def test_front_matter_is_read_as_yaml_and_lines_below_the_heading_as_labels() -> None:
    found = draw_markdown(
        b"---\ntitle: \"FACT SHEET: Walls\\_and\\\n  \\ Ports\"\ndate: '2031-06-13 08:00'\nsource_url: https://port.example/a\n---\nBody.\n"
    )
    assert [(s.what, s.value) for s in found.said] == [
        ("title", "FACT SHEET: Walls and Ports"),
        ("published", "2031-06-13"),
        ("address", "https://port.example/a"),
    ]
    found = draw_markdown(
        b"# Walls fall\n\n## Information:\n+ Source: Example Gazette\n+ Date: June 13, 2031\n"
        b"+ Author: Ana Sample\n\nThe walls fell.\n"
    )
    assert [(s.what, s.value) for s in found.said] == [
        ("title", "Walls fall"),
        ("outlet", "Example Gazette"),
        ("published", "2031-06-13"),
        ("author", "Ana Sample"),
    ]


def test_letters_that_a_page_has_written_twice_over_are_letters() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "Port to fight &#8216;illogical&#8217; levies", "author": "Ana Sample"}'
    )
    head = f'<script type="application/ld+json">{data}</script>'
    byline = '<p class="byline">Ana Sample,</p>'
    found = draw_html(page(f"<h1>Port to fight</h1>{byline}{BODY}{MORE}", head))
    assert next(s.value for s in found.said if s.what == "title") == "Port to fight ‘illogical’ levies"
    assert {s.value for s in found.said if s.what == "author"} == {"Ana Sample"}


def test_half_of_a_letter_in_what_a_page_says_is_left_out() -> None:
    head = r'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Walls \ud800fall"}</script>'
    assert [s.value for s in draw_html(page(BODY, head)).said if s.where == "JSON-LD headline"] == ["Walls fall"]


def test_teasers_below_a_heading_that_leads_on_are_left_out() -> None:
    words = "The forum met in the old custom house of Port Example, and nobody spoke of the levy that was due in June."
    links = "".join(f'<p><a href="/{n}">Another story number {n} of this paper</a></p>' for n in range(2))
    page = f"<article><h1>Walls</h1><p>{words}</p><p>{words} Again.</p>"
    page += f"<h3>Das könnte Sie auch interessieren</h3>{links}"
    found = draw_html(f"<body>{page}<h3>Who paid</h3><p>{words} At last.</p></article></body>".encode()).text
    assert "interessieren" not in found
    assert "Another story" not in found
    assert "Who paid" in found
    assert "At last." in found


def test_a_part_named_sidebar_that_holds_most_of_the_paragraphs_is_none() -> None:
    told = "".join(f"<p>The delegates of Port Example spoke of wall {n}.</p>" for n in range(9))
    page = f'<html><body><h1>Walls</h1><div class="sidebar">{told}</div><div class="sidebar">More</div></body></html>'
    assert [block.apart for block in page_blocks(document_fromstring(page).find("body"))] == [False] * 10 + [True]


def test_a_notice_above_a_page_of_few_words_is_not_taken_for_its_text() -> None:
    notice = (
        "<div role='banner'><div>An official website of Exampleland. Share secrets on safe pages alone.</div></div>"
    )
    found = text_of(f"{notice}<div><h1>Meeting of the port</h1><p>12 June 2031, 8 o’clock</p><p>Custom house</p></div>")
    assert found == "Meeting of the port\n\n12 June 2031, 8 o’clock\n\nCustom house\n"


def test_what_stands_around_a_text_is_left_out_though_it_reads_like_one() -> None:
    notice = (
        "<div class='cookies'><p>This site uses cookies. To find out more, how they are set, see its policy.</p></div>"
    )
    found = text_of(f"{notice}<article><h1>A forum ends</h1>{BODY}{MORE}</article>{notice}")
    assert "cookies" not in found
    assert "custom house" in found


def test_a_box_of_a_program_that_makes_pages_is_no_row_of_widgets() -> None:
    boxes = "".join(f"<div class='x-wrapper x-wrapper_widget'>{words}</div>" for words in (BODY, MORE, "<h2>More</h2>"))
    found = text_of(f"<table><tr><td><h1>A forum ends</h1></td></tr><tr><td>{boxes}</td></tr></table>")
    assert "custom house" in found
    assert "in two years" in found


def test_a_row_of_data_that_leads_to_a_document_is_none_of_a_menu() -> None:
    rows = (
        "<tr><td>11 June</td><td>Walls</td></tr><tr><td>12 June</td><td><a href='/w'>Who pays for walls</a></td></tr>"
    )
    found = text_of(f"<article><h1>A forum ends</h1>{BODY}<table>{rows}</table>{MORE}</article>")
    assert "12 June Who pays for walls" in found.replace("\t", " ")


def test_items_of_an_agenda_that_lead_to_their_documents_are_no_menu() -> None:
    items = [
        f"Ordinance {n} that lets the harbour master sign a contract with the owner of berth {n}, build a wall there, "
        "and pay for it, all within a year"
        for n in (1, 2, 3, 4)
    ]
    listed = "".join(f"<p><a href='/{n}'>{item}.</a></p>" for n, item in enumerate(items))
    found = text_of(f"<main><h1>Agenda</h1>{BODY}{listed}{MORE}</main>")
    assert all(item in found for item in items)


def test_the_id_of_a_heading_is_made_of_its_words_and_makes_it_no_box() -> None:
    found = draw_html(
        page(f"<article><h1>Ports</h1>{BODY}<h2 id='how-ports-share-walls'>How ports share</h2>{MORE}</article>")
    )
    assert "How ports share" in found.text
    assert found.furniture == ()


def test_a_page_that_is_drawn_by_its_programs_says_so() -> None:
    script = f"<script>{'draw();' * 40}</script>"
    assert draw_html(page(f"<div>Ports</div>{script}")).remarks == (
        "it shows few words; if a browser shows more, save it from there as one file and add that",
    )
    assert draw_html(page(f"<article><h1>A forum ends</h1>{BODY}{MORE}</article>{script}")).remarks == ()
    assert draw_html(page("<div>Ports</div>")).remarks == ()


def test_a_page_has_its_name_and_not_what_it_says_of_the_thing_that_it_is_about() -> None:
    data = '{"@type": "Article", "name": "Port Example", "headline": "port on the coast"}'
    said = draw_html(page(BODY, f'<script type="application/ld+json">{data}</script>')).said
    assert [s.value for s in said if s.what == "title"] == ["Port Example", "port on the coast"]


def test_days_in_a_list_near_the_heading_are_those_of_meetings() -> None:
    days = "".join(f"<li>{day} June 2031 (open)</li>" for day in (11, 12, 13))
    said = draw_html(page(f"<main><h1>Meetings of the port</h1>{BODY}<ul>{days}</ul>{MORE}</main>")).said
    assert not [s for s in said if s.what == "published"]
    said = draw_html(
        page(f"<main><h1>Meetings end</h1><ul><li>By Ana</li><li>11 June 2031</li></ul>{BODY}{MORE}</main>")
    ).said
    assert [s.value for s in said if s.what == "published"] == ["2031-06-11"]
