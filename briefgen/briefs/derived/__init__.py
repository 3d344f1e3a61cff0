"""What templates may ask of a record beyond its own fields, by what the record is, and what shape each answer has."""
