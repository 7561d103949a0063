"""Reading when people of the team are busy, as their own calendars say."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from osnowa.people.models import Account
from osnowa.workshops.models import BusyTime

Span = tuple[dt.datetime, dt.datetime]


def busy_times_of(accounts: Iterable[Account], period: Span) -> dict[int, list[Span]]:
    """Account id -> (starts_at, ends_at) of its busy times that touch the period, in order. One query.

    `period`: two aware moments. Every account asked for has an entry; who imported nothing has an empty list.
    """
    asked = [account.pk for account in accounts]
    found: dict[int, list[Span]] = {pk: [] for pk in asked}
    rows = BusyTime.objects.filter(account__in=asked, starts_at__lt=period[1], ends_at__gt=period[0])
    for account, starts_at, ends_at in rows.order_by("starts_at", "pk").values_list(
        "account_id", "starts_at", "ends_at"
    ):
        found[account].append((starts_at, ends_at))
    return found


@dataclass(frozen=True)
class BusySource:
    """One calendar that somebody imported."""

    name: str
    times: int
    first_at: dt.datetime
    last_at: dt.datetime
    imported_at: dt.datetime


def busy_sources_of(account: Account) -> list[BusySource]:
    """The calendars that an account imported, by name. One query."""
    rows = (
        BusyTime.objects.filter(account=account)
        .order_by()
        .values("source")
        .annotate(n=Count("pk"), first=Min("starts_at"), last=Max("ends_at"), when=Max("imported_at"))
        .order_by("source")
    )
    return [BusySource(row["source"], row["n"], row["first"], row["last"], row["when"]) for row in rows]
