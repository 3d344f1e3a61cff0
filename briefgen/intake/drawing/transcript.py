"""What was said, with the time of every caption: WebVTT and SRT."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import StringIO
from typing import Any

from briefgen.intake.drawing.drawn import Drawn, DrawnParagraph, Strip, Undrawable, drawn
from briefgen.intake.drawing.plain_text import decoded

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
