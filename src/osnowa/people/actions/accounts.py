"""From a person to an account and back: the person behind somebody of the team, the account of a new member."""

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import deeds
from osnowa.people.models import Account, Person
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
def open_account(person: Person, *, address: str = "", language: str = "") -> Account:
    """The account with which a person signs in, made where there was none.

    `address`: what they sign in with, where it is not the person's own (NGOs share mailboxes). Nobody gets in without
    the code that is sent there, so the address proves itself. Raises RuleBroken: "no_address"; "address" (field
    "address") where the account with this address is somebody else's.
    """
    person = locks.lock(person)
    own = Account.objects.filter(person=person).first()
    if own is not None:
        return own
    email = text.email_key(address) or person.email_key
    if not email:
        raise RuleBroken(
            _("This person left no e-mail address, so they cannot sign in. Ask them for one."),
            code="no_address",
            field="address",
        )
    locks.lock_words("account", email)
    account = Account.objects.filter(email=email).first()
    if account is None:
        more = {"language": language} if language else {}
        return Account.objects.create_user(email, person.name, person=person, **more)
    if (
        account.is_active
        and account.person_id is None
        and (not account.name or names.folded(account.name) == person.name_key)
    ):
        account.person = person
        account.name = account.name or person.name
        account.save(update_fields=["person", "name"])
        return account
    raise RuleBroken(
        _(
            "%(email)s is already the address of another person's account. "
            "This person needs an address of their own to sign in."
        )
        % {"email": email},
        code="address",
        field="address",
    )
