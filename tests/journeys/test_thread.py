"""The thread, in a real browser: from a sign-up on a phone to a proven figure, and its correction."""

import datetime as dt

import pytest
from django.utils import timezone

from osnowa.knowledge.actions import lay_out_news
from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.programme.models import Role
from osnowa.workshops.models import Certificate, Enrolment, Session
from tests.factories.people import AccountFactory
from tests.factories.programme import ActivityFactory, IndicatorFactory, ProgrammeFactory, TeamMemberFactory
from tests.factories.workshops import CycleFactory, SessionFactory

pytestmark = pytest.mark.browser
CYCLE = "/programy/wiedza/warsztaty/cykl-1/"
LIST = "/praca/wiedza/warsztaty/1/spotkania/1/obecnosc/"


@pytest.fixture
def programme(transactional_db):
    lay_out_news(by=None)
    today = clock.today()
    programme = ProgrammeFactory(
        slug="wiedza",
        title="Wiedza → współpraca → rozwój",
        clause=True,
        starts_on=today - dt.timedelta(days=60),
        ends_on=today + dt.timedelta(days=60),
    )
    activity = ActivityFactory(programme=programme)
    cycle = CycleFactory(programme=programme, activity=activity, number=1, slug="cykl-1", sessions=0)
    SessionFactory(
        cycle=cycle,
        starts_at=clock.now() + dt.timedelta(hours=5),
        ends_at=clock.now() + dt.timedelta(hours=8),
    )
    IndicatorFactory(
        programme=programme, number=1, kind="workshops.people_attended", name="Osoby, które wzięły udział"
    )
    for role, name in ((Role.COORDINATOR, "Alicja"), (Role.TRAINER, "Tomek")):
        member = TeamMemberFactory(programme=programme, account=AccountFactory(name=name), role=role)
        if role == Role.TRAINER:
            cycle.trainers.add(member.account)
    return programme


def pass_time():
    """The session begins and ends: what the wall clock would do over an evening."""
    Session.objects.update(
        starts_at=timezone.now() - dt.timedelta(hours=4), ends_at=timezone.now() - dt.timedelta(hours=1)
    )
    Enrolment.objects.update(placed_at=timezone.now() - dt.timedelta(days=1))


def test_from_a_sign_up_on_a_phone_to_a_proven_figure(chromium, site, programme):
    requests = []
    phone = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="pl-PL"
    )
    visitor = phone.new_page()

    # A visitor, on a phone, without an account
    visitor.goto(site + "/")
    visitor.get_by_role("link", name="Cykl 1").first.click()
    assert visitor.url.endswith(CYCLE)
    visitor.on(
        "request", lambda request: requests.append(request) if request.is_navigation_request() else None
    )
    visitor.locator("input[name=name]").fill("Żaneta Święć-Łoś")
    visitor.locator("input[name=email]").fill("zaneta@example.org")
    visitor.locator("input[name=organisation]").fill("Grupa „Sąsiedzi z Antoniuka”")
    visitor.locator("main form button[type=submit]").last.click()
    visitor.wait_for_load_state()
    assert len(requests) <= 3
    enrolment = Enrolment.objects.get()
    assert enrolment.reference in visitor.locator("main").inner_text()
    mail = OutgoingMail.objects.get(to="zaneta@example.org")
    assert enrolment.reference in mail.text
    assert f"/zgloszenie/{enrolment.token}/" in mail.text

    # Back and sent again: the same reference, no second enrolment
    visitor.go_back()
    visitor.locator("main form button[type=submit]").last.click()
    visitor.wait_for_load_state()
    assert enrolment.reference in visitor.locator("main").inner_text()
    assert Enrolment.objects.count() == 1

    # The trainer writes down who came, one tap a person, and closes the list
    pass_time()
    trainer = phone.new_page()
    trainer.goto(site + "/demonstracja/?rola=trainer")
    trainer.click("main form button")
    trainer.get_by_role("link", name="Wpisz").first.click()
    assert trainer.url.endswith(LIST)
    trainer.get_by_role("button", name="Jest", exact=True).click()
    trainer.wait_for_selector("button[aria-pressed=true]")
    trainer.goto(site + LIST)
    trainer.get_by_role("button", name="Zamknij listę").click()
    trainer.wait_for_load_state()
    assert Session.objects.get().closed_at is not None

    # The certificate came by itself, and anybody can verify it
    certificate = Certificate.objects.get()
    stranger = chromium.new_context(locale="pl-PL").new_page()
    stranger.goto(site + f"/z/{certificate.code}/")
    assert certificate.number in stranger.locator("main").inner_text()

    # The coordinator sees the figure with its fact, and submits the report
    desk = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="pl-PL")
    alice = desk.new_page()
    alice.goto(site + "/demonstracja/?rola=coordinator")
    alice.click("main form button")
    alice.goto(site + "/praca/wiedza/wskazniki/1/")
    assert "Żaneta Święć-Łoś" in alice.locator("main").inner_text()
    today = clock.today()
    alice.goto(site + "/praca/wiedza/sprawozdania/nowe/")
    alice.locator("input[name=kind][value=partial]").check(force=True)
    alice.fill("input[name=starts_on]", (today - dt.timedelta(days=30)).isoformat())
    alice.fill("input[name=ends_on]", today.isoformat())
    alice.locator("main form button[type=submit]").click()
    alice.wait_for_load_state()
    report = programme.reports.get()
    alice.goto(site + f"/praca/wiedza/sprawozdania/{report.number}/zloz/")
    alice.locator("form.os-interruption button").click()
    alice.wait_for_load_state()
    report.refresh_from_db()
    assert report.state == "submitted"
    assert [figure.value for figure in report.figures.all()] == [1]
    assert "Od złożenia nic się nie zmieniło." in alice.locator("main").inner_text().replace("\u00a0", " ")

    # A correction afterwards: the live figure moves, the told one stands, the difference is shown
    alice.goto(site + f"{LIST}{enrolment.number}/popraw/")
    alice.locator("input[name=mark][value=absent]").check(force=True)
    alice.fill("input[name=reason]", "Brak podpisu na papierowej liście")
    alice.locator("main form button[type=submit]").click()
    alice.wait_for_load_state()
    alice.goto(site + f"/praca/wiedza/sprawozdania/{report.number}/")
    words = alice.locator("main").inner_text().replace("\u00a0", " ")
    assert "Od złożenia zmieniły się fakty." in words
    assert [figure.value for figure in report.figures.all()] == [1]
    alice.goto(site + "/praca/wiedza/")
    assert "Sprawdź zaświadczenia: cykl 1" in alice.locator("main").inner_text().replace("\u00a0", " ")

    for context in (phone, desk, stranger.context):
        context.close()
