from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.wordtemplates.tags import find_tags, foreign_tag
from tests.lint.one import said_of
from tests.workspaces import Scratch


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("{{ meeting.date }}", "{{ meeting.date }}"),
        ("{{ “Key points”|t }}", '{{ "Key points"|t }}'),
        ("{{ ‘Key points’|t }}", "{{ 'Key points'|t }}"),
        ("{{ „Key points“|t }}", '{{ "Key points"|t }}'),
        ("{{ “the meeting’s end”|t }}", '{{ "the meeting’s end"|t }}'),
        ('{{ "“quoted”"|t }}', '{{ "“quoted”"|t }}'),
        ("{{\u00a0meeting.date\u202f}}", "{{ meeting.date }}"),
        ("{{ meet\u200bing.da\u00adte }}", "{{ meeting.date }}"),
        ("{{ meeting.date\n}}", "{{ meeting.date }}"),
        ("{% For item in meeting.outcomes %}", "{% for item in meeting.outcomes %}"),
        ("{%– if meeting.place –%}", "{%- if meeting.place -%}"),
        ("{{ “}}” }}", '{{ "}}" }}'),
        ("{# for editors #}", ""),
    ],
)
def test_what_word_made_of_a_tag_while_it_was_typed_is_undone(typed: str, read: str) -> None:
    tags, faults = find_tags(f"before {typed} behind")
    assert [tag.source for tag in tags] == [read]
    assert faults == []
    assert (tags[0].start, tags[0].end) == (7, 7 + len(typed))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("See {{ meeting.date", "{{ is never closed"),
        ("See {{ meeting.date {{ meeting.place }}", "{{ is never closed"),
        ("See {{ “meeting.date }}", "{{ is never closed"),
        ("See {% if meeting", "{% is never closed"),
        ("See { { meeting.date }}", "}} closes nothing"),
        ("See %}", "%} closes nothing"),
        ("{% macro title() %}", "there is no {% macro %} in a Word template"),
        ("{%tr for row in rows %}", "there is no {% tr %} in a Word template"),
        ("{% %}", "this tag says nothing"),
        ("{{ meeting\ufffc.date }}", "a note, picture or link stands inside this tag"),
    ],
)
def test_a_tag_that_cannot_be_read_is_told(typed: str, message: str) -> None:
    _, faults = find_tags(typed)
    assert [fault.message for fault in faults][:1] == [message]


@given(st.text(alphabet="{}%#\"'“”‘’ ab.|-\u00a0\n\ufffc", max_size=40))
def test_any_text_is_read_to_its_end(text: str) -> None:
    tags, faults = find_tags(text)
    ends = [0, *(end for tag in tags for end in (tag.start, tag.end))]
    assert ends == sorted(ends)
    assert all(0 <= fault.start < fault.end <= len(text) for fault in faults)


# --- Templates as users of other tools write them: the message says what to write here ---


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
