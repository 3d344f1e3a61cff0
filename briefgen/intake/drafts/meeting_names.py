"""What a meeting is called: its number and the name behind it, or its name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.intake.drafts.days_reading import dates
from briefgen.intake.drafts.place_reading import cased
from briefgen.intake.drafts.wordlists import WordList, compiled
from briefgen.language.numerals import read, roman

_LISTED = re.compile(r"[^,;:()]{8,90} (?:on|of|for) [^,;:()]{3,60}(?:, [A-Z][\w-]+(?: (?:and )?[A-Z][\w-]+)*)+")
_FARTHEST = 9  # words between a number of rank and the meeting that has it
_JOINS = r"of|on|for|and|the|&|de|des|du|la|les|le|et|en|für|und|der|zur|zum|по|и|–"
_NO_RANK = re.compile(
    r"\S+ (?:of|des|der|du) \d|\S+ (?:year|time|place|day|century|quarter|года|год|Mal)\b"
    r"|\S+ (?:\w+ )?of the (?:year|season)\b"
)
_GOES_ON = re.compile(
    r"\s(?:that|which|who|will|has|had|have|is|was|ist|hat|ont|sont|est|avait|avaient|sera|seront|a|en date|в|во)\s"
    r"|\sn['’]"
)
"""Words behind which a sentence goes on, and the name of a meeting does not."""
_BEGINS = r"(?:(?<![\p{L}’'-])|(?<=\b[dlDL]['’]))"
_LOUD = r"\p{Lu}[\p{L}\p{M}\d'’-]*"
_COMPOUND = 13
_SHORT_COMPOUND = 8
"""Letters of a word that is a name by itself: Nachtzugkonferenz, and in German, if no bare noun, Hafentagung."""


def number(words: str, lists: WordList) -> tuple[int, str]:
    """The number of a session that a sentence gives, and what it is called with it; 0 and "" where it gives none."""
    base = lists.language.partition("-")[0]
    numbers = [one for one in ranks(words, lists, base) if not _is_in_marks(words, one[1])]
    named = ((value, _to_meeting(_named(words, start, lists), words, lists)) for value, start in numbers)
    found = [(value, name) for value, name in named if name and not lists.finds("due", name)]
    if found:
        return max(found, key=lambda pair: len(pair[1].split()) > 2)
    meeting = lists.finds("meetings", words)
    alone = compiled(r"\b(?:its|the|der|sein|ihr|le|el|la)\s+([\w-]+)(?=\s+(?:of (?:its|the) kind|such)\b|[.,;]|$)")
    starts = {m.start(1) for m in alone.finditer(words)} if meeting else set()
    for value, start in ranks(words, lists, base) if starts else ():
        if start in starts:
            return value, ""
    return 0, ""


def is_whole(name: str) -> bool:
    """Whether a number of rank with what follows it names one meeting among others: more than "second meeting"."""
    return len(name.split()) > 2 or len(max(name.split() or [""], key=len)) > _COMPOUND


def _is_in_marks(words: str, start: int) -> bool:
    """Whether a number stands in quotation marks with hardly a word: the "first round"."""
    return re.match(r"[“\"«„]\w+(?: \w+)?[”\"»“]", words[max(0, start - 1) :]) is not None


def ranks(words: str, lists: WordList, base: str) -> Iterator[tuple[int, int]]:
    """Each number of rank in words or figures, and where: 4th, fifth, XXI, twenty-first."""
    for m in re.finditer(r"(?<![\w,.])(\d{1,4})(?:-?([a-zа-яèª-º]{1,3}))?\b\.?", words):
        is_rank = bool(m[2]) and lists.has("rank_ends", m[2])
        is_dotted = m[0].endswith(".") and base in ("de", "cs", "da", "nb", "pl", "fi", "hu", "tr")
        if is_rank or (is_dotted and next((at for _, at in dates(words[m.start() :], base)), 1) > 0):
            yield int(m[1]), m.start()  # the 3rd, but not 3. Mai
    for m in re.finditer(r"\b([IVX]{1,7})\b(?:-?[a-zа-я]{1,3})?", words):
        before = words[: m.start()].split()[-1:]
        is_named = base == "en" and before and before[0].istitle() and not lists.has("little", before[0])
        if (value := roman(m[1].lower())) and not is_named:  # the Bali II conference
            yield value, m.start()
    previous = ""
    for m in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", words):
        if len(m[0]) > 3 and re.search(rf"{lists['rank_ends']}$", m[0], re.IGNORECASE):
            both = read(f"{previous} {m[0]}", base).spelt if previous else frozenset()
            alone = read(m[0], base)
            values = alone.spelt or alone.bent
            if values and max(values) > 0:
                larger = both and max(both) > max(values) and max(both) > 20 and len(both) == 1
                at = m.start() - len(previous) - 1 if larger else m.start()
                yield (max(both), max(0, at)) if larger else (max(values), m.start())
        previous = m[0]


def _named(words: str, start: int, lists: WordList) -> str:
    """What a meeting is called from its number on, to where the sentence goes on; "" where no meeting follows."""
    rest = re.sub(r"\s*\((?![a-zа-яё-]+\))[^()]{1,40}\)", "", words[start:])
    before = words[:start].split()[-1:]
    if before and (lists.has("passive", before[0]) or lists.has("first_person", before[0])):
        return ""  # was first told; my first meeting
    if before and before[0].lower() in ("a", "an", "by", "ein", "einen", "um", "un", "une", "d'un"):
        return ""
    if re.match(r"(?:first|second|third) \w+ of (?:the|this) (?:[Ss]ummit|[Mm]eeting|[Cc]onf|[Ff]orum)", rest):
        return ""  # a part of the meeting
    if _NO_RANK.match(rest):
        return ""
    listed = _LISTED.match(rest)  # the Commission on Trade, Scientific and Technical Cooperation was held
    if listed and not compiled(rf"\s(?:{lists['held']}|{lists['in']}\s)").match(rest, listed.end()):
        listed = None
    until = re.compile(r"[,;:“”\"«»]|\((?![a-zа-яё-]+\))|(?<![a-zа-яё-])\)|\s[–—]\s(?![A-Z][\w-]+ [A-Z])").search(
        rest, listed.end() if listed else 0
    )
    head = rest[: until.start()] if until else rest
    cut = [
        m.start()
        for name in ("held", "passive", "chaired_by", "chairs", "discussed", "outcomes")
        for m in compiled(rf"(?<![\w’'-]){lists[name]}(?!\w)").finditer(head)
        if m.start() > 0 and not m[0][:1].isupper() and not lists.finds("meetings", m[0])
    ]
    cut += [m.start() for m in _GOES_ON.finditer(head)]
    cut += [m.start() for m in compiled(rf"\s{lists['in']}\s(?:the\s)?(?-i:[A-ZА-ЯЁÀ-Þ])").finditer(head)]
    cut += [
        m.start()
        for m in re.finditer(
            r"\s(?:on|am|from|vom|le|du|les|с|по итогам|last|yesterday|today)\s(?:the\s)?\d|\s\d{1,2}[ .]", head
        )
        if m.start() > 6
    ]
    cut += [m.start() for m in compiled(rf"\s{lists['possessives']}\s").finditer(head)]
    cut += [
        m.start()
        for m in compiled(rf"\s(?:and|und|et|и|y)\s(?:\w+\s)?(?-i:[a-zа-я]*){lists['meetings']}").finditer(head)
        if m[0].islower()
    ]
    cut += [m.start() for m in re.finditer(r"\s(?:last (?:week|month|year)|here|today|yesterday)\b", head)]
    name = head[: min(cut)] if cut else head
    meets = cut and compiled(rf"\s*{lists['comes_together']}\s").match(head, min(cut)) is not None
    meeting = lists.finds("meetings", name) or (lists.finds("bodies", name) if meets else None)
    if meeting is None or len(name[: meeting.start()].split()) > _FARTHEST:
        return ""
    if did := re.match(r"\s[a-z]+ed\b", name[meeting.end() :]):
        name = name[: meeting.end() + did.start()]  # the 42nd session achieved …
    between = name[: meeting.start()].split()[1:]
    is_whole_name = between and all(w[0].isupper() or lists.has("joins", w) or w == "of" for w in between)
    if not is_whole_name and any(
        word.lower() in ("after", "before", "of", "by", "a", "such", "nach", "vor", "после") for word in between
    ):
        return ""
    return re.sub(rf"\s+(?:{lists['little']}|{lists['held']})$", "", name.strip(" .,"), flags=re.IGNORECASE)


def unnumbered(words: str, lists: WordList) -> tuple[str, int]:
    """What a sentence calls a meeting that it gives no number, and how surely: 3 for the World Water Forum.

    2 is a meeting of somebody (the meeting of the Port Council), 1 a kind of meeting (the regular meeting).
    """
    is_german = lists.language[:2] == "de"  # every noun has a capital
    more = rf"(?: {_LOUD})*" if is_german else rf"(?: (?:(?:{_JOINS}) )*(?:{_LOUD}|\d[\w’'-]*))+"
    for m in cased(rf"{_BEGINS}{_LOUD}{more}").finditer(words):
        name = _bare(m[0], lists)
        meeting = max(lists.all("meetings", name), key=lambda one: one.start(), default=None)
        is_post = meeting is not None and lists.finds("offices", name[meeting.end() :].split(" of ")[0]) is not None
        if meeting is None or is_post or lists.has("bodies", meeting[0]) or _tells(name, lists):
            continue
        name = _to_meeting(name, words, lists)
        is_compound = len(name) > _SHORT_COMPOUND and not lists.has("plain_meetings", name) and is_german
        if " " in name or len(name) > _COMPOUND or is_compound or re.search(r"[\w]-\w", name):
            return _around(name, words, lists), 3
    adjectives = rf"(?:(?i:{lists['meeting_adjectives']})\s+){{0,3}}"
    of = rf"(?:(?:{lists['of_body']})\s*)+" if lists.finds("of_body", "of de der") else ""
    spoken = rf"{adjectives}(?i:{lists['meetings']})\s+(?:(?i:{lists['kinds_behind']})\s+)?{of}"
    spoken += rf"(?:\p{{Ll}}[\p{{L}}’'-]*\s+){{0,4}}(?={_LOUD})"
    for m in cased(rf"{_BEGINS}{spoken}").finditer(words):
        name = _named(words, m.start(), lists)
        last = name.split()[-1] if name else ""
        is_body = any(lists.has("bodies", one[0]) for one in lists.all("meetings", m[0]))
        is_body = is_body or (last[:1].isupper() and lists.has("demonyms", last))
        if len(name) > len(m[0]) and not is_body and not _tells(name, lists):
            name = _to_capital(name, len(m[0]), lists) if lists.language[:2] == "en" else name
            return _around(name, words, lists), 2
    kind = rf"(?:(?:{_LOUD}|(?i:{lists['meeting_adjectives']}))\s+){{1,3}}(?i:{lists['meetings']})(?!\p{{L}})"
    if lists.finds("kinds_behind", words):
        kind = rf"(?i:{lists['meetings']})\s+(?i:{lists['kinds_behind']})(?!\p{{L}})"
    kind += rf"(?:\s(?:(?i:{lists['meeting_adjectives']})\s)?(?i:{lists['bodies_of']})(?!\p{{L}}))?"
    for m in cased(rf"{_BEGINS}{kind}").finditer(words):
        name = _bare(m[0], lists)
        before = name.split()[-2:-1]
        is_group = not before or lists.has("groups", before[0])  # Ministers meeting in Lima agreed
        is_body = any(lists.has("bodies", one[0]) for one in lists.all("meetings", name))
        if not is_group and not is_body and not _tells(name, lists):
            return name, 1
    inner = rf"(?:[\p{{L}}-]+\s)?(?i:{lists['meetings']})(?!\p{{L}})"
    for m in cased(rf"(?<![\p{{L}}’'-])(?i:{lists['articles']})\s(?P<kind>(?:\p{{Ll}}[\p{{L}}-]+\s)?{inner})").finditer(
        words
    ):
        kind = m["kind"]
        is_told = any(
            lists.finds(one, kind.rpartition(" ")[0]) for one in ("little", "discussed", "outcomes", "others")
        )
        if " " in kind and not is_told and not _tells(kind, lists) and not lists.has("bodies", kind.split()[-1]):
            return kind, 0
    two = next((m[0] for m in lists.all("meetings", words) if " " in m[0] and not lists.has("bodies", m[0])), "")
    return two, 0


def of_body(words: str, lists: WordList) -> str:
    """The body that a headline names, where it may be the body that met: the Open Ports Board."""
    run = rf"{_LOUD}(?: (?:(?:of|on|for|and|the) )*{_LOUD})*"
    for m in cased(run).finditer(words):
        name = _bare(m[0], lists)
        last = name.split()[-1]
        if " " in name and last[0].isupper() and lists.has("bodies", last) and lists.has("meeting_bodies", last):
            return name
    return ""


def _to_meeting(name: str, words: str, lists: WordList) -> str:
    """A name to the word that tells the meeting, where a headline writes every word with a capital."""
    meeting = max(lists.all("meetings", name), key=lambda one: one.start(), default=None)
    is_title = all(word[:1].isupper() for word in words.split() if len(word) > 4)
    least = 1 if compiled(rf"\w*{lists['rank_ends']}\b").match(name) else 0  # 5th Session of the Port Council
    return name[: meeting.end()] if meeting and is_title and name[: meeting.start()].count(" ") > least else name


def _around(name: str, words: str, lists: WordList) -> str:
    """A name with the adjectives in front of it, and with what stands in quotation marks behind it."""
    before, _, behind = words.partition(name)
    lead = compiled(rf"(?:(?:{lists['meeting_adjectives']})\s+)+$").search(before)
    mark = re.match(r" (?:«[^«»]{3,80}»|“[^“”]{3,80}”|[A-Z]{2,6} (?:19|20)\d\d\b|(?:19|20)\d\d\b)", behind)
    return (lead[0] if lead else "") + name + (mark[0] if mark else "")


def _bare(name: str, lists: WordList) -> str:
    little = ("little", "adverbial_heads", "held")
    while (head := name.split(" ", 1)) and len(head) == 2 and any(lists.has(one, head[0]) for one in little):
        name = head[1]
    return name


def _tells(name: str, lists: WordList) -> bool:
    """Whether words go on to tell what was done, and are more than a name."""
    return any(
        lists.finds(one, name)
        for one in ("due", "passive", "speech", "chairs", "comes_together", "pronouns", "venues", "undecided")
    )


def _to_capital(name: str, least: int, lists: WordList) -> str:
    """A name to its last word with a capital or of a body, where no other word can end it."""
    parts = name.split()
    while len(" ".join(parts)) > least and not (parts[-1][:1].isupper() or lists.has("bodies", parts[-1])):
        parts.pop()
    return " ".join(parts)
