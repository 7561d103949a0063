"""To whom letters go: lists, groups and what people are in the programmes. One query, nobody twice."""

import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.newsletter.models import Reader
from osnowa.newsletter.queries import readers as queries
from osnowa.newsletter.queries.readers import addressees
from osnowa.people.models import Membership
from osnowa.programme.models import Role
from tests.factories.newsletter import (
    MailingListFactory,
    ReaderFactory,
    SegmentFactory,
    SubscriptionFactory,
    SuppressionFactory,
)
from tests.factories.people import AccountFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.factories.support import AdoptionFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def emails(chosen=None):
    return sorted(addressees(chosen).values_list("email", flat=True))


def test_only_those_who_want_letters_now(django_assert_num_queries):
    ReaderFactory(email="tak@laka.pl")
    ReaderFactory(email="czeka@laka.pl", confirmed_at=None)
    ReaderFactory(email="pauza@laka.pl", paused_until=clock.today() + dt.timedelta(days=1))
    ReaderFactory(email="po@laka.pl", paused_until=clock.today())
    ReaderFactory(email="koniec@laka.pl", ended_at=clock.now(), ended_because=Reader.Ended.OWN)
    ReaderFactory(email="zwrot@laka.pl")
    SuppressionFactory(email_key="zwrot@laka.pl")
    ReaderFactory(email="wraca@laka.pl")
    SuppressionFactory(email_key="wraca@laka.pl", lifted_at=clock.now())
    with django_assert_num_queries(1):
        assert emails() == ["po@laka.pl", "tak@laka.pl", "wraca@laka.pl"]
    programme = ProgrammeFactory()
    assert queries.numbers(programme) == {"active": 3, "waiting": 1, "paused": 1, "stopped": 1, "ended": 1}
    for state, count in queries.numbers(programme).items():
        assert queries.readers_found(programme, state=state).count() == count


def test_a_list_means_who_is_on_it_now(django_assert_num_queries):
    mailing_list = MailingListFactory()
    on = SubscriptionFactory(mailing_list=mailing_list).reader
    SubscriptionFactory(mailing_list=mailing_list, ended_at=clock.now())
    SubscriptionFactory()
    with django_assert_num_queries(1):
        assert emails(mailing_list) == [on.email]


@pytest.fixture
def people():
    """Four readers: on the team, in a cycle, of an organisation with a tool, and of nothing."""
    programme = ProgrammeFactory()
    trainer = AccountFactory(email="trener@laka.pl")
    trainer.person = PersonFactory(email="inny.adres@laka.pl")
    trainer.save()
    TeamMemberFactory(programme=programme, account=trainer, role=Role.TRAINER)
    placed = EnrolmentFactory(
        cycle=CycleFactory(programme=programme), person=PersonFactory(email="ma@laka.pl")
    )
    circle = OrganisationFactory(name="KGW Łąka", legal_form="rural_women", town="Łomża")
    member = MembershipFactory(
        organisation=circle,
        person=PersonFactory(email="kgw@laka.pl"),
        match=Membership.Match.SURE,
        confirmed_at=clock.now(),
    )
    AdoptionFactory(programme=programme, organisation=circle, tool_name="Nextcloud", stage="routine")
    for email in ("trener@laka.pl", placed.person.email, member.person.email, "nikt@laka.pl"):
        ReaderFactory(email=email)
    return programme


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"roles": ["trainer"]}, ["trener@laka.pl"]),
        ({"roles": ["participant"]}, ["ma@laka.pl"]),
        ({"roles": ["participant", "member"]}, ["kgw@laka.pl", "ma@laka.pl"]),
        ({"kinds": ["rural_women"]}, ["kgw@laka.pl"]),
        ({"places": ["Łomża"], "tools": ["nextcloud"]}, ["kgw@laka.pl"]),
        ({"places": ["Łomża"], "roles": ["trainer"]}, []),
        ({"tools": ["trello"]}, []),
        ({"programmes": "all"}, ["kgw@laka.pl", "ma@laka.pl", "nikt@laka.pl", "trener@laka.pl"]),
    ],
)
def test_a_group_asks_for_all_criteria(people, chosen, found, django_assert_num_queries):
    segment = SegmentFactory(programme=people, filter=chosen)
    with django_assert_num_queries(1):
        assert emails(segment) == found


def test_a_group_of_a_programme_and_of_a_list(people):
    other = SegmentFactory(programme=people, filter={"programmes": [people.pk + 1000]})
    own = SegmentFactory(programme=people, filter={"programmes": [people.pk]})
    assert emails(other) == []
    assert emails(own) == ["kgw@laka.pl", "ma@laka.pl", "trener@laka.pl"]
    foreign = SubscriptionFactory(
        reader=Reader.objects.get(email="ma@laka.pl"), mailing_list=MailingListFactory()
    )
    assert emails(own) == ["kgw@laka.pl", "trener@laka.pl"], "who chose another programme's topics only"
    on_list = SegmentFactory(programme=None, filter={"lists": [foreign.mailing_list.pk]})
    assert emails(on_list) == ["ma@laka.pl"]
