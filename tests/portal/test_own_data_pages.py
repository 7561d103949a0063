"""My data, page by page: consents, needs that are kept, a new address; and the requests on the list of today."""

import pytest

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.people import actions as people
from osnowa.people.models import Account, Person
from osnowa.people.queries import has_consent
from osnowa.portal import queries
from osnowa.workshops.models import AccessNeeds
from tests.factories.people import AccountFactory, MembershipFactory, PersonFactory
from tests.factories.programme import ClauseFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return AccountFactory(
        person=PersonFactory(name="Zofia Łoś", email="zofia@example.org"), email="zofia@example.org"
    )


def test_a_consent_is_given_and_taken_back_on_the_page(account):
    browser = signed_in(account)
    said = []
    for deed in ("give", "withdraw"):
        browser.post("/moje/dane/zgody/", {"kind": "newsletter", "deed": deed})
        said.append(has_consent(account.person, "newsletter"))
    assert said == [True, False]


def test_a_consent_that_nobody_asks_for_is_refused_with_words(account):
    answer = signed_in(account).post("/moje/dane/zgody/", {"kind": "x", "deed": "give"}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_needs_kept_for_later_are_deleted_at_once_where_no_cycle_to_come_needs_them(account):
    over = EnrolmentFactory(person=account.person)
    over.cycle.sessions.update(starts_at="2020-01-01T10:00Z", ends_at="2020-01-01T12:00Z")
    AccessNeeds.objects.create(enrolment=over, text="pętla indukcyjna", keep=True)
    browser = signed_in(account)
    assert "pętla indukcyjna" in browser.get("/moje/dane/").content.decode()
    browser.post("/moje/dane/zgody/", {"kind": "needs", "deed": "withdraw"})
    assert AccessNeeds.objects.count() == 0


def test_each_sign_up_leads_to_the_clause_that_was_told_then(account):
    enrolment = EnrolmentFactory(person=account.person)
    clause = ClauseFactory(programme=enrolment.cycle.programme)
    type(enrolment).objects.filter(pk=enrolment.pk).update(clause=clause)
    page = signed_in(account).get("/moje/dane/").content.decode()
    assert f"/jak-dbamy-o-dane/{enrolment.cycle.programme.slug}/?wersja={clause.version}" in page


def test_a_new_address_is_proved_on_the_page(account):
    browser = signed_in(account)
    assert list(browser.post("/moje/dane/adres/", {"address": "x"}).context["form"].errors) == ["address"]
    answer = browser.post("/moje/dane/adres/", {"address": "nowa@example.org"})
    assert answer.headers["Location"] == "/moje/dane/adres/kod/"
    assert list(browser.post("/moje/dane/adres/kod/", {"code": "1"}).context["form"].errors) == ["code"]
    letter = OutgoingMail.objects.get(template="people/address_code")
    code = next(word for word in letter.text.split() if len(word) == 9 and word[4] == "-")
    browser.post("/moje/dane/adres/kod/", {"code": code})
    assert Account.objects.get(pk=account.pk).email == "nowa@example.org"
    assert browser.get("/moje/dane/").status_code == 200


def test_an_address_that_somebody_else_has_looks_the_same(account):
    AccountFactory(email="zajety@example.org")
    browser = signed_in(account)
    answers = [
        browser.post("/moje/dane/adres/", {"address": one})
        for one in ("zajety@example.org", "wolny@example.org")
    ]
    assert [answer.headers["Location"] for answer in answers] == ["/moje/dane/adres/kod/"] * 2


def test_a_request_is_a_task_of_the_coordinator(programme):
    membership = MembershipFactory()
    EnrolmentFactory(cycle=CycleFactory(programme=programme), person=membership.person, membership=membership)
    before = [task.url for task in queries.tasks_of_coordinator(programme)]
    people.ask_membership(membership)
    after = [task.url for task in queries.tasks_of_coordinator(programme)]
    assert set(after) - set(before) == {"/praca/organizacje/prosby/"}


def test_the_demonstration_has_a_door_for_a_member(programme, settings, client):
    settings.DEMONSTRATION = True
    from tests.factories.programme import TeamMemberFactory

    TeamMemberFactory(programme=programme, coordinator=True)
    membership = MembershipFactory(confirmed_at=clock.now())
    account = AccountFactory(person=membership.person)
    door = queries.doors()[-1]
    assert (door.role, door.account) == ("member", account)
    assert client.post("/demonstracja/wejscie/member/").headers["Location"] == "/moje/"


def test_nobody_is_made_by_looking(account):
    browser = signed_in(AccountFactory())
    for path in ("/moje/", "/moje/dane/", "/moje/dane/zmien/", "/moje/dane/adres/", "/moje/dane/adres/kod/"):
        assert browser.get(path).status_code == 200
    assert Person.objects.count() == 1
