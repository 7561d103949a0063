"""A real browser against a server of this process. Without Chromium these tests are skipped, saying so; in CI they fail."""

import os
import shutil

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()


def pytest_collection_modifyitems(items):
    absent = pytest.mark.skip(reason="Chromium is absent (Debian: apt-get install chromium)")
    for item in items:
        if "journeys" in item.path.parts and CHROMIUM is None and os.environ.get("OSNOWA_CI") != "1":
            item.add_marker(absent)


@pytest.fixture(scope="session")
def laid(tmp_path_factory):
    """Where the demonstration is kept once it was laid (tests/journeys/laid.py)."""
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "CI skips nothing: install chromium"
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in this thread
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, settings):
    """The demonstration's doors let the browser in as anybody; a fast clicker is no attacker."""
    settings.DEMONSTRATION = True
    settings.BASE_URL = live_server.url
    settings.SIGNUPS_PER_MINUTE_PER_ADDRESS = 10_000
    for cache in caches.all(initialized_only=True):
        if isinstance(cache, LocMemCache):
            cache.clear()
    return live_server.url
