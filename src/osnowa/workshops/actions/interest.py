"""Addresses that want to hear when a sign-up opens: kept after a yes from the mailbox, told once, deleted."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.workshops import emails
from osnowa.workshops.actions.places import lock_cycle
from osnowa.workshops.models import Cycle, Interest

By = Account | str | None
BETWEEN_LETTERS = dt.timedelta(minutes=10)
UNCONFIRMED_KEPT = dt.timedelta(days=7)

interest_noted = audit.deed("workshops.interest_noted", gettext_lazy("Somebody wants to hear of the sign-up"))
interest_confirmed = audit.deed(
    "workshops.interest_confirmed", gettext_lazy("Wish to hear of the sign-up confirmed")
)
interest_deleted = audit.deed(
    "workshops.interest_deleted", gettext_lazy("Wish to hear of the sign-up deleted")
)
interested_told = audit.deed(
    "workshops.interested_told", gettext_lazy("Those who wanted to hear of the sign-up were told")
)


@transaction.atomic
def note_interest(cycle: Cycle, *, email: str, name: str, language: str, by: By) -> Interest:
    """Keep an address and write to it, so that its owner confirms. Another time writes at most every ten minutes.

    Says nothing about whether the address was known. Raises RuleBroken: "unpublished", "open" (sign up instead).
    """
    cycle = lock_cycle(cycle)
    if not cycle.is_published:
        raise RuleBroken(_("There is no such cycle."), code="unpublished")
    if clock.now() >= cycle.recruitment_opens_at:
        raise RuleBroken(_("The sign-up is open already."), code="open")
    key = text.email_key(email)
    found = Interest.objects.filter(cycle=cycle, email_key=key).first()
    if found is None:
        found = Interest.objects.create(
            cycle=cycle, email=email.strip(), email_key=key, name=text.clean(name)[:150], language=language
        )
        interest_noted.record(found, by=by, programme_id=cycle.programme_id)
    elif found.confirmed_at is not None or clock.now() < found.written_at + BETWEEN_LETTERS:
        return found
    else:
        found.written_at = clock.now()
        found.save(update_fields=["written_at"])
    emails.interest_to_confirm(found)
    return found


@transaction.atomic
def confirm_interest(interest: Interest, *, by: By) -> None:
    """The owner of the mailbox says yes. A second click changes nothing."""
    lock_cycle(interest.cycle)
    changed = Interest.objects.filter(pk=interest.pk, confirmed_at=None).update(confirmed_at=clock.now())
    if changed:
        interest_confirmed.record(interest, by=by, programme_id=interest.cycle.programme_id)


@transaction.atomic
def delete_interest(interest: Interest, *, by: By) -> None:
    """Forget the address at once. A second click changes nothing."""
    pk = interest.pk
    deleted, _rows = Interest.objects.filter(pk=pk).delete()
    if deleted:
        interest_deleted.record(interest.cycle, by=by, programme_id=interest.cycle.programme_id)


@transaction.atomic
def tell_interested(cycle: Cycle, *, by: Account | None = None) -> int:
    """The sign-up is open: write to everybody who confirmed, then delete all addresses. Returns how many were told."""
    cycle = lock_cycle(cycle)
    if not cycle.is_published or clock.now() < cycle.recruitment_opens_at:
        return 0
    rows = list(Interest.objects.filter(cycle=cycle))
    told = [row for row in rows if row.confirmed_at is not None]
    if clock.now() < cycle.recruitment_closes_at:  # late news would only annoy
        for row in told:
            row.cycle = cycle
            emails.sign_up_open(row)
    Interest.objects.filter(pk__in=[row.pk for row in rows]).delete()
    if rows:
        interested_told.record(cycle, by=by, programme_id=cycle.programme_id, count=len(told))
    return len(told)


@transaction.atomic
def delete_unconfirmed_interest() -> int:
    """Forget addresses whose owners did not answer within a week. Returns how many."""
    old = Interest.objects.filter(confirmed_at=None, created_at__lt=clock.now() - UNCONFIRMED_KEPT)
    return old.delete()[0]
