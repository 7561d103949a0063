"""What happens by the clock."""

import datetime as dt

from osnowa.lib import periodic
from osnowa.workshops.actions.busy_times import forget_past_busy_times
from osnowa.workshops.actions.certificates import continue_batch
from osnowa.workshops.actions.colleagues import release_unconfirmed
from osnowa.workshops.actions.interest import delete_unconfirmed_interest, tell_interested
from osnowa.workshops.actions.messages import write_due_messages
from osnowa.workshops.actions.needs import delete_needs
from osnowa.workshops.actions.places import release_places
from osnowa.workshops.actions.sign_up_sheets import delete_old_sheets
from osnowa.workshops.queries.certificates import batches_running
from osnowa.workshops.queries.cycles import (
    cycles_to_tell_of,
    cycles_with_holds_due,
    cycles_with_unconfirmed_due,
)
from osnowa.workshops.queries.messages import cycles_with_sessions_near


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


@periodic.job("workshops.write_messages", every=dt.timedelta(minutes=1))
def write_messages() -> None:
    """Reminders and what follows sessions; each cycle apart, as above."""
    for cycle in cycles_with_sessions_near():
        write_due_messages(cycle)


@periodic.job("workshops.delete_needs", every=dt.timedelta(days=1))
def delete_needs_not_kept() -> None:
    delete_needs()


@periodic.job("workshops.forget_past_busy_times", every=dt.timedelta(days=1))
def forget_busy_times_of_the_past() -> None:
    forget_past_busy_times()


@periodic.job("workshops.release_unconfirmed", every=dt.timedelta(minutes=5))
def release_due_unconfirmed() -> None:
    for cycle in cycles_with_unconfirmed_due():
        release_unconfirmed(cycle)


@periodic.job("workshops.tell_interested", every=dt.timedelta(minutes=5))
def tell_all_interested() -> None:
    for cycle in cycles_to_tell_of():
        tell_interested(cycle)


@periodic.job("workshops.delete_passing", every=dt.timedelta(hours=6))
def delete_passing_data() -> None:
    """Addresses that nobody confirmed, and tables that nobody took over."""
    delete_unconfirmed_interest()
    delete_old_sheets()
