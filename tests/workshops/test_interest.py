"""Those who want to hear that a sign-up opens: a yes from the mailbox, one letter, and gone."""

import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.workshops import privacy
from osnowa.workshops.clock import delete_passing_data, tell_all_interested
from osnowa.workshops.models import Interest
from tests.factories.people import PersonFactory
from tests.factories.workshops import CycleFactory, InterestFactory
from tests.workshops.sign_ups import mails


@pytest.fixture
def cycle(db):
    return CycleFactory(
        recruitment_opens_at=clock.now() + dt.timedelta(days=3),
        recruitment_closes_at=clock.now() + dt.timedelta(days=9),
    )


def leave(client, cycle, email="ola@example.org", **more):
    url = f"/programy/{cycle.programme.slug}/warsztaty/{cycle.slug}/powiadom/"
    return client.post(url, {"interest-email": email, "interest-name": "", **more})


def test_page_of_a_cycle_that_is_not_open_offers_it(client, cycle):
    page = client.get(f"/programy/{cycle.programme.slug}/warsztaty/{cycle.slug}/").content.decode()
    assert "/powiadom/" in page


def test_counts_after_a_yes_and_is_told_once_and_deleted(client, cycle):
    assert leave(client, cycle).status_code == 303
    leave(client, cycle, " OLA@example.org ")
    row = Interest.objects.get()
    assert mails("interest_to_confirm") == ["ola@example.org"]
    url = f"/powiadomienie/{row.token}/"
    client.get(url)
    row.refresh_from_db()
    assert row.confirmed_at is None
    client.post(url)
    client.post(url)
    leave(client, cycle, "nie@example.org")  # never confirmed
    with clock.at(cycle.recruitment_opens_at - dt.timedelta(minutes=1)):
        tell_all_interested()
    assert mails("sign_up_open") == []
    with clock.at(cycle.recruitment_opens_at):
        tell_all_interested()
        tell_all_interested()
    assert mails("sign_up_open") == ["ola@example.org"]
    assert not Interest.objects.exists()
    assert client.get(url).status_code == 404


def test_asked_again_after_ten_minutes_the_letter_goes_again(client, cycle):
    leave(client, cycle)
    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        leave(client, cycle)
    assert len(mails("interest_to_confirm")) == 2


def test_known_and_unknown_addresses_get_one_answer(client, cycle):
    InterestFactory(cycle=cycle, email="znana@example.org")
    known, unknown = leave(client, cycle, "znana@example.org"), leave(client, cycle, "nowa@example.org")
    assert known.headers["Location"] == unknown.headers["Location"]
    assert mails("interest_to_confirm") == ["nowa@example.org"]


@pytest.mark.parametrize("form", [{"email": ""}, {"email": "ola"}, {"interest-page_address": "x"}])
def test_mistakes_and_machines_leave_nothing(client, cycle, form):
    assert leave(client, cycle, **form).status_code == 200
    assert not Interest.objects.exists()


def test_once_open_it_leads_to_the_sign_up(client, db):
    cycle = CycleFactory()
    assert leave(client, cycle).status_code == 302
    assert not Interest.objects.exists()


def test_name_with_a_link_is_refused(client, cycle):
    assert leave(client, cycle, **{"interest-name": "Kup www.zlo.example"}).status_code == 200


def test_deleted_from_the_letter_and_by_the_clock(client, cycle):
    first, second = InterestFactory(cycle=cycle), InterestFactory(cycle=cycle, confirmed_at=None)
    client.post(f"/powiadomienie/{first.token}/", {"deed": "delete"})
    assert list(Interest.objects.all()) == [second]
    with clock.at(clock.now() + dt.timedelta(days=8)):
        delete_passing_data()
    assert not Interest.objects.exists()


def test_late_news_only_deletes(cycle):
    InterestFactory(cycle=cycle)
    with clock.at(cycle.recruitment_closes_at):
        tell_all_interested()
    assert not Interest.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_own_data_tell_of_it_but_not_of_a_mailbox_companion(cycle):
    person = PersonFactory(name="Ola Sowa", email="biuro@example.org")
    InterestFactory(cycle=cycle, email=person.email, name="Jan Inny")
    assert privacy.export(person)["interests"] == []
    Interest.objects.update(name="OLA sowa")
    assert len(privacy.export(person)["interests"]) == 1
    privacy.erase(person)
    assert not Interest.objects.exists()
