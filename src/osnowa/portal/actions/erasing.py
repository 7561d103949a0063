"""A person's rights over their data: taking it along, and being forgotten."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, locks
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account, Person
from osnowa.portal import emails, privacy, queries
from osnowa.portal.rules import Reason
from osnowa.programme.queries import coordinated_alone

By = Account | str | None

exported = audit.deed("portal.data_exported", gettext_lazy("Personal data downloaded"))
link_sent = audit.deed("portal.data_link_sent", gettext_lazy("Link to one's own data sent"))
erased = audit.deed("portal.person_erased", gettext_lazy("Personal data erased"))


@transaction.atomic
def note_export(person: Person, *, by: By) -> None:
    """Leave a line that the data were taken along."""
    exported.record(person, by=by)


@transaction.atomic
def send_data_link(person: Person, *, language: str, by: By) -> bool:
    """Mail the person a link, good for a day, to download their data or have them erased. Says whether one was sent.

    It goes to the address that they sign in with, or else to the one they left; asked again within ten minutes it is
    not sent twice.
    """
    person = locks.lock(person)
    address = queries.address_of(person)
    if person.erased_at is not None or not address or queries.data_link_is_fresh(person):
        return False
    emails.own_data(person, address, queries.sign_data_link(person), language)
    link_sent.record(person, by=by)
    return True


@transaction.atomic
def erase_person(person: Person, *, reason: str = Reason.OWN, by: By) -> Person:
    """Erase a person everywhere at once: rows blanked, letters and sessions gone; totals and frozen figures stay.

    Twice is once. Raises RuleBroken with a way out: "only_contact" (of an informal group: name a new contact first),
    "last_coordinator" (of a programme: add another one first). Then nothing is erased.
    """
    person = locks.lock(person)
    if person.erased_at is not None:
        return person
    account = Account.objects.filter(person=person).first()
    alone = coordinated_alone(account).first() if account is not None else None
    if alone is not None:
        raise RuleBroken(
            _("This person is the last coordinator of “%(programme)s”. Add another one first.")
            % {"programme": alone.title},
            code="last_coordinator",
        )
    privacy.erase(person)
    own = by is not None and not isinstance(by, str) and account is not None and by.pk == account.pk
    erased.record(person, by=audit.PARTICIPANT if own else by, reason=str(reason))
    return locks.lock(person)
