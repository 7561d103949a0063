"""Wrong configuration is told at the start, with the mend."""

import sqlite3

import pytest
from django.core.management.base import CommandError
from django.db import connection

from osnowa.project import checks
from tests.factories.programme import ProgrammeFactory


def ids(found) -> list[str]:
    return [message.id for message in found]


@pytest.fixture
def production(settings):
    settings.MODE, settings.DEMONSTRATION, settings.TESTING = "production", False, False
    settings.HTTPS, settings.BASE_URL, settings.DEBUG = True, "https://osnowa.example", False
    return settings


@pytest.fixture
def demonstration(settings):
    settings.MODE, settings.DEMONSTRATION = "demonstration", True
    settings.HTTPS, settings.BASE_URL = False, "http://localhost:8000"
    return settings


def test_production_with_https_is_taken(production):
    assert ids(checks.check_mode(None)) == []


def test_unknown_mode_is_named(settings):
    settings.MODE = "prod"

    assert ids(checks.check_mode(None)) == ["osnowa.E001"]


def test_demonstration_behind_a_public_address_is_refused(demonstration):
    demonstration.HTTPS, demonstration.BASE_URL = True, "https://osnowa.example"

    assert ids(checks.check_mode(None)) == ["osnowa.E002"]


def test_debug_in_production_is_refused(production):
    production.DEBUG = True

    assert ids(checks.check_mode(None)) == ["osnowa.E003"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [("http://osnowa.example", ["osnowa.W004"]), ("http://localhost:8000", []), ("http://127.0.0.1", [])],
)
def test_production_without_https_is_warned_unless_on_this_machine(production, address, expected):
    production.HTTPS, production.BASE_URL = False, address

    assert ids(checks.check_mode(None)) == expected


@pytest.mark.parametrize("secret", ["short", "a" * 60])
def test_weak_secret_is_refused_in_production(production, secret):
    production.SECRET_KEY = secret

    assert ids(checks.check_secret(None)) == ["osnowa.E005"]


def test_secret_made_by_osnowa_is_strong_and_only_its_owners(tmp_path, production):
    from osnowa.project.home import secret_key

    production.SECRET_KEY = secret_key(tmp_path / "home")

    assert ids(checks.check_secret(None)) == []
    assert secret_key(tmp_path / "home") == production.SECRET_KEY
    assert (tmp_path / "home" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_other_databases_are_refused(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES, "default", {"ENGINE": "django.db.backends.mysql"})

    assert ids(checks.check_database_settings(None)) == ["osnowa.E006"]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
    ],
)
def test_weakened_sqlite_is_refused(production, monkeypatch, options):
    weak = {"ENGINE": "osnowa.lib.sqlite3", "OPTIONS": options}
    monkeypatch.setitem(production.DATABASES, "default", weak)

    assert ids(checks.check_database_settings(None)) == ["osnowa.E007"]


@pytest.mark.parametrize(
    ("host", "here"),
    [
        *[(host, True) for host in ("127.0.0.1", "localhost", "::1", "[::1]", "127.9.9.9")],
        *[(host, False) for host in ("0.0.0.0", "192.168.1.5", "osnowa.example", "", "::")],
    ],
)
def test_loopback_is_only_this_machine(host, here):
    assert checks.is_loopback(host) is here


@pytest.mark.django_db
class TestMixedData:
    def test_demonstration_is_served_here_only(self, demonstration):
        ProgrammeFactory(example_note="invented")
        checks.refuse_mixed_data("127.0.0.1")

        with pytest.raises(CommandError, match="on this machine only"):
            checks.refuse_mixed_data("0.0.0.0")

    def test_demonstration_never_opens_real_programmes(self, demonstration):
        ProgrammeFactory()

        with pytest.raises(CommandError, match="holds real programmes"):
            checks.refuse_mixed_data("127.0.0.1")

    def test_programme_added_while_trying_out_stops_nothing(self, demonstration):
        ProgrammeFactory(example_note="invented")
        ProgrammeFactory()

        assert checks.refuse_mixed_data("127.0.0.1") is None

    def test_empty_database_may_be_served(self, demonstration):
        assert checks.refuse_mixed_data("127.0.0.1") is None

    def test_production_does_not_serve_the_demonstration(self, production):
        ProgrammeFactory(example_note="invented")

        with pytest.raises(CommandError, match="holds the demonstration"):
            checks.refuse_mixed_data("0.0.0.0")

    def test_production_serves_real_programmes_anywhere(self, production):
        ProgrammeFactory()

        assert checks.refuse_mixed_data("0.0.0.0") is None


@pytest.fixture
def sqlite_file(tmp_path, monkeypatch):
    """A database file of its own in place of the connection's."""
    path = tmp_path / "osnowa.sqlite3"
    file = sqlite3.connect(path)
    file.execute("CREATE TABLE lines (words TEXT)")
    file.executemany("INSERT INTO lines VALUES (?)", [("x" * 500,)] * 2000)
    file.commit()
    file.close()

    class Opened:
        vendor = "sqlite"
        settings_dict = {"NAME": path}

        def cursor(self):
            from contextlib import closing

            return closing(Cursor(path))

    class Cursor:
        def __init__(self, path):
            self.file = sqlite3.connect(path)

        def execute(self, words):
            from django.db import DatabaseError

            try:
                self.found = self.file.execute(words).fetchall()
            except sqlite3.DatabaseError as error:
                raise DatabaseError(str(error)) from error

        def fetchall(self):
            return self.found

        def close(self):
            self.file.close()

    monkeypatch.setattr(checks, "connection", Opened())
    return path


def test_sound_file_is_taken(sqlite_file):
    assert checks.refuse_damaged_database() is None


@pytest.mark.parametrize("damage", ["truncated", "overwritten", "no database at all"])
def test_damaged_file_is_refused_with_the_mend(sqlite_file, damage):
    content = sqlite_file.read_bytes()
    if damage == "truncated":
        sqlite_file.write_bytes(content[: len(content) // 2])
    elif damage == "overwritten":
        sqlite_file.write_bytes(content[:8192] + b"\xff" * 40_000 + content[48_192:])
    else:
        sqlite_file.write_bytes(b"this is not a database" * 500)

    with pytest.raises(
        CommandError, match=r"(?s)damaged.*put the last backup in its place.*osnowa restore.*recover"
    ):
        checks.refuse_damaged_database()


@pytest.mark.django_db
def test_sqlite_begins_transactions_with_the_write_lock():
    if connection.vendor != "sqlite":
        assert checks.refuse_weak_sqlite() is None
        return

    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
