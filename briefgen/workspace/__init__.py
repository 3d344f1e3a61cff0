"""A workspace: its folder and settings; facts, templates and looks as read, for everyone or for an audience."""
