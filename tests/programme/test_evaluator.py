"""An evaluator reads by an invitation that runs out by itself."""

import datetime as dt

import pytest
from django.urls import reverse

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.programme import actions, queries
from osnowa.programme.backends import TeamBackend
from osnowa.programme.models import Role, TeamMember
from osnowa.programme.permissions import programmes_count, roles_of
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.portal.conftest import member, signed_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def programme():
    return ProgrammeFactory(slug="wiedza")


@pytest.fixture
def alice(programme):
    return member(programme, Role.COORDINATOR, name="Alicja")


def add(programme, until=None):
    return actions.add_member(programme, email="ewa@example.org", role=Role.EVALUATOR, until=until, by=None)


def afresh(account):
    """As the next request reads the account."""
    return Account.objects.get(pk=account.pk)


def test_without_a_choice_it_lasts_a_month(programme):
    assert add(programme).last_day == clock.today() + 30 * DAY


def test_other_roles_do_not_run_out(programme):
    coordinator = actions.add_member(
        programme, email="x@example.org", role=Role.COORDINATOR, until=clock.today(), by=None
    )
    assert coordinator.expires_at is None


def test_every_right_ends_at_that_moment_by_itself(programme):
    ewa = add(programme, clock.today())
    said = []
    for moment in (ewa.expires_at - dt.timedelta(seconds=1), ewa.expires_at):
        with clock.at(moment):
            account = afresh(ewa.account)
            said.append(
                (
                    roles_of(account, programme),
                    programmes_count(account),
                    TeamBackend().has_perm(account, "people.view_registry"),
                    queries.programmes_of(account).count(),
                    queries.accounts_with_role(programme, Role.EVALUATOR).count(),
                    queries.team(programme).count(),
                    queries.former_team(programme).count(),
                )
            )
    assert said == [
        (frozenset({"evaluator"}), 1, True, 1, 1, 1, 0),
        (frozenset(), 0, False, 0, 0, 0, 1),
    ]


def test_renewing_gives_the_rights_back_and_twice_is_once(programme, alice):
    ewa = TeamMemberFactory(
        programme=programme, role=Role.EVALUATOR, expires_at=clock.now() - dt.timedelta(hours=1)
    )
    for _ in range(2):
        actions.renew_role(ewa, until=clock.today() + 7 * DAY, by=alice)
    assert roles_of(afresh(ewa.account), programme) == {"evaluator"}


@pytest.mark.parametrize("days", [-1, 367])
def test_a_day_that_is_over_or_too_far_is_refused(programme, days):
    with pytest.raises(RuleBroken) as refused:
        add(programme, clock.today() + days * DAY)
    assert (refused.value.code, refused.value.field) == ("until", "until")


def test_inviting_again_after_it_ran_out_is_a_new_role(programme):
    old = add(programme, clock.today())
    with clock.at(old.expires_at + DAY):
        new = add(programme)
        assert (new.pk == old.pk, new.is_living, add(programme) == new) == (False, True, True)
        assert TeamMember.objects.get(pk=old.pk).ended_at == old.expires_at


def test_the_form_asks_for_the_day_of_an_evaluator_only(programme, alice):
    url = reverse("programme:team_add", args=[programme.slug])
    browser = signed_in(alice)
    typed = {"name": "Ewa", "email": "ewa@example.org", "role": "evaluator", "until": ""}
    assert list(browser.post(url, typed).context["form"].errors) == ["until"]
    browser.post(url, {**typed, "role": "trainer"})
    browser.post(url, {**typed, "until": (clock.today() + 3 * DAY).isoformat()})
    assert sorted(
        TeamMember.objects.filter(account__email="ewa@example.org").values_list("role", "expires_at")
    ) == [
        ("evaluator", clock.moment(clock.today() + 4 * DAY, dt.time())),
        ("trainer", None),
    ]


def test_the_team_page_shows_the_day_and_leads_to_renewing(programme, alice):
    ewa = add(programme)
    url = reverse("programme:team_renew", args=[programme.slug, ewa.pk])
    browser = signed_in(alice)
    assert url in browser.get(reverse("programme:team", args=[programme.slug])).content.decode()
    browser.post(url, {"until": (clock.today() + 60 * DAY).isoformat()})
    ewa.refresh_from_db()
    assert ewa.last_day == clock.today() + 60 * DAY
