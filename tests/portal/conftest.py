import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client

from osnowa.lib.models import OutgoingMail
from osnowa.programme.models import Role
from tests.factories.people import AccountFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Limits and kept figures of one test are not the next one's."""
    for cache in caches.all(initialized_only=True):
        if isinstance(cache, LocMemCache):
            cache.clear()


@pytest.fixture
def programme(db):
    return ProgrammeFactory(slug="wiedza", title="Wiedza → współpraca → rozwój")


@pytest.fixture
def other_programme(db):
    return ProgrammeFactory(slug="inny", title="Inny program", is_public=False)


def member(programme, role, **fields):
    account = AccountFactory(**fields)
    TeamMemberFactory(programme=programme, account=account, role=role)
    return account


@pytest.fixture
def alice(programme):
    return member(programme, Role.COORDINATOR, email="alice@example.org", name="Alicja Koordynująca")


@pytest.fixture
def tomek(programme):
    return member(programme, Role.TRAINER, email="tomek@example.org", name="Tomek Szkolący")


@pytest.fixture
def eva(programme):
    return member(programme, Role.EVALUATOR, email="eva@example.org", name="Ewa Badająca")


@pytest.fixture
def edyta(programme):
    return member(programme, Role.EDITOR, email="edyta@example.org", name="Edyta Pisząca")


@pytest.fixture
def charlie(other_programme):
    return member(other_programme, Role.COORDINATOR, email="charlie@example.org", name="Karol Obcy")


def signed_in(account, *, second_factor=True):
    """A client of somebody who came in by code and, unless told otherwise, passed the second factor."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "at": time.time(), "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(account.pk)
        session.save()
    return client


def code_mailed_to(address):
    mail = OutgoingMail.objects.filter(to=address, template="portal/sign_in_code").latest("id")
    return next(
        word for word in mail.text.split() if word.count("-") == 1 and word.replace("-", "").isdigit()
    )


def code_of_phone(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
