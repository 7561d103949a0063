"""What all apps know about a person, gathered and erased in one place. A new app with privacy.py joins `PARTS`."""

from collections.abc import Collection
from types import ModuleType
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q

from osnowa.cooperation import privacy as cooperation
from osnowa.coworking import privacy as coworking
from osnowa.knowledge import privacy as knowledge
from osnowa.learning import privacy as learning
from osnowa.lib import clock, mail
from osnowa.newsletter import privacy as newsletter
from osnowa.people import privacy as people
from osnowa.people.models import Account, Person
from osnowa.programme import privacy as programme
from osnowa.reporting import privacy as reporting
from osnowa.spreading import privacy as spreading
from osnowa.support import privacy as support
from osnowa.timetable import privacy as timetable
from osnowa.workshops import privacy as workshops

# From the top down, so that an app still finds what lies below it while it erases. tests/portal/test_erasure.py
# fails as long as an app with privacy.py is missing here.
PARTS: tuple[tuple[str, ModuleType], ...] = (
    ("reporting", reporting),
    ("spreading", spreading),
    ("newsletter", newsletter),
    ("timetable", timetable),
    ("learning", learning),
    ("workshops", workshops),
    ("support", support),
    ("coworking", coworking),
    ("cooperation", cooperation),
    ("knowledge", knowledge),
    ("programme", programme),
    ("people", people),
)
# Those that keep people for a programme's sake: each says in `people_in(programmes)` whom.
# tests/portal/test_retention.py fails as long as an app is missing here that ties people to programmes.
OF_PROGRAMMES: tuple[ModuleType, ...] = (timetable, workshops, support, coworking, cooperation)
VERSION = 1  # of data.json: raised when a key changes its meaning or goes


def export(person: Person) -> dict[str, Any]:
    """Everything that every app keeps about this person, and nothing about others: for data.json."""
    return {
        "format": f"osnowa-personal-data/{VERSION}",
        "made_at": clock.now().isoformat(),
        "made_by": settings.BASE_URL,
        **{name: part.export(person) for name, part in reversed(PARTS)},
        "letters": [
            {"subject": letter.subject, "to": letter.to, "written_at": letter.created_at.isoformat()}
            for letter in letters_of(person)
        ],
    }


def people_in(programmes: Collection[int]) -> Q:
    """Whom any app keeps for the sake of one of these programmes (ids), as a condition on Person."""
    found = Q()
    for part in OF_PROGRAMMES:
        for ids in part.people_in(programmes):
            found |= Q(pk__in=ids)
    return found


def letters_of(person: Person) -> list[Any]:
    """Letters to the person's addresses. Of a mailbox that several people share, none: they may be theirs."""
    addresses = {address for address in (person.email, _own_address(person)) if address}
    return [
        letter
        for address in sorted(addresses)
        if not people.is_shared(address, person)
        for letter in mail.mails_to(address).defer("text", "html", "attachments")
    ]


def erase(person: Person) -> None:
    """Walk every app from the top down, then what belongs to no app: sessions, letters that name the person.

    In the caller's transaction. Raises RuleBroken where an app refuses; then nothing is erased.
    """
    account = Account.objects.filter(person=person).first()
    name, address = person.name, _own_address(person)
    for _name, part in PARTS:
        part.erase(person)
    mail.forget_words([word for word in (name, address, account.name if account else "") if word])
    if account is not None:
        _end_sessions(account, address)


def _own_address(person: Person) -> str:
    account = Account.objects.filter(person=person).first()
    return account.email if account is not None else ""


def _end_sessions(account: Account, address: str) -> None:
    """Sessions hold who is signed in, and the address of who is about to."""
    for row in Session.objects.all().iterator(chunk_size=500):
        held = row.get_decoded()
        if held.get("_auth_user_id") == str(account.pk) or (address and address in str(held)):
            row.delete()
