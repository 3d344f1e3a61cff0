"""From a Document to the bytes of a file; one module or folder per format."""

FORMATS = ("docx", "md")
"""The formats that settings and commands can ask for, by the names of their writers."""
