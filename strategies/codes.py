"""The codes that a plan's nodes would have by their places, beside those that they have."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from strategies import ordering
from strategies.models import Level, Plan, PlanNode


@dataclass(frozen=True)
class NewCode:
    """A node whose code is not that of its place."""

    node: PlanNode
    before: str
    after: str


def new_codes(plan: Plan) -> list[NewCode]:
    """What renumbering would change, in reading order; one query."""
    nodes = {node.pk: node for node in plan.nodes.all()}
    places = [
        ordering.Place(node.pk, node.parent_id, node.level, node.position)
        for node in nodes.values()
    ]
    given = ordering.codes(places, without=[Level.VISION])
    found = [NewCode(nodes[pk], nodes[pk].code, code) for pk, code in given.items()]
    return [one for one in found if one.before != one.after]


def fingerprint(changes: Sequence[NewCode]) -> str:
    """Of the codes as they were shown, so that nothing else is confirmed."""
    told = [(one.node.pk, one.before, one.after) for one in changes]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def told(changes: Sequence[NewCode]) -> str:
    """“1 → 2; 1.1 → 2.1”: old and new codes for the history."""
    return "; ".join(f"{one.before or '–'} → {one.after or '–'}" for one in changes)
