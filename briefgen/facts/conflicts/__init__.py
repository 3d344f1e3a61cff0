"""Where the sources do not agree: what a conflict is, and one module for each sort of finding."""
