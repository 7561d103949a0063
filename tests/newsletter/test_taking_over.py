"""Consents to news given with a sign-up become readers with their proof; taken back there, letters end here."""

import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.newsletter import privacy
from osnowa.newsletter.actions.readers import end_reader
from osnowa.newsletter.clock import take_over_all_consents
from osnowa.newsletter.models import Reader
from osnowa.newsletter.queries.readers import addressees
from osnowa.people.actions import give_consent, withdraw_consent
from tests.factories.newsletter import (
    AddressSheetFactory,
    BounceFactory,
    MailingListFactory,
    ReaderFactory,
    SubscriptionFactory,
    SuppressionFactory,
)
from tests.factories.people import PersonFactory
from tests.factories.workshops import EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_a_consent_becomes_a_reader_with_its_proof_once():
    enrolment = EnrolmentFactory(person=PersonFactory(email="Ola@laka.pl"), language="en")
    own = MailingListFactory(programme=enrolment.cycle.programme)
    MailingListFactory()
    consent = give_consent(enrolment.person, "newsletter")
    give_consent(PersonFactory(email="foto@laka.pl"), "image")
    take_over_all_consents()
    take_over_all_consents()
    reader = Reader.objects.get()
    proof = reader.consents.get()
    assert (proof.step, proof.way, proof.happened_at) == ("confirmed", "sign_up", consent.given_at)
    assert "nowościami" in proof.words
    assert (reader.person, reader.language) == (enrolment.person, "en")
    assert [row.mailing_list for row in reader.subscriptions.all()] == [own]
    assert list(addressees(own)) == [reader]


def test_taken_back_among_own_data_the_letters_end_and_come_again_with_a_new_yes():
    person = PersonFactory(email="ola@laka.pl")
    give_consent(person, "newsletter")
    take_over_all_consents()
    start = clock.now()
    with clock.at(start + dt.timedelta(hours=1)):
        withdraw_consent(person, "newsletter")
        take_over_all_consents()
        take_over_all_consents()
        assert not addressees().exists()
    with clock.at(start + dt.timedelta(hours=2)):
        give_consent(person, "newsletter")
        take_over_all_consents()
        assert addressees().exists()
        assert Reader.objects.get().consents.count() == 3


def test_who_left_by_the_letters_link_is_not_taken_over_again():
    person = PersonFactory(email="ola@laka.pl")
    give_consent(person, "newsletter")
    take_over_all_consents()
    end_reader(Reader.objects.get())
    take_over_all_consents()
    assert not addressees().exists()


def test_a_stopped_address_is_not_taken_over():
    give_consent(PersonFactory(email="zla@laka.pl"), "newsletter")
    SuppressionFactory(email_key="zla@laka.pl")
    take_over_all_consents()
    assert not Reader.objects.exists()


def test_erasure_forgets_the_address_everywhere_and_nothing_goes_there_again():
    person = PersonFactory(email="ola@laka.pl")
    reader = SubscriptionFactory(reader=ReaderFactory(email="ola@laka.pl", person=person)).reader
    other = ReaderFactory(email="ela@laka.pl")
    BounceFactory(reader=reader, diagnostic="550 <ola@laka.pl>")
    suppression = SuppressionFactory(email_key="ola@laka.pl")
    AddressSheetFactory(rows=[["OLA@laka.pl "]])
    kept = AddressSheetFactory(rows=[["ela@laka.pl"]])
    told = privacy.export(person)["readers"]
    assert [row["email"] for row in told] == ["ola@laka.pl"]
    privacy.erase(person)
    reader.refresh_from_db()
    suppression.refresh_from_db()
    assert (reader.email, reader.ended_because, suppression.email_key) == ("", "erased", "")
    assert reader.bounces.get().diagnostic == ""
    assert list(type(kept).objects.all()) == [kept]
    other.refresh_from_db()
    assert other.email == "ela@laka.pl"
