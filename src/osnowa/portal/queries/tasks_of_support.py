"""What of block 2 waits for the coordinator: hours, consultations in doubt, tools of which nothing is heard."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from osnowa.lib import clock
from osnowa.portal.queries.task import Task
from osnowa.programme.models import Programme
from osnowa.support import queries as support
from osnowa.ui.words import day as day_words


def support_tasks(programme: Programme) -> Iterator[Task]:
    """Five questions, however much waits."""
    yield from _hours(programme)
    yield from _consultations(programme)
    yield from _adoptions(programme)


def _hours(programme: Programme) -> Iterator[Task]:
    count, since = _count(support.to_approve(programme), "done_on")
    if count:
        yield Task(
            title=_("Approve hours of volunteers"),
            second=ngettext("%(count)d entry waits", "%(count)d entries wait", count) % {"count": count}
            + ", "
            + _("the oldest of %(day)s") % {"day": day_words(since, year=False, weekday=False)},
            deed=pgettext("deed", "Approve"),
            url=reverse("support:hours", args=[programme.slug]),
        )


def _consultations(programme: Programme) -> Iterator[Task]:
    url = reverse("support:consultations", args=[programme.slug])
    disputed, _since = _count(support.disputed(programme), "held_on")
    if disputed:
        yield Task(
            title=_("Clear up disputed consultations"),
            second=ngettext(
                "%(count)d consultation: the organisation says that something is wrong",
                "%(count)d consultations: the organisations say that something is wrong",
                disputed,
            )
            % {"count": disputed},
            deed=pgettext("deed", "Look"),
            url=f"{url}?stan=disputed",
        )
    nobody, since = _count(support.confirmed_by_nobody(programme), "created_at")
    if nobody:
        yield Task(
            title=_("Find who can confirm consultations"),
            second=ngettext(
                "%(count)d consultation with an organisation for which nobody acts, since %(day)s",
                "%(count)d consultations with organisations for which nobody acts, the oldest since %(day)s",
                nobody,
            )
            % {
                "count": nobody,
                "day": day_words(since.astimezone(clock.WARSAW), year=False, weekday=False),
            },
            deed=pgettext("deed", "Look"),
            url=f"{url}?stan=waiting",
        )
    waiting, since = _count(support.waiting_long(programme), "created_at")
    if waiting:
        yield Task(
            title=_("Ask for confirmation of consultations"),
            second=ngettext(
                "%(count)d has waited for its organisation since %(day)s",
                "%(count)d have waited for their organisations, the oldest since %(day)s",
                waiting,
            )
            % {
                "count": waiting,
                "day": day_words(since.astimezone(clock.WARSAW), year=False, weekday=False),
            },
            deed=pgettext("deed", "Look"),
            url=f"{url}?stan=waiting",
        )


def _adoptions(programme: Programme) -> Iterator[Task]:
    alone, _first = _count(support.without_mentor(programme), "created_at")
    if alone:
        yield Task(
            title=_("Assign a mentor"),
            second=ngettext("%(count)d tool without one", "%(count)d tools without one", alone)
            % {"count": alone},
            deed=pgettext("deed", "Assign"),
            url=reverse("support:adoptions", args=[programme.slug]) + "?etap=bez-mentora",
        )
    still, since = _count(support.without_movement(programme), "stage_on")
    if still:
        yield Task(
            title=_("Ask how tools are getting on"),
            second=ngettext(
                "%(count)d tool without news since %(day)s",
                "%(count)d tools without news, the oldest since %(day)s",
                still,
            )
            % {"count": still, "day": day_words(since, year=False, weekday=False)},
            deed=pgettext("deed", "Look"),
            url=reverse("support:adoptions", args=[programme.slug]) + "?etap=bez-zmian",
        )


def _count(rows: QuerySet[Any], field: str) -> tuple[int, Any]:
    found = rows.order_by().aggregate(n=Count("pk"), first=Min(field))
    return found["n"], found["first"]
