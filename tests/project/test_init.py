"""The first hour of an installation: from the command to the first programme."""

import datetime as dt
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.models import Account, Organisation
from osnowa.programme import actions
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import SET_UP
from osnowa.project.management.commands import init
from tests.factories.programme import ProgrammeFactory

pytestmark = pytest.mark.django_db
ALICE = {"organisation": "Fundacja Łąka", "email": "Alice@osnowa.example", "name": "Alicja Łąkowa"}


@pytest.fixture(autouse=True)
def _prepared(monkeypatch, settings):
    """The tables are there already."""
    settings.DEMONSTRATION = False
    monkeypatch.setattr(init, "call_command", lambda *_arguments, **_more: None)


@pytest.fixture
def terminal(monkeypatch):
    """Somebody sits there and answers."""
    answers: list[str] = []
    monkeypatch.setattr(init.sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", lambda _question: answers.pop(0))
    return answers


def browser_of(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code"}, {"method": "mfa"}]
    session.save()
    return client


def test_first_coordinator_walks_from_the_invitation_to_her_programme(capsys, settings):
    call_command("init", **ALICE)

    alice = Account.objects.get(email="alice@osnowa.example")
    assert (alice.name, alice.is_superuser, alice.is_staff) == ("Alicja Łąkowa", False, False)
    [letter] = OutgoingMail.objects.filter(to=alice.email)
    way_in = f"{settings.BASE_URL}/praca/"
    assert (letter.text.count(way_in), letter.text.count("Fundacja Łąka")) == (1, 1)
    assert capsys.readouterr().out.count(way_in) == 1

    client = browser_of(alice)
    assert client.get("/praca/").content.decode().count("/praca/programy/nowy/") == 1
    page = client.get("/praca/programy/nowy/")
    assert page.context["form"]["operator"].value() == "Fundacja Łąka"
    form = {
        "title": "Wiedza",
        "operator": "Fundacja Łąka",
        "funder": "Fundusz",
        "starts_on": "2027-04-01",
        "ends_on": "2027-11-30",
    }
    assert client.post("/praca/programy/nowy/", form).status_code == 302
    programme = Programme.objects.get()
    assert programme.team.get().role == Role.COORDINATOR
    assert programme.operator == Organisation.objects.get()
    assert Account.objects.get(pk=alice.pk).has_perm(SET_UP) is False
    assert client.get(f"/praca/{programme.slug}/program/zespol/nowa-osoba/").status_code == 200


def test_second_factor_comes_before_the_programme():
    call_command("init", **ALICE)
    client = Client()
    client.force_login(Account.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert (
        client.get("/praca/programy/nowy/")["Location"]
        == "/konto/drugi-skladnik/?next=%2Fpraca%2Fprogramy%2Fnowy%2F"
    )
    assert client.get("/konto/").context["second_factor_needed"] is True


def test_repeat_is_one(capsys):
    call_command("init", **ALICE)
    call_command("init", **ALICE)

    assert capsys.readouterr().out.count("was invited before. Nothing was changed.") == 1
    assert (Account.objects.count(), Organisation.objects.count()) == (1, 1)
    assert OutgoingMail.objects.count() == 1
    assert AuditLine.objects.filter(deed="programme.first_coordinator_invited").count() == 1


def test_mistyped_address_loses_the_right_to_the_right_one(capsys):
    call_command("init", **{**ALICE, "email": "alcie@osnowa.example"})
    call_command("init", **ALICE)

    rights = {account.email: account.has_perm(SET_UP) for account in Account.objects.all()}
    assert rights == {"alcie@osnowa.example": False, "alice@osnowa.example": True}
    assert capsys.readouterr().out.count("alcie@osnowa.example was invited before and may no longer") == 1


def test_where_a_programme_is_its_coordinator_invites():
    ProgrammeFactory()
    with pytest.raises(CommandError, match="on the page of the team"):
        call_command("init", **ALICE)
    assert Account.objects.count() == 0


def test_repeat_after_the_first_programme_changes_nothing(capsys):
    call_command("init", **ALICE)
    alice = Account.objects.get()
    actions.create_programme(
        operator=Organisation.objects.get(),
        funder="Fundusz",
        by=alice,
        title="Wiedza",
        starts_on=init_day(4),
        ends_on=init_day(11),
    )
    call_command("init", **ALICE)

    assert capsys.readouterr().out.count("Nothing was changed.") == 1
    assert Account.objects.get().user_permissions.count() == 0


def init_day(month: int) -> dt.date:
    return dt.date(2027, month, 1)


def test_account_that_is_switched_off_is_not_invited():
    Account.objects.create_user("alice@osnowa.example", is_active=False)
    with pytest.raises(CommandError, match="switched off"):
        call_command("init", **ALICE)
    assert Organisation.objects.count() == 0


def test_demonstration_is_refused(settings):
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match="invents its own people"):
        call_command("init", **ALICE)


@pytest.mark.parametrize("option", ["organisation", "email", "name"])
def test_unattended_names_what_is_missing(option, monkeypatch):
    monkeypatch.setattr(init.sys, "stdin", SimpleNamespace(isatty=lambda: False))
    with pytest.raises(CommandError, match=f"Give --{option}"):
        call_command("init", **{**ALICE, option: " "})
    assert Account.objects.count() == 0


def test_asks_again_until_the_address_is_one(terminal, capsys):
    terminal += ["", "Fundacja Łąka", "alice", "alice@osnowa.example", "Alicja"]
    call_command("init")

    assert capsys.readouterr().err.count("alice is not an e-mail address") == 1
    assert (Account.objects.get().email, terminal) == ("alice@osnowa.example", [])


def test_number_that_nobody_has_asks_for_the_name():
    with pytest.raises(CommandError, match="Write its name as well"):
        call_command("init", **{**ALICE, "organisation": "KRS 0000307602"})


def test_nobody_sets_up_the_first_programme_uninvited():
    account = Account.objects.create_user("bob@osnowa.example")
    with pytest.raises(RuleBroken):
        actions.create_programme(
            operator=Organisation(),
            funder="F",
            by=account,
            title="X",
            starts_on=init_day(4),
            ends_on=init_day(5),
        )
