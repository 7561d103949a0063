"""What facts of workshops are split by: who came, for whom, from where, and whether for the first time."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy, pgettext_lazy

from osnowa.lib import clock, text
from osnowa.people.models import LegalForm, Organisation, OrganisationStage
from osnowa.programme.evidence import Dimension
from osnowa.programme.models import Programme
from osnowa.workshops.models import Answer, Attendance, Enrolment, Question

# The question of the sign-up form that is read has exactly these keys; who was not asked or did not answer is "unsaid".
GENDERS = ("woman", "man", "other", "unsaid")
UNSAID = "unsaid"

DIMENSIONS: tuple[Dimension, ...] = (
    Dimension(
        "gender",
        gettext_lazy("Women and men"),
        {
            "woman": gettext_lazy("women"),
            "man": gettext_lazy("men"),
            "other": pgettext_lazy("gender", "another gender"),
            "unsaid": pgettext_lazy("gender", "did not say"),
        },
    ),
    Dimension(
        "took_part",
        gettext_lazy("New and returning"),
        {
            "new": gettext_lazy("for the first time"),
            "returning": gettext_lazy("took part in an earlier cycle"),
        },
    ),
    Dimension(
        "seat",
        gettext_lazy("Seat of the organisation or group"),
        {
            "city": gettext_lazy("in the town of the programme"),
            "outside": gettext_lazy("outside it"),
            "unknown": pgettext_lazy("seat", "not known"),
        },
    ),
    Dimension("legal_form", gettext_lazy("Legal form of the organisation or group"), dict(LegalForm.choices)),
)


@dataclass(frozen=True)
class Known:
    """What a whole stream of facts is split by, looked up once: three questions, whatever the length.

    `city`: folded name of the programme's town, empty where it has none. `genders`: person -> key of GENDERS.
    `first_of_person`, `first_of_organisation`: -> the cycle in which they came first to a closed session.
    `stages`: organisation -> (since, legal form) of what it was, oldest first.
    """

    city: str
    genders: dict[int, str]
    first_of_person: dict[int, int]
    first_of_organisation: dict[int, int]
    stages: dict[int, list[tuple[dt.date, str]]]

    def of_person(self, enrolment: Enrolment, day: dt.date) -> dict[str, str]:
        """Groups of a fact about somebody who took part in the enrolment's cycle."""
        first = self.first_of_person.get(enrolment.person_id, enrolment.cycle_id)
        groups = {
            "cycle": str(enrolment.cycle.number),
            "gender": self.genders.get(enrolment.person_id, UNSAID),
            "took_part": "new" if first == enrolment.cycle_id else "returning",
        }
        return groups | self._of_seat_and_form(_organisation(enrolment), day)

    def of_organisation(self, enrolment: Enrolment, day: dt.date) -> dict[str, str]:
        """Groups of a fact about the organisation for which somebody took part."""
        groups = {"cycle": str(enrolment.cycle.number)}
        organisation = _organisation(enrolment)
        if organisation is not None:
            first = self.first_of_organisation.get(organisation.pk, enrolment.cycle_id)
            groups["took_part"] = "new" if first == enrolment.cycle_id else "returning"
        return groups | self._of_seat_and_form(organisation, day)

    def form_on(self, organisation: Organisation, day: dt.date) -> str:
        """The legal form on a day: a group that registered later was a group still."""
        stages = self.stages.get(organisation.pk)
        if not stages:
            return str(organisation.legal_form)
        return next((form for since, form in reversed(stages) if since <= day), stages[0][1])

    def _of_seat_and_form(self, organisation: Organisation | None, day: dt.date) -> dict[str, str]:
        groups = {}
        if self.city:
            town = text.fold(text.clean(organisation.town)) if organisation else ""
            groups["seat"] = ("city" if town == self.city else "outside") if town else "unknown"
        if organisation is not None:
            groups["legal_form"] = self.form_on(organisation, day)
        return groups


def known(programme: Programme) -> Known:
    """Read what facts of the programme are split by."""
    first_of_person: dict[int, int] = {}
    first_of_organisation: dict[int, int] = {}
    came = (
        Attendance.objects.filter(
            session__cycle__programme=programme, session__closed_at__isnull=False, mark__in=Attendance.CAME
        )
        .order_by()
        .values_list("enrolment__person", "enrolment__membership__organisation", "enrolment__cycle")
        .annotate(first_at=Min("session__starts_at"))
        .order_by("first_at", "enrolment__cycle__number")
    )
    for person, organisation, cycle, *_ in came:
        first_of_person.setdefault(person, cycle)
        if organisation is not None:
            first_of_organisation.setdefault(organisation, cycle)
    stages: dict[int, list[tuple[dt.date, str]]] = {}
    of_the_programme = Enrolment.objects.filter(cycle__programme=programme).values("membership__organisation")
    for organisation, since, form in (
        OrganisationStage.objects.filter(organisation__in=of_the_programme)
        .order_by("since_on", "id")
        .values_list("organisation", "since_on", "legal_form")
    ):
        stages.setdefault(organisation, []).append((since, form))
    return Known(
        text.fold(text.clean(programme.city)),
        _genders(programme),
        first_of_person,
        first_of_organisation,
        stages,
    )


def informal_on_the_day(marks: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Those of the marks whose organisation was an informal group on the day of the session: `form_on` in SQL."""
    stages = OrganisationStage.objects.filter(organisation=OuterRef("enrolment__membership__organisation"))
    then = stages.filter(since_on__lte=OuterRef("day")).order_by("-since_on", "-id")
    first = stages.order_by("since_on", "id")
    return marks.annotate(
        day=TruncDate("session__starts_at", tzinfo=clock.WARSAW),
        form_then=Coalesce(
            Subquery(then.values("legal_form")[:1]),
            Subquery(first.values("legal_form")[:1]),
            "enrolment__membership__organisation__legal_form",
        ),
    ).filter(form_then=LegalForm.INFORMAL)


def _genders(programme: Programme) -> dict[int, str]:
    """Person -> the key answered last, in any cycle of the programme."""
    answers = (
        Answer.objects.filter(question__programme=programme, question__kind=Question.Kind.CHOICE)
        .order_by("answered_at", "id")
        .values_list("enrolment__person", "value", "question__options")
    )
    return {
        person: value
        for person, value, options in answers.iterator(2000)
        if value in GENDERS and {option["key"] for option in options} == set(GENDERS)
    }


def _organisation(enrolment: Enrolment) -> Organisation | None:
    return enrolment.membership.organisation if enrolment.membership else None
