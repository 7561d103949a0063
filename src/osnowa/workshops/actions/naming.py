"""Whose sign-up it is: a name put right, or a place passed on to a colleague with the same mailbox."""

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock_words
from osnowa.people.actions import match_membership
from osnowa.people.models import Account, Person
from osnowa.people.rules import names
from osnowa.workshops.models import Enrolment
from osnowa.workshops.rules.recruitment import is_spelling_of

State = Enrolment.State
By = Account | str | None


def name_key(name: str) -> str:
    """As people.models.Person writes it."""
    return names.folded(name) or name.casefold()


@transaction.atomic
def rename(enrolment: Enrolment, name: str, *, by: By) -> None:
    """Put a name right, or pass the place on to a colleague with the same mailbox."""
    person = enrolment.person
    folded = name_key(name)
    if folded == person.name_key:
        person.name = name
        person.save(update_fields=["name", "name_key", "sort_key"])
        return
    if enrolment.attendance.exists() and not is_spelling_of(folded, person.name_key):
        raise RuleBroken(
            _("Attendance is already written down under this name. To correct it, write to us."),
            code="attended",
            field="name",
        )
    lock_words("person", person.email_key, folded)
    namesakes = Person.objects.filter(email_key=person.email_key, name_key=folded)
    elsewhere = person.enrolments.exclude(pk=enrolment.pk)
    if is_spelling_of(folded, person.name_key) and not namesakes.exists() and not elsewhere.exists():
        person.name = name  # a slip of the finger in the only sign-up: no second person comes of it
        person.save()
        return
    typed = enrolment.membership.typed if enrolment.membership else ""
    other = match_membership(person.email, name, person.phone, typed, by=by).person
    taken = Enrolment.objects.filter(cycle=enrolment.cycle_id, person=other).exclude(state=State.CANCELLED)
    if taken.exclude(pk=enrolment.pk).exists():
        raise RuleBroken(_("This person is already signed up for this cycle."), code="again", field="name")
    enrolment.person = other
