"""SQLite: copied by its own backup interface, whole while others write. Never by copying the file."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from osnowa.project.backup.archive import TABLE, BackupRefused, Manifest

PARTS = ("", "-wal", "-shm")  # of a database; "-line" holds nothing (lib.sqlite3)
PATIENCE = 60  # seconds


def path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def dump(target: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Copy the database into `target` as one file; rows by table and migrations by app, as they are in the copy.

    Raises BackupRefused where there is no database, or a damaged one: a backup of it would help nobody.
    """
    source = path()
    if not source.is_file():
        raise BackupRefused(f"There is no database yet: {source}. Run first: osnowa init")
    try:
        with (
            closing(
                sqlite3.connect(f"file:{quote(str(source))}?mode=rw", uri=True, timeout=PATIENCE)
            ) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)  # in one step: whoever writes meanwhile is not in it, and does not wait
            copy.execute("PRAGMA journal_mode=DELETE")
        found = inspected(target)
    except sqlite3.Error as error:
        raise BackupRefused(
            f"The database cannot be copied: {error}. To see whether it is damaged, run: osnowa prepare"
        ) from error
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return found


def inspected(file: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Rows by table and migrations by app of a database that nobody else uses. Raises BackupRefused for damage."""
    with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as database:
        said = database.execute("PRAGMA integrity_check(3)").fetchall()
        if said != [("ok",)]:
            raise BackupRefused("The database is damaged: " + "; ".join(str(line[0]) for line in said))
        tables = [
            name
            for name, words in database.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
            )
            if TABLE.fullmatch(name) and "VIRTUAL TABLE" not in words[:40].upper()
        ]
        rows = {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  a name that TABLE let through
            for name in tables
        }
        migrations: dict[str, list[str]] = {}
        if "django_migrations" in tables:
            for app, name in database.execute("SELECT app, name FROM django_migrations ORDER BY app, name"):
                migrations.setdefault(app, []).append(name)
    return rows, migrations


def refuse_unlike(file: Path, manifest: Manifest) -> None:
    """Raise BackupRefused where an unpacked database is not the one that the manifest speaks of."""
    try:
        rows, migrations = inspected(file)
    except sqlite3.Error as error:
        raise BackupRefused(
            f"The database in the backup is damaged: {error}. Take another backup."
        ) from error
    if rows != manifest.rows or migrations != manifest.migrations:
        raise BackupRefused(
            "The database in the backup is not the one that its manifest describes. Take another backup."
        )
