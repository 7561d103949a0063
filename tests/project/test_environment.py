"""Settings that cannot be understood are told in plain words, all at once, and never guessed."""

import os
import subprocess
import sys

import pytest

from osnowa.project import checks
from osnowa.project.environment import NO_DATABASE, Environment, host_of

SQLITE = "sqlite:////srv/osnowa.sqlite3"
SMTP = "smtp://localhost:25"


def told(environment) -> list[str]:
    return [problem.words for problem in environment.problems]


@pytest.mark.parametrize(
    "value",
    ["foo", "://", "postgres://u:p@h:abc/n", "postgres://u:p@[::1/n", "postgres://u:p@h/", "sqlite://",
     "sqlite:///", "sqlite:///here.db", "postgres://u:p?q@h/n"],
)  # fmt: skip
def test_database_that_cannot_be_understood_is_nobodys(value):
    environment = Environment({"DATABASE_URL": value})

    assert environment.database("DATABASE_URL", SQLITE) == NO_DATABASE
    assert len(environment.problems) == 1
    assert environment.problems[0].words.count(value) == 0  # it may hold a password


@pytest.mark.parametrize(
    ("value", "name"),
    [("postgres://u:p%40ss@h:5432/n", "n"), ("postgres:///n", "n"), ("", "/srv/osnowa.sqlite3")],
)
def test_database_that_is_named_is_taken(value, name):
    environment = Environment({"DATABASE_URL": value})

    assert environment.database("DATABASE_URL", SQLITE)["NAME"] == name
    assert environment.problems == []


@pytest.mark.parametrize(
    "value", ["foo", "smtp://", "smtpx://h:1", "smtp+tls://u:p@h:x", "smtp://u:secret#1@h"]
)
def test_mail_that_cannot_be_understood(value):
    environment = Environment({"EMAIL_URL": value})

    assert environment.letters("EMAIL_URL", SMTP) == {}
    assert len(environment.problems) == 1
    assert "secret" not in str(environment.problems[0])


def test_mail_to_files_keeps_the_whole_path():
    for value in ("filemail:///tmp/letters", "filemail:////tmp/letters"):
        found = Environment({"EMAIL_URL": value}).letters("EMAIL_URL", SMTP)
        assert found["EMAIL_FILE_PATH"] == "/tmp/letters"
        assert found["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ("https://osnowa.example", True),
        ("https://osnowa.example/", True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        *[(wrong, False) for wrong in (
            "osnowa.example", "https://", "ftp://osnowa.example", "https://osnowa.example/site", "https://a b",
            "https://osnowa.example:port", "https://u@osnowa.example", "https://osnowa.example?x=1",
        )],
    ],
)  # fmt: skip
def test_address(value, taken):
    environment = Environment({"OSNOWA_URL": value})

    assert (environment.address("OSNOWA_URL", "http://d") == value.rstrip("/")) is taken
    assert len(environment.problems) == (not taken)


def test_host_of_an_address_is_as_browsers_send_it():
    assert [host_of(it) for it in ("https://Osnowa.example", "http://[::1]:8000", "http://a:1")] == [
        "osnowa.example",
        "[::1]",
        "a",
    ]


def test_hosts_are_names():
    environment = Environment({"OSNOWA_HOSTS": "https://osnowa.example, osnowa.example:443"})
    environment.hosts("OSNOWA_HOSTS", [])
    assert len(environment.problems) == 2

    environment = Environment({"OSNOWA_HOSTS": " osnowa.example, [::1] ,"})
    assert environment.hosts("OSNOWA_HOSTS", []) == ["osnowa.example", "[::1]"]
    assert environment.problems == []


def test_small_values():
    environment = Environment(
        {
            "A": "two",
            "B": "-1",
            "C": "maybe",
            "D": "60/x/ip",
            "E": "nobody",
            "F": "http://redis",
            "G": " yes ",
        }
    )
    assert [environment.number("A", 1), environment.number("B", 2), environment.flag("C")] == [1, 2, False]
    assert environment.rates("D", "60/m/ip") == "60/m/ip"
    assert environment.sender("E", "Osnowa <a@b>") == "Osnowa <a@b>"
    assert environment.cache("F") == ""
    assert len(environment.problems) == 6
    assert (environment.flag("G"), environment.number("X", 7), len(environment.problems)) == (True, 7, 6)


def test_slip_of_the_pen_is_named_with_the_right_word():
    environment = Environment({"OSNOWA_HOST": "a", "OSNOWA_XYZZY": "b", "OSNOWA_CI": "1", "PATH": "/bin"})
    environment.text("OSNOWA_HOSTS")

    assert [problem.mend for problem in environment.unknown()] == [
        "Did you mean OSNOWA_HOSTS?",
        "The settings stand in docs/operating.md.",
    ]


def ids(found) -> list[str]:
    return [message.id for message in found]


def test_checks_tell_what_was_noted(settings):
    environment = Environment({"A": "x", "OSNOWA_B": "y"})
    environment.number("A", 1)
    settings.ENVIRONMENT = environment

    assert ids(checks.check_environment(None)) == ["osnowa.E010", "osnowa.W013"]


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        (["osnowa.example"], []),
        ([".example"], []),
        (["other.example"], ["osnowa.E011"]),
        (["*"], ["osnowa.W012"]),
    ],
)
def test_host_of_the_address_must_be_answered(settings, hosts, expected):
    settings.MODE, settings.BASE_URL, settings.ALLOWED_HOSTS = "production", "https://osnowa.example", hosts

    assert ids(checks.check_hosts(None)) == expected


def test_folder_below_a_file_is_refused(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.HOME, settings.STATIC_ROOT = tmp_path / "file" / "home", str(tmp_path / "new" / "static")

    assert ids(checks.check_folders(None)) == ["osnowa.E014"]


def test_way_of_sending_must_exist(settings):
    settings.EMAIL_BACKEND = "osnowa.nothing.Backend"

    assert ids(checks.check_mail(None)) == ["osnowa.E015"]


def test_everything_wrong_at_once_gives_sentences_and_no_traceback(tmp_path):
    (tmp_path / "file").touch()
    wrong = {
        "OSNOWA_HOME": str(tmp_path / "file" / "home"),
        "OSNOWA_MODE": "prod",
        "OSNOWA_URL": "osnowa",
        "OSNOWA_DEBUG": "maybe",
        "DATABASE_URL": "mysq://x",
        "EMAIL_URL": "mail.example",
        "OSNOWA_SIGN_IN_LIMIT": "often",
        "OSNOWA_EMAIL_BACKEND": "no.such.backend",
    }
    plain = {key: value for key, value in os.environ.items() if not key.startswith("OSNOWA_")}
    done = subprocess.run(
        [sys.executable, "-m", "osnowa.project.command", "check"],
        env=plain | wrong,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr

    assert done.returncode == 1
    assert [said.count(word) for word in ("Traceback", "osnowa.E001", "osnowa.E010", "osnowa.E015")] == [
        0,
        1,
        6,
        1,
    ]
