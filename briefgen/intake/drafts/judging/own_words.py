"""What a program has worded freely, begun in the middle, or left out: no fault, and asked about before it is accepted.

Which word is the contrary of another, and what a verb denies by halves, no list holds. So where a program takes other
words than those of the passage, from where their clause begins to where it ends, a person is asked whether the passage
says so. What a program takes from another clause, a day or who came, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.intake.drafts.cldr_reading import dates, naming
from briefgen.intake.drafts.judging.clause_scope import FEWEST, HALF, ClauseScope, scopes, turning, words_before
from briefgen.intake.drafts.judging.named_values import said_by_verb
from briefgen.intake.drafts.proposal import ATTENDANCE, CLAIMS, SENTENCES, DraftedValue, Refusal
from briefgen.intake.drafts.text_reading import clauses, governing, sentences_in
from briefgen.intake.drafts.wordlists import WordList
from briefgen.language.denials import doubting
from briefgen.language.numerals import WORD
from briefgen.language.numerals import fold as fold_word
from briefgen.model.schema import DATE, KindSpec

_LIGHT = ("little", "passive", "before_verbs", "articles", "possessives", "joins", "pronouns", "in", "that", "clause")
_MARKS = re.compile(r"[,;:()–—\"“”«»„]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


FREELY = "worded freely:"
"""Begins what is asked about the wording of a proposal; it stands behind everything else that it asks."""


def asked(parts: list[str]) -> str:
    """The question about what a program has taken otherwise than it stands there; "" for nothing."""
    return f"{FREELY} {'; '.join(dict.fromkeys(parts))}; does it say so?" if parts else ""


def rewordings(proposal: DraftedValue, texts: list[str], lists: WordList) -> Iterator[str]:
    """What the wording of a proposal has that its passage has not, or leaves out of it; `texts` are its free texts."""
    theirs = {fold_word(w) for w in WORD.findall(proposal.quote)}
    for said in texts:
        if foreign := [w for w in _telling(said, lists) if fold_word(w) not in theirs]:
            yield f"the passage has no {', '.join(map(repr, dict.fromkeys(foreign)))}"
        elif (dropped := _dropped(said, proposal, lists)) is None:
            yield "the passage has these words otherwise, or in another order"
        elif dropped:
            yield f"the passage has '{dropped}' before, among or behind these words"


def cuts(before: str, proposal: DraftedValue, elided: list[tuple[str, str, str]], lists: WordList) -> Iterator[str]:
    """Where a quote begins in the middle of a clause, or leaves out anything but asides; in a claim even those.

    `before` is what stands before it, `elided` what is left out, each between the characters around it.
    """
    quote = proposal.quote
    begins_line = before.endswith("\n") and quote[:1].isupper()
    sentence = "" if begins_line else sentences_in(before.split("\n\n")[-1], lists)[-1]
    began = governing(sentence, len(sentence), quote, lists)
    if any(_telling(began, lists)):
        yield f"'{began.strip()}' stands before the quote in its clause"
    for ahead, left_out, behind in elided:
        if proposal.field == CLAIMS or not _is_aside(f"{ahead}{left_out}{behind}"):
            yield f"the quote leaves out '{left_out.strip()}'"


def misplaced(proposal: DraftedValue, kind: KindSpec, lists: WordList) -> Iterator[Refusal]:
    """A day that is not that of the meeting, and who came by a part of the passage that does not say so."""
    if kind.fields[proposal.field].type == DATE and proposal.field in kind.roles.get("date", ()):
        yield from _of_another_clause(str(proposal.value), proposal.quote, lists)
    if proposal.field == ATTENDANCE and proposal.keys.get("status") not in ("absent", "declined"):
        yield from _not_said_of(proposal, lists)


def _telling(text: str, lists: WordList) -> Iterator[str]:
    """The words of a text that say something by themselves; names are looked at elsewhere."""
    for word in WORD.findall(text):
        if len(word) >= FEWEST and not word[0].isupper() and not word[0].isdigit() and not lists.has(_LIGHT, word):
            yield word


def _tells(gap: str, lists: WordList) -> bool:
    """Whether words left out among others say something: a number or a name does, too."""
    return any(_telling(gap, lists)) or any(w[0].isdigit() or w[0].isupper() for w in WORD.findall(gap))


def _dropped(said: str, proposal: DraftedValue, lists: WordList) -> str | None:
    """What a value leaves out of its clause, before it, among its words or behind it; "" for nothing of weight.

    None where its words do not stand in a sentence in their order.
    """
    found = [one for one in scopes(said, proposal.quote, lists) if one.gaps is not None]
    return min((next(_lost(one, proposal, lists), "") for one in found), key=bool, default=None)


def _lost(scope: ClauseScope, proposal: DraftedValue, lists: WordList) -> Iterator[str]:
    is_said = proposal.field == CLAIMS  # who said that it would fall said that it will
    for gap in scope.gaps or ():
        if (_tells(gap, lists) and not _is_aside(gap)) or (not is_said and lists.finds("modals", gap)):
            yield gap.strip(" ,")
    for end in (_before(scope, proposal, lists), scope.behind * (proposal.field in (CLAIMS, *SENTENCES))):
        if any(_telling(end, lists)) or _YEAR.search(end) or lists.finds("so_told", end):
            yield end.strip()


def _is_aside(gap: str) -> bool:
    """Whether words left out stand between marks, given with those around them: ", which met in an old mill,"."""
    inner = gap.strip()
    return any(map(_MARKS.match, (inner[:1], inner[1:].lstrip()[:1]))) and any(
        map(_MARKS.match, (inner[-1:], inner[:-1].rstrip()[-1:]))
    )


def _before(scope: ClauseScope, proposal: DraftedValue, lists: WordList) -> str:
    """What goes before a value in its clause; of a claim in what its speaker says, of a topic nothing."""
    sentence, at = scope.sentence, scope.start
    if proposal.field != CLAIMS:
        return scope.ahead if proposal.field in SENTENCES else ""
    before, is_told = words_before(sentence, at, proposal.speaker, lists)
    if is_told:
        return before[clauses(before, lists)[-1][0] :] if _MARKS.search(before) is None else before
    if doubting(lists.language).search(before) or turning(before, len(before), HALF[:1], lists):
        return before
    is_said = lists.finds(("speech", "telling", "according"), before) is not None
    return "" if is_said and len(list(_telling(before, lists))) <= FEWEST else before


def _of_another_clause(value: str, quote: str, lists: WordList) -> Iterator[Refusal]:
    """A date that does not come right behind the verb of the meeting, where another one does."""
    found = list(dates(quote, lists.language))
    at = said_by_verb([at for _, at in found], quote, ("held", "comes_together", "due"), lists)
    right = {day for day, place in found if place in at}
    if right and not any(part in day for day in right for part in value.split("/")):
        yield Refusal("another-day", f"the passage gives {' or '.join(sorted(right))} as the day of the meeting")


def _not_said_of(proposal: DraftedValue, lists: WordList) -> Iterator[Refusal]:
    """Somebody of whom another part of the passage than the one that says who came speaks."""
    parts = _parts(proposal.quote, lists)
    there = [part for part in parts if lists.finds(("attended", "comes_together"), part)]
    for name in map(str, proposal.value if isinstance(proposal.value, list) else ()):
        words = naming(name, proposal.quote, lists.language)
        if words and not any(words in part for part in there) and (there or len(parts) > 1):
            yield Refusal(
                "value-not-in-quote", f"the part of the passage that names {name} does not say that they came"
            )


def _parts(quote: str, lists: WordList) -> list[str]:
    """A passage in parts that may say different things of those they name; a list of names stays in one."""
    joins = [m.span() for m in lists.all("list_joins", quote)]  # as well as
    turns = [
        m
        for m in lists.all(("while", "clause"), quote)
        if not lists.has("joins", m[0]) and not any(a <= m.start() < b for a, b in joins)
        if not any(came.start() == m.end() + 1 for came in lists.all(("came", "attended"), quote))
    ]
    found, begin = list[str](), 0
    for m in sorted([*re.finditer("[;()]", quote), *turns], key=lambda m: m.start()):
        found.append(quote[begin : m.start()])
        begin = m.start()
    return [*found, quote[begin:]]
