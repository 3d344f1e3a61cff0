"""The brief while one edits: drafts in memory, a local page, and a watch on the folders."""
