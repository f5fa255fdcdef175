"""New versions of a row: told by what is different in them, not as rows that came from nowhere."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import JSONField, Q
from django.db.models.expressions import RawSQL

from accounts.models import WorkflowMove
from accounts.trail.change import Change, ExactDecoder
from common.trail import GOVERNED, Governed

Row = dict[str, Any]


def earlier_rows(entries: Iterable[Change | WorkflowMove]) -> dict[int, Row]:
    """Of each change that added a later version, the version before it: {change: row}.

    One query for each kind that has versions and one added. A version that has been deleted since
    is not found; the addition is then told as such.
    """
    added: dict[str, list[Change]] = {}
    for row in entries:
        if isinstance(row, Change) and _is_later(row):
            added.setdefault(row.subject, []).append(row)
    found: dict[int, Row] = {}
    for label, changes in added.items():
        found |= _found(GOVERNED[label], changes)
    return found


def _is_later(change: Change) -> bool:
    entry = GOVERNED.get(change.subject)
    return (
        entry is not None
        and bool(entry.versions_of)
        and change.verb == Change.Verb.INSERT
        and (change.after or {}).get("version", 1) > 1
    )


def _found(entry: Governed, changes: list[Change]) -> dict[int, Row]:
    columns = (*entry.versions_of, "version")
    wanted = {change.pk: _key(change.after or {}, columns) for change in changes}
    before = {pk: (*key[:-1], key[-1] - 1) for pk, key in wanted.items()}
    asked = reduce(or_, (Q(**dict(zip(columns, key, strict=True))) for key in before.values()))
    table = entry.model._meta.db_table
    rows: Any = entry.model._base_manager.filter(asked).annotate(
        as_json=RawSQL(f'to_jsonb("{table}")', [], output_field=JSONField(decoder=ExactDecoder))  # noqa: S611
    )
    known = {_key(row, columns): row for row in rows.values_list("as_json", flat=True)}
    return {pk: known[key] for pk, key in before.items() if key in known}


def _key(row: Row, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[column] for column in columns)
