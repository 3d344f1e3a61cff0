"""The document model: nodes, walking them, and reading them from Markdown."""
