"""Today's tasks about tests: a cycle that promises them in its certificate and has none."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osnowa.learning.models import CycleTest
from osnowa.lib import clock
from osnowa.portal.queries.task import Task
from osnowa.programme.models import Programme
from osnowa.ui.words import day as day_words
from osnowa.workshops.models import Cycle

TEST_AHEAD = dt.timedelta(days=14)  # a week before people get the letter about it


def test_tasks(programme: Programme, cycles: list[Cycle]) -> Iterator[Task]:
    """Cycles that begin soon or go on, whose certificate needs both tests, and whose test nobody has chosen.

    One query, and only where there is such a cycle.
    """
    now = clock.now()
    wanting = [
        cycle
        for cycle in cycles
        if cycle.tests_for_certificate
        and cycle.first_starts_at is not None  # type: ignore[attr-defined]  # by cycles_of
        and cycle.first_starts_at <= now + TEST_AHEAD  # type: ignore[attr-defined]
        and cycle.last_ends_at > now  # type: ignore[attr-defined]
    ]
    chosen = (
        set(CycleTest.objects.filter(cycle__in=wanting).values_list("cycle_id", flat=True))
        if wanting
        else set()
    )
    for cycle in wanting:
        if cycle.pk in chosen:
            continue
        starts_on = cycle.first_starts_at.astimezone(clock.WARSAW).date()  # type: ignore[attr-defined]
        yield Task(
            title=_("Choose the test: cycle %(number)d") % {"number": cycle.number},
            second=_("first session %(day)s") % {"day": day_words(starts_on, year=False)}
            + " · "
            + _("the certificate needs both tests"),
            deed=pgettext("deed", "Choose"),
            url=reverse("learning:cycle", args=[programme.slug, cycle.number]),
            due_on=starts_on,
        )
