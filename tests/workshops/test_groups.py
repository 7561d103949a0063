"""What facts are split by: gender as answered, town, legal form on the day, new or returning."""

import datetime as dt
from decimal import Decimal

import pytest

from osnowa.people.models import OrganisationStage
from osnowa.programme.evidence import Dimension, breakdowns
from osnowa.workshops.evidence.groups import DIMENSIONS, GENDERS
from osnowa.workshops.models import Answer, Question
from tests.factories.workshops import AttendanceFactory, CycleFactory, EnrolmentFactory, SessionFactory
from tests.workshops.conftest import MAY_9, warsaw
from tests.workshops.test_evidence import facts, total

pytestmark = pytest.mark.django_db


def question(programme, *keys, kind=Question.Kind.CHOICE):
    return Question.objects.create(
        programme=programme,
        kind=kind,
        text="Płeć",
        options=[{"key": key, "label": key} for key in keys or GENDERS],
    )


def said(scene, kind="people_attended", key="gender"):
    return [fact.groups.get(key) for fact in facts(kind, scene.programme) if fact.counts]


def form_of(scene, n, form, town="Białystok"):
    organisation = scene.enrolments[n].membership.organisation
    organisation.legal_form, organisation.town = form, town
    organisation.save()
    return organisation


def test_gender_is_the_answer_to_the_question_with_these_keys(finished):
    asked = question(finished.programme)
    Answer.objects.create(enrolment=finished.enrolments[0], question=asked, value="woman")
    Answer.objects.create(enrolment=finished.enrolments[1], question=asked, value="man")
    assert said(finished) == ["woman", "man", "unsaid"]
    assert said(finished, "training_hours").count("woman") == 4


@pytest.mark.parametrize("keys", [("woman", "man"), (*GENDERS, "sometimes"), ("village", "town")])
def test_another_question_is_not_taken_for_it(finished, keys):
    asked = question(finished.programme, *keys)
    Answer.objects.create(enrolment=finished.enrolments[0], question=asked, value=keys[0])
    assert said(finished) == ["unsaid"] * 3


@pytest.mark.parametrize("value", ["", "lady", ["woman"], 7, {"key": "woman"}])
def test_an_odd_answer_says_nothing(finished, value):
    Answer.objects.create(
        enrolment=finished.enrolments[0], question=question(finished.programme), value=value
    )
    assert said(finished) == ["unsaid"] * 3


def test_the_answer_given_last_holds_for_the_person_in_every_cycle(finished):
    asked = question(finished.programme)
    later = EnrolmentFactory(
        cycle=CycleFactory(programme=finished.programme, number=5),
        membership=finished.enrolments[0].membership,
        state="cancelled",
    )
    Answer.objects.create(
        enrolment=later, question=asked, value="other", answered_at=warsaw(dt.date(2017, 6, 2), 9)
    )
    Answer.objects.create(
        enrolment=finished.enrolments[0],
        question=asked,
        value="woman",
        answered_at=warsaw(dt.date(2017, 6, 1), 9),
    )
    assert said(finished)[0] == "other"


def test_town_of_the_organisation_is_compared_with_the_programmes(finished):
    form_of(finished, 0, "association", " białystok ")
    form_of(finished, 1, "association", "Sokółka")
    form_of(finished, 2, "association", "")
    assert said(finished, key="seat") == ["city", "outside", "unknown"]
    finished.programme.city = ""
    assert said(finished, key="seat") == [None] * 3


def test_who_took_part_before_returns_in_the_next_cycle_only(finished):
    cycle = CycleFactory(programme=finished.programme, number=5, sessions=0)
    start = warsaw(MAY_9 + dt.timedelta(weeks=8), 17)
    session = SessionFactory(
        cycle=cycle,
        starts_at=start,
        ends_at=start + dt.timedelta(hours=2),
        closed_at=start + dt.timedelta(hours=3),
    )
    again = EnrolmentFactory(cycle=cycle, membership=finished.enrolments[0].membership, placed_at=start)
    AttendanceFactory(session=session, enrolment=again)
    hours = [
        (fact.groups["cycle"], fact.groups["took_part"])
        for fact in facts("training_hours", finished.programme)
    ]
    assert set(hours) == {("4", "new"), ("5", "returning")}
    assert said(finished, key="took_part") == ["new"] * 3


def test_informal_groups_count_by_themselves_also_when_they_registered_later(finished):
    group = form_of(finished, 0, "informal")
    registered = form_of(finished, 1, "association")
    for since, form in ((dt.date(2016, 1, 1), "informal"), (dt.date(2017, 5, 20), "association")):
        OrganisationStage.objects.create(organisation=registered, since_on=since, name="G", legal_form=form)
    assert total("groups_reached", finished.programme) == 2
    counted = [fact for fact in facts("groups_reached", finished.programme) if fact.counts]
    assert [fact.organisation for fact in counted] == [group.pk, registered.pk]
    assert {fact.groups["legal_form"] for fact in counted} == {"informal"}


def test_a_group_that_came_only_after_it_registered_is_no_group(finished):
    registered = form_of(finished, 0, "association")
    for since, form in ((dt.date(2016, 1, 1), "informal"), (MAY_9, "association")):
        OrganisationStage.objects.create(organisation=registered, since_on=since, name="G", legal_form=form)
    assert total("groups_reached", finished.programme) == 0
    assert facts("groups_reached", finished.programme) == []


def test_parts_of_a_figure_add_up_to_it(finished):
    question(finished.programme)
    counted = [fact for fact in facts("training_hours", finished.programme) if fact.counts]
    for split in breakdowns(counted, DIMENSIONS):
        assert (
            sum(part.amount for part in split.parts)
            == split.total
            == total("training_hours", finished.programme)
        )


class _Fact:
    def __init__(self, amount, **groups):
        self.amount, self.groups = Decimal(amount), groups


def test_breakdown_keeps_the_order_and_says_what_is_not_known():
    way = Dimension("way", "Way", {"a": "A", "b": "B", "c": "C"})
    other = Dimension("other", "Other", {"x": "X"})
    found = breakdowns([_Fact(3, way="c"), _Fact(2, way="a"), _Fact(1), _Fact(2, way="gone")], [way, other])
    assert [(part.key, part.amount, part.facts, part.share) for part in found[0].parts] == [
        ("a", 2, 1, 25),
        ("c", 3, 1, 38),
        ("", 3, 2, 38),
    ]
    assert [one.key for one in found] == ["way"]
    assert breakdowns([], [way]) == []
