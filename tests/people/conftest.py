"""Alice coordinates, Mia mentors (reads the registry), Tomek trains (does not); Charlie coordinates another programme."""

from types import SimpleNamespace

import pytest
from django.test import Client

from tests.factories.people import AccountFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory


@pytest.fixture
def house(db):
    programme, other = ProgrammeFactory(slug="wiedza"), ProgrammeFactory(slug="inny")
    people = {name: AccountFactory(name=name.title()) for name in ("alice", "mia", "tomek", "bob", "charlie")}
    TeamMemberFactory(programme=programme, account=people["alice"], coordinator=True)
    TeamMemberFactory(programme=programme, account=people["mia"], mentor=True)
    TeamMemberFactory(programme=programme, account=people["tomek"], trainer=True)
    TeamMemberFactory(programme=other, account=people["charlie"], coordinator=True)
    return SimpleNamespace(programme=programme, other=other, **people)


@pytest.fixture
def signed_in():
    """A browser in which the account has signed in; with its second factor unless told otherwise."""

    def enter(account, *, second_factor=True) -> Client:
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "code"},
            *([{"method": "mfa"}] if second_factor else []),
        ]
        session.save()
        return client

    return enter


@pytest.fixture
def alice(house, signed_in):
    """Alice's browser: she keeps the registry."""
    return signed_in(house.alice)
