"""Kinds of record as descriptions have them: the form that an editor fills in, and the kinds that come of it."""
