"""What is described for nothing: words that nothing asks for, fields that templates do not see, plurals that lack."""

from __future__ import annotations

from pathlib import Path

from briefgen.checks.descriptions import described_amiss
from tests.facts.pages import load_page
from tests.facts.test_kinds import EXERCISE


def test_what_stands_behind_a_number_is_given_in_the_plural_forms_of_the_language(tmp_path: Path) -> None:
    page = """
        === _kinds/exercise.yaml
        folder: exercises
        meaning: An exercise.
        roles: {name: title}
        words:
          en: {one: exercise, many: exercises, article: an}
          ru: {one: учение, many: учения}
          pl: {one: cwiczenie, many: cwiczenia, counted: {one: cwiczenie, few: cwiczenia, many: cwiczen}}
        fields:
          title: {type: text, meaning: its name}
        """
    forms = {"en": ["other", "one"], "ru": ["one", "few", "many"], "pl": ["one", "few", "many"]}
    base = load_page(tmp_path, page).base
    found = described_amiss(tmp_path, "facts", base, lambda language: forms[language])
    assert [str(one) for one in found] == [
        "facts/_kinds/exercise.yaml:6:3: warning: 'ru' counts in 3 forms; there is no word for few, many "
        "[missing-plural]\n  hint: counted: {one: …, few: …, many: …}, as it stands behind a number"
    ]
    spec = base.schema["exercise"]
    assert spec.a == "an exercise"
    assert [spec.called(n, language="pl", form=f) for n, f in ((1, "one"), (2, "few"), (5, "many"))] == [
        "cwiczenie",
        "cwiczenia",
        "cwiczen",
    ]
    assert [spec.called(1), spec.called(3), spec.called(3, language="fr")] == ["exercise", "exercises", "exercises"]


def test_a_field_that_templates_do_not_see_is_told(tmp_path: Path) -> None:
    page = EXERCISE.replace("acts_as: [event]", "acts_as: [event, session]").replace("course:", "timeline:")
    base = load_page(tmp_path, page).base
    found = described_amiss(tmp_path, "facts", base, lambda _: (), is_answered=lambda _, field: field == "timeline")
    assert [str(one).partition("\n")[0] for one in found] == [
        "facts/_kinds/exercise.yaml:18:3: error: templates answer 'timeline' of what acts as event, session from other "
        "records; the field is not seen [shadowed]"
    ]


def test_a_word_that_nothing_asks_for_is_told(tmp_path: Path) -> None:
    page = (
        EXERCISE.replace("acts_as: [event]", "acts_as: [evnt, drill]")
        + """
    === _kinds/report.yaml
    extends: document
    fields: {drills: {type: reference, to: drill, many: true, meaning: which it is on}}
    """
    )
    found = described_amiss(tmp_path, "facts", load_page(tmp_path, page).base, lambda _: ())
    assert [str(one) for one in found if one.code == "unused-word"] == [
        "facts/_kinds/exercise.yaml:3:11: warning: nothing asks for what acts as 'evnt' [unused-word]\n"
        "  hint: did you mean 'event'?"
    ]
