"""Sentences that point at something which stood beside them in the source, and does not on a page.

A brief takes a sentence out of its text. "These challenges", "the essay" and "He added" have lost what they meant.
The words are those of English and Russian; in quotation marks they are the source's, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.checks.context import Context, outside_quotes, texts_of
from briefgen.diagnostics import Diagnostic
from briefgen.model.schema import REFERS_TO, SOURCE
from briefgen.regexes import pattern

_SAYS = "lists?|says|said|has|adds|states|calls?|puts|mentions|names"
_TEXTS = "article|author|essay|outlet|report|text|document|statement|source|speaker|plans?|measures?|challenges?"
_WHICH = r"(?:who|that|which|present|absent|among|against|for|from|in|of|with|without)\b"
"""What says behind "those" which ones are meant: those present, those who came."""
_POINTING = pattern(
    rf"""
    (?=[histоуэвд])(?<!\w)  # else nothing below can begin here, which is told at once
    (?:
      ^(?:he|she|they|this|these|those)\b(?!\s+{_WHICH})
    | ^it\s+(?:also|further|added|noted|called|said|aims?|aimed|calls)\b
    | \b(?:this|these|those)\s+(?!{_WHICH}|year\b|day\b|month\b)\w+
    | \bthe\s+(?:former|latter|aforementioned|above|same)\b
    | \bthe\s+(?:{_TEXTS})\b(?=[’']s\b|\s*[,.;:)]|\s+(?:{_SAYS})\b|$)
    | ^(?:он|она|они|оно|это|эти|этот|эта)\b
    | \b(?:эт(?:от|а|о|и|ого|ой|их|ому|им|ими|ом)|указанн\w+|вышеназванн\w+|данн(?:ый|ая|ое|ые|ого|ой|ых))\s+\w+
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def check(context: Context) -> Iterator[Diagnostic]:
    for statement in context.sentences:
        if statement.kind == SOURCE or statement.qualifiers.get(REFERS_TO):  # told beside the text, or on the page
            continue
        for text in texts_of(statement):
            if found := _POINTING.search(outside_quotes(text).strip()):
                message = f"'{found[0].strip()}' points at something that a brief may not print beside the sentence"
                hint = "say what is meant: these challenges -> drug trafficking; or name it, refers_to: its-id"
                yield Diagnostic(context.place(statement), message, "dangling", hint)
                break
