"""Alice coordinates, Mia mentors, Eve evaluates; Bob speaks for the Garden, Tomek for the Choir; Charlie for nobody."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client

from osnowa.cooperation.actions.announcements import announce
from osnowa.cooperation.models import Announcement
from osnowa.lib import clock
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme
from tests.factories.people import AccountFactory, OrganisationFactory, member_of
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory

MONTH, QUARTER = dt.timedelta(days=30), dt.timedelta(days=90)


@dataclass
class Scene:
    programme: Programme
    garden: Organisation
    choir: Organisation
    alice: Account
    mia: Account
    eve: Account
    bob: Account
    tomek: Account
    charlie: Account

    def announce(self, **fields: object) -> Announcement:
        """Bob's offer in the name of the Garden, a month on the board."""
        given = {
            "kind": "offer",
            "title": "Oddamy sadzonki",
            "body": "Mamy dwieście sadzonek łubinu.",
            "topic": "other",
            "valid_until": clock.today() + MONTH,
            "programme": self.programme,
            "submission_key": f"key-{Announcement.objects.count()}",
            "by": self.bob,
            **fields,
        }
        return announce(given.pop("organisation", self.garden), **given)


def build_scene() -> Scene:
    today = clock.today()
    programme = ProgrammeFactory(
        slug="wiedza",
        starts_on=today - QUARTER,
        ends_on=today + QUARTER,
    )
    garden = OrganisationFactory(name="Stowarzyszenie „Łąka i Ogród”", town="Białystok")
    choir = OrganisationFactory(name="Chór Źródło")
    alice, mia, eve = AccountFactory(), AccountFactory(), AccountFactory()
    TeamMemberFactory(programme=programme, account=alice, role="coordinator")
    TeamMemberFactory(programme=programme, account=mia, role="mentor")
    TeamMemberFactory(programme=programme, account=eve, role="evaluator")
    return Scene(
        programme, garden, choir, alice, mia, eve, member_of(garden), member_of(choir), AccountFactory()
    )


@pytest.fixture
def scene(db) -> Scene:
    return build_scene()


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session.save()
    return client


def fresh(account: Account) -> Account:
    """As the next request would read it: rights are remembered on an account for one request."""
    return Account.objects.get(pk=account.pk)
