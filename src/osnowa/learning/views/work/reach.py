"""From an address to the thing, for whoever may see it. Everything else is 404: nothing is told."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from osnowa.learning.models import Item, Theme
from osnowa.programme.models import Programme, Role
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.permissions import can_see_cycle
from osnowa.workshops.queries.setting_up import with_team_and_sessions

SEE_OTHER = 303
TEAM = (Role.COORDINATOR, Role.TRAINER)
READERS = (Role.COORDINATOR, Role.TRAINER, Role.EVALUATOR)


def cycle_of(request: HttpRequest, programme: Programme, number: int) -> Cycle:
    """The cycle with its sessions and trainers, if this account may see it."""
    cycle = get_object_or_404(
        with_team_and_sessions(Cycle.objects.filter(programme=programme)), number=number
    )
    cycle.programme = programme
    if not can_see_cycle(request.user, cycle):
        raise Http404
    return cycle


def enrolment_of(cycle: Cycle, number: int) -> Enrolment:
    enrolment = get_object_or_404(
        Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED).select_related("person"),
        number=number,
    )
    enrolment.cycle = cycle
    return enrolment


def theme_of(programme: Programme, pk: int) -> Theme:
    return get_object_or_404(Theme, programme=programme, pk=pk)


def item_of(programme: Programme, pk: int) -> Item:
    return get_object_or_404(
        Item.objects.select_related("theme", "competence__framework"), theme__programme=programme, pk=pk
    )
