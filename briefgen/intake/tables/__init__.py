"""Tables and lists of references become records, cell by cell; every fault has its row and column."""
