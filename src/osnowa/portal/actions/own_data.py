"""People correct what is kept about them."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import person_of
from osnowa.people.models import Account, Person
from osnowa.people.rules import names

own_data_changed = audit.deed("portal.own_data_changed", gettext_lazy("corrected their own personal data"))


def own_person(account: Account) -> Person:
    """The person behind the reader's own account, made where there was none."""
    return person_of(account, by=account)


@transaction.atomic
def change_own_data(account: Account, *, name: str, phone: str, language: str, by: Account) -> Account:
    """Name and phone of the person, name and language of the account. Nothing is written where nothing differs.

    Certificates that were issued keep their name. Raises RuleBroken: "empty" (field "name"); "same" where this name
    with this address is kept already.
    """
    account = locks.lock(account)
    person = locks.lock(own_person(account))
    name, phone = text.clean(name)[:150], text.clean(phone)[:30]
    if not name:
        raise RuleBroken(_("Type your name and surname."), code="empty", field="name")
    key = names.folded(name) or name.casefold()
    locks.lock_words("person", person.email_key, key)
    same = Person.objects.filter(email_key=person.email_key, name_key=key).exclude(pk=person.pk)
    if same.exists():
        raise RuleBroken(
            _(
                "Somebody with this name and address is kept already. Write to the team: they will join the two."
            ),
            code="same",
            field="name",
        )
    changed = []
    if (person.name, person.phone) != (name, phone):
        changed += [
            field for field, value in (("name", name), ("phone", phone)) if getattr(person, field) != value
        ]
        person.name, person.phone = name, phone
        person.save()
    if (account.name, account.language) != (name, language):
        changed += ["language"] if account.language != language else []
        account.name, account.language = name, language
        account.save(update_fields=["name", "language"])
    if changed:
        own_data_changed.record(account, by=by, fields=sorted(set(changed)))
    account.person = person
    return account
