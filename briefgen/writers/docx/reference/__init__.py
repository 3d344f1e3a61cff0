"""Reading a reference document: a Word file that somebody made or mailed becomes a House.

The file is treated as hostile. `archive` refuses what could harm a reader, `reader` takes only what a brief
needs, and everything else stays behind. The only room of the writer that loads python-docx and lxml.
"""
