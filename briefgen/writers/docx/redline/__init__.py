"""Word files with tracked changes: two versions of a brief in one file, of which Word takes out either.

The writers of plain briefs are extended, not repeated: `inlines` wraps what came and went, says why, and counts notes
and figures for each version by itself; `writer` keeps paragraphs, tables and contents right for both versions.
"""
