"""A total is the sum of its counting lines, whatever happened; and what is not counted says why."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.reporting.queries import COUNTINGS as ALL
from osnowa.reporting.queries import IN_PARTS
from osnowa.reporting.queries.addresses import ADDRESSES
from osnowa.support.actions.adoption import record_stage
from osnowa.support.actions.consultation import (
    confirm_consultation,
    dispute_consultation,
    withdraw_consultation,
)
from osnowa.support.actions.hours import approve_hours, return_hours
from osnowa.support.evidence import COUNTINGS
from osnowa.support.models import Adoption, Consultation, WorkLog
from osnowa.support.rules import stages
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.programme import ProgrammeFactory
from tests.factories.support import AdoptionFactory, ConsultationFactory, WorkLogFactory
from tests.support.conftest import MAY_10

pytestmark = pytest.mark.django_db

BY_KIND = {counting.kind.removeprefix("support."): counting for counting in COUNTINGS}
WHOLE = Period(dt.date(2017, 4, 1), dt.date(2017, 11, 30))
MAY = Period(dt.date(2017, 5, 1), dt.date(2017, 5, 31))
JUNE = Period(dt.date(2017, 6, 1), dt.date(2017, 6, 30))
DAY = dt.timedelta(days=1)


def total(kind, programme, period=WHOLE):
    return BY_KIND[kind].total(programme, period)


def facts(kind, programme, period=WHOLE):
    return list(BY_KIND[kind].lines(programme, period))


def random_world(seed, programme):
    dice = random.Random(seed)
    organisations = [OrganisationFactory() for _n in range(4)]
    people = [PersonFactory() for _n in range(3)]
    first = dt.date(2017, 3, 20)
    with clock.at(clock.moment(dt.date(2017, 12, 31), dt.time(12))):
        for n in range(12):
            day = first + dice.randrange(60) * DAY
            adoption = AdoptionFactory(
                programme=programme,
                organisation=dice.choice(organisations),
                tool_name=f"Narzędzie {seed} {n}",
                stage=dice.choice(stages.WAY),
                stage_on=day,
            )
            for _step in range(dice.randrange(6)):
                day += dice.randrange(40) * DAY
                options = [s for s in (*stages.WAY, stages.LEFT) if stages.may_follow(adoption.stage, s)]
                record_stage(adoption, dice.choice(options), day, note="bo tak", by=None)
                adoption.refresh_from_db()
        for _n in range(30):
            ConsultationFactory(
                programme=programme,
                organisation=dice.choice(organisations),
                person=dice.choice(people),
                held_on=first + dice.randrange(280) * DAY,
                minutes=15 * dice.randrange(1, 20),
                state=dice.choice(Consultation.State.values),
            )
            WorkLogFactory(
                programme=programme,
                organisation=dice.choice([*organisations, None]),
                person=dice.choice(people),
                done_on=first + dice.randrange(280) * DAY,
                minutes=15 * dice.randrange(1, 40),
                state=dice.choice(WorkLog.State.values),
            )


@pytest.mark.parametrize("seed", range(6))
def test_total_is_the_sum_of_lines(seed):
    programme, other = ProgrammeFactory(), ProgrammeFactory()
    random_world(seed, programme)
    random_world(seed + 100, other)
    for kind, counting in BY_KIND.items():
        for period in (WHOLE, MAY, JUNE, Period(MAY_10, MAY_10)):
            lines = list(counting.lines(programme, period))
            counted = sum((line.amount for line in lines if line.counts), Decimal(0))
            assert counting.total(programme, period) == counted, (kind, period)
            assert all(line.happened_on in period for line in lines), kind
            assert [line.happened_on for line in lines] == sorted(line.happened_on for line in lines), kind
            assert len({(line.source, line.happened_on) for line in lines}) == len(lines), kind
    assert total("volunteer_hours", programme) > 0


class TestTools:
    def test_way_of_a_tool(self, scene):
        adoption = scene.tool(stage="set_up")
        assert total("tools_introduced", scene.programme) == 0
        assert [fact.reason for fact in facts("tools_introduced", scene.programme)] == [
            "jeszcze nie w użyciu: uruchomione"
        ]
        record_stage(adoption, "trial", MAY_10 + 25 * DAY, by=scene.ola)
        record_stage(adoption, "routine", MAY_10 + 30 * DAY, by=scene.ola)
        assert [total("tools_introduced", scene.programme, p) for p in (MAY, JUNE)] == [0, 1]
        (fact,) = facts("tools_introduced", scene.programme, JUNE)
        assert (fact.happened_on, fact.label, fact.organisation) == (
            MAY_10 + 25 * DAY,
            "Nextcloud",
            scene.laka.pk,
        )
        assert total("tools_in_routine", scene.programme, JUNE) == 1

    def test_left_stays_introduced_and_leaves_routine(self, scene):
        adoption = scene.tool(stage="routine")
        record_stage(adoption, "left", MAY_10 + DAY, note="Za drogi serwer.", by=scene.ola)
        assert total("tools_introduced", scene.programme) == 1
        assert total("tools_in_routine", scene.programme) == 0
        (fact,) = facts("tools_in_routine", scene.programme)
        assert fact.reason == "nie w stałym użyciu: porzucone od 11 maja 2017".replace(
            " 11 maja", " 11\u00a0maja"
        )

    def test_mistake_put_right_does_not_count(self, scene):
        adoption = scene.tool(stage="routine")
        record_stage(adoption, "chosen", MAY_10, note="Pomyłka.", by=scene.ola)
        assert total("tools_introduced", scene.programme) == 0
        record_stage(adoption, "trial", MAY_10 + 25 * DAY, by=scene.ola)
        assert [total("tools_introduced", scene.programme, p) for p in (MAY, JUNE)] == [0, 1]

    def test_taken_up_again_counts_once(self, scene):
        adoption = scene.tool(stage="routine")
        record_stage(adoption, "left", MAY_10 + DAY, note="Przerwa.", by=scene.ola)
        record_stage(adoption, "considered", MAY_10 + 25 * DAY, note="Wracamy.", by=scene.ola)
        record_stage(adoption, "routine", MAY_10 + 26 * DAY, by=scene.ola)
        assert [total("tools_introduced", scene.programme, p) for p in (MAY, JUNE)] == [1, 0]
        assert [total("tools_in_routine", scene.programme, p) for p in (MAY, JUNE)] == [0, 1]

    def test_still_in_routine_keeps_its_day(self, scene):
        adoption = scene.tool(stage="routine")
        record_stage(adoption, "routine", MAY_10 + 30 * DAY, note="Nadal.", by=scene.ola)
        assert [total("tools_in_routine", scene.programme, p) for p in (MAY, JUNE)] == [1, 0]


class TestConsultations:
    def test_count_once_confirmed(self, scene):
        talks = [scene.talk(minutes=minutes) for minutes in (45, 60, 90, 120)]
        confirm_consultation(talks[0], by=scene.ola)
        confirm_consultation(talks[1], by=scene.ola)
        dispute_consultation(talks[2], "Nie było", by=scene.ola)
        withdraw_consultation(talks[3], by=scene.marek)
        assert total("consultations", scene.programme) == 2
        assert total("consultation_hours", scene.programme) == Decimal("1.75")
        assert total("organisations_supported", scene.programme) == 1
        assert [fact.reason for fact in facts("organisations_supported", scene.programme)] == [
            "",
            "już policzone: 10\u00a0maja 2017",
            "z zastrzeżeniem organizacji",
            "wycofane",
        ]
        assert {fact.who for fact in facts("consultations", scene.programme)} == {talks[0].person.key}

    def test_labels_hold_no_words_of_people(self, scene):
        scene.talk(topic="Rozmowa z panią Zofią", agreed="Zofia dzwoni")
        scene.work(what="Plakat dla Zofii")
        scene.tool(purpose="Dla Zofii")
        said = " ".join(fact.label for kind in BY_KIND for fact in facts(kind, scene.programme))
        assert "Zofi" not in said


class TestHours:
    def test_count_once_approved(self, scene):
        logs = [scene.work(minutes=minutes) for minutes in (15, 30, 60)]
        approve_hours(logs[0], by=scene.alice)
        approve_hours(logs[1], by=scene.alice)
        return_hours(logs[1], "Jednak nie", by=scene.alice)
        assert total("volunteer_hours", scene.programme) == Decimal("0.25")
        assert [fact.reason for fact in facts("volunteer_hours", scene.programme)] == [
            "",
            "odesłane do poprawy",
            "jeszcze niezatwierdzone przez koordynację",
        ]


def test_reporting_knows_them(scene):
    assert {counting.kind for counting in COUNTINGS} <= set(ALL)
    assert {"support.consultation_hours", "support.volunteer_hours"} <= IN_PARTS
    adoption, talk, log = scene.tool(), scene.talk(), scene.work()
    for thing in (adoption, talk, log):
        found = ADDRESSES[thing._meta.label_lower](scene.programme, [thing.pk, 10**6])
        assert list(found) == [thing.pk]
        assert found[thing.pk].startswith("/praca/wiedza/")
    other = ProgrammeFactory()
    assert ADDRESSES["support.adoption"](other, [adoption.pk]) == {}
    assert Adoption.objects.count() == 1
