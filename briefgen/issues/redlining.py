"""A redline: a brief as it is now against one of its issues, with the facts behind each change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field

from briefgen.briefs.issue import Ground, IssueContents, Issuing
from briefgen.briefs.kind import BriefKind
from briefgen.briefs.news import Fact, News, Snapshot, find_news
from briefgen.citations.resolve import NotedSentence
from briefgen.diagnostics import with_article
from briefgen.document.nodes import Document
from briefgen.errors import Problems, UsageProblem
from briefgen.frozen import dataclass, replace
from briefgen.issues.issuing import find_issue, remade
from briefgen.outputs.manifest import Owner
from briefgen.production.assembling import draft_since_last
from briefgen.production.make import make_version
from briefgen.production.request import Request, resolve_request
from briefgen.revisions.wordwise import Change
from briefgen.sandbox.bounded import bounded
from briefgen.workspace.looks import word_writer
from briefgen.workspace.register import Issue
from briefgen.workspace.workspace import Workspace
from briefgen.writers.docx.redline.writer import RedlineWriter, Why, reason
from briefgen.writers.docx.writer import DocxWriter
from briefgen.writers.markdown_versions import write_critic

_ONE_BRIEF = "a redline compares versions of one brief"
_FOR = "--for MARKING names who may read it"


@dataclass(frozen=True, slots=True)
class Redlined:
    """The files of a redline by name below `out`; none where the brief says what the issue says."""

    issue: Issue
    files: dict[str, bytes]
    owner: Owner = field(default_factory=Owner)


def redline_since(
    workspace: Workspace,
    request: Request,
    number: int | None = None,
    formats: Sequence[str] = ("docx",),
    ceiling: str = "",
) -> Redlined:
    """The brief now against an issue of it, the last one where no number is given.

    `ceiling` is the highest marking that the readers may see, "" for the brief's audience, or where it has none for
    the marking of the brief now. Raises `UsageProblem` for an issue that there is not, and for one that is marked
    higher or rests on what these readers may not see any more; `Problems` for one that was changed since.
    """
    workspace = workspace.for_audience(request.audience)
    issue = find_issue(workspace, request, number)
    if damaged := issue.changed():
        raise Problems(damaged)
    if issue.provenance.name != issue.name:
        held = f"issue {issue.provenance.number} of {issue.provenance.name}"
        raise UsageProblem(f"{issue.shown} holds {held}, not {issue.called}; {_ONE_BRIEF}")
    kind, key, _ = resolve_request(workspace, request)
    if remade(workspace, request, issue).document == issue.document:
        return Redlined(issue, {})
    made = make_version(workspace, request, draft_since_last(workspace, issue.name) or Issuing(), "redline")
    old = Version(issue.provenance.kind, issue.provenance.key, issue.called, issue.document)
    new = Version(kind.name, key, "the brief now", made.document)
    ceiling = ceiling or request.audience or new.marking
    for version in (new, old):
        _check_marking(version, workspace.home.settings["markings.scheme"], ceiling)
    _check_released(workspace, issue, ceiling)
    file = f"{kind.shown}/{kind.file}"
    written = bounded(
        workspace.limits, file, _written, workspace, kind, (old, issue.contents), (new, made.contents), formats, ceiling
    )
    name = f"redlines/{issue.name}.since-issue-{issue.number}"
    files = {f"{name}.{format_}": content for format_, content in written.items()}
    if "md" in formats:
        folder = name.rpartition("/")[0]
        files |= {f"{folder}/{p.name}": p.png for v in (old, new) for p in v.document.pictures}
    grounds = (*issue.contents.grounds, *made.contents.grounds)
    return Redlined(issue, files, _owner(request.name, ceiling, grounds))


def _owner(name: str, audience: str, grounds: Sequence[Ground]) -> Owner:
    return Owner.of(name, audience, (g.id for g in grounds), (s for g in grounds for s in g.sources))


def _check_released(workspace: Workspace, issue: Issue, ceiling: str) -> None:
    """Refuse an issue with words of what is marked higher by now: what was taken out of a text is read in a redline."""
    rests_on = _owner(issue.name, ceiling, issue.contents.grounds).rests_on
    if held_back := workspace.for_audience(ceiling).readers.held_back_among(rests_on):
        more = f" and {len(held_back) - 1} more" if len(held_back) > 1 else ""
        raise UsageProblem(
            f"{issue.called} rests on what readers of {ceiling} may not see any more: {held_back[0]}{more}; "
            f"in a redline they could read what was taken out of it; {_FOR}"
        )


def _written(
    workspace: Workspace,
    kind: BriefKind,
    before: tuple[Version, IssueContents],
    after: tuple[Version, IssueContents],
    formats: Sequence[str],
    ceiling: str,
) -> dict[str, bytes]:
    (old, was), (new, now) = before, after
    settings = workspace.home.settings
    scheme = settings["markings.scheme"]
    why = reasons(was.snapshot, was.sentences, now.snapshot, now.sentences)
    found: dict[str, bytes] = {}
    if "docx" in formats:
        found["docx"] = redline(
            old,
            new,
            writer=word_writer(workspace, kind),
            author=settings["author"],
            date=new.document.meta.date,
            scheme=scheme,
            ceiling=ceiling,
            why=why,
        )
    if "md" in formats:
        found["md"] = redline_markdown(old, new, scheme=scheme, ceiling=ceiling, why=why)
    return found


# --- The redline itself, of two versions of one brief ---


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


def _check_same_brief(old: Version, new: Version) -> None:
    """Raise `UsageProblem` unless both are versions of one brief."""
    if (old.kind, old.key) != (new.kind, new.key):
        raise UsageProblem(
            f"{old.name} is {with_article(old.kind)} brief about {old.key}, "
            f"not {with_article(new.kind)} brief about {new.key}; {_ONE_BRIEF}"
        )


def _check_marking(version: Version, scheme: Sequence[str], ceiling: str) -> None:
    """Raise `UsageProblem` if a version is marked higher than its readers may see, or as nobody can tell.

    What went from a text can be read in a redline of it. `scheme` has the markings from least to most.
    """
    for marking in (version.marking, ceiling):
        if marking not in scheme:
            raise UsageProblem(f"'{marking}' is no marking here; the markings are: {', '.join(scheme)}; {_FOR}")
    if scheme.index(version.marking) > scheme.index(ceiling):
        raise UsageProblem(
            f"{version.name} is marked {version.marking}, and the redline is for readers of {ceiling} at most; "
            f"in a redline they could read what was taken out of it; {_FOR}"
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
    _check_same_brief(old, new)
    for version in (old, new):
        _check_marking(version, scheme, ceiling)
    higher = max(old.marking, new.marking, key=scheme.index)
    return replace(new.document, meta=replace(new.document.meta, marking=higher))


# --- Which facts are behind a change of the text: what a redline says in its comments ---


_MOST = 200
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
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"
