"""A text that was seen before is recognised, and what a new version changes is told."""

from __future__ import annotations

from briefgen.archive.archived import ArchivedText
from briefgen.intake.seen import TextChange, changes, likenesses

OWN = (
    "The second Coastal Climate Forum met on Wednesday and Thursday in the old custom house of Port Example.\n\n"
    "Delegations came from Exampleland and Sampleland, and there was no common ground on who pays for the walls.\n\n"
    "The forum agreed a levy on freight after a long night of talks without naming a date for its beginning.\n"
)
OTHER = "The weather in Port Sample was fine for all of the week, and the fishing boats went out as they always do.\n"


def others(**texts: str) -> dict[str, ArchivedText]:
    return {name: ArchivedText(text, "0" * 64) for name, text in texts.items()}


def test_a_text_that_another_one_relays_is_asked_about() -> None:
    relayed = OTHER + OWN.replace("Wednesday and Thursday", "Wednesday and on Thursday").replace("came", "arrived")
    (found,) = likenesses(OWN, others(weather=OTHER, relay=relayed))
    assert (found.source, found.shared, found.passages) == ("relay", 3, 3)


def test_texts_about_the_same_in_other_words_are_none() -> None:
    other = (
        "On Thursday the Coastal Climate Forum ended in Port Example with an agreement on a levy, but with no date.\n\n"
        "Who pays for walls remained open between the delegations of Sampleland and Exampleland, people there said.\n"
    )
    assert likenesses(OWN, others(other=other)) == []


def test_what_changed_is_told_passage_by_passage() -> None:
    after = OWN.replace("Port Example", "Port Sample") + "\nA correction was made.\n"
    found = changes(OWN, after)
    assert [(c.before[-13:], c.after[-22:]) for c in found] == [
        ("Port Example.", "n house of Port Sample."[-22:]),
        ("", "A correction was made."),
    ]


def test_another_spelling_of_the_same_words_is_no_change() -> None:
    assert changes("“Walls” –\nthey said", '"Walls" - they  said') == []
    assert changes("one", "two") == [TextChange("one", "two")]
