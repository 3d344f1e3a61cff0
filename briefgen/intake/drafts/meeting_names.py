"""What a meeting is called: its number and the name behind it, or its name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.intake.drafts.cldr_reading import countries, dates, ranks, weekdays
from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, HEAD_LAST, NOTHING, TITLE_CASE, WordList, cased, compiled

_BEGINS = r"(?:(?<![\p{L}’'-])|(?<=\b[dlDL]['’]))"
_LOUD = r"(?:(?:\p{Lu}\.){2,}(?:-\p{Lu}[\p{L}]*)?|\p{Lu}[\p{L}\p{M}\d'’/-]*)"
_NO_SMALL = r"(?=.\s?[^\sa-zà-ÿа-яё])"  # a title begins with a capital; «helped us to go on» is what somebody said
_TITLE = rf" {_NO_SMALL}(?:«[^«»]{{3,120}}»|“[^“”]{{3,120}}”|„[^„“]{{3,120}}“|\"[^\"]{{3,120}}\")"
_TELLING = ("due", "passive", "speech", "chairs", "comes_together", "pronouns", "undecided", "agenda")
_COMPOUND = 13
_SHORT_COMPOUND = 8
"""Letters of a word that is a name by itself: Nachtzugkonferenz, and in German, if no bare noun, Hafentagung."""


def number(words: str, lists: WordList) -> tuple[int, str]:
    """The number of a session that a sentence gives, and what it is called with it; 0 and "" where it gives none."""
    base = lists.language.partition("-")[0]
    numbers = [one for one in ranks(words, lists, base) if not _is_in_marks(words, one[1])]
    named = ((n, start, _to_meeting(from_number(words, start, lists), words, lists)) for n, start in numbers)
    found = [
        (n, name)
        for n, start, name in named
        if name and not _are_several(name, lists) and not (n == 1 and _is_only_new(name, words[:start], lists))
    ]
    if found:
        return max(found, key=lambda pair: len(pair[1].split()) > 2)
    meeting = lists.finds("meetings", words)
    own = rf"(?:{lists['articles']}|{lists['possessives']})"
    alone = compiled(rf"\b{own}\s+([\w-]+)(?=\s+{lists['of_kind']}(?!\w)|[.,;]|$)")  # the eighth of its kind
    starts = {m.start(1) for m in alone.finditer(words)} if meeting else set()
    for value, start in ranks(words, lists, base) if starts else ():
        if start in starts:
            return value, ""
    return 0, ""


def _are_several(name: str, lists: WordList) -> bool:
    """Whether a number counts meetings, and is no rank: las ocho reuniones."""
    meeting = lists.finds("meetings", name)
    return meeting is not None and lists.has("several", meeting[0])


def _is_only_new(name: str, before: str, lists: WordList) -> bool:
    """Whether a meeting is called the first of its sort, and of no series: the first visit since the war."""
    meeting = lists.finds("meetings", name)
    if lists.finds("visits", name):
        return True
    if meeting is None or any(lists.has("possessives", word) for word in before.split()[-1:]):
        return False  # a commission convened; the board held its first session
    is_of_body = compiled(rf"\s{lists['of_body']}\s").match(name, meeting.end()) is not None
    is_german = CAPITAL_NOUNS in lists.traits
    is_named = len(meeting[0]) > _COMPOUND if is_german else any(c.isupper() for c in name.partition(" ")[2])
    return not (is_of_body or is_named)


def marked(name: str, words: str) -> str:
    """A name with what stands in quotation marks right behind it: a meeting of the union «White port»."""
    behind = words.partition(name)[2] if name else ""
    return name + (mark[0] if (mark := re.match(_TITLE, behind)) else "")


def titled(words: str, lists: WordList) -> str:
    """A meeting that is named by its title in quotation marks: seminar “Better walls”."""
    found = (m[0] for m in lists.all("meetings", words) if re.match(_TITLE, words[m.end() :]))
    return next((_around(marked(head, words), words, lists) for head in found), "")


def is_whole(name: str) -> bool:
    """Whether a number of rank with what follows it names one meeting among others: more than "second meeting"."""
    return len(name.split()) > 2 or bool(re.match(r"\d\d", name)) or len(max(name.split() or [""], key=len)) > _COMPOUND


def is_all_name(words: str, name: str, lists: WordList) -> bool:
    """Whether a headline that begins with the name of a meeting only goes on with it, as no verb or day follows."""
    rest = words.removeprefix(name)
    verbs = ("held", "speech", "outcomes", "discussed", "passive", "chairs", "comes_together", "due", "agenda")
    is_told = re.search(r"[\d.:;!?–—]", rest) or lists.finds(verbs, rest) is not None
    is_led = compiled(rf"\s(?:{lists['name_joins']}|{lists['in']})\s").match(rest) is not None
    return rest != words and is_led and not is_told


def to_the_end(name: str, words: str, lists: WordList) -> str:
    """The name with which a headline in capitals ends, as far as it goes: Meeting on Ports and the Fall of a Bridge."""
    rest = re.split(r"[,:;.!?–—|(]", words.partition(name)[2])[0].rstrip()
    is_title = TITLE_CASE in lists.traits and all(not word[:1].islower() for word in rest.split() if len(word) > 4)
    ends = ("held", "speech", "comes_together", "due", "chairs", "before_days")
    is_name = is_title and rest and compiled(rf"\s(?:{lists['name_joins']}|to|in)\s").match(rest)
    is_told = lists.finds(ends, rest) is not None
    is_led = compiled(rf".*{lists['name_joins']}\s.*").match(name)
    return name + rest if is_name and is_led and not is_told else name


def without_people(name: str, words: str, lists: WordList) -> str:
    """A name without a person who stands behind it with a post: заседании правительства министр Анна Образцова."""
    start = words.find(name)
    for one in persons(words, lists):
        post = words.rfind(one.post, 0, one.start) if one.post else -1
        if start < post < start + len(name) and one.start < start + len(name):
            return words[start:post].strip()
    return name


def _is_in_marks(words: str, start: int) -> bool:
    """Whether a number stands in quotation marks with hardly a word: the "first round"."""
    return re.match(r"[“\"«„]\w+(?: \w+)?[”\"»“]", words[max(0, start - 1) :]) is not None


def unnumbered(words: str, lists: WordList) -> tuple[str, int]:
    """What a sentence calls a meeting that it gives no number, and how surely: 3 for the World Water Forum.

    2 is a meeting of somebody (the meeting of the Port Council), 1 a kind of meeting (the regular meeting), -1 no more
    than the body that met.
    """
    if lists.finds("meetings", words) is None:
        return "", -1
    for step in (_in_capitals, _of_somebody, _of_a_kind, _behind_an_article, _at_its_longest):
        if found := step(words, lists):
            return found
    two = next((m[0] for m in lists.all("meetings", words) if " " in m[0] and not lists.has("bodies", m[0])), "")
    return (two, 0) if two else ("", -1)


def _in_capitals(words: str, lists: WordList) -> tuple[str, int] | None:
    """The World Water Forum; in German, where every noun has a capital, Nachtzugkonferenz."""
    is_german = CAPITAL_NOUNS in lists.traits  # every noun has a capital
    joins = rf"(?:(?i:{lists['name_joins']}) )*"
    more = rf"(?: {_LOUD})*" if is_german else rf"(?: {joins}(?:{_LOUD}|\d[\w’'-]*))+"
    for m in cased(rf"{_BEGINS}{_LOUD}{more}").finditer(words):
        day = next((at for _, at in dates(m[0], lists.language) if at), len(m[0]))
        name = _bare(m[0][:day].rpartition(" on ")[0] or m[0] if day < len(m[0]) else m[0], lists)
        meeting = max(lists.all("meetings", name), key=lambda one: one.start(), default=None)
        if meeting is None or _is_of_other(name, meeting, lists) or _tells(name, lists):
            continue
        if not is_german and HEAD_LAST not in lists.traits and lists.finds("of_body", name[: meeting.start()]):
            continue  # Reunión de ministros de | Asuntos Portuarios de la Conferencia
        if compiled(rf"(?:.*\W)?{lists['in']}\s").fullmatch(words[: m.start()]):  # in Lima for the World Port Forum
            name = compiled(rf"^\S+(?: \S+)? {lists['for_event']} (?:{lists['articles']} )?").sub("", name)
        name = _to_meeting(name, words, lists)
        is_compound = len(name) > _SHORT_COMPOUND and not lists.has("plain_meetings", name) and is_german
        if " " in name or len(name) > _COMPOUND or is_compound or re.search(r"[\w]-\w", name):
            return _around(extended(name, words, lists), words, lists), 3
    return None


def _of_somebody(words: str, lists: WordList) -> tuple[str, int] | None:
    """The meeting of the Port Council."""
    adjectives = rf"(?:(?i:{lists['meeting_adjectives']})\s+){{0,3}}"
    of = rf"(?:(?:{lists['of_body']})\s*)+" if lists["of_body"] != NOTHING else ""
    spoken = rf"{adjectives}(?i:{lists['meetings']})\s+(?:(?i:{lists['kinds_behind']})\s+)?{of}"
    spoken += rf"(?:\p{{Ll}}[\p{{L}}’'-]*\s+){{0,4}}(?={_LOUD})"
    for m in cased(rf"{_BEGINS}{spoken}").finditer(words):
        name = from_number(words, m.start(), lists)
        last = name.split()[-1] if name else ""
        is_body = any(lists.has("bodies", one[0]) for one in lists.all("meetings", m[0]))
        is_state = bool(countries(last, lists.language))  # Kazakhstan ends as Tunisian does
        is_body = is_body or (last[:1].isupper() and not is_state and lists.has("demonyms", last))
        if len(name) > len(m[0]) and not is_body and not _tells(name, lists):
            name = _to_capital(name, len(m[0]), lists) if HEAD_LAST in lists.traits else name
            return _around(name, words, lists), 2
    return None


def _of_a_kind(words: str, lists: WordList) -> tuple[str, int] | None:
    """The regular meeting, and whatever goes on behind it."""
    is_german = CAPITAL_NOUNS in lists.traits
    kind = rf"(?:(?:{_LOUD}|(?i:{lists['meeting_adjectives']}))\s+){{1,5}}(?i:{lists['meetings']})(?!\p{{L}})"
    if lists.finds("kinds_behind", words):
        kind = rf"(?i:{lists['meetings']})\s+(?i:{lists['kinds_behind']})(?!\p{{L}})"
    kind += rf"(?:\s(?:(?i:{lists['meeting_adjectives']})\s)?(?i:{lists['bodies_of']})(?!\p{{L}}))?"
    for m in cased(rf"{_BEGINS}{kind}").finditer(words):
        name = _bare(m[0], lists)
        before = name.split()[-2:-1]
        is_group = not before or lists.has("groups", before[0])  # Ministers meeting in Lima agreed
        is_group = is_group or (
            not is_german
            and lists["articles"] == NOTHING
            and name[0].isupper()
            and " " in name
            and not lists.has("meeting_adjectives", name.split()[0])
        )
        is_body = any(lists.has("bodies", one[0]) for one in lists.all("meetings", name))
        if not is_group and not is_body and not _tells(name, lists):
            whole = extended(name, words, lists) if lists["kinds_behind"] != NOTHING else name
            return whole, 1 if whole == name else 2
    return None


def _behind_an_article(words: str, lists: WordList) -> tuple[str, int] | None:
    """The port talks, in small letters."""
    inner = rf"(?:[\p{{L}}-]+\s)?(?i:{lists['meetings']})(?!\p{{L}})"
    for m in cased(rf"(?<![\p{{L}}’'-])(?i:{lists['articles']})\s(?P<kind>(?:\p{{Ll}}[\p{{L}}-]+\s)?{inner})").finditer(
        words
    ):
        kind = m["kind"]
        is_told = lists.finds(("little", "discussed", "outcomes", "others"), kind.rpartition(" ")[0]) is not None
        if " " in kind and not is_told and not _tells(kind, lists) and not lists.has("bodies", kind.split()[-1]):
            return kind, 0
    return None


def _at_its_longest(words: str, lists: WordList) -> tuple[str, int] | None:
    """A word for a meeting with the most that goes on behind it."""
    longest = [
        (_around(name, words, lists), 1)
        for m in lists.all("meetings", words)
        if len(name := extended(m[0], words, lists)) > len(m[0])
        and not lists.has("bodies", m[0])
        and not lists.has("demonyms", name.rpartition(" ")[2])
        and not _tells(name, lists)
    ]
    return max(longest, key=lambda one: len(one[0]), default=None)


def _is_of_other(name: str, meeting: re.Match[str], lists: WordList) -> bool:
    """Whether a name is that of a post, a body or a thing: President of the Congress, Fair Housing Act, Roll Call."""
    before, behind = name[: meeting.start()], name[meeting.end() :]
    is_post = any(lists.finds("offices", part) for part in (before.split(" ")[0], behind.split(" of ")[0]))
    is_thing = HEAD_LAST in lists.traits and re.match(r" [A-Z][a-z]", behind) is not None
    return is_post or is_thing or lists.has("bodies", meeting[0]) or lists.has("routine", name)


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
    title = rf"{_NO_SMALL}(?:«[^«»]{{3,80}}»|“[^“”]{{3,80}}”)"
    mark = re.match(rf" (?:{title}|[A-Z]{{2,6}} (?:19|20)\d\d\b|(?:19|20)\d\d\b)", behind)
    return (lead[0] if lead else "") + name + (mark[0] if mark else "")


def _bare(name: str, lists: WordList) -> str:
    own = list(compiled(rf"[’']s (?=(?:{lists['meeting_adjectives']}\s)*{lists['meetings']}\b)").finditer(name))
    name = name[own[-1].end() :] if own else name  # Ana Sample’s Meeting with Port Chiefs
    little = ("little", "adverbial_heads", "held")
    while (head := name.split(" ", 1)) and len(head) == 2 and lists.has(little, head[0]):
        name = head[1]
    return name


def _tells(name: str, lists: WordList) -> bool:
    """Whether words go on to tell what was done, and are more than a name."""
    meeting = lists.finds("meetings", name)
    return lists.finds(_TELLING, name) is not None or (
        meeting is not None and lists.finds("venues", name[meeting.end() :]) is not None
    )


def _to_capital(name: str, least: int, lists: WordList) -> str:
    """A name to its last word with a capital or of a body, where no other word can end it."""
    parts = name.split()
    while len(" ".join(parts)) > least and not (parts[-1][:1].isupper() or lists.has("bodies", parts[-1])):
        parts.pop()
    return " ".join(parts)


# --- how far a name goes: from its number or its first word on, to where the sentence goes on ---


_FARTHEST = 9  # words between a number of rank and the meeting that has it
_TOKEN = re.compile(
    r"\s+(«[^»]{2,90}»|“[^”]{2,90}”|\"[^\"]{2,90}\"|\([^()]{1,30}\)"
    r"|(?:[A-ZА-Я]\.){2,}(?:-\w+)?|[^\s,;:.!?()«»“”\"–—]+)"
)
_SHORTEST = 6  # letters of a name with its number, in front of a day
_VERBS = ("held", "takes_place", "passive", "chaired_by", "chairs", "discussed", "outcomes", "absent")
_NO_NAME = (
    *("goes_on", "little", "passive", "outcomes", "discussed", "chairs", "speech", "attended", "absent"),
    *("comes_together", "until", "held", "in", "clause", "subordinate"),
)
_YEAR = 4  # figures
_MOST_SMALL = 3  # words without a capital before one that has it


def from_number(words: str, start: int, lists: WordList) -> str:
    """What a meeting is called from its number on, to where the sentence goes on; "" where no meeting follows."""
    rest = re.sub(r"\s*\((?![a-zа-яё-]+\))[^()]{1,40}\)", "", words[start:])
    before = words[:start].split()[-1:]
    if before and lists.has(("passive", "first_person", "no_name_behind"), before[0]):
        return ""  # was first told; my first meeting; a third meeting
    if compiled(rf"{lists['small_ranks']} \w+ {lists['part_of']}").match(rest):
        return ""  # a part of the meeting
    if compiled(rf"\S+ (?:{lists['no_rank']}\b|{lists['of_body']} \d)").match(rest):
        return ""
    head = _head(rest, lists)
    cut = list(_ends(head, lists))
    name = head[: min(cut)] if cut else head
    meets = cut and compiled(rf"\s*{lists['comes_together']}\s").match(head, min(cut)) is not None
    meeting = lists.finds("meetings", name) or (lists.finds("bodies", name) if meets else None)
    if meeting is None or len(name[: meeting.start()].split()) > _FARTHEST:
        return ""
    if did := compiled(rf"\s{lists['decided']}(?!\w)").match(name[meeting.end() :]):
        name = name[: meeting.end() + did.start()]  # the 42nd session achieved …
    if lists["of_body"] == NOTHING:  # на заседании Совета портов стороны обсудили
        name = compiled(rf"\s+{lists['collective']}$").sub("", name)
    return re.sub(rf"\s+(?:{lists['little']}|{lists['held']})$", "", name.strip(" .,-–—"), flags=re.IGNORECASE)


def _head(rest: str, lists: WordList) -> str:
    """What stands before the first mark, but for those of a list within a name."""
    listed = compiled(
        rf"[^,;:()]{{8,90}} (?:{lists['name_joins']}) [^,;:()]{{3,60}}"
        rf"(?:, (?-i:[A-ZА-ЯÀ-Þ])[\w-]+(?: (?:{lists['and']} )?(?-i:[A-ZА-ЯÀ-Þ])[\w-]+)*)+"
    ).match(rest)  # the Commission on Trade, Scientific and Technical Cooperation was held
    if listed and not compiled(rf"\s(?:{lists['held']}|{lists['in']}\s)").match(rest, listed.end()):
        listed = None
    dash = rf"\s[–—]\s(?!(?-i:[A-Z])[\w-]+ (?-i:[A-Z])|{lists['dash_joins']}\b)"
    until = compiled(rf"[,;:“”\"«»]|\((?!(?-i:[a-zа-яё-]+\)))|(?<!(?-i:[a-zа-яё-]))\)|{dash}").search(
        rest, listed.end() if listed else 0
    )
    head = rest[: until.start()] if until else rest
    return head.partition(")")[0] if "(" not in head.partition(")")[0] else head


def _ends(head: str, lists: WordList) -> Iterator[int]:
    """Where a sentence may go on behind a name: at a verb, a place, a day, or what joins another meeting."""
    for verb in lists.all(_VERBS, head):
        if verb.start() > 0 and not verb[0][:1].isupper() and not lists.finds("meetings", verb[0]):
            yield verb.start()
    ends = (
        rf"\s(?!{lists['organ_joins']}\s(?-i:[A-ZА-ЯЁ])){lists['goes_on']}(?!\w)",
        rf"\s{lists['in']}\s(?:the\s)?(?-i:[A-ZА-ЯЁÀ-Þ])",
        rf"\s{lists['possessives']}\s",
        rf"\s{lists['and']}\s(?:\w+\s)?(?-i:[a-zа-я]*{lists['meetings']})",
    )
    yield from (m.start() for end in ends for m in compiled(end).finditer(head) if not m[0].strip().isupper())  # WHO
    days = [*(at for _, at in dates(head, lists.language)), *weekdays(head, lists.language)]
    ahead = compiled(rf"\s(?:{lists['before_days']}\s)?(?:the\s)?$")
    yield from (m.start() for at in days if at > _SHORTEST and (m := ahead.search(head[:at])))
    numbers = compiled(rf"\s{lists['before_days']}\s(?:the\s)?\d|\s\d{{1,2}}[ .]").finditer(head)
    yield from (m.start() for m in numbers if m.start() > _SHORTEST)


def extended(name: str, words: str, lists: WordList, *, is_led: bool = False) -> str:
    """A name with what goes on behind its word for a meeting: conference · of the ministers of the interior.

    Words that join lead on to one with a capital, in quotation marks or for those who meet; in languages that have
    cases, and in French, common nouns may stand in it too. A day, a town and a verb end it.
    """
    end = at = words.find(name) + len(name)
    days = {day for _, day in dates(words, lists.language)}
    is_led = is_led or lists["of_body"] == NOTHING
    is_loud, is_loud_before, small = False, False, 0
    members = compiled(rf"\s[–—-]\s{lists['dash_joins']}(?!\w)")  # of the states – members
    while m := members.match(words, at) or _TOKEN.match(words, at):
        token, at = m[1] if m.re is _TOKEN else "", m.end()
        bare = re.sub(r"^[dl]['’]", "", token, flags=re.IGNORECASE)
        if not token:
            is_led, small = True, 0
        elif token[0] in '«“"' and not token[1:].lstrip()[:1].islower():
            end, is_led = at, False
        elif token[0] == "(":
            continue
        elif token.isdigit() and len(token) < _YEAR and is_loud_before and m.start(1) not in days:
            end, is_led = at, False  # the Group of 20
        elif lists.has("organ_joins", token) and words[at : at + 2].strip().isupper():
            is_led = True  # a council under the President
        elif m.start(1) in days or not bare or not bare[0].isalpha() or _goes_on(token, lists):
            break
        elif not is_led and lists.has("articles", token) and not lists.has("of_body", token):
            break  # after the talks the ministers …
        elif lists.has("name_joins", token):
            is_led, small, is_loud_before = True, 0, is_loud
        elif bare[0].isupper() and (is_led or is_loud or bare != token) and not lists.has("little", bare):
            end, is_led, is_loud, small = at, lists["of_body"] == NOTHING, True, 0
        elif bare[0].islower() and (is_led or bare != token):
            is_end = lists.has(("name_words", "groups"), bare)
            end, is_led, is_loud, small = at if is_end else end, True, False, 0 if is_end else small + 1
            if small > _MOST_SMALL:
                break
        elif bare[0].islower() and is_loud and lists["kinds_behind"] != NOTHING:
            is_loud = False  # l'Assemblée parlementaire de la Francophonie
        else:
            break
    return words[words.find(name) : end] if end > words.find(name) + len(name) else name


def _goes_on(token: str, lists: WordList) -> bool:
    """Whether a sentence goes on with a word that stands in no name."""
    return token[0].islower() and not lists.has("name_joins", token) and lists.has(_NO_NAME, token)
