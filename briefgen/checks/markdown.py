"""The codes of reading a brief's Markdown, explained.

They are reported where what a template has made is read, in a room that this one does not know; only their
explanations stand here, so that `--explain` knows them all. Places in a file "(as rendered)" are lines of the
Markdown that the template made, not of the template.
"""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_NOT_IN_BRIEFS = (
    Rule(
        "raw-html",
        _ERROR,
        "HTML stands in the template",
        """
Word knows no HTML, so none is read; it is kept as plain text.

    <b>Agenda</b>        **Agenda**

Write Markdown. For a plain sign write \\<.
""",
    ),
    Rule(
        "html-comment",
        _WARNING,
        "an HTML comment stands in the template",
        """
It is left out of the brief.

    <!-- ask the desk -->        {# ask the desk #}

Write a comment of the template, which never gets that far.
""",
    ),
    Rule(
        "code-block",
        _ERROR,
        "a line begins with four blanks or a fence",
        """
In Markdown that is a block of code, and a brief has none; it is kept as a paragraph. As a rule the blanks come
from indenting the lines between {% … %}.

Take away the blanks at the start of the line, or the fence.
""",
    ),
    Rule(
        "inline-code",
        _WARNING,
        "words stand between backticks",
        """
A brief has no code; the words are kept as plain text. Take away the backticks.
""",
    ),
    Rule(
        "image",
        _ERROR,
        "an image stands where no figure can",
        """
A figure is a paragraph of its own and names a picture that is made for the brief; pictures from files or the web
are not taken. Only the words in the brackets are kept.

    ![Meetings of the series by year](series.png)

An emblem belongs into the header of templates/house.docx.
""",
    ),
    Rule(
        "picture-missing",
        _ERROR,
        "there is no such picture",
        """
A template may show the pictures that are made for it and no others. Correct the name, or leave the figure out.
""",
    ),
    Rule(
        "figure-missing",
        _ERROR,
        "the text mentions a figure that is not there",
        """
A link to a picture's name is a reference to the figure that shows it: it prints as "Figure 1", with the number that
the caption has. The picture has to stand in the same brief.

    {{ theme.matrix }}
    Who is named for these meetings.

    {{ theme.matrix.reference }} shows it at a glance.
""",
    ),
    Rule(
        "picture-alternative",
        _ERROR,
        "a picture has no alternative text",
        """
A reader who cannot see the picture is told what the brackets say.

    ![](series.png)        ![Meetings of the series by year](series.png)
""",
    ),
    Rule(
        "thematic-break",
        _ERROR,
        "a rule stands between paragraphs",
        """
A line of --- or *** is left out. Use a heading, or the space that the style gives.
""",
    ),
    Rule(
        "task-list",
        _WARNING,
        "a list item begins with a box",
        """
A brief has no task lists; the box is kept as plain text. For a plain bracket write \\[.
""",
    ),
    Rule(
        "strikethrough",
        _WARNING,
        "words stand between tildes",
        """
A brief has no struck-out text; the tildes are kept. For a plain tilde write \\~.
""",
    ),
    Rule(
        "too-deep",
        _ERROR,
        "lists or quotes are nested too deep",
        """
Word numbers nine levels; what is deeper stands on the last level. Write it flatter.
""",
    ),
    Rule(
        "empty",
        _ERROR,
        "a heading, list item, quote or the like has no words",
        """
It is left out. As a rule a value in it is missing: put {% if … %} around the whole, not only around the value.
""",
    ),
    Rule(
        "row-too-long",
        _ERROR,
        "a table's row has more cells than its head",
        """
The cells behind the last column are lost.

Add columns to the head; for a plain bar in a cell write \\|.
""",
    ),
    Rule(
        "row-outside-table",
        _ERROR,
        "a row stands outside a table",
        """
A table ends at the first empty line. It begins with its head and, right below, a line with as many cells of hyphens;
where these are too few or too many, there is no table at all. What is left of it prints as plain text.

    | Party | Status | Note |
    | --- | --- | --- |

Often {% endif %} or {% endfor %} has an empty line before it, or a column was not added to the line of hyphens.
""",
    ),
)

_LINKS = (
    Rule(
        "link",
        _ERROR,
        "a link is refused",
        """
The message says why: only http, https and mailto lead out of a brief; the address carries no user name and no
blanks; a text that names a host names the one that the link leads to. The text of the link is kept.
""",
    ),
    Rule(
        "link-title",
        _WARNING,
        "a link or picture has a title",
        """
The title, which shows only when one points at the link, is left out.

    [report](https://example.org "of 2024")        [report of 2024](https://example.org)
""",
    ),
    Rule(
        "link-leftover",
        _WARNING,
        "this looks like a link but is none",
        """
Brackets follow each other as in a link, but Markdown does not read them as one; often the address holds a blank.

Take the blanks out, or write \\] where no link is meant.
""",
    ),
    Rule(
        "link-unused",
        _WARNING,
        "an address is defined and never used",
        """
A line such as [report]: https://example.org is left out, as no link names it. Delete it, or correct the name.
""",
    ),
)

_NOTES = (
    Rule(
        "note-label",
        _ERROR,
        "a note is not labelled by a number",
        """
Notes come from the facts: {{ meeting.place }} brings its own. A note of the template's own is labelled by its
number, without leading zeros: [^1].
""",
    ),
    Rule(
        "note-undefined",
        _ERROR,
        "a reference leads to no note",
        """
No line [^number]: gives the note's text. Add it, or write \\[ for a plain bracket.
""",
    ),
    Rule(
        "note-unused",
        _ERROR,
        "a note is referred to nowhere",
        """
It is left out. Refer to it in the text, or delete it.
""",
    ),
    Rule(
        "note-twice",
        _ERROR,
        "a note is defined twice",
        """
The first definition counts. Delete one of them.
""",
    ),
    Rule(
        "note-blocks",
        _ERROR,
        "a note is more than one paragraph",
        """
Its paragraphs are joined by line breaks. Write the note as one paragraph.
""",
    ),
    Rule(
        "note-in-note",
        _ERROR,
        "a note refers to a note",
        """
Word has no notes inside notes; the reference is left out. Put both into one note.
""",
    ),
    Rule(
        "note-order",
        _ERROR,
        "notes are not numbered in the order of their use",
        """
Notes run from 1 on in reading order, so that no reader looks for one that is missing. Number them anew.
""",
    ),
    Rule(
        "unknown-mark",
        _ERROR,
        "a character of the program's own stands in the text",
        """
Characters from the private use areas stand for citations while a brief is made; this one stands for none. It
came into the template by copying.

Delete the character.
""",
    ),
    Rule(
        "more-problems",
        _ERROR,
        "there are more problems than are shown",
        """
After the first 200 of one text the rest are only counted. Correct those that are shown, and make the brief
again.
""",
    ),
)

RULES = (*_NOT_IN_BRIEFS, *_LINKS, *_NOTES)
