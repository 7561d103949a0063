"""Letters about acting for an organisation. One function per mail; the template has the same name.

Who may answer is told who asks; nobody else learns anything. Nobody erased is written to.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.people import queries
from osnowa.people.models import Account, AddressChange, Membership

MOST_TOLD = 10


def _send(name: str, membership: Membership, to: str, language: str, **facts: Any) -> None:
    mail.queue(
        f"people/{name}",
        to=to,
        language=language,
        about=membership,
        context={
            "membership": membership,
            "organisation": membership.organisation,
            "sign_in_url": settings.BASE_URL + reverse("portal:mine"),
            "home_url": settings.BASE_URL + "/",
            **facts,
        },
    )


def membership_asked(membership: Membership) -> None:
    """To the members and the contact person who have accounts: somebody asks, and waits for an answer."""
    organisation = membership.organisation
    if organisation is None:
        return
    url = settings.BASE_URL + reverse("people:own_organisation", args=[organisation.pk])
    for account in queries.accounts_that_confirm(organisation)[:MOST_TOLD]:
        if account.person_id != membership.person_id:
            _send("membership_asked", membership, account.email, account.language, answer_url=url)


def membership_confirmed(membership: Membership, account: Account) -> None:
    """To the new member, at the address to sign in with: what they can do now, and how to come in."""
    _send("membership_confirmed", membership, account.email, account.language, account=account)


def membership_refused(membership: Membership) -> None:
    if membership.person.email:
        _send("membership_refused", membership, membership.person.email, membership.asked_language or "pl")


def membership_ended(membership: Membership) -> None:
    """To who was a member, at the address that signs in: from now on they do not act for the organisation."""
    account = Account.objects.filter(person=membership.person_id, is_active=True).first()
    if account is not None and membership.person.erased_at is None:
        _send("membership_ended", membership, account.email, account.language)


def _to(name: str, address: str, account: Account, **facts: Any) -> None:
    context = {
        "sign_in_url": settings.BASE_URL + reverse("portal:mine"),
        "home_url": settings.BASE_URL + "/",
        **facts,
    }
    mail.queue(f"people/{name}", to=address, language=account.language, context=context, about=account)


def address_code(change: AddressChange, code: str, minutes: int) -> None:
    """To the new address: the code that proves it."""
    _to("address_code", change.address, change.account, code=code, minutes=minutes)


def address_taken(change: AddressChange) -> None:
    """To an address that has an account already: its owner learns it, whoever typed it does not."""
    _to("address_taken", change.address, change.account)


def address_changed(account: Account, before: str) -> None:
    """To the old address."""
    _to("address_changed", before, account)
