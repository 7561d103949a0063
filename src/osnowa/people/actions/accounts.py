"""From a person to an account and back: membership that gives rights, and the person behind somebody of the team."""

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import deeds
from osnowa.people.models import Account, Membership, Person
from osnowa.people.rules import names


@transaction.atomic
def person_of(account: Account, *, by: Account | None) -> Person:
    """The person behind an account, made where there was none: hours, bookings and figures belong to persons.

    The same address and name give the same person. A second call gives what the first one gave.
    """
    account = locks.lock(account)
    if account.person is not None:
        return account.person
    name = account.name or account.email.partition("@")[0]
    name_key, email_key = names.folded(name) or name.casefold(), text.email_key(account.email)
    locks.lock_words("person", email_key, name_key)
    person = Person.objects.filter(email_key=email_key, name_key=name_key, account__isnull=True).first()
    if person is None:
        person = Person.objects.create(name=name[:150], email=account.email, created_at=clock.now())
    account.person = person
    account.save(update_fields=["person"])
    deeds.person_linked.record(account, by=by, person=person.pk)
    return person


@transaction.atomic
def confirm_membership(membership: Membership, *, by: Account | None) -> Membership:
    """Say that this person speaks for the organisation; from now on they may sign in by a code to their address.

    Twice is once. Raises RuleBroken: "unsettled" (nobody said yet which organisation was meant), "own" (nobody
    confirms themselves), "address" (an account with the person's address belongs to somebody else: NGOs share
    mailboxes), "no_address", "erased".
    """
    membership = locks.lock(membership)
    if membership.confirmed_at is not None:
        return membership
    if membership.organisation_id is None or membership.match == Membership.Match.DOUBTFUL:
        raise RuleBroken(_("Say first which organisation was meant."), code="unsettled")
    person = locks.lock(membership.person)
    if person.erased_at is not None:
        raise RuleBroken(_("This person asked to be forgotten."), code="erased")
    if by is not None and by.person_id == person.pk:
        raise RuleBroken(_("Somebody else has to confirm your own membership."), code="own")
    _open_account(person)
    membership.confirmed_at = clock.now()
    membership.confirmed_by = by
    membership.save(update_fields=["confirmed_at", "confirmed_by"])
    deeds.membership_confirmed.record(membership, by=by, organisation=membership.organisation_id)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by: Account | None) -> Membership:
    """Take the right to speak for the organisation away, from the next request on. Twice is once."""
    membership = locks.lock(membership)
    if membership.confirmed_at is None:
        return membership
    membership.confirmed_at = membership.confirmed_by = None
    membership.save(update_fields=["confirmed_at", "confirmed_by"])
    deeds.membership_ended.record(membership, by=by, organisation=membership.organisation_id)
    return membership


def _open_account(person: Person) -> Account:
    if not person.email_key:
        raise RuleBroken(_("This person left no e-mail address, so they cannot sign in."), code="no_address")
    locks.lock_words("account", person.email_key)
    own = Account.objects.filter(person=person).first()
    if own is not None:
        return own
    account = Account.objects.filter(email=person.email_key).first()
    if account is None:
        return Account.objects.create_user(person.email_key, person.name, person=person)
    if account.person_id is None and (not account.name or names.folded(account.name) == person.name_key):
        account.person = person
        account.name = account.name or person.name
        account.save(update_fields=["person", "name"])
        return account
    raise RuleBroken(
        _(
            "%(email)s is already the address of another person's account. "
            "This person needs an address of their own to sign in."
        )
        % {"email": person.email},
        code="address",
    )
