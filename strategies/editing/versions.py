"""The versions of an area's plans, each chain of revisions together."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from provinces.models import Area
from strategies.models import Plan
from strategies.transitions import EDITABLE, UNFINISHED


@dataclass(frozen=True)
class Version:
    """One version in the list. nodes: how many entries stand in it."""

    plan: Plan
    nodes: int
    before: Plan | None
    revisable: bool

    @property
    def editable(self) -> bool:
        return self.plan.status in EDITABLE

    @property
    def submitted(self) -> bool:
        return self.plan.status == Plan.Status.SUBMITTED


@dataclass(frozen=True)
class Chain:
    """A plan with all its versions, newest first."""

    versions: tuple[Version, ...]

    @property
    def newest(self) -> Plan:
        return self.versions[0].plan


def chains(area: Area) -> list[Chain]:
    """All plans of an area, newest span first; one query."""
    found = list(
        Plan.objects.filter(area=area)
        .select_related("resolution", "template")
        .annotate(standing=Count("nodes", filter=Q(nodes__retired=False)))
        .order_by("-first_year", "-version", "-pk")
    )
    by_pk = {plan.pk: plan for plan in found}
    unfinished = {plan.revises_id for plan in found if plan.status in UNFINISHED}
    grouped: dict[int, list[Version]] = {}
    for plan in found:
        version = Version(
            plan=plan,
            nodes=plan.standing,
            before=by_pk.get(plan.revises_id or 0),
            revisable=plan.status == Plan.Status.ADOPTED and plan.pk not in unfinished,
        )
        grouped.setdefault(_first(plan, by_pk), []).append(version)
    return [Chain(tuple(versions)) for versions in grouped.values()]


def chain_of(plan: Plan) -> tuple[Plan, ...]:
    """The versions of the same plan, newest first; one query."""
    area = Plan.objects.filter(area=plan.area_id).order_by("-version", "-pk")
    by_pk = {one.pk: one for one in area}
    first = _first(by_pk[plan.pk], by_pk)
    return tuple(one for one in by_pk.values() if _first(one, by_pk) == first)


def _first(plan: Plan, by_pk: Mapping[int, Plan]) -> int:
    while plan.revises_id is not None and plan.revises_id in by_pk:
        plan = by_pk[plan.revises_id]
    return plan.pk
