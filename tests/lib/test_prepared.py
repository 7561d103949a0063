"""Ready SQL answers as the query itself does, for any value, on the database that the test runs on."""

import datetime as dt

import pytest
from django.db.models import Count, Q

from osnowa.lib import clock
from osnowa.lib.prepared import Prepared
from osnowa.workshops.models import Enrolment
from tests.factories.workshops import CycleFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_rows_with_their_relations_are_those_of_the_query(django_assert_num_queries):
    cycle = CycleFactory()
    first, second = EnrolmentFactory(cycle=cycle, number=1), EnrolmentFactory(cycle=cycle, number=2)
    EnrolmentFactory()
    of_cycle = Prepared(
        lambda cycle: Enrolment.objects.filter(cycle=cycle).select_related("person").order_by("-number"),
        cycle=int,
    )
    for _again in range(2):
        with django_assert_num_queries(1):
            found = list(of_cycle.rows(cycle=cycle.pk))
            assert [one.person.name for one in found] == [second.person.name, first.person.name]
        assert found == [second, first]
    assert of_cycle.first(cycle=-1) is None


def test_words_and_moments_reach_the_database_as_they_would_otherwise():
    now = clock.now()
    held = EnrolmentFactory(state="cancelled", token="tok'en", held_until=now + dt.timedelta(minutes=5))
    counts = Prepared(
        lambda token, now: (
            Enrolment.objects.filter(token=token)
            .values("token")
            .annotate(held=Count("id", filter=Q(held_until__gt=now)))
        ),
        token=str,
        now=dt.datetime,
    )
    assert counts.first(token=held.token, now=now) == {"token": "tok'en", "held": 1}
    assert counts.first(token=held.token, now=now + dt.timedelta(minutes=6)) == {"token": "tok'en", "held": 0}


def test_a_value_that_the_sql_does_not_ask_for_is_an_error():
    forgetful = Prepared(lambda cycle: Enrolment.objects.filter(cycle__gt=0), cycle=int)
    with pytest.raises(LookupError, match="cycle"):
        forgetful.first(cycle=1)
