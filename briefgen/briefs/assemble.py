"""From facts and a template to a Document with notes.

A brief says things about itself - how many sources it rests on, its marking - that are known only when it is
made. They are foreseen from the marks of the facts in its text; where a round finds something else, it is made again
with that until nothing changes that the template has asked about (`rounds.py`). Of the template only those parts are
rendered again that have asked (`rendering/partial_rendering.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache, partial
from typing import TYPE_CHECKING

from briefgen.briefs.derived.derived_fields import find
from briefgen.briefs.derived.of_conflicts import days_apart
from briefgen.briefs.issue import Issuing, news_view
from briefgen.briefs.kind import BriefKind
from briefgen.briefs.news import News, Snapshot, Sort, find_news, only_fell_out, take_snapshot
from briefgen.briefs.rounds import AboutItself, BriefInTheMaking, Found, Later, count_foreign, headed, marking_of
from briefgen.briefs.selection import first_heading, in_full, parameter_views, selection, shortened, title, variant
from briefgen.citations.caveats import pay
from briefgen.citations.csl_item import Cite
from briefgen.citations.evidence import Evidences, Places
from briefgen.citations.resolve import Resolved, likely_notes, resolve
from briefgen.citations.uses import Added
from briefgen.diagnostics import Diagnostic, Location, has_errors
from briefgen.document.figures import number_references
from briefgen.document.joining import cited_in, with_joined_tables
from briefgen.document.nodes import Document, Meta, Picture, Use
from briefgen.errors import Problems
from briefgen.facts.caveats import Caveats, Owed
from briefgen.facts.conflicts.conflict import Conflict
from briefgen.facts.factbase import FactBase
from briefgen.facts.origins import count_origins, independent_origins
from briefgen.frozen import dataclass, replace
from briefgen.language.cldr import Locale
from briefgen.language.in_words import date_in_words
from briefgen.language.phrases import phrase
from briefgen.model.dates import parse_date
from briefgen.model.schema import source_key
from briefgen.query.about import Disputes, is_question
from briefgen.readers.markdown.reader import read_markdown
from briefgen.rendering.catalogue import Translation
from briefgen.rendering.environment import Environment
from briefgen.rendering.render import Rendering, render, single_blanks
from briefgen.rendering.scope import RecordView, Scope
from briefgen.rendering.views import Measured, Missing, Value
from briefgen.sandbox.limits import own_limits

if TYPE_CHECKING:
    from briefgen.briefs.selected import SelectionView
    from briefgen.wordtemplates.template import WordTemplate


ROUNDS = 5
_SPARED = frozenset({"sources", "conflicts", "foreign"})
"""What is asked for must be worth looking ahead."""
_IN_FULL = "print the value itself, or its .caveat in the same sentence"
_SAY_SOMETHING = "what stands in no branch of {% if … %} is always printed"
_IN_FULL_CLAIM = "print claim.in_words, or the speaker in the same sentence"
NOT_ISSUED = "Draft, not issued"  # as the head of the shipped briefs says


@dataclass(frozen=True, slots=True)
class HouseRules:
    """What a workspace decides for all its briefs: markings from least to most, who signs, its own language."""

    markings: tuple[str, ...]
    marking: str
    author: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief, made: its document, what it rests on, and what is noteworthy about it.

    `snapshot` is what it rests on apart from its news; it is taken where the brief is made with issues in mind.
    """

    document: Document
    resolved: Resolved
    conflicts: tuple[Conflict, ...]
    gaps: int
    diagnostics: tuple[Diagnostic, ...]
    snapshot: Snapshot = field(default_factory=Snapshot)


class Assembler:
    """Makes briefs of one fact base in one language.

    `cite` words sources in a citation style other than our own. `issuing` says as which issue, and since which one;
    without it a brief is a draft of which none was issued.
    """

    def __init__(
        self,
        base: FactBase,
        disputes: Disputes,
        environment: Environment,
        locale: Locale,
        house: HouseRules,
        *,
        stale: frozenset[str] = frozenset(),
        places: Places = lambda _: {},
        word: WordTemplate | None = None,
        cite: Cite | None = None,
        issuing: Issuing | None = None,
    ) -> None:
        self.base, self.disputes, self.environment = base, disputes, environment
        self.catalogue, self.catalogue_problems, self.locale = environment.language(locale)
        self.house, self.stale, self.word, self.cite = house, stale, word, cite
        self.issuing, self.places = issuing, places
        answers = environment.kept(base, "derived")
        if disputes not in answers:
            answers.clear()
            answers[disputes] = find(disputes)
        self.derived = answers[disputes]
        self.caveats = Caveats(base, disputes.asked_of, environment.kept(base, "caveats"))
        self.pictures: dict[str, Picture] = {}

    located = False
    """Whether what a template left unsaid is told with its line; only lint and the desk ask for that."""
    printed_at: tuple[Use, ...] = ()
    """Where the templates printed which statements, where it is `located`."""

    def assemble(self, kind: BriefKind, key: str) -> Brief:
        """The brief of a kind about one record; raises `Problems` where the template or its catalogue is at fault."""
        if has_errors(self.catalogue_problems):
            raise Problems(self.catalogue_problems)
        found = was = Found(marking=self._floor(kind))
        draft = self._draft(kind, key, found)
        found = self._likely_found(kind, draft, found)
        for _ in range(ROUNDS if self.issuing is None else 2 * ROUNDS):
            if was is not found and not self._made_again(draft, kind, key, was, found):
                draft = self._draft(kind, key, found)
            scope, brief = draft.scope, draft.brief
            resolved, problems = self._round(kind, key, draft, found)
            now, is_settled = self._find(kind, scope, resolved, found), partial(brief.would_say_the_same, found)
            if is_settled(now) and self.cite is not None:  # only what stays is worth formatting
                now = replace(now, references=self.cite(self.base, resolved.cited))
            if is_settled(now) and self.issuing is not None and now.snapshot is None:  # settled but for the news
                now = self._compared(kind, scope, resolved, now, self.issuing)
            was, found = found, now
            if brief.would_say_the_same(was, now):
                break
        else:
            place = Location(f"{kind.shown}/{kind.file}")
            message = "what the brief says of itself never settles"
            raise Problems([Diagnostic(place, message, "unsettled", hint="it changes what it prints")])
        if has_errors(problems):
            raise Problems(problems)
        self.printed_at = tuple(use for use in scope.marks if isinstance(use, Use) and use.file)
        document = replace(resolved.document, meta=self._meta(kind, key, scope, resolved, found))
        document = number_references(document)
        shown = self.disputes.named(found.conflicts)
        gaps = sum(1 for s in resolved.statements if is_question(self.base, s))
        told = (*problems, *scope.translation.diagnostics())
        return Brief(document, resolved, shown, gaps, told, found.snapshot or Snapshot())

    def _draft(self, kind: BriefKind, key: str, found: Found) -> BriefInTheMaking:
        """A rendering that is to begin: what its template is told."""
        words = self.environment.kept(self.base, f"words {self.locale.tag}")
        notes = self.environment.kept(self.base, f"notes {self.locale.tag}")
        translation = Translation(self.locale, self.catalogue)
        scope = Scope(self.base, self.locale, self.derived, translation, self.caveats, words)
        scope.variant, scope.located = variant(kind), self.located
        scope.references = found.references.entries if self.cite is None or found.references.cited else None
        brief = AboutItself(self._about_itself(kind, key, scope, found))
        evidences = Evidences(self.base, self.locale, self.stale, scope.remarks.in_note, self.places, notes)
        draft = BriefInTheMaking(scope, brief, evidences, scope.looked.taken())
        subject = self._selected(kind, scope, brief) if kind.is_selection else scope.view(key)
        draft.context = {
            kind.about: subject,
            "subject": subject,
            "brief": brief,
            "parameters": parameter_views(scope, kind),
        }
        draft.beside = scope.looked.taken()
        return draft

    def _made_again(self, draft: BriefInTheMaking, kind: BriefKind, key: str, was: Found, found: Found) -> bool:
        """Whether it was enough to render those parts again that have asked for what is known better now.

        Else the whole template has to be: where the sources are worded anew, and where it was rendered as a whole.
        """
        if draft.rendering is None or was.references != found.references:
            return False
        draft.scope.looked.taken()
        draft.brief.update(self._about_itself(kind, key, draft.scope, found))
        draft.about = draft.scope.looked.taken()
        return draft.rendering.again(was.changed(found))

    def _likely_found(self, kind: BriefKind, draft: BriefInTheMaking, found: Found) -> Found:
        """What the first round is likely to find, read off the marks in its text, where the template asks for it.

        Mostly it is just that, and the round is spared.
        """
        if self.word is not None or self.located or kind.is_selection:
            return found
        text = self._text(kind, draft)
        if draft.brief.asked.isdisjoint(_SPARED):
            return found
        return self._find(kind, draft.scope, likely_notes(cited_in(text, draft.scope.marks), draft.evidences), found)

    def _round(
        self, kind: BriefKind, key: str, draft: BriefInTheMaking, found: Found
    ) -> tuple[Resolved, list[Diagnostic]]:
        scope = draft.scope
        document, problems = self._read(kind, draft)
        if not document.blocks:
            place = Location(f"{kind.shown}/{kind.file}")
            problems.append(
                Diagnostic(place, "the template prints nothing of this record", "empty-brief", _SAY_SOMETHING)
            )
        document, added = pay(headed(document, found.marking), scope.remarks, key)
        if self.located:
            problems.extend(self._left_unsaid(kind, scope, added))
        return resolve(document, draft.evidences, found.references), problems

    def _selected(self, kind: BriefKind, scope: Scope, brief: object) -> SelectionView:
        """What a brief about a question is about."""
        from briefgen.briefs.selected import is_since_last_issue, line_of, period_of, selection_view

        issuing = self.issuing or Issuing()
        period = period_of(kind, self.cut_off(), issuing.day if issuing.since else "")
        line = line_of(self.environment, scope, brief)
        told = issuing.last if is_since_last_issue(kind) else Snapshot()
        return selection_view(scope, kind, self.disputes, period, self.house.marking, line, told)

    def _left_unsaid(self, kind: BriefKind, scope: Scope, added: Iterable[Added]) -> Iterator[Diagnostic]:
        """What the template takes upon itself, or leaves to nobody, and does not say: a warning at its line."""
        for one in added:
            if one.use.how != "plain" and one.owed is not Owed.CLAIM:
                continue  # where a value is printed as it is, its caveat belongs to it
            name = one.of.split("/")[2] if one.of.count("/") > 1 else one.of
            hint = _IN_FULL_CLAIM if one.owed is Owed.CLAIM else _IN_FULL
            message = f"'{name}' is printed without its caveat; added: {one.words}"
            place = Location(one.use.file or f"{kind.shown}/{kind.file}", one.use.line or 1, 1)
            told = Diagnostic(place, message, "caveat-added", hint)
            yield self.word.in_words(told) if self.word is not None else told

    def _read(self, kind: BriefKind, draft: BriefInTheMaking) -> tuple[Document, list[Diagnostic]]:
        """The text of a draft as a Document."""
        scope, context = draft.scope, draft.context
        if self.word is not None:
            from briefgen.wordtemplates.play import play, rendered

            text = rendered(self.word, self.environment, kind.template, scope, context)
            scope.looked.add([draft.about, draft.beside])
            subject = context["subject"]
            id_ = subject.record.id if isinstance(subject, RecordView) else kind.name
            for picture in self.word.pictures:  # each brief has files of its own
                stem = picture.name.removesuffix(".png")
                name = "-".join(filter(None, (id_, stem, scope.locale.language, scope.variant))) + ".png"
                scope.looked.pictures[name] = partial(replace, picture, name=name)
                text = text.replace(f"]({picture.name})", f"]({name})")
            drawn = self._drawn(scope, text)
            return play(self.word, text, markings=self.house.markings, cites=scope.marks, pictures=drawn)
        text = self._text(kind, draft)
        document, problems = read_markdown(
            single_blanks(text),
            file=f"{kind.shown}/{kind.file} (as rendered)",
            markings=self.house.markings,
            marks=scope.marks,
            pictures=self._drawn(scope, text),
        )
        return with_joined_tables(document), problems

    def _text(self, kind: BriefKind, draft: BriefInTheMaking) -> str:
        """What the template says, rendered unless it was made again; a selection is worked out once for all parts."""
        scope, template = draft.scope, kind.template
        if self.located or kind.is_selection:
            text = render(self.environment, template, scope, draft.context)
            scope.looked.add([draft.about, draft.beside])
            return text
        if draft.rendering is None:
            draft.rendering = Rendering(self.environment, template, scope, draft.context, draft.brief)
        draft.brief.asked = draft.rendering.asked
        scope.looked.add([draft.about, draft.beside, *draft.rendering.looked_at()])
        return draft.rendering.text

    def _drawn(self, scope: Scope, text: str) -> list[Picture]:
        """The pictures that the text shows; one that was drawn in an earlier round is not drawn again."""
        wanted = [name for name in scope.looked.pictures if f"]({name})" in text]
        for name in wanted:
            if name not in self.pictures:
                with own_limits():  # a picture may be large, and is no template's doing
                    self.pictures[name] = scope.looked.pictures[name]()
        return [self.pictures[name] for name in wanted]

    def _about_itself(self, kind: BriefKind, key: str, scope: Scope, found: Found) -> Mapping[str, object]:
        """What a template may print about the brief: `brief.…`."""
        counted = cache(lambda: count_origins(self.base, [s for s, *_ in found.sources]))
        open_ = [c for c in self.disputes.named(found.conflicts) if c.status == "open"]
        return {
            "label": Value(self._label(kind, scope)),
            "marking": Value(found.marking),
            "cut_off": Measured(parse_date(self.cut_off()), self._day(self.cut_off())),
            "sources": tuple(self._resting_on(scope, found)),
            "notes": sum(n for _, n, _ in found.sources),
            "passages": sum(n for *_, n in found.sources),
            "origins": Later(lambda: len(independent_origins(self.base, (s for s, *_ in found.sources)))),
            "known_origins": Later(lambda: counted().known),
            "unknown_origins": Later(lambda: counted().unknown),
            "open_conflicts": len(open_),
            "language": self.locale.tag,
            "foreign": {"without": found.foreign.without, "all": found.foreign.all},
            "title": title(scope, kind, key, self._label(kind, scope)),
            "selection": selection(scope, kind),
            "issue": self._issue(),
            "news": news_view(scope, found.news, self.issuing, key),
        }

    def _resting_on(self, scope: Scope, found: Found) -> Iterator[dict[str, object]]:
        """The sources with their numbers of notes, and the day of one whose label another one has, too."""
        days = days_apart(scope, {source for source, *_ in found.sources})
        for source, notes, passages in found.listed():
            told = {"notes": notes, "passages": passages, "day": days[source]}
            yield {"source": scope.view(source_key(source)), **told}

    def _issue(self) -> object:
        """The number and the day of the issue that the brief is; nothing for a draft."""
        if self.issuing is None or not self.issuing.number:
            return Missing("brief.issue")
        number = Value(str(self.issuing.number), raw=self.issuing.number)
        return {"number": number, "day": Value(self._day(self.issuing.date))}

    def _compared(self, kind: BriefKind, scope: Scope, resolved: Resolved, found: Found, issuing: Issuing) -> Found:
        """What was found, with what the brief rests on before it tells its news, and these news."""
        snapshot = take_snapshot(scope, resolved.statements, self.disputes.named(found.conflicts))
        news = find_news(issuing.last, snapshot) if issuing.since else ()
        news = tuple(one for one in news if not only_fell_out(self.base, self.disputes, one))
        if kind.is_selection:
            from briefgen.briefs.selected import is_news_of_selection

            told = frozenset(fact.subject for fact in issuing.last.facts)
            news = tuple(one for one in news if is_news_of_selection(one, told))
        return replace(found, snapshot=snapshot, news=news)

    def cut_off(self) -> str:
        """The day up to which the base holds information: the last on which something was retrieved or recorded."""
        return self.base.last_day or "1980-01-01"

    def _find(self, kind: BriefKind, scope: Scope, resolved: Resolved, last: Found) -> Found:
        shown = self.disputes.on_page(resolved.statements, resolved.sources, scope.looked.conflicts)
        conflicts = tuple(c.id for c in shown)
        foreign = count_foreign(self.base, resolved.statements, scope.doubted, self.locale, self.house.language)
        marking = marking_of(self.base, scope.looked, resolved, self._floor(kind), self.house.markings)
        if self.issuing is not None and any(self._in_old_words(news) for news in last.news):
            marking = max(marking, self.issuing.marking, key=self.house.markings.index)
        counts = zip(resolved.notes_by_source, resolved.passages_by_source, strict=True)
        sources = tuple((source, notes, passages) for (source, notes), (_, passages) in counts)
        return Found(sources, conflicts, marking, foreign, last.references, last.snapshot, last.news)

    def _in_old_words(self, news: News) -> bool:
        """Whether news repeat what only the earlier issue says, whose marking then counts."""
        return news.sort is Sort.RESOLVED or any(self.base.statement_or_none(f.id) is None for f in news.was)

    def _floor(self, kind: BriefKind) -> str:
        """The lowest marking that the brief may have."""
        floor = str(kind.settings["marking-floor"]) or self.house.marking
        return max(floor, self.house.marking, key=self.house.markings.index)

    def _label(self, kind: BriefKind, scope: Scope) -> str:
        """What such a brief is called, in its language."""
        label = str(kind.settings["label"])
        return scope.translation.text(label) if label else kind.name

    def _meta(self, kind: BriefKind, key: str, scope: Scope, resolved: Resolved, found: Found) -> Meta:
        label = self._label(kind, scope)
        given = title(scope, kind, key, label)
        named = in_full(scope, given) if isinstance(given, Value) else first_heading(resolved.document)
        cut_off = self.cut_off()
        issue = Translation(self.locale, self.catalogue).text(NOT_ISSUED)  # one that no template misses where it lacks
        properties = (("Kind", label), ("Cut-off", self._day(cut_off)), ("Issue", issue))
        return Meta(
            title=named,
            language=self.locale.tag,
            marking=found.marking,
            date=cut_off,
            author=self.house.author,
            subject=label,
            short_title=shortened(named),
            notes_title=phrase(self.locale, "notes"),
            evidence_title=phrase(self.locale, "evidence"),
            contents_title=phrase(self.locale, "contents"),
            figure_label=phrase(self.locale, "figure"),
            running=resolved.document.meta.running,
            properties=properties,
        )

    def _day(self, date: str) -> str:
        return date_in_words(self.locale, parse_date(date))
