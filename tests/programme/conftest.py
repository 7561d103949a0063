"""Alice coordinates, Tomek trains, Bob coordinates beside Alice, Ewa evaluates; Charlie coordinates another programme."""

from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from tests.factories.people import AccountFactory
from tests.factories.programme import ActivityFactory, ProgrammeFactory, TeamMemberFactory


@pytest.fixture
def house(db):
    programme = ProgrammeFactory(slug="wiedza", clause=True)
    other = ProgrammeFactory(slug="inny", clause=True)
    activity = ActivityFactory(programme=programme, number=1)
    people = {
        name: AccountFactory(email=f"{name}@osnowa.example", name=name.title())
        for name in ("alice", "bob", "tomek", "ewa", "charlie")
    }
    TeamMemberFactory(programme=programme, account=people["alice"], coordinator=True)
    TeamMemberFactory(programme=programme, account=people["bob"], coordinator=True)
    TeamMemberFactory(programme=programme, account=people["tomek"], trainer=True)
    TeamMemberFactory(programme=programme, account=people["ewa"], evaluator=True)
    TeamMemberFactory(programme=other, account=people["charlie"], coordinator=True)
    return SimpleNamespace(programme=programme, other=other, activity=activity, **people)


@pytest.fixture
def signed_in():
    """A browser in which the account has passed both factors."""

    def enter(account) -> Client:
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code"}, {"method": "mfa"}]
        session.save()
        return client

    return enter
