"""Document to Document: uses of facts become numbered notes."""
