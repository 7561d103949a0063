"""What people knows about a person: export (RODO art. 15, 20) and erasure (art. 17)."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks, mail, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import (
    Account,
    AddressChange,
    LegalForm,
    Membership,
    Organisation,
    Person,
    PublicPage,
)
from osnowa.people.models.public_page import show_in_search
from osnowa.people.rules import consents, names


def _contact_of(person: Person) -> list[Organisation]:
    """Organisations whose contact person this is: by address, and by name, because NGOs share mailboxes."""
    if not person.email_key:
        return []
    rows = Organisation.objects.filter(contact_email__gt="").order_by("id")
    return [
        o
        for o in rows.iterator(chunk_size=500)
        if o.contact_email.strip().casefold() == person.email_key
        and (not o.contact_name or names.folded(o.contact_name) == person.name_key)
    ]


def only_contact_of(person: Person) -> list[Organisation]:
    """Informal groups that nobody could reach without this person: a new contact must be named first."""
    return [o for o in _contact_of(person) if o.legal_form == LegalForm.INFORMAL and o.merged_into_id is None]


def is_shared(address: str, person: Person | None) -> bool:
    """Do others use this mailbox as well? Then letters to it may be theirs."""
    others = Person.objects.filter(email_key=text.email_key(address), erased_at__isnull=True)
    if person is not None:
        others = others.exclude(pk=person.pk)
    return others.exists()


def export(person: Person) -> dict[str, Any]:
    """Everything that people keeps about this person, and nothing about others. Moments in ISO 8601."""
    account = Account.objects.filter(person=person).first()
    return {
        "person": {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "since": person.created_at.isoformat(),
        },
        "organisations": [
            {
                "typed": m.typed,
                "organisation": m.organisation.name if m.organisation else "",
                "role": m.role,
                "since": m.created_at.isoformat(),
                "asked_at": m.asked_at.isoformat() if m.asked_at else None,
                "acts_for_it_since": m.confirmed_at.isoformat() if m.confirmed_at else None,
            }
            for m in person.memberships.select_related("organisation").order_by("id")
        ],
        "contact_person_of": [
            {
                "organisation": o.name,
                "name": o.contact_name,
                "email": o.contact_email,
                "phone": o.contact_phone,
            }
            for o in _contact_of(person)
        ],
        "consents": [
            {
                "consent": row.kind,
                "words": consents.words_of(row.kind, row.version),
                "given_at": row.given_at.isoformat(),
                "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
            }
            for row in person.consents.order_by("given_at", "id")
        ],
        "public_pages": [
            {
                "organisation": page.organisation.name,
                "words": page.about,
                "given_at": page.noted_at.isoformat(),
                "withdrawn_at": page.withdrawn_at.isoformat() if page.withdrawn_at else None,
            }
            for page in (
                PublicPage.objects.filter(noted_by=account).select_related("organisation").order_by("id")
                if account
                else ()
            )
        ],
        "account": {
            "email": account.email,
            "name": account.name,
            "about": account.about,
            "language": account.language,
            "since": account.joined_at.isoformat(),
        }
        if account
        else None,
    }


@transaction.atomic
def erase(person: Person) -> None:
    """Blank the person; rows and their pseudonymous key stay, so that frozen figures still add up. A repeat is one.

    Raises RuleBroken where the person is the only contact of an informal group: a new contact must be named first.
    """
    person = locks.lock(person)
    if person.erased_at is not None:
        return
    contact_of = _contact_of(person)
    left_alone = only_contact_of(person)
    if left_alone:
        raise RuleBroken(
            _(
                "This person is the only contact of the group “%(group)s”. Name a new contact person there first."
            )
            % {"group": left_alone[0].name},
            code="only_contact",
        )
    for organisation in contact_of:
        organisation.contact_name = organisation.contact_email = organisation.contact_phone = ""
        organisation.save(update_fields=["contact_name", "contact_email", "contact_phone"])
    for membership in Membership.objects.filter(person=person):
        membership.typed = membership.role = membership.asked_address = ""
        membership.asked_at = membership.confirmed_at = None
        membership.typed_key = f"erased-{membership.pk}"
        membership.save(
            update_fields=["typed", "typed_key", "role", "asked_address", "asked_at", "confirmed_at"]
        )
    mail.forget_about(Membership, list(person.memberships.values_list("pk", flat=True)))
    mail.forget_about(Person, [person.pk])
    person.consents.all().delete()
    _forget_public_words(person)
    _erase_account(person)
    if person.email_key and not is_shared(person.email, person):
        mail.forget_address(person.email)  # letters to a mailbox that others share are theirs as well
    person.name = person.email = person.phone = person.sort_key = ""
    person.name_key = person.email_key = f"erased-{person.key}"
    person.erased_at = clock.now()
    person.save()


def _forget_public_words(person: Person) -> None:
    """Words that the person wrote for everybody about an organisation go. An organisation's consent stays; behind a
    group's consent stood the person alone, so it ends with them.
    """
    account = Account.objects.filter(person=person).first()
    if account is None:
        return
    for page in PublicPage.objects.filter(noted_by=account).select_related("organisation"):
        page.about = ""
        if page.way == PublicPage.Way.ITSELF and page.organisation.legal_form == LegalForm.INFORMAL:
            page.withdrawn_at = page.withdrawn_at or clock.now()
        page.save(update_fields=["about", "withdrawn_at"])
        show_in_search(page.organisation)


def _erase_account(person: Person) -> None:
    account = Account.objects.filter(person=person).first()
    if account is not None:
        if not is_shared(account.email, person):
            mail.forget_address(account.email)
        account.email = f"erased-{account.pk}@invalid"
        account.name = account.about = ""
        account.is_active = False
        account.person = None
        account.save()
        mail.forget_about(Account, [account.pk])
        AddressChange.objects.filter(account=account).delete()
        EmailAddress.objects.filter(user=account).delete()
        Authenticator.objects.filter(user=account).delete()
