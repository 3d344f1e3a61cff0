"""YAML in, one immutable FactBase out."""
