"""What every governed queryset has in common."""

from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404

Row = TypeVar("Row", bound=Model)


def one_or_404(rows: "QuerySet[Row]", **lookup: object) -> Row:
    """The one row, or "not found": outside the scope and not existing read the same."""
    try:
        return rows.get(**lookup)
    except (ObjectDoesNotExist, ValueError):
        raise Http404 from None
