"""What people knows about a person: export (RODO art. 15, 20) and erasure (art. 17)."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks, mail
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account, LegalForm, Membership, Organisation, Person
from osnowa.people.rules import names


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
    left_alone = [o for o in contact_of if o.legal_form == LegalForm.INFORMAL and o.merged_into_id is None]
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
        membership.typed, membership.role = "", ""
        membership.typed_key = f"erased-{membership.pk}"
        membership.save(update_fields=["typed", "typed_key", "role"])
    _erase_account(person)
    if (
        person.email_key
        and not Person.objects.filter(email_key=person.email_key).exclude(pk=person.pk).exists()
    ):
        mail.forget_address(person.email)  # letters to a mailbox that others share are theirs as well
    person.name = person.email = person.phone = person.sort_key = ""
    person.name_key = person.email_key = f"erased-{person.key}"
    person.erased_at = clock.now()
    person.save()


def _erase_account(person: Person) -> None:
    account = Account.objects.filter(person=person).first()
    if account is not None:
        account.email = f"erased-{account.pk}@invalid"
        account.name = account.about = ""
        account.is_active = False
        account.person = None
        account.save()
        EmailAddress.objects.filter(user=account).delete()
        Authenticator.objects.filter(user=account).delete()
