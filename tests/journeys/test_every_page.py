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


def sticks_out(view, width, where):
    """Is the page wider than the window of this width, which stays so?"""
    view.set_viewport_size({"width": width, "height": 900})
    wide = view.evaluate("document.documentElement.scrollWidth")
    return [f"{where}: sticks out at {width} px"] if wide > width else []


def faults(axe, view, url, where):
    found = axe.run(view, options=ONLY_FAULTS).response["violations"]
    return [
        f"{where}: axe {one['id']} {[node['html'][:120] for node in one['nodes'][:2]]}"
        for one in found
        if (one["id"], url.rstrip("/").rpartition("/")[2]) != RENEWED
    ]


@pytest.mark.browser
@VIEWERS
def test_every_page_is_accessible_and_fits(coordinator, site, demonstration, viewers, part):
    from axe_playwright_python.sync_playwright import Axe

    axe, wrong = Axe(), []
    everybody = {who: coordinator(1280, "light", who) for who in viewers}
    said: list[str] = []
    for view in everybody.values():
        view.on(
            "console",
            lambda one: one.type == "error" and said.append(f"{one.location.get('url')}: {one.text}"),
        )
    for url, who in share(demonstration, viewers, part):
        view = everybody[who]
        view.emulate_media(color_scheme="light")
        view.set_viewport_size({"width": 1280, "height": 900})
        answer = view.goto(site + url)
        if answer is None or (answer.status != 200 and "nie-ma" not in url):
            wrong.append(f"{who} {url}: {answer and answer.status}")
            continue
        # Style alone tells a telephone from a screen and the dark from the light, so the page is read once for both
        wrong += sticks_out(view, 1280, f"{who} {url}") + faults(axe, view, url, f"{who} {url}")
        view.emulate_media(color_scheme="dark")
        wrong += sticks_out(view, 320, f"{who} {url}") + sticks_out(view, 390, f"{who} {url}")
        wrong += faults(axe, view, url, f"{who} {url} (390, dark)")
        title = view.title()
        if not title.strip() or view.locator("h1").count() != 1:
            wrong.append(f"{url}: {view.locator('h1').count()} first headings, title {title!r}")
    assert wrong == [], "\n".join(wrong)
    assert [text for text in said if "404" not in text] == []


# What stands under the focus: its beginning, whether a ring shows it, whether it has a size.
STOP = """(one) => { const style = getComputedStyle(one); const box = one.getBoundingClientRect();
    return {name: one.outerHTML.slice(0, 90), shown: one.tagName === 'IFRAME' || ['date', 'time', 'datetime-local'].includes(one.type)
        || style.outlineStyle !== 'none' || style.boxShadow !== 'none', there: box.width > 0 && box.height > 0}; }"""
BEGIN = """() => { for (const one of document.querySelectorAll('main details')) one.open = true;
    document.activeElement && document.activeElement.blur(); }"""
EXPECTED = """() => { const seen = new Set(); let count = 0;
    for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex="0"]')) {
      if (one.disabled || one.type === 'hidden' || one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) continue;
      if (one.type === 'radio') { if (seen.has(one.name)) continue; seen.add(one.name); }
      count += 1; } return count; }"""
WATCH = f"""() => {{ const stop = {STOP}; window.stops = [];
    document.addEventListener('focusin', (event) => window.stops.push(stop(event.target))); }}"""


def tabbed(page, expected):
    """Every stop of so many presses of Tab, and of some more where fields have stops inside; noted by the page itself,
    because asking after each press takes twice as long.
    """
    page.evaluate(WATCH)
    inside = 6 * page.locator("input[type=date], input[type=time], input[type=datetime-local]").count()
    for presses in (expected, inside):
        for _ in range(min(presses, 400)):
            page.keyboard.press("Tab")
        stops = page.evaluate("window.stops")
        if len(stops) >= expected:
            break
    return stops


def tabbed_slowly(page, expected):
    """The same, asked after each press: a frame that is not there yet is waited for, stops inside a field count."""
    page.evaluate("document.activeElement && document.activeElement.blur()")
    stops, nowhere = [], 0
    for _ in range(min(expected, 400) + 3 + MOST_NOWHERE):
        page.keyboard.press("Tab")
        now = page.evaluate(
            f"() => {{ const one = document.activeElement; return !one || one === document.body ? null : ({STOP})(one); }}"
        )
        if now is not None:
            stops.append(now)
            continue
        nowhere += 1  # at the end; or on the way into a frame
        if len(stops) >= expected or nowhere > MOST_NOWHERE:
            break
        page.wait_for_timeout(100)
    return stops


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
        page.evaluate(BEGIN)
        expected = page.evaluate(EXPECTED)
        stops = tabbed(page, expected)
        if len(stops) < expected:
            stops = tabbed_slowly(page, expected)
        if len(stops) < expected:
            wrong.append(f"{who} {url}: Tab reached {len(stops)} of {expected}, last {stops[-1:]}")
        invisible = [one["name"] for one in stops if not (one["shown"] and one["there"])]
        wrong += [f"{who} {url}: no visible focus on {name}" for name in invisible[:2]]
    assert wrong == [], "\n".join(wrong)
