"""Where facts of workshops stand."""

from django.urls import reverse

from osnowa.programme.models import Programme
from osnowa.reporting.queries.addresses.shapes import Addresses, Finder, Ids
from osnowa.workshops.models import Attendance, Certificate, Cycle, Enrolment, Session


def _attendance(programme: Programme, ids: Ids) -> Addresses:
    rows = Attendance.objects.filter(pk__in=ids, session__cycle__programme=programme).values_list(
        "pk", "session__cycle__number", "session__number"
    )
    return {
        pk: reverse("workshops:attendance", args=[programme.slug, cycle, session])
        for pk, cycle, session in rows
    }


def _session(programme: Programme, ids: Ids) -> Addresses:
    """One that was called off has no list: it stands on its cycle's page."""
    rows = Session.every.filter(pk__in=ids, cycle__programme=programme).values_list(
        "pk", "cycle__number", "number", "cancelled_at"
    )
    return {
        pk: reverse("workshops:work_cycle", args=[programme.slug, cycle])
        if cancelled_at
        else reverse("workshops:attendance", args=[programme.slug, cycle, session])
        for pk, cycle, session, cancelled_at in rows
    }


def _certificate(programme: Programme, ids: Ids) -> Addresses:
    rows = Certificate.objects.filter(pk__in=ids, programme=programme).values_list(
        "pk", "enrolment__cycle__number"
    )
    return {pk: reverse("workshops:certificates", args=[programme.slug, cycle]) for pk, cycle in rows}


def _cycle(programme: Programme, ids: Ids) -> Addresses:
    rows = Cycle.objects.filter(pk__in=ids, programme=programme).values_list("pk", "number")
    return {pk: reverse("workshops:work_cycle", args=[programme.slug, number]) for pk, number in rows}


def _enrolment(programme: Programme, ids: Ids) -> Addresses:
    rows = Enrolment.objects.filter(pk__in=ids, cycle__programme=programme).values_list("pk", "cycle__number")
    return {pk: reverse("workshops:work_cycle", args=[programme.slug, number]) for pk, number in rows}


FINDERS: dict[str, Finder] = {
    "workshops.attendance": _attendance,
    "workshops.session": _session,
    "workshops.certificate": _certificate,
    "workshops.cycle": _cycle,
    "workshops.enrolment": _enrolment,
}
