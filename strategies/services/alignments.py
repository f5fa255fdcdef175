"""Verbs on alignment: say which items of the frameworks a node serves. Part of the version."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from common.cleaning import clean
from common.errors import Refused
from provinces.models import Area
from strategies.models import Alignment, FrameworkItem, Plan, PlanNode
from strategies.services.plans import held, refuse_unless_editable


@transaction.atomic
def put(*, node: PlanNode, item: FrameworkItem, by: User, primary: bool = False) -> Alignment:
    """Say that a node serves an item, chiefly or besides; said again, it changes which.

    Raises Refused where the version is closed, the framework is another area's, or the node has a
    primary item of this framework already.
    """
    plan = _editable(node, by)
    found: Alignment = kept(Alignment, {"node": node}, item, area=plan.area, primary=primary)
    _note(node, "align", plan, by, named(item, primary))
    return found


@transaction.atomic
def clear(*, node: PlanNode, item: FrameworkItem, by: User) -> None:
    """Take the alignment of a node to an item back."""
    plan = _editable(node, by)
    deleted, _rows = Alignment.objects.filter(node=node, item=item).delete()
    if not deleted:
        raise Refused(_("ไม่พบความสอดคล้องนี้ อาจมีผู้อื่นนำออกแล้ว โปรดเปิดหน้านี้ใหม่"))
    _note(node, "unalign", plan, by, named(item))


def carry_over(old: Plan, new: Plan) -> None:
    """Copy the alignments of a version to its revision, node by node; three queries."""
    nodes = dict(new.nodes.values_list("identity", "pk"))
    rows = Alignment.objects.filter(node__plan=old).select_related("node")
    Alignment.objects.bulk_create(
        Alignment(
            node_id=nodes[row.node.identity],
            framework_id=row.framework_id,
            item_id=row.item_id,
            is_primary=row.is_primary,
        )
        for row in rows
        if row.node.identity in nodes
    )


def kept(
    model: Any, owner: dict[str, Any], item: FrameworkItem, *, area: Area, primary: bool
) -> Any:
    """The stored row of an owner ({"node": …} or {"project": …}) and an item."""
    framework = item.framework
    if framework.area_id not in (None, area.pk):
        raise Refused(_("กรอบที่เลือกเป็นของพื้นที่อื่น"), field="item")
    rows = model.objects.select_for_update().filter(**owner, framework=framework)
    there = {row.item_id: row for row in rows.select_related("item")}
    chief = next((row for row in there.values() if row.is_primary), None)
    if primary and chief is not None and chief.item_id != item.pk:
        raise Refused(
            _("%(framework)s มีข้อหลักอยู่แล้ว คือ “%(item)s” โปรดเปลี่ยนข้อนั้นเป็นรองหรือนำออกก่อน")
            % {"framework": framework.short, "item": chief.item},
            field="item",
        )
    row = there.get(item.pk) or model(**owner, framework=framework, item=item)
    row.is_primary = primary
    clean(row)
    row.save()
    return row


def named(item: FrameworkItem, primary: bool | None = None) -> str:
    """How history names it: ยุทธศาสตร์ชาติ 2 ด้าน… (หลัก)."""
    text = f"{item.framework.short} {item}"
    if primary is None:
        return text
    return f"{text} ({_('หลัก') if primary else _('รอง')})"


def _editable(node: PlanNode, by: User) -> Plan:
    by.authority.require(Permission.PLAN_EDIT, area=node.plan.area_id)
    plan = held(node.plan)
    refuse_unless_editable(plan)
    return plan


def _note(node: PlanNode, action: str, plan: Plan, by: User, what: str) -> None:
    workflow.record(node, action=action, before=plan.status, after=plan.status, by=by, reason=what)
