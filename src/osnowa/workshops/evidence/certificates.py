"""People who finished, and certificates: what papers prove, and who has none."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from osnowa.lib.period import Period
from osnowa.programme.evidence import Evidence, Source
from osnowa.programme.models import Programme
from osnowa.ui import words
from osnowa.workshops.evidence.groups import Known, known
from osnowa.workshops.evidence.lines import CHUNK, ONE, already, cycles_ending_in, day_of, line
from osnowa.workshops.models import Attendance, Certificate, Enrolment
from osnowa.workshops.rules import certificates as rules
from osnowa.workshops.rules import hours


def people_finished(programme: Programme, period: Period) -> Decimal:
    """Different people with a valid certificate of a cycle whose last session was in the period."""
    return Decimal(
        _papers(programme)
        .filter(_on("finished_on", period), revoked_at__isnull=True)
        .aggregate(n=Count("enrolment__person", distinct=True))["n"]
    )


def people_finished_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """One line per certificate, then one per person who took part in a finished cycle and has none."""
    counted: dict[int, int] = {}
    about = known(programme)
    papers = _papers(programme).filter(_on("finished_on", period)).order_by("finished_on", "sequence")
    for paper in papers.iterator(CHUNK):
        person, cycle = paper.enrolment.person_id, paper.enrolment.cycle.number
        if not paper.is_valid:
            yield _paper_line(paper, paper.finished_on, about, reason=_revoked(paper))
        elif person in counted:
            yield _paper_line(paper, paper.finished_on, about, reason=already(counted[person]))
        else:
            counted[person] = cycle
            yield _paper_line(paper, paper.finished_on, about)
    yield from _without_certificate(programme, period, about)


def certificates_issued(programme: Programme, period: Period) -> Decimal:
    """Certificates issued in the period that are valid today."""
    issued = Q(issued_at__gte=period.starts_at, issued_at__lt=period.ends_before)
    return Decimal(_papers(programme).filter(issued, revoked_at__isnull=True).count())


def certificates_issued_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    papers = _papers(programme).filter(issued_at__gte=period.starts_at, issued_at__lt=period.ends_before)
    about = known(programme)
    for paper in papers.order_by("sequence").iterator(CHUNK):
        yield _paper_line(
            paper, day_of(paper.issued_at), about, reason="" if paper.is_valid else _revoked(paper)
        )


def _papers(programme: Programme) -> QuerySet[Certificate]:
    return Certificate.objects.filter(programme=programme).select_related(
        "enrolment__cycle", "enrolment__person", "enrolment__membership__organisation", "replaced_by"
    )


def _without_certificate(programme: Programme, period: Period, about: Known) -> Iterator[Evidence]:
    """People who came to a finished cycle and never had its certificate: too few hours, or not issued yet."""
    for cycle in cycles_ending_in(programme, period).filter(still_open=0).order_by("last_ends_at", "number"):
        sessions = list(cycle.sessions.all())
        whole = sum(hours.minutes_between(one.starts_at, one.ends_at) for one in sessions)
        attended: dict[int, int] = {}
        for who, start, end, missed in Attendance.objects.filter(
            session__cycle=cycle, mark__in=Attendance.CAME
        ).values_list("enrolment_id", "session__starts_at", "session__ends_at", "minutes_missed"):
            attended[who] = attended.get(who, 0) + hours.minutes_attended(start, end, missed)
        people = (
            Enrolment.objects.filter(cycle=cycle, pk__in=attended, certificates__isnull=True)
            .select_related("person", "membership__organisation")
            .order_by("number")
        )
        for enrolment in people:
            minutes = attended[enrolment.pk]
            earned = rules.is_earned(minutes, whole, cycle.share_for_certificate)
            lacks_tests = cycle.tests_for_certificate and enrolment.tests_done_at is None
            enrolment.cycle = cycle
            yield line(
                enrolment,
                day_of(cycle.last_starts_at),
                ONE,
                _("Cycle %(number)d: %(title)s") % {"number": cycle.number, "title": cycle.title},
                Source("workshops.enrolment", enrolment.pk),
                groups=about.of_person(enrolment, day_of(cycle.last_starts_at)),
                reason=_("both tests are needed, and are not done")
                if earned and lacks_tests
                else _("no certificate issued")
                if earned
                else _("below the share: %(attended)s of %(whole)s hours, and %(share)d %% are needed")
                % {
                    "attended": words.decimal(hours.as_hours(minutes), 2),
                    "whole": words.decimal(hours.as_hours(whole), 2),
                    "share": cycle.share_for_certificate,
                },
            )


def _paper_line(paper: Certificate, day: dt.date, about: Known, *, reason: str = "") -> Evidence:
    label = _("Certificate %(number)s, cycle %(cycle)d") % {
        "number": paper.number,
        "cycle": paper.enrolment.cycle.number,
    }
    return line(
        paper.enrolment,
        day,
        ONE,
        label,
        Source("workshops.certificate", paper.pk),
        groups=about.of_person(paper.enrolment, day),
        reason=reason,
    )


def _revoked(paper: Certificate) -> str:
    successor = getattr(paper, "replaced_by", None)
    if paper.revoked_reason == Certificate.Reason.REPLACED and successor is not None:
        return _("replaced by certificate %(number)s") % {"number": successor.number}
    revoked_at = paper.revoked_at or paper.issued_at
    return _("revoked on %(day)s") % {"day": words.short_date(day_of(revoked_at))}


def _on(field: str, period: Period) -> Q:
    return Q(**{f"{field}__gte": period.start, f"{field}__lte": period.end})
