"""June 2017: a programme with Alice (coordinator), Ed (editor), Eve (evaluator). Łąka and Brzeg are organisations."""

import datetime as dt
import time
from dataclasses import dataclass

import pytest

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme, Role
from osnowa.spreading.actions.handouts import log_handout
from osnowa.spreading.models import Handout
from tests.factories.people import AccountFactory, OrganisationFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory

MAY_10 = dt.date(2017, 5, 10)
NOW = clock.moment(dt.date(2017, 6, 20), dt.time(12))
MAY = Period(dt.date(2017, 5, 1), dt.date(2017, 5, 31))
WORK = "/praca/wiedza/rozpowszechnianie/"


@dataclass
class Scene:
    programme: Programme
    laka: Organisation
    brzeg: Organisation
    alice: Account
    ed: Account
    eve: Account

    def prints(self, **fields) -> Handout:
        given = {
            "kind": "leaflet",
            "title": "Ulotka",
            "copies": 100,
            "given_on": MAY_10,
            "place": "Piknik",
            "by": self.alice,
        }
        return log_handout(self.programme, **given | fields)


@pytest.fixture
def scene(db):
    programme = ProgrammeFactory(slug="wiedza", is_public=True)

    def team(role, name):
        account = AccountFactory(name=name)
        TeamMemberFactory(programme=programme, account=account, role=role)
        return account

    with clock.at(NOW):
        yield Scene(
            programme,
            OrganisationFactory(name="Stowarzyszenie „Łąka”"),
            OrganisationFactory(name="Fundacja Brzeg"),
            team(Role.COORDINATOR, "Alicja Koordynacka"),
            team(Role.EDITOR, "Edward Redakcyjny"),
            team(Role.EVALUATOR, "Ewa Ewaluacyjna"),
        )


def sign_in(client, account):
    """With the second factor, as coordinators need it."""
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client
