"""Stale briefs, each with its reasons, and the build that makes them again."""
