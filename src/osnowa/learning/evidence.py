"""What tests count towards an indicator: pairs of tests, and people who knew more after than before.

A fact happened on the day on which the second test was finished. Labels and reasons name things, never people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.learning.models import Sitting
from osnowa.lib.period import Period
from osnowa.programme.evidence import Counting, Evidence, Source
from osnowa.programme.models import Programme
from osnowa.workshops.evidence.groups import Known, known
from osnowa.workshops.evidence.lines import ONE, already, day_of, line

Moment = Sitting.Moment


@dataclass(frozen=True)
class Pair:
    """A second test, and the share of right answers in both; `before` is None where the first test is missing."""

    second: Any
    before: float | None
    after: float

    @property
    def grew(self) -> bool:
        return self.before is not None and round(self.after - self.before, 9) > 0


def tests_paired(programme: Programme, period: Period) -> Decimal:
    """People-and-cycles with both tests, the second finished in the period."""
    first = _finished(programme).filter(moment=Moment.BEFORE).values("enrolment_id")
    return Decimal(_seconds(programme, period).filter(enrolment_id__in=first).count())


def tests_paired_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    about = known(programme)
    for pair in pairs_of(programme, period):
        reason = "" if pair.before is not None else _("the first test is missing")
        yield _line(pair.second, about, reason=reason)


def people_grew(programme: Programme, period: Period) -> Decimal:
    """Different people whose second test, finished in the period, has a higher share of right answers than the first.

    Two aggregates, one for each test; what is compared is one pair of numbers per person and cycle.
    """
    return Decimal(
        len({pair.second.enrolment.person_id for pair in pairs_of(programme, period) if pair.grew})
    )


def people_grew_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    about = known(programme)
    counted: dict[int, int] = {}
    for pair in pairs_of(programme, period):
        enrolment = pair.second.enrolment
        reason = ""
        if pair.before is None:
            reason = _("the first test is missing")
        elif not pair.grew:
            reason = _("no more right answers than in the first test")
        elif enrolment.person_id in counted:
            reason = already(counted[enrolment.person_id])
        else:
            counted[enrolment.person_id] = enrolment.cycle.number
        yield _line(pair.second, about, reason=reason)


def _finished(programme: Programme) -> QuerySet[Sitting]:
    return Sitting.objects.filter(enrolment__cycle__programme=programme, finished_at__isnull=False)


def _seconds(programme: Programme, period: Period) -> QuerySet[Sitting]:
    return _finished(programme).filter(
        moment=Moment.AFTER, finished_at__gte=period.starts_at, finished_at__lt=period.ends_before
    )


def _with_counts(rows: QuerySet[Sitting]) -> QuerySet[Any]:
    question = ~Q(replies__item__correct="")
    return rows.annotate(
        of=Count("replies", filter=question),
        right=Count("replies", filter=question & Q(replies__given=F("replies__item__correct"))),
    )


def pairs_of(programme: Programme, period: Period) -> Iterator[Pair]:
    """Second tests of the period in the order of their days, with the first ones beside them: two queries."""
    seconds = _seconds(programme, period)
    firsts = _with_counts(
        _finished(programme).filter(moment=Moment.BEFORE, enrolment_id__in=seconds.values("enrolment_id"))
    )
    before = {row.enrolment_id: _share(row) for row in firsts}
    rows = (
        _with_counts(seconds)
        .select_related("enrolment__cycle", "enrolment__person", "enrolment__membership__organisation")
        .order_by("finished_at", "pk")
    )
    for row in rows:
        yield Pair(row, before.get(row.enrolment_id), _share(row))


def _share(row: Any) -> float:
    return row.right / row.of if row.of else 0.0


def _line(second: Any, about: Known, *, reason: str) -> Evidence:
    enrolment, day = second.enrolment, day_of(second.finished_at)
    label = _("Tests of cycle %(number)d: %(title)s") % {
        "number": enrolment.cycle.number,
        "title": enrolment.cycle.title,
    }
    return line(
        enrolment,
        day,
        ONE,
        label,
        Source("learning.sitting", second.pk),
        groups=about.of_person(enrolment, day),
        reason=reason,
    )


COUNTINGS: tuple[Counting, ...] = (
    Counting(
        "learning.people_grew",
        gettext_lazy("People whose competence grew"),
        gettext_lazy("people"),
        gettext_lazy(
            "People with a higher share of right answers after a cycle than before it, in two equivalent tests. Each "
            "person counts once, on the day of the second test. “I don't know” counts as not right."
        ),
        people_grew,
        people_grew_lines,
    ),
    Counting(
        "learning.tests_paired",
        gettext_lazy("Tests before and after"),
        gettext_lazy("pairs of tests"),
        gettext_lazy(
            "Pairs of tests of one person in one cycle, before and after; the second one finished in the period."
        ),
        tests_paired,
        tests_paired_lines,
    ),
)
