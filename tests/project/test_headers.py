"""What every answer says to a browser (ASVS 3.3, 3.4)."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from tests.factories.workshops import CycleFactory

pytestmark = pytest.mark.django_db

STRICT = {
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
}


@pytest.fixture
def pages() -> list[str]:
    cycle = CycleFactory()
    slug = cycle.programme.slug
    return [
        reverse("portal:home"),
        reverse("portal:accessibility"),
        reverse("portal:programme", args=[slug]),
        reverse("workshops:cycles", args=[slug]),
        reverse("workshops:cycle", args=[slug, cycle.slug]),
        reverse("workshops:verify_start"),
        reverse("account_request_login_code"),
        "/nie-ma-takiej-strony/",
    ]


def test_every_page_has_the_strict_policy(client, pages):
    for page in pages:
        policy = client.get(page).headers["Content-Security-Policy"]
        assert {part.strip() for part in policy.split(";") if part.strip()} == STRICT, page


def test_every_page_says_what_browsers_must_not_do(client, pages):
    for page in pages:
        headers = client.get(page).headers
        assert headers["X-Content-Type-Options"] == "nosniff", page
        assert headers["X-Frame-Options"] == "DENY", page
        assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}, page
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", page


def test_public_pages_begin_no_session(client, pages):
    for page in pages[:6]:
        assert "sessionid" not in client.get(page).cookies, page


def test_trace_is_not_answered(client):
    assert client.trace("/").status_code in {403, 404, 405}


def https(code: str, tmp_path) -> str:
    """Run a few lines with the settings of a production behind HTTPS."""
    environment = {
        **{
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("OSNOWA_", "PYTEST", "DATABASE_URL"))
        },
        "OSNOWA_MODE": "production",
        "OSNOWA_HOME": str(tmp_path),
        "OSNOWA_URL": "https://osnowa.example",
        "OSNOWA_HOSTS": "osnowa.example",
        "DJANGO_SETTINGS_MODULE": "osnowa.project.settings",
    }
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def test_behind_https_cookies_are_bound_to_the_host(tmp_path):
    said = https(
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_HTTPONLY)",
        tmp_path,
    )

    assert said.split() == ["__Host-sessionid", "__Host-csrftoken", *["True"] * 5]


def test_deploy_check_is_clean_behind_https(tmp_path):
    said = https(
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='WARNING')",
        tmp_path,
    )

    assert said.startswith("System check identified no issues")
