"""Queries that every page asks, composed once a process.

Django takes longer to compose such a query than PostgreSQL to answer it. So it is composed once,
from a queryset like any other, with blanks where a page's own values go; asking fills them in.
PostgreSQL prepares it as well. Only the words of the question are kept, never an answer.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from psycopg.types.numeric import Int8

Row = TypeVar("Row", bound=Model)
Values = tuple[Any, ...]

SOME_DAY = dt.date.min
"""A blank for a day."""

_LARGEST_YEAR = 32_767


def some_ids(count: int) -> list[int]:
    """Blanks for primary keys: numbers that no row has."""
    return [-number for number in range(1, count + 1)]


def some_years(count: int) -> list[int]:
    """Blanks for fiscal years, which are never negative in a condition."""
    return [_LARGEST_YEAR - number for number in range(count)]


def filled(blanks: Iterable[Any], values: Iterable[Any]) -> dict[Any, Any]:
    """What goes into which blank, one for one."""
    return dict(zip(blanks, values, strict=True))


class Composed(Generic[Row]):
    """A question with blanks, from a queryset of objects or of `values_list`."""

    def __init__(self, rows: "QuerySet[Row, Any]") -> None:
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, self._values = compiler.as_sql()
        # A statement that begins with SELECT writes nothing, so the trail adds nothing to it.
        self._sql = f"SELECT * FROM ({sql}) AS found" if sql.startswith("(") else sql  # noqa: S608 - Django's own
        columns = [column for column, _, _ in compiler.select[: compiler.col_count]]
        self._conversions = list(compiler.get_converters(columns).items())
        self._model = rows.model
        own = [field.attname for field in rows.model._meta.concrete_fields]
        self._own, self._added = own, list(rows.query.annotation_select)

    def asked(self, given: Mapping[Any, Any]) -> list[Values]:
        """The answer as PostgreSQL gives it; one query."""
        values = [_typed(given[one]) if one in given else one for one in self._values]
        try:
            return self._fetched(values)
        except NotSupportedError:  # a column has changed its type since the question was prepared
            if connection.in_atomic_block:
                raise
            connection.close()
            return self._fetched(values)

    def _fetched(self, values: Sequence[Any]) -> list[Values]:
        with _cursor() as cursor:
            cursor.execute(self._sql, values)
            return cursor.fetchall()

    def converted(self, rows: Sequence[Values]) -> Sequence[Sequence[Any]]:
        """The same as Django gives it: JSON read, and so on."""
        if not self._conversions:
            return rows
        found = [list(row) for row in rows]
        for place, (functions, column) in self._conversions:
            for row in found:
                for function in functions:
                    row[place] = function(row[place], column, connection)
        return found

    def objects(self, given: Mapping[Any, Any]) -> list[Row]:
        """The answer as objects of the model, with what the queryset annotates; one query."""
        count, found = len(self._own), []
        for row in self.converted(self.asked(given)):
            one = self._model.from_db(connection.alias, self._own, row[:count])
            for name, value in zip(self._added, row[count:], strict=True):
                setattr(one, name, value)
            found.append(one)
        return found


def _cursor() -> CursorWrapper:
    """A cursor that sends the question and its values apart from each other.

    So PostgreSQL knows a question again that it was asked before on this connection, and neither
    reads nor plans it anew (`prepare_threshold` in the settings). Django's own cursors write the
    values into the question.
    """
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
        wrapped: CursorWrapper = connection._prepare_cursor(cursor)  # type: ignore[attr-defined]
    return wrapped


def _typed(value: Any) -> Any:
    """A number as wide as keys are: it must not be another question with each size of number."""
    return Int8(value) if type(value) is int else value
