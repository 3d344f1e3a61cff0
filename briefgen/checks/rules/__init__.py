"""The rules, one a module that can be deleted: `check` gives what is found; codes stand in the room's `codes.md`."""
