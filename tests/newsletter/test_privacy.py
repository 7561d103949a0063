"""A person is found by link and by address, takes everything along, and is forgotten; the ledger still adds up."""

import pytest

from osnowa.newsletter import privacy
from osnowa.newsletter.models import Delivery, Suppression
from tests.factories.newsletter import (
    BounceFactory,
    DeliveryFactory,
    ReaderConsentFactory,
    ReaderFactory,
    SubscriptionFactory,
    SuppressionFactory,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_export_and_erase():
    person = PersonFactory(email="Zofia@poczta.example")
    reader = ReaderFactory(email="zofia@poczta.example")
    linked = ReaderFactory(person=person)
    other = ReaderFactory()
    SubscriptionFactory(reader=reader)
    ReaderConsentFactory(reader=reader)
    sent = DeliveryFactory(reader=reader, state="sent", last_error="zofia@poczta.example?")
    waits = DeliveryFactory(reader=reader)
    BounceFactory(reader=reader, diagnostic="zofia@poczta.example")
    SuppressionFactory(email_key="zofia@poczta.example")

    told = privacy.export(person)["readers"]
    assert [row["email"] for row in told] == [reader.email, linked.email]
    assert [row["state"] for row in told[0]["issues"]] == ["sent", "queued"]
    assert told[0]["topics"]
    assert told[0]["consents"]

    token = reader.token
    privacy.erase(person)
    reader.refresh_from_db()
    assert (reader.email, reader.name, reader.ended_because) == ("", "", "erased")
    assert reader.token != token
    assert Delivery.objects.get(pk=sent.pk).last_error == ""
    assert Delivery.objects.get(pk=waits.pk).state == Delivery.State.LEFT
    assert Suppression.objects.get().email_key == ""
    other.refresh_from_db()
    assert other.email
    assert not privacy.readers_of(person).exists()
    privacy.erase(person)


def test_address_that_several_people_share_is_nobodys():
    person, _other = PersonFactory(email="biuro@poczta.example"), PersonFactory(email="biuro@poczta.example")
    ReaderFactory(email="biuro@poczta.example")
    assert privacy.export(person) == {"readers": []}
