"""The door to the world outside: pages, files and tables come in as texts and records, statements go out."""
