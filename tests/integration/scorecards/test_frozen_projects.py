"""The projects and the plan that are frozen with a card."""

import json
from decimal import Decimal

from projects.models import BudgetLine, Project
from provinces.models import Area, DistrictStatus
from scorecards.services import snapshots
from tests import factories


def test_it_works(world, planner):
    district = Area.objects.create(
        kind="district", code="6015", name_th="แม่เปิน", name_en="Mae Poen", province=world.area
    )
    DistrictStatus.objects.create(district=district, kind="king_amphoe")
    host = factories.agency(world.area, "สนง.พัฒนาชุมชน")
    project = Project.objects.create(
        area=world.area, fiscal_year=2570, code="70-2-05", name_th="OTOP ออนไลน์", host_agency=host,
        node=world.issues["2"].children.get(), status="approved",
    )  # fmt: skip
    project.indicators.add(world.indicator("2.2"))
    project.districts.add(district)
    project.joint_agencies.add(factories.agency(world.area, "หอการค้า", "private"))
    for source, money in [("province", "5400000"), ("local", "100000.50")]:
        BudgetLine.objects.create(
            project=project, source=source, category="operating", allocated=Decimal(money)
        )
    Project.objects.create(
        area=world.area, fiscal_year=2570, code="70-9-99", name_th="เลิกแล้ว", host_agency=host,
        status="cancelled",
    )  # fmt: skip

    snapshot = snapshots.freeze(
        area=world.area, year=2570, round=world.rounds["6"], kind="round", by=planner
    )
    frozen = json.loads(snapshot.content)["card"]

    (one,) = frozen["projects"]
    assert (one["code"], one["indicators"], one["budget"]) == ("70-2-05", ["2.2"], "5500000.50")
    assert (one["places_th"], one["places_en"]) == (["กิ่งอำเภอแม่เปิน"], ["Mae Poen"])
    assert one["joint_th"] == ["หอการค้า"]
    assert one["status_th"] == "อนุมัติ"
    assert [line["source_th"] for line in one["budget_lines"]] == [
        "องค์กรปกครองส่วนท้องถิ่น",
        "งบพัฒนาจังหวัด",
    ]
    assert frozen["plan"]["vision_th"] == "วิสัยทัศน์ทดสอบ"
    levels = {node["level"]: node["label_en"] for node in frozen["plan"]["nodes"]}
    assert levels["issue"] == "Strategic issue"
