"""What comes in from outside: pages, files and tables, drawn into texts and proposed as records."""
