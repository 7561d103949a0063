"""The two databases side by side: how a list is asked for, how words are matched.

Words are matched by a `Match`: every inner tuple is one word of the search in all its forms, any of which will do; an
entry must have a form of each. Forms are folded words, letters and digits only, so they need no escaping beyond quotes.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

CROWD = 500  # entries that PostgreSQL puts in order
Match = Sequence[Sequence[str]]
SELECT = "SELECT e.id, e.kind, e.facets, e.title_words FROM"
Row = tuple[int, str, dict[str, list[str]], str]
Where = tuple[str, list[Any]]  # a piece of SQL and its parameters


def rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def among(column: str, values: Sequence[Any]) -> Where:
    """`column` is one of many values, all numbers or all words."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s::{'bigint' if isinstance(values[0], int) else 'text'}[])", [_array(values)]
    return f"{column} IN ({','.join(['%s'] * len(values))})", list(values)


def among_many(column: str, values: Sequence[str]) -> Where:
    """`among` for words by the hundred: PostgreSQL would weigh each of them while it plans, longer than it looks."""
    if connection.vendor == "postgresql":
        return f"{column} IN (SELECT unnest(%s::text[]))", [_array(values)]
    return among(column, values)


def _array(values: Sequence[Any]) -> str:
    """PostgreSQL's own way to write a list: one value for the driver, which looks at a list value by value."""
    if isinstance(values[0], int):
        return "{" + ",".join(map(str, values)) + "}"
    joined = '","'.join(values)
    if "\\" in joined or joined.count('"') > 2 * (
        len(values) - 1
    ):  # words of ours have neither, what is typed may
        joined = '","'.join(one.replace("\\", "\\\\").replace('"', '\\"') for one in values)
    return '{"' + joined + '"}'


def begins(column: str, start: str) -> Where:
    """`column` begins with a folded word, by the index of its plain order."""
    if connection.vendor == "postgresql":
        return f"{column} LIKE %s", [f"{start}%"]
    return f"{column} >= %s AND {column} < %s", [start, start + "\U0010ffff"]


def contains(column: str, part: str) -> Where:
    """`column` has this in it, letter for letter."""
    return f"{'strpos' if connection.vendor == 'postgresql' else 'instr'}({column}, %s) > 0", [part]


def counted_anew() -> None:
    """After many changes: the database looks again at how its tables are filled."""
    with connection.cursor() as cursor:
        for table in ("lib_searchentry", "lib_searchword", "lib_searchkey"):
            cursor.execute(f"ANALYZE {table}")


def add_documents(change: Sequence[tuple[str, int]]) -> None:
    """Each word stands in so many entries more, or less: words that are there already."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # one question for all: it is asked over a line
            cursor.execute(
                "UPDATE lib_searchword w SET documents = documents + c.number "
                "FROM unnest(%s::text[], %s::int[]) AS c (form, number) WHERE w.form = c.form",
                [_array([form for form, _number in change]), _array([number for _form, number in change])],
            )
        else:
            cursor.executemany(
                "UPDATE lib_searchword SET documents = documents + %s WHERE form = %s",
                [(number, form) for form, number in change],
            )


def matching(
    any_of: Sequence[Match], *, only_title: bool, where: Where, ordered: bool, limit: int
) -> list[Row]:
    """Entries that satisfy one of the matches: id, kind, facets, title_words. `ordered`: the likeliest first.

    `where`: more conditions on `e`, each beginning with AND.
    """
    ask = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    found = ask(any_of, only_title=only_title, where=where, ordered=ordered, limit=limit)
    return [
        (pk, kind, json.loads(facets) if facets != "{}" else {}, title) for pk, kind, facets, title in found
    ]


def _on_sqlite(
    any_of: Sequence[Match], *, only_title: bool, where: Where, ordered: bool, limit: int
) -> list[tuple[Any, ...]]:
    expression = _expression(any_of, " OR ", " AND ", '"')
    if only_title:
        expression = "{title_words} : " + f"({expression})"
    order = "ORDER BY bm25(lib_search_fts, 5.0, 1.0)" if ordered else ""
    return rows(
        f"{SELECT} lib_search_fts JOIN lib_searchentry e ON e.id = lib_search_fts.rowid "
        f"WHERE lib_search_fts MATCH %s {where[0]} {order} LIMIT %s",
        [expression, *where[1], limit],
    )


def _on_postgresql(
    any_of: Sequence[Match], *, only_title: bool, where: Where, ordered: bool, limit: int
) -> list[tuple[Any, ...]]:
    expression = _expression(any_of, " | ", " & ", "'")
    column = "e.title_vector" if only_title else "e.all_vector"
    matched = f"lib_searchentry e WHERE {column} @@ %s::tsquery {where[0]} LIMIT %s"
    if not ordered:
        return rows(f"{SELECT} {matched}", [expression, *where[1], limit])
    return rows(  # ts_rank unpacks every vector: of a crowd, so many are looked at and no more
        f"{SELECT} (SELECT * FROM {matched}) e ORDER BY ts_rank(e.all_vector, %s::tsquery, 1) DESC LIMIT %s",  # noqa: S608
        [expression, *where[1], CROWD, expression, limit],
    )


def _expression(any_of: Sequence[Match], either: str, both: str, quote: str) -> str:
    return either.join(
        "("
        + both.join("(" + either.join(f"{quote}{form}{quote}" for form in forms) + ")" for forms in match)
        + ")"
        for match in any_of
    )
