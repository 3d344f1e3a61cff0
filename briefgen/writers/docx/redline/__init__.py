"""Word files with tracked changes: two versions of a brief in one file, of which Word takes out either.

The writers of plain briefs are extended, not repeated: `runs` wraps what came and went, `body` keeps the ends of
paragraphs and the paragraphs between tables right for both versions, `notes`, `figures` and `contents` count for
each version by itself, `comments` says why. `writer` puts them together.
"""
