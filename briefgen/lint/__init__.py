"""Finding faults in templates before a brief is made: syntax, names, types, and what a rendering shows."""
