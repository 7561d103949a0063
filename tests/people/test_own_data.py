"""Consents, and a new address that is proved by a code."""

import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people import actions, queries
from osnowa.people.models import Account, AddressChange, Consent
from osnowa.people.rules import consents
from tests.factories.people import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(name="Zofia Łoś", email="zofia@example.org")


@pytest.fixture
def account(person):
    return AccountFactory(person=person, email="zofia@example.org")


def code():
    letter = OutgoingMail.objects.filter(template="people/address_code").latest("pk")
    return next(word for word in letter.text.split() if len(word) == 9 and word[4] == "-")


def refused(deed, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        deed(*args, **kwargs)
    return broken.value.code


class TestConsents:
    def test_given_and_withdrawn_each_once(self, person):
        for _ in range(2):
            actions.give_consent(person, "newsletter")
        assert queries.has_consent(person, "newsletter")
        for _ in range(2):
            actions.withdraw_consent(person, "newsletter")
        assert not queries.has_consent(person, "newsletter")
        assert list(AuditLine.objects.order_by("pk").values_list("deed", flat=True)) == [
            "people.consent_given",
            "people.consent_withdrawn",
        ]

    def test_newer_words_are_a_new_consent(self, person, monkeypatch):
        first = actions.give_consent(person, "image")
        monkeypatch.setitem(consents.WORDINGS, "image", (*consents.WORDINGS["image"], ("Nowe.", "New.")))
        second = actions.give_consent(person, "image")
        first.refresh_from_db()
        assert (first.version, second.version, first.withdrawn_at is None) == (1, 2, False)

    def test_one_that_nobody_asks_for_is_refused(self, person):
        assert refused(actions.give_consent, person, "tracking") == "unknown"

    def test_every_kind_has_its_words(self):
        assert set(consents.WORDINGS) == set(Consent.Kind.values)


class TestAddress:
    def test_it_changes_only_after_the_code_and_the_old_one_is_told(self, account, person):
        actions.ask_address_change(account, " Mailto:Nowa@example.org ", by=account)
        account.refresh_from_db()
        assert account.email == "zofia@example.org"
        actions.prove_address(account, code().replace("-", " "), by=account)
        account.refresh_from_db()
        person.refresh_from_db()
        assert (account.email, person.email, person.email_key) == ("nowa@example.org",) * 3
        assert OutgoingMail.objects.get(template="people/address_changed").to == "zofia@example.org"
        assert AddressChange.objects.count() == 0

    def test_a_taken_address_looks_the_same_and_only_its_owner_learns(self, account):
        AccountFactory(email="zajety@example.org")
        change = actions.ask_address_change(account, "zajety@example.org", by=account)
        letter = OutgoingMail.objects.get(to="zajety@example.org")
        assert (letter.template, change.code) == ("people/address_taken", "")
        assert refused(actions.prove_address, account, "00000000", by=account) == "wrong"

    def test_five_wrong_tries_and_a_quarter_of_an_hour_end_a_code(self, account):
        actions.ask_address_change(account, "nowa@example.org", by=account)
        right = code()
        wrong = "0000-0000" if right != "0000-0000" else "1111-1111"
        said = [refused(actions.prove_address, account, wrong, by=account) for _ in range(6)]
        assert said == ["wrong"] * 5 + ["late"]
        assert refused(actions.prove_address, account, right, by=account) == "late"
        actions.ask_address_change(account, "nowa@example.org", by=account)
        with clock.at(clock.now() + dt.timedelta(minutes=16)):
            assert refused(actions.prove_address, account, code(), by=account) == "late"

    def test_five_codes_a_day(self, account):
        for _ in range(5):
            actions.ask_address_change(account, "nowa@example.org", by=account)
        assert refused(actions.ask_address_change, account, "nowa@example.org", by=account) == "often"
        with clock.at(clock.now() + dt.timedelta(days=1, minutes=1)):
            actions.ask_address_change(account, "nowa@example.org", by=account)

    @pytest.mark.parametrize(("typed", "expected"), [("nie adres", "not_one"), ("ZOFIA@example.org", "same")])
    def test_refusals(self, account, typed, expected):
        assert refused(actions.ask_address_change, account, typed, by=account) == expected

    def test_an_address_taken_meanwhile_is_not_taken_twice(self, account):
        actions.ask_address_change(account, "nowa@example.org", by=account)
        AccountFactory(email="nowa@example.org")
        assert refused(actions.prove_address, account, code(), by=account) == "late"
        assert Account.objects.filter(email="nowa@example.org").count() == 1
