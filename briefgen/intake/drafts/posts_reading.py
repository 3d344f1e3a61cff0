"""The post that a sentence gives a person: in front of the name, or in an apposition behind it."""

from __future__ import annotations

import re

from briefgen.intake.drafts.wordlists import CAPITAL_NOUNS, WordList, compiled

_LONGEST_POST = 20
_BEFORE_POST = ("little", "possessives")
_VERBS = ("speech", "held", "chairs", "chaired_by", "according", "outcomes", "discussed", "passive")
_STOPS = re.compile(r"[,.;:()“”\"«»„—–]|\s-\s")
_NAMED = re.compile(r"(?<=[^\W\d_] )[«“„\"][^\W\d_a-zа-я][^«»“”„\"]{1,40}[^«»“”„\"\s.,!?][»”“\"](?=\s|,?$)")
"""What a body is called, in quotation marks within a post: директор общества «Причал» Иван Пример."""
_MARKS = str.maketrans({mark: chr(0xE000 + n) for n, mark in enumerate('«»“”„"')})
_UNMARKED = {ord(kept): mark for mark, kept in _MARKS.items()}


def post_behind(words: str, end: int, lists: WordList) -> str:
    """The post in an apposition behind a name: ", Minister for the Coast of Exampleland,"."""
    words = words[:end] + re.sub(
        r"^\s\([^()]{2,40}\)(,?\s)(?=[a-z])", r",\1", words[end:]
    )  # (Party, XY) rapporteur for
    begins = rf"(?:,|\s\(|\s[–—]|\s-(?=\s)|\s(?={lists['apposed']}\s))"
    m = compiled(rf"{begins}\s*((?:[^,.;:()“”\"«»–—]|(?<=\b(?-i:[A-Z]))\.){{3,200}})").match(words[end:])
    if m is None or not m[1].strip() or lists.has("passive", m[1].split()[0]):
        return ""
    verb = lists.finds(("speech", "held", "chairs"), m[1])
    text = m[1][: verb.start()].strip() if verb else m[1].strip()
    if len(text.split()) > _LONGEST_POST:
        return ""
    office = lists.finds("offices", text)
    is_apposed = compiled(rf"(?:{lists['articles']})\s(?:[\w’'-]+\s){{1,9}}[\w’'-]+").fullmatch(text)
    if office is None and is_apposed and words[end + m.end() :][:1] == "," and not lists.finds("meetings", text):
        return _trimmed(text, lists)  # Ana Sample, a resident of Lima, …
    if office is None or len(text[: office.start()].split()) > 5 or lists.has("clause", text.split()[0]):
        return ""
    return _trimmed(text, lists)


def post_before(words: str, start: int, lists: WordList, *, is_apart: bool = True) -> str:
    """The post in front of a name: "Exampleland's fisheries minister"; `is_apart` behind a comma: "its director,"."""
    titles = rf"(?<=,)(?:\s+{lists['articles']})?(?:[\s-]+{lists['titles']}\.?)+$"
    head = re.sub(titles, "", words[:start].rstrip(), flags=re.IGNORECASE)
    head = re.sub(r"\s*\([^()]*\)(?=,?$)", "", head)
    head = head.removesuffix(":") if re.fullmatch(r"[^:.;]{3,60}:", head) else head  # Schriftführerin: Anna Muster
    head = re.sub(r"\b(?:[A-Z]\w{0,3}\.)+[A-Z]?(?=\s|$)", lambda m: m[0].replace(".", ""), head)
    head = _NAMED.sub(lambda m: m[0].translate(_MARKS), head)
    if head.endswith(",") != is_apart:
        return ""
    of = rf"{lists['body_joins']}(?: {lists['articles']})?"
    ministry = compiled(rf"{lists['offices']} {of}(?-i:(?:,? (?:{lists['list_joins']} )?[A-ZÀ-Þ][\w’'-]+)+)$").search(
        head
    )
    segment = ministry[0] if ministry and "," in ministry[0] and not is_apart else _STOPS.split(head.rstrip(","))[-1]
    verbs = (verb for verb in lists.all(_VERBS, segment) if not lists.has(("offices", "with_verbs"), verb[0]))
    segment = segment[max((verb.end() for verb in verbs), default=0) :]
    text = _trimmed(_last_conjunct(_trimmed(segment, lists), lists), lists)
    offices = list(lists.all("offices", text))
    if not offices:
        word = re.search(r"[^\s'’]+$", text)
        if word is None or is_apart or not is_calling_word(word[0], lists):
            return ""
        return _post_at_end(text, [word], lists)  # hydrologist Ana Sample
    if compiled(rf"(?:^|.*\s)(?:{lists['body_joins']}|{lists['of_body']})(?: {lists['articles']})?").fullmatch(text):
        return ""  # the mayor of Port Example
    text = _post_at_end(text, offices, lists)
    if len(text.split()) > (14 if is_apart else 12):
        text = text[text.rindex(offices[-1][0]) :]
    title = re.sub(rf"^(?:{lists['titles']}\.? )+", "", text, flags=re.IGNORECASE) if not is_apart else text
    title = compiled(rf"^{lists['possessives']}\s").sub("", title if lists.finds("offices", title) else text)
    last = title.split(" ")[-1]
    return "" if last.islower() and lists.has("joins", last) else title.translate(_UNMARKED)


def _last_conjunct(segment: str, lists: WordList) -> str:
    """What stands behind the last word that joins, with its office: mayor and |minister.

    Behind "of the" it is that of somebody else, unless it ends with it: envoy of the President to Example, but of the
    |President Ana Sample.
    """
    joined = list(compiled(rf"\s({lists['joins']})\s").finditer(segment))
    if not joined:
        return segment
    ahead, behind = segment[: joined[-1].start()], segment[joined[-1].end() :]
    offices = list(lists.all("offices", behind))
    if not offices:
        return segment
    is_of_another = lists.finds("offices", ahead) and not lists.has("list_joins", joined[-1][1])
    return segment if is_of_another and behind[offices[-1].end() :].strip() else behind


def own_post(text: str, lists: WordList) -> str:
    """The post in words that end before a name, or "" where they have none."""
    post = _trimmed(re.sub(r"^\W+", "", text), lists)
    return post if lists.finds("offices", post) else ""


def is_calling_word(word: str, lists: WordList) -> bool:
    """Whether a word tells by its ending what somebody does: hydrologist, Schlagersängerin."""
    is_noun = word.islower() or (CAPITAL_NOUNS in lists.traits and word[:1].isupper())
    return is_noun and len(word) > 5 and lists.has("callings", word)


def _post_at_end(text: str, offices: list[re.Match[str]], lists: WordList) -> str:
    """The post with which words end: from its first office on, with what may go ahead of it: the former director."""
    stops = [m.end() for m in lists.all("office_stops", text) if m.end() <= offices[-1].start()]
    first = next(m for m in offices if m.start() >= max(stops, default=0))
    head = text[max(stops, default=0) : first.start()]
    ahead = compiled(rf"(?<!\S)(?:(?!\s|{lists['articles']}\s)\D?{lists['office_ahead']}\s+)+$").search(head)
    return ((ahead[0] if ahead else "") + text[first.start() :]).strip()


def _is_whole(post: str, title: str, lists: WordList) -> bool:
    """Whether a post needs no title behind it: chairman of the port, and Captain; but not deputy foreign minister."""
    offices = list(lists.all("offices", post))
    if not offices or not lists.has("offices", title.rstrip(".")):
        return bool(offices)
    of_it = compiled(rf"\s{lists['of_body']}\s.+").fullmatch(post, offices[0].end())
    is_of = of_it is not None and not lists.has("articles", post.split()[-1])
    return bool(
        is_of or not (post[offices[-1].end() :] or any(lists.has("before_title", office[0]) for office in offices))
    )


def _trimmed(text: str, lists: WordList) -> str:
    """A post without the article and the little words before it, and without a title behind it."""
    kept = text.strip(" ,.")
    if (head := kept.split(" ", 1)) and len(head) == 2 and lists.has(("while", "subordinate"), head[0]):
        kept = head[1]  # nachdem Präsident
    while (head := kept.split(" ", 1)) and len(head) == 2 and lists.has(_BEFORE_POST, head[0]):
        if lists.has("other_posts", head[0]):
            break  # former
        kept = head[1]
    while (parts := kept.rsplit(" ", 1)) and len(parts) == 2 and lists.has("titles", parts[1].rstrip(".")):
        if lists.finds("before_general", parts[0]) or not _is_whole(parts[0], parts[1], lists):
            break  # Secretary General, Deputy Prime Minister
        kept = parts[0].rstrip()
    return kept.strip(" ,.")
