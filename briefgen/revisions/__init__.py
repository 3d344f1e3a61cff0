"""Two or three versions of a Document: aligned, compared, merged."""
