"""What Word files are made of, for whoever reads or writes them: the gate, the package, the tree, words and names."""
