"""Which facts are behind a change of the text: what a redline says in its comments.

A changed sentence with notes rests on statements, before and after; those that came or went are the reason. What
has no notes, such as a heading, is explained by the news whose words came or went in it. The words are those of the
facts, with signs instead of sentences, so that they do for any language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefgen.briefs.news import Fact, News, Snapshot, find_news
from briefgen.citations.resolve import Sentence
from briefgen.revisions.wordwise import Change

MOST = 200
"""How much is said of a value, in characters."""


def reasons(
    old: Snapshot, old_sentences: Sequence[Sentence], new: Snapshot, new_sentences: Sequence[Sentence]
) -> Callable[[Change], str]:
    """A function that says of a change which facts changed, a line for each; "" where only words did.

    meeting/lisbon-2024, date: 11 March 2024 → 12 March 2024
    """
    news = find_news(old, new)

    def why(change: Change) -> str:
        before, after = _rests_on(change.old, old_sentences), _rests_on(change.new, new_sentences)
        if before or after:
            told = (before ^ after).intersection
            found = [n for n in news if told(n.statements) or (n.dispute is not None and _is_said(n, change))]
        else:
            found = [n for n in news if _is_said(n, change)]
        return "\n".join(_line(n) for n in found if n.statements)

    return why


def _rests_on(text: str, sentences: Iterable[Sentence]) -> set[str]:
    """The statements behind the sentences that a text is made of or stands in."""
    return {
        statement
        for sentence in sentences
        if text and sentence.text and (sentence.text in text or text in sentence.text)
        for statement in sentence.statements
    }


def _is_said(news: News, change: Change) -> bool:
    came = any(fact.words in change.new and fact.words not in change.old for fact in news.now)
    return came or any(fact.words in change.old and fact.words not in change.new for fact in news.was)


def _line(news: News) -> str:
    was, now = _words(news.was), _words(news.now)
    said = f"{was} → {now}" if was and now else f"+ {now}" if now else f"− {was}"
    return f"{news.subject}, {news.property}: {said}"


def _words(facts: tuple[Fact, ...]) -> str:
    text = "; ".join(fact.words for fact in facts)
    return text if len(text) <= MOST else f"{text[: MOST - 1].rstrip()}…"
