"""A freed place is offered to the first who waits: yes, no, silence, and everything that comes between."""

import datetime as dt

import pytest
from django.urls import reverse

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.workshops import privacy
from osnowa.workshops.actions.cycles import change_cycle
from osnowa.workshops.actions.enrolment import cancel_enrolment, undo_cancellation
from osnowa.workshops.actions.offers import accept_offer, ask_again, decline_offer, reconfirm
from osnowa.workshops.actions.places import place_from_reserve, release_places
from osnowa.workshops.clock import release_due_places
from osnowa.workshops.models import Enrolment
from osnowa.workshops.queries.affairs import affairs_of
from osnowa.workshops.queries.cycles import cycles_of, places, places_among, places_of
from osnowa.workshops.queries.reserve import (
    before_of,
    odds_in,
    position_on_reserve,
    reserve_in_order,
    waiting_in_order,
)
from osnowa.workshops.rules.places import HOLD, Places
from osnowa.workshops.rules.reserve import Before
from tests.factories.people import AccountFactory, MembershipFactory, OrganisationFactory
from tests.factories.workshops import AttendanceFactory, CycleFactory, EnrolmentFactory
from tests.workshops.conftest import sign_in
from tests.workshops.sign_ups import mails, sign_up

State = Enrolment.State
ME = audit.PARTICIPANT
NAMES = ("Ala Aa", "Bela Be", "Cela Ce", "Dela De")


@pytest.fixture
def line(db):
    """One place, Ala has it; Bela, Cela and Dela wait. A freed place waits a day for an answer."""
    cycle = CycleFactory(capacity=1, offer_hours=24)
    return [sign_up(cycle, name).enrolment for name in NAMES]


def fresh(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_related("cycle__programme", "person").get(pk=enrolment.pk)


def free_the_place(line) -> dt.datetime:
    """Ala gives up and her ten minutes pass. Gives the moment of the offer."""
    cancel_enrolment(line[0], by=ME)
    moment = clock.now() + HOLD
    with clock.at(moment):
        release_due_places()
    return moment


def test_a_freed_place_is_offered_and_counts_as_taken(line):
    moment = free_the_place(line)
    bela = fresh(line[1])
    assert bela.state == State.RESERVE
    assert bela.offered_until - moment <= dt.timedelta(hours=36)
    assert mails("place_offered") == ["bela@example.org"]
    assert mails("place_given") == []
    with clock.at(moment):
        cycle = bela.cycle
        assert places(cycle) == Places(1, taken=1, reserve=2, offered=1)
        assert places_among(cycle, cycle.enrolments.all()) == places(cycle)
        assert places_of(cycles_of(cycle.programme).get()).is_full
        newcomer = sign_up(cycle, "Ewa Ee").enrolment
    assert newcomer.state == State.RESERVE
    assert position_on_reserve(newcomer) == 4
    assert [position_on_reserve(fresh(one)) for one in line] == [None, 1, 2, 3]


def test_yes_gives_the_place_once(line):
    moment = free_the_place(line)
    with clock.at(moment + dt.timedelta(hours=1)):
        accept_offer(line[1], by=ME)
        accept_offer(line[1], by=ME)
    bela = fresh(line[1])
    assert (bela.state, bela.offered_until) == (State.PLACED, None)
    assert AuditLine.objects.filter(deed="workshops.place_given", subject_id=bela.pk).count() == 1
    assert mails("enrolment_confirmed").count("bela@example.org") == 1
    with pytest.raises(RuleBroken) as refused:
        decline_offer(line[1], by=ME)
    assert refused.value.code == "placed"


def test_no_asks_the_next_at_once_and_keeps_the_person_on_the_list(line):
    moment = free_the_place(line)
    with clock.at(moment + dt.timedelta(hours=1)):
        decline_offer(line[1], by=ME)
        decline_offer(line[1], by=ME)
    assert mails("place_offered") == ["bela@example.org", "cela@example.org"]
    bela = fresh(line[1])
    assert bela.state == State.RESERVE
    assert bela.offer_declined_at
    assert position_on_reserve(bela) is None
    assert [one.person.name for one in reserve_in_order(bela.cycle)] == ["Cela Ce", "Dela De", "Bela Be"]
    assert [one.person.name for one in waiting_in_order(bela.cycle)] == ["Dela De"]


def test_silence_passes_the_place_on_by_the_clock_once(line):
    moment = free_the_place(line)
    until = fresh(line[1]).offered_until
    with clock.at(until - dt.timedelta(seconds=1)):
        release_due_places()
    assert mails("place_offered") == ["bela@example.org"]
    with clock.at(until):
        release_due_places()
        release_due_places()
    assert mails("place_offered") == ["bela@example.org", "cela@example.org"]
    assert mails("offer_ran_out") == ["bela@example.org"]
    assert fresh(line[2]).offered_until > until > moment


def test_a_yes_a_moment_late_counts_as_long_as_nobody_else_was_asked(line):
    free_the_place(line)
    until = fresh(line[1]).offered_until
    with clock.at(until + dt.timedelta(seconds=20)):
        assert accept_offer(line[1], by=ME).state == State.PLACED


def test_a_yes_after_the_place_went_on_is_refused_kindly(line):
    free_the_place(line)
    until = fresh(line[1]).offered_until
    with clock.at(until + dt.timedelta(minutes=1)):
        release_due_places()
        with pytest.raises(RuleBroken) as refused:
            accept_offer(line[1], by=ME)
    assert refused.value.code == "too_late"


def test_who_asks_again_is_back_at_the_old_position(line):
    moment = free_the_place(line)
    with clock.at(moment):
        decline_offer(line[1], by=ME)  # Cela is asked now
        ask_again(line[1], by=ME)
        ask_again(line[1], by=ME)
        assert [position_on_reserve(fresh(one)) for one in line[1:]] == [1, 2, 3]
        decline_offer(line[2], by=ME)
    assert mails("place_offered") == ["bela@example.org", "cela@example.org", "bela@example.org"]


def test_who_asks_again_while_a_place_is_free_has_it(line):
    """Everybody said no, so a place stands free; a newcomer may take it, and so may whoever asks again."""
    moment = free_the_place(line)
    with clock.at(moment):
        for one in line[1:]:
            decline_offer(one, by=ME)
        assert places(fresh(line[1]).cycle) == Places(1, taken=0, reserve=0, set_aside=3)
        assert ask_again(line[3], by=ME).state == State.PLACED
        with pytest.raises(RuleBroken):
            reconfirm(line[2], by=ME)


def test_those_set_aside_do_not_keep_newcomers_out(line):
    moment = free_the_place(line)
    with clock.at(moment):
        for one in line[1:]:
            decline_offer(one, by=ME)
        assert sign_up(fresh(line[1]).cycle, "Ewa Ee").enrolment.state == State.PLACED


def test_leaving_the_list_with_an_offer_asks_the_next_at_once(line):
    moment = free_the_place(line)
    with clock.at(moment):
        cancel_enrolment(line[1], by=ME)
        assert mails("place_offered") == ["bela@example.org", "cela@example.org"]
        undo_cancellation(line[1], by=ME)
        bela = fresh(line[1])
    assert (bela.state, bela.offered_until, position_on_reserve(bela)) == (State.RESERVE, None, 1)


def test_an_erased_person_with_an_offer_lets_it_go(line):
    moment = free_the_place(line)
    with clock.at(moment):
        privacy.erase(line[1].person)
        release_due_places()
        assert fresh(line[2]).offered_until is not None


def test_the_team_gives_the_place_that_is_offered_to_the_person(line):
    moment = free_the_place(line)
    with clock.at(moment):
        with pytest.raises(RuleBroken) as refused:
            place_from_reserve(line[2], by=AccountFactory())
        assert refused.value.code == "full"
        assert place_from_reserve(line[1], by=AccountFactory()).state == State.PLACED
    assert mails("place_given") == ["bela@example.org"]


def test_after_the_first_session_nobody_is_asked(line):
    cycle = fresh(line[0]).cycle
    cancel_enrolment(line[0], by=ME)
    with clock.at(cycle.sessions.first().starts_at):
        release_due_places()
    assert mails("place_offered") == []


def test_more_places_are_offered_to_as_many(line):
    cycle = change_cycle(fresh(line[0]).cycle, capacity=3, by=AccountFactory())
    assert [one.person.name for one in cycle.promoted] == ["Bela Be", "Cela Ce"]
    assert mails("place_offered") == ["bela@example.org", "cela@example.org"]
    assert release_places(cycle) == []


def test_the_limit_of_an_organisation_holds_when_the_list_moves_up(db):
    """Two colleagues of an organisation that has its one person already are passed over, and keep their positions."""
    full = OrganisationFactory()
    cycle = CycleFactory(capacity=2, limit_per_organisation=1)
    placed = EnrolmentFactory(cycle=cycle, membership=MembershipFactory(organisation=full), number=1)
    for number in (2, 3):
        EnrolmentFactory(
            cycle=cycle, membership=MembershipFactory(organisation=full), number=number, state=State.RESERVE
        )
    other = EnrolmentFactory(cycle=cycle, number=4, state=State.RESERVE)
    assert release_places(cycle) == [other]
    cancel_enrolment(placed, by=ME)
    with clock.at(clock.now() + HOLD):
        assert [one.number for one in release_places(cycle)] == [2]


def test_my_affairs_say_that_a_place_waits(line):
    moment = free_the_place(line)
    account = AccountFactory(person=line[1].person)
    with clock.at(moment):
        (affair,) = affairs_of(account)
    assert affair.deed_url == affair.url
    assert affair.state == "soon"


def test_the_link_opens_and_only_the_button_answers(line, client):
    moment = free_the_place(line)
    own = reverse("workshops:enrolment", args=[line[1].token])
    answer = reverse("workshops:enrolment_answer", args=[line[1].token])
    with clock.at(moment + dt.timedelta(hours=1)):
        page = client.get(own).content.decode()
        assert 'value="yes"' in page
        assert 'value="no"' in page
        assert client.get(f"{answer}?answer=yes").status_code == 303
        assert fresh(line[1]).state == State.RESERVE
        assert client.post(answer, {"answer": "maybe"}).status_code == 303
        assert fresh(line[1]).offered_until
        said = client.post(answer, {"answer": "yes"}, follow=True)
        assert fresh(line[1]).state == State.PLACED
        assert said.status_code == 200
        late = client.post(answer, {"answer": "no"})
    assert late.status_code == 200
    assert 'role="alert"' in late.content.decode()


def test_the_own_page_says_position_and_honest_chances(line, client):
    own = reverse("workshops:enrolment", args=[line[2].token])
    assert not odds_in(fresh(line[2]).cycle).are_known
    client.cookies["django_language"] = "en"
    assert "we cannot say yet" in client.get(own).content.decode()
    past = CycleFactory(programme=fresh(line[0]).cycle.programme, capacity=10)
    first = past.sessions.first().starts_at
    for number in range(2):
        EnrolmentFactory(
            cycle=past,
            number=number + 1,
            state=State.CANCELLED,
            state_before=State.PLACED,
            cancelled_at=first - dt.timedelta(days=5 + number),
        )
    EnrolmentFactory(
        cycle=past,
        state=State.CANCELLED,
        state_before=State.RESERVE,
        cancelled_at=first - dt.timedelta(days=1),
    )
    past.sessions.update(
        starts_at=clock.now() - dt.timedelta(days=1), ends_at=clock.now() - dt.timedelta(hours=20)
    )
    Enrolment.objects.filter(cycle=past).update(cancelled_at=clock.now() - dt.timedelta(days=3))
    found = odds_in(fresh(line[2]).cycle)
    assert (found.cycles, found.out_of_ten, found.expected) == (1, 2, 0)
    assert "about 2 of 10 places" in client.get(own).content.decode()


def test_history_is_counted_for_the_team_only(finished, client):
    """Maria came; Bogdan gave up the day before; Łucja had a place in a cycle and came to nothing."""
    programme = finished.programme
    other = CycleFactory(programme=programme, sessions=1)
    session = other.sessions.get()
    lucja, bogdan, maria = (one.person for one in finished.enrolments)
    with clock.at(session.ends_at):
        session.closed_at = clock.now()
        session.save()
        missed = EnrolmentFactory(cycle=other, person=lucja, membership=None, number=1)
        AttendanceFactory(enrolment=missed, session=session, mark="absent")
        EnrolmentFactory(
            cycle=other,
            person=bogdan,
            membership=None,
            number=2,
            state=State.CANCELLED,
            state_before=State.PLACED,
            cancelled_at=session.starts_at - dt.timedelta(days=1),
        )
        here = CycleFactory(programme=programme)
        found = before_of(programme, {lucja.pk, bogdan.pk, maria.pk}, apart_from=here)
        assert found == {
            lucja.pk: Before(came=1, did_not_come=1),
            bogdan.pk: Before(came=1, gave_up_late=1),
            maria.pk: Before(came=1),
        }
        again = EnrolmentFactory(cycle=here, person=bogdan, membership=None, number=1)
        sign_in(client, finished.alice)
        client.cookies["django_language"] = "en"
        page = client.get(
            reverse("workshops:work_enrolment", args=[programme.slug, here.number, 1])
        ).content.decode()
        listing = client.get(
            reverse("workshops:work_enrolments", args=[programme.slug, here.number])
        ).content.decode()
        client.logout()
        own = client.get(reverse("workshops:enrolment", args=[again.token])).content.decode()
    for shown in (page, listing):
        assert "1 time gave the place up at the last moment" in shown
    assert "last moment" not in own
