"""The demonstration, laid once for a run of tests: telling its story takes as long as ten of them."""

import shutil
import sqlite3
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection


def lay_demonstration(kept: Path, media: Path) -> None:
    """Lay it into the test's database and `media`. On SQLite what was laid first is copied from the folder `kept`.

    PostgreSQL tells the story each time: there a copy would need a database of its own.
    """
    rows = kept / "rows.sqlite3"
    if connection.vendor == "sqlite" and rows.exists():
        connection.ensure_connection()
        _copy(sqlite3.connect(rows), connection.connection)
        ContentType.objects.clear_cache()  # their numbers are those of the copy
        shutil.copytree(kept / "media", media, dirs_exist_ok=True)
        return
    call_command("demonstration", verbosity=0)
    if connection.vendor == "sqlite":
        _copy(connection.connection, sqlite3.connect(rows))
        media.mkdir(parents=True, exist_ok=True)
        shutil.copytree(media, kept / "media")


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target)
    (source if source is not connection.connection else target).close()
