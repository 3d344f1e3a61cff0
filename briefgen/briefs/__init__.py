"""Kinds of brief, and how one is assembled."""
