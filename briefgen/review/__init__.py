"""A second pair of eyes: who approved which statement, who objected, and what is open."""
