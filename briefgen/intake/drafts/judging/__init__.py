"""What speaks against a proposal, or must be asked about it: words, numbers, names and how much it says."""
