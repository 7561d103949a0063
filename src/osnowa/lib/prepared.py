"""Queries whose SQL is made once per process.

Making SQL of a query costs Django more than the database needs to answer it: a third of a sign-up. The busiest queries
always look the same but for a few values, so their SQL is kept, and the values are put in.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")

# What stands in the SQL's parameters until the values come. No query of ours has such a constant.
_PLACES: dict[type, Callable[[int], Any]] = {
    int: lambda number: -987_654_300 - number,
    str: lambda number: f"place-of-value-{number}",
    dt.datetime: lambda number: dt.datetime(9000, 1, 1 + number, tzinfo=dt.UTC),
}


def _twin(thing: Any) -> Any:
    """A shallow copy, without the questions that `copy.copy` asks first: this runs at every query of a sign-up."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__)
    return twin


class Prepared(Generic[Row]):
    """A query by some values.

    `build`: makes the QuerySet from the values by name; called once for each database, so nothing else in it may
    differ between two calls (no `clock.now()`). `kinds`: name of each value -> int, str or datetime.
    Raises LookupError where a value does not reach the SQL: then the query cannot be prepared.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **kinds: type) -> None:
        self.build = build
        self.kinds = kinds
        self._made: dict[
            str, tuple[QuerySet[Any, Row], SQLCompiler, str, list[Any], list[tuple[int, str]]]
        ] = {}

    def rows(self, **values: Any) -> Iterator[Row]:
        """The rows for these values. None is no value: SQL asks for it in other words."""
        alias = "default"
        if alias not in self._made:
            self._made[alias] = self._make(alias)
        queryset, compiler, sql, kept, places = self._made[alias]
        connection = connections[alias]
        parameters = kept.copy()
        for position, name in places:
            value = values[name]
            parameters[position] = (
                connection.ops.adapt_datetimefield_value(value) if isinstance(value, dt.datetime) else value
            )
        ready = _twin(compiler)
        ready.connection = connection
        ready.as_sql = lambda *_args, **_kwargs: (sql, tuple(parameters))  # type: ignore[method-assign]
        query = _twin(queryset.query)
        query.get_compiler = lambda *_args, **_kwargs: ready  # type: ignore[method-assign]
        # What follows the main query (prefetch_related and the like) is in the other attributes
        found = _twin(queryset)
        found._query = query  # noqa: SLF001  # type: ignore[attr-defined]  # setting `query` asks more of it
        found._result_cache = None  # noqa: SLF001
        return iter(found)

    def first(self, **values: Any) -> Row | None:
        """The first row for these values, or None. `build` says which one and how many: nothing is cut off here."""
        return next(self.rows(**values), None)

    def _make(
        self, alias: str
    ) -> tuple[QuerySet[Any, Row], SQLCompiler, str, list[Any], list[tuple[int, str]]]:
        connection = connections[alias]
        stand_ins = {name: _PLACES[kind](number) for number, (name, kind) in enumerate(self.kinds.items())}
        queryset = self.build(**stand_ins)
        compiler = queryset.query.get_compiler(using=alias)
        sql, parameters = compiler.as_sql()
        names = {
            connection.ops.adapt_datetimefield_value(value) if isinstance(value, dt.datetime) else value: name
            for name, value in stand_ins.items()
        }
        # Which column is read how hangs on the query alone; Django would work it out for every reading
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        compiler.get_converters = lambda _columns: converters  # type: ignore[method-assign]
        places = [(number, names[value]) for number, value in enumerate(parameters) if value in names]
        missing = self.kinds.keys() - {name for _number, name in places}
        if missing:
            raise LookupError(f"Not in the SQL: {', '.join(sorted(missing))}")
        return queryset, compiler, sql, list(parameters), places
