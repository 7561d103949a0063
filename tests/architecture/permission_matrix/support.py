"""Tools introduced, consultations, hours of volunteers."""

from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile

from osnowa.support.models import Adoption, AdoptionStage, Consultation, WorkLog
from tests.architecture.permission_matrix.shapes import (
    COORD,
    COORDINATOR,
    EVALUATOR,
    FIGURES,
    MEMBER,
    MENTOR,
    NOBODY,
    PROGRAMME,
    VOLUNTEER,
    Row,
    Who,
)
from tests.factories.support import AdoptionFactory, ConsultationFactory, WorkLogFactory

MEMBERS: Who = frozenset({MEMBER})
MENTORS: Who = frozenset({MENTOR})
VOLUNTEERS: Who = frozenset({VOLUNTEER})
ADVISERS: Who = frozenset({COORDINATOR, MENTOR})
READERS: Who = frozenset({COORDINATOR, MENTOR, EVALUATOR})
HOURS: Who = frozenset({COORDINATOR, VOLUNTEER, EVALUATOR})

OWN = "organisation.pk"
OWN_TOOL = f"{OWN} adoption.pk"
OWN_TALK = f"{OWN} consultation.pk"
TOOL = f"{PROGRAMME} adoption.pk"
TALK = f"{PROGRAMME} consultation.pk"
LOG = f"{PROGRAMME} work_log.pk"

ROWS: tuple[Row, ...] = (
    # an organisation's own members
    Row("support:own_adoptions", OWN, get=MEMBERS),
    Row("support:own_adoption_new", OWN, get=MEMBERS, post=MEMBERS),
    Row("support:own_adoption", OWN_TOOL, get=MEMBERS),
    Row("support:own_adoption_change", OWN_TOOL, get=MEMBERS, post=MEMBERS),
    Row("support:own_stage", OWN_TOOL, get=MEMBERS, post=MEMBERS),
    Row("support:own_proof", f"{OWN_TOOL} stage.pk", get=MEMBERS),
    Row("support:own_consultations", OWN, get=MEMBERS),
    Row("support:own_consultation", OWN_TALK, get=MEMBERS),
    Row("support:own_consultation_confirm", OWN_TALK, get=None, post=MEMBERS),
    Row("support:own_consultation_dispute", OWN_TALK, get=None, post=MEMBERS),
    # the team
    Row("support:adoptions", PROGRAMME, get=READERS),
    Row("support:adoption", TOOL, get=READERS),
    Row("support:adoption_stage", TOOL, get=ADVISERS, post=ADVISERS),
    Row("support:adoption_mentor", TOOL, get=COORD, post=COORD),
    Row("support:proof", f"{TOOL} stage.pk", get=ADVISERS, note="a file may show names: not for evaluators"),
    Row("support:consultations", PROGRAMME, get=READERS),
    Row("support:consultation_new", PROGRAMME, get=MENTORS, post=MENTORS),
    Row("support:consultation", TALK, get=FIGURES, note="and its mentor: tests/support"),
    Row("support:consultation_change", TALK, get=NOBODY, post=NOBODY, note="its mentor: tests/support"),
    Row("support:consultation_withdraw", TALK, get=None, post=NOBODY, note="its mentor: tests/support"),
    Row("support:consultation_remind", TALK, get=None, post=COORD),
    Row("support:hours", PROGRAMME, get=HOURS),
    Row("support:hours_new", PROGRAMME, get=VOLUNTEERS, post=VOLUNTEERS),
    Row("support:work_log", LOG, get=FIGURES, note="and its volunteer: tests/support"),
    Row("support:hours_change", LOG, get=NOBODY, post=NOBODY, note="its volunteer: tests/support"),
    Row("support:hours_withdraw", LOG, get=None, post=NOBODY, note="its volunteer: tests/support"),
    Row("support:hours_approve", LOG, get=None, post=COORD),
    Row("support:hours_return", LOG, get=None, post=COORD),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """One of everything, made by factories in `own.programme` (and `own.organisation`). Names are used by `args`."""
    adoption = AdoptionFactory(
        programme=own.programme, organisation=own.organisation, tool_name=f"Etherpad {first_number}"
    )
    stage = adoption.stages.get()
    stage.proof_name = "zrzut.png"
    stage.proof_file.save("zrzut.png", ContentFile(b"\x89PNG\r\n\x1a\n"), save=True)
    return {
        "adoption": adoption,
        "stage": stage,
        "consultation": ConsultationFactory(
            programme=own.programme, organisation=own.organisation, adoption=adoption
        ),
        "work_log": WorkLogFactory(programme=own.programme, organisation=own.organisation),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    adoptions = Adoption.objects.filter(programme=own.programme, organisation=own.organisation)
    stage = AdoptionStage.objects.filter(adoption__in=adoptions).exclude(proof_file="").order_by("pk").first()
    adoption = stage.adoption if stage is not None else adoptions.order_by("pk").first()
    return {
        "adoption": adoption,
        "stage": stage,
        "consultation": Consultation.objects.filter(
            programme=own.programme, organisation=adoption.organisation
        )
        .order_by("pk")
        .first(),
        "work_log": WorkLog.objects.filter(programme=own.programme).order_by("pk").first(),
    }
