"""Pictures drawn from plain descriptions, the same bytes every time; matplotlib is only imported to draw."""
