"""A new e-mail address of an account: proved by a code before it changes; the old address is told."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks, mail, text
from osnowa.lib.errors import RuleBroken
from osnowa.people import emails
from osnowa.people.actions import deeds
from osnowa.people.models import Account, AddressChange, Person
from osnowa.people.privacy import is_shared
from osnowa.people.rules import mails

CODE_LASTS = dt.timedelta(minutes=15)
MOST_TRIES = 5  # of one code
MOST_CODES = 5  # in a day: at most 25 guesses out of 100 million
A_DAY = dt.timedelta(days=1)


@transaction.atomic
def ask_address_change(account: Account, address: str, *, by: Account) -> AddressChange:
    """Send a code to the new address. Nothing changes yet, and the answer is the same whether the address is free.

    Where it is somebody else's, its owner gets a letter that says so, without a code. Raises RuleBroken (field
    "address"): "not_one", "same" (it is the address already), "often" (five codes in a day).
    """
    account = locks.lock(account)
    wanted = text.email_key(mails.tidy(address))
    if not mails.is_address(wanted):
        raise RuleBroken(
            _("Write an e-mail address like this: name@example.org."), code="not_one", field="address"
        )
    if wanted == account.email:
        raise RuleBroken(_("This is your address already."), code="same", field="address")
    moment = clock.now()
    known = AddressChange.objects.filter(account=account).first()
    times, first = 1, moment
    if known is not None and known.first_asked_at > moment - A_DAY:
        times, first = known.asked_times + 1, known.first_asked_at
        if times > MOST_CODES:
            raise RuleBroken(
                _("You asked for many codes today. Try again tomorrow."), code="often", field="address"
            )
    taken = Account.objects.filter(email=wanted).exists()
    code = f"{secrets.randbelow(10**8):08d}"
    change, _made = AddressChange.objects.update_or_create(
        account=account,
        defaults={
            "address": wanted,
            "code": "" if taken else _digest(account, wanted, code),
            "asked_at": moment,
            "asked_times": times,
            "first_asked_at": first,
            "tries": 0,
        },
    )
    if taken:
        emails.address_taken(change)
    else:
        emails.address_code(change, f"{code[:4]}-{code[4:]}", int(CODE_LASTS.total_seconds() // 60))
    deeds.address_asked.record(account, by=by)
    return change


def prove_address(account: Account, code: str, *, by: Account) -> Account:
    """Change the address, given the code that was sent to it. The old address gets a letter; what was written to it
    before is forgotten.

    Raises RuleBroken (field "code"): "wrong", "late" (older than 15 minutes, five wrong tries, or none asked for),
    "same" (somebody with this name and the new address is kept already).
    """
    # A wrong try is counted even though it is refused: the refusal must not take the count back with it
    with transaction.atomic():
        refusal, account = _prove(account, code, by=by)
    if refusal is not None:
        raise refusal
    return account


def _prove(account: Account, code: str, *, by: Account) -> tuple[RuleBroken | None, Account]:
    account = locks.lock(account)
    change = AddressChange.objects.filter(account=account).first()
    if change is None or change.asked_at < clock.now() - CODE_LASTS or change.tries >= MOST_TRIES:
        return RuleBroken(
            _("This code is no longer valid. Ask for a new one."), code="late", field="code"
        ), account
    change.tries += 1
    change.save(update_fields=["tries"])
    typed = "".join(letter for letter in code if letter.isdigit())
    if not change.code or not constant_time_compare(_digest(account, change.address, typed), change.code):
        return RuleBroken(
            _("This code is not right. Check it, or ask for a new one."), code="wrong", field="code"
        ), account
    locks.lock_words("account", change.address)
    if Account.objects.filter(email=change.address).exists():
        return RuleBroken(
            _("This code is no longer valid. Ask for a new one."), code="late", field="code"
        ), account
    before = account.email
    if not is_shared(before, account.person):
        mail.forget_address(before)  # later nobody would know whose letters these were
    person = account.person
    if person is not None and person.email_key in (before, ""):
        locks.lock_words("person", change.address, person.name_key)
        if (
            Person.objects.filter(email_key=change.address, name_key=person.name_key)
            .exclude(pk=person.pk)
            .exists()
        ):
            return (
                RuleBroken(
                    _("Somebody with your name and this address is kept already. Write to the team."),
                    code="same",
                    field="code",
                ),
                account,
            )
        person.email = change.address
        person.save()
    account.email = change.address
    account.save(update_fields=["email"])
    change.delete()
    emails.address_changed(account, before)
    deeds.address_changed.record(account, by=by)
    return None, account


def _digest(account: Account, address: str, code: str) -> str:
    return salted_hmac("people.address", f"{account.pk}:{address}:{code}", algorithm="sha256").hexdigest()
