"""Verbs on references: which nodes of the members' plans serve a node of the cluster's plan."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from common import clock
from common.cleaning import clean
from common.errors import Refused
from provinces.models import Area, ClusterMembership
from strategies.clusters.models import SAID_BEFORE
from strategies.models import NodeReference, Plan, PlanNode
from strategies.places import HUNG
from strategies.services.plans import held, refuse_unless_editable


@transaction.atomic
def add(*, node: PlanNode, member_node: PlanNode, by: User) -> NodeReference:
    """Say that a node of a member's plan serves a node of the cluster's plan.

    Raises Refused where the version is closed, the province is not a member today, or its plan is
    neither in force nor the newest one for these years.
    """
    plan = _editable(node, by)
    _refuse_foreign(plan, member_node)
    made = NodeReference(node=node, member_node=member_node, by=by, at=clock.now())
    clean(made)
    if NodeReference.objects.filter(node=node, member_node__identity=member_node.identity).exists():
        raise Refused(str(SAID_BEFORE), field="member_node")
    made.save()
    _note(node, "refer", plan, by, member_node)
    return made


@transaction.atomic
def remove(*, node: PlanNode, member_node: PlanNode, by: User) -> None:
    """Take a reference back, to whichever version of the member's plan it was made."""
    plan = _editable(node, by)
    made = NodeReference.objects.filter(node=node, member_node__identity=member_node.identity)
    deleted, _rows = made.delete()
    if not deleted:
        raise Refused(_("ไม่พบรายการที่เชื่อมโยงนี้ อาจมีผู้อื่นนำออกแล้ว โปรดเปิดหน้านี้ใหม่"))
    _note(node, "unrefer", plan, by, member_node)


def carry_over(old: Plan, new: Plan) -> None:
    """Copy the references of a cluster's version to its revision; three queries."""
    nodes = dict(new.nodes.values_list("identity", "pk"))
    rows = NodeReference.objects.filter(node__plan=old).select_related("node")
    NodeReference.objects.bulk_create(
        NodeReference(
            node_id=nodes[row.node.identity],
            member_node_id=row.member_node_id,
            by_id=row.by_id,
            at=row.at,
        )
        for row in rows
        if row.node.identity in nodes
    )


def _refuse_foreign(plan: Plan, member_node: PlanNode) -> None:
    theirs = member_node.plan
    province = theirs.area
    members = ClusterMembership.objects.on(clock.today()).filter(cluster=plan.area_id)
    if not members.filter(province=province).exists():
        raise Refused(
            _("%(province)sไม่ได้เป็นสมาชิกของ%(cluster)sในวันนี้ โปรดเลือกรายการของจังหวัดสมาชิก")
            % {"province": province.full_name, "cluster": plan.area.full_name},
            field="member_node",
        )
    if member_node.level not in HUNG:
        raise Refused(_("เลือกได้เฉพาะประเด็น วัตถุประสงค์ กลยุทธ์ หรือแผนงาน"), field="member_node")
    if theirs not in current_plans(plan):
        raise Refused(
            _("แผนของ%(province)sฉบับนี้ไม่ใช่ฉบับที่ใช้อยู่หรือฉบับล่าสุดในปีของแผนกลุ่มจังหวัด")
            % {"province": province.full_name},
            field="member_node",
        )


def current_plans(plan: Plan) -> list[Plan]:
    """Of each member today the plan that counts beside a cluster's plan: in force, else newest.

    One query.
    """
    members = ClusterMembership.objects.on(clock.today()).filter(cluster=plan.area_id)
    rows = (
        Plan.objects.filter(area__in=members.values("province"))
        .filter(first_year__lte=plan.last_year, last_year__gte=plan.first_year)
        .exclude(status=Plan.Status.SUPERSEDED)
        .select_related("area")
        .order_by("-first_year", "-version", "-pk")
    )
    found: dict[int, Plan] = {}
    for row in rows:
        present = found.get(row.area_id)
        in_force = row.status == Plan.Status.ADOPTED
        if present is None or (in_force and present.status != Plan.Status.ADOPTED):
            found[row.area_id] = row
    return sorted(found.values(), key=lambda one: one.area.name_th)


def _editable(node: PlanNode, by: User) -> Plan:
    by.authority.require(Permission.PLAN_EDIT, area=node.plan.area_id)
    plan = held(node.plan)
    refuse_unless_editable(plan)
    if plan.area.kind != Area.Kind.CLUSTER:
        raise Refused(_("เชื่อมโยงรายการของจังหวัดสมาชิกได้เฉพาะในแผนกลุ่มจังหวัด"), field="node")
    if node.level not in HUNG:
        raise Refused(_("เลือกได้เฉพาะประเด็น วัตถุประสงค์ กลยุทธ์ หรือแผนงาน"), field="node")
    return plan


def _note(node: PlanNode, action: str, plan: Plan, by: User, member_node: PlanNode) -> None:
    what = f"{member_node.plan.area.name_th} {member_node.code} {member_node.title_th}"
    workflow.record(node, action=action, before=plan.status, after=plan.status, by=by, reason=what)
