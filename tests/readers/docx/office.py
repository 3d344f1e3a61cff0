"""A person at work in LibreOffice: files opened, edited through its own interface, and saved as Word files."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

KINDS = tuple(
    """typed paragraph heading hidden raised lowered tracked footnote endnote cell row table comment frame link struck
    capitals ruby date bullet replaced section index field user deleted styled moved break bookmark""".split()  # noqa: SIM905
)
"""What a person may do with a word of theirs, each a branch of `Edit` below."""


@dataclass(frozen=True)
class Job:
    """A file to be opened, what to do with a word at the `place`-th paragraph, and the file to save."""

    source: Path
    kind: str
    place: int
    word: str
    saved: Path


def edit(jobs: Iterable[Job], profile: Path) -> None:
    """Do all the jobs in one start of LibreOffice; the folder `profile` is its own."""
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    run([*command, "--terminate_after_init"])
    calls = "\n".join(
        f'Work "{job.source.as_uri()}", "{job.kind}", {job.place}, "{job.word}", "{job.saved.as_uri()}"' for job in jobs
    )
    code = escape(BASIC.replace("' JOBS", calls))
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(MODULE.format(code), encoding="utf-8")
    run([*command, "macro:///Standard.Module1.Main"])


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=300)


MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{}
</script:module>
"""

BASIC = r"""
Sub Main
  ' JOBS
  StarDesktop.terminate()
End Sub

Sub Work(source, kind, place, word, saved)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  Dim form(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  form(0).Name = "FilterName" : form(0).Value = "MS Word 2007 XML"
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
  Edit doc, kind, place, word
  doc.storeToURL(saved, form())
  doc.close(True)
End Sub

Function Typed(doc, cursor, word)
  cursor.gotoEndOfParagraph(False)
  doc.Text.insertString(cursor, " ", False)
  cursor.collapseToEnd()
  doc.Text.insertString(cursor, word, True)
  Typed = cursor
End Function

Sub Edit(doc, kind, place, word)
  text = doc.Text
  cursor = text.createTextCursor()
  cursor.gotoStart(False)
  For n = 1 To place
    cursor.gotoNextParagraph(False)
  Next n
  Select Case kind
  Case "typed"
    Typed(doc, cursor, word)
  Case "paragraph"
    cursor.gotoEndOfParagraph(False)
    text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
    text.insertString(cursor, word, False)
  Case "heading"
    cursor.gotoEndOfParagraph(False)
    text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
    text.insertString(cursor, word, False)
    cursor.ParaStyleName = "Heading 3"
  Case "hidden"
    Typed(doc, cursor, word).CharHidden = True
  Case "raised"
    cursor = Typed(doc, cursor, word)
    cursor.CharEscapement = 33 : cursor.CharEscapementHeight = 58
  Case "lowered"
    cursor = Typed(doc, cursor, word)
    cursor.CharEscapement = -33 : cursor.CharEscapementHeight = 58
  Case "tracked"
    doc.RecordChanges = True
    Typed(doc, cursor, word)
  Case "footnote", "endnote"
    cursor.gotoEndOfParagraph(False)
    note = doc.createInstance(IIf(kind = "footnote", "com.sun.star.text.Footnote", "com.sun.star.text.Endnote"))
    text.insertTextContent(cursor, note, False)
    note.insertString(note.createTextCursor(), word, False)
  Case "cell"
    cell = doc.TextTables.getByIndex(0).getCellByName("B2")
    cell.insertString(cell.createTextCursorByRange(cell.End), word, False)
  Case "row"
    table = doc.TextTables.getByIndex(0)
    table.Rows.insertByIndex(1, 1)
    table.getCellByName("A2").setString(word)
  Case "table"
    table = doc.createInstance("com.sun.star.text.TextTable")
    table.initialize(2, 2)
    cursor.gotoEndOfParagraph(False)
    text.insertTextContent(cursor, table, False)
    table.getCellByName("B2").setString(word)
  Case "comment"
    note = doc.createInstance("com.sun.star.text.TextField.Annotation")
    note.Content = word
    cursor.gotoEndOfParagraph(False)
    text.insertTextContent(cursor, note, False)
  Case "frame"
    frame = doc.createInstance("com.sun.star.text.TextFrame")
    size = frame.Size : size.Width = 4000 : size.Height = 1000 : frame.Size = size
    text.insertTextContent(cursor, frame, False)
    frame.Text.insertString(frame.Text.createTextCursor(), word, False)
  Case "link"
    Typed(doc, cursor, word).HyperLinkURL = "https://example.org/" & word
  Case "struck"
    Typed(doc, cursor, word).CharStrikeout = com.sun.star.awt.FontStrikeout.SINGLE
  Case "capitals"
    Typed(doc, cursor, word).CharCaseMap = com.sun.star.style.CaseMap.SMALLCAPS
  Case "ruby"
    cursor = Typed(doc, cursor, "base")
    cursor.RubyText = word
  Case "date"
    stamp = doc.createInstance("com.sun.star.text.TextField.DateTime")
    stamp.IsDate = True
    text.insertTextContent(cursor, stamp, False)
    Typed(doc, cursor, word)
  Case "bullet"
    cursor.gotoEndOfParagraph(False)
    text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
    text.insertString(cursor, word, False)
    cursor.NumberingStyleName = "List 1"
  Case "replaced"
    search = doc.createReplaceDescriptor()
    search.SearchString = "memorandum" : search.ReplaceString = word
    doc.replaceAll(search)
  Case "section"
    cursor.gotoEndOfParagraph(False)
    text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
    text.insertString(cursor, word, True)
    text.insertTextContent(cursor, doc.createInstance("com.sun.star.text.TextSection"), True)
  Case "index"
    mark = doc.createInstance("com.sun.star.text.DocumentIndexMark")
    mark.AlternativeText = word
    text.insertTextContent(cursor, mark, False)
  Case "field"
    entry = doc.createInstance("com.sun.star.text.TextField.Input")
    entry.Content = word
    cursor.gotoEndOfParagraph(False)
    text.insertTextContent(cursor, entry, False)
  Case "user"
    entry = doc.createInstance("com.sun.star.text.TextField.DropDown")
    entry.Items = Array("no", word) : entry.SelectedItem = word
    cursor.gotoEndOfParagraph(False)
    text.insertTextContent(cursor, entry, False)
  Case "deleted"
    doc.RecordChanges = True
    cursor.gotoEndOfParagraph(True)
    cursor.setString(word)
  Case "styled"
    Typed(doc, cursor, word).CharStyleName = "Emphasis"
  Case "moved"
    doc.RecordChanges = True
    cursor.gotoEndOfParagraph(True)
    taken = cursor.String
    cursor.setString("")
    last = text.createTextCursorByRange(text.End)
    text.insertControlCharacter(last, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
    text.insertString(last, taken & " " & word, False)
  Case "break"
    cursor = Typed(doc, cursor, word)
    cursor.collapseToEnd()
    text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.LINE_BREAK, False)
    text.insertString(cursor, "and more", False)
  Case "bookmark"
    cursor = Typed(doc, cursor, word)
    mark = doc.createInstance("com.sun.star.text.Bookmark")
    mark.Name = "mine"
    text.insertTextContent(cursor, mark, True)
  End Select
End Sub
"""
