"""The rules, one a module that can be deleted: `check` gives what is found, the codes stand in `codes.md` of the room."""
