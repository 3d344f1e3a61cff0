"""How the house document that ships in `templates/` was made.

Editors change looks in Word, in their own copy; this is here so that the shipped file can be made again, and so
that a test can say that it holds nothing else. `python -m briefgen.writers.docx.maker FILE` writes it.
"""
