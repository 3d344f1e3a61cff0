"""From the bytes of a source to its text, with the place of every stretch; one module per format."""
