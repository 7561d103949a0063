"""A total is the sum of its counting lines; what does not count says why."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from osnowa.cooperation.evidence import COUNTINGS
from osnowa.cooperation.models import Answer
from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.people.actions import merge_organisations
from osnowa.reporting.queries.addresses import ADDRESSES
from tests.factories.cooperation import AnnouncementFactory, AnswerFactory
from tests.factories.people import OrganisationFactory
from tests.factories.programme import ProgrammeFactory

pytestmark = pytest.mark.django_db
BY_KIND = {counting.kind.removeprefix("cooperation."): counting for counting in COUNTINGS}
MAY = Period(dt.date(2017, 5, 1), dt.date(2017, 5, 31))
LAST_EVENING = clock.moment(dt.date(2017, 5, 31), dt.time(23, 30))
JUNE = clock.moment(dt.date(2017, 6, 1), dt.time(0, 30))


@pytest.fixture
def programme():
    """May: three announcements (one hidden), two connections with three organisations; June and elsewhere: more."""
    programme = ProgrammeFactory()
    with clock.at(LAST_EVENING):
        garden, choir, club = OrganisationFactory.create_batch(3)
        first = AnnouncementFactory(programme=programme, organisation=garden)
        second = AnnouncementFactory(programme=programme, organisation=choir, kind="need")
        hidden = AnnouncementFactory(programme=programme, state="hidden")
        AnswerFactory(
            announcement=first, organisation=choir, state="accepted", came_of="event", came_of_on=MAY.end
        )
        AnswerFactory(announcement=second, organisation=club, state="accepted")
        AnswerFactory(announcement=hidden, state="accepted")
        AnswerFactory(announcement=first, organisation=club)
        AnswerFactory(announcement=second, state="declined")
        AnswerFactory(announcement=second, state="withdrawn")
        AnnouncementFactory(programme=None)
        AnswerFactory(announcement__programme=ProgrammeFactory(), state="accepted")
    with clock.at(JUNE):
        late = AnnouncementFactory(programme=programme)
        AnswerFactory(announcement=late, state="accepted")
    return programme


def lines(kind, programme, period=MAY):
    return list(BY_KIND[kind].lines(programme, period))


@pytest.mark.parametrize(
    ("kind", "expected"), [("announcements", 2), ("connections", 2), ("organisations_connected", 3)]
)
def test_total_is_the_sum_of_its_lines(programme, django_assert_num_queries, kind, expected):
    with django_assert_num_queries(1):
        total = BY_KIND[kind].total(programme, MAY)
    assert total == Decimal(expected)
    assert total == sum((line.amount for line in lines(kind, programme) if line.counts), Decimal(0))


def test_what_does_not_count_says_why(programme):
    reasons = Counter(line.reason for line in lines("connections", programme))
    assert reasons == {
        "": 2,
        "z ogłoszeniem ukrytym przez zespół": 1,
        "bez decyzji o odpowiedzi": 1,
        "z odpowiedzią odrzuconą": 1,
        "z odpowiedzią wycofaną": 1,
    }
    assert Counter(line.reason for line in lines("announcements", programme)) == {
        "": 2,
        "ukryte przez zespół": 1,
    }
    assert Counter(line.reason for line in lines("organisations_connected", programme)) == {
        "": 3,
        "już we wcześniejszym kontakcie": 1,
        "z ogłoszeniem ukrytym przez zespół": 2,
    }


def test_an_hour_after_midnight_is_the_next_month(programme):
    june = Period(dt.date(2017, 6, 1), dt.date(2017, 6, 30))
    assert [BY_KIND[kind].total(programme, june) for kind in BY_KIND] == [1, 1, 2]


def test_labels_hold_numbers_and_topics_never_words_of_people(programme):
    (label,) = {line.label for line in lines("announcements", programme) if line.reason}
    hidden = programme.announcements.get(state="hidden")
    assert label == f"Oferta nr {hidden.pk}, temat: sprzęt"


def test_two_sides_that_became_one_organisation_are_no_connection():
    programme = ProgrammeFactory()
    with clock.at(LAST_EVENING):
        answer = AnswerFactory(announcement__programme=programme, state="accepted")
        merge_organisations(answer.announcement.organisation, answer.organisation, by=None)
    assert BY_KIND["connections"].total(programme, MAY) == 0
    assert BY_KIND["organisations_connected"].total(programme, MAY) == 0
    (line,) = lines("connections", programme)
    assert line.reason == "po obu stronach ta sama organizacja"


@pytest.mark.parametrize("kind", BY_KIND)
def test_lines_cost_one_question_however_many(programme, django_assert_num_queries, kind):
    with django_assert_num_queries(1):
        lines(kind, programme)


def test_every_fact_has_its_page(programme):
    for kind in BY_KIND:
        sources = {(line.source.kind, line.source.id) for line in lines(kind, programme)}
        for source_kind in {kind for kind, _id in sources}:
            ids = {pk for kind, pk in sources if kind == source_kind}
            assert set(ADDRESSES[source_kind](programme, ids)) == ids
    answer = Answer.objects.filter(announcement__programme=programme).first()
    elsewhere = ProgrammeFactory()
    assert ADDRESSES["cooperation.answer"](elsewhere, [answer.pk]) == {}
    assert ADDRESSES["cooperation.announcement"](elsewhere, [answer.announcement_id]) == {}
