"""What the pages of alignment show: nodes by framework, and the picker of items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from common.thai.text import search_key
from provinces.models import Area
from strategies.alignment.models import Alignment, AlignmentBase, Framework, FrameworkItem
from strategies.models import Plan, PlanNode
from strategies.places import hung

MOST_FOUND = 40


@dataclass(frozen=True)
class Served:
    """An item that a node or project serves."""

    item: FrameworkItem
    is_primary: bool


@dataclass(frozen=True)
class Row:
    """A node with what it serves, one tuple for each framework in the order of the page."""

    node: PlanNode
    depth: int
    cells: tuple[tuple[Served, ...], ...]


@dataclass(frozen=True)
class AlignmentPage:
    """The nodes of a version and the frameworks; `found` of `total` nodes where one searches."""

    frameworks: tuple[Framework, ...]
    rows: tuple[Row, ...]
    total: int
    query: str = ""


@dataclass(frozen=True)
class Choice:
    """An item to pick: whether it is served already, and whether it may become the primary one."""

    item: FrameworkItem
    served: bool
    is_primary: bool
    may_be_primary: bool


@dataclass(frozen=True)
class Picker:
    """Frameworks with the items that a search finds; without one, with what is served."""

    groups: tuple[tuple[Framework, tuple[Choice, ...]], ...]
    served: tuple[tuple[Framework, tuple[Served, ...]], ...]
    query: str
    more: bool = False


def alignment_page(plan: Plan, query: str = "") -> AlignmentPage:
    """Every node with what it serves; three queries, whatever the size of the plan."""
    frameworks = tuple(Framework.objects.of(plan.area))
    cells: dict[tuple[int, int], list[Served]] = {}
    for row in Alignment.objects.filter(node__plan=plan).select_related("item"):
        cells.setdefault((row.node_id, row.framework_id), []).append(
            Served(row.item, row.is_primary)
        )
    nodes = list(hung(plan))
    depths = depth_of(nodes)
    key = search_key(query)
    rows = tuple(
        Row(
            node,
            depths[node.pk],
            tuple(tuple(cells.get((node.pk, one.pk), ())) for one in frameworks),
        )
        for node in nodes
        if not key or key in search_key(f"{node.title_th} {node.title_en}") or node.code == query
    )
    return AlignmentPage(frameworks, rows, len(nodes), query.strip())


def depth_of(nodes: Iterable[PlanNode]) -> dict[int, int]:
    """How deep each node stands under the issues (0)."""
    depths: dict[int, int] = {}
    for node in nodes:
        depths[node.pk] = depths.get(node.parent_id or 0, -1) + 1
    return depths


def picker(area: Area, rows: "QuerySet[Any]", query: str) -> Picker:
    """What an owner serves, and the items that a search finds. rows: the owner's alignments.

    Three queries. A search needs one letter or digit; titles in Thai and English, codes and names
    of frameworks are searched.
    """
    frameworks = list(Framework.objects.of(area))
    held: dict[int, AlignmentBase] = {
        row.item_id: row for row in rows.select_related("item", "framework")
    }
    chiefs = {row.framework_id for row in held.values() if row.is_primary}
    key = search_key(query)
    found = _found(frameworks, key) if key else {}
    groups = tuple(
        (one, tuple(_choice(item, held, chiefs) for item in found[one.pk]))
        for one in frameworks
        if found.get(one.pk)
    )
    served = tuple(
        (one, tuple(Served(row.item, row.is_primary) for row in held.values()
                    if row.framework_id == one.pk))
        for one in frameworks
    )  # fmt: skip
    return Picker(groups, served, query.strip(), sum(map(len, found.values())) >= MOST_FOUND)


def _found(frameworks: list[Framework], key: str) -> dict[int, list[FrameworkItem]]:
    by_pk: Mapping[int, Framework] = {one.pk: one for one in frameworks}
    found: dict[int, list[FrameworkItem]] = {}
    items = FrameworkItem.objects.filter(framework__in=frameworks)
    count = 0
    for item in items.order_by("framework__order", "framework", "order"):
        item.framework = by_pk[item.framework_id]
        names = f"{item.framework.short_th} {item.framework.short_en}"
        words = search_key(f"{item.title_th} {item.title_en}")
        if key in words or key == search_key(item.code) or key in search_key(names):
            found.setdefault(item.framework_id, []).append(item)
            count += 1
        if count >= MOST_FOUND:
            break
    return found


def _choice(item: FrameworkItem, held: Mapping[int, AlignmentBase], chiefs: set[int]) -> Choice:
    row = held.get(item.pk)
    is_primary = row is not None and row.is_primary
    return Choice(item, row is not None, is_primary, item.framework_id not in chiefs)


def own_frameworks(area: Area) -> "QuerySet[Framework]":
    """The frameworks of a page: shipped ones first, then the area's own, with their items."""
    return Framework.objects.of(area).prefetch_related("items").order_by("order", "pk")


def typed_items(framework: Framework) -> str:
    """The items as they are typed into the form, one on each line."""
    items: Iterable[FrameworkItem] = framework.items.all()
    return "\n".join(
        f"{one.code} {one.title_th}" + (f" | {one.title_en}" if one.title_en else "")
        for one in items
    )
