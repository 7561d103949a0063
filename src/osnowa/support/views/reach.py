"""From an address to the thing, for whoever may see it. Everything else is 404: nothing is told."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from osnowa.people.models import Organisation
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import has_role
from osnowa.support.models import Adoption, Consultation, WorkLog
from osnowa.support.permissions import can_see_consultation
from osnowa.support.queries import (
    adoptions_in,
    adoptions_of,
    consultations_in,
    consultations_of,
    with_stages,
    work_logs_of,
)

SEE_OTHER = 303
PAGE = 30
ADVISERS = (Role.COORDINATOR, Role.MENTOR)
SUPPORT_READERS = (Role.COORDINATOR, Role.MENTOR, Role.EVALUATOR)
HOURS_READERS = (Role.COORDINATOR, Role.VOLUNTEER, Role.EVALUATOR)


def own_adoption_of(organisation: Organisation, pk: int) -> Adoption:
    adoption = get_object_or_404(with_stages(adoptions_in(organisation)), pk=pk)
    adoption.organisation = organisation
    return adoption


def adoption_of(programme: Programme, pk: int) -> Adoption:
    adoption = get_object_or_404(with_stages(adoptions_of(programme)), pk=pk)
    adoption.programme = programme
    return adoption


def own_consultation_of(organisation: Organisation, pk: int) -> Consultation:
    consultation = get_object_or_404(consultations_in(organisation), pk=pk)
    consultation.organisation = organisation
    return consultation


def consultation_of(request: HttpRequest, programme: Programme, pk: int) -> Consultation:
    consultation = get_object_or_404(consultations_of(programme), pk=pk)
    consultation.programme = programme
    if not can_see_consultation(request.user, consultation):
        raise Http404
    return consultation


def work_log_of(request: HttpRequest, programme: Programme, pk: int) -> WorkLog:
    """Coordinators and evaluators reach every entry, volunteers their own."""
    log = get_object_or_404(work_logs_of(programme), pk=pk)
    log.programme = programme
    sees_all = has_role(request.user, programme, Role.COORDINATOR, Role.EVALUATOR)
    if not sees_all and log.volunteer_id != request.user.pk:
        raise Http404
    return log
