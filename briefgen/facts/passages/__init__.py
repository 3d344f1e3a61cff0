"""Words of a source written once: kept in one place, read off there, and shared by the values that rest on them."""
