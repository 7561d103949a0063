"""The whole programme in a real browser: a group signs up, learns, introduces a tool with a mentor, works in the office,
meets another organisation and reads; the report proves it; one of them is forgotten, and the report still adds up."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from osnowa.coworking.models import Booking, Visit
from osnowa.knowledge.actions import lay_out_news
from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.people.models import Organisation, Person
from osnowa.programme.models import Role
from osnowa.reporting.queries import verify_checksum
from osnowa.support.models import Adoption, Consultation
from osnowa.workshops.models import Certificate, Enrolment, Session
from tests.factories.cooperation import AnnouncementFactory
from tests.factories.coworking import ResourceFactory, SpaceFactory
from tests.factories.knowledge import ArticlePageFactory
from tests.factories.people import AccountFactory, OrganisationFactory, member_of
from tests.factories.programme import ActivityFactory, IndicatorFactory, ProgrammeFactory, TeamMemberFactory
from tests.factories.workshops import CycleFactory, SessionFactory

pytestmark = pytest.mark.browser
NAME, ADDRESS, GROUP = "Żaneta Święć-Łoś", "zaneta@example.org", "Grupa nieformalna „Sąsiedzi z Antoniuka”"
COUNTED = {
    "workshops.people_attended": 1,
    "support.tools_introduced": 1,
    "support.consultation_hours": 2,
    "coworking.visits": 1,
    "cooperation.connections": 1,
}
ROLES = {
    "alice": (Role.COORDINATOR, "Alicja Wierzbicka"),
    "tomek": (Role.TRAINER, "Tomek Jaworowski"),
    "pawel": (Role.MENTOR, "Paweł Kurpiel"),
    "iga": (Role.HOST, "Iga Czółenko"),
}


class World:
    """The programme before anybody came: a team, a cycle, an office, an article, another organisation's need."""

    def __init__(self):
        lay_out_news(by=None)
        today = clock.today()
        self.programme = ProgrammeFactory(
            slug="wiedza",
            title="Wiedza → współpraca → rozwój",
            clause=True,
            starts_on=today - dt.timedelta(days=60),
            ends_on=today + dt.timedelta(days=60),
        )
        activity = ActivityFactory(programme=self.programme)
        for number, kind in enumerate(COUNTED, start=1):
            IndicatorFactory(programme=self.programme, number=number, kind=kind, name=f"Wskaźnik {kind}")
        self.team = {
            key: TeamMemberFactory(
                programme=self.programme, account=AccountFactory(name=name), role=role
            ).account
            for key, (role, name) in ROLES.items()
        }
        cycle = CycleFactory(programme=self.programme, activity=activity, number=1, slug="cykl-1", sessions=0)
        moment = clock.now() + dt.timedelta(hours=5)
        SessionFactory(cycle=cycle, starts_at=moment, ends_at=moment + dt.timedelta(hours=3))
        cycle.trainers.add(self.team["tomek"])
        self.space = SpaceFactory(slug="centrum", operator=self.programme.operator)
        ResourceFactory(space=self.space, name="Biurko 1")
        self.other = OrganisationFactory(name="Fundacja Nitki")
        self.other_member = member_of(self.other)
        self.need = AnnouncementFactory(
            organisation=self.other,
            author=self.other_member.person,
            programme=self.programme,
            title="Szukamy rzutnika na piknik",
        )
        self.article = ArticlePageFactory(
            title="Hasła w zespole bez wysiłku", programme=self.programme, published=True
        )


@pytest.fixture
def world(transactional_db):
    return World()


@pytest.fixture
def enter(chromium, site):
    """Somebody of the team or of an organisation, come in already, at a desk."""
    contexts = []

    def come_in(account):
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp()}]
        session["account_authentication_methods_user"] = str(account.pk)
        session.save()
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="pl-PL")
        context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": site}])
        contexts.append(context)
        return context.new_page()

    yield come_in
    for context in contexts:
        context.close()


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="pl-PL"
    )
    yield context.new_page()
    context.close()


def send(page):
    """Press the one filled button of the page's form."""
    page.locator("main form button.btn-primary").last.click()
    page.wait_for_load_state()


def words(page):
    return page.locator("main").inner_text().replace("\u00a0", " ")


def last_letter(to, template):
    return OutgoingMail.objects.filter(to=to, template=template).latest("pk").text


def test_from_a_sign_up_to_a_report_that_outlives_an_erasure(world, site, phone, enter):
    programme, alice = world.programme, enter(world.team["alice"])

    # A group signs up on a phone, comes, and gets a certificate
    phone.goto(f"{site}/programy/wiedza/warsztaty/cykl-1/")
    phone.fill("input[name=name]", NAME)
    phone.fill("input[name=email]", ADDRESS)
    phone.fill("input[name=organisation]", GROUP)
    phone.locator("main form button[type=submit]").last.click()
    phone.wait_for_load_state()
    enrolment = Enrolment.objects.get()
    Session.objects.update(
        starts_at=timezone.now() - dt.timedelta(hours=4), ends_at=timezone.now() - dt.timedelta(hours=1)
    )
    Enrolment.objects.update(placed_at=timezone.now() - dt.timedelta(days=1))
    tomek = enter(world.team["tomek"])
    tomek.goto(f"{site}/praca/wiedza/warsztaty/1/spotkania/1/obecnosc/")
    tomek.get_by_role("button", name="Jest", exact=True).click()
    tomek.wait_for_selector("button[aria-pressed=true]")
    tomek.reload()
    tomek.get_by_role("button", name="Zamknij listę").click()
    tomek.wait_for_load_state()
    assert Certificate.objects.get().enrolment == enrolment

    # She asks to act for the group; the coordinator confirms; she signs in by a code
    phone.goto(f"{site}/zgloszenie/{enrolment.token}/")
    phone.get_by_role("link", name="Chcę działać").click()
    send(phone)
    alice.goto(f"{site}/praca/organizacje/prosby/")
    alice.get_by_role("button", name="Potwierdź").click()
    alice.wait_for_load_state()
    phone.goto(f"{site}/konto/zaloguj/")
    phone.fill("input[name=email]", ADDRESS)
    send(phone)
    code = re.search(r"\d{4}-\d{4}", last_letter(ADDRESS, "portal/sign_in_code")).group()
    phone.fill("input[name=code]", code)
    send(phone)
    assert phone.url == f"{site}/moje/"
    group = Organisation.objects.get(memberships__person=enrolment.person)
    assert group.name in words(phone)

    # They choose a tool; a mentor helps; they use it
    tools = f"{site}/moje/organizacje/{group.pk}/narzedzia/"
    phone.goto(f"{tools}dodaj/")
    phone.fill("input[name=tool_name]", "Nextcloud")
    phone.fill("[name=purpose]", "Wspólne pliki zamiast załączników")
    phone.locator("input[name=stage][value=chosen]").check(force=True)
    send(phone)
    adoption = Adoption.objects.get()
    alice.goto(f"{site}/praca/wiedza/wdrozenia/{adoption.pk}/mentor/")
    alice.select_option("select[name=mentor]", str(world.team["pawel"].pk))
    send(alice)
    pawel = enter(world.team["pawel"])
    pawel.goto(f"{site}/praca/wiedza/konsultacje/dodaj/")
    pawel.select_option("select[name=organisation]", str(group.pk))
    pawel.select_option("select[name=minutes]", "120")
    pawel.fill("input[name=topic]", "Pierwsze kroki z Nextcloud")
    send(pawel)
    talk = Consultation.objects.get()
    phone.goto(f"{site}/moje/organizacje/{group.pk}/konsultacje/{talk.pk}/")
    phone.get_by_role("button", name="Potwierdź konsultację").click()
    phone.wait_for_load_state()
    for stage in ("set_up", "routine"):
        phone.goto(f"{tools}{adoption.pk}/etap/")
        phone.locator(f"input[name=stage][value={stage}]").check(force=True)
        send(phone)
    adoption.refresh_from_db()
    assert adoption.stage == "routine"

    # They book a desk, and the host writes down that they came
    tomorrow = clock.today() + dt.timedelta(days=1)
    phone.goto(f"{site}/biuro/centrum/dzien/{tomorrow}/")
    phone.locator("main a[href*='/rezerwacja/']:visible").first.click()
    send(phone)
    booking = Booking.objects.get()
    assert booking.reference in words(phone)
    Booking.objects.update(
        starts_at=timezone.now() - dt.timedelta(minutes=20), ends_at=timezone.now() + dt.timedelta(minutes=40)
    )
    iga = enter(world.team["iga"])
    iga.goto(f"{site}/praca/wiedza/biuro/")
    iga.locator("form[action$='/przyszli/'] button").first.click()
    iga.wait_for_load_state()
    assert Visit.objects.get().organisation == group

    # They answer another organisation's need, which accepts
    phone.goto(f"{site}/wspolpraca/")
    phone.get_by_role("link", name=world.need.title).click()
    phone.get_by_role("link", name="Odpowiedz").click()
    phone.fill("[name=body]", "Mamy rzutnik, przyniesiemy w sobotę.")
    send(phone)
    other = enter(world.other_member)
    other.goto(f"{site}/moje/wspolpraca/")
    other.get_by_role("link", name=group.name).first.click()
    send(other)
    assert NAME in words(other)

    # They find an article
    phone.goto(f"{site}/wiedza/artykuly/?q=hasla")
    phone.get_by_role("link", name=world.article.title).click()
    assert world.article.title in words(phone)

    # Their way shows all of it
    phone.goto(f"{site}/moje/organizacje/{group.pk}/droga/")
    for said in ("Warsztaty", "Nextcloud", "biur", "Fundacja Nitki"):
        assert said in words(phone), said

    # The coordinator's figures open their facts, and the report freezes them
    for number, amount in enumerate(COUNTED.values(), start=1):
        alice.goto(f"{site}/praca/wiedza/wskazniki/{number}/")
        assert alice.locator("main a[href^='/praca/wiedza/']").count() > 0
        assert str(amount) in words(alice)
    alice.goto(f"{site}/praca/wiedza/sprawozdania/nowe/")
    alice.locator("input[name=kind][value=partial]").check(force=True)
    alice.fill("input[name=starts_on]", (clock.today() - dt.timedelta(days=30)).isoformat())
    alice.fill("input[name=ends_on]", clock.today().isoformat())
    alice.locator("main form button[type=submit]").click()
    alice.wait_for_load_state()
    report = programme.reports.get()
    alice.goto(f"{site}/praca/wiedza/sprawozdania/{report.number}/zloz/")
    alice.locator("form.os-interruption button").click()
    alice.wait_for_load_state()
    assert {figure.indicator.kind: figure.value for figure in report.figures.all()} == COUNTED

    # She asks to be forgotten, by a link from a mail; figures stand, the name is gone
    phone.goto(f"{site}/moje/dane/usun/")
    phone.locator("form.os-interruption button").click()
    phone.wait_for_load_state()
    link = re.search(
        rf"{site}\S*/twoje-dane/link/\S+/", OutgoingMail.objects.filter(to=ADDRESS).latest("pk").text
    )
    phone.goto(link.group())
    phone.locator("a[href$='/usun/']").first.click()
    phone.locator("main form button").last.click()
    phone.wait_for_load_state()
    assert Person.objects.get(pk=enrolment.person_id).erased_at is not None
    alice.goto(f"{site}/praca/wiedza/sprawozdania/{report.number}/")
    assert "Od złożenia nic się nie zmieniło." in words(alice)
    report.refresh_from_db()
    assert verify_checksum(report)
    for number in range(1, len(COUNTED) + 1):
        alice.goto(f"{site}/praca/wiedza/wskazniki/{number}/")
        assert NAME not in words(alice)
