"""What happens by the clock."""

import datetime as dt

from osnowa.lib import periodic
from osnowa.workshops.actions.messages import write_due_messages
from osnowa.workshops.actions.needs import delete_needs
from osnowa.workshops.actions.places import release_places
from osnowa.workshops.queries.cycles import cycles_with_holds_due
from osnowa.workshops.queries.messages import cycles_with_sessions_near


@periodic.job("workshops.release_places", every=dt.timedelta(seconds=45))
def release_due_places() -> None:
    """Each cycle in a transaction of its own: one that fails leaves the others alone until the next turn."""
    for cycle in cycles_with_holds_due():
        release_places(cycle)


@periodic.job("workshops.write_messages", every=dt.timedelta(minutes=1))
def write_messages() -> None:
    """Reminders and what follows sessions; each cycle apart, as above."""
    for cycle in cycles_with_sessions_near():
        write_due_messages(cycle)


@periodic.job("workshops.delete_needs", every=dt.timedelta(days=1))
def delete_needs_not_kept() -> None:
    delete_needs()
