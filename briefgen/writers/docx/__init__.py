"""A Document to a Word file with the looks of a house document.

`reference/` reads the house document once, with python-docx, into a `House`; `writer` puts Documents into
Word files with that House by joining strings, so that a brief costs milliseconds. Only `reference/` loads
python-docx and lxml.
"""
