"""What is stale and why, and the build that makes it again."""
