"""Verbs on the nodes of a plan. The template says what may stand where."""

from collections.abc import Iterable
from decimal import Decimal

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
from strategies.models import Level, Plan, PlanNode, TemplateLevel
from strategies.services.plans import held, refuse_unless_editable


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
    rule = _rule(plan, level, parent)
    if weight is not None and not rule.weighted:
        raise Refused(_("%(level)sไม่มีน้ำหนัก") % {"level": rule.label}, field="weight")
    last = plan.nodes.aggregate(last=Max("position"))["last"] or 0
    node = PlanNode(
        plan=plan,
        parent=parent,
        level=level,
        code=code or _next_code(plan, level, parent),
        position=last + 1,
        title_th=normalise(title_th),
        title_en=title_en.strip(),
        host=host,
        weight=weight,
    )
    clean(node)
    node.save()
    node.joint_agencies.set(joint_agencies)
    workflow.record(node, action="create", before="", after=plan.status, by=by)
    return node


@transaction.atomic
def set_host(
    *, node: PlanNode, host: Post, by: User, joint_agencies: Iterable[Agency] | None = None
) -> PlanNode:
    """Give a node its host (exactly one post) and, where given, its joint agencies."""
    plan = _editable(node, by)
    node.host = host
    node.save(update_fields=["host"])
    if joint_agencies is not None:
        node.joint_agencies.set(joint_agencies)
    workflow.record(
        node, action="set_host", before=plan.status, after=plan.status, by=by, reason=str(host)
    )
    return node


@transaction.atomic
def set_weight(*, node: PlanNode, weight: Decimal, by: User) -> PlanNode:
    """Weight of a node among its siblings, from 0 to 100; they total 100 before submission."""
    plan = _editable(node, by)
    rule = _rule(plan, node.level, node.parent)
    if not rule.weighted:
        raise Refused(_("%(level)sไม่มีน้ำหนัก") % {"level": rule.label}, field="weight")
    before, node.weight = node.weight, weight
    clean(node)
    node.save(update_fields=["weight"])
    workflow.record(
        node,
        action="set_weight",
        before=plan.status,
        after=plan.status,
        by=by,
        reason=f"{before if before is not None else '–'} → {weight}",
    )
    return node


def _editable(node: PlanNode, by: User) -> Plan:
    by.authority.require(Permission.PLAN_EDIT, area=node.plan.area_id)
    plan = held(node.plan)
    refuse_unless_editable(plan)
    return plan


def _rule(plan: Plan, level: str, parent: PlanNode | None) -> TemplateLevel:
    """What the template says of a level; refused where it may not stand under this parent."""
    rules = {rule.level: rule for rule in plan.template.levels.all()}
    if level not in rules:
        raise Refused(_("แม่แบบของแผนนี้ไม่มีระดับที่เลือก"), field="level")
    rule = rules[level]
    if parent is not None and parent.plan_id != plan.pk:
        raise Refused(_("รายการที่อยู่เหนือขึ้นไปต้องเป็นของแผนเดียวกัน"), field="parent")
    if parent is None and not rule.parents:
        return rule
    if parent is None or parent.level not in rule.parents:
        raise Refused(
            _("%(level)sต้องอยู่ภายใต้ %(parents)s")
            % {
                "level": rule.label,
                "parents": ", ".join(rules[one].label for one in rule.parents if one in rules)
                or _("แผนโดยตรง"),
            },
            field="parent",
        )
    return rule


def _next_code(plan: Plan, level: str, parent: PlanNode | None) -> str:
    """1, 2 for missions and issues; the parent's code and a number for what stands below."""
    if level == Level.VISION:
        return ""
    within = parent.code + "." if parent is not None and parent.code else ""
    taken = set(plan.nodes.filter(level=level).values_list("code", flat=True))
    number = 1
    while f"{within}{number}" in taken:
        number += 1
    return f"{within}{number}"
