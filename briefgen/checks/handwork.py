"""The codes of reading back a brief that a person has edited, explained.

They are reported where edited files are read, in rooms that this one does not know; only their explanations stand
here, so that `--explain` knows them all.
"""

from __future__ import annotations

from briefgen.checks.base import Rule
from briefgen.diagnostics import Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

_FILES = (
    Rule(
        "edit-unreadable",
        _ERROR,
        "a brief edited by hand cannot be read",
        """
What a person wrote into a brief is read back before the brief is made again. This file is damaged, empty, in
another format under the same ending, or, if it is Markdown, not UTF-8.

Open it in Word and save it as a Word document (.docx), or delete it and make the brief anew.
""",
    ),
    Rule(
        "edit-unsafe",
        _ERROR,
        "a brief edited by hand is not safe to open",
        """
As a package it has marks of a file made to do harm: it unpacks to very much more than its size, is encrypted, or
holds names that lead out of it or stand in it twice. It was not opened.

Save it anew from Word, without a password, or delete it and make the brief anew.
""",
    ),
    Rule(
        "conflict-unresolved",
        _ERROR,
        "conflict marks still stand in a brief",
        """
A person and a new fact changed the same words. Both versions stand in the file, and somebody has to choose:

    <<<<<<< edited by hand
    The meeting took place in Tashkent.
    =======
    The meeting took place in Samarkand.
    >>>>>>> briefgen

Keep one of the two, or write a third, and take away the three lines with marks. In Word the versions are tracked
changes: reject one to keep the words written by hand, accept it to take the new ones. Until then the file is left
as it is.
""",
    ),
)

_JOINED = (
    Rule(
        "edit-conflict",
        _ERROR,
        "a person and a new fact changed the same words",
        """
What was edited by hand is merged with the brief as it is now. Here both changed the same words, so both versions
stand in the file, and somebody has to choose: in Word they are tracked changes with a comment, in Markdown they
stand between marks. A copy of the edited file lies beside it.

Until that is done the file is left as it is, and every build says so.
""",
    ),
    Rule(
        "edit-unmerged",
        _ERROR,
        "an edited brief cannot be merged with the new version",
        """
The file holds something that no brief can hold, such as a text box, or cannot be read, or it is a picture. It was
left as it is; the new version stands beside it with .new in its name.

Put what is to stay into the new version and give that the name of the old one, or write it in another way. Or build
with --keep-edits copy: the new version takes the place, and a copy of the edited file is kept.
""",
    ),
    Rule(
        "brief-open",
        _ERROR,
        "a brief is open in another program",
        """
Somebody has the file open in Word or LibreOffice, and it has to be written. The new version stands beside it with
.new in its name.

Close the file and build again; the new version is then put in its place, and the one beside it is removed.
""",
    ),
)

_CONTENT = (
    Rule(
        "edit-left-out",
        _WARNING,
        "something in an edited brief has no place in one",
        """
A brief has headings, paragraphs, lists, tables, quotations, PNG pictures, links and notes. A text box, a formula, an
embedded object, hidden text or a picture in another format does not survive the next build; a copy of the edited file
keeps it.

Write what it says into the text.
""",
    ),
    Rule(
        "edit-cells",
        _WARNING,
        "merged cells are taken apart",
        """
A table of a brief has as many cells in every row. The text of merged cells, and of a table inside a cell, stands in
the first of them.
""",
    ),
    Rule(
        "edit-link",
        _WARNING,
        "a link in an edited brief is refused",
        """
Briefs link to http, https and mailto addresses, and to what the text of the link says. The words are kept.
""",
    ),
    Rule(
        "edit-characters",
        _WARNING,
        "characters that only one font knows are replaced",
        """
Symbol fonts such as Wingdings keep their signs where Unicode has none; in another font they are nothing. Take a sign
that Unicode has (Insert, Symbol, a normal font).
""",
    ),
    Rule(
        "edit-note",
        _WARNING,
        "a cross-reference to a note that is gone is left out",
        """
A second use of a note refers to the first. The note was deleted and is not one that the program wrote.
""",
    ),
    Rule(
        "edit-generated",
        _WARNING,
        "a person changed what the program writes itself",
        """
The heading of the notes, the label of a figure and what stands in headers and footers are made anew each time.

Change them where they come from: the template, the settings, or templates/house.docx.
""",
    ),
)

_TOLD = (
    Rule(
        "edit-earlier",
        _NOTE,
        "somebody edited an earlier version of a brief",
        """
The brief was open while a build replaced it, and was then saved over the new one. The edits are told against the
version they were made in, and what has changed since is put into the file. A Word file says itself which version it
is. Of a Markdown file the version counts that it differs least from.

Look whether the brief says what it should. Close a brief before a build to keep this from happening.
""",
    ),
    Rule(
        "edit-comment",
        _NOTE,
        "a comment is no part of the brief",
        """
Comments stay in the copy of the edited file; the next build does not write them again.
""",
    ),
    Rule(
        "edit-tracked",
        _NOTE,
        "tracked changes are taken as accepted",
        """
What was inserted counts, what was deleted is gone. To decide otherwise, accept or reject the changes in Word.
""",
    ),
    Rule(
        "edit-look",
        _NOTE,
        "formatting that no brief carries is lost",
        """
Bold and italic, raised and lowered text stay. Underlining, highlighting, strike-through, capitals by format and the
place of a reading above its words do not; the words do.
""",
    ),
    Rule(
        "edit-prompt",
        _NOTE,
        "the prompt of an empty form field is left out",
        """
Word shows “Click or tap here to enter text.” until somebody fills the field in. Nobody wrote these words.
""",
    ),
    Rule(
        "edit-field",
        _NOTE,
        "a field stays as plain text",
        """
A field that a person put in, such as a date, is kept as the words it showed when the file was saved.
""",
    ),
)

RULES = (*_FILES, *_JOINED, *_CONTENT, *_TOLD)
