"""Consents to letters with news that people gave with a sign-up or among their own data: taken over with their proof.

The page where it was given opens from the mailbox or after signing in, so the address is proven already.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from osnowa.lib import locks, text
from osnowa.newsletter.actions import deeds
from osnowa.newsletter.actions.readers import end_reader, prove, put_on_lists
from osnowa.newsletter.models import MailingList, Reader, ReaderConsent
from osnowa.newsletter.queries.readers import is_suppressed
from osnowa.people.models import Consent
from osnowa.people.rules import consents
from osnowa.workshops.models import Enrolment

AT_ONCE = 200


def take_over_consents() -> int:
    """Make readers of people who agreed to news, and end those who took it back. Returns how many were changed.

    Each in a transaction of its own. Safe to repeat.
    """
    return _take_in_new() + _end_withdrawn()


def _living() -> Q:
    return Q(kind=Consent.Kind.NEWSLETTER, withdrawn_at=None, person__erased_at=None)


def _take_in_new() -> int:
    """Living consents whose person's address does not get letters yet. An older no of the reader is answered by it."""
    reads = Reader.objects.filter(
        Q(confirmed_at__isnull=False, ended_at=None) | Q(ended_at__gte=OuterRef("given_at")),
        email_key=OuterRef("person__email_key"),
    )
    new = Consent.objects.filter(_living(), ~Exists(reads)).exclude(person__email="").select_related("person")
    return sum(_take_in(consent) for consent in new.order_by("pk")[:AT_ONCE])


@transaction.atomic
def _take_in(consent: Consent) -> int:
    person = consent.person
    locks.lock_words("newsletter.reader", person.email_key)
    if is_suppressed(person.email):
        return 0
    language = (
        Enrolment.objects.filter(person=person).order_by("-pk").values_list("language", flat=True).first()
        or "pl"
    )
    reader, _fresh = Reader.objects.get_or_create(
        email_key=text.email_key(person.email),
        defaults={"email": person.email, "name": person.name, "language": language},
    )
    reader = locks.lock(reader)
    reader.confirmed_at = consent.given_at
    reader.ended_at, reader.ended_because = None, ""
    reader.person = reader.person or person
    reader.save()
    programmes = Enrolment.objects.filter(person=person).values("cycle__programme")
    put_on_lists(
        reader,
        MailingList.objects.filter(
            Q(programme=None) | Q(programme__in=programmes), is_public=True, closed_at=None
        ),
    )
    prove(
        reader,
        ReaderConsent.Step.CONFIRMED,
        ReaderConsent.Way.SIGN_UP,
        version=consent.version,
        words=consents.words_of(consent.kind, consent.version),
        happened_at=consent.given_at,
    )
    deeds.taken_over.record(reader, by=None)
    return 1


def _end_withdrawn() -> int:
    """Who took the consent back, and has given no other yes since, gets no more letters."""
    later = ReaderConsent.objects.filter(
        reader=OuterRef("pk"), step=ReaderConsent.Step.CONFIRMED, mailing_list=None
    )
    living = Consent.objects.filter(_living(), person__email_key=OuterRef("email_key"))
    taken_back = Consent.objects.filter(
        kind=Consent.Kind.NEWSLETTER, withdrawn_at__isnull=False, person__email_key=OuterRef("email_key")
    ).order_by("-withdrawn_at")
    readers = (
        Reader.objects.filter(confirmed_at__isnull=False, ended_at=None, erased_at=None)
        .annotate(withdrawn_at=taken_back.values("withdrawn_at")[:1])
        .filter(withdrawn_at__isnull=False)
        .filter(~Exists(living), ~Exists(later.filter(happened_at__gt=OuterRef("withdrawn_at"))))
    )
    found = list(readers[:AT_ONCE])
    for reader in found:
        end_reader(reader, way=ReaderConsent.Way.SIGN_UP, by=None)
    return len(found)
