"""What minutes tell in lines of their own: topics as headings, in a list or behind "Agenda:", decisions, who came."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.frozen import dataclass
from briefgen.intake.drafts.attendance_reading import BRACKETS, LONGEST_NAME, names_body
from briefgen.intake.drafts.cldr_reading import countries, dates
from briefgen.intake.drafts.matters_reading import listed
from briefgen.intake.drafts.people_reading import persons
from briefgen.intake.drafts.proposal import DraftedValue, of_meeting
from briefgen.intake.drafts.text_reading import sentences
from briefgen.intake.drafts.wordlists import WordList, cased, compiled

_LAST = 4  # words of a line that leads to a list
_SHORTEST = 15  # letters of a quote
_LONGEST_TOPIC, _LONGEST_HEADING, _LONGEST_LABEL = 14, 9, 5  # words
_LONGEST_LEAD = 16  # words of a line that leads to who came
_FEWEST_WORDS = 4  # of the first line of a text below a heading
IS_A_TOPIC = "is this heading a topic of the meeting?"
_MARK = re.compile(r"([*•–·-]|\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)|\d{1,2}\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text, where it begins, and whether an empty one stands before it."""

    words: str
    start: int
    is_apart: bool


def by_lines(text: str, lists: WordList, furniture: tuple[str, ...] = ()) -> Iterator[DraftedValue]:
    """What minutes tell in lines of their own that are no page furniture, each thing once."""
    lines, end = list[_Line](), 0
    for m in re.finditer(r"\S[^\n]*", text):
        if m[0].strip() not in furniture:
            lines.append(_Line(m[0].strip(), m.start(), "\n\n" in re.sub(r"[^\S\n]", "", text[end : m.start()])))
        end = m.end()
    heads = _numbered(lines, lists)
    bare = {} if len(heads) > 1 else _headings(lines, lists)
    seen = set[tuple[str, str]]()
    for one in (*_topics(text, lines, heads if len(heads) > 1 else bare, lists), *_lists(text, lines, lists)):
        if (one.field, str(one.value)) not in seen:
            seen.add((one.field, str(one.value)))
            yield one


def lines_of(text: str, start: int) -> tuple[str, str]:
    """The line of a text in which something begins, and the same without the mark of a list."""
    end = text.find("\n", start)
    line = text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)].strip()
    return line, _bare(line)


# --- headings ---


def _topics(text: str, lines: list[_Line], heads: dict[int, str], lists: WordList) -> Iterator[DraftedValue]:
    """Each heading as a topic, asked about where it has no number; and what was decided on it."""
    for n, topic in heads.items() if len(heads) > 1 else ():
        quote = _quote(text, lines[n].start, lines[n].words)
        if not any(lists.has("routine", part) for part in (topic, *topic.split("/"))) and len(quote) >= _SHORTEST:
            is_numbered = topic != lines[n].words
            yield of_meeting("agenda", topic, quote, asks="" if is_numbered else IS_A_TOPIC)


def _numbered(lines: list[_Line], lists: WordList) -> dict[int, str]:
    """The topics of headings with a number, by their lines: 2. Lamps, Item 3 – Lamps, Lamps (A/12)."""
    number = r"(?:\d{1,2}(?:\.\d)?|[a-zA-Z])"
    item = rf"\W*(?:{lists['item_words']}\s+{number}\s?[.):–—-]?|{number}\s?[.):])\s+(?P<topic>\S.*)"
    pattern = compiled(rf"{item}|(?P<other>\S.*?)\s\([A-Z](?:[/-][\w/-]+)?\)")
    found: dict[int, str] = {}
    for n, line in enumerate(lines):
        m = pattern.fullmatch(line.words)
        topic = (m["topic"] or m["other"]).strip() if m else ""
        is_sentence = re.search(r"[.;!?]$", topic) and (len(topic.split()) > _LONGEST_LABEL or not _has_text(lines, n))
        if topic and not is_sentence and len(topic.split()) <= _LONGEST_TOPIC and ": " not in topic:
            found[n] = topic.rstrip(".")
    return found


def _headings(lines: list[_Line], lists: WordList) -> dict[int, str]:
    """The headings without a number, each with a text below it, where a sentence stands before the first of them."""
    begun = next((n for n, line in enumerate(lines) if _is_text(line)), len(lines))
    found: dict[int, str] = {}
    for n, line in enumerate(lines[begun + 1 :], begun + 1):
        words = line.words.rstrip(":")
        is_short = len(words.split()) <= _LONGEST_HEADING and re.search(r"[.;!?,:”“\"»]$", words) is None
        if line.is_apart and is_short and words[0].isupper() and _has_text(lines, n) and not _is_label(words, lists):
            found[n] = line.words
    return found


def _is_label(words: str, lists: WordList) -> bool:
    """Whether a heading names no topic: a day, somebody, "Decisions", "Next meeting"."""
    names = ("routine", "decided_heads", "agenda_heads")
    return (
        lists.has(names, words) or next(dates(words, lists.language), None) is not None or bool(persons(words, lists))
    )


def _is_text(line: _Line) -> bool:
    return len(line.words.split()) >= _FEWEST_WORDS and re.search(r"[.!?…][”“\"»)]?$", line.words) is not None


def _has_text(lines: list[_Line], n: int) -> bool:
    """Whether a text stands below a line."""
    return n + 1 < len(lines) and _is_text(lines[n + 1]) and _MARK.match(lines[n + 1].words) is None


# --- lists ---


def _lists(text: str, lines: list[_Line], lists: WordList) -> Iterator[DraftedValue]:
    """The lines of a list below "Agenda" or "Decisions", or what stands behind "Topics:" in its own line."""
    end = 0  # of the last list: a line in it leads to no other
    for n, line in enumerate(lines):
        label, colon, rest = line.words.partition(": ")
        if colon and lists.has("agenda_heads", label.strip(" *#")):
            if compiled(rf"{lists['no_thing']}(?:\s[\w’'-]+){{0,2}}\W*").fullmatch(rest):
                continue  # Topics: none
            first = sentences(rest, lists.language)[:1]  # what stands behind it in the paragraph is no topic
            told = line.words[: len(label) + len(colon) + first[0].start + len(first[0].words)] if first else ""
            for topic in listed(first[0].words.strip(" .;"), lists) if first else ():
                yield of_meeting("agenda", topic, _quote(text, line.start, told))
            continue
        field = _field(line.words, lists) if n >= end else ""
        found = _below(lines, n, field, lists) if field else []
        end = max(end, n + 1 + len(found))
        if field == "agenda" and any(_is_deed(one.words, lists) for one in found):
            continue  # each line is a sentence of its own
        for one in found:
            told = compiled(rf"[;,.\s]+(?:{lists['and']})?$").sub("", _bare(one.words))
            quote = _bare(one.words)
            quote = quote if len(quote) >= _SHORTEST else _quote(text, one.start, one.words)
            if len(quote) >= _SHORTEST and not (field == "agenda" and lists.has("routine", told)):
                yield of_meeting(field, told, quote)


def _field(words: str, lists: WordList) -> str:
    """What the list below a line tells, if one may stand there."""
    label, last = words.strip(" :*#"), " ".join(words.split()[-_LAST:])
    if lists.has("agenda_heads", label) or (words[-1] in ".:" and lists.finds("agenda", words)):
        return "agenda"
    if lists.has("decided_heads", label) or (words[-1] == ":" and lists.finds("outcomes", last)):
        return "outcomes"  # … therefore agrees to:
    return "agenda" if words[-1] == ":" and lists.finds("discussed", words) else ""


def _below(lines: list[_Line], n: int, field: str, lists: WordList) -> list[_Line]:
    """The lines of the list below a line: with marks of one kind, or several without, as long as they are alike."""
    head, found = lines[n].words, list[_Line]()
    is_sentence = head[-1] == "."
    first = lines[n + 1].words if n + 1 < len(lines) else ""
    kind = _kind(first)
    if is_sentence and (not kind or kind[0] == "1"):
        return []
    for at in range(n + 1, len(lines)):
        line = lines[at]
        words = line.words.split()
        is_short = len(words) <= _LONGEST_TOPIC and re.search(r"[.!?:]$", line.words) is None
        is_like = _kind(line.words) == kind and (is_short or kind != "1 ")
        if not kind:
            is_parted = line.is_apart and (bool(found) and not found[-1].is_apart)
            is_decided = field == "outcomes" and not (found and line.is_apart)
            is_like = is_like and (is_short or is_decided) and not is_parted
        leads_on = is_like and not (kind and line.words[-1] == ".") and _field(line.words, lists)
        if leads_on or not is_like:
            break
        found.append(line)
    return found if kind or len(found) > 1 else []


def _is_deed(words: str, lists: WordList) -> bool:
    """Whether a line of a list tells what was done, as no topic does: The charter was adopted."""
    done = rf"(?<![\w’'-]){lists['passive']}\s(?:\w+\s)?{lists['outcomes']}(?!\w)"
    return words[-1] == "." and compiled(done).search(words) is not None


def _kind(words: str) -> str:
    """The mark of a line in a list, each number as 1 and each letter as a; "" for none."""
    m = _MARK.match(words)
    return re.sub(r"\d+", "1", re.sub(r"[a-z]", "a", m[1] or m[0])) if m else ""


def _bare(words: str) -> str:
    return words[m.end() :] if (m := _MARK.match(words)) else words


def _quote(text: str, start: int, words: str) -> str:
    """A line with as many of those behind it as a quote needs, or else before it."""
    end = start + len(words)
    while end - start < _SHORTEST and (more := re.compile(r"\s+\S[^\n]*").match(text, end)):
        end = more.end()
    while end - start < _SHORTEST and (ahead := text[:start].rstrip()):
        start = ahead.rfind("\n") + 1
    return text[start:end].strip()


# --- who came ---


def parties_of_lines(text: str, lists: WordList) -> Iterator[tuple[list[str], str]]:
    """Two or more states and bodies on lines of their own below "Participants:", each list with its passage."""
    lines = list(re.finditer(r"[^\n]*\S", text))
    for n, head in enumerate(lines):
        those = lists.finds(("attended", "groups", "offices"), head[0]) is not None
        if len(head[0].split()) > _LONGEST_LEAD or not head[0].endswith(":") or not those:
            continue
        found, end = list[str](), 0
        for line in lines[n + 1 :]:
            names = _of_line(line[0], lists)
            is_told = bool(found) and lists.has("titles", line[0].strip().split(" ")[0].rstrip("."))
            if not names and not is_told:  # Peru: / Ms Ana Sample, Minister for Ports
                break
            found, end = [*found, *(name for name in names if name not in found)], line.end()
        if len(found) > 1:
            yield found, text[head.start() : end]


def _of_line(line: str, lists: WordList) -> list[str]:
    """Whom a line of a list names: states, a body, or the one that stands behind somebody: Ana Sample – Port Union."""
    line = BRACKETS.sub("", re.sub(r"^[^\w(]+(?:\d+[.)]\s)?|[,;.:\s]+$", "", line))
    states = [name for _, name, _ in countries(line, lists.language)]
    if states and not re.sub("|".join(map(re.escape, states)), "", line).strip(" ,;"):
        return states
    name, titled = r"\p{Lu}[\p{L}\p{M}'’.-]*", rf"(?i:{lists['titles']})\.? (?:\p{{Lu}}[\p{{Lu}}'’-]+ )+"
    behind = rf"(?:{name}(?: {name}){{1,4}}\s?[–—-]\s?|{titled})(?P<of>\p{{Lu}}\S*(?: \S+){{0,8}})"
    if one := cased(behind).fullmatch(line):
        return [one["of"]]
    is_short = line[:1].isupper() and len(line.split()) < LONGEST_NAME
    return [line] if is_short and names_body(line, lists) and not persons(line, lists) else []
