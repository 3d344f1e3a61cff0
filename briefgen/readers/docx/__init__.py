"""A brief's Word file, perhaps edited by hand, back to a Document."""
