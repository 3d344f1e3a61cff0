"""Who came: states, bodies and groups of people that a sentence lists as there or as absent.

A list is parted at commas and at words such as "and", and each part is read for whom it names: what leads to the name,
the name, and what the sentence goes on with behind the last. Where a part names nobody, nothing is proposed: the rest
would be only some of those who came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from briefgen.intake.drafts.cldr_reading import countries
from briefgen.intake.drafts.people_reading import NamedPerson, persons
from briefgen.intake.drafts.text_reading import clauses
from briefgen.intake.drafts.wordlists import CAPITAL, CAPITAL_NOUNS, NOTHING, WordList, cased, compiled, word_list
from briefgen.language.denials import denying_in

LONGEST_NAME, _FARTHEST = 8, 20  # words of an item, and between those who met and states
_NEAR_NAME = 4  # letters between a name and the post behind it
_MANY = 4  # states that need no verb
BRACKETS = re.compile(r"\s?\([^()]*\)")
_HARD = r"\s[–—-]+\s?|(?<=\s)[–—-](?=\w)|\s?:\s?|\s?\(|\)"
_LED, _SUBJECT = "led", "subject"
_AHEAD = re.compile(r"(?:[\w'’]+\s+){1,5}$")  # words right before a list
_CUES = ("brought", "came", "attended")
_THOSE = ("groups", "offices", "attended", "crowds", "collective")
_GOES_ON = ("observing", "passive", "before_verbs", "speech", "undecided", "attended", "came", "absent")
_DOES = ("comes_together", "held", "discussed", "outcomes")
_NO_ITEM = ("speech", "passive", "pronouns", "came", "absent", "chaired_by", "hosted_by")
_STATE, _BODY, _NAME, _GROUP, _NOBODY = "state", "body", "name", "group", "nobody"


class _PartOfList(NamedTuple):
    """Whom a part of a list names and where; what parts it from the one before; whether the sentence goes on in it."""

    name: str
    start: int
    end: int
    sort: str
    sign: str = ""
    goes_on: bool = False


@cache
class _Patterns:
    """What the lists of a language come to: what leads to a name, parts two, is a name, and ends one."""

    def __init__(self, language: str) -> None:
        lists = word_list(language)
        joins, articles, of_body = lists["list_joins"], lists["articles"], lists["of_body"]
        of, ends = rf"(?:{of_body}|{lists['of_state']})", r"(?:(?<=['’])|\s+|$)"
        those = "|".join(lists[one] for one in _THOSE)
        small = "|".join(lists[one] for one in ("joins", "of_state", "beside", "before_verbs", "list_joins"))
        many = rf"(?:{those})\s+(?:{of}|{lists['joins']}){ends}"
        many += rf"|(?-i:(?=[a-zß-ÿа-яё]))(?:{those})\s+(?-i:(?=[A-ZÀ-ÞА-ЯЁ]))"
        many = rf"(?:{those})(?:\s+|$)" if of_body == NOTHING else many
        met = rf"\s{lists['comes_together']}\s(?=(?:{lists['joins']}\s)?(?:{lists['groups']}|{lists['offices']})\s)"
        hard = rf"{_HARD}|,?\s{lists['including']}\s"
        between = rf"(?:(?i:{of_body}|{lists['name_joins']})(?:(?<=['’])| ))*"
        who = NOTHING if CAPITAL_NOUNS in lists.traits else lists["relative"]
        town = rf"(?i:{lists['in']})\s(?:(?i:{articles})\s)?[\p{{Lu}}\d]"
        day = rf"(?i:{lists['before_days']})\s(?:\d|(?i:{lists['little']})(?!\p{{L}}))"
        name = rf"(?:\d+ )?(?:(?:\p{{Lu}}\.)+ )?{CAPITAL}(?:[ /]{between}{CAPITAL})*"
        self.heads = compiled(rf"(?:(?<![\w’'-])(?:{many}|(?:{small}|{articles}|{of_body}){ends})|[^\w(]+)*")
        self.articles = compiled(rf"(?:(?:{articles}|{of_body}|{lists['beside']}){ends}|[^\w(]+)*")
        of_them = rf",\s{lists['including']}\s(?=(?:{articles}\s)?(?-i:[A-ZÀ-ÞА-ЯЁ]))"
        self.cut = compiled(rf"{of_them}|\s?[,;](?!\d)\s*(?:(?:{joins})\s+)?|\s+(?:{joins})\s+|{met}|{hard}")
        self.hard = compiled(hard)
        self.name = cased(rf"{name}(?: (?i:{lists['groups']})(?!\p{{L}}))?")
        self.of_state = compiled(rf"(?:.*\s)?{of}(?:(?<=['’])|\s+(?:{articles}\s)?)|{lists['offices']}\s+|")
        self.others = compiled(rf"\W*(?:(?:{articles}|{of_body}|{lists['joins']})\s)*(?:{lists['rest']})(?!\w)")
        self.no_part = compiled(rf"\W*(?:{lists['attended']}\s{lists['beside']}|{lists['came']}|{who})\s")
        self.place = cased(rf"\s(?:{town}|{day})")
        self.own = compiled(rf"(?:\s(?:{lists['bodies']}|{lists['groups']})(?!\w))?")  # the Peru delegation
        self.denials = denying_in(language)
        self.left_out = compiled(rf"(?:^|\W){lists['left_out']}\s(?:{articles}\s)?$")
        self.title = compiled(rf"(?:(?<!\w){lists['titles']}\.?\s)*$")


def parties(words: str, lists: WordList) -> list[tuple[list[str], str]]:
    """Those whom a sentence lists, each list with how they were there: listed, present, observer, absent, announced."""
    are_told = lists.finds((*_CUES, "absent"), words) is not None or len(countries(words, lists.language)) > 1
    begins = compiled(rf"\W*{lists['including']}\s").match(words)
    if not are_told or begins or lists.finds("background", words):
        return []
    reading, found, end = _Lists(words, lists), list[tuple[list[str], str]](), -1
    for whole, way in reading.rows():
        row = list(whole)  # of which `status` leaves those of whom the sentence says it
        if status := reading.status(row, way):
            is_one = found and found[-1][1] == status and reading.are_one(end, row[0].start)
            names = [*(found.pop()[0] if is_one else ()), *(part.name for part in row)]
            found.append((list(dict.fromkeys(names)), status))
            end = row[-1].end
    return found


class _Lists:
    """The lists of a sentence."""

    def __init__(self, words: str, lists: WordList) -> None:
        self.words, self.lists, self.patterns = words, lists, _Patterns(lists.language)
        self.finds = lists.finds
        self.people = persons(words, lists)
        posts = [(at, at + len(one.post)) for one in self.people if (at := self.post_behind(one)) > 0]
        named = countries(words, lists.language, again=True)
        told = [(name, at, at + len(name)) for _, name, at in named]
        self.states = [one for one in told if not any(a <= one[1] and one[2] <= b for a, b in posts)]

    def post_behind(self, person: NamedPerson) -> int:
        """Where a person's post stands right behind the name: whose it is came by somebody, and not by itself."""
        return (
            self.words.find(person.post, person.end, person.end + len(person.post) + _NEAR_NAME) if person.post else -1
        )

    # --- parts, and the rows of them ---

    def cuts(self) -> Iterator[tuple[int, int, str]]:
        """Where the parts of the sentence stand, each with the sign or word behind it."""
        masked, begin = self.words, 0
        for m in BRACKETS.finditer(self.words):
            if sum(m.start() < at < m.end() for _, at, _ in self.states) < 2:
                masked = masked[: m.start()] + "x" * len(m[0]) + masked[m.end() :]
        for m in self.patterns.cut.finditer(masked):
            if not any(at < m.start() and m.end() < end for _, at, end in self.states):
                yield begin, m.start(), m[0]
                begin = m.end()
        yield begin, len(self.words.rstrip(" .")), ""

    def rows(self) -> Iterator[tuple[list[_PartOfList], str]]:
        """The lists that are read as a whole; none is begun behind a part that could not be read."""
        row, way, sign, is_blocked, is_inner = list[_PartOfList](), "", "-", False, False
        for begin, end, behind in self.cuts():
            if ":" in sign and way and len(row) > 1:
                row.pop()  # …, and two unions: the Port Union and the Sea Union
                sign = ","
            are_states = len(row) > _MANY and all(part.sort == _STATE for part in row)
            is_other = are_states and self.finds(("groups", "offices"), " ".join(self.words[begin:end].split()[:_MANY]))
            is_ended = bool(is_other or (row and self.finds("list_joins", row[-1].sign)))  # …, Fiji, partner states of
            is_hard = sign == "-" or (";" in sign and is_ended) or self.patterns.hard.fullmatch(sign) is not None
            part = None if is_hard or not row or row[-1].goes_on else self.whom(begin, end, way)
            if part:
                self.join(row, part._replace(sign=sign))
            else:
                if row and (is_hard or is_ended):
                    yield row, way
                is_cut = not is_ended and len(row) > 1 and way != "" and row[0].sort != _GROUP
                is_blocked = not is_hard and (is_blocked or is_cut)
                first, way = self.first(begin, end, is_hard=is_hard, is_inner=is_inner and not is_hard)
                row = [first] if first and not is_blocked else []
            if len(row) > 1 and row[-1].goes_on:
                if self.finds("list_joins", row[-1].sign):
                    yield row, way
                first, way = self.first(row[-1].end, end, is_hard=False, is_inner=False)
                row = [first] if first else []
            is_inner, sign = not is_hard, behind
        is_ended = any(self.finds("list_joins", part.sign) for part in row) or all(p.sort == _STATE for p in row)
        if row and (is_ended or len(row) == 1):
            yield row, way

    def join(self, row: list[_PartOfList], part: _PartOfList) -> None:
        """A list with one more part; what a bare "and" joins is of the name before: the Office on Drugs and Crime, …"""
        if len(row) > 1 and "," in part.sign and "," not in row[-1].sign and _STATE not in (row[-1].sort, row[-2].sort):
            self.merge(row, row.pop())
        last = row[-1]
        is_body = last.name.count(" ") > 1 and last.sort != _STATE and names_body(last.name, self.lists)
        is_rest = part.sort == _NAME or (part.sort == _GROUP and self.lists["of_body"] == NOTHING)
        is_kin = last.sort != _STATE and self.lists.has("demonyms", last.name.split(" ")[-1])
        is_of_name = (is_body and is_rest) or is_kin
        if is_of_name and self.lists.has("and", part.sign.strip()) and not names_body(part.name, self.lists):
            self.merge(row, part)  # the Office on Drugs · and Crime; African · and European governments
        else:
            row.append(part)

    def merge(self, row: list[_PartOfList], part: _PartOfList) -> None:
        name = self.words[row[-1].start : part.end]
        sort = _BODY if row[-1].sort == _NAME and part.sort == _BODY else row[-1].sort
        row[-1] = row[-1]._replace(name=name, end=part.end, goes_on=part.goes_on, sort=sort)

    # --- whom a part names ---

    def first(self, begin: int, end: int, *, is_hard: bool, is_inner: bool) -> tuple[_PartOfList | None, str]:
        """Whom the first part of a list names, and what leads to it."""
        for name in _CUES:
            for cue in reversed([m for m in self.lists.all(name, self.words) if begin < m.end() <= end]):
                ahead = self.words[begin : cue.start()]
                is_item = is_inner and self.finds(("groups", "offices", "collective"), cue[0])
                if is_item and self.patterns.heads.fullmatch(ahead):
                    continue  # …, representatives of the Port Union: one of a list that could not be read
                part = self.whom(cue.end(), end, _LED)
                is_one = part and not part.goes_on and part.sort not in (_NAME, _NOBODY)
                if part and is_one and (part.sort != _GROUP or name != "attended"):
                    return part, _LED
        is_subject = is_hard and not self.lists.has("adverbial_heads", self.words[begin:end].split(" ")[0])
        bare = self.without_people(begin, end).rstrip()
        if state := next((one for one in self.states if begin <= one[1] and one[2] == len(bare)), None):
            return _PartOfList(*state, _STATE), _SUBJECT if begin == 0 and is_subject else ""
        part = self.whom(begin, end, _SUBJECT) if is_subject else None
        if part and part.sort != _NOBODY:
            cues = [m.end() for m in self.lists.all(_CUES, self.words[:begin])]
            is_led = cues and (part.sort != _GROUP or len(self.words[max(cues) : begin].split()) < _MANY)
            return part, _LED if is_led else _SUBJECT
        absent = self.finds("absent", self.words[:end])  # Fiji was absent; отсутствовал представитель Фиджи
        alone = self.whom(max(begin, absent.end()) if absent and absent.end() < end else begin, end, "")
        if alone and alone.sort == _STATE and self.finds("absent", self.words[begin:end]):
            return alone, ""
        return None, ""

    def whom(self, begin: int, end: int, way: str) -> _PartOfList | None:
        """Whom a part names that begins with what leads to a name; NOBODY where it is somebody alone, or all others."""
        bare, lists, patterns = self.without_people(begin, end), self.lists, self.patterns
        if not bare[begin:].strip() or patterns.others.match(bare, begin):
            return _PartOfList("", begin, end, _NOBODY)
        if patterns.no_part.match(bare, begin):
            return None
        at = _end(patterns.heads, bare, begin)
        if state := next((one for one in self.states if begin <= one[1] < end), None):
            behind = _end(patterns.own, bare, state[2])
            if not regex.match(r" \p{Lu}|-|['’]s", bare[behind:]) and self.leads(bare[at : state[1]]):
                return _PartOfList(state[0], state[1], behind, _STATE, goes_on=bool(bare[behind:].strip()))
        name = patterns.name.match(bare, at)
        if name and (CAPITAL_NOUNS not in lists.traits or not way or names_body(name[0], lists)):
            until = self.until(bare, name.end(), way)
            found = BRACKETS.sub("", self.words[at:until]).rstrip(" ,")
            owner = compiled(rf"(.+)['’]s (?:\w+ )?{lists['offices']}").fullmatch(found)
            found = owner[1] if owner else found
            if is_marked := found.endswith("»") and "«" not in found:
                at, found = at - 1, self.words[at - 1] + found
            sort = _BODY if is_marked or names_body(found, lists) else _NAME
            is_one = way or sort == _BODY or found == name[0]
            return _PartOfList(found, at, at + len(found), sort, goes_on=until < len(bare)) if is_one else None
        return self.group(bare, begin, at, way) if way else None

    def group(self, bare: str, begin: int, at: int, way: str) -> _PartOfList | None:
        """The group of people, or the body in small letters, that a part names: mayors of twelve towns."""
        start, until = _end(self.patterns.articles, bare, begin), self.until(bare, at, way)
        found = bare[start:until].strip(" ,")
        is_short = 0 < len(found.split()) <= LONGEST_NAME and found != "etc"
        is_told = any(begin <= p.start < len(bare) for p in self.people) or self.finds((*_NO_ITEM, *_DOES), found)
        is_told = is_told or self.finds(("meetings", "documents"), found)
        if not is_short or is_told or self.lists.has("in", found.split()[0]):
            return None
        if self.finds("rest", found):  # several other states
            return _PartOfList("", begin, until, _NOBODY, goes_on=until < len(bare))
        is_body = not found.islower() and self.lists.has("groups", found.split()[-1])  # six Andean countries
        return _PartOfList(found, start, start + len(found), _BODY if is_body else _GROUP, goes_on=until < len(bare))

    def without_people(self, begin: int, end: int) -> str:
        """The sentence to the end of a part, with blanks for brackets in it and for persons with a post or a party."""
        bare = self.words[:begin] + BRACKETS.sub(lambda m: " " * len(m[0]), self.words[begin:end])
        for one in self.people:
            if begin <= one.start and one.end <= end and (one.post or one.party or one.is_family):
                title = self.patterns.title.search(bare[: one.start])
                start = max(begin, title.start() if title else one.start)
                bare = bare[:start] + " " * (one.end - start) + bare[one.end :]
        return bare

    def leads(self, lead: str) -> bool:
        """Whether words lead to a state, and it is no part of a body's name: regulators from, the port authority of."""
        lists, words = self.lists, lead.split()
        is_free = lists["of_body"] == NOTHING
        loud = (word for word in words if word[0].isupper() and not self.finds(("offices", "ministries"), word))
        is_of_name = any(is_free or lists.has("bodies", word) for word in loud)
        is_led = is_free or self.patterns.of_state.fullmatch(lead) is not None
        return is_led and len(words) <= LONGEST_NAME and not is_of_name and not self.finds((*_NO_ITEM, *_DOES), lead)

    def until(self, bare: str, at: int, way: str) -> int:
        """Where the sentence goes on behind a name: at a verb, or at a place or a day."""
        rest = bare[at:]
        ends = [m.start() for one in _GOES_ON + (() if way == _LED else _DOES) if (m := self.finds(one, rest))]
        place = self.patterns.place.search(bare, at)
        return min([*(at + n for n in ends), place.start() if place else len(bare)])

    # --- whether they came ---

    def status(self, row: list[_PartOfList], way: str) -> str:
        """How the sentence says that those of a list were there: listed, absent, announced, or "" where it does not."""
        has_state = any(part.sort == _STATE for part in row)
        posts = [part for part in row if has_state and part.sort == _GROUP and self.finds("offices", part.name)]
        row[:] = [part for part in row if part.sort != _NOBODY and part not in posts]  # Fiji and the acting secretary
        if any(self.official(part) == "one" for part in row):
            return ""  # a post that a list of people has: …, Ana Sample, Deputy Prime Minister and Minister of Ports
        if (
            has_state
            and way != _LED
            and any(p.sort == _GROUP and not self.finds((*_THOSE, "bodies"), p.name) for p in row)
        ):
            return ""  # the chair to Peru, and the vice-chair
        if has_state or len(row) == 2:  # the Defence Ministers and the Port Union; 32 countries and the Sea Bank
            row[:] = [one for one in row if not (self.official(one) or re.fullmatch(r"\d+ \S+", one.name))]
        if not row or 2 * sum(part.sort == _NAME for part in row) > len(row):
            return ""
        ahead, behind = self.words[: row[0].start], self.words[row[-1].end :]
        those = rf"{self.lists['including']}\s(?:[–—-]+\s)?(?:{self.lists['articles']}\s)?"
        within = compiled(rf"(?:.*\s)?{those}").fullmatch(ahead)
        if within and not all(part.sort == _STATE or self.finds((*_THOSE, "bodies"), part.name) for part in row):
            return ""  # tools, including DNA, fingerprints and firearms databases
        if compiled(rf"(?:\s\w+){{0,3}}?\s+{self.lists['absent']}(?!\w)").match(behind):
            return "absent"
        near = before[0] if (before := _AHEAD.search(ahead)) else ""
        if self.finds("absent", near):  # No participaron Perú y Chile.
            return "absent" if not behind.strip(" .!") else ""
        if self.patterns.denials.search(near):
            return ""
        if len(row) < 2 or self.finds("bilateral", self.words):
            return ""
        is_of_states = has_state and row[0].sort in (_STATE, _BODY)
        told = way == _LED or self.did(row, ahead, behind) or (is_of_states and self.came(len(row), ahead, behind))
        near = ahead.rpartition(",")[2] + behind[: clauses(behind, self.lists)[0][1]]
        if not told or self.finds("once", near) or self.patterns.left_out.search(ahead):
            return ""  # had attended, were to attend; unlike Peru and Fiji
        if self.finds("will", near):
            return "announced"
        is_long = len(row) > 2 or "," in row[-1].sign
        if is_long and compiled(rf",?\s+{self.lists['observing']}(?!\w)").match(behind):
            return ""  # Peru, Chile and Fiji as an observer: the last one, or all of them
        beside = ahead.rpartition(",")[2] + behind.partition(",")[0]
        whole = "present" if within else "listed"  # forty states, including Peru and Chile
        return "observer" if self.finds("observing", beside) else whole

    def official(self, part: _PartOfList) -> str:
        """What a name says of officials: "one" for Deputy Prime Minister, "many" for the Defence Ministers."""
        last = part.name.split(" ")[-1]
        if part.sort not in (_BODY, _NAME) or not self.finds("offices", last):
            return ""
        return "many" if self.finds("groups", last) else "one"

    def did(self, row: list[_PartOfList], ahead: str, behind: str) -> bool:
        """Whether those who begin a sentence do in it what is done at meetings: India and Peru discussed quotas."""
        has_group = any(part.sort == _GROUP for part in row)
        if has_group and not any(self.finds(_THOSE[:-1], part.name) for part in row):
            return False
        does = ["came", "comes_together", "discussed", "outcomes"]
        does = does[: 1 if has_group else 4 if row[0].sort == _STATE else 2]
        verbs = "|".join(self.lists[one] for one in does)
        adverbs = rf"(?:(?:{self.lists['before_verbs']}|{self.lists['adverbs']}|\w)\s)*"
        is_first = self.patterns.heads.fullmatch(re.split(_HARD, ahead)[-1]) is not None
        return is_first and compiled(rf"\s+{adverbs}(?:{verbs})(?!\w)").match(behind) is not None

    def came(self, count: int, ahead: str, behind: str) -> bool:
        """Whether states were there by what else the sentence tells: not what is in, against or made by them."""
        lists, words = self.lists, self.words
        led = re.fullmatch(r"(?:.*[,;.:])?(.*)\s[–—-]+\s*", ahead)
        if led and not self.finds((*_CUES, "groups", "offices", "meetings"), led[1]):
            return False  # Fiji takes the chair, the vice-chair — Peru and Chile
        bare = compiled(rf"(?:\W|\b(?:{lists['articles']}|{lists['collective']})\b)*$").sub("", ahead)
        *more, last = bare.split(" ")
        between = compiled(rf"{lists['meetings']}(?:\s\([^()]*\))?\s{lists['between']}$")
        if between.search(bare):
            return self.finds("held", words) is not None  # a meeting between those of a list was held
        by = bool(more) and lists.has(("attended", "comes_together", "held", "meetings"), more[-1])
        is_theirs = by if lists.has("beside", last) else not lists.has("adverse", last)
        if is_theirs and self.finds("attended", words):
            return True
        clause = re.split(r"[,;.]", ahead)[-1]  # the ministers of Peru, Fiji and Niue met
        those = [m.end() for m in lists.all(("offices", "groups"), clause)]
        is_told = count > _MANY or re.search(r"[–—:]\s*$", clause) or self.finds(("held", "meetings"), words)
        is_near = bool(those) and len(clause[max(those) :].split()) <= _FARTHEST
        return count > 2 and bool(is_told) and is_near and not self.finds("elsewhere", words)

    def are_one(self, end: int, begin: int) -> bool:
        """Whether nothing parts two lists: Neben Peru und Fidschi waren auch Gäste aus Chile vertreten."""
        names = ("attended", "groups", "joins", "passive", "list_joins", "before_verbs", "adverbs")
        those = "|".join(self.lists[one] for one in names)
        between = rf"(?:\s|\b(?:{those}|(?-i:[a-zà-ÿ]{{2,5}}))(?!\w))*"
        return compiled(between).fullmatch(self.words[end:begin]) is not None


def _end(pattern: re.Pattern[str], words: str, at: int) -> int:
    m = pattern.match(words, at)
    return m.end() if m else at


def names_body(name: str, lists: WordList) -> bool:
    """Whether a name is that of a body, or of a group."""
    many = name.split()
    is_group = bool(many) and lists.has("groups", many[-1])
    return is_group or name.isupper() or any(lists.has("bodies", part) for part in many)
