"""Word files.

`reference/` reads the house document once, with python-docx, into a `House`; `writer` puts Documents into
Word files with that House by joining strings, so that a brief costs milliseconds; `maker/` made the house
document that ships in `templates/`. Only `reference/` and `maker/` load python-docx and lxml.
"""
