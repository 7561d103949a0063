"""What happens by the clock. Leaving the board needs no job: it is read from the last day."""

import datetime as dt

from osnowa.cooperation.actions.announcements import tell_of_expiry
from osnowa.cooperation.queries import due_to_tell
from osnowa.lib import periodic


@periodic.job("cooperation.tell_of_expiry", every=dt.timedelta(hours=6))
def tell_of_coming_expiry() -> None:
    """Each announcement in a transaction of its own: one that fails leaves the others alone until the next turn."""
    for announcement in due_to_tell():
        tell_of_expiry(announcement, by=None)
