"""Where a project may stand and work: checks that several verbs share."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.errors import Fault, Refused
from common.thai import fiscal
from provinces.models import Agency, Area, ClusterMembership
from provinces.selectors import district_ids
from strategies import levels
from strategies.models import PlanNode


def checked(
    area: Area, fiscal_year: int, districts: Iterable[Area], whole_area: bool
) -> list[Area]:
    """The districts, if all belong to the area in that year (or to a cluster's members)."""
    chosen = list(districts)
    if whole_area and chosen:
        raise Refused(_("เลือกทั้งพื้นที่แล้วไม่ต้องระบุอำเภอ"), field="districts")
    own = district_ids(area, fiscal.last_day(fiscal_year)) if chosen else frozenset()
    faults = [
        Fault(
            _("%(district)s ไม่ได้อยู่ใน%(area)s") % {"district": district, "area": area.full_name},
            "districts",
        )
        for district in chosen
        if district.pk not in own
    ]
    if faults:
        raise Refused(faults=faults)
    return chosen


def refuse_foreign_agency(area: Area, agency: Agency) -> None:
    """The host is an agency of the area, of a district in it, or of a cluster's member."""
    there = {area.pk}
    if area.kind == Area.Kind.CLUSTER:
        there |= set(
            ClusterMembership.objects.filter(cluster=area).values_list("province_id", flat=True)
        )
    if agency.area_id not in there and agency.area.province_id not in there:
        raise Refused(
            _("%(agency)s ไม่ใช่หน่วยงานของ%(area)s") % {"agency": agency, "area": area.full_name},
            field="host_agency",
        )


def refuse_wrong_node(area: Area, fiscal_year: int, node: PlanNode) -> None:
    """The node is one of the area's own plan, covers the year, and takes projects."""
    plan = node.plan
    if plan.area_id != area.pk:
        raise Refused(_("กลยุทธ์ที่เลือกเป็นของแผนพื้นที่อื่น"), field="node")
    if not plan.first_year <= fiscal_year <= plan.last_year:
        raise Refused(
            _("แผนที่เลือกครอบคลุมปีงบประมาณ %(first)s–%(last)s ไม่รวมปี %(year)s")
            % {"first": plan.first_year, "last": plan.last_year, "year": fiscal_year},
            field="node",
        )
    takes = [rule for rule in levels.of_plan(plan).values() if rule.takes_projects]
    if node.level not in {rule.level for rule in takes}:
        raise Refused(
            _("โครงการอยู่ภายใต้ระดับนี้ไม่ได้ โปรดเลือกจาก %(levels)s")
            % {"levels": ", ".join(rule.label for rule in takes)},
            field="node",
        )
