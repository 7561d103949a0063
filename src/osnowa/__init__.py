"""Osnowa: a capacity-building programme for NGOs, from the first sign-up to the funder's report."""
