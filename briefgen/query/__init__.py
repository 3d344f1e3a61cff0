"""Choosing: which statements, about whom, in which order. Pure functions over the FactBase."""
