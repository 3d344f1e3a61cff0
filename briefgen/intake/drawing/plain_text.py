"""Plain text in any common encoding, what its first lines and the head of Markdown say, and captions (WebVTT, SRT)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from html import unescape
from io import StringIO
from itertools import islice
from typing import Any

from briefgen.archive.archived import paragraphs
from briefgen.intake.drawing.bylines import authors_in, day_shown, first_date, is_iso
from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Imprint, Strip, Undrawable, drawn, guessed_language

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_NUL_MOST = 0.02
_FRONT = re.compile(r"---\r?\n(?=\s*[\w-]+:\s)(.*?)\r?\n(?:---|\.\.\.)\r?\n", re.DOTALL)
"""Keys between two rules; words that begin with none are of the text."""
_KEY = re.compile(r"^([A-Za-z_]+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_KEYS = {"title": "title", "author": "author", "byline": "author", "date": "published", "published": "published",
         "lang": "language", "language": "language", "url": "address", "source_url": "address", "permalink": "address",
         "publisher": "outlet", "outlet": "outlet"}  # fmt: skip
_LABELS = {
    label: what
    for what, labels in {
        "outlet": "source publisher quelle fuente источник",
        "published": "published date datum fecha дата",
        "author": "author autor autora auteur автор",
        "title": "title titel titre título заголовок",
    }.items()
    for label in labels.split()
}
_LABEL = re.compile(r"\W*(?P<what>[^\W\d_]+)\s?: +(?P<value>\S.{1,150})")
_HEAD = 10
"""How many paragraphs of a Markdown text may say on lines of their own whose it is."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_TITLE = 150
_ABOVE = 6
"""How many lines, blank ones left out, may stand above the first sentence."""
_DATELINE = re.compile(r"([^\W\d_][^.:;!?]{0,50}?[,(/]? ?\d[^:;!?]{3,25}?\)?) ?[-–—] ")
"""A town and a day, before the first sentence."""
_ENDS = (".", "!", "?", ":", ";", ",")


def decoded(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text that bytes hold, and the encoding in which they hold it.

    What the bytes begin with decides, then UTF-8 where they are that, then the declared encoding, then how often
    letters stand beside each other (charset-normalizer). Raises `Undrawable` for what is no text.
    """
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    for encoding in ("utf-8", declared):
        try:
            text = data.decode(encoding) if encoding else ""
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding and text.count("\0") <= len(text) * _NUL_MOST:
            return text, codecs.lookup(encoding).name
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise Undrawable("is no text in an encoding that is known; save it as UTF-8")
    return str(best), best.encoding


def draw_plain(data: bytes) -> Drawn:
    """The paragraphs of a text, as they are told apart in every plain text."""
    text, encoding = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    starts = [s.start for s in paragraphs(text).stretches]
    parts = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    remarks = [] if encoding.startswith(("utf", "ascii")) else [f"its encoding was taken for {encoding}"]
    return drawn("text", map(DrawnParagraph.of, parts), first_lines(text), remarks=remarks)


def first_lines(text: str) -> Iterator[Imprint]:
    """What the lines above the first sentence say, and the day of a dateline: a title, an author, a day, each once."""
    language = guessed_language(text)
    lines = [*map(str.strip, islice(filter(str.strip, text.split("\n")), _ABOVE))]
    said = set()
    for number, line in enumerate(lines, 1):
        if line.endswith(_ENDS) or len(line) > _LONGEST_TITLE or number == len(lines):
            if (head := _DATELINE.match(line)) and (day := first_date(head[1], language)) and "published" not in said:
                yield Imprint("published", day, f"the dateline in line {number} of the text")
            return
        words = line.lstrip("-–—•* ")
        what, value = _labelled(line, language)
        if value:
            said.add(what)
            yield Imprint(what, value, f"line {number} of the text")
            continue
        author, day = next(iter(authors_in(words, language)), ""), day_shown(words, language)
        is_title = len(_WORD.findall(words)) > (5 if day else 2) and not author and not words[0].islower()
        title = words if is_title else ""
        for what, value in (("title", title), ("author", author), ("published", day)):
            if value and what not in said:
                said.add(what)
                yield Imprint(what, value, f"line {number} of the text")


def head_of_markdown(paragraphs: Sequence[DrawnParagraph]) -> Iterator[Imprint]:
    """What its first heading says, and lines such as "Source: Example Gazette" near it."""
    first = next((p.text for p in paragraphs[:_HEAD] if p.is_heading), "")
    if first:
        yield Imprint("title", first, "its first heading")
    language = guessed_language("\n".join(p.text for p in paragraphs))
    for number, paragraph in enumerate(paragraphs[:_HEAD], 1):
        what, value = _labelled(paragraph.text, language)
        if value:
            yield Imprint(what, value, f"line {number} of the text")


def _labelled(line: str, language: str) -> tuple[str, str]:
    """What a line such as "Source: Example Gazette" says, and of what; "" for a line of another kind."""
    label = _LABEL.fullmatch(line)
    what = _LABELS.get(label["what"].lower(), "") if label else ""
    value = label["value"].strip() if label and what else ""
    if what == "published":
        return what, day_shown(value, language)
    return "address" if what == "outlet" and value.startswith("http") else what, value


def front_matter(text: str) -> tuple[list[Imprint], str]:
    """What the block of keys before a Markdown text says, and the text without it."""
    if (block := _FRONT.match(text)) is None:
        return [], text
    said = []
    for key, value in _pairs(block[1]):
        what = _KEYS.get(key)
        if key == "source":
            what = "address" if "://" in value else "outlet"
        if what:
            is_stamp = what == "published" and is_iso(value[:10])
            said.append(Imprint(what, value[:10] if is_stamp else value, f"front matter, {key}"))
    return said, text[block.end() :]


def _pairs(block: str) -> list[tuple[str, str]]:
    """The keys of a block and their words, of a list each; of one that is no YAML, those that stand on one line."""
    import yaml

    try:
        node = yaml.compose(block, Loader=yaml.SafeLoader)
        found = node.value if isinstance(node, yaml.MappingNode) else []
        each = [(key, one) for key, value in found
                for one in (value.value if isinstance(value, yaml.SequenceNode) else [value])]  # fmt: skip
        return [(key.value.lower(), " ".join(one.value.split())) for key, one in each
                if isinstance(key, yaml.ScalarNode) and isinstance(one, yaml.ScalarNode)]  # fmt: skip
    except (yaml.YAMLError, RecursionError, ValueError):  # ValueError: the number of no letter
        return [(m[1].lower(), m[2].strip("\"'")) for m in _KEY.finditer(block)]


# --- what was said, with the time of every caption ---


_PAUSE = 3  # seconds without a word from which on a new paragraph begins
_LONGEST = 12  # captions of one paragraph
_ENDED = re.compile(r"[.!?…。؟][\"”’»)\]]*$")
_TAG = re.compile(r"<[^<>]{1,60}>|\{\\[^{}]{1,20}\}")
_SRT = re.compile(r"\A\s*\d+[ \t]*\r?\n[ \t]*\d\d?:\d\d:\d\d[,.]\d{1,3}[ \t]*-->", re.MULTILINE)


def is_srt(text: str) -> bool:
    """Whether a text begins as a file of captions does."""
    return bool(_SRT.match(text))


def draw_transcript(data: bytes) -> Drawn:
    """The captions as paragraphs: one for each speaker, and where somebody pauses after a sentence."""
    import webvtt

    text = decoded(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    form = "srt" if is_srt(text) else "vtt"
    try:
        captions = list(webvtt.from_string(text) if form == "vtt" else webvtt.from_buffer(StringIO(text), format="srt"))
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError, IndexError) as bad:
        raise Undrawable(f"is no transcript that can be read: {bad}") from bad
    paragraphs = list(_paragraphs(captions))
    if not paragraphs:
        raise Undrawable("is a transcript without words")
    return drawn(form, paragraphs)


def _paragraphs(captions: list[Any]) -> Iterator[DrawnParagraph]:
    open_: list[Strip] = []
    speaker, end, last = "", 0, ""
    for caption in captions:
        words = [unescape(_TAG.sub("", line)).strip() for line in caption.text.split("\n")]
        words = [line for line in words if line]
        if words and words[0] == last:  # captions that roll up show the line before once more
            words = words[1:]
        if not words:
            continue
        start, voice = int(caption.start_in_seconds), str(getattr(caption, "voice", None) or "")
        paused = start - end > _PAUSE or len(open_) >= _LONGEST
        if open_ and (voice != speaker or (paused and _ENDED.search(open_[-1].text))):
            yield DrawnParagraph(tuple(open_))
            open_ = []
        if voice and voice != speaker:
            words[0] = f"{voice}: {words[0]}"
        open_.append(Strip("\n".join(words), seconds=start))
        speaker, end, last = voice, int(caption.end_in_seconds), words[-1]
    if open_:
        yield DrawnParagraph(tuple(open_))
