"""Passages: words written once, taken apart, found among quotes, and put into records that had them many times."""
