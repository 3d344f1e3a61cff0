"""Markdown in, Document out.

The grammar is CommonMark with GitHub's tables and footnotes, parsed by pulldown-cmark (pyromark), which
yields a flat run of events; `tree` makes them blocks and inlines, `notes` the notes. A construct that a
Document does not have is a diagnostic at its line and column, and what text it has is kept as plain text.

Rules beyond the grammar:

- A line end inside a paragraph is a blank; an escaped one (`&#10;`) is a `LineBreak`; a tab is
  a blank.
- A paragraph that is nothing but a marking in `**` is a `Marking`.
- A paragraph that begins with an image, `![what it shows](name.png)`, is a `Figure`; what follows is its caption.
  Its bytes come beside the text. All other images are refused. The number of a figure in bold before its caption
  (**Figure 1:**) is no part of it.
- Tight and loose lists read alike. Nothing is strong within strong or emphatic within emphasis.
- Lists and quotes nest nine levels deep; what is deeper ends up on the ninth.
- A citation character in a link's address becomes a `Cite` behind the link.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pyromark

from briefgen.diagnostics import Diagnostic
from briefgen.document.figures import plain_captions
from briefgen.document.nodes import Document, Meaning, Meta, Picture
from briefgen.readers.markdown.builder import TreeBuilder
from briefgen.readers.markdown.findings import ReaderDiagnostics
from briefgen.readers.markdown.notes import number_notes

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES


def read_markdown(
    text: str,
    *,
    file: str = "",
    markings: Collection[str] = (),
    marks: Sequence[Meaning] = (),
    meta: Meta | None = None,
    pictures: Sequence[Picture] = (),
) -> tuple[Document, list[Diagnostic]]:
    """The Document that the text is, and what is wrong with it, in reading order.

    `markings` are the labels that make a paragraph a `Marking`; `marks` the statement ids, or notes, that
    citation characters stand for, the i-th for U+F0000 + i; `file` is the name diagnostics carry; `meta` goes into
    the Document as it is. Of the `pictures` those go into it that a figure names. The Document is whole even
    when there are diagnostics, but for a picture that is missing.
    """
    source = text.encode()
    diagnostics = ReaderDiagnostics(source, file)
    tree = TreeBuilder(source, diagnostics, marks, markings)
    tree.feed(pyromark.events_with_range(text, options=_OPTIONS, merge_text=True))
    if text.count("]:") > tree.footnotes:
        _find_unused_addresses(text, tree.link_labels, diagnostics)
    notes = number_notes(tree.definitions, tree.uses, diagnostics)
    shown = _shown_pictures(tree.pictures, pictures, diagnostics)
    for name in tree.mentions.keys() - tree.pictures.keys():
        diagnostics.say("figure-missing", tree.mentions[name], name)
    return plain_captions(Document(tree.blocks, notes, meta or Meta(), shown)), diagnostics.all()


def _find_unused_addresses(text: str, used: Collection[str], diagnostics: ReaderDiagnostics) -> None:
    for label, definition in pyromark.reference_definitions(text, options=_OPTIONS).items():
        if label.casefold() not in used:
            diagnostics.say("link-unused", definition["span"]["start"], label)


def _shown_pictures(
    named: Mapping[str, int], pictures: Sequence[Picture], diagnostics: ReaderDiagnostics
) -> tuple[Picture, ...]:
    """The pictures that figures name, in order of first use; `named` maps each name to the offset of that use."""
    known = {picture.name: picture for picture in pictures}
    for name, offset in named.items():
        if name not in known:
            diagnostics.say("picture-missing", offset, name)
    return tuple(known[name] for name in named if name in known)
