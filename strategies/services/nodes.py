"""Verbs on the nodes of a plan. The template says what may stand where; moves are in moves.py."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Post, User
from accounts.permissions import Permission
from common.cleaning import clean
from common.errors import Refused
from common.thai.text import normalise
from provinces.models import Agency
from strategies import hosts, levels
from strategies.levels import LevelRule
from strategies.models import Level, Plan, PlanNode
from strategies.services.plans import held, refuse_unless_editable


class Outdated(Refused):
    """Somebody else has changed the entry since the form was opened. Nothing was stored."""

    def __init__(self, present: PlanNode) -> None:
        super().__init__(
            _("มีผู้อื่นแก้ไขรายการนี้หลังจากที่ท่านเปิดหน้านี้ โปรดดูทั้งสองฉบับ แล้วกดบันทึกอีกครั้งหากต้องการใช้ของท่าน")
        )
        self.present = present


@transaction.atomic
def add(
    *,
    plan: Plan,
    level: str,
    title_th: str,
    by: User,
    parent: PlanNode | None = None,
    title_en: str = "",
    code: str = "",
    host: Post | None = None,
    weight: Decimal | None = None,
    joint_agencies: Iterable[Agency] = (),
) -> PlanNode:
    """Add an entry behind its siblings; without a code it gets the next one (1, 1.2, 1.2.3).

    Raises Refused where the version is closed or the template does not let it stand there.
    """
    by.authority.require(Permission.PLAN_EDIT, area=plan.area_id)
    plan = held(plan)
    refuse_unless_editable(plan)
    rule = allowed(plan, level, parent)
    joint = list(joint_agencies)
    hosts.refuse_foreign(plan.area, host, joint)
    _refuse_weight(rule, weight)
    last = plan.nodes.aggregate(last=Max("position"))["last"] or 0
    node = PlanNode(
        plan=plan,
        parent=parent,
        level=level,
        code=code or _next_code(plan, level, parent),
        position=last + 1,
        title_th=normalise(title_th),
        title_en=normalise(title_en),
        host=host,
        weight=weight,
    )
    clean(node)
    node.save()
    node.joint_agencies.set(joint)
    workflow.record(node, action="create", before="", after=plan.status, by=by)
    return node


@transaction.atomic
def edit(
    *,
    node: PlanNode,
    by: User,
    title_th: str,
    title_en: str = "",
    code: str = "",
    host: Post | None = None,
    weight: Decimal | None = None,
    joint_agencies: Iterable[Agency] = (),
    edition: int | None = None,
) -> PlanNode:
    """Write what the form of an entry says, all of it at once.

    edition: the one with which the form was opened. Raises Outdated where it is no longer the
    present one, and Refused where a box is wrong.
    """
    plan, node = _held(node, by)
    if edition is not None and edition != node.edition:
        raise Outdated(node)
    rule = allowed(plan, node.level, node.parent)
    joint = list(joint_agencies)
    hosts.refuse_foreign(plan.area, host, joint)
    _refuse_weight(rule, weight)
    node.title_th, node.title_en = normalise(title_th), normalise(title_en)
    node.code, node.host, node.weight = code.strip(), host, weight
    node.joint_agencies.set(joint)
    return _saved(node, "edit", by)


@transaction.atomic
def rename(*, node: PlanNode, title_th: str, by: User, title_en: str = "") -> PlanNode:
    """Word an entry anew. Its identity stays, so that versions tell the change."""
    _plan, node = _held(node, by)
    before = node.title_th
    node.title_th, node.title_en = normalise(title_th), normalise(title_en)
    return _saved(node, "rename", by, f"{before} → {node.title_th}")


@transaction.atomic
def set_host(
    *, node: PlanNode, host: Post, by: User, joint_agencies: Iterable[Agency] | None = None
) -> PlanNode:
    """Give a node its host (exactly one post) and, where given, its joint agencies."""
    plan, node = _held(node, by)
    joint = None if joint_agencies is None else list(joint_agencies)
    hosts.refuse_foreign(plan.area, host, joint)
    node.host = host
    if joint is not None:
        node.joint_agencies.set(joint)
    return _saved(node, "set_host", by, str(host))


@transaction.atomic
def set_joint(*, node: PlanNode, joint_agencies: Iterable[Agency], by: User) -> PlanNode:
    """Say which agencies work on a node together with its host."""
    plan, node = _held(node, by)
    joint = list(joint_agencies)
    hosts.refuse_foreign(plan.area, None, joint)
    node.joint_agencies.set(joint)
    return _saved(node, "set_joint", by, ", ".join(str(agency) for agency in joint))


@transaction.atomic
def set_weight(*, node: PlanNode, weight: Decimal, by: User) -> PlanNode:
    """Weight of a node among its siblings, from 0 to 100; they total 100 before submission."""
    plan, node = _held(node, by)
    _refuse_weight(allowed(plan, node.level, node.parent), weight)
    before, node.weight = node.weight, weight
    return _saved(node, "set_weight", by, f"{before if before is not None else '–'} → {weight}")


def allowed(plan: Plan, level: str, parent: PlanNode | None) -> LevelRule:
    """What the template says of a level; refused where it may not stand under this parent."""
    rules = levels.of_plan(plan)
    if level not in rules:
        raise Refused(_("แม่แบบของแผนนี้ไม่มีระดับที่เลือก"), field="level")
    if parent is not None and (parent.plan_id != plan.pk or parent.retired):
        raise Refused(_("รายการที่อยู่เหนือขึ้นไปต้องเป็นของแผนเดียวกัน"), field="parent")
    rule = rules[level]
    fits = parent.level in rule.parents if parent is not None else not rule.parents
    if not fits:
        above = ", ".join(rules[one].label for one in rule.parents if one in rules)
        raise Refused(
            _("%(level)sต้องอยู่ภายใต้ %(parents)s")
            % {"level": rule.label, "parents": above or _("แผนโดยตรง")},
            field="parent",
        )
    return rule


def editable(plan: Plan, by: User) -> Plan:
    """The plan's row, locked, for somebody who may edit it while it may be edited."""
    by.authority.require(Permission.PLAN_EDIT, area=plan.area_id)
    plan = held(plan)
    refuse_unless_editable(plan)
    return plan


def _held(node: PlanNode, by: User) -> tuple[Plan, PlanNode]:
    """Plan and node as they are now, locked."""
    plan = editable(node.plan, by)
    present = PlanNode.objects.select_for_update(of=("self",)).filter(pk=node.pk).first()
    if present is None:
        raise Refused(_("รายการนี้ไม่อยู่ในแผนแล้ว โปรดเปิดหน้านี้ใหม่"))
    present.plan = plan
    return plan, present


def _saved(node: PlanNode, action: str, by: User, reason: str = "") -> PlanNode:
    node.edition += 1
    clean(node)
    node.save()
    state: Any = node.plan.status
    workflow.record(node, action=action, before=state, after=state, by=by, reason=reason)
    return node


def _refuse_weight(rule: LevelRule, weight: Decimal | None) -> None:
    if weight is not None and not rule.weighted:
        raise Refused(_("%(level)sไม่มีน้ำหนัก") % {"level": rule.label}, field="weight")


def _next_code(plan: Plan, level: str, parent: PlanNode | None) -> str:
    """1, 2 for missions and issues; the parent's code and a number for what stands below.

    Below a code all levels share the numbers; where there is none each level has its own.
    """
    if level == Level.VISION:
        return ""
    within = parent.code + "." if parent is not None and parent.code else ""
    nodes = plan.nodes.all() if within else plan.nodes.filter(level=level)
    taken = set(nodes.values_list("code", flat=True))
    number = 1
    while f"{within}{number}" in taken:
        number += 1
    return f"{within}{number}"
