"""Proposals: what rules or another program read in a source, kept apart from facts until a person accepts it."""
