"""What can still be put on a card: the register without what stands there already."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from common.thai.text import search_key
from kpis.models import Card, Indicator

A_PAGE = 50


@dataclass(frozen=True)
class Choosing:
    """One page of the indicators that can be chosen, those of the card's agency first."""

    page: Page[Any]
    q: str
    number: int


def choosing(card: Card, q: str, page: str | None) -> Choosing:
    """The indicators in use that are not on the card; one query."""
    on_card = card.criteria.current().values("indicator")
    rows = (
        Indicator.objects.in_use()
        .filter(area=card.area_id)
        .exclude(pk__in=on_card)
        .select_related("collector__agency", "agency")
        .order_by("code")
    )
    words = [search_key(word) for word in q.split()]
    found = [
        one
        for one in rows
        if all(word in search_key(f"{one.code} {one.name_th} {one.name_en}") for word in words)
    ]
    found.sort(key=lambda one: not _own(one, card))
    return Choosing(Paginator(found, A_PAGE).get_page(page), q, len(found))


def _own(one: Indicator, card: Card) -> bool:
    """Whether an indicator is of the agency whose card it is."""
    if card.agency_id is None:
        return one.kind != Indicator.Kind.AGREEMENT
    collecting = one.collector.agency_id if one.collector else None
    return card.agency_id in (one.agency_id, collecting)
