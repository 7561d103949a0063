"""People in tests mean rights (habits.md): Alice coordinates, Tomek trains, Bob is on her team, Charlie must see nothing."""

import gc
import os
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection

os.environ.setdefault("OSNOWA_MODE", "test")

from osnowa.lib import made_files
from osnowa.lib.limits import PerMinute


def pytest_runtestloop():
    """Everything loaded by now stays for good: the collector of garbage need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_make_parametrize_id(val):
    """A file made for a test holds the time of its making: two processes would call the test by two names."""
    return "file" if isinstance(val, bytes) and len(val) > 32 else None


def pytest_collection_modifyitems(config, items):
    """SQLite in memory is one connection: races of threads are PostgreSQL's, races of processes (tests/faults) both's."""
    if connection.vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("threads")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What is skipped on a small machine (no browser, no PostgreSQL, no real data) is a failure in CI."""
    report = yield
    if report.skipped and os.environ.get("OSNOWA_CI") == "1" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"Nothing is skipped in CI. {reason}"
    return report


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    """What a process remembers between requests is no part of a test."""
    caches["local"].clear()
    monkeypatch.setattr(made_files, "_asked", PerMinute())


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _files_thrown_away(settings, tmp_path):
    """What a test uploads is gone with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MADE_FILES = tmp_path / "made"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data outside the project; tests that need it are skipped, saying so, where it is absent."""
    folder = Path(os.environ.get("OSNOWA_SHARED", "../shared")).resolve() / "data"
    if not folder.is_dir():
        pytest.skip(f"real data absent: {folder} (set OSNOWA_SHARED)")
    return folder
