"""What people agreed to beyond what a programme needs: given and withdrawn, dated, at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib import audit, clock, locks
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import deeds
from osnowa.people.models import Account, Consent, Person
from osnowa.people.rules import consents


@transaction.atomic
def give_consent(person: Person, kind: str, *, by: Account | str | None = audit.PARTICIPANT) -> Consent:
    """Agree to the words that are asked for today. Twice is once; agreeing to newer words ends the older consent.

    Raises RuleBroken ("unknown", "erased").
    """
    if kind not in Consent.Kind:
        raise RuleBroken(_("Choose a consent from the list."), code="unknown")
    person = locks.lock(person)
    if person.erased_at is not None:
        raise RuleBroken(_("This person asked to be forgotten."), code="erased")
    version = consents.newest(kind)
    living = Consent.objects.filter(person=person, kind=kind, withdrawn_at=None).first()
    if living is not None:
        if living.version == version:
            return living
        living.withdrawn_at = clock.now()
        living.save(update_fields=["withdrawn_at"])
    consent = Consent.objects.create(person=person, kind=kind, version=version, given_at=clock.now())
    deeds.consent_given.record(consent, by=by, kind=kind, version=version)
    return consent


@transaction.atomic
def withdraw_consent(person: Person, kind: str, *, by: Account | str | None = audit.PARTICIPANT) -> None:
    """Take a consent back, from this moment on. Where there is none, nothing happens."""
    person = locks.lock(person)
    for consent in Consent.objects.filter(person=person, kind=kind, withdrawn_at=None):
        consent.withdrawn_at = clock.now()
        consent.save(update_fields=["withdrawn_at"])
        deeds.consent_withdrawn.record(consent, by=by, kind=kind)
