"""An index beside the live one: temporary tables that hide those of the same names from this connection only.

What is put there is found there; readers and writers of the live index notice nothing, and a process that dies leaves
nothing behind.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Temporary tables of PostgreSQL have memory of their own, 8 MB where nobody asks; once used, it stays as it is
MEMORY = "SELECT set_config('temp_buffers', '128MB', false) WHERE pg_my_temp_schema() = 0"
TABLES = ("lib_searchentry", "lib_searchword", "lib_searchkey")


@contextmanager
def scratch_index() -> Iterator[None]:
    """An empty index for as long as the block lasts. Where an installation was never prepared, tables of their own:
    in memory (SQLite), or temporary ones (PostgreSQL).
    """
    if not _is_prepared():
        with _in_memory() if connection.vendor == "sqlite" else _all_temporary():
            yield
        return
    making, ending = _on_postgresql() if connection.vendor == "postgresql" else _on_sqlite()
    with connection.cursor() as cursor:
        for statement in making:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in ending:
                cursor.execute(statement)


def _is_prepared() -> bool:
    """Are there tables to imitate? Nothing is made by asking."""
    name = connection.settings_dict["NAME"]
    is_there = connection.vendor != "sqlite" or "memory" in str(name) or Path(name).exists()
    return is_there and TABLES[0] in connection.introspection.table_names()


@contextmanager
def _in_memory() -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = ":memory:"
    try:
        _migrate()
        yield
    finally:
        connection.settings_dict["NAME"] = name
        connection.close()


@contextmanager
def _all_temporary() -> Iterator[None]:
    """Whatever is made in this connection is temporary, and gone with it."""
    connection.close()
    try:
        with connection.cursor() as cursor:
            cursor.execute(MEMORY)
            cursor.execute("SET search_path = pg_temp")
        _migrate()
        yield
    finally:
        connection.close()


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("lib"))


def _on_postgresql() -> tuple[list[str], list[str]]:
    return (
        [
            MEMORY,
            *(f"CREATE TEMPORARY TABLE {table} (LIKE {table} INCLUDING ALL)" for table in TABLES),
        ],
        [f"DROP TABLE pg_temp.{table}" for table in TABLES],
    )


def _on_sqlite() -> tuple[list[str], list[str]]:
    """The same statements with which the live index was made, said of the temporary schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM main.sqlite_master "
            "WHERE sql IS NOT NULL AND name NOT LIKE 'lib_search_fts_%%' "
            "AND (tbl_name IN (%s, %s, %s) OR name = 'lib_search_fts')",
            TABLES,
        )
        made = cursor.fetchall()
    order = {"table": 0, "index": 1, "trigger": 2}
    making = []
    for kind, name, statement in sorted(made, key=lambda row: (order[row[0]], row[1] == "lib_search_fts")):
        beginning = {
            "table": r"CREATE (VIRTUAL )?TABLE ",
            "index": r"CREATE (UNIQUE )?INDEX ",
            "trigger": r"CREATE ()TRIGGER ",
        }[kind]
        making.append(
            re.sub(beginning, lambda found: f"{found[0]}temp.", statement, count=1).replace(
                "temp.temp.", "temp."
            )
        )
        assert name in making[-1]
    return making, [
        "DROP TABLE temp.lib_search_fts",
        *(f"DROP TABLE temp.{table}" for table in reversed(TABLES)),
    ]
