"""From an address on a form to letters, and out again: a yes from the mailbox, proof, and no way to learn who reads."""

import datetime as dt
import re

import pytest
from django.test import Client

from osnowa.lib import clock, mail_sending
from osnowa.lib.models import OutgoingMail
from osnowa.newsletter.clock import delete_passing_data
from osnowa.newsletter.models import Delivery, Reader, ReaderConsent
from osnowa.newsletter.queries.readers import addressees
from osnowa.people.actions import give_consent
from osnowa.people.queries.consents import has_consent
from tests.factories.newsletter import (
    DeliveryFactory,
    MailingListFactory,
    ReaderFactory,
    SubscriptionFactory,
    SuppressionFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
FORM = "/newsletter/zapis/"


def leave(client, email="ola@laka.pl", **more):
    return client.post(FORM, {"email": email, "language": "pl", **more})


def mails():
    return [(row.template.removeprefix("newsletter/"), row.to) for row in OutgoingMail.objects.order_by("pk")]


def steps(reader):
    return list(reader.consents.order_by("pk").values_list("step", "way"))


def test_a_reader_confirms_from_the_mailbox_with_proof(client):
    answer = leave(client, " Ola@Laka.pl ")
    assert answer.status_code == 303
    assert "Zajrzyj" in client.get(answer.headers["Location"]).content.decode()
    reader = Reader.objects.get()
    assert (mails(), reader.is_confirmed, addressees().exists()) == (
        [("to_confirm", "Ola@Laka.pl")],
        False,
        False,
    )
    link = re.search(r"http://\S+(/newsletter/czytam/\S+/potwierdz/)", OutgoingMail.objects.get().text)[1]
    assert client.get(link).status_code == 200
    reader.refresh_from_db()
    assert reader.confirmed_at is None, "looking confirms nothing"
    client.post(link)
    client.post(link)
    assert list(addressees()) == [reader]
    asked, confirmed = reader.consents.order_by("pk")
    assert steps(reader) == [("asked", "form"), ("confirmed", "form")]
    assert "listy z nowościami" in confirmed.words
    assert (confirmed.version, asked.version) == (1, 1)


def test_the_answer_is_the_same_whoever_is_typed(client):
    known = ReaderFactory(email="ala@laka.pl")
    SuppressionFactory(email_key="zla@laka.pl")
    answers = {
        leave(client, email).headers["Location"] for email in ("ala@laka.pl", "nowa@laka.pl", "zla@laka.pl")
    }
    assert len(answers) == 1
    assert mails() == [("already_reading", "ala@laka.pl"), ("to_confirm", "nowa@laka.pl")]
    known.refresh_from_db()
    assert known.is_confirmed, "a stranger's form changes nothing"


def test_nobodys_mailbox_is_filled(client):
    for _time in range(3):
        leave(client)
    assert len(mails()) == 1
    start = clock.now()
    for minutes in range(11, 120, 11):
        with clock.at(start + dt.timedelta(minutes=minutes)):
            leave(client)
    assert len(mails()) == 4


def test_too_many_forms_from_one_network_are_refused_kindly(client, settings):
    settings.SIGNUPS_PER_MINUTE_PER_ADDRESS = 1
    leave(client)
    answer = leave(client, "ela@laka.pl")
    assert answer.status_code == 429
    assert "ela@laka.pl" in answer.content.decode(), "what was typed stays"


@pytest.mark.parametrize("data", [{"email": "brak"}, {"email": ""}, {"page_address": "http://spam"}])
def test_a_wrong_form_sends_nothing(client, data):
    answer = leave(client, **{"email": "ola@laka.pl", **data})
    assert answer.status_code == 200
    assert "Błąd" in answer.content.decode()
    assert not Reader.objects.exists()


def test_topics_are_asked_where_there_are_several(client):
    first, second = MailingListFactory.create_batch(2, programme__is_public=True)
    hidden = MailingListFactory(is_public=False)
    assert leave(client).status_code == 200
    assert leave(client, lists=[first.pk, hidden.pk]).status_code == 200, "a hidden one cannot be chosen"
    assert leave(client, lists=[second.pk]).status_code == 303
    assert [row.mailing_list for row in Reader.objects.get().subscriptions.all()] == [second]


def test_a_link_of_a_week_ago_confirms_nothing_and_two_weeks_later_the_address_is_gone(client):
    leave(client)
    reader = Reader.objects.get()
    with clock.at(clock.now() + dt.timedelta(days=8)):
        delete_passing_data()
        page = client.post(f"/newsletter/czytam/{reader.token}/potwierdz/").content.decode()
        reader.refresh_from_db()
        assert reader.confirmed_at is None
        assert FORM in page
    with clock.at(clock.now() + dt.timedelta(days=15)):
        delete_passing_data()
    assert not Reader.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_who_read_once_and_asks_anew_in_vain_keeps_the_proof(client):
    reader = ReaderFactory(email="ola@laka.pl")
    client.post(f"/newsletter/czytam/{reader.token}/wypisz/")
    DeliveryFactory(reader=reader, state=Delivery.State.SENT)
    leave(client)
    with clock.at(clock.now() + dt.timedelta(days=15)):
        delete_passing_data()
    reader.refresh_from_db()
    assert reader.ended_because == Reader.Ended.UNCONFIRMED


def test_one_click_of_a_mail_program_ends_everything_without_a_forms_token():
    """RFC 8058: the address of the head, posted without cookies."""
    reader = ReaderFactory()
    waiting = DeliveryFactory(reader=reader)
    client = Client(enforce_csrf_checks=True)
    url = f"/newsletter/czytam/{reader.token}/wypisz/"
    assert client.get(url).status_code == 200
    reader.refresh_from_db()
    assert reader.ended_at is None, "opening ends nothing"
    for _time in range(2):
        assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    reader.refresh_from_db()
    waiting.refresh_from_db()
    assert (reader.ended_because, waiting.state) == ("own", "left")
    assert steps(reader) == [("withdrawn", "one_click")]
    assert client.post("/newsletter/czytam/nieznany/wypisz/").status_code == 404


def test_letters_of_ours_carry_the_head_for_one_click(client):
    leave(client)
    row = OutgoingMail.objects.get()
    heads = mail_sending.one_click_headers(row.unsubscribe_url)
    assert heads["List-Unsubscribe"].endswith("/wypisz/>")
    assert heads["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail_sending.one_click_headers("") == {}


def test_the_own_page_changes_topics_language_and_pause(client):
    reader = ReaderFactory()
    old = SubscriptionFactory(reader=reader, mailing_list__programme__is_public=True).mailing_list
    new = MailingListFactory(programme__is_public=True)
    url = f"/newsletter/czytam/{reader.token}/"
    none = client.post(url, {"deed": "choose", "language": "pl"})
    assert "Zaznacz co najmniej jeden temat" in none.content.decode()
    client.post(url, {"deed": "choose", "lists": [new.pk], "language": "en"})
    reader.refresh_from_db()
    assert reader.language == "en"
    assert list(addressees(new)) == [reader]
    assert not addressees(old).exists()
    proofs = reader.consents.order_by("pk").values_list("step", "mailing_list")
    assert list(proofs) == [("confirmed", new.pk), ("withdrawn", old.pk)]
    client.post(url, {"deed": "pause", "days": "30"})
    assert not addressees().exists()
    with clock.at(clock.now() + dt.timedelta(days=31)):
        assert list(addressees(new)) == [reader]
    client.post(url, {"deed": "resume"})
    assert list(addressees(new)) == [reader]
    assert client.post(url, {"deed": "pause", "days": "9999"}).status_code == 200
    assert "no-store" in client.get(url).headers["Cache-Control"]


def test_who_left_comes_back_from_the_own_page_unless_letters_came_back(client):
    reader = ReaderFactory()
    client.post(f"/newsletter/czytam/{reader.token}/wypisz/")
    url = f"/newsletter/czytam/{reader.token}/"
    client.post(url, {"deed": "return"})
    assert list(addressees()) == [reader]
    client.post(f"/newsletter/czytam/{reader.token}/wypisz/")
    SuppressionFactory(email_key=reader.email_key)
    client.post(url, {"deed": "return"})
    assert not addressees().exists()


def test_one_no_is_enough_also_for_the_consent_given_with_a_sign_up(client):
    person = PersonFactory(email="ola@laka.pl")
    give_consent(person, "newsletter")
    reader = ReaderFactory(email="ola@laka.pl")
    client.post(f"/newsletter/czytam/{reader.token}/wypisz/")
    assert not has_consent(person, "newsletter")


def test_a_confirmed_reader_is_tied_to_the_only_person_of_the_address(client):
    person = PersonFactory(email="ola@laka.pl")
    PersonFactory.create_batch(2, email="biuro@laka.pl")
    for email in ("ola@laka.pl", "biuro@laka.pl"):
        leave(client, email)
        client.post(f"/newsletter/czytam/{Reader.objects.get(email=email).token}/potwierdz/")
    assert Reader.objects.get(email="ola@laka.pl").person == person
    assert Reader.objects.get(email="biuro@laka.pl").person is None
    assert ReaderConsent.objects.filter(step="confirmed").count() == 2
