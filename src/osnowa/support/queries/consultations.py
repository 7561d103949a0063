"""Reading consultations: for the organisation, the mentor, the coordinator."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from osnowa.lib import clock
from osnowa.people.models import Account, Organisation
from osnowa.people.permissions import organisations_of
from osnowa.programme.models import Programme
from osnowa.support.models import Adoption, Consultation, Stage

State = Consultation.State
WAITS_LONG = dt.timedelta(days=7)


def consultations_of(programme: Programme) -> QuerySet[Consultation]:
    """Every consultation of the programme, newest first."""
    return Consultation.objects.filter(programme=programme).select_related(
        "organisation", "adoption", "mentor", "person", "settled_by"
    )


def consultations_by(programme: Programme, mentor: Account) -> QuerySet[Consultation]:
    return consultations_of(programme).filter(mentor=mentor)


def organisations_advised(programme: Programme, mentor: Account) -> set[int]:
    """Ids of those whose tool this mentor advises on, or whom they advised before. Two queries."""
    by_tool = Adoption.objects.filter(programme=programme, mentor=mentor).exclude(stage=Stage.LEFT)
    before = Consultation.objects.filter(programme=programme, mentor=mentor).exclude(state=State.WITHDRAWN)
    return {
        *by_tool.order_by().values_list("organisation_id", flat=True),
        *before.order_by().values_list("organisation_id", flat=True).distinct(),
    }


def consultations_about(adoption: Adoption) -> QuerySet[Consultation]:
    """Those about one tool, without withdrawn ones, newest first."""
    return (
        Consultation.objects.filter(adoption=adoption)
        .exclude(state=State.WITHDRAWN)
        .select_related("mentor", "person", "organisation")
    )


def consultations_in(organisation: Organisation) -> QuerySet[Consultation]:
    """The organisation's own in all programmes, without withdrawn ones, newest first."""
    return (
        Consultation.objects.filter(organisation=organisation)
        .exclude(state=State.WITHDRAWN)
        .select_related("programme", "adoption", "mentor", "person", "settled_by")
    )


def to_confirm(account: Account) -> QuerySet[Consultation]:
    """What waits for this account's word: of the organisations that it speaks for, and not written by itself."""
    return (
        Consultation.objects.filter(organisation__in=organisations_of(account), state=State.WAITING)
        .exclude(mentor=account)
        .exclude(person=account.person_id)
        .select_related("programme", "organisation", "adoption", "mentor")
        .order_by("held_on", "pk")
    )


def disputed(programme: Programme) -> QuerySet[Consultation]:
    return consultations_of(programme).filter(state=State.DISPUTED).order_by("settled_at", "pk")


def waiting_long(programme: Programme) -> QuerySet[Consultation]:
    """Those for whose confirmation the programme has waited more than seven days, the oldest first."""
    return (
        consultations_of(programme)
        .filter(state=State.WAITING, created_at__lt=clock.now() - WAITS_LONG)
        .order_by("created_at", "pk")
    )


def who_may_confirm(consultation: Consultation) -> QuerySet[Account]:
    """Active accounts that speak for the organisation and are not the mentor's, by name."""
    return (
        Account.objects.filter(
            is_active=True,
            person__memberships__organisation=consultation.organisation_id,
            person__memberships__confirmed_at__isnull=False,
        )
        .exclude(pk=consultation.mentor_id)
        .exclude(person=consultation.person_id)
        .distinct()
        .order_by("name", "pk")
    )


def confirmed_by_nobody(programme: Programme) -> QuerySet[Consultation]:
    """Those that wait although nobody acts for their organisation who could confirm them, the oldest first."""
    somebody = (
        Account.objects.filter(
            is_active=True,
            person__memberships__organisation=OuterRef("organisation"),
            person__memberships__confirmed_at__isnull=False,
        )
        .exclude(pk=OuterRef("mentor"))
        .exclude(person=OuterRef("person"))
    )
    return (
        consultations_of(programme)
        .filter(~Exists(somebody), state=State.WAITING)
        .order_by("created_at", "pk")
    )
