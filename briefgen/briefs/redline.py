"""A redline: a brief with what changed since an earlier version of it, for readers who may see both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefgen.briefs.news import Fact, News, Snapshot, find_news
from briefgen.citations.resolve import NotedSentence
from briefgen.diagnostics import with_article
from briefgen.document.nodes import Document
from briefgen.errors import UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.revisions.wordwise import Change
from briefgen.writers.docx.redline.writer import RedlineWriter, Why, reason
from briefgen.writers.docx.writer import DocxWriter
from briefgen.writers.markdown_versions import write_critic


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a brief: which brief (kind and the key of its record), what it is called, and what it says."""

    kind: str
    key: str
    name: str
    document: Document

    @property
    def marking(self) -> str:
        return self.document.meta.marking


ONE_BRIEF = "a redline compares versions of one brief"


def check_same_brief(old: Version, new: Version) -> None:
    """Raise `UsageProblem` unless both are versions of one brief."""
    if (old.kind, old.key) != (new.kind, new.key):
        raise UsageProblem(
            f"{old.name} is {with_article(old.kind)} brief about {old.key}, "
            f"not {with_article(new.kind)} brief about {new.key}; {ONE_BRIEF}"
        )


def check_marking(version: Version, scheme: Sequence[str], ceiling: str) -> None:
    """Raise `UsageProblem` if a version is marked higher than its readers may see, or as nobody can tell.

    What went from a text can be read in a redline of it. `scheme` has the markings from least to most.
    """
    for marking in (version.marking, ceiling):
        if marking not in scheme:
            raise UsageProblem(f"'{marking}' is no marking here; the markings are: {', '.join(scheme)}")
    if scheme.index(version.marking) > scheme.index(ceiling):
        raise UsageProblem(
            f"{version.name} is marked {version.marking}, and the redline is for readers of {ceiling} at most; "
            "in a redline they could read what was taken out of it"
        )


def redline(
    old: Version,
    new: Version,
    *,
    writer: DocxWriter,
    author: str,
    date: str,
    scheme: Sequence[str],
    ceiling: str,
    why: Why | None = None,
) -> bytes:
    """The Word file: the new version, with what changed as tracked changes by `author` on `date` (YYYY-MM-DD).

    `writer` writes the new version without them. It carries the higher of the two markings. `why` says what to put into
    a comment at a change. Raises `UsageProblem` for versions of two briefs, and where a version is marked higher than
    `ceiling`.
    """
    both = _checked(old, new, scheme, ceiling)
    return RedlineWriter(writer, author, date).write(old.document, both, why)


def redline_markdown(
    old: Version, new: Version, *, scheme: Sequence[str], ceiling: str, why: Why | None = None
) -> bytes:
    """The same in Markdown, as CriticMarkup; where the marking changed, that of both stands behind it as a comment."""
    both = _checked(old, new, scheme, ceiling)
    text = write_critic(old.document, both, (lambda change: reason(change, why)) if why else None)
    if old.marking == new.marking:
        return text
    first, end, rest = text.partition(b"\n")
    return first + b"{>>" + both.meta.marking.encode() + b"<<}" + end + rest


def _checked(old: Version, new: Version, scheme: Sequence[str], ceiling: str) -> Document:
    check_same_brief(old, new)
    for version in (old, new):
        check_marking(version, scheme, ceiling)
    higher = max(old.marking, new.marking, key=scheme.index)
    return replace(new.document, meta=replace(new.document.meta, marking=higher))


# --- Which facts are behind a change of the text: what a redline says in its comments ---


MOST = 200
"""How much is said of a value, in characters."""


def reasons(
    old: Snapshot, old_sentences: Sequence[NotedSentence], new: Snapshot, new_sentences: Sequence[NotedSentence]
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


def _rests_on(text: str, sentences: Iterable[NotedSentence]) -> set[str]:
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
