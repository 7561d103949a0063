"""The demonstration's deeds, in the order of a real programme. Each calls the action that a page would call."""
