"""Jinja: template and context to Markdown with citation marks."""
