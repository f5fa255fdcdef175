"""The pages of alignment, coverage and an area's own frameworks."""

import io

import pytest
from python_calamine import CalamineWorkbook

from strategies.models import Alignment, Framework
from strategies.services import alignments
from tests.factories import plans as plants
from tests.integration.strategies.aligning import *  # noqa: F403 - fixtures
from tests.integration.strategies.aligning import item

pytestmark = pytest.mark.django_db


def address(plan, what: str) -> str:
    return f"/60/plans/{plan.pk}/{what}"


def test_the_coverage_as_a_workbook(signed_in, draft, planner):
    plan, made = draft
    alignments.put(node=made["1"], item=item("sdg", "2"), primary=True, by=planner)
    answer = signed_in(planner).get(address(plan, "coverage.xlsx?framework=sdg"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    table = rows.to_python()
    assert table[0] == [
        "รหัส", "รายการ", "หลัก", "รอง", "รายการในแผน", "โครงการ",
        "1 เกษตรมูลค่าสูง", "2 ท่องเที่ยว",
    ]  # fmt: skip
    assert table[2] == ["2", "ขจัดความหิวโหย", 1, 0, "1 เกษตรมูลค่าสูง", "", 1, 0]
    assert len(table) == 18


def test_an_item_is_searched_and_picked_on_the_page(signed_in, draft, planner):
    plan, made = draft
    page = address(plan, f"alignment/{made['1'].pk}/")
    client = signed_in(planner)
    text = client.get(page, {"q": "ความหิวโหย"}).content.decode()
    assert "เป็นข้อหลัก" in text
    chosen = {"item": item("sdg", "2").pk, "as": "primary", "q": "ความหิวโหย"}
    assert client.post(page, chosen).status_code == 302
    assert made["1"].alignments.get().is_primary
    refused = client.post(page, {"item": item("sdg", "8").pk, "as": "primary"})
    assert refused.status_code == 422
    assert "item:" not in refused.content.decode()
    assert "มีข้อหลักอยู่แล้ว" in refused.content.decode()
    assert client.post(page, {"item": "x", "as": "primary"}).status_code == 404
    assert "ไม่พบ “ฮฮฮ” ในกรอบใด" in client.get(page, {"q": "ฮฮฮ"}).content.decode()
    client.post(page, {"item": item("sdg", "2").pk, "as": "clear"})
    assert not made["1"].alignments.exists()


def test_a_project_is_aligned_on_its_page(signed_in, project, officer, executive):
    page = "/60/2570/projects/70-1-01/alignment/"
    chosen = {"item": item("sdg", "2").pk, "as": "primary"}
    assert signed_in(officer).post(page, chosen).status_code == 302
    assert signed_in(executive).post(page, chosen).status_code == 403
    shown = signed_in(executive).get("/60/2570/projects/70-1-01/").content.decode()
    assert "SDGs: 2 ขจัดความหิวโหย" in shown


def test_a_framework_is_kept_on_the_page(signed_in, nakhonsawan, planner):
    client = signed_in(planner)
    typed = {"code": "agenda", "name_th": "วาระจังหวัด", "short_th": "วาระ", "items": "เมืองสะอาด"}
    wrong = client.post("/60/frameworks/new/", typed)
    assert wrong.status_code == 422
    assert "บรรทัดที่ 1 ต้องเป็นรหัส" in wrong.content.decode()
    assert "เมืองสะอาด" in wrong.content.decode()
    assert client.post("/60/frameworks/new/", typed | {"items": "1 เมืองสะอาด"}).status_code == 302
    made = Framework.objects.get(area=nakhonsawan)
    again = client.post("/60/frameworks/new/", typed | {"items": "1 เมืองสะอาด"})
    assert "รหัสกรอบนี้มีอยู่แล้ว" in again.content.decode()
    edit = f"/60/frameworks/{made.pk}/"
    assert "1 เมืองสะอาด" in client.get(edit).content.decode()
    client.post(edit, {"name_th": "วาระใหม่", "short_th": "วาระ", "items": "1 เมืองสะอาด"})
    made.refresh_from_db()
    assert made.name_th == "วาระใหม่"


@pytest.mark.parametrize("size", [0, 300])
def test_queries_do_not_grow(
    signed_in, draft, planner, head_post, size, django_assert_max_num_queries
):
    plan, made = draft
    many = plants.many_nodes(plan, made["1.1"], size, head_post)
    chosen = item("sdg", "2")
    Alignment.objects.bulk_create(
        Alignment(node=one, framework=chosen.framework, item=chosen) for one in many
    )
    client = signed_in(planner)
    for what in ("alignment/", "coverage/?framework=sdg", f"alignment/{made['1'].pk}/?q=1"):
        with django_assert_max_num_queries(12):
            assert client.get(address(plan, what)).status_code == 200


def test_who_sees_nothing_of_the_area_finds_no_page(signed_in, draft, stranger, officer):
    plan, made = draft
    for what in ("alignment/", "coverage/", "coverage.xlsx", f"alignment/{made['1'].pk}/"):
        assert signed_in(stranger).get(address(plan, what)).status_code == 404
        assert signed_in(stranger).get(f"/66/plans/{plan.pk}/{what}").status_code == 404
        assert signed_in(officer).get(address(plan, what)).status_code == 200
    answer = signed_in(officer).post(
        address(plan, f"alignment/{made['1'].pk}/"), {"item": item("sdg", "2").pk}
    )
    assert answer.status_code == 403
    assert signed_in(officer).get("/60/frameworks/new/").status_code == 403


def test_each_shade_of_the_heat_map_is_explained_by_its_number(signed_in, draft, planner):
    text = signed_in(planner).get(address(draft[0], "coverage/?framework=sdg")).content.decode()
    legend = text.split('class="heat-legend"')[1].split("</ul>")[0]
    shades = ((0, "0"), (1, "1"), (2, "2–3"), (3, "ตั้งแต่ 4"))
    for shade, words in shades:
        assert f'<li class="heat-{shade}">{words}</li>' in legend
