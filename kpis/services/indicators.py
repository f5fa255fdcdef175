"""Verbs on indicators: what is measured, across years."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Post, User
from accounts.permissions import Permission
from common.clock import today
from common.errors import Fault, Refused
from common.thai.fiscal import fiscal_year
from common.thai.text import normalise
from kpis.models import Indicator
from provinces.models import Agency, Area
from strategies import hosts
from strategies.models import PlanNode

IN_USE, RETIRED = "in_use", "retired"
_LONGEST = {"name_th": 500, "name_en": 500, "unit": 60, "dimension": 100, "code": 30}


class Wording(TypedDict, total=False):
    """What an indicator says of itself; whatever is left out stays as it is."""

    name_th: str
    name_en: str
    unit: str
    definition: str
    formula: str
    source: str
    dimension: str
    kind: str
    agency: Agency | None
    nodes: Sequence[PlanNode]
    supervisor: Post | None
    collector: Post | None


@transaction.atomic
def create(*, area: Area, by: User, code: str = "", **wording: Unpack[Wording]) -> Indicator:
    """Enter an indicator into the area's register. Without a code it gets the next free one.

    Raises Refused when the name is missing, something is too long, or the code is taken.
    """
    by.authority.require(Permission.INDICATOR_EDIT, area=area)
    code = normalise(code)
    if code and Indicator.objects.filter(area=area, code=code).exists():
        raise Refused(_("รหัสทะเบียน %(code)s มีอยู่แล้วในพื้นที่") % {"code": code}, field="code")
    made = Indicator(area=area, code=code or next_code(area))
    _word(made, wording)
    made.save()
    made.nodes.set(wording.get("nodes", ()))
    workflow.record(made, action="create", before="", after=IN_USE, by=by)
    return made


@transaction.atomic
def update(*, indicator: Indicator, by: User, **wording: Unpack[Wording]) -> Indicator:
    """Correct how an indicator reads, or who collects it. It changes for every year at once."""
    indicator = _held(indicator, by)
    changed = _word(indicator, wording)
    if changed:
        indicator.save(update_fields=changed)
    if "nodes" in wording and _entries(wording["nodes"]) != _entries(indicator.nodes.all()):
        indicator.nodes.set(wording["nodes"])
        changed.append("nodes")
    if changed:
        workflow.record(
            indicator,
            action="update",
            before=IN_USE,
            after=IN_USE,
            by=by,
            reason=", ".join(changed),
        )
    return indicator


@transaction.atomic
def retire(*, indicator: Indicator, reason: str, by: User) -> Indicator:
    """Use an indicator no further; its past stays. It can be taken up again.

    Raises Refused without a reason, or while it stands on a card of this year or a later one.
    """
    indicator = _held(indicator, by)
    if indicator.retired_on is not None:
        raise Refused(_("ตัวชี้วัดนี้เลิกใช้แล้ว"))
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่เลิกใช้"), field="reason")
    this_year = fiscal_year(today())
    standing = indicator.criteria.current().filter(card__fiscal_year__gte=this_year)
    years = sorted(set(standing.values_list("card__fiscal_year", flat=True)))
    if years:
        raise Refused(
            _("ตัวชี้วัดนี้อยู่ในบัญชีปีงบประมาณ %(years)s โปรดนำออกจากบัญชีก่อน จึงเลิกใช้ได้")
            % {"years": ", ".join(map(str, years))}
        )
    _set_retired(indicator, today(), "retire", RETIRED, by, reason)
    return indicator


@transaction.atomic
def restore(*, indicator: Indicator, by: User) -> Indicator:
    """Take a retired indicator up again."""
    indicator = _held(indicator, by)
    if indicator.retired_on is None:
        raise Refused(_("ตัวชี้วัดนี้ยังใช้อยู่"))
    _set_retired(indicator, None, "restore", IN_USE, by, "")
    return indicator


def next_code(area: Area, wanted: str = "") -> str:
    """A registry code that is free in the area: the wanted one, or it with a number behind."""
    registered = Indicator.objects.filter(area=area)
    number = 1 if wanted else registered.count() + 1
    code = wanted or f"I-{number:03d}"
    while registered.filter(code=code).exists():
        number += 1
        code = f"{wanted}-{number}" if wanted else f"I-{number:03d}"
    return code


def _held(indicator: Indicator, by: User) -> Indicator:
    """The row locked, for one who may change it."""
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    by.authority.require(Permission.INDICATOR_EDIT, area=indicator.area_id)
    return indicator


def _set_retired(
    indicator: Indicator, day: dt.date | None, action: str, after: str, by: User, reason: str
) -> None:
    before = RETIRED if after == IN_USE else IN_USE
    indicator.retired_on = day
    indicator.save(update_fields=["retired_on"])
    workflow.record(indicator, action=action, before=before, after=after, by=by, reason=reason)


def _entries(nodes: Iterable[PlanNode]) -> set[UUID]:
    """Which entries these are, whatever version of the plan they are taken from."""
    return {node.identity for node in nodes}


def faults_of(indicator: Indicator, wording: Wording) -> list[Fault]:
    """What would be refused of a wording, each fault at its field; nothing changes."""
    worded = copy(indicator)
    _set(worded, wording)
    return _faults(worded, wording)


def _word(indicator: Indicator, wording: Wording) -> list[str]:
    """Set what is given; the names of the fields that changed."""
    changed = _set(indicator, wording)
    faults = _faults(indicator, wording)
    if faults:
        raise Refused(faults=faults)
    return changed


def _set(indicator: Indicator, wording: Wording) -> list[str]:
    changed = []
    for name, value in wording.items():
        if name == "nodes":
            continue
        value = normalise(value) if isinstance(value, str) else value
        if getattr(indicator, name) != value:
            setattr(indicator, name, value)
            changed.append(name)
    return changed


def _faults(indicator: Indicator, wording: Wording) -> list[Fault]:
    faults = [
        Fault(_("ยาวเกิน %(most)s ตัวอักษร") % {"most": most}, name)
        for name, most in _LONGEST.items()
        if len(getattr(indicator, name)) > most
    ]
    if not indicator.name_th:
        faults.append(Fault(_("โปรดกรอกชื่อตัวชี้วัด"), "name_th"))
    faults += _placing(indicator, wording.get("nodes", ()))
    if {"kind", "agency"} & wording.keys():
        faults += _without_agency(indicator)
    return faults


def _placing(indicator: Indicator, nodes: Sequence[PlanNode]) -> list[Fault]:
    """An agreement names an agency of the area; only an indicator of the plan leads nodes."""
    faults = [*_foreign_posts(indicator)]
    agency = indicator.agency
    if indicator.kind not in Indicator.Kind.values:
        faults.append(Fault(_("โปรดเลือกประเภทตัวชี้วัด"), "kind"))
    if agency is not None and indicator.kind != Indicator.Kind.AGREEMENT:
        faults.append(Fault(_("ระบุหน่วยงานได้เฉพาะตัวชี้วัดคำรับรองของหน่วยงาน"), "agency"))
    if agency is not None and agency.area_id != indicator.area_id:
        faults.append(Fault(_("หน่วยงานนี้ไม่ใช่ของพื้นที่"), "agency"))
    if nodes and indicator.kind != Indicator.Kind.NODE:
        faults.append(Fault(_("เลือกรายการในแผนได้เฉพาะตัวชี้วัดของแผน"), "nodes"))
    if any(node.plan.area_id != indicator.area_id for node in nodes):
        faults.append(Fault(_("รายการนี้อยู่ในแผนของพื้นที่อื่น"), "nodes"))
    return faults


def _without_agency(indicator: Indicator) -> Iterator[Fault]:
    """In whose agreement an indicator stands is known from the beginning."""
    if indicator.kind == Indicator.Kind.AGREEMENT and indicator.agency is None:
        yield Fault(_("โปรดเลือกหน่วยงานที่ทำคำรับรอง ตัวชี้วัดประเภทนี้ต้องมีหน่วยงานเจ้าของ"), "agency")


def _foreign_posts(indicator: Indicator) -> Iterator[Fault]:
    """Who collects and who supervises hold posts of the area; in a cluster of its members, too."""
    area = indicator.area
    labels = {"collector": _("ผู้จัดเก็บข้อมูล"), "supervisor": _("ผู้กำกับดูแลตัวชี้วัด")}
    for name, label in labels.items():
        post = getattr(indicator, name)
        if post is None or post.agency.area_id == area.pk:
            continue
        if not hosts.posts(area).filter(pk=post.pk).exists():
            yield Fault(
                _("%(field)s: %(post)s ไม่ใช่ตำแหน่งของ%(area)s")
                % {"field": label, "post": post, "area": area.full_name},
                name,
            )
