"""What can still be put on a card, and under which entries of the plan its lines may stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator

from common.thai.text import search_key
from kpis.models import Card, Criteria, Indicator
from kpis.selectors.lines import nodes_of
from kpis.services.cards import weights_sentence
from strategies import versions
from strategies.models import PlanNode

A_PAGE = 50


@dataclass(frozen=True)
class Choosing:
    """One page of the indicators that can be chosen, those of the card's agency first.

    picked: those that are ticked already, whatever is searched for; number: how many more there
    are; lines and sentence: what the card holds so far.
    """

    page: Page[Any]
    q: str
    number: int
    picked: tuple[Indicator, ...]
    lines: int
    sentence: str


def choosing(card: Card, q: str, page: str | None, picked: Sequence[Indicator] = ()) -> Choosing:
    """The indicators in use that may stand on the card and do not yet; two queries."""
    on_card = card.criteria.current().values("indicator")
    weights = list(card.criteria.current().values_list("weight", flat=True))
    rows = (
        Indicator.objects.in_use()
        .for_card(card)
        .exclude(pk__in=on_card)
        .exclude(pk__in=[one.pk for one in picked])
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
    return Choosing(
        page=Paginator(found, A_PAGE).get_page(page),
        q=q,
        number=len(found),
        picked=tuple(picked),
        lines=len(weights),
        sentence=weights_sentence(sum(weights, Decimal(0))),
    )


def _own(one: Indicator, card: Card) -> bool:
    """Whether an indicator is of the agency whose card it is."""
    if card.agency_id is None:
        return True
    collecting = one.collector.agency_id if one.collector else None
    return card.agency_id in (one.agency_id, collecting)


@dataclass(frozen=True)
class Placing:
    """The entries under which a line may stand, and the one that is asked for.

    missing: an entry was asked for that the plan in force does not have.
    """

    nodes: tuple[PlanNode, ...]
    under: PlanNode | None = None
    missing: bool = False


def places(card: Card) -> Sequence[PlanNode]:
    """The entries of the plan under which lines of a card may stand."""
    return nodes_of(card.area, card.fiscal_year)


def is_number(asked: str) -> bool:
    """Whether what an address asks for can be the number of an entry."""
    return asked.isdecimal() and len(asked) < 10


def placing(card: Card, asked: str) -> Placing:
    """The entries with the one of an address, whatever version of the plan it was seen in.

    An entry that takes no indicators itself stands for the first one below it that does.
    """
    nodes = tuple(places(card))
    if not is_number(asked):
        return Placing(nodes)
    entries = versions.read([card.area_id])
    wanted = entries.entries.get(int(asked))
    if wanted is None:
        return Placing(nodes, missing=True)
    for node in nodes:
        path = entries.path(entries.entries[node.pk])
        if any(one.identity == wanted.identity for one in path):
            return Placing(nodes, node)
    return Placing(nodes, missing=True)


def stands_under(line: Criteria) -> PlanNode | None:
    """The entry of the plan in force that stands for the one of a line."""
    own = line.node_id or 0
    rows = PlanNode.with_retired.select_related("plan").filter(pk=own)
    return versions.current(rows, above=True).get(own)
