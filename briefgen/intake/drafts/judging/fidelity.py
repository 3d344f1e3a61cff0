"""Whether a proposal says what its passage says: no "not" lost, nothing made its contrary, and nothing of another's.

A value may say less than its passage, and in other words, and nothing else than it. Where that cannot be told, it is
refused: whoever proposes can take the words of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.archive.matching import stands_in
from briefgen.intake.drafts.attendance_reading import parties
from briefgen.intake.drafts.cldr_reading import adjectives, countries, naming
from briefgen.intake.drafts.judging.clause_scope import HALF, inner_speech, low, names_in, scopes, speakers
from briefgen.intake.drafts.judging.stated_amounts import misstated
from briefgen.intake.drafts.occasion_reading import alongside, chairs
from briefgen.intake.drafts.people_reading import NamedPerson, persons
from briefgen.intake.drafts.proposal import ATTENDANCE, CLAIMS, SENTENCES, DraftedValue, Refusal
from briefgen.intake.drafts.speaking.speakers import is_owned
from briefgen.intake.drafts.speaking.speech_reading import QUOTATION_MARKS
from briefgen.intake.drafts.text_reading import (
    LONGEST_SENTENCE,
    clause_around,
    clauses,
    governing,
    of_another_day,
    without_asides,
)
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, CASES, WordList, compiled
from briefgen.language.denials import denying_in, doubting
from briefgen.language.name_forms import is_form
from briefgen.language.numerals import WORD
from briefgen.language.numerals import fold as fold_word
from briefgen.model.schema import KindSpec

_LINE = re.compile(r"\n\s*\n|(?<=[.!?])[\"'”»)]*\s+")
_SHORT_LINE = 60
_MARKS = re.compile(
    r"“([^“”]*)(?:”|$)|«([^«»]*)(?:»|$)|„([^„“”]*)(?:[“”]|$)|\"([^\"]*)(?:\"|$)|(?<!\w)[‘']([^‘]*)['’](?!\w)"
)
_CLOSED = re.compile(r"^([^“«„\"”»]*)[”»\"]")


def twists(
    proposal: DraftedValue, texts: list[str], lists: WordList, negations: re.Pattern[str] | None, own: WordList
) -> Iterator[Refusal]:
    """What the free texts of a proposal, and its keys, turn into something else than the passage says.

    `own` are the words of the language of these texts, where that is another.
    """
    told = list(speakers(proposal, lists)) if proposal.field == CLAIMS else []
    verb, quote = str(proposal.keys.get("verb", "")), proposal.quote
    if proposal.field == CLAIMS and lists.has("denying", verb):
        if not lists.finds("denying", quote):
            yield Refusal("value-not-in-quote", f"the words do not give '{verb}'")
        quote = quote.replace(verb, "=", 1)
    for said in texts:  # who denied it is told with the verb: that is no "not" which gets lost
        if own is lists:
            yield from _turned(said, quote, lists, negations)
        elif negations and bool(negations.search(quote)) is not bool(denying_in(own.language).search(said)):
            yield Refusal("value-turns-negation", "one of the passage and the value denies something, and one does not")
        if low(said).strip(" .") == low(quote).strip(" ."):
            continue  # the whole passage turns nothing
        names = HALF if proposal.field in SENTENCES else (HALF[0], "denying", "whether")
        yield from _half_said(said, quote, lists, names)
        if not stands_in(said, proposal.quote):
            yield from _contrary(said, proposal.quote, lists)
        yield from misstated(said, proposal.quote, lists, own)
        yield from _changed_places(said, proposal.quote, lists)
    speaker = low(proposal.speaker)
    if told and not any(_is_same_name(speaker, low(other), lists) for other in told):
        yield Refusal("another-speaker", f"the passage gives these words to {told[0]}")
    elif proposal.field == CLAIMS and (other := inner_speech(proposal, lists)):
        yield Refusal("another-speaker", f"the passage has these words behind '{other}': somebody else says them")
    words = proposal.keys.get("words")
    if proposal.field == CLAIMS and (half := [said for said in texts if len(QUOTATION_MARKS.findall(said)) % 2]):
        yield Refusal("words-not-quoted", f"one quotation mark of two stands in the words: {half[0]}")
    if proposal.keys.get("mode") == "quoted" and isinstance(words, str) and _is_no_quotation(words, proposal.quote):
        yield Refusal("words-not-quoted", f"the source does not give them as the speaker's own words: {words}")
    yield from _presence(proposal, lists, negations)


def clipped(
    before: str, left_out: list[str], proposal: DraftedValue, lists: WordList, negations: re.Pattern[str] | None
) -> Iterator[Refusal]:
    """What a quote cuts off: `before` it in the text, and what its elisions leave out."""
    begins_line = before.endswith("\n") and proposal.quote[:1].isupper()
    lines = [] if begins_line else _LINE.split(before)[-1].split("\n")
    near = " ".join(line for n, line in enumerate(lines) if n == len(lines) - 1 or len(line) >= _SHORT_LINE)
    opposed = proposal.field == CLAIMS and compiled(rf"(?s:.*)\W{lists['but']}\s+").fullmatch(near)
    is_apart = opposed and low(proposal.quote).startswith(low(proposal.speaker))  # but she said
    if negations is not None and not is_apart and (word := negations.search(near)):
        yield Refusal("quote-clips-negation", f"'{word[0]}' stands before the quote in its sentence: begin it earlier")
    for words in left_out:
        if condition := doubting(lists.language).search(words):
            yield Refusal("quote-elides-condition", f"the quote leaves out '{condition[0]}'")
        if half := lists.told(HALF, words):
            yield Refusal("quote-elides-negation", f"the quote leaves out '{half}'")
        if verb := proposal.field == CLAIMS and lists.told(("speech", "according", "attributing"), words):
            yield Refusal("quote-elides-speaker", f"the quote leaves out '{verb}': somebody else may say it")
    begun = governing(near, len(near), proposal.quote, lists)
    if half := lists.told(HALF if proposal.field in SENTENCES else HALF[:1], begun):
        yield Refusal("quote-clips-negation", f"'{half}' stands before the quote in its sentence: begin it earlier")
    elif proposal.field == CLAIMS and (verb := lists.told(("attributing", "according"), near)):
        yield Refusal("quote-clips-speaker", f"'{verb}' stands before the quote in its sentence: begin it earlier")


# --- a "not" that is lost, or that nobody said ---


def _turned(said: str, quote: str, lists: WordList, negations: re.Pattern[str] | None) -> Iterator[Refusal]:
    if negations is None:
        return
    numbered = compiled(rf"(?<!\w){lists['numbers']}\.(?=\s?\d)")  # Resolution No. 1540
    ours, theirs = (numbered.sub("№", text) for text in (said, quote))
    scope = next(iter(scopes(ours, theirs, lists)), None)
    if scope and scope.is_literal:
        if word := negations.search(scope.ahead):
            yield Refusal("value-turns-negation", f"'{word[0]}' stands before these words in the passage: say it too")
        return
    is_ours, is_theirs = negations.search(ours), negations.search(scope.core if scope else theirs)
    if is_theirs and not is_ours:
        yield Refusal("value-turns-negation", f"the passage says '{is_theirs[0]}', and the value does not")
    elif is_ours and not negations.search(scope.sentence if scope else theirs):
        yield Refusal("value-turns-negation", f"the value says '{is_ours[0]}', and the passage does not")


def _half_said(said: str, quote: str, lists: WordList, names: tuple[str, ...]) -> Iterator[Refusal]:
    """What stopped short of something, or was only asked for, and is told as if it had come so."""
    scope = next(iter(scopes(said, quote, lists)), None)
    if scope is None:
        return
    under = compiled(rf"\A\W*(?:{lists['inverted']}|{lists['whether']})\s|{doubting(lists.language).pattern}").search(
        scope.ahead
    )
    if scope.is_literal and under:
        yield Refusal("value-turns-negation", f"the passage says '{under[0].strip()}' here: on that it hangs")
    known = {m[0][:4] for m in lists.all(HALF, said)}
    if lists.finds("hedges", said):
        known |= {m[0][:4] for m in lists.all("hedges", quote)}
    around = f"{scope.ahead} {scope.behind}" if scope.is_literal else scope.core
    words = [m[0] for m in lists.all(names, around) if m[0][:4] not in known]
    if words:
        yield Refusal("value-turns-negation", f"the passage says '{words[0]}' here, and the value leaves that out")
    elif (own := lists.told("half_denying", said)) and not lists.finds("half_denying", quote):
        yield Refusal("value-turns-negation", f"the value says '{own}', and the passage does not")


def _contrary(said: str, quote: str, lists: WordList) -> Iterator[Refusal]:
    """A word whose contrary the passage has in its place: fell, where it says rose."""
    for pair in lists.contraries:
        for one, other in (pair, pair[::-1]):
            ours = list(_whole(one).finditer(said))
            if not ours or (theirs := _whole(other).search(quote)) is None:
                continue
            own = _whole(one).search(quote)
            if own is None or any(_is_turned(said, m, quote, one, other) for m in ours):
                yield Refusal("value-turns-meaning", f"the passage says '{theirs[0]}', and the value '{ours[0][0]}'")


def _whole(pattern: str) -> re.Pattern[str]:
    return compiled(rf"(?<!\w){pattern}(?!\w)")


def _is_turned(said: str, at: re.Match[str], quote: str, one: str, other: str) -> bool:
    """Whether what goes before a word stands nearer to its contrary in a passage that has both."""
    before = [w for w in WORD.findall(said[: at.start()]) if len(w) > 3]
    place = low(quote).find(low(before[-1])) if before else -1
    if place < 0:
        return False

    def near(pattern: str) -> int:
        return min(abs(m.start() - place) for m in _whole(pattern).finditer(quote))

    return near(other) < near(one)


# --- names ---


def _changed_places(said: str, quote: str, lists: WordList) -> Iterator[Refusal]:
    """Two names that have each other's place: Spain accused Portugal, where the passage has Portugal accuse Spain."""
    for (begin, end), (after, until) in pairwise(names_in(said, lists)):
        between = said[end:after]
        telling = [w for w in WORD.findall(between) if len(w) > 2 and not lists.has("little", w)]
        turned = f"{said[after:until]}{between}{said[begin:end]}"
        if telling and stands_in(turned, quote) and not stands_in(said[begin:until], quote):
            yield Refusal("value-turns-names", f"the passage says '{turned}'")


def _is_no_quotation(words: str, quote: str) -> bool:
    """Whether words of a passage stand outside quotation marks, those that open before it or close behind it too."""
    spans = [next(filter(None, m.groups()), "") for m in _MARKS.finditer(quote)]
    if first := _CLOSED.match(quote):
        spans.append(first[1])
    return stands_in(words, quote) and not any(stands_in(words, span) for span in spans)


# --- whose a day, a post, a chair or a seat at the table is, by a passage that names several ---


_ROLES = ("chair", "host")

_FARTHEST = 60  # letters from "hosted by" to the name, a post in between
_THERE = ("attended", "came", "comes_together", "meetings", "speech")


def of_another_clause(proposal: DraftedValue, kind: KindSpec, lists: WordList) -> Iterator[Refusal]:
    """A day or a person that the passage has in another part: the day it was founded, who only wrote a letter."""
    quote, value = proposal.quote, str(proposal.value)
    if proposal.field in kind.roles.get("date", ()) and (of := of_another_day(value, quote, lists)):
        yield Refusal("another-day", f"the passage gives {value} as the day of something else: '{of}'")
    name, named = low(value), persons(quote, lists)
    post = low(str(proposal.keys.get("post", "")))
    meant: list[str] = []
    role = next((one for one in _ROLES if proposal.field in kind.roles.get(one, ())), proposal.keys.get("role"))
    if role == "chair":
        meant = _chairs(quote, named, lists)
    elif role == "host" and any(_is_same_name(name, low(p.name), lists) for p in named):
        meant = _hosts(quote, named, lists)
    elif post and (once := _once(post, name, quote, lists)):
        yield Refusal("value-turns-meaning", f"the passage says '{once}' of this post")
    elif post and not re.search(rf"(?<!\w){_spaced(post)}\W+{_spaced(name)}(?!\w)", low(quote)):
        meant = _with_post(post, quote, named, lists)
    if meant and not any(_is_same_name(name, low(one), lists) for one in meant):
        yield Refusal("another-person", f"the passage says this of {meant[0]}")
    if post or proposal.keys.get("party"):
        yield from _not_theirs(proposal, named, lists)


def _not_theirs(proposal: DraftedValue, named: list[NamedPerson], lists: WordList) -> Iterator[Refusal]:
    """A post or a state that goes with another person, where one of the same sort goes with this one."""
    name, quote = low(str(proposal.value)), proposal.quote
    post, party = (str(proposal.keys.get(key, "")) for key in ("post", "party"))
    own = _own_words(name, quote, named, lists)
    those = [low(p.name) for p in named if not _is_same_name(name, low(p.name), lists)]
    others = [_own_words(one, quote, named, lists) for one in those]
    is_post = post != "" and low(post) not in low(own) and any(low(post) in low(words) for words in others)
    states, of = (_states(words, lists) if party else set() for words in (own, party))
    is_party = states and not states & of and any(of & _states(words, lists) for words in others)
    if (is_post and lists.finds("offices", own)) or is_party:
        yield Refusal("another-person", f"the passage says '{own.strip(' ,.')}' of {proposal.value}")


def _states(words: str, lists: WordList) -> set[str]:
    return {code for code, _, _ in countries(words, lists.language)} | set(adjectives(words, lists.language))


def _own_words(name: str, quote: str, named: list[NamedPerson], lists: WordList) -> str:
    """What goes with a person among several: right in front of the name, and behind it to the next mark."""
    m = re.search(rf"(?<!\w){_spaced(name)}(?!\w)", quote, re.IGNORECASE)
    if m is None:
        return ""
    before = max((p.end for p in named if p.end <= m.start()), default=-1)
    behind = min((p.start for p in named if p.start >= m.end()), default=len(quote))
    ahead, after = quote[max(before, 0) : m.start()], quote[m.end() : behind]
    begin = _parted(ahead, lists) if before >= 0 else max((s.end() for s in re.finditer(r"[,;.:]\s", ahead)), default=0)
    return f"{ahead[begin:]} {after[: _parted(after, lists)]}"


def _parted(between: str, lists: WordList) -> int:
    """How far what stands between two names goes with the first: to a mark, an apposition to the next one."""
    if between.lstrip().startswith((",", "(")):
        mark = re.compile(r"[,;.:)]").search(between, between.index(between.lstrip()[0]) + 1)
        return mark.end() if mark else 0
    mark = compiled(rf"[,;.:]|\s{lists['clause']}\s").search(between)
    return mark.start() if mark else len(between)


def _chairs(quote: str, named: list[NamedPerson], lists: WordList) -> list[str]:
    main = without_asides(quote, lists)
    return chairs(main, lists, [p for p in named if main[p.start] != " "])


def _hosts(quote: str, named: list[NamedPerson], lists: WordList) -> list[str]:
    """The person named right behind "hosted by", and who goes with them; nobody where a body stands there."""
    m = lists.finds("hosted_by", quote)
    after = [p for p in named if m and p.start >= m.end()]
    is_near = m and after and re.fullmatch(rf"[^,;:()]{{0,{_FARTHEST}}}", quote[m.end() : after[0].start])
    return [after[0].name, *alongside(quote, after, lists)] if is_near else []


def _with_post(post: str, quote: str, named: list[NamedPerson], lists: WordList) -> list[str]:
    """Whom a passage gives a post; of several ("Presidents …") the second one, too."""
    found: list[str] = []
    for n, one in enumerate(named):
        theirs = low(one.post)
        if theirs and (post in theirs or theirs in post):
            is_of_many = re.search(rf"(?<!\w){re.escape(post)}\w", theirs) is not None
            found += [one.name, *(alongside(quote, named[n:], lists) if is_of_many else [])]
    return found


def _once(post: str, name: str, quote: str, lists: WordList) -> str:
    """The word by which a passage gives somebody a post that they had, or have for another: former, deputy."""
    gap = rf"[\s-]+(?:(?!{lists['joins']}\s)[\w’'-]+\s+){{0,2}}?"
    title = rf"\W+(?:(?:{lists['titles']})\W+)?"
    bent = r"\W+".join(rf"{re.escape(w[: max(3, len(w) - 2)])}\w{{0,3}}" for w in WORD.findall(post))
    theirs = bent if CASES in lists.traits else _spaced(post)  # заместитель мэра
    front = rf"(?:(?<![\w’'])|(?<=\b[ld]['’]))({lists['other_posts']}){gap}{theirs}{title}{_spaced(name)}(?!\w)"
    behind = rf"{_spaced(name)},\s(?:\w+\s)?({lists['other_posts']}){gap}{theirs}(?!\w)"
    if m := next((m for one in (front, behind) if (m := re.search(one, low(quote), re.IGNORECASE))), None):
        return m[1]
    aside = re.search(rf"{_spaced(name)},([^,;]*){_spaced(post)}(?!\w)([^,;]*)", low(quote))
    said = "" if aside is None or lists.finds("this_time", aside[1]) else f"{aside[1]}={aside[2]}"  # who was … until
    if aside and aside[1].strip() and is_owned(aside[1], lists):
        return aside[1].strip()  # who speaks for the
    return lists.told(("post_until", "once"), said)


def _spaced(words: str) -> str:
    """The words of a name or a post as a pattern, whatever stands between them."""
    return r"\W+".join(map(re.escape, WORD.findall(words)))


def _is_same_name(one: str, other: str, lists: WordList) -> bool:
    if one == other or lists.has(("pronouns", "possessives"), other):
        return True  # whom it means is asked of a person
    if lists.has("many_pronouns", other) and not any(low(p.name) == one for p in persons(one.title(), lists)):
        return True
    ours, theirs = ({w for w in WORD.findall(name) if not lists.has("little", w)} for name in (one, other))
    if any(is_form(fold_word(a), fold_word(b), lists.language) for a in ours for b in theirs):
        return True
    long = [b.removesuffix("s") for b in theirs if len(b) > 5] if CAPITAL_NOUNS in lists.traits else []
    return any(a.endswith(b) for a in ours for b in long)  # Außenministerium, des Ministeriums


def _presence(proposal: DraftedValue, lists: WordList, negations: re.Pattern[str] | None) -> Iterator[Refusal]:
    """Who is said to have been there, or not, where the passage says the opposite of them."""
    status, quote = proposal.keys.get("status", "listed"), proposal.quote
    if status not in ("absent", "declined", "listed", "present", "observer") or proposal.field != ATTENDANCE:
        return
    is_away = status in ("absent", "declined")
    said = parties(quote, lists) if len(quote) <= LONGEST_SENTENCE else []
    others = {name for names, heard in said if (heard == "absent") is not is_away for name in names}
    ours = {str(name): naming(str(name), quote, lists.language) for name in proposal.value}
    wrong = [name for name, words in ours.items() if {name, words} & others]
    if wrong or (is_away and not _is_any_away(quote, lists, negations)):
        named = ", ".join(wrong or ours)
        yield Refusal("value-not-in-quote", f"the words do not say of {named} that they were {status}")
    for name, words in () if is_away else ours.items():
        at = quote.find(words) if words else -1
        clause = clause_around(quote, at, lists) if at >= 0 else ""
        if word := lists.told(HALF, clause):
            yield Refusal("value-turns-negation", f"the passage says of {name} '{word}'")


def _is_any_away(quote: str, lists: WordList, negations: re.Pattern[str] | None) -> bool:
    """Whether a passage says of anybody that they were absent, or denies in a clause that tells who came."""
    parts = (quote[a:b] for a, b in clauses(quote, lists))
    denied = (part for part in parts if negations is not None and negations.search(part))
    return bool(lists.finds("absent", quote)) or any(lists.finds(_THERE, part) for part in denied)
