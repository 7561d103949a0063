"""PostgreSQL: pg_dump in the snapshot in which rows are counted; brought back in one transaction, or not at all.

Old tables are not dropped: they move into a schema of their own, whose name begins with KEPT.
"""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from osnowa.project.backup.archive import TABLE, BackupRefused, Manifest

KEPT = "osnowa_before_"

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
MOVE = """
CREATE SCHEMA "{aside}";
DO $move$
DECLARE thing record;
BEGIN
  FOR thing IN
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
  LOOP
    EXECUTE format('ALTER TABLE public.%I SET SCHEMA "{aside}"', thing.relname);
  END LOOP;
END
$move$;
"""
COUNT = """
  SELECT count(*) INTO found FROM public."{table}";
  IF found <> {count} THEN RAISE EXCEPTION 'table {table}: % rows instead of {count}', found; END IF;
"""


def dump(target: Path) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Dump the database into `target`; rows by table and migrations by app, as they are in the dump.

    Raises BackupRefused where the client tools are absent or refuse.
    """
    refuse_absent_tools("pg_dump")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            [snapshot] = cursor.fetchone()
            cursor.execute(TABLES)
            rows = {}
            for table in [name for (name,) in cursor.fetchall() if TABLE.fullmatch(name)]:
                cursor.execute(f'SELECT count(*) FROM public."{table}"')  # noqa: S608  a name that TABLE let through
                rows[table] = cursor.fetchone()[0]
            if "django_migrations" not in rows:
                raise BackupRefused("There are no tables yet. Run first: osnowa init")
            cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
            migrations: dict[str, list[str]] = {}
            for app, name in cursor.fetchall():
                migrations.setdefault(app, []).append(name)
            _run(
                "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--schema=public", "--extension=*",
                f"--snapshot={snapshot}", f"--file={target}",
            )  # fmt: skip
    except DatabaseError as error:
        raise BackupRefused(_away(error)) from error
    return rows, migrations


def refuse_absent_tools(*names: str) -> None:
    """Raise BackupRefused where PostgreSQL's client programs are not on this machine."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        raise BackupRefused(
            f"PostgreSQL's client tools are not on this machine ({', '.join(missing)}). "
            "Install them: apt install postgresql-client"
        )


def refuse_others_connected() -> None:
    """Raise BackupRefused where somebody else uses the database, perhaps from another machine."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            [others] = cursor.fetchone()
    except DatabaseError as error:
        raise BackupRefused(_away(error)) from error
    if others:
        raise BackupRefused(
            f"Somebody else uses the database ({others} connections). Stop Osnowa on every machine, "
            "end other programs that are connected, then restore."
        )


def is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return cursor.fetchone() is None


def script(dumped: Path, manifest: Manifest, aside: str) -> list[Path]:
    """Write, beside an unpacked dump, what brings it back: old tables aside (where named), the dump, the counting.

    Raises BackupRefused where the dump cannot be read.
    """
    refuse_absent_tools("pg_restore", "psql")
    listing = _run("pg_restore", "--list", str(dumped))
    wanted, tables = dumped.with_name("wanted.list"), dumped.with_name("tables.sql")
    wanted.write_text(
        "".join(line for line in listing.splitlines(keepends=True) if " SCHEMA - public " not in line),
        encoding="utf-8",
    )
    _run(
        "pg_restore", "--no-owner", "--no-privileges", "--no-comments", f"--use-list={wanted}", f"--file={tables}",
        str(dumped),
    )  # fmt: skip
    before, after = dumped.with_name("before.sql"), dumped.with_name("after.sql")
    before.write_text(MOVE.format(aside=aside) if aside else "", encoding="utf-8")
    counts = "".join(COUNT.format(table=table, count=count) for table, count in manifest.rows.items())
    after.write_text(f"DO $count$\nDECLARE found bigint;\nBEGIN\n{counts}\nEND\n$count$;\n", encoding="utf-8")
    return [before, tables, after]


def load(files: list[Path]) -> None:
    """Run these scripts in one transaction. Raises BackupRefused, and nothing has happened, where one of them fails."""
    connection.close()
    _run(
        "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null",
        *(f"--file={file}" for file in files),
    )  # fmt: skip


def _run(*command: str) -> str:
    settings = connection.settings_dict
    names = {
        "PGDATABASE": "NAME",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
    }
    given = {variable: str(settings[name]) for variable, name in names.items() if settings.get(name)}
    options = {
        f"PG{name.upper()}": str(value)
        for name, value in settings.get("OPTIONS", {}).items()
        if name.startswith("ssl")
    }
    done = subprocess.run(  # noqa: S603  PostgreSQL's own tools, no shell
        command,
        env={**os.environ, **given, **options, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BackupRefused(f"{command[0]} says: {done.stderr.strip()[-600:]}")
    return done.stdout


def _away(error: Exception) -> str:
    return f"The database does not answer: {str(error).strip()}\nIs PostgreSQL running, and is DATABASE_URL right?"
