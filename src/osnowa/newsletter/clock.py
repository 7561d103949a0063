"""What happens by the clock. Sending itself is the worker's own turn (project.worker), not a job of one runner."""

import datetime as dt
import logging

from django.conf import settings

from osnowa.lib import periodic
from osnowa.newsletter.actions.delivery import begin_due
from osnowa.newsletter.actions.readers import forget_unconfirmed
from osnowa.newsletter.actions.returned import read_mailbox
from osnowa.newsletter.actions.sequences import write_step
from osnowa.newsletter.actions.sheets import delete_old_sheets
from osnowa.newsletter.actions.taking_over import take_over_consents
from osnowa.newsletter.queries.sequences import steps_running
from osnowa.newsletter.registers.mailbox import MailboxClosed, place_of

logger = logging.getLogger("osnowa.newsletter")

periodic.job("newsletter.begin_due", every=dt.timedelta(minutes=1))(begin_due)


@periodic.job("newsletter.take_over_consents", every=dt.timedelta(minutes=2))
def take_over_all_consents() -> None:
    take_over_consents()


@periodic.job("newsletter.write_sequences", every=dt.timedelta(minutes=5))
def write_sequences() -> None:
    """Each letter of each series in a transaction of its own."""
    for step in steps_running():
        write_step(step)


@periodic.job("newsletter.read_returns", every=dt.timedelta(minutes=10))
def read_returns() -> None:
    """The mailbox of returned letters, where there is one."""
    place = place_of(settings.BOUNCE_MAILBOX) if settings.BOUNCE_MAILBOX else None
    if place is not None:
        try:
            read_mailbox(place)
        except MailboxClosed as closed:
            logger.warning("The mailbox of returned letters is closed: %s", closed)


@periodic.job("newsletter.delete_passing", every=dt.timedelta(hours=6))
def delete_passing_data() -> None:
    """Addresses that nobody confirmed, and lists of addresses that nobody took over."""
    forget_unconfirmed()
    delete_old_sheets()
