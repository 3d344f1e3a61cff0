"""Markdown to a Document: what a template printed, and what a person edited."""
