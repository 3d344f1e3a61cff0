"""What a record is: validated types, without reading or writing."""
