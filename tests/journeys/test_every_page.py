"""Every page of ours in a real browser: axe in both colour schemes, no overflow on phones, everything by keyboard,
no words left untranslated; and looking at all of it changes nothing."""

import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.test import Client
from django.urls import reverse

from osnowa.knowledge.models import ArticlePage, NewsPage, ToolPage
from osnowa.workshops.models import Enrolment
from tests.architecture.permission_matrix import ROWS
from tests.architecture.permission_matrix.shapes import (
    COORDINATOR,
    EDITOR,
    EVALUATOR,
    MEMBER,
    MENTOR,
    PARTICIPANT,
    TRAINER,
    VOLUNTEER,
)
from tests.architecture.test_permission_matrix import url_of
from tests.journeys.fingerprints import fingerprints
from tests.journeys.laid import lay_demonstration
from tests.journeys.things import Things

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# All rules are asked; of what passes no list is made, which takes as long as the asking.
ONLY_FAULTS = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
NO_PAGES = re.compile(
    r"\.(csv|xlsx|zip|pdf|ics|xml|txt|webmanifest|json|js)$|/materialy/\d+/$|/html/$|/0/$|/kanal/$|/plik/$"
    r"|podpowiedzi/$|/dowod/\d+/$|/podglad/\d+/$|/skany/\d+/$|/postep/$|/stan/$"
)
# Looking writes here and nowhere else: browsers' sessions, the editor's own sessions and its list of subscribers.
PASSED_OVER = {
    "sessions.session",
    "lib.missedsearch",
    "wagtailadmin.editingsession",
    "wagtailcore.pagesubscription",
}
# The code on the screen renews itself without a script: essential (docs/decisions/0013-list-without-network.md).

RENEWED = ("meta-refresh", "ekran")
MOST_NOWHERE = 3  # stops of Tab where nothing has the focus
LED_ELSEWHERE = {"write_news", "portal:demonstration_door"}  # the first leads into Wagtail's own editor
ROLES = (TRAINER, MENTOR, VOLUNTEER, EDITOR, EVALUATOR)  # of the team, beside the coordinator
VIEWERS = pytest.mark.parametrize("viewers", [(COORDINATOR, MEMBER), ROLES], ids=["first", "roles"])


def is_for_members(row):
    return row.get is not None and MEMBER in row.get and COORDINATOR not in row.get


def pages_of_members(things):
    """What only a member of the organisation may open."""
    for row in ROWS:
        if is_for_members(row) and not NO_PAGES.search(url := url_of(row, things)):
            yield url


def pages_of_role(things, role):
    """What a role of the team may open and the coordinator, who has looked at the rest, may not; its own first page;
    and what is the viewer's very own.
    """
    yield reverse("portal:dashboard", args=[things.programme.slug])
    for row in ROWS:
        if row.get is None or role not in row.get or row.get & {COORDINATOR, PARTICIPANT}:
            continue
        if row.name in LED_ELSEWHERE:
            continue
        if not NO_PAGES.search(url := url_of(row, things)):
            yield url
    slug, talk, log = things.programme.slug, things.own_consultation.pk, things.own_log.pk
    if role == MENTOR:
        yield reverse("support:consultation", args=[slug, talk])
        yield reverse("support:consultation_change", args=[slug, talk])
    if role == VOLUNTEER:
        yield reverse("support:work_log", args=[slug, log])
        yield reverse("support:hours_change", args=[slug, log])


def asked_by(things, viewers):
    """(address, who asks for it), each address once for each viewer."""
    for who in viewers:
        if who == COORDINATOR:
            found = pages(things)
        else:
            found = pages_of_members(things) if who == MEMBER else pages_of_role(things, who)
        for url in dict.fromkeys(found):
            yield url, who


def test_every_address_with_a_page_is_looked_at_by_somebody_who_may_open_it():
    viewers = {COORDINATOR, MEMBER, *ROLES}
    assert [row.name for row in ROWS if row.get and row.get.isdisjoint(viewers)] == []


def pages(things):
    """Every address of the matrix that answers a GET with a page, and some that need a person's link."""
    for row in ROWS:
        if row.get is None or is_for_members(row):
            continue
        if row.get and COORDINATOR not in row.get:  # of one role only: pages_of_role
            continue
        if (
            row.name
            in LED_ELSEWHERE
            | {
                "account_signup",
                "ui:parts",
                "workshops:enrolment_received",
                "support:consultation_change",  # its mentor's, and its volunteer's: pages_of_role
                "support:hours_change",
                "workshops:presence",  # a code that has gone out answers 410: tests/workshops/test_presence_pages.py
            }
        ):
            continue
        if row.name.startswith(("mfa_", "portal:recovery")) and row.name != "mfa_activate_totp":
            continue
        url = url_of(row, things)
        if not NO_PAGES.search(url):
            yield url
    yield reverse("workshops:cycle", args=[things.programme.slug, things.open_cycle.slug])
    for state in Enrolment.State.values:
        enrolment = Enrolment.objects.filter(state=state, cycle__programme=things.programme).last()
        if enrolment:
            yield reverse("workshops:enrolment", args=[enrolment.token])
    yield "/wiedza/aktualnosci/"
    yield "/wiedza/?q=haslo"
    for kind in (NewsPage, ArticlePage, ToolPage):
        yield kind.objects.live().first().url
    yield "/nie-ma-takiej-strony/"


def signed_in(things, who):
    client = Client()
    client.force_login(things.account_of(who), backend=BACKEND)
    return client


@pytest.fixture
def demonstration(transactional_db, settings, laid):
    settings.DEMONSTRATION = True
    lay_demonstration(laid, Path(settings.MEDIA_ROOT))
    return Things()


@pytest.fixture
def coordinator(chromium, site, demonstration):
    """(width, scheme, who) -> a page of a browser in which the coordinator, or who else is named, has come in."""
    contexts = []

    def come_in(width, scheme, who="coordinator"):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="pl-PL",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        if who != COORDINATOR:
            client = signed_in(demonstration, who)
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}]
            )
        else:
            page.goto(site + "/demonstracja/?rola=coordinator")
            page.click("main form button")
        return page

    yield come_in
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@VIEWERS
def test_every_page_is_accessible_and_fits(coordinator, site, demonstration, viewers):
    from axe_playwright_python.sync_playwright import Axe

    axe, wrong = Axe(), []
    everybody = {who: [coordinator(1280, "light", who), coordinator(390, "dark", who)] for who in viewers}
    said: list[str] = []
    for view in (view for views in everybody.values() for view in views):
        view.on(
            "console",
            lambda one: one.type == "error" and said.append(f"{one.location.get('url')}: {one.text}"),
        )
    for url, who in asked_by(demonstration, viewers):
        for view in everybody[who]:
            answer = view.goto(site + url)
            if answer is None or (answer.status != 200 and "nie-ma" not in url):
                wrong.append(f"{who} {url}: {answer and answer.status}")
                continue
            for width in (
                (view.viewport_size["width"], 320) if view.viewport_size["width"] == 390 else (1280,)
            ):
                view.set_viewport_size({"width": width, "height": 900})
                if view.evaluate("document.documentElement.scrollWidth") > width:
                    wrong.append(f"{who} {url}: sticks out at {width} px")
            if view.viewport_size["width"] == 320:
                view.set_viewport_size({"width": 390, "height": 900})
            found = axe.run(view, options=ONLY_FAULTS).response["violations"]
            wrong += [
                f"{who} {url}: axe {one['id']} {[node['html'][:120] for node in one['nodes'][:2]]}"
                for one in found
                if (one["id"], url.rstrip("/").rpartition("/")[2]) != RENEWED
            ]
            title = view.title()
            if not title.strip() or view.locator("h1").count() != 1:
                wrong.append(f"{url}: {view.locator('h1').count()} first headings, title {title!r}")
    assert wrong == [], "\n".join(wrong)
    assert [text for text in said if "404" not in text] == []


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@VIEWERS
def test_every_page_works_by_keyboard(coordinator, site, demonstration, viewers):
    """Tab reaches every link, button and field in the order in which they stand, and shows where it is.

    Fields of date and time have stops inside, with a ring that Chromium draws where the page cannot see it.
    """
    everybody = {who: coordinator(1280, "light", who) for who in viewers}
    wrong = []
    for url, who in asked_by(demonstration, viewers):
        page = everybody[who]
        page.goto(site + url)
        page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        page.evaluate("document.activeElement && document.activeElement.blur()")
        expected = page.evaluate(
            """() => { const seen = new Set(); let count = 0;
            for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex="0"]')) {
              if (one.disabled || one.type === 'hidden' || one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) continue;
              if (one.type === 'radio') { if (seen.has(one.name)) continue; seen.add(one.name); }
              count += 1; } return count; }"""
        )
        reached, invisible, last, nowhere = 0, [], None, 0
        for _ in range(min(expected, 400) + 3 + MOST_NOWHERE):
            page.keyboard.press("Tab")
            now = page.evaluate(
                """() => { const one = document.activeElement; if (!one || one === document.body) return null;
                const style = getComputedStyle(one); const box = one.getBoundingClientRect();
                return {name: one.outerHTML.slice(0, 90), shown: one.tagName === 'IFRAME' || ['date', 'time', 'datetime-local'].includes(one.type) || style.outlineStyle !== 'none' || style.boxShadow !== 'none',
                        there: box.width > 0 && box.height > 0}; }"""
            )
            if now is None:  # at the end; or on the way into a frame that is not there yet
                nowhere += 1
                if reached >= expected or nowhere > MOST_NOWHERE:
                    break
                page.wait_for_timeout(100)
                continue
            reached += 1
            last = now
            if not (now["shown"] and now["there"]):
                invisible.append(now["name"])
        if reached < expected:
            wrong.append(f"{who} {url}: Tab reached {reached} of {expected}, last {last}")
        wrong += [f"{who} {url}: no visible focus on {name}" for name in invisible[:2]]
    assert wrong == [], "\n".join(wrong)


def test_looking_at_everything_as_coordinator_changes_nothing(demonstration, client):
    client.post("/demonstracja/wejscie/coordinator/")
    every = [*dict.fromkeys(pages(demonstration))]
    every += [
        url_of(row, demonstration)
        for row in ROWS
        if row.get is not None
        and not is_for_members(row)
        and row.name
        not in {"people:undo_merge", "account_signup", "workshops:enrolment_received", "ui:parts"}
    ]
    index = "/redakcja/"
    every += [index, index + "pages/", "/redakcja/documents/", "/sitemap.xml"]
    others = {who: signed_in(demonstration, who) for who in (MEMBER, *ROLES)}
    links = set()
    before = fingerprints(PASSED_OVER)
    for url, who in asked_by(demonstration, others):
        answer = others[who].get(url)
        assert answer.status_code in (200, 302), (who, url)  # an undo without anything to undo leads back
        answer.close()
    for url in every:
        answer = client.get(url)
        assert answer.status_code < 500, url
        if "text/html" in answer.headers.get("Content-Type", ""):
            links |= set(re.findall(r'href="(/[^"#]*)"', answer.content.decode()))
        answer.close()
    for url in sorted(links):
        if not url.startswith(("/static/", "/media/")):
            answer = client.get(url.replace("&amp;", "&"))
            assert answer.status_code < 500, url
            answer.close()
    after = fingerprints(PASSED_OVER)
    assert {label for label in before if before[label] != after[label]} == set()
    assert BrowserSession.objects.count() >= 1


def test_polish_pages_hold_no_english_words_of_ours(demonstration, client):
    """Texts that stand in a catalogue and look the same on the page as in the code were forgotten."""
    from babel.messages.pofile import read_po
    from django.conf import settings

    client.post("/demonstracja/wejscie/coordinator/")
    english = set()
    for catalogue in settings.PACKAGE.glob("*/locale/pl/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file, locale="pl"):
                text = message.id if isinstance(message.id, str) else message.id[0]
                if len(text.split()) > 2 and "%" not in text and message.string != message.id:
                    english.add(text)
    readers = {COORDINATOR: client, **{who: signed_in(demonstration, who) for who in (MEMBER, *ROLES)}}
    found = []
    for url, who in asked_by(demonstration, readers):
        page = re.sub(r"<[^>]+>", " ", readers[who].get(url).content.decode()).replace("\u00a0", " ")
        page = re.sub(r"\s+", " ", page)
        found += [f"{url}: {text}" for text in english if f" {text} " in page]
    assert found == []


def test_every_public_link_leads_somewhere(demonstration):
    visitor = Client()
    waiting, seen, wrong = ["/"], {"/"}, []
    while waiting and len(seen) < 200:
        url = waiting.pop()
        answer = visitor.get(url)
        if answer.status_code >= 400:
            wrong.append(f"{url}: {answer.status_code}")
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        for link in re.findall(r'href="(/[^"#]*)"', answer.content.decode()):
            if not link.startswith("/static/") and link not in seen:
                seen.add(link)
                waiting.append(link)
    assert wrong == [], "\n".join(wrong)
