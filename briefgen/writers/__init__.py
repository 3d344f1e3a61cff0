"""From a Document to the bytes of a file; one module or folder per format."""
