"""What the participant's own page shows beyond the sign-up itself."""

from dataclasses import replace

from django.utils.translation import get_language

from osnowa.lib import clock
from osnowa.people.queries import consent_choices
from osnowa.people.queries.consents import Choice
from osnowa.people.rules.consents import ASKED_OF_EVERYBODY
from osnowa.workshops.models import Enrolment
from osnowa.workshops.queries.organisation_limit import held_back

State = Enrolment.State


def may_change_answers(enrolment: Enrolment) -> bool:
    """Until recruitment closes, by whoever has confirmed. Needs the columns of `enrolment_by_token`."""
    return (
        bool(enrolment.asks_questions)  # type: ignore[attr-defined]
        and enrolment.state not in (State.CANCELLED, State.REFUSED)
        and enrolment.confirm_until is None
        and clock.now() < enrolment.cycle.recruitment_closes_at
    )


def may_bring_colleagues(enrolment: Enrolment) -> bool:
    """While recruitment is open, whoever stands in a cycle may sign up others of the organisation."""
    return (
        enrolment.state in (State.PLACED, State.RESERVE, State.APPLIED)
        and enrolment.confirm_until is None
        and enrolment.membership is not None
        and clock.now() < enrolment.cycle.recruitment_closes_at
    )


def consents_here(enrolment: Enrolment) -> list[Choice]:
    """What may be agreed to, and what was agreed to since this sign-up. One query.

    Consents given earlier are not shown: whoever types somebody's name and address would learn of them.
    """
    choices = [
        choice
        for choice in consent_choices(enrolment.person, get_language() or enrolment.language)
        if choice.kind in ASKED_OF_EVERYBODY
    ]
    return [
        choice
        if choice.given is None or choice.given.given_at >= enrolment.created_at
        else replace(choice, given=None)
        for choice in choices
    ]


def waits_for_limit(enrolment: Enrolment) -> bool:
    """Does only the limit of people per organisation keep this sign-up from a place? No query where there is none."""
    return enrolment.state == State.RESERVE and enrolment.pk in held_back(enrolment.cycle)
