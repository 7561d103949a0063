"""Today's tasks about recruitment by points and by lot: marks that are owed, lists to publish."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from osnowa.lib import clock
from osnowa.portal.queries.task import Task
from osnowa.programme.models import Programme
from osnowa.workshops.models import Cycle
from osnowa.workshops.queries.cycles import is_ranked, list_is_out
from osnowa.workshops.queries.ranking import marks_missing


def recruitment_tasks(programme: Programme, cycles: list[Cycle]) -> Iterator[Task]:
    """What the coordinator has to do: marks that are owed, and lists that can be published. One query."""
    yield from marks_tasks(programme, cycles)
    for cycle in cycles:
        applied, starts_at = cycle.applied, cycle.first_starts_at  # type: ignore[attr-defined]
        is_open = cycle.recruitment_closes_at > clock.now()
        if is_open or not applied or not is_ranked(cycle) or list_is_out(cycle):
            continue
        yield Task(
            title=_("Publish who has a place: cycle %(number)d") % {"number": cycle.number},
            second=ngettext("%(count)d application", "%(count)d applications", applied) % {"count": applied},
            deed=pgettext("deed", "Look"),
            url=reverse("workshops:recruitment_list", args=[programme.slug, cycle.number]),
            due_on=starts_at.astimezone(clock.WARSAW).date() if starts_at else None,
        )


def marks_tasks(programme: Programme, cycles: Iterable[Cycle]) -> Iterator[Task]:
    """Applications that lack a reviewer's mark, by cycle. Due when the sign-up closes. One query."""
    missing = marks_missing(programme)
    for cycle in cycles if missing else ():
        count = missing.get(cycle.pk, 0)
        if count:
            yield Task(
                title=_("Mark the applications: cycle %(number)d") % {"number": cycle.number},
                second=ngettext("%(count)d mark is missing", "%(count)d marks are missing", count)
                % {"count": count},
                deed=pgettext("deed", "Assess"),
                url=reverse("workshops:applications", args=[programme.slug, cycle.number]),
                due_on=cycle.recruitment_closes_at.astimezone(clock.WARSAW).date(),
            )
