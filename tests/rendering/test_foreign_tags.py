"""Templates as users of other tools write them: the message says what to write here."""

from __future__ import annotations

import pytest

from briefgen.rendering.foreign_tags import foreign_tag
from briefgen.wordtemplates.tags import find_tags
from tests.lint.one import said_of
from tests.workspaces import Scratch

INSTEAD = {
    "{{#if meeting.venue}}": "write {% if meeting.venue %}",
    "{{#unless meeting.venue}}": "write {% if not meeting.venue %}",
    "{{#each meeting.lists}}": "write {% for item in meeting.lists %}",
    "{{#lists}}": "write {% for item in lists %}, or {% if lists %}",
    "{{^lists}}": "write {% if not lists %}",
    "{{else}}": "write {% else %}",
    "{{/if}}": "write {% endif %}",
    "{{/each}}": "write {% endfor %}",
    "{{{label}}}": "write {{ label }}",
    "{{> head}}": 'write {% include "_parts/head.md.j2" %}',
    "{{! a note }}": "write {# a note #}",
    "{#lists}": "write {% for item in lists %} … {% endfor %}, or {% if lists %} … {% endif %}",
    "{{r meeting.label }}": "write {{ meeting.label }}",
}


@pytest.mark.parametrize("tag", INSTEAD)
def test_what_to_write_instead(tag: str) -> None:
    found = foreign_tag(f"a {tag} b", 2)
    assert found is not None
    assert found.hint == INSTEAD[tag]
    assert found.end == 2 + len(tag)


@pytest.mark.parametrize("tag", INSTEAD)
def test_a_template_made_in_word_says_the_same(tag: str) -> None:
    _, faults = find_tags(f"a {tag} b")
    assert [(fault.start, fault.hint) for fault in faults] == [(2, INSTEAD[tag])]


@pytest.mark.parametrize("tag", ["{{ r }}", "{{ r.x }}", "{%- if a %}", "{# a note #}", "{{ {'a': 1} }}", "{% raw %}"])
def test_tags_of_our_own_are_not_foreign(tag: str) -> None:
    assert foreign_tag(tag, 0) is None


def test_rows_of_docxtpl() -> None:
    assert (
        said_of("{%tr for r in meeting.lists %}\n{{ r.scope }}\n{%tr endfor %}\n{{ meeting.lable }}\n")
        == """\
1:1: error: '{%tr for r in meeting.lists %}' is a tag of docxtpl [template-syntax]
  hint: write {% for r in meeting.lists %}, without tr; rows and paragraphs need no mark of their own
2:6: warning: 'r.scope' is there to be compared; it prints without a note [no-note]
  hint: print the value itself, or .label for a record's name
3:1: error: '{%tr endfor %}' is a tag of docxtpl [template-syntax]
  hint: write {% endfor %}, without tr; rows and paragraphs need no mark of their own
4:12: error: a meeting has no 'lable' [undefined-name]
  hint: did you mean 'label' or 'place'?
"""
    )


def test_a_brief_that_is_made_names_them_all(workspace: Scratch) -> None:
    said = workspace.fault("{{#if meeting.venue}}\n{{{meeting.venue}}}\n{{/if}}\n")
    assert [line.partition(": ")[0] for line in said.splitlines() if "is a tag of Handlebars" in line] == [
        f"templates/note/brief.md.j2:{line}:1" for line in (1, 2, 3)
    ]
