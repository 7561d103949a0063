import datetime as dt

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme import actions, queries
from osnowa.programme.models import TeamMember
from tests.factories.programme import ActivityFactory, ClauseFactory, ProgrammeFactory, TeamMemberFactory
from tests.factories.workshops import CycleFactory, SessionFactory


def test_public_programmes_are_the_published_ones(house):
    ProgrammeFactory(hidden=True)
    assert set(queries.public_programmes()) == {house.programme, house.other}


def test_programmes_of_are_those_with_a_living_role(house):
    assert list(queries.programmes_of(house.tomek)) == [house.programme]
    actions.end_role(TeamMember.objects.get(account=house.tomek), by=house.alice)
    assert list(queries.programmes_of(house.tomek)) == []


def test_programmes_of_somebody_with_two_roles_lists_the_programme_once(house):
    TeamMemberFactory(programme=house.programme, account=house.tomek, mentor=True)
    assert list(queries.programmes_of(house.tomek)) == [house.programme]


def test_current_clause_is_the_newest_version(house):
    newest = ClauseFactory(programme=house.programme, text="Druga")
    assert queries.current_clause(house.programme) == newest
    assert queries.current_clause(ProgrammeFactory()) is None


def test_trainers_are_the_living_trainers(house):
    assert list(queries.trainers(house.programme)) == [house.tomek]


def test_missing_before_publication_names_each_part(house):
    bare = ProgrammeFactory(summary="", contact_email="", contact_phone="")
    assert queries.missing_before_publication(bare) == ["contact", "summary", "activities", "clause"]
    assert queries.missing_before_publication(house.programme) == []


def test_outside_dates_finds_activities_and_what_apps_above_keep(house):
    ActivityFactory(programme=house.programme, number=2, ends_on=dt.date(2017, 12, 5))
    cycle = CycleFactory(programme=house.programme, sessions=0)
    for day in (dt.date(2017, 11, 30), dt.date(2017, 12, 1)):
        start = clock.moment(day, dt.time(17))
        SessionFactory(cycle=cycle, number=day.day, starts_at=start, ends_at=start + dt.timedelta(hours=3))
    found = queries.outside_dates(house.programme, house.programme.period)
    assert {(o.kind, o.count, o.first, o.last) for o in found} == {
        ("programme.activity", 1, dt.date(2017, 4, 1), dt.date(2017, 12, 5)),
        ("workshops.session", 1, dt.date(2017, 12, 1), dt.date(2017, 12, 1)),
    }


def test_outside_dates_leaves_other_programmes_out(house):
    ActivityFactory(programme=house.other, ends_on=dt.date(2018, 1, 1))
    assert queries.outside_dates(house.programme, house.programme.period) == []


def test_outside_dates_asks_the_same_number_of_questions_for_one_and_three(house, django_assert_num_queries):
    def ask():
        with django_assert_num_queries(asked):
            queries.outside_dates(house.programme, Period(dt.date(2017, 6, 1), dt.date(2017, 6, 2)))

    asked = len(list(queries._dated(type(house.programme))))
    ask()
    ActivityFactory(programme=house.programme, number=2)
    ActivityFactory(programme=house.programme, number=3)
    ask()
