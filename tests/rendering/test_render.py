"""Faults in templates: the template's own file, line and column, and plain words."""

from __future__ import annotations

from textwrap import dedent

import pytest

from briefgen.briefs import assemble
from briefgen.rendering.scope import RecordView
from tests.workspaces import Scratch

CASES = {
    "a number beyond all numbers": (
        "{{ 1e400 }}",
        """
        templates/note/brief.md.j2:1:4: error: this number is too large to be reckoned with [template-syntax]
        """,
    ),
    "what a merge has left": (
        "x\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> theirs\n",
        """
        templates/note/brief.md.j2:2:1: error: a merge left both versions here; keep one of them [template-syntax]
        """,
    ),
    "a value in the place of a template's name": (
        "{% include meeting.names %}",
        """
        templates/note/brief.md.j2:1:1: error: a template is named by a text, such as '_parts/head.md.j2' [template]
        """,
    ),
    "a value among the names of templates": (
        "{% include ['nowhere', 1] %}",
        """
        templates/note/brief.md.j2:1:1: error: a template is named by a text, such as '_parts/head.md.j2' [template]
        """,
    ),
    "a field that is misspelt": (
        "x\ny {{ meeting.dtae }}",
        """
        templates/note/brief.md.j2:2:14: error: a meeting has no 'dtae' [undefined-name]
          hint: did you mean 'date'?
        """,
    ),
    "a name that is misspelt": (
        "x {{ metting.date }}",
        """
        templates/note/brief.md.j2:1:6: error: there is no 'metting' here [undefined-name]
          hint: did you mean 'meeting'?
        """,
    ),
    "a name of the template's own that is misspelt": (
        "{% set partners = meeting.lists %}{{ patners|length }}",
        """
        templates/note/brief.md.j2:1:38: error: there is no 'patners' here [undefined-name]
          hint: did you mean 'partners' or 'parameters'?
        """,
    ),
    "a field of a value": (
        "{{ meeting.series.nmae }}",
        """
        templates/note/brief.md.j2:1:19: error: a series has no 'nmae' [undefined-name]
          hint: did you mean 'name'?
        """,
    ),
    "a field of the brief": (
        "{{ brief.sorces|length }}",
        """
        templates/note/brief.md.j2:1:10: error: this has no 'sorces' [undefined-name]
          hint: did you mean 'sources'?
        """,
    ),
    "a macro": (
        "{% import '_parts/words.md.j2' as words %}\n{{ words.clame(meeting) }}",
        """
        templates/note/brief.md.j2:2:10: error: the imported part has no 'clame' [undefined-name]
          hint: did you mean 'claim'?
        """,
    ),
    "a field in a filter, of records": (
        "{{ meeting.gaps|where('questoin')|length }}",
        """
        templates/note/brief.md.j2:1:24: error: a gap has no 'questoin' [template]
          hint: did you mean 'question'?
        """,
    ),
    "a field in a filter, of lists": (
        "{{ meeting.lists|where('statuss', 'listed')|length }}",
        """
        templates/note/brief.md.j2:1:25: error: the items have no 'statuss' [template]
          hint: they have: status, scope, parties, fuller
        """,
    ),
    "a filter": (
        "x\ny {{ meeting.place|capitol }}",
        """
        templates/note/brief.md.j2:2:20: error: there is no filter 'capitol' [template-syntax]
          hint: did you mean 'capital'?
        """,
    ),
    "a test": (
        "{{ 'x' if meeting.place is defind }}",
        """
        templates/note/brief.md.j2:1:28: error: there is no test 'defind' [template-syntax]
          hint: did you mean 'defined' or 'undefined'?
        """,
    ),
    "an unclosed block": (
        "{% if meeting.date %}\nx",
        """
        templates/note/brief.md.j2:1:1: error: this 'if' is not closed [template-syntax]
          hint: put {% endif %} where it ends
        """,
    ),
    "a part that is not there": (
        "{% include '_parts/haed.md.j2' %}",
        """
        templates/note/brief.md.j2:1:1: error: there is no template '_parts/haed.md.j2' [no-template]
          hint: did you mean '_parts/head.md.j2', '_parts/added.md.j2' or '_parts/named_in.md.j2'?
        """,
    ),
    "a macro without end": (
        "{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}",
        """
        templates/note/brief.md.j2:1:1: error: the template calls itself without end [template]
          hint: check extends, include, import and macro calls; a shipped template is named shipped/…
        """,
    ),
    "an include without end": (
        "x\n{% include 'note/brief.md.j2' %}",
        """
        templates/note/brief.md.j2:2:1: error: the template calls itself without end [template]
          hint: check extends, include, import and macro calls; a shipped template is named shipped/…
        """,
    ),
    "a value gone through like a list": (
        "{% for x in meeting.date %}{{ x }}{% endfor %}",
        """
        templates/note/brief.md.j2:1:1: error: this is no list [template]
          hint: print it with {{ … }}; {% for … %} and filters of lists want a list
        """,
    ),
    "a value called like a function": (
        "{{ meeting.date() }}",
        """
        templates/note/brief.md.j2:1:1: error: this cannot be called [forbidden]
          hint: only macros can; a field is written without ()
        """,
    ),
    "a filter on what it does not fit": (
        "{{ meeting.place|when }}",
        """
        templates/note/brief.md.j2:1:1: error: |when works on a date [template]
          hint: 'Lisbon' is none
        """,
    ),
    "a division by nothing": (
        "{{ 1/0 }}",
        "templates/note/brief.md.j2:1:1: error: division by zero [template]\n",
    ),
    "things that cannot be compared": (
        "{{ 'x' if meeting.date < 3 }}",
        """
        templates/note/brief.md.j2:1:1: error: this is no date [template]
          hint: write a date as 2025, 2025-10 or 2025-10-17
        """,
    ),
    "too many arguments of a macro": (
        "{% macro one(a) %}{{ a }}{% endmacro %}\n{{ one(1, 2) }}",
        """
        templates/note/brief.md.j2:2:4: error: the macro 'one' takes no more than 1 in its brackets [template]
        """,
    ),
    "an argument that a macro has not": (
        "{% macro one(a) %}{{ a }}{% endmacro %}\n{{ one(1, b=2) }}",
        """
        templates/note/brief.md.j2:2:11: error: the macro 'one' has no 'b' in its brackets [template]
        """,
    ),
    "an argument that a macro lacks": (
        "{% macro one(a) %}{{ a }}{% endmacro %}\n{{ one() }}",
        """
        templates/note/brief.md.j2:1:14: error: a macro is not given 'a' in its brackets [template]
        """,
    ),
    "an argument that a macro of a part lacks": (
        "{% import '_parts/words.md.j2' as words %}\n{{ words.person() }}",
        """
        templates/note/brief.md.j2:2:1: error: a macro is not given 'person' in its brackets [template]
        """,
    ),
    "a function that is not there": (
        "{% for n in range(3) %}{{ n }}{% endfor %}",
        """
        templates/note/brief.md.j2:1:13: error: there is no 'range' here [undefined-name]
          hint: go through the list itself, {% for item in … %}, or its first ones, …|take(3); loop.index counts
        """,
    ),
    "too many arguments": (
        "{{ meeting.ordinal|in_words(2) }}",
        """
        templates/note/brief.md.j2:1:1: error: this filter is given too much or too little in its brackets [template]
        """,
    ),
}


@pytest.mark.few(3)
@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_named_at_its_place(workspace: Scratch, case: str) -> None:
    template, said = CASES[case]
    assert workspace.fault(template) == dedent(said).lstrip("\n") + "1 error\n"


def test_a_fault_in_a_part_is_named_in_the_part(workspace: Scratch) -> None:
    workspace.write("templates/_parts/mine.md.j2", "x\n{{ meeting.plaec }}\n")
    said = "templates/_parts/mine.md.j2:2:12: error: a meeting has no 'plaec' [undefined-name]\n"
    assert workspace.fault("{% include '_parts/mine.md.j2' %}").startswith(said)


def test_a_fault_in_a_shipped_part_says_that_it_is_shipped(workspace: Scratch) -> None:
    (workspace.root / "templates/_parts/words.md.j2").unlink()
    said = workspace.fault("{% import '_parts/words.md.j2' as words %}{{ words.claim(meeting.place) }}")
    assert said.startswith("(shipped) templates/_parts/words.md.j2:")


def test_places_stay_right_with_compiled_templates_from_the_store(workspace: Scratch) -> None:
    said = [workspace.fault("x\n\n{{ meeting.dtae }}") for _ in range(2)]
    assert said[0] == said[1]
    assert said[0].startswith("templates/note/brief.md.j2:3:12: ")


def test_a_template_that_is_not_utf_8_says_so(workspace: Scratch) -> None:
    workspace.template("x")
    workspace.write("templates/note/brief.md.j2", "é".encode("latin-1"))
    made = workspace.run("note", "lisbon-2024", "-w", str(workspace.root))
    assert made.code == 1
    assert "cannot be read [no-template]\n  hint: save it as UTF-8" in made.err


@pytest.mark.parametrize("nothing", ["\n \n", "{# not yet\nwritten #}\n{#- nor this -#}\n"])
def test_no_brief_is_made_of_an_empty_template_and_a_part_may_be_empty(workspace: Scratch, nothing: str) -> None:
    assert workspace.fault(nothing) == (
        "templates/note/brief.md.j2:1:1: error: templates/note/brief.md.j2 is empty [no-template]\n"
        "  hint: save it again, or delete the folder of this kind of brief\n1 error\n"
    )
    workspace.write("templates/_parts/gaps.md.j2", "")
    assert workspace.rendered("a{% include '_parts/gaps.md.j2' %}b") == "ab"


def test_a_template_that_prints_nothing_is_told(workspace: Scratch) -> None:
    workspace.template("{% if false %}x{% endif %}")
    made = workspace.run("note", "lisbon-2024", "-w", str(workspace.root))
    assert (made.code, "the template prints nothing of this record [empty-brief]" in made.err) == (0, True)


def test_a_remark_that_is_not_closed_is_told_at_its_place(workspace: Scratch) -> None:
    assert workspace.fault("# X\n{# todo\n{{ meeting.date }}\n") == (
        "templates/note/brief.md.j2:2:1: error: a comment is not closed [template-syntax]\n"
        "  hint: put #} where it ends\n1 error\n"
    )


def test_a_workspace_s_own_part_goes_before_the_shipped_one(workspace: Scratch) -> None:
    workspace.write("templates/_parts/gaps.md.j2", "my own gaps\n")
    assert workspace.rendered("{% include '_parts/gaps.md.j2' %}") == "my own gaps"


WRONG = (
    TypeError("wrong"),
    ValueError("wrong"),
    ZeroDivisionError("wrong"),
    KeyError("wrong"),
    AttributeError("wrong"),
)


def _broken(fault: Exception) -> object:
    def broken(*_: object, **__: object) -> object:
        raise fault

    return broken


@pytest.mark.few(2)
@pytest.mark.parametrize("fault", WRONG, ids=lambda f: type(f).__name__)
@pytest.mark.parametrize("text", ["{{ meeting.date }}", "{{ meeting.gaps|where('id')|length }}"])
def test_what_breaks_behind_a_template_is_a_fault_of_the_program(
    workspace: Scratch, monkeypatch: pytest.MonkeyPatch, fault: Exception, text: str
) -> None:
    workspace.template("x")
    monkeypatch.setattr(RecordView, "field", _broken(fault))
    made = workspace.template(text)
    assert made.code == 70
    assert made.err.endswith(
        "briefgen: this is a fault of the program, not of your files; please report the lines above\n"
    )
    assert f"{type(fault).__name__}: " in made.err
    assert "[template]" not in made.err


def test_so_is_what_breaks_after_the_template(workspace: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "resolve", _broken(TypeError("wrong")))
    made = workspace.template("x")
    assert made.code == 70
    assert "TypeError: wrong" in made.err


@pytest.mark.few(3)
@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' if meeting.date < 3 }}",
        "{{ meeting.gaps|take('a') }}",
        "{{ meeting.date|capital(1, 2) }}",
        "{{ 5|without('a') }}",
        "{{ 1 % 0 }}",
        "{{ " + "9" * 5000 + " }}",
        "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(a=1, a=2) }}",
    ],
)
def test_what_a_template_does_wrong_is_its_own_fault(workspace: Scratch, text: str) -> None:
    assert workspace.fault("\n" + text).startswith("templates/note/brief.md.j2:")


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("part", "name", "hint"),
    [
        ("gaps", "gaps", "put {% set gaps = meeting.gaps %} before the include"),
        ("conflicts", "conflicts", "put {% set conflicts = meeting.conflicts %} before the include"),
        ("document", "document", "put {% set document = … %} before the include"),
    ],
)
def test_what_a_part_needs_is_told_where_it_is_brought_in(workspace: Scratch, part: str, name: str, hint: str) -> None:
    fault = workspace.fault(f'# x\n\n{{% include "_parts/{part}.md.j2" %}}\n')
    assert f"templates/note/brief.md.j2:3:1: error: {part}.md.j2 prints '{name}', which is not set here" in fault
    assert f"hint: {hint}" in fault
    told = workspace.run("template", "check", "note", "-w", str(workspace.root)).out
    assert f"templates/note/brief.md.j2:3:12: error: {part}.md.j2 prints '{name}', which is not set here" in told
    assert "templates/_parts/" not in told


def test_a_list_in_the_place_of_a_value_is_called_a_list(workspace: Scratch) -> None:
    fault = workspace.fault("{{ meeting.discussion|capital }}\n")
    assert "|capital works on one value, and this is a list" in fault
    assert "hint: go through it with {% for … %}, or print it with |listing" in fault


def test_a_picture_that_is_not_there_says_why(workspace: Scratch) -> None:
    fault = workspace.fault("{{ meeting.timeline }}\n")
    assert "there is no line of time here, as fewer than two dates are held for it" in fault
