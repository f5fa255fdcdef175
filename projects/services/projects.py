"""Verbs on projects: propose, place under a strategy, screen, approve, carry out."""

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Post, User
from accounts.permissions import Permission
from common.cleaning import clean
from common.errors import Refused
from common.thai.text import normalise
from kpis.models import Indicator
from projects.models import Project
from projects.services import places
from projects.transitions import PROJECT
from provinces.models import Agency, Area
from strategies.models import PlanNode

CODE = re.compile(r"[^\s/?#]+")


@transaction.atomic
def propose(
    *,
    area: Area,
    fiscal_year: int,
    code: str,
    name_th: str,
    host_agency: Agency,
    by: User,
    name_en: str = "",
    node: PlanNode | None = None,
    host_post: Post | None = None,
    joint_agencies: Iterable[Agency] = (),
    districts: Iterable[Area] = (),
    whole_area: bool = False,
    kind: str = Project.Kind.AREA,
    rationale: str = "",
    beneficiaries: str = "",
    emenscr_code: str = "",
    gfmis_code: str = "",
    egp_code: str = "",
    is_sample: bool = False,
) -> Project:
    """Put a project of an agency before the office, for one fiscal year (B.E.).

    Raises Refused naming the field: a code that is taken, a host or district that is not of the
    area, a node that takes no projects.
    """
    by.authority.require(Permission.PROJECT_PROPOSE, area=area, agency=host_agency)
    code = code.strip()
    if not CODE.fullmatch(code):
        raise Refused(_("รหัสโครงการต้องไม่มีช่องว่างและเครื่องหมาย / ? #"), field="code")
    places.refuse_foreign_agency(area, host_agency)
    if node is not None:
        places.refuse_wrong_node(area, fiscal_year, node)
    project = Project(
        area=area,
        fiscal_year=fiscal_year,
        code=code,
        name_th=normalise(name_th),
        name_en=name_en.strip(),
        node=node,
        host_agency=host_agency,
        host_post=host_post,
        whole_area=whole_area,
        kind=kind,
        rationale=normalise(rationale),
        beneficiaries=normalise(beneficiaries),
        emenscr_code=emenscr_code,
        gfmis_code=gfmis_code,
        egp_code=egp_code,
        is_sample=is_sample,
    )
    clean(project)
    project.save()
    project.districts.set(places.checked(area, fiscal_year, districts, whole_area))
    project.joint_agencies.set(joint_agencies)
    workflow.record(project, action="propose", before="", after=project.status, by=by)
    return project


@transaction.atomic
def place_under(*, project: Project, node: PlanNode, by: User) -> Project:
    """Move a proposal under a strategy or programme of the plan."""
    project = open_proposal(project, by)
    places.refuse_wrong_node(project.area, project.fiscal_year, node)
    project.node = node
    project.save(update_fields=["node"])
    _note(project, "place_under", by, str(node))
    return project


@transaction.atomic
def set_places(
    *, project: Project, districts: Iterable[Area], by: User, whole_area: bool = False
) -> Project:
    """Say in which districts a proposal works, or that it works in the whole area."""
    project = open_proposal(project, by)
    chosen = places.checked(project.area, project.fiscal_year, districts, whole_area)
    project.whole_area = whole_area
    project.save(update_fields=["whole_area"])
    project.districts.set(chosen)
    _note(project, "set_places", by, ", ".join(one.name_th for one in chosen))
    return project


@transaction.atomic
def set_indicators(*, project: Project, indicators: Iterable[Indicator], by: User) -> Project:
    """Name the indicators that a project moves. The office may correct them at any time."""
    project = held(project)
    if not by.authority.may(Permission.PROJECT_SCREEN, area=project.area_id):
        project = open_proposal(project, by)
    chosen = list(indicators)
    foreign = [one for one in chosen if one.area_id != project.area_id]
    if foreign:
        raise Refused(
            _("ตัวชี้วัด “%(name)s” ไม่ใช่ของพื้นที่เดียวกับโครงการ") % {"name": foreign[0]},
            field="indicators",
        )
    project.indicators.set(chosen)
    _note(project, "set_indicators", by, ", ".join(one.code for one in chosen))
    return project


@transaction.atomic
def screen(*, project: Project, by: User, reason: str = "") -> Project:
    """Pass a proposal on to the committee. It must stand under a strategy and have a place."""
    project = held(project)
    PROJECT.find("screen", project)
    if project.node_id is None:
        raise Refused(
            _("โครงการต้องอยู่ภายใต้กลยุทธ์หรือแผนงานก่อนผ่านการกลั่นกรอง โปรดเลือกกลยุทธ์ที่โครงการนี้สนับสนุน"),
            field="node",
        )
    if not project.whole_area and not project.districts.exists():
        raise Refused(_("โปรดระบุอำเภอที่ดำเนินการ หรือเลือกว่าทั้งพื้นที่"), field="districts")
    PROJECT.apply("screen", project, by=by, reason=reason)
    return project


@transaction.atomic
def approve(*, project: Project, resolution: str, by: User) -> Project:
    """Write down that a committee approved the project; `resolution` says which and when."""
    project = held(project)
    PROJECT.apply("approve", project, by=by, reason=resolution)
    return project


@transaction.atomic
def start(*, project: Project, by: User) -> Project:
    """The host begins to carry the project out."""
    project = held(project)
    PROJECT.apply("start", project, by=by)
    return project


@transaction.atomic
def finish(*, project: Project, by: User) -> Project:
    """The host has carried the project out."""
    project = held(project)
    PROJECT.apply("finish", project, by=by)
    return project


@transaction.atomic
def cancel(*, project: Project, reason: str, by: User) -> Project:
    """Give a project up, with the reason. It stays on record."""
    project = held(project)
    PROJECT.apply("cancel", project, by=by, reason=reason)
    return project


def held(project: Project) -> Project:
    """The project's row as it is now, locked until the end of the transaction."""
    return Project.objects.select_for_update(of=("self",)).select_related("area").get(pk=project.pk)


def open_proposal(project: Project, by: User) -> Project:
    """The locked row of a proposal that this person may still change."""
    project = held(project)
    where = {"area": project.area_id, "agency": project.host_agency_id}
    if not by.authority.may(Permission.PROJECT_SCREEN, area=project.area_id):
        by.authority.require(Permission.PROJECT_PROPOSE, **where)
    if project.status != Project.Status.PROPOSED:
        raise Refused(
            _("โครงการอยู่ในสถานะ “%(state)s” จึงแก้ไขข้อเสนอไม่ได้ การเปลี่ยนแปลงต้องเป็นไปตามมติคณะกรรมการ")
            % {"state": project.get_status_display()}
        )
    return project


def _note(project: Project, action: str, by: User, what: str) -> None:
    workflow.record(
        project, action=action, before=project.status, after=project.status, by=by, reason=what
    )
