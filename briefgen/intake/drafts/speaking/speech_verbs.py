"""Which verbs of a sentence say that somebody says something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefgen.intake.drafts.wordlists import CASES, WordList, compiled, word_list

TALKED = re.compile(r"[,!?…][”“\"»]?\s*[–—-]\s*$")  # …, - сказал он: speech goes on behind a dash
_AT_QUOTE = re.compile(r"[“„\"«‘][^“”„\"«»]{20,}(?:[,?!….][”“\"»’]|[”“\"»’]\s?,)\s?(?:[–—-]\s)?$")


def asserting_verbs(words: str, lists: WordList) -> Iterator[re.Match[str]]:
    """The verbs of speech by which something is asserted, in their order."""
    for verb in _verbs(lists.language).finditer(words):
        if _asserts(words, verb, lists) and _is_told(words, verb, lists):
            yield verb


@cache
def _verbs(language: str) -> re.Pattern[str]:
    """Every verb of speech of a language, and any other that may be one."""
    lists = word_list(language)
    told = rf"(?P<told>{lists['speech_that']})|(?P<any>{lists['any_verb']})"
    said = rf"{lists['speech']}|{lists['many_say']}|{lists['so']}|{told}"
    return compiled(rf"(?:(?<![\w’'-])|(?<=\b[lL]['’]))(?:{said})(?![\w’-])")


def _asserts(words: str, verb: re.Match[str], lists: WordList) -> bool:
    """Whether a verb of speech is one here: not in a quotation, not "was said", not "proposed by"."""
    before = words[: verb.start()]
    if TALKED.search(before):
        return True
    opened = max(before.rfind(c) for c in "“„«")
    closed = max(before.rfind(c) for c in "”»") if "“" not in before or "„" not in before else before.rfind("“")
    if opened > closed or before.count('"') % 2:
        incise = rf"[^\s,]+-{lists['inverted_pronouns']}\b(?: \w+)?,|[^«»,]{{3,60}}\s(?-i:[A-ZÀ-Þ])[\w’'-]+,"
        return before.endswith(", ") and compiled(incise).match(words, verb.start()) is not None  # , a-t-il ajouté,
    last = re.search(r"([\w’'-]+)\s+$", before)
    if CASES in lists.traits and re.match(r"\s[“„«\"][^“”„«»\"]{2,30}[”“»\"]\W*$", words[verb.end() :]):
        return False  # , пишет "Газета"
    if compiled(rf"(?:\s[\w’'-]+){{0,3}}?\s{lists['no_speech']}\s?").match(words, verb.end()):
        return False  # called the meeting to order
    if compiled(rf"\s+{lists['behind_participles']}\b").match(words, verb.end()):
        return False  # called by others; begrüßt hatte
    if lists.has("so", verb[0]):  # „…“, so Muster
        whose = words[verb.end() :].lstrip()
        is_named = whose[:1].isupper() or lists.finds("offices", " ".join(whose.split()[:3])) is not None
        return re.search(r"[,“”\"«»]\s$", before) is not None and is_named
    if last and lists.has("articles", last[1]):
        return False  # the report
    if last and lists.has(("relative", "that"), last[1]) and before[: last.start()][-2:] != ", ":
        return False  # ports that support the plan
    if compiled(rf"\W*{lists['when_clause']}\s[^,]*").fullmatch(before):
        return False  # When Sample announced a levy, …
    return not (last and lists.has("passive", last[1]) and not lists.has("auxiliaries", re.split("[ -]", verb[0])[0]))


def _is_told(words: str, verb: re.Match[str], lists: WordList) -> bool:
    """Whether what is said goes with a verb, in quotation marks or behind "that": concluded that, “…”, he went on.

    A verb that no list has must stand right at them.
    """
    if verb["any"]:
        if lists.has(("outcomes", "discussed", "undecided"), verb[0]):
            return False
        is_at_quote = _AT_QUOTE.search(words[: verb.start()])
        return bool(is_at_quote or compiled(rf",?\s{lists['that']}\b").match(words, verb.end()))
    if not verb["told"]:
        return True
    behind = compiled(rf"(?:\s+[\w’'-]+){{0,3}}?,?\s+{lists['that']}\b|[:,]?\s*[“„«\"]").match(words, verb.end())
    return behind is not None or re.search(r"[,?!….][”“\"»]\s[^“”„\"«».;:]{0,80}$", words[: verb.start()]) is not None
