"""Which organisations an issue reached: those of readers whom the registry knows."""

import datetime as dt
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from osnowa.lib.period import Period
from osnowa.newsletter.models import Delivery, Issue
from osnowa.programme.models import Programme

_ARRIVED = Q(state=Delivery.State.SENT)


def letters_to_organisations(programme: Programme, period: Period) -> QuerySet[Any]:
    """Letters of the period's issues that did not come back, to readers who belonged to an organisation by then.

    Each annotated with `organisation`; a reader of two organisations gives two rows.
    """
    return Delivery.objects.filter(
        _ARRIVED,
        issue__programme=programme,
        issue__queued_at__gte=period.starts_at,
        issue__queued_at__lt=period.ends_before,
        reader__person__memberships__organisation__merged_into=None,
        reader__person__memberships__organisation__isnull=False,
        reader__person__memberships__created_at__lte=F("issue__queued_at"),
    ).annotate(organisation=F("reader__person__memberships__organisation"))


def organisations_by_issue(
    programme: Programme, period: Period
) -> QuerySet[Any, tuple[int, str, dt.datetime, int]]:
    """Issue, its title, when it went out, and each organisation it reached: by time. One row each."""
    return (
        letters_to_organisations(programme, period)
        .order_by("issue__queued_at", "issue", "organisation")
        .values_list("issue", "issue__title", "issue__queued_at", "organisation")
        .distinct()
    )


def issues_sent(programme: Programme, period: Period) -> QuerySet[Issue]:
    """Issues of the period that reached somebody, by time, each with `letters` (those that did not come back)."""
    return (
        Issue.objects.filter(
            programme=programme, queued_at__gte=period.starts_at, queued_at__lt=period.ends_before
        )
        .annotate(letters=Count("deliveries", filter=Q(deliveries__state=Delivery.State.SENT)))
        .filter(letters__gt=0)
        .order_by("queued_at", "pk")
    )
