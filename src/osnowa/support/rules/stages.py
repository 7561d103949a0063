"""The stages of an adoption and which may follow which. Plain words in, plain answers out."""

import datetime as dt

CONSIDERED, CHOSEN, SET_UP, TRIAL, ROUTINE, LEFT = (
    "considered",
    "chosen",
    "set_up",
    "trial",
    "routine",
    "left",
)
WAY = (CONSIDERED, CHOSEN, SET_UP, TRIAL, ROUTINE)  # in the order in which a tool comes into use
IN_USE = (TRIAL, ROUTINE)
BEFORE_USE = (CONSIDERED, CHOSEN, SET_UP)

LONG_BEFORE = dt.timedelta(days=366)  # an organisation may have begun a year before the programme did
WITHOUT_MOVEMENT = dt.timedelta(days=30)


def is_back(before: str, after: str) -> bool:
    """Does the tool go back on its way? Coming back after it was left is no step back."""
    return before in WAY and after in WAY and WAY.index(after) < WAY.index(before)


def needs_reason(before: str, after: str) -> bool:
    """Leaving a tool, going back and taking a left one up again are told with a reason. `before`: "" for none."""
    return after == LEFT or is_back(before, after) or (before == LEFT and after in WAY)


def may_follow(before: str, after: str) -> bool:
    """Any stage may follow any other, the same one too ("still so"); only what never began cannot be left."""
    if after == LEFT:
        return before in WAY
    return after in WAY


def next_stage(stage: str) -> str:
    """What usually comes next: "" where the tool is in routine use or was left."""
    return WAY[WAY.index(stage) + 1] if stage in WAY[:-1] else ""


def earliest(programme_starts_on: dt.date, before_on: dt.date | None) -> dt.date:
    """The first day that a stage may carry: never before the stage before it."""
    return before_on if before_on is not None else programme_starts_on - LONG_BEFORE
