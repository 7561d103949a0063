"""People, hours and organisations: everything that attendance alone proves."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext as _

from osnowa.lib.period import Period
from osnowa.people.models import LegalForm
from osnowa.programme.evidence import Evidence
from osnowa.programme.models import Programme
from osnowa.workshops.evidence.groups import Known, informal_on_the_day, known
from osnowa.workshops.evidence.lines import CLOSED, ONE, already, attendance_line, came, day_of, streamed
from osnowa.workshops.models import Attendance
from osnowa.workshops.rules import hours


def people_attended(programme: Programme, period: Period) -> Decimal:
    """Different people who came to at least one closed session in the period."""
    return Decimal(
        came(programme, period).filter(CLOSED).aggregate(n=Count("enrolment__person", distinct=True))["n"]
    )


def people_attended_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """One line per person and cycle, by date: the person's first closed session counts, later cycles do not."""
    counted: dict[int, int] = {}
    about = known(programme)
    seen: set[tuple[int, bool]] = set()
    for mark in streamed(came(programme, period)):
        enrolment = mark.enrolment
        closed = mark.session.closed_at is not None
        if (enrolment.pk, closed) in seen:
            continue
        seen.add((enrolment.pk, closed))
        if not closed:
            yield attendance_line(mark, ONE, about, reason=_("attendance list not closed yet"))
        elif enrolment.person_id in counted:
            yield attendance_line(mark, ONE, about, reason=already(counted[enrolment.person_id]))
        else:
            counted[enrolment.person_id] = enrolment.cycle.number
            yield attendance_line(mark, ONE, about)


def training_hours(programme: Programme, period: Period) -> Decimal:
    """Person-hours: clock hours that people were present at closed sessions, without minutes missed.

    The database groups by session and minutes missed, so that the same rounding serves total and lines.
    """
    groups = (
        came(programme, period)
        .filter(CLOSED)
        .order_by()
        .values_list("session__starts_at", "session__ends_at", "minutes_missed")
        .annotate(people=Count("pk"))
    )
    return hours.sum_of_rounded(
        (hours.minutes_attended(start, end, missed), people) for start, end, missed, people in groups
    )


def training_hours_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    about = known(programme)
    for mark in streamed(came(programme, period)):
        session = mark.session
        minutes = hours.minutes_attended(session.starts_at, session.ends_at, mark.minutes_missed)
        reason = "" if session.closed_at is not None else _("attendance list not closed yet")
        yield attendance_line(mark, hours.as_hours(minutes), about, reason=reason)


def organisations_reached(programme: Programme, period: Period) -> Decimal:
    """Different organisations and groups whose people came to at least one closed session in the period."""
    return Decimal(
        came(programme, period)
        .filter(CLOSED)
        .aggregate(n=Count("enrolment__membership__organisation", distinct=True))["n"]
    )


def organisations_reached_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """One line per organisation and cycle, by date, and one per person whose organisation is not known."""
    return _organisation_lines(streamed(came(programme, period)), known(programme))


def groups_reached(programme: Programme, period: Period) -> Decimal:
    """Different organisations that were informal groups on the day of a closed session to which their people came."""
    return Decimal(
        informal_on_the_day(came(programme, period).filter(CLOSED)).aggregate(
            n=Count("enrolment__membership__organisation", distinct=True)
        )["n"]
    )


def groups_reached_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """As for organisations, of informal groups only; also people whose organisation or group is not identified yet."""
    about = known(programme)

    def of_groups() -> Iterator[Attendance]:
        for mark in streamed(came(programme, period)):
            membership = mark.enrolment.membership
            if membership is None:
                continue
            group = membership.organisation
            if group is None or about.form_on(group, day_of(mark.session.starts_at)) == LegalForm.INFORMAL:
                yield mark

    return _organisation_lines(of_groups(), about)


def _organisation_lines(marks: Iterable[Attendance], about: Known) -> Iterator[Evidence]:
    counted: dict[int, int] = {}
    seen: set[tuple[str, int, int, bool]] = set()
    for mark in marks:
        enrolment, membership = mark.enrolment, mark.enrolment.membership
        organisation = membership.organisation_id if membership else None
        closed = mark.session.closed_at is not None
        kind = ("organisation", organisation) if organisation else ("enrolment", enrolment.pk)
        key = (*kind, enrolment.cycle_id, closed)
        if key in seen:
            continue
        seen.add(key)
        reason = ""
        if not closed:
            reason = _("attendance list not closed yet")
        elif organisation is None:
            reason = (
                _("no organisation named") if membership is None else _("organisation not identified yet")
            )
        elif organisation in counted:
            reason = already(counted[organisation])
        else:
            counted[organisation] = enrolment.cycle.number
        yield attendance_line(mark, ONE, about, reason=reason, of_organisation=True)
