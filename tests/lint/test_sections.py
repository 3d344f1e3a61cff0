"""A block that says where the others stand."""

from __future__ import annotations

import pytest

from tests.lint.one import said_of

BASE = {
    "_parts/base.md.j2": "{% block body %}{% block one %}{{ meeting.label }}{% endblock %}"
    "{% block two %}b{% endblock %}{% endblock %}\n"
}
EXTENDS = '{% extends "_parts/base.md.j2" %}\n'


@pytest.mark.parametrize(
    "text",
    [
        "{% block body %}{{ self.two() }}{{ self.one() }}{% endblock %}",
        "{% block body %}{{ self.own() }}{% endblock %}{% block own %}a{% endblock %}",
        "{% block body %}{{ self.two() }}{% endblock %}{% block two %}{{ super() }}c{% endblock %}",
    ],
)
def test_sections_in_another_order_are_sound(text: str) -> None:
    assert said_of(EXTENDS + text + "\n", BASE) == ""


CASES = {
    "{% block body %}{{ self.tow() }}{% endblock %}": """\
2:25: error: this brief has no 'tow' [undefined-name]
  hint: did you mean 'two'?
""",
    "{% block body %}{{ self.two }}{% endblock %}": """\
2:25: error: this is a macro, not a text [unprintable]
  hint: call it: write ( ) behind it
""",
    "{% block body %}{{ self.body() }}{% endblock %}": """\
2:25: error: the template calls itself without end [template-cycle]
  hint: {{ super() }} is the section 'body' as it was before
""",
    "{% block body %}{{ self.two() }}{% endblock %}{% block one %}a{% endblock %}": """\
2:56: warning: the block 'one' is printed nowhere [not-printed]
  hint: put {{ self.one() }} where it is to stand, or leave the block out
""",
    "{% block two %}{{ meeting.lable }}{% endblock %}": """\
2:27: error: a meeting has no 'lable' [undefined-name]
  hint: did you mean 'label' or 'place'?
""",
}


@pytest.mark.parametrize("text", CASES)
def test_what_is_wrong_with_sections(text: str) -> None:
    assert said_of(EXTENDS + text + "\n", BASE) == CASES[text]
