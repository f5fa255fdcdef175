"""What every governed queryset has in common."""

from typing import Protocol, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404

Row = TypeVar("Row", bound=Model)


class Scoped(Protocol):
    """A queryset that can be narrowed to what one person may see."""

    def visible_to(self, user: object) -> "QuerySet[Model]": ...


def one_or_404(rows: "QuerySet[Row]", **lookup: object) -> Row:
    """The one row, or "not found": outside the scope and not existing read the same."""
    try:
        return rows.get(**lookup)
    except (ObjectDoesNotExist, ValueError):
        raise Http404 from None
