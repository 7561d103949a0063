"""Two telephones mark thirty people without network, and deliver in both orders: nothing is lost, nothing is doubled."""

import datetime as dt

import pytest
from django.test import Client

from osnowa.knowledge.actions import lay_out_news
from osnowa.lib import clock
from osnowa.programme.models import Role
from osnowa.workshops.models import Attendance, AttendanceMark, Session
from osnowa.workshops.queries.marks import conflicts
from tests.factories.people import AccountFactory, MembershipFactory, PersonFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory, SessionFactory

pytestmark = pytest.mark.browser
LISTS = "/praca/wiedza/listy/"
LIST = f"{LISTS}1/1/"
PEOPLE = 30
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def session(transactional_db):
    lay_out_news(by=None)
    programme = ProgrammeFactory(slug="wiedza", title="Wiedza")
    cycle = CycleFactory(programme=programme, number=1, sessions=0, capacity=PEOPLE)
    session = SessionFactory(
        cycle=cycle,
        starts_at=clock.now() - dt.timedelta(minutes=20),
        ends_at=clock.now() + dt.timedelta(hours=2),
    )
    for number in range(1, PEOPLE + 1):
        person = PersonFactory(name=f"Osoba {number:02}")
        EnrolmentFactory(
            cycle=cycle,
            number=number,
            membership=MembershipFactory(person=person),
            placed_at=clock.now() - dt.timedelta(days=3),
        )
    return session


@pytest.fixture
def telephone(chromium, site, session):
    """A telephone with the list open and kept; who holds it is a trainer of the cycle."""
    contexts = []

    def taken_along():
        account = TeamMemberFactory(
            programme=session.cycle.programme, account=AccountFactory(), role=Role.TRAINER
        ).account
        session.cycle.trainers.add(account)
        client = Client()
        client.force_login(account, backend=BACKEND)
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, locale="pl-PL", reduced_motion="reduce"
        )
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        page = context.new_page()
        page.goto(site + LIST)
        # Both are kept before anybody goes on: this list, and the page of all lists
        until(page, "async () => (await (await caches.open('osnowa-listy')).keys()).length === 2")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        return context, page

    yield taken_along
    for context in contexts:
        context.close()


def until(page, wanted, *, seconds=20):
    """Wait until the script says yes. (A promise is awaited by `evaluate`, not by `wait_for_function`.)"""
    for _try in range(seconds * 10):
        if page.evaluate(wanted):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {wanted}")


def waits(count):
    """So many marks wait on this device."""
    return f"""async () => new Promise((done) => {{
        const asked = indexedDB.open("osnowa-listy", 1);
        asked.onsuccess = () => {{
          const all = asked.result.transaction("marks").objectStore("marks").count();
          all.onsuccess = () => {{
            asked.result.close();
            done(all.result === {count});
          }};
        }};
    }})"""


def mark_everybody(page, words):
    rows = page.locator("[data-enrolment]")
    assert rows.count() == PEOPLE
    for index in range(PEOPLE):
        rows.nth(index).locator(f"[data-say={words[index % len(words)]}]").click()
    until(page, waits(PEOPLE))


def come_back(context, page):
    context.set_offline(False)
    page.evaluate("() => { window.dispatchEvent(new Event('online')) }")
    until(page, waits(0))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_telephones_in_both_orders(telephone, site, session, order):
    telephones = [telephone(), telephone()]
    for (context, page), words in zip(telephones, (["present"], ["present", "absent", "late"]), strict=True):
        context.set_offline(True)
        page.reload()  # the list opens without network
        mark_everybody(page, words)
        page.goto(site + LIST)  # and what was marked is still there
        pressed = "document.querySelectorAll('[data-say=present][aria-pressed=true]').length"
        until(page, f"() => {pressed} === {PEOPLE // len(words)}")
    assert AttendanceMark.objects.count() == 0
    for which in order:
        come_back(*telephones[which])
    for context, page in telephones:  # once more, for nothing
        come_back(context, page)
    assert AttendanceMark.objects.count() == 2 * PEOPLE
    assert Attendance.objects.count() == PEOPLE
    marks = list(Attendance.objects.values_list("mark", flat=True))
    assert {word: marks.count(word) for word in ("present", "late", "absent")} == {
        "present": 10,
        "late": 10,
        "absent": 10,
    }
    assert len(conflicts(session)) == 20


def test_names_leave_the_telephone_with_the_sign_out_and_marks_do_not(telephone, site, session):
    context, page = telephone()
    context.set_offline(True)
    page.locator("[data-say=present]").first.click()
    context.clear_cookies()  # the session has run out meanwhile: before the network, or the mark leaves in time
    context.set_offline(False)
    page.evaluate("() => { window.dispatchEvent(new Event('online')) }")
    until(page, "async () => !(await caches.has('osnowa-listy'))")
    assert AttendanceMark.objects.count() == 0
    assert "1" in page.locator("[data-net]").inner_text()
    page.goto(site + "/")
    context.set_offline(True)
    with pytest.raises(Exception, match="ERR_"):
        page.goto(site + LIST)


def test_hours_written_one_after_the_other_are_both_kept(telephone, site, session):
    context, page = telephone()
    row = page.locator("[data-enrolment]").first
    row.locator("[data-say=late]").click()
    starts, ends = (moment.astimezone(clock.WARSAW) for moment in (session.starts_at, session.ends_at))
    came, left = starts + dt.timedelta(minutes=10), ends - dt.timedelta(minutes=15)
    row.locator("[data-came-at]").fill(f"{came:%H:%M}")
    come_back(context, page)
    page.goto(site + LIST)
    row.locator("[data-left-at]").fill(f"{left:%H:%M}")
    row.locator("[data-left-at]").blur()
    page.wait_for_timeout(300)
    come_back(context, page)
    kept = Attendance.objects.get()
    assert (kept.mark, 24 <= kept.minutes_missed <= 26) == ("late", True)
    assert kept.came_at is not None


def test_closed_list_leaves_the_telephone(telephone, site, session):
    _context, page = telephone()
    Session.objects.update(closed_at=clock.now())
    page.evaluate("() => { document.dispatchEvent(new Event('visibilitychange')) }")
    until(
        page,
        "async () => !(await (await caches.open('osnowa-listy')).keys()).some(k => k.url.endsWith('/1/1/'))",
    )
    page.wait_for_timeout(300)
    assert page.locator("[data-say=present]").first.is_disabled()


def test_the_worker_answers_for_nothing_but_the_lists(telephone, site):
    context, page = telephone()
    page.goto(site + "/praca/wiedza/warsztaty/")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    kept = page.evaluate(
        "async () => (await (await caches.open('osnowa-listy')).keys()).map((key) => new URL(key.url).pathname)"
    )
    assert sorted(kept) == [LISTS, LIST]
    assert context.pages
