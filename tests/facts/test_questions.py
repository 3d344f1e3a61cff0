"""Questions know what they are about, and say what it means that their answer changed."""

from __future__ import annotations

import pytest

from briefgen.facts.questions import VERBS, Question

KEY, ID = "meeting/lisbon-2024", "meeting/lisbon-2024/date/0123"
CASES = [
    # question, record, on whose file alone, kind, words
    (f"values {KEY} date", KEY, KEY, "", f"date of {KEY} changed"),
    (f"statement {ID}", KEY, KEY, "", f"date of {KEY} changed"),
    (f"record {KEY}", KEY, KEY, "", f"{KEY} changed"),
    (f"beginning {KEY}", KEY, KEY, "", f"{KEY} changed"),
    ("column meeting taken_place", "", "", "meeting", "taken_place of a meeting changed"),
    (f"verdict {ID}", KEY, KEY, "", f"the verdict on the quote of date of {KEY} changed"),
    (f"conflicts {KEY}", KEY, "", "", f"a conflict that touches {KEY} changed"),
    (f"referring {KEY}", KEY, "", "", f"what refers to {KEY} changed"),
    (f"leading {KEY} work", KEY, "", "", f"what refers to {KEY} changed"),
    (f"contested {KEY}", KEY, KEY, "", f"{KEY} became contested, or no longer is"),
    (f"exists {KEY}", KEY, KEY, "", f"{KEY} is new, gone or deprecated"),
    ("kind gap", "", "", "gap", "a gap was added, removed or deprecated"),
    ('chosen {"kinds": ["gap"]}', "", "", "", "what the selection chooses changed"),
    ("last-day", "", "", "", "the information cut-off moved"),
    ("template _parts/words.md.j2", "", "", "", "the template _parts/words.md.j2 changed"),
    ("wording meeting/brief.md.j2", "", "", "", "the template meeting/brief.md.j2 changed"),
    ("template-settings meeting", "", "", "", "the settings of meeting changed"),
    ("words ru", "", "", "", "the words of ru changed"),
    ("style chicago", "", "", "", "the citation style chicago changed"),
    ("issue meeting/lisbon-2024", "", "", "", "it was issued"),
    ("house", "", "", "", "the house document changed"),
    ("meanwhile", "", "", "", "something was saved while it was made"),
    ("settings", "", "", "", "briefgen.toml changed"),
    ("kinds", "", "", "", "a description of a kind of record changed"),
    ("everything", "", "", "", "the facts changed"),
    ("program", "", "", "", "the program changed"),
]


@pytest.mark.parametrize(("text", "record", "alone", "kind", "words"), CASES, ids=[c[0] for c in CASES])
def test_a_question_knows_what_it_is_about(text: str, record: str, alone: str, kind: str, words: str) -> None:
    question = Question(text)
    assert (question.record, question.alone, question.kind) == (record, alone, kind)
    assert (str(question), question.changed) == (text, words)


def test_every_verb_is_tried_in_the_order_in_which_reasons_stand() -> None:
    questions = [Question(case[0]) for case in CASES]
    assert [question.verb for question in questions] == list(VERBS)
    weights = [question.weight for question in questions]
    assert weights == sorted(weights)
