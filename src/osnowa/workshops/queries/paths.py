"""What workshops say on an organisation's way: one step for each cycle to which it sent somebody."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osnowa.lib import clock
from osnowa.people.models import Organisation
from osnowa.people.rules.path import PathStep
from osnowa.workshops.models import Attendance, Certificate, Cycle, Enrolment
from osnowa.workshops.models.cycle import STANDING


def path_steps(organisation: Organisation) -> list[PathStep]:
    """Cycles in which people placed in the organisation's name took part, or will. Five questions at most."""
    here = Enrolment.objects.filter(membership__organisation=organisation, state=Enrolment.State.PLACED)
    cycles = list(
        Cycle.objects.filter(pk__in=here.values("cycle"))
        .select_related("programme")
        .annotate(
            first_starts_at=Min("sessions__starts_at", filter=STANDING),
            last_ends_at=Max("sessions__ends_at", filter=STANDING),
        )
        .order_by("first_starts_at", "number")
    )
    if not cycles:
        return []
    people = _counted(here.values_list("cycle").annotate(n=Count("pk")))
    marks = Attendance.objects.filter(enrolment__in=here, session__closed_at__isnull=False)
    held = _counted(marks.values_list("enrolment__cycle").annotate(n=Count("pk")))
    came = _counted(
        marks.filter(mark__in=Attendance.CAME).values_list("enrolment__cycle").annotate(n=Count("pk"))
    )
    papers = _counted(
        Certificate.objects.filter(enrolment__in=here, revoked_at__isnull=True)
        .values_list("enrolment__cycle")
        .annotate(n=Count("pk"))
    )
    return [
        _step(
            cycle,
            people.get(cycle.pk, 0),
            came.get(cycle.pk, 0),
            held.get(cycle.pk, 0),
            papers.get(cycle.pk, 0),
        )
        for cycle in cycles
    ]


def _counted(rows: Iterable[Any]) -> dict[int, int]:
    """Cycle -> count."""
    return dict(rows)


def _step(cycle: Cycle, people: int, came: int, held: int, papers: int) -> PathStep:
    starts_at, ends_at = cycle.first_starts_at, cycle.last_ends_at  # type: ignore[attr-defined]
    now = clock.now()
    said = [ngettext("%(count)d person", "%(count)d people", people) % {"count": people}]
    if held:
        said.append(_("attendance %(came)d of %(held)d") % {"came": came, "held": held})
    if papers:
        said.append(ngettext("%(count)d certificate", "%(count)d certificates", papers) % {"count": papers})
    if ends_at is not None and ends_at <= now:
        state, label = "done", _("over")
    elif starts_at is not None and starts_at <= now:
        state, label = "progress", _("under way")
    else:
        state, label = "none", _("planned")
    return PathStep(
        happened_on=(starts_at or cycle.recruitment_opens_at).astimezone(clock.WARSAW).date(),
        title=_("Workshops: %(title)s") % {"title": cycle.title},
        text=", ".join(said) + ".",
        state=state,
        state_label=label,
        url=reverse("workshops:work_cycle", args=[cycle.programme.slug, cycle.number]),
        programme=cycle.programme_id,
    )
