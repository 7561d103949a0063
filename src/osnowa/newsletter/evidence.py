"""What counts of the newsletter: issues, and letters that did not come back. One line for each issue, nobody's name."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.newsletter.models import Delivery, Issue
from osnowa.programme.evidence import Counting, Evidence, Source
from osnowa.programme.models import Programme

_ARRIVED = Q(deliveries__state=Delivery.State.SENT)
CHUNK = 200


def issues(programme: Programme, period: Period) -> Decimal:
    """Issues that reached somebody, on the day on which they went out."""
    return Decimal(_sent_in(programme, period).filter(arrived__gt=0).count())


def issues_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    for issue in _sent_in(programme, period).iterator(CHUNK):
        yield _line(issue, Decimal(1))


def letters(programme: Programme, period: Period) -> Decimal:
    """Letters that mail servers took and that did not come back, on the day of their issue."""
    sent = Delivery.objects.filter(issue__in=_sent_in(programme, period), state=Delivery.State.SENT)
    return Decimal(sent.count())


def letters_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    for issue in _sent_in(programme, period).iterator(CHUNK):
        yield _line(issue, Decimal(issue.arrived))  # type: ignore[attr-defined]  # annotated


def _sent_in(programme: Programme, period: Period) -> QuerySet[Issue]:
    start = clock.moment(period.start, dt.time(0))
    end = clock.moment(period.end + dt.timedelta(days=1), dt.time(0))
    found = Issue.objects.filter(programme=programme, queued_at__gte=start, queued_at__lt=end)
    return found.annotate(arrived=Count("deliveries", filter=_ARRIVED)).order_by("queued_at", "pk")


def _line(issue: Issue, amount: Decimal) -> Evidence:
    moment = issue.queued_at or issue.created_at
    return Evidence(
        happened_on=moment.astimezone(clock.WARSAW).date(),
        amount=amount,
        label=issue.title,
        source=Source("newsletter.issue", issue.pk),
        reason="" if issue.arrived else _("it has reached nobody yet"),  # type: ignore[attr-defined]  # annotated
    )


COUNTINGS: tuple[Counting, ...] = (
    Counting(
        kind="newsletter.issues_sent",
        name=gettext_lazy("issues of the newsletter sent"),
        unit=pgettext_lazy("unit", "issues"),
        definition=gettext_lazy(
            "Issues of the programme's newsletter that reached somebody, each once, on its day."
        ),
        total=issues,
        lines=issues_lines,
    ),
    Counting(
        kind="newsletter.letters_delivered",
        name=gettext_lazy("letters of the newsletter delivered"),
        unit=pgettext_lazy("unit", "letters"),
        definition=gettext_lazy(
            "Letters that mail servers took and that did not come back, on the day of their issue. A person who gets "
            "two issues counts twice. Who opens them is not measured."
        ),
        total=letters,
        lines=letters_lines,
    ),
)
