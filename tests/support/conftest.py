"""May 2017: a programme with Alice (coordinator), Marek and Bob (mentors), Wera (volunteer), Eve (evaluator); Charlie elsewhere.

Łąka is an organisation with two confirmed members: Ola, who looks after its tools, and Jan. Brzeg is another one.
"""

import datetime as dt
from dataclasses import dataclass

import pytest

from osnowa.lib import clock
from osnowa.people.models import Account, Organisation, Person
from osnowa.programme.models import Programme, Role
from osnowa.support.actions.adoption import start_adoption
from osnowa.support.actions.consultation import log_consultation
from osnowa.support.actions.hours import log_hours
from osnowa.support.models import Adoption, Consultation, WorkLog
from tests.factories.people import AccountFactory, OrganisationFactory, member_of
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory

MAY_10 = dt.date(2017, 5, 10)
NOW = clock.moment(dt.date(2017, 6, 20), dt.time(12))


@dataclass
class Scene:
    programme: Programme
    laka: Organisation
    brzeg: Organisation
    alice: Account
    marek: Account
    bob: Account
    wera: Account
    eve: Account
    charlie: Account
    ola: Account
    jan: Account
    stranger: Account

    @property
    def owner(self) -> Person:
        return self.ola.person

    def tool(self, **fields) -> Adoption:
        given = {
            "tool_name": "Nextcloud",
            "purpose": "Wspólne pliki",
            "owner": self.owner,
            "happened_on": MAY_10,
            "by": self.ola,
        }
        return start_adoption(self.programme, self.laka, **given | fields)

    def talk(self, **fields) -> Consultation:
        given = {
            "held_on": MAY_10,
            "minutes": 90,
            "form": "online",
            "topic": "Wybór dysku",
            "agreed": "Próba do piątku.",
            "by": self.marek,
        }
        return log_consultation(self.programme, fields.pop("organisation", self.laka), **given | fields)

    def work(self, **fields) -> WorkLog:
        given = {"done_on": MAY_10, "minutes": 120, "what": "Plakat", "by": self.wera}
        return log_hours(self.programme, **given | fields)


@pytest.fixture
def scene(db):
    programme = ProgrammeFactory(slug="wiedza")
    laka = OrganisationFactory(name="Stowarzyszenie „Łąka”")
    brzeg = OrganisationFactory(name="Fundacja Brzeg")

    def team(role, name):
        account = AccountFactory(name=name)
        TeamMemberFactory(programme=programme, account=account, role=role)
        return account

    charlie = AccountFactory(name="Karol Obcy")
    TeamMemberFactory(programme=ProgrammeFactory(slug="inny"), account=charlie, role=Role.COORDINATOR)
    ola = member_of(laka, name="Ola Łąkowa")
    jan = member_of(laka, name="Jan Łąkowy")
    with clock.at(NOW):
        yield Scene(
            programme,
            laka,
            brzeg,
            team(Role.COORDINATOR, "Alicja Koordynacka"),
            team(Role.MENTOR, "Marek Mentorski"),
            team(Role.MENTOR, "Bob Zespołowy"),
            team(Role.VOLUNTEER, "Wera Wolontariacka"),
            team(Role.EVALUATOR, "Ewa Ewaluacyjna"),
            charlie,
            ola,
            jan,
            member_of(brzeg, name="Iza Brzegowa"),
        )


def sign_in(client, account, *, second_factor: bool = True):
    client.force_login(account)
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa"}]
        session.save()
    return client
