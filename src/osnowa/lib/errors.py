"""Refusals that a person can read."""

from django.utils.functional import Promise


class RuleBroken(Exception):
    """A deed that a rule forbids. Views show `message` as it is, with the way out where there is one.

    `field`: the form field that it belongs to ("" = the whole form).
    `code`: a short stable word for tests and callers ("full", "closed", "below_taken"...).
    """

    def __init__(self, message: str | Promise, *, code: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
