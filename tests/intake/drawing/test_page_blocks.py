"""What a page carries around its text is proposed as furniture and stays; what it says twice stands once."""

from __future__ import annotations

from time import process_time

import pytest

from briefgen.intake.drawing.drawn import Drawn
from briefgen.intake.drawing.web_page import draw_html

WORDS = (
    "<p>The second Coastal Climate Forum met on Wednesday in Port Example’s old custom house, and agreed on a levy.</p>"
)
MORE = (
    "<p>Ana Sample said that every wall on the coast would be too low within twenty years, and that it was known.</p>"
)


def of(between: str) -> Drawn:
    return draw_html(f"<body><article><h1>A coastal forum ends</h1>{WORDS}{between}{MORE}</article></body>".encode())


@pytest.mark.parametrize(
    "line",
    [
        "<figure><img src=x><figcaption>Delegates in the old custom house</figcaption></figure>",
        "<div class='imageCaption'>Delegates in the old custom house</div>",
        "<p>Delegates in the old custom house (AP Photo/Jo Sample, File)</p>",
        "<p>Image copyright Sample Pictures</p>",
        "<p>Sign up for our newsletter and get the news of ports in your inbox</p>",
        "<p>READ MORE: <a href='/x'>Who pays for the walls of Port Example?</a></p>",
        "<p><a href='/x'>Who pays for the walls of Port Example?</a></p>",
        "<p>Follow Jo Sample on Twitter @josample</p>",
        "<p>(Reporting by Jo Sample; editing by Ana Example)</p>",
        "<p>Jo Sample contributed to this report.</p>",
        "<p>This copy is for your personal, non-commercial use only. Ask us for more.</p>",
        "<p>Delegates leave the old custom house of the port. (Reuters/Jo Sample)</p>",
        "<p>If you enjoyed this article, tell somebody about it today</p>",
        "<p>Support our journalism</p>",
        "<p>Donate now</p>",
        "<p>2 min. read</p>",
        "<p class='visually-hidden'>A coastal article</p>",
        "<div class='wall hidden'><p>All the news of ports on every device that you own.</p></div>",
        "<p>This content is reserved for subscribers</p>",
        "<p>Delegates leave the custom house on May 7, 2031. Photo by Jo Sample</p>",
        "<p>Delegierte vor dem alten Zollhaus. Bild: Jo Sample</p>",
        "<p>Ich bin damit einverstanden, dass mir Inhalte von Hafenfilm angezeigt werden.</p>",
        "<p>Lesezeit: 3 Min.</p>",
        "<p>Delegates in the custom house. Photo: Jo Sample</p>",
        "<p>Delegates in the custom house (File photo)</p>",
        "<p>Copyright 2031 Sample Pictures</p>",
        "<p>Subscribe to our daily newsletter</p>",
        "<p>Подписывайтесь на наш канал</p>",
        "<p>Фото: Иван Пример</p>",
        "<p>Читайте также: кто платит за стены</p>",
        "<div class='author-bio'><p>Jo Sample writes on ports, tides and walls.</p></div>",
    ],
)
def test_lines_around_the_text_are_proposed_as_furniture_and_nothing_is_lost(line: str) -> None:
    found = of(line)
    words = found.text.split("\n\n")[2]
    assert words in found.furniture
    assert not any("Coastal" in one or "Ana Sample" in one or "forum ends" in one for one in found.furniture)


@pytest.mark.parametrize(
    "line",
    [
        "<p>The photo showed a wall.</p>",
        "<p>There were few chairs in the custom house. (Apparently, nobody had asked for more.)</p>",
        "<p>Both ports ask whoever sails there to sign up for news of the walls, and nobody does.</p>",
        "<p class='paywall'>The ports are to pay for the walls.</p>",
        "<p>The forum was shown a photo by Jo Sample.</p>",
        "<p>10:30 Opening by the chair of the forum</p>",
        "<p>Dieser Text ist die Grundlage der Abgabe.</p>",
        "<figure><blockquote><p>Every wall on this coast will be too low.</p></blockquote></figure>",
        "<p><a href='/x'>[Port News]</a></p>",
        "<p>The reporting by the ports was late, the ministry said.</p>",
        "<p>The ministry announced the levy on Facebook.</p>",
        "<p>Support for the levy came from twelve of the ports.</p>",
        "<p>The report paints a bleak picture: walls fail in forty ports.</p>",
        "<p>Copyright was the first item that the ports discussed.</p>",
        "<p>The chair agreed with the secretary (file no. 23 of the forum).</p>",
        "<p>Join the levy, the chair told the ports, before the worst has happened.</p>",
        "<p>First published figures of the levy were read out by the chair.</p>",
        "<p>This document is protected by the port, the secretary said.</p>",
        "<p>Подписаться под письмом отказались два порта.</p>",
        "<p>Sponsored by nine ports, the levy passed on 12 June.</p>",
        "<p>More on the agenda were floods and fires, the secretary said.</p>",
        "<p>Also read out was a letter of the ports.</p>",
        "<p>“Sign it,” the chair said of the letter that the ports had sent.</p>",
        "<ul><li><a href='/a'>Port Example</a></li><li><a href='/b'>Port Sample and its walls</a></li></ul>",
        "<div class='share-of-text'><p>" + "Walls were spoken of at length, and nobody left. " * 20 + "</p></div>",
    ],
)
def test_words_of_the_text_are_not(line: str) -> None:
    assert of(line).furniture == ()


def test_a_day_in_a_caption_is_no_day_of_the_page() -> None:
    for line in ("<p>The custom house on May 7, 2031. Photo: Jo</p>", "<figcaption>The house, 7 May 2031</figcaption>"):
        assert not [one for one in of(line).said if one.what == "published"]


def test_a_heading_or_caption_that_says_the_same_again_is_left_out() -> None:
    caption = "<figure><figcaption>Delegates in the old custom house</figcaption></figure>"
    text = of(f"{caption}{caption}<h2>A coastal forum ends</h2>").text
    assert text.count("Delegates in the old") == 1
    assert text.count("A coastal forum ends") == 1


def test_rows_of_figures_and_a_line_that_is_said_over_and_over_are_left_out() -> None:
    row = "".join(f"<div>{n}</div>" for n in "<123>".replace("<", "«").replace(">", "»"))
    text = of(f"{row}{'<div>Weather threatens the walls</div>' * 5}<p>Three ports, 1 wall.</p>").text
    assert text.count("Weather threatens") == 1
    assert "Three ports, 1 wall." in text
    assert not any(line in ("«", "1", "2", "3", "»") for line in text.splitlines())
    assert "13 June 2031" not in of("<div class='newsletter'>13 June 2031</div>").furniture


TEASER = "<li><a href='/{0}'>Ports of the north ask for {0} more walls</a> PORT EXAMPLE: The ports want {0}.</li>"


def test_teasers_at_an_end_of_a_page_are_proposed_and_a_list_within_the_text_is_not() -> None:
    teasers = "".join(TEASER.format(n) for n in ("two", "three", "four"))
    below = draw_html(f"<body><main><h1>A forum ends</h1>{WORDS}{MORE}<ul>{teasers}</ul></main></body>".encode())
    assert list(below.furniture) == below.text.strip().split("\n\n")[-3:]
    assert not of(f"<ul>{teasers}</ul>").furniture


def test_what_tells_of_another_page_below_its_link_is_proposed() -> None:
    box = "<div><h3><a href='/{0}'>Ports of the {0} ask for walls</a></h3><p>The {0} has none, it says.</p></div>"
    found = of("".join(box.format(n) for n in ("north", "south", "east")))
    assert {f"The {n} has none, it says." for n in ("north", "south", "east")} <= set(found.furniture)
    linked = "<h3><a href='/x'>Ports of the north ask for walls</a></h3><p>The north has none, it says.</p>"
    assert "The north has none, it says." not in of(linked).furniture


def test_the_next_articles_of_a_blog_are_proposed_and_an_article_in_a_frame_of_articles_is_not() -> None:
    following = "".join(
        f"<article><p>Walls of the {n} are low, which was known.</p></article>" for n in ("north", "south")
    )
    assert sum("which was known" in line for line in of(following).furniture) == 2
    framed = f"<body><article><h1>A forum ends</h1><article>{WORDS}{MORE}</article></article></body>"
    assert not draw_html(framed.encode()).furniture


def test_a_long_line_without_blanks_is_judged_at_once() -> None:
    began = process_time()
    assert not of(f"<p>{'港' * 150}</p>").furniture
    assert process_time() - began < 0.5
