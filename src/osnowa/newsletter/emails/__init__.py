"""Letters of the newsletter that are no issue: to confirm, to find one's own page, letters of a sequence."""
