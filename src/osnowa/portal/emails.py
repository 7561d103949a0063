"""One function per mail. Sign-in mails are about nobody's affairs but the reader's: they carry no names."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.lib.models import OutgoingMail
from osnowa.people.models import Person


def _send(name: str, address: str, language: str, **context: Any) -> OutgoingMail:
    facts = {
        "sign_in_url": settings.BASE_URL + reverse("account_request_login_code"),
        "home_url": settings.BASE_URL + "/",
    }
    return mail.queue(f"portal/{name}", to=address, language=language, context={**facts, **context})


def sign_in_code(address: str, code: str, language: str) -> OutgoingMail:
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    return _send("sign_in_code", address, language, code=code, minutes=minutes)


def no_account(address: str, language: str) -> OutgoingMail:
    """Somebody typed an address that has no account: its owner learns it, whoever typed it does not."""
    return _send("no_account", address, language)


def own_data(person: Person, address: str, signed: str, language: str) -> OutgoingMail:
    """A link, good for a day, to the reader's own data. Opening it changes nothing."""
    link = settings.BASE_URL + reverse("portal:data_link", args=[signed])
    return mail.queue("portal/own_data", to=address, language=language, context={"link": link}, about=person)


def second_factor_on(address: str, language: str) -> OutgoingMail:
    return _send("second_factor_on", address, language)


def second_factor_off(address: str, language: str) -> OutgoingMail:
    return _send("second_factor_off", address, language)


def recovery_codes_new(address: str, language: str) -> OutgoingMail:
    return _send("recovery_codes_new", address, language)
