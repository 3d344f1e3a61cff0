"""Parts of a rendering that are made again alone come to the same as the whole template made again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen.briefs.assemble import Assembler, Brief
from briefgen.errors import Problems
from briefgen.facts.tracing import TracedFactBase
from briefgen.production.assembling import assemble
from briefgen.production.request import Request, resolve_request
from briefgen.production.standard import standard_briefs
from briefgen.rendering.scope import Scope
from briefgen.rendering.views import LookedAt
from tests.workspaces import MEETING, REPOSITORY, Scratch, open_workspace

Made = tuple[Brief, set[str]] | str


class Trial:
    """Templates tried on the example's meeting, with parts made again alone and with the whole made again."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.scratch, self.patch = Scratch(root), patch
        self.alone = self.whole = 0
        self.request = Request("note", "lisbon-2024")
        self.open()

    def open(self) -> None:
        self.opened = open_workspace(self.scratch.root)

    def write(self, text: str, **parts: str) -> None:
        for name, part in parts.items():
            self.scratch.write(f"templates/_parts/{name}.md.j2", part.encode())
        self.scratch.write("templates/note/brief.md.j2", text.encode())

    def both(self) -> tuple[Made, Made]:
        return self.made(alone=True), self.made(alone=False)

    def made(self, *, alone: bool) -> Made:
        """The brief and what it asked, or what was wrong."""
        real: Callable[..., bool] = Assembler._made_again

        def again(*arguments: Any) -> bool:
            found = alone and real(*arguments)
            self.alone, self.whole = self.alone + found, self.whole + (not found)
            return found

        with self.patch.context() as patch:
            patch.setattr(Assembler, "_made_again", again)
            kind, key, _ = resolve_request(self.opened, self.request)
            traced = TracedFactBase(self.opened.facts.base)
            try:
                return assemble(self.opened, kind, key, traced=traced), set(traced.questions())
            except Problems as bad:
                return str(bad.diagnostics)


@pytest.fixture
def trial(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> Trial:
    workspace.write("templates/note/template.toml", 'about = "meeting"\nformats = ["md"]\n')
    return Trial(workspace.root, monkeypatch)


BLOCKS = "# Note\n\n{% block facts %}\n{{ meeting.date }}\n\n{% endblock %}\n"
ABOUT = "{% block about %}\nRests on {{ brief.sources|length }} with {{ brief.notes }}.\n\n{% endblock %}\n"


def test_only_the_part_that_asked_is_made_again(trial: Trial) -> None:
    trial.write(BLOCKS + ABOUT)
    alone, whole = trial.both()
    assert alone == whole
    assert (trial.alone, trial.whole) == (1, 1)


def test_where_the_template_itself_asks_all_of_it_is_made_again(trial: Trial) -> None:
    trial.write(BLOCKS + "{% set many = brief.notes %}\n{% block about %}\n{{ many }} notes.\n{% endblock %}\n")
    alone, whole = trial.both()
    assert alone == whole
    assert trial.alone == 0


@pytest.mark.parametrize(
    "caught",
    [
        "{% set text %}{% include '_parts/inner.md.j2' %}{% endset %}\n{{ text }}",
        "{% macro say(brief) %}{{ brief.notes }} notes{% endmacro %}\n{{ say(brief) }}",
        "{% block inner %}{{ brief.notes }} notes{% endblock %}\n\n{{ self.inner() }}",
        "{% filter trim %}{% include '_parts/inner.md.j2' %}{% endfilter %}",
    ],
)
def test_what_is_caught_belongs_to_what_caught_it(trial: Trial, caught: str) -> None:
    trial.write(f"{BLOCKS}{caught}\n", inner="{{ brief.notes }} notes")
    alone, whole = trial.both()
    assert alone == whole
    assert trial.alone == 0


def test_what_is_included_in_a_loop_stands_where_it_stood(trial: Trial) -> None:
    loop = "{% for one in [1, 2, 3] %}{{ loop.index }}: {% include '_parts/inner.md.j2' %}\n\n{% endfor %}"
    trial.write(f"{BLOCKS}{{% block list %}}{loop}{{% endblock %}}", inner="{{ loop.index }} of {{ brief.notes }}")
    alone, whole = trial.both()
    assert alone == whole
    assert trial.alone == 1


def test_a_part_sees_names_as_they_were_where_it_stands(trial: Trial) -> None:
    trial.write(f"{{% set name = 'before' %}}\n{BLOCKS}{{% block a %}}{{{{ name }}}}, {{{{ brief.notes }}}}\n\n"
                "{% endblock %}{% set name = 'behind' %}\n{{ name }}\n")  # fmt: skip
    alone, whole = trial.both()
    assert alone == whole
    assert trial.alone == 1


ADDED = "extends: meeting\nfields:\n  mood: {meaning: the mood, type: text}\n"


def test_what_prints_the_fields_that_nobody_asked_for_knows_of_what_a_part_asks_then(trial: Trial) -> None:
    trial.scratch.write("facts/_kinds/meeting.yaml", ADDED)
    trial.scratch.append(MEETING, "mood: {is: Cheerful., inferred: all, why: of the desk}\n")
    asks = "{% block about %}{% if brief.sources %}{{ meeting.mood }}{% endif %}\n\n{% endblock %}\n"
    rest = "{% block rest %}{% for row in meeting.added %}{% for v in row.recorded %}Else: {{ v }}{% endfor %}"
    trial.write(f"{BLOCKS}{asks}{rest}{{% endfor %}}\n{{% endblock %}}\n")
    trial.open()
    alone, whole = trial.both()
    assert alone == whole
    assert trial.alone == 0
    assert isinstance(alone, tuple)
    assert "mood" in str(alone[0].resolved.statements)


def test_fields_are_counted_anew_where_an_earlier_part_asks_for_more_of_them(trial: Trial) -> None:
    trial.scratch.write("facts/_kinds/meeting.yaml", f"{ADDED}  tone: {{meaning: the tone, type: text}}\n")
    for name, more in (("mood", ""), ("tone", ", marking: TLP:AMBER")):
        trial.scratch.append(MEETING, f"{name}: {{is: Cheerful., inferred: all, why: of the desk{more}}}\n")
    tone, is_high = "{{ meeting.tone }}\n\n", "brief.marking == 'TLP:AMBER'"
    more = f"{{% block more %}}{{% if {is_high} %}}{{{{ meeting.place }}}}{{% endif %}}\n\n{{% endblock %}}\n"
    less = f"{{% block less %}}{{% if not {is_high} %}}{{{{ meeting.mood }}}}{{% endif %}}\n\n{{% endblock %}}\n"
    rest = "{% block rest %}{% for row in meeting.added %}{% for v in row.recorded %}Else: {{ v }}{% endfor %}"
    trial.write(f"{BLOCKS}{tone}{more}{less}{rest}{{% endfor %}}\n{{% endblock %}}\n")
    trial.open()
    alone, whole = trial.both()
    assert alone == whole
    assert isinstance(alone, tuple)
    assert "mood" in str(alone[0].resolved.statements)


def test_what_only_an_earlier_round_looked_at_does_not_count(trial: Trial) -> None:
    trial.scratch.append("facts/series/harvest-forum.yaml", "marking: TLP:AMBER\n")
    trial.write(BLOCKS + "{% block about %}{% if not brief.sources and meeting.series %}x{% endif %}{% endblock %}\n")
    trial.open()
    alone, whole = trial.both()
    assert alone == whole
    assert trial.alone
    assert isinstance(alone, tuple)
    assert alone[0].document.meta.marking == "TLP:CLEAR"


def test_lists_that_filters_make_are_gone_through_more_than_once(trial: Trial) -> None:
    rows = "{% set rows = [1, 2, 3]|batch(2) %}\n{% set last = [1, 2]|reverse %}\n"
    shows = "{% block a %}{% for row in rows %}{{ row|length }} {{ brief.notes }}\n\n{% endfor %}{{ last|length }}"
    trial.write(f"{rows}{BLOCKS}{shows}{{% endblock %}}")
    alone, whole = trial.both()
    assert alone == whole
    assert trial.alone == 1


def test_a_fault_of_a_part_is_told_at_its_line(trial: Trial) -> None:
    trial.write(
        BLOCKS + "{% block about %}\n{% if brief.notes %}\n{{ meeting.nothing }}\n{% endif %}\n{% endblock %}\n"
    )
    alone, whole = trial.both()
    assert alone == whole
    assert "brief.md.j2" in str(alone)
    assert "line=9" in str(alone)


# --- any template ---

ITSELF = (
    "{{ brief.notes }}", "{{ brief.sources|length }}", "{{ brief.marking }}", "{{ brief.foreign.all }}",
    "{{ brief.open_conflicts }}", "{% for e in brief.sources %}{{ e.source }}: {{ e.notes }}; {% endfor %}",
    "{% if brief.sources|length > 1 %}{{ meeting.place }}{% else %}{{ meeting.names|first }}{% endif %}",
    "{% if brief.notes is even %}{{ meeting.country }}{% endif %}", "{{ brief.known_origins }}",
    "{% set n = brief.notes %}{{ n }}", "{% if brief.notes > 3 %}{{ meeting.conflicts|length }}{% endif %}",
)  # fmt: skip
FACTS = (
    "{{ meeting.date }}", "{{ meeting.series }}", "{% for p in meeting.discussion %}{{ p }}\n\n{% endfor %}",
    "{{ meeting.claims|length }}", "{% for c in meeting.conflicts %}{{ c.type }} {% endfor %}", "plain words",
    "{{ meeting.place }}", '{{ "Key points"|t }}', "{% for g in meeting.gaps %}{{ g.question }} {% endfor %}",
)  # fmt: skip


class Writer:
    """Writes templates by chance."""

    def __init__(self, seed: int) -> None:
        self.chance, self.names = random.Random(seed), 0

    def piece(self, depth: int) -> str:
        sorts = ["itself", "fact", "fact", *(["block", "block", "include", "loop", "set", "with"] if depth else [])]
        match self.chance.choice(sorts):
            case "itself":
                return self.chance.choice(ITSELF)
            case "fact":
                return self.chance.choice(FACTS)
            case "block":
                self.names += 1
                again = self.chance.random() < 0.15
                name = f"b{self.names}"
                text = f"{{% block {name} %}}{self.text(depth - 1)}{{% endblock %}}"
                return f"{text}\n\n{{{{ self.{name}() }}}}" if again else text
            case "include":
                return f"{{% include '_parts/{self.chance.choice('xy')}.md.j2' %}}"
            case "loop":
                return f"{{% for i in [1, 2] %}}{self.text(0)}{{{{ loop.index }}}}{self.text(0)}{{% endfor %}}"
            case "set":
                return f"{{% set t %}}{self.text(0)}{{% endset %}}{{{{ t }}}}"
        return f"{{% with w = brief %}}{{{{ w.notes }}}} {self.text(depth - 1)}{{% endwith %}}"

    def text(self, depth: int) -> str:
        return "\n\n" + "\n\n".join(self.piece(depth) for _ in range(self.chance.randint(1, 4))) + "\n\n"


def written(trial: Trial, seed: int) -> None:
    writer = Writer(seed)
    x, y = writer.text(0), writer.text(1).replace("'_parts/y", "'_parts/x")
    blocks = "\n\n".join(f"{{% block top{n} %}}{writer.text(2)}{{% endblock %}}" for n in range(3))
    trial.write(f"# Note\n\n{blocks if seed % 4 else writer.text(3)}", x=x, y=y)


def test_any_template_comes_to_the_same(trial: Trial) -> None:
    for seed in range(12):
        written(trial, seed)
        alone, whole = trial.both()
        assert alone == whole, trial.scratch.read("templates/note/brief.md.j2")


@pytest.mark.slow
@pytest.mark.parametrize("first", range(100, 1000, 100))
def test_any_of_many_templates_comes_to_the_same(trial: Trial, first: int) -> None:
    for seed in range(first, first + 100):
        written(trial, seed)
        alone, whole = trial.both()
        assert alone == whole, trial.scratch.read("templates/note/brief.md.j2")
    assert trial.alone > 50


@pytest.mark.slow
@pytest.mark.parametrize("language", ["", "ru"])
@pytest.mark.parametrize("depth", ["line", "brief", "full"])
def test_every_standard_brief_comes_to_the_same(monkeypatch: pytest.MonkeyPatch, language: str, depth: str) -> None:
    trial = Trial(REPOSITORY, monkeypatch)
    requests, _ = standard_briefs(trial.opened)
    for request in requests:
        trial.request = replace(request, language=language, parameters=(("depth", depth),))
        alone, whole = trial.both()
        assert alone == whole, request.name
    assert trial.alone >= len(requests)


def test_a_value_that_is_looked_at_twice_is_named_twice(trial: Trial) -> None:
    scope = Scope(trial.opened.facts.base, trial.opened.locale("en"), {})
    record = trial.opened.facts.base.record("meeting/lisbon-2024")
    assert record is not None
    series = record.values("series")[0]
    first, named = scope.of_value(series), scope.looked.taken().named
    assert list(named) == [series.value]
    assert scope.of_value(series) == first
    assert scope.looked.taken().named == named


def test_what_was_looked_at_is_handed_out_once() -> None:
    looked = LookedAt()
    looked.named["meeting/a"] = None
    first = looked.taken()
    looked.named["meeting/b"] = None
    looked.missing["texts", "So"] = None
    assert [list(one.named) for one in (first, looked)] == [["meeting/a"], ["meeting/b"]]
    assert not first.missing


def test_it_comes_together_in_order() -> None:
    one, other, whole = LookedAt(), LookedAt(), LookedAt()
    one.statements.update({"a": None, "b": None})
    other.statements.update({"c": None, "a": None})
    whole.add([one, other])
    assert list(whole.statements) == ["a", "b", "c"]
