"""A colleague signs up others of the organisation. Each answers for themselves, in time, or the place goes on."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account, Person
from osnowa.programme.models import InformationClause
from osnowa.workshops import emails
from osnowa.workshops.actions.answers import keep_answers
from osnowa.workshops.actions.enrolment import enrol
from osnowa.workshops.actions.needs import write_needs
from osnowa.workshops.actions.places import lock_cycle, release_places
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.rules.answers import Answers
from osnowa.workshops.rules.colleagues import MOST_COLLEAGUES, confirm_until, has_link

State = Enrolment.State
By = Account | str | None

colleague_confirmed = audit.deed(
    "workshops.colleague_confirmed", gettext_lazy("Sign-up by a colleague confirmed")
)
colleague_released = audit.deed(
    "workshops.colleague_released", gettext_lazy("Sign-up by a colleague not confirmed in time")
)


@transaction.atomic
def sign_up_colleagues(
    enrolment: Enrolment, people: Sequence[tuple[str, str]], *, submission_key: str, by: By
) -> list[Enrolment]:
    """Sign up others in the name of the same organisation: (name, e-mail) each. All or nobody.

    Each holds a seat (or a position) until they say yes on their own page, for 48 hours, or until the first session.
    Somebody signed up before keeps that sign-up. The same form sent twice is one.
    Raises RuleBroken: "cancelled", "unconfirmed" (who has not confirmed brings nobody), "link" (in the sender's name),
    "too_many", and those of `enrol`.
    """
    cycle = lock_cycle(enrolment.cycle)
    leader = Enrolment.objects.select_related("person", "membership").get(pk=enrolment.pk)
    leader.cycle = cycle
    if leader.state in (State.CANCELLED, State.REFUSED):
        raise RuleBroken(_("This sign-up is cancelled, so it cannot bring colleagues."), code="cancelled")
    if leader.confirm_until is not None:
        raise RuleBroken(_("First confirm your own sign-up."), code="unconfirmed")
    if has_link(leader.person.name):  # it would stand in letters to people who do not know the sender
        raise RuleBroken(_("Write a name only, without links."), code="link")
    first = cycle.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    until = confirm_until(clock.now(), first)
    found = []
    for name, email in people:
        result = enrol(
            cycle,
            name=name,
            email=email,
            phone="",
            organisation=leader.membership.typed if leader.membership else "",
            needs="",
            keep_needs=False,
            submission_key=f"{leader.pk}:{submission_key}",
            clause=None,
            language=leader.language,
            brought_by=leader,
            confirm_until=until,
            by=by,
        )
        found.append(result.enrolment)
    if leader.colleagues.count() > MOST_COLLEAGUES:
        raise RuleBroken(
            _("From here you can sign up %(most)d people. Ask the others to sign up themselves.")
            % {"most": MOST_COLLEAGUES},
            code="too_many",
        )
    return found


@transaction.atomic
def confirm_sign_up(
    enrolment: Enrolment,
    *,
    phone: str,
    needs: str,
    keep_needs: bool,
    answers: Answers,
    clause: InformationClause | None,
    by: By,
) -> Enrolment:
    """The person says yes to what a colleague began. A second click changes nothing.

    Raises RuleBroken ("cancelled") where the place has gone on.
    """
    cycle = lock_cycle(enrolment.cycle)
    found = Enrolment.objects.select_related("person", "membership").get(pk=enrolment.pk)
    found.cycle = cycle
    if found.state == State.CANCELLED:
        raise RuleBroken(_("This sign-up has ended. You can sign up again."), code="cancelled")
    if found.confirm_until is None:
        return found
    found.confirm_until = None
    found.clause = clause
    found.save(update_fields=["confirm_until", "clause"])
    if number := text.clean(phone):
        Person.objects.filter(pk=found.person_id).update(phone=number)
    write_needs(found, needs, keep=keep_needs)
    if answers.questions:
        keep_answers(found, answers)
    colleague_confirmed.record(found, by=by, programme_id=cycle.programme_id)
    sessions = list(cycle.sessions.all())
    if found.state == State.PLACED:
        emails.enrolment_confirmed(found, sessions)
    else:
        emails.enrolment_reserve(found, sessions)
    return found


@transaction.atomic
def release_unconfirmed(cycle: Cycle, *, by: Account | None = None) -> list[Enrolment]:
    """Let go of what nobody confirmed in time, and give the places to those who wait. Returns what was let go.

    Both are told once: the person, and the colleague who signed them up.
    """
    cycle = lock_cycle(cycle)
    due = (
        Enrolment.objects.filter(cycle=cycle, confirm_until__lte=clock.now())
        .exclude(state=State.CANCELLED)
        .select_related("person", "signed_up_by__person")
        .order_by("number")
    )
    released = list(due)
    for enrolment in released:
        enrolment.cycle = cycle
        enrolment.state_before, enrolment.state = enrolment.state, State.CANCELLED
        enrolment.cancelled_at = clock.now()
        enrolment.held_until = None
        enrolment.save(update_fields=["state", "state_before", "cancelled_at", "held_until"])
        colleague_released.record(enrolment, by=by, programme_id=cycle.programme_id)
        emails.colleague_released(enrolment)
        leader = enrolment.signed_up_by
        if leader is not None and leader.state != State.CANCELLED:
            leader.cycle = cycle
            emails.colleague_not_confirmed(leader, enrolment)
    if released:
        release_places(cycle, by=by)
    return released
