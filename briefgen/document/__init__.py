"""The document model: nodes, walking them, and what their texts obey."""
