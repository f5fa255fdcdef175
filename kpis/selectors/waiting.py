"""What waits in a place whoever holds the posts there: the home page tells it, a handover too."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from common.clock import today
from common.thai import fiscal
from kpis.models import Card
from kpis.openings import Opening
from kpis.selectors.rounds import TO_REPORT
from kpis.services.criteria import weight_text


def stands(opening: Opening, state: str) -> bool:
    """Whether something can be done about a line, or its last day has passed without it.

    What is to be certified or verified waits also after a round has closed.
    """
    if opening.is_open or state not in TO_REPORT:
        return True
    return opening.closes < today()


def draft_cards(areas: Collection[int]) -> QuerySet[Card, Any]:
    """Cards of this and coming years with lines that are not agreed yet; each has its weight."""
    current = Q(criteria__superseded_on__isnull=True)
    weight = DecimalField(max_digits=9, decimal_places=4)
    cards: QuerySet[Card, Any] = Card.objects.filter(
        area__in=areas, status=Card.Status.DRAFT, fiscal_year__gte=fiscal.fiscal_year(today())
    )
    counted = cards.annotate(
        lines=Count("criteria", filter=current),
        weight=Coalesce(Sum("criteria__weight", filter=current), Value(0), output_field=weight),
    )
    found = counted.filter(lines__gt=0).select_related("area", "agency")
    return found.order_by("fiscal_year", "pk")


def weights(total: Decimal) -> str:
    """How far a draft is from being agreed."""
    if total == 100:
        return _("น้ำหนักรวม 100.00 พร้อมตกลง")
    return _("น้ำหนักรวม %(total)s ต้องเป็น 100.00 จึงจะตกลงได้") % {"total": weight_text(total)}
