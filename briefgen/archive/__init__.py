"""What sources say, word for word, and where in them it stands."""
