"""Seats that become free: counting, promotion in order, each told once. A machine of rules plays it all at random."""

import datetime as dt
import secrets
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from osnowa.lib import audit, clock, periodic
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.workshops.actions.enrolment import cancel_enrolment, enrol, undo_cancellation
from osnowa.workshops.actions.needs import delete_needs
from osnowa.workshops.actions.places import fill_places, place_from_reserve, release_places
from osnowa.workshops.clock import release_due_places
from osnowa.workshops.models import AccessNeeds, Cycle, Enrolment
from osnowa.workshops.queries.cycles import cycles_of, places, places_of
from osnowa.workshops.rules.places import HOLD, Places, to_promote
from tests.factories.people import AccountFactory
from tests.factories.workshops import AccessNeedsFactory, CycleFactory, SessionFactory

State = Enrolment.State


def sign_up(cycle: Cycle, name: str) -> Enrolment:
    return enrol(
        cycle,
        name=name,
        email="biuro@example.org",
        phone="",
        organisation="Grupa Sąsiedzi",
        needs="",
        keep_needs=False,
        submission_key=secrets.token_urlsafe(18),
        clause=None,
        language="pl",
        by=audit.PARTICIPANT,
    ).enrolment


def told(template: str) -> list[str]:
    """Whom the mails of one kind were about, in order."""
    about = (
        OutgoingMail.objects.filter(template=f"workshops/{template}")
        .order_by("pk")
        .values_list("about_id", flat=True)
    )
    names = dict(Enrolment.objects.values_list("pk", "person__name"))
    return [names[pk] for pk in about]


@pytest.mark.parametrize(
    ("places", "free", "promoted"),
    [
        (Places(16, 11, 0), 5, 0),
        (Places(16, 16, 3), 0, 0),
        (Places(16, 14, 3), 0, 2),
        (Places(16, 14, 1), 1, 1),
        (Places(2, 3, 1), 0, 0),
    ],
)
def test_places_count_those_who_wait_before_newcomers(places, free, promoted):
    assert (places.free, to_promote(places)) == (free, promoted)


@pytest.mark.django_db
def test_release_gives_the_place_to_the_first_in_line_and_tells_both_once():
    cycle = CycleFactory(capacity=1)
    first, _second, _third = (sign_up(cycle, name) for name in ("Ala Aa", "Bela Be", "Cela Ce"))
    cancel_enrolment(first, by=audit.PARTICIPANT)
    with clock.at(clock.now() + HOLD - dt.timedelta(seconds=1)):
        assert release_places(cycle) == []
    with clock.at(clock.now() + HOLD):
        release_due_places()
        release_due_places()
    assert (told("place_passed_on"), told("place_given")) == (["Ala Aa"], ["Bela Be"])
    assert places(cycle) == Places(capacity=1, taken=1, reserve=1)
    given = AuditLine.objects.get(deed="workshops.place_given")
    assert (given.actor, given.programme_id) == ("system", cycle.programme_id)


@pytest.mark.django_db
def test_release_with_nobody_waiting_frees_the_place_in_silence():
    cycle = CycleFactory(capacity=2)
    cancel_enrolment(sign_up(cycle, "Ala Aa"), by=audit.PARTICIPANT)
    with clock.at(clock.now() + HOLD):
        release_due_places()
    assert (told("place_passed_on"), places(cycle).free) == ([], 2)


@pytest.mark.django_db
def test_release_after_the_first_session_moves_nobody_in_by_itself():
    """The team asks the person first; then it places them by hand."""
    cycle = CycleFactory(capacity=1)
    first, second = sign_up(cycle, "Ala Aa"), sign_up(cycle, "Bela Be")
    alice = AccountFactory()
    with clock.at(cycle.sessions.first().ends_at):
        cancel_enrolment(first, by=audit.PARTICIPANT)
    with clock.at(cycle.sessions.first().ends_at + HOLD):
        assert release_places(cycle) == []
        place_from_reserve(second, by=alice)
        place_from_reserve(second, by=alice)
    assert told("place_given") == ["Bela Be"]
    assert AuditLine.objects.get(deed="workshops.place_given").actor == f"account:{alice.pk}"


@pytest.mark.django_db
def test_fill_after_raising_the_capacity_promotes_at_once_in_order():
    cycle = CycleFactory(capacity=1)
    for name in ("Ala Aa", "Bela Be", "Cela Ce", "Dela De"):
        sign_up(cycle, name)
    Cycle.objects.update(capacity=3)
    fill_places(cycle)
    assert told("place_given") == ["Bela Be", "Cela Ce"]


@pytest.mark.django_db
def test_place_from_reserve_needs_a_free_seat_and_a_living_sign_up():
    cycle = CycleFactory(capacity=1)
    sign_up(cycle, "Ala Aa")
    second = sign_up(cycle, "Bela Be")
    with pytest.raises(RuleBroken) as refusal:
        place_from_reserve(second, by=AccountFactory())
    assert refusal.value.code == "full"
    cancel_enrolment(second, by=audit.PARTICIPANT)
    with pytest.raises(RuleBroken) as refusal:
        place_from_reserve(second, by=AccountFactory())
    assert refusal.value.code == "cancelled"


@pytest.mark.django_db
def test_places_of_a_list_row_are_the_places_of_the_cycle():
    cycle = CycleFactory(capacity=2)
    first = sign_up(cycle, "Ala Aa")
    for name in ("Bela Be", "Cela Ce"):
        sign_up(cycle, name)
    cancel_enrolment(first, by=audit.PARTICIPANT)
    (row,) = cycles_of(cycle.programme)
    now = places(cycle)
    assert (places_of(row).taken, places_of(row).reserve, now.taken, now.reserve, now.held) == (2, 1, 2, 1, 1)
    assert (row.sessions_count, row.first_starts_at) == (4, cycle.sessions.first().starts_at)


@pytest.mark.django_db
def test_needs_are_deleted_after_the_cycle_unless_kept():
    over = CycleFactory(sessions=0)
    SessionFactory(
        cycle=over,
        number=1,
        starts_at=clock.now() - dt.timedelta(hours=5),
        ends_at=clock.now() - dt.timedelta(hours=2),
    )
    AccessNeedsFactory(enrolment__cycle=over)
    kept = AccessNeedsFactory(enrolment__cycle=over, keep=True)
    coming = AccessNeedsFactory()
    without_dates = AccessNeedsFactory(enrolment__cycle=CycleFactory(sessions=0))
    AccessNeedsFactory(
        enrolment__state=State.CANCELLED, enrolment__cancelled_at=clock.now() - dt.timedelta(days=2)
    )
    assert (delete_needs(), delete_needs()) == (2, 0)
    assert set(AccessNeeds.objects.all()) == {kept, coming, without_dates}
    line = AuditLine.objects.get(deed="workshops.needs_deleted", subject_id=over.pk)
    assert line.detail == {"count": 1}


def test_jobs_are_registered():
    names = set(periodic.registered())
    assert {"workshops.release_places", "workshops.delete_needs"} <= names


class SignUps(RuleBasedStateMachine):
    """Anything in any order: nobody is lost, nobody jumps the line, no seat is given twice."""

    enrolments = Bundle("enrolments")

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now = dt.datetime(2026, 9, 1, 10, tzinfo=dt.UTC)
        with self._at():
            self.cycle = CycleFactory(capacity=2, recruitment_closes_at=self.now + dt.timedelta(days=13))

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def _at(self):
        return clock.at(self.now)

    @rule(target=enrolments, person=strategies.integers(0, 7))
    def enrol(self, person: int) -> int:
        with self._at():
            before = list(
                Enrolment.objects.filter(cycle=self.cycle, state=State.RESERVE).values_list("pk", flat=True)
            )
            enrolment = sign_up(self.cycle, f"Osoba {'abcdefgh'[person]}x{person}")
            if enrolment.state == State.PLACED and enrolment.created_at == self.now:
                waiting = Enrolment.objects.filter(pk__in=before, state=State.RESERVE)
                assert not waiting.filter(number__lt=enrolment.number).exists()
        return enrolment.pk

    @rule(pk=enrolments)
    def cancel(self, pk: int) -> None:
        with self._at():
            cancel_enrolment(Enrolment.objects.select_related("cycle").get(pk=pk), by=audit.PARTICIPANT)

    @rule(pk=enrolments)
    def undo(self, pk: int) -> None:
        enrolment = Enrolment.objects.select_related("cycle").get(pk=pk)
        with self._at():
            try:
                undone = undo_cancellation(enrolment, by=audit.PARTICIPANT)
            except RuleBroken:
                return  # too late, or signed up again: other tests say when
            assert undone.number == enrolment.number

    @rule(minutes=strategies.sampled_from([1, 5, 10, 30]), clock_comes=strategies.booleans())
    def time_passes(self, minutes: int, clock_comes: bool) -> None:
        self.now += dt.timedelta(minutes=minutes)
        if clock_comes:
            with self._at():
                release_due_places()

    @rule()
    def capacity_raised(self) -> None:
        with self._at():
            Cycle.objects.filter(pk=self.cycle.pk).update(
                capacity=Cycle.objects.get(pk=self.cycle.pk).capacity + 1
            )
            fill_places(self.cycle)

    @invariant()
    def no_seat_is_given_twice(self) -> None:
        cycle = Cycle.objects.get(pk=self.cycle.pk)
        held = Enrolment.objects.filter(cycle=cycle, state=State.CANCELLED, held_until__isnull=False).count()
        placed = Enrolment.objects.filter(cycle=cycle, state=State.PLACED).count()
        assert placed + held <= cycle.capacity

    @invariant()
    def nobody_waits_beside_a_free_seat(self) -> None:
        with self._at():
            cycle = Cycle.objects.get(pk=self.cycle.pk)
            due = Enrolment.objects.filter(cycle=cycle, held_until__lte=self.now).exists()
            seats = places(cycle)
            assert due or seats.reserve == 0 or seats.taken >= seats.capacity

    @invariant()
    def the_line_keeps_its_order(self) -> None:
        """Whoever waits came after everybody who was promoted, but for those who left the line and came back."""
        lines = AuditLine.objects.filter(subject_kind="workshops.enrolment")
        came_back = set(
            lines.filter(deed="workshops.cancellation_undone").values_list("subject_id", flat=True)
        )
        promoted = set(lines.filter(deed="workshops.place_given").values_list("subject_id", flat=True))
        waiting = Enrolment.objects.filter(cycle=self.cycle, state=State.RESERVE).exclude(pk__in=came_back)
        first = waiting.order_by("number").first()
        if first is not None:
            assert (
                not Enrolment.objects.filter(pk__in=promoted, number__gt=first.number)
                .exclude(pk__in=came_back)
                .exists()
            )

    @invariant()
    def one_living_sign_up_for_each_person(self) -> None:
        living = Enrolment.objects.filter(cycle=self.cycle).exclude(state=State.CANCELLED)
        people = list(living.values_list("person_id", flat=True))
        assert len(people) == len(set(people))

    @invariant()
    def each_promotion_is_told_once(self) -> None:
        given = OutgoingMail.objects.filter(template="workshops/place_given").values_list(
            "about_id", flat=True
        )
        lines = AuditLine.objects.filter(deed="workshops.place_given").values_list("subject_id", flat=True)
        passed_on = OutgoingMail.objects.filter(template="workshops/place_passed_on").values_list(
            "about_id", flat=True
        )
        released = AuditLine.objects.filter(deed="workshops.hold_released").values_list(
            "subject_id", flat=True
        )
        assert Counter(given) == Counter(lines)
        assert Counter(passed_on) <= Counter(released)


@pytest.mark.django_db
def test_sign_ups_in_any_order_keep_every_promise():
    run_state_machine_as_test(
        SignUps,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
