"""What an editor may write into TOML files: keys, types, times, hooks; every fault with its line and column."""
