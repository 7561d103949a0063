"""The answer to an offered place: yes, no, or later "I would still like one". Every deed locks the cycle first."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.workshops import emails
from osnowa.workshops.actions.places import has_started, lock_cycle, promote, release_places, set_aside
from osnowa.workshops.models import Enrolment

State = Enrolment.State
By = Account | str | None

offer_declined = audit.deed("workshops.offer_declined", gettext_lazy("Offered place declined"))
asked_again = audit.deed(
    "workshops.asked_again", gettext_lazy("Asked for a place from the reserve list again")
)
reconfirmed = audit.deed("workshops.reconfirmed", gettext_lazy("Said: I am coming"))


@transaction.atomic
def accept_offer(enrolment: Enrolment, *, by: By) -> Enrolment:
    """Take the offered place. It is theirs until the clock has let it go on, even a moment after the deadline.

    A second click changes nothing. Raises RuleBroken: "cancelled", "too_late" (it went on, or the cycle has begun).
    """
    enrolment = _locked(enrolment)
    if enrolment.state == State.PLACED:
        return enrolment
    _refuse_cancelled(enrolment)
    sessions = list(enrolment.cycle.sessions.all())
    now = clock.now()
    if enrolment.offered_until is None or (enrolment.offered_until <= now and has_started(sessions, now)):
        raise RuleBroken(
            _(
                "The time to answer is over, and the next person has been asked. "
                "You are still on the reserve list and can ask for a place again."
            ),
            code="too_late",
        )
    promote(enrolment, by=by)
    emails.enrolment_confirmed(enrolment, sessions)
    return enrolment


@transaction.atomic
def decline_offer(enrolment: Enrolment, *, by: By) -> Enrolment:
    """Say no to the offered place: the next one is asked at once, the person stays on the list, passed over.

    A second click changes nothing. Raises RuleBroken: "cancelled", "placed" (the yes came first).
    """
    enrolment = _locked(enrolment)
    _refuse_cancelled(enrolment)
    if enrolment.state == State.PLACED:
        raise RuleBroken(
            _("You have taken the place already. If you cannot come, give it up below."), code="placed"
        )
    if enrolment.offered_until is None:
        return enrolment
    set_aside(enrolment, declined=True)
    offer_declined.record(enrolment, by=by, programme_id=enrolment.cycle.programme_id)
    release_places(enrolment.cycle)
    return enrolment


@transaction.atomic
def ask_again(enrolment: Enrolment, *, by: By) -> Enrolment:
    """Come back into line, at the position that the sign-up always had. A place that is free now is theirs at once.

    A second click changes nothing. Raises RuleBroken ("cancelled").
    """
    enrolment = _locked(enrolment)
    _refuse_cancelled(enrolment)
    if enrolment.state == State.PLACED or enrolment.set_aside_at is None:
        return enrolment
    enrolment.set_aside_at = enrolment.offer_declined_at = None
    enrolment.save(update_fields=["set_aside_at", "offer_declined_at"])
    asked_again.record(enrolment, by=by, programme_id=enrolment.cycle.programme_id)
    release_places(enrolment.cycle)
    enrolment.refresh_from_db(fields=["state", "placed_at", "offered_until"])
    if enrolment.offered_until is not None:  # they have just said that they want it
        return accept_offer(enrolment, by=by)
    return enrolment


@transaction.atomic
def reconfirm(enrolment: Enrolment, *, by: By) -> Enrolment:
    """Say before the cycle: I am coming. A second click changes nothing. Raises RuleBroken ("no_place")."""
    enrolment = _locked(enrolment)
    if enrolment.state != State.PLACED:
        raise RuleBroken(
            _("You have no place in this cycle, so there is nothing to confirm."), code="no_place"
        )
    if enrolment.reconfirmed_at is None:
        enrolment.reconfirmed_at = clock.now()
        enrolment.save(update_fields=["reconfirmed_at"])
        reconfirmed.record(enrolment, by=by, programme_id=enrolment.cycle.programme_id)
    return enrolment


def _locked(enrolment: Enrolment) -> Enrolment:
    cycle = lock_cycle(enrolment.cycle)
    found = Enrolment.objects.select_related("person", "membership").get(pk=enrolment.pk)
    found.cycle = cycle
    return found


def _refuse_cancelled(enrolment: Enrolment) -> None:
    if enrolment.state not in (State.PLACED, State.RESERVE):
        raise RuleBroken(_("This sign-up is cancelled, so no place can be given to it."), code="cancelled")
