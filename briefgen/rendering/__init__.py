"""Jinja: template and context to Markdown with citation marks."""

from briefgen.regexes import pattern

TEMPLATE_NAME = pattern(r"(?:[a-z0-9_][a-z0-9._-]*/)*[a-z0-9_][a-z0-9._-]*")
"""How a template may be named, from the folder of templates on: `_parts/head.md.j2`; to ask for it costs no Jinja."""
