"""The codes of reading Word files, explained: the house document that carries the looks, and a brief to trace.

They are reported where Word files are read, in a room that this one does not know; only their explanations
stand here, so that `--explain` knows them all.
"""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES = (
    Rule(
        "house-style-missing",
        _WARNING,
        "the house document lacks a style",
        """
Briefs ask for styles by their names, such as Heading 1 or Footnote Text. Where one is missing, the message says
which is taken instead.

Make a style of that name in Word, or copy it from the house.docx that ships with briefgen (Manage Styles,
Import/Export).
""",
    ),
    Rule(
        "house-list-missing",
        _WARNING,
        "a list style has no numbering",
        """
The style is there, but Word numbers nothing by it; plain bullets or numbers are used instead.

In Word, modify the style and give it numbering with nine levels.
""",
    ),
    Rule(
        "house-list-short",
        _NOTE,
        "a list style numbers only its first levels",
        """
Deeper levels get plain numbers. In Word, modify the style and give it a multilevel list.
""",
    ),
    Rule(
        "house-alt-text",
        _WARNING,
        "a picture says nothing to a reader who cannot see it",
        """
A picture or text box on the cover, in a header or in a footer of the house document has no alternative text; every
brief would carry it so.

In Word, right-click it and choose Edit Alt Text, or mark it as decorative.
""",
    ),
    Rule(
        "house-left-out",
        _WARNING,
        "the house document carries something that no brief takes over",
        """
Macros, embedded objects and fonts, mail merge, comments and references to other files do not get into a brief.
The message names what was found.

Nothing needs to be done; to be rid of the message, save the document without it.
""",
    ),
    Rule(
        "house-field",
        _WARNING,
        "a field of the house document may change or do something",
        """
Briefs carry fields whose result is known when they are made. Of any other field the last result stays, as plain
text.

Use PAGE, NUMPAGES, TITLE, SUBJECT or DOCPROPERTY.
""",
    ),
    Rule(
        "house-cover-long",
        _WARNING,
        "the cover of the house document holds much text",
        """
What stands before the last section break that begins a new page is the cover of every brief. There is so much of it
that it may be an old text and no cover.

If it is none, delete it in Word, with the section break behind it.
""",
    ),
    Rule(
        "house-unsafe",
        _ERROR,
        "the house document is not safe to open",
        """
As a package it has marks of a file made to do harm: it unpacks to very much more than its size, is encrypted, or
holds names that lead out of it or stand in it twice. It was not opened.

Save it anew from Word, or take the one that ships with briefgen.
""",
    ),
    Rule(
        "house-unreadable",
        _ERROR,
        "the house document is no Word document",
        """
The file cannot be read as one, perhaps because it was saved in an older format under the ending .docx.

Open it in Word and save it as a Word document (.docx).
""",
    ),
    Rule(
        "word-tag",
        _ERROR,
        "a tag of a Word template cannot be followed",
        """
A tag is not closed, is none that Word templates have, or begins and ends where a document cannot be cut. A block that
goes over several paragraphs or table rows has its two ends each alone in a paragraph, or each alone in a table row:

    {% for item in meeting.outcomes %}      a paragraph of its own
    {{ item }}                              repeated as often as needed
    {% endfor %}                            a paragraph of its own

The message names the part, the headings, the table, row and cell, and the text around the tag.
""",
    ),
    Rule(
        "word-block",
        _ERROR,
        "something is printed where a Word template has no room for it",
        """
What a part prints may hold headings, lists and tables, which can stand in a paragraph of their own only, not in a
table cell, a note or a header. And the rows of a table must have the same number of cells after all loops.

    {% include "_parts/conflicts.md.j2" %}      alone in a paragraph, outside of tables
""",
    ),
    Rule(
        "word-header",
        _ERROR,
        "a value in a header or footer needs a note",
        """
Whatever comes from facts carries its source as a note, and a header or footer has no place for notes.

Print what needs none, such as {{ brief.marking }}, {{ brief.label }} or {{ brief.cut_off }}, or use the fields
Title and Subject of Word (Insert, Quick Parts, Field).
""",
    ),
    Rule(
        "word-left-out",
        _WARNING,
        "something in a Word template does not get into a brief",
        """
A brief has headings, paragraphs, lists, tables, notes, bold, italic, links, and the styles of its template. Text
boxes, pictures, tabs, colours set by hand and the like are left out; the message says where the first of them stands.
Tracked changes are taken as accepted, and comments are for editors only.

A look belongs to a style: make a paragraph style that has it, and use that.
""",
    ),
    Rule(
        "two-templates",
        _ERROR,
        "a kind of brief has two templates",
        """
There are both a brief.md.j2 and a brief.docx in its folder. Take away, or put elsewhere, the one that is not meant.
""",
    ),
    Rule(
        "docx-unreadable",
        _ERROR,
        "the Word file to trace cannot be read",
        """
`briefgen trace` reads briefs that the program has made, also when somebody has saved them again in Word. This
file is none, or it is damaged.

Make the brief again, or trace a sentence in its Markdown file.
""",
    ),
)
