from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.wordtemplates.tags import find_tags


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
