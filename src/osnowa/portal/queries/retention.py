"""Whose personal data are no longer needed: every programme they took part in has been over for long enough."""

import datetime as dt

from django.db.models import QuerySet

from osnowa.lib import clock
from osnowa.people.models import Membership, Person
from osnowa.portal import privacy
from osnowa.programme.models import Programme, TeamMember

WARNED_BEFORE = dt.timedelta(days=30)


def people_kept(programme: Programme) -> QuerySet[Person]:
    """Who took part in the programme, in whatever room, and is still named, by name."""
    return Person.objects.filter(privacy.people_in([programme.pk]), erased_at__isnull=True).order_by(
        "sort_key", "pk"
    )


def people_to_erase(programme: Programme) -> QuerySet[Person]:
    """Those of them whom nothing else keeps: no programme that is kept for longer, no organisation that they act for,
    no living role on a team.
    """
    day = programme.kept_until
    longer = [one.pk for one in Programme.objects.exclude(pk=programme.pk) if one.kept_until > day]
    return (
        people_kept(programme)
        .exclude(privacy.people_in(longer))
        .exclude(pk__in=Membership.objects.filter(confirmed_at__isnull=False).values("person"))
        .exclude(
            pk__in=TeamMember.objects.living().filter(account__person__isnull=False).values("account__person")
        )
    )


def programmes_to_warn() -> list[Programme]:
    """Those whose day is a month away or nearer, and whose coordinators were not told of this day yet."""
    near = clock.today() + WARNED_BEFORE
    return [
        one
        for one in Programme.objects.order_by("pk")
        if one.kept_until <= near and one.warned_for_on != one.kept_until and people_to_erase(one).exists()
    ]


def programmes_over() -> list[Programme]:
    """Those whose day has passed, a month or longer after the warning about this very day."""
    today = clock.today()
    return [
        one
        for one in Programme.objects.filter(warned_on__lte=today - WARNED_BEFORE).order_by("pk")
        if one.warned_for_on == one.kept_until and one.kept_until < today
    ]
