"""From the bytes of a source to its text, with the place of every stretch; a module for each sort of format."""
