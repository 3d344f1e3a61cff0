"""The files in `out/`: replaced whole, never over what a person wrote, known by their hashes."""
