"""The page of parts in a real browser: nothing sticks out, axe finds nothing, the keyboard works."""

import shutil

import pytest
from django.urls import reverse

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is absent (Debian: apt-get install chromium)"),
]
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def browser(django_db_setup):
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in this thread
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def address(live_server, settings):
    settings.DEMONSTRATION = True
    return live_server.url + reverse("ui:parts")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("side", ["front", "back"])
def test_parts(browser, address, side, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="pl-PL"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address + ("?front" if side == "front" else ""))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = (
        Axe().run(page, options={"runOnly": STANDARDS, "resultTypes": ["violations"]}).response["violations"]
    )
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert said == []
    assert page.evaluate("document.activeElement.id") == "error-summary"
    context.close()


@pytest.mark.django_db(transaction=True)
def test_the_menu_of_phones_opens_and_closes_by_keyboard(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address)
    menu = page.locator(".os-menu > summary")
    assert menu.bounding_box()["height"] >= 44
    menu.focus()
    page.keyboard.press("Enter")
    assert page.locator(".os-menu nav").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".os-menu nav").is_visible()
    page.close()


@pytest.mark.django_db(transaction=True)
def test_what_stands_alone_is_44_px_high(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address)
    low = page.evaluate(
        """[...document.querySelectorAll('a, button, summary')].filter(one => {
            const box = one.getBoundingClientRect();
            const inText = one.closest('.os-alert, p:not(.os-row-title, .os-back-link)');
            return box.width > 1 && box.height < 44 && !inText;
        }).map(one => one.outerHTML.slice(0, 120))"""
    )
    assert low == []
    page.close()
