"""Lines as they stand in the template; and what a brief has not reached of it may change: the same comes out."""

from __future__ import annotations

import random
from hashlib import sha256
from pathlib import Path

import pytest
from jinja2 import TemplateError, nodes

from briefgen.lint.template_source import TemplateText, parse
from briefgen.rendering.environment import Environment
from briefgen.rendering.generator import WHOLE, digests_of, reached_as_words, with_outer
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


NAMES = {"yes": True, "no": False, "two": ["a", "b"], "nil": [], "word": "w"}


class Trial:
    """Templates by their text, all read in one environment."""

    def __init__(self) -> None:
        self.sources: dict[str, tuple[str, str]] = {}
        self.environment = Environment([], sources=self.sources)

    def named(self, text: str) -> str:
        name = f"t{sha256(text.encode()).hexdigest()}"
        self.sources[name] = (name, text)
        return name

    def rendered(self, text: str) -> tuple[str, str]:
        """What comes out, or the kind of fault, and which branches were reached."""
        self.environment.begin()
        template = self.environment.get_template(self.named(text))
        try:
            said = template.render(NAMES)
        except Exception as bad:
            said = type(bad).__name__
        return said, reached_as_words(way for _, way in self.environment.reached)

    def looks_the_same(self, one: str, other: str) -> bool:
        """Whether what renders the one reaches of it is the same in the other."""
        _, reached = self.rendered(one)
        then, now = (digests_of(self.environment.branches(self.named(text)), reached) for text in (one, other))
        return then == now


SAME = [
    ("a{# one #}b", "a{# two #}b"),
    ("{{ word }}", "{{   word   }}"),
    ("{% if no %}a{% endif %}b", "{% if no %}c{{ word }}{% endif %}b"),
    ("{% if yes %}a{% else %}b{% endif %}", "{% if yes %}a{% else %}c{% endif %}"),
    ("{% if no %}a{% elif yes %}b{% endif %}", "{% if no %}c{% elif yes %}b{% endif %}"),
    ("{% for x in nil %}a{% else %}b{% endfor %}", "{% for x in nil %}{{ x }}{% else %}b{% endfor %}"),
    ("{% macro m() %}a{% endmacro %}b", "{% macro m() %}c{% endmacro %}b"),
    ("{% if no %}{% if yes %}a{% endif %}{% endif %}b", "{% if no %}c{% endif %}b"),
]
OTHER = [
    ("a{# one #} b", "ab"),
    ("{% if yes %}a{% else %}b{% endif %}", "{% if yes %}b{% else %}a{% endif %}"),
    ("{% if yes %}a{% else %}b{% endif %}", "{% if no %}a{% else %}b{% endif %}"),
    ("{% if no %}a{% endif %}{% if yes %}b{% endif %}", "{% if yes %}b{% endif %}{% if no %}a{% endif %}"),
    ("{% macro m() %}a{% endmacro %}{{ m() }}", "{% macro m() %}b{% endmacro %}{{ m() }}"),
    ("{% macro m() %}a{% endmacro %}b", "{% macro word() %}a{% endmacro %}b"),
    ("{% if no %}{% set x = 1 %}{% endif %}b", "{% if no %}{% set word = 1 %}{% endif %}b"),
    ("{% if no %}a{% endif %}b", "{% if no %}{% block x %}{% endblock %}{% endif %}b"),
    (
        "{% macro m() %}{% if no %}{{ kwargs }}{% endif %}a{% endmacro %}{{ m(x=1) }}",
        "{% macro m() %}{% if no %}{% endif %}a{% endmacro %}{{ m(x=1) }}",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_not_reached_does_not_count(one: str, other: str) -> None:
    trial = Trial()
    assert trial.looks_the_same(one, other)
    assert trial.rendered(one) == trial.rendered(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_is_reached_or_counts_all_the_same_does(one: str, other: str) -> None:
    assert not Trial().looks_the_same(one, other)


def test_branches_are_told_by_the_innermost_ones() -> None:
    assert reached_as_words([WHOLE, "0.1", "0.10", "0.1.2", "0.2"]) == "0.1.2 0.10 0.2"
    assert with_outer("0.1.2 0.10 0.2") == ["0", "0.1", "0.1.2", "0.10", "0.2"]
    assert digests_of({"0": "x"}, "0.1") == ["x", ""]


@pytest.mark.parametrize(("set_before", "is_kept"), [("", True), ("{% set x = 1 %}", False), ("{{ 1 }}", False)])
def test_an_import_counts_for_each_brief_and_macros_alone_are_gone_through_once(
    tmp_path: Path, set_before: str, is_kept: bool
) -> None:
    (tmp_path / "macros.md.j2").write_text(f"{set_before}\n{{% macro m() %}}a{{% endmacro %}}\n", encoding="utf-8")
    (tmp_path / "brief.md.j2").write_text('{% import "macros.md.j2" as words %}b', encoding="utf-8")
    environment, modules = Environment([("templates", tmp_path)]), []
    for _ in range(2):
        environment.begin()
        assert environment.get_template("brief.md.j2").render() == "b"
        assert environment.reached == {("brief.md.j2", WHOLE), ("macros.md.j2", WHOLE)}
        modules.append(environment.get_template("macros.md.j2").module)
    assert (modules[0] is modules[1]) is is_kept


class Writer:
    """Templates at random, and others that differ from them in one place."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.change, self.count = -1, 0

    def pair(self) -> tuple[str, str]:
        state = self.chance.getstate()
        self.count = 0
        one = self.body(0)
        self.change = self.chance.randrange(max(self.count, 1))
        self.chance.setstate(state)
        self.count = 0
        return one, self.body(0)

    def body(self, depth: int) -> str:
        return "".join(self.node(depth) for _ in range(self.chance.randrange(1, 4)))

    def node(self, depth: int) -> str:
        number, self.count = self.count, self.count + 1
        seed = self.chance.random()
        if number == self.change:
            return Writer(int(seed * 2**30) + 1).body(depth)
        own, self.chance = self.chance, random.Random(seed)
        try:
            return self.written(depth, int(seed * 2**30))
        finally:
            self.chance = own

    def written(self, depth: int, seed: int) -> str:
        one = self.chance.choice
        name, test = (
            one("mxy"),
            one(("yes", "no", "two", "nil", "word", "x", "m is defined", "y == word", "loop is defined")),
        )
        if depth > 2:
            return one(("a", "b ", "\n", "{{ word }}", "{# r #}", "{{ m() }}", "{{ x }}", "{% set x = word %}"))
        plain = (
            "a",
            "\n  b",
            "{{ word }}",
            f"{{% set {name} = word %}}",
            f"{{{{ {name} }}}}",
            "{{ m(k=1) }}",
            "{{ kwargs }}" if self.chance.random() < 0.1 else "c",
            "{# a #}\n",
        )
        kind = one(("plain", "if", "if", "else", "elif", "for", "macro", "block", "set"))
        if kind == "plain":
            return one(plain)
        inner = self.body(depth + 1)
        other = self.body(depth + 1) if kind in ("else", "elif") else ""
        return {
            "if": f"{{% if {test} %}}{inner}{{% endif %}}",
            "else": f"{{% if {test} %}}{inner}{{% else %}}{other}{{% endif %}}",
            "elif": f"{{% if {test} %}}{inner}{{% elif yes %}}{other}{{% endif %}}",
            "for": f"{{% for {name} in {one(('two', 'none'))} %}}{inner}{{% else %}}c{{% endfor %}}",
            "macro": f"{{% macro {name}(k=word) %}}{inner}{{% endmacro %}}",
            "block": f"{{% block b{seed} %}}{inner}{{% endblock %}}",
            "set": f"{{% set {name} %}}{inner}{{% endset %}}",
        }[kind]


BEFORE = "{% macro m(k=word) %}m{% endmacro %}{% set x = word %}{% set y = word %}"


def compared(seeds: range) -> int:
    """How many pairs look the same; what comes out of those is the same."""
    alike, trial = 0, Trial()
    for seed in seeds:
        one, other = (BEFORE + text for text in Writer(seed).pair())
        try:
            is_same = one != other and trial.looks_the_same(one, other)
        except TemplateError:  # the one or the other is no template
            continue
        if is_same:
            alike += 1
            assert trial.rendered(one)[0] == trial.rendered(other)[0], (seed, one, other)
    return alike


def test_random_templates_that_look_the_same_make_the_same() -> None:
    assert compared(range(8)) > 1


@pytest.mark.slow
def test_many_random_templates_that_look_the_same_make_the_same() -> None:
    assert compared(range(1000, 1500)) > 100
