"""One brief, from what was asked for to bytes that may be published; and a whole workspace checked."""
