"""Which entries of the plans an indicator may lead, in the order in which they are offered."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from common.clock import today
from common.thai.fiscal import fiscal_year
from kpis.selectors.lines import nodes_of_area
from strategies import versions
from strategies.models import Level, Plan, PlanNode

Offered = tuple[str, list[PlanNode]]


def offered(area: int, leads: Sequence[int] = ()) -> list[Offered]:
    """Entries under headings: those led already first, then version by version, issue by issue.

    Of plans that are over only what is led already; of a draft only what the version in force does
    not have. Three queries.
    """
    current = Q(plan__last_year__gte=fiscal_year(today())) | Q(pk__in=leads)
    rows = list(nodes_of_area(area, leads).filter(current))
    led = [node for node in rows if node.pk in leads]
    known = {node.identity for node in led}
    others = []
    for node in sorted((one for one in rows if one.pk not in leads), key=_version):
        if node.identity not in known:
            known.add(node.identity)
            others.append(node)
    grouped = groupby(others, key=_heading_of(area))
    found = [(heading, list(nodes)) for heading, nodes in grouped]
    return [(_("เลือกไว้แล้ว"), led), *found] if led else found


def _version(node: PlanNode) -> tuple[Any, ...]:
    """What is in force stands before drafts, the newest first; each in the order of its tree."""
    plan = node.plan
    return (plan.status != Plan.Status.ADOPTED, -plan.first_year, -plan.version, node.position)


def _heading_of(area: int) -> Any:
    """A function from an entry to its heading: the issue above, and the version of the plan."""
    entries = versions.read([area])
    issues = {one.pk: one for one in PlanNode.objects.filter(plan__area=area, level=Level.ISSUE)}

    def heading(node: PlanNode) -> str:
        parts: Iterator[str] = (
            str(issues[one.pk])
            for one in entries.path(entries.entries[node.pk])
            if one.pk in issues
        )
        return " · ".join([*parts, str(node.plan)])

    return heading
