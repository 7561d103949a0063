"""What happens by the clock."""

import datetime as dt

from osnowa.lib import periodic
from osnowa.workshops.actions.certificates import continue_batch
from osnowa.workshops.actions.needs import delete_needs
from osnowa.workshops.actions.places import release_places
from osnowa.workshops.queries.certificates import batches_running
from osnowa.workshops.queries.cycles import cycles_with_holds_due


@periodic.job("workshops.release_places", every=dt.timedelta(seconds=45))
def release_due_places() -> None:
    """Each cycle in a transaction of its own: one that fails leaves the others alone until the next turn."""
    for cycle in cycles_with_holds_due():
        release_places(cycle)


@periodic.job("workshops.issue_certificates", every=dt.timedelta(seconds=3))
def issue_the_rest() -> None:
    """Certificates too many for one request, some at a time, so that other writers get their turn."""
    for batch in batches_running():
        while continue_batch(batch):
            pass


@periodic.job("workshops.delete_needs", every=dt.timedelta(days=1))
def delete_needs_not_kept() -> None:
    delete_needs()
