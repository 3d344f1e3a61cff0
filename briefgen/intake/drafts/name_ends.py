"""How far the name of a meeting goes: from its number or its first word on, to where the sentence goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.intake.drafts.cldr_reading import dates, weekdays
from briefgen.intake.drafts.wordlists import NOTHING, WordList, compiled

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
