"""Rules across records, one a module; quotes held against the archive; and what was found, as text, JSON and SARIF."""
