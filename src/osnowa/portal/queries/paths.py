"""An organisation's whole way, gathered from every room in the order of time."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from osnowa.cooperation.queries import path_steps as cooperation_steps
from osnowa.coworking.queries import path_steps as office_steps
from osnowa.people.models import LegalForm, Organisation
from osnowa.people.rules.path import PathStep
from osnowa.spreading.queries.told import path_steps as spreading_steps
from osnowa.support.queries import path_steps as support_steps
from osnowa.workshops.queries.paths import path_steps as workshop_steps

ROOMS: tuple[Callable[[Organisation], list[PathStep]], ...] = (
    workshop_steps,
    support_steps,
    office_steps,
    cooperation_steps,
    spreading_steps,
)


def path_of(organisation: Organisation, programmes: frozenset[int] | None) -> list[PathStep]:
    """Everything that happened with the organisation, oldest first.

    `programmes`: ids of the programmes whose steps may be shown; None shows all. What belongs to no programme
    (the registry, the office of the installation) is always shown.
    """
    steps = [*_registry(organisation), *(step for room in ROOMS for step in room(organisation))]
    return sorted(
        (step for step in steps if programmes is None or step.programme in {None, *programmes}),
        key=lambda step: step.happened_on,
    )


def _registry(organisation: Organisation) -> list[PathStep]:
    """What it was before and what it became: told only where it changed."""
    stages = list(organisation.stages.order_by("since_on", "pk"))
    return [
        PathStep(
            happened_on=stage.since_on,
            title=stage.name,
            text=_("From now on: %(form)s.") % {"form": LegalForm(stage.legal_form).label},
            state_label=_("registered"),
        )
        for stage in stages[1:]
    ]
