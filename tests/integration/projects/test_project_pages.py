"""The list of projects and the page of one: what they show, to whom, in how many queries."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpis.models import Indicator
from projects import selectors
from projects.selectors import Filters
from projects.services import budgets, projects
from projects.services.budgets import Money
from provinces.models import Area, DistrictStatus
from strategies.services import plans
from tests.factories import plans as plants

LIST, PAGE = "/60/2570/projects/", "/60/2570/projects/70-1-01/"


@pytest.fixture
def nodes(nakhonsawan, planner, head_post):
    return plants.adopted(nakhonsawan, planner, head_post)[1]


@pytest.fixture
def district(nakhonsawan):
    place = Area.objects.create(kind="district", code="6014", name_th="แม่เปิน", province=nakhonsawan)
    DistrictStatus.objects.create(district=place, kind="king_amphoe")
    return place


@pytest.fixture
def project(nakhonsawan, officer, other_officer, development, agriculture, nodes, district):
    made = plants.project(
        nakhonsawan,
        officer,
        development,
        name_en="Good seed",
        node=nodes["1.1.1"],
        districts=[district],
        joint_agencies=[agriculture],
        beneficiaries="เกษตรกร 1,200 ครัวเรือน",
        is_sample=True,
    )
    budgets.set_lines(
        project=made,
        lines=[Money("province", "operating", Decimal("3200000"))],
        by=officer,
    )
    other = plants.project(
        nakhonsawan,
        other_officer,
        agriculture,
        "70-2-01",
        name_th="ขุดลอกคลอง",
        node=nodes["2.1.1"],
        whole_area=True,
    )
    budgets.set_lines(
        project=other,
        lines=[Money("province", "investment", Decimal("9600000"))],
        by=other_officer,
    )
    return made


def codes(area, **filters) -> list[str]:
    page = selectors.project_list(area, 2570, Filters(**filters))
    return [row.project.code for row in page.rows]


def test_it_works(project, planner, signed_in):
    page = signed_in(planner).get(LIST).content.decode()
    for text in ("70-1-01", "ส่งเสริมเมล็ดพันธุ์ดี", "กิ่งอ.แม่เปิน", "12.80 ล้านบาท", "3.20", PAGE):
        assert text in page


def test_filters_narrow_rows_and_sum_alike(project, nakhonsawan, nodes, development, district):
    assert codes(nakhonsawan) == ["70-1-01", "70-2-01"]
    assert codes(nakhonsawan, issue=str(nodes["1"].pk)) == ["70-1-01"]
    assert codes(nakhonsawan, issue="none") == []
    assert codes(nakhonsawan, host=str(development.pk)) == ["70-1-01"]
    assert codes(nakhonsawan, district=str(district.pk)) == ["70-1-01", "70-2-01"]
    assert codes(nakhonsawan, status="finished") == []
    assert codes(nakhonsawan, q="เมล็ด พันธุ์") == ["70-1-01"]
    assert codes(nakhonsawan, q="๗๐-๒") == ["70-2-01"]
    assert codes(nakhonsawan, q="good SEED") == ["70-1-01"]
    assert codes(nakhonsawan, order="budget") == ["70-2-01", "70-1-01"]
    assert codes(nakhonsawan, order="name") == ["70-2-01", "70-1-01"]
    assert codes(nakhonsawan, host="x' OR 1=1") == []
    page = selectors.project_list(nakhonsawan, 2570, Filters(q="ขุดลอก"))
    assert (page.budget, page.all_budget) == (Decimal(9600000), Decimal(12800000))


def test_an_issue_that_is_being_revised_is_listed_once_and_found_in_both_versions(
    nakhonsawan, project, nodes, planner
):
    newer = plans.revise(plan=nodes["1"].plan, title="ทบทวน", by=planner)
    page = selectors.project_list(nakhonsawan, 2570, Filters())
    assert [choice.value for choice in page.issues] == [str(nodes["1"].pk), str(nodes["2"].pk)]
    same = newer.nodes.get(identity=nodes["1"].identity)
    assert codes(nakhonsawan, issue=str(same.pk)) == ["70-1-01"]


def test_nothing_found_says_so(project, planner, signed_in):
    page = signed_in(planner).get(LIST, {"q": "ไม่มี", "page": "x"}).content.decode()
    assert "ไม่พบโครงการตามที่เลือก" in page
    assert "ข้อมูลตัวอย่าง" in page


def test_a_year_without_projects_says_what_comes_next(nakhonsawan, planner, signed_in):
    page = signed_in(planner).get("/60/2575/projects/").content.decode()
    assert "ยังไม่มีโครงการในปีงบประมาณ พ.ศ. 2575" in page


def test_the_same_queries_with_3_and_with_300(
    project, nakhonsawan, development, nodes, planner, signed_in
):
    client = signed_in(planner)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    plants.many_projects(nakhonsawan, development, 300, nodes["1.1.1"])
    with CaptureQueriesContext(connection) as many:
        page = client.get(LIST).content.decode()
    assert "302 โครงการ" in page
    assert "หน้า 1 จาก 7" in page
    assert len(many) == len(few)


def test_the_selector_asks_four_queries_and_the_kinds_of_districts(
    project, nakhonsawan, django_assert_num_queries
):
    with django_assert_num_queries(4):
        selectors.project_list(nakhonsawan, 2570, Filters())


def test_one_project_shows_what_is_known_of_it(project, nakhonsawan, planner, signed_in):
    indicator = Indicator.objects.create(area=nakhonsawan, code="1", name_th="ผลผลิตข้าว")
    projects.set_indicators(project=project, indicators=[indicator], by=planner)
    page = signed_in(planner).get(PAGE).content.decode()
    for text in (
        "ส่งเสริมเมล็ดพันธุ์ดี",
        "1 เกษตรมูลค่าสูง",
        "1.1.1 ส่งเสริมการผลิต 1",
        "สำนักงานเกษตรจังหวัดนครสวรรค์",
        "กิ่งอำเภอแม่เปิน",
        "3,200,000.00",
        "เกษตรกร 1,200 ครัวเรือน",
        "ผลผลิตข้าว",
        "ข้อมูลตัวอย่าง",
    ):
        assert text in page


def test_a_project_page_has_a_fixed_number_of_queries(
    project, planner, signed_in, agriculture, development, office, nakhonsawan
):
    client = signed_in(planner)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    project.joint_agencies.add(development, office)
    for n in range(6):
        project.indicators.add(
            Indicator.objects.create(area=nakhonsawan, code=str(n), name_th=f"ตัวชี้วัด {n}")
        )
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) - len(few) <= 1  # lines of the card are asked once there is an indicator


@pytest.mark.parametrize("code", ["70-9-99", "a%00b", "%E0%B8%81"])
def test_an_unknown_code_is_not_found(project, planner, signed_in, code):
    assert signed_in(planner).get(f"/60/2570/projects/{code}/").status_code == 404


def test_the_stranger_finds_nothing(project, stranger, signed_in, client):
    for url in (LIST, PAGE):
        assert signed_in(stranger).get(url).status_code == 404
        assert client.get(url).status_code == 302


def test_everybody_of_the_province_may_read(project, officer, other_officer, inspector, signed_in):
    for person in (officer, other_officer, inspector):
        for url in (LIST, PAGE):
            assert signed_in(person).get(url).status_code == 200
