"""Word files.

`reference/` reads the house document once, with python-docx, into a `House`; `writer` puts Documents into
Word files with that House by joining strings, so that a brief costs milliseconds. Only `reference/` loads
python-docx and lxml.
"""
