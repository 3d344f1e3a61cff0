"""Statements and sources for other programs: tables, lines of JSON, linked data, lists of references."""
