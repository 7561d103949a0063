"""To whom letters may go."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from osnowa.lib import clock
from osnowa.newsletter.models import MailingList, Reader, Segment, Subscription, Suppression


def confirmed_readers() -> QuerySet[Reader]:
    """Who said yes twice and wants letters today: not ended, not paused, address not stopped."""
    stopped = Suppression.objects.filter(email_key=OuterRef("email_key"), lifted_at__isnull=True)
    return Reader.objects.filter(
        Q(paused_until__isnull=True) | Q(paused_until__lte=clock.today()),
        ~Exists(stopped),
        confirmed_at__isnull=False,
        ended_at__isnull=True,
    )


def addressees(chosen: Segment | MailingList | None) -> QuerySet[Reader]:
    """Who gets an issue now: the readers of a list, of a segment, or (None) all confirmed ones."""
    readers = confirmed_readers()
    if isinstance(chosen, MailingList):
        on_it = Subscription.objects.filter(reader=OuterRef("pk"), mailing_list=chosen, ended_at__isnull=True)
        return readers.filter(Exists(on_it))
    return readers
