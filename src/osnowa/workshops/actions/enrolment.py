"""Signing up, changing, giving up and coming back. Every deed locks the cycle first: the last place has one owner."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.prepared import Prepared
from osnowa.people.actions import match_membership
from osnowa.people.models import Account, Person
from osnowa.programme.models import InformationClause
from osnowa.workshops import emails
from osnowa.workshops.actions.answers import keep_answers
from osnowa.workshops.actions.naming import name_key, rename
from osnowa.workshops.actions.needs import write_needs
from osnowa.workshops.actions.places import lock_cycle, release_places
from osnowa.workshops.models import AccessNeeds, Cycle, Enrolment, Session
from osnowa.workshops.queries.cycles import is_ranked, list_is_out, recruitment_of
from osnowa.workshops.queries.enrolments import cancellation_letters, mailed_since, needs_kept
from osnowa.workshops.queries.organisation_limit import held_back, is_at_limit
from osnowa.workshops.queries.reserve import is_asked, is_waiting
from osnowa.workshops.rules.answers import NO_ANSWERS, Answers
from osnowa.workshops.rules.places import HOLD, Places
from osnowa.workshops.rules.recruitment import Recruitment

State = Enrolment.State
By = Account | str | None
LETTERS_OF_A_CANCELLATION = 2  # the deed's own, and one for a repeated sign-up in its ten minutes

enrolled = audit.deed("workshops.enrolled", gettext_lazy("Sign-up received"))
enrolment_changed = audit.deed("workshops.enrolment_changed", gettext_lazy("Sign-up changed"))
enrolment_cancelled = audit.deed("workshops.enrolment_cancelled", gettext_lazy("Sign-up cancelled"))
cancellation_undone = audit.deed("workshops.cancellation_undone", gettext_lazy("Cancellation taken back"))


@dataclass(frozen=True)
class Enrolled:
    """What came of a sign-up.

    `fresh`: this form made it. `same_form`: the very form that made it was sent again, so its sender may see the
    participant's page. Neither: the person was signed up before by another form, and only the mailbox gets the link.
    """

    enrolment: Enrolment
    fresh: bool
    same_form: bool


@transaction.atomic
def enrol(
    cycle: Cycle,
    *,
    name: str,
    email: str,
    phone: str,
    organisation: str,
    needs: str,
    keep_needs: bool,
    submission_key: str,
    clause: InformationClause | None,
    language: str,
    accept_reserve: bool = False,
    answers: Answers = NO_ANSWERS,
    brought_by: Enrolment | None = None,
    confirm_until: dt.datetime | None = None,
    by: By,
) -> Enrolled:
    """Give the person a place, or a position on the reserve list.

    `submission_key`: of the form; the same form sent twice by the same person is one sign-up, whatever became of it.
    `accept_reserve`: join the reserve list of a cycle whose recruitment has closed.
    Where places go by points or by lot the person has applied, and waits for the list.
    `answers`: to the questions of the cycle. `brought_by`: the colleague who signs the person up, with the moment
    `confirm_until` by which the person has to say yes.
    An organisation at its limit gets a position on the reserve list, and keeps nobody else from a place.
    Raises RuleBroken: "unpublished", "not_open", "closed" (the reserve list is offered), "deciding", "started".
    """
    cycle = lock_cycle(cycle)  # two people must not take the last place
    if not cycle.is_published:
        raise RuleBroken(_("There is no such cycle."), code="unpublished")
    name, email = text.clean(name), email.strip()
    key = _key(cycle, submission_key, name=name, email=email)
    sent_before = _sent.first(cycle=cycle.pk, key=key)
    if sent_before is not None:
        sent_before.cycle = cycle
        return Enrolled(sent_before, fresh=False, same_form=True)

    counts = _count(cycle)
    if counts["due"]:
        release_places(cycle)
        counts = _count(cycle)
    sessions = list(cycle.sessions.all())
    before = _of_person(cycle, name=name, email=email)
    if before is not None:  # asked first, so that a repeat leaves nothing behind in the registry
        return _repeated(before, sessions)
    membership = match_membership(email, name, phone, organisation, by=by)

    blocked = len(held_back(cycle)) if counts["waiting"] else 0
    places = Places(cycle.capacity, taken=counts["taken"], reserve=counts["waiting"] - blocked)
    state = _state_for_newcomer(cycle, places, sessions, accept_reserve=accept_reserve)
    over_limit = state == State.PLACED and is_at_limit(cycle, membership)
    if over_limit:
        state = State.RESERVE
    now = clock.now()
    try:
        with transaction.atomic():
            enrolment = Enrolment.objects.create(
                cycle=cycle,
                person=membership.person,
                membership=membership,
                number=(counts["last"] or 0) + 1,
                state=state,
                submission_key=key,
                clause=clause,
                language=language,
                created_at=now,
                placed_at=now if state == State.PLACED else None,
                signed_up_by=brought_by,
                confirm_until=confirm_until,
            )
    except IntegrityError:  # only where the lock was not enough: the constraint is the proof
        return _after_race(cycle, key, sessions, name=name, email=email)
    if wanted := text.clean_lines(needs)[:500]:
        AccessNeeds.objects.create(enrolment=enrolment, text=wanted, keep=keep_needs)
    elif kept := needs_kept(membership.person):
        AccessNeeds.objects.create(enrolment=enrolment, text=kept, keep=True, is_carried=True)
    if answers.questions:
        keep_answers(enrolment, answers)
    enrolled.record(enrolment, by=by, programme_id=cycle.programme_id, state=state)
    _confirm(enrolment, sessions, position=counts["asked"] + counts["waiting"] + 1, over_limit=over_limit)
    return Enrolled(enrolment, fresh=True, same_form=True)


@transaction.atomic
def cancel_enrolment(enrolment: Enrolment, *, by: By) -> Enrolment:
    """Give up a place or a position on the reserve list. For ten minutes it can be taken back.

    A second click changes nothing. Raises RuleBroken ("over") after the cycle's last session.
    """
    enrolment, sessions = _locked(enrolment)
    if enrolment.state in (State.CANCELLED, State.REFUSED):
        return enrolment
    now = clock.now()
    if sessions and all(session.ends_at <= now for session in sessions):
        raise RuleBroken(_("The cycle is over, so there is nothing to cancel any more."), code="over")
    enrolment.state_before = enrolment.state
    enrolment.state = State.CANCELLED
    enrolment.cancelled_at = now
    enrolment.held_until = now + HOLD if enrolment.state_before == State.PLACED else None
    had_offer, enrolment.offered_until = enrolment.offered_until is not None, None
    enrolment.save(update_fields=["state", "state_before", "cancelled_at", "held_until", "offered_until"])
    enrolment_cancelled.record(
        enrolment, by=by, programme_id=enrolment.cycle.programme_id, state_before=enrolment.state_before
    )
    emails.enrolment_cancelled(enrolment)
    if had_offer:  # the place waits for nobody any more: the next one is asked at once
        release_places(enrolment.cycle)
    return enrolment


@transaction.atomic
def undo_cancellation(enrolment: Enrolment, *, by: By) -> Enrolment:
    """Take a cancellation back: the very place, or the very position on the reserve list.

    A second click changes nothing. Raises RuleBroken ("too_late") once the seat has gone on or the ten minutes are
    over, and ("again") where the person has signed up anew meanwhile.
    """
    enrolment, sessions = _locked(enrolment)
    if enrolment.state != State.CANCELLED:
        return enrolment
    _bring_back(enrolment, sessions, by=by)
    return enrolment


@transaction.atomic
def change_enrolment(
    enrolment: Enrolment,
    *,
    name: str,
    phone: str,
    organisation: str,
    needs: str,
    keep_needs: bool,
    remove_phone: bool = False,
    by: By,
) -> Enrolment:
    """Put right what was typed. The address stays: whoever holds the link must not be able to take it over.

    `phone`: empty leaves the known one, unless `remove_phone`; a number typed goes before the tick.
    Another person's name passes the place on, until somebody attended.
    Raises RuleBroken: "cancelled", "attended" (a different name after the first attendance), "again" (that person is
    signed up already), each with its field.
    """
    enrolment, _sessions = _locked(enrolment)
    if enrolment.state == State.CANCELLED:
        raise RuleBroken(_("This sign-up is cancelled, so it cannot be changed."), code="cancelled")
    name, phone, organisation = text.clean(name), text.clean(phone), text.clean(organisation)
    changed = []
    if name != enrolment.person.name:
        rename(enrolment, name, by=by)
        changed.append("name")
    typed = enrolment.membership.typed if enrolment.membership else ""
    new_number = bool(phone) and phone != enrolment.person.phone
    if new_number or organisation != typed or "name" in changed:
        matched = match_membership(enrolment.person.email, enrolment.person.name, phone, organisation, by=by)
        if matched.typed != typed:
            changed.append("organisation")
        enrolment.membership = matched
    removed = remove_phone and not phone and bool(enrolment.person.phone)
    if new_number or removed:  # whoever holds the link may give a new number; the mailbox hears of it
        Person.objects.filter(pk=enrolment.person_id).update(phone=phone)
        changed.append("phone")
    if write_needs(enrolment, needs, keep=keep_needs):
        changed.append("needs")
    if not changed:
        return enrolment
    enrolment.save(update_fields=["person", "membership"])
    enrolment_changed.record(enrolment, by=by, programme_id=enrolment.cycle.programme_id, fields=changed)
    emails.enrolment_changed(enrolment)
    return enrolment


def _key(cycle: Cycle, submission_key: str, *, name: str, email: str) -> str:
    """What makes two sendings one: form, cycle and person. A shared computer's Back button may hold somebody else's."""
    words = [str(cycle.pk), submission_key, text.email_key(email), name_key(name)]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:40]


_held = Q(state=State.CANCELLED, held_until__isnull=False)
_counted: Prepared[Any] = Prepared(
    lambda cycle, now: (
        Enrolment.objects.filter(cycle=cycle)
        .order_by()
        .values("cycle")
        .annotate(
            taken=Count("id", filter=Q(state=State.PLACED) | _held | is_asked()),
            waiting=Count("id", filter=is_waiting()),
            asked=Count("id", filter=is_asked()),
            due=Count("id", filter=_held & Q(held_until__lte=now) | is_asked() & Q(offered_until__lte=now)),
            last=Max("number"),
        )
    ),
    cycle=int,
    now=dt.datetime,
)


def _count(cycle: Cycle) -> dict[str, int]:
    """Seats and numbers of a locked cycle. Holds and offers not yet let go take a seat, whatever the clock says."""
    found: dict[str, int] | None = _counted.first(cycle=cycle.pk, now=clock.now())
    return found or {"taken": 0, "waiting": 0, "asked": 0, "due": 0, "last": 0}


def _all_of(cycle: Cycle) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(cycle=cycle)


_sent = Prepared(
    lambda cycle, key: Enrolment.objects.filter(cycle=cycle, submission_key=key), cycle=int, key=str
)
_by_person = Prepared(
    lambda cycle, email, name: (
        Enrolment.objects.filter(cycle=cycle, person__email_key=email, person__name_key=name)
        .select_related("person")
        .order_by("-number")
    ),
    cycle=int,
    email=str,
    name=str,
)


def _of_person(cycle: Cycle, *, name: str, email: str) -> Enrolment | None:
    """The person's sign-up that still stands, or whose cancellation can still be taken back."""
    for enrolment in _by_person.rows(cycle=cycle.pk, email=text.email_key(email), name=name_key(name)):
        enrolment.cycle = cycle
        if enrolment.state != State.CANCELLED or _can_come_back(enrolment):
            return enrolment
    return None


def _can_come_back(enrolment: Enrolment) -> bool:
    """A held seat stays its owner's until it is released; a position on the reserve list, for ten minutes."""
    until = enrolment.undo_until
    return until is not None and (enrolment.held_until is not None or clock.now() < until)


def _state_for_newcomer(
    cycle: Cycle, places: Places, sessions: list[Session], *, accept_reserve: bool
) -> Enrolment.State:
    stands = recruitment_of(
        cycle,
        places,
        min((session.starts_at for session in sessions), default=None),
        max((session.ends_at for session in sessions), default=None),
    )
    match stands:
        case Recruitment.OPEN:
            return State.APPLIED if is_ranked(cycle) else State.PLACED
        case Recruitment.RESERVE:
            return State.RESERVE
        case Recruitment.CLOSED if accept_reserve:
            return State.RESERVE
        case Recruitment.CLOSED:
            raise RuleBroken(_("The sign-up has closed. You can still join the reserve list."), code="closed")
        case Recruitment.NOT_OPEN:
            raise RuleBroken(_("The sign-up has not opened yet."), code="not_open")
        case Recruitment.DECIDING:
            raise RuleBroken(
                _("The sign-up has closed, and it is being decided who has a place."), code="deciding"
            )
        case _:
            raise RuleBroken(_("The cycle has already begun, so nobody can join it."), code="started")


def _repeated(before: Enrolment, sessions: list[Session]) -> Enrolled:
    """The same person once more: nothing changes, and the mailbox gets the link, at most once in ten minutes.

    A cancellation stands, since anybody can type a name and an address; its letter, with the way to take it back,
    is written a second time, for the first went when the button was pressed.
    """
    if before.state == State.CANCELLED:
        if (
            before.cancelled_at
            and cancellation_letters(before, before.cancelled_at) < LETTERS_OF_A_CANCELLATION
        ):
            emails.enrolment_cancelled(before)
    elif not mailed_since(before, clock.now() - HOLD):
        _confirm(before, sessions)
    return Enrolled(before, fresh=False, same_form=False)


def _after_race(cycle: Cycle, key: str, sessions: list[Session], *, name: str, email: str) -> Enrolled:
    """Somebody wrote the same a moment earlier: theirs is the one."""
    twin = _all_of(cycle).filter(submission_key=key).first()
    if twin is not None:
        twin.cycle = cycle
        return Enrolled(twin, fresh=False, same_form=True)
    before = _of_person(cycle, name=name, email=email)
    if before is None:
        raise RuleBroken(_("Somebody signed up at the same moment. Send the form once more."), code="race")
    return _repeated(before, sessions)


def _bring_back(enrolment: Enrolment, sessions: list[Session], *, by: By) -> None:
    if not _can_come_back(enrolment):
        raise RuleBroken(
            _("The ten minutes are over and the place has gone on. You can sign up again."), code="too_late"
        )
    others = Enrolment.objects.filter(cycle=enrolment.cycle_id, person=enrolment.person_id)
    if others.exclude(state=State.CANCELLED).exists():
        raise RuleBroken(_("You have signed up again meanwhile, and that sign-up stands."), code="again")
    enrolment.state = State(enrolment.state_before)
    if enrolment.state == State.APPLIED and list_is_out(enrolment.cycle):
        enrolment.state = (
            State.RESERVE
        )  # the list came out meanwhile, without it: so it stands behind everybody
    enrolment.state_before = ""
    enrolment.cancelled_at = enrolment.held_until = None
    enrolment.save(update_fields=["state", "state_before", "cancelled_at", "held_until"])
    cancellation_undone.record(enrolment, by=by, programme_id=enrolment.cycle.programme_id)
    if enrolment.state == State.RESERVE and enrolment.pk in {
        promoted.pk for promoted in release_places(enrolment.cycle)
    }:
        enrolment.refresh_from_db(
            fields=["state", "placed_at", "offered_until"]
        )  # a seat became free meanwhile, and its mail is out
        return
    _confirm(enrolment, sessions)


def _confirm(
    enrolment: Enrolment, sessions: list[Session], position: int | None = None, *, over_limit: bool = False
) -> None:
    if enrolment.confirm_until is not None:
        emails.colleague_invited(enrolment, sessions, position=position)
    elif enrolment.state == State.PLACED:
        emails.enrolment_confirmed(enrolment, sessions)
    elif enrolment.state == State.APPLIED:
        emails.enrolment_applied(enrolment, sessions)
    else:
        emails.enrolment_reserve(enrolment, sessions, position=position, over_limit=over_limit)


def _locked(enrolment: Enrolment) -> tuple[Enrolment, list[Session]]:
    """The enrolment, fresh, under the lock of its cycle."""
    cycle = lock_cycle(enrolment.cycle)
    found = Enrolment.objects.select_related("person", "membership", "needs").get(pk=enrolment.pk)
    found.cycle = cycle
    return found, list(cycle.sessions.all())
