"""A colleague signs up others: each answers for themselves, in time."""

import datetime as dt

import pytest

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from osnowa.people.models import Consent
from osnowa.workshops.actions.answers import keep_answers
from osnowa.workshops.actions.colleagues import release_unconfirmed, sign_up_colleagues
from osnowa.workshops.actions.enrolment import cancel_enrolment
from osnowa.workshops.actions.places import release_places
from osnowa.workshops.clock import release_due_unconfirmed
from osnowa.workshops.models import AccessNeeds, Answer, Enrolment
from osnowa.workshops.rules.answers import Answers
from osnowa.workshops.rules.colleagues import MOST_COLLEAGUES, confirm_until
from tests.factories.workshops import CycleFactory, QuestionFactory
from tests.workshops.sign_ups import mails, sign_up

PEOPLE = [("Bogdan Żuraw", "bogdan@example.org"), ("Celina Dąb", "celina@example.org")]
NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def cycle(db):
    return CycleFactory(capacity=4)


@pytest.fixture
def leader(cycle):
    return sign_up(cycle, "Anna Lider").enrolment


def bring(leader, people=PEOPLE, key="klucz-formularza"):
    return sign_up_colleagues(leader, people, submission_key=key, by=audit.PARTICIPANT)


def test_two_days_and_never_beyond_the_first_session():
    assert confirm_until(NOON, None) == NOON + dt.timedelta(hours=48)
    assert confirm_until(NOON, NOON + dt.timedelta(hours=5)) == NOON + dt.timedelta(hours=5)


class TestBringing:
    def test_each_holds_a_seat_and_gets_a_letter(self, leader):
        found = bring(leader)
        assert [one.state for one in found] == ["placed", "placed"]
        assert all(one.signed_up_by_id == leader.pk and one.confirm_until for one in found)
        assert mails("colleague_invited") == ["bogdan@example.org", "celina@example.org"]
        assert found[0].membership.typed == leader.membership.typed

    def test_form_sent_twice_is_one(self, leader):
        assert [one.pk for one in bring(leader)] == [one.pk for one in bring(leader)]
        assert len(mails("colleague_invited")) == 2

    def test_who_is_signed_up_already_keeps_that_sign_up(self, leader, cycle):
        before = sign_up(cycle, "Bogdan Żuraw").enrolment
        bring(leader)
        before.refresh_from_db()
        assert (before.signed_up_by_id, before.confirm_until) == (None, None)
        assert leader.colleagues.count() == 1

    def test_ten_at_most_and_then_nobody(self, leader):
        people = [(f"Osoba {n}", f"osoba{n}@example.org") for n in range(MOST_COLLEAGUES)]
        bring(leader, people)
        with pytest.raises(RuleBroken) as refusal:
            bring(leader, [("Jeszcze Jedna", "jeszcze@example.org")], key="inny-formularz")
        assert refusal.value.code == "too_many"
        assert leader.colleagues.count() == MOST_COLLEAGUES
        assert "jeszcze@example.org" not in mails("colleague_invited")

    def test_who_has_not_confirmed_or_has_cancelled_brings_nobody(self, leader):
        colleague = bring(leader)[0]
        with pytest.raises(RuleBroken) as refusal:
            bring(colleague, [("Ktoś Inny", "ktos@example.org")])
        assert refusal.value.code == "unconfirmed"
        cancel_enrolment(leader, by=audit.PARTICIPANT)
        with pytest.raises(RuleBroken) as refusal:
            bring(leader, [("Ktoś Inny", "ktos@example.org")])
        assert refusal.value.code == "cancelled"

    def test_name_with_a_link_goes_into_no_letter(self, cycle):
        with pytest.raises(RuleBroken) as refusal:
            bring(sign_up(cycle, "Kup www.zlo.example", email="kup@example.org").enrolment)
        assert refusal.value.code == "link"
        assert mails("colleague_invited") == []

    def test_after_recruitment_nobody_is_brought(self, leader, cycle):
        with (
            clock.at(cycle.recruitment_closes_at + dt.timedelta(minutes=1)),
            pytest.raises(RuleBroken) as refusal,
        ):
            bring(leader)
        assert refusal.value.code == "closed"
        assert not leader.colleagues.exists()


class TestConfirming:
    def test_page_asks_and_only_the_button_confirms(self, client, leader, cycle):
        question = QuestionFactory(cycle=cycle, is_required=True)
        found = bring(leader)[0]
        url = f"/zgloszenie/{found.token}/potwierdz/"
        assert "Anna" in client.get(url).content.decode()
        found.refresh_from_db()
        assert found.confirm_until is not None
        assert client.post(url, {}).status_code == 200  # the question is required
        answer = client.post(
            url, {f"q{question.pk}": "tak", "needs": "pętla indukcyjna", "phone": "600 100 200"}
        )
        assert answer.status_code == 303
        found.refresh_from_db()
        assert (found.state, found.confirm_until) == ("placed", None)
        assert found.person.phone == "600 100 200"
        assert AccessNeeds.objects.get().enrolment_id == found.pk
        assert Answer.objects.get().value == "tak"
        assert "bogdan@example.org" in mails("enrolment_confirmed")
        client.post(url, {f"q{question.pk}": "tak"})  # a second click
        assert mails("enrolment_confirmed").count("bogdan@example.org") == 1

    def test_not_confirmed_in_time_the_place_goes_on_and_both_are_told_once(self, leader, cycle):
        found = bring(leader, [*PEOPLE, ("Dorota Wierzba", "dorota@example.org")])
        waiting = sign_up(cycle, "Edyta Czeka").enrolment
        assert waiting.state == "reserve"
        with clock.at(clock.now() + dt.timedelta(hours=49)):
            release_due_unconfirmed()
            release_due_unconfirmed()
        waiting.refresh_from_db()
        assert waiting.state == "placed"
        assert set(
            Enrolment.objects.filter(pk__in=[one.pk for one in found]).values_list("state", flat=True)
        ) == {"cancelled"}
        assert mails("colleague_released") == [
            "bogdan@example.org",
            "celina@example.org",
            "dorota@example.org",
        ]
        assert mails("colleague_not_confirmed") == [leader.person.email] * 3
        assert mails("place_passed_on") == []
        assert release_unconfirmed(cycle) == []

    def test_confirming_too_late_says_so(self, client, leader):
        found = bring(leader)[0]
        with clock.at(found.confirm_until):
            release_due_unconfirmed()
            answer = client.post(f"/zgloszenie/{found.token}/potwierdz/", {})
            assert answer.status_code == 303
            page = client.get(answer.headers["Location"]).content.decode()
        found.refresh_from_db()
        assert found.state == "cancelled"
        assert "/warsztaty/" in page

    def test_leader_sees_who_has_confirmed(self, client, leader):
        bring(leader)
        page = client.get(f"/zgloszenie/{leader.token}/").content.decode()
        assert "Bogdan" in page
        assert "Celina" in page


class TestForm:
    def post(self, client, leader, **form):
        return client.post(
            f"/zgloszenie/{leader.token}/wspolpracownicy/", {"submission_key": "k" * 20, **form}
        )

    def test_rows_left_empty_are_passed_over(self, client, leader):
        form = {
            "name_1": "Bogdan Żuraw",
            "email_1": " bogdan@ example.org ",
            "name_4": "Celina Dąb",
            "email_4": "c@example.org",
        }
        assert self.post(client, leader, **form).status_code == 303
        assert leader.colleagues.count() == 2

    @pytest.mark.parametrize(
        "form",
        [
            {},
            {"name_1": "Bogdan"},
            {"email_1": "b@example.org"},
            {"name_1": "Bogdan", "email_1": "bogdan"},
            {"name_1": "Kup na http://zlo.example", "email_1": "b@example.org"},
            {"name_1": "Bo", "email_1": "b@example.org", "name_2": "bo", "email_2": "B@example.org"},
        ],
    )
    def test_mistakes_sign_up_nobody(self, client, leader, form):
        assert self.post(client, leader, **form).status_code == 200
        assert not leader.colleagues.exists()


class TestLimitPerOrganisation:
    def test_over_the_limit_waits_with_the_reason_and_blocks_nobody(self, client, db):
        cycle = CycleFactory(capacity=4, limit_per_organisation=2)
        leader = sign_up(cycle, "Anna Lider", organisation="Koło Kos").enrolment
        first, second = bring(leader)
        assert [first.state, second.state] == ["placed", "reserve"]
        assert sign_up(cycle, "Dorota Inna", organisation="Fundacja Sowa").enrolment.state == "placed"
        assert sign_up(cycle, "Edyta Inna", organisation="Fundacja Sowa").enrolment.state == "placed"
        assert sign_up(cycle, "Filip Inny", organisation="Klub Lis").enrolment.state == "reserve"  # full
        release_places(cycle)
        second.refresh_from_db()
        assert second.state == "reserve"
        with clock.at(clock.now() + dt.timedelta(hours=49)):
            release_due_unconfirmed()
            page = client.get(f"/zgloszenie/{leader.token}/").content.decode()
        assert page

    def test_letter_says_why(self, db):
        cycle = CycleFactory(capacity=4, limit_per_organisation=1)
        sign_up(cycle, "Anna Lider", organisation="koło kos")
        sign_up(cycle, "Bogdan Drugi", organisation="Koło Kos")

        letter = OutgoingMail.objects.get(template="workshops/enrolment_reserve")
        assert "Twojej organizacji" in letter.text or "from your organisation" in letter.text


class TestConsents:
    def post(self, client, enrolment, kind="image", deed="give"):
        return client.post(f"/zgloszenie/{enrolment.token}/zgoda/", {"kind": kind, "deed": deed})

    def test_given_dated_told_and_taken_back(self, client, leader):
        assert not Consent.objects.exists()  # nothing is agreed to by signing up
        self.post(client, leader)
        self.post(client, leader)
        consent = Consent.objects.get()
        assert (consent.kind, consent.version, consent.withdrawn_at) == ("image", 1, None)
        assert mails("consent_given") == [leader.person.email]
        self.post(client, leader, deed="withdraw")
        consent.refresh_from_db()
        assert consent.withdrawn_at is not None
        assert self.post(client, leader, kind="wszystko").status_code == 404

    def test_earlier_consent_is_neither_shown_nor_taken_back_from_here(self, client, cycle):
        first = sign_up(cycle, "Anna Lider").enrolment
        self.post(client, first)
        later = sign_up(CycleFactory(programme=cycle.programme), "Anna Lider").enrolment
        page = client.get(f"/zgloszenie/{later.token}/").content.decode()
        assert 'value="withdraw"' not in page
        self.post(client, later, deed="withdraw")
        assert Consent.objects.get().withdrawn_at is None


def test_answers_of_a_colleague_are_carried_like_anybodys(leader, cycle):
    question = QuestionFactory(cycle=None, programme=cycle.programme, is_remembered=True)
    found = bring(leader)[0]
    keep_answers(found, Answers((question,), {question.pk: "raz"}))
    assert Answer.objects.get().value == "raz"
