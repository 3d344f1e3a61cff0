"""From the bytes of a file to a Document; one folder per format."""
