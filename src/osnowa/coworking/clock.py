"""What happens by the clock."""

import datetime as dt

from osnowa.coworking.actions.visits import GRACE, note_no_shows
from osnowa.coworking.queries.bookings import spaces_with_no_shows_due
from osnowa.lib import clock, periodic


@periodic.job("coworking.note_no_shows", every=dt.timedelta(minutes=10))
def note_due_no_shows() -> None:
    """Each office in a transaction of its own: one that fails leaves the others alone until the next turn."""
    for space in spaces_with_no_shows_due(clock.now(), GRACE):
        note_no_shows(space)
