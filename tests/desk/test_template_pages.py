"""The pages of templates: what is wrong leads to its line, and a Word template's paragraph is quoted."""

from __future__ import annotations

from briefgen.desk.template_pages import problems_list
from briefgen.diagnostics import Diagnostic, Location

HOSTILE = '"><script>x</script>'


def test_a_problem_leads_to_its_line() -> None:
    found = problems_list(
        [Diagnostic(Location("templates/a/brief.md.j2", 3, 5), "bad", "undefined-name")], lambda f, n: "x"
    )
    assert 'data-line="3" data-column="5"' in found


def test_of_a_word_template_the_paragraph_is_quoted() -> None:
    problem = Diagnostic(Location("templates/a/brief.docx", 7, 1), "bad", "undefined-name")
    found = problems_list([problem], lambda file, line: f"Who chaired {{{{ x }}}} ({line})")
    assert "Who chaired {{ x }} (7)" in found
    assert "goto" not in found


def test_hostile_words_stay_words() -> None:
    problem = Diagnostic(Location(HOSTILE, 1, 1), HOSTILE, "undefined-name", hint=HOSTILE)
    assert "<script>" not in problems_list([problem], lambda file, line: HOSTILE)


def test_where_nothing_is_wrong_it_says_so() -> None:
    assert "Nothing is wrong." in problems_list([], lambda file, line: None)
