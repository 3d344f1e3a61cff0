"""A template whose comments alone changed makes the same brief; nothing else may look as if it did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateError

from briefgen.rendering.comments import LONGEST, without_comments
from tests.examples import examples

SAME = [
    ("a\n{# one #}\nb", "a\nb"),
    ("{# one\ntwo #}\na", "a"),
    ("a {# one #} b", "a {# two, and more #} b"),
    ("a\n  {# one #}\n{# two #}\nb", "a\nb"),
    ("a {#- one -#} b", "a {#- two -#} b"),
    ("{% if x %}\n{# one #}\ny{% endif %}", "{% if x %}\ny{% endif %}"),
    ("{{ x }}\n{# one #}\n\ny", "{{ x }}\n\ny"),
    ("{{ '{#' }}{# one #}", "{{ '{#' }}{# two #}"),
    ("a\r\n{# one #}\r\nb", "a\nb"),
]
OTHER = [
    ("a {# one #} b", "a  b"),
    ("a {#- one #} b", "a {# one -#} b"),
    ("a {#- one #} b", "a {# one #} b"),
    ("a\n{# one #} \nb", "a\nb"),
    ("{{ '{# one #}' }}", "{{ '{# two #}' }}"),
    ('{{ "\\"{# one #}" }}', '{{ "\\"{# two #}" }}'),
    ("{{ {'a': {'b': 1}} ~ '{# one #}' }}", "{{ {'a': {'b': 1}} ~ '{# two #}' }}"),
    ("{% raw %}{# one #}{% endraw %}", "{% raw %}{# two #}{% endraw %}"),
    ("{%- raw -%}{# one #}", "{%- raw -%}{# two #}"),
    ("{# a\u202eb #}x", "{# ab #}x"),
    ("{#\n<<<<<<< mine\n#}\nx", "x"),
    ("text\n{# one #}\n{%- if x %}y{% endif %}\n", "text\n{%- if x %}y{% endif %}\n"),
    ("{% if x -%}\n{# one #}\n   y{% endif %}\n", "{% if x -%}\n   y{% endif %}\n"),
    ("a {{ 1 -}}\n{# one #}\n\n  y\n", "a {{ 1 -}}\n\n  y\n"),
    ("{# one", "{# two"),
    ("{{ '{# one #}", "{{ '{# two #}"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_texts_that_differ_in_comments_are_the_same(one: str, other: str) -> None:
    assert without_comments(one) == without_comments(other)
    assert rendered(one) == rendered(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_texts_that_may_differ_in_more_are_not(one: str, other: str) -> None:
    assert without_comments(one) != without_comments(other)


def rendered(source: str) -> str:
    """What comes out of a template with our ways with blanks; the kind of fault where it is none."""
    environment = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    try:
        return environment.from_string(source).render(x=1)
    except TemplateError as bad:
        return type(bad).__name__


PIECES = [
    "{# a #}",
    "{# b\nc #}",
    "{#- d #}",
    "{# e -#}",
    "{#+ f #}",
    "{##}",
    "{#-#}",
    "{# g +#}",
    "{",
    "#}",
    "{#",
    "'",
    '"',
]
PIECES += [
    "\n",
    " ",
    "\t",
    "x",
    "{{ x }}",
    "{{ '{# y #}' }}",
    "{% if x %}",
    "{% endif %}",
    "{%- if x -%}",
    "}}",
    "{{ {1: 2} }}",
]
PIECES += ["{% raw %}", "{% endraw %}", "%}", "\n{# h #}\n", "{{ x -}}", "{{- x }}", "{% endif -%}", "{%+ if x +%}"]


@examples(300)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.data())
def test_what_is_the_same_is_rendered_the_same(pieces: list[str], data: st.DataObject) -> None:
    one = "".join(pieces)
    place = data.draw(st.integers(0, max(0, len(pieces) - 1)))
    other = "".join([*pieces[:place], data.draw(st.sampled_from(PIECES)), *pieces[place + 1 :]])
    if without_comments(one) == without_comments(other):
        assert rendered(one) == rendered(other)


@pytest.mark.parametrize("text", ["{# ", '{{ "', '{{ "\\"', "{% raw %}", "{#-", "'", "{{ {"])
def test_no_text_takes_long(text: str) -> None:
    assert without_comments((text * LONGEST)[:LONGEST])  # in a second, not in a day
