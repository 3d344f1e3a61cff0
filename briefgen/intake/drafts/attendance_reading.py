"""Who came: states, bodies and groups of people that a sentence lists as there or as absent."""

from __future__ import annotations

import re

from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.place_reading import CAPITAL, cased
from briefgen.intake.drafts.text_reading import countries
from briefgen.intake.drafts.wordlists import NOTHING, WordList, compiled

_LONGEST_ITEM, _MANY = 8, 4
_Run = list[tuple[str, str, int]]


def parties(words: str, lists: WordList) -> list[tuple[list[str], str]]:
    """The countries that a sentence lists as there or as absent, each list with "listed" or "absent"."""
    found: list[tuple[list[str], str]] = []
    runs = _runs(words, lists)
    absent, attended = lists.finds("absent", words), lists.finds("attended", words)
    if lists.finds("background", words):
        return []
    for run in runs:
        names = [name for _, name, _ in run]
        bare = compiled(rf"(?:\W|\b(?:{lists['articles']}|{lists['collective']})\b)*$")
        ahead = bare.sub("", words[: run[0][2]]).split(" ")[-1]
        behind = words[run[-1][2] + len(run[-1][1]) :]
        if absent and compiled(rf"\s*{lists['absent']}").match(behind):
            found.append((names, "absent"))
        elif (
            attended
            and len(run) >= 2
            and not re.match(r"\w*['’]s?\b", behind)
            and not lists.has("adverse", ahead)
            and lists.finds("bilateral", words) is None
        ) or (len(run) >= 2 and (_did(words[: run[0][2]], behind, lists) or _are_of_officials(words, run, lists))):
            found.append((names, "listed"))
    if attended and not found:
        listed = _bodies(words[attended.end() :], lists) or _groups(words, lists)
        found += [(listed, "listed")] if listed else []
    return found


def _runs(words: str, lists: WordList) -> list[_Run]:
    """The countries that a sentence names, those of one list together, with the bodies between them and at its end."""
    runs: list[_Run] = []
    joined = rf"(?:\s\([^()]{{2,60}}\))?[\s,]*(?:(?:{lists['joins']})[\s,]*)*"
    for one in countries(words, lists.language, again=True):
        if runs and one[0] == runs[-1][-1][0] and words[: one[2]].endswith("("):
            continue  # the Democratic Republic of Congo (DRC)
        end = runs[-1][-1][2] + len(runs[-1][-1][1]) if runs else 0
        gap = words[end : one[2]] if runs else None
        body = cased(
            rf"(?i:{joined})(?P<body>{CAPITAL}(?: (?:of |for |the )*{CAPITAL}){{0,6}})(?i:{joined})"
        ).fullmatch(gap or "")
        if gap is not None and compiled(joined).fullmatch(gap):
            runs[-1].append(one)
        elif body and _is_between(body["body"], gap or "", lists):
            runs[-1] += [("", body["body"], end + body.start("body")), one]
        else:
            runs.append([one])
    joins = rf",?\s(?i:{lists['clause']})\s(?:(?i:{lists['articles']})\s)?"
    last = rf"{joins}(?P<body>{CAPITAL}(?: {CAPITAL}){{0,2}})(?=[.,;]|$)"
    for run in runs:
        end = run[-1][2] + len(run[-1][1])
        more = cased(last).match(words, end) if len(run) > 1 else None
        if more and not any(p.post for p in persons(words, lists) if p.start >= more.start("body")):
            run.append(("", more["body"], more.start("body")))
    return runs


def _is_between(body: str, gap: str, lists: WordList) -> bool:
    """Whether the name between two states is one of their list: Peru, European Union, Fiji."""
    is_apart = gap.strip()[:1] == "," and (" " in body or gap.rstrip().endswith(","))
    return is_apart and not any(p.post for p in persons(body, lists))


def _are_of_officials(words: str, run: _Run, lists: WordList) -> bool:
    """Whether three or more countries go with those who met for them: the ministers of Peru, Fiji and Niue met."""
    ahead = re.split(r"[,;.]", words[: run[0][2]])[-1]
    is_told = len(run) > _MANY or re.search(r"[–—:]\s*$", ahead) is not None
    if len(run) < 3 or not (is_told or lists.finds("held", words) or lists.finds("meetings", words)):
        return False
    office = lists.finds("offices", ahead)
    return office is not None and len(ahead[office.end() :].split()) <= 20 and not lists.finds("elsewhere", words)


def _groups(words: str, lists: WordList) -> list[str]:
    """Three or more groups of people, or bodies in small letters, that are listed to the end of a sentence."""
    for lead in reversed(list(lists.all("brought", words))):
        text = re.sub(r"\s\([^()]*\)", "", re.split(r"[.;:–—]", words[lead.end() :])[0])
        items = [part.strip() for part in re.split(r",(?!\d)", text) if part.strip()]
        if len(items) < 2:
            continue
        final = compiled(rf"(?:{lists['clause']}\s)(?P<last>.+)").fullmatch(items[-1])
        two = None if final else compiled(rf"(?P<one>.+?)\s{lists['clause']}\s(?P<two>.+)").fullmatch(items[-1])
        items[-1:] = [final["last"]] if final else [two["one"], two["two"]] if two else items[-1:]
        ahead = compiled(rf"(?:(?:{lists['articles']}|{lists['of_body']}|{lists['attended']})\s)+")
        items = [one[m.end() :] if (m := ahead.match(one)) else one for one in items]
        verbs = ("speech", "held", "outcomes", "discussed", "passive", "pronouns", "relative", "attended")
        is_list = (final or two) and len(items) > 2 and all(0 < len(one.split()) <= _LONGEST_ITEM for one in items)
        if is_list and not any(lists.finds(name, one) for name in verbs for one in items) and not persons(text, lists):
            return items
    return []


def _bodies(behind: str, lists: WordList) -> list[str]:
    """The bodies that are listed behind those who came: representatives of the Port Union, the IMF and the Sea Bank."""
    little = rf"(?:(?i:{lists['little']}|{lists['attended']})\s+)*"
    small = rf"(?: (?!{lists['little']}\s)\p{{Ll}}{{3,}}){{0,3}}" if lists["name_words"] != NOTHING else ""
    name = (
        rf"{CAPITAL}(?: (?:(?i:{lists['of_body']}|{lists['name_joins']})\s+)?{CAPITAL})*{small}"  # la Banque mondiale
    )
    body = rf"{little}(?P<body>{name})(?: \([^()]*\))?"
    for first in cased(body).finditer(behind):
        found, at = [first["body"]], first.end()
        while more := cased(rf"(?:,|,? {lists['clause']})\s+{body}").match(behind, at):
            found.append(more["body"])
            at = more.end()
        telling = [one for one in found if one.isupper() or any(lists.has("bodies", part) for part in one.split())]
        is_post = any(lists.has("offices", part) for one in found for part in one.split())
        if len(found) > 1 and 2 * len(telling) > len(found) and not is_post:
            return found
    return []


def _did(ahead: str, behind: str, lists: WordList) -> bool:
    """Whether countries begin a sentence and do in it what is done at meetings: India and Peru discussed quotas."""
    does = "|".join(lists[name] for name in ("comes_together", "discussed", "outcomes"))
    adverbs = rf"(?:(?:{lists['before_verbs']}|{lists['adverbs']})\s)*"
    is_first = compiled(rf"(?:(?:{lists['articles']}|{lists['collective']})\b\W?)*").fullmatch(
        ahead.strip() + " " if ahead.strip() else ""
    )
    return is_first is not None and compiled(rf"\s+{adverbs}(?:{does})(?!\w)").match(behind) is not None
