"""Mentors who know a tool: said by themselves, shown to readers only where they agreed."""

import pytest
from django.test import Client

from osnowa.knowledge.models import ToolKnown
from osnowa.knowledge.privacy import erase, export
from osnowa.knowledge.queries import tool_catalogue
from osnowa.lib.models import AuditLine
from osnowa.people.models import Consent
from osnowa.programme.models import Role, TeamMember
from tests.factories.knowledge import ToolKnownFactory, ToolPageFactory
from tests.factories.people import AccountFactory, PersonFactory
from tests.factories.programme import TeamMemberFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
OWN = "/moje/narzedzia-ktore-znam/"


def said(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.fixture
def mia(programme):
    account = AccountFactory(name="Mia Mentorska", about="sieci i dyski")
    TeamMemberFactory(programme=programme, account=account, role=Role.MENTOR)
    return account


def test_a_mentor_says_what_they_know_and_readers_see_it_after_a_yes(mia, roza):
    tool = ToolPageFactory(by=roza, published=True, title="Żuraw", other_names="Crane")
    own, reader = signed_in(mia, second_factor=False), Client()
    assert "Nie ma jeszcze ani jednego narzędzia" in said(own.get(OWN))
    wrong = own.post(OWN, {"tool": tool.pk, "level": "nic"})
    assert "Wybierz, jak dobrze je znasz" in said(wrong)
    for level in ("knows", "taught", "taught"):
        assert own.post(OWN, {"tool": tool.pk, "level": level}).headers["Location"] == OWN
    known = ToolKnown.objects.get()
    assert (known.tool_key, known.level) == ("zuraw", "taught")
    assert AuditLine.objects.filter(deed="knowledge.tool_known_noted").count() == 2
    assert "Mia" not in said(reader.get(tool.url))
    assert "Mia Mentorska" in said(signed_in(roza, second_factor=False).get(tool.url)), "the team sees all"

    for _twice in range(2):
        own.post(f"{OWN}nazwisko/", {"deed": "give"})
    assert Consent.objects.filter(kind="tools", withdrawn_at=None).count() == 1
    page = said(reader.get(tool.url))
    assert ("Mia Mentorska" in page, "sieci i dyski" in page, mia.email in page) == (True, True, False)
    found = tool_catalogue("", {"mentor": {"yes"}})
    assert [(one.title, found.mentors[one.pk]) for one in found.tools] == [("Żuraw", 1)]
    assert "1 osoba" in said(reader.get("/wiedza/narzedzia/", {"mentor": "yes"}))

    TeamMember.objects.filter(account=mia).update(ended_at=known.noted_at)
    assert "Mia" not in said(reader.get(tool.url)), "no longer a mentor"
    TeamMember.objects.filter(account=mia).update(ended_at=None)
    own.post(f"{OWN}nazwisko/", {"deed": "withdraw"})
    assert "Mia" not in said(reader.get(tool.url))

    for _twice in (302, 404):
        assert own.post(f"{OWN}{known.pk}/zdejmij/").status_code == _twice
    assert ToolKnown.objects.count() == 0


def test_only_mentors_and_only_their_own(mia, roza):
    foreign = ToolKnownFactory()
    assert signed_in(roza, second_factor=False).get(OWN).status_code == 404
    assert signed_in(mia, second_factor=False).post(f"{OWN}{foreign.pk}/zdejmij/").status_code == 404
    assert Client().get(OWN).headers["Location"].startswith("/konto/")


def test_an_account_without_a_name_is_not_named(programme):
    account = AccountFactory(name="")
    TeamMemberFactory(programme=programme, account=account, role=Role.MENTOR)
    signed_in(account, second_factor=False).post(f"{OWN}nazwisko/", {"deed": "give"})
    assert Consent.objects.count() == 0


def test_own_data_hold_it_and_an_erasure_takes_it(mia):
    mia.person = PersonFactory()
    mia.save()
    ToolKnownFactory(account=mia, tool_name="Żuraw")
    assert [row["tool"] for row in export(mia.person)["tools_known"]] == ["Żuraw"]
    erase(mia.person)
    assert ToolKnown.objects.count() == 0
