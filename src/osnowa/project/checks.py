"""Wrong configuration is told at the start, with the mend.

System checks (`osnowa check`) ask only settings. What needs the database (`refuse_...`) is asked by the commands
that start something: prepare, serve, worker.
"""

import ipaddress
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004  Django's own name
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host
from django.utils.module_loading import import_string

from osnowa.programme.models import Programme
from osnowa.project import running
from osnowa.project.environment import NO_DATABASE, host_of

MODES = {"demonstration", "production", "test"}
SHORTEST_SECRET = 50
FEWEST_LETTERS = 5
SQLITE_FULL = 2


@register()
def check_mode(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:  # noqa: ARG001
    found: list[CheckMessage] = []
    if settings.MODE not in MODES:
        hint = "Set OSNOWA_MODE to production (or demonstration for a try on your own machine)."
        found.append(Error(f"OSNOWA_MODE is {settings.MODE!r}.", hint=hint, id="osnowa.E001"))
    if settings.DEMONSTRATION and settings.HTTPS:
        hint = "Set OSNOWA_MODE=production, or take the https address out of OSNOWA_URL."
        message = "The demonstration has one-click ways in and must not stand behind a public address."
        found.append(Error(message, hint=hint, id="osnowa.E002"))
    if settings.MODE == "production" and settings.DEBUG:
        message = "OSNOWA_DEBUG shows settings and data to everybody who meets an error."
        found.append(Error(message, hint="Take OSNOWA_DEBUG away.", id="osnowa.E003"))
    if settings.MODE == "production" and not settings.HTTPS and not is_loopback(host_of(settings.BASE_URL)):
        hint = "Set OSNOWA_URL to the https address that people type."
        message = "Without HTTPS sign-in cookies travel readable."
        found.append(Warning(message, hint=hint, id="osnowa.W004"))
    return found


@register()
def check_environment(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:  # noqa: ARG001
    """What could not be understood when settings were read, and names that nothing asks for."""
    environment = settings.ENVIRONMENT
    refused = [Error(problem.words, hint=problem.mend, id="osnowa.E010") for problem in environment.problems]
    unknown = [
        Warning(problem.words, hint=problem.mend, id="osnowa.W013") for problem in environment.unknown()
    ]
    return [*refused, *unknown]


@register()
def check_hosts(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:  # noqa: ARG001
    host = host_of(settings.BASE_URL)
    if not validate_host(host, settings.ALLOWED_HOSTS):
        hint = f"Add it, or leave OSNOWA_HOSTS out: OSNOWA_HOSTS={host}"
        message = f"OSNOWA_HOSTS does not name {host}, the host of OSNOWA_URL: its visitors would only see an error."
        return [Error(message, hint=hint, id="osnowa.E011")]
    if settings.MODE == "production" and "*" in settings.ALLOWED_HOSTS:
        hint = "Name the hosts, by comma, or leave OSNOWA_HOSTS out."
        return [Warning("OSNOWA_HOSTS takes every name (*).", hint=hint, id="osnowa.W012")]
    return []


@register()
def check_folders(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:  # noqa: ARG001
    found: list[CheckMessage] = []
    for name, wanted in (("OSNOWA_HOME", settings.HOME), ("OSNOWA_STATIC", Path(settings.STATIC_ROOT))):
        there = next(path for path in (wanted, *wanted.parents) if path.exists())
        if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
            hint = "Give it to the user who runs Osnowa (chown osnowa), or set another folder."
            message = f"{name} is {wanted}, and this user may not write in {there}."
            found.append(Error(message, hint=hint, id="osnowa.E014"))
    return found


@register()
def check_user(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:  # noqa: ARG001
    owner = running.owner_if_not_us(settings.HOME)
    if not owner:
        return []
    hint = f"Run it as that user: sudo -u {owner} ... (docs/operating.md)"
    message = (
        f"You are root, and OSNOWA_HOME belongs to {owner}: what you write now, Osnowa may not read later."
    )
    return [Warning(message, hint=hint, id="osnowa.W016")]


@register()
def check_mail(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:  # noqa: ARG001
    try:
        import_string(settings.EMAIL_BACKEND)
    except ImportError:
        hint = "Leave OSNOWA_EMAIL_BACKEND out: EMAIL_URL says how letters are sent."
        message = f"OSNOWA_EMAIL_BACKEND is {settings.EMAIL_BACKEND!r}, which does not exist."
        return [Error(message, hint=hint, id="osnowa.E015")]
    return []


@register()
def check_secret(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:  # noqa: ARG001
    key = settings.SECRET_KEY
    if settings.MODE != "production" or (len(key) >= SHORTEST_SECRET and len(set(key)) >= FEWEST_LETTERS):
        return []
    hint = "Leave OSNOWA_SECRET_KEY out: a good one is made and kept in OSNOWA_HOME/secret_key."
    return [Error("OSNOWA_SECRET_KEY is too short to be secret.", hint=hint, id="osnowa.E005")]


@register()
def check_database_settings(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001
    **options: Any,  # noqa: ARG001
) -> list[CheckMessage]:
    database = settings.DATABASES["default"]
    if database["ENGINE"] in {"django.db.backends.postgresql", NO_DATABASE["ENGINE"]}:
        return []  # a DATABASE_URL that could not be understood has been told
    if database["ENGINE"] != "osnowa.lib.sqlite3":
        hint = "DATABASE_URL takes sqlite:////path or postgres://user:password@host/name."
        message = f"Osnowa does not know the database {database['ENGINE']!r}."
        return [Error(message, hint=hint, id="osnowa.E006")]
    options_ = database.get("OPTIONS", {})
    words = options_.get("init_command", "")
    wanted = ["journal_mode=WAL"] if settings.TESTING else ["journal_mode=WAL", "synchronous=FULL"]
    if settings.LOCKS_OFF_TO_SHOW_THE_RACE:  # the control of the race tests; never set in production
        return []
    if options_.get("transaction_mode") == "IMMEDIATE" and all(word in words for word in wanted):
        return []
    hint = (
        "Do not override DATABASES: places would be given twice, or a confirmed sign-up lost in a power cut."
    )
    return [Error("SQLite is not set to IMMEDIATE, WAL and FULL.", hint=hint, id="osnowa.E007")]


@register()
def check_messages(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:  # noqa: ARG001
    missing = [
        str(po.relative_to(folder))
        for folder in (Path(app.path) for app in apps.get_app_configs() if app.name.startswith("osnowa."))
        for po in folder.glob("locale/*/LC_MESSAGES/django.po")
        if not po.with_suffix(".mo").exists()
    ]
    if not missing:
        return []
    message = f"{len(missing)} translations are not compiled; pages would be half English."
    return [Warning(message, hint="Run: make setup", id="osnowa.W008")]


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host in {"localhost", ""}:
        return host == "localhost"
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_damaged_database() -> None:
    """Raise CommandError where the SQLite file is damaged: going on would make it worse."""
    if connection.vendor != "sqlite":
        return
    path = Path(str(connection.settings_dict["NAME"]))
    if not path.exists():
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(3)")
            said = [str(row[0]) for row in cursor.fetchall()]
    except DatabaseError as error:
        said = [str(error)]
    if said == ["ok"]:
        return
    raise CommandError(
        f"The database file is damaged: {path}\n  "
        + "\n  ".join(said[:3])
        + "\nOsnowa does not start, so that nothing "
        "gets worse. What to do:\n"
        "  1. put the last backup in its place: osnowa restore /your/backup.zip   (the damaged file is kept aside)\n"
        f"  2. without a backup, keep the damaged file: mv {path} {path}.damaged   (and {path}-wal, {path}-shm where "
        "they exist)\n"
        f"     and save what can be read:  sqlite3 {path}.damaged .recover | sqlite3 {path}\n"
        "See docs/operating.md, Backup and restore."
    )


def hold_installation() -> None:
    """Say, until this process ends, that the installation is at work. Raise CommandError where a restore forbids it."""
    if (settings.HOME / running.UNFINISHED).exists():
        raise CommandError(
            f"A restore on {settings.HOME} was interrupted, so half of it is old. Run it again: osnowa restore FILE\n"
            f"(Or put back by hand what lies in {settings.HOME}/before-restore-..., then remove "
            f"{settings.HOME / running.UNFINISHED}.)"
        )
    try:
        running.hold_while_at_work(settings.HOME)
    except running.Taken as error:
        raise CommandError("A restore is going on. Start again when it has ended.") from error


def refuse_absent_database() -> None:
    """Raise CommandError where the database does not answer."""
    try:
        connection.ensure_connection()
    except (DatabaseError, OSError) as error:
        if connection.vendor == "sqlite":
            return  # said better by refuse_damaged_database
        raise CommandError(
            f"The database does not answer: {str(error).strip()}\n"
            "Is PostgreSQL running, does the database exist, and are name and password in DATABASE_URL right?"
        ) from error


def refuse_old_tables() -> None:
    """Raise CommandError where migrations wait, instead of a page that fails later."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date. Run: osnowa prepare")


def refuse_weak_sqlite() -> None:
    """Raise CommandError where the file system does not give what SQLite was asked for."""
    if connection.vendor != "sqlite" or settings.TESTING:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        synchronous = cursor.fetchone()[0]
    if (journal, synchronous) != ("wal", SQLITE_FULL):
        raise CommandError(
            f"SQLite runs with journal_mode={journal}, synchronous={synchronous} instead of wal and {SQLITE_FULL}. "
            "Put OSNOWA_HOME on a local disk: network folders cannot do it. Or take PostgreSQL."
        )


def refuse_mixed_data(host: str) -> None:
    """Raise CommandError where the demonstration would be reachable or meet real data, or the other way round."""
    holds_demonstration = Programme.objects.exclude(example_note="").exists()
    if settings.DEMONSTRATION:
        if not is_loopback(host):
            raise CommandError(
                f"The demonstration has one-click ways in, so it is served on this machine only, not on {host}. "
                "Leave --host out, or set OSNOWA_MODE=production with a database of its own."
            )
        if Programme.objects.exists() and not holds_demonstration:
            raise CommandError(
                "This database holds real programmes, and the demonstration would open them to everybody. "
                "Name another folder: OSNOWA_HOME=/some/folder make run"
            )
    elif settings.MODE == "production" and holds_demonstration:
        raise CommandError(
            "This database holds the demonstration: invented people and organisations. "
            "Begin with an empty one: set OSNOWA_HOME or DATABASE_URL, then run: osnowa prepare"
        )
