"""What is filled in at the desk: the form of a kind, a change of a file, and what a check says of that."""
