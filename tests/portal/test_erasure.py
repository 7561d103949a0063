"""A person is forgotten everywhere at once, and takes everything along before: faults 38 and 39."""

import importlib.util
import io
import json
import time
import zipfile

import pytest
from django.apps import apps
from django.urls import reverse

from osnowa.lib import clock, mail
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people import actions as people
from osnowa.people.models import Account, Person
from osnowa.portal import actions, privacy, queries
from osnowa.programme.models import Role, TeamMember
from osnowa.workshops.models import Enrolment
from tests.factories.people import (
    AccountFactory,
    InformalGroupFactory,
    MembershipFactory,
    PersonFactory,
    member_of,
)
from tests.factories.workshops import CertificateFactory, EnrolmentFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
NOT_OF_APPS = {"portal"}  # gathers the others


def test_every_app_that_knows_about_people_takes_part():
    with_privacy = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("osnowa.") and importlib.util.find_spec(f"{config.name}.privacy")
    }
    assert {name for name, _part in privacy.PARTS} == with_privacy - NOT_OF_APPS, (
        "add the app to PARTS in osnowa/portal/privacy.py, between the apps above and below it"
    )


def test_erasing_twice_is_once():
    person = PersonFactory()
    for _ in range(2):
        actions.erase_person(person, by=None)
    assert AuditLine.objects.filter(deed="portal.person_erased").count() == 1


def test_the_only_contact_of_a_group_names_another_first_and_nothing_is_lost_meanwhile():
    bob = member_of(InformalGroupFactory(), name="Bob")
    group = bob.person.memberships.get().organisation
    people.change_contact(group, name=bob.person.name, email=bob.person.email, phone="", by=bob)
    enrolment = EnrolmentFactory(person=bob.person)
    with pytest.raises(RuleBroken) as refused:
        actions.erase_person(bob.person, by=bob)
    enrolment.refresh_from_db()
    assert (refused.value.code, enrolment.state) == ("only_contact", Enrolment.State.PLACED)
    page = signed_in(bob).get("/moje/dane/usun/").content.decode()
    assert reverse("people:own_contact", args=[group.pk]) in page
    people.change_contact(group, name="Nowa Osoba", email="nowa@example.org", phone="", by=bob)
    actions.erase_person(bob.person, by=bob)
    assert Person.objects.get(pk=bob.person.pk).name == ""


def test_the_last_coordinator_is_not_erased_from_under_the_programme(alice):
    person = people.person_of(alice, by=None)
    with pytest.raises(RuleBroken) as refused:
        actions.erase_person(person, by=alice)
    assert (refused.value.code, Account.objects.get(pk=alice.pk).is_active) == ("last_coordinator", True)


def test_somebody_erased_is_nobody_on_pages(programme):
    tomek = AccountFactory(name="Tomek Szkolący", email="tomek@example.org")
    TeamMember.objects.create(programme=programme, account=tomek, role=Role.TRAINER)
    actions.erase_person(people.person_of(tomek, by=None), by=None)
    tomek.refresh_from_db()
    assert (tomek.get_full_name(), tomek.roles.filter(ended_at=None).count()) == ("—", 0)


def test_a_letter_about_somebody_else_that_waits_is_left_alone():
    person = PersonFactory(name="Zofia Łoś", email="z@example.org")
    for state in ("queued", "sent"):
        mail.OutgoingMail.objects.create(
            template="x/y", to="inny@example.org", to_key="inny@example.org", language="pl", subject="S",
            text="Prowadzi Zofia Łoś", html="", state=state, created_at=clock.now(), due_at=clock.now(),
            next_try_at=clock.now(),
        )  # fmt: skip
    actions.erase_person(person, by=None)
    assert list(OutgoingMail.objects.values_list("state", flat=True)) == ["queued"]


class TestByLink:
    """A participant without an account: the link goes to the mailbox, opening it changes nothing."""

    @pytest.fixture
    def enrolment(self):
        return EnrolmentFactory(person=PersonFactory(name="Zofia Łoś", email="zofia@example.org"))

    def link(self, client, enrolment):
        client.post(reverse("portal:data_ask", args=[enrolment.token]))
        letter = OutgoingMail.objects.get(template="portal/own_data")
        assert letter.to == "zofia@example.org"
        return next(word for word in letter.text.split() if "/twoje-dane/link/" in word).partition("://")[2]

    def path(self, client, enrolment):
        return "/" + self.link(client, enrolment).partition("/")[2]

    def test_the_link_is_mailed_once_in_ten_minutes(self, client, enrolment):
        for _ in range(3):
            client.post(reverse("portal:data_ask", args=[enrolment.token]))
        assert OutgoingMail.objects.filter(template="portal/own_data").count() == 1

    def test_opening_changes_nothing_and_the_button_erases(self, client, enrolment):
        path = self.path(client, enrolment)
        for url in (path, path + "usun/"):
            assert client.get(url).status_code == 200
        assert Person.objects.get(pk=enrolment.person_id).erased_at is None
        assert client.post(path + "usun/").headers["Location"] == reverse("portal:forgotten")
        assert Person.objects.get(pk=enrolment.person_id).erased_at is not None
        assert [client.get(url).status_code for url in (path, path + "usun/")] == [404, 404]
        assert client.get(reverse("workshops:enrolment", args=[enrolment.token])).status_code == 404

    def test_after_a_day_and_with_a_changed_letter_it_is_dead(self, client, enrolment, monkeypatch):
        path = self.path(client, enrolment)
        assert client.get(path.replace(":", ";", 1)).status_code == 404
        later = time.time() + 24 * 3600 + 60
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)
        assert client.get(path).status_code == 404

    def test_the_download_is_whole_and_about_nobody_else(self, client, enrolment):
        other = EnrolmentFactory(cycle=enrolment.cycle, person=PersonFactory(name="Ktoś Inny"))
        CertificateFactory(enrolment=enrolment)
        started = time.monotonic()
        answer = client.post(self.path(client, enrolment) + "pobierz/")
        assert time.monotonic() - started < 60
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        told = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
        assert told["format"] == "osnowa-personal-data/1"
        assert [row["reference"] for row in told["workshops"]["enrolments"]] == [enrolment.reference]
        assert [name.rpartition(".")[2] for name in archive.namelist()] == ["json", "pdf", "html"]
        assert (enrolment.reference in page, "Ktoś Inny" in page, other.token in page) == (True, False, False)
        assert set(told) >= {name for name, _part in privacy.PARTS}
        assert answer.headers["Cache-Control"].startswith("no-store, private")


class TestSignedIn:
    def test_all_is_told_in_words(self):
        person = PersonFactory(name="Zofia Łoś", phone="600 700 800")
        MembershipFactory(person=person, typed="Łąka nad Narwią")
        page = signed_in(AccountFactory(person=person)).get("/moje/dane/").content.decode()
        assert ("600 700 800" in page, "Łąka nad Narwią" in page) == (True, True)

    def test_looking_makes_no_person_and_downloading_does(self):
        account = AccountFactory()
        browser = signed_in(account)
        browser.get("/moje/dane/")
        browser.get("/moje/dane/usun/")
        assert Person.objects.count() == 0
        assert browser.post("/moje/dane/pobierz/").headers["Content-Type"] == "application/zip"
        assert Person.objects.get().account == account

    def test_corrections_reach_person_and_account(self):
        person = PersonFactory(name="Zofia Łoś")
        account = AccountFactory(person=person, name="Zofia Łoś")
        signed_in(account).post(
            "/moje/dane/zmien/", {"name": "Zofia Nowak", "phone": "111 222 333", "language": "en"}
        )
        account.refresh_from_db()
        person.refresh_from_db()
        assert (account.name, account.language, person.name, person.phone, person.name_key) == (
            "Zofia Nowak",
            "en",
            "Zofia Nowak",
            "111 222 333",
            "zofia nowak",
        )
        assert AuditLine.objects.get(deed="portal.own_data_changed").detail == {
            "fields": ["language", "name", "phone"]
        }

    def test_a_name_that_is_kept_with_this_address_already_is_refused(self):
        person = PersonFactory(name="Zofia Łoś", email="biuro@example.org")
        PersonFactory(name="Jan Łoś", email="biuro@example.org")
        answer = signed_in(AccountFactory(person=person)).post(
            "/moje/dane/zmien/", {"name": "JAN ŁOŚ", "phone": "", "language": "pl"}
        )
        assert list(answer.context["form"].errors) == ["name"]

    def test_the_last_step_is_a_link_to_the_address_of_sign_in(self):
        account = AccountFactory(person=PersonFactory(email="wspolna@example.org"), email="moja@example.org")
        signed_in(account).post("/moje/dane/usun/")
        assert OutgoingMail.objects.get(template="portal/own_data").to == "moja@example.org"
        assert Person.objects.get().erased_at is None


class TestByTheTeam:
    def url(self, person):
        return reverse("portal:erase_somebody", args=[person.pk])

    def test_with_a_reason_out_of_a_list(self, alice):
        person = PersonFactory()
        browser = signed_in(alice)
        assert list(browser.post(self.url(person)).context["form"].errors) == ["reason"]
        assert browser.post(self.url(person), {"reason": "wrote"}).status_code == 302
        line = AuditLine.objects.get(deed="portal.person_erased")
        assert (line.actor, line.detail) == (f"account:{alice.pk}", {"reason": "wrote"})

    def test_not_without_the_second_factor_and_not_by_others(self, alice, tomek):
        person = PersonFactory()
        assert signed_in(alice, second_factor=False).post(self.url(person)).status_code == 302
        assert signed_in(tomek).post(self.url(person)).status_code == 404
        assert Person.objects.get(pk=person.pk).erased_at is None


def test_a_link_opens_one_person_only():
    first, second = PersonFactory(), PersonFactory()
    assert queries.person_by_link(queries.sign_data_link(first)) == first
    assert queries.person_by_link(queries.sign_data_link(second)) == second
