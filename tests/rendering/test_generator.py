"""Line ends behind tags: paragraphs, items and rows stay apart as they stand in the template."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import nodes

from briefgen.lint.template_source import TemplateText, parse
from briefgen.rendering.environment import Environment
from tests.workspaces import Scratch

ROWS = "| 1 | 2 |\n| 2 | 2 |\n"
LINES: dict[str, tuple[str, str]] = {
    "a paragraph that ends with a tag": ("one{% if a %} two{% endif %}\n\nthree\n", "one two\n\nthree\n"),
    "one that ends with a remark": ("one{# why #}\n\ntwo\n", "one\n\ntwo\n"),
    "a row of a table": ("| 1 |{% if a %} 2 |{% endif %}\n| 3 | 4 |\n", "| 1 | 2 |\n| 3 | 4 |\n"),
    "rows that a loop makes": (
        "{% for n in b %}\n| {{ n }} |{% if a %} 2 |{% endif %}\n{% endfor %}\n",
        "| 1 | 2 |\n| 2 | 2 |\n",
    ),
    "a row behind a tag": ("{% if a %}| 1 |{% endif %}\n| 2 |\n", "| 1 |\n| 2 |\n"),
    "items that a loop makes": ("{% for n in b %}\n- {{ n }}{% if a %}!{% endif %}\n{% endfor %}\n", "- 1!\n- 2!\n"),
    "an item behind words": ("Both:{% if a %} yes{% endif %}\n- one\n", "Both: yes\n- one\n"),
    "a heading": ("## H{% if a %} 2{% endif %}\nWords.\n", "## H 2\nWords.\n"),
    "a heading behind words": ("one{% if a %} two{% endif %}\n## H\n", "one two\n## H\n"),
    "words that go on": ("one{% if a %},{% endif %}\n two\n", "one, two\n"),
    "a line of tags alone": ("{% if a %}\none\n{% endif %}\n\ntwo\n", "one\n\ntwo\n"),
    "tags side by side": ("{% if a %}{% set c = 1 %}{% endif %}\none\n", "one\n"),
    "an item that a tag opens": ("- {% if a %}\none\n{% endif %}\n", "- one\n"),
    "a line end that is taken away on purpose": ("- one{% if a %}{% endif -%}\n\n two\n", "- onetwo\n"),
    "a line end that is kept on purpose": ("one{% if a %}{% endif +%}\ntwo\n", "one\ntwo\n"),
    "words as they are": ("one {% raw %}{{ a }}{% endraw %}\n\ntwo\n", "one {{ a }}\n\ntwo\n"),
}


@pytest.mark.parametrize(("template", "text"), LINES.values(), ids=LINES)
def test_what_stands_apart_stays_apart(tmp_path: Path, template: str, text: str) -> None:
    environment = Environment([("templates", tmp_path)])
    assert environment.from_string(template).render(a=True, b=[1, 2]) == text


@pytest.mark.parametrize("template", [template for template, _ in LINES.values()], ids=LINES)
def test_places_of_tags_are_those_of_the_text(tmp_path: Path, template: str) -> None:
    text = template + "{{ gone }}"
    source = TemplateText.of_file("x", text, "x")
    *_, last = parse(Environment([("templates", tmp_path)]), source).find_all(nodes.Name)
    assert source.location(last.lineno).line == text.count("\n") + 1


def test_rows_of_a_table_with_a_condition_are_rows_of_a_brief(workspace: Scratch) -> None:
    row = "| {{ row.party }} | {% if row.status %}x{% endif %} |{% if loop.last %}{% endif %}\n"
    template = f"| State | |\n| --- | --- |\n{{% for row in meeting.participation %}}\n{row}{{% endfor %}}\n"
    rows = [line for line in workspace.rendered(template).splitlines() if line.startswith("|")]
    assert len(rows) == 5
