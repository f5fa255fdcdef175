"""Verbs on plan versions: set up, submit, adopt, revise. Nodes are written in nodes.py."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from common import slots
from common.cleaning import clean
from common.errors import Fault, Refused
from common.thai.text import normalise
from evidence.services import files
from provinces.models import Area
from strategies import levels, weights
from strategies.models import Level, Plan, PlanLabel, PlanNode, PlanTemplate
from strategies.transitions import EDITABLE, PLAN, UNFINISHED
from strategies.weights import Total


@transaction.atomic
def create(
    *,
    area: Area,
    template: PlanTemplate,
    title: str,
    first_year: int,
    last_year: int,
    by: User,
    title_en: str = "",
    is_sample: bool = False,
) -> Plan:
    """Begin the first version of a plan over a span of fiscal years (B.E.)."""
    by.authority.require(Permission.PLAN_EDIT, area=area)
    if area.kind not in (Area.Kind.PROVINCE, Area.Kind.CLUSTER):
        raise Refused(_("แผนจัดทำได้เฉพาะจังหวัดและกลุ่มจังหวัด"), field="area")
    plan = Plan(
        area=area,
        template=template,
        title=normalise(title),
        title_en=normalise(title_en),
        first_year=first_year,
        last_year=last_year,
        is_sample=is_sample,
    )
    clean(plan)
    plan.save()
    workflow.record(plan, action="create", before="", after=plan.status, by=by)
    return plan


@transaction.atomic
def update(
    *, plan: Plan, title: str, first_year: int, last_year: int, by: User, title_en: str = ""
) -> Plan:
    """Correct the title and the years of a version that is still being worked on."""
    by.authority.require(Permission.PLAN_EDIT, area=plan.area_id)
    plan = held(plan)
    refuse_unless_editable(plan)
    plan.title, plan.title_en = normalise(title), normalise(title_en)
    plan.first_year, plan.last_year = first_year, last_year
    clean(plan)
    plan.save()
    workflow.record(plan, action="edit", before=plan.status, after=plan.status, by=by)
    return plan


@transaction.atomic
def consult(*, plan: Plan, by: User) -> Plan:
    """Open a draft to the comments of the sectors; it may still be changed."""
    plan = held(plan)
    PLAN.apply("consult", plan, by=by)
    return plan


@transaction.atomic
def submit(*, plan: Plan, by: User) -> Plan:
    """Hand a version to the committee.

    Raises Refused with one fault a node: no host where the template asks for one, or weights
    that do not total 100.
    """
    plan = held(plan)
    PLAN.find("submit", plan)
    faults = what_is_missing(plan)
    if faults:
        raise Refused(faults=faults)
    PLAN.apply("submit", plan, by=by)
    return plan


@transaction.atomic
def send_back(*, plan: Plan, by: User, reason: str) -> Plan:
    """Take a submitted version back for changes."""
    plan = held(plan)
    PLAN.apply("return", plan, by=by, reason=reason)
    return plan


@transaction.atomic
def adopt(
    *,
    plan: Plan,
    resolution: str,
    on: dt.date,
    by: User,
    committee: str = "",
    number: str = "",
    file: "UploadedFile[bytes] | None" = None,
) -> Plan:
    """Write down that a resolution adopted the version. From now on it does not change.

    committee, number: of the resolution, where they are known apart from its words; file: the
    paper, kept as evidence. The version that it revises is superseded; any other adopted plan of
    these years refuses it.
    """
    plan = held(plan)
    PLAN.allow("adopt", plan, by=by)
    for other in _adopted_in_these_years(plan):
        if other.pk != plan.revises_id:
            raise Refused(
                _("พื้นที่นี้มีแผนที่เห็นชอบแล้วในปีงบประมาณเดียวกัน คือ “%(plan)s” โปรดจัดทำเป็นฉบับแก้ไขของแผนนั้น")
                % {"plan": other.title}
            )
        PLAN.apply("supersede", other, by=by, reason=resolution)
    plan.adopted_on, plan.adopted_by = on, normalise(resolution)
    plan.adopted_committee, plan.adopted_number = normalise(committee), normalise(number)
    if file is not None:
        plan.resolution = files.add_file(upload=file, by=by, shows=plan.adopted_by)
    clean(plan)
    plan.save()
    PLAN.apply("adopt", plan, by=by, reason=resolution)
    return plan


@transaction.atomic
def revise(*, plan: Plan, title: str, by: User, title_en: str = "") -> Plan:
    """Begin the next version as a copy. Each node keeps its identity, so versions compare."""
    by.authority.require(Permission.PLAN_EDIT, area=plan.area_id)
    plan = held(plan)
    refuse_unless_revisable(plan)
    nodes = list(plan.nodes.prefetch_related("joint_agencies"))
    newer = Plan(
        area=plan.area,
        template=plan.template,
        title=normalise(title),
        title_en=normalise(title_en),
        first_year=plan.first_year,
        last_year=plan.last_year,
        version=plan.version + 1,
        revises=plan,
        is_sample=plan.is_sample,
    )
    clean(newer)
    newer.save()
    PlanLabel.objects.bulk_create(
        PlanLabel(plan=newer, level=one.level, label_th=one.label_th, label_en=one.label_en)
        for one in plan.labels.all()
    )
    _copy(nodes, newer)
    for carry_over in slots.plan_revised:
        carry_over(plan, newer)
    workflow.record(newer, action="revise", before="", after=newer.status, by=by)
    return newer


def held(plan: Plan) -> Plan:
    """The plan's row as it is now, locked until the end of the transaction."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def refuse_unless_editable(plan: Plan) -> None:
    """An adopted or submitted version does not change; it is revised."""
    if plan.status not in EDITABLE:
        raise Refused(
            _("แผนนี้อยู่ในสถานะ “%(state)s” จึงแก้ไขไม่ได้ โปรดจัดทำเป็นฉบับใหม่")
            % {"state": plan.get_status_display()}
        )


def refuse_unless_revisable(plan: Plan) -> None:
    """Only the version in force is revised, by one revision at a time."""
    if plan.status != Plan.Status.ADOPTED:
        raise Refused(_("จัดทำฉบับใหม่ได้จากแผนที่เห็นชอบแล้วเท่านั้น"))
    if plan.revisions.filter(status__in=UNFINISHED).exists():
        raise Refused(_("มีฉบับแก้ไขที่ยังไม่เสร็จอยู่แล้ว"))


def what_is_missing(plan: Plan) -> list[Fault]:
    """What a version still lacks before it can be submitted; one fault a node."""
    rules = levels.of_plan(plan)
    nodes = list(plan.nodes.all())
    faults = [
        Fault(
            _("%(level)s %(node)s ยังไม่มีเจ้าภาพ โปรดกำหนดตำแหน่งที่รับผิดชอบ")
            % {"level": rules[node.level].label, "node": node},
            f"node-{node.pk}",
        )
        for node in nodes
        if node.host_id is None and rules[node.level].needs_host
    ]
    if not any(node.level == Level.ISSUE for node in nodes):
        faults.append(
            Fault(
                _("แผนยังไม่มี%(level)s โปรดเพิ่มอย่างน้อย 1 รายการ") % {"level": rules[Level.ISSUE].label}
            )
        )
    return faults + [
        _wrong_weight(total, nodes)
        for total in weights.totals(((node.level, node.weight) for node in nodes), rules)
        if not total.whole
    ]


def _wrong_weight(total: Total, nodes: list[PlanNode]) -> Fault:
    """Told at the first entry of the level."""
    first = next(node for node in nodes if node.level == total.level)
    return Fault(
        _("น้ำหนักของ%(level)sรวมได้ %(total)s ต้องเป็น 100")
        % {"level": total.label, "total": f"{total.total.normalize():f}"},
        f"node-{first.pk}",
    )


def _adopted_in_these_years(plan: Plan) -> list[Plan]:
    return list(
        Plan.objects.select_for_update()
        .in_force()
        .filter(area=plan.area_id, first_year__lte=plan.last_year, last_year__gte=plan.first_year)
        .exclude(pk=plan.pk)
    )


def _copy(nodes: list[PlanNode], into: Plan) -> None:
    """Copy nodes with host, weight and joint agencies; parents are written before children."""
    copies: dict[int, PlanNode] = {}
    left = nodes
    while left:
        ready = [node for node in left if node.parent_id is None or node.parent_id in copies]
        for node in ready:
            copy = PlanNode.objects.create(
                plan=into,
                identity=node.identity,
                parent=copies[node.parent_id] if node.parent_id else None,
                level=node.level,
                code=node.code,
                position=node.position,
                title_th=node.title_th,
                title_en=node.title_en,
                host_id=node.host_id,
                weight=node.weight,
            )
            copy.joint_agencies.set(node.joint_agencies.all())
            copies[node.pk] = copy
        left = [node for node in left if node.pk not in copies]
