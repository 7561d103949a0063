"""A lost phone: another coordinator, or the operator, disconnects it. Nobody their own."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.programme import actions
from tests.factories.people import AccountFactory
from tests.factories.programme import TeamMemberFactory

pytestmark = pytest.mark.django_db
DEED = "programme.second_factor_reset"


def connect_phone(account) -> None:
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=account, type=kind, data={"secret": "X"})


def phones(account) -> int:
    return Authenticator.objects.filter(user=account).count()


def page(house, account) -> str:
    member = house.programme.team.get(account=account)
    return f"/praca/wiedza/program/zespol/{member.pk}/zgubiony-telefon/"


@pytest.fixture
def bob(house):
    connect_phone(house.bob)
    return house.bob


def test_coordinator_disconnects_the_phone_of_another_one(house, bob, signed_in):
    alice, bobs_browser = signed_in(house.alice), signed_in(bob)
    assert bobs_browser.get("/praca/wiedza/").status_code == 200
    team = alice.get("/praca/wiedza/program/zespol/").content.decode()
    assert team.count(page(house, bob)) == 1
    assert alice.get(page(house, bob)).status_code == 200

    answer = alice.post(page(house, bob), {"reason": "lost"})

    assert answer["Location"] == "/praca/wiedza/program/zespol/"
    assert phones(bob) == 0
    assert bobs_browser.get("/praca/wiedza/")["Location"] == "/konto/zaloguj/?next=/praca/wiedza/"
    assert alice.get("/praca/wiedza/").status_code == 200
    [letter] = OutgoingMail.objects.filter(template="programme/second_factor_reset")
    assert (letter.to, letter.programme_id, letter.text.count("Alice")) == (bob.email, house.programme.pk, 1)
    line = AuditLine.objects.get(deed=DEED)
    assert (line.actor, line.programme_id, line.detail) == (
        f"account:{house.alice.pk}",
        house.programme.pk,
        {"reason": "lost"},
    )


def test_second_click_changes_nothing(house, bob, signed_in):
    alice = signed_in(house.alice)
    for _ in range(2):
        assert alice.post(page(house, bob), {"reason": "stolen"}).status_code == 302

    assert AuditLine.objects.filter(deed=DEED).count() == 1
    assert OutgoingMail.objects.filter(template="programme/second_factor_reset").count() == 1


def test_reason_is_asked_for(house, bob, signed_in):
    answer = signed_in(house.alice).post(page(house, bob), {})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["reason"]
    assert phones(bob) == 2


def test_nobody_resets_their_own(house, signed_in):
    connect_phone(house.alice)
    client = signed_in(house.alice)
    assert client.get("/praca/wiedza/program/zespol/").content.decode().count("zgubiony-telefon") == 0

    assert client.post(page(house, house.alice), {"reason": "lost"})["Location"] == "/konto/"
    with pytest.raises(RuleBroken) as refusal:
        actions.reset_second_factor(house.alice, reason="lost", by=house.alice, programme=house.programme)
    assert refusal.value.code == "own"
    assert phones(house.alice) == 2


def test_strangers_and_other_roles_may_not(house, bob, signed_in):
    for account in (house.tomek, house.ewa, house.charlie):
        assert signed_in(account).post(page(house, bob), {"reason": "lost"}).status_code == 404
        with pytest.raises(RuleBroken) as refusal:
            actions.reset_second_factor(bob, reason="lost", by=account, programme=house.programme)
        assert refusal.value.code == "not_allowed"
    with pytest.raises(RuleBroken) as refusal:  # a coordinator, but of a programme in which Bob does not work
        actions.reset_second_factor(bob, reason="lost", by=house.charlie, programme=house.other)
    assert refusal.value.code == "not_allowed"
    assert phones(bob) == 2


def test_operators_account_is_left_to_the_operator(house, bob):
    bob.is_superuser = True
    bob.save()
    with pytest.raises(RuleBroken) as refusal:
        actions.reset_second_factor(bob, reason="lost", by=house.alice, programme=house.programme)
    assert (refusal.value.code, phones(bob)) == ("operator", 2)


def test_every_programme_of_the_person_shows_it(house, bob):
    TeamMemberFactory(programme=house.other, account=bob, coordinator=True)
    actions.reset_second_factor(bob, reason="broken", by=house.alice, programme=house.programme)

    seen = AuditLine.objects.filter(deed=DEED).values_list("programme_id", flat=True)
    assert sorted(seen) == sorted([house.programme.pk, house.other.pk])


def test_team_page_asks_no_more_for_three_people_with_phones(house, bob, signed_in):
    client = signed_in(house.alice)
    client.get("/praca/wiedza/program/zespol/")
    with CaptureQueriesContext(connection) as one:
        client.get("/praca/wiedza/program/zespol/")
    for _ in range(2):
        account = AccountFactory()
        connect_phone(account)
        TeamMemberFactory(programme=house.programme, account=account, trainer=True)
    with CaptureQueriesContext(connection) as three:
        client.get("/praca/wiedza/program/zespol/")
    assert len(three) == len(one)


def test_operator_does_it_by_command(house, bob, capsys):
    call_command("reset-second-factor", " BOB@osnowa.example ", reason="replaced")
    assert capsys.readouterr().out.count("are disconnected") == 1
    line = AuditLine.objects.get(deed=DEED)
    assert (line.actor, line.detail, phones(bob)) == ("system", {"reason": "replaced"}, 0)

    call_command("reset-second-factor", "bob@osnowa.example")
    assert capsys.readouterr().out.count("Nothing was changed") == 1
    with pytest.raises(CommandError, match="Nobody here signs in with nobody"):
        call_command("reset-second-factor", "nobody@osnowa.example")
