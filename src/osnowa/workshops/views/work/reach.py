"""From an address to the thing, for whoever may see it. Everything else is 404: nothing is told."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from osnowa.programme.models import Programme, Role
from osnowa.workshops.models import Certificate, Cycle, Enrolment, Session
from osnowa.workshops.permissions import can_see_cycle, can_sign_attendance
from osnowa.workshops.queries.questions import asks_questions
from osnowa.workshops.queries.setting_up import with_team_and_sessions

SEE_OTHER = 303
TEAM = (Role.COORDINATOR, Role.TRAINER)
READERS = (Role.COORDINATOR, Role.TRAINER, Role.EVALUATOR)


def cycle_of(request: HttpRequest, programme: Programme, number: int, *, called_off: bool = False) -> Cycle:
    """The cycle with its sessions (with `called_off` those too) and trainers, if this account may see it.

    Carries `asks_questions` (of its form).
    """
    cycles = Cycle.objects.filter(programme=programme).annotate(asks_questions=asks_questions())
    cycle = get_object_or_404(with_team_and_sessions(cycles, called_off=called_off), number=number)
    cycle.programme = programme
    if not can_see_cycle(request.user, cycle):
        raise Http404
    return cycle


def session_of(cycle: Cycle, number: int, *, called_off: bool = False) -> Session:
    """`called_off`: also one that does not take place."""
    for session in cycle.sessions.all():
        if session.number == number:
            session.cycle = cycle
            return session
    if called_off:
        found = get_object_or_404(Session.every, cycle=cycle, number=number)
        found.cycle = cycle
        return found
    raise Http404


def session_to_sign(request: HttpRequest, programme: Programme, number: int, session: int) -> Session:
    """The session whose list this account may fill in; for everybody else it is not there."""
    found = session_of(cycle_of(request, programme, number), session)
    if not can_sign_attendance(request.user, found):
        raise Http404
    return found


def enrolment_of(cycle: Cycle, number: int) -> Enrolment:
    enrolment = get_object_or_404(
        Enrolment.objects.filter(cycle=cycle).select_related("person", "membership__organisation"),
        number=number,
    )
    enrolment.cycle = cycle
    return enrolment


def certificate_of(cycle: Cycle, sequence: int) -> Certificate:
    certificate = get_object_or_404(
        Certificate.objects.filter(enrolment__cycle=cycle).select_related("enrolment__person"),
        sequence=sequence,
    )
    certificate.enrolment.cycle = cycle
    return certificate
