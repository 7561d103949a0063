"""What support knows about a person: export and erase."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q

from osnowa.people.models import Account, Person
from osnowa.support.models import Adoption, AdoptionStage, Consultation, WorkLog


def export(person: Person) -> dict[str, Any]:
    """Tools looked after, stages and objections written, consultations given and hours worked, as plain values."""
    account = Account.objects.filter(person=person).first()
    stages = AdoptionStage.objects.filter(recorded_by=account) if account else AdoptionStage.objects.none()
    disputed = Consultation.objects.filter(settled_by=account) if account else Consultation.objects.none()
    return {
        "tools_looked_after": [
            {
                "programme": row.programme.title,
                "organisation": row.organisation.name,
                "tool": row.tool_name,
                "purpose": row.purpose,
                "stage": row.stage,
                "stage_on": row.stage_on.isoformat(),
            }
            for row in Adoption.objects.filter(owner=person)
            .select_related("programme", "organisation")
            .order_by("pk")
        ],
        "stages_recorded": [
            {
                "tool": row.adoption.tool_name,
                "stage": row.stage,
                "day": row.happened_on.isoformat(),
                "note": row.note,
                "proof_link": row.proof_link,
                "proof_file": row.proof_name,
                "recorded_at": row.recorded_at.isoformat(),
            }
            for row in stages.select_related("adoption").order_by("pk")
        ],
        "consultations_given": [_consultation(row) for row in _consultations(Q(person=person))],
        "consultations_answered": [
            {**_consultation(row), "objection": row.objection} for row in disputed.order_by("pk")
        ],
        "hours": [
            {
                "programme": row.programme.title,
                "day": row.done_on.isoformat(),
                "minutes": row.minutes,
                "what": row.what,
                "state": row.state,
                "reason": row.reason,
            }
            for row in WorkLog.objects.filter(person=person).select_related("programme").order_by("pk")
        ],
    }


def _consultations(mine: Q) -> Any:
    return Consultation.objects.filter(mine).select_related("programme", "organisation").order_by("pk")


def _consultation(row: Consultation) -> dict[str, Any]:
    return {
        "programme": row.programme.title,
        "organisation": row.organisation.name,
        "day": row.held_on.isoformat(),
        "minutes": row.minutes,
        "form": row.form,
        "topic": row.topic,
        "agreed": row.agreed,
        "state": row.state,
    }


def people_in(programmes: Collection[int]) -> list[Any]:
    """Querysets of ids: who looks after a tool, advised, or gave hours in one of these programmes."""
    return [
        Adoption.objects.filter(programme__in=programmes).values("owner"),
        Consultation.objects.filter(programme__in=programmes).values("person"),
        WorkLog.objects.filter(programme__in=programmes).values("person"),
    ]


@transaction.atomic
def erase(person: Person) -> None:
    """Forget what the person wrote in their own words and the files they gave. Days, stages, hours and totals stay.

    Runs before `people.privacy.erase`, which cuts the account off from its person. A repeat changes nothing.
    """
    WorkLog.objects.filter(person=person).update(what="", reason="")
    account = Account.objects.filter(person=person).first()
    if account is None:
        return
    Consultation.objects.filter(settled_by=account).update(objection="")
    for row in AdoptionStage.objects.filter(recorded_by=account):
        if row.proof_file:
            transaction.on_commit(lambda kept=row.proof_file: kept.storage.delete(kept.name))  # type: ignore[misc]
        AdoptionStage.objects.filter(pk=row.pk).update(note="", proof_link="", proof_file="", proof_name="")
