"""Asking when people can come, and their answers."""

import datetime as dt

import pytest

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.timetable import privacy
from osnowa.timetable.actions.slots import (
    USUAL,
    add_slots,
    add_usual_slots,
    close_asking,
    open_asking,
    remind_silent,
    remove_slot,
    tick_dates,
)
from osnowa.timetable.models import Availability, Tick, WeeklySlot
from osnowa.timetable.queries.affairs import affairs_of
from osnowa.timetable.queries.ranking import ranking_of
from osnowa.timetable.queries.slots import presences, remembered, silent
from osnowa.workshops import emails
from osnowa.workshops.models import Enrolment
from tests.factories.programme import ProgrammeFactory
from tests.factories.timetable import AskingFactory, WeeklySlotFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory
from tests.timetable.conftest import MONDAY, NOW, sign_in

pytestmark = pytest.mark.django_db


def tick(scene, enrolment, *slots, closed=()):
    return tick_dates(
        scene.asking,
        enrolment.person,
        ticks={slot.pk: Tick.Answer.YES for slot in slots},
        closed=closed,
        by=audit.PARTICIPANT,
    )


class TestSlots:
    def test_the_usual_week_once(self, scene):
        empty = ProgrammeFactory(slug="inny")

        assert len(add_usual_slots(empty, by=scene.alice)) == len(USUAL)
        assert add_usual_slots(empty, by=scene.alice) == []
        assert WeeklySlot.objects.filter(programme=empty).count() == 16

    def test_what_is_there_stays_and_what_overlaps_is_refused(self, scene):
        assert add_slots(scene.programme, [1], starts=dt.time(17), ends=dt.time(20), by=scene.alice) == []
        with pytest.raises(RuleBroken) as refused:
            add_slots(scene.programme, [0, 1], starts=dt.time(19), ends=dt.time(21), by=scene.alice)

        assert (refused.value.code, refused.value.field) == ("overlap", "starts")
        assert WeeklySlot.objects.filter(programme=scene.programme).count() == 3

    @pytest.mark.parametrize(
        ("days", "starts", "ends", "code"),
        [([], 9, 12, "weekdays"), ([7], 9, 12, "weekdays"), ([0], 12, 9, "ends"), ([0], 9, 9, "ends")],
    )
    def test_refusals(self, scene, days, starts, ends, code):
        with pytest.raises(RuleBroken) as refused:
            add_slots(scene.programme, days, starts=dt.time(starts), ends=dt.time(ends), by=scene.alice)

        assert refused.value.code == code

    def test_a_slot_goes_with_its_ticks_and_only_once(self, scene):
        tick(scene, scene.enrolments[0], scene.slots[0])

        assert remove_slot(scene.slots[0], by=scene.alice) == 1
        assert remove_slot(scene.slots[0], by=scene.alice) == 0
        assert AuditLine.objects.filter(deed="timetable.slot_removed").count() == 1


class TestAsking:
    def test_opening_again_with_the_same_words_is_one_deed(self, scene):
        facts = {
            "starts_on": MONDAY,
            "ends_on": MONDAY + dt.timedelta(weeks=4),
            "answer_until": dt.date(2027, 2, 20),
        }
        open_asking(scene.programme, by=scene.alice, **facts)
        open_asking(scene.programme, by=scene.alice, **facts)

        assert AuditLine.objects.filter(deed="timetable.asking_opened").count() == 1

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"ends_on": dt.date(2027, 2, 28)}, "ends_on"),
            ({"ends_on": dt.date(2029, 1, 1)}, "ends_on"),
            ({"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 2, 1)}, "ends_on"),
            ({"answer_until": dt.date(2027, 2, 14)}, "answer_until"),
        ],
    )
    def test_refusals(self, scene, change, field):
        facts = {
            "starts_on": MONDAY,
            "ends_on": MONDAY + dt.timedelta(weeks=4),
            "answer_until": dt.date(2027, 2, 20),
            **change,
        }
        with pytest.raises(RuleBroken) as refused:
            open_asking(scene.programme, by=scene.alice, **facts)

        assert refused.value.field == field

    def test_writes_to_who_has_not_answered_and_not_twice_in_three_days(self, scene):
        tick(scene, scene.enrolments[0], scene.slots[0])

        assert [one.pk for one in silent(scene.programme)] == [one.pk for one in scene.enrolments[1:]]
        assert remind_silent(scene.asking, by=scene.alice) == 2
        assert remind_silent(scene.asking, by=scene.alice) == 0
        with clock.at(NOW + dt.timedelta(days=4)):
            assert remind_silent(scene.asking, by=scene.alice) == 2
        letter = OutgoingMail.objects.filter(template="timetable/dates_asked").first()
        assert f"/zgloszenie/{scene.enrolments[1].token}/terminy/" in letter.text

    def test_a_person_with_two_cycles_gets_one_letter(self, scene):
        other = CycleFactory(programme=scene.programme, number=5, slug="cykl-5")
        first = scene.enrolments[0]
        EnrolmentFactory(cycle=other, membership=first.membership)

        assert remind_silent(scene.asking, by=scene.alice) == 3

    def test_cycles_that_are_over_and_cancelled_sign_ups_are_not_asked(self, scene):
        Enrolment.objects.filter(pk=scene.enrolments[0].pk).update(
            state="cancelled", state_before="placed", cancelled_at=NOW
        )
        old = CycleFactory(programme=scene.programme, number=1, slug="cykl-1", sessions=1)
        old.sessions.update(starts_at=NOW - dt.timedelta(days=9), ends_at=NOW - dt.timedelta(days=8))
        EnrolmentFactory(cycle=old)

        assert {one.pk for one in silent(scene.programme)} == {one.pk for one in scene.enrolments[1:]}


class TestTicks:
    def test_what_is_said_last_counts(self, scene):
        person = scene.enrolments[0].person
        tick(scene, scene.enrolments[0], scene.slots[0], scene.slots[1], closed=[MONDAY])
        tick(scene, scene.enrolments[0], scene.slots[2])

        (said,) = presences(scene.programme, [person.pk]).values()
        assert (said.yes, said.closed) == ((scene.slots[2].pk,), ())
        assert Availability.objects.count() == 1

    def test_closed_weeks_outside_the_question_stay(self, scene):
        tick(scene, scene.enrolments[0], scene.slots[0], closed=[MONDAY])
        scene.asking.starts_on = MONDAY + dt.timedelta(weeks=1)
        scene.asking.save()
        tick(scene, scene.enrolments[0], scene.slots[0], closed=[MONDAY + dt.timedelta(weeks=2)])

        weeks = Availability.objects.get().closed_weeks.values_list("monday", flat=True)
        assert list(weeks) == [MONDAY, MONDAY + dt.timedelta(weeks=2)]

    def test_a_foreign_slot_and_a_closed_question_are_refused(self, scene):
        foreign = WeeklySlotFactory(programme=ProgrammeFactory(slug="inny"))
        with pytest.raises(RuleBroken) as refused:
            tick(scene, scene.enrolments[0], foreign)
        assert refused.value.code == "slots"

        close_asking(scene.asking, by=scene.alice)
        with pytest.raises(RuleBroken) as refused:
            tick(scene, scene.enrolments[0], scene.slots[0])
        assert refused.value.code == "closed"

    def test_remembered_from_another_programme(self, scene):
        tick(scene, scene.enrolments[0], scene.slots[0])
        other = ProgrammeFactory(slug="inny")
        AskingFactory(programme=other)
        same, different = WeeklySlotFactory(programme=other), WeeklySlotFactory(programme=other, weekday=2)

        ticks, closed, said = remembered(other, scene.enrolments[0].person)

        assert (ticks, closed, said) == ({same.pk: "yes"}, set(), False)
        assert different.pk not in ticks

    def test_erased_and_exported(self, scene):
        person = scene.enrolments[0].person
        tick(scene, scene.enrolments[0], scene.slots[0], closed=[MONDAY])

        told = privacy.export(person)["availability"][0]
        assert told["ticks"][0]["from"] == "17:00"
        assert told["closed_weeks"] == ["2027-03-01"]
        privacy.erase(person)
        privacy.erase(person)
        assert not Availability.objects.filter(person=person).exists()


class TestPages:
    def data(self, scene, *slots, weeks=()):
        return {**{f"slot-{slot.pk}": "yes" for slot in slots}, "weeks": [week.isoformat() for week in weeks]}

    def test_by_link_without_an_account(self, client, scene):
        own = f"/zgloszenie/{scene.enrolments[0].token}/"
        assert f"{own}terminy/" in client.get(own).content.decode()

        answer = client.post(f"{own}terminy/", self.data(scene, scene.slots[1], weeks=[MONDAY]))

        assert answer.status_code == 303
        page = client.get(answer["Location"])
        assert page["Cache-Control"] == "no-store, private"
        said = presences(scene.programme, [scene.enrolments[0].person_id])
        assert said[scene.enrolments[0].person_id].yes == (scene.slots[1].pk,)
        main = page.content.decode().partition("<main")[2].partition("</main")[0]
        assert "<form" not in main  # thanks, and the way on
        assert f'href="{own}"' in main
        assert "czwartek 17:00–20:00" in main.lower()
        assert "checked" in client.get(f"{own}terminy/").content.decode()

    def test_the_letter_after_a_sign_up_says_that_the_question_waits(self, scene):
        emails.enrolment_confirmed(scene.enrolments[0], [])
        close_asking(scene.asking, by=scene.alice)
        emails.enrolment_confirmed(scene.enrolments[1], [])
        asks, does_not = OutgoingMail.objects.filter(template="workshops/enrolment_confirmed").order_by("pk")

        assert "Kiedy możesz przyjść?" in asks.text
        assert "Kiedy możesz przyjść?" in asks.html
        assert "Kiedy możesz przyjść?" not in does_not.text

    def test_opening_changes_nothing_and_strangers_find_nothing(self, client, scene):
        client.get(f"/zgloszenie/{scene.enrolments[0].token}/terminy/")

        assert not Availability.objects.exists()
        assert client.get("/zgloszenie/nie-ma/terminy/").status_code == 404

    def test_no_link_on_the_page_of_a_cycle_that_is_over(self, client, scene):
        old = CycleFactory(programme=scene.programme, number=1, slug="cykl-1", sessions=1)
        old.sessions.update(starts_at=NOW - dt.timedelta(days=9), ends_at=NOW - dt.timedelta(days=8))
        enrolment = EnrolmentFactory(cycle=old)

        assert "terminy/" not in client.get(f"/zgloszenie/{enrolment.token}/").content.decode()

    def test_no_link_and_no_form_once_it_is_closed(self, client, scene):
        tick(scene, scene.enrolments[0], scene.slots[0])
        close_asking(scene.asking, by=scene.alice)
        own = f"/zgloszenie/{scene.enrolments[0].token}/"

        assert "terminy/" not in client.get(own).content.decode()
        page = client.get(f"{own}terminy/").content.decode()
        assert "<form" not in page.split("<main")[1].split("</main")[0]
        assert "17:00–20:00" in page
        assert client.post(f"{own}terminy/", self.data(scene, scene.slots[1])).status_code == 200
        assert presences(scene.programme, [scene.enrolments[0].person_id])[
            scene.enrolments[0].person_id
        ].yes == (scene.slots[0].pk,)

    def test_a_nonsense_answer_keeps_what_was_typed(self, client, scene):
        address = f"/zgloszenie/{scene.enrolments[0].token}/terminy/"

        page = client.post(address, {**self.data(scene, scene.slots[0]), "weeks": ["1999-01-04"]})

        assert page.status_code == 200
        assert "os-error" in page.content.decode()
        assert not Availability.objects.exists()

    def test_a_trainer_finds_it_in_my_affairs(self, client, scene):
        (affair,) = affairs_of(scene.tomek)
        assert affair.waits
        client = sign_in(client, scene.tomek)
        assert affair.url == "/moje/terminy/wiedza/"

        answer = client.post("/moje/terminy/wiedza/", self.data(scene, scene.slots[0]))

        assert answer.status_code == 303
        scene.tomek.refresh_from_db()
        assert not affairs_of(scene.tomek)[0].waits
        assert presences(scene.programme, [scene.tomek.person_id])

    def test_who_is_not_asked_gets_404(self, client, scene):
        assert sign_in(client, scene.charlie).get("/moje/terminy/wiedza/").status_code == 404
        assert affairs_of(scene.charlie) == []

    def test_a_participant_with_an_account_answers_signed_in(self, client, scene):
        scene.charlie.person = scene.enrolments[1].person
        scene.charlie.save()

        answer = sign_in(client, scene.charlie).post(
            "/moje/terminy/wiedza/", self.data(scene, scene.slots[0])
        )

        assert answer.status_code == 303
        assert Availability.objects.get().person == scene.enrolments[1].person


def test_ranked_slots_without_the_planner(client, scene):
    tick(scene, scene.enrolments[0], scene.slots[0], scene.slots[1])
    tick(scene, scene.enrolments[1], scene.slots[1])

    ranking = ranking_of(scene.cycle)

    assert [(row.slot.pk, row.counts.yes, row.counts.percent) for row in ranking.rows[:2]] == [
        (scene.slots[1].pk, 2, 100),
        (scene.slots[0].pk, 1, 50),
    ]
    assert (ranking.answered, ranking.people) == (2, 3)
    page = sign_in(client, scene.alice).get("/praca/wiedza/terminarz/pory/cykl/4/").content.decode()
    assert "100%" in page
    for name in ("seria", "nowe"):
        form = client.get(f"/praca/wiedza/warsztaty/4/spotkania/{name}/").content.decode()
        assert "/terminarz/pory/cykl/4/" in form
