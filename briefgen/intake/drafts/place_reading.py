"""Where a meeting was, as a sentence tells it: the town and its country, the hall, and what a report has in front.

A town behind "in" beside the verb that tells of the meeting is its place; one behind the name of a meeting is asked
about; what stands in front of a report is where and when it was written, and no part of its first sentence.
"""

from __future__ import annotations

import re

import regex

from briefgen.intake.drafts.cldr_reading import countries, country_of, dates, towns
from briefgen.intake.drafts.meeting_names import extended
from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.wordlists import (
    CAPITAL,
    CAPITAL_NOUNS,
    CASES,
    HEAD_LAST,
    NOTHING,
    WordList,
    cased,
    compiled,
)

_SAINT = r"(?:St\. )?"
_TOWN = r"\p{Lu}[\p{L}\p{M}'’-]+"
_DATELINE = regex.compile(
    rf"^\W{{0,3}}(?P<place>{_SAINT}{_TOWN}(?:[ /]{_TOWN}){{0,2}})(?:, (?P<land>\p{{Lu}}[\p{{L}} ]+?))?"
    r"(?P<behind>\s*(?:,|\(|:|—|–|--| - |\.- |\. \p{Lu}+ [–—-] |\. \p{Lu}\p{Ll}).{0,40})",
    regex.MULTILINE,
)
_DAY_FIRST = regex.compile(r"\W*(?P<day>\d[\p{L}\d .]{4,24}), (?P<place>\p{Lu}[\p{L}-]+)(?=\s*[/.(:—–-])")
_PLACE_LINE = regex.compile(rf"^(?P<place>{_TOWN}(?: {_TOWN}){{0,2}}), (?P<land>\p{{Lu}}[\p{{L}} ]+)$", regex.MULTILINE)
_TOWN_AND_LAND = regex.compile(rf",\s(?P<town>{_TOWN}(?: {_TOWN})?)(?=, \p{{Lu}})")
_HEAD_ENDS = re.compile(r"(?<=\d{4})\)\s|(?<=\d{4}):\s|\s(?:--|-)\s|\s?[–—]\s?|\s?/\.?\s|\)\s?:|\.-\s")
_ALONE = regex.compile(r"\s[–—] \p{Lu}|\.-? \p{Lu}\p{Ll}")
_COLON = regex.compile(r"(\p{Lu}[\p{L} ]{2,20}):\s(?=\p{Lu}.*[.”\"]$)")
_DAY_ENDS = re.compile(r",[^,;:–—()-]{3,16}(?:\s(?:--?|–|—)\s|\s\([^()]{2,12}\)\s?\.?\s?[-–—])")
_LONGEST_HEAD = 80
_SHORT_LINE = 8  # words of a line that holds a name and a day, and no sentence
_FAR = 12  # words between what tells of a meeting and the town
_SHORT_HALL, _LONG_HALL = 4, 12  # letters of a hall of one word: im Gerätehaus, at the Kongresszentrum
_CITY_STATES = frozenset({"SG", "HK", "MO", "MC", "VA"})
_IN_MARKS = r"[“\"«„](?P<venue>[^“”\"«»„]{3,40})[”\"»“]"
_NO_TOWN = ("bodies", "offices", "common", "demonyms", "meetings", "little", "pronouns", "collective")


def place(words: str, lists: WordList) -> tuple[str, str, str]:
    """The town that a sentence names behind "in", with the country behind it and the country's code."""
    town, *land = _place(words, lists)
    owner = re.fullmatch(r"(?!St\b)(.+)['’]s", town)  # Port Example's old custom house, but St John's
    owned = words.partition(town)[2].split()[:1] if owner else []
    if owner and owned:
        town = owner[1]
    return town, land[0], land[1]


_Found = tuple[str, str, str]
_Countries = list[tuple[str, str, int]]


def _place(words: str, lists: WordList) -> _Found:
    """The town, the country and its code by the first of the ways in which a sentence may name them."""
    known = countries(words, lists.language)
    for step in (_city_state, _host, _in_brackets, _behind_in, _beside_hall, _country_alone):
        if found := step(words, lists, known):
            return found
    return "", "", ""


def _city_state(words: str, lists: WordList, known: _Countries) -> _Found | None:
    """In Singapore."""
    city = next((name for code, name, _ in known if code in _CITY_STATES), "")
    if city and compiled(rf"(?:.*\W)?{lists['in']}\s+").fullmatch(words[: words.find(city)]):
        return city, "", ""
    return None


def _host(words: str, lists: WordList, known: _Countries) -> _Found | None:
    """Port Example hosts the forum."""
    hosts = rf"^(?P<place>{CAPITAL}(?: {CAPITAL})?)(?: \p{{Ll}}+)? (?i:{lists['hosts']})(?!\p{{L}})"
    town = m["place"] if (m := cased(hosts).match(words)) else ""
    is_other = any(part.isupper() for part in town.split()) or any(town == name for _, name, _ in known)
    is_other = is_other or lists.finds(_NO_TOWN, town) is not None
    return (town, "", "") if town and not is_other else None


def _named(lists: WordList) -> str:
    """The name of a town, as a pattern."""
    return rf"(?P<place>(?:(?:St|Saint)\.? )?{CAPITAL}(?:[ -](?:{lists['town_joins']} )?{CAPITAL}){{0,2}})"


def _in_brackets(words: str, lists: WordList, _: _Countries) -> _Found | None:
    """A gathering of the chiefs (Minsk, Belarus)."""
    if lists.finds("meetings", words) and (m := cased(rf"\({_named(lists)}, (?P<land>\p{{Lu}}[^()]+)\)").search(words)):
        found = countries(m["land"], lists.language)
        if found and found[0][1] in (m["land"], m["land"].split(" of ")[-1]):
            return m["place"], found[0][1], found[0][0]
    return None


def _behind_in(words: str, lists: WordList, known: _Countries) -> _Found | None:
    """In Lima, in the port city of Lima; the city of Lima at the head of a sentence."""
    names, of = {name for _, name, _ in known}, lists["of_body"]
    towns = rf"(?:(?:\p{{Ll}}{{2,3}} )?(?:[\p{{L}}’'-]+ ){{0,2}}{lists['towns']}(?: {of})?(?: \p{{Ll}}+)?,? )?"
    behind_in, behind_town = (
        rf"(?i:{lists['in']}|{lists['came_to']})\s+{towns}",
        rf"(?<=^(?:(?i:{lists['articles']})\s)?(?:[\p{{L}}-]+ ){{0,2}}){lists['towns']} (?:\p{{Ll}}+ )?{of} ",
    )
    pattern = cased(rf"(?<![\p{{L}}'’-])(?:{behind_in}|{behind_town}){_named(lists)}")
    for m in pattern.finditer(words):
        at = m.start("place")
        people = persons(words, lists)
        if any(p.start <= at < p.end and not lists.finds("towns", words[p.start : at]) for p in people):
            continue  # confidence in Ana Sample
        if any(m[0] in p.post for p in people):
            continue  # the envoy in Lima, Ana Sample
        whose, _, own = m["place"].partition(" ")
        is_owned = bool(own) and (whose.endswith(("’s", "'s")) or whose in names)  # Azerbaijan's Shusha
        town = _cut(own if is_owned else m["place"], lists)
        if lists["town_heads"] != NOTHING and not lists.has("town_heads", town.split(" ")[0]):
            town = town.split(" ")[0]  # в Пекине Владимира Путина, in Bonn Vorschläge
        behind = words[at + len(town) :]
        if _is_no_town(town, m["place"], behind, names, words, lists):
            continue
        if is_owned and (found := countries(whose.removesuffix("’s").removesuffix("'s"), lists.language)):
            return town, found[0][1], found[0][0]
        return _with_land(town, words[m.start() : at], behind, lists)
    return None


def _is_no_town(town: str, named: str, behind: str, names: set[str], words: str, lists: WordList) -> bool:
    """Whether a name behind "in" is that of a country, a day, a body or something else.

    `named` is the name with whose town it is, `behind` are the words after it, `names` are those of countries.
    """
    next_words = compiled(rf"\s{lists['held']}(?!\w)").split(behind, maxsplit=1)[0].split()[:2]
    return bool(
        not town
        or next(dates(f"1 {town}", lists.language), None) is not None
        or any(town == name or town.startswith(f"{name} ") for name in names)
        or (town.isupper() and len(town) < 6 and not words.isupper())
        or lists.has(("little", "common"), town)
        or (" " in town and lists.has("common", town.split(" ")[-1]) and not lists.finds("towns", town))
        or lists.has("small_ranks", town.split(" ")[0])
        or re.match(r" \([A-Z]{3,}\)", behind)  # the Network for Ports in Rowing (NPR)
        or lists.finds(("meetings", "bodies", "venues"), named)
        or (HEAD_LAST in lists.traits and lists.has("articles", town.split(" ")[0]) and town[:3] != "The")
        or any(part.islower() and lists.has("bodies", part) for part in next_words)
        or (CASES in lists.traits and any(lists.has("towns", part) for part in next_words[:1]))  # в Южной столице
    )


def _with_land(town: str, ahead: str, behind: str, lists: WordList) -> _Found:
    """A town with the country that the words around it name."""
    if found := countries(ahead, lists.language) or _by_adjective(ahead, lists):
        return town, found[0][1], found[0][0]  # in Ghana's capital, Accra; in the German city of Bonn
    for code, name, gap in countries(town, lists.language):
        if gap and town.endswith(f" {name}"):
            return town[: gap - 1], name, code  # in Accra Ghana
    for code, name, gap in countries(behind, lists.language):
        if gap > 0 and compiled(
            rf", (?:{lists['articles']} )[^,.;]{{3,60}} (?:{lists['in']}|{lists['of_body']}) (?:\w{{2,3}} )?"
        ).fullmatch(behind[:gap]):
            return town, name, code  # Accra, a port in Ghana
        if 0 < gap <= 12 and compiled(rf"(?:,|\s\(|,?\s{lists['in']}|,?\s\w\w)?\s?(?:\w{{2,3}}\s)?").fullmatch(
            behind[:gap]
        ):
            return town, name, code
    return town, "", ""


def _beside_hall(words: str, lists: WordList, _: _Countries) -> _Found | None:
    """The town of a hall: im Festsaal des Rathauses von Wels."""
    hall, town = _hall_and_town(words, lists)
    if last := town or hall:
        behind = words[words.find(last) + len(last) :]
        joins = rf"\s(?!(?i:{lists['and']})\s)(?i:{lists['name_joins']}|{lists['in']})\s"
        m = cased(rf"{joins}(?P<town>{_TOWN})(?! \p{{Lu}})").match(behind) or _TOWN_AND_LAND.match(behind)
        town = town or (m["town"] if m and not m["town"].isupper() else "")  # the mission to the UN
        gap = m.end() + 2 if m and town == m["town"] else 2
        at = next(((name, code) for code, name, n in countries(behind, lists.language) if n == gap), ("", ""))
        if town or at[0]:
            return town, *at
    return None


def _country_alone(words: str, lists: WordList, known: _Countries) -> _Found | None:
    """The country in which it was, where no town is named."""
    of = lists["of_body"]
    for code, name, at in known:
        if compiled(rf"(?:.*\W)?{lists['elsewhere']}\s+\w+\s+(?:{lists['articles']}\s+)?").fullmatch(words[:at]):
            continue  # the war in Exampleland
        town = rf"(?:{lists['towns']}\s+(?:{of}\s+)?|(?:[\w-]+\s){{0,3}}?{lists['states']}\s(?:{of}\s)?)?"
        behind = at + len(name)
        is_one_of_two = any(compiled(rf",?\s(?:{lists['and']}\s)?").fullmatch(words, behind, n) for _, _, n in known)
        if compiled(rf"(?:.*\W)?{lists['in']}\s+(?:(?:{lists['articles']}|{of})\s+)?{town}").fullmatch(words[:at]):
            return ("", "", "") if is_one_of_two else ("", name, code)  # victims in Peru and Fiji
    own = rf"(?:{lists['articles']}\s|\w\w\w\s)?(?:[\w-]+\s)?{lists['towns']}(?!\w)(?:\s[\w-]+)?"
    capitals = compiled(rf"(?<!\w){lists['in']}\s{own}").finditer(words)  # in the Rwandan capital
    return next((("", name, code) for m in capitals for code, name, _ in _by_adjective(m[0], lists)), None)


def _by_adjective(words: str, lists: WordList) -> list[tuple[str, str, int]]:
    """The country whose adjective stands before a word for a town: the Kazakh capital, der polnischen Stadt."""
    m = compiled(rf"(?P<before>[\w-]+)\s{lists['towns']}(?!\w)(?:\s(?P<behind>[\w-]+))?").search(words)
    for name in (m["before"], m["behind"]) if m else ():
        if name and (code := country_of(name, lists.language)):
            return [(code, name, 0)]
    return []


def is_beside_meeting(words: str, town: str, lists: WordList) -> bool:
    """Whether a town stands behind the name of a meeting with nothing but more of the name between them."""
    before = words[: words.find(town)]
    last = max((m.end() for m in compiled(rf"(?<![\w’'-]){lists['meetings']}(?!\w)").finditer(before)), default=-1)
    between = re.sub(r"\([A-Z][^()]{0,12}\)", "", before[last:]) if last >= 0 else ";"
    others = ("speech", "outcomes", "passive", "discussed", "held", "agenda")
    return not re.search(r"[,;:()]", between) and not lists.finds(others, between)


def is_far(words: str, town: str, lists: WordList) -> bool:
    """Whether a town stands far behind what tells of a meeting: met for an update on the bridge … in Lima."""
    before = words[: words.find(town)]
    near = ("held", "comes_together", "meetings", "venues", "bodies")
    told = max((m.end() for m in lists.all(near, before)), default=0)
    told = max([told, *(at for _, at in dates(before, lists.language))])
    return len(before[told:].split()) > _FAR


def is_in_front_of_meeting(behind: str, lists: WordList) -> bool:
    """Whether a meeting is named right behind a town: the Geneva climate talks."""
    return (
        cased(rf"(?:er|’s|'s)?\s(?:\p{{Ll}}[\p{{L}}-]*\s){{0,2}}(?i:{lists['meetings']})(?!\p{{L}})").match(behind)
        is not None
    )


def is_behind_venue_word(words: str, town: str, lists: WordList) -> bool:
    """Whether a hall, a body or an occasion may stand here as well as a town: at Example, not in Example."""
    return compiled(rf"(?:.*\W)?{lists['at_halls']}\s+").fullmatch(words[: words.find(town)]) is not None


def _cut(town: str, lists: WordList) -> str:
    """A town without a day of the week or another little word behind it."""
    parts = town.split(" ")
    while parts and lists.has("little", parts[-1]) and not (len(parts[-1]) < 4 and len(parts) > 1):  # Hoi An
        parts.pop()
    return " ".join(parts)


def dateline(text: str, lists: WordList) -> tuple[str, str, str, int]:
    """Where and when a report says it was written: the town, its country, the day, and where that stands."""
    first = _DAY_FIRST.match(text[:1500])
    if (m := first) and (day := next((value for value, at in dates(m["day"], lists.language) if at == 0), "")):
        return m["place"].title() if m["place"].isupper() else m["place"], "", day, m.start("day")
    for m in _PLACE_LINE.finditer(text[:600]):
        if any(name == m["land"] for _, name, _ in countries(m["land"], lists.language)):
            return m["place"], m["land"], "", m.start("place")
    for m in _DATELINE.finditer(text[:1500]):
        town, land = m["place"], m["land"] or ""
        day = next((value for value, at in dates(m["behind"], lists.language) if at < len(", Wednesday the ")), "")
        land = land.title() if land.isupper() and len(land) > 3 else land
        known = countries(f"{land} ", lists.language) if land else []
        line = text[m.start() : text.find("\n", m.start()) if "\n" in text[m.start() :] else len(text)].rstrip()
        is_loud = town.isupper() and len(town) > 3
        is_headed = bool(day) and (day[:4] != "XXXX" or _DAY_ENDS.match(m["behind"]) is not None)  # London, 3 May –
        is_alone = " " not in town and len(town) > 3 and _ALONE.match(m["behind"]) is not None  # Berlin. Zwei Tage …
        is_word = (
            lists.finds("meetings", town)
            or any(lists.has("common", part) and not lists.has("towns", part) for part in town.title().split())
            or lists.has("little", town)
            or lists.finds(("bodies", "offices"), town)
        )
        if is_headed and not is_loud and len(line.split()) < _SHORT_LINE and not any(towns(town, lists.language)):
            continue  # Example News, 3 May 2031
        if is_word or not (is_loud or is_alone or known or is_headed) or (countries(town, lists.language) and not day):
            continue
        if is_loud and not day and not re.match(r"\s*(?:—|–|--|-|\(|\.|:)", m["behind"]) and not known:
            continue
        if not day and m["behind"].lstrip().startswith(":") and line[-1:] not in '.!?”"»':
            continue  # WEEKLY ADDRESS: a headline
        return town.title() if town.isupper() else town, known[0][1] if known else "", day, m.start("place")
    return "", "", "", 0


def without_head(words: str, lists: WordList) -> str:
    """A sentence without where, when and by whom it was written in front: TUNIS, 8 May (WAM) – The chiefs met."""
    named = _COLON.match(words)
    if named and any(town == named[1].title() for _, town, _ in towns(named[1].title(), lists.language)):
        return words[named.end() :]  # MUSCAT: The chiefs met
    for m in _HEAD_ENDS.finditer(words[:_LONGEST_HEAD]):
        head, behind = words[: m.start() + (m[0][0] == ")")], words[m.end() :].lstrip()
        if head.count("(") > head.count(")"):
            continue
        parts = head.replace(",", " ").split()
        if not parts or not behind or not (behind[0].isupper() or behind[0] in '“"«„'):
            continue
        is_dated = next(dates(head, lists.language), None) is not None
        is_told = is_dated or "(" in head or m[0].strip()[0] == "/" or m[0] == ".- "
        is_loud = parts[0].isupper() and len(parts[0].strip(".:()/")) > 3 and len(parts) <= 3
        small = (re.sub(r"^[dl]['’]", "", p) for p in parts)  # ABIDJAN, Côte d’Ivoire –
        little = [p for p in small if p[:1].islower() and not any(c.isdigit() for c in p)]
        if (is_told or is_loud) and len(little) <= (2 if is_told else 0):
            return behind
    return words


def venue(words: str, lists: WordList) -> str:
    """The building or hall that a sentence which tells of a meeting names."""
    if not lists.finds(("held", "comes_together", "meetings", "chairs", "chaired_by"), words):
        return ""
    if hall := _hall_and_town(words, lists)[0]:
        ahead = words[: words.find(hall)]
        press = max((m.end() for m in lists.all("press", ahead)), default=0)
        if press and lists.finds("meetings", ahead[press:]) is None:
            return ""  # a press conference at the Port Palace
        told = max((m.end() for m in lists.all(("held", "meetings"), ahead)), default=len(ahead))
        which = () if CAPITAL_NOUNS in lists.traits else ("relative",)  # the quarrel that goes on at the seat of
        is_of_matter = lists.finds(("discussed", "agenda", *which), ahead[told:]) is not None
        is_of_post = any(hall in p.post for p in persons(words, lists))  # a professor at Example University
        return "" if is_of_matter or is_of_post else hall
    by = rf"(?<![\p{{L}}])(?i:{lists['by_venue']})\s+(?:\p{{Ll}}+ ){{0,2}}(?i:{lists['venues']})\s+"
    if in_marks := cased(by + _IN_MARKS).search(words):
        return str(in_marks["venue"])
    of_hall = cased(rf"(?<![\p{{L}}])(?i:{lists['by_venue']})\s+(?:\p{{Ll}}+ )?{_IN_MARKS}").search(words)
    if of_hall and lists.finds("venues", of_hall["venue"]):
        return str(of_hall["venue"])  # im prunkvollen „Mustersaal“
    until = rf"(?=\s(?i:{lists['held']})(?!\p{{L}})|\s(?i:{lists['in']})\s|[,.;(]|$)"
    more = rf"(?:\s(?!(?:{lists['little']})\s)[\p{{L}}-]+){{0,7}}?"
    inside = cased(rf"(?<![\p{{L}}])(?i:{lists['by_body']})\s+(?P<venue>{CAPITAL}{more}){until}").search(words)
    if (
        inside
        and lists.finds("bodies", inside["venue"])
        and not lists.has("common", inside["venue"].split()[0])
        and not any(at == 0 for _, _, at in towns(inside["venue"], lists.language))
    ):
        return str(inside["venue"])
    at = cased(
        rf"(?<![\p{{L}}])(?i:{lists['held_at']})\s+"
        rf"(?P<venue>{_SAINT}{CAPITAL}(?: (?:{lists['hall_joins']} )?{CAPITAL}){{0,5}})"
    )
    named = at.search(words)["venue"] if at.search(words) else ""  # type: ignore[index]
    is_other = lists.finds(("meetings", "demonyms"), named) is not None or countries(named, lists.language)
    if named and not is_other:
        return named
    word = rf"(?:(?!{lists['little']}\s)\p{{Ll}}[\p{{L}}-]+ ){{1,2}}{lists['small_halls']}"
    small = rf"(?<!\w)(?i:{lists['by_venue']})\s(?P<venue>{word})(?!\p{{L}})"
    return m["venue"] if (m := cased(small).search(words)) else ""  # at the waterfront arena


def _hall_and_town(words: str, lists: WordList) -> tuple[str, str]:
    """A hall that a sentence names, and the town behind its name: the Example Conference Center Bonn."""
    pattern = cased(
        rf"(?<![\p{{L}}])(?i:{lists['by_venue']})\s*(?:[\p{{L}}\d’'-]+ ){{0,4}}?"
        rf"(?P<venue>{_SAINT}{CAPITAL}(?: (?:{lists['hall_joins']} )?{CAPITAL}){{0,6}})"
    )
    is_hall = compiled(rf"(?<![\w’'-]){lists['venues']}(?!\w)", with_case=True)
    is_compound = CAPITAL_NOUNS in lists.traits  # im Gerätehaus
    found = (m["venue"] for m in pattern.finditer(words) if is_hall.search(m["venue"]))
    hall = next((one for one in found if " " in one or len(one) > (_SHORT_HALL if is_compound else _LONG_HALL)), "")
    m = compiled(rf"(?P<hall>\S.* {lists['venues']}) (?P<of>(?!{lists['venues']}$)\S+)", with_case=True).fullmatch(hall)
    named = hall or _common_hall(words, lists)
    m = m or compiled(rf"(?P<hall>\S+ .+ \S+) {lists['of_towns']}\s?(?P<of>(?-i:[A-ZÀ-Þ])[\w’'-]+)").fullmatch(named)
    return (m["hall"], m["of"]) if m else (named, "")


def _common_hall(words: str, lists: WordList) -> str:
    """A hall whose name begins with a common noun: Institut lusitanien des ports, резиденции «Пример»."""
    small = r"(?:\p{Ll}[\p{L}-]* ){0,2}?"
    before = rf"(?<![\p{{L}}])(?i:{lists['by_venue']})\s*{small}(?P<venue>{lists['venues']})(?!\p{{L}})"
    for m in cased(before).finditer(words):
        hall = extended(m["venue"], words[m.start("venue") :], lists, is_led=lists["town_heads"] == NOTHING)
        is_cut = country_of(hall.rpartition(" ")[2], lists.language)  # резиденции российского · посла
        whose = re.match(r" [^\W\dA-ZА-ЯЁ]+", words[m.start("venue") + len(hall) :]) if is_cut else None
        if " " in hall:
            return hall + (whose[0] if whose else "")
    return ""
