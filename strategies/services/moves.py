"""Verbs on the shape of a plan's tree: where a node stands, its code, and giving it up."""

from collections.abc import Iterable
from typing import Literal

from django.db import models, router, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from common.errors import Fault, Refused
from common.trail import GOVERNED
from strategies import codes, levels, ordering
from strategies.models import Plan, PlanNode
from strategies.ordering import Place
from strategies.services.nodes import allowed, editable

Direction = Literal["up", "down", "in", "out"]
NAMED = 3


@transaction.atomic
def move(
    *, node: PlanNode, parent: PlanNode | None, by: User, before: PlanNode | None = None
) -> PlanNode:
    """Let a node stand under another one, in front of `before` or behind all; its branch follows.

    Raises Refused where that is its own branch, another plan, or against the template.
    """
    plan, node = _held(node, by)
    places = _places(plan)
    if parent is not None and parent.pk in ordering.branch(ordering.below(places), node.pk):
        raise Refused(_("ย้ายรายการไปอยู่ภายใต้ตัวเองหรือรายการย่อยของตัวเองไม่ได้"), field="parent")
    allowed(plan, node.level, parent)
    under = parent.pk if parent else None
    if before is not None and (before.parent_id != under or before.plan_id != plan.pk):
        raise Refused(_("ลำดับของรายการเปลี่ยนไปแล้ว โปรดเปิดหน้านี้ใหม่แล้วย้ายอีกครั้ง"), field="before")
    came_from = node.parent
    placed = ordering.moved(places, node.pk, under, before.pk if before else None)
    if came_from != parent:
        node.parent = parent
        node.edition += 1
        node.save(update_fields=["parent", "edition"])
    _write_positions(plan, placed)
    node.refresh_from_db()
    told = f"{came_from or plan} → {parent or plan}" if came_from != parent else ""
    workflow.record(
        node, action="move", before=plan.status, after=plan.status, by=by, reason=told[:500]
    )
    return node


@transaction.atomic
def step(*, node: PlanNode, direction: Direction, by: User) -> PlanNode:
    """One step: up or down among its siblings, in under the one above, or out of its parent."""
    plan, node = _held(node, by)
    tree = ordering.below(_places(plan))
    siblings = [place.pk for place in tree[node.parent_id]]
    at = siblings.index(node.pk)
    if direction == "up" and at:
        return move(node=node, parent=node.parent, before=_node(siblings[at - 1]), by=by)
    if direction == "down" and at + 1 < len(siblings):
        behind = siblings[at + 2] if at + 2 < len(siblings) else None
        return move(node=node, parent=node.parent, before=_node(behind), by=by)
    if direction == "in":
        rule = levels.of_plan(plan)[node.level]
        for place in reversed(tree[node.parent_id][:at]):
            if place.level in rule.parents:
                return move(node=node, parent=_node(place.pk), by=by)
    if direction == "out" and node.parent is not None:
        around = [place.pk for place in tree[node.parent.parent_id]]
        next_at = around.index(node.parent.pk) + 1
        behind = around[next_at] if next_at < len(around) else None
        return move(node=node, parent=node.parent.parent, before=_node(behind), by=by)
    raise Refused(_("รายการนี้ย้ายไปทางนั้นต่อไม่ได้แล้ว"))


@transaction.atomic
def renumber(*, plan: Plan, by: User, shown: str | None = None) -> int:
    """Give every node the code of its place: 1, 1.2, 1.2.3. How many changed is returned.

    shown: the fingerprint of the codes that the person confirmed; refused where others would be
    given by now.
    """
    plan = editable(plan, by)
    changes = codes.new_codes(plan)
    if shown is not None and shown != codes.fingerprint(changes):
        raise Refused(_("แผนเปลี่ยนไปหลังจากที่ท่านตรวจ โปรดตรวจรหัสใหม่อีกครั้งแล้วยืนยัน"))
    if not changes:
        return 0
    for one in changes:
        one.node.code, one.node.edition = one.after, one.node.edition + 1
    PlanNode.objects.bulk_update([one.node for one in changes], ["code", "edition"])
    told = codes.told(changes)
    workflow.record(
        plan, action="renumber", before=plan.status, after=plan.status, by=by, reason=told
    )
    return len(changes)


@transaction.atomic
def retire(*, node: PlanNode, by: User, reason: str = "") -> None:
    """Give a node up. One that an earlier version had stays as a retired row; others are removed.

    Raises Refused, naming what hangs on it, where something does.
    """
    plan, node = _held(node, by)
    faults = what_hangs_on(node)
    if faults:
        raise Refused(faults=faults)
    workflow.record(
        node, action="retire", before=plan.status, after="retired", by=by, reason=reason
    )
    if stood_before(node):
        node.retired, node.edition = True, node.edition + 1
        node.save(update_fields=["retired", "edition"])
        return
    gone = PlanNode.with_retired.filter(parent=node)
    gone.update(parent=node.parent_id)
    node.joint_agencies.clear()
    node.delete()


@transaction.atomic
def restore(*, node: PlanNode, by: User) -> PlanNode:
    """Take a retired node back, behind its siblings, and under the plan's own tree again."""
    plan = editable(node.plan, by)
    node = PlanNode.with_retired.select_for_update(of=("self",)).get(pk=node.pk, plan=plan)
    parent = PlanNode.objects.filter(pk=node.parent_id).first()
    allowed(plan, node.level, parent)
    if plan.nodes.filter(level=node.level, code=node.code).exclude(code="").exists():
        node.code = ""
    node.retired, node.edition = False, node.edition + 1
    node.save(update_fields=["retired", "edition", "code"])
    workflow.record(node, action="restore", before="retired", after=plan.status, by=by)
    return node


def stood_before(node: PlanNode) -> bool:
    """Whether the version that this one revises has the node."""
    revised = node.plan.revises_id
    return (
        revised is not None
        and PlanNode.objects.filter(plan=revised, identity=node.identity).exists()
    )


def what_hangs_on(node: PlanNode, *, besides_entries: bool = False) -> list[Fault]:
    """What keeps a node from being given up, one fault a kind: entries, indicators, projects.

    besides_entries: leaves the entries below out, for verbs that look at the whole tree themselves.
    """
    collector = Collector(using=router.db_for_write(PlanNode), origin=node)
    try:
        collector.collect([node])
    except ProtectedError as held:
        return _told(
            one
            for one in held.protected_objects
            if not (isinstance(one, PlanNode) and (besides_entries or one.retired))
        )
    return []


def _told(hanging: Iterable[models.Model]) -> list[Fault]:
    kinds: dict[str, list[models.Model]] = {}
    for one in hanging:
        kinds.setdefault(one._meta.label_lower, []).append(one)
    faults = []
    for label, found in kinds.items():
        word = GOVERNED[label].word if label in GOVERNED else found[0]._meta.verbose_name
        names = ", ".join(str(one) for one in found[:NAMED])
        said = {"kind": word, "number": len(found), "names": names}
        faults.append(Fault(_("ยังมี%(kind)s %(number)s รายการอยู่ภายใต้รายการนี้: %(names)s") % said))
    return faults


def _held(node: PlanNode, by: User) -> tuple[Plan, PlanNode]:
    plan = editable(node.plan, by)
    present = plan.nodes.select_related("parent__parent").filter(pk=node.pk).first()
    if present is None:
        raise Refused(_("รายการนี้ไม่อยู่ในแผนแล้ว โปรดเปิดหน้านี้ใหม่"))
    present.plan = plan
    return plan, present


def _places(plan: Plan) -> list[Place]:
    rows = plan.nodes.values_list("pk", "parent_id", "level", "position")
    return [Place(*row) for row in rows]


def _node(pk: int | None) -> PlanNode | None:
    return None if pk is None else PlanNode.objects.get(pk=pk)


def _write_positions(plan: Plan, placed: list[Place]) -> None:
    nodes = {node.pk: node for node in plan.nodes.all()}
    changed = []
    for place in placed:
        node = nodes[place.pk]
        if node.position != place.position:
            node.position = place.position
            changed.append(node)
    PlanNode.objects.bulk_update(changed, ["position"])
