"""Certificates of work: proven hours of trainers, mentors and volunteers on a paper that anybody checks."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.models import Person
from osnowa.portal import privacy
from osnowa.portal.queries.service import service_rows
from osnowa.programme.actions.papers import issue_service_paper, revoke_service_paper
from osnowa.programme.models import Role, ServicePaper
from osnowa.support.models import WorkLog
from tests.factories.people import AccountFactory, PersonFactory
from tests.factories.programme import ProgrammeFactory, ServicePaperFactory, TeamMemberFactory
from tests.factories.support import ConsultationFactory, WorkLogFactory
from tests.factories.workshops import CycleFactory

pytestmark = pytest.mark.django_db
Kind = ServicePaper.Kind


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def wanda(programme):
    account = AccountFactory(name="Wanda Żółć", person=PersonFactory(name="Wanda Żółć"))
    TeamMemberFactory(programme=programme, account=account, role=Role.VOLUNTEER)
    return account


@pytest.fixture
def alice(programme, client):
    account = AccountFactory(name="Alicja Nowak")
    TeamMemberFactory(programme=programme, account=account, role=Role.COORDINATOR)
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session.save()
    return account


def worked(programme, wanda, minutes, state=WorkLog.State.APPROVED, day=dt.date(2017, 5, 9)):
    return WorkLogFactory(
        programme=programme,
        volunteer=wanda,
        minutes=minutes,
        state=state,
        done_on=day,
        what="Ustawienie chmury",
    )


def test_hours_come_from_what_was_proven(programme, wanda):
    worked(programme, wanda, 90)
    worked(programme, wanda, 60, day=dt.date(2017, 6, 1))
    worked(programme, wanda, 600, state=WorkLog.State.WAITING)
    worked(ProgrammeFactory(), wanda, 600)
    talk = ConsultationFactory(programme=programme, state="confirmed", minutes=45)
    cycle = CycleFactory(programme=programme, sessions=2)
    cycle.trainers.add(tomek := AccountFactory(name="Tomek Trener"))
    first = cycle.sessions.first()
    first.closed_at = first.ends_at
    first.save()
    found = {(row.account, row.kind): row.served for row in service_rows(programme)}
    assert set(found) == {
        (wanda, Kind.VOLUNTEER), (talk.mentor, Kind.MENTOR), (tomek, Kind.TRAINER),
    }  # fmt: skip
    assert found[wanda, Kind.VOLUNTEER].hours == Decimal("2.50")
    assert found[wanda, Kind.VOLUNTEER].work == ("Ustawienie chmury",)
    assert (found[wanda, Kind.VOLUNTEER].first_on, found[wanda, Kind.VOLUNTEER].last_on) == (
        dt.date(2017, 5, 9),
        dt.date(2017, 6, 1),
    )
    assert found[tomek, Kind.TRAINER].hours == Decimal("3.00")


def test_issued_by_one_button_told_by_mail_and_checked_by_anybody(programme, wanda, alice, client):
    worked(programme, wanda, 90)
    page = client.get(reverse("portal:service", args=[programme.slug])).content.decode()
    assert "Wanda Żółć" in page
    for _click in range(2):  # a double click is one paper
        client.post(
            reverse("portal:service_issue", args=[programme.slug]), {"account": wanda.pk, "kind": "volunteer"}
        )
    paper = ServicePaper.objects.get()
    assert (paper.facts["hours"], paper.facts["name"], paper.sequence) == ("1.5", "Wanda Żółć", 1)
    letter = OutgoingMail.objects.get(template="programme/service_paper")
    assert letter.to == wanda.email
    assert paper.code in letter.text
    pdf = client.get(reverse("portal:service_paper", args=[programme.slug, paper.pk]))
    assert pdf.content.startswith(b"%PDF")
    client.logout()
    shown = client.get(reverse("workshops:verify", args=[paper.code])).content.decode()
    assert "Wanda Żółć" in shown
    assert "1,5" in shown
    assert AuditLine.objects.filter(deed="programme.service_paper_issued").count() == 1


def test_later_hours_replace_it_and_numbers_go_on(programme, wanda, alice, client):
    worked(programme, wanda, 90)
    at = reverse("portal:service_issue", args=[programme.slug])
    client.post(at, {"account": wanda.pk, "kind": "volunteer"})
    worked(programme, wanda, 30)
    assert [row.is_behind for row in service_rows(programme)] == [True]
    client.post(at, {"account": wanda.pk, "kind": "volunteer"})
    old, new = ServicePaper.objects.order_by("sequence")
    assert (old.is_valid, new.is_valid, new.facts["hours"], new.sequence) == (False, True, "2", 2)
    client.post(reverse("portal:service_revoke", args=[programme.slug, new.pk]))
    shown = client.get(reverse("workshops:verify", args=[new.code])).content.decode()
    assert "To zaświadczenie nie jest ważne" in shown


@pytest.mark.parametrize(
    "sent", [{}, {"account": "x", "kind": "volunteer"}, {"account": "1" * 30, "kind": "?"}]
)
def test_rubbish_issues_nothing(programme, alice, client, sent):
    assert client.post(reverse("portal:service_issue", args=[programme.slug]), sent).status_code == 302
    assert not ServicePaper.objects.exists()


def test_without_hours_it_is_refused(programme, wanda):
    with pytest.raises(RuleBroken) as refused:
        issue_service_paper(
            programme, wanda, "volunteer", hours=Decimal(0), first_on=None, last_on=None, work=[], by=None
        )
    assert refused.value.code == "nothing"


def test_revoking_twice_is_once(wanda, programme):
    paper = ServicePaperFactory(programme=programme, account=wanda)
    first = revoke_service_paper(paper, by=None).revoked_at
    assert revoke_service_paper(paper, by=None).revoked_at == first


def test_own_paper_opens_to_its_owner_only(programme, wanda, client):
    paper = ServicePaperFactory(programme=programme, account=wanda)
    at = reverse("portal:own_paper", args=[paper.pk])
    client.force_login(wanda)
    assert client.get(at).content.startswith(b"%PDF")
    assert paper.number in client.get(reverse("portal:account")).content.decode()
    client.force_login(AccountFactory())
    assert client.get(at).status_code == 404


def test_erased_person_leaves_number_and_hours(programme, wanda):
    paper = ServicePaperFactory(programme=programme, account=wanda)
    person = Person.objects.get(pk=wanda.person_id)
    assert privacy.export(person)["programme"]["papers"][0]["number"] == paper.number
    privacy.erase(person)
    paper.refresh_from_db()
    assert (paper.facts["name"], paper.facts["work"], paper.facts["hours"]) == ("", [], "6")
