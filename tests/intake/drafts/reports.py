"""What tests read: a report, the sentences of `texts/twisted.txt` with what is planted in them, cases with verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from briefgen.archive.archived import ArchivedText
from briefgen.facts.kinds import shipped_kinds
from briefgen.frozen import replace
from briefgen.intake.drafts.judging.gate import asks_of_person, asks_of_program, refusals, refusals_of_program
from briefgen.intake.drafts.proposal import DraftedValue
from briefgen.intake.drafts.rules import propose
from briefgen.language.denials import denying, denying_words, words_in

_NAMES = {
    "en": [("Ana Sample", "Ben Beispiel", "Spain", "Portugal"), ("Eva Muster", "Cy Exemple", "Kenya", "Ghana")],
    "ru": [("Иван Примеров", "Пётр Образцов", "Испании", "Португалия"), ("Олег Пробный", "", "Кении", "Гана")],
    "de": [("Ana Sample", "Ben Beispiel", "Spanien", "Portugal"), ("Eva Muster", "Cy Exemple", "Kenia", "Ghana")],
    "fr": [("Ana Sample", "Ben Beispiel", "Tunisie", "Maroc"), ("Eva Muster", "Cy Exemple", "Mali", "Ghana")],
    "es": [("Ana Sample", "Ben Beispiel", "Perú", "Chile"), ("Eva Muster", "Cy Exemple", "Cuba", "Ghana")],
}
_HIDDEN = re.compile(r"(?:\(\(|<<)(.*?)(?:\)\)|>>)")
_SCHEMA = shipped_kinds().schema


class Planted(NamedTuple):
    language: str
    sentence: str
    true: DraftedValue
    false: DraftedValue
    false_quotes: tuple[str, ...]


def planted() -> Iterator[Planted]:
    """Each sentence with the names of its language."""
    for line in (Path(__file__).parent / "texts" / "twisted.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, field, marked, true, false, *rest = [cell.strip() for cell in line.split("|")]
        seen = set[str]()
        for a, b, c, d in _NAMES[language]:
            filled = marked.format(a=a, b=b, c=c, d=d) if "{" in marked else marked
            if filled in seen:
                continue
            seen.add(filled)
            names = {"a": a, "b": b, "c": c, "d": d}
            sentence = _HIDDEN.sub(r"\1", filled)
            speaker = rest[0].format(**names) if rest else ""
            keys: dict[str, str] = {}
            for cell in rest[1:]:
                name, is_key, value = cell.partition("=")
                keys |= {name: value} if is_key else {}
            values = [[v.format(**names)] if field == "attendance" else v.format(**names) for v in (true, false)]
            if field == "attendance":
                keys["status"] = "present"
            true_, false_ = (
                DraftedValue("x", "meeting", field, value, sentence, speaker=speaker, keys=keys) for value in values
            )
            yield Planted(language, sentence, true_, false_, tuple(_hiding(filled, false_.value, field)))


def _hiding(marked: str, turned: str, field: str) -> Iterator[str]:
    """The sentence with […] for what turns it, what stands behind that, the sentence without it, and turned."""
    whole, without = _HIDDEN.sub(r"\1", marked), " ".join(_HIDDEN.sub("", marked).split())
    if without not in whole:
        yield without
    if "<<" in marked:
        yield turned
    elif field in ("claims", "outcomes"):
        left_out = re.sub(r"\s+([.,;])", r"\1", _HIDDEN.sub("[…]", marked))
        if not left_out.startswith("[…]") and not left_out.endswith(("[…].", "[…]")):
            yield left_out
        behind = _HIDDEN.split(marked)[-1].strip(" .,;")
        if len(behind.split()) > 3:
            yield behind


def refused(one: DraftedValue, language: str, text: str) -> list[str]:
    """Why the gate refuses a proposal of a program, as codes."""
    negations = denying(words_in(denying_words(), language))
    found = refusals(one, ArchivedText(text, ""), _SCHEMA, language, negations)
    return [r.code for r in [*found, *refusals_of_program(one, _SCHEMA, language, negations)]]


def asked(one: DraftedValue, language: str, text: str) -> str:
    """What a person is asked about the wording of a proposal."""
    return asks_of_program(one, ArchivedText(text, ""), _SCHEMA, language)


def asked_person(one: DraftedValue, language: str) -> str:
    """What a person who has worded a proposal is asked about it."""
    return asks_of_person(one, _SCHEMA, language, denying(words_in(denying_words(), language)))


def how(one: DraftedValue, language: str, text: str) -> str:
    """What the gate makes of a proposal of a program."""
    return "refused" if refused(one, language, text) else "asked" if asked(one, language, text) else "passes"


def cases(name: str) -> Iterator[tuple[str, str, DraftedValue]]:
    """The language, the verdict and the proposal of each line of a file: passage, value, speaker, keys."""
    for line in (Path(__file__).parent / "texts" / name).read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, rest = map(str.strip, line.split("|", 1))
        verdict, one = _case(rest)
        yield language, verdict, replace(one, quote=one.quote.replace("\\n", "\n"))


def _case(line: str) -> tuple[str, DraftedValue]:
    """The verdict and the proposal of a line: field, passage, value, speaker, keys."""
    verdict, field, quote, value, speaker, keys, *_ = [*map(str.strip, line.split("|")), "", ""]
    said = [one.strip() for one in value.split(";")] if field == "attendance" else value
    beside = dict(key.split("=") for key in keys.split(";") if key)
    return verdict, DraftedValue("x", "meeting", field, said, quote, speaker=speaker, keys=beside)


def of_reports() -> Iterator[tuple[str, str, str, DraftedValue, str]]:
    """The half, the language, the verdict, the proposal and the report of each line of `texts/short_reports.txt`."""
    parts = (Path(__file__).parent / "texts" / "short_reports.txt").read_text("utf-8").split("=== ")[1:]
    for head, text, *lines in (part.splitlines() for part in parts):
        language, half = head.split()
        for line in lines:
            yield half, language, *_case(line), text


TEXT = """\
The third Coastal Climate Forum was held in Port Example, Portugal, on 11 and 12 June 2031.

The talks, chaired by Ana Sample, the Minister for the Coast, brought delegates from Portugal, Spain and Morocco.
Key topics included sea walls and early warning.
Ana Sample said that every wall on the coast would be too low within twenty years. She added that money was missing.
"Nobody has paid so far," Ben Beispiel told reporters.
According to the Ports Authority, traffic fell by 12 per cent.
At the close the delegations signed a joint statement.
"""


def found(text: str, field: str, language: str = "en") -> list[DraftedValue]:
    return [p for p in propose(text, language) if p.field == field]
