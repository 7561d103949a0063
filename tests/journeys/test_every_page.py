"""Every page of ours in a real browser: axe in both colour schemes, no overflow on phones, everything by keyboard."""

from pathlib import Path

import pytest

from tests.architecture.permission_matrix import ROWS
from tests.architecture.permission_matrix.shapes import COORDINATOR, MEMBER
from tests.journeys.laid import lay_demonstration
from tests.journeys.pages import ROLES, asked_by, signed_in
from tests.journeys.things import Things

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# All rules are asked; of what passes no list is made, which takes as long as the asking.
ONLY_FAULTS = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
# The code on the screen renews itself without a script: essential (docs/decisions/0013-list-without-network.md).
RENEWED = ("meta-refresh", "ekran")
MOST_NOWHERE = 3  # stops of Tab where nothing has the focus
# What the first two see is halved, page by page, so that two processes share it: it takes longer than all the rest
VIEWERS = pytest.mark.parametrize(
    ("viewers", "part"),
    [((COORDINATOR, MEMBER), 0), ((COORDINATOR, MEMBER), 1), (ROLES, None)],
    ids=["first half", "second half", "roles"],
)


def share(things, viewers, part):
    """Who looks at which address: every second one of them, or all where `part` is None."""
    return [one for number, one in enumerate(asked_by(things, viewers)) if part is None or number % 2 == part]


def test_every_address_with_a_page_is_looked_at_by_somebody_who_may_open_it():
    viewers = {COORDINATOR, MEMBER, *ROLES}
    assert [row.name for row in ROWS if row.get and row.get.isdisjoint(viewers)] == []


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
@VIEWERS
def test_every_page_is_accessible_and_fits(coordinator, site, demonstration, viewers, part):
    from axe_playwright_python.sync_playwright import Axe

    axe, wrong = Axe(), []
    everybody = {who: [coordinator(1280, "light", who), coordinator(390, "dark", who)] for who in viewers}
    said: list[str] = []
    for view in (view for views in everybody.values() for view in views):
        view.on(
            "console",
            lambda one: one.type == "error" and said.append(f"{one.location.get('url')}: {one.text}"),
        )
    for url, who in share(demonstration, viewers, part):
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
@VIEWERS
def test_every_page_works_by_keyboard(coordinator, site, demonstration, viewers, part):
    """Tab reaches every link, button and field in the order in which they stand, and shows where it is.

    Fields of date and time have stops inside, with a ring that Chromium draws where the page cannot see it.
    """
    everybody = {who: coordinator(1280, "light", who) for who in viewers}
    wrong = []
    for url, who in share(demonstration, viewers, part):
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
