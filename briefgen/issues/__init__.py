"""Published briefs: kept for good, verified, compared with what would be said today."""
